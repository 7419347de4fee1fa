//! The rows of a worksheet in markup, one after the other.
//!
//! Rows and cells without their places stand behind the ones before; what the sheet claims as its size is not
//! looked at. Rows that do not go downwards make a damaged sheet: their numbers would name two rows.

use std::io;

use super::fault::{damaged, too_big};
use super::merges::{MOST, Merge, place};
use super::strings::{KEPT, RichText, Strings, cut, unescaped};
use super::styles::Styles;
use super::value::{Epoch, digits};
use super::xml::{Element, Token, Xml};
use super::{LAST_COLUMN, LAST_ROW, SheetRows};
use crate::intake::cells::NOT_WORKED_OUT;
use crate::intake::record::Record;

const PART: &str = "worksheet";

/// What the cells of a book are read with.
#[derive(Debug, Default)]
pub struct Shared {
    pub strings: Strings,
    pub styles: Styles,
    pub epoch: Epoch,
}

/// Reads a worksheet's rows.
pub struct SheetXml<'b> {
    xml: Xml<'b>,
    shared: &'b Shared,
    in_data: bool,
    row: u64,
    cell: Cell,
    inline: RichText,
    merges: Vec<Merge>,
}

/// The cell that is being read.
#[derive(Default)]
struct Cell {
    column: usize,
    next_column: usize,
    kind: Kind,
    style: usize,
    value: String,
    in_value: bool,
    is_formula: bool,
}

#[derive(Default, Clone, Copy, PartialEq, Eq)]
enum Kind {
    #[default]
    Number,
    Shared,
    Inline,
    Boolean,
    /// Texts of formulas, errors, dates in ISO form: as they stand.
    Text,
}

impl<'b> SheetXml<'b> {
    pub fn new(xml: Xml<'b>, shared: &'b Shared) -> SheetXml<'b> {
        let (cell, inline) = (Cell::default(), RichText::default());
        SheetXml { xml, shared, in_data: false, row: 0, cell, inline, merges: Vec::new() }
    }

    /// Reads up to the next row's beginning; `false` at the end.
    fn find_row(&mut self, record: &mut Record) -> io::Result<bool> {
        loop {
            match self.xml.next()? {
                Token::Open(element) => match element.name() {
                    "sheetData" => self.in_data = true,
                    "row" if self.in_data => {
                        let (number, hidden) = row_facts(&element)?;
                        let number = number.unwrap_or(self.row + 1);
                        if number <= self.row {
                            return Err(damaged(PART));
                        }
                        self.row = number;
                        record.clear(number);
                        record.hidden = hidden;
                        self.cell.next_column = 0;
                        return Ok(true);
                    }
                    "mergeCell" => {
                        self.merges.extend(element.value("ref").as_deref().and_then(Merge::parse));
                        if self.merges.len() > MOST {
                            return Err(too_big(PART));
                        }
                    }
                    _ => {}
                },
                Token::Close(name) if name.as_str() == "sheetData" => self.in_data = false,
                Token::Close(_) | Token::Text(_) | Token::Aside => {}
                Token::End => return Ok(false),
            }
        }
    }

    fn read_cells(&mut self, record: &mut Record) -> io::Result<()> {
        loop {
            match self.xml.next()? {
                Token::Open(element) => match element.name() {
                    "c" => {
                        self.cell.begin(&element);
                        self.inline.clear();
                    }
                    "v" => self.cell.in_value = true,
                    "f" => self.cell.is_formula = true,
                    _ => self.inline.observe(&Token::Open(element)),
                },
                Token::Text(text) if self.cell.in_value => {
                    if self.cell.value.len() <= KEPT {
                        self.cell.value.push_str(cut(&text));
                    }
                }
                Token::Close(name) => match name.as_str() {
                    "c" => self.cell.put(self.shared, self.row, self.inline.as_str(), record)?,
                    "v" => self.cell.in_value = false,
                    "row" => return Ok(()),
                    _ => self.inline.observe(&Token::Close(name)),
                },
                Token::End => return Err(damaged(PART)),
                token @ (Token::Text(_) | Token::Aside) => self.inline.observe(&token),
            }
        }
    }
}

