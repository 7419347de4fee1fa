//! What is said of a registration form: objections to it, warnings about it.

use super::blank::marked;
use super::{Describe, Words, echo, labels, text, unit};
use crate::domain::admission::LONGEST_TEXT;
use crate::domain::calendar::Day;
use crate::domain::code::Code;
use crate::domain::identity::IdKind;
use crate::domain::lang::Lang;
use crate::domain::objection::{Objection, Warning};
use crate::domain::permit::{EndReason, PermitKind};
use crate::domain::person_name::{LONGEST_NAME, NameTrouble};
use crate::domain::regime::Exempt;
use crate::domain::roster::Field;
use crate::domain::table::CodeTable;
use crate::reference;

/// The flag by which a field is given on the command line, where there is one.
pub fn flag(field: Field) -> Option<&'static str> {
    match field {
        Field::Name => Some("--name"),
        Field::IdNumber => Some("--id-number"),
        Field::IdKind => Some("--id-kind"),
        Field::Sex => Some("--sex"),
        Field::Ethnic => Some("--ethnic"),
        Field::Birth => Some("--birth"),
        Field::Hukou => Some("--hukou"),
        Field::Unit => Some("--unit"),
        Field::Address => Some("--address"),
        Field::Reason => Some("--reason"),
        Field::Dwelling => Some("--dwelling"),
        Field::Phone => Some("--phone"),
        Field::Workplace => Some("--workplace"),
        Field::ArrivedOn => Some("--arrived"),
        Field::RegisteredOn => Some("--on"),
        Field::Stay => Some("--stay"),
        Field::Exempt => Some("--exempt"),
        Field::Job => Some("--job"),
        Field::Education => Some("--education"),
        Field::Marriage => Some("--marriage"),
        Field::Counter => Some("--counter"),
        Field::Relation
        | Field::StartedOn
        | Field::LeftOn
        | Field::PermitNumber
        | Field::PermitKind
        | Field::IssuedOn
        | Field::EndorsedOn
        | Field::LastEndorsedOn
        | Field::ValidUntil
        | Field::CardEndedOn
        | Field::EndReason
        | Field::To
        | Field::Note => None,
    }
}

fn table(field: Field) -> Option<&'static CodeTable> {
    field.codes().map(reference::table)
}

/// What may be written into a field that takes codes: all of it, or an example where the list is long.
fn accepted(field: Field, lang: Lang) -> Option<String> {
    const LONGEST_LIST: usize = 15;
    let words: Vec<String> = match (field, table(field)) {
        (Field::Sex, _) => vec![text!(lang, "男", "male"), text!(lang, "女", "female")],
        (Field::Exempt, _) => Exempt::ALL.iter().map(|exempt| exempt_word(*exempt, lang)).collect(),
        (Field::EndReason, _) => EndReason::ALL.iter().filter_map(|reason| end_reason_word(*reason, lang)).collect(),
        (Field::PermitKind, _) => {
            let word = |kind| labels::permit_kind(Lang::Zh, kind).to_owned();
            vec![word(PermitKind::Residence), word(PermitKind::Temporary)]
        }
        (_, Some(table)) => {
            let entries = table.entries().iter();
            entries.map(|entry| format!("{} {}", entry.code, labels::entry(lang, entry))).collect()
        }
        (_, None) => return None,
    };
    if words.len() > LONGEST_LIST {
        let first = labels::list(lang, &words[..3]);
        return Some(text!(lang, "{first} 等", "{first} and so on"));
    }
    Some(labels::list(lang, &words))
}

/// As a ledger writes it; a card that was exchanged is told by the card that replaced it.
fn end_reason_word(reason: EndReason, lang: Lang) -> Option<String> {
    let (word, code) = (reason.word()?, reason.as_str());
    Some(text!(lang, "{word}", "{code} ({word})"))
}

fn exempt_word(exempt: Exempt, lang: Lang) -> String {
    let (word, label) = (exempt.as_str(), labels::exempt(lang, exempt));
    text!(lang, "{word}（{label}）", "{word} ({label})")
}

/// The sentence on a text that names no code of a field's table.
fn unknown_code(field: Field, text: &str, lang: Lang) -> String {
    let (label, text) = (labels::field(lang, field), echo(text));
    match accepted(field, lang) {
        Some(accepted) => text!(
            lang,
            "{label}不认得“{text}”；可以写代码或名称：{accepted}",
            "{label}: {text} is not known; write a code or its label: {accepted}"
        ),
        None => text!(lang, "{label}不认得“{text}”", "{label}: {text} is not known"),
    }
}

