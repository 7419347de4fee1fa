//! The form of a roster to be filled in: its headings, and beside them what belongs into each column.
//!
//! All columns of the workbook are formatted as text: a spreadsheet that takes an identity number for a
//! number loses its last digits, and a code its leading zero.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, XlsxError};
use serde::Serialize;

use super::table::{Column, Table};
use super::words::fault::Fault;
use super::words::{labels, template, text};
use crate::domain::calendar::Day;
use crate::domain::lang::Lang;
use crate::domain::roster::{Field, RosterKind};

/// A form.
#[derive(Debug, Serialize)]
pub struct Template {
    kind: &'static str,
    columns: Vec<TemplateColumn>,
    #[serde(skip)]
    of: RosterKind,
}

#[derive(Debug, Serialize)]
struct TemplateColumn {
    field: &'static str,
    heading: &'static str,
    needed: bool,
    meaning: String,
    codes: Vec<String>,
}

/// The fields of a kind's form under their headings, in order.
fn fields(kind: RosterKind) -> &'static [(Field, &'static str)] {
    match kind {
        RosterKind::People => &[
            (Field::Name, "姓名"),
            (Field::Sex, "性别"),
            (Field::Ethnic, "民族"),
            (Field::IdNumber, "公民身份号码"),
            (Field::Hukou, "户籍地址"),
            (Field::Unit, "社区代码"),
            (Field::Address, "现居住地址"),
            (Field::Reason, "居住事由"),
            (Field::Dwelling, "居住处所"),
            (Field::Phone, "联系电话"),
            (Field::Workplace, "服务处所"),
            (Field::ArrivedOn, "来本地日期"),
            (Field::RegisteredOn, "登记日期"),
        ],
        RosterKind::Permits => &[
            (Field::IdNumber, "公民身份号码"),
            (Field::PermitNumber, "居住证号"),
            (Field::Counter, "受理点"),
            (Field::IssuedOn, "发证日期"),
            (Field::EndorsedOn, "签注日期"),
            (Field::CardEndedOn, "注销日期"),
            (Field::EndReason, "注销原因"),
        ],
        RosterKind::Departures => {
            &[(Field::IdNumber, "公民身份号码"), (Field::LeftOn, "离开日期"), (Field::To, "去向")]
        }
    }
}

impl Template {
    pub fn of(kind: RosterKind, lang: Lang) -> Template {
        let column = |(field, heading): &(Field, &'static str)| TemplateColumn {
            field: field.shown(),
            heading,
            needed: kind.must().contains(field),
            meaning: template::meaning(*field, lang),
            codes: template::codes(*field, lang),
        };
        Template { kind: kind.as_str(), columns: fields(kind).iter().map(column).collect(), of: kind }
    }

    /// The headings alone, for the rows to follow.
    pub fn headings(&self) -> Table {
        let columns = self.columns.iter().map(|column| Column::text(column.field, column.heading.to_owned()));
        Table { columns: columns.collect(), ..Table::default() }
    }

    /// # Errors
    /// A fault of the program.
    pub fn workbook(&self, on: Day, lang: Lang) -> Result<Vec<u8>, Fault> {
        self.filled(&[], on, lang).map_err(|error| Fault::of(error.to_string()))
    }

    fn filled(&self, rows: &[Vec<&str>], on: Day, lang: Lang) -> Result<Vec<u8>, XlsxError> {
        let mut book = Workbook::new();
        let small = |number: i8| u8::try_from(number).unwrap_or(1);
        let made = ExcelDateTime::from_ymd(
            u16::try_from(on.year()).unwrap_or(1900),
            small(on.month()),
            small(on.day_of_month()),
        )?;
        book.set_properties(&DocProperties::new().set_author("jzz").set_creation_datetime(&made));
        let page = book.add_worksheet().set_name(labels::roster_kind(lang, self.of))?;
        let text = Format::new().set_num_format("@");
        let heading = text.clone().set_bold().set_border_bottom(FormatBorder::Thin);
        for (at, column) in (0u16..).zip(&self.columns) {
            page.set_column_format(at, &text)?;
            page.set_column_width(at, if matches!(column.heading.chars().count(), 0..=4) { 14 } else { 24 })?;
            page.write_string_with_format(0, at, column.heading, &heading)?;
        }
        page.set_freeze_panes(1, 0)?;
        for (row, cells) in (1u32..).zip(rows) {
            for (at, cell) in (0u16..).zip(cells).filter(|(_, cell)| !cell.is_empty()) {
                page.write_string_with_format(row, at, *cell, &text)?;
            }
        }
        self.explain(&mut book, lang)?;
        book.save_to_buffer()
    }

