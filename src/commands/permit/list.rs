//! `jzz permit list`: cards and applications of a day; a list of people, journalled once.

use clap::Args;

use super::desk;
use crate::cli::{help, values};
use crate::context::{Context, Format};
use crate::domain::calendar::Day;
use crate::domain::objection::Objection;
use crate::domain::worklist::{Asked, Wanted};
use crate::failure::{Failure, Finish};
use crate::ops::office::Office;
use crate::ops::worklist::{self, Places};
use crate::present::words::{quoted, text};
use crate::present::worklist::{WorklistAnswer, table};
use crate::store::StoreError;

#[derive(Args)]
pub struct List {
    #[arg(long, value_name = help!("状态", "STATUS"), value_parser = values::keyword::<Asked>(), help = help!("证或申领的状态", "The status of cards, or of applications"))]
    status: Option<Asked>,
    #[arg(long, value_name = help!("单位", "UNIT"), value_parser = values::named, help = help!("只看住在这里（区县含其社区、乡镇）的", "Only those who live here, a district with its communities and towns"))]
    unit: Option<String>,
    #[arg(long, value_name = help!("天数", "DAYS"), value_parser = values::whole::<u16>(0, u64::from(u16::MAX)), help = help!("签注期或发证期限在这些天之内截止的（看哪些快签注了，用 report due --within）", "Endorsement windows and limits of issue that end within so many days (for windows that open, see report due --within)"))]
    due_within: Option<u16>,
    #[arg(long, help = help!("已逾期的：没有签注而中止或过期的证，过了发证期限的申领", "Overdue: cards suspended or expired, applications past their limit"))]
    overdue: bool,
    #[arg(long, value_name = help!("日期", "DATE"), value_parser = values::day, help = help!("按这一天终了时的情况（默认今天）", "As at the end of this day (today)"))]
    as_of: Option<Day>,
}

/// The most rows that a screen shows; a script and a spreadsheet are told all.
const MOST: usize = 200;

impl List {
    pub fn run(self, cx: &mut Context<'_>) -> Result<Finish, Failure> {
        let on = self.as_of.unwrap_or_else(|| cx.today());
        let wanted =
            Wanted { status: self.status, due_within: self.due_within, overdue: self.overdue, ..Wanted::all(on) };
        let (mut store, office) = desk::open(cx)?;
        let places = self.places(cx, &office, on)?;
        let changes = desk::look_up(cx, &office)?;
        let list = store.act::<_, StoreError>(&desk::actor(cx), "permit list", |writer| {
            let list = worklist::list(writer, &office, &wanted, &places)?;
            let rows = u64::try_from(list.cards.len() + list.applications.len()).unwrap_or(u64::MAX);
            Ok((list, changes.rows(rows)))
        })?;
        let (lang, reveal) = (cx.lang(), cx.reveal().is_some());
        if cx.format() == Format::Json {
            cx.put_json(&WorklistAnswer::of(&list, &office.tree, reveal))?;
            return Ok(Finish::Done);
        }
        let mut shown = table(&list, &office.tree, reveal, on, lang);
        let all = shown.rows.len();
        if cx.format() == Format::Table {
            shown.rows.truncate(MOST);
        }
        cx.put_list(
            &shown,
            &text!(lang, "{on} 没有这样的证件和申领。", "On {on} there is no such card or application."),
        )?;
        if cx.format() == Format::Table {
            desk::specimen(cx, office.register.practice);
        }
        if list.incomplete > 0 {
            let (count, show) = (list.incomplete, self.of_incomplete());
            cx.say(&text!(
                lang,
                "另有 {count} 件材料不齐、没有受理的申领没有列出：{show}",
                "not listed, for they were incomplete and not accepted: {count} application(s): {show}"
            ));
        }
        if shown.rows.len() < all {
            cx.say(&text!(
                lang,
                "共 {all} 行，只列出前 {MOST} 行；全部的用 --format csv 或 json。",
                "{all} rows, of which the first {MOST} are shown; --format csv or json gives all."
            ));
        }
        Ok(Finish::Done)
    }

    /// The command that lists the incomplete applications of the same places and day.
    fn of_incomplete(&self) -> String {
        let unit = self.unit.as_ref().map(|unit| format!(" --unit {}", quoted(unit))).unwrap_or_default();
        let day = self.as_of.map(|day| format!(" --as-of {day}")).unwrap_or_default();
        format!("jzz permit list --status incomplete{unit}{day}")
    }

    fn places(&self, cx: &Context, office: &Office, on: Day) -> Result<Places, Failure> {
        let unit = self.unit.as_deref().map(|named| office.tree.find(named, on)).transpose();
        let unit = unit.map_err(Objection::Unit)?;
        let counter = cx.counter_flag().map(|named| office.tree.counter(named, on)).transpose();
        let counter = counter.map_err(Objection::Counter)?;
        Ok(Places {
            units: unit.map(|unit| Places::within(office, unit.id, on)),
            counter: counter.map(|counter| counter.id),
        })
    }
}
