//! Registering somebody who came to live here: what is read from a form, refused or only warned of.
//!
//! The counter's flags and a roster's row fill the same [`Form`], so that both are checked by the same
//! code; they differ only in [`Manner`]: what a clerk mistypes is refused, what a sender wrote into an
//! optional column is a warning and stays unknown with its text kept. All objections come at once.

use super::calendar::Day;
use super::code::Code;
use super::identity::{self, IdKind, IdNumber, IdRefusal, Sex};
use super::place::{CountyYear, Divisions, Place};
use super::regime::Exempt;
use super::roster::Field;
use super::rulebook::RuleBook;
use super::table::CodeTable;
use super::unit::{Unit, UnitId, UnitRefusal, UnitTree};

/// A registration as written on a form; empty: not given.
#[derive(Debug, Clone, Copy, Default)]
pub struct Form<'a> {
    pub id_number: &'a str,
    pub id_kind: &'a str,
    pub name: &'a str,
    pub sex: &'a str,
    pub birth: Option<Day>,
    pub ethnic: &'a str,
    pub hukou: &'a str,
    pub hukou_county: &'a str,
    pub unit: &'a str,
    pub address: &'a str,
    pub reason: &'a str,
    pub dwelling: &'a str,
    pub arrived_on: Option<Day>,
    pub stay: &'a str,
    pub phone: &'a str,
    pub workplace: &'a str,
    pub employer_code: &'a str,
    pub job: &'a str,
    pub education: &'a str,
    pub marriage: &'a str,
    pub exempt: &'a str,
    pub relation: &'a str,
    pub note: &'a str,
    /// The counter where the act happens; empty: that of the residence unit.
    pub counter: &'a str,
}

/// The code tables a form is read with.
#[derive(Debug, Clone, Copy)]
pub struct Tables<'a> {
    pub ethnic: &'a CodeTable,
    pub reason: &'a CodeTable,
    pub dwelling: &'a CodeTable,
    pub stay: &'a CodeTable,
    pub education: &'a CodeTable,
    pub marriage: &'a CodeTable,
}

/// What the desk knows besides the form.
#[derive(Debug, Clone, Copy)]
pub struct Desk<'a> {
    pub tables: Tables<'a>,
    pub tree: &'a UnitTree,
    pub divisions: &'a Divisions,
    pub book: &'a RuleBook,
    /// Whether the register holds made-up people.
    pub practice: bool,
    /// Today, in China.
    pub today: Day,
}

/// How an unreadable optional entry is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    Counter,
    Roster,
}

/// What is known of a person apart from where they live.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    pub id: IdNumber,
    /// The number as given.
    pub as_given: String,
    pub name: String,
    pub sex: Option<Sex>,
    pub birth_on: Option<Day>,
    /// Code of the ethnic group, and the text where it says more than the code.
    pub ethnic: Option<String>,
    pub ethnic_text: Option<String>,
    pub hukou: String,
    /// Six digits, where the address or the clerk tells the county.
    pub hukou_county: Option<String>,
    pub phone: Option<String>,
    pub education: Option<String>,
    pub marriage: Option<String>,
}

/// Where and how a person lives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Home {
    pub unit: UnitId,
    pub address: String,
    /// Codes of the tables.
    pub reason: String,
    pub dwelling: Option<String>,
    pub stay: Option<String>,
}

/// A registration that may be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Admission {
    pub person: Person,
    pub home: Home,
    pub counter: UnitId,
    pub exempt: Option<Exempt>,
    pub workplace: Option<String>,
    pub employer_code: Option<String>,
    pub job: Option<String>,
    pub relation: Option<String>,
    pub note: Option<String>,
    pub arrived_on: Option<Day>,
    pub registered_on: Day,
    pub warnings: Vec<Warning>,
}

