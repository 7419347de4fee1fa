//! Who is on the lists of a day, and what the measures count, at the edges of their days.

use std::collections::BTreeMap;

use super::acts::held;
use super::{book, day};
use crate::domain::application::ApplicationState;
use crate::domain::calendar::Day;
use crate::domain::candidacy::{Why, candidacy};
use crate::domain::eligibility::Standing;
use crate::domain::identity::IdKind;
use crate::domain::lookups::{self, Glance, Rows};
use crate::domain::permit::state;
use crate::domain::quality::{Defect, Gatherer, Record, Sender};
use crate::domain::regime::Exempt;
use crate::domain::span::Span;
use crate::domain::turnaround::{self, Case, Column};
use crate::domain::unit::Tier;
use crate::domain::why::of_candidate;
use crate::domain::worklist::Wanted;
use crate::reference;

#[test]
fn a_window_that_is_open_or_opens_within_so_many_days() {
    // Issued 2017-01-01: the window is December 2017; issued 2014-11-01: the last 30 days of October 2015.
    for (issued, on, within, expected) in [
        ("2017-01-01", "2017-11-01", 30, true),
        ("2017-01-01", "2017-11-01", 29, false),
        ("2017-01-01", "2017-12-01", 0, true),
        ("2017-01-01", "2017-11-30", 0, false),
        ("2017-01-01", "2017-12-31", 0, true),
        ("2017-01-01", "2018-01-01", 365, false),
        ("2014-11-01", "2015-09-02", 30, true),
        ("2014-11-01", "2015-09-01", 30, false),
        ("2014-11-01", "2015-11-01", 30, false),
        ("2016-02-29", "2017-01-27", 1, true),
        ("2016-02-29", "2017-01-26", 1, false),
    ] {
        let wanted = Wanted { opens_within: Some(within), ..Wanted::all(day(on)) };
        let (card, book) = (held(issued).card, book());
        let state = state(&card, &book, wanted.on).unwrap();
        assert_eq!(wanted.takes_card(&state), expected, "{issued} on {on} within {within}");
        let (until, _) = wanted.scan(&book).in_force.unwrap();
        let runs_out = crate::domain::permit::terms(&card, &book)[0].until_on;
        assert!(!expected || runs_out <= until, "the scan finds {issued} on {on}");
        assert!(until <= day(on).plus_days(i32::from(within) + 40), "and does not look through everything");
        assert_eq!(wanted.application_state(), None);
    }
}

fn citizen(birth: &str, registered: &str) -> Standing {
    Standing {
        kind: IdKind::Citizen,
        birth_on: Day::parse_iso(birth),
        registered_on: day(registered),
        stays_on_since: day(registered),
        arrived_on: None,
        stay: None,
        exempt: None,
        own_city: false,
    }
}

#[test]
fn who_waits_to_be_served_and_since_when() {
    let adult = |registered| citizen("1980-06-15", registered);
    let cases = [
        ("half a year", adult("2017-01-01"), "2017-06-30", Some("2017-06-30")),
        ("a day early", adult("2017-01-01"), "2017-06-29", None),
        ("complete before the rules", adult("2014-01-01"), "2017-01-01", Some("2016-01-01")),
        ("a child may, from 2016", citizen("2012-01-01", "2017-01-01"), "2017-08-01", Some("2017-06-30")),
        ("of this city", Standing { own_city: true, ..adult("2017-01-01") }, "2017-08-01", None),
        ("a foreigner", Standing { kind: IdKind::Foreigner, ..adult("2017-01-01") }, "2017-08-01", None),
        ("obliged at once", adult("2012-07-01"), "2012-08-01", Some("2012-07-01")),
        ("never before the rules", adult("2011-07-01"), "2012-08-01", Some("2012-03-05")),
        ("of the rules of the day", adult("2012-07-01"), "2012-11-01", Some("2012-10-01")),
        ("the day before 16", citizen("1996-08-20", "2012-04-01"), "2012-08-19", None),
        ("from 16 on", citizen("1996-08-20", "2012-04-01"), "2012-09-01", Some("2012-08-20")),
        ("until 60", citizen("1952-08-20", "2012-04-01"), "2012-08-19", Some("2012-04-01")),
        ("from 60 on", citizen("1952-08-20", "2012-04-01"), "2012-08-20", None),
        ("stays briefly", Standing { stay: Some("0".to_owned()), ..adult("2012-04-01") }, "2012-08-01", None),
        ("exempt", Standing { exempt: Some(Exempt::Relative), ..adult("2012-04-01") }, "2012-11-01", None),
        ("no day of birth", Standing { birth_on: None, ..adult("2012-04-01") }, "2012-08-01", None),
        (
            "stays on",
            Standing { stays_on_since: day("2012-06-02"), ..adult("2012-04-01") },
            "2012-08-01",
            Some("2012-06-02"),
        ),
        ("before any rules", adult("2012-01-01"), "2012-03-04", None),
    ];
    for (name, standing, on, since) in cases {
        let found = candidacy(&standing, &book(), day(on));
        assert_eq!(found.map(|found| found.since), since.map(day), "{name}");
        let Some(found) = found else { continue };
        let keys: Vec<&str> = of_candidate(&found, &book(), day(on)).iter().map(|reason| reason.fact.key()).collect();
        assert_eq!(keys[0], if on >= "2016" { "half_year" } else { "must_apply" }, "{name}");
        assert_eq!(found.why == Why::HalfYear, on >= "2016", "{name}");
        let before = candidacy(&standing, &book(), found.since.plus_days(-1));
        let began = book().on(day(on)).from == found.since || standing.registered_on == found.since;
        assert!(before.is_none() || began, "{name}: since is the first day");
    }
}

