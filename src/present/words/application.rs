//! What is said of an application: which one, in what order, and why it is not closed or extended.

use super::article::cite;
use super::{Describe, Words, echo, form, labels, quoted, rule_values, text, unit};
use crate::domain::act_order::{ApplicationAct, CardAct, LaterAct};
use crate::domain::application::{ApplicationState, CloseRefusal};
use crate::domain::calendar::Day;
use crate::domain::code::Code;
use crate::domain::extension::ExtendRefusal;
use crate::domain::lang::Lang;
use crate::domain::mask;
use crate::domain::regime::Limit;
use crate::ops::close::ApplicationError;
use crate::ops::which::{Purpose, WhichRefusal};

impl Describe for WhichRefusal {
    fn code(&self) -> Code {
        WhichRefusal::code(self)
    }

    fn words(&self, lang: Lang) -> Words {
        match self {
            WhichRefusal::Who(who) => who.words(lang),
            WhichRefusal::Unknown { text } => unknown(text, lang),
            WhichRefusal::NoneOpen { migrant, purpose, incomplete } => none_open(migrant, *purpose, incomplete, lang),
        }
    }
}

/// Nobody waits for a card; one that was never accepted is withdrawn or refused by its own number.
fn none_open(migrant: &str, purpose: Purpose, incomplete: &[String], lang: Lang) -> Words {
    let what = match purpose {
        Purpose::Issue => text!(lang, "；先申领，材料齐全受理后再发证", "; a card is issued once one is accepted"),
        Purpose::Withdraw => text!(lang, "，没有可撤回的", ": there is none to withdraw"),
        Purpose::Refuse => text!(lang, "，没有可不予办理的", ": there is none to refuse"),
        Purpose::Extend => text!(lang, "，没有期限可延长", ": there is no limit to put off"),
    };
    let closing = match purpose {
        Purpose::Withdraw => Some("withdraw"),
        Purpose::Refuse => Some("refuse"),
        Purpose::Issue | Purpose::Extend => None,
    };
    let head = text!(lang, "{migrant} 没有已受理、待发证的申领{what}", "{migrant} has no accepted application{what}");
    let words = match (closing, incomplete.last()) {
        (Some(verb), Some(last)) => {
            let codes = incomplete.join(&text!(lang, "、", ", "));
            let hint = match purpose {
                Purpose::Refuse => text!(
                    lang,
                    "jzz permit {verb} {last} --because 【理由】 --article 【条款】",
                    "jzz permit {verb} {last} --because _REASON_ --article _ARTICLE_"
                ),
                Purpose::Issue | Purpose::Withdraw | Purpose::Extend => {
                    text!(
                        lang,
                        "jzz permit {verb} {last} --because 【理由】",
                        "jzz permit {verb} {last} --because _REASON_"
                    )
                }
            };
            Words::new(text!(
                lang,
                "{head}；材料不齐、没有受理的（{codes}）要写它自己的编号",
                "{head}; what was incomplete and never accepted ({codes}) is named by its own number"
            ))
            .hint(hint)
        }
        (Some(_) | None, _) => Words::new(head).hint(format!("jzz migrant why {migrant}")),
    };
    words.detail("migrant", migrant.to_owned()).detail("incomplete", incomplete.to_vec())
}

/// No application has that number.
pub fn unknown(text: &str, lang: Lang) -> Words {
    let text = echo(text);
    Words::new(text!(lang, "没有申领 {text}", "there is no application {text}")).hint(text!(
        lang,
        "对照受理单上的编号，或用申领人的号码、编号、姓名：jzz migrant find 【姓名】",
        "look at the receipt, or use the applicant's number, code or name: jzz migrant find _NAME_"
    ))
}