/// Why a form cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Objection {
    Empty { field: Field },
    Identity(IdRefusal),
    Name { found: String },
    Controls { field: Field },
    UnknownCode { field: Field, text: String },
    UnknownKind { text: String },
    Unit(UnitRefusal),
    Counter(UnitRefusal),
    HukouCounty { text: String },
    EmployerCode,
    NoMigrant { hukou: String, residence: String },
    ArrivalAfterRegistration { arrived_on: Day, registered_on: Day },
    BeforeBirth { day: Day, birth_on: Day },
    Future { day: Day, today: Day },
}

impl Objection {
    pub fn code(&self) -> Code {
        match self {
            Objection::Empty { .. } => Code::J217,
            Objection::Identity(refusal) => refusal.code(),
            Objection::Name { .. } => Code::J116,
            Objection::Controls { .. } => Code::J216,
            Objection::UnknownCode { .. } => Code::J121,
            Objection::UnknownKind { .. } => Code::J117,
            Objection::Unit(refusal) | Objection::Counter(refusal) => refusal.code(),
            Objection::HukouCounty { .. } => Code::J214,
            Objection::EmployerCode => Code::J119,
            Objection::NoMigrant { .. } => Code::J205,
            Objection::ArrivalAfterRegistration { .. } => Code::J206,
            Objection::BeforeBirth { .. } => Code::J207,
            Objection::Future { .. } => Code::J208,
        }
    }

    /// The field it is about.
    pub fn field(&self) -> Field {
        match self {
            Objection::Empty { field } | Objection::Controls { field } | Objection::UnknownCode { field, .. } => *field,
            Objection::Identity(_) => Field::IdNumber,
            Objection::Name { .. } => Field::Name,
            Objection::UnknownKind { .. } => Field::IdKind,
            Objection::Unit(_) => Field::Unit,
            Objection::Counter(_) => Field::Counter,
            Objection::HukouCounty { .. } | Objection::NoMigrant { .. } => Field::Hukou,
            Objection::EmployerCode => Field::Workplace,
            Objection::ArrivalAfterRegistration { .. } | Objection::BeforeBirth { .. } => Field::ArrivedOn,
            Objection::Future { .. } => Field::RegisteredOn,
        }
    }
}

/// What is worth a look and no reason to refuse.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Warning {
    CountyUnknown { county: String },
    CountyOtherYears { county: String, year: i16 },
    SexDiffers { by_number: Sex },
    BirthDiffers { by_number: Day },
    DistrictInsteadOfCommunity { code: String, name: String },
    Phone,
    UnreadableCode { field: Field, text: String },
}

impl Warning {
    pub fn code(&self) -> Code {
        match self {
            Warning::CountyUnknown { .. } => Code::J110,
            Warning::CountyOtherYears { .. } => Code::J111,
            Warning::SexDiffers { .. } => Code::J112,
            Warning::BirthDiffers { .. } => Code::J113,
            Warning::DistrictInsteadOfCommunity { .. } => Code::J213,
            Warning::Phone => Code::J120,
            Warning::UnreadableCode { .. } => Code::J416,
        }
    }
}

/// The longest name, address or other text a register keeps, in characters.
pub const LONGEST_TEXT: usize = 200;

