//! What is said of calendars that cannot be loaded.

use super::{Describe, Words, counted, echo, labels, quoted, text};
use crate::domain::code::Code;
use crate::domain::holidays::{CalendarRefusal, Fault, Festival, Wrong, YEARS};
use crate::domain::lang::Lang;
use crate::jobs::calendar_file::CalendarFileError;
use crate::ops::holidays::HolidayRefusal;

/// The most wrong lines that a sentence names.
const MOST_FAULTS: usize = 10;

impl Describe for CalendarRefusal {
    fn code(&self) -> Code {
        CalendarRefusal::code(self)
    }

    fn words(&self, lang: Lang) -> Words {
        match self {
            CalendarRefusal::NotACalendar => Words::new(text!(
                lang,
                "这不是放假安排：首行要是 year,occasion,off,worked，或 day,working，或 date,kind,occasion，下面至少有一天",
                "this is no calendar: its first row must be year,occasion,off,worked or day,working or date,kind,occasion, with at least one day below"
            ))
            .hint(format!("jzz explain {}", self.code())),
            CalendarRefusal::Faults { faults } => {
                let head = text!(lang, "放假安排有错，一天也没有收：", "the calendar is wrong, none of its days was taken:");
                let shown = faults.iter().take(MOST_FAULTS).map(|fault| {
                    let (line, what) = (fault.line, wrong(lang, fault));
                    text!(lang, "第{line}行：{what}", "line {line}: {what}")
                });
                let mut sentence = shown.fold(head, |text, line| format!("{text}\n  {line}"));
                if let Some(more) = faults.len().checked_sub(MOST_FAULTS).filter(|more| *more > 0) {
                    sentence.push_str(&text!(lang, "\n  另有{more}处", "\n  and {more} more"));
                }
                let lines: Vec<u64> = faults.iter().map(|fault| fault.line).collect();
                Words::new(sentence)
                    .once_more(text!(lang, "改正这些行，再装入一次", "correct these lines and load the file again"), "")
                    .detail("lines", lines)
            }
            CalendarRefusal::SeveralYears { first, last } => Words::new(text!(
                lang,
                "文件里有 {first} 年至 {last} 年的放假安排，一次只装一年",
                "the file has calendars from {first} to {last}, and one year is loaded at a time"
            ))
            .hint(format!("--year {last}"))
            .detail("first", *first)
            .detail("last", *last),
            CalendarRefusal::Incomplete { year, missing } => incomplete(lang, *year, missing),
        }
    }
}

fn wrong(lang: Lang, fault: &Fault) -> String {
    match &fault.wrong {
        Wrong::Unreadable { text } => {
            let text = echo(text);
            text!(lang, "“{text}”读不懂", "‘{text}’ cannot be read")
        }
        Wrong::Impossible { text } => {
            let text = echo(text);
            text!(lang, "“{text}”不是一个日子", "‘{text}’ is no day")
        }
        Wrong::OtherYear { day } => {
            text!(lang, "{day} 是另一年的；一个文件只装一年", "{day} is of another year; a file is one year")
        }
        Wrong::Twice { day } => text!(lang, "{day} 写了两次", "{day} is listed twice"),
        Wrong::OffAndWorked { day } => text!(lang, "{day} 既放假又上班", "{day} is both off and worked"),
        Wrong::WorkedWeekday { day } => {
            text!(lang, "{day} 不是周末，本来就上班", "{day} is no weekend: it is worked anyway")
        }
        Wrong::RowOfOtherYear { year } => {
            text!(lang, "这一行写的是 {year} 年；一个文件只装一年", "the row is of {year}; a file is one year")
        }
        Wrong::YearOutOfRange { year } => {
            let (first, last) = (YEARS.start(), YEARS.end());
            text!(
                lang,
                "{year} 年不收，只收 {first} 至 {last} 年",
                "{year} is not taken, only the years {first} to {last} are"
            )
        }
        Wrong::Surplus { text } => {
            let text = echo(text);
            text!(
                lang,
                "“{text}”多出来了，表头没有这一列；几个日子之间用空格隔开",
                "‘{text}’ stands beyond the headings; between several days goes a blank"
            )
        }
    }
}

fn incomplete(lang: Lang, year: i16, missing: &[Festival]) -> Words {
    let named: Vec<String> = missing.iter().map(|festival| festival_name(lang, *festival).to_owned()).collect();
    let named = labels::list(lang, &named);
    Words::new(text!(
        lang,
        "{year} 年的放假安排不全，缺：{named}（《全国年节及纪念日放假办法》第二条）；放假的日子都要写，周末的也写",
        "the calendar of {year} is not whole, it lacks: {named} (Regulation on Public Holidays, Art. 2); every day off is listed, weekends too"
    ))
    .once_more(text!(lang, "补上以后再装入一次", "add them and load the file again"), "")
    .detail("year", year)
    .detail("missing", missing.iter().map(|festival| festival.as_str()).collect::<Vec<_>>())
}

fn festival_name(lang: Lang, festival: Festival) -> &'static str {
    let (zh, en) = match festival {
        Festival::NewYear => ("元旦（1月1日）", "New Year (1 January)"),
        Festival::Spring => ("春节（至少三天）", "the Spring Festival (three days at least)"),
        Festival::Qingming => ("清明节", "Qingming"),
        Festival::LabourDay => ("劳动节（5月1日）", "Labour Day (1 May)"),
        Festival::DragonBoat => ("端午节", "the Dragon Boat Festival"),
        Festival::MidAutumn => ("中秋节", "the Mid-Autumn Festival"),
        Festival::NationalDay => ("国庆节（10月1日至3日）", "National Day (1 to 3 October)"),
    };
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}

impl Describe for CalendarFileError {
    fn code(&self) -> Code {
        match self {
            CalendarFileError::File(fault) => Describe::code(fault),
            CalendarFileError::Refused(refusal) => refusal.code(),
        }
    }

    fn words(&self, lang: Lang) -> Words {
        match self {
            CalendarFileError::File(fault) => fault.words(lang),
            CalendarFileError::Refused(refusal) => refusal.words(lang),
        }
    }

    fn causes(&self) -> Vec<String> {
        match self {
            CalendarFileError::File(fault) => fault.causes(),
            CalendarFileError::Refused(refusal) => refusal.causes(),
        }
    }
}

impl Describe for HolidayRefusal {
    fn code(&self) -> Code {
        HolidayRefusal::code(self)
    }

    fn words(&self, lang: Lang) -> Words {
        match self {
            HolidayRefusal::Known { year, first, days } => Words::new({
                let differing = counted(*days, "day");
                text!(
                    lang,
                    "{year} 年的放假安排已经有了，文件里有{days}天与它不同，最早的是 {first}；要更正，请写明理由",
                    "the calendar of {year} is known; the file differs on {differing}, first on {first}. To correct it, give the reason"
                )
            })
            .hint(text!(
                lang,
                "--because {0}",
                "--because {0}",
                quoted(&text!(lang, "国务院办公厅通知已更改", "the State Council changed its notice"))
            ))
            .detail("year", *year)
            .detail("first", first.to_string())
            .detail("days", *days),
        }
    }
}
