//! `--list CELL`: the people behind a figure, one row in the journal.

use super::Shape;
use crate::commands::desk;
use crate::context::{Context, Format};
use crate::domain::calendar::Day;
use crate::failure::{Failure, Finish};
use crate::ops::OpError;
use crate::ops::behind::Found;
use crate::ops::office::Office;
use crate::ops::rate::ReportRefusal;
use crate::present::behind::{BehindAnswer, Shown, sheet};
use crate::present::words::text;
use crate::store::{Sql, migrants};

/// The most people that a screen lists; a script and a file are told all.
pub const MOST: usize = 200;

/// Says that not all are shown.
pub fn say_cut(cx: &mut Context, all: usize) {
    cx.say(&text!(
        cx.lang(),
        "共 {all} 行，只列出前 {MOST} 行；全部的用 --format csv 或 json。",
        "{all} rows, of which the first {MOST} are shown; --format csv or json gives all."
    ));
}

/// Opens a cell of a report (`report rate`) of a day; `find` gives the people.
pub fn open(
    cx: &mut Context<'_>,
    (command, cell, on): (&str, &str, Day),
    shape: &Shape,
    find: impl FnOnce(&Sql, &Office) -> Found,
) -> Result<Finish, Failure> {
    let (mut store, office) = desk::open(cx)?;
    let (reveal, changes) = (cx.reveal().is_some(), desk::look_up(cx, &office)?);
    let mut people = store.act::<_, OpError<ReportRefusal>>(&desk::actor(cx), command, |writer| {
        let mut shown = Vec::new();
        for person in find(writer, &office)? {
            let (name, number) = migrants::name_and_number(writer, person.migrant)?;
            shown.push(Shown::of(&person, &name, &number, &office.tree, on, reveal));
        }
        let rows = u64::try_from(shown.len()).unwrap_or(u64::MAX);
        Ok((shown, changes.subject(cell).rows(rows)))
    })?;
    if cx.format() == Format::Json {
        cx.put_json(&BehindAnswer::of(cell, &people))?;
        return Ok(Finish::Done);
    }
    let all = people.len();
    if all == 0 && cx.format() == Format::Table {
        cx.say(&text!(cx.lang(), "这个数背后没有人。", "There is nobody behind this figure."));
    }
    if cx.format() == Format::Table && all > MOST {
        people.truncate(MOST);
        say_cut(cx, all);
    }
    let specimen = office.register.practice;
    shape.publish(cx, sheet(cell, &people, on, specimen, cx.lang()))
}
