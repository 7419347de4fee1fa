//! `jzz permit endorse`: another year.

use clap::Args;

use super::desk::{self, ProxyArgs};
use crate::cli::{help, values};
use crate::context::{Context, Format};
use crate::domain::calendar::Day;
use crate::domain::guardian::child_below;
use crate::domain::papers::Evidence;
use crate::domain::terms::terms;
use crate::failure::{Failure, Finish};
use crate::ops::endorse::{self, Outcome, Shown};
use crate::present::json::Serialize;
use crate::present::migrant::Said;
use crate::present::table::KeyValue;
use crate::present::words::endorse::BarePapers;
use crate::present::words::papers::things;
use crate::present::words::{done, text};

#[derive(Args)]
pub struct Endorse {
    #[arg(value_name = help!("证", "PERMIT"), value_parser = values::named, help = help!("证号，或持证人；- 从标准输入读一行", "A permit number, or its bearer; - reads a line from standard input"))]
    permit: String,
    #[arg(long, value_name = help!("材料[:出具人[:日期]]", "KIND[:ISSUER[:DATE]]"), value_parser = values::evidence(), help = help!("出示的材料，一件写一次", "A paper that was shown; once for each"))]
    evidence: Vec<Evidence>,
    #[command(flatten)]
    proxy: ProxyArgs,
    #[arg(long, value_name = help!("日期", "DATE"), value_parser = values::day, help = help!("签注的日期（默认今天）", "The day of the endorsement (today)"))]
    on: Option<Day>,
}

impl Endorse {
    pub fn run(self, cx: &mut Context<'_>) -> Result<Finish, Failure> {
        let shown = Shown { evidence: self.evidence.clone(), proxy: self.proxy.proxy() };
        let what = desk::named(cx, &self.permit)?;
        let (mut store, office) = desk::open(cx)?;
        let on = desk::act_day(cx, &mut store, self.on)?;
        let (today, counter) = (cx.today(), cx.counter().map(str::to_owned));
        let outcome = store.act(&desk::actor(cx), "permit endorse", |writer| {
            endorse::endorse(writer, &office, &what, &shown, counter.as_deref(), on, today)
        })?;
        let (dossier, number) = match outcome {
            Outcome::Endorsed { dossier, permit } => (dossier, permit),
            Outcome::Incomplete { permit, missing } => {
                let given = shown.evidence.iter().map(|evidence| evidence.paper).collect();
                return incomplete(cx, &BarePapers { permit, missing, given });
            }
        };
        let held = dossier.cards.iter().find(|held| held.number == number);
        let terms = held.map(|held| terms(&held.card, &office.book)).unwrap_or_default();
        let late = terms.last().is_some_and(|term| term.restored);
        let suspended = terms.iter().rev().nth(1).is_some_and(|before| before.until_on < on);
        let finish = super::answer(cx, &office, &dossier, &number, on)?;
        desk::done(cx, &done::endorsed(&dossier, &number, &office.book, on, cx.lang()));
        if late {
            desk::done(cx, &done::endorsed_late(on, suspended, cx.lang()));
        }
        if let Some(below) = child_below(&dossier, &office.book, on).filter(|_| shown.proxy.is_none()) {
            desk::done(cx, &done::child_comes_alone(below, cx.lang()));
        }
        Ok(finish)
    }
}

#[derive(Serialize)]
struct Answer<'a> {
    permit: &'a str,
    endorsed: bool,
    missing: Vec<Said>,
}

/// The notice of what is missing: the answer on standard output, the refusal on standard error.
fn incomplete(cx: &mut Context, bare: &BarePapers) -> Result<Finish, Failure> {
    let lang = cx.lang();
    match cx.format() {
        Format::Json => {
            let missing = bare.missing.iter().map(|missing| Said::of(missing, lang)).collect();
            cx.put_json(&Answer { permit: &bare.permit, endorsed: false, missing })?;
        }
        Format::Table => {
            let mut screen = KeyValue::new();
            screen
                .put(text!(lang, "证号", "Permit"), &bare.permit)
                .put(text!(lang, "签注", "Endorsed"), text!(lang, "未签，材料不齐", "no: papers are missing"))
                .put(text!(lang, "还缺", "Missing"), things(bare.missing.len(), lang));
            cx.put_screen(&screen.render())?;
        }
        Format::Csv | Format::Html | Format::Xlsx => return Err(cx.unfit_format()),
    }
    Err(bare.clone().into())
}
