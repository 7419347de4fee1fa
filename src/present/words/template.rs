//! Words for the form of a roster: what belongs into each column.

use super::{Describe, Words, text};
use crate::domain::code::Code;
use crate::domain::lang::Lang;
use crate::domain::roster::{Field, Holds, RosterKind};
use crate::domain::table::Entry;
use crate::reference;

/// A workbook was asked for and nowhere to put it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TemplateNeedsFile {
    pub kind: RosterKind,
}

impl Describe for TemplateNeedsFile {
    fn code(&self) -> Code {
        Code::J503
    }

    fn words(&self, lang: Lang) -> Words {
        let kind = self.kind.as_str();
        Words::new(text!(
            lang,
            "电子表格（xlsx）要写进文件，终端上显示不了",
            "a workbook (xlsx) goes into a file: a terminal cannot show it"
        ))
        .hint(format!("--out {kind}.xlsx"))
    }
}

/// What belongs into the column of a field.
pub fn meaning(field: Field, lang: Lang) -> String {
    match field {
        Field::Name => text!(lang, "户口簿、身份证上的姓名", "the name on the card"),
        Field::IdNumber => text!(
            lang,
            "18 位号码，照身份证填；这一栏已设为文本，不要改",
            "the number on the card; the column is formatted as text, leave it so"
        ),
        Field::Sex => text!(lang, "可以不填，号码里有", "may be left out: the number tells it"),
        Field::Ethnic => text!(lang, "民族名称或代码", "name or code of the ethnic group"),
        Field::Hukou => text!(lang, "户口簿上的地址，从省写起", "as in the household register, from the province on"),
        Field::Unit => text!(
            lang,
            "住在哪个社区、乡镇：代码或全名；整份一样可以不填，导入时用 --unit",
            "code or name of the community or town of residence; one for the whole file is given with --unit"
        ),
        Field::Address => {
            text!(lang, "现在住的地方，写到门牌号", "where the person lives now, with the number of the door")
        }
        Field::Reason => text!(lang, "为什么来，填代码或名称", "why the person lives here: a code or its label"),
        Field::Dwelling => text!(lang, "住的是什么房子，填代码或名称", "the kind of dwelling: a code or its label"),
        Field::Phone => text!(lang, "手机或座机号码", "a mobile or landline number"),
        Field::Workplace => text!(lang, "工作单位或学校", "employer or school"),
        Field::ArrivedOn => text!(lang, "来本市的日期，写成 2016-03-01 这样", "the day of arrival, as 2016-03-01"),
        Field::RegisteredOn => {
            text!(lang, "登记的日期；不填按导入的日期", "the day of registration, else that of the import")
        }
        Field::PermitNumber => text!(lang, "证上印的编号", "the number printed on the card"),
        Field::Counter => text!(
            lang,
            "在哪个受理点办的：代码或名称；整份一样可以不填，导入时用 --counter",
            "code or name of the counter; one for the whole file is given with --counter"
        ),
        Field::IssuedOn => {
            text!(lang, "证上的签发日期，写成 2016-03-01 这样", "the day of issue on the card, as 2016-03-01")
        }
        Field::EndorsedOn => {
            text!(lang, "每次签注的日期，几次用“；”隔开", "each day of endorsement, several separated by ;")
        }
        Field::CardEndedOn => text!(lang, "已经注销的证填", "for cards that have ended"),
        Field::EndReason => text!(lang, "填了注销日期的要填", "needed with a day of cancellation"),
        Field::LeftOn => text!(lang, "离开的日期，写成 2016-03-01 这样", "the day of departure, as 2016-03-01"),
        Field::To => text!(lang, "去了哪里，可以不填", "where to; may be left out"),
        Field::IdKind
        | Field::Birth
        | Field::Stay
        | Field::Relation
        | Field::Exempt
        | Field::Job
        | Field::StartedOn
        | Field::Education
        | Field::Marriage
        | Field::PermitKind
        | Field::LastEndorsedOn
        | Field::ValidUntil
        | Field::Note => super::field::field_label(field, lang),
    }
}

/// The words for the end of a card that a ledger may use.
const END_REASONS: [&str; 9] =
    ["离开本地", "转为常住户口", "死亡", "不再符合条件", "骗领", "收缴", "错误", "丢失", "原证有效期满"];

/// The codes that a column may hold, each with its label.
pub fn codes(field: Field, lang: Lang) -> Vec<String> {
    let label = |entry: &Entry| match lang {
        Lang::Zh => format!("{}-{}", entry.code, entry.zh),
        Lang::En => format!("{}-{} ({})", entry.code, entry.zh, entry.en),
    };
    match field.holds() {
        Holds::Codes(codes) => reference::table(codes).entries().iter().map(label).collect(),
        Holds::Sex => vec!["男".to_owned(), "女".to_owned()],
        Holds::EndReason => END_REASONS.map(str::to_owned).to_vec(),
        Holds::Text | Holds::Exempt | Holds::IdKind | Holds::PermitKind | Holds::Days(_) => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::END_REASONS;
    use crate::domain::permit::EndReason;

    #[test]
    fn every_word_of_the_form_is_read_by_the_import() {
        assert!(END_REASONS.iter().all(|word| EndReason::parse(word).is_some()));
    }
}
