//! The rules of the trade: pure functions of what they are told. No clock, no database, no terminal, no
//! files; every day comes in as an argument that says which day it is.

pub mod admission;
pub mod application;
pub mod calendar;
pub mod code;
pub mod dossier;
pub mod eligibility;
pub mod employer;
pub mod endorsement;
pub mod identity;
pub mod lang;
pub mod mask;
pub mod name_key;
pub mod objection;
pub mod papers;
pub mod permit;
pub mod permit_number;
pub mod place;
pub mod rate;
pub mod regime;
pub mod registration;
pub mod roster;
pub mod rulebook;
pub mod sender;
pub mod table;
pub mod terms;
pub mod unit;

#[cfg(test)]
mod tests;
