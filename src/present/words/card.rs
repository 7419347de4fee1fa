//! What is said of collecting a card, of replacing and of ending it.

use super::{Describe, Words, application, form, labels, migrant, permit, quoted, text, unit};
use crate::domain::act_order::LaterAct;
use crate::domain::calendar::Day;
use crate::domain::code::Code;
use crate::domain::collection::CollectRefusal;
use crate::domain::ending::EndRefusal;
use crate::domain::lang::Lang;
use crate::domain::permit::EndReason;
use crate::domain::replacement::ReplaceRefusal;
use crate::ops::collect::CardError;

/// A refusal about one card.
pub trait OfCard: Send {
    fn code(&self) -> Code;

    fn words(&self, permit: &str, person: &str, lang: Lang) -> Words;
}

fn show(permit: &str) -> String {
    format!("jzz permit show {}", quoted(permit))
}

fn before_rules(first: Day, lang: Lang) -> Words {
    Words::new(text!(
        lang,
        "{first} 以前证件上的事不在受理点补办，随台账导入",
        "what happened to cards before {first} is not entered at a counter, it comes in by roster"
    ))
    .hint(text!(lang, "jzz roster import 台账.csv --kind permits", "jzz roster import ledger.csv --kind permits"))
    .detail("first", first.to_string())
}

fn temporary(permit: &str, lang: Lang) -> Words {
    Words::new(text!(
        lang,
        "{permit} 是暂住证，不在受理点发放、领取、换补；可以申领居住证",
        "{permit} is a temporary permit: it is neither handed over nor replaced at a counter; a residence permit can be applied for"
    ))
    .hint(format!("jzz migrant why {}", quoted(permit)))
}

fn ended(words: Words, ended_on: Day, reason: EndReason) -> Words {
    words.detail("ended_on", ended_on.to_string()).detail("end_reason", reason.as_str())
}

impl OfCard for CollectRefusal {
    fn code(&self) -> Code {
        CollectRefusal::code(self)
    }

    fn words(&self, permit: &str, person: &str, lang: Lang) -> Words {
        match self {
            CollectRefusal::BeforeRules { first } => before_rules(*first, lang),
            CollectRefusal::Temporary => temporary(permit, lang),
            CollectRefusal::BeforeIssue { issued_on } => Words::new(text!(
                lang,
                "居住证 {permit} 是 {issued_on} 才发的，不能在那以前领取",
                "the permit {permit} was issued only on {issued_on} and cannot have been collected before"
            ))
            .hint(format!("jzz permit collect {} --on {issued_on}", quoted(permit)))
            .detail("issued_on", issued_on.to_string()),
            CollectRefusal::NotIssued { application, accepted_on } => Words::new(text!(
                lang,
                "{accepted_on} 受理的申领 {application} 还没有发证，先发证，再领取",
                "the application {application}, accepted on {accepted_on}, has no card yet: it is issued first, then collected"
            ))
            .hint(format!("jzz permit issue {application}"))
            .detail("application", application.clone())
            .detail("accepted_on", accepted_on.to_string()),
            CollectRefusal::Already { collected_on } => Words::new(text!(
                lang,
                "居住证 {permit} 已于 {collected_on} 领走",
                "the permit {permit} was collected on {collected_on} already"
            ))
            .hint(show(permit))
            .detail("collected_on", collected_on.to_string()),
            CollectRefusal::Ended { ended_on, reason, forgotten } => {
                let label = labels::end_reason(lang, *reason);
                let words = Words::new(text!(
                    lang,
                    "居住证 {permit} 已于 {ended_on} 终止（{label}），不能再发给人",
                    "the permit {permit} ended on {ended_on} ({label}); it is no longer handed to anybody"
                ));
                let hint = match forgotten {
                    Some(given) => was_forgotten(*given, permit, lang),
                    None => permit::after_end(*reason, &quoted(permit)),
                };
                ended(words.hint(hint), *ended_on, *reason)
            }
            CollectRefusal::Forgotten(act) => forgotten(act, [permit, person], lang),
            CollectRefusal::Later(act) => application::later(act, person, lang),
        }
    }
}

