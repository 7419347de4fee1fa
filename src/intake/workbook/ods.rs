//! A workbook of free office programs (.ods): its content is one part with all sheets, rows and cells that
//! stand for several alike, and rows that are collapsed or filtered.

use std::collections::BTreeSet;
use std::io;

use super::fault::{BookFault, damaged, too_big};
use super::merges::{MOST, Merge};
use super::strings::{KEPT, cut};
use super::value::{Epoch, digits};
use super::xml::{Element, Token, Xml};
use super::zip::Zip;
use super::{LAST_COLUMN, LAST_ROW, MOST_SHEETS, Opener, SheetName, SheetRows};
use crate::intake::cells::NOT_WORKED_OUT;
use crate::intake::record::Record;

const PART: &str = "worksheet";
const CONTENT: &str = "content.xml";

/// Such a workbook.
#[derive(Debug)]
pub struct OpenBook {
    zip: Zip,
    epoch: Epoch,
}

impl OpenBook {
    /// # Errors
    /// `NotFound` when the zip file is no such workbook.
    pub fn read(zip: Zip, opener: Opener<'_>) -> io::Result<(OpenBook, Vec<SheetName>)> {
        if zip.find(CONTENT).is_none() {
            return Err(io::ErrorKind::NotFound.into());
        }
        if is_encrypted(&zip, opener)? {
            return Err(BookFault::Protected.error());
        }
        let mut book = OpenBook { zip, epoch: Epoch::Of1899 };
        let names = book.list(opener)?;
        if names.is_empty() { Err(io::ErrorKind::NotFound.into()) } else { Ok((book, names)) }
    }

    pub fn epoch(&self) -> Epoch {
        self.epoch
    }

    fn content(&self, opener: Opener<'_>) -> io::Result<Xml<'static>> {
        let part = self.zip.find(CONTENT).ok_or_else(|| damaged(PART))?;
        Xml::new(part.open(opener)?, PART)
    }

    /// The sheets, and the day that the book counts from.
    fn list(&mut self, opener: Opener<'_>) -> io::Result<Vec<SheetName>> {
        let mut xml = self.content(opener)?;
        let (mut hidden, mut style) = (BTreeSet::new(), None);
        let (mut names, mut depth) = (Vec::new(), 0_u32);
        loop {
            match xml.next()? {
                Token::Open(element) => match element.name() {
                    "style" => style = element.value("name"),
                    "table-properties" if element.value("display").as_deref() == Some("false") => {
                        hidden.extend(style.clone());
                    }
                    "null-date" if element.value("date-value").is_some_and(|day| day.starts_with("1904")) => {
                        self.epoch = Epoch::Of1904;
                    }
                    "table" => {
                        depth += 1;
                        if depth == 1 && names.len() < MOST_SHEETS {
                            let hidden = element.value("style-name").is_some_and(|style| hidden.contains(&style));
                            names.push(SheetName { name: element.value("name").unwrap_or_default(), hidden });
                        }
                    }
                    _ => {}
                },
                Token::Close(name) if name.as_str() == "table" => depth = depth.saturating_sub(1),
                Token::Close(_) | Token::Text(_) | Token::Aside => {}
                Token::End => return Ok(names),
            }
        }
    }

    pub fn sheet(&self, place: usize, opener: Opener<'_>) -> io::Result<OpenSheet> {
        let mut xml = self.content(opener)?;
        let (mut depth, mut seen) = (0_u32, 0);
        loop {
            match xml.next()? {
                Token::Open(element) if element.name() == "table" => {
                    depth += 1;
                    if depth == 1 && seen == place {
                        return Ok(OpenSheet::new(xml));
                    }
                    seen += usize::from(depth == 1);
                }
                Token::Close(name) if name.as_str() == "table" => depth = depth.saturating_sub(1),
                Token::Open(_) | Token::Close(_) | Token::Text(_) | Token::Aside => {}
                Token::End => return Err(damaged(PART)),
            }
        }
    }
}

/// What its manifest says of its parts.
fn is_encrypted(zip: &Zip, opener: Opener<'_>) -> io::Result<bool> {
    let Some(part) = zip.find("META-INF/manifest.xml") else { return Ok(false) };
    let mut xml = Xml::new(part.open(opener)?, "relations")?;
    loop {
        match xml.next()? {
            Token::Open(element) if matches!(element.name(), "encryption-data" | "encrypted-key") => return Ok(true),
            Token::End => return Ok(false),
            Token::Open(_) | Token::Close(_) | Token::Text(_) | Token::Aside => {}
        }
    }
}

/// Reads the rows of one sheet.
pub struct OpenSheet {
    xml: Xml<'static>,
    row: u64,
    /// The row that was read last stands for so many more.
    again: u64,
    last: Record,
    merges: Vec<Merge>,
    /// Groups of rows that are folded in.
    folded: u32,
    groups: Vec<bool>,
    over: bool,
}

impl OpenSheet {
    fn new(xml: Xml<'static>) -> OpenSheet {
        OpenSheet {
            xml,
            row: 0,
            again: 0,
            last: Record::default(),
            merges: Vec::new(),
            folded: 0,
            groups: Vec::new(),
            over: false,
        }
    }