/// The hint to give a field anew: `--reason 【居住事由】`.
fn give_again(field: Field, lang: Lang) -> String {
    let Some(flag) = flag(field) else {
        let label = labels::field(lang, field);
        return text!(lang, "改正“{label}”一栏", "correct the column: {label}");
    };
    let (label, key) = (labels::field(lang, field), field.as_str().to_uppercase());
    let blank = marked(&text!(lang, "{label}", "{key}"), lang);
    format!("{flag} {blank}")
}

/// The objection to an empty field; also of a move.
pub fn empty(field: Field, lang: Lang) -> Words {
    let label = labels::field(lang, field);
    Words::new(text!(lang, "没有写{label}", "not given: {label}"))
        .hint(give_again(field, lang))
        .detail("field", field.as_str())
}

/// The objection to a text that no register keeps; also of a move.
pub fn controls(field: Field, lang: Lang) -> Words {
    let label = labels::field(lang, field);
    Words::new(text!(
        lang,
        "{label}里有换行、制表符之类的控制字符，或超过{LONGEST_TEXT}个字",
        "{label}: line breaks, tabs or other control characters, or more than {LONGEST_TEXT} characters"
    ))
    .hint(give_again(field, lang))
}

/// The objection to an unknown code; also of a move.
pub fn unknown(field: Field, text: &str, lang: Lang) -> Words {
    Words::new(unknown_code(field, text, lang)).hint(give_again(field, lang)).detail("field", field.as_str())
}

/// Why a text is no name.
fn no_name(trouble: &NameTrouble, lang: Lang) -> String {
    match trouble {
        NameTrouble::Characters { found } => {
            let found = echo(found);
            text!(lang, "姓名里有不该有的字符：{found}", "the name has characters that no name has: {found}")
        }
        NameTrouble::Lost { found } => {
            let found = echo(found);
            text!(
                lang,
                "姓名里有字丢了或被遮住了，只剩“{found}”",
                "a character of the name was lost or kept back, and {found} stands in its place"
            )
        }
        NameTrouble::Word { text } => {
            let text = echo(text);
            text!(lang, "“{text}”不是姓名", "{text} is nobody's name")
        }
        NameTrouble::TooLong { characters } => text!(
            lang,
            "姓名有{characters}个字，超过{LONGEST_NAME}个",
            "the name has {characters} characters, more than {LONGEST_NAME}"
        ),
    }
}

/// Household registration and residence make no migrant: registering and moving alike.
pub fn no_migrant(hukou: &str, residence: &str, lang: Lang) -> String {
    if hukou == residence {
        text!(
            lang,
            "户籍就在{residence}，住也在{residence}：没有离开常住户口所在地，不是流动人口，不办居住登记（《贵州省流动人口服务管理条例》第三条）",
            "household registration and residence both lie in {residence}: no migrant, and nothing to register (Guizhou Regulation 2012, Art. 3)"
        )
    } else {
        text!(
            lang,
            "户籍在{hukou}，住在{residence}：在本市各区之间居住不算流动人口，不办居住登记（《贵州省流动人口服务管理条例》第三条）",
            "household registration lies in {hukou}, residence in {residence}: moving between the districts of the city makes no migrant, and there is nothing to register (Guizhou Regulation 2012, Art. 3)"
        )
    }
}

impl Describe for Objection {
    fn code(&self) -> Code {
        Objection::code(self)
    }

