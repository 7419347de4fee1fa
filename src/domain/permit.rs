//! Cards: their terms, and what their state is on any day.
//!
//! A card's dated facts ([`Card`]) give its [`terms`]: one for the issue and one for each endorsement.
//! Terms of a card never overlap; in force on D means a term with `from_on <= D < until_on`, due from
//! `opens_on`. They are stored as `permit_term`, so that a report asks only with days; the status itself
//! is derived here and never stored. Anniversaries are counted from one original day and clamped, never
//! chained (RULES 3; P 13, S 10).

use super::calendar::Day;
use super::code::Code;
use super::regime::{Regime, Window};
use super::rulebook::{AfterLate, RuleBook};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PermitKind {
    /// 居住证
    Residence,
    /// 暂住证: the older temporary card, by roster only, never endorsed.
    Temporary,
}

impl PermitKind {
    pub fn as_str(self) -> &'static str {
        match self {
            PermitKind::Residence => "residence_permit",
            PermitKind::Temporary => "temporary_permit",
        }
    }

    pub fn parse(text: &str) -> Option<PermitKind> {
        [PermitKind::Residence, PermitKind::Temporary].into_iter().find(|kind| kind.as_str() == text)
    }
}

/// Why a card ended (RULES 4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum EndReason {
    Left,
    Hukou,
    Death,
    Ineligible,
    Fraud,
    Confiscated,
    Error,
    Lost,
    Replaced,
    Expired,
}

impl EndReason {
    pub const ALL: [EndReason; 10] = [
        EndReason::Left,
        EndReason::Hukou,
        EndReason::Death,
        EndReason::Ineligible,
        EndReason::Fraud,
        EndReason::Confiscated,
        EndReason::Error,
        EndReason::Lost,
        EndReason::Replaced,
        EndReason::Expired,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            EndReason::Left => "left",
            EndReason::Hukou => "hukou",
            EndReason::Death => "death",
            EndReason::Ineligible => "ineligible",
            EndReason::Fraud => "fraud",
            EndReason::Confiscated => "confiscated",
            EndReason::Error => "error",
            EndReason::Lost => "lost",
            EndReason::Replaced => "replaced",
            EndReason::Expired => "expired",
        }
    }

    /// Reads the code, or the word of a ledger's 注销原因 column.
    pub fn parse(text: &str) -> Option<EndReason> {
        match text.trim() {
            "离开本地" | "离开" => Some(EndReason::Left),
            "转为常住户口" | "落户" => Some(EndReason::Hukou),
            "死亡" => Some(EndReason::Death),
            "不再符合条件" => Some(EndReason::Ineligible),
            "骗领" => Some(EndReason::Fraud),
            "收缴" => Some(EndReason::Confiscated),
            "错误" => Some(EndReason::Error),
            "丢失" => Some(EndReason::Lost),
            "原证有效期满" | "有效期满" => Some(EndReason::Expired),
            other => EndReason::ALL.into_iter().find(|reason| reason.as_str() == other),
        }
    }
}

/// The dated facts of one card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    pub kind: PermitKind,
    /// Under which it was issued, for good.
    pub regime: Regime,
    /// The card's own date.
    pub issued_on: Day,
    /// The day its anniversaries are counted from at first: its own date, or for a replacement that of
    /// the card it stands for.
    pub base_on: Day,
    /// The last valid day printed at issue, where one is.
    pub printed_until: Option<Day>,
    /// In order.
    pub endorsements: Vec<Day>,
    /// The day it ended and why; ended at the end of that day.
    pub ended: Option<(Day, EndReason)>,
}

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

/// Status of a card at the end of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Status {
    Valid,
    /// In its endorsement window.
    Due,
    /// Not endorsed in time under state-2016: a late endorsement restores it.
    Suspended,
    /// Not endorsed in time under the rules of 2012: a new application.
    Expired,
    Ended(EndReason),
}

