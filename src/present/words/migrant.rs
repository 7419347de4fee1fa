//! What is said of a person who cannot be found, registered, moved or signed off.

use serde_json::{Value, json};

use super::blank::marked;
use super::told::options;
use super::{Describe, Words, application, echo, form, labels, quoted, text, unit};
use crate::domain::calendar::Day;
use crate::domain::code::Code;
use crate::domain::ending::Departed;
use crate::domain::identity::IdRefusal;
use crate::domain::lang::Lang;
use crate::domain::objection::Objection;
use crate::domain::stay_end::LeaveReason;
use crate::ops::leave::{LastAct, LeaveRefusal};
use crate::ops::person::{Candidate, WhoRefusal};
use crate::ops::register::{Gone, RegisterRefusal, Remark};
use crate::ops::relocate::MoveRefusal;

impl Describe for WhoRefusal {
    fn code(&self) -> Code {
        WhoRefusal::code(self)
    }

    fn words(&self, lang: Lang) -> Words {
        match self {
            WhoRefusal::Unknown { number: true, .. } => {
                Words::new(text!(lang, "登记库里没有这个号码的人", "nobody in the register has that number")).hint(
                    text!(
                        lang,
                        "对照身份证核对号码；没有登记过的先登记：jzz migrant add --help",
                        "compare it with the card; whoever is not registered yet: jzz migrant add --help"
                    ),
                )
            }
            WhoRefusal::Unknown { text, number: false, part } => {
                let text = echo(text);
                Words::new(text!(
                    lang,
                    "登记库里没有“{text}”：姓名要写全，也可以用号码、编号或居住证号",
                    "nobody in the register is called {text}: give the whole name, a number, a code or a permit number"
                ))
                .hint(by_part(part.as_deref(), lang))
            }
            WhoRefusal::NoNumber { fault } => {
                let Words { sentence, hint, .. } = fault.words(lang);
                Words::new(text!(
                    lang,
                    "登记库里没有这个号码的人；{sentence}",
                    "nobody in the register has that number; {sentence}"
                ))
                .hint(hint.unwrap_or_default())
            }
            WhoRefusal::Characters { found } => IdRefusal::Characters { found: found.clone() }.words(lang).hint(text!(
                lang,
                "去掉这些字符再查",
                "type it again without them"
            )),
            WhoRefusal::NoPart { text, part } => no_part(text, part.as_deref(), lang),
            WhoRefusal::Ambiguous { candidates, more } => ambiguous(candidates, *more, lang),
            WhoRefusal::UnknownPermit { text } => {
                // `JZ` and 16 digits are a card's; before more of them a person's number may have been typed.
                const LONGEST_PERMIT: usize = 18;
                let text = if text.len() <= LONGEST_PERMIT { text.clone() } else { echo(text) };
                Words::new(text!(lang, "登记库里没有居住证 {text}", "the register has no permit {text}")).hint(text!(
                    lang,
                    "对照证件重打，或用持证人的号码、编号、姓名：jzz permit show 【姓名】",
                    "type it again from the card, or use the bearer's number, code or name: jzz permit show _NAME_"
                ))
            }
            WhoRefusal::UnknownApplication { text } => application::unknown(text, lang),
        }
    }
}

/// Where to look for somebody who was not found: by a part of the name, if anybody has it.
fn by_part(part: Option<&str>, lang: Lang) -> String {
    match part {
        Some(part) => format!("jzz migrant find {part}"),
        None => text!(
            lang,
            "换一种写法再找；没有登记过的先登记：jzz migrant add --help",
            "try another spelling; whoever is not registered yet: jzz migrant add --help"
        ),
    }
}

/// A search that found nobody.
fn no_part(text: &str, part: Option<&str>, lang: Lang) -> Words {
    let text = echo(text);
    Words::new(text!(lang, "没有人的姓名、号码或编号里有“{text}”", "nobody has {text} in the name, number or code"))
        .hint(by_part(part, lang))
}

pub fn ambiguous(candidates: &[Candidate], more: bool, lang: Lang) -> Words {
    let mut sentence = if candidates.iter().any(|person| person.formerly) {
        text!(
            lang,
            "这个号码不止登过一个人，请对照身份证，按编号指明：",
            "the number has stood under several people; look at the card and name one by the code:"
        )
    } else {
        text!(lang, "符合的不止一人，请按编号指明：", "several people match; name one by the code:")
    };
    for Candidate { code, masked_name, masked_number, formerly } in candidates {
        sentence.extend(["\n  ", code, "  ", masked_name, "  ", masked_number]);
        if *formerly {
            sentence.push_str(&text!(
                lang,
                "  （以前登的是这个号码，已更正）",
                "  (bore the number before a correction)"
            ));
        }
    }
    if more {
        sentence.push_str(&text!(lang, "\n  ……还有别人，请写全些", "\n  … and others; be more exact"));
    }
    let hint = candidates
        .first()
        .map_or_else(|| "jzz migrant find --help".to_owned(), |person| format!("jzz migrant show {}", person.code));
    Words::new(sentence).hint(hint).detail("candidates", candidate_values(candidates)).detail("more", more)
}

