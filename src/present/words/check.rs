//! What is said of a register that is not whole.

use super::report::check_name;
use super::{Describe, Words, text};
use crate::domain::code::Code;
use crate::domain::dossier::migrant_code;
use crate::domain::lang::Lang;
use crate::ops::check::{Finding, Subject};

impl Describe for Finding {
    fn code(&self) -> Code {
        Finding::code(self)
    }

    fn words(&self, lang: Lang) -> Words {
        let sentence = match self {
            Finding::Page(_) => text!(lang, "数据页损坏", "a damaged page"),
            Finding::Schema { name } => {
                text!(lang, "{name} 和程序建的不一样", "{name} is not as this program makes it")
            }
            Finding::Interrupted { batch, file } => text!(
                lang,
                "名册 B{batch}（{file}）只导入了一部分",
                "the roster B{batch} ({file}) was taken in only in part"
            ),
            Finding::Dangling(dangling) => {
                let (table, parent) = (&dangling.table, &dangling.parent);
                let row = dangling.row.map(|row| format!(" {row}")).unwrap_or_default();
                text!(
                    lang,
                    "{table}{row} 指向 {parent} 里没有的一行",
                    "{table}{row} names a row of {parent} that is not there"
                )
            }
            Finding::TwoPermits { migrant } => {
                let who = migrant_code(*migrant);
                text!(lang, "{who} 有两张未终止的居住证", "{who} has two permits that have not ended")
            }
            Finding::TwoRegistrations { migrant } => {
                let who = migrant_code(*migrant);
                text!(lang, "{who} 有两条在册登记", "{who} has two registrations that have not ended")
            }
            Finding::Terms { number } => text!(
                lang,
                "{number} 存的有效期段和规则算出来的不一样",
                "the stored terms of {number} are not those of the rules"
            ),
            Finding::Packed { from, to } => {
                let (from, to) = (migrant_code(*from), migrant_code(*to));
                text!(
                    lang,
                    "报表用的压缩资料（{from} 到 {to}）和登记不一致",
                    "what is packed for the reports of {from} to {to} is not what is registered"
                )
            }
            Finding::Figures(check) => {
                let (name, left, right) = (check_name(lang, check.name), check.left, check.right);
                text!(
                    lang,
                    "数字互相矛盾：{name}：{left} ≠ {right}",
                    "the figures contradict each other: {name}: {left} ≠ {right}"
                )
            }
        };
        let code = self.code();
        Words::new(sentence).hint(format!("jzz explain {code}")).detail("check", self.subject().as_str())
    }

    fn causes(&self) -> Vec<String> {
        match self {
            Finding::Page(cause) => vec![cause.clone()],
            Finding::Schema { .. }
            | Finding::Interrupted { .. }
            | Finding::Dangling(_)
            | Finding::TwoPermits { .. }
            | Finding::TwoRegistrations { .. }
            | Finding::Terms { .. }
            | Finding::Packed { .. }
            | Finding::Figures(_) => Vec::new(),
        }
    }
}

/// What is looked at.
pub fn subject(lang: Lang, subject: Subject) -> String {
    match subject {
        Subject::Pages => text!(lang, "数据页", "pages"),
        Subject::Schema => text!(lang, "结构", "schema"),
        Subject::Batches => text!(lang, "名册导入", "rosters"),
        Subject::References => text!(lang, "记录之间的指向", "references"),
        Subject::Persons => text!(lang, "一人一证、一人一条登记", "one permit and one registration a person"),
        Subject::Terms => text!(lang, "证件有效期段", "terms of cards"),
        Subject::Packed => text!(lang, "报表用的压缩资料", "what is packed for the reports"),
        Subject::Figures => text!(lang, "报表数字", "figures"),
    }
}
