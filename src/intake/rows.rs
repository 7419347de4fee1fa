//! The rows of a roster, one after the other, in a record that is used again.
//!
//! Blank rows, totals, signatures and headings that are printed again are skipped and counted. What is
//! wrong with a row's form is found here, before anybody asks what its cells mean: too few or too many
//! cells, bytes that are no character, control characters, cells without end.

use std::io;

use super::binding::Binding;
use super::cells::{LONGEST_CELL, is_formula_error, is_plain_row, is_truth_value, tidy};
use super::problem::{Fact, RowProblem, code_points};
use super::record::{Record, RowSource};
use super::sheet::{Passing, Sheet, SheetSource};
use super::workbook::merges::Merge;
use crate::domain::name_key::is_private_use;
use crate::domain::roster::Field;

/// Reads the rows below the headings.
pub struct Rows<'b> {
    records: Box<dyn RowSource + 'b>,
    binding: &'b Binding,
    /// The lowest row of headings as it stands in the file.
    headings: &'b [String],
    bound: Vec<(Field, usize)>,
    /// Of a sheet.
    passing: Option<Passing<'b>>,
    /// Rows handed out.
    pub taken: u64,
    /// Rows passed over: blank, totals, signatures, headings again.
    pub skipped: u64,
}

impl<'b> Rows<'b> {
    /// `records`: standing behind the headings.
    pub(super) fn new(records: Box<dyn RowSource + 'b>, binding: &'b Binding, headings: &'b [String]) -> Rows<'b> {
        let bound = Field::ALL.iter().flat_map(|field| binding.columns(*field).iter().map(|column| (*field, *column)));
        Rows { records, binding, headings, bound: bound.collect(), passing: None, taken: 0, skipped: 0 }
    }

    /// `source`: standing before the first row of the sheet.
    pub(super) fn of_sheet(
        mut source: SheetSource<'b>,
        binding: &'b Binding,
        headings: &'b [String],
        sheet: &'b Sheet,
    ) -> Rows<'b> {
        source.set_width(binding.headings.len());
        Rows { passing: Some(Passing::new(sheet)), ..Rows::new(Box::new(source), binding, headings) }
    }

    /// Hands rows out with all their cells, also those behind the last heading.
    pub(super) fn keep_width(&mut self) {
        self.records.keep_width();
    }

    /// Takes the next lines as they are, to be read by [`super::Plan::block_rows`]; the number of the first.
    /// `None` where the next row must be read here.
    pub fn take_block(&mut self, wanted: usize, block: &mut Vec<u8>) -> io::Result<Option<u64>> {
        self.records.take_block(wanted, block)
    }

    /// The memory of a block that was read.
    pub fn give_back(self) -> Vec<u8> {
        self.records.give_back()
    }

    /// Rows so far that the sender cannot see.
    pub fn hidden(&self) -> Vec<u64> {
        self.passing.as_ref().map(|passing| passing.hidden.clone()).unwrap_or_default()
    }

    /// The merged cells of the sheet, when its last row is read.
    pub(super) fn take_merges(&mut self) -> Vec<Merge> {
        self.records.take_merges()
    }

    /// Reads the next row; `false` at the end.
    pub fn next(&mut self, record: &mut Record) -> io::Result<bool> {
        while self.records.read(record)? {
            record.plain = is_plain_row(record.text());
            if self.passes_over(record) {
                continue;
            }
            if let Some(passing) = &self.passing {
                passing.settle(self.binding, &self.bound, record);
                record.plain = is_plain_row(record.text());
            }
            self.check_shape(record);
            self.check_characters(record);
            self.taken += 1;
            return Ok(true);
        }
        Ok(false)
    }

    /// Counts what is no row. Blank rows of a sheet are counted where a row follows them.
    fn passes_over(&mut self, record: &Record) -> bool {
        let no_row = self.is_no_row(record);
        let Some(passing) = &mut self.passing else {
            self.skipped += u64::from(no_row);
            return no_row;
        };
        if passing.is_head(record) || record.cells().all(|cell| tidy(cell).is_empty()) && record.problems.is_empty() {
            return true;
        }
        self.skipped += passing.gap(record.line) + u64::from(no_row);
        no_row || passing.leaves_out(record)
    }