/// Reads a form for a registration made on `registered_on`.
///
/// # Errors
/// Every objection at once, in the order of the form.
pub fn admit(form: &Form, desk: &Desk, registered_on: Day, manner: Manner) -> Result<Admission, Vec<Objection>> {
    let mut reader = Reader { desk, manner, objections: Vec::new(), warnings: Vec::new() };
    if registered_on > desk.today {
        reader.objections.push(Objection::Future { day: registered_on, today: desk.today });
    }
    let id = reader.identity(form, registered_on);
    let name = reader.name(form.name);
    let (sex, birth_on) = reader.sex_and_birth(form, id.as_ref());
    let (ethnic, ethnic_text) = reader.ethnic(form.ethnic);
    let hukou = reader.needed(form.hukou, Field::Hukou);
    let unit = reader.unit(form.unit, registered_on);
    let address = reader.needed(form.address, Field::Address);
    let reason = reader.needed_code(form.reason, desk.tables.reason, Field::Reason);
    let dwelling = match manner {
        Manner::Counter => reader.needed_code(form.dwelling, desk.tables.dwelling, Field::Dwelling),
        Manner::Roster => reader.code(form.dwelling, desk.tables.dwelling, Field::Dwelling),
    };
    let counter = reader.counter(form.counter, unit, registered_on);
    let hukou_county = reader.hukou_county(form);
    reader.migrant(hukou_county.as_deref(), unit, registered_on);
    let arrived_on = form.arrived_on;
    reader.order(arrived_on, registered_on, birth_on);
    let stay = reader.code(form.stay, desk.tables.stay, Field::Stay);
    let exempt = reader.exempt(form.exempt);
    let phone = reader.phone(form.phone);
    let education = reader.code(form.education, desk.tables.education, Field::Education);
    let marriage = reader.code(form.marriage, desk.tables.marriage, Field::Marriage);
    let employer_code = reader.employer_code(form.employer_code);
    let [workplace, job, relation, note] = reader.texts(form);
    let Reader { objections, warnings, .. } = reader;
    let (Some(id), Some(unit), Some(counter), true) = (id, unit, counter, objections.is_empty()) else {
        return Err(objections);
    };
    Ok(Admission {
        person: Person {
            as_given: form.id_number.trim().to_owned(),
            id,
            name,
            sex,
            birth_on,
            ethnic,
            ethnic_text,
            hukou,
            hukou_county,
            phone,
            education,
            marriage,
        },
        home: Home { unit: unit.id, address, reason: reason.unwrap_or_default(), dwelling, stay },
        counter: counter.id,
        exempt,
        workplace,
        employer_code,
        job,
        relation,
        note,
        arrived_on,
        registered_on,
        warnings,
    })
}

struct Reader<'a> {
    desk: &'a Desk<'a>,
    manner: Manner,
    objections: Vec<Objection>,
    warnings: Vec<Warning>,
}

impl<'a> Reader<'a> {
    fn identity(&mut self, form: &Form, on: Day) -> Option<IdNumber> {
        let kind = match form.id_kind.trim() {
            "" => None,
            text => {
                if let Some(kind) = id_kind(text) {
                    Some(kind)
                } else {
                    self.objections.push(Objection::UnknownKind { text: text.to_owned() });
                    return None;
                }
            }
        };
        match identity::read(form.id_number, kind, on, self.desk.practice) {
            Ok(id) => {
                self.warn_of_county(&id);
                Some(id)
            }
            Err(refusal) => {
                self.objections.push(Objection::Identity(refusal));
                None
            }
        }
    }

    fn warn_of_county(&mut self, id: &IdNumber) {
        let (IdKind::Citizen, Some(birth)) = (id.kind, id.birth) else { return };
        let county = &id.text[..6];
        if county == identity::PRACTICE_COUNTY {
            return;
        }
        match self.desk.divisions.county_in_year(county, birth.year()) {
            CountyYear::InForce => {}
            CountyYear::OtherYears => {
                self.warnings.push(Warning::CountyOtherYears { county: county.to_owned(), year: birth.year() });
            }
            CountyYear::Unknown => self.warnings.push(Warning::CountyUnknown { county: county.to_owned() }),
        }
    }

    fn name(&mut self, given: &str) -> String {
        let name = given.trim();
        if name.is_empty() {
            self.objections.push(Objection::Empty { field: Field::Name });
        } else if let Some(found) = bad_in_name(name) {
            self.objections.push(Objection::Name { found });
        }
        name.to_owned()
    }