    /// The second sheet: what belongs into each column, and the codes it may hold.
    fn explain(&self, book: &mut Workbook, lang: Lang) -> Result<(), XlsxError> {
        let page = book.add_worksheet().set_name(text!(lang, "填写说明", "How to fill in"))?;
        let heading = Format::new().set_bold().set_border_bottom(FormatBorder::Thin);
        let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
        let titles = [
            text!(lang, "栏", "Column"),
            text!(lang, "必填", "Needed"),
            text!(lang, "怎么填", "What belongs there"),
            text!(lang, "可填的代码或名称", "Codes or labels"),
        ];
        for ((at, title), width) in (0u16..).zip(titles).zip([18, 8, 60, 60]) {
            page.set_column_width(at, width)?;
            page.write_string_with_format(0, at, title, &heading)?;
        }
        for (row, column) in (1u32..).zip(&self.columns) {
            let needed = if column.needed { text!(lang, "是", "yes") } else { String::new() };
            page.write_string_with_format(row, 0, column.heading, &wrapped)?;
            page.write_string_with_format(row, 1, needed, &wrapped)?;
            page.write_string_with_format(row, 2, &column.meaning, &wrapped)?;
            page.write_string_with_format(row, 3, column.codes.join(&text!(lang, "、", ", ")), &wrapped)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;
    use crate::intake::workbook::Seekable;
    use crate::intake::{Form, Record, Request, book};

    fn day() -> Day {
        Day::parse_iso("2016-03-01").unwrap()
    }

    fn rows_of(bytes: &[u8]) -> Result<Vec<Vec<String>>, book::BookError> {
        let bytes = bytes.to_vec();
        let opener = || Ok(Box::new(Cursor::new(bytes.clone())) as Box<dyn Seekable>);
        let given = [Field::Counter];
        let plan = book::plan(&bytes, &opener, &Request { given: &given, ..Request::default() })?;
        let Form::Sheet(sheet) = &plan.form else { panic!("a sheet") };
        let mut rows = plan.sheet_rows(sheet, &opener)?;
        let mut record = Record::default();
        let mut found = Vec::new();
        while rows.next(&mut record)? {
            assert!(record.problems.is_empty(), "{:?}", record.problems);
            found.push(record.cells().map(str::to_owned).collect());
        }
        Ok(found)
    }

    #[test]
    fn a_form_that_is_filled_in_is_a_roster() {
        let people = vec![
            "张三",
            "",
            "",
            "520199199001010017",
            "遵义市",
            "520102400",
            "练习路1号",
            "01",
            "租赁房屋",
            "",
            "",
            "2016-02-01",
            "",
        ];
        let permits = vec!["520199199001010017", "贵JZ1", "520102400", "2016-03-01", "", "", ""];
        let departures = vec!["520199199001010017", "2016-03-01", "遵义"];
        for (kind, row) in
            [(RosterKind::People, people), (RosterKind::Permits, permits), (RosterKind::Departures, departures)]
        {
            for lang in [Lang::Zh, Lang::En] {
                let filled = Template::of(kind, lang).filled(std::slice::from_ref(&row), day(), lang).unwrap();
                assert_eq!(rows_of(&filled).unwrap(), std::slice::from_ref(&row), "{kind:?}");
            }
        }
    }

    #[test]
    fn an_empty_form_binds_and_has_no_rows_and_is_the_same_bytes_each_time() {
        for kind in RosterKind::ALL {
            let form = Template::of(kind, Lang::Zh);
            let bytes = form.workbook(day(), Lang::Zh).unwrap();
            assert_eq!(bytes, form.workbook(day(), Lang::Zh).unwrap());
            let Err(book::BookError::Outer(outer)) = rows_of(&bytes) else { panic!("{kind:?} has no rows") };
            assert_eq!(outer, crate::intake::Outer::NoRows, "{kind:?}");
        }
    }

    #[test]
    fn every_needed_field_has_its_column_or_is_given_with_the_command() {
        for kind in RosterKind::ALL {
            let fields: Vec<Field> = fields(kind).iter().map(|(field, _)| *field).collect();
            assert!(kind.must().iter().all(|field| fields.contains(field)), "{kind:?}");
        }
    }
}
