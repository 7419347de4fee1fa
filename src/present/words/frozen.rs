//! What a published report is not asked for: figures that open, and a JSON answer with figures left out.

use super::{Describe, Words, text};
use crate::domain::calendar::Day;
use crate::domain::cell;
use crate::domain::code::Code;
use crate::domain::lang::Lang;

/// Why a frozen report does not answer so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FrozenRefusal {
    /// Its JSON is the bytes that were kept, with every figure.
    PublicJson,
    /// It keeps figures, no list of people; `list`: the cell that was asked for, `None`: the codes of all.
    NotOpened { by: String, as_of: Day, list: Option<String> },
}

impl Describe for FrozenRefusal {
    fn code(&self) -> Code {
        match self {
            FrozenRefusal::PublicJson => Code::J908,
            FrozenRefusal::NotOpened { .. } => Code::J901,
        }
    }

    fn words(&self, lang: Lang) -> Words {
        match self {
            FrozenRefusal::PublicJson => Words::new(text!(
                lang,
                "已发布报表的 JSON 是当时存下的原文，一个数也不能少；公开用的要换一种格式",
                "the JSON of a published report is what was kept, byte for byte, with every figure; for the public ask for another form"
            ))
            .hint("--format csv")
            .detail("format", "json"),
            FrozenRefusal::NotOpened { by, as_of, list } => Words::new(text!(
                lang,
                "已发布的报表存的是数，不是名单，里面的数打不开；要看那一天的人，问登记库现在怎么记的",
                "a published report keeps figures and no lists of people: none of them opens; who is behind that day's figures, the register tells as it is now"
            ))
            .hint(opening(lang, by, *as_of, list.as_deref()))
            .detail("by", by.clone())
            .detail("as_of", as_of.to_string()),
        }
    }
}

/// The report of the same day that opens.
fn opening(lang: Lang, by: &str, as_of: Day, list: Option<&str>) -> String {
    let report = format!("jzz report rate --by {by} --as-of {as_of}");
    match list {
        None => format!("{report} --cells"),
        Some(code) if cell::rate(code).is_some() => format!("{report} --list {}", code.trim()),
        Some(_) => text!(lang, "{report} --list 【单元格】", "{report} --list _CELL_"),
    }
}
