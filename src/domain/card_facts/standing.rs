//! What rests on a corrected day: every endorsement, of the card and of those that replaced it, must have been
//! possible on its day, by the rules of that day, with what was done before it.
//!
//! What was not possible before the correction either, a ledger's, is not judged again.

use super::applied::followed;
use super::{Corrected, FactRefusal, Fate, rebased};
use crate::domain::calendar::Day;
use crate::domain::dossier::{Dossier, HeldCard};
use crate::domain::endorsement::endorse;
use crate::domain::permit::{Card, terms};
use crate::domain::replacement::{ReplaceRefusal, replacement};
use crate::domain::rulebook::RuleBook;

/// A card that replaced a corrected one, and what it becomes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Follower {
    pub old: HeldCard,
    pub card: Card,
}

impl Follower {
    /// Its endorsements, which stay as they are.
    pub fn endorsed(&self) -> Vec<Fate> {
        self.card.endorsements.iter().map(|day| (Some(*day), Some(*day))).collect()
    }
}

/// Whether everything that rests on the corrected days still stands.
///
/// # Errors
/// [`FactRefusal`], naming what does not.
pub fn stands(dossier: &Dossier, old: &HeldCard, new: &Corrected, book: &RuleBook) -> Result<(), FactRefusal> {
    endorsements(&old.number, &old.card, &new.held.card, &new.endorsed, book)?;
    let followers = followers(dossier, old, &new.held, book)?;
    for follower in &followers {
        endorsements(&follower.old.number, &follower.old.card, &follower.card, &follower.endorsed(), book)?;
    }
    followed(dossier, old, &new.held.card, book)?;
    followers.iter().try_for_each(|follower| followed(dossier, &follower.old, &follower.card, book))
}

fn endorsements(number: &str, old: &Card, new: &Card, endorsed: &[Fate], book: &RuleBook) -> Result<(), FactRefusal> {
    let up_to = |card: &Card, at: usize| {
        let endorsements = card.endorsements.iter().take(at).copied().collect();
        Card { endorsements, ended: None, ..card.clone() }
    };
    let (mut was_at, mut now_at) = (0, 0);
    for (was, is) in endorsed {
        let at = was_at;
        was_at += usize::from(was.is_some());
        let Some(day) = *is else { continue };
        let refused = endorse(&up_to(new, now_at), book, day);
        now_at += 1;
        let Err(refusal) = refused else { continue };
        if *was != Some(day) {
            return Err(FactRefusal::Endorse(refusal));
        }
        if endorse(&up_to(old, at), book, day).is_ok() {
            return Err(FactRefusal::NoLonger { permit: number.to_owned(), endorsed_on: day, refusal });
        }
    }
    Ok(())
}

/// The cards that replaced a corrected one, in order: each goes on from where the one before it stands.
///
/// # Errors
/// [`FactRefusal::RunOut`]: a card that had run out is not replaced.
pub fn followers(
    dossier: &Dossier,
    old: &HeldCard,
    new: &HeldCard,
    book: &RuleBook,
) -> Result<Vec<Follower>, FactRefusal> {
    let (mut old, mut new) = (old.clone(), new.clone());
    let mut found = Vec::new();
    while let Some(next) = dossier.cards.iter().find(|held| held.replaces.as_deref() == Some(old.number.as_str())) {
        let card = following(next, &old, &new, book)?;
        if card == next.card {
            break;
        }
        (old, new) = (next.clone(), HeldCard { card: card.clone(), ..next.clone() });
        found.push(Follower { old: next.clone(), card });
    }
    Ok(found)
}

/// A replacement as it is after the correction of the card that it stands for.
fn following(next: &HeldCard, old: &HeldCard, new: &HeldCard, book: &RuleBook) -> Result<Card, FactRefusal> {
    let on = next.card.issued_on;
    let made_of = |held: &HeldCard| {
        let held = HeldCard {
            card: Card { ended: None, ..held.card.clone() },
            collected_on: held.collected_on.filter(|day| *day <= on),
            replaced_by: None,
            ..held.clone()
        };
        replacement(&held, book, on)
    };
    let as_made = |card: &Card| (card.base_on, card.printed_until) == (next.card.base_on, next.card.printed_until);
    if made_of(old).is_ok_and(|card| as_made(&card)) {
        return match made_of(new) {
            Ok(card) => Ok(Card { base_on: card.base_on, printed_until: card.printed_until, ..next.card.clone() }),
            Err(ReplaceRefusal::Expired { since }) => {
                Err(FactRefusal::RunOut { since, replaced_on: on, by: next.number.clone() })
            }
            // The order of the days is judged elsewhere.
            Err(
                ReplaceRefusal::BeforeRules { .. }
                | ReplaceRefusal::Temporary
                | ReplaceRefusal::Ended { .. }
                | ReplaceRefusal::Later(_)
                | ReplaceRefusal::NotRegistered { .. }
                | ReplaceRefusal::Departed { .. }
                | ReplaceRefusal::NoSerial { .. },
            ) => Ok(next.card.clone()),
        };
    }
    let counts_with_it = next.card.base_on == old.card.base_on && old.card.base_on != new.card.base_on;
    Ok(if counts_with_it { rebased(&next.card, new.card.base_on) } else { next.card.clone() })
}

/// The endorsements that a correction makes late: residence is counted anew from them.
pub fn newly_late(old: &Card, new: &Card, endorsed: &[Fate], book: &RuleBook) -> Vec<Day> {
    let late = |card: &Card| -> Vec<bool> { terms(card, book).iter().skip(1).map(|term| term.restored).collect() };
    let (mut before, mut now) = (late(old).into_iter(), late(new).into_iter());
    let mut found = Vec::new();
    for (was, is) in endorsed {
        let was_late = was.is_some() && before.next().unwrap_or(false);
        let is_late = is.is_some() && now.next().unwrap_or(false);
        found.extend(is.filter(|_| is_late && !was_late));
    }
    found
}
