//! What is said of applications, of issuing a card and of endorsing it.

use super::{Describe, Words, application, article, form, identity, labels, migrant, quoted, text, unit};
use crate::domain::act_order::LaterAct;
use crate::domain::application::{ApplyRefusal, IssueRefusal};
use crate::domain::article::cited;
use crate::domain::calendar::Day;
use crate::domain::code::Code;
use crate::domain::eligibility::NotEntitled;
use crate::domain::endorsement::EndorseRefusal;
use crate::domain::identity::IdKind;
use crate::domain::lang::Lang;
use crate::domain::permit::EndReason;
use crate::domain::regime::Regime;
use crate::ops::apply::ApplyError;
use crate::ops::endorse::{CardRefusal, EndorseError};
use crate::ops::issue::IssueError;

impl Describe for NotEntitled {
    fn code(&self) -> Code {
        NotEntitled::code(*self)
    }

    fn words(&self, lang: Lang) -> Words {
        match self {
            NotEntitled::BeforeRules { first } => Words::new(text!(
                lang,
                "{first} 以前的证件不在受理点补办，随台账导入（《贵阳市流动人口居住登记和居住证管理办法》自这一天施行）",
                "permits of before {first} are not made at a counter, they come in by roster (Guiyang Decree 1/2012, Art. 38: in force from that day)"
            ))
            .detail("first", first.to_string()),
            NotEntitled::NotRegistered => {
                Words::new(text!(lang, "当天没有有效的居住登记", "not registered on that day"))
            }
            NotEntitled::OtherPapers(kind) => other_papers(*kind, lang),
            NotEntitled::Exempt(exempt) => {
                let label = labels::exempt(lang, *exempt);
                Words::new(text!(
                    lang,
                    "登记的免办事由是“{label}”：只登记，不办居住证（《贵州省流动人口服务管理条例》第十条）",
                    "the ground of exemption is: {label}; registered, and no permit is issued (Guizhou Regulation 2012, Art. 10)"
                ))
                .detail("exempt", exempt.as_str())
            }
            NotEntitled::ShortStay => Words::new(text!(
                lang,
                "登记的拟居住期限不满一个月；拟居住30日以上的才办居住证（《贵阳市流动人口居住登记和居住证管理办法》第十三条，《贵州省流动人口服务管理条例》第九条）",
                "the intended stay is under a month; the permit is for stays of 30 days or more (Guiyang Decree 1/2012, Art. 13; Guizhou Regulation 2012, Art. 9)"
            )),
            NotEntitled::OwnCity => Words::new(text!(
                lang,
                "户籍就在本市的区县：2016年起在本市范围内跨区县居住的只登记，不办居住证（《居住证暂行条例》第二条，公通字〔2015〕38号二（一））",
                "household registration lies in this city: since 2016, whoever lives in another of its counties is registered and gets no permit (State Council Decree 663, Art. 2; notice 38/2015, 2(1))"
            )),
            NotEntitled::HalfYear { since } => Words::new(text!(
                lang,
                "居住登记还不满半年，{since} 起可以申领（《居住证暂行条例》第二条）",
                "registered for less than half a year; the permit can be applied for from {since} (State Council Decree 663, Art. 2)"
            ))
            .detail("since", since.to_string()),
        }
    }
}

fn other_papers(kind: IdKind, lang: Lang) -> Words {
    let label = labels::id_kind(lang, kind);
    let sentence = match kind {
        IdKind::Citizen | IdKind::Other => text!(
            lang,
            "登记用的是{label}；居住证发给有公民身份号码的人（《贵州省流动人口服务管理条例》第十二条，《居住证暂行条例》第四条）",
            "registered with {label}; the permit is for people with an identity number (Guizhou Regulation 2012, Art. 12; State Council Decree 663, Art. 4)"
        ),
        IdKind::Hmt => text!(
            lang,
            "港澳台居民按国家另外的规定办理（《贵州省流动人口服务管理条例》第三十五条；2018年起为《港澳台居民居住证申领发放办法》），这里只登记，不办这种居住证",
            "residents of Hong Kong, Macao and Taiwan have rules of their own (Guizhou Regulation 2012, Art. 35; since 2018 their own permit): registered here, and no permit of this kind"
        ),
        IdKind::Foreigner => text!(
            lang,
            "外国人按国家另外的规定办理（《贵州省流动人口服务管理条例》第三十五条），这里只登记，不办居住证",
            "foreigners have rules of their own (Guizhou Regulation 2012, Art. 35): registered here, and no permit of this kind"
        ),
    };
    Words::new(sentence).detail("id_kind", kind.as_str())
}

