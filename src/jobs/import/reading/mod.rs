//! From a record to a row that may land: cells by field, the same checks as at the counter, all reasons
//! at once. Here the cells; [`people`], [`cards`] and [`departures`] make rows of them.

mod cards;
mod departures;
mod people;

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::HashMap;

use super::landing::Job;
use super::{Doubt, Order, Reason};
use crate::domain::calendar::Day;
use crate::domain::name_key::name_key;
use crate::domain::objection::Objection;
use crate::domain::registration::Desk;
use crate::domain::roster::{Field, RosterKind};
use crate::domain::sender::{self, LateReport, SenderKind};
use crate::domain::text::Text;
use crate::intake::{Binding, Fact, NumberColumn, Record, RowProblem, cells, days};
use crate::ops::land_departures::DepartureRow;
use crate::ops::land_people::{Filled, PeopleRow};
use crate::ops::land_permits::{CardObjection, CardRow};
use crate::ops::landing::RowRefusal;
use crate::ops::ledger::Judged;

/// A row on its way to the register. In place: the writer goes from one to the next, and would wait for each
/// that lies elsewhere.
#[derive(Debug)]
#[expect(clippy::large_enum_variant, reason = "a file holds rows of one kind")]
pub enum Row {
    People(PeopleRow),
    Card(CardRow),
    Departure(DepartureRow),
}

impl Row {
    /// What may stand once in a file: a person's number, or that of a card.
    pub fn subject(&self) -> &str {
        match self {
            Row::People(row) => &row.admission.person.id.text,
            Row::Card(row) => &row.permit_number,
            Row::Departure(row) => &row.id_number,
        }
    }

    /// The person's name as names are compared, where the row registers it.
    pub fn name(&self) -> Cow<'_, str> {
        match self {
            Row::People(row) => name_key(&row.admission.person.name),
            Row::Card(_) | Row::Departure(_) => Cow::Borrowed(""),
        }
    }

    /// Why it does not land when its subject stood in an earlier row.
    pub fn twice(&self, first_line: u64, names_differ: bool) -> RowRefusal {
        match self {
            Row::People(_) | Row::Departure(_) => RowRefusal::Twice { first_line, names_differ },
            Row::Card(_) => RowRefusal::Card(CardObjection::NumberTwice { first_line }),
        }
    }

    pub fn line(&self) -> u64 {
        match self {
            Row::People(row) => row.line,
            Row::Card(row) => row.line,
            Row::Departure(row) => row.line,
        }
    }
}

/// A row that was read.
#[derive(Debug)]
pub struct Read {
    pub row: Row,
    pub doubts: Vec<Doubt>,
    /// Its blank day of registration was taken from `--on`.
    pub day_assumed: bool,
    /// What a card comes to, where that was judged ahead of its landing.
    pub judged: Option<Box<Judged>>,
    /// Its sender reported it after the limit.
    pub late: Option<LateReport>,
    /// A card whose number stands in an earlier row of its chunk: that one goes first.
    again: bool,
    /// The first digits of the number.
    digits: u64,
    /// The number that the person bears now, where the row has an earlier one, or that of a merged record.
    bears_now: Option<String>,
}

impl Read {
    fn new(row: Row, doubts: Vec<Doubt>, day_assumed: bool) -> Read {
        let mut read =
            Read { row, doubts, day_assumed, judged: None, late: None, again: false, digits: 0, bears_now: None };
        read.digits = first_digits(read.key().0);
        read
    }

    /// Sorts the row with those of its person, whichever number each has: of two the earlier line lands.
    fn know_as(&mut self, numbers: &HashMap<String, String>) {
        if !numbers.is_empty()
            && let Some(number) = numbers.get(self.key().0)
        {
            self.digits = first_digits(number);
            self.bears_now = Some(number.clone());
        }
    }

    /// Puts a card behind all others of its chunk.
    pub fn comes_again(&mut self) {
        (self.again, self.digits) = (true, u64::MAX);
    }

    /// What a chunk is sorted by first.
    pub fn digits(&self) -> u64 {
        self.digits
    }

    /// The order within a chunk of rows whose digits are the same: by number, so that the register is written in
    /// its own order and who comes twice follows himself; a person's cards by day; of equals, the line.
    pub fn order(&self, other: &Read) -> Ordering {
        match (self.again, other.again) {
            (false, false) => self.key().cmp(&other.key()),
            (true, true) => self.row.line().cmp(&other.row.line()),
            (again, others) => again.cmp(&others),
        }
    }

    fn key(&self) -> (&str, Option<Day>, u64) {
        let (number, on) = match &self.row {
            Row::People(row) => (row.admission.person.id.text.as_str(), None),
            Row::Card(row) => (row.id_number.as_str(), Some(row.issued_on)),
            Row::Departure(row) => (row.id_number.as_str(), None),
        };
        (self.bears_now.as_deref().unwrap_or(number), on, self.row.line())
    }
}

/// The first 17 characters as a number: most rows are told apart by it. Texts that are no digits come last.
fn first_digits(text: &str) -> u64 {
    text.get(..17).and_then(|digits| digits.parse().ok()).unwrap_or(u64::MAX)
}

/// What rows are read with.
#[derive(Clone, Copy)]
pub struct Reader<'a> {
    pub binding: &'a Binding,
    pub order: &'a Order,
    pub desk: Desk<'a>,
    pub numbers: NumberColumn,
    /// Whoever must report within a limit.
    pub sender: Option<SenderKind>,
    /// Numbers that the register knows by another one.
    pub known_as: &'a HashMap<String, String>,
    /// What was given once for the file, by field.
    given: [&'a str; Field::ALL.len()],
    /// Whether any column holds the field.
    bound: [bool; Field::ALL.len()],
}

