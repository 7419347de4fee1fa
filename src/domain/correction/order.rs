//! A corrected day of registration keeps the order of what is recorded: after the stay before, not after
//! anything that was done in this one.

use crate::domain::calendar::Day;
use crate::domain::dossier::{Dossier, Stay};
use crate::domain::lived::lived;
use crate::domain::unit::UnitTree;

/// Why a day of registration cannot be the corrected one: the order of what is recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OutOfOrder {
    /// An earlier stay ended only on that day.
    BeforeEnd { ended_on: Day },
    /// Something was done in the stay on that day.
    AfterAct { act_on: Day },
}

/// Whether a stay can have begun on `day`, given everything else that is recorded.
///
/// # Errors
/// [`OutOfOrder`], with the day that stands in the way.
pub fn fits_order(dossier: &Dossier, stay: &Stay, day: Day, tree: &UnitTree) -> Result<(), OutOfOrder> {
    let earlier = dossier.stays.iter().filter(|other| other.id != stay.id && other.registered_on <= stay.registered_on);
    let last_end = earlier.filter(|other| other.ended_on() != Some(other.registered_on)).filter_map(Stay::ended_on);
    if let Some(ended_on) = last_end.max().filter(|ended_on| day < *ended_on) {
        return Err(OutOfOrder::BeforeEnd { ended_on });
    }
    // A unit that took another over did nothing with the person.
    let moves = lived(stay, tree).into_iter().skip(1).map(|home| home.told.from_on);
    let applications = dossier.applications.iter().map(|application| application.applied_on);
    let cards = dossier.cards.iter().flat_map(|held| {
        held.card.endorsements.iter().copied().chain([held.card.issued_on]).chain(held.card.ended.map(|(day, _)| day))
    });
    // What is older than the stay is of an earlier one, or of a ledger that is older than the register.
    let of_stay = applications.chain(cards).filter(|act_on| *act_on >= stay.registered_on);
    let first = moves.chain(stay.ended_on()).chain(of_stay).min();
    match first.filter(|act_on| *act_on < day) {
        Some(act_on) => Err(OutOfOrder::AfterAct { act_on }),
        None => Ok(()),
    }
}
