//! `jzz permit apply`: accepted, or a notice of everything that is missing.

use crate::present::json::Serialize;
use clap::Args;

use super::desk::{self, ProxyArgs};
use crate::cli::{help, values};
use crate::context::{Context, Format};
use crate::domain::calendar::Day;
use crate::domain::lang::Lang;
use crate::domain::papers::{self, Evidence, Ground, Paper};
use crate::domain::rulebook::RuleBook;
use crate::failure::{Failure, Finish};
use crate::ops::apply::{self, Applied, Brought};
use crate::present::migrant::Said;
use crate::present::table::KeyValue;
use crate::present::words::papers::{Incomplete, Lacking, things};
use crate::present::words::{done, labels, text};
use crate::store::Writer;

#[derive(Args)]
pub struct Apply {
    #[arg(value_name = help!("人", "MIGRANT"), value_parser = values::named, help = help!("身份号码、编号、证号或姓名；- 从标准输入读一行", "Identity number, code, permit number or name; - reads a line from standard input"))]
    migrant: String,
    #[arg(long, value_name = help!("依据", "GROUND"), value_parser = values::keyword::<Ground>(), help = help!("申领依据，2016 年起需要", "The ground; needed from 2016"))]
    ground: Option<Ground>,
    #[arg(long, value_name = help!("材料[:出具人[:日期]]", "KIND[:ISSUER[:DATE]]"), value_parser = values::evidence(), help = help!("交来的材料，一件写一次", "A paper that was brought; once for each"))]
    evidence: Vec<Evidence>,
    #[arg(long, help = help!("照片已交（按规定的张数）", "The photos were brought, as many as the rules ask for"))]
    photo: bool,
    #[command(flatten)]
    proxy: ProxyArgs,
    #[arg(long, value_name = help!("日期", "DATE"), value_parser = values::day, help = help!("申领的日期（默认今天）", "The day of the application (today)"))]
    on: Option<Day>,
}

#[derive(Serialize)]
struct Answer<'a> {
    application: &'a str,
    accepted: bool,
    accepted_on: Option<String>,
    due_on: Option<String>,
    promised_on: Option<String>,
    regime: &'static str,
    missing: Vec<Said>,
}

impl Apply {
    pub fn run(self, cx: &mut Context<'_>) -> Result<Finish, Failure> {
        let mut brought = self.brought();
        let who = desk::named(cx, &self.migrant)?;
        let (mut store, office) = desk::open(cx)?;
        let on = desk::act_day(cx, &mut store, self.on)?;
        let (today, counter) = (cx.today(), cx.counter().map(str::to_owned));
        let work = |writer: &Writer, brought: &Brought| {
            apply::apply(writer, &office, &who, brought, counter.as_deref(), on, today)
        };
        if brought.evidence.is_empty() && brought.ground.is_none() && cx.can_ask() {
            // Whoever cannot apply at all is not asked for papers.
            let (applied, _) = store.rehearse(|writer| work(writer, &brought))?;
            let identity = papers::of_identity(office.book.on(on).papers, applied.age);
            ask(cx, &office.book, on, identity, &mut brought)?;
        }
        let applied = store.act(&desk::actor(cx), "permit apply", |writer| work(writer, &brought))?;
        answer(cx, &applied, &brought, office.register.practice)
    }

    fn brought(&self) -> Brought {
        let mut evidence = self.evidence.clone();
        if self.photo {
            evidence.push(Evidence { paper: Paper::Photo, issuer: None, dated_on: None });
        }
        Brought { ground: self.ground, evidence, proxy: self.proxy.proxy() }
    }
}

