//! Words for rosters: why a file cannot be used, what is wrong with a row, what is said once a file.

use serde_json::{Value, json};

use super::field::field_label;
use super::{Describe, Words, counted, labels, text, workbook};
use crate::domain::code::Code;
use crate::domain::lang::Lang;
use crate::domain::roster::{Field, RosterKind};
use crate::intake::bind::is_of;
use crate::intake::outer::{Column, Content, NearMiss};
use crate::intake::problem::DayTrouble;
use crate::intake::{Fact, FileNotice, Outer, RowProblem};

impl Describe for Outer {
    fn code(&self) -> Code {
        Outer::code(self)
    }

    fn words(&self, lang: Lang) -> Words {
        match self {
            Outer::NotText(content) => not_text(*content, lang),
            Outer::Empty => Words::new(text!(lang, "文件是空的，没有一行数据", "the file is empty")).hint(text!(
                lang,
                "看看是不是选错了文件，或请报送单位重送",
                "look whether it is the right file, or ask the sender for it again"
            )),
            Outer::UnknownEncoding { label } => {
                Words::new(text!(lang, "没有“{label}”这种编码", "no encoding is called \"{label}\""))
                    .hint("--encoding gb18030")
                    .detail("encoding", label.as_str())
            }
            Outer::WrongEncoding { label, found } => Words::new(text!(
                lang,
                "按 --encoding {label} 读不出表头；自动识别是 {found}，读得出",
                "read as --encoding {label} the file has no headings; it is recognised as {found} and then has"
            ))
            .once_more(text!(lang, "去掉 --encoding 再导入", "leave --encoding out and import again"), "--encoding")
            .detail("encoding", label.as_str())
            .detail("found", found.as_str()),
            Outer::NoHeadings { below: Some(line), .. } => headings_too_low(*line, lang),
            Outer::NoHeadings { best, below: None } => no_headings(best.as_ref(), lang),
            Outer::Missing { kind, fields, fits, unknown, likely } => {
                missing(*kind, fields, *fits, &Unbound { unknown, likely }, lang)
            }
            Outer::NoRows => Words::new(text!(
                lang,
                "表头下面没有一行数据",
                "there is no row of data below the headings"
            ))
            .hint(text!(
                lang,
                "打开文件看看是不是选错了、存的时候是不是少了行，再请报送单位重送",
                "open the file: is it the right one, was it saved without its rows? Then ask the sender for it again"
            )),
            Outer::WrongSheet { given, sheets } => workbook::wrong_sheet(given, sheets, lang),
            Outer::OpenQuote { line } => open_quote(*line, lang).hint(text!(
                lang,
                "用文本编辑器打开，把第 {line} 行多余的引号删掉，再导入",
                "open it in a text editor, delete the stray quote in line {line} and import it again"
            )),
            Outer::TwoColumns { field, columns, map } => two_columns(*field, columns, map, lang),
            Outer::UnknownField { given, kind } => unknown_field(given, *kind, lang),
            Outer::NoSuchColumn { given } => {
                Words::new(text!(lang, "文件里没有“{given}”这一列", "the file has no column \"{given}\""))
                    .hint(text!(
                        lang,
                        "表头照原文写，或者写列的字母，如 --map B=name",
                        "give --map a heading as written or a column's letter, as in --map B=name"
                    ))
                    .detail("column", given.as_str())
            }
            Outer::Book(fault) => workbook::fault(*fault, lang),
            Outer::SeveralSheets { sheets } => workbook::several(sheets, lang),
            Outer::NoSheet { given, sheets } => workbook::no_sheet(given, sheets, lang),
        }
    }
}

/// A quote among the headings, whether they could be read all the same or not.
fn open_quote(line: u64, lang: Lang) -> Words {
    Words::new(text!(
        lang,
        "第 {line} 行的表头里有一个引号没有配对",
        "a quote opened among the headings in line {line} is never closed"
    ))
    .detail("quote_line", line)
}

