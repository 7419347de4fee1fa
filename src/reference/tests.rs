//! That the embedded facts say what the law and `docs/rules.md` say.

use super::*;
use crate::domain::calendar::Day;
use crate::domain::regime::{Entitlement, Exempt, Limit, Regime, RegimeRules, Window};
use crate::domain::rulebook::{AfterLate, DayCount, EndorsePapers, LeaseRule, Roll, Settings};

const RULES: &str = include_str!("../../docs/rules.md");

fn day(text: &str) -> Day {
    Day::parse_iso(text).unwrap()
}

fn regime(regime: Regime) -> RegimeRules {
    rule_book().of(regime).clone()
}

/// The cells of the first table below a heading of the page, without its own heading rows.
fn table(heading: &str) -> Vec<Vec<&'static str>> {
    let section = RULES.split(&format!("\n{heading}\n")).nth(1).unwrap();
    let section = section.split("\n## ").next().unwrap();
    let lines = section.lines().skip_while(|line| !line.starts_with('|')).take_while(|line| line.starts_with('|'));
    lines.skip(2).map(|line| line.trim_matches('|').split('|').map(str::trim).collect()).collect()
}

#[test]
fn every_file_names_its_source_in_its_first_lines() {
    for (file, text) in [
        ("divisions.csv", include_str!("divisions.csv")),
        ("holidays.csv", include_str!("holidays.csv")),
        ("units_guiyang.csv", include_str!("units_guiyang.csv")),
        ("regimes.toml", include_str!("regimes.toml")),
        ("headings.csv", include_str!("headings.csv")),
        ("ethnic.csv", include_str!("ethnic.csv")),
        ("reasons.csv", include_str!("reasons.csv")),
        ("dwellings.csv", include_str!("dwellings.csv")),
        ("stays.csv", include_str!("stays.csv")),
        ("educations.csv", include_str!("educations.csv")),
        ("marriages.csv", include_str!("marriages.csv")),
    ] {
        let head: String = text.lines().take_while(|line| line.starts_with('#')).collect();
        assert!(head.contains("Source: "), "{file}");
        assert!(head.contains("licence"), "{file}");
    }
}

#[test]
fn each_day_has_the_rules_of_its_regime() {
    for (on, expected) in [
        ("2011-08-01", Regime::Legacy),
        ("2012-03-04", Regime::Legacy),
        ("2012-03-05", Regime::Guiyang2012),
        ("2012-09-30", Regime::Guiyang2012),
        ("2012-10-01", Regime::Guizhou2012),
        ("2015-12-31", Regime::Guizhou2012),
        ("2016-01-01", Regime::State2016),
        ("2026-11-25", Regime::State2016),
    ] {
        assert_eq!(rule_book().on(day(on)).regime, expected, "{on}");
    }
}

#[test]
fn the_municipal_decree_of_2012_is_as_its_articles_say() {
    let rules = regime(Regime::Guiyang2012);
    assert_eq!((rules.register_within, rules.move_within), (Some(Limit::Days(7)), Some(Limit::WorkingDays(3))));
    assert_eq!(
        rules.entitlement,
        Entitlement::ByStay { min_stay_days: 30, liable_from: 16, liable_below: 60, within: Limit::WorkingDays(7) }
    );
    assert_eq!((rules.papers.photos, rules.papers.ground, rules.papers.proxy_below_age), (2, false, 0));
    assert_eq!((rules.issue_within, rules.validity_months), (Limit::WorkingDays(7), Some(12)));
    assert_eq!((rules.window, rules.lapses_to_suspension), (Window::LastDays(30), false));
    assert!(rules.barred_exempt.is_empty() && rules.exempt_not_liable && !rules.own_city_barred);
}

#[test]
fn the_provincial_regulation_of_2012_is_as_its_articles_say() {
    let rules = regime(Regime::Guizhou2012);
    assert_eq!((rules.register_within, rules.move_within), (Some(Limit::Days(7)), Some(Limit::Days(7))));
    assert_eq!(
        rules.entitlement,
        Entitlement::ByStay { min_stay_days: 30, liable_from: 16, liable_below: 60, within: Limit::Days(30) }
    );
    assert_eq!((rules.papers.photos, rules.papers.hukou_book_for_adults), (0, true));
    assert_eq!((rules.issue_within, rules.validity_months), (Limit::Days(7), Some(12)));
    assert_eq!(rules.barred_exempt, [Exempt::Hotel, Exempt::Inpatient, Exempt::Boarder, Exempt::Rescue]);
    assert!(rules.exempt_not_liable && !rules.lapses_to_suspension);
}

