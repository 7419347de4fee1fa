//! Whether a register is whole: its pages, its schema, its references; with `full` also every index, the
//! terms of every card by the rules, what is packed for the reports, and that the figures agree. Finds, and mends nothing.

use crate::domain::calendar::Day;
use crate::domain::code::Code;
use crate::domain::rate::{By, Check as RateCheck};
use crate::domain::terms::terms;
use crate::store::checks::{self, Dangling, StoredTerm};
use crate::store::{Sql, StoreError, everyone, packed};

use super::office::Office;
use super::rate;

/// What is looked at, in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    Pages,
    Schema,
    Batches,
    References,
    Persons,
    Terms,
    Packed,
    Figures,
}

impl Subject {
    pub fn as_str(self) -> &'static str {
        match self {
            Subject::Pages => "pages",
            Subject::Schema => "schema",
            Subject::Batches => "batches",
            Subject::References => "references",
            Subject::Persons => "persons",
            Subject::Terms => "terms",
            Subject::Packed => "packed",
            Subject::Figures => "figures",
        }
    }

    /// What a check looks at.
    pub fn all(full: bool) -> &'static [Subject] {
        let all: &[Subject] = &[
            Subject::Pages,
            Subject::Schema,
            Subject::Batches,
            Subject::References,
            Subject::Persons,
            Subject::Terms,
            Subject::Packed,
            Subject::Figures,
        ];
        if full { all } else { &all[..3] }
    }
}

/// Something that is not as it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    /// In the engine's own words.
    Page(String),
    Schema {
        name: String,
    },
    Interrupted {
        batch: i64,
        file: String,
    },
    Dangling(Dangling),
    TwoPermits {
        migrant: i64,
    },
    TwoRegistrations {
        migrant: i64,
    },
    Terms {
        number: String,
    },
    /// Of the people from a key to a key, the first of several.
    Packed {
        from: i64,
        to: i64,
    },
    Figures(RateCheck),
}

impl Finding {
    pub fn code(&self) -> Code {
        match self {
            Finding::Page(_) => Code::J706,
            Finding::Schema { .. } => Code::J721,
            Finding::Interrupted { .. } => Code::J725,
            Finding::Dangling(_) => Code::J722,
            Finding::TwoPermits { .. } | Finding::TwoRegistrations { .. } => Code::J724,
            Finding::Terms { .. } => Code::J723,
            Finding::Packed { .. } => Code::J726,
            Finding::Figures(_) => Code::J502,
        }
    }

    pub fn subject(&self) -> Subject {
        match self {
            Finding::Page(_) => Subject::Pages,
            Finding::Schema { .. } => Subject::Schema,
            Finding::Interrupted { .. } => Subject::Batches,
            Finding::Dangling(_) => Subject::References,
            Finding::TwoPermits { .. } | Finding::TwoRegistrations { .. } => Subject::Persons,
            Finding::Terms { .. } => Subject::Terms,
            Finding::Packed { .. } => Subject::Packed,
            Finding::Figures(_) => Subject::Figures,
        }
    }
}

/// Everything that is found. Where the pages do not hold together, nothing else is asked of them.
pub fn check(sql: &Sql, full: bool, today: Day) -> Result<Vec<Finding>, StoreError> {
    let mut found: Vec<Finding> = checks::pages(sql, full)?.into_iter().map(Finding::Page).collect();
    if !found.is_empty() {
        return Ok(found);
    }
    found.extend(checks::schema(sql)?.into_iter().map(|name| Finding::Schema { name }));
    found.extend(checks::list_interrupted(sql)?.into_iter().map(|(batch, file)| Finding::Interrupted { batch, file }));
    if full {
        found.extend(checks::references(sql)?.into_iter().map(Finding::Dangling));
        found.extend(checks::list_doubled_permits(sql)?.into_iter().map(|migrant| Finding::TwoPermits { migrant }));
        let doubled = checks::list_doubled_registrations(sql)?;
        found.extend(doubled.into_iter().map(|migrant| Finding::TwoRegistrations { migrant }));
        let office = Office::load(sql)?;
        found.extend(other_terms(sql, &office)?);
        match self::packed(sql)? {
            // Figures made of it say nothing more.
            Some(wrong) => found.push(wrong),
            None => found.extend(contradictions(sql, &office, today)?.into_iter().map(Finding::Figures)),
        }
    }
    Ok(found)
}

/// The first people of whom something else is packed for the reports than the tables say.
pub fn packed(sql: &Sql) -> Result<Option<Finding>, StoreError> {
    Ok(packed::first_wrong(sql)?.map(|(from, to)| Finding::Packed { from, to }))
}

/// Cards whose stored terms are not those that the rules give.
fn other_terms(sql: &Sql, office: &Office) -> Result<Vec<Finding>, StoreError> {
    let stored = checks::list_terms(sql)?;
    let mut rest: &[StoredTerm] = &stored;
    let mut found = Vec::new();
    everyone::each_card(sql, |held| {
        // Terms of no card at all are a reference to nothing, and said there.
        let before = rest.iter().take_while(|(permit, _)| *permit < held.id).count();
        let (own, after) =
            rest[before..].split_at(rest[before..].iter().take_while(|(permit, _)| *permit == held.id).count());
        rest = after;
        let mut by_rule: Vec<[Day; 3]> =
            terms(&held.card, &office.book).iter().map(|term| [term.from_on, term.opens_on, term.until_on]).collect();
        by_rule.sort_by_key(|[from, _, until]| (*from, *until));
        if !own.iter().map(|(_, days)| days).eq(by_rule.iter()) {
            found.push(Finding::Terms { number: held.number.clone() });
        }
    })?;
    Ok(found)
}

fn contradictions(sql: &Sql, office: &Office, today: Day) -> Result<Vec<RateCheck>, StoreError> {
    let rate = rate::in_office(sql, office, today, By::Tier)?;
    Ok(rate.checks.into_iter().filter(|check| !check.holds()).collect())
}
