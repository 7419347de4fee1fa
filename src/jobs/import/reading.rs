//! From a record to a row that may land: cells by field, the same checks as at the counter, all reasons
//! at once.

use std::borrow::Cow;
use std::cmp::Ordering;

use super::{Doubt, Order, Reason};
use crate::domain::admission;
use crate::domain::calendar::Day;
use crate::domain::identity;
use crate::domain::name_key::name_key;
use crate::domain::objection::Objection;
use crate::domain::permit::{EndReason, PermitKind};
use crate::domain::registration::{Desk, Form, Manner};
use crate::domain::roster::{Field, RosterKind};
use crate::intake::days::{self, LastDay};
use crate::intake::{Binding, Fact, NumberColumn, Record, RowProblem, cells};
use crate::ops::land_people::{Filled, PeopleRow};
use crate::ops::land_permits::{CardObjection, CardRow};
use crate::ops::landing::RowRefusal;
use crate::ops::ledger::Judged;
use crate::ops::person::permit_text;

/// A row on its way to the register.
#[derive(Debug)]
pub enum Row {
    People(Box<PeopleRow>),
    Card(CardRow),
}

impl Row {
    /// What may stand once in a file: a person's number with the name, or the number of a card.
    pub fn subject(&self) -> (&str, &str) {
        match self {
            Row::People(row) => (&row.admission.person.id.text, &row.admission.person.name),
            Row::Card(row) => (&row.permit_number, ""),
        }
    }

    /// Why it does not land when its subject stood in an earlier row.
    pub fn twice(&self, first_line: u64, first_name: &str) -> RowRefusal {
        match self {
            Row::People(row) => {
                let names_differ = name_key(first_name) != name_key(&row.admission.person.name);
                RowRefusal::Twice { first_line, names_differ }
            }
            Row::Card(_) => RowRefusal::Card(CardObjection::NumberTwice { first_line }),
        }
    }

    pub fn line(&self) -> u64 {
        match self {
            Row::People(row) => row.line,
            Row::Card(row) => row.line,
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
    /// The first digits of the number.
    digits: u64,
}

impl Read {
    fn new(row: Row, doubts: Vec<Doubt>, day_assumed: bool) -> Read {
        let digits = match &row {
            Row::People(row) => first_digits(&row.admission.person.id.text),
            Row::Card(row) => first_digits(&row.id_number),
        };
        Read { row, doubts, day_assumed, judged: None, digits }
    }

    /// The order within a chunk: by number, so that the register is written in its own order and who comes
    /// twice follows himself; a person's cards by day; of equals, the line.
    pub fn order(&self, other: &Read) -> Ordering {
        self.digits.cmp(&other.digits).then_with(|| self.key().cmp(&other.key()))
    }

    fn key(&self) -> (&str, Option<Day>, u64) {
        match &self.row {
            Row::People(row) => (&row.admission.person.id.text, None, row.line),
            Row::Card(row) => (&row.id_number, Some(row.issued_on), row.line),
        }
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
}

impl Reader<'_> {
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
        match self.binding.kind {
            RosterKind::People | RosterKind::Departures => cells.people(),
            RosterKind::Permits => cells.card(),
        }
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
        let cell = self.reader.binding.cell(self.record, Field::IdNumber);
        if let Some((fact, reject)) = self.reader.numbers.judge(cell) {
            self.fact(Field::IdNumber, fact, reject);
        }
    }

    /// The text of a field: the row's own, else what was given for the file, else empty.
    fn text(&mut self, field: Field) -> Cow<'a, str> {
        match cells::filled(self.reader.binding.cell(self.record, field)) {
            Some(text) => {
                self.filled.add(field);
                text
            }
            None => Cow::Borrowed(self.reader.order.given(field).unwrap_or("")),
        }
    }

