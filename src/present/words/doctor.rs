//! Words of the doctor: what ails a file as a whole, and how it is mended where it came from.

use super::{Describe, Words, labels, text};
use crate::domain::code::Code;
use crate::domain::lang::Lang;
use crate::intake::outer::Column;
use crate::intake::problem::DayTrouble;
use crate::jobs::import::doctor::{Ailing, Diagnosis};
use crate::present::explain;

impl Describe for Diagnosis {
    fn code(&self) -> Code {
        Diagnosis::code(self)
    }

    fn words(&self, lang: Lang) -> Words {
        match self {
            Diagnosis::RuinedNumbers { column, ailing } => ruined_numbers(column, *ailing, lang),
            Diagnosis::SwappedDays { field, column, cell, ailing } => swapped_days(column, cell, *ailing, lang)
                .detail("column", column.as_str())
                .detail("field", field.as_str())
                .detail("cell", cell.as_str()),
            Diagnosis::UnreadableDays { field, column, trouble, ailing } => {
                unreadable_days(column, *trouble, *ailing, lang)
                    .detail("column", column.as_str())
                    .detail("field", field.as_str())
                    .detail("trouble", trouble.as_str())
            }
            Diagnosis::WrongEncoding { label, ailing } => {
                let share = share(*ailing, lang);
                ailing_words(
                    *ailing,
                    text!(
                        lang,
                        "按 --encoding {label} 读，{share}有不成字的字节",
                        "read as --encoding {label}, {share} have bytes that are no character"
                    ),
                )
                .once_more(
                    text!(
                        lang,
                        "去掉 --encoding 再导入，编码会自动识别",
                        "leave --encoding out and import again, the encoding is recognised"
                    ),
                    "--encoding",
                )
                .detail("encoding", label.as_str())
            }
            Diagnosis::WrongNumberColumn { column, better, swapped, ailing } => {
                number_column(column, better, swapped.as_deref(), *ailing, lang)
            }
            Diagnosis::NoNumbers { column, ailing } => no_numbers(column, *ailing, lang),
            Diagnosis::Shifted { column, found, to_the_right, line, ailing } => {
                shifted(column, (found, *to_the_right), *line, *ailing, lang)
            }
            Diagnosis::OneCause { cause, column, ailing } => one_cause(*cause, column.as_deref(), *ailing, lang),
        }
    }
}

fn ruined_numbers(column: &str, ailing: Ailing, lang: Lang) -> Words {
    let share = share(ailing, lang);
    ailing_words(
        ailing,
        text!(
            lang,
            "{share}的“{column}”被表格软件改坏，丢了末几位",
            "a spreadsheet ruined \"{column}\" in {share}: the last digits are lost"
        ),
    )
    .hint(text!(
        lang,
        "请报送单位重新导出：先把“{column}”一列设为“文本”格式，再粘贴或录入号码，另存为“CSV UTF-8（逗号分隔）”",
        "ask the sender to export again: format \"{column}\" as text first, then paste or type the numbers, then save as \"CSV UTF-8 (comma delimited)\""
    ))
    .detail("column", column)
}

fn swapped_days(column: &str, cell: &str, ailing: Ailing, lang: Lang) -> Words {
    ailing_words(
        ailing,
        text!(
            lang,
            "“{column}”里有日在前的日期（如“{cell}”）：同一列读得通的日期，日和月也可能写反了",
            "\"{column}\" has days written day first (such as \"{cell}\"): day and month may have changed places in other days of the column too"
        ),
    )
    .hint(text!(
        lang,
        "请报送单位把“{column}”一列设为日期格式 yyyy-mm-dd，重新导出整份文件，不要只改退回的行",
        "ask the sender to format \"{column}\" as yyyy-mm-dd and to export the whole file again; do not mend the rejected rows alone"
    ))
}

fn unreadable_days(column: &str, trouble: DayTrouble, ailing: Ailing, lang: Lang) -> Words {
    let (share, trouble) = (share(ailing, lang), day_trouble(trouble, lang));
    ailing_words(
        ailing,
        text!(lang, "{share}的“{column}”不是日期：{trouble}", "\"{column}\" is no day in {share}: {trouble}"),
    )
    .hint(text!(
        lang,
        "请报送单位选中“{column}”一列，设为日期格式 yyyy-mm-dd，另存为“CSV UTF-8（逗号分隔）”",
        "ask the sender to format \"{column}\" as a date, yyyy-mm-dd, and to save as \"CSV UTF-8 (comma delimited)\""
    ))
}

