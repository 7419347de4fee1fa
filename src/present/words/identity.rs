//! What is said of an identity number. The number itself never stands in a sentence.

use super::{Describe, Words, counted, echo, labels, text};
use crate::domain::code::Code;
use crate::domain::identity::{IdKind, IdRefusal, OLDEST_AGE};
use crate::domain::lang::Lang;

impl Describe for IdRefusal {
    fn code(&self) -> Code {
        IdRefusal::code(self)
    }

    fn words(&self, lang: Lang) -> Words {
        let words = Words::new(sentence(self, lang)).hint(hint(self, lang));
        match self {
            IdRefusal::Length { characters } => words.detail("characters", *characters),
            IdRefusal::Characters { found } => words.detail("found", echo(found)),
            IdRefusal::BornLater { birth, on } => words.detail("birth", birth.to_string()).detail("on", on.to_string()),
            IdRefusal::TooOld { birth } => words.detail("birth", birth.to_string()),
            IdRefusal::KindMismatch { given, found } => {
                words.detail("given", given.as_str()).detail("found", found.as_str())
            }
            IdRefusal::Missing
            | IdRefusal::Check
            | IdRefusal::ImpossibleBirth
            | IdRefusal::LostDigits
            | IdRefusal::PracticeCounty => words,
        }
    }
}

fn sentence(refusal: &IdRefusal, lang: Lang) -> String {
    match refusal {
        IdRefusal::Missing => text!(lang, "没有写公民身份号码", "no identity number was given"),
        IdRefusal::Length { characters } => {
            let counted = counted(characters, "character");
            text!(
                lang,
                "号码有 {characters} 位；公民身份号码应是18位，旧号码15位",
                "the number has {counted}; an identity number has 18, an old one 15"
            )
        }
        IdRefusal::Characters { found } => {
            let found = echo(found);
            text!(
                lang,
                "号码里有不该有的字符“{found}”；只能是数字，最后一位可以是X",
                "the number has characters it cannot have: {found}; it is digits, and perhaps an X at the end"
            )
        }
        IdRefusal::Check => text!(
            lang,
            "号码最后一位校验不符：其中至少有一位抄错或打错",
            "the last character does not fit the others: at least one of them was copied or typed wrongly"
        ),
        IdRefusal::ImpossibleBirth => text!(
            lang,
            "号码第7至14位是出生日期，这一天不存在",
            "characters 7 to 14 are the date of birth, and there is no such day"
        ),
        IdRefusal::BornLater { birth, on } => text!(
            lang,
            "按号码第7至14位，出生在 {birth}，晚于办理日 {on}",
            "by characters 7 to 14 the birth is {birth}, later than the day of the act, {on}"
        ),
        IdRefusal::TooOld { birth } => text!(
            lang,
            "按号码第7至14位，出生在 {birth}，已超过{OLDEST_AGE}岁",
            "by characters 7 to 14 the birth is {birth}, more than {OLDEST_AGE} years ago"
        ),
        IdRefusal::LostDigits => text!(
            lang,
            "号码的末几位被电子表格改成了0，或整个号码成了科学计数，原来的数字已经丢失，无法补出",
            "a spreadsheet turned the last digits into zeros, or the number into an exponent: they are lost and cannot be guessed"
        ),
        IdRefusal::PracticeCounty => text!(
            lang,
            "号码前6位520199只用于练习的虚构人员，正式登记库不收",
            "the first six digits, 520199, belong to the made-up people of practice registers; a live register refuses them"
        ),
        IdRefusal::KindMismatch { given, found } => {
            let (given, found) = (labels::id_kind(lang, *given), labels::id_kind(lang, *found));
            text!(
                lang,
                "证件种类写的是{given}，号码却是{found}的",
                "the kind given is: {given}; the number is that of: {found}"
            )
        }
    }
}

fn hint(refusal: &IdRefusal, lang: Lang) -> String {
    match refusal {
        IdRefusal::Missing => text!(
            lang,
            "照身份证抄写（没有公民身份号码的证件，另加 --id-kind other）：--id-number 【号码】",
            "copy it from the card (for a paper without an identity number add --id-kind other): --id-number _NUMBER_"
        ),
        IdRefusal::Length { .. } => text!(
            lang,
            "对照身份证数一数，看漏了还是多了；其他证件加 --id-kind other",
            "count it against the card; for another paper add --id-kind other"
        ),
        IdRefusal::Characters { .. } => text!(
            lang,
            "对照身份证重打，注意字母O与数字0、字母l与数字1；其他证件加 --id-kind other",
            "type it again from the card, and mind O and 0, l and 1; for another paper add --id-kind other"
        ),
        IdRefusal::Check => text!(
            lang,
            "对照身份证逐位核对，常见的是相邻两位颠倒",
            "compare it with the card character by character; often two neighbours changed places"
        ),
        IdRefusal::ImpossibleBirth | IdRefusal::TooOld { .. } => text!(
            lang,
            "对照身份证上的出生日期，核对第7至14位",
            "compare characters 7 to 14 with the date of birth on the card"
        ),
        IdRefusal::BornLater { .. } => text!(
            lang,
            "对照身份证核对第7至14位；日期没错就核对办理日：--on 【日期】",
            "compare characters 7 to 14 with the card; if they are right, look at the day of the act: --on _DATE_"
        ),
        IdRefusal::LostDigits => text!(
            lang,
            "照身份证重新录入；在电子表格里，先把该列设为“文本”格式，再录入号码（录入后再改格式没有用）",
            "enter it again from the card; in a spreadsheet, format the column as text BEFORE typing (afterwards is too late)"
        ),
        IdRefusal::PracticeCounty => {
            text!(
                lang,
                "练习请用练习库：jzz init --practice --db 练习.db",
                "practise in a register of its own: jzz init --practice --db practice.db"
            )
        }
        IdRefusal::KindMismatch { found, .. } => {
            let found = found.as_str();
            text!(lang, "--id-kind {found}", "--id-kind {found}")
        }
    }
}

/// Where the permit, or its like, of somebody who is no citizen is to be had.
pub fn other_counter(lang: Lang, kind: IdKind) -> String {
    match kind {
        IdKind::Citizen => text!(lang, "凭居民身份证在本受理点申领", "apply here with the identity card"),
        IdKind::Hmt => text!(
            lang,
            "请到居住地公安机关指定的派出所或户政大厅申领港澳台居民居住证",
            "the residence permit of Hong Kong, Macao and Taiwan residents is applied for at the police station or hall that the public security bureau names"
        ),
        IdKind::Foreigner => text!(
            lang,
            "外国人永久居留身份证本身即可使用；有事请到公安机关出入境管理机构",
            "the permanent residence card serves by itself; questions go to the exit and entry administration"
        ),
        IdKind::Other => text!(
            lang,
            "有公民身份号码的，凭居民身份证登记后再申领；外国人请到公安机关出入境管理机构",
            "whoever has an identity number registers with the identity card first; foreigners go to the exit and entry administration"
        ),
    }
}