#[test]
fn the_state_decree_of_2016_is_as_its_articles_say() {
    let rules = regime(Regime::State2016);
    assert_eq!((rules.register_within, rules.move_within), (Some(Limit::Days(7)), Some(Limit::Days(7))));
    assert_eq!(rules.entitlement, Entitlement::ByResidence { months: 6 });
    assert_eq!((rules.papers.photos, rules.papers.ground, rules.papers.proxy_below_age), (1, true, 16));
    assert!(!rules.papers.hukou_book_for_adults && rules.own_city_barred);
    assert_eq!((rules.issue_within, rules.validity_months), (Limit::Days(15), None));
    assert_eq!((rules.window, rules.lapses_to_suspension), (Window::MonthsBefore(1), true));
    assert!(!rules.exempt_not_liable);
}

#[test]
fn registering_issuing_and_endorsing_are_free_and_a_changed_card_under_the_regulation() {
    let value = |key: &str| constants().iter().find(|constant| constant.key == key).map(|one| one.value.as_str());
    for regime in ["guiyang-2012", "guizhou-2012", "state-2016"] {
        assert_eq!(value(&format!("{regime}.fee")), Some("0"), "{regime}");
    }
    let of = |name: Regime| (regime(name).replacement_fee, regime(name).changed_fee);
    assert_eq!(of(Regime::Guiyang2012), (0, None));
    assert_eq!(of(Regime::Guizhou2012), (0, Some(0)));
    assert_eq!(of(Regime::State2016), (0, None));
}

#[test]
fn whom_the_limit_of_registering_does_not_bind_is_as_the_articles_say() {
    use Exempt::{Boarder, Hotel, Inpatient, Relative, Rescue};
    assert_eq!(regime(Regime::Guiyang2012).need_not_register, [Hotel, Inpatient, Boarder, Rescue]);
    assert_eq!(regime(Regime::Guizhou2012).need_not_register, [Relative]);
    assert!(regime(Regime::State2016).need_not_register.is_empty());
}

#[test]
fn older_cards_follow_the_decree_of_2012_and_nobody_is_obliged() {
    let (older, decree) = (regime(Regime::Legacy), regime(Regime::Guiyang2012));
    assert_eq!((older.register_within, older.move_within, older.entitlement), (None, None, Entitlement::None));
    assert_eq!((older.validity_months, older.window), (decree.validity_months, decree.window));
    assert_eq!(older.lapses_to_suspension, decree.lapses_to_suspension);
}

#[test]
fn where_the_texts_are_silent_the_defaults_are_those_of_the_page() {
    let expected = Settings {
        day_count: DayCount::Inclusive,
        after_late: AfterLate::FromEndorsement,
        gap_allowed: 0,
        child_needs_proxy: true,
        proxy_min_age: 18,
        dwelling_ground_lease: LeaseRule::Any,
        deadline_roll: Roll::None,
        endorse_papers: EndorsePapers::Recorded,
        issue_promise: Limit::WorkingDays(7),
        night_jump: 5,
        night_by: 8,
    };
    for on in ["2011-01-01", "2012-03-05", "2026-11-25"] {
        assert_eq!(rule_book().settings_on(day(on)), expected, "{on}");
    }
    let choices = constants().iter().filter(|constant| constant.range.is_some());
    let listed: Vec<&str> = table("## Settings").iter().map(|row| row[0].trim_matches('`')).collect();
    for constant in choices.filter(|constant| constant.regime != Some(Regime::Legacy)) {
        let row = listed.iter().position(|key| *key == constant.key);
        let row = row.unwrap_or_else(|| panic!("{}", constant.key));
        assert_eq!(table("## Settings")[row][1].trim_matches('`'), constant.value, "{}", constant.key);
    }
    for key in listed {
        assert!(constants().iter().any(|constant| constant.key == key && constant.range.is_some()), "{key}");
    }
}

#[test]
fn every_choice_and_nothing_else_can_be_set() {
    for constant in constants() {
        assert_eq!(constant.source.starts_with('◇'), constant.range.is_some(), "{}", constant.key);
        assert!(!constant.source.is_empty() && !constant.label_zh.is_empty() && !constant.label_en.is_empty());
    }
}

#[test]
fn every_limit_of_the_page_ends_on_its_day() {
    let rows = table("## Limits");
    assert_eq!(rows.len(), 6);
    for row in rows {
        let accepted = day(row[0]);
        for (limit, last) in [(Limit::Days(7), row[1]), (Limit::WorkingDays(7), row[2]), (Limit::Days(15), row[3])] {
            assert_eq!(limit.last_day(accepted, holidays()), Ok(day(last)), "{limit:?} from {accepted}");
        }
    }
}