    fn is_no_row(&self, record: &Record) -> bool {
        let filled = |column: &usize| {
            let cell = record.cell(*column);
            !(if record.plain { cell.is_empty() } else { tidy(cell).is_empty() })
        };
        let Some(first) = (0..record.width()).find(filled) else {
            // Marks of bytes that are no character may be all there is: that is no blank row.
            return record.problems.is_empty();
        };
        let ordinals = &self.binding.ordinals;
        // A form with the counts of its rows printed beforehand.
        let only_counted = || (first..record.width()).filter(filled).all(|column| ordinals.contains(&column));
        let first_cell = record.cell(first);
        let repeated = || record.cells().eq(self.headings.iter().map(String::as_str));
        (ordinals.contains(&first) && only_counted())
            || (self.headings.get(first).is_some_and(|heading| heading == first_cell) && repeated())
            || (self.is_titled(first_cell) && only_this(record, first))
            || self.is_total(record, first_cell)
            || (is_rule(first_cell)
                && (first..record.width()).filter(filled).all(|column| is_rule(record.cell(column))))
    }

    /// A total or a signature: its words stand first, and there is no number.
    fn is_total(&self, record: &Record, first: &str) -> bool {
        const WORDS: &[&str] = &[
            "合计",
            "本页合计",
            "本页小计",
            "总计",
            "小计",
            "共计",
            "总人数",
            "审核",
            "填表",
            "制表",
            "填报",
            "复核",
            "经办",
            "负责人",
            "单位负责人",
            "单位盖章",
            "盖章",
            "签字",
            "说明:",
            "备注:",
            "注:",
            "以下空白",
            "以下无",
            "打印日期",
            "打印时间",
            "录入人",
            "日期:",
        ];
        const BEGINNINGS: &str = "合本总小共审填制复经负单盖签说备注以打录日第";
        let begins = |cell: &str| {
            tidy(cell).trim_start_matches(['(', '（']).chars().next().is_some_and(|c| BEGINNINGS.contains(c))
        };
        let digits = |cell: &str| cell.bytes().filter(u8::is_ascii_digit).count();
        let has_number = self.binding.columns(Field::IdNumber).iter().any(|column| digits(record.cell(*column)) > 5);
        if has_number || !begins(first) {
            return false;
        }
        let word = super::headings::clean_whole(first);
        // 单位(盖章)
        let without_brackets: String = word.chars().filter(|c| !matches!(c, '(' | ')')).collect();
        WORDS.iter().any(|known| word.trim_start_matches('(').starts_with(known) || without_brackets.starts_with(known))
            || is_count(&without_brackets)
            || is_page(&without_brackets)
    }

    fn is_titled(&self, cell: &str) -> bool {
        let titles = &self.binding.titles;
        !titles.is_empty() && titles.iter().any(|title| *title == tidy(cell))
    }

    fn check_shape(&self, record: &mut Record) {
        let width = &self.binding.width;
        let cells = record.width();
        let surplus = || record.cells().skip(*width.end()).any(|cell| !tidy(cell).is_empty());
        let ragged = cells < *width.start() || (cells > *width.end() && surplus());
        if !ragged || record.problems.iter().any(|problem| !matches!(problem.fact, Fact::Bytes { .. })) {
            return;
        }
        let fact = if record.loose {
            Fact::Quote { line: record.line }
        } else {
            Fact::Cells { headings: *width.end(), cells }
        };
        record.problems.push(RowProblem::of_row(fact));
    }

