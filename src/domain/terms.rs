//! The terms of a card: one for the issue and one for each endorsement.
//!
//! Terms of a card never overlap; in force on D means a term with `from_on <= D < until_on`, due from
//! `opens_on`. They are stored as `permit_term`, so that a report asks only with days. Anniversaries are
//! counted from one original day and clamped, never chained (RULES 3; P 13, S 10).

use super::calendar::Day;
use super::permit::{Card, PermitKind};
use super::regime::Regime;
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
            match book.settings_on(on).after_late {
                AfterLate::FromEndorsement => (anniversary(on, 1), on, true),
                AfterLate::OldAnniversary => {
                    let next = next_anniversary(running.anchor_on, on);
                    // Made in the window of that anniversary, it is the endorsement of that window too ◇.
                    let in_window = on >= first_due_day(next, book);
                    let until_on = if in_window { next_anniversary(running.anchor_on, next) } else { next };
                    (until_on, running.anchor_on, true)
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

/// The first anniversary of `anchor` after a day.
fn next_anniversary(anchor: Day, on: Day) -> Day {
    anniversary(anchor, year_of(anchor, on))
}

/// The window in which an endorsement of a day was made, when it was made in one that has not closed on it: the
/// last good day of that window.
pub(super) fn window_of(card: &Card, book: &RuleBook, endorsed_on: Day) -> Option<Day> {
    let earlier = card.endorsements.iter().copied().filter(|day| *day < endorsed_on).collect();
    let before = *terms(&Card { endorsements: earlier, ..card.clone() }, book).last()?;
    if endorsed_on < before.until_on {
        return (before.opens_on <= endorsed_on).then(|| before.until_on.plus_days(-1));
    }
    // Late for its own year: where old anniversaries go on, perhaps in time for the next.
    let anniversaries_go_on = book.settings_on(endorsed_on).after_late == AfterLate::OldAnniversary;
    let next = next_anniversary(before.anchor_on, endorsed_on);
    (anniversaries_go_on && endorsed_on >= first_due_day(next, book)).then(|| next.plus_days(-1))
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

/// The first day on which a card that runs out on `until_on` is due: by the window of the rules of that
/// day, also across a change. A window that has opened stays open.
fn first_due_day(until_on: Day, book: &RuleBook) -> Day {
    let windows = book.windows();
    for (at, (from, window)) in windows.iter().enumerate() {
        let next = windows.get(at + 1).map(|(next, _)| *next);
        // No window is longer than half a year: one that ended long before the card does was never open.
        if next.is_some_and(|next| next.year() + 1 < until_on.year()) {
            continue;
        }
        let opens = window.opens(until_on).max(*from);
        if next.is_none_or(|next| opens < next) {
            return opens;
        }
    }
    until_on
}

/// The window as the rules of the day asked word it; one that has opened stays open.
pub(super) fn window_on(term: &Term, book: &RuleBook, on: Day) -> (Day, Day) {
    let worded = book.on(on).window.opens(term.until_on);
    let opens = if on >= term.opens_on { worded.min(term.opens_on) } else { worded };
    // A replacement made in the window of the old card goes on with that window.
    (opens.max(term.from_on.min(term.anchor_on)), term.until_on.plus_days(-1))
}