/// What somebody who is not entitled can do next.
fn next_step(reason: NotEntitled, migrant: &str, lang: Lang) -> String {
    match reason {
        NotEntitled::BeforeRules { .. } => {
            text!(lang, "jzz roster import 台账.csv --kind permits", "jzz roster import ledger.csv --kind permits")
        }
        NotEntitled::OtherPapers(kind) => identity::other_counter(lang, kind),
        NotEntitled::ShortStay => text!(
            lang,
            "打算住满30日的，先变更拟居住期限：jzz migrant move {migrant} --unit 【单位】 --address 【地址】 --stay 一个月",
            "if the person means to stay longer, record it first: jzz migrant move {migrant} --unit _UNIT_ --address _ADDRESS_ --stay 1"
        ),
        NotEntitled::NotRegistered | NotEntitled::Exempt(_) | NotEntitled::OwnCity => {
            format!("jzz migrant show {migrant}")
        }
        NotEntitled::HalfYear { since } => format!("jzz migrant show {migrant} --as-of {since}"),
    }
}

fn live_permit(permit: &str, suspended: bool, lang: Lang) -> Words {
    let number = quoted(permit);
    let words = if suspended {
        Words::new(text!(
            lang,
            "已有居住证 {permit}，因逾期未签注中止使用：补办签注即恢复，不用重新申领（《居住证暂行条例》第十条）",
            "the person has the permit {permit}, suspended for want of endorsement: endorsing restores it, no new one is needed (State Council Decree 663, Art. 10)"
        ))
        .hint(format!("jzz permit endorse {number}"))
    } else {
        Words::new(text!(
            lang,
            "已有居住证 {permit}，一人一证，每年签注，不用重新申领（2016 年以前《贵州省流动人口服务管理条例》第十三条，以后《居住证暂行条例》第十条）",
            "the person has the permit {permit}: one person, one permit, endorsed yearly and not applied for again (before 2016 Guizhou Regulation 2012, Art. 13; since then State Council Decree 663, Art. 10)"
        ))
        .hint(format!("jzz permit show {number}"))
    };
    words.detail("permit", permit.to_owned()).detail("suspended", suspended)
}

fn apply_refused(refusal: &ApplyRefusal, migrant: &str, lang: Lang) -> Words {
    match refusal {
        ApplyRefusal::NotEntitled(reason) => {
            reason.words(lang).hint(next_step(*reason, migrant, lang)).detail("migrant", migrant.to_owned())
        }
        ApplyRefusal::NotRegistered { on } => migrant::not_registered(migrant, *on, lang),
        ApplyRefusal::OpenApplication { application, accepted_on, later } => Words::new(text!(
            lang,
            "{accepted_on} 受理的申领 {application} 还没有发证，不用再申领",
            "the application {application}, accepted on {accepted_on}, waits for its card; no second one is needed"
        ))
        // On the refused day itself no card can have been issued.
        .hint(if *later {
            format!("jzz permit issue {application} --on {accepted_on}")
        } else {
            format!("jzz permit issue {application}")
        })
        .detail("application", application.clone())
        .detail("accepted_on", accepted_on.to_string()),
        ApplyRefusal::LivePermit { permit, suspended } => live_permit(permit, *suspended, lang),
        ApplyRefusal::Departed(departed) => migrant::departed(migrant, *departed, lang),
        ApplyRefusal::Later(later) => application::later(later, migrant, lang),
    }
}

impl Describe for ApplyError {
    fn code(&self) -> Code {
        ApplyError::code(self)
    }

    fn words(&self, lang: Lang) -> Words {
        match self {
            ApplyError::Who(who) => who.words(lang),
            ApplyError::Future { day, today } => form::future(*day, *today, lang),
            ApplyError::Refused { migrant, refusal } => apply_refused(refusal, migrant, lang),
            ApplyError::Paper(later) => later.words(lang),
            ApplyError::Proxy(refusal) => refusal.words(lang),
            ApplyError::Unit(refusal) => unit::named_by(refusal, "--counter", lang),
        }
    }
}

fn issue_refused(refusal: &IssueRefusal, migrant: &str, lang: Lang) -> Words {
    match refusal {
        IssueRefusal::NotOpen { application: code, state } => application::not_open(code, *state, true, migrant, lang),
        IssueRefusal::BeforeAcceptance { accepted_on, on } => Words::new(text!(
            lang,
            "申领 {accepted_on} 才受理，发证日期不能是 {on}",
            "the application was accepted on {accepted_on}; the card cannot be of {on}"
        ))
        .hint(format!("jzz permit issue {migrant} --on {accepted_on}"))
        .detail("accepted_on", accepted_on.to_string())
        .detail("on", on.to_string()),
        IssueRefusal::NotRegistered { on } => migrant::not_registered(migrant, *on, lang),
        IssueRefusal::LivePermit { permit, suspended } => live_permit(permit, *suspended, lang),
        IssueRefusal::Departed(departed) => migrant::departed(migrant, *departed, lang),
        IssueRefusal::Later(later) => application::later(later, migrant, lang),
        IssueRefusal::NoSerial { county, year } => no_serial(county, *year, lang).hint(text!(
            lang,
            "换一个号段没有用完的受理点：jzz permit issue {migrant} --counter {county}",
            "issue at a counter whose block is not used up: jzz permit issue {migrant} --counter {county}"
        )),
    }
}

