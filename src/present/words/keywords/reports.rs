//! The words by which rows of reports are told apart.

use crate::domain::lang::Lang;
use crate::domain::quality::By;

use super::Keyword;
use crate::present::words::labels::pick;

impl Keyword for By {
    fn all() -> Vec<By> {
        vec![By::Kind, By::Source]
    }

    fn code(self) -> &'static str {
        self.as_str()
    }

    fn label(self, lang: Lang) -> &'static str {
        match self {
            By::Kind => pick(lang, "种类", "kind"),
            By::Source => pick(lang, "来源", "source"),
        }
    }
}