impl Status {
    pub fn as_str(self) -> &'static str {
        match self {
            Status::Valid => "valid",
            Status::Due => "due",
            Status::Suspended => "suspended",
            Status::Expired => "expired",
            Status::Ended(_) => "ended",
        }
    }

    /// Live for the rule of one permit a person: everything that can still be endorsed.
    pub fn is_live(self) -> bool {
        match self {
            Status::Valid | Status::Due | Status::Suspended => true,
            Status::Expired | Status::Ended(_) => false,
        }
    }

    pub fn is_in_force(self) -> bool {
        matches!(self, Status::Valid | Status::Due)
    }
}

/// What a card is on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardState {
    pub status: Status,
    /// First day of the present unbroken status.
    pub since: Day,
    /// First and last good day of the present or next window; `None` when it cannot be endorsed in time.
    pub window: Option<(Day, Day)>,
    /// The last valid day; `None` under state-2016.
    pub valid_until: Option<Day>,
    pub anchor_on: Day,
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
    let on_anniversary = (1..=10).any(|n| anniversary(card.base_on, n) == first_until);
    let anchor_on = if on_anniversary { card.base_on } else { first_until };
    let mut terms = vec![term(card, book, card.issued_on, first_until, anchor_on, false)];
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
fn rules_of_window(until_on: Day, book: &RuleBook, on: Day) -> Regime {
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
fn window_on(term: &Term, book: &RuleBook, on: Day) -> (Day, Day) {
    let opens = book.of(rules_of_window(term.until_on, book, on)).window.opens(term.until_on);
    (opens.max(term.from_on), term.until_on.plus_days(-1))
}

/// The card at the end of a day; `None` before its own day.
pub fn state(card: &Card, book: &RuleBook, on: Day) -> Option<CardState> {
    if on < card.issued_on {
        return None;
    }
    let known =
        Card { endorsements: card.endorsements.iter().copied().filter(|day| *day <= on).collect(), ..card.clone() };
    let terms = terms(&known, book);
    let term = *terms.last()?;
    let (status, since) = match known.ended.filter(|(day, _)| *day <= on) {
        Some((day, reason)) => (Status::Ended(reason), day),
        None if on < term.until_on && on >= term.opens_on => (Status::Due, term.opens_on),
        None if on < term.until_on => (Status::Valid, valid_since(&terms)),
        None if card.kind == PermitKind::Temporary => (Status::Ended(EndReason::Expired), term.until_on),
        None if book.of(rules_of_window(term.until_on, book, term.until_on)).lapses_to_suspension => {
            (Status::Suspended, term.until_on)
        }
        None => (Status::Expired, term.until_on),
    };
    let endorsable = status.is_in_force() && card.kind == PermitKind::Residence;
    let change = book.of(Regime::State2016).from;
    let endorsed_under_state = known.endorsements.iter().any(|day| *day >= change);
    let unprinted = card.kind == PermitKind::Residence && (card.regime == Regime::State2016 || endorsed_under_state);
    Some(CardState {
        status,
        since,
        window: endorsable.then(|| window_on(&term, book, on)),
        valid_until: (!unprinted).then(|| term.until_on.plus_days(-1)),
        anchor_on: if card.kind == PermitKind::Temporary { card.issued_on } else { term.anchor_on },
    })
}

/// First day of the unbroken validity that the last term belongs to: a term that was renewed before it
/// was ever due runs on into the next.
fn valid_since(terms: &[Term]) -> Day {
    let mut since = terms.last().map(|term| term.from_on);
    for pair in terms.windows(2).rev() {
        let (earlier, later) = (&pair[0], &pair[1]);
        let unbroken = earlier.until_on == later.from_on && earlier.opens_on >= earlier.until_on && !later.restored;
        if !unbroken {
            break;
        }
        since = Some(earlier.from_on);
    }
    since.unwrap_or(terms[0].from_on)
}

/// Why a card cannot be endorsed on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EndorseRefusal {
    BeforeRules {
        first: Day,
    },
    NotYetIssued {
        issued_on: Day,
    },
    Temporary,
    Ended {
        ended_on: Day,
        reason: EndReason,
    },
    Expired {
        since: Day,
    },
    BeforeWindow {
        opens_on: Day,
        closes_on: Day,
        /// The rules of the window.
        under: Regime,
    },
    AlreadyEndorsed {
        endorsed_on: Day,
        opens_on: Day,
        under: Regime,
    },
    /// A later act of the same card is already recorded.
    BeforeEarlierAct {
        act_on: Day,
    },
}