/// The county's numbers of the year are used up.
pub fn no_serial(county: &str, year: i16, lang: Lang) -> Words {
    Words::new(text!(
        lang,
        "{county} 在 {year} 年的居住证号段已经分完，这个受理点没有号可用",
        "all blocks of serial numbers of {county} for {year} are taken, and this counter has none left"
    ))
    .detail("county", county.to_owned())
    .detail("year", year)
}

impl Describe for IssueError {
    fn code(&self) -> Code {
        IssueError::code(self)
    }

    fn words(&self, lang: Lang) -> Words {
        match self {
            IssueError::Which(which) => which.words(lang),
            IssueError::Future { day, today } => form::future(*day, *today, lang),
            IssueError::Refused { migrant, refusal } => issue_refused(refusal, migrant, lang),
            IssueError::Unit(refusal) => unit::named_by(refusal, "--counter", lang),
        }
    }
}

impl Describe for CardRefusal {
    fn code(&self) -> Code {
        CardRefusal::code(self)
    }

    fn words(&self, lang: Lang) -> Words {
        match self {
            CardRefusal::Who(who) => who.words(lang),
            CardRefusal::NoCard { migrant, on } => {
                Words::new(text!(lang, "{migrant} 到 {on} 没有居住证", "{migrant} had no permit by {on}"))
                    .hint(format!("jzz migrant why {migrant}"))
                    .detail("migrant", migrant.clone())
                    .detail("on", on.to_string())
            }
            CardRefusal::NotYetIssued { permit, issued_on, on } => {
                not_yet(permit, *issued_on, lang).detail("on", on.to_string())
            }
            CardRefusal::NoCardOf { application, migrant, state, day, because } => {
                application::no_card(application, migrant, *state, *day, because, lang)
            }
        }
    }
}

fn not_yet(permit: &str, issued_on: Day, lang: Lang) -> Words {
    let number = quoted(permit);
    Words::new(text!(
        lang,
        "居住证 {permit} 是 {issued_on} 才发的",
        "the permit {permit} was issued only on {issued_on}"
    ))
    .hint(format!("jzz permit show {number} --as-of {issued_on}"))
    .detail("permit", permit.to_owned())
    .detail("issued_on", issued_on.to_string())
}

/// The article on the yearly endorsement.
fn endorsement_article(under: Regime, lang: Lang) -> String {
    match under {
        Regime::State2016 => text!(lang, "（《居住证暂行条例》第十条）", "(State Council Decree 663, Art. 10)"),
        Regime::Legacy | Regime::Guiyang2012 | Regime::Guizhou2012 => {
            text!(lang, "（《贵州省流动人口服务管理条例》第十三条）", "(Guizhou Regulation 2012, Art. 13)")
        }
    }
}

/// An endorsement that was made and not entered, and that others stand behind now, is entered as a correction.
fn was_forgotten(on: Day, number: &str, lang: Lang) -> String {
    let why = text!(lang, "漏记", "forgotten");
    text!(
        lang,
        "当天签注过、忘了记的，补记：jzz permit edit {number} --endorsed none={on} --because {why}",
        "if it was endorsed that day and not entered: jzz permit edit {number} --endorsed none={on} --because {why}"
    )
}

