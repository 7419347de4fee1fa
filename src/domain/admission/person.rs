//! The person's own particulars: number, name, sex, birth, ethnic group, phone, employer.

use super::Reader;
use crate::domain::calendar::Day;
use crate::domain::employer;
use crate::domain::identity::{self, IdKind, IdNumber, Sex};
use crate::domain::objection::{Objection, Warning};
use crate::domain::place::CountyYear;
use crate::domain::registration::Form;
use crate::domain::roster::Field;
use crate::domain::text::{Text, trimmed};

impl Reader<'_> {
    pub(super) fn identity(&mut self, form: &Form, on: Day) -> Option<IdNumber> {
        let kind = match trimmed(form.id_kind) {
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

    pub(super) fn warn_of_county(&mut self, id: &IdNumber) {
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

    pub(super) fn name(&mut self, given: &str) -> Text {
        let name = trimmed(given);
        if name.is_empty() {
            self.objections.push(Objection::Empty { field: Field::Name });
        } else if let Some(found) = bad_in_name(name) {
            self.objections.push(Objection::Name { found });
        }
        Text::from(name)
    }

    pub(super) fn sex_and_birth(&mut self, form: &Form, id: Option<&IdNumber>) -> (Option<Sex>, Option<Day>) {
        let typed_sex = match trimmed(form.sex) {
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

    pub(super) fn ethnic(&mut self, given: &str) -> (Option<Text>, Option<Text>) {
        let text = trimmed(given);
        if text.is_empty() {
            return (None, None);
        }
        match self.desk.tables.ethnic.read(text) {
            Some(entry) if entry.code == "97" && text != "97" => {
                (Some(Text::from(entry.code.as_str())), Some(Text::from(text)))
            }
            Some(entry) => (Some(Text::from(entry.code.as_str())), None),
            None => {
                self.unknown_code(Field::Ethnic, text);
                (Some(Text::from("97")), Some(Text::from(text)))
            }
        }
    }

    pub(super) fn phone(&mut self, given: &str) -> Option<Text> {
        let text = trimmed(given);
        if text.is_empty() {
            return None;
        }
        let phone = read_phone(text);
        if phone.is_none() {
            self.warnings.push(Warning::Phone);
        }
        phone
    }

    pub(super) fn employer_code(&mut self, given: &str) -> Option<Text> {
        if given.is_empty() {
            return None;
        }
        let text = identity::clean(given).to_uppercase();
        if text.is_empty() {
            return None;
        }
        if !employer::is_valid(&text) {
            self.objections.push(Objection::EmployerCode);
        }
        Some(Text::from(text))
    }
}

/// The kind of paper that a code or a usual word names.
pub fn id_kind(text: &str) -> Option<IdKind> {
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
fn read_phone(text: &str) -> Option<Text> {
    let is_number = |digits: &str| (7..=15).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    if is_number(text) {
        return Some(Text::from(text));
    }
    let cleaned: String = identity::clean(text).chars().filter(|c| !matches!(c, '-' | '(' | ')' | '—')).collect();
    let digits = cleaned.strip_prefix('+').unwrap_or(&cleaned);
    is_number(digits).then(|| Text::from(cleaned))
}

/// What a name cannot have: control characters and digits; `None` when the name is good.
fn bad_in_name(name: &str) -> Option<String> {
    // Bytes tell the usual name: no control, no digit, nothing that begins like a control or U+FFFD.
    let plain = name.bytes().all(|byte| byte >= b':' && byte != 0x7f && byte != 0xc2 && byte != 0xef);
    if plain && name.len() <= 50 {
        return None;
    }
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
