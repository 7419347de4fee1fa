//! A row of a list of departures: whose stay ended, on which day, and where to.

use super::{Cells, Read, Row};
use crate::domain::admission::{self, is_keepable};
use crate::domain::identity;
use crate::domain::objection::Objection;
use crate::domain::roster::Field;
use crate::jobs::import::Reason;
use crate::ops::land_departures::DepartureRow;

impl Cells<'_> {
    pub(super) fn departure(mut self) -> Result<Read, Vec<Reason>> {
        let desk = &self.reader.desk;
        let word = self.text(Field::IdKind);
        let kind = admission::id_kind(&word);
        if kind.is_none() && !word.is_empty() {
            self.reasons.push(Reason::Form(Objection::UnknownKind { text: word.into_owned() }));
        }
        let number = self.text(Field::IdNumber);
        let number = match identity::read(&number, kind, desk.today, desk.practice) {
            Ok(number) => Some(number.text),
            Err(refusal) => {
                self.object(vec![Objection::Identity(refusal)]);
                None
            }
        };
        let ended_on = self.day(Field::LeftOn);
        if ended_on.is_none() && !self.has_reason(Field::LeftOn) {
            self.reasons.push(Reason::Blank { field: Field::LeftOn });
        }
        let (name, to) = (self.kept(Field::Name), self.kept(Field::To));
        let (Some(id_number), Some(ended_on), true) = (number, ended_on, self.reasons.is_empty()) else {
            return Err(self.reasons);
        };
        let late = self.late(Some(ended_on), self.reader.order.day());
        let row = DepartureRow { line: self.record.line, id_number: id_number.into(), name, ended_on, to };
        Ok(Read { late, ..Read::new(Row::Departure(row), self.doubts, false) })
    }

    /// The text of a field, if there is one that a register keeps.
    fn kept(&mut self, field: Field) -> Option<String> {
        let text = self.text(field);
        if !is_keepable(&text) {
            self.reasons.push(Reason::Form(Objection::Controls { field }));
        }
        (!text.is_empty()).then(|| text.into_owned())
    }
}