fn case(accepted: &str, due: &str, promised: &str, closed: Option<(&str, ApplicationState)>) -> Case {
    Case {
        migrant: 1,
        tier: Some(Tier::Community),
        accepted_on: day(accepted),
        due_on: Day::parse_iso(due),
        promised_on: Day::parse_iso(promised),
        state: closed.map_or(ApplicationState::Open, |(_, state)| state),
        closed_on: closed.map(|(on, _)| day(on)),
    }
}

#[test]
fn an_application_is_counted_by_how_it_stands_on_the_day() {
    use ApplicationState::{Issued, Refused, Withdrawn};
    let on = day("2017-08-01");
    let columns = |case: &Case| {
        let counted = Column::ALL.into_iter().filter(|column| case.counts_in(*column, on));
        counted.map(Column::as_str).collect::<Vec<_>>().join(" ")
    };
    for (closed, due, expected) in [
        (Some(("2017-07-10", Issued)), "2017-07-18", "accepted issued on_time due promise_kept"),
        (Some(("2017-07-12", Issued)), "2017-07-18", "accepted issued on_time due promise_kept"),
        (Some(("2017-07-13", Issued)), "2017-07-18", "accepted issued on_time due"),
        (Some(("2017-07-19", Refused)), "2017-07-18", "accepted refused due"),
        (Some(("2017-07-18", Withdrawn)), "2017-07-18", "accepted withdrawn on_time due"),
        (None, "2017-08-01", "accepted open"),
        (None, "2017-07-31", "accepted open due"),
        (None, "", "accepted open"),
        (Some(("2017-07-12", Issued)), "", "accepted issued due promise_kept"),
    ] {
        assert_eq!(columns(&case("2017-07-03", due, "2017-07-12", closed)), expected, "{closed:?} {due}");
    }
}

#[test]
fn the_turnaround_sums_and_checks_itself() {
    use ApplicationState::Issued;
    let on = day("2017-08-01");
    let july = Span { from: day("2017-07-01"), to: day("2017-07-31") };
    let mut cases = vec![
        case("2017-07-03", "2017-07-18", "2017-07-12", Some(("2017-07-07", Issued))),
        case("2017-07-03", "2017-07-18", "2017-07-12", Some(("2017-07-10", Issued))),
        case("2017-07-03", "2017-07-18", "2017-07-12", None),
        Case { tier: Some(Tier::City), ..case("2017-07-03", "2017-07-18", "", Some(("2017-07-24", Issued))) },
    ];
    let report = turnaround::build(&cases, 4, on, july);
    assert!(report.checks.iter().all(crate::domain::rate::Check::holds), "{:?}", report.checks);
    let row = |tier| report.rows.iter().find(|(known, _)| *known == tier).unwrap().1;
    let community = row(Tier::Community);
    assert_eq!((community.get(Column::Accepted), community.median_twice, community.p90_days), (3, Some(11), Some(7)));
    assert_eq!((row(Tier::District).median_twice, row(Tier::City).p90_days), (None, Some(21)));
    assert_eq!((report.total.median_twice, report.total.get(Column::OnTime), report.unknown_limits), (Some(14), 2, 1));
    cases[3].tier = None;
    for (counted, cases) in [(4, &cases), (5, &cases)] {
        let report = turnaround::build(cases, counted, on, july);
        assert!(!report.checks.iter().all(crate::domain::rate::Check::holds), "a case of no tier shows");
    }
}

