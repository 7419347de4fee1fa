//! The yearly endorsement (签注): whether a card can be endorsed on a day, and if not, when.
//!
//! In the window of the regime of the day; late under state-2016, which restores a suspended card
//! (S 10(3)); under the rules of 2012 a card that has run out needs a new application.

use super::act_order::CardAct;
use super::calendar::Day;
use super::code::Code;
use super::papers::{Evidence, Ground, Paper};
use super::permit::{Card, EndReason, PermitKind, Status, first_due_on, first_rules, state};
use super::regime::Regime;
use super::rulebook::{EndorsePapers, RuleBook, Settings};
use super::terms::{rules_of_window, window_of};

/// Why a card cannot be endorsed on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EndorseRefusal {
    BeforeRules {
        first: Day,
    },
    NotYetIssued {
        issued_on: Day,
    },
    Temporary {
        /// The rules of the day asked.
        under: Regime,
    },
    Ended {
        ended_on: Day,
        reason: EndReason,
        /// The day asked, where the card had not ended by it: an endorsement of that day was then forgotten.
        forgotten: Option<Day>,
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
        on: Day,
        act: CardAct,
        act_on: Day,
        /// Whether the card could have been endorsed on that day: that was then forgotten.
        forgotten: bool,
    },
}

impl EndorseRefusal {
    pub fn code(&self) -> Code {
        match self {
            EndorseRefusal::BeforeRules { .. } => Code::J323,
            EndorseRefusal::NotYetIssued { .. } => Code::J327,
            EndorseRefusal::Temporary { .. } => Code::J321,
            EndorseRefusal::Ended { .. } => Code::J318,
            EndorseRefusal::Expired { .. } => Code::J319,
            EndorseRefusal::BeforeWindow { .. } => Code::J317,
            EndorseRefusal::AlreadyEndorsed { .. } => Code::J320,
            EndorseRefusal::BeforeEarlierAct { .. } => Code::J322,
        }
    }
}

/// One thing that an endorsement lacks, where the city asks for the papers of N 二(五).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EndorseMissing {
    /// A child's hukou book serves as well.
    Identity {
        child: bool,
    },
    Permit,
    AddressOrGround,
}

impl EndorseMissing {
    pub fn code(self) -> Code {
        match self {
            EndorseMissing::Identity { .. } => Code::J306,
            EndorseMissing::Permit => Code::J351,
            EndorseMissing::AddressOrGround => Code::J352,
        }
    }
}

/// Everything that an endorsement lacks; nothing where papers are only recorded.
pub fn missing_papers(settings: Settings, shown: &[Evidence], age: Option<i16>) -> Vec<EndorseMissing> {
    if settings.endorse_papers == EndorsePapers::Recorded {
        return Vec::new();
    }
    let child = age.is_some_and(|age| age < 16);
    let has = |test: &dyn Fn(Paper) -> bool| shown.iter().any(|evidence| test(evidence.paper));
    let lease = settings.dwelling_ground_lease;
    let proves =
        |paper: Paper| paper.proves_address() || Ground::ALL.into_iter().any(|ground| paper.proves(ground, lease));
    let identity = has(&|paper| paper == Paper::IdentityCard || (child && paper == Paper::HukouBook));
    let missing = [
        (!identity).then_some(EndorseMissing::Identity { child }),
        (!has(&|paper| paper == Paper::Permit)).then_some(EndorseMissing::Permit),
        (!has(&proves)).then_some(EndorseMissing::AddressOrGround),
    ];
    missing.into_iter().flatten().collect()
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
        return Err(EndorseRefusal::Temporary { under: book.on(on).regime });
    }
    if let Some((ended_on, reason)) = card.ended {
        let forgotten = (on <= ended_on && could_be_endorsed(card, book, on)).then_some(on);
        return Err(EndorseRefusal::Ended { ended_on, reason, forgotten });
    }
    if let Some(&act_on) = card.endorsements.last().filter(|last| **last > on) {
        let forgotten = could_be_endorsed(card, book, on);
        return Err(EndorseRefusal::BeforeEarlierAct { on, act: CardAct::Endorsed, act_on, forgotten });
    }
    let Some(state) = state(card, book, on) else {
        return Err(EndorseRefusal::NotYetIssued { issued_on: card.issued_on });
    };
    match (state.status, state.window) {
        (Status::Due, _) => Ok(false),
        (Status::Suspended, _) => Ok(true),
        (Status::Valid, window) => {
            let closes_on = window.map_or(state.since, |(_, closes_on)| closes_on);
            let opens_on = first_due_on(card, book, on).unwrap_or(state.since);
            let under = rules_of_window(closes_on.plus_days(1), book, opens_on.max(on));
            match card.endorsements.last() {
                Some(&endorsed_on) if endorsed_in_running_window(card, book, endorsed_on, on) => {
                    Err(EndorseRefusal::AlreadyEndorsed { endorsed_on, opens_on, under })
                }
                Some(_) | None => Err(EndorseRefusal::BeforeWindow { opens_on, closes_on, under }),
            }
        }
        (Status::Expired, _) => Err(EndorseRefusal::Expired { since: state.since }),
        (Status::Ended(reason), _) => Err(EndorseRefusal::Ended { ended_on: state.since, reason, forgotten: None }),
    }
}

/// Whether the card, as it was known on a day, could be endorsed on it, whatever was done with it since.
fn could_be_endorsed(card: &Card, book: &RuleBook, on: Day) -> bool {
    card.issued_on < on && endorse(&Card { ended: None, ..card.known_on(on) }, book, on).is_ok()
}

/// Whether `on` still lies in the window in which the card was endorsed on `endorsed_on`.
fn endorsed_in_running_window(card: &Card, book: &RuleBook, endorsed_on: Day, on: Day) -> bool {
    on == endorsed_on || window_of(card, book, endorsed_on).is_some_and(|closes_on| on <= closes_on)
}
