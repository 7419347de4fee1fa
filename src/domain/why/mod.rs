//! Why a card is what it is on a day, and why a person is entitled, obliged, or neither: dated facts, each
//! with its article.
//!
//! Facts, no prose: `present/words/why` says them. Everything is computed from the dossier as it was known
//! by the day asked, with a coming day answered as if nothing more happened. What the register cannot know
//! is a fact too, and is said.

mod candidate;
mod card;
mod duty;
mod entitlement;
mod facts;
mod head;
mod keys;
mod person;
mod residence;

pub use candidate::of_candidate;
pub use card::of_card;
pub use facts::{ApplicationFact, CardFact, DutyFact, EntitlementFact, Fact, Held, ResidenceFact, StateFact, StayFact};
pub use head::{Head, head};
pub use person::{last_regrouping, move_article, of_person, register_article};

use super::article::Article;
use super::calendar::Day;

/// One reason: a fact, the day it lies on where it has one, and the article behind it where there is one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    pub on: Option<Day>,
    pub fact: Fact,
    pub article: Option<Article>,
}

impl Reason {
    fn on(day: Day, fact: impl Into<Fact>) -> Reason {
        Reason { on: Some(day), fact: fact.into(), article: None }
    }

    fn undated(fact: impl Into<Fact>) -> Reason {
        Reason { on: None, fact: fact.into(), article: None }
    }

    fn by(mut self, article: impl Into<Option<Article>>) -> Reason {
        self.article = article.into();
        self
    }
}