#[expect(clippy::too_many_lines, reason = "one arm a variant, two languages each")]
pub fn endorse_refused(refusal: &EndorseRefusal, permit: &str, lang: Lang) -> Words {
    let number = quoted(permit);
    let words = match refusal {
        EndorseRefusal::BeforeRules { first } => Words::new(text!(
            lang,
            "{first} 以前的签注不在受理点补办，随台账导入",
            "endorsements of before {first} are not made at a counter, they come in by roster"
        ))
        .hint(text!(
            lang,
            "jzz roster import 台账.csv --kind permits",
            "jzz roster import ledger.csv --kind permits"
        ))
        .detail("first", first.to_string()),
        EndorseRefusal::NotYetIssued { issued_on } => not_yet(permit, *issued_on, lang),
        EndorseRefusal::Temporary { under } => {
            let by = match under {
                Regime::Legacy | Regime::Guiyang2012 => cited::G_37,
                Regime::Guizhou2012 => cited::P_34,
                Regime::State2016 => cited::N_2_7,
            };
            let by = article::cited(by, lang);
            Words::new(text!(
                lang,
                "{permit} 是暂住证，不签注，可以用到自己的有效期满；到期前后都可以申领居住证，暂住证的时间算在居住年限里（{by}）",
                "{permit} is a temporary permit and is never endorsed: it is good to its own last day. A residence permit can be applied for before and after that, and the time under the old card counts ({by})"
            ))
            .hint(format!("jzz migrant why {number}"))
        }
        EndorseRefusal::Ended { ended_on, reason, forgotten } => {
            let label = labels::end_reason(lang, *reason);
            Words::new(text!(
                lang,
                "居住证 {permit} 已于 {ended_on} 终止（{label}），终止的证不能再签注",
                "the permit {permit} ended on {ended_on} ({label}); an ended permit is never endorsed"
            ))
            .hint(forgotten.map_or_else(|| after_end(*reason, &number), |on| was_forgotten(on, &number, lang)))
            .detail("ended_on", ended_on.to_string())
            .detail("end_reason", reason.as_str())
        }
        EndorseRefusal::Expired { since } => Words::new(text!(
            lang,
            "居住证 {permit} 到期没有签注，{since} 起已过期，不能补签；请重新申领（《贵州省流动人口服务管理条例》第十三条）",
            "the permit {permit} was not endorsed in time and has expired, from {since}; a new one is applied for (Guizhou Regulation 2012, Art. 13)"
        ))
        .hint(format!("jzz migrant why {number}"))
        .detail("since", since.to_string()),
        EndorseRefusal::BeforeWindow { opens_on, closes_on, under } => {
            let article = endorsement_article(*under, lang);
            Words::new(text!(
                lang,
                "还没有到签注的时候：{opens_on} 至 {closes_on} 之间来办{article}",
                "it is too early: this permit can be endorsed from {opens_on} to {closes_on} {article}"
            ))
            .hint(on_that_day(&number, *opens_on, lang))
            .detail("opens_on", opens_on.to_string())
            .detail("closes_on", closes_on.to_string())
        }
        EndorseRefusal::AlreadyEndorsed { endorsed_on, opens_on, under } => {
            let article = endorsement_article(*under, lang);
            Words::new(text!(
                lang,
                "这一年的签注已于 {endorsed_on} 办过，每年一次；下一次从 {opens_on} 起{article}",
                "this year's endorsement was made on {endorsed_on}, and there is one a year; the next is possible from {opens_on} {article}"
            ))
            .hint(on_that_day(&number, *opens_on, lang))
            .detail("endorsed_on", endorsed_on.to_string())
            .detail("opens_on", opens_on.to_string())
        }
        EndorseRefusal::BeforeEarlierAct { on, act, act_on, forgotten } => {
            let later = LaterAct::Card { permit: permit.to_owned(), act: *act, on: *act_on, given: *on };
            let words = application::later(&later, "", lang);
            if *forgotten { words.hint(was_forgotten(*on, &number, lang)) } else { words }
        }
    };
    words.detail("permit", permit.to_owned())
}

/// The endorsement on the first day on which it is possible.
fn on_that_day(number: &str, opens_on: Day, lang: Lang) -> String {
    text!(
        lang,
        "{opens_on} 起来办：jzz permit endorse {number} --on {opens_on}",
        "from {opens_on} on: jzz permit endorse {number} --on {opens_on}"
    )
}

/// What the bearer of an ended card can do.
pub fn after_end(reason: EndReason, number: &str) -> String {
    match reason {
        EndReason::Left | EndReason::Lost | EndReason::Expired | EndReason::Ineligible => {
            format!("jzz migrant why {number}")
        }
        EndReason::Hukou
        | EndReason::Death
        | EndReason::Fraud
        | EndReason::Confiscated
        | EndReason::Error
        | EndReason::Replaced => format!("jzz permit show {number}"),
    }
}

impl Describe for EndorseError {
    fn code(&self) -> Code {
        EndorseError::code(self)
    }

    fn words(&self, lang: Lang) -> Words {
        match self {
            EndorseError::Which(refusal) => refusal.words(lang),
            EndorseError::Future { day, today } => form::future(*day, *today, lang),
            EndorseError::Refused { permit, refusal } => endorse_refused(refusal, permit, lang),
            EndorseError::NotRegistered { migrant, on } => migrant::not_registered(migrant, *on, lang),
            EndorseError::Departed { migrant, departed } => migrant::departed(migrant, *departed, lang),
            EndorseError::Paper(later) => later.words(lang),
            EndorseError::Proxy(refusal) => refusal.words(lang),
            EndorseError::Unit(refusal) => unit::named_by(refusal, "--counter", lang),
        }
    }
}
