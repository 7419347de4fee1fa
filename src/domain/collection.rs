//! Handing over a card: once, after its issue, while it has not ended.

use super::act_order::{self, LaterAct};
use super::calendar::Day;
use super::code::Code;
use super::dossier::{Dossier, HeldCard};
use super::guardian;
use super::permit::{EndReason, PermitKind, first_rules};
use super::rulebook::RuleBook;

/// Why a card is not handed over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CollectRefusal {
    BeforeRules {
        first: Day,
    },
    Temporary,
    BeforeIssue {
        issued_on: Day,
    },
    /// There is no card yet, only the application.
    NotIssued {
        application: String,
        accepted_on: Day,
    },
    Already {
        collected_on: Day,
    },
    Ended {
        ended_on: Day,
        reason: EndReason,
        /// The day asked, where the card may have been collected on it: that was then forgotten.
        forgotten: Option<Day>,
    },
    /// The card was endorsed since, and never before that day: a collection that was forgotten is a correction.
    Forgotten(LaterAct),
    Later(LaterAct),
}

impl CollectRefusal {
    pub fn code(&self) -> Code {
        match self {
            CollectRefusal::BeforeRules { .. } => Code::J323,
            CollectRefusal::Temporary => Code::J341,
            CollectRefusal::BeforeIssue { .. } | CollectRefusal::NotIssued { .. } => Code::J336,
            CollectRefusal::Already { .. } => Code::J337,
            CollectRefusal::Ended { .. } => Code::J338,
            CollectRefusal::Forgotten(later) | CollectRefusal::Later(later) => later.code(),
        }
    }
}

/// Which papers are to be seen when a card is fetched: by proxy those of both (S 9(3)).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fetching {
    pub by_proxy: bool,
    /// The bearer is a child, for whom a guardian or close relative comes.
    pub child: bool,
    /// Below which age somebody is one.
    pub child_below: i16,
    /// A household register shows who the bearer is, as well as an identity card.
    pub book_serves: bool,
}

/// Who fetches a card on a day, and with which papers.
pub fn fetching(dossier: &Dossier, book: &RuleBook, by_proxy: bool, on: Day) -> Fetching {
    let papers = book.on(on).papers;
    let child_below = papers.proxy_below_age;
    let is_child = dossier.person.birth_on.is_some_and(|birth| birth.age_on(on) < child_below);
    let child = guardian::child_below(dossier, book, on).is_some();
    Fetching { by_proxy, child, child_below, book_serves: is_child || papers.hukou_book_for_adults }
}

/// Whether the card can be handed over on a day.
///
/// # Errors
/// [`CollectRefusal`].
pub fn collect(held: &HeldCard, book: &RuleBook, on: Day) -> Result<(), CollectRefusal> {
    let (card, first) = (&held.card, first_rules(book));
    if card.kind == PermitKind::Temporary {
        return Err(CollectRefusal::Temporary);
    }
    if let Some(collected_on) = held.collected_on {
        return Err(CollectRefusal::Already { collected_on });
    }
    if let Some((ended_on, reason)) = card.ended {
        let forgotten = (first.max(card.issued_on) <= on && on <= ended_on && !endorsed_before(held, on)).then_some(on);
        return Err(CollectRefusal::Ended { ended_on, reason, forgotten });
    }
    if on < card.issued_on {
        return Err(CollectRefusal::BeforeIssue { issued_on: card.issued_on });
    }
    if on < first {
        return Err(CollectRefusal::BeforeRules { first });
    }
    match act_order::after_on_card(held, on) {
        Some(later) if !endorsed_before(held, on) => Err(CollectRefusal::Forgotten(later)),
        Some(later) => Err(CollectRefusal::Later(later)),
        None => Ok(()),
    }
}

fn endorsed_before(held: &HeldCard, on: Day) -> bool {
    held.card.endorsements.iter().any(|endorsed_on| *endorsed_on < on)
}