impl EndorseRefusal {
    pub fn code(&self) -> Code {
        match self {
            EndorseRefusal::BeforeRules { .. } => Code::J323,
            EndorseRefusal::NotYetIssued { .. } => Code::J327,
            EndorseRefusal::Temporary => Code::J321,
            EndorseRefusal::Ended { .. } => Code::J318,
            EndorseRefusal::Expired { .. } => Code::J319,
            EndorseRefusal::BeforeWindow { .. } => Code::J317,
            EndorseRefusal::AlreadyEndorsed { .. } => Code::J320,
            EndorseRefusal::BeforeEarlierAct { .. } => Code::J322,
        }
    }
}

/// Whether the card can be endorsed on a day at the counter; `Ok(true)`: late, it restores the card.
///
/// # Errors
/// [`EndorseRefusal`], with the day that answers the holder's next question.
pub fn endorse(card: &Card, book: &RuleBook, on: Day) -> Result<bool, EndorseRefusal> {
    let first = first_rules(book);
    if on < first {
        return Err(EndorseRefusal::BeforeRules { first });
    }
    if card.kind == PermitKind::Temporary {
        return Err(EndorseRefusal::Temporary);
    }
    if let Some((ended_on, reason)) = card.ended {
        return Err(EndorseRefusal::Ended { ended_on, reason });
    }
    if let Some(&act_on) = card.endorsements.last().filter(|last| **last > on) {
        return Err(EndorseRefusal::BeforeEarlierAct { act_on });
    }
    let Some(state) = state(card, book, on) else {
        return Err(EndorseRefusal::NotYetIssued { issued_on: card.issued_on });
    };
    match (state.status, state.window) {
        (Status::Due, _) => Ok(false),
        (Status::Suspended, _) => Ok(true),
        (Status::Valid, window) => {
            let (opens_on, closes_on) = window.unwrap_or((state.since, state.since));
            let under = rules_of_window(closes_on.plus_days(1), book, on);
            match card.endorsements.last() {
                Some(&endorsed_on) if endorsed_in_running_window(card, book, endorsed_on, on) => {
                    Err(EndorseRefusal::AlreadyEndorsed { endorsed_on, opens_on, under })
                }
                Some(_) | None => Err(EndorseRefusal::BeforeWindow { opens_on, closes_on, under }),
            }
        }
        (Status::Expired, _) => Err(EndorseRefusal::Expired { since: state.since }),
        (Status::Ended(reason), _) => Err(EndorseRefusal::Ended { ended_on: state.since, reason }),
    }
}

/// Whether `on` still lies in the window in which the card was endorsed on `endorsed_on`.
fn endorsed_in_running_window(card: &Card, book: &RuleBook, endorsed_on: Day, on: Day) -> bool {
    let before =
        Card { endorsements: card.endorsements.iter().copied().filter(|d| *d < endorsed_on).collect(), ..card.clone() };
    terms(&before, book).last().is_some_and(|term| term.opens_on <= endorsed_on && on < term.until_on)
        || on == endorsed_on
}

/// First day on which acts at the counter are possible: that of the first regime with an entitlement.
pub fn first_rules(book: &RuleBook) -> Day {
    book.of(Regime::Guiyang2012).from
}
