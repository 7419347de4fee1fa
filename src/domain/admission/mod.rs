//! Reading a registration form: every objection at once, in the order of the form.
//!
//! The person's own particulars are read in `person.rs`, where they live and where they come from in
//! `place.rs`.

mod person;
mod place;

use std::collections::BTreeSet;

use super::calendar::Day;
use super::identity::{IdNumber, Sex};
use super::name_key::is_private_use;
use super::objection::{Objection, Warning};
use super::regime::Exempt;
use super::registration::{Admission, Desk, Form, Home, Manner, Person};
use super::restructuring::Residence;
use super::roster::Field;
use super::table::CodeTable;
use super::text::{Text, trimmed};
use super::unit::UnitId;

pub use person::id_kind;
pub use place::{no_migrant_later, warn_of_district};

/// The longest name, address or other text a register keeps, in characters.
pub const LONGEST_TEXT: usize = 200;

/// Everything that a form says, as far as it can be read.
#[derive(Debug, Clone)]
pub struct Reading {
    pub id: Option<IdNumber>,
    pub name: Text,
    pub sex: Option<Sex>,
    pub birth_on: Option<Day>,
    pub ethnic: Option<Text>,
    pub ethnic_text: Option<Text>,
    pub hukou: Text,
    pub hukou_county: Option<Text>,
    pub unit: Option<UnitId>,
    pub address: Text,
    pub reason: Option<Text>,
    pub dwelling: Option<Text>,
    pub stay: Option<Text>,
    pub counter: Option<UnitId>,
    pub exempt: Option<Exempt>,
    pub phone: Option<Text>,
    pub education: Option<Text>,
    pub marriage: Option<Text>,
    pub employer_code: Option<Text>,
    pub workplace: Option<Text>,
    pub job: Option<Text>,
    pub relation: Option<Text>,
    pub note: Option<Text>,
    pub registered_on: Day,
    pub objections: Vec<Objection>,
    pub warnings: Vec<Warning>,
}

/// Reads a form for a registration made on `registered_on`.
///
/// # Errors
/// Every objection at once, in the order of the form.
pub fn admit(form: &Form, desk: &Desk, registered_on: Day, manner: Manner) -> Result<Admission, Vec<Objection>> {
    let read = read(form, desk, registered_on, registered_on, manner);
    let (Some(id), Some(unit), Some(counter), true) = (read.id, read.unit, read.counter, read.objections.is_empty())
    else {
        return Err(read.objections);
    };
    if let Some(hukou) = &read.hukou_county {
        let home = Residence { hukou, unit, address: &read.address, from_on: registered_on, until_on: None };
        if let Some(objection) = no_migrant_later(desk, &home) {
            return Err(vec![objection]);
        }
    }
    Ok(Admission {
        person: Person {
            as_given: Text::from(trimmed(form.id_number)),
            id,
            name: read.name,
            sex: read.sex,
            birth_on: read.birth_on,
            ethnic: read.ethnic,
            ethnic_text: read.ethnic_text,
            hukou: read.hukou,
            hukou_county: read.hukou_county,
            phone: read.phone,
            education: read.education,
            marriage: read.marriage,
        },
        home: Home {
            unit,
            address: read.address,
            reason: read.reason.unwrap_or_default(),
            dwelling: read.dwelling,
            stay: read.stay,
        },
        counter,
        exempt: read.exempt,
        workplace: read.workplace,
        employer_code: read.employer_code,
        job: read.job,
        relation: read.relation,
        note: read.note,
        arrived_on: form.arrived_on,
        registered_on,
        warnings: read.warnings,
    })
}

/// Reads a form as far as it goes; `home_on`: the first day in the home that it names, by whose tree the
/// unit is told.
pub fn read(form: &Form, desk: &Desk, registered_on: Day, home_on: Day, manner: Manner) -> Reading {
    let mut reader = Reader { desk, manner, objections: Vec::new(), warnings: Vec::new() };
    if registered_on > desk.today {
        reader.objections.push(Objection::Future { day: registered_on, today: desk.today });
    }
    let id = reader.identity(form, registered_on);
    let name = reader.name(form.name);
    let (sex, birth_on) = reader.sex_and_birth(form, id.as_ref());
    let (ethnic, ethnic_text) = reader.ethnic(form.ethnic);
    let hukou = reader.needed(form.hukou, Field::Hukou);
    let unit = reader.unit(form.unit, home_on);
    let address = reader.needed(form.address, Field::Address);
    let reason = reader.needed_code(form.reason, desk.tables.reason, Field::Reason);
    let dwelling = match manner {
        Manner::Counter => reader.needed_code(form.dwelling, desk.tables.dwelling, Field::Dwelling),
        Manner::Roster => reader.code(form.dwelling, desk.tables.dwelling, Field::Dwelling),
    };
    let counter = reader.counter(form.counter, unit, home_on);
    let hukou_county = reader.hukou_county(form);
    reader.migrant(hukou_county.as_deref(), unit, home_on);
    reader.order(form.arrived_on, registered_on, birth_on);
    let stay = reader.code(form.stay, desk.tables.stay, Field::Stay);
    let exempt = reader.exempt(form.exempt);
    let phone = reader.phone(form.phone);
    let education = reader.code(form.education, desk.tables.education, Field::Education);
    let marriage = reader.code(form.marriage, desk.tables.marriage, Field::Marriage);
    let employer_code = reader.employer_code(form.employer_code);
    let [workplace, job, relation, note] = reader.texts(form);
    let Reader { objections, warnings, .. } = reader;
    Reading {
        id,
        name,
        sex,
        birth_on,
        ethnic,
        ethnic_text,
        hukou,
        hukou_county,
        unit: unit.map(|unit| unit.id),
        address,
        reason,
        dwelling,
        stay,
        counter: counter.map(|counter| counter.id),
        exempt,
        phone,
        education,
        marriage,
        employer_code,
        workplace,
        job,
        relation,
        note,
        registered_on,
        objections,
        warnings,
    }
}

