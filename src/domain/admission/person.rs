//! The person's own particulars: number, name, sex, birth, ethnic group, phone, employer.

use super::Reader;
use crate::domain::calendar::Day;
use crate::domain::employer;
use crate::domain::identity::{self, IdKind, IdNumber, IdRefusal, Sex};
use crate::domain::objection::{Objection, Warning};
use crate::domain::person_name;
use crate::domain::place::CountyYear;
use crate::domain::registration::{Form, Manner};
use crate::domain::roster::Field;
use crate::domain::text::{Text, trimmed};

impl Reader<'_> {
    pub(super) fn identity(&mut self, form: &Form, on: Day) -> Option<IdNumber> {
        let given = trimmed(form.id_kind);
        let kind = id_kind(given);
        let unread = kind.is_none() && !given.is_empty();
        if unread && self.manner == Manner::Counter {
            self.objections.push(Objection::UnknownKind { text: given.to_owned() });
            return None;
        }
        match self.number(form.id_number, kind, on) {
            Ok(id) => {
                if unread {
                    self.warnings.push(Warning::KindUnread { text: given.to_owned(), by_number: id.kind });
                }
                self.warn_of_county(&id);
                Some(id)
            }
            Err(refusal) => {
                self.objections.push(Objection::Identity(refusal));
                None
            }
        }
    }

    /// A sender's kind that contradicts the number is like a sex that does: the number carries it.
    fn number(&mut self, number: &str, kind: Option<IdKind>, on: Day) -> Result<IdNumber, IdRefusal> {
        let read = |kind| identity::read(number, kind, on, self.desk.practice);
        match read(kind) {
            Err(IdRefusal::KindMismatch { given, .. }) if self.manner == Manner::Roster => {
                let id = read(None)?;
                self.warnings.push(Warning::KindDiffers { given, by_number: id.kind });
                Ok(id)
            }
            other => other,
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
        } else if let Some(trouble) = person_name::trouble(name) {
            self.objections.push(Objection::Name(trouble));
        }
        self.warn_of_private_use(name, Field::Name);
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
        match &phone {
            None => self.warnings.push(Warning::Phone),
            Some(phone) if is_cut_mobile(phone) => self.warnings.push(Warning::PhoneLength { digits: phone.len() }),
            Some(_) => {}
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

/// The kind of paper that a code, a usual word or both together name.
pub fn id_kind(text: &str) -> Option<IdKind> {
    if let Some(kind) = paper(text) {
        return Some(kind);
    }
    let (code, label) = text.split_once(['-', '－', ' ', '.', '、'])?;
    let (by_code, by_label) = (paper(code.trim()), paper(label.trim())?);
    (by_code.is_none_or(|kind| kind == by_label) && code.bytes().all(|byte| byte.is_ascii_digit())).then_some(by_label)
}

/// The words of people, and the codes that systems of the police write (01; 111 and its like).
fn paper(word: &str) -> Option<IdKind> {
    match word {
        "居民身份证"
        | "身份证"
        | "公民身份证"
        | "二代身份证"
        | "二代证"
        | "第二代身份证"
        | "第二代居民身份证"
        | "二代居民身份证"
        | "中华人民共和国居民身份证"
        | "公民身份号码"
        | "临时身份证"
        | "临时居民身份证"
        | "居民户口簿"
        | "户口簿"
        | "户口本"
        | "居民户口本"
        | "01"
        | "111"
        | "112"
        | "113" => Some(IdKind::Citizen),
        "港澳台居民居住证" | "港澳居民居住证" | "台湾居民居住证" => Some(IdKind::Hmt),
        "外国人永久居留身份证" | "外国人永久居留证" => Some(IdKind::Foreigner),
        "护照"
        | "普通护照"
        | "外国护照"
        | "其他"
        | "其它"
        | "其他证件"
        | "其它证件"
        | "港澳居民来往内地通行证"
        | "港澳通行证"
        | "回乡证"
        | "台湾居民来往大陆通行证"
        | "台胞证"
        | "军官证"
        | "士兵证"
        | "出生医学证明"
        | "414"
        | "511"
        | "516" => Some(IdKind::Other),
        other => IdKind::parse(other),
    }
}

/// Whether a number begins as a mobile phone's in China does and has not its eleven digits.
fn is_cut_mobile(phone: &str) -> bool {
    phone.len() != 11 && phone.starts_with('1') && phone[1..].starts_with(['3', '4', '5', '6', '7', '8', '9'])
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