#[test]
fn look_ups_are_told_from_lists_and_acts() {
    for (command, glance) in [
        ("migrant show", Some(Glance::LookUp)),
        ("migrant find", Some(Glance::LookUp)),
        ("permit why", Some(Glance::LookUp)),
        ("permit history", Some(Glance::LookUp)),
        ("permit list", Some(Glance::List)),
        ("report due", Some(Glance::List)),
        ("rules try", Some(Glance::List)),
        ("migrant export", Some(Glance::Export)),
        ("print slip", Some(Glance::Export)),
        ("nightly", Some(Glance::Export)),
        ("report freeze", None),
        ("migrant add", None),
        ("roster import", None),
        ("init", None),
    ] {
        assert_eq!(Glance::of(command), glance, "{command}");
    }
    let rows = |clerk: &str, command: &str, revealed, missed| Rows {
        clerk: clerk.to_owned(),
        command: command.to_owned(),
        revealed,
        missed,
    };
    let groups = BTreeMap::from([
        (rows("wang", "migrant show", false, false), 3),
        (rows("wang", "migrant find", true, true), 2),
        (rows("wang", "permit list", false, true), 1),
        (rows("li", "report due", true, false), 4),
        (rows("li", "migrant edit", true, false), 9),
    ]);
    let report = lookups::build(&groups);
    let figures = |of: &lookups::Figures| lookups::Column::ALL.map(|column| of.get(column));
    let rows: Vec<(&str, [u64; 5])> = report.rows.iter().map(|(clerk, of)| (clerk.as_str(), figures(of))).collect();
    assert_eq!(rows, [("li", [0, 0, 4, 0, 4]), ("wang", [5, 2, 1, 0, 2])]);
    assert_eq!(figures(&report.total), [5, 2, 5, 0, 6]);
}

fn record(migrant: i64, name: &'static str) -> Record<'static> {
    Record {
        migrant,
        kind: IdKind::Citizen,
        id_number: "520102199001010018",
        name,
        birth_on: Day::parse_iso("1990-01-01"),
        phone_known: true,
        hukou: "贵州省遵义市红花岗区",
        county: Some("520302"),
        dwelling_known: true,
        stay_known: true,
        at_district: false,
    }
}

#[test]
fn each_defect_by_a_record_that_has_it_and_no_other() {
    let sound = record(1, "李雷");
    let unplaced = |number| Record { county: None, hukou: "贵州省", id_number: number, ..sound };
    let cases: &[(Record, &[Defect])] = &[
        (sound, &[]),
        (Record { phone_known: false, ..sound }, &[Defect::PhoneMissing]),
        (Record { dwelling_known: false, stay_known: false, ..sound }, &[Defect::DwellingUnknown, Defect::StayUnknown]),
        (Record { at_district: true, ..sound }, &[Defect::DistrictOnly]),
        (unplaced("520102199001010018"), &[Defect::OriginByNumber]),
        (unplaced("520199199001010017"), &[Defect::OriginUnknown]),
        (Record { county: None, hukou: "贵州省遵义市", ..sound }, &[]),
        (Record { county: None, hukou: "香港", kind: IdKind::Hmt, ..sound }, &[]),
        (Record { id_number: "520121199001010018", ..sound }, &[Defect::CountyCodeOtherYears]),
        (Record { id_number: "999999199001010018", ..sound }, &[Defect::CountyCodeUnknown]),
        (Record { id_number: "E1234567", kind: IdKind::Other, birth_on: None, ..sound }, &[Defect::BirthUnknown]),
    ];
    for (record, expected) in cases {
        let mut gatherer = Gatherer::new(reference::divisions(), "52");
        let counter = gatherer.sender(Sender::Counter);
        gatherer.take(record, counter);
        let report = gatherer.finish(1);
        let found: Vec<Defect> = Defect::ALL.into_iter().filter(|defect| report.total.get(*defect) == 1).collect();
        assert_eq!(found, *expected, "{record:?}");
        assert_eq!(report.total.defective, u64::from(!expected.is_empty()));
    }
}

#[test]
fn who_looks_alike_counts_and_every_sender_has_its_own() {
    let mut gatherer = Gatherer::new(reference::divisions(), "52");
    let counter = gatherer.sender(Sender::Counter);
    let factory = gatherer.sender(Sender::Source("employer:A".to_owned()));
    assert_eq!(gatherer.sender(Sender::Source("employer:A".to_owned())), factory);
    let born = |record: Record<'static>, birth| Record { birth_on: Day::parse_iso(birth), ..record };
    gatherer.take(&record(2, "阿依古丽·买买提"), counter);
    gatherer.take(&record(3, "阿依古丽．买买提"), factory);
    gatherer.take(&born(record(4, "阿依古丽·买买提"), "1990-01-02"), factory);
    gatherer.take(&record(5, "李雷"), factory);
    let report = gatherer.finish(4);
    assert_eq!(report.total.get(Defect::DuplicateSuspected), 2);
    assert_eq!(report.people(Some(Defect::DuplicateSuspected), None), [2, 3]);
    assert_eq!(report.people(Some(Defect::DuplicateSuspected), Some("employer:A")), [3]);
    assert_eq!(report.people(None, Some("nobody")), [0; 0]);
    let senders: Vec<(String, u64, u64)> =
        report.senders.iter().map(|(sender, f)| (sender.key().into_owned(), f.registered, f.defective)).collect();
    assert_eq!(senders, [("counter".to_owned(), 1, 1), ("employer:A".to_owned(), 3, 1)]);
    assert!(report.checks.iter().all(crate::domain::rate::Check::holds));
}
