//! Acts of restructuring as they were made, and which of them rest on which: the last can be taken back.
//!
//! A later act rests on an earlier one where it changed what that one brought: the unit itself, a part that went
//! along, or whoever took over, if that has ended since. What two units brought to one taker rests on each other not.

use super::Named;
use crate::domain::calendar::Day;

/// What was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    Open,
    Rename,
    Move,
    Merge,
    Split,
    Close,
}

impl Deed {
    pub const ALL: [Deed; 6] = [Deed::Open, Deed::Rename, Deed::Move, Deed::Merge, Deed::Split, Deed::Close];

    pub fn as_str(self) -> &'static str {
        match self {
            Deed::Open => "open",
            Deed::Rename => "rename",
            Deed::Move => "move",
            Deed::Merge => "merge",
            Deed::Split => "split",
            Deed::Close => "close",
        }
    }

    pub fn parse(text: &str) -> Option<Deed> {
        Deed::ALL.into_iter().find(|deed| deed.as_str() == text)
    }

    /// Whether the unit ended by it.
    pub fn ends(self) -> bool {
        match self {
            Deed::Merge | Deed::Split | Deed::Close => true,
            Deed::Open | Deed::Rename | Deed::Move => false,
        }
    }
}

/// An act that stands; units by their codes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Act {
    pub id: i64,
    pub deed: Deed,
    pub unit: String,
    /// Who took over, or what the unit became part of.
    pub takers: Vec<String>,
    /// The parts of the unit that went along.
    pub parts: Vec<String>,
    pub on: Day,
    /// The newest card when it was made.
    pub last_card: i64,
}

/// What rests on an act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Resting {
    /// A later act.
    Act { unit: Named, deed: Deed, on: Day },
    /// A card that another district issued since.
    Card { permit: String },
    /// Homes, acts of the counter or settings of a unit that was opened.
    Used,
}

/// The last act of a unit itself.
pub fn last_of<'a>(acts: &'a [Act], unit: &str) -> Option<&'a Act> {
    acts.iter().rfind(|act| act.unit == unit)
}

/// The acts that rest on one, in the order in which they were made.
pub fn resting<'a>(acts: &'a [Act], act: &Act) -> Vec<&'a Act> {
    acts.iter().filter(|later| later.id > act.id && rests(later, act)).collect()
}

fn rests(later: &Act, act: &Act) -> bool {
    let touches = |unit: &String| later.unit == *unit || later.parts.contains(unit);
    match act.deed {
        Deed::Open => touches(&act.unit) || later.takers.contains(&act.unit),
        Deed::Rename => later.unit == act.unit && later.deed == Deed::Rename,
        Deed::Move => touches(&act.unit) && later.deed != Deed::Rename,
        Deed::Merge | Deed::Split | Deed::Close => {
            let moved = act.parts.iter().any(|part| touches(part) && later.deed != Deed::Rename);
            let gone = later.deed.ends() && act.takers.contains(&later.unit);
            moved || gone || touches(&act.unit)
        }
    }
}
