//! The rules of the trade: pure functions of what they are told. No clock, no database, no terminal, no
//! files; every day comes in as an argument that says which day it is.

pub mod act_order;
pub mod admission;
pub mod application;
pub mod article;
pub mod calendar;
pub mod candidacy;
pub mod card_days;
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
pub mod holidays;
pub mod identity;
pub mod lang;
pub mod lookups;
pub mod mask;
pub mod measure_cell;
pub mod merger;
pub mod name_key;
pub mod objection;
pub mod open_acts;
pub mod papers;
pub mod permit;
pub mod permit_number;
pub mod place;
pub mod quality;
pub mod rate;
pub mod regime;
pub mod registration;
pub mod replacement;
pub mod restructuring;
pub mod roster;
pub mod rule_text;
pub mod rulebook;
pub mod sender;
pub mod span;
pub mod table;
pub mod terms;
pub mod turnaround;
pub mod unit;
pub mod why;
pub mod worklist;

#[cfg(test)]
mod tests;