/// A collection that was forgotten and lies before every endorsement: it is entered as a correction.
fn forgotten(act: &LaterAct, [permit, person]: [&str; 2], lang: Lang) -> Words {
    let words = application::later(act, person, lang);
    let LaterAct::Card { given, .. } = act else { return words };
    words.hint(was_forgotten(*given, permit, lang))
}

fn was_forgotten(given: Day, permit: &str, lang: Lang) -> String {
    let (number, why) = (quoted(permit), text!(lang, "漏记", "forgotten"));
    text!(
        lang,
        "当天领走、忘了记的，补记：jzz permit edit {number} --collected {given} --because {why}",
        "if it was collected that day and not entered: jzz permit edit {number} --collected {given} --because {why}"
    )
}

impl OfCard for EndRefusal {
    fn code(&self) -> Code {
        EndRefusal::code(self)
    }

    fn words(&self, permit: &str, person: &str, lang: Lang) -> Words {
        match self {
            EndRefusal::BeforeRules { first } => before_rules(*first, lang),
            EndRefusal::Already { ended_on, reason } => {
                let label = labels::end_reason(lang, *reason);
                let words = Words::new(text!(
                    lang,
                    "居住证 {permit} 已于 {ended_on} 终止（{label}），不能终止第二次",
                    "the permit {permit} ended on {ended_on} ({label}) already; a card ends once"
                ));
                ended(words.hint(show(permit)), *ended_on, *reason)
            }
            EndRefusal::Later(act) => application::later(act, person, lang),
        }
    }
}

impl OfCard for ReplaceRefusal {
    fn code(&self) -> Code {
        ReplaceRefusal::code(self)
    }

    fn words(&self, permit: &str, person: &str, lang: Lang) -> Words {
        match self {
            ReplaceRefusal::BeforeRules { first } => before_rules(*first, lang),
            ReplaceRefusal::Temporary => temporary(permit, lang),
            ReplaceRefusal::Ended { ended_on, reason, replaced_by } => {
                let label = labels::end_reason(lang, *reason);
                let words = Words::new(text!(
                    lang,
                    "居住证 {permit} 已于 {ended_on} 终止（{label}），终止的证不能换补",
                    "the permit {permit} ended on {ended_on} ({label}); an ended card is not replaced"
                ));
                let hint = match replaced_by {
                    Some(new) => show(new),
                    None => permit::after_end(*reason, &quoted(permit)),
                };
                ended(words.hint(hint), *ended_on, *reason).detail("replaced_by", replaced_by.clone())
            }
            ReplaceRefusal::Expired { since } => Words::new(text!(
                lang,
                "居住证 {permit} 自 {since} 起已过期，过期的证不能换补，请重新申领",
                "the permit {permit} has expired, from {since}; an expired card is not replaced, a new one is applied for"
            ))
            .hint(format!("jzz migrant why {person}"))
            .detail("since", since.to_string()),
            ReplaceRefusal::Later(act) => application::later(act, person, lang),
            ReplaceRefusal::NotRegistered { migrant, on } => migrant::not_registered(migrant, *on, lang),
            ReplaceRefusal::Departed { migrant, departed } => migrant::departed(migrant, *departed, lang),
            ReplaceRefusal::NoSerial { county, year } => permit::no_serial(county, *year, lang).hint(text!(
                lang,
                "换一个号段没有用完的受理点：jzz permit replace {person} --because lost --counter {county}",
                "go to a counter whose block is not used up: jzz permit replace {person} --because lost --counter {county}"
            )),
        }
    }
}

impl<R: OfCard> Describe for CardError<R> {
    fn code(&self) -> Code {
        match self {
            CardError::Which(refusal) => refusal.code(),
            CardError::Future { .. } => Code::J208,
            CardError::Refused { refusal, .. } => refusal.code(),
            CardError::Proxy(refusal) => refusal.code(),
            CardError::Unit(refusal) => refusal.code(),
        }
    }

    fn words(&self, lang: Lang) -> Words {
        match self {
            CardError::Which(refusal) => refusal.words(lang),
            CardError::Future { day, today } => form::future(*day, *today, lang),
            CardError::Refused { permit, migrant, refusal } => {
                refusal.words(permit, migrant, lang).detail("migrant", migrant.clone())
            }
            CardError::Proxy(refusal) => refusal.words(lang),
            CardError::Unit(refusal) => unit::named_by(refusal, "--counter", lang),
        }
    }
}
