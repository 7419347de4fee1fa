//! The tables counted again, by plain code over the rows of the file, on random lives and random days.

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde_json::Value;

use crate::support::Counter;
use crate::support::corrections::correction;
use crate::support::office::{PAPERS, form, number};

pub type Row = BTreeMap<String, String>;

/// Person, act, days since the one before.
type Step = (u32, usize, u16);

const UNITS: [(&str, &str); 4] =
    [("520102401", "520102"), ("520103400", "520103"), ("520102", "520102"), ("520181400", "520181")];

/// Where people come from, and the origin that follows.
const ORIGINS: [(&str, &str); 4] = [
    ("贵州省遵义市红花岗区", "province_city"),
    ("湖南省邵阳市新邵县", "other_county"),
    ("贵州省毕节市大方县", "province_county"),
    ("某地", "unknown"),
];

const REASONS: [&str; 3] = ["01", "03", "10"];

fn birth(person: u32) -> String {
    format!("19{}-06-15", 60 + person * 5)
}

/// What somebody may do on a day; many of them are refused.
fn line(step: Step, on: &str, at: usize) -> String {
    let (person, act, _) = step;
    let id = number(&birth(person), person + 1);
    let pick = |from: usize| (at + from) % 4;
    match act {
        0..=2 if person == 5 => format!(
            "migrant add --id-kind foreigner --id-number 952840198807040017 --name JOHN --hukou 英国 --unit {} \
             --address 西湖路1号 --reason 03 --dwelling 10 --sex 男 --birth 1988-07-04 --on {on}",
            UNITS[pick(0)].0
        ),
        0..=2 => {
            let form = form(&id).replace("520102401", UNITS[pick(0)].0).replace(ORIGINS[0].0, ORIGINS[pick(1)].0);
            let stay = if at.is_multiple_of(3) { String::new() } else { format!("--stay {}", at % 7) };
            format!("migrant add {} {stay} --on {on}", form.replace("务工", REASONS[at % 3]))
        }
        3..=5 => format!(
            "permit apply {id} {PAPERS} --on {on} {}",
            if at.is_multiple_of(5) { "--counter 520100" } else { "" }
        ),
        6..=9 => format!("permit issue {id} --on {on}"),
        10 => format!("permit endorse {id} --on {on}"),
        11 => format!("permit replace {id} --because lost --on {on}"),
        12 => format!("permit end {id} --because {} --on {on}", ["ineligible", "error"][at % 2]),
        13 | 14 => {
            let (unit, reason) = (UNITS[pick(2)].0, REASONS[(at + 1) % 3]);
            format!("migrant move {id} --unit {unit} --address 第{at}处 --reason {reason} --on {on}")
        }
        _ => format!("migrant leave {id} --because left --on {on}"),
    }
}

fn day_of(text: &str) -> jzz::Day {
    jzz::Instant::parse(&format!("{text}T04:00:00Z")).expect("a day").day()
}

pub fn later(day: &str, days: i32) -> String {
    day_of(day).plus_days(days).to_string()
}

/// The columns of a query as texts, an empty one for none.
pub fn table(counter: &Counter, columns: &str, from: &str) -> Vec<Row> {
    let columns: Vec<&str> = columns.split_whitespace().collect();
    let joined = columns.iter().map(|c| format!("COALESCE({c}, '')")).collect::<Vec<_>>().join(" || '|' || ");
    let rows = counter.rows(&format!("SELECT {joined} FROM {from}"));
    let row = |row: &String| columns.iter().map(|c| (*c).to_owned()).zip(row.split('|').map(str::to_owned)).collect();
    rows.iter().map(row).collect()
}

/// Whether something had happened by a day.
pub fn by(day: &str, on: &str) -> bool {
    !day.is_empty() && day <= on
}

/// The file, as rows.
struct Rows {
    migrants: BTreeMap<String, Row>,
    stays: Vec<Row>,
    homes: Vec<Row>,
    told: BTreeMap<String, Row>,
    cards: Vec<Row>,
    terms: Vec<Row>,
    endorsed: Vec<Row>,
    tiers: BTreeMap<String, String>,
    codes: BTreeMap<String, String>,
}

/// Somebody registered on a day.
struct Person {
    citizen: bool,
    sex: String,
    unit: String,
    counter: String,
    reason: String,
    dwelling: String,
    stay: String,
    origin: String,
    holds: bool,
    in_force: bool,
}