    /// Reads the next row in which anything stands into `last`.
    fn next_row(&mut self) -> io::Result<bool> {
        loop {
            match self.xml.next()? {
                Token::Open(element) => match element.name() {
                    "table-row" => {
                        let times = count(&element, "number-rows-repeated");
                        let seen = element.value("visibility");
                        let hidden = seen.is_some_and(|seen| matches!(seen.as_str(), "collapse" | "filter"));
                        self.last.clear(self.row + 1);
                        self.last.hidden = hidden || self.folded > 0;
                        self.read_cells()?;
                        self.row = self.row.saturating_add(times);
                        if self.last.width() > 0 {
                            if self.row > LAST_ROW {
                                return Err(too_big("rows"));
                            }
                            self.again = times;
                            return Ok(true);
                        }
                    }
                    "table-row-group" => {
                        let folded = element.value("display").as_deref() == Some("false");
                        self.folded += u32::from(folded);
                        self.groups.push(folded);
                    }
                    _ => {}
                },
                Token::Close(name) => match name.as_str() {
                    "table-row-group" => self.folded -= u32::from(self.groups.pop() == Some(true)),
                    "table" => {
                        self.over = true;
                        return Ok(false);
                    }
                    _ => {}
                },
                Token::End => return Err(damaged(PART)),
                Token::Text(_) | Token::Aside => {}
            }
        }
    }

    fn read_cells(&mut self) -> io::Result<()> {
        let mut column = 0_usize;
        loop {
            match self.xml.next()? {
                Token::Open(element) => match element.name() {
                    "table-cell" | "covered-table-cell" => {
                        let times = usize::try_from(count(&element, "number-columns-repeated")).unwrap_or(usize::MAX);
                        let rows = count(&element, "number-rows-spanned");
                        let cell = Cell::of(&element);
                        let text = self.cell_text()?;
                        column = self.put(&cell, &text, column, times)?;
                        self.merge(rows, column.saturating_sub(times))?;
                    }
                    _ => {}
                },
                Token::Close(name) if name.as_str() == "table-row" => return Ok(()),
                Token::End => return Err(damaged(PART)),
                Token::Close(_) | Token::Text(_) | Token::Aside => {}
            }
        }
    }

    /// The paragraphs of a cell, without its notes and drawings.
    fn cell_text(&mut self) -> io::Result<String> {
        let (mut text, mut paragraphs) = (String::new(), 0);
        let (mut depth, mut aside, mut inside) = (1_u32, 0_u32, 0_u32);
        while depth > 0 {
            match self.xml.next()? {
                Token::Open(element) => {
                    depth += 1;
                    match element.name() {
                        "annotation" | "shapes" | "frame" | "custom-shape" | "table" => aside += 1,
                        _ if aside > 0 => aside += 1,
                        "p" | "h" => {
                            if paragraphs > 0 {
                                text.push('\n');
                            }
                            paragraphs += 1;
                            inside += 1;
                        }
                        "s" => {
                            let blanks = usize::try_from(count(&element, "c")).unwrap_or(1).min(100);
                            text.push_str(&" ".repeat(blanks));
                        }
                        "tab" => text.push('\t'),
                        "line-break" => text.push('\n'),
                        _ => {}
                    }
                }
                Token::Close(name) => {
                    depth -= 1;
                    if aside > 0 {
                        aside -= 1;
                    } else if matches!(name.as_str(), "p" | "h") {
                        inside -= 1;
                    }
                }
                Token::Text(piece) if aside == 0 && inside > 0 && text.len() <= KEPT => text.push_str(cut(&piece)),
                Token::Text(_) | Token::Aside => {}
                Token::End => return Err(damaged(PART)),
            }
        }
        Ok(text)
    }

