//! The words by which rows of reports are told apart.

use crate::domain::lang::Lang;
use crate::present::measures::QualityBy;

use super::Keyword;
use crate::present::words::labels::pick;

impl Keyword for QualityBy {
    fn all() -> Vec<QualityBy> {
        vec![QualityBy::Kind, QualityBy::Source]
    }

    fn code(self) -> &'static str {
        self.as_str()
    }

    fn label(self, lang: Lang) -> &'static str {
        match self {
            QualityBy::Kind => pick(lang, "种类", "kind"),
            QualityBy::Source => pick(lang, "来源", "source"),
        }
    }
}