/// Those who may be meant, for a script.
pub fn candidate_values(candidates: &[Candidate]) -> Vec<Value> {
    let value = |person: &Candidate| {
        json!({
            "migrant": person.code,
            "name": person.masked_name,
            "id_number": person.masked_number,
            "formerly": person.formerly,
        })
    };
    candidates.iter().map(value).collect()
}

impl Describe for RegisterRefusal {
    fn code(&self) -> Code {
        RegisterRefusal::code(self)
    }

    fn words(&self, lang: Lang) -> Words {
        match self {
            RegisterRefusal::Form(objections) => form_words(objections, lang),
            RegisterRefusal::Proxy(refusal) => refusal.words(lang),
            RegisterRefusal::Already { migrant, masked_name, unit, unit_name, since, elsewhere, departed: gone } => {
                let hint = match (elsewhere, gone) {
                    // Whoever died by a card's end is not moved.
                    (_, Some(gone)) => departed(migrant, *gone, lang).hint.unwrap_or_default(),
                    (Some(place), None) => {
                        let (to, address) = (&place.0, quoted(&place.1));
                        format!("jzz migrant move {migrant} --unit {to} --address {address}")
                    }
                    (None, None) => format!("jzz migrant show {migrant}"),
                };
                let registered = text!(
                    lang,
                    "{masked_name}（{migrant}）自 {since} 起已登记在{unit_name}（{unit}），不用再登记；搬了家的，办地址变更",
                    "{masked_name} ({migrant}) has been registered at {unit_name} ({unit}) since {since}; whoever moved house is moved, not registered again"
                );
                Words::new(match gone {
                    Some(gone) => {
                        let on = gone.on;
                        text!(
                            lang,
                            "{masked_name}（{migrant}）自 {since} 起登记在{unit_name}（{unit}），居住证已于 {on} 因死亡注销：先注销居住登记；没有死亡的，先更正那张证的终止原因",
                            "{masked_name} ({migrant}) has been registered at {unit_name} ({unit}) since {since}, and a permit ended by death on {on}: the registration is ended; where nobody died, the reason is corrected first"
                        )
                    }
                    None => registered,
                })
                .hint(hint)
                .detail("migrant", migrant.clone())
                .detail("unit", unit.clone())
                .detail("since", since.to_string())
            }
            RegisterRefusal::BeforeLastEnd { registered_on, ended_on } => Words::new(text!(
                lang,
                "此人上一次登记到 {ended_on} 才结束，新的登记不能早于这一天（写的是 {registered_on}）",
                "the person's last registration ended on {ended_on}; a new one cannot begin before (given: {registered_on})"
            ))
            .hint(format!("--on {ended_on}"))
            .detail("registered_on", registered_on.to_string())
            .detail("ended_on", ended_on.to_string()),
            RegisterRefusal::GoneForGood(gone) => gone_for_good(gone, lang),
            RegisterRefusal::Several(candidates) => ambiguous(candidates, false, lang),
        }
    }
}

/// One failure that carries every objection to a form.
pub fn form_words(objections: &[Objection], lang: Lang) -> Words {
    let told: Vec<Words> = objections.iter().map(|objection| objection.words(lang)).collect();
    let sentence = match told.as_slice() {
        [one] => one.sentence.clone(),
        several => {
            let count = several.len();
            let head = text!(lang, "这张登记表有 {count} 处要改：", "the form has {count} things to correct:");
            several.iter().fold(head, |text, words| format!("{text}\n  {}", words.sentence))
        }
    };
    let listed: Vec<Value> = objections
        .iter()
        .zip(&told)
        .map(|(objection, words)| {
            json!({
                "code": objection.code().as_str(),
                "field": objection.field().as_str(),
                "message": words.sentence,
            })
        })
        .collect();
    let hints: Vec<&str> = told.iter().filter_map(|words| words.hint.as_deref()).collect();
    Words::new(sentence).hint(joined(&hints)).detail("objections", listed)
}

