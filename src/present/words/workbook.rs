//! Words for workbooks: which sheet, what the sender cannot see, what a spreadsheet made of its cells.

use super::{Words, labels, quoted, text};
use crate::domain::lang::Lang;
use crate::intake::cells::NOT_WORKED_OUT;
use crate::intake::workbook::{BookFault, SheetName};

/// Why a workbook cannot be read.
pub fn fault(fault: BookFault, lang: Lang) -> Words {
    match fault {
        BookFault::Protected => {
            Words::new(text!(lang, "工作簿有密码，打不开", "the workbook is protected by a password")).hint(text!(
                lang,
                "请报送单位去掉密码再送来：文件 - 信息 - 保护工作簿，打开密码和修改密码都去掉",
                "ask the sender to take it off: File, Info, Protect Workbook; the password against change too"
            ))
        }
        BookFault::Damaged { part } => {
            let what = part_label(part, lang);
            Words::new(text!(
                lang,
                "工作簿损坏，读不全（{what}）",
                "the workbook is damaged and cannot be read whole ({what})"
            ))
            .hint(text!(
                lang,
                "用表格软件打开，另存为新的 .xlsx 再导入；打不开就请报送单位重送",
                "open it in a spreadsheet and save it as a new .xlsx; if it does not open, ask the sender for it again"
            ))
            .detail("part", part)
        }
        BookFault::TooBig { part } => {
            let what = part_label(part, lang);
            Words::new(text!(
                lang,
                "工作簿展开后超出任何花名册的大小（{what}）",
                "the workbook unfolds to more than any roster is ({what})"
            ))
            .hint(text!(
                lang,
                "看看是不是选错了文件；人真有这么多的，分成几个文件，或另存为 CSV",
                "look whether it is the right file; if there are so many people, split it or save it as CSV"
            ))
            .detail("part", part)
        }
    }
}

/// What a part of a workbook is called; a program's word for it where nobody else has one.
fn part_label(part: &'static str, lang: Lang) -> String {
    match part {
        "zip" => text!(lang, "压缩结构", "its zip structure"),
        "container" => text!(lang, "文件结构", "its container"),
        "workbook" | "relations" => text!(lang, "工作簿目录", "its list of sheets"),
        "worksheet" => text!(lang, "工作表", "a sheet"),
        "shared strings" => text!(lang, "文字", "its texts"),
        "styles" => text!(lang, "格式", "its formats"),
        "rows" => text!(lang, "行数", "its rows"),
        "columns" => text!(lang, "列数", "its columns"),
        other => other.to_owned(),
    }
}

pub fn several(sheets: &[SheetName], lang: Lang) -> Words {
    let names = listed(sheets, lang);
    let sentence = if sheets.iter().all(|sheet| sheet.hidden) {
        text!(
            lang,
            "像花名册的只有隐藏的工作表：{names}；看过再定",
            "the sheet that fits is hidden: {names}; look at it first"
        )
    } else {
        text!(lang, "几张工作表都像花名册：{names}；用哪一张？", "several sheets fit: {names}; which one is it?")
    };
    Words::new(sentence).hint(flags(sheets)).detail("sheets", given_names(sheets))
}

pub fn no_sheet(given: &str, sheets: &[SheetName], lang: Lang) -> Words {
    if sheets.is_empty() {
        return Words::new(text!(
            lang,
            "文件是文本，没有工作表“{given}”",
            "the file is a text and has no sheet \"{given}\""
        ))
        .once_more(text!(lang, "去掉 --sheet 再导入", "leave --sheet out and import again"), "--sheet")
        .detail("sheet", given)
        .detail("sheets", given_names(sheets));
    }
    let names = listed(sheets, lang);
    Words::new(text!(
        lang,
        "工作簿里没有“{given}”这张表，有的是：{names}",
        "the workbook has no sheet \"{given}\"; it has: {names}"
    ))
    .hint(flags(sheets))
    .detail("sheet", given)
    .detail("sheets", given_names(sheets))
}

pub fn wrong_sheet(given: &str, sheets: &[SheetName], lang: Lang) -> Words {
    let names = listed(sheets, lang);
    Words::new(text!(
        lang,
        "“{given}”这张表里没有表头，不是花名册；像花名册的是：{names}",
        "the sheet \"{given}\" has no headings and is no roster; what looks like one is: {names}"
    ))
    .hint(flags(sheets))
    .detail("sheet", given)
    .detail("sheets", given_names(sheets))
}

/// Sheets that would do as well, unread.
pub fn other_sheets(sheets: &[SheetName], lang: Lang) -> Words {
    let (names, flag) = (listed(sheets, lang), flags(sheets));
    Words::new(text!(
        lang,
        "工作簿里还有像花名册的表，没有读：{names}；也要收的，加 {flag} 再导入一次",
        "other sheets of the workbook look like a roster and were not read: {names}; to take one in, import again with {flag}"
    ))
    .detail("sheets", given_names(sheets))
}

