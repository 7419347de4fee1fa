//! Cards: their dated facts, and what their state is on any day.
//!
//! A card's facts ([`Card`]) give its terms (`terms.rs`), and these its [`state`] on a day, which is never
//! stored. Endorsing is decided in `endorsement.rs`. (RULES 3; P 13, S 10.)

use super::calendar::Day;
use super::regime::Regime;
use super::rulebook::RuleBook;
use super::terms::window_on;
pub use super::terms::{Term, terms};

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

    /// The word of a ledger's 注销原因 column, where it has one.
    pub fn word(self) -> Option<&'static str> {
        match self {
            EndReason::Left => Some("离开本地"),
            EndReason::Hukou => Some("转为常住户口"),
            EndReason::Death => Some("死亡"),
            EndReason::Ineligible => Some("不再符合条件"),
            EndReason::Fraud => Some("骗领"),
            EndReason::Confiscated => Some("收缴"),
            EndReason::Error => Some("错误"),
            EndReason::Lost => Some("丢失"),
            EndReason::Expired => Some("原证有效期满"),
            EndReason::Replaced => None,
        }
    }

    /// Reads the code, or the word of a ledger's 注销原因 column.
    pub fn parse(text: &str) -> Option<EndReason> {
        match text.trim() {
            "离开" => Some(EndReason::Left),
            "落户" => Some(EndReason::Hukou),
            "有效期满" => Some(EndReason::Expired),
            other => {
                let is_it = |reason: &EndReason| reason.as_str() == other || reason.word() == Some(other);
                EndReason::ALL.into_iter().find(is_it)
            }
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

impl Card {
    /// The card as far as it was endorsed by the end of a day.
    #[must_use]
    pub fn known_on(&self, on: Day) -> Card {
        let endorsements = self.endorsements.iter().copied().filter(|day| *day <= on).collect();
        Card { endorsements, ..self.clone() }
    }
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
    /// First and last good day of the present or next window, as the rules of the day asked word it; `None` when it cannot be endorsed in time.
    pub window: Option<(Day, Day)>,
    /// The last valid day; `None` under state-2016.
    pub valid_until: Option<Day>,
    pub anchor_on: Day,
    /// First day on which it was not in force for want of an endorsement; for a replacement of a
    /// suspended card that lies before its own day.
    pub lapsed_on: Option<Day>,
}

/// Whether the card can still be endorsed at the end of a day: issued, neither expired nor ended.
pub fn is_live(card: &Card, book: &RuleBook, on: Day) -> bool {
    state(card, book, on).is_some_and(|state| state.status.is_live())
}

/// The card at the end of a day; `None` before its own day.
pub fn state(card: &Card, book: &RuleBook, on: Day) -> Option<CardState> {
    if on < card.issued_on {
        return None;
    }
    let known = card.known_on(on);
    let terms = terms(&known, book);
    let term = *terms.last()?;
    let (status, since) = match known.ended.filter(|(day, _)| *day <= on) {
        Some((day, reason)) => (Status::Ended(reason), day),
        None if on < term.until_on && on >= term.opens_on => (Status::Due, term.opens_on),
        None if on < term.until_on => (Status::Valid, valid_since(&terms)),
        None if card.kind == PermitKind::Temporary => (Status::Ended(EndReason::Expired), term.until_on),
        None if lapses_to_suspension(term.until_on, book) => (Status::Suspended, term.until_on.max(card.issued_on)),
        None => (Status::Expired, term.until_on.max(card.issued_on)),
    };
    let lapsed = matches!(status, Status::Suspended | Status::Expired);
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
        lapsed_on: lapsed.then_some(term.until_on),
    })
}

/// The first day on which a card in force, as far as it was endorsed by a day, can be endorsed in time: by the rules of
/// that first day, which may be others than those of the day asked.
pub fn first_due_on(card: &Card, book: &RuleBook, on: Day) -> Option<Day> {
    terms(&card.known_on(on), book).last().map(|term| term.opens_on)
}

/// Whether the rules of two books make two different things of a card, on some day.
pub fn stands_otherwise(card: &Card, old: &RuleBook, new: &RuleBook) -> bool {
    let (before, after) = (terms(card, old), terms(card, new));
    let status = |book, on| state(card, book, on).map(|state| state.status);
    before != after || after.iter().any(|term| status(old, term.until_on) != status(new, term.until_on))
}

/// Whether a card that is not in force from `until_on` on is suspended from then, rather than expired: by the
/// rules of its last valid day (S 23).
pub fn lapses_to_suspension(until_on: Day, book: &RuleBook) -> bool {
    book.on(until_on.plus_days(-1)).lapses_to_suspension
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

/// First day on which acts at the counter are possible: that of the first regime with an entitlement.
pub fn first_rules(book: &RuleBook) -> Day {
    book.of(Regime::Guiyang2012).from
}