    #[expect(clippy::too_many_lines, reason = "one arm a variant, two languages each")]
    fn words(&self, lang: Lang) -> Words {
        let words = match self {
            Objection::Empty { field } => empty(*field, lang),
            Objection::Identity(refusal) => refusal.words(lang),
            Objection::Name(trouble) => Words::new(no_name(trouble, lang))
                .hint(text!(lang, "照身份证重打：--name 【姓名】", "type it from the card: --name _NAME_")),
            Objection::Controls { field } => controls(*field, lang),
            Objection::UnknownCode { field, text } => unknown(*field, text, lang),
            Objection::UnknownKind { text } => {
                let text = echo(text);
                let kinds: Vec<String> = IdKind::ALL
                    .iter()
                    .map(|kind| format!("{}（{}）", kind.as_str(), labels::id_kind(Lang::Zh, *kind)))
                    .collect();
                let (zh, en) = (kinds.join("、"), IdKind::ALL.map(IdKind::as_str).join(", "));
                Words::new(text!(
                    lang,
                    "证件种类不认得“{text}”；可以写：{zh}",
                    "kind of identity paper: {text} is not known; write {en}"
                ))
                .hint(text!(
                    lang,
                    "普通身份证不用写证件种类；其他证件：--id-kind other",
                    "a citizen's number needs no kind; for another paper: --id-kind other"
                ))
            }
            Objection::Unit(refusal) => refusal.words(lang),
            Objection::Counter(refusal) => unit::named_by(refusal, "--counter", lang),
            Objection::HukouCounty { text } => {
                let text = echo(text);
                Words::new(text!(
                    lang,
                    "户籍区县代码“{text}”不存在；应是6位数字的区县代码",
                    "there is no county with the code {text}; it is the six digits of a county"
                ))
                .hint(text!(
                    lang,
                    "核对代码，或不写 --hukou-county，由户籍地址判断",
                    "look the code up, or leave --hukou-county out: the address tells it"
                ))
            }
            Objection::EmployerCode => Words::new(text!(
                lang,
                "用人单位代码不对：既不是18位统一社会信用代码，也不是组织机构代码或15位注册号，或校验位不符",
                "the employer code is neither a unified social credit code (18) nor an organisation code (9) nor a registration number (15), or its check character does not fit"
            ))
            .hint(text!(
                lang,
                "对照营业执照重打，或先不写：--employer-code 【代码】",
                "type it again from the licence, or leave it out: --employer-code _CODE_"
            )),
            Objection::NoMigrant { hukou, residence, since: Some(since) } => {
                let reason = no_migrant(hukou, residence, lang);
                Words::new(text!(
                    lang,
                    "居住地 {since} 起归{residence}。{reason}",
                    "the place has belonged to {residence} since {since}. {reason}"
                ))
                .hint(text!(
                    lang,
                    "户籍地址有误的，改正后再办：--hukou 【地址】 --hukou-county 【代码】",
                    "if the address of household registration is wrong: --hukou _ADDRESS_ --hukou-county _CODE_"
                ))
                .detail("since", since.to_string())
            }
            Objection::NoMigrant { hukou, residence, since: None } => Words::new(no_migrant(hukou, residence, lang)).hint(text!(
                lang,
                "户籍地址有误的，改正后再登记：--hukou 【地址】 --hukou-county 【代码】",
                "if the address of household registration is wrong: --hukou _ADDRESS_ --hukou-county _CODE_"
            )),
            Objection::ArrivalAfterRegistration { arrived_on, registered_on } => Words::new(text!(
                lang,
                "来本地日期 {arrived_on} 晚于登记日期 {registered_on}",
                "the day of arrival, {arrived_on}, is later than that of registration, {registered_on}"
            ))
            .hint(text!(
                lang,
                "核对 --arrived 和 --on：来本地在先，登记在后",
                "look at --arrived and --on: arrival comes first, registration after it"
            )),
            Objection::BeforeBirth { day, birth_on } => Words::new(text!(
                lang,
                "{day} 的时候人还没有出生（出生日期 {birth_on}）",
                "on {day} the person was not yet born (birth: {birth_on})"
            ))
            .hint(text!(
                lang,
                "核对 --arrived、--on 和出生日期",
                "look at --arrived, --on and the date of birth"
            )),
            Objection::Future { day, today } => future(*day, *today, lang),
        };
        words.detail("field", self.field().as_str())
    }
}

/// An act on a coming day, whatever the act.
pub fn future(day: Day, today: Day, lang: Lang) -> Words {
    super::db::FutureDay { day, today }.words(lang)
}

impl Describe for Warning {
    fn code(&self) -> Code {
        Warning::code(self)
    }

