//! A row of a ledger of cards.

use super::{Cells, Read, Row};
use crate::domain::calendar::Day;
use crate::domain::identity;
use crate::domain::objection::Objection;
use crate::domain::permit::{EndReason, PermitKind};
use crate::domain::permit_number;
use crate::domain::roster::Field;
use crate::domain::unit::UnitId;
use crate::intake::RowProblem;
use crate::intake::cells;
use crate::intake::days::{self, LastDay};
use crate::jobs::import::Reason;
use crate::ops::land_permits::CardRow;
use crate::ops::person::permit_text;

impl Cells<'_> {
    pub(super) fn card(mut self) -> Result<Read, Vec<Reason>> {
        let desk = &self.reader.desk;
        let number = self.text(Field::IdNumber);
        let number = match identity::read(&number, None, desk.today, desk.practice) {
            Ok(number) => Some(number.text),
            Err(refusal) => {
                self.object(vec![Objection::Identity(refusal)]);
                None
            }
        };
        let name = self.text(Field::Name);
        let name = (!name.is_empty()).then(|| name.into_owned());
        let permit_number = permit_text(&self.word(Field::PermitNumber));
        if permit_number.is_empty() && !self.has_reason(Field::PermitNumber) {
            self.reasons.push(Reason::Blank { field: Field::PermitNumber });
        } else if !self.has_reason(Field::PermitNumber)
            && let Some(trouble) = permit_number::trouble(&permit_number, desk.today)
        {
            self.reasons.push(Reason::PermitNumber(trouble));
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
            id_number: id_number.into(),
            name,
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
    fn counter(&mut self, issued_on: Option<Day>) -> Option<UnitId> {
        let text = self.word(Field::Counter);
        if text.is_empty() {
            if !self.has_reason(Field::Counter) {
                self.reasons.push(Reason::Blank { field: Field::Counter });
            }
            return None;
        }
        let tree = self.reader.desk.tree;
        let today = self.reader.order.day();
        let found = tree.counter(&text, issued_on.unwrap_or(today));
        found.map(|unit| unit.id).map_err(|refusal| self.reasons.push(Reason::Form(Objection::Unit(refusal)))).ok()
    }

    /// The row's own cell, else what was given for the file.
    fn cell_or_given(&self, field: Field) -> &str {
        let cell = self.reader.binding.cell(self.record, field);
        if cells::filled(cell).is_some() { cell } else { self.reader.given(field) }
    }

    /// The days of all columns of the field, else those given for the file.
    fn several(&mut self, field: Field) -> Vec<Day> {
        let binding = self.reader.binding;
        let mut found = Vec::new();
        for (column, cell) in binding.filled_cells(self.record, field) {
            match days::days(cell, field) {
                Ok(days) => found.extend(days),
                Err(fact) => {
                    let column = Some(binding.column_name(column));
                    self.problem(RowProblem { field: Some(field), column, reject: true, fact });
                }
            }
        }
        if found.is_empty() && !self.has_reason(field) {
            return days::days(self.reader.given(field), field).unwrap_or_else(|fact| {
                self.fact(field, fact, true);
                Vec::new()
            });
        }
        found
    }

    fn last_day(&mut self) -> Option<Day> {
        match days::last_day(self.cell_or_given(Field::ValidUntil)) {
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
