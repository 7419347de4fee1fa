//! Rows that may be headings: how a heading is cleaned, what two rows of headings say together, and
//! which of the first rows binds best.
//!
//! A word that stands under another group (房东 beside 承租人) or speaks of somebody else never binds to
//! the person of the row.

use std::collections::BTreeSet;

use super::cells::{is_invisible, narrow_char};
use crate::domain::roster::{Field, RosterKind};
use crate::reference;
use crate::reference::headings::HeadingMeaning;

/// Groups of columns that speak of somebody else.
const OTHERS: &[&str] = &[
    "房东",
    "房主",
    "户主",
    "出租人",
    "出租方",
    "业主",
    "产权人",
    "联系人",
    "监护人",
    "家长",
    "父亲",
    "母亲",
    "父母",
    "配偶",
    "担保人",
    "经办人",
    "法人",
    "法定代表人",
    "负责人",
    "中介",
    "介绍人",
    "代办人",
    "委托人",
    "子女",
    "同住人",
];

/// The longest words that group columns; what is longer is a title.
const LONGEST_GROUP: usize = 12;

/// A row of the file's first rows.
#[derive(Debug, Clone)]
pub struct HeadRow {
    pub line: u64,
    pub cells: Vec<String>,
    /// A quote was opened in it and never closed; the cells are without it.
    pub open_quote: bool,
}

/// The heading of one column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// As written, without blanks around; of two rows both, where both are needed to understand it.
    pub written: String,
    pub cleaned: String,
    /// It speaks of somebody else.
    pub of_others: bool,
}

impl Label {
    pub fn meaning(&self, kind: Option<RosterKind>) -> HeadingMeaning {
        if self.of_others { HeadingMeaning::Unknown } else { meaning(&self.cleaned, kind) }
    }
}

/// Whether a heading has a word for somebody else in it.
pub fn speaks_of_others(cleaned: &str) -> bool {
    OTHERS.iter().any(|other| cleaned.contains(other))
}

/// One row, or two, read as headings.
#[derive(Debug, Clone)]
pub struct Headings {
    /// How many rows of the file they and all above them are.
    pub rows: usize,
    /// How many of them are headings: one or two.
    pub height: usize,
    pub line: u64,
    pub labels: Vec<Label>,
}

/// A heading without blanks, breaks, byte order marks and the marks around it; narrow letters.
pub fn clean(heading: &str) -> String {
    let text = clean_whole(heading);
    let marks = |c: char| matches!(c, '*' | ':' | '\'' | '"' | '★' | '※');
    let text = text.trim_matches(marks);
    match text.split_once('(') {
        Some((bare, remark)) if !bare.is_empty() && is_remark(remark) => bare.trim_matches(marks).to_owned(),
        _ => text.to_owned(),
    }
}

/// Without blanks and breaks, in narrow letters, its marks kept.
pub fn clean_whole(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !is_invisible(*c)).map(narrow_char).collect()
}

/// What stands in brackets behind a heading and says only how to fill the column.
fn is_remark(text: &str) -> bool {
    const REMARKS: &[&str] = &["必填", "选填", "可选", "填写", "格式", "年", "yyyy", "YYYY", "代码", "18位", "文本"];
    text.ends_with(')') && REMARKS.iter().any(|remark| text.contains(remark))
}

fn meaning(cleaned: &str, kind: Option<RosterKind>) -> HeadingMeaning {
    const LONGEST: usize = 120;
    if cleaned.is_empty() || cleaned.len() > LONGEST {
        return HeadingMeaning::Unknown;
    }
    reference::headings().field(cleaned, kind)
}

/// The fields that these headings name.
pub fn fields(labels: &[Label], kind: Option<RosterKind>) -> BTreeSet<Field> {
    const ENOUGH_COLUMNS: usize = 1000;
    let named = labels.iter().take(ENOUGH_COLUMNS).filter_map(|label| match label.meaning(kind) {
        HeadingMeaning::Field(field) | HeadingMeaning::Weak(field, _) => Some(field),
        HeadingMeaning::Refused | HeadingMeaning::Ordinal | HeadingMeaning::Unknown => None,
    });
    named.collect()
}

/// Every way in which the first rows can be read as headings.
pub fn candidates(rows: &[HeadRow]) -> Vec<Headings> {
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(row) = rows.get(at) {
        match rows.get(at + 1) {
            Some(lower) if groups(row, lower) => {
                out.push(Headings { rows: at + 2, height: 2, line: lower.line, labels: merged(row, lower) });
                at += 1;
            }
            _ => out.push(Headings {
                rows: at + 1,
                height: 1,
                line: row.line,
                labels: row.cells.iter().map(|c| label(c)).collect(),
            }),
        }
        at += 1;
    }
    out
}