impl SheetRows for SheetXml<'_> {
    fn read(&mut self, record: &mut Record) -> io::Result<bool> {
        if !self.find_row(record)? {
            return Ok(false);
        }
        self.read_cells(record)?;
        Ok(true)
    }

    fn take_merges(&mut self) -> Vec<Merge> {
        std::mem::take(&mut self.merges)
    }
}

/// A row's number, and whether its sender cannot see it.
fn row_facts(element: &Element<'_>) -> io::Result<(Option<u64>, bool)> {
    let (mut number, mut hidden) = (None, false);
    element.each::<()>(|key, value| {
        match key {
            "r" => number = Some(value.trim().parse::<u64>().ok()),
            "hidden" => hidden |= matches!(value.trim(), "1" | "true"),
            "ht" => hidden |= value.trim().parse::<f64>() == Ok(0.0),
            _ => {}
        }
        None
    });
    match number {
        Some(None | Some(0)) => Err(damaged(PART)),
        Some(Some(number)) if number > LAST_ROW => Err(too_big("rows")),
        number => Ok((number.flatten(), hidden)),
    }
}

impl Cell {
    fn begin(&mut self, element: &Element<'_>) {
        self.value.clear();
        self.value.shrink_to(KEPT);
        (self.in_value, self.is_formula, self.kind, self.style) = (false, false, Kind::Number, 0);
        let mut column = None;
        element.each::<()>(|key, value| {
            match key {
                "r" => column = place(value).map(|(_, column)| column),
                "t" => {
                    self.kind = match value {
                        "s" => Kind::Shared,
                        "inlineStr" => Kind::Inline,
                        "b" => Kind::Boolean,
                        "str" | "e" | "d" => Kind::Text,
                        _ => Kind::Number,
                    }
                }
                "s" => self.style = value.parse().unwrap_or(0),
                _ => {}
            }
            None
        });
        self.column = column.unwrap_or(self.next_column);
        self.next_column = self.column.saturating_add(1);
    }

    fn put(&mut self, shared: &Shared, row: u64, inline: &str, record: &mut Record) -> io::Result<()> {
        let in_line = self.kind == Kind::Inline && !inline.is_empty();
        let value = if in_line { inline } else { self.value.as_str() };
        // A formula that gives an empty text says so; one that gives nothing at all was never worked out.
        let value =
            if value.is_empty() && self.is_formula && self.kind == Kind::Number { NOT_WORKED_OUT } else { value };
        if value.is_empty() {
            return Ok(());
        }
        if self.column > LAST_COLUMN || row > LAST_ROW {
            return Err(too_big("columns"));
        }
        match self.kind {
            Kind::Shared => {
                let place = value.trim().parse().map_err(|_| damaged(PART))?;
                record.put(self.column, shared.strings.get(place).ok_or_else(|| damaged(PART))?);
            }
            Kind::Inline | Kind::Text => record.put(self.column, &unescaped(value)),
            Kind::Boolean => record.put(self.column, if value.trim() == "0" { "FALSE" } else { "TRUE" }),
            Kind::Number => match value.trim().parse::<f64>() {
                Ok(number) => put_number(record, self.column, number, shared, self.style),
                // What claims to be a number and is none stays as it is written.
                Err(_) => record.put(self.column, value),
            },
        }
        Ok(())
    }
}

/// A number as its sender saw it.
pub fn put_number(record: &mut Record, column: usize, number: f64, shared: &Shared, style: usize) {
    match shared.styles.look(style).text(number, shared.epoch) {
        Some(text) => record.put(column, &text),
        None => record.put_number(column, &digits(number), number),
    }
}