    /// The same in narrow letters and digits, for codes.
    fn word(&mut self, field: Field) -> Cow<'a, str> {
        match self.text(field) {
            Cow::Borrowed(text) => cells::narrow(text),
            Cow::Owned(text) => Cow::Owned(cells::narrow(&text).into_owned()),
        }
    }

    fn day(&mut self, field: Field) -> Option<Day> {
        let cell = self.reader.binding.cell(self.record, field);
        let given = self.reader.order.given(field).unwrap_or("");
        match days::day(cell, field) {
            Ok(Some(day)) => {
                self.filled.add(field);
                Some(day)
            }
            Ok(None) => days::day(given, field).unwrap_or_else(|fact| {
                self.fact(field, fact, true);
                None
            }),
            Err(fact) => {
                self.fact(field, fact, true);
                None
            }
        }
    }

    fn phone(&mut self) -> String {
        match cells::phone(self.reader.binding.cell(self.record, Field::Phone)) {
            Ok(Some(phone)) => {
                self.filled.add(Field::Phone);
                phone
            }
            Ok(None) => String::new(),
            Err(fact) => {
                self.fact(Field::Phone, fact, false);
                String::new()
            }
        }
    }

    fn people(mut self) -> Result<Read, Vec<Reason>> {
        if self.day(Field::LeftOn).is_some() {
            self.reasons.push(Reason::Departure);
        }
        let (arrived_on, birth) = (self.day(Field::ArrivedOn), self.day(Field::Birth));
        let own_day = self.day(Field::RegisteredOn);
        let registered_on = own_day.unwrap_or_else(|| self.reader.order.day());
        let texts = self.texts();
        let phone = self.phone();
        let form = Form { birth, arrived_on, phone: &phone, ..form(&texts) };
        match admission::admit(&form, &self.reader.desk, registered_on, Manner::Roster) {
            Ok(mut admission) if self.reasons.is_empty() => {
                let mut doubts = self.doubts;
                doubts.extend(admission.warnings.drain(..).map(Doubt::Form));
                let row = PeopleRow { line: self.record.line, admission, filled: self.filled };
                Ok(Read::new(Row::People(Box::new(row)), doubts, own_day.is_none()))
            }
            Ok(_) => Err(self.reasons),
            Err(objections) => {
                self.object(objections);
                Err(self.reasons)
            }
        }
    }

    fn texts(&mut self) -> [Cow<'a, str>; 19] {
        [
            self.text(Field::IdNumber),
            self.text(Field::IdKind),
            self.text(Field::Name),
            self.word(Field::Sex),
            self.word(Field::Ethnic),
            self.text(Field::Hukou),
            self.word(Field::Unit),
            self.text(Field::Address),
            self.word(Field::Reason),
            self.word(Field::Dwelling),
            self.word(Field::Stay),
            self.text(Field::Workplace),
            self.text(Field::Job),
            self.word(Field::Education),
            self.word(Field::Marriage),
            self.word(Field::Exempt),
            self.text(Field::Relation),
            self.text(Field::Note),
            self.word(Field::Counter),
        ]
    }

    /// What the form says again of a cell that was already found wrong is not said twice.
    fn object(&mut self, objections: Vec<Objection>) {
        for objection in objections {
            if !self.has_reason(objection.field()) {
                self.reasons.push(Reason::Form(objection));
            }
        }
    }

    fn card(mut self) -> Result<Read, Vec<Reason>> {
        let desk = &self.reader.desk;
        let number = self.text(Field::IdNumber);
        let number = match identity::read(&number, None, desk.today, desk.practice) {
            Ok(number) => Some(number.text),
            Err(refusal) => {
                self.object(vec![Objection::Identity(refusal)]);
                None
            }
        };
        let permit_number = permit_text(&self.word(Field::PermitNumber));
        if permit_number.is_empty() {
            self.reasons.push(Reason::Blank { field: Field::PermitNumber });
        }
        let kind = self.kind();
        let issued_on = self.day(Field::IssuedOn);
        if issued_on.is_none() && !self.has_reason(Field::IssuedOn) {
            self.reasons.push(Reason::Blank { field: Field::IssuedOn });
        }
        let counter = self.counter(issued_on);
        let endorsed_on = self.several(Field::EndorsedOn);
        let last_endorsed_on = self.day(Field::LastEndorsedOn);
        let valid_until = self.last_day();
        let ended = self.end();
        let (Some(id_number), Some(issued_on), Some(counter), true) =
            (number, issued_on, counter, self.reasons.is_empty())
        else {
            return Err(self.reasons);
        };
        let line = self.record.line;
        let row = CardRow {
            line,
            id_number,
            permit_number,
            kind,
            counter,
            issued_on,
            endorsed_on,
            last_endorsed_on,
            valid_until,
            ended,
        };
        Ok(Read::new(Row::Card(row), self.doubts, false))
    }

    fn has_reason(&self, field: Field) -> bool {
        self.reasons.iter().any(|reason| matches!(reason, Reason::Row(problem) if problem.field == Some(field)))
    }

    fn kind(&mut self) -> Option<PermitKind> {
        let text = self.word(Field::PermitKind);
        match text.as_ref() {
            "" => None,
            "居住证" => Some(PermitKind::Residence),
            "暂住证" => Some(PermitKind::Temporary),
            other => {
                let kind = PermitKind::parse(other);
                if kind.is_none() {
                    self.reasons.push(Reason::UnknownWord { field: Field::PermitKind, text: other.to_owned() });
                }
                kind
            }
        }
    }

    /// The counter must stand on the card's own day, as at the counter itself.
    fn counter(&mut self, issued_on: Option<Day>) -> Option<crate::domain::unit::UnitId> {
        let text = self.word(Field::Counter);
        if text.is_empty() {
            self.reasons.push(Reason::Blank { field: Field::Counter });
            return None;
        }
        let tree = self.reader.desk.tree;
        let today = self.reader.order.day();
        let found = tree.counter(&text, issued_on.unwrap_or(today));
        found.map(|unit| unit.id).map_err(|refusal| self.reasons.push(Reason::Form(Objection::Unit(refusal)))).ok()
    }

    fn several(&mut self, field: Field) -> Vec<Day> {
        days::days(self.reader.binding.cell(self.record, field), field).unwrap_or_else(|fact| {
            self.fact(field, fact, true);
            Vec::new()
        })
    }

    fn last_day(&mut self) -> Option<Day> {
        match days::last_day(self.reader.binding.cell(self.record, Field::ValidUntil)) {
            Ok(LastDay::Day(day)) => Some(day),
            Ok(LastDay::Blank | LastDay::Never) => None,
            Err(fact) => {
                self.fact(Field::ValidUntil, fact, true);
                None
            }
        }
    }

    fn end(&mut self) -> Option<(Day, EndReason)> {
        let day = self.day(Field::CardEndedOn);
        let text = self.word(Field::EndReason);
        let reason = EndReason::parse(&text);
        match (day, reason) {
            (Some(day), Some(reason)) => Some((day, reason)),
            (None, None) if text.is_empty() => None,
            (_, None) if !text.is_empty() => {
                self.reasons.push(Reason::UnknownWord { field: Field::EndReason, text: text.into_owned() });
                None
            }
            (Some(_), None) => {
                self.reasons.push(Reason::Blank { field: Field::EndReason });
                None
            }
            (None, Some(_)) if self.has_reason(Field::CardEndedOn) => None,
            (None, _) => {
                self.reasons.push(Reason::Blank { field: Field::CardEndedOn });
                None
            }
        }
    }
}

/// A form of the texts that [`Cells::texts`] gathers, in the same order.
fn form<'f>(texts: &'f [Cow<'_, str>; 19]) -> Form<'f> {
    let [number, kind, name, sex, ethnic, hukou, unit, address, reason, dwelling, stay, rest @ ..] = texts;
    let [workplace, job, education, marriage, exempt, relation, note, counter] = rest;
    Form {
        id_number: number,
        id_kind: kind,
        name,
        sex,
        ethnic,
        hukou,
        unit,
        address,
        reason,
        dwelling,
        stay,
        workplace,
        job,
        education,
        marriage,
        exempt,
        relation,
        note,
        counter,
        ..Form::default()
    }
}
