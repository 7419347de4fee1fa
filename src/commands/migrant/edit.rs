//! `jzz migrant edit`: a recorded fact put right, the old value kept.

use clap::Args;

use super::desk;
use super::form::FormArgs;
use crate::cli::{help, values};
use crate::context::Context;
use crate::domain::calendar::Day;
use crate::domain::correction::{Fact, Given};
use crate::domain::dossier::Stay;
use crate::domain::registration::Form;
use crate::failure::{Failure, Finish};
use crate::ops::edit::{self, Wanted};
use crate::present::words::keywords::NewExempt;
use crate::present::words::told::masked;

#[derive(Args)]
pub struct Edit {
    #[arg(value_name = help!("人", "MIGRANT"), value_parser = values::text, help = help!("身份号码、编号、证号或姓名；- 从标准输入读一行", "Identity number, code, permit number or name; - reads a line from standard input"))]
    migrant: String,
    #[arg(long, value_name = help!("理由", "TEXT"), value_parser = values::kept, help = help!("为什么更正", "Why it is corrected"))]
    because: String,
    #[command(flatten)]
    form: FormArgs,
    #[arg(long, value_name = help!("事由", "KIND"), value_parser = values::keyword::<NewExempt>(), help = help!("免办居住证的事由", "Why no permit is needed"))]
    exempt: Option<NewExempt>,
    #[arg(long, value_name = help!("日期", "DATE"), value_parser = values::day, help = help!("更正后的登记日期（与 add 的 --on 同义）；更正本身总是记在今天", "The corrected day of registration (the --on of add); the correction itself is of today"))]
    on: Option<Day>,
}

impl Edit {
    pub fn run(mut self, cx: &mut Context<'_>) -> Result<Finish, Failure> {
        let who = desk::named(cx, &self.migrant)?;
        if self.form.id_number.as_deref() == Some("-") {
            self.form.id_number = Some(cx.read_line()?);
        }
        let because = masked(&self.because);
        let (mut store, office) = desk::open(cx)?;
        let on = desk::act_day(cx, &mut store, None)?;
        let exempt = match self.exempt {
            Some(NewExempt::Is(exempt)) => exempt.as_str(),
            Some(NewExempt::None) | None => "",
        };
        let counter = cx.counter().map(str::to_owned);
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
        let shown_on = edited.dossier.stays.last().and_then(Stay::ended_on).map_or(on, |ended_on| ended_on.min(on));
        let answered = super::answer(cx, &office, &edited.dossier, shown_on)?;
        for warning in &edited.warnings {
            desk::warn(cx, warning);
        }
        Ok(answered)
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