impl Rows {
    fn read(counter: &Counter) -> Rows {
        let keyed = |rows: Vec<Row>, key: &str| rows.into_iter().map(|row| (row[key].clone(), row)).collect();
        let units = table(counter, "unit_id code counter_tier", "unit");
        let stays = "registration_id migrant_id unit_id counter_id reason dwelling stay registered_on ended_on";
        let cards = "permit_id migrant_id counter_id unit_id issued_on ended_on end_reason replaces_id";
        Rows {
            migrants: keyed(table(counter, "migrant_id id_kind sex hukou", "migrant"), "migrant_id"),
            stays: table(counter, stays, "registration"),
            homes: table(counter, "registration_id from_on until_on unit_id reason dwelling stay", "earlier_home"),
            told: keyed(table(counter, "registration_id hukou", "told_before"), "registration_id"),
            cards: table(counter, cards, "permit ORDER BY issued_on, permit_id"),
            terms: table(counter, "permit_id from_on until_on", "permit_term"),
            endorsed: table(counter, "permit_id endorsed_on", "endorsement WHERE taken_back_on IS NULL"),
            tiers: units.iter().map(|unit| (unit["unit_id"].clone(), unit["counter_tier"].clone())).collect(),
            codes: units.iter().map(|unit| (unit["unit_id"].clone(), unit["code"].clone())).collect(),
        }
    }

    fn is_citizen(&self, migrant: &str) -> bool {
        self.migrants[migrant]["id_kind"] == "citizen"
    }

    fn home<'a>(&'a self, stay: &'a Row, on: &str) -> &'a Row {
        let own = self.homes.iter().filter(|home| home["registration_id"] == stay["registration_id"]);
        own.into_iter().find(|home| by(&home["from_on"], on) && !by(&home["until_on"], on)).unwrap_or(stay)
    }

    fn origin(&self, stay: &Row) -> String {
        if !self.is_citizen(&stay["migrant_id"]) {
            return "abroad".to_owned();
        }
        let told = self.told.get(&stay["registration_id"]).unwrap_or(&self.migrants[&stay["migrant_id"]]);
        let found = ORIGINS.iter().find(|(hukou, _)| *hukou == told["hukou"]);
        found.expect("a household of ours").1.to_owned()
    }

    fn people(&self, on: &str) -> Vec<Person> {
        let here = self.stays.iter().filter(|stay| by(&stay["registered_on"], on) && !by(&stay["ended_on"], on));
        here.map(|stay| {
            let (home, migrant) = (self.home(stay, on), &stay["migrant_id"]);
            let own = || {
                let of = self.cards.iter().filter(|card| card["migrant_id"] == *migrant);
                of.filter(|card| by(&card["issued_on"], on) && !by(&card["ended_on"], on))
            };
            let runs = |card: &Row| {
                let mut of = self.terms.iter().filter(|term| term["permit_id"] == card["permit_id"]);
                of.any(|term| by(&term["from_on"], on) && !by(&term["until_on"], on))
            };
            Person {
                citizen: self.is_citizen(migrant),
                sex: self.migrants[migrant]["sex"].clone(),
                unit: self.codes[&home["unit_id"]].clone(),
                counter: stay["counter_id"].clone(),
                reason: home["reason"].clone(),
                dwelling: home["dwelling"].clone(),
                stay: home["stay"].clone(),
                origin: self.origin(stay),
                holds: own().next().is_some(),
                in_force: own().any(runs),
            }
        })
        .collect()
    }

    /// The first card of each person by a day; one ended as an error is none, on no day.
    fn first_cards(&self, on: &str) -> Vec<&Row> {
        let mut first: BTreeMap<&str, &Row> = BTreeMap::new();
        for card in self.cards.iter().filter(|card| by(&card["issued_on"], on)) {
            if card["end_reason"] != "error" {
                first.entry(&card["migrant_id"]).or_insert(card);
            }
        }
        first.into_values().collect()
    }

