//! Freezing a rate as it was published, and finding it again. What later acts made of it: [`super::restate`].

use std::collections::{BTreeMap, HashMap};

use crate::domain::calendar::Day;
use crate::domain::frozen::{Counted, Inputs, Marks};
use crate::domain::identity::IdKind;
use crate::domain::rate::{self, By, Check, Rate};
use crate::domain::unit::UnitId;
use crate::store::frozen::{self, Frozen};
use crate::store::{Sql, census as rows};

use super::OpError;
use super::census;
use super::office::Office;
use super::rate::{ReportRefusal, hold};
use super::rate_rows::key_by_people;

/// `R2012-08-31/1`.
pub fn number_of(as_of: Day, number: i64) -> String {
    format!("R{as_of}/{number}")
}

/// The frozen report that a text names, if it still is what was kept.
pub fn find(sql: &Sql, text: &str) -> Result<Frozen, OpError<ReportRefusal>> {
    let found = match read_number(text) {
        Some((day, number)) => frozen::find(sql, day, number)?,
        None => None,
    };
    match found {
        Some(kept) if kept.is_sealed() => Ok(kept),
        Some(kept) => Err(OpError::Refused(ReportRefusal::BrokenSeal { number: number_of(kept.as_of, kept.number) })),
        None => {
            let latest = frozen::latest(sql)?.map(|(day, number)| number_of(day, number));
            Err(OpError::Refused(ReportRefusal::UnknownNumber { text: text.to_owned(), latest }))
        }
    }
}

/// A number as it was given out and in no other form: `R2012-08-31/01` is none.
fn read_number(text: &str) -> Option<(Day, i64)> {
    let text = text.trim();
    let (day, number) = text.strip_prefix(['R', 'r'])?.split_once('/')?;
    let (day, number) = (Day::parse_iso(day)?, number.parse().ok()?);
    text.eq_ignore_ascii_case(&number_of(day, number)).then_some((day, number))
}

/// What a rate of a day is counted from; its sums are held against the report.
pub fn inputs(sql: &Sql, office: &Office, report: &Rate) -> Result<Inputs, OpError<ReportRefusal>> {
    let (on, by, tree) = (report.on, report.by, &office.tree);
    let rules = office.book.on(on);
    let keys: Vec<String> = report.rows.iter().map(|row| row.key.clone()).collect();
    let places: HashMap<&str, usize> = keys.iter().enumerate().map(|(at, key)| (key.as_str(), at)).collect();
    let place = |key: Option<&str>| key.and_then(|key| places.get(key).copied());
    let by_place = |unit: UnitId, counter: UnitId| place(rate::key_of(tree, on, by, unit, counter).as_deref());
    let mut people: BTreeMap<i64, Counted> = BTreeMap::new();
    let nothing = |migrant| Counted { migrant, registered: None, first_issue: None };
    census::each(sql, office, on, |person| {
        if person.group.kind != IdKind::Citizen {
            return;
        }
        let figures = person.figures(rules);
        let marks = Marks { holder: figures.holders > 0, in_force: figures.in_force > 0, liable: figures.liable > 0 };
        let row = match key_by_people(by, &person.reason, person.origin) {
            Some(key) => place(Some(key)),
            None => by_place(person.group.unit, person.group.counter),
        };
        people.entry(person.migrant).or_insert(nothing(person.migrant)).registered = row.map(|row| (row, marks));
    })?;
    let mut first = |migrant, row| people.entry(migrant).or_insert(nothing(migrant)).first_issue = row;
    match by {
        By::Reason | By::Origin => census::each_first_card(sql, office, on, |card| {
            first(card.migrant, place(key_by_people(by, &card.reason, card.origin)));
        })?,
        By::Tier | By::District | By::Community | By::Counter => rows::each_first_card(sql, on, |card| {
            first(card.migrant, by_place(card.unit, card.counter));
            Ok(())
        })?,
    }
    let people = people.into_values().collect();
    let inputs = Inputs { keys, people };
    let (sums, total) = (inputs.total(), &report.total);
    hold(&[
        Check::new("frozen_registered", sums.registered, total.registered),
        Check::new("frozen_holders", sums.holders, total.holders),
        Check::new("frozen_first_issues", sums.first_issues, total.first_issues),
    ])?;
    Ok(inputs)
}