fn given_names(sheets: &[SheetName]) -> Vec<String> {
    sheets.iter().map(|sheet| sheet.name.clone()).collect()
}

fn listed(sheets: &[SheetName], lang: Lang) -> String {
    labels::list(lang, &sheets.iter().map(|sheet| sheet_option(sheet, lang)).collect::<Vec<String>>())
}

/// A sheet as it is named where one is chosen.
pub fn sheet_option(sheet: &SheetName, lang: Lang) -> String {
    if sheet.hidden { text!(lang, "{}（隐藏）", "{} (hidden)", sheet.name) } else { sheet.name.clone() }
}

/// The flag that names the first of them.
fn flags(sheets: &[SheetName]) -> String {
    sheets.first().map(|sheet| format!("--sheet {}", quoted(&sheet.name))).unwrap_or_default()
}

/// Rows that the sender cannot see.
pub fn hidden_rows(rows: &[u64], left_out: bool, lang: Lang) -> Words {
    let (count, shown) = (rows.len(), ranges(rows));
    let sentence = if left_out {
        text!(
            lang,
            "有 {count} 行在表里看不见（隐藏或筛选掉了），没有收：第 {shown} 行",
            "rows that are hidden or filtered away in the sheet and were left out: {count} (rows {shown})"
        )
    } else {
        text!(
            lang,
            "有 {count} 行在表里看不见（隐藏或筛选掉了），也照收：第 {shown} 行；只要看得见的，加 --visible-only",
            "rows that are hidden or filtered away in the sheet and were read all the same: {count} (rows {shown}); with --visible-only they are left out"
        )
    };
    Words::new(sentence).detail("rows", rows.to_vec())
}

/// `3, 5-7, 9`: at most a dozen of them.
pub fn ranges(rows: &[u64]) -> String {
    const SHOWN: usize = 12;
    let mut spans: Vec<(u64, u64)> = Vec::new();
    for row in rows {
        match spans.last_mut() {
            Some((_, last)) if *last + 1 == *row => *last = *row,
            _ => spans.push((*row, *row)),
        }
    }
    let more = if spans.len() > SHOWN { " …" } else { "" };
    let word = |(first, last): &(u64, u64)| if first == last { first.to_string() } else { format!("{first}-{last}") };
    spans.iter().take(SHOWN).map(word).collect::<Vec<String>>().join(", ") + more
}

pub fn hidden_sheet(sheet: &str, lang: Lang) -> Words {
    Words::new(text!(lang, "“{sheet}”是一张隐藏的工作表", "the sheet \"{sheet}\" is hidden")).detail("sheet", sheet)
}

pub fn merged(lang: Lang) -> Words {
    Words::new(text!(
        lang,
        "这一格与上面的行合并，按上面的值收下",
        "the cell is merged with the row above and counts with its value"
    ))
}

pub fn day_number(cell: &str, day: &str, lang: Lang) -> Words {
    Words::new(text!(
        lang,
        "“{cell}”没有设成日期，按日期序号读作 {day}",
        "\"{cell}\" is not shown as a date; read as a day number it is {day}"
    ))
    .detail("cell", cell)
    .detail("day", day)
}

pub fn formula_failed(cell: &str, lang: Lang) -> Words {
    let sentence = if matches!(cell, "TRUE" | "FALSE") {
        text!(
            lang,
            "是 {cell}，公式或勾选留下的，不是内容",
            "{cell} is what a formula or a box to tick leaves, and no content"
        )
    } else if cell == NOT_WORKED_OUT {
        text!(
            lang,
            "是公式，文件里没有它的结果；用表格软件打开、保存一次就有了",
            "a formula, and the file does not have its result; open it in a spreadsheet and save it once"
        )
    } else {
        text!(lang, "公式出错，是 {cell}", "the formula failed: {cell}")
    };
    Words::new(sentence).detail("cell", cell)
}

pub fn bare_number(lang: Lang) -> Words {
    Words::new(text!(
        lang,
        "15 位号码在表里按数存着，请对照证件",
        "the 15-digit number is kept as a number in the sheet: compare with the card"
    ))
}

#[cfg(test)]
mod tests {
    use super::ranges;

    #[test]
    fn neighbours_are_told_as_a_range() {
        assert_eq!(ranges(&[3]), "3");
        assert_eq!(ranges(&[3, 5, 6, 7, 9, 10]), "3, 5-7, 9-10");
        assert!(ranges(&(0..100).map(|row| row * 2).collect::<Vec<u64>>()).ends_with("22 …"));
    }
}