    /// Reason and origin at the issue of a card.
    fn at_issue(&self, card: &Row) -> (String, String) {
        let own = || self.stays.iter().filter(|stay| stay["migrant_id"] == card["migrant_id"]);
        let on = &card["issued_on"];
        let stay = own().find(|stay| by(&stay["registered_on"], on) && !by(&stay["ended_on"], on));
        let stay = stay.unwrap_or_else(|| panic!("cards here are issued to the registered: {card:?}"));
        (self.home(stay, on)["reason"].clone(), self.origin(stay))
    }
}

fn district(unit: &str) -> String {
    UNITS.iter().find(|(code, _)| *code == unit).expect("a unit of ours").1.to_owned()
}

/// registered, holders, in force, first issues.
type Figures = [i64; 4];

fn figures_of(row: &Value) -> Figures {
    ["registered", "holders", "in_force", "first_issues"].map(|key| row[key].as_i64().expect("a count"))
}

fn check_rate(counter: &Counter, rows: &Rows, on: &str) {
    for dimension in ["tier", "district", "community", "counter", "reason", "origin"] {
        let mut expected: BTreeMap<String, Figures> = BTreeMap::new();
        for person in rows.people(on).iter().filter(|person| person.citizen) {
            let key = match dimension {
                "tier" => rows.tiers[&person.counter].clone(),
                "district" => district(&person.unit),
                "community" => person.unit.clone(),
                "counter" => rows.codes[&person.counter].clone(),
                "reason" => person.reason.clone(),
                _ => person.origin.clone(),
            };
            let sums = expected.entry(key).or_default();
            for (sum, is) in sums.iter_mut().zip([true, person.holds, person.in_force]) {
                *sum += i64::from(is);
            }
        }
        for card in rows.first_cards(on) {
            let unit = &rows.codes[&card["unit_id"]];
            let key = match dimension {
                "tier" => rows.tiers[&card["counter_id"]].clone(),
                "district" => district(unit),
                "community" => unit.clone(),
                "counter" => rows.codes[&card["counter_id"]].clone(),
                "reason" => rows.at_issue(card).0,
                _ => rows.at_issue(card).1,
            };
            expected.entry(key).or_default()[3] += 1;
        }
        let report = counter.ask(&format!("report rate --by {dimension} --as-of {on}"));
        let mut total = Figures::default();
        for row in report["rows"].as_array().expect("rows") {
            let found = expected.remove(row["key"].as_str().expect("a key")).unwrap_or_default();
            assert_eq!(figures_of(row), found, "{dimension} on {on}: {row}");
            total.iter_mut().zip(found).for_each(|(sum, more)| *sum += more);
        }
        assert!(expected.is_empty(), "{dimension} on {on}: no row for {expected:?}");
        assert_eq!(figures_of(&report["total"]), total, "{dimension} on {on}");
    }
}

fn check_monthly(counter: &Counter, rows: &Rows, on: &str) {
    let mut expected: BTreeMap<(String, String), i64> = BTreeMap::new();
    for person in rows.people(on) {
        let sex = if person.sex.is_empty() { "sex_unknown" } else { &person.sex };
        let stay = match person.stay.as_str() {
            "" => "stay_unknown",
            "0" | "1" | "2" => "stay_under_half",
            "6" => "stay_over",
            _ => "stay_half_to_five",
        };
        let dwelling = if person.dwelling == "10" { "dwelling_hotel" } else { "dwelling_rented" };
        for column in ["total", sex, stay, &format!("origin_{}", person.origin), dwelling] {
            for key in [person.reason.as_str(), "total"] {
                *expected.entry((key.to_owned(), column.to_owned())).or_default() += 1;
            }
        }
    }
    let report = counter.ask(&format!("report monthly --as-of {on}"));
    for row in report["rows"].as_array().expect("rows").iter().chain([&report["total"]]) {
        for (column, value) in row.as_object().expect("a row").iter().filter(|(_, value)| value.is_number()) {
            let cell = (row["key"].as_str().expect("a key").to_owned(), column.clone());
            assert_eq!(value.as_i64(), Some(expected.remove(&cell).unwrap_or(0)), "{cell:?} on {on}");
        }
    }
    assert!(expected.is_empty(), "on {on}: {expected:?}");
}

