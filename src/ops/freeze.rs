//! Freezing a rate as it was published, and what later acts made of it.

use std::collections::{BTreeMap, HashMap};

use crate::domain::calendar::Day;
use crate::domain::cell::TOTAL;
use crate::domain::dossier::migrant_code;
use crate::domain::frozen::{Counted, Effect, Inputs, Marks, differences, join};
use crate::domain::identity::IdKind;
use crate::domain::rate::{self, By, Check, Rate};
use crate::domain::roster::batch_code;
use crate::domain::unit::UnitId;
use crate::store::frozen::{self, Act, Frozen};
use crate::store::{Sql, StoreError, census as rows};

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
    let unknown = || OpError::Refused(ReportRefusal::UnknownNumber { text: text.to_owned() });
    let read = || {
        let (day, number) = text.trim().strip_prefix(['R', 'r'])?.split_once('/')?;
        Some((Day::parse(day).ok()?, number.parse::<i64>().ok()?))
    };
    let (day, number) = read().ok_or_else(unknown)?;
    let kept = frozen::find(sql, day, number)?.ok_or_else(unknown)?;
    if kept.is_sealed() {
        return Ok(kept);
    }
    Err(OpError::Refused(ReportRefusal::BrokenSeal { number: number_of(day, number) }))
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

/// What one act, or what no act of the journal explains, did to the figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restated {
    /// The journal's entry: sequence, command, day; `None`: nothing in the journal concerns these people.
    pub act: Option<(i64, String, Day)>,
    pub effect: Effect,
}

/// What became of a frozen report's figures, by the acts since, in their order.
pub fn changes(sql: &Sql, kept: &Frozen, now: &Inputs) -> Result<Vec<Restated>, OpError<ReportRefusal>> {
    let then = Inputs::unpacked(&kept.inputs);
    let number = number_of(kept.as_of, kept.number);
    let then = then.ok_or(OpError::Refused(ReportRefusal::BrokenSeal { number }))?;
    let acts: Vec<Act> = frozen::acts_after(sql, kept.sequence)?.into_iter().filter(changes_something).collect();
    let mut found: BTreeMap<Option<i64>, Restated> = BTreeMap::new();
    for (migrant, effect) in differences(&then, now) {
        let act = act_of(sql, &acts, migrant, kept.as_of)?;
        let entry = found.entry(act.map(|act| act.sequence)).or_insert_with(|| Restated {
            act: act.map(|act| (act.sequence, act.command.clone(), act.on)),
            effect: Effect::new(),
        });
        join(&mut entry.effect, &effect);
    }
    let (before, after) = (then.total(), now.total());
    let sum = |at: usize| found.values().filter_map(|one| Some(one.effect.get(TOTAL)?[at])).sum::<i64>();
    let moved = |count: u64, at: usize| u64::try_from(i64::try_from(count).unwrap_or(0) + sum(at)).unwrap_or(0);
    hold(&[
        Check::new("restated_registered", moved(before.registered, 0), after.registered),
        Check::new("restated_holders", moved(before.holders, 1), after.holders),
    ])?;
    Ok(found.into_values().collect())
}

/// Whether an entry of the journal may have changed a figure: looking up, listing and printing do not.
fn changes_something(act: &Act) -> bool {
    const READS: [&str; 9] = ["show", "find", "why", "list", "history", "try", "export", "check", "senders"];
    let verb = act.command.split_whitespace().nth(1).unwrap_or_default();
    !READS.contains(&verb) && !["report", "print", "nightly", "audit"].iter().any(|noun| act.command.starts_with(noun))
}

/// The act that made somebody count otherwise: the last one about the person that is of the report's day or
/// before, else the last one at all; else the roster that brought a row; else an act about units or rules.
fn act_of<'a>(sql: &Sql, acts: &'a [Act], migrant: i64, as_of: Day) -> Result<Option<&'a Act>, StoreError> {
    let code = migrant_code(migrant);
    let about = |subject: &str| {
        let own: Vec<&Act> = acts.iter().filter(|act| act.subject.as_deref() == Some(subject)).collect();
        own.iter().rev().find(|act| act.on <= as_of).or(own.last()).copied()
    };
    if let Some(act) = about(&code) {
        return Ok(Some(act));
    }
    for batch in frozen::batches_of(sql, migrant)?.into_iter().rev() {
        if let Some(act) = about(&batch_code(batch)) {
            return Ok(Some(act));
        }
    }
    let general = |act: &&Act| act.command.starts_with("unit ") || act.command.starts_with("rules ");
    let undone = |act: &&Act| act.command == "roster undo" || act.command.ends_with("merge");
    Ok(acts.iter().rev().find(undone).or_else(|| acts.iter().rev().find(general)))
}