    fn sex_and_birth(&mut self, form: &Form, id: Option<&IdNumber>) -> (Option<Sex>, Option<Day>) {
        let typed_sex = match form.sex.trim() {
            "" | "0" | "9" | "未知" | "未说明" => None,
            text => {
                let sex = Sex::parse(text);
                if sex.is_none() {
                    self.unknown_code(Field::Sex, text);
                }
                sex
            }
        };
        let typed_birth = form.birth;
        let Some(id) = id else { return (typed_sex, typed_birth) };
        if let (Some(by_number), Some(typed)) = (id.sex, typed_sex)
            && by_number != typed
        {
            self.warnings.push(Warning::SexDiffers { by_number });
        }
        if let (Some(by_number), Some(typed)) = (id.birth, typed_birth)
            && by_number != typed
        {
            self.warnings.push(Warning::BirthDiffers { by_number });
        }
        (id.sex.or(typed_sex), id.birth.or(typed_birth))
    }

    fn ethnic(&mut self, given: &str) -> (Option<String>, Option<String>) {
        let text = given.trim();
        if text.is_empty() {
            return (None, None);
        }
        match self.desk.tables.ethnic.read(text) {
            Some(entry) if entry.code == "97" && text != "97" => (Some(entry.code.clone()), Some(text.to_owned())),
            Some(entry) => (Some(entry.code.clone()), None),
            None => {
                self.unknown_code(Field::Ethnic, text);
                (Some("97".to_owned()), Some(text.to_owned()))
            }
        }
    }

    fn needed(&mut self, given: &str, field: Field) -> String {
        let text = given.trim();
        if text.is_empty() {
            self.objections.push(Objection::Empty { field });
        } else if !is_keepable(text) {
            self.objections.push(Objection::Controls { field });
        }
        text.to_owned()
    }

    fn texts(&mut self, form: &Form) -> [Option<String>; 4] {
        [
            self.text(form.workplace, Field::Workplace),
            self.text(form.job, Field::Job),
            self.text(form.relation, Field::Relation),
            self.text(form.note, Field::Note),
        ]
    }

    fn text(&mut self, given: &str, field: Field) -> Option<String> {
        let text = given.trim();
        if text.is_empty() { None } else { Some(self.needed(text, field)) }
    }

    fn unit(&mut self, given: &str, on: Day) -> Option<&'a Unit> {
        if given.trim().is_empty() {
            self.objections.push(Objection::Empty { field: Field::Unit });
            return None;
        }
        let tree = self.desk.tree;
        match tree.residence(given, on) {
            Ok(unit) => {
                self.warnings.extend(warn_of_district(tree, unit, on));
                Some(unit)
            }
            Err(refusal) => {
                self.objections.push(Objection::Unit(refusal));
                None
            }
        }
    }

    fn counter(&mut self, given: &str, unit: Option<&Unit>, on: Day) -> Option<&'a Unit> {
        let tree = self.desk.tree;
        let found = if given.trim().is_empty() {
            let unit = unit?;
            tree.counter_of(unit.id, on).ok_or_else(|| UnitRefusal::NoCounter {
                code: unit.code.clone(),
                name: unit.name.clone(),
                instead: None,
            })
        } else {
            tree.counter(given, on)
        };
        found.map_err(|refusal| self.objections.push(Objection::Counter(refusal))).ok()
    }

    fn hukou_county(&mut self, form: &Form) -> Option<String> {
        let given = form.hukou_county.trim();
        if given.is_empty() {
            return match self.desk.divisions.locate(form.hukou) {
                Place::County(code) => Some(code),
                Place::City(_) | Place::Province(_) | Place::Unknown => None,
            };
        }
        if !self.desk.divisions.is_county(given) {
            self.objections.push(Objection::HukouCounty { text: given.to_owned() });
            return None;
        }
        Some(given.to_owned())
    }

    fn migrant(&mut self, hukou_county: Option<&str>, unit: Option<&Unit>, on: Day) {
        let (Some(hukou), Some(unit)) = (hukou_county, unit) else { return };
        let Some(district) = self.desk.tree.district_on(unit.id, on) else { return };
        if !self.desk.book.city.is_migrant(hukou, &district.code) {
            let name = |code: &str| self.desk.divisions.name(code).unwrap_or(code).to_owned();
            self.objections.push(Objection::NoMigrant { hukou: name(hukou), residence: district.name.clone() });
        }
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

    fn code(&mut self, given: &str, table: &CodeTable, field: Field) -> Option<String> {
        let text = given.trim();
        if text.is_empty() {
            return None;
        }
        let found = table.read(text).map(|entry| entry.code.clone());
        if found.is_none() {
            self.unknown_code(field, text);
        }
        found
    }

    fn needed_code(&mut self, given: &str, table: &CodeTable, field: Field) -> Option<String> {
        let text = given.trim();
        if text.is_empty() {
            self.objections.push(Objection::Empty { field });
            return None;
        }
        let found = table.read(text).map(|entry| entry.code.clone());
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
        let text = given.trim();
        if text.is_empty() {
            return None;
        }
        let exempt = Exempt::parse(text);
        if exempt.is_none() {
            self.unknown_code(Field::Exempt, text);
        }
        exempt
    }

    fn phone(&mut self, given: &str) -> Option<String> {
        let text = given.trim();
        if text.is_empty() {
            return None;
        }
        let phone = read_phone(text);
        if phone.is_none() {
            self.warnings.push(Warning::Phone);
        }
        phone
    }

    fn employer_code(&mut self, given: &str) -> Option<String> {
        let text = identity::clean(given).to_uppercase();
        if text.is_empty() {
            return None;
        }
        if !super::employer::is_valid(&text) {
            self.objections.push(Objection::EmployerCode);
        }
        Some(text)
    }
}

