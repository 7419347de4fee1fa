//! What a clerk says to the person in front of them: each fact one plain sentence, its article behind it.
//!
//! One arm a fact. No codes and no words of the trade in a sentence; days as they are printed everywhere.

mod acts;
mod card;
mod duty;
mod entitlement;
mod person;

pub use acts::{act, command};
pub use entitlement::lacked;
pub use person::regrouped;

use super::article::with_article;
use super::{counted_as, text};
use crate::domain::lang::Lang;
use crate::domain::regime::Limit;
use crate::domain::why::{Fact, Reason};

/// The sentence of a reason, with its article.
pub fn sentence(reason: &Reason, lang: Lang) -> String {
    let sentence = match &reason.fact {
        Fact::Card(fact) => card::card(fact, lang),
        Fact::State(fact) => card::state(fact, lang),
        Fact::Residence(fact) => person::residence(fact, lang),
        Fact::Stay(fact) => person::stay(fact, lang),
        Fact::Entitlement(fact) => entitlement::entitlement(fact, lang),
        Fact::Duty(fact) => duty::duty(fact, lang),
        Fact::Application(fact) => duty::application(fact, lang),
    };
    with_article(&sentence, reason.article, lang)
}

/// 7 日, 3 个工作日.
pub fn limit(limit: Limit, lang: Lang) -> String {
    match limit {
        Limit::Days(days) => {
            let days_en = counted_as(days, "day", "days");
            text!(lang, "{days}日", "{days_en}")
        }
        Limit::WorkingDays(days) => {
            let days_en = counted_as(days, "working day", "working days");
            text!(lang, "{days}个工作日", "{days_en}")
        }
    }
}

#[cfg(test)]
mod tests;