/// A card was asked for by an application of which none came.
pub fn no_card(
    application: &str,
    migrant: &str,
    state: ApplicationState,
    day: Option<Day>,
    because: &[String],
    lang: Lang,
) -> Words {
    let on = day.map(|day| day.to_string()).unwrap_or_default();
    let because: Vec<String> = because.iter().map(|text| cite(lang, &mask::in_text(text))).collect();
    let because = because.join(&text!(lang, "；", "; "));
    let (sentence, hint) = match state {
        ApplicationState::Open | ApplicationState::Issued => {
            let by = if on.is_empty() { on } else { text!(lang, "，最迟 {on}", "; it is due by {on}") };
            (
                text!(
                    lang,
                    "申领 {application} 已受理，还没有发证{by}",
                    "{application} is accepted and has no card yet{by}"
                ),
                format!("jzz permit issue {application}"),
            )
        }
        ApplicationState::Incomplete => (
            text!(
                lang,
                "申领 {application} 材料不齐，没有受理，所以没有证；补齐后重新申领",
                "{application} was incomplete and not accepted, so there is no card; apply again with all papers"
            ),
            format!("jzz migrant why {migrant}"),
        ),
        ApplicationState::Withdrawn => (
            text!(
                lang,
                "申领 {application} 已于 {on} 撤回，没有发证",
                "{application} was withdrawn on {on}, and no card was issued"
            ),
            format!("jzz migrant why {migrant}"),
        ),
        ApplicationState::Refused => (
            text!(
                lang,
                "申领 {application} 已于 {on} 决定不予办理，没有发证：{because}",
                "{application} was refused on {on}, and no card was issued: {because}"
            ),
            format!("jzz migrant history {migrant}"),
        ),
    };
    Words::new(sentence)
        .hint(hint)
        .detail("application", application.to_owned())
        .detail("migrant", migrant.to_owned())
        .detail("state", state.as_str())
}

/// An act on record lies after the day given.
pub fn later(later: &LaterAct, person: &str, lang: Lang) -> Words {
    match later {
        LaterAct::Card { permit, act, on, given } => {
            let (number, done) = (quoted(permit), labels::card_act(lang, *act));
            let recorded = match act {
                CardAct::Issued => {
                    text!(lang, "居住证 {permit} 是 {on} 才发的", "the permit {permit} was {done} on {on}")
                }
                CardAct::Collected | CardAct::Endorsed | CardAct::Ended => {
                    text!(lang, "居住证 {permit} 已于 {on} {done}", "the permit {permit} was {done} on {on} already")
                }
            };
            Words::new(before(&recorded, *given, lang))
                .hint(format!("jzz permit show {number}"))
                .detail("permit", permit.clone())
                .detail("act", act.as_str())
                .detail("act_on", on.to_string())
                .detail("on", given.to_string())
        }
        LaterAct::Application { application, act, on, given } => {
            let done = labels::application_act(lang, *act);
            let recorded = match act {
                ApplicationAct::Applied => {
                    text!(
                        lang,
                        "申领 {application} 是 {on} 才提出的",
                        "the application {application} was {done} on {on}"
                    )
                }
                ApplicationAct::Closed(ApplicationState::Refused) => text!(
                    lang,
                    "申领 {application} 已于 {on} 决定不予办理",
                    "the application {application} was {done} on {on} already"
                ),
                ApplicationAct::Extended | ApplicationAct::Closed(_) => text!(
                    lang,
                    "申领 {application} 已于 {on} {done}",
                    "the application {application} was {done} on {on} already"
                ),
            };
            Words::new(before(&recorded, *given, lang))
                .hint(format!("jzz migrant show {person}"))
                .detail("application", application.clone())
                .detail("act", act.as_str())
                .detail("act_on", on.to_string())
                .detail("on", given.to_string())
        }
        LaterAct::Stay { ended_on, given } => Words::new(text!(
            lang,
            "{person} 当时的居住登记已于 {ended_on} 终止，{given} 的事不能再补进去",
            "the stay of {person} ended on {ended_on}; nothing of {given} can be added to it"
        ))
        .hint(format!("jzz migrant show {person}"))
        .detail("act", "stay_ended")
        .detail("act_on", ended_on.to_string())
        .detail("on", given.to_string()),
    }
}