#[test]
fn a_rolled_limit_of_the_page_ends_on_the_next_working_day() {
    let rows = table("## Limits rolled to a working day");
    assert_eq!(rows.len(), 2);
    for row in rows {
        let count: u16 = row[1].strip_suffix(" days").unwrap().parse().unwrap();
        let mut last = Limit::Days(count).last_day(day(row[0]), holidays()).unwrap();
        assert_eq!(last, day(row[2]));
        while holidays().is_working(last) == Ok(false) {
            last = last.plus_days(1);
        }
        assert_eq!(last, day(row[3]));
    }
}

#[test]
fn every_window_of_the_page_opens_and_closes_on_its_days() {
    let rows = table("## Windows");
    assert_eq!(rows.len(), 4);
    for row in rows {
        let until = day(row[0]).plus_months(12);
        assert_eq!(regime(Regime::State2016).window.opens(until), day(row[1]), "{row:?}");
        assert_eq!((until.plus_days(-1), until), (day(row[2]), day(row[3])), "{row:?}");
    }
    for row in table("## Windows under guizhou-2012") {
        let until = day(row[1]).plus_days(1);
        assert_eq!(regime(Regime::Guizhou2012).window.opens(until), day(row[2]), "{row:?}");
        let years = (1..=2).map(|years| day(row[0]).plus_months(12 * years));
        assert!(years.into_iter().any(|anniversary| anniversary == until), "{row:?}");
    }
}

#[test]
fn every_first_eligible_day_of_the_page_is_half_a_year_on() {
    let rows = table("## First eligible day");
    assert_eq!(rows.len(), 3);
    for row in rows {
        let half_year = day(row[0]).plus_months(6);
        assert_eq!((half_year.plus_days(-1), half_year), (day(row[1]), day(row[2])), "{row:?}");
    }
}

#[test]
fn working_days_are_known_from_2004_to_2026_and_for_no_other_year() {
    for (on, working) in [
        ("2012-10-01", Ok(false)),
        ("2012-09-29", Ok(true)),
        ("2012-09-28", Ok(true)),
        ("2012-10-08", Ok(true)),
        ("2013-10-12", Ok(true)),
        ("2026-10-10", Ok(true)),
        ("2012-03-10", Ok(false)),
    ] {
        assert_eq!(holidays().is_working(day(on)), working, "{on}");
    }
    for on in ["2003-12-31", "2027-01-04"] {
        assert!(holidays().is_working(day(on)).is_err(), "{on}");
    }
    assert!((2004..=2026).all(|year| holidays().is_working(Day::new(year, 6, 1).unwrap()).is_ok()));
}

#[test]
fn every_embedded_year_since_the_first_rules_is_a_whole_calendar() {
    use crate::domain::holidays::{CalendarRow, read};
    let rows = |year: i16| -> Vec<CalendarRow> {
        let of_year = |line: &&str| line.starts_with("year,") || line.starts_with(&format!("{year},"));
        let cells = |line: &str| line.split(',').map(str::to_owned).collect();
        let lines = include_str!("holidays.csv").lines().filter(of_year);
        lines.zip(1..).map(|(line, at)| CalendarRow { line: at, cells: cells(line) }).collect()
    };
    for year in 2012..=2026 {
        assert_eq!(read(&rows(year), None).map(|calendar| calendar.year), Ok(year));
    }
}

#[test]
fn the_city_knows_its_districts_and_counties() {
    let city = rule_book().city;
    assert_eq!(city.districts, ["520102", "520103", "520111", "520112", "520113", "520114", "520115"]);
    assert_eq!(city.counties, ["520121", "520122", "520123", "520181"]);
}

#[test]
fn the_practice_county_is_in_no_list() {
    assert!(!divisions().is_county(crate::domain::identity::PRACTICE_COUNTY));
}

#[test]
fn the_embedded_tables_are_read_as_any_reader_of_such_files_reads_them() {
    for text in [
        include_str!("divisions.csv"),
        include_str!("dwellings.csv"),
        include_str!("educations.csv"),
        include_str!("ethnic.csv"),
        include_str!("headings.csv"),
        include_str!("holidays.csv"),
        include_str!("marriages.csv"),
        include_str!("reasons.csv"),
        include_str!("stays.csv"),
        include_str!("units_guiyang.csv"),
    ] {
        let mut reader =
            csv::ReaderBuilder::new().comment(Some(b'#')).trim(csv::Trim::All).from_reader(text.as_bytes());
        let theirs: Vec<Vec<String>> =
            reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
        let ours =
            super::rows("a table", text, |row| Ok(row.cells.iter().map(ToString::to_string).collect::<Vec<_>>()));
        assert_eq!(ours, theirs);
    }
}
