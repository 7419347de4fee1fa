//! A row of people: the same form as at the counter.

use std::borrow::Cow;

use super::{Cells, Read, Row};
use crate::domain::admission;
use crate::domain::calendar::Day;
use crate::domain::objection::Objection;
use crate::domain::registration::{Form, Manner};
use crate::domain::roster::Field;
use crate::domain::sender::SenderKind;
use crate::jobs::import::{Doubt, Reason};
use crate::ops::land_people::PeopleRow;

impl<'a> Cells<'a> {
    pub(super) fn people(mut self) -> Result<Read, Vec<Reason>> {
        if self.day(Field::LeftOn).is_some() {
            self.reasons.push(Reason::Departure);
        }
        let (arrived_on, birth) = (self.day(Field::ArrivedOn), self.day(Field::Birth));
        let hired_on = self.day(Field::StartedOn);
        let own_day = self.day(Field::RegisteredOn);
        let registered_on = own_day.unwrap_or_else(|| self.reader.order.day());
        let texts = self.texts();
        let phone = self.phone();
        let form = Form { birth, arrived_on, phone: &phone, ..form(&texts) };
        match admission::admit(&form, &self.reader.desk, registered_on, Manner::Roster) {
            Ok(mut admission) if self.reasons.is_empty() => {
                let late = self.late(self.moved_or_hired(arrived_on, hired_on), registered_on);
                let mut doubts = self.doubts;
                doubts.extend(admission.warnings.drain(..).map(Doubt::Form));
                let row = PeopleRow { line: self.record.line, admission, filled: self.filled };
                Ok(Read { late, ..Read::new(Row::People(row), doubts, own_day.is_none()) })
            }
            Ok(_) => Err(self.reasons),
            Err(objections) => {
                let (objections, after_import) = self.of_the_row(objections, own_day);
                self.object(objections);
                self.reasons.extend(after_import);
                Err(self.reasons)
            }
        }
    }

    /// What is held against the day of registration, where that is not the row's own: nothing against one that
    /// cannot be read, and what is held against the day of the import says so.
    fn of_the_row(&self, mut objections: Vec<Objection>, own_day: Option<Day>) -> (Vec<Objection>, Option<Reason>) {
        if own_day.is_some() {
            return (objections, None);
        }
        let (unreadable, on) = (self.has_reason(Field::RegisteredOn), self.reader.order.day());
        let mut after = None;
        objections.retain(|objection| {
            if let Objection::ArrivalAfterRegistration { arrived_on, .. } = objection {
                after = Some(*arrived_on);
                return false;
            }
            !(unreadable && matches!(objection, Objection::BeforeBirth { day, .. } if *day == on))
        });
        let after = after.filter(|_| !unreadable && !self.has_reason(Field::ArrivedOn));
        (objections, after.map(|arrived_on| Reason::ArrivedAfter { arrived_on, on }))
    }

    /// From when a sender's limit runs: employers and schools from the first day, the others from moving in.
    fn moved_or_hired(&self, arrived_on: Option<Day>, hired_on: Option<Day>) -> Option<Day> {
        match self.reader.sender? {
            SenderKind::Employer | SenderKind::School => hired_on.or(arrived_on),
            SenderKind::Landlord | SenderKind::Hotel => arrived_on.or(hired_on),
        }
    }

    fn texts(&mut self) -> [Cow<'a, str>; 19] {
        [
            self.text(Field::IdNumber),
            self.word(Field::IdKind),
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
