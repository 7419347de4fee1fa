//! The terms of a card: one for the issue and one for each endorsement.
//!
//! Terms of a card never overlap; in force on D means a term with `from_on <= D < until_on`, due from
//! `opens_on`. They are stored as `permit_term`, so that a report asks only with days. Anniversaries are
//! counted from one original day and clamped, never chained (RULES 3; P 13, S 10).

use super::calendar::Day;
use super::permit::{Card, PermitKind};
use super::regime::{Regime, Window};
use super::rulebook::{AfterLate, RuleBook};

/// A span in which the card was or is in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Term {
    pub from_on: Day,
    /// First day of the endorsement window; `until_on` where there is none.
    pub opens_on: Day,
    /// First day on which it is no longer in force.
    pub until_on: Day,
    /// The day from which anniversaries are counted in this term.
    pub anchor_on: Day,
    /// Whether this term began with an endorsement after the last good day.
    pub restored: bool,
}

const YEAR: i32 = 12;

/// First day from which 12-month years end when counted from `anchor`: year `n` ends before this day.
fn anniversary(anchor: Day, n: i32) -> Day {
    anchor.plus_months(YEAR * n)
}

/// All terms of the card, in order.
pub fn terms(card: &Card, book: &RuleBook) -> Vec<Term> {
    let first_until = match card.printed_until {
        Some(last) => last.plus_days(1),
        None => anniversary(card.base_on, 1),
    };
    // An anniversary lies in the month of the day it is counted from, so that its year tells its number.
    let years = i32::from(first_until.year() - card.base_on.year());
    let on_anniversary = years >= 1 && anniversary(card.base_on, years) == first_until;
    let anchor_on = if on_anniversary { card.base_on } else { first_until };
    // A replacement of a suspended card begins after the term that it continues: that term is then empty.
    let from_on = card.issued_on.min(first_until);
    let mut terms = vec![term(card, book, from_on, first_until, anchor_on, false)];
    for &on in &card.endorsements {
        let Some(running) = terms.last_mut() else { break };
        let (until_on, anchor_on, restored) = if on < running.until_on {
            let year = year_of(running.anchor_on, on);
            let until_on = anniversary(running.anchor_on, year + 1).max(running.until_on);
            let anchor_on = running.anchor_on;
            running.until_on = on;
            running.opens_on = running.opens_on.min(on);
            (until_on, anchor_on, false)
        } else {
            match book.settings.after_late {
                AfterLate::FromEndorsement => (anniversary(on, 1), on, true),
                AfterLate::OldAnniversary => {
                    let year = year_of(running.anchor_on, on);
                    (anniversary(running.anchor_on, year), running.anchor_on, true)
                }
            }
        };
        terms.push(term(card, book, on, until_on, anchor_on, restored));
    }
    terms
}

/// The number of the year, counted from `anchor`, in which a day lies; 0 before it.
fn year_of(anchor: Day, on: Day) -> i32 {
    let mut year = i32::from(on.year() - anchor.year());
    while anniversary(anchor, year) <= on {
        year += 1;
    }
    while year > 0 && anniversary(anchor, year - 1) > on {
        year -= 1;
    }
    year.max(0)
}

fn term(card: &Card, book: &RuleBook, from_on: Day, until_on: Day, anchor_on: Day, restored: bool) -> Term {
    let opens_on = match card.kind {
        PermitKind::Temporary => until_on,
        PermitKind::Residence => first_due_day(until_on, book).max(from_on).min(until_on),
    };
    Term { from_on, opens_on, until_on, anchor_on, restored }
}

/// Whether a card that runs out on this day follows state-2016: its last valid day is in its time (S 23).
fn follows_state(until_on: Day, book: &RuleBook) -> bool {
    until_on > book.of(Regime::State2016).from
}

/// The rules by which, on a day, the window of a card that runs out on `until_on` is told: those of
/// 2016 from their first day on only.
pub(super) fn rules_of_window(until_on: Day, book: &RuleBook, on: Day) -> Regime {
    let by_state = follows_state(until_on, book) && on >= book.of(Regime::State2016).from;
    if by_state { Regime::State2016 } else { Regime::Guizhou2012 }
}

fn windows(book: &RuleBook) -> (Window, Window) {
    (book.of(Regime::Guizhou2012).window, book.of(Regime::State2016).window)
}

/// The first day on which a card that runs out on `until_on` is due: by the window of the regime of
/// that day, across the change into 2016.
fn first_due_day(until_on: Day, book: &RuleBook) -> Day {
    let (before, state) = windows(book);
    let change = book.of(Regime::State2016).from;
    if !follows_state(until_on, book) {
        before.opens(until_on)
    } else if state.opens(until_on) >= change {
        state.opens(until_on)
    } else {
        before.opens(until_on).min(change)
    }
}

/// The window as the regime of the day asked words it.
pub(super) fn window_on(term: &Term, book: &RuleBook, on: Day) -> (Day, Day) {
    let opens = book.of(rules_of_window(term.until_on, book, on)).window.opens(term.until_on);
    (opens.max(term.from_on), term.until_on.plus_days(-1))
}
