//! Cells that hold days.
//!
//! A time of day is dropped; an instant with its zone is the day that it was in China. What stands in for a day that nobody knows (1900-01-01), a month without a
//! day, a year of two digits, 长期 and a spreadsheet's day number are never read as a day.

use super::cells::{filled, narrow};
use super::problem::{DayTrouble, Fact, shown};
use crate::domain::calendar::{Day, DayError, Instant};
use crate::domain::roster::Field;

/// The last day of a card's validity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LastDay {
    Blank,
    /// 长期: no end.
    Never,
    Day(Day),
}

/// The day in a cell of that field; `None` for an empty cell.
///
/// # Errors
/// [`Fact::Day`]
pub fn day(cell: &str, field: Field) -> Result<Option<Day>, Fact> {
    if let Some(day) = Day::parse_iso(cell) {
        return known(day, field).map(Some).map_err(|trouble| fact(cell, trouble));
    }
    let Some(text) = filled(cell) else { return Ok(None) };
    read(&narrow(&text), field).map(Some).map_err(|trouble| fact(&text, trouble))
}

/// The days in a cell that may hold several, separated by `;` or `、`, in the order given.
///
/// # Errors
/// [`Fact::Day`] for the first that is none.
pub fn days(cell: &str, field: Field) -> Result<Vec<Day>, Fact> {
    let mut out = Vec::new();
    for part in cell.split([';', '；', '、', '\n']) {
        out.extend(day(part, field)?);
    }
    Ok(out)
}

/// The last day of validity: of a range its end.
///
/// # Errors
/// [`Fact::Day`]
pub fn last_day(cell: &str) -> Result<LastDay, Fact> {
    let Some(text) = filled(cell) else { return Ok(LastDay::Blank) };
    let text = narrow(&text);
    let end = ["至", "到", "~", "～", "—", " - "].iter().find_map(|word| text.rsplit_once(word));
    let end = match end {
        Some((_, end)) if end != "今" => end.trim(),
        Some(_) => return Err(fact(&text, DayTrouble::OpenEnded)),
        // 2012.3.5-2013.3.4: the dash is no part of a day written with dots.
        None if text.contains(['.', '/', '年']) => text.rsplit_once('-').map_or(text.as_ref(), |(_, end)| end.trim()),
        None => &text,
    };
    if matches!(end, "长期" | "永久" | "长期有效") {
        return Ok(LastDay::Never);
    }
    read(end, Field::ValidUntil).map(LastDay::Day).map_err(|trouble| fact(&text, trouble))
}

fn fact(cell: &str, trouble: DayTrouble) -> Fact {
    Fact::Day { cell: shown(cell), trouble }
}

fn read(text: &str, field: Field) -> Result<Day, DayTrouble> {
    if let Some(day) = in_china(text) {
        return known(day, field);
    }
    let text = without_time(text);
    match Day::parse(text) {
        Ok(day) => known(day, field),
        Err(error) => Err(trouble(text, error)),
    }
}

/// Days that programs and people put where no day is known.
fn known(day: Day, field: Field) -> Result<Day, DayTrouble> {
    let date = (day.year(), day.month(), day.day_of_month());
    let never = matches!(date, (1899, 12, 30 | 31) | (1900, 1, 1) | (9998, 12, 31));
    // The first day of a computer's clock is a birthday like any other.
    let clock = date == (1970, 1, 1) && field != Field::Birth;
    if never || clock { Err(DayTrouble::StandIn) } else { Ok(day) }
}

/// `2012-03-05 08:30:00` and `2012-03-05T00:00:00`: the day alone.
fn without_time(text: &str) -> &str {
    if let Some(day) = without_clock(text) {
        return day;
    }
    let Some((day, time)) = text.split_once([' ', 'T']) else { return text };
    let mark = |c: char| {
        c.is_ascii_digit() || matches!(c, ':' | '.' | ' ' | '上' | '下' | '午' | '时' | '分' | '秒' | 'A' | 'P' | 'M')
    };
    let is_time = time.chars().all(mark) && time.contains([':', '时']);
    if is_time { day } else { text }
}

/// `2012-03-04T16:00:00.000Z`, as programs write midnight in China: the day it was there, not the first ten
/// characters.
fn in_china(text: &str) -> Option<Day> {
    let (day, time) = text.split_once(['T', 't', ' '])?;
    let zoned = time.ends_with(['Z', 'z']) || time.contains('+');
    let instant = zoned.then(|| Instant::parse(&format!("{day}T{}", time.replace(' ', ""))))?;
    instant.map(Instant::day)
}

/// `20120305083000`: the day alone.
fn without_clock(text: &str) -> Option<&str> {
    let (day, clock) = text.split_at_checked(8)?;
    let part = |from: usize, below: u8| clock.get(from..from + 2)?.parse::<u8>().ok().filter(|part| *part < below);
    let digits = text.len() == 14 && text.bytes().all(|byte| byte.is_ascii_digit());
    (digits && part(0, 24).is_some() && part(2, 60).is_some() && part(4, 60).is_some()).then_some(day)
}