fn not_text(content: Content, lang: Lang) -> Words {
    let what = content_label(content, lang);
    let hint = match content {
        Content::Workbook
        | Content::BinaryWorkbook
        | Content::OldWorkbook
        | Content::OpenWorkbook
        | Content::XmlWorkbook
        | Content::WebPage => text!(
            lang,
            "用表格软件打开，另存为“Excel 工作簿（.xlsx）”，再导入",
            "open it in a spreadsheet, save it as \"Excel Workbook (.xlsx)\" and import that"
        ),
        Content::Word | Content::RichText => text!(
            lang,
            "请报送单位给出表格原件（.xlsx 或 CSV）；只有这一份的，把里面的表复制到表格软件里，存为 .xlsx",
            "ask the sender for the spreadsheet itself, as .xlsx or CSV; if there is none, copy the table into a spreadsheet and save that as .xlsx"
        ),
        Content::Pdf | Content::Image => text!(
            lang,
            "请报送单位给出表格原件（.xlsx 或 CSV）",
            "ask the sender for the table itself, as .xlsx or CSV"
        ),
        Content::Archive => text!(lang, "先解压，再导入里面的文件", "unpack it and import the file inside"),
        Content::Database | Content::Program | Content::Binary => text!(
            lang,
            "看看是不是选错了文件；花名册是 .xlsx、.xls、.ods 工作簿或 CSV 文本",
            "look whether it is the right file; a roster is a workbook (.xlsx, .xls, .ods) or a text (CSV)"
        ),
        Content::UnmarkedUtf16 { big } => format!("--encoding {}", if big { "utf-16be" } else { "utf-16le" }),
    };
    Words::new(text!(lang, "这不是能读的表格，而是{what}", "this is no table that can be read but {what}"))
        .hint(hint)
        .detail("content", content.as_str())
}

fn content_label(content: Content, lang: Lang) -> String {
    match content {
        Content::Workbook => text!(lang, "工作簿（.xlsx）", "a workbook (.xlsx)"),
        Content::BinaryWorkbook => text!(lang, "二进制工作簿（.xlsb）", "a binary workbook (.xlsb)"),
        Content::OldWorkbook => text!(lang, "旧版工作簿（.xls、.et）", "a workbook of the old kind (.xls, .et)"),
        Content::OpenWorkbook => text!(lang, "工作簿（.ods）", "a workbook (.ods)"),
        Content::XmlWorkbook => text!(lang, "XML 工作簿", "a workbook in XML"),
        Content::WebPage => text!(lang, "网页（HTML）", "a web page (HTML)"),
        Content::Pdf => text!(lang, "PDF 文件", "a PDF"),
        Content::Word => text!(lang, "Word 文档", "a Word document"),
        Content::RichText => text!(lang, "RTF 文档", "a document in RTF"),
        Content::Image => text!(lang, "图片", "an image"),
        Content::Archive => text!(lang, "压缩包", "an archive"),
        Content::Database => text!(lang, "数据库文件", "a database"),
        Content::Program => text!(lang, "程序", "a program"),
        Content::Binary => text!(lang, "二进制文件", "a binary file"),
        Content::UnmarkedUtf16 { .. } => text!(lang, "没有标记的 UTF-16 文本", "UTF-16 without its mark"),
    }
}

