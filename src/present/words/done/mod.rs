//! What is said after an act, in one breath: what happened, for whom, what follows from it.
//!
//! Read on standard error, below the answer. Names are masked; a command that follows stands on a line of its
//! own. Decides nothing: days and states are the domain's.

mod application;
mod card;
mod effect;
mod fee;
mod person;
mod rule;
mod unit;

pub use application::{application_corrected, applied, closed, extended};
pub use card::{
    card_corrected, child_comes_alone, collected, ended, endorsed, endorsed_late, issued, issued_late, now_late,
    registration_left_open, replaced, to_fetch,
};
pub use effect::effect;
pub use fee::replacement_fee;
pub use person::{added, changed_besides, corrected, left, merged, moved, parted, shown_as_of};
pub use rule::{calendar_loaded, rule_ends, rule_set};
pub use unit::{UnitDone, taken_back, unit};

use super::text;
use crate::domain::lang::Lang;

/// `居住证 JZ…一并终止、申领 A…一并撤回`: what ended with something else.
fn with_it(cards: &[String], applications: &[String], lang: Lang) -> Option<String> {
    let cards = cards.iter().map(|number| text!(lang, "证 {number} 一并终止", "card {number} ended with it"));
    let withdrawn =
        applications.iter().map(|code| text!(lang, "申领 {code} 一并撤回", "application {code} was withdrawn with it"));
    let all: Vec<String> = cards.chain(withdrawn).collect();
    let between = match lang {
        Lang::Zh => "，",
        Lang::En => ", ",
    };
    (!all.is_empty()).then(|| all.join(between))
}