/// The hints of several objections: what is to be looked at, then one command with everything that is to be
/// given anew.
fn joined(hints: &[&str]) -> String {
    if let [one] = hints {
        return (*one).to_owned();
    }
    let (mut lines, mut given): (Vec<&str>, Vec<String>) = (Vec::new(), Vec::new());
    for hint in hints {
        let choices: Vec<&str> = hint.lines().collect();
        for line in &choices {
            match options(line) {
                // Which of several is meant is filled in by whoever knows.
                Some((_, options)) if choices.len() > 1 => {
                    let flag = options.split_whitespace().next().unwrap_or_default();
                    given.push(format!("{flag} {}", marked(flag.trim_start_matches('-'), Lang::Zh)));
                }
                Some((lead, options)) => {
                    lines.push(lead.trim_end_matches(['：', ':', ' ']));
                    given.push(options.to_owned());
                }
                None => lines.push(line),
            }
        }
    }
    let given = given.into_iter().fold(Vec::new(), |mut all: Vec<String>, one| {
        if !all.contains(&one) {
            all.push(one);
        }
        all
    });
    let given = given.join(" ");
    lines.push(&given);
    let mut kept: Vec<&str> = Vec::new();
    for line in lines.into_iter().filter(|line| !line.is_empty()) {
        if !kept.contains(&line) {
            kept.push(line);
        }
    }
    kept.join("\n")
}

/// Nobody comes back after such an end: it was entered wrongly, or somebody else is meant.
fn gone_for_good(gone: &Gone, lang: Lang) -> Words {
    let Gone { migrant, masked_name, ended_on, died } = gone;
    let sentence = if *died {
        text!(
            lang,
            "{masked_name}（{migrant}）上一次的居住登记是 {ended_on} 因死亡结束的，不能再登记；结束原因记错了的，先更正再登记；是另一个人的，核对号码",
            "the last registration of {masked_name} ({migrant}) ended on {ended_on} by death, and there is no new one after it; if that was entered wrongly, correct it first; if it is somebody else, look at the number"
        )
    } else {
        text!(
            lang,
            "{masked_name}（{migrant}）{ended_on} 已经在本地落户，不再是流动人口，名册里的不收；确实又来居住的，到窗口登记；结束原因记错了的，先更正",
            "the household of {masked_name} ({migrant}) has been registered here since {ended_on}: no migrant any more, and not taken from a roster; whoever does live here again is registered at the counter; if that end was entered wrongly, correct it first"
        )
    };
    let why = text!(lang, "结束原因记错", "'wrong reason entered'");
    Words::new(sentence)
        .hint(format!("jzz migrant edit {migrant} --end-reason left --because {why}"))
        .detail("migrant", migrant.clone())
        .detail("ended_on", ended_on.to_string())
        .detail("end_reason", if *died { "death" } else { "hukou" })
}

impl Describe for Remark {
    fn code(&self) -> Code {
        Remark::code(self)
    }

    fn words(&self, lang: Lang) -> Words {
        match self {
            Remark::Form(warning) => warning.words(lang),
            Remark::NameDiffers { masked_name } => Words::new(text!(
                lang,
                "这个号码以前登记的姓名是{masked_name}，与这次写的不同，保留原姓名；请对照身份证",
                "the number was registered before under the name {masked_name}, which differs from the one given and is kept; look at the card"
            )),
            Remark::Settled(Gone { migrant, masked_name, ended_on, .. }) => {
                let why = text!(lang, "结束原因记错", "'wrong reason entered'");
                Words::new(text!(
                    lang,
                    "{masked_name}（{migrant}）{ended_on} 已经在本地落户；户籍还在本地的不是流动人口，不用登记，请看户口簿",
                    "the household of {masked_name} ({migrant}) was registered here on {ended_on}; whoever has it here still is no migrant and is not registered: look at the household register"
                ))
                .hint(format!("jzz migrant edit {migrant} --end-reason left --because {why}"))
                .detail("migrant", migrant.clone())
                .detail("ended_on", ended_on.to_string())
            }
        }
    }
}

impl Describe for MoveRefusal {
    fn code(&self) -> Code {
        MoveRefusal::code(self)
    }

