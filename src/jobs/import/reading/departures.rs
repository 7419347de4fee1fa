//! A row of a list of departures: whose stay ended, on which day, and where to.

use super::{Cells, Read, Row};
use crate::domain::admission::{self, is_keepable};
use crate::domain::identity::{self, IdKind, IdRefusal};
use crate::domain::objection::{Objection, Warning};
use crate::domain::roster::Field;
use crate::jobs::import::{Doubt, Reason};
use crate::ops::land_departures::DepartureRow;

impl Cells<'_> {
    pub(super) fn departure(mut self) -> Result<Read, Vec<Reason>> {
        let desk = &self.reader.desk;
        let word = self.text(Field::IdKind);
        let kind = admission::id_kind(&word);
        let number = self.text(Field::IdNumber);
        let read = |kind| identity::read(&number, kind, desk.today, desk.practice);
        let number = match read(kind).or_else(|refusal| {
            if matches!(refusal, IdRefusal::KindMismatch { .. }) { read(None) } else { Err(refusal) }
        }) {
            Ok(number) => {
                self.doubt_kind(&word, kind, number.kind);
                Some(number.text)
            }
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

    /// Warns of a kind of paper that is not the number's, or none that is known.
    fn doubt_kind(&mut self, word: &str, given: Option<IdKind>, by_number: IdKind) {
        let warning = match given {
            Some(given) if given != by_number => Warning::KindDiffers { given, by_number },
            None if !word.is_empty() => Warning::KindUnread { text: word.to_owned(), by_number },
            Some(_) | None => return,
        };
        self.doubts.push(Doubt::Form(warning));
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