impl<'a> Reader<'a> {
    pub fn new(job: &'a Job) -> Reader<'a> {
        let order = job.order;
        Reader {
            binding: &job.plan.binding,
            order,
            desk: job.office.desk(order.today),
            numbers: job.numbers,
            sender: order.source.as_deref().and_then(SenderKind::of),
            known_as: &job.known_as,
            given: std::array::from_fn(|at| order.given(Field::ALL[at]).unwrap_or("")),
            bound: std::array::from_fn(|at| !job.plan.binding.columns(Field::ALL[at]).is_empty()),
        }
    }

    fn given(&self, field: Field) -> &'a str {
        self.given[field.index()]
    }

    /// Reads one record.
    ///
    /// # Errors
    /// Every reason for which the row is set aside.
    pub fn read(&self, record: &Record) -> Result<Read, Vec<Reason>> {
        let mut cells =
            Cells { reader: self, record, reasons: Vec::new(), doubts: Vec::new(), filled: Filled::default() };
        for problem in &record.problems {
            cells.problem(problem.clone());
        }
        if record.problems.iter().any(RowProblem::spoils_row) {
            return Err(cells.reasons);
        }
        cells.judge_number();
        let read = match self.binding.kind {
            RosterKind::People => cells.people(),
            RosterKind::Permits => cells.card(),
            RosterKind::Departures => cells.departure(),
        };
        let mut read = read?;
        read.know_as(self.known_as);
        Ok(read)
    }
}

struct Cells<'a> {
    reader: &'a Reader<'a>,
    record: &'a Record,
    reasons: Vec<Reason>,
    doubts: Vec<Doubt>,
    filled: Filled,
}

impl<'a> Cells<'a> {
    fn problem(&mut self, problem: RowProblem) {
        if problem.reject {
            self.reasons.push(Reason::Row(problem));
        } else {
            self.doubts.push(Doubt::Row(problem));
        }
    }

    fn fact(&mut self, field: Field, fact: Fact, reject: bool) {
        let column = self.reader.binding.name_of(field);
        self.problem(RowProblem { field: Some(field), column, reject, fact });
    }

    fn judge_number(&mut self) {
        if self.has_reason(Field::IdNumber) {
            return;
        }
        let cell = self.reader.binding.cell(self.record, Field::IdNumber);
        if let Some((fact, reject)) = self.reader.numbers.judge(cell) {
            self.fact(Field::IdNumber, fact, reject);
        }
    }

    /// The text of a field: the row's own, else what was given for the file, else empty.
    fn text(&mut self, field: Field) -> Cow<'a, str> {
        if !self.reader.bound[field.index()] {
            return Cow::Borrowed(self.reader.given(field));
        }
        let cell = self.reader.binding.cell(self.record, field);
        // Of a plain row the cells are what they would be tidied to.
        let plain = || (!cells::is_empty_mark(cell)).then_some(Cow::Borrowed(cell));
        match if self.record.plain { plain() } else { cells::filled(cell) } {
            Some(text) if cells::is_ditto(&text) => {
                let needed = self.reader.binding.kind.must().contains(&field);
                self.fact(field, Fact::Ditto { cell: text.into_owned() }, needed);
                Cow::Borrowed("")
            }
            Some(text) => {
                self.filled.add(field);
                text
            }
            None => Cow::Borrowed(self.reader.given(field)),
        }
    }

    /// The same in narrow letters and digits, for codes.
    fn word(&mut self, field: Field) -> Cow<'a, str> {
        match self.text(field) {
            Cow::Borrowed(text) if text.is_empty() || self.record.plain && self.filled.has(field) => {
                Cow::Borrowed(text)
            }
            Cow::Borrowed(text) => cells::narrow(text),
            Cow::Owned(text) => Cow::Owned(cells::narrow(&text).into_owned()),
        }
    }

    fn day(&mut self, field: Field) -> Option<Day> {
        if !self.reader.bound[field.index()] && self.reader.given(field).is_empty() {
            return None;
        }
        let cell = self.reader.binding.cell(self.record, field);
        match days::day(cell, field) {
            Ok(Some(day)) => {
                self.filled.add(field);
                Some(day)
            }
            Ok(None) => days::day(self.reader.given(field), field).unwrap_or_else(|fact| {
                self.fact(field, fact, true);
                None
            }),
            Err(fact) => {
                self.fact(field, fact, true);
                None
            }
        }
    }

    /// What the sender reported late, where a limit holds and the day is known.
    fn late(&self, from_on: Option<Day>, reported_on: Day) -> Option<LateReport> {
        self.reader.sender?;
        // What is corrected now was reported with the first file.
        let first_on = self.reader.order.fixes.map(|first| first.reported_on);
        let reported_on = first_on.map_or(reported_on, |first_on| reported_on.min(first_on));
        sender::late(from_on?, reported_on, self.reader.desk.book)
    }

    fn phone(&mut self) -> Text {
        match cells::phone(self.reader.binding.cell(self.record, Field::Phone)) {
            Ok(Some(phone)) => {
                self.filled.add(Field::Phone);
                phone
            }
            Ok(None) => Text::default(),
            Err(fact) => {
                self.fact(Field::Phone, fact, false);
                Text::default()
            }
        }
    }

    /// What the form says again of a cell that was already found wrong is not said twice.
    fn object(&mut self, objections: Vec<Objection>) {
        for objection in objections {
            if !self.has_reason(objection.field()) {
                self.reasons.push(Reason::Form(objection));
            }
        }
    }

    fn has_reason(&self, field: Field) -> bool {
        self.reasons.iter().any(|reason| matches!(reason, Reason::Row(problem) if problem.field == Some(field)))
    }
}
