//! Beginnings of addresses that were located before: an import asks for the same few thousand a million times.
//!
//! Where an address lies is told by its first characters, and looking it up reads no further than it must. So
//! whatever begins with the characters that were read lies in the same place. Places are remembered as they come,
//! each beginning in one of two slots; what finds both taken is looked up each time.

use std::hash::Hasher;
use std::sync::OnceLock;

use super::Place;
use crate::domain::quick::Quick;

const SLOTS: usize = 4096;

/// What chooses the slots: eight characters, mostly province, city and the start of a county.
const CHOOSING: usize = 24;

/// An address while it is looked up, and how much of it was read.
pub struct Look<'t> {
    address: &'t str,
    furthest: usize,
}

impl<'t> Look<'t> {
    pub fn at(address: &'t str) -> Look<'t> {
        Look { address, furthest: 0 }
    }

    /// The first bytes of `rest`, which is what is left of the address, were read.
    pub fn reads(&mut self, rest: &str, bytes: usize) {
        self.furthest = self.furthest.max(self.address.len() - rest.len() + bytes);
    }

    /// Whether `rest`, which is what is left of the address, begins with a text.
    pub fn begins(&mut self, rest: &str, with: &str) -> bool {
        let same = rest.bytes().zip(with.bytes()).take_while(|(a, b)| a == b).count();
        self.reads(rest, with.len().min(same + 1));
        same == with.len()
    }

    /// `rest` behind a text with which it may begin.
    pub fn behind<'r>(&mut self, rest: &'r str, text: &str) -> &'r str {
        if self.begins(rest, text) { &rest[text.len()..] } else { rest }
    }

    /// What was read; `None`: the end of the address too.
    fn read(&self) -> Option<&'t [u8]> {
        self.address.as_bytes().get(..self.furthest)
    }
}

/// A beginning, and where whatever begins with it lies.
type Known = (Box<[u8]>, Place);

#[derive(Debug)]
pub struct Beginnings(Box<[OnceLock<Known>]>);

impl Default for Beginnings {
    fn default() -> Beginnings {
        Beginnings((0..SLOTS).map(|_| OnceLock::new()).collect())
    }
}

impl Beginnings {
    pub fn find(&self, address: &str) -> Option<&Place> {
        let mut slots = self.slots(address)?.into_iter().filter_map(OnceLock::get);
        slots.find(|(beginning, _)| address.as_bytes().starts_with(beginning)).map(|(_, place)| place)
    }

    pub fn remember(&self, look: &Look, place: &Place) {
        if let (Some(read), Some(slots)) = (look.read(), self.slots(look.address))
            && let Some(free) = slots.into_iter().find(|slot| slot.get().is_none())
        {
            // Another thread may have been quicker.
            let _ = free.set((read.into(), place.clone()));
        }
    }

    fn slots(&self, address: &str) -> Option<[&OnceLock<Known>; 2]> {
        let mut hash = Quick::default();
        hash.write(address.as_bytes().first_chunk::<CHOOSING>()?);
        let slot = usize::try_from(hash.finish()).unwrap_or_default() % SLOTS;
        Some([&self.0[slot], &self.0[slot ^ 1]])
    }
}