/// Asks for ground and papers, as far as the rules of the day want them.
fn ask(cx: &Context, book: &RuleBook, on: Day, identity: Vec<Paper>, brought: &mut Brought) -> Result<(), Failure> {
    let lang = cx.lang();
    let papers = &book.on(on).papers;
    let none = || text!(lang, "没有", "none");
    let pick = |question: &str, of: Vec<Paper>| -> Result<Option<Evidence>, Failure> {
        let mut options: Vec<String> = of.iter().map(|paper| labels::paper(lang, *paper).to_owned()).collect();
        options.push(none());
        let chosen = of.get(cx.ask_choice(question, &options)?).copied();
        Ok(chosen.map(|paper| Evidence { paper, issuer: None, dated_on: None }))
    };
    brought.evidence.extend(pick(&text!(lang, "身份证件", "Identity paper"), identity)?);
    if papers.photos > 0 {
        brought.evidence.extend(pick(&text!(lang, "照片", "Photos"), vec![Paper::Photo])?);
    }
    let address = Paper::ALL.into_iter().filter(|paper| paper.proves_address()).collect();
    brought.evidence.extend(pick(&text!(lang, "居住地址证明", "Proof of address"), address)?);
    if !papers.ground {
        return Ok(());
    }
    let mut grounds: Vec<String> = Ground::ALL.iter().map(|ground| labels::ground(lang, *ground).to_owned()).collect();
    grounds.push(none());
    let question = text!(lang, "申领依据", "Ground");
    brought.ground = Ground::ALL.get(cx.ask_choice(&question, &grounds)?).copied();
    let lease = book.settings_on(on).dwelling_ground_lease;
    if let Some(ground) = brought.ground
        && !brought.evidence.iter().any(|evidence| evidence.paper.proves(ground, lease))
    {
        let proofs = Paper::ALL.into_iter().filter(|paper| paper.proves(ground, lease)).collect();
        brought.evidence.extend(pick(&text!(lang, "依据的证明", "Proof of the ground"), proofs)?);
    }
    Ok(())
}

fn answer(cx: &mut Context, applied: &Applied, brought: &Brought, practice: bool) -> Result<Finish, Failure> {
    let lang = cx.lang();
    let accepted = applied.accepted_on.is_some();
    match cx.format() {
        Format::Json => cx.put_json(&Answer {
            application: &applied.application,
            accepted,
            accepted_on: applied.accepted_on.map(|day| day.to_string()),
            due_on: applied.due_on.map(|day| day.to_string()),
            promised_on: applied.promised_on.map(|day| day.to_string()),
            regime: applied.regime.as_str(),
            missing: Lacking::all(&applied.missing, applied.regime, applied.lease)
                .iter()
                .map(|lacking| Said::of(lacking, lang))
                .collect(),
        })?,
        Format::Table => {
            cx.put_screen(&screen(applied, lang))?;
            desk::specimen(cx, practice);
        }
        Format::Csv | Format::Html | Format::Xlsx => return Err(cx.unfit_format()),
    }
    if let Some(incomplete) = Incomplete::of(applied, brought) {
        Err(incomplete.into())
    } else {
        desk::done(cx, &done::applied(applied, lang));
        Ok(Finish::Done)
    }
}

fn screen(applied: &Applied, lang: Lang) -> String {
    let mut screen = KeyValue::new();
    screen
        .put(text!(lang, "申领编号", "Application"), &applied.application)
        .put(text!(lang, "申请人", "Migrant"), &applied.migrant);
    if let Some(accepted_on) = applied.accepted_on {
        screen.put(text!(lang, "受理日期", "Accepted"), accepted_on);
        screen.put(text!(lang, "最迟发证", "Due"), limit(applied.due_on, applied.no_calendar, lang));
        if applied.promised_on.is_some() || applied.no_calendar.is_some() {
            screen.put(text!(lang, "承诺发证", "Promised"), limit(applied.promised_on, applied.no_calendar, lang));
        }
    } else {
        screen.put(text!(lang, "受理", "Accepted"), text!(lang, "未受理，材料不齐", "no: papers are missing"));
        // What is missing stands in the notice, on standard error: once.
        screen.put(text!(lang, "还缺", "Missing"), things(applied.missing.len(), lang));
    }
    screen.put(text!(lang, "适用规定", "Rules"), labels::regime(lang, applied.regime));
    screen.render()
}

/// A last day, or that it cannot be known.
fn limit(day: Option<Day>, no_calendar: Option<i16>, lang: Lang) -> String {
    match (day, no_calendar) {
        (Some(day), _) => day.to_string(),
        (None, Some(year)) => {
            text!(
                lang,
                "未知：没有 {year} 年的放假安排，装入后自动补上：jzz rules holidays 【文件】",
                "unknown: there is no calendar of working days for {year}; filled in when it is loaded: jzz rules holidays _FILE_"
            )
        }
        (None, None) => text!(lang, "未知", "unknown"),
    }
}