fn id_kind(text: &str) -> Option<IdKind> {
    match text {
        "居民身份证" | "身份证" | "公民身份证" | "第二代居民身份证" => Some(IdKind::Citizen),
        "港澳台居民居住证" | "台湾居民居住证" => Some(IdKind::Hmt),
        "外国人永久居留身份证" | "外国人永久居留证" => Some(IdKind::Foreigner),
        "护照" | "其他" | "其他证件" | "港澳居民来往内地通行证" | "台湾居民来往大陆通行证" => {
            Some(IdKind::Other)
        }
        other => IdKind::parse(other),
    }
}

/// A phone number without its blanks and dashes: 7 to 15 digits, perhaps a plus sign; else `None`.
pub fn read_phone(text: &str) -> Option<String> {
    let cleaned: String = identity::clean(text).chars().filter(|c| !matches!(c, '-' | '(' | ')' | '—')).collect();
    let digits = cleaned.strip_prefix('+').unwrap_or(&cleaned);
    ((7..=15).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit())).then_some(cleaned)
}

/// Whether a register keeps the text: no control characters, not too long.
pub fn is_keepable(text: &str) -> bool {
    !text.chars().any(char::is_control) && text.chars().count() <= LONGEST_TEXT
}

/// A district is taken as residence unit where a community could be named, with a warning.
pub fn warn_of_district(tree: &UnitTree, unit: &Unit, on: Day) -> Option<Warning> {
    let finer = unit.kind.is_county_level() && tree.has_parts_on(unit.id, on);
    finer.then(|| Warning::DistrictInsteadOfCommunity { code: unit.code.clone(), name: unit.name.clone() })
}

/// What a name cannot have: control characters and digits; `None` when the name is good.
fn bad_in_name(name: &str) -> Option<String> {
    let found: String = name
        .chars()
        .filter(|c| c.is_control() || c.is_ascii_digit() || *c == char::REPLACEMENT_CHARACTER)
        .map(|c| if c.is_control() { c.escape_default().to_string() } else { c.to_string() })
        .collect();
    if name.chars().count() > 50 && found.is_empty() {
        return Some("> 50".to_owned());
    }
    (!found.is_empty()).then_some(found)
}