/// Nothing is put before what is on record.
fn before(recorded: &str, given: Day, lang: Lang) -> String {
    text!(lang, "{recorded}，{given} 的事不能补在它前面", "{recorded}; nothing of {given} can be put before that")
}

/// The application is not open: `issuing`, and so no card can be made on it, or something else was wanted.
pub fn not_open(application: &str, state: ApplicationState, issuing: bool, person: &str, lang: Lang) -> Words {
    let label = labels::application_state(lang, state);
    let decided = matches!(state, ApplicationState::Issued | ApplicationState::Withdrawn | ApplicationState::Refused);
    let sentence = if issuing {
        let how = match state {
            ApplicationState::Issued => text!(lang, "已经发过证，不能再发一张", ""),
            ApplicationState::Incomplete => text!(lang, "材料不齐，没有受理，还不能发证", ""),
            ApplicationState::Withdrawn => text!(lang, "已经撤回，不能发证", ""),
            ApplicationState::Refused => text!(lang, "已决定不予办理，不能发证", ""),
            ApplicationState::Open => text!(lang, "还不能发证", ""),
        };
        text!(
            lang,
            "申领 {application} {how}",
            "the application {application} is: {label}; no card can be issued on it{how}"
        )
    } else if decided {
        text!(
            lang,
            "申领 {application} 已经办结（{label}），不能再改",
            "the application {application} is closed ({label}) and stays as it is"
        )
    } else {
        text!(
            lang,
            "申领 {application} 没有受理（{label}），期限还没有开始，谈不上延长",
            "the application {application} was never accepted ({label}): there is no limit to put off yet"
        )
    };
    let hint = match state {
        ApplicationState::Incomplete | ApplicationState::Withdrawn | ApplicationState::Refused => {
            format!("jzz migrant why {person}")
        }
        ApplicationState::Open | ApplicationState::Issued => format!("jzz permit show {person}"),
    };
    Words::new(sentence).hint(hint).detail("application", application.to_owned()).detail("state", state.as_str())
}

/// A refusal about one application.
pub trait OfApplication: Send {
    fn code(&self) -> Code;

    fn words(&self, application: &str, person: &str, lang: Lang) -> Words;
}

impl OfApplication for CloseRefusal {
    fn code(&self) -> Code {
        CloseRefusal::code(self)
    }

    fn words(&self, application: &str, person: &str, lang: Lang) -> Words {
        match self {
            CloseRefusal::NotOpen { state } => not_open(application, *state, false, person, lang),
            CloseRefusal::Later(act) => later(act, person, lang),
        }
    }
}

impl OfApplication for ExtendRefusal {
    fn code(&self) -> Code {
        ExtendRefusal::code(self)
    }

