//! By what right a card was taken in hand: whether, by what is recorded now, the person was entitled on the day on
//! which the application was accepted.
//!
//! An application is accepted of nobody who is not; only a correction, a merger or a rule set for a past day makes
//! it so. A card is no less good for it. A ledger's cards were decided elsewhere, and are not judged.

use super::application::ApplicationState;
use super::article::{Article, cited};
use super::calendar::Day;
use super::dossier::{Application, Dossier, HeldCard};
use super::eligibility::NotEntitled;
use super::identity::IdKind;
use super::permit::PermitKind;
use super::regime::{Regime, RegimeRules};
use super::rulebook::RuleBook;

/// An accepted application that waits or led to a card.
#[derive(Debug, Clone, Copy)]
pub struct Granted<'a> {
    pub application: &'a Application,
    pub card: Option<&'a HeldCard>,
    pub accepted_on: Day,
}

/// What was accepted for a person; what was refused or withdrawn afterwards is of no more consequence.
pub fn granted(dossier: &Dossier) -> impl Iterator<Item = Granted<'_>> {
    dossier.applications.iter().filter_map(|application| {
        let accepted_on = application.accepted_on?;
        let card = match application.state {
            ApplicationState::Open => None,
            ApplicationState::Issued => Some(issued_on(dossier, application)?),
            ApplicationState::Incomplete | ApplicationState::Refused | ApplicationState::Withdrawn => return None,
        };
        Some(Granted { application, card, accepted_on })
    })
}

/// The card of an application: the first one of that day, which replaced none.
fn issued_on<'a>(dossier: &'a Dossier, application: &Application) -> Option<&'a HeldCard> {
    let of_that_day = |held: &&HeldCard| Some(held.card.issued_on) == application.closed_on;
    let own = |held: &&HeldCard| held.card.kind == PermitKind::Residence && held.replaces.is_none();
    dossier.cards.iter().filter(own).find(of_that_day)
}

/// The application to which a card goes back, by those that it replaced.
pub fn of_card<'a>(dossier: &'a Dossier, held: &'a HeldCard) -> Option<Granted<'a>> {
    let mut first = held;
    while let Some(old) = dossier.replaced(first) {
        first = old;
    }
    granted(dossier).find(|granted| granted.card.is_some_and(|card| card.id == first.id))
}

/// What was lacking on the day of acceptance.
pub fn lacking(dossier: &Dossier, granted: &Granted, book: &RuleBook) -> Option<NotEntitled> {
    dossier.entitled(book, granted.accepted_on).reasons.first().copied()
}

/// The article by which somebody is not entitled, under the rules of the day.
pub fn article(why: NotEntitled, rules: &RegimeRules) -> Option<Article> {
    match why {
        NotEntitled::BeforeRules { .. } => Some(cited::G_38),
        NotEntitled::OtherPapers(kind) => papers_article(kind, rules),
        NotEntitled::Exempt(_) => Some(cited::P_10_1),
        NotEntitled::OwnCity => Some(cited::N_2_1),
        NotEntitled::NotRegistered | NotEntitled::ShortStay | NotEntitled::HalfYear { .. } => match rules.regime {
            Regime::Legacy => None,
            Regime::Guiyang2012 => Some(cited::G_13_1),
            Regime::Guizhou2012 => Some(cited::P_9_1),
            Regime::State2016 => Some(cited::S_2),
        },
    }
}

fn papers_article(kind: IdKind, rules: &RegimeRules) -> Option<Article> {
    match (rules.regime, kind) {
        (Regime::Legacy, _) => None,
        (Regime::Guiyang2012, IdKind::Hmt | IdKind::Foreigner) => Some(cited::G_2_2),
        (Regime::Guiyang2012, IdKind::Citizen | IdKind::Other) => Some(cited::G_25_2),
        (Regime::Guizhou2012 | Regime::State2016, IdKind::Hmt | IdKind::Foreigner) => Some(cited::P_35),
        (Regime::Guizhou2012, IdKind::Citizen | IdKind::Other) => Some(cited::P_12),
        (Regime::State2016, IdKind::Citizen | IdKind::Other) => Some(cited::S_4),
    }
}
