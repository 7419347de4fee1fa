//! What a rule or a calendar moves of what is recorded: the terms of cards, the limits and promises of open
//! applications.
//!
//! `rules try` counts it, `rules set` and `rules holidays` write it: one computation, so that what was tried is
//! what is done. An applicant was told the limit and the promise; they move with a rule that is set for the day
//! of acceptance, never with a corrected calendar.

use crate::domain::application::{due_on, promised_on};
use crate::domain::calendar::Day;
use crate::domain::constant::Constant;
use crate::domain::permit::stands_otherwise;
use crate::domain::rulebook::RuleBook;
use crate::domain::terms::{Term, terms};
use crate::store::due_days::{self, Waiting};
use crate::store::{Sql, StoreError, Writer, everyone, permits};

/// What is computed anew.
#[derive(Debug, Clone, Default)]
pub struct Effect {
    /// How many cards stand otherwise, on some day, than before.
    pub cards: usize,
    terms: Vec<(i64, Vec<Term>)>,
    applications: Vec<Renewed>,
    /// Applications that keep what they were told, though a corrected calendar says otherwise.
    pub kept: usize,
}

/// An application with its limit and its promise as they are from now on.
#[derive(Debug, Clone, Copy)]
struct Renewed {
    before: Waiting,
    due_on: Option<Day>,
    promised_on: Option<Day>,
}

impl Effect {
    /// What a rule moves that is changed from a day on.
    pub fn of_rule(
        sql: &Sql,
        constant: &Constant,
        old: &RuleBook,
        new: &RuleBook,
        from: Day,
    ) -> Result<Effect, StoreError> {
        let mut effect = Effect::default();
        if constant.moves_cards() {
            everyone::each_card(sql, |held| {
                let now = terms(&held.card, new);
                effect.cards += usize::from(stands_otherwise(&held.card, old, new));
                if now != terms(&held.card, old) {
                    effect.terms.push((held.id, now));
                }
            })?;
        }
        for before in due_days::list(sql)?.into_iter().filter(|waiting| waiting.accepted_on >= from) {
            let on = before.accepted_on;
            let (old_due, new_due) = (due_on(on, old).ok(), due_on(on, new).ok());
            let (old_promise, new_promise) = (promised(on, old), promised(on, new));
            effect.applications.push(Renewed {
                before,
                due_on: if old_due == new_due { before.due_on } else { new_due },
                promised_on: if old_promise == new_promise { before.promised_on } else { new_promise },
            });
        }
        effect.applications.retain(Renewed::changes);
        Ok(effect)
    }

    /// What a year's calendar moves: limits and promises that were unknown for want of it.
    pub fn of_calendar(sql: &Sql, old: &RuleBook, new: &RuleBook) -> Result<Effect, StoreError> {
        let mut effect = Effect::default();
        for before in due_days::list(sql)? {
            let on = before.accepted_on;
            let (due, promise) = (due_on(on, new).ok(), promised(on, new));
            let was_unknown = promised_on(on, old).is_err();
            let renewed = Renewed {
                before,
                due_on: before.due_on.or(due),
                promised_on: if was_unknown { promise } else { before.promised_on },
            };
            effect.kept += usize::from(renewed.due_on != due || renewed.promised_on != promise);
            effect.applications.push(renewed);
        }
        effect.applications.retain(Renewed::changes);
        Ok(effect)
    }

    /// How many open applications have another limit.
    pub fn limits(&self) -> usize {
        self.applications.iter().filter(|one| one.due_on != one.before.due_on).count()
    }

    /// How many open applications have another promise.
    pub fn promises(&self) -> usize {
        self.applications.iter().filter(|one| one.promised_on != one.before.promised_on).count()
    }

    /// Puts it in place of what is stored.
    pub fn store(&self, writer: &Writer) -> Result<(), StoreError> {
        for (permit, terms) in &self.terms {
            permits::update_terms(writer, *permit, terms)?;
        }
        for one in &self.applications {
            due_days::update(writer, one.before.id, one.due_on, one.promised_on)?;
        }
        Ok(())
    }
}

impl Renewed {
    fn changes(&self) -> bool {
        (self.due_on, self.promised_on) != (self.before.due_on, self.before.promised_on)
    }
}

fn promised(accepted_on: Day, book: &RuleBook) -> Option<Day> {
    promised_on(accepted_on, book).ok().flatten()
}