fn one_cause(cause: Code, column: Option<&str>, ailing: Ailing, lang: Lang) -> Words {
    let (share, title) = (share(ailing, lang), explain::page(cause, lang).title);
    let place = column.map(|column| text!(lang, "（“{column}”列）", " (column \"{column}\")")).unwrap_or_default();
    let words = ailing_words(
        ailing,
        text!(
            lang,
            "{share}因同一个原因退回：[{cause}] {title}{place}",
            "{share} fail for one cause: [{cause}] {title}{place}"
        ),
    );
    let words = words.detail("cause", cause.as_str());
    match column {
        Some(column) => words.detail("column", column).hint(text!(
            lang,
            "请报送单位改好“{column}”一列，重新导出；怎么改：jzz explain {cause}",
            "ask the sender to put \"{column}\" right and to export again; how: jzz explain {cause}"
        )),
        None => words.hint(text!(
            lang,
            "请报送单位改好，重新导出；怎么改：jzz explain {cause}",
            "ask the sender to put it right and to export again; how: jzz explain {cause}"
        )),
    }
}

fn number_column(column: &str, better: &Column, swapped: Option<&str>, ailing: Ailing, lang: Lang) -> Words {
    let (share, letter) = (share(ailing, lang), &better.letter);
    let named = labels::column(lang, better);
    let words = ailing_words(
        ailing,
        text!(
            lang,
            "{share}的“{column}”不是身份号码，号码像是在 {named}",
            "\"{column}\" is no identity number in {share}; the numbers seem to stand in {named}"
        ),
    );
    let words = words.detail("column", column).detail("better", letter.as_str());
    match swapped {
        Some(own) => words.hint(text!(
            lang,
            "姓名和号码填反了：加上 --map {letter}=id_number --map {own}=name 再导入",
            "names and numbers changed places: import again with --map {letter}=id_number --map {own}=name"
        )),
        None => words.hint(text!(
            lang,
            "加上 --map {letter}=id_number 再导入",
            "import again with --map {letter}=id_number"
        )),
    }
}

fn no_numbers(column: &str, ailing: Ailing, lang: Lang) -> Words {
    let share = share(ailing, lang);
    ailing_words(
        ailing,
        text!(
            lang,
            "{share}的“{column}”填的不是号码，别的列里也没有号码",
            "\"{column}\" holds no numbers in {share}, and no other column does"
        ),
    )
    .hint(text!(
        lang,
        "请报送单位把身份证号码填进“{column}”一列（先设为“文本”格式），重新导出",
        "ask the sender to fill the identity numbers into \"{column}\", formatted as text first, and to export again"
    ))
    .detail("column", column)
}

fn shifted(column: &str, (found, to_the_right): (&Column, bool), line: u64, ailing: Ailing, lang: Lang) -> Words {
    let (share, named) = (share(ailing, lang), labels::column(lang, found));
    let (zh, en) = if to_the_right { ("右", "right") } else { ("左", "left") };
    ailing_words(
        ailing,
        text!(
            lang,
            "从第 {line} 行起，{share}的各格都往{zh}移了：“{column}”的号码到了 {named}，别的列也跟着移了",
            "from line {line} on the cells of {share} are shifted to the {en}: the numbers of \"{column}\" stand in {named}, and other cells are off with them"
        ),
    )
    .hint(text!(
        lang,
        "请报送单位在原表里把移开的各行移回标题下面，重新导出；不要用 --map 去凑",
        "ask the sender to move these rows back under their headings and to export again; no --map mends it"
    ))
    .detail("column", column)
    .detail("better", found.letter.as_str())
    .detail("line", line)
}

fn ailing_words(ailing: Ailing, sentence: String) -> Words {
    Words::new(sentence).detail("rows", ailing.rows).detail("of", ailing.of)
}

fn share(ailing: Ailing, lang: Lang) -> String {
    let Ailing { rows, of } = ailing;
    text!(lang, "{of} 行里有 {rows} 行", "{rows} of {of} rows")
}

fn day_trouble(trouble: DayTrouble, lang: Lang) -> String {
    match trouble {
        DayTrouble::Form => text!(lang, "不是认得的写法", "not in a known form"),
        DayTrouble::Impossible => text!(lang, "没有这样的日子", "days that do not exist"),
        DayTrouble::StandIn => text!(lang, "是填不出时的代用日期", "days that stand in for unknown ones"),
        DayTrouble::NoDayOfMonth => text!(lang, "没有写到日", "without the day of the month"),
        DayTrouble::TwoDigitYear => text!(lang, "年份不是四位", "years without four digits"),
        DayTrouble::OpenEnded => text!(lang, "写的是长期、至今", "open ends"),
        DayTrouble::Serial => text!(lang, "是表格软件的日期序号", "the numbers by which a spreadsheet counts days"),
    }
}
