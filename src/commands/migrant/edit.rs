//! `jzz migrant edit`: a recorded fact put right, the old value kept.

use clap::Args;

use super::desk;
use super::form::FormArgs;
use crate::cli::{help, values};
use crate::context::Context;
use crate::domain::calendar::Day;
use crate::domain::correction::{Fact, Given};
use crate::domain::dossier::{Dossier, Stay};
use crate::domain::registration::Form;
use crate::domain::stay_end::LeaveReason;
use crate::failure::{Failure, Finish};
use crate::ops::edit::{self, Wanted};
use crate::ops::edit_end::{self, Left, Wanted as EndWanted};
use crate::ops::office::Office;
use crate::present::words::done;
use crate::present::words::keywords::NewExempt;
use crate::present::words::told::masked;
use crate::present::words::usage::Usage;

#[derive(Args)]
pub struct Edit {
    #[arg(value_name = help!("人", "MIGRANT"), value_parser = values::named, help = help!("身份号码、编号、证号或姓名；- 从标准输入读一行", "Identity number, code, permit number or name; - reads a line from standard input"))]
    migrant: String,
    #[arg(long, value_name = help!("理由", "TEXT"), value_parser = values::filled, help = help!("为什么更正", "Why it is corrected"))]
    because: String,
    #[command(flatten)]
    form: FormArgs,
    #[arg(long, value_name = help!("事由", "KIND"), value_parser = values::keyword::<NewExempt>(), help = help!("免办居住证的事由", "Why no permit is needed"))]
    exempt: Option<NewExempt>,
    #[arg(long, value_name = help!("日期", "DATE"), value_parser = values::day, help = help!("更正后的登记日期（与 add 的 --on 同义）；更正本身总是记在今天", "The corrected day of registration (the --on of add); the correction itself is of today"))]
    on: Option<Day>,
    #[arg(long, value_name = help!("日期", "DATE"), value_parser = values::day, help = help!("更正后的搬家日期：搬进要更正的那一处的那天", "The corrected day of the move into the home that is corrected"))]
    moved: Option<Day>,
    #[arg(long, value_name = help!("日期", "DATE"), value_parser = values::day, help = help!("更正这一天在登记中的那次居住、那一处住处（默认最近的）", "Corrects the stay and the home of that day (the last ones)"))]
    of: Option<Day>,
    #[arg(long, value_name = help!("日期", "DATE"), value_parser = values::named, conflicts_with_all = ["on", "moved", "of"], help = help!("更正后的离开日期；none 为没有离开过，随离开注销的证、撤回的申领一并恢复", "The corrected day of leaving; none for never left: what ended with it comes back"))]
    left: Option<String>,
    #[arg(long, value_name = help!("原因", "REASON"), value_parser = values::keyword::<LeaveReason>(), conflicts_with_all = ["on", "moved", "of"], help = help!("更正后的离开原因", "The corrected reason of leaving"))]
    end_reason: Option<LeaveReason>,
}

/// The corrected day and reason of a departure, as far as they are given.
type End = (Option<Left>, Option<LeaveReason>);

/// The keyword that takes a departure back.
const NEVER_LEFT: &str = "none";

impl Edit {
    pub fn run(mut self, cx: &mut Context<'_>) -> Result<Finish, Failure> {
        let who = desk::named(cx, &self.migrant)?;
        if self.form.id_number.as_deref() == Some("-") {
            self.form.id_number = Some(cx.read_line()?);
        }
        let end = self.end()?;
        let because = masked(&self.because);
        let (mut store, office) = desk::open(cx)?;
        let on = desk::act_day(cx, &mut store, None)?;
        let exempt = match self.exempt {
            Some(NewExempt::Is(exempt)) => exempt.as_str(),
            Some(NewExempt::None) | None => "",
        };
        let counter = cx.counter().map(str::to_owned);
        if let Some((left, reason)) = end {
            let wanted = EndWanted { left, reason, because: &because, counter: counter.as_deref(), on };
            let actor = desk::actor(cx);
            let dossier =
                store.act(&actor, "migrant edit", |writer| edit_end::edit(writer, &office, &actor, &who, &wanted))?;
            return tell(cx, &office, &dossier, on);
        }
        let wanted = Wanted {
            form: Form { exempt, ..self.form.form() },
            given: self.given(),
            of: self.of,
            registered_on: self.on,
            moved_on: self.moved,
            because: &because,
            counter: counter.as_deref(),
            on,
        };
        let actor = desk::actor(cx);
        let edited = store.act(&actor, "migrant edit", |writer| edit::edit(writer, &office, &actor, &who, &wanted))?;
        let answered = tell(cx, &office, &edited.dossier, self.of.unwrap_or(on))?;
        for warning in &edited.warnings {
            desk::warn(cx, warning);
        }
        Ok(answered)
    }

    /// What the end of the stay shall be, where that is corrected; it is corrected alone.
    fn end(&self) -> Result<Option<End>, Failure> {
        if self.left.is_none() && self.end_reason.is_none() {
            return Ok(None);
        }
        let flag = if self.left.is_some() { "--left" } else { "--end-reason" };
        let together = |others: Vec<String>| Usage::Together {
            command: "jzz migrant edit".to_owned(),
            flag: flag.to_owned(),
            others,
        };
        let given = self.given();
        let others: Vec<String> =
            Fact::ALL.iter().filter(|fact| given.has(**fact)).map(|fact| flag_of(*fact)).collect();
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
        Ok(Some((left, self.end_reason)))
    }

    fn given(&self) -> Given {
        let mut given = self.form.given();
        if self.exempt.is_some() {
            given.add(Fact::Exempt);
        }
        if self.on.is_some() {
            given.add(Fact::RegisteredOn);
        }
        if self.moved.is_some() {
            given.add(Fact::MovedOn);
        }
        given
    }
}

/// `--hukou-county` of the fact, for the words on what cannot stand together.
fn flag_of(fact: Fact) -> String {
    format!("--{}", fact.as_str().replace('_', "-"))
}

/// Answers with the person as of today, or of the end of the stay, and says what was done.
fn tell(cx: &mut Context, office: &Office, dossier: &Dossier, on: Day) -> Result<Finish, Failure> {
    let shown_on = dossier.stays.last().and_then(Stay::ended_on).map_or(on, |ended_on| ended_on.min(on));
    let answered = super::answer(cx, office, dossier, shown_on)?;
    desk::done(cx, &done::corrected(dossier, cx.lang()));
    Ok(answered)
}
