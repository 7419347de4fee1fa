//! `jzz rules holidays`: the calendar of a year.

use std::path::PathBuf;

use clap::Args;

use super::desk;
use crate::cli::{help, values};
use crate::context::{Context, Format};
use crate::domain::holidays::YearCalendar;
use crate::failure::{Failure, Finish};
use crate::jobs::calendar_file;
use crate::ops::holidays::{Loaded, is_known, load};
use crate::present::json::Serialize;
use crate::present::table::KeyValue;
use crate::present::words::{done, text};

#[derive(Args)]
pub struct Holidays {
    #[arg(value_name = help!("文件", "FILE"), help = help!("CSV，首行是 year,occasion,off,worked（一行一个节日，日期写 MM-DD，几天之间空格隔开，如 10-01 10-02 10-03）、day,working 或 date,kind,occasion（一行一天）", "CSV, whose first row is year,occasion,off,worked (a row for each holiday, days as MM-DD with blanks between, as in 10-01 10-02 10-03), day,working or date,kind,occasion (a row for each day)"))]
    file: PathBuf,
    #[arg(long, value_name = help!("年份", "YEAR"), help = help!("文件里有几年的，装哪一年", "Which year, of a file that has several"))]
    year: Option<i16>,
    #[arg(long, value_name = help!("理由", "TEXT"), value_parser = values::filled, help = help!("更正已有的一年时要写明理由", "Why; needed to correct a year that is known"))]
    because: Option<String>,
}

#[derive(Serialize)]
struct Answer {
    year: i16,
    off: usize,
    worked: usize,
    changed: bool,
    corrected: bool,
    applications: usize,
    promises: usize,
    kept: usize,
}

impl Holidays {
    pub fn run(self, cx: &mut Context<'_>) -> Result<Finish, Failure> {
        cx.answers_in(&[Format::Table, Format::Json])?;
        let (mut store, office) = desk::open(cx)?;
        let calendar = calendar_file::read(&cx.resolve(&self.file), self.year)?;
        if is_known(&office, &calendar) {
            return answer(cx, &calendar, None, office.register.practice);
        }
        let on = desk::act_day(cx, &mut store, None)?;
        let mut changes = desk::look_up(cx, &office)?;
        changes.on = on;
        let loaded = store.act(&desk::actor(cx), "rules holidays", |writer| {
            load(writer, &office, &calendar, self.because.as_deref(), changes)
        })?;
        answer(cx, &calendar, Some(&loaded), office.register.practice)
    }
}

/// `loaded`: `None` where the year was known with just these days.
fn answer(
    cx: &mut Context,
    calendar: &YearCalendar,
    loaded: Option<&Loaded>,
    practice: bool,
) -> Result<Finish, Failure> {
    let lang = cx.lang();
    let answer = Answer {
        year: calendar.year,
        off: calendar.count(false),
        worked: calendar.count(true),
        changed: loaded.is_some(),
        corrected: loaded.is_some_and(|loaded| loaded.corrected),
        applications: loaded.map_or(0, |loaded| loaded.effect.limits()),
        promises: loaded.map_or(0, |loaded| loaded.effect.promises()),
        kept: loaded.map_or(0, |loaded| loaded.effect.kept),
    };
    if cx.format() == Format::Json {
        cx.put_json(&answer)?;
        return Ok(Finish::Done);
    }
    let mut screen = KeyValue::new();
    screen
        .put(text!(lang, "年份", "Year"), answer.year)
        .put(text!(lang, "放假的日子", "Days off"), answer.off)
        .put(text!(lang, "上班的周末", "Weekends worked"), answer.worked)
        .put(text!(lang, "补上最迟发证日的申领", "Applications whose due day is known now"), answer.applications)
        .put(text!(lang, "补上承诺发证日的申领", "Applications whose promise is known now"), answer.promises);
    if answer.kept > 0 {
        let kept = text!(lang, "照原来告知的办、不改期的申领", "Applications that keep the days they were told");
        screen.put(kept, answer.kept);
    }
    cx.put_screen(&screen.render())?;
    desk::specimen(cx, practice);
    if answer.changed {
        desk::done(cx, &done::calendar_loaded(answer.year, answer.corrected, lang));
    } else {
        cx.say(&text!(
            lang,
            "这一年的安排本来就是这样，没有改动。",
            "The year was known with these very days: nothing changed."
        ));
    }
    Ok(Finish::Done)
}
