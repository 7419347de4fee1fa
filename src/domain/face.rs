//! What is printed on a card: whether the address on it is still the holder's.
//!
//! Every regime from 2012 on prints the residence address (S 4, P 12, G 25(2)); a move inside the city leaves
//! the card good and its face outdated, which asks for a replacement (RULES 2).

use super::calendar::Day;
use super::dossier::{Dossier, HeldCard};
use super::regime::Regime;

/// The day of the move since which the address on the card is another than the holder's; `None` where they agree,
/// or where the register does not know what was printed.
pub fn outdated_since(dossier: &Dossier, held: &HeldCard, on: Day) -> Option<Day> {
    let issued_on = held.card.issued_on;
    let stay = dossier.active_stay(on)?;
    if held.card.regime == Regime::Legacy || !stay.is_active_on(issued_on) {
        return None;
    }
    let printed = &stay.home_on(issued_on).address;
    let mut since = None;
    for home in stay.homes.iter().filter(|home| issued_on < home.from_on && home.from_on <= on) {
        let differs = &home.home.address != printed;
        since = differs.then(|| since.unwrap_or(home.from_on));
    }
    since
}
