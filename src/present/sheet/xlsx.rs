//! A sheet as a workbook: real numbers and days, a frozen heading, and a second sheet that says what is
//! counted. The same sheet gives the same bytes: no clock enters, the properties bear the day asked for.
//!
//! Texts are written as texts, never as formulas; one that begins like a formula is marked as quoted, so
//! that it stays a text also when somebody edits its cell.

use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

use super::{Kind, Sheet, Total, Value};
use crate::domain::calendar::Day;
use crate::present::csv::begins_like_a_formula;
use crate::present::printable;
use crate::present::table::display_width;
use crate::present::words::fault::Fault;
use crate::present::words::{labels, text};

pub fn workbook(sheet: &Sheet) -> Result<Vec<u8>, Fault> {
    written(sheet).map_err(|error| Fault::of(error.to_string()))
}

fn written(sheet: &Sheet) -> Result<Vec<u8>, XlsxError> {
    let lang = sheet.lang;
    let mut book = Workbook::new();
    let properties = DocProperties::new()
        .set_title(printable(&sheet.title))
        .set_author("jzz")
        .set_creation_datetime(&excel_day(sheet.as_of)?);
    book.set_properties(&properties);
    figures(sheet, book.add_worksheet().set_name(text!(lang, "数据", "Figures"))?)?;
    about(sheet, book.add_worksheet().set_name(text!(lang, "说明", "Definition"))?)?;
    book.save_to_buffer()
}

fn excel_day(day: Day) -> Result<ExcelDateTime, XlsxError> {
    let small = |number: i8| u8::try_from(number).unwrap_or(1);
    ExcelDateTime::from_ymd(u16::try_from(day.year()).unwrap_or(1900), small(day.month()), small(day.day_of_month()))
}

/// The widest a column becomes, in characters of the sheet's font.
const WIDEST: usize = 48;

fn figures(sheet: &Sheet, page: &mut Worksheet) -> Result<(), XlsxError> {
    let heading = Format::new().set_bold().set_border_bottom(FormatBorder::Thin).set_text_wrap();
    let titles = sheet.key_title.iter().cloned().chain(sheet.shown().map(|(_, column)| column.full_title()));
    let mut widths: Vec<usize> = Vec::new();
    for (at, title) in (0u16..).zip(titles) {
        page.write_string_with_format(0, at, printable(&title), &heading)?;
        widths.push(display_width(&title));
    }
    let kinds = sheet.key_title.iter().map(|_| Kind::Text).chain(sheet.shown().map(|(_, column)| column.kind));
    let kinds: Vec<Kind> = kinds.collect();
    let (plain, last) = (Formats::new(false), Formats::new(true));
    for (line, (row, is_total)) in (1u32..).zip(sheet.shown_rows()) {
        let formats = if is_total { &last } else { &plain };
        let key = sheet.key_title.as_ref().map(|_| Value::text(sheet.key_shown(row)));
        let values = sheet.shown().map(|(at, _)| row.values.get(at).unwrap_or(&Value::None));
        for ((at, value), kind) in (0u16..).zip(key.iter().chain(values)).zip(&kinds) {
            put(page, (line, at), value, *kind, formats)?;
            if let Some(width) = widths.get_mut(usize::from(at)) {
                *width = (*width).max(width_of(value));
            }
        }
    }
    for (at, width) in (0u16..).zip(widths) {
        page.set_column_width(at, f64::from(u8::try_from(width.min(WIDEST)).unwrap_or(48)) + 2.0)?;
    }
    page.set_freeze_panes(1, u16::from(sheet.key_title.is_some()))?;
    page.set_repeat_rows(0, 0)?;
    page.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
    page.set_footer(format!("&L{}&R&P / &N", sheet.title.replace('&', "&&")));
    Ok(())
}

fn width_of(value: &Value) -> usize {
    match value {
        Value::None | Value::Hidden => 1,
        Value::Text(text) | Value::Rate(text) => display_width(text),
        Value::Count(count) => count.to_string().len(),
        Value::Day(_) => 10,
        Value::Halves(_) | Value::Unit { .. } | Value::Said { .. } => display_width(&value.words()),
    }
}

/// The formats of a row's cells, made once: a format made for each cell costs more than the cell.
struct Formats {
    text: Format,
    /// A text that begins like a formula.
    quoted: Format,
    /// What stands where no number is.
    mark: Format,
    count: Format,
    halves: Format,
    rate: Format,
    day: Format,
}

