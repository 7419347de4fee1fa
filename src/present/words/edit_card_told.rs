//! What is said where the print of a card, what was shown or who acted is not corrected.

use super::edit_card::fact_refused;
use super::endorse::lacking;
use super::{Describe, Words, quoted, text, unit};
use crate::domain::lang::Lang;
use crate::domain::permit_number::NumberTrouble;
use crate::ops::edit_printed::{OwnFact, PrintedRefusal};
use crate::ops::edit_shown::ShownRefusal;

/// Number, kind, last day, county and counter.
pub fn printed(refusal: &PrintedRefusal, lang: Lang) -> Words {
    match refusal {
        PrintedRefusal::Own { permit, what, ended } => {
            let words = own(*what, permit, lang);
            if *ended && *what != OwnFact::ValidUntil {
                words.hint(format!("jzz permit history {}", quoted(permit)))
            } else {
                words
            }
        }
        PrintedRefusal::Taken { number, migrant } => Words::new(text!(
            lang,
            "证号 {number} 已是 {migrant} 的一张证的号码，一个证号只对应一张证",
            "{number} is the number of another card, one of {migrant}; a number stands for one card"
        ))
        .hint(format!("jzz permit show {}", quoted(number)))
        .detail("number", number.clone())
        .detail("migrant", migrant.clone()),
        PrintedRefusal::OtherCounty { number, county } => Words::new(text!(
            lang,
            "证号 {number} 里的县区是 {county}，签发机关所在县区不能是别的；证号抄错的，一起更正",
            "the number {number} says that {county} issued the card; where the number is wrong, correct both"
        ))
        .hint(text!(lang, "--number 【证号】", "--number _NUMBER_"))
        .detail("number", number.clone())
        .detail("county", county.clone()),
        PrintedRefusal::NoNumber(trouble) => no_number(*trouble, lang),
        PrintedRefusal::County(refusal) => unit::named_by(refusal, "--issuing-county", lang),
        PrintedRefusal::IssuedAt(refusal) => unit::named_by(refusal, "--issued-at", lang),
    }
}

/// What was told of a card is not its number, in a ledger or a correction.
pub fn no_number(trouble: NumberTrouble, lang: Lang) -> Words {
    let sentence = match trouble {
        NumberTrouble::Missing => text!(lang, "证号没有填号码", "no permit number was given"),
        NumberTrouble::LostDigits => {
            text!(lang, "证号的末几位被表格软件丢掉了", "the spreadsheet lost the last digits of the permit number")
        }
        NumberTrouble::IdentityNumber => {
            text!(lang, "证号栏里是公民身份号码，不是证号", "the permit number given is an identity number")
        }
        NumberTrouble::Formula => text!(lang, "证号栏里是公式，不是证号", "the permit number given is a formula"),
    };
    Words::new(sentence).hint(text!(lang, "照证面上印的号码填", "write the number that is printed on the card"))
}

fn own(what: OwnFact, permit: &str, lang: Lang) -> Words {
    let number = quoted(permit);
    match what {
        OwnFact::ValidUntil => Words::new(text!(
            lang,
            "{permit} 是受理点发的证，证面有效期按规定从发证日期算，没有人填过；发证日期错的，更正发证日期",
            "{permit} was made here, and its last day is counted from the day of issue by the rules: nobody typed it; where the day of issue is wrong, correct that"
        ))
        .hint(text!(
            lang,
            "jzz permit edit {number} --issued 【日期】 --because 【理由】",
            "jzz permit edit {number} --issued _DATE_ --because _REASON_"
        ))
        .detail("field", "valid_until"),
        OwnFact::Number | OwnFact::County => Words::new(text!(
            lang,
            "{permit} 是受理点发的证，证号和签发机关所在县区由登记库编定，没有人填过；卡印得不一样的，换领一张",
            "{permit} was made here: the register gave it its number and its county, and nobody typed them; where the card says otherwise, it is exchanged"
        ))
        .hint(format!("jzz permit replace {number} --because damaged --old-card-returned"))
        .detail("field", if what == OwnFact::Number { "number" } else { "issuing_county" }),
        OwnFact::Kind => Words::new(text!(
            lang,
            "{permit} 是受理点发的居住证，暂住证只随台账来，种类不能改；证发错了的，按发证有误终止",
            "{permit} is a residence permit made here, and temporary permits come by roster only; where it was issued in error, end it so"
        ))
        .hint(format!("jzz permit end {number} --because error"))
        .detail("field", "kind"),
    }
    .detail("permit", permit.to_owned())
}

/// Papers, proxies, the counter of an endorsement.
pub fn shown(refusal: &ShownRefusal, permit: &str, lang: Lang) -> Words {
    match refusal {
        ShownRefusal::Fact(refusal) => fact_refused(refusal, permit, lang),
        ShownRefusal::Paper(later) => later.words(lang),
        ShownRefusal::Proxy(refusal) => refusal.words(lang),
        ShownRefusal::At(refusal) => unit::named_by(refusal, "--endorsed-at", lang),
        ShownRefusal::Lacking { permit, on, missing, given } => lacking(permit, *on, missing, given, lang),
    }
}