struct Reader<'a> {
    desk: &'a Desk<'a>,
    manner: Manner,
    objections: Vec<Objection>,
    warnings: Vec<Warning>,
}

impl Reader<'_> {
    fn needed(&mut self, given: &str, field: Field) -> Text {
        let text = trimmed(given);
        if text.is_empty() {
            self.objections.push(Objection::Empty { field });
        } else if !is_keepable(text) {
            self.objections.push(Objection::Controls { field });
        }
        self.warn_of_private_use(text, field);
        Text::from(text)
    }

    /// At the counter; of a roster's cells it is said where they are read.
    fn warn_of_private_use(&mut self, text: &str, field: Field) {
        if self.manner == Manner::Roster {
            return;
        }
        let points: BTreeSet<char> = text.chars().filter(|c| is_private_use(*c)).collect();
        if !points.is_empty() {
            let points: Vec<String> = points.iter().map(|c| format!("U+{:04X}", u32::from(*c))).collect();
            self.warnings.push(Warning::PrivateUse { field, points: points.join(" ") });
        }
    }

    fn texts(&mut self, form: &Form) -> [Option<Text>; 4] {
        [
            self.text(form.workplace, Field::Workplace),
            self.text(form.job, Field::Job),
            self.text(form.relation, Field::Relation),
            self.text(form.note, Field::Note),
        ]
    }

    fn text(&mut self, given: &str, field: Field) -> Option<Text> {
        let text = trimmed(given);
        if text.is_empty() { None } else { Some(self.needed(text, field)) }
    }

    fn order(&mut self, arrived_on: Option<Day>, registered_on: Day, birth_on: Option<Day>) {
        if let Some(arrived_on) = arrived_on
            && arrived_on > registered_on
        {
            self.objections.push(Objection::ArrivalAfterRegistration { arrived_on, registered_on });
        }
        let first = arrived_on.map_or(registered_on, |arrived| arrived.min(registered_on));
        if let Some(birth_on) = birth_on
            && first < birth_on
        {
            self.objections.push(Objection::BeforeBirth { day: first, birth_on });
        }
    }

    fn code(&mut self, given: &str, table: &CodeTable, field: Field) -> Option<Text> {
        let text = trimmed(given);
        if text.is_empty() {
            return None;
        }
        let found = table.read(text).map(|entry| Text::from(entry.code.as_str()));
        if found.is_none() {
            self.unknown_code(field, text);
        }
        found
    }

    fn needed_code(&mut self, given: &str, table: &CodeTable, field: Field) -> Option<Text> {
        let text = trimmed(given);
        if text.is_empty() {
            self.objections.push(Objection::Empty { field });
            return None;
        }
        let found = table.read(text).map(|entry| Text::from(entry.code.as_str()));
        if found.is_none() {
            self.objections.push(Objection::UnknownCode { field, text: text.to_owned() });
        }
        found
    }

    fn unknown_code(&mut self, field: Field, text: &str) {
        match self.manner {
            Manner::Counter => self.objections.push(Objection::UnknownCode { field, text: text.to_owned() }),
            Manner::Roster => self.warnings.push(Warning::UnreadableCode { field, text: text.to_owned() }),
        }
    }

    fn exempt(&mut self, given: &str) -> Option<Exempt> {
        let text = trimmed(given);
        if text.is_empty() {
            return None;
        }
        let exempt = Exempt::parse(text);
        if exempt.is_none() {
            self.unknown_code(Field::Exempt, text);
        }
        exempt
    }
}

/// Whether a register keeps the text: no control characters, not too long.
pub fn is_keepable(text: &str) -> bool {
    // Bytes tell the usual text, in which no control can be; no text has more characters than bytes.
    let suspect = |byte: u8| u8::from(byte < b' ') | u8::from(byte == 0x7f) | u8::from(byte == 0xc2);
    let plain = text.bytes().fold(0, |found, byte| found | suspect(byte)) == 0;
    (plain || !text.chars().any(char::is_control))
        && (text.len() <= LONGEST_TEXT || text.chars().count() <= LONGEST_TEXT)
}
