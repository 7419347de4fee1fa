//! `jzz migrant edit`: a recorded fact put right, the old value kept.

use clap::Args;

use super::desk::{self, ProxyArgs};
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
use crate::ops::edit_besides::{Acting, Besides};
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
    #[arg(long, value_name = help!("日期", "DATE"), value_parser = values::named, conflicts_with_all = ["on", "moved"], help = help!("更正后的离开日期；none 为没有离开过，随离开注销的证、撤回的申领一并恢复", "The corrected day of leaving; none for never left: what ended with it comes back"))]
    left: Option<String>,
    #[arg(long, value_name = help!("原因", "REASON"), value_parser = values::keyword::<LeaveReason>(), conflicts_with_all = ["on", "moved"], help = help!("更正后的离开原因", "The corrected reason of leaving"))]
    end_reason: Option<LeaveReason>,
    #[arg(long, value_name = help!("去向", "TEXT"), conflicts_with_all = ["on", "moved"], help = help!("更正后的离开去向", "The corrected place that the person went to"))]
    to: Option<String>,
    #[arg(long, value_name = help!("关系", "TEXT"), help = help!("与户主关系（名册上报的）", "Relation to the householder, which a roster told"))]
    relation: Option<String>,
    #[arg(long, value_name = help!("备注", "TEXT"), help = help!("备注（名册上报的）", "The note, which a roster told"))]
    note: Option<String>,
    #[arg(long, value_name = help!("受理点", "COUNTER"), value_parser = values::named, help = help!("更正后的登记受理点：办这次登记的那个", "The corrected counter: the one that made the registration"))]
    registered_at: Option<String>,
    #[command(flatten)]
    proxy: ProxyArgs,
    #[arg(long, conflicts_with_all = ["proxy_name", "proxy_id_number", "proxy_relation"], help = help!("登记是本人来办的，没有代办人", "The person came in person: nobody acted for them"))]
    no_proxy: bool,
}

/// The corrected day and reason of a departure and where to, as far as they are given.
type End = (Option<Left>, Option<LeaveReason>, Option<String>);

/// The keyword that takes a departure back.
const NEVER_LEFT: &str = "none";

impl Edit {
    pub fn run(mut self, cx: &mut Context<'_>) -> Result<Finish, Failure> {
        let who = desk::named(cx, &self.migrant)?;
        if self.form.id_number.as_deref() == Some("-") {
            self.form.id_number = Some(cx.read_line()?);
        }
        let end = self.end()?;
        if end.is_none() && self.given().is_empty() {
            return Err(Usage::NoFact { command: "jzz migrant edit".to_owned() }.into());
        }
        let because = masked(&self.because);
        let (mut store, office) = desk::open(cx)?;
        let on = desk::act_day(cx, &mut store, None)?;
        let exempt = match self.exempt {
            Some(NewExempt::Is(exempt)) => exempt.as_str(),
            Some(NewExempt::None) | None => "",
        };
        let counter = cx.counter().map(str::to_owned);
        if let Some((left, reason, to)) = end {
            let to = to.as_deref();
            let (of, counter) = (self.of, counter.as_deref());
            let wanted = EndWanted { of, left, reason, to, because: &because, counter, on };
            let actor = desk::actor(cx);
            let edited =
                store.act(&actor, "migrant edit", |writer| edit_end::edit(writer, &office, &actor, &who, &wanted))?;
            let answered = tell(cx, &office, &edited.dossier, self.of.unwrap_or(on))?;
            desk::effects(cx, &edited.effects);
            return Ok(answered);
        }
        let proxy = self.proxy.proxy();
        let acting = if self.no_proxy { Some(Acting::Nobody) } else { proxy.as_ref().map(Acting::By) };
        let wanted = Wanted {
            form: Form {
                exempt,
                relation: text(self.relation.as_ref()),
                note: text(self.note.as_ref()),
                ..self.form.form()
            },
            given: self.given(),
            of: self.of,
            registered_on: self.on,
            moved_on: self.moved,
            besides: Besides { registered_at: self.registered_at.as_deref(), proxy: acting },
            because: &because,
            counter: counter.as_deref(),
            on,
        };
        let actor = desk::actor(cx);
        let edited = store.act(&actor, "migrant edit", |writer| edit::edit(writer, &office, &actor, &who, &wanted))?;
        let answered = tell(cx, &office, &edited.dossier, self.of.map_or(on, |_| edited.day))?;
        if let Some(besides) = done::changed_besides(&edited.besides, &office.tree, on, cx.lang()) {
            desk::done(cx, &besides);
        }
        desk::effects(cx, &edited.effects);
        for warning in &edited.warnings {
            desk::warn(cx, warning);
        }
        Ok(answered)
    }

    /// What the end of the stay shall be, where that is corrected; it is corrected alone.
    fn end(&self) -> Result<Option<End>, Failure> {
        if self.left.is_none() && self.end_reason.is_none() && self.to.is_none() {
            return Ok(None);
        }
        let flag = match (&self.left, self.end_reason) {
            (Some(_), _) => "--left",
            (None, Some(_)) => "--end-reason",
            (None, None) => "--to",
        };
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
            Some(NEVER_LEFT) if self.end_reason.is_some() || self.to.is_some() => {
                let other = if self.end_reason.is_some() { "--end-reason" } else { "--to" };
                return Err(together(vec![other.to_owned()]).into());
            }
            Some(NEVER_LEFT) => Some(Left::Never),
            Some(text) => Some(Left::On(Day::parse(text).map_err(|error| Usage::Day {
                flag: "--left".to_owned(),
                value: text.to_owned(),
                error,
            })?)),
        };
        Ok(Some((left, self.end_reason, self.to.clone())))
    }

    fn given(&self) -> Given {
        let mut given = self.form.given();
        if self.exempt.is_some() {
            given.add(Fact::Exempt);
        }
        let acting = self.no_proxy || self.proxy.name.is_some();
        for (fact, is_given) in [
            (Fact::RegisteredOn, self.on.is_some()),
            (Fact::MovedOn, self.moved.is_some()),
            (Fact::Relation, self.relation.is_some()),
            (Fact::Note, self.note.is_some()),
            (Fact::RegisteredAt, self.registered_at.is_some()),
            (Fact::ProxyName, acting),
        ] {
            if is_given {
                given.add(fact);
            }
        }
        given
    }
}

/// A text as it was given; nothing takes the fact away.
fn text(given: Option<&String>) -> &str {
    given.map(String::as_str).unwrap_or_default()
}

/// `--hukou-county` of the fact, for the words on what cannot stand together.
fn flag_of(fact: Fact) -> String {
    if fact == Fact::ArrivedOn {
        return "--arrived".to_owned();
    }
    format!("--{}", fact.as_str().replace('_', "-"))
}

/// Answers with the person as of today, or of the end of the stay, and says what was done.
fn tell(cx: &mut Context, office: &Office, dossier: &Dossier, on: Day) -> Result<Finish, Failure> {
    let shown_on = dossier.stays.last().and_then(Stay::ended_on).map_or(on, |ended_on| ended_on.min(on));
    let answered = super::answer_done(cx, office, dossier, shown_on)?;
    desk::done(cx, &done::corrected(dossier, cx.lang()));
    if shown_on < cx.today() {
        desk::done(cx, &done::shown_as_of(dossier, shown_on, cx.lang()));
    }
    Ok(answered)
}