fn trouble(text: &str, error: DayError) -> DayTrouble {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    let parts: Vec<&str> = text.trim_end_matches(['日', '月']).split(['-', '/', '.', '年', '月']).collect();
    let lengths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
    let numbers = parts.iter().all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()));
    let stand_ins = ["0000", "0001", "1900-01-00", "1900/1/0", "9999"];
    match lengths.as_slice() {
        _ if matches!(text, "长期" | "至今" | "长期有效" | "永久" | "现在" | "目前") => {
            DayTrouble::OpenEnded
        }
        _ if error == DayError::Outside || stand_ins.iter().any(|start| text.starts_with(start)) => DayTrouble::StandIn,
        _ if error == DayError::Impossible => DayTrouble::Impossible,
        [5] if digits => DayTrouble::Serial,
        [4 | 6] if digits => DayTrouble::NoDayOfMonth,
        [4, 1 | 2] if numbers => DayTrouble::NoDayOfMonth,
        [1 | 2, 1 | 2, 1 | 2] if numbers => DayTrouble::TwoDigitYear,
        _ => DayTrouble::Form,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn iso(text: &str) -> Day {
        Day::parse_iso(text).unwrap()
    }

    #[test]
    fn days_are_read_in_every_listed_form() {
        for cell in [
            "2012-03-05",
            " 2012/3/5 ",
            "2012.3.5",
            "20120305",
            "2012年3月5日",
            "２０１２－０３－０５",
            "2012-03-05 00:00:00",
            "2012/3/5 8:30",
            "2012-03-05T08:30:00.000",
            "2012/3/5 上午 8:30:00",
            "'2012-03-05",
            "20120305083000",
            "2012-03-05T00:00:00Z",
            "2012-03-05T08:30:00.000+08:00",
            "2012-03-05 08:30:00+08:00",
            "2012-03-04T16:00:00.000Z",
            "2012-03-05T15:59:59Z",
        ] {
            assert_eq!(day(cell, Field::ArrivedOn), Ok(Some(iso("2012-03-05"))), "{cell}");
        }
        assert_eq!(day("—", Field::ArrivedOn), Ok(None));
        assert_eq!(day("1970-01-01", Field::Birth), Ok(Some(iso("1970-01-01"))));
    }

    #[test]
    fn what_is_no_day_is_named_for_what_it_is() {
        for (cell, expected) in [
            ("1900-01-01", DayTrouble::StandIn),
            ("1900/1/1 0:00", DayTrouble::StandIn),
            ("1900-01-00", DayTrouble::StandIn),
            ("1899-12-30", DayTrouble::StandIn),
            ("0000-00-00", DayTrouble::StandIn),
            ("9999-12-31", DayTrouble::StandIn),
            ("1000-01-01", DayTrouble::StandIn),
            ("1970-01-01", DayTrouble::StandIn),
            ("2012-02-30", DayTrouble::Impossible),
            ("2012-03", DayTrouble::NoDayOfMonth),
            ("2012年3月", DayTrouble::NoDayOfMonth),
            ("201203", DayTrouble::NoDayOfMonth),
            ("2012", DayTrouble::NoDayOfMonth),
            ("12.3.5", DayTrouble::TwoDigitYear),
            ("3/5/12", DayTrouble::TwoDigitYear),
            ("长期", DayTrouble::OpenEnded),
            ("至今", DayTrouble::OpenEnded),
            ("40973", DayTrouble::Serial),
            ("13/04/2012", DayTrouble::Form),
            ("去年", DayTrouble::Form),
            ("20120305250000", DayTrouble::Form),
            ("2012-03-05T08:30:00Q", DayTrouble::Form),
            ("2012-02-30T00:00:00Z", DayTrouble::Form),
        ] {
            let Err(Fact::Day { trouble, .. }) = day(cell, Field::ArrivedOn) else { panic!("{cell}") };
            assert_eq!(trouble, expected, "{cell}");
        }
    }

    #[test]
    fn several_days_are_several_endorsements() {
        for cell in ["2012-03-05;2013-03-01", "2012-03-05、2013-03-01", "2012-03-05；2013-3-1；"] {
            assert_eq!(days(cell, Field::EndorsedOn), Ok(vec![iso("2012-03-05"), iso("2013-03-01")]), "{cell}");
        }
        assert!(days("2012-03-05;长期", Field::EndorsedOn).is_err());
    }

    #[test]
    fn a_last_day_may_be_a_range_or_never_come() {
        let ends = LastDay::Day(iso("2013-03-04"));
        for (cell, expected) in [
            ("2013-03-04", ends),
            ("2012-03-05至2013-03-04", ends),
            ("2012.3.5-2013.3.4", ends),
            ("2012-03-05 - 2013-03-04", ends),
            ("2012年3月5日—2013年3月4日", ends),
            ("长期", LastDay::Never),
            ("2012-03-05至长期", LastDay::Never),
            ("", LastDay::Blank),
            ("/", LastDay::Blank),
        ] {
            assert_eq!(last_day(cell), Ok(expected), "{cell}");
        }
        assert!(last_day("2012-03-05至今").is_err());
    }

    #[test]
    fn a_shifted_column_does_not_spill_a_number() {
        let Err(Fact::Day { cell, .. }) = day("520199199001010017", Field::ArrivedOn) else { panic!() };
        assert!(!cell.contains("5201"));
    }
}
