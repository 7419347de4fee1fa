//! The rules of the trade: pure functions of what they are told. No clock, no database, no terminal, no
//! files; every day comes in as an argument that says which day it is.

pub mod act_order;
pub mod admission;
pub mod application;
pub mod article;
pub mod calendar;
pub mod card_days;
pub mod cell;
pub mod census;
pub mod code;
pub mod collection;
pub mod constant;
pub mod correction;
pub mod dossier;
pub mod eligibility;
pub mod employer;
pub mod ending;
pub mod endorsement;
pub mod extension;
pub mod fraction;
pub mod frozen;
pub mod holidays;
pub mod identity;
pub mod lang;
pub mod mask;
pub mod merger;
pub mod monthly;
pub mod name_key;
pub mod objection;
pub mod open_acts;
pub mod origin;
pub mod papers;
pub mod period;
pub mod permit;
pub mod permit_number;
pub mod place;
pub mod ranking;
pub mod rate;
pub mod regime;
pub mod registration;
pub mod replacement;
pub mod restructuring;
pub mod roster;
pub mod rule_text;
pub mod rulebook;
pub mod sender;
pub mod table;
pub mod terms;
pub mod trend;
pub mod unit;
pub mod why;
pub mod worklist;

#[cfg(test)]
mod tests;