    fn check_characters(&self, record: &mut Record) {
        if record.plain {
            if record.text().len() > LONGEST_CELL {
                self.check_lengths(record);
            }
            return;
        }
        // One pass without branches over all bytes; what it finds suspect is looked at by character.
        let suspect = record.text().as_bytes().iter().fold(0_u8, |found, byte| {
            found
                | u8::from(*byte < 0x20)
                | u8::from(matches!(*byte, b'#' | b'E'))
                | u8::from(*byte == 0x7f)
                | u8::from(*byte == 0xc2)
                | u8::from(*byte == 0xe2)
                | u8::from(*byte >= 0xee)
        });
        if record.text().len() > LONGEST_CELL {
            self.check_lengths(record);
        }
        if suspect == 0 {
            return;
        }
        for (field, column) in &self.bound {
            let cell = record.cell(*column);
            let controls = code_points(cell.chars().filter(|c| is_control(*c)));
            let private = code_points(cell.chars().filter(|c| is_private_use(*c)));
            let lost = cell.contains('\u{fffd}');
            let failed = is_formula_error(cell) || is_truth_value(cell);
            if controls.is_empty() && private.is_empty() && !lost && !failed {
                continue;
            }
            let failed = failed.then(|| Fact::FormulaFailed { cell: tidy(cell).into_owned() });
            let mut say = |reject: bool, fact: Fact| {
                let column = Some(self.binding.column_name(*column));
                record.problems.push(RowProblem { field: Some(*field), column, reject, fact });
            };
            if !controls.is_empty() {
                say(true, Fact::Controls { points: controls });
            }
            if !private.is_empty() {
                say(false, Fact::PrivateUse { points: private });
            }
            if let Some(failed) = failed {
                say(self.binding.kind.must().contains(field), failed);
            }
            if lost {
                self.place_bytes(record, *field, *column);
            }
        }
    }

    /// Says of bytes that are no character in which column they stand.
    fn place_bytes(&self, record: &mut Record, field: Field, column: usize) {
        let name = Some(self.binding.column_name(column));
        for problem in &mut record.problems {
            if matches!(problem.fact, Fact::Bytes { .. }) {
                if problem.field.is_none() {
                    problem.field = Some(field);
                    problem.column = name;
                }
                return;
            }
        }
        let fact = Fact::Bytes { hex: String::new() };
        record.problems.push(RowProblem { field: Some(field), column: name, reject: true, fact });
    }

    fn check_lengths(&self, record: &mut Record) {
        let too_long = |cell: &str| cell.len() > LONGEST_CELL && cell.chars().nth(LONGEST_CELL).is_some();
        let Some(column) = record.cells().position(too_long) else { return };
        if !record.problems.iter().any(|problem| matches!(problem.fact, Fact::TooLong { .. })) {
            let column = Some(self.binding.column_name(column));
            let fact = Fact::TooLong { limit: LONGEST_CELL };
            record.problems.push(RowProblem { field: None, column, reject: true, fact });
        }
    }
}

/// Whether nothing stands behind that column.
fn only_this(record: &Record, first: usize) -> bool {
    (first + 1..record.width()).all(|column| tidy(record.cell(column)).is_empty())
}

/// 第1页, 第 1 页 共 3 页
fn is_page(word: &str) -> bool {
    let Some(page) = word.strip_prefix('第') else { return false };
    let rest = page.trim_start_matches(|c: char| c.is_ascii_digit());
    rest.len() < page.len() && rest.starts_with('页')
}

/// `---`: drawn between headings and rows, or below them.
fn is_rule(cell: &str) -> bool {
    let cell = cell.trim();
    cell.len() >= 3 && cell.bytes().all(|byte| matches!(byte, b'-' | b'=' | b'_' | b':' | b'+'))
}

/// 共2人, 共 12 户
fn is_count(word: &str) -> bool {
    let Some(count) = word.strip_prefix('共') else { return false };
    let unit = count.trim_start_matches(|c: char| c.is_ascii_digit());
    unit.len() < count.len() && matches!(unit, "人" | "名" | "户" | "条" | "行" | "个" | "位")
}

/// Controls, escapes, what turns the direction of writing, and the pictures under which a rejects file
/// shows controls. Breaks and tabs are blanks.
fn is_control(c: char) -> bool {
    let direction = matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}');
    let picture = matches!(c, '\u{2400}'..='\u{2426}');
    (c.is_control() && !matches!(c, '\n' | '\r' | '\t')) || direction || picture
}