fn no_headings(best: Option<&NearMiss>, lang: Lang) -> Words {
    let sentence = text!(
        lang,
        "前 20 行里找不到表头：要有“公民身份号码”，人员花名册还要有“姓名”",
        "no headings in the first 20 rows: there must be 公民身份号码, and 姓名 in a roster of people"
    );
    let hint = text!(
        lang,
        "给文件加上一行表头，如 姓名,公民身份号码,户籍地址,社区代码,现居住地址,居住事由；表头另有说法的，再写明哪一列是号码：--map 【表头】=id_number",
        "put a row of headings on top, such as 姓名,公民身份号码,户籍地址,社区代码,现居住地址,居住事由; where they are worded otherwise, say besides which is the number: --map _HEADING_=id_number"
    );
    let Some(NearMiss { line, cells }) = best else { return Words::new(sentence).hint(hint) };
    let shown = cells.join(text!(lang, "、", ", ").as_str());
    let nearest = text!(lang, "；最像表头的第 {line} 行是：{shown}", "; the nearest, line {line}, has: {shown}");
    Words::new(sentence + &nearest).hint(hint).detail("line", *line).detail("cells", cells.clone())
}

fn headings_too_low(line: u64, lang: Lang) -> Words {
    let sentence = text!(
        lang,
        "前 20 行里没有表头，第 {line} 行像是表头：表头要在前 20 行",
        "no headings in the first 20 rows; line {line} looks like them, and they must stand in the first 20"
    );
    let hint = text!(
        lang,
        "删掉第 {line} 行上面的说明（另存一份），再导入",
        "delete what stands above line {line} (in a copy) and import that"
    );
    Words::new(sentence).hint(hint).detail("line", line)
}

/// The headings that were bound to nothing.
struct Unbound<'a> {
    unknown: &'a [Column],
    likely: &'a [(Field, String)],
}

fn missing(kind: RosterKind, fields: &[Field], fits: Option<RosterKind>, unbound: &Unbound, lang: Lang) -> Words {
    let named: Vec<String> = fields.iter().map(|field| field_label(*field, lang)).collect();
    let named = named.join(text!(lang, "、", ", ").as_str());
    let keys: Vec<&str> = fields.iter().map(|field| field.as_str()).collect();
    let mut words = Words::new(text!(lang, "缺少必需的列：{named}", "needed columns are nowhere: {named}"))
        .detail("kind", kind.as_str())
        .detail("fields", keys)
        .detail("unknown", columns_value(unbound.unknown));
    let Some(fits) = fits else {
        if !unbound.unknown.is_empty() {
            let listed = some_columns(unbound.unknown, lang);
            words.sentence = text!(
                lang,
                "{}；没有认出的表头：{listed}",
                "{}; headings that nothing was made of: {listed}",
                words.sentence
            );
        }
        let flag = |field: &Field| match unbound.likely.iter().find(|(likely, _)| likely == field) {
            Some((field, column)) => format!("--map {column}={}", field.as_str()),
            None => flag_for(*field, lang),
        };
        let flags: Vec<String> = fields.iter().map(flag).collect();
        return words.hint(flags.join(" "));
    };
    let (given, told) = (labels::roster_kind(lang, kind), labels::roster_kind(lang, fits));
    words.sentence = text!(
        lang,
        "按{given}读，{}；看表头，这是一份{told}",
        "as a roster of the kind \"{given}\", {}; its headings are those of the kind \"{told}\"",
        words.sentence
    );
    words
        .once_more(text!(lang, "去掉 --kind 再来一次", "leave --kind out and do it again"), "--kind")
        .detail("fits", fits.as_str())
}

/// The first of them, and that there are more.
fn some_columns(columns: &[Column], lang: Lang) -> String {
    const SHOWN: usize = 8;
    let shown: Vec<String> = columns.iter().take(SHOWN).map(|column| labels::column(lang, column)).collect();
    let listed = shown.join(&text!(lang, "、", ", "));
    let total = columns.len();
    if total > SHOWN { text!(lang, "{listed}等 {total} 列", "{listed} and more ({total} in all)") } else { listed }
}

/// The flag that stands in for a missing column.
fn flag_for(field: Field, lang: Lang) -> String {
    let key = field.as_str();
    if field == Field::Unit {
        text!(lang, "--unit 【单位】", "--unit _UNIT_")
    } else if field == Field::Counter {
        text!(lang, "--counter 【受理点】", "--counter _COUNTER_")
    } else if field == Field::Reason {
        text!(lang, "--set reason=【事由】", "--set reason=_REASON_")
    } else {
        text!(lang, "--map 【表头】={key}", "--map _HEADING_={key}")
    }
}

