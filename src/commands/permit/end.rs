//! `jzz permit end`: a card ends; the registration stays as it is.

use clap::Args;

use super::desk;
use crate::cli::{help, values};
use crate::commands::confirm;
use crate::context::Context;
use crate::domain::calendar::Day;
use crate::domain::dossier::{Dossier, migrant_code};
use crate::domain::permit::EndReason;
use crate::domain::stay_end::LeaveReason;
use crate::failure::{Failure, Finish};
use crate::ops::end;
use crate::present::words;
use crate::store::Writer;

#[derive(Args)]
pub struct End {
    #[arg(value_name = help!("证", "PERMIT"), value_parser = values::named, help = help!("证号，或持证人；- 从标准输入读一行", "A permit number, or its bearer; - reads a line from standard input"))]
    permit: String,
    #[arg(long, value_name = help!("原因", "REASON"), value_parser = values::keyword::<EndReason>(), help = help!("为什么终止", "Why it ends"))]
    because: EndReason,
    #[arg(long, value_name = help!("日期", "DATE"), value_parser = values::day, help = help!("终止的日期（默认今天）", "The day it ends (today)"))]
    on: Option<Day>,
}

impl End {
    pub fn run(self, cx: &mut Context<'_>) -> Result<Finish, Failure> {
        let because = self.because;
        let what = desk::named(cx, &self.permit)?;
        let (mut store, office) = desk::open(cx)?;
        let on = desk::act_day(cx, &mut store, self.on)?;
        let (today, counter) = (cx.today(), cx.counter().map(str::to_owned));
        let (dossier, number) = {
            let work = |writer: &Writer| end::end(writer, &office, &what, because, counter.as_deref(), on, today);
            let question = |(dossier, number): &(Dossier, String), lang| {
                Some(words::confirm::end_card(dossier, number, because, lang))
            };
            confirm::act(cx, &mut store, "permit end", work, question)?
        };
        let finish = super::answer(cx, &office, &dossier, &number, on)?;
        desk::done(cx, &words::done::ended(&dossier, &number, because, on, cx.lang()));
        if let Some(because) = LeaveReason::of_card(because)
            && dossier.active_stay(on).is_some()
        {
            let migrant = migrant_code(dossier.migrant);
            cx.say(&words::done::registration_left_open(&migrant, because, on, cx.lang()));
        }
        Ok(finish)
    }
}