fn check_trend(counter: &Counter, rows: &Rows, on: &str) {
    let report = counter.ask(&format!("report trend --to {on}"));
    let listed = report["rows"].as_array().expect("rows");
    assert_eq!(listed.len(), 12);
    let citizen_card = |permit: &str| rows.cards.iter().find(|card| card["permit_id"] == permit).expect("a card");
    for row in listed {
        let month = row["key"].as_str().expect("a month");
        let end = day_of(&format!("{month}-01")).plus_months(1).plus_days(-1).to_string();
        let end = if *end > *on { on.to_owned() } else { end };
        let inside = |day: &str| !day.is_empty() && day.starts_with(month) && *day <= *end;
        let stays = || rows.stays.iter().filter(|stay| rows.is_citizen(&stay["migrant_id"]));
        let people: Vec<Person> = rows.people(&end).into_iter().filter(|person| person.citizen).collect();
        let replaced = |card: &Row| rows.cards.iter().any(|other| other["replaces_id"] == card["permit_id"]);
        for (column, count) in [
            ("registered", people.len()),
            ("holders", people.iter().filter(|person| person.holds).count()),
            ("new_registrations", stays().filter(|stay| inside(&stay["registered_on"])).count()),
            ("ended_registrations", stays().filter(|stay| inside(&stay["ended_on"])).count()),
            ("first_issues", rows.first_cards(&end).iter().filter(|card| inside(&card["issued_on"])).count()),
            ("endorsements", rows.endorsed.iter().filter(|one| inside(&one["endorsed_on"])).count()),
            ("ended_permits", rows.cards.iter().filter(|card| inside(&card["ended_on"]) && !replaced(card)).count()),
        ] {
            assert_eq!(row[column].as_u64(), u64::try_from(count).ok(), "{column} of {month} on {on}");
        }
    }
    let endorsed = rows.endorsed.iter().all(|one| rows.is_citizen(&citizen_card(&one["permit_id"])["migrant_id"]));
    assert!(endorsed, "nobody else has cards");
}

fn check_ranking(counter: &Counter, rows: &Rows, on: &str) {
    let report = counter.ask(&format!("report ranking --min 2 --as-of {on}"));
    let people = rows.people(on);
    let count = |code: &str, holding: bool| {
        let here = people.iter().filter(|person| person.citizen && person.unit == code && (!holding || person.holds));
        u64::try_from(here.count()).expect("few")
    };
    let listed = report["rows"].as_array().expect("rows");
    let key = |row: &Value| row["key"].as_str().expect("a code").to_owned();
    let ranked: Vec<(u64, u64)> = listed
        .iter()
        .map(|row| (count(&key(row), true), count(&key(row), false)))
        .filter(|(_, registered)| *registered >= 2)
        .collect();
    for row in listed {
        let (holders, registered) = (count(&key(row), true), count(&key(row), false));
        assert_eq!((row["holders"].as_u64(), row["registered"].as_u64()), (Some(holders), Some(registered)), "{on}");
        let above = ranked.iter().filter(|(h, r)| h * registered > holders * r).count();
        let rank = (registered >= 2).then(|| u64::try_from(above).expect("few") + 1);
        assert_eq!(row["rank"].as_u64(), rank, "{row} on {on}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 5, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn plain_code_over_the_rows_counts_the_same(
        steps in proptest::collection::vec((0u32..6, 0usize..20, 0u16..60), 40..70),
        begins in 0usize..3,
        days in proptest::collection::vec(0i32..1500, 3),
    ) {
        let counter = Counter::open("2035-01-01");
        let first = ["2012-03-20", "2015-06-01", "2017-01-31"][begins].to_owned();
        let mut on = first.clone();
        for (at, step) in steps.into_iter().enumerate() {
            on = later(&on, i32::from(step.2));
            let id = number(&birth(step.0), step.0 + 1);
            let corrected = (step.1 >= 17).then(|| correction(&counter, &id, at)).flatten();
            let line = corrected.unwrap_or_else(|| line(step, &on, at));
            let told = counter.line(&format!("{line} --format json"));
            prop_assert!(told.exit <= 1, "{step:?} on {on}: {told:?}");
        }
        prop_assert_eq!(counter.line("db check --full").exit, 0);
        let rows = Rows::read(&counter);
        for day in days.into_iter().map(|days| later(&first, days)).chain([on]) {
            check_rate(&counter, &rows, &day);
            check_monthly(&counter, &rows, &day);
            check_trend(&counter, &rows, &day);
            check_ranking(&counter, &rows, &day);
        }
    }
}
