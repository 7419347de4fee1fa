//! A new card for a damaged, lost or changed one (换领、补领: S 11, P 15, G 18).
//!
//! The new card goes on where the old one stands: the same day for anniversaries, the same term, so that
//! what was suspended stays suspended. It is no first issue, and its own status never begins before its
//! own day. An ended card is not replaced, and an expired one takes a new application (RULES 4).

use super::act_order::{self, LaterAct};
use super::calendar::Day;
use super::code::Code;
use super::dossier::HeldCard;
use super::ending::Departed;
use super::permit::{Card, EndReason, PermitKind, Status, first_rules, state, terms};
use super::regime::RegimeRules;
use super::rulebook::RuleBook;

/// Why a card is replaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ReplaceReason {
    Damaged,
    Lost,
    Changed,
}

impl ReplaceReason {
    pub const ALL: [ReplaceReason; 3] = [ReplaceReason::Damaged, ReplaceReason::Lost, ReplaceReason::Changed];

    pub fn as_str(self) -> &'static str {
        match self {
            ReplaceReason::Damaged => "damaged",
            ReplaceReason::Lost => "lost",
            ReplaceReason::Changed => "changed",
        }
    }

    pub fn parse(text: &str) -> Option<ReplaceReason> {
        ReplaceReason::ALL.into_iter().find(|reason| reason.as_str() == text)
    }

    /// Whether the old card must be handed back (S 11(2); in 2012 ◇ the same).
    pub fn wants_old_card(self) -> bool {
        self != ReplaceReason::Lost
    }

    /// The reason with which the old card ends.
    pub fn of_old_card(self) -> EndReason {
        if self == ReplaceReason::Lost { EndReason::Lost } else { EndReason::Replaced }
    }

    /// What becomes of the old card.
    pub fn fate(self) -> OldCard {
        if self.wants_old_card() { OldCard::Returned } else { OldCard::Lost }
    }
}

/// What the holder pays for the new card, in yuan (G 20, P 16, S 21).
pub fn fee(reason: ReplaceReason, rules: &RegimeRules) -> u16 {
    let changed = rules.changed_fee.filter(|_| reason == ReplaceReason::Changed);
    changed.unwrap_or(rules.replacement_fee)
}

/// What became of a card that another replaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum OldCard {
    Returned,
    Lost,
}

impl OldCard {
    pub const ALL: [OldCard; 2] = [OldCard::Returned, OldCard::Lost];

    pub fn as_str(self) -> &'static str {
        match self {
            OldCard::Returned => "returned",
            OldCard::Lost => "lost",
        }
    }

    pub fn parse(text: &str) -> Option<OldCard> {
        OldCard::ALL.into_iter().find(|fate| fate.as_str() == text)
    }
}

/// Why a card is not replaced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReplaceRefusal {
    BeforeRules {
        first: Day,
    },
    Temporary,
    Ended {
        ended_on: Day,
        reason: EndReason,
        replaced_by: Option<String>,
    },
    Expired {
        since: Day,
    },
    Later(LaterAct),
    NotRegistered {
        migrant: String,
        on: Day,
    },
    /// Another card of the bearer's ended by death, or by settling here.
    Departed {
        migrant: String,
        departed: Departed,
    },
    /// The county's serial numbers of the year are used up.
    NoSerial {
        county: String,
        year: i16,
    },
}

impl ReplaceRefusal {
    pub fn code(&self) -> Code {
        match self {
            ReplaceRefusal::BeforeRules { .. } => Code::J323,
            ReplaceRefusal::Temporary => Code::J341,
            ReplaceRefusal::Ended { .. } => Code::J339,
            ReplaceRefusal::Expired { .. } => Code::J340,
            ReplaceRefusal::Later(later) => later.code(),
            ReplaceRefusal::NotRegistered { .. } => Code::J202,
            ReplaceRefusal::Departed { .. } => Code::J223,
            ReplaceRefusal::NoSerial { .. } => Code::J330,
        }
    }
}

/// The card that stands for this one from a day on.
///
/// # Errors
/// [`ReplaceRefusal`].
pub fn replacement(held: &HeldCard, book: &RuleBook, on: Day) -> Result<Card, ReplaceRefusal> {
    let (card, first) = (&held.card, first_rules(book));
    if card.kind == PermitKind::Temporary {
        return Err(ReplaceRefusal::Temporary);
    }
    if let Some((ended_on, reason)) = card.ended {
        return Err(ReplaceRefusal::Ended { ended_on, reason, replaced_by: held.replaced_by.clone() });
    }
    if on < first {
        return Err(ReplaceRefusal::BeforeRules { first });
    }
    if let Some(later) = act_order::after_on_card(held, on) {
        return Err(ReplaceRefusal::Later(later));
    }
    if let Some(state) = state(card, book, on)
        && state.status == Status::Expired
    {
        return Err(ReplaceRefusal::Expired { since: state.since });
    }
    let running = terms(card, book).into_iter().last();
    let (anchor_on, until_on) = running.map_or((card.base_on, on), |term| (term.anchor_on, term.until_on));
    Ok(Card {
        kind: PermitKind::Residence,
        regime: book.on(on).regime,
        issued_on: on,
        base_on: anchor_on,
        printed_until: Some(until_on.plus_days(-1)),
        endorsements: Vec::new(),
        ended: None,
    })
}
