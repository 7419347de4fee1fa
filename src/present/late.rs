//! Late registrations and moves as a screen marks them: with the limit and its article, and no fine.

use super::words::{article, text, why as words};
use crate::domain::article::Article;
use crate::domain::calendar::Day;
use crate::domain::dossier::Stay;
use crate::domain::eligibility;
use crate::domain::lang::Lang;
use crate::domain::regime::Limit;
use crate::domain::regrouping::{Change, changes};
use crate::domain::rulebook::RuleBook;
use crate::domain::unit::UnitTree;
use crate::domain::why::{move_article, register_article};

/// What of a stay was done after its limit, as known on a day.
#[derive(Debug, Clone)]
pub struct LateMarks {
    registered: Option<(Limit, Option<Article>)>,
    moved: Option<LateMove>,
}

/// The last move, the last good day for telling of it, and when it was told.
#[derive(Debug, Clone)]
struct LateMove {
    on: Day,
    last_day: Day,
    told_on: Day,
    article: Option<Article>,
}

impl LateMarks {
    pub fn of(stay: &Stay, tree: &UnitTree, book: &RuleBook, on: Day) -> LateMarks {
        let registered = eligibility::registered_late(stay.arrived_on, stay.registered_on, stay.exempt, book);
        let mut moves = changes(stay, tree, Some(on)).into_iter().filter_map(|change| match change {
            Change::Moved(home) => Some(home),
            Change::Regrouped(_) => None,
        });
        let moved = moves.next_back().and_then(|home| {
            let (last_day, _) = eligibility::moved_late(home.from_on, home.told_on, book)?;
            let article = move_article(book, home.from_on);
            Some(LateMove { on: home.from_on, last_day, told_on: home.told_on?, article })
        });
        LateMarks {
            registered: registered.map(|(_, limit)| (limit, register_article(book, stay.registered_on))),
            moved,
        }
    }

    /// Behind the day of registration.
    pub fn registered(&self, lang: Lang) -> Option<String> {
        let (limit, article) = self.registered?;
        let (limit, article) = (words::limit(limit, lang), cited(article, lang));
        Some(text!(lang, "（超过{limit}，逾期申报，{article}）", " (late: after {limit}, {article})"))
    }

    /// A line of its own.
    pub fn moved(&self, lang: Lang) -> Option<String> {
        let LateMove { on, last_day, told_on, article } = self.moved.as_ref()?;
        let article = cited(*article, lang);
        Some(text!(
            lang,
            "{on} 搬家，{told_on} 才录入，超过 {last_day}，逾期申报（{article}）",
            "moved on {on}, recorded on {told_on}, late: after {last_day} ({article})"
        ))
    }
}

fn cited(article: Option<Article>, lang: Lang) -> String {
    article.map(|article| article::cited(article, lang)).unwrap_or_default()
}