fn label(cell: &str) -> Label {
    Label { written: written(cell), cleaned: clean(cell), of_others: false }
}

fn written(cell: &str) -> String {
    let cell = cell.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}'));
    let quoted = cell.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    quoted.unwrap_or(cell).to_owned()
}

/// Whether the upper row groups the columns of the lower one.
fn groups(upper: &HeadRow, lower: &HeadRow) -> bool {
    let words: Vec<String> = upper.cells.iter().map(|cell| clean(cell)).collect();
    let filled = words.iter().filter(|word| !word.is_empty()).count();
    let short = words.iter().all(|word| word.chars().count() <= LONGEST_GROUP && !word.contains(':'));
    let under = |column: usize| lower.cells.get(column).is_some_and(|cell| !clean(cell).is_empty());
    let spans = words.iter().enumerate().any(|(column, word)| column > 0 && word.is_empty() && under(column));
    let known = lower.cells.iter().filter(|cell| meaning(&clean(cell), None) != HeadingMeaning::Unknown).count();
    let is_data = lower.cells.iter().any(|cell| cell.bytes().filter(u8::is_ascii_digit).count() >= 15);
    filled >= 2 && short && spans && known >= 1 && !is_data
}

/// A group's word counts for the blank cells to its right.
fn merged(upper: &HeadRow, lower: &HeadRow) -> Vec<Label> {
    let mut group = String::new();
    let width = upper.cells.len().max(lower.cells.len());
    let cell = |row: &HeadRow, column: usize| row.cells.get(column).map(|cell| written(cell)).unwrap_or_default();
    (0..width)
        .map(|column| {
            let (above, below) = (cell(upper, column), cell(lower, column));
            if !above.is_empty() {
                group.clone_from(&above);
            }
            if below.is_empty() { label(&above) } else { under_group(&group, &below) }
        })
        .collect()
}

fn under_group(group: &str, below: &str) -> Label {
    let (word, own) = (clean(group), clean(below));
    let both = Label { written: format!("{group}{below}"), cleaned: format!("{word}{own}"), of_others: false };
    if word.is_empty() || word == own {
        label(below)
    } else if speaks_of_others(&word) {
        Label { of_others: true, ..both }
    } else if meaning(&both.cleaned, None) == HeadingMeaning::Unknown && meaning(&own, None) != HeadingMeaning::Unknown
    {
        label(below)
    } else {
        both
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(line: u64, text: &str) -> HeadRow {
        HeadRow { line, cells: text.split(',').map(str::to_owned).collect(), open_quote: false }
    }

    #[test]
    fn headings_lose_what_is_no_part_of_them() {
        for heading in ["姓名*", " 姓　名＊", "\u{feff}姓名：", "姓\n名:", "*姓名", "姓名（必填）", "'姓名"]
        {
            assert_eq!(clean(heading), "姓名", "{heading:?}");
        }
        assert_eq!(clean("来本地日期(年-月-日)"), "来本地日期");
        assert_eq!(clean("姓名（房东）"), "姓名(房东)");
    }

    #[test]
    fn a_word_under_another_group_is_not_the_persons() {
        let upper = row(2, "序号,承租人,,,房东,,现居住地址");
        let lower = row(3, ",姓名,身份证号,户籍地址,姓名,电话,");
        let all = candidates(&[row(1, "租住人员登记表,,,,,,"), upper, lower]);
        let best = all.iter().max_by_key(|headings| fields(&headings.labels, None).len()).unwrap();
        assert_eq!((best.rows, best.line), (3, 3));
        let named: Vec<Field> = fields(&best.labels, None).into_iter().collect();
        assert_eq!(named, [Field::Name, Field::IdNumber, Field::Hukou, Field::Address]);
        assert!(best.labels[4].of_others && best.labels[4].written == "房东姓名");
    }

    #[test]
    fn a_lower_row_refines_the_upper_one() {
        let labels = merged(&row(1, "姓名,户籍,居住,"), &row(2, ",地址,地址,事由"));
        let cleaned: Vec<&str> = labels.iter().map(|label| label.cleaned.as_str()).collect();
        assert_eq!(cleaned, ["姓名", "户籍地址", "居住地址", "居住事由"]);
    }
}
