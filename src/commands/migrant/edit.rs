//! `jzz migrant edit`: a recorded fact put right, the old value kept.

use clap::Args;
use clap::builder::PossibleValuesParser;

use super::desk;
use super::form::FormArgs;
use crate::cli::usage::not_taken;
use crate::cli::{help, values};
use crate::context::Context;
use crate::domain::calendar::Day;
use crate::domain::correction::{Fact, Given};
use crate::domain::dossier::{Dossier, Stay};
use crate::domain::regime::Exempt;
use crate::domain::registration::Form;
use crate::domain::stay_end::LeaveReason;
use crate::failure::{Failure, Finish};
use crate::ops::edit::{self, Wanted};
use crate::ops::edit_end::{self, Left, Wanted as EndWanted};
use crate::ops::office::Office;
use crate::present::words::text;
use crate::present::words::told::masked;
use crate::present::words::usage::Usage;

#[derive(Args)]
pub struct Edit {
    #[arg(value_name = help!("人", "MIGRANT"), value_parser = values::text, help = help!("身份号码、编号、证号或姓名；- 从标准输入读一行", "Identity number, code, permit number or name; - reads a line from standard input"))]
    migrant: String,
    #[arg(long, value_name = help!("理由", "TEXT"), value_parser = values::filled, help = help!("为什么更正（必须写）", "Why it is corrected (needed)"))]
    because: Option<String>,
    #[command(flatten)]
    form: FormArgs,
    #[arg(long, value_name = help!("事由", "KIND"), value_parser = PossibleValuesParser::new(Exempt::ALL.map(Exempt::as_str).into_iter().chain([NOT_EXEMPT])), help = help!("免办事由：旅店、住院、寄宿、救助、投靠直系亲属；none 为没有", "Exempt: hotel guest, inpatient, boarder, in rescue, with a direct relative; none for not exempt"))]
    exempt: Option<String>,
    #[arg(long, value_name = help!("日期", "DATE"), value_parser = values::day, help = help!("更正后的登记日期（与 add 的 --on 同义）；更正本身总是记在今天", "The corrected day of registration (the --on of add); the correction itself is of today"))]
    on: Option<Day>,
    #[arg(long, value_name = help!("日期", "DATE"), value_parser = values::text, conflicts_with = "on", help = help!("更正后的离开日期；none 为没有离开过，随离开注销的证、撤回的申领一并恢复", "The corrected day of leaving; none for never left: what ended with it comes back"))]
    left: Option<String>,
    #[arg(long, value_name = help!("原因", "REASON"), value_parser = PossibleValuesParser::new(LeaveReason::ALL.map(LeaveReason::as_str)), conflicts_with = "on", help = help!("更正后的离开原因：离开本地、落户、死亡、其他", "The corrected reason of leaving: left, local household registration, death, other"))]
    end_reason: Option<String>,
}

/// The keyword that takes a departure back.
const NEVER_LEFT: &str = "none";

/// The keyword that takes an exemption away.
const NOT_EXEMPT: &str = "none";

impl Edit {
    pub fn run(mut self, cx: &mut Context<'_>) -> Result<Finish, Failure> {
        let who = desk::named(cx, &self.migrant)?;
        if self.form.id_number.as_deref() == Some("-") {
            self.form.id_number = Some(cx.read_line()?);
        }
        let end = self.end()?;
        let because = because(cx, "migrant edit", self.because.take())?;
        let (mut store, office) = desk::open(cx)?;
        let on = desk::act_day(cx, &mut store, None)?;
        let exempt = self.exempt.as_deref().filter(|exempt| *exempt != NOT_EXEMPT).unwrap_or_default();
        let counter = cx.counter().map(str::to_owned);
        if let Some((left, reason)) = end {
            let wanted = EndWanted { left, reason, because: &because, counter: counter.as_deref(), on };
            let actor = desk::actor(cx);
            let dossier =
                store.act(&actor, "migrant edit", |writer| edit_end::edit(writer, &office, &actor, &who, &wanted))?;
            return answer(cx, &office, &dossier, on);
        }
        let wanted = Wanted {
            form: Form { exempt, ..self.form.form() },
            given: self.given(),
            registered_on: self.on,
            because: &because,
            counter: counter.as_deref(),
            on,
        };
        let actor = desk::actor(cx);
        let edited = store.act(&actor, "migrant edit", |writer| edit::edit(writer, &office, &actor, &who, &wanted))?;
        let answered = answer(cx, &office, &edited.dossier, on)?;
        for warning in &edited.warnings {
            desk::warn(cx, warning);
        }
        Ok(answered)
    }

    /// What the end of the stay shall be, where that is corrected; it is corrected alone.
    fn end(&self) -> Result<Option<(Option<Left>, Option<LeaveReason>)>, Failure> {
        if self.left.is_none() && self.end_reason.is_none() {
            return Ok(None);
        }
        let flag = if self.left.is_some() { "--left" } else { "--end-reason" };
        let together = |others: Vec<String>| Usage::Together {
            command: "jzz migrant edit".to_owned(),
            flag: flag.to_owned(),
            others,
        };
        let others: Vec<String> =
            Fact::ALL.iter().filter(|fact| self.given().has(**fact)).map(|f| flag_of(*f)).collect();
        if !others.is_empty() {
            return Err(together(others).into());
        }
        let left = match self.left.as_deref() {
            None => None,
            Some(NEVER_LEFT) if self.end_reason.is_some() => {
                return Err(together(vec!["--end-reason".to_owned()]).into());
            }
            Some(NEVER_LEFT) => Some(Left::Never),
            Some(text) => Some(Left::On(Day::parse(text).map_err(|error| Usage::Day {
                flag: "--left".to_owned(),
                value: text.to_owned(),
                error,
            })?)),
        };
        Ok(Some((left, self.end_reason.as_deref().and_then(LeaveReason::parse))))
    }

    fn given(&self) -> Given {
        let mut given = self.form.given();
        if self.exempt.is_some() {
            given.add(Fact::Exempt);
        }
        if self.on.is_some() {
            given.add(Fact::RegisteredOn);
        }
        given
    }
}

/// `--hukou-county` of the fact, for the words on what cannot stand together.
fn flag_of(fact: Fact) -> String {
    format!("--{}", fact.as_str().replace('_', "-"))
}

/// Answers with the person as of today, or of the end of the stay.
fn answer(cx: &mut Context, office: &Office, dossier: &Dossier, on: Day) -> Result<Finish, Failure> {
    let shown_on = dossier.stays.last().and_then(Stay::ended_on).map_or(on, |ended_on| ended_on.min(on));
    super::answer(cx, office, dossier, shown_on)
}

/// The reason of an act that needs one: as given, else asked for. It is kept and journalled, so that a number
/// typed into it is starred.
pub fn because(cx: &mut Context, command: &str, given: Option<String>) -> Result<String, Failure> {
    match given {
        Some(because) => Ok(masked(&because)),
        None if cx.can_ask() => {
            let question = text!(cx.lang(), "理由", "Why");
            let answer = cx.ask_text(&question, false, None)?;
            let kept = values::filled(&answer).map(|because| masked(&because));
            kept.map_err(|error| not_taken(error, "--because".to_owned(), answer).into())
        }
        None => Err(Usage::missing(command, &["--because"]).into()),
    }
}