fn two_columns(field: Field, columns: &[Column], map: &str, lang: Lang) -> Words {
    let label = field_label(field, lang);
    let both: Vec<String> = columns.iter().map(|column| labels::column(lang, column)).collect();
    let both = both.join(text!(lang, "和", " and ").as_str());
    Words::new(text!(lang, "{both}都像是{label}，只能用一列", "{both} both look like the {label}; only one can be it"))
        .hint(map)
        .detail("field", field.as_str())
        .detail("columns", columns_value(columns))
}

fn unknown_field(given: &str, kind: Option<RosterKind>, lang: Lang) -> Words {
    let of = |kind: RosterKind| {
        let named = Field::ALL.iter().filter(|field| is_of(**field, kind)).map(|field| match lang {
            Lang::Zh => field_label(*field, lang),
            Lang::En => field.as_str().to_owned(),
        });
        named.collect::<Vec<String>>().join(&text!(lang, "、", " "))
    };
    let of_each = || {
        let each = RosterKind::ALL.map(|kind| {
            let roster = labels::roster_kind(lang, kind);
            text!(lang, "{roster}的登记项：{}", "fields of the {roster}: {}", of(kind))
        });
        each.join("\n")
    };
    let hint = kind.map_or_else(of_each, |kind| text!(lang, "登记项有：{}", "the fields are: {}", of(kind)));
    Words::new(text!(lang, "“{given}”里没有登记项的名字", "\"{given}\" names no field"))
        .hint(hint)
        .detail("given", given)
}

fn columns_value(columns: &[Column]) -> Value {
    columns.iter().map(|column| json!({"letter": column.letter, "heading": column.heading})).collect()
}

impl Describe for RowProblem {
    fn code(&self) -> Code {
        RowProblem::code(self)
    }

    fn words(&self, lang: Lang) -> Words {
        let mut words = fact(&self.fact, lang);
        if let Some(column) = &self.column {
            words.sentence = text!(lang, "“{column}”：{}", "\"{column}\": {}", words.sentence);
            words = words.detail("column", column.as_str());
        }
        match self.field {
            Some(field) => words.detail("field", field.as_str()),
            None => words,
        }
    }
}

fn fact(fact: &Fact, lang: Lang) -> Words {
    match fact {
        Fact::Cells { headings, cells } => {
            let (headings_en, cells_en) = (counted(headings, "heading"), counted(cells, "cell"));
            Words::new(text!(
                lang,
                "表头有 {headings} 列，这一行有 {cells} 格",
                "the row has {cells_en} under {headings_en}"
            ))
            .detail("headings", *headings)
            .detail("cells", *cells)
        }
        Fact::Bytes { hex } if hex.is_empty() => Words::new(text!(
            lang,
            "有字在送来之前就已丢失（U+FFFD）",
            "a character was lost before the file was sent (U+FFFD)"
        )),
        Fact::Bytes { hex } => Words::new(text!(lang, "有不成字的字节：{hex}", "bytes that are no character: {hex}"))
            .detail("bytes", hex.as_str()),
        Fact::Quote { line } => {
            Words::new(text!(lang, "第 {line} 行的引号没有配对", "a quote opened in line {line} is never closed"))
                .detail("quote_line", *line)
        }
        Fact::TooLong { limit } => {
            Words::new(text!(lang, "一格超过 {limit} 个字", "a cell has more than {limit} characters"))
                .detail("limit", *limit)
        }
        Fact::Controls { points } => Words::new(text!(lang, "有控制字符：{points}", "control characters: {points}"))
            .detail("characters", points.as_str()),
        Fact::PrivateUse { points } => Words::new(text!(
            lang,
            "有自造字（私用区）：{points}，请核对原件",
            "characters of private use: {points}; compare with the paper"
        ))
        .detail("characters", points.as_str()),
        Fact::Day { cell, trouble } => day(cell, *trouble, lang),
        Fact::Phone { cell } => Words::new(text!(
            lang,
            "电话“{cell}”读不出来，原文留着",
            "the phone \"{cell}\" is not readable; its text is kept"
        ))
        .detail("cell", cell.as_str()),
        Fact::DayNumber { cell, day } => workbook::day_number(cell, day, lang),
        Fact::Merged => workbook::merged(lang),
        Fact::Ditto { cell } => Words::new(text!(
            lang,
            "“{cell}”不是内容，请每一行写全",
            "\"{cell}\" only points at the row above: write every row out in full"
        ))
        .detail("cell", cell.as_str()),
        Fact::FormulaFailed { cell } => workbook::formula_failed(cell, lang),
        Fact::BareNumber => workbook::bare_number(lang),
        Fact::LostDigits => lost_digits(lang),
        Fact::PerhapsLostDigits { others_in_column } => perhaps_lost_digits(*others_in_column, lang),
    }
}

