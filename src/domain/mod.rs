//! The rules of the trade: pure functions of what they are told. No clock, no database, no terminal, no
//! files; every day comes in as an argument that says which day it is.

pub mod calendar;
pub mod code;
pub mod identity;
pub mod lang;
pub mod name_key;
pub mod place;
pub mod regime;
pub mod roster;
pub mod rulebook;
pub mod table;
pub mod unit;