    /// Puts a cell as often as it stands; gives the column behind it.
    fn put(&mut self, cell: &Cell, text: &str, column: usize, times: usize) -> io::Result<usize> {
        let behind = column.saturating_add(times);
        if cell.is_empty(text) {
            return Ok(behind);
        }
        if behind > LAST_COLUMN + 1 {
            return Err(too_big("columns"));
        }
        for column in column..behind {
            match cell {
                Cell::Text => self.last.put(column, text),
                Cell::Formula => self.last.put(column, if text.is_empty() { NOT_WORKED_OUT } else { text }),
                Cell::Value(value) => self.last.put(column, value),
                Cell::Number(number) => self.last.put_number(column, &digits(*number), *number),
            }
        }
        Ok(behind)
    }

    fn merge(&mut self, rows: u64, column: usize) -> io::Result<()> {
        if rows < 2 {
            return Ok(());
        }
        if self.merges.len() == MOST {
            return Err(too_big(PART));
        }
        let first_row = self.row + 1;
        let column = u32::try_from(column).unwrap_or(u32::MAX);
        self.merges.push(Merge { first_row, last_row: first_row.saturating_add(rows - 1).min(LAST_ROW), column });
        Ok(())
    }
}

impl SheetRows for OpenSheet {
    fn read(&mut self, record: &mut Record) -> io::Result<bool> {
        if self.again == 0 && (self.over || !self.next_row()?) {
            return Ok(false);
        }
        let row = self.row + 1 - self.again;
        self.again -= 1;
        record.copy_from(&self.last, row);
        Ok(true)
    }

    fn take_merges(&mut self) -> Vec<Merge> {
        std::mem::take(&mut self.merges)
    }
}

/// What a cell holds, as far as its attributes tell.
enum Cell {
    /// What its paragraphs say.
    Text,
    Value(String),
    Number(f64),
    /// A formula without a value: what its paragraphs say, if anything.
    Formula,
}

impl Cell {
    fn of(element: &Element<'_>) -> Cell {
        let (mut kind, mut number, mut value, mut is_formula) = (String::new(), None, None, false);
        element.each::<()>(|key, text| {
            match key {
                "value-type" if kind != "error" => text.clone_into(&mut kind),
                "formula" => is_formula = true,
                "value" => number = text.trim().parse::<f64>().ok(),
                "date-value" | "string-value" | "boolean-value" => value = Some(text.to_owned()),
                _ => {}
            }
            None
        });
        match (kind.as_str(), number, value) {
            ("float" | "currency" | "percentage", Some(number), _) => Cell::Number(number),
            ("date", _, Some(day)) => Cell::Value(day),
            ("boolean", _, Some(value)) => Cell::Value(value.to_uppercase()),
            ("", None, None) if is_formula => Cell::Formula,
            ("string", _, Some(value)) if !value.is_empty() => Cell::Value(cut(&value).to_owned()),
            _ => Cell::Text,
        }
    }

    fn is_empty(&self, text: &str) -> bool {
        match self {
            Cell::Text => text.is_empty(),
            Cell::Value(value) => value.is_empty(),
            Cell::Number(_) | Cell::Formula => false,
        }
    }
}

/// How often something stands: once, where nothing is said.
fn count(element: &Element<'_>, name: &str) -> u64 {
    element.value(name).and_then(|value| value.trim().parse().ok()).unwrap_or(1).max(1)
}