fn lost_digits(lang: Lang) -> Words {
    Words::new(text!(lang, "号码的末几位被表格软件丢掉了", "the spreadsheet lost the last digits of the number"))
        .hint(text_first(lang))
}

/// How numbers are typed so that a spreadsheet keeps them whole.
pub fn text_first(lang: Lang) -> String {
    text!(
        lang,
        "照证件重新录入：先把这一列设为“文本”，再输号码",
        "enter it again from the card: format the column as text before typing"
    )
}

fn perhaps_lost_digits(others_in_column: bool, lang: Lang) -> Words {
    let sentence = if others_in_column {
        text!(
            lang,
            "这一列有号码被表格软件改坏，这一个也可能丢了末几位：请对照证件",
            "a spreadsheet ruined other numbers of this column, and perhaps this one: look at the card"
        )
    } else {
        text!(
            lang,
            "号码以 000 结尾，可能被表格软件丢了末几位：请对照证件",
            "the number ends in 000; a spreadsheet may have lost its last digits: look at the card"
        )
    };
    Words::new(sentence).detail("others_in_column", others_in_column)
}

fn day(cell: &str, trouble: DayTrouble, lang: Lang) -> Words {
    let sentence = match trouble {
        DayTrouble::Form => text!(lang, "“{cell}”不是认得的日期写法", "\"{cell}\" is no day in a known form"),
        DayTrouble::Impossible => text!(lang, "没有“{cell}”这一天", "there is no day \"{cell}\""),
        DayTrouble::StandIn => {
            text!(lang, "“{cell}”是填不出时的代用日期，不当作日期", "\"{cell}\" stands in for a day that nobody knows")
        }
        DayTrouble::NoDayOfMonth => text!(lang, "“{cell}”没有写到日", "\"{cell}\" lacks the day of the month"),
        DayTrouble::TwoDigitYear => text!(lang, "“{cell}”的年份不是四位", "the year of \"{cell}\" has not four digits"),
        DayTrouble::OpenEnded => text!(lang, "“{cell}”不是一个日期", "\"{cell}\" is no day"),
        DayTrouble::Serial => text!(
            lang,
            "“{cell}”是表格软件的日期序号，不是日期",
            "\"{cell}\" is the number by which a spreadsheet counts days"
        ),
    };
    Words::new(sentence)
        .hint(text!(lang, "日期按 年-月-日 的样子写全", "write the day in the form YYYY-MM-DD"))
        .detail("cell", cell)
        .detail("trouble", trouble.as_str())
}

impl Describe for FileNotice {
    fn code(&self) -> Code {
        FileNotice::code(self)
    }

