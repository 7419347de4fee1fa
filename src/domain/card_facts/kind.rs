//! The corrected kind of a ledger's card: a 居住证 stands beside no other of its bearer, and is held by somebody who is
//! registered; a 暂住证 is never endorsed, replaces no card and is replaced by none.

use super::end::{lives_again, never_was};
use super::{Bar, FactRefusal};
use crate::domain::calendar::Day;
use crate::domain::dossier::{Dossier, HeldCard};
use crate::domain::endorsement::EndorseRefusal;
use crate::domain::permit::PermitKind;

/// Whether the card can be of the kind that it is of now.
///
/// # Errors
/// [`FactRefusal`], with what stands in the way.
pub fn holds(dossier: &Dossier, old: &HeldCard, new: &HeldCard, today: Day) -> Result<(), FactRefusal> {
    if old.card.kind == new.card.kind {
        return Ok(());
    }
    match new.card.kind {
        PermitKind::Temporary => temporary(old, new),
        PermitKind::Residence => residence(dossier, new, today).map_err(FactRefusal::Barred),
    }
}

fn temporary(old: &HeldCard, new: &HeldCard) -> Result<(), FactRefusal> {
    if let Some(other) = old.replaces.as_ref().or(old.replaced_by.as_ref()) {
        return Err(FactRefusal::InChain { other: other.clone() });
    }
    match new.card.endorsements.first() {
        Some(&endorsed_on) => {
            let refusal = EndorseRefusal::Temporary { under: new.card.regime };
            Err(FactRefusal::NoLonger { permit: old.number.clone(), endorsed_on, refusal })
        }
        None => Ok(()),
    }
}

fn residence(dossier: &Dossier, new: &HeldCard, today: Day) -> Result<(), Bar> {
    let Some((ended_on, _)) = new.card.ended else {
        return lives_again(dossier, new, new.card.issued_on, today);
    };
    let others = dossier
        .cards
        .iter()
        .filter(|other| other.id != new.id && other.card.kind == PermitKind::Residence && !never_was(other));
    let beside = others.into_iter().find(|other| {
        let until = other.card.ended.map(|(day, _)| day);
        other.card.issued_on < ended_on && until.is_none_or(|until| until > new.card.issued_on)
    });
    match beside {
        Some(other) => Err(Bar::LivePermit { permit: other.number.clone() }),
        None => Ok(()),
    }
}
