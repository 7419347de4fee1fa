//! What is said of calendars that cannot be loaded.

use super::{Describe, Words, echo, quoted, text};
use crate::domain::code::Code;
use crate::domain::holidays::{CalendarRefusal, Fault, Wrong};
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
                "这不是放假安排：首行要是 year,occasion,off,worked，或 day,working，下面至少有一天",
                "this is no calendar: its first row must be year,occasion,off,worked or day,working, with at least one day below"
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
            HolidayRefusal::Known { year, first, days } => Words::new(text!(
                lang,
                "{year} 年的放假安排已经有了，文件里有{days}天与它不同，最早的是 {first}；要更正，请写明理由",
                "the calendar of {year} is known; {days} days of the file differ, the first is {first}. To correct it, give the reason"
            ))
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