    fn words(&self, lang: Lang) -> Words {
        match self {
            FileNotice::Weak { field, column } => {
                let (label, named) = (field_label(*field, lang), labels::column(lang, column));
                Words::new(text!(
                    lang,
                    "没有别的列，{label}取自{named}，两者未必是一回事",
                    "the {label} is taken from {named} for want of a better column; it may not be the same thing"
                ))
                .detail("field", field.as_str())
                .detail("columns", columns_value(std::slice::from_ref(column)))
            }
            FileNotice::Doubled { field, columns } => {
                let label = field_label(*field, lang);
                let all: Vec<String> = columns.iter().map(|column| labels::column(lang, column)).collect();
                let all = all.join(text!(lang, "、", ", ").as_str());
                Words::new(text!(
                    lang,
                    "{label}有几列：{all}；每行取最先填了的一格",
                    "several columns for the {label}: {all}; in each row the first filled cell counts"
                ))
                .detail("field", field.as_str())
                .detail("columns", columns_value(columns))
            }
            FileNotice::Refused { columns } => {
                let all: Vec<String> = columns.iter().map(|column| labels::column(lang, column)).collect();
                let all = all.join(text!(lang, "、", ", ").as_str());
                Words::new(text!(
                    lang,
                    "登记簿不收这些内容，没有读：{all}",
                    "the register refuses to hold these, they were not read: {all}"
                ))
                .detail("columns", columns_value(columns))
            }
            FileNotice::OpenQuote { line } => open_quote(*line, lang),
            FileNotice::HiddenRows { rows, left_out } => workbook::hidden_rows(rows, *left_out, lang),
            FileNotice::HiddenSheet { sheet } => workbook::hidden_sheet(sheet, lang),
            FileNotice::OtherSheets { sheets } => workbook::other_sheets(sheets, lang),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_refusal_has_words_in_both_languages() {
        let column = Column { letter: "A".to_owned(), heading: "姓名".to_owned() };
        let outers = [
            Outer::NotText(Content::Workbook),
            Outer::Empty,
            Outer::UnknownEncoding { label: "x".to_owned() },
            Outer::WrongEncoding { label: "x".to_owned(), found: "y".to_owned() },
            Outer::NoHeadings { best: Some(NearMiss { line: 1, cells: vec!["a".to_owned()] }), below: None },
            Outer::NoHeadings { best: None, below: Some(25) },
            Outer::Missing {
                kind: RosterKind::People,
                fields: vec![Field::Unit, Field::Name],
                fits: None,
                unknown: vec![column.clone()],
                likely: vec![(Field::Unit, "A".to_owned())],
            },
            Outer::Missing {
                kind: RosterKind::People,
                fields: vec![Field::Name],
                fits: Some(RosterKind::Departures),
                unknown: Vec::new(),
                likely: Vec::new(),
            },
            Outer::NoRows,
            Outer::OpenQuote { line: 1 },
            Outer::TwoColumns {
                field: Field::Name,
                columns: vec![column.clone(), column],
                map: "--map A=name".to_owned(),
            },
            Outer::UnknownField { given: "x".to_owned(), kind: None },
            Outer::NoSuchColumn { given: "Z".to_owned() },
        ];
        for outer in outers {
            let (zh, en) = (outer.words(Lang::Zh), outer.words(Lang::En));
            assert!(!zh.sentence.is_ascii(), "{zh:?}");
            assert_ne!(zh.sentence, en.sentence);
            assert_eq!(zh.details, en.details);
        }
    }

    #[test]
    fn a_row_problem_names_its_column() {
        let fact = Fact::Day { cell: "2012-03".to_owned(), trouble: DayTrouble::NoDayOfMonth };
        let column = Some("来本地日期".to_owned());
        let words = RowProblem { field: Some(Field::ArrivedOn), column, reject: true, fact }.words(Lang::Zh);
        assert_eq!(words.sentence, "“来本地日期”：“2012-03”没有写到日");
        assert_eq!(words.details["field"], "arrived_on");
    }
}