    fn words(&self, application: &str, person: &str, lang: Lang) -> Words {
        match self {
            ExtendRefusal::NotOpen { state } => not_open(application, *state, false, person, lang),
            ExtendRefusal::Later(act) => later(act, person, lang),
            ExtendRefusal::NoneUnder { regime } => {
                let label = labels::regime(lang, *regime);
                Words::new(text!(
                    lang,
                    "申领 {application} 适用{label}，发证期限不能延长；2016年起受理的才可以（《居住证暂行条例》第九条第六款）",
                    "the application {application} falls under {label}, whose limit is not extended; only those accepted from 2016 on can be (State Council Decree 663, Art. 9(6))"
                ))
                .hint(format!("jzz permit issue {application}"))
                .detail("regime", regime.as_str())
            }
            ExtendRefusal::Already { extension } => {
                let (to, on) = (extension.to, extension.on);
                Words::new(text!(
                    lang,
                    "申领 {application} 的期限在 {on} 已经延长到 {to}，只能延长一次",
                    "the limit of {application} was put off on {on}, to {to}; that is done once only"
                ))
                .hint(format!("jzz permit issue {application}"))
                .detail("extended_to", to.to_string())
                .detail("extended_on", on.to_string())
            }
            ExtendRefusal::TooLate { due_on } => Words::new(text!(
                lang,
                "申领 {application} 的期限 {due_on} 已经过了，过了的期限不能再延长（《居住证暂行条例》第九条第六款）；这件算逾期，证制好了马上发",
                "the limit of {application}, {due_on}, has passed, and a limit that has passed is not put off (State Council Decree 663, Art. 9(6)); the application counts as overdue, and its card is issued as soon as it is made"
            ))
            .hint(text!(
                lang,
                "jzz permit issue {application}\n逾期的都列在：jzz permit list --overdue",
                "jzz permit issue {application}\nall that is overdue: jzz permit list --overdue"
            ))
            .detail("due_on", due_on.to_string()),
            ExtendRefusal::NotLater { due_on } => {
                let next = due_on.plus_days(1);
                Words::new(text!(
                    lang,
                    "申领 {application} 现在的期限是 {due_on}，延长要到这一天以后",
                    "the limit of {application} is {due_on} as it stands; a new one lies after it"
                ))
                .hint(format!("--to {next}"))
                .detail("due_on", due_on.to_string())
            }
            ExtendRefusal::TooFar { due_on, last, limit } => too_far(application, [*due_on, *last], *limit, lang),
            ExtendRefusal::NoCalendar { year } => Words::new(text!(
                lang,
                "没有 {year} 年的放假安排，算不出这件申领的期限，也就无从延长",
                "there is no calendar of working days for {year}: the limit cannot be told, nor put off"
            ))
            .hint(format!("jzz permit issue {application}"))
            .detail("year", *year),
        }
        .detail("application", application.to_owned())
        .detail("migrant", person.to_owned())
    }
}

impl<R: OfApplication> Describe for ApplicationError<R> {
    fn code(&self) -> Code {
        match self {
            ApplicationError::Which(which) => which.code(),
            ApplicationError::Future { .. } => Code::J208,
            ApplicationError::Refused { refusal, .. } => refusal.code(),
            ApplicationError::Unit(refusal) => refusal.code(),
        }
    }

    fn words(&self, lang: Lang) -> Words {
        match self {
            ApplicationError::Which(which) => which.words(lang),
            ApplicationError::Future { day, today } => form::future(*day, *today, lang),
            ApplicationError::Refused { application, migrant, refusal } => refusal.words(application, migrant, lang),
            ApplicationError::Unit(refusal) => unit::named_by(refusal, "--counter", lang),
        }
    }
}

/// An extension past its last day, or one that the limit as it is leaves no room for.
fn too_far(application: &str, [due_on, last]: [Day; 2], limit: Limit, lang: Lang) -> Words {
    let limit = rule_values::limit_said(lang, limit);
    let room = last > due_on;
    let sentence = if room {
        text!(
            lang,
            "最迟只能延长到受理后 {limit}，即 {last}（《居住证暂行条例》第九条第六款）",
            "the limit can be put off to {limit} after acceptance at most, {last} (State Council Decree 663, Art. 9(6))"
        )
    } else {
        text!(
            lang,
            "期限已经是 {due_on}，延长也只能到受理后 {limit}，即 {last}，没有可延的了（《居住证暂行条例》第九条第六款）",
            "the limit is {due_on} already; an extension ends {limit} after acceptance, {last}, so there is nothing to put off (State Council Decree 663, Art. 9(6))"
        )
    };
    let extend = format!("--to {last}");
    let issue = format!("jzz permit issue {application}");
    Words::new(sentence)
        .hint(if room { extend } else { issue })
        .detail("due_on", due_on.to_string())
        .detail("last", last.to_string())
}