impl Formats {
    fn new(is_total: bool) -> Formats {
        let text = if is_total { Format::new().set_bold().set_border_top(FormatBorder::Thin) } else { Format::new() };
        let number = |pattern: &str| text.clone().set_num_format(pattern);
        Formats {
            quoted: text.clone().set_quote_prefix(),
            mark: text.clone().set_align(FormatAlign::Right),
            count: number("0"),
            halves: number("0.#"),
            rate: number("0.00"),
            day: number("yyyy-mm-dd"),
            text,
        }
    }
}

fn put(page: &mut Worksheet, at: (u32, u16), value: &Value, kind: Kind, formats: &Formats) -> Result<(), XlsxError> {
    let (row, column) = at;
    match value {
        Value::None if kind == Kind::Text => page.write_blank(row, column, &formats.text)?,
        Value::None => page.write_string_with_format(row, column, "—", &formats.mark)?,
        Value::Hidden => page.write_string_with_format(row, column, "*", &formats.mark)?,
        Value::Text(text) => return put_text(page, at, text, formats),
        Value::Unit { .. } | Value::Said { .. } => return put_text(page, at, &value.words(), formats),
        Value::Halves(twice) => {
            #[expect(clippy::cast_precision_loss, reason = "a workbook has no other number")]
            let number = *twice as f64 / 2.0;
            page.write_number_with_format(row, column, number, &formats.halves)?
        }
        Value::Count(count) => {
            // Counts are far below 2^53, where a workbook's numbers stop being exact.
            #[expect(clippy::cast_precision_loss, reason = "a workbook has no other number")]
            let number = *count as f64;
            page.write_number_with_format(row, column, number, &formats.count)?
        }
        Value::Rate(rate) => match rate.parse::<f64>() {
            Ok(number) => page.write_number_with_format(row, column, number, &formats.rate)?,
            Err(_) => page.write_string_with_format(row, column, rate, &formats.text)?,
        },
        Value::Day(day) => page.write_datetime_with_format(row, column, excel_day(*day)?, &formats.day)?,
    };
    Ok(())
}

fn put_text(page: &mut Worksheet, at: (u32, u16), text: &str, formats: &Formats) -> Result<(), XlsxError> {
    let format = if begins_like_a_formula(text) { &formats.quoted } else { &formats.text };
    page.write_string_with_format(at.0, at.1, printable(text), format)?;
    Ok(())
}

/// What is counted, of which day, by which version; the notes, the identities.
fn about(sheet: &Sheet, page: &mut Worksheet) -> Result<(), XlsxError> {
    let lang = sheet.lang;
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let label = Format::new().set_bold().set_align(FormatAlign::Top);
    let day = Format::new().set_num_format("yyyy-mm-dd").set_align(FormatAlign::Left);
    page.set_column_width(0, 24)?.set_column_width(1, 100)?;
    let mut row = 0;
    let mut say = |name: String, said: &str| -> Result<u32, XlsxError> {
        page.write_string_with_format(row, 0, name, &label)?;
        page.write_string_with_format(row, 1, printable(said), &wrapped)?;
        row += 1;
        Ok(row - 1)
    };
    say(text!(lang, "报表", "Report"), &sheet.title)?;
    let at = say(text!(lang, "截至日期", "As of"), "")?;
    say(text!(lang, "定义", "Definition"), &sheet.definition)?;
    for note in &sheet.notes {
        say(text!(lang, "说明", "Note"), note)?;
    }
    if let Total::Count(count) = &sheet.total {
        say(labels::count(lang).to_owned(), &count.to_string())?;
    }
    for check in &sheet.checks {
        say(text!(lang, "勾稽", "Identity"), &format!("{} ({} = {})", check.words, check.left, check.right))?;
    }
    if sheet.specimen {
        say(
            text!(lang, "样张", "SPECIMEN"),
            &text!(lang, "练习登记库，人员均为虚构", "a practice register: all people are made up"),
        )?;
    }
    say(text!(lang, "程序版本", "Program"), concat!("jzz ", env!("CARGO_PKG_VERSION")))?;
    page.write_datetime_with_format(at, 1, excel_day(sheet.as_of)?, &day)?;
    page.set_paper_size(9).set_print_fit_to_pages(1, 0);
    Ok(())
}
