//! What followed because a card had ended, or had run out: it must have, with the corrected facts too.
//!
//! Nobody who has a card that can still be endorsed applies for another; and a card that ended because it had
//! run out had done so by the rules it was held under. What was not so before the correction either is not
//! judged again.

use super::{Bar, FactRefusal};
use crate::domain::calendar::Day;
use crate::domain::dossier::{Dossier, HeldCard, application_code};
use crate::domain::permit::{Card, EndReason, PermitKind, Status, is_live, state};
use crate::domain::rulebook::RuleBook;

/// Whether what followed on the old card could follow on the corrected one.
///
/// # Errors
/// [`FactRefusal`], naming what could not.
pub fn followed(dossier: &Dossier, old: &HeldCard, new: &Card, book: &RuleBook) -> Result<(), FactRefusal> {
    let found = dossier.applications.iter().find_map(|application| {
        let accepted_on = application.accepted_on?;
        (lives(new, book, accepted_on) && !lives(&old.card, book, accepted_on)).then_some((application, accepted_on))
    });
    if let Some((application, accepted_on)) = found {
        let (permit, application) = (old.number.clone(), application_code(application.id));
        return Err(FactRefusal::Barred(Bar::Applied { permit, application, accepted_on }));
    }
    match ended_in_force(new, book).filter(|_| ended_in_force(&old.card, book).is_none()) {
        Some(on) => Err(FactRefusal::NotRunOut { permit: old.number.clone(), on }),
        None => Ok(()),
    }
}

/// Whether the card lived on a day on which something was accepted; on its own day that came before it.
fn lives(card: &Card, book: &RuleBook, on: Day) -> bool {
    is_live(card, book, on) && card.issued_on < on && card.kind == PermitKind::Residence
}

/// The day on which a card ended as one that had run out, where it had not.
fn ended_in_force(card: &Card, book: &RuleBook) -> Option<Day> {
    let (on, _) = card.ended.filter(|(_, reason)| *reason == EndReason::Expired)?;
    (!has_run_out(card, book, on)).then_some(on)
}

/// Whether a card had run out by a day, for good, leaving its recorded end aside.
pub fn has_run_out(card: &Card, book: &RuleBook, on: Day) -> bool {
    let card = Card { ended: None, ..card.clone() };
    match state(&card, book, on).map(|state| state.status) {
        Some(Status::Expired | Status::Ended(_)) => true,
        Some(Status::Valid | Status::Due | Status::Suspended) | None => false,
    }
}