    #[expect(clippy::too_many_lines, reason = "one arm a variant, two languages each")]
    fn words(&self, lang: Lang) -> Words {
        match self {
            Warning::CountyUnknown { county } => Words::new(text!(
                lang,
                "号码前6位 {county} 不在行政区划代码表里；请看一看身份证原件，照常登记",
                "the first six digits, {county}, are no county that is known; look at the card itself. Registered all the same"
            ))
            .detail("county", county.clone()),
            Warning::CountyOtherYears { county, year } => Words::new(text!(
                lang,
                "号码前6位 {county} 在出生的 {year} 年还没有启用或已停用；补领的号码常有这种情况，照常登记",
                "the first six digits, {county}, were not in use in the year of birth, {year}; late numbers often are so. Registered all the same"
            ))
            .detail("county", county.clone())
            .detail("year", *year),
            Warning::SexDiffers { by_number } => {
                let sex = labels::sex(lang, *by_number);
                Words::new(text!(
                    lang,
                    "填写的性别与号码不一致，按号码登记为{sex}",
                    "the sex given differs from the number; registered by the number: {sex}"
                ))
                .detail("by_number", by_number.as_str())
            }
            Warning::BirthDiffers { by_number } => Words::new(text!(
                lang,
                "填写的出生日期与号码不一致，按号码登记为 {by_number}",
                "the date of birth given differs from the number; registered by the number: {by_number}"
            ))
            .detail("by_number", by_number.to_string()),
            Warning::SexCorrected { by_number } => {
                let sex = labels::sex(lang, *by_number);
                Words::new(text!(
                    lang,
                    "更正后的性别与身份号码不一致，号码里是{sex}；已按更正的记下。号码抄错了的，更正号码：--id-number",
                    "the corrected sex differs from the identity number, which says {sex}; it is kept as corrected. If the number is wrong, correct that: --id-number"
                ))
                .detail("by_number", by_number.as_str())
            }
            Warning::BirthCorrected { by_number } => Words::new(text!(
                lang,
                "更正后的出生日期与身份号码不一致，号码里是 {by_number}；已按更正的记下。号码抄错了的，更正号码：--id-number",
                "the corrected date of birth differs from the identity number, which says {by_number}; it is kept as corrected. If the number is wrong, correct that: --id-number"
            ))
            .detail("by_number", by_number.to_string()),
            Warning::KindDiffers { given, by_number } => {
                let (given, kind) = (labels::id_kind(lang, *given), labels::id_kind(lang, *by_number));
                Words::new(text!(
                    lang,
                    "证件种类写的是{given}，号码却是{kind}的，按号码登记",
                    "the kind given is: {given}; registered by the number, which is that of: {kind}"
                ))
                .detail("by_number", by_number.as_str())
            }
            Warning::KindUnread { text, by_number } => {
                let (text, kind) = (echo(text), labels::id_kind(lang, *by_number));
                Words::new(text!(
                    lang,
                    "证件种类不认得“{text}”，按号码登记为{kind}",
                    "kind of identity paper: {text} is not known; registered by the number: {kind}"
                ))
                .detail("field", Field::IdKind.as_str())
                .detail("by_number", by_number.as_str())
            }
            Warning::PrivateUse { field, points } => {
                let label = labels::field(lang, *field);
                Words::new(text!(
                    lang,
                    "{label}里有自造字（私用区）：{points}，请核对原件；照原样记下",
                    "{label}: characters of private use, {points}; compare with the paper. Kept as they are"
                ))
                .detail("field", field.as_str())
                .detail("characters", points.clone())
            }
            Warning::DistrictInsteadOfCommunity { code, name } => Words::new(text!(
                lang,
                "居住地只写到{name}（{code}）；知道社区或乡镇的，请写到社区或乡镇",
                "the residence unit is only {name} ({code}); name the community or town where it is known"
            ))
            .detail("unit", code.clone()),
            Warning::Phone => Words::new(text!(
                lang,
                "联系电话认不出来，没有记下；应是7至15位数字",
                "the phone number cannot be read and was not kept; it has 7 to 15 digits"
            )),
            Warning::PhoneLength { digits } => Words::new(text!(
                lang,
                "联系电话像手机号，却是{digits}位，不是11位；请再核对，照原样记下",
                "the phone number begins as a mobile phone's does but has {digits} digits instead of 11; make sure of it. Kept as it stands"
            ))
            .detail("digits", *digits),
            Warning::HukouUnknown { text } => {
                let given = echo(text);
                Words::new(text!(
                    lang,
                    "户籍地址“{given}”开头认不出是哪个省、市、区县，本市人员也就认不出来；请从省写起，照原样记下",
                    "no province, city or county is known at the start of {given}, and so nobody can tell whether it lies in this city; write it from the province on. Kept as it stands"
                ))
                .detail("field", Field::Hukou.as_str())
            }
            Warning::BorneBefore { migrant, masked_name } => Words::new(text!(
                lang,
                "这个号码以前登在{masked_name}（{migrant}）名下，后来更正为别的号码。请对照身份证，看号码对不对、是不是同一个人",
                "the number stood under {masked_name} ({migrant}) before, and was corrected to another. Look at the card: is the number right, and is it the same person"
            ))
            .hint(format!("jzz migrant history {migrant}"))
            .detail("migrant", migrant.clone()),
            Warning::BorneNow { migrant, masked_name } => Words::new(text!(
                lang,
                "这个号码是此人更正以前的，现在登在{masked_name}（{migrant}）名下。请对照身份证，看来的是不是此人",
                "the number is the person's before a correction, and stands under {masked_name} ({migrant}) now. Look at the card: is it this person"
            ))
            .hint(format!("jzz migrant history {migrant}"))
            .detail("migrant", migrant.clone()),
            Warning::UnreadableCode { field, text } => {
                let sentence = unknown_code(*field, text, lang);
                Words::new(text!(lang, "{sentence}；原文照记", "{sentence}. The text is kept as it stands"))
                    .detail("field", field.as_str())
            }
        }
    }
}
