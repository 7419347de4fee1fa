//! What the commands share: opening the register, who acts, on which day, and what is said besides.

use clap::Args;

use crate::cli::{help, values};
use crate::context::{Context, Format};
use crate::domain::calendar::{Day, Instant};
use crate::domain::effect::Effect;
use crate::domain::objection::Objection;
use crate::failure::Failure;
use crate::ops::office::Office;
use crate::ops::proxy::Proxy;
use crate::present::words::db::ClockBehind;
use crate::present::words::usage::Usage;
use crate::present::words::{self, Describe, text};
use crate::store::{Actor, Changes, Sql, Store, StoreError, journal};

/// Who acts, and when by the clock.
pub fn actor(cx: &Context) -> Actor {
    Actor { clerk: cx.clerk(), os_user: cx.os_user().to_owned(), at: cx.now(), purpose: cx.reveal().map(str::to_owned) }
}

/// The journal's words for a look-up of people: where, why. Which counter it is must be said: unlike an
/// act, a look-up does not happen at the counter of the person's residence.
pub fn look_up(cx: &Context, office: &Office) -> Result<Changes, Failure> {
    let today = cx.today();
    let changes = Changes::on(today).purpose(cx.reveal());
    match cx.counter() {
        Some(named) => {
            let counter = office.tree.counter(named, today).map_err(Objection::Counter)?;
            Ok(changes.counter(&counter.code))
        }
        None => Ok(changes),
    }
}

/// The register to work in, and what it works under.
pub fn open(cx: &Context) -> Result<(Store, Office), Failure> {
    let mut store = Store::open(cx.db_path())?;
    let office = store.read(|sql: &Sql| Office::load(sql))?;
    Ok((store, office))
}

/// How far the clock may stand before the register's last entry, in seconds: a day.
const CLOCK_TOLERANCE: i64 = 86_400;

/// The day of an act: the one given, else today, unless the clock cannot be trusted.
pub fn act_day(cx: &Context, store: &mut Store, given: Option<Day>) -> Result<Day, Failure> {
    day_by_the_clock(cx, store, given, "--on")
}

/// The day given with a flag, else today, unless the clock cannot be trusted: what is kept of it lasts.
pub fn day_by_the_clock(
    cx: &Context,
    store: &mut Store,
    given: Option<Day>,
    flag: &'static str,
) -> Result<Day, Failure> {
    if let Some(day) = given {
        return Ok(day);
    }
    let last: Option<Instant> = store.read::<_, StoreError>(journal::last_at)?;
    let now = cx.now();
    let Some(last_entry) = last.filter(|last| last.seconds_since(now) > CLOCK_TOLERANCE) else {
        return Ok(cx.today());
    };
    if !cx.can_ask() {
        return Err(ClockBehind { now, last_entry, flag }.into());
    }
    let question = text!(
        cx.lang(),
        "时钟是 {0}，登记库最后一笔是 {1}。今天是哪一天？",
        "The clock says {0}, the register's last entry is of {1}. Which day is it?",
        now.day(),
        last_entry.day()
    );
    let answer = cx.ask_text(&question, false, None)?;
    let day = Day::parse(&answer).map_err(|error| Usage::Day { flag: flag.to_owned(), value: answer, error })?;
    // A day that the clock has not reached: it is slow indeed, and would date the entry itself back.
    if day > cx.today() { Err(ClockBehind { now, last_entry, flag }.into()) } else { Ok(day) }
}

/// The migrant or permit named on the command line; `-` reads one line of standard input.
pub fn named(cx: &mut Context, given: &str) -> Result<String, Failure> {
    if given == "-" { cx.read_line() } else { Ok(given.to_owned()) }
}

/// Says a warning on standard error, with its code.
pub fn warn(cx: &mut Context, warning: &impl Describe) {
    let (lang, code) = (cx.lang(), warning.code());
    let sentence = warning.words(lang).sentence;
    cx.say(&text!(lang, "注意[{code}]：{sentence}", "warning[{code}]: {sentence}"));
}

/// Says what an act came to; beside JSON the answer says it all.
pub fn done(cx: &mut Context, sentence: &str) {
    if cx.format() != Format::Json {
        cx.say(sentence);
    }
}

/// Says what else is otherwise because of a correction, a sentence each.
pub fn effects(cx: &mut Context, effects: &[Effect]) {
    for effect in effects {
        done(cx, &words::done::effect(effect, cx.lang()));
    }
}

/// Says that what is shown is practice.
pub fn specimen(cx: &mut Context, practice: bool) {
    if practice {
        cx.say(&text!(cx.lang(), "样张：练习登记库", "SPECIMEN: a practice register"));
    }
}

// Who acts for the person.
#[derive(Args, Clone, Debug, Default)]
pub struct ProxyArgs {
    #[arg(id = "proxy_name", long = "proxy-name", value_name = help!("姓名", "NAME"), value_parser = values::filled, requires_all = ["proxy_id_number", "proxy_relation"], help = help!("代办人姓名", "Name of whoever acts for the person"))]
    pub name: Option<String>,
    #[arg(id = "proxy_id_number", long = "proxy-id-number", value_name = help!("号码", "NUMBER"), requires_all = ["proxy_name", "proxy_relation"], help = help!("代办人证件号码", "Identity number of whoever acts for the person"))]
    pub id_number: Option<String>,
    #[arg(id = "proxy_relation", long = "proxy-relation", value_name = help!("关系", "RELATION"), value_parser = values::kept, requires_all = ["proxy_name", "proxy_id_number"], help = help!("与本人的关系，如 监护人、母亲；单位经办人写 employer", "Relation to the person, such as guardian or mother; employer for an employer's messenger"))]
    pub relation: Option<String>,
}

impl ProxyArgs {
    pub fn proxy(&self) -> Option<Proxy> {
        let (name, id_number, relation) = (self.name.as_ref()?, self.id_number.as_ref()?, self.relation.as_ref()?);
        Some(Proxy { name: name.clone(), id_number: id_number.clone(), relation: relation.clone() })
    }
}