    fn words(&self, lang: Lang) -> Words {
        match self {
            MoveRefusal::Who(who) => who.words(lang),
            MoveRefusal::Future { day, today } => form::future(*day, *today, lang),
            MoveRefusal::NotRegistered { migrant, on, ended_on } => {
                let words = match ended_on {
                    Some(ended_on) => Words::new(text!(
                        lang,
                        "{migrant} 的登记在 {ended_on} 已经结束；又来居住的重新登记",
                        "the registration of {migrant} ended on {ended_on}; whoever comes back is registered anew"
                    ))
                    .hint("jzz migrant add --help"),
                    None => not_registered(migrant, *on, lang),
                };
                words.detail("migrant", migrant.clone())
            }
            MoveRefusal::Departed { migrant, departed: gone } => departed(migrant, *gone, lang),
            MoveRefusal::Unit(refusal) => refusal.words(lang),
            MoveRefusal::Counter(refusal) => unit::named_by(refusal, "--counter", lang),
            MoveRefusal::UnknownCode { field, text } => form::unknown(*field, text, lang),
            MoveRefusal::Empty { field } => form::empty(*field, lang),
            MoveRefusal::Controls { field } => form::controls(*field, lang),
            MoveRefusal::SamePlace { migrant } => Words::new(text!(
                lang,
                "{migrant} 本来就登记在这里，地址、事由、处所、期限都没有变，不用变更",
                "{migrant} is registered exactly there already: nothing would change"
            ))
            .hint(format!("jzz migrant show {migrant}"))
            .detail("migrant", migrant.clone()),
            MoveRefusal::NoMigrant { migrant, hukou, residence } => {
                let reason = form::no_migrant(hukou, residence, lang);
                Words::new(text!(
                    lang,
                    "{reason}；搬到这里以后，原来的登记办结束",
                    "{reason}; with this move the registration ends"
                ))
                .hint(format!("jzz migrant leave {migrant} --because left"))
                .detail("migrant", migrant.clone())
            }
            MoveRefusal::Later { migrant, objection } => objection
                .words(lang)
                .hint(text!(
                    lang,
                    "户籍地址记错了的，先更正：jzz migrant edit {migrant} --hukou 【地址】 --because 【理由】",
                    "if the address of household registration is wrong, correct it first: jzz migrant edit {migrant} --hukou _ADDRESS_ --because _REASON_"
                ))
                .detail("migrant", migrant.clone()),
            MoveRefusal::BeforeEarlierAct { on, act_on } => earlier_act(*on, LastAct::Move, *act_on, lang),
        }
    }
}

/// Nothing more is done for the dead, nor for whoever settled here: the registration is ended.
pub fn departed(migrant: &str, departed: Departed, lang: Lang) -> Words {
    let Departed { on, reason, leave_on } = departed;
    let sentence = if reason == LeaveReason::Death {
        text!(
            lang,
            "{migrant} 的居住证已于 {on} 因死亡注销，以后的事都不能再办：先注销居住登记；不是死亡的，先更正那张证的终止原因",
            "a permit of {migrant} ended by death on {on}, and nothing later is recorded of the person: the registration is ended; where nobody died, the reason is corrected first"
        )
    } else {
        text!(
            lang,
            "{migrant} 的居住证已于 {on} 因在本地落户注销，不再需要居住证：先注销居住登记；没有落户的，先更正那张证的终止原因",
            "a permit of {migrant} ended on {on} since the household was registered here, and no other is needed: the registration is ended; where that is not so, the reason is corrected first"
        )
    };
    Words::new(sentence)
        .hint(format!("jzz migrant leave {migrant} --because {} --on {leave_on}", reason.as_str()))
        .detail("migrant", migrant.to_owned())
        .detail("ended_on", on.to_string())
        .detail("end_reason", reason.as_str())
}

/// Nothing is registered for that person on the day.
pub fn not_registered(migrant: &str, on: Day, lang: Lang) -> Words {
    Words::new(text!(lang, "{migrant} 在 {on} 没有有效的居住登记", "{migrant} was not registered on {on}"))
        .hint(format!("jzz migrant show {migrant}"))
        .detail("migrant", migrant.to_owned())
        .detail("on", on.to_string())
}

pub fn earlier_act(on: Day, act: LastAct, act_on: Day, lang: Lang) -> Words {
    let done = labels::last_act(lang, act);
    Words::new(text!(
        lang,
        "{act_on} 办过的事（{done}）已经记下；{on} 的事不能补在它前面",
        "{done} of {act_on} is recorded already; nothing of {on} can be put before it"
    ))
    .hint(format!("--on {act_on}"))
    .detail("act", act.as_str())
    .detail("on", on.to_string())
    .detail("act_on", act_on.to_string())
}

impl Describe for LeaveRefusal {
    fn code(&self) -> Code {
        LeaveRefusal::code(self)
    }

    fn words(&self, lang: Lang) -> Words {
        match self {
            LeaveRefusal::Who(who) => who.words(lang),
            LeaveRefusal::Future { day, today } => form::future(*day, *today, lang),
            LeaveRefusal::NotRegistered { migrant, on } => not_registered(migrant, *on, lang),
            LeaveRefusal::AlreadyLeft { migrant, ended_on } => Words::new(text!(
                lang,
                "{migrant} 的登记在 {ended_on} 已经结束，不用再办",
                "the registration of {migrant} ended on {ended_on} already"
            ))
            .hint(format!("jzz migrant show {migrant}"))
            .detail("migrant", migrant.clone())
            .detail("ended_on", ended_on.to_string()),
            LeaveRefusal::BeforeEarlierAct { on, act, act_on } => earlier_act(*on, *act, *act_on, lang),
            LeaveRefusal::Counter(refusal) => unit::named_by(refusal, "--counter", lang),
        }
    }
}
