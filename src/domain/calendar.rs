//! Days, instants and working days.
//!
//! The one file that names the calendar crate. A [`Day`] is a civil day of the Gregorian calendar
//! between 1800 and 9999; an [`Instant`] is a point on the clock, turned into a day by China's time
//! (UTC+8 all year). Months are always added to an original day and clamped to the month's end, never
//! chained. Working days come from a [`WorkCalendar`]: a year it does not hold is an answer
//! ([`NoCalendar`]), never a guess.

use std::collections::BTreeMap;
use std::fmt;

use jiff::civil::Date;
use jiff::{Span, Timestamp, ToSpan, tz::Offset};

/// A civil day. Ordered, printed and stored as `YYYY-MM-DD`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(Date);

pub const FIRST_YEAR: i16 = 1800;
pub const LAST_YEAR: i16 = 9998;

/// Why a text is not a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayError {
    /// The text has none of the forms listed in the contract.
    Form,
    /// The form is right and the day does not exist (2017-02-29).
    Impossible,
    /// A day before the calendar's first year or after its last (9999-12-31).
    Outside,
}

impl Day {
    /// The day, or `None` when the calendar does not have it.
    pub fn new(year: i16, month: i8, day: i8) -> Option<Day> {
        Date::new(year, month, day).ok().and_then(Day::within)
    }

    fn within(date: Date) -> Option<Day> {
        (FIRST_YEAR..=LAST_YEAR).contains(&date.year()).then_some(Day(date))
    }

    /// Reads `2012-03-05`, `2012-3-5`, `2012/3/5`, `2012.3.5`, `20120305` and `2012年3月5日`.
    ///
    /// # Errors
    /// `DayError::Form` for any other form, `DayError::Impossible` for a day that does not exist, `DayError::Outside`
    /// for one of a year that no register holds.
    pub fn parse(text: &str) -> Result<Day, DayError> {
        let text = text.trim();
        if let Some(day) = Day::parse_iso(text) {
            return Ok(day);
        }
        let (year, month, day) = if text.len() == 8 && text.bytes().all(|b| b.is_ascii_digit()) {
            (&text[..4], &text[4..6], &text[6..])
        } else if let Some((year, rest)) = text.split_once('年') {
            let (month, rest) = rest.split_once('月').ok_or(DayError::Form)?;
            (year, month, rest.strip_suffix('日').ok_or(DayError::Form)?)
        } else {
            let separator = ['-', '/', '.'].into_iter().find(|c| text.contains(*c)).ok_or(DayError::Form)?;
            let mut parts = text.split(separator);
            let (Some(year), Some(month), Some(day), None) = (parts.next(), parts.next(), parts.next(), parts.next())
            else {
                return Err(DayError::Form);
            };
            (year, month, day)
        };
        let short = |part: &str| (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        if year.len() != 4 || !year.bytes().all(|b| b.is_ascii_digit()) || !short(month) || !short(day) {
            return Err(DayError::Form);
        }
        let number = |part: &str| part.parse::<i16>().map_err(|_| DayError::Form);
        let (year, month, day) = (number(year)?, number(month)?, number(day)?);
        let month = i8::try_from(month).map_err(|_| DayError::Impossible)?;
        let day = i8::try_from(day).map_err(|_| DayError::Impossible)?;
        let day = Date::new(year, month, day).map_err(|_| DayError::Impossible)?;
        Day::within(day).ok_or(DayError::Outside)
    }

    /// Reads the stored form `YYYY-MM-DD` and nothing else.
    pub fn parse_iso(text: &str) -> Option<Day> {
        let b = text.as_bytes();
        if b.len() != 10 || b[4] != b'-' || b[7] != b'-' {
            return None;
        }
        let digit = |i: usize| b[i].is_ascii_digit().then(|| i16::from(b[i] - b'0'));
        let year = digit(0)? * 1000 + digit(1)? * 100 + digit(2)? * 10 + digit(3)?;
        let month = digit(5)? * 10 + digit(6)?;
        let day = digit(8)? * 10 + digit(9)?;
        Day::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?)
    }

    pub fn year(self) -> i16 {
        self.0.year()
    }

    pub fn month(self) -> i8 {
        self.0.month()
    }

    pub fn day_of_month(self) -> i8 {
        self.0.day()
    }

    /// This day plus `days` (negative: earlier), held at the ends of the calendar.
    #[must_use]
    pub fn plus_days(self, days: i32) -> Day {
        self.moved(days.days(), days >= 0)
    }

    /// This day plus `months`, clamped to the month's end (31 January plus one month: 28 or 29 February).
    #[must_use]
    pub fn plus_months(self, months: i32) -> Day {
        self.moved(months.months(), months >= 0)
    }

    fn moved(self, by: Span, forwards: bool) -> Day {
        let end = if forwards { Date::constant(LAST_YEAR, 12, 31) } else { Date::constant(FIRST_YEAR, 1, 1) };
        Day(self.0.checked_add(by).unwrap_or(end))
    }

    /// Anniversaries of this day reached by `on`: full years of residence (RULES 3); 0 before the first.
    pub fn full_years_to(self, on: Day) -> i16 {
        let mut years = (on.year() - self.year()).max(0);
        while years > 0 && self.plus_months(12 * i32::from(years)) > on {
            years -= 1;
        }
        years
    }

    /// Calendar days from `earlier` to this day; negative when `earlier` is later.
    pub fn days_since(self, earlier: Day) -> i64 {
        i64::from((self.0 - earlier.0).get_days())
    }

    /// 0 on a Monday, 6 on a Sunday.
    pub fn days_since_monday(self) -> i8 {
        self.0.weekday().to_monday_zero_offset()
    }

    /// The instant at which the day begins in China (UTC+8).
    pub fn begins(self) -> Instant {
        Instant(Offset::constant(8).to_timestamp(self.0.at(0, 0, 0, 0)).unwrap_or(Timestamp::MIN))
    }

    pub fn is_weekend(self) -> bool {
        use jiff::civil::Weekday;
        matches!(self.0.weekday(), Weekday::Saturday | Weekday::Sunday)
    }

    /// The birthday in the year this day plus `years` falls into: someone born on 29 February has
    /// the birthday on 1 March in common years, so that an age is never reached a day early.
    #[must_use]
    pub fn birthday(self, years: i16) -> Day {
        let year = self.year().saturating_add(years);
        Day::new(year, self.month(), self.day_of_month())
            .or_else(|| Day::new(year, 3, 1))
            .unwrap_or(Day(Date::constant(LAST_YEAR, 12, 31)))
    }

    /// Full years lived on `on` by somebody born on this day; 0 before birth.
    pub fn age_on(self, on: Day) -> i16 {
        let years = on.year() - self.year();
        let reached = self.birthday(years) <= on;
        (if reached { years } else { years - 1 }).max(0)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = format_iso(*self);
        f.pad(std::str::from_utf8(&text).unwrap_or(""))
    }
}

impl fmt::Debug for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The ten ASCII bytes of `YYYY-MM-DD`, without an allocation: an import writes millions of them.
pub fn format_iso(day: Day) -> [u8; 10] {
    let mut out = *b"0000-00-00";
    let mut put = |at: usize, width: usize, value: i16| {
        let mut rest = value.unsigned_abs();
        for place in (at..at + width).rev() {
            out[place] = b'0' + u8::try_from(rest % 10).unwrap_or(0);
            rest /= 10;
        }
    };
    put(0, 4, day.year());
    put(5, 2, i16::from(day.month()));
    put(8, 2, i16::from(day.day_of_month()));
    out
}

/// A point on the clock, stored as UTC `YYYY-MM-DDTHH:MM:SSZ`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Instant(Timestamp);

impl Instant {
    /// Seconds since 1970-01-01T00:00:00Z; `None` outside the calendar.
    pub fn from_unix(seconds: i64) -> Option<Instant> {
        Timestamp::from_second(seconds).ok().map(Instant)
    }

    /// Reads what [`Instant`]'s `Display` writes.
    pub fn parse(text: &str) -> Option<Instant> {
        text.parse::<Timestamp>().ok().map(Instant)
    }

    /// The civil day in China (UTC+8).
    pub fn day(self) -> Day {
        Day(Offset::constant(8).to_datetime(self.0).date())
    }

    /// Day and time of the clock in China (UTC+8), as a person reads it: `2012-09-01 02:30:05`.
    pub fn on_the_clock(self) -> String {
        let civil = Offset::constant(8).to_datetime(self.0);
        format!("{} {:02}:{:02}:{:02}", Day(civil.date()), civil.hour(), civil.minute(), civil.second())
    }

    /// Whole seconds from `earlier` to this instant.
    pub fn seconds_since(self, earlier: Instant) -> i64 {
        self.0.as_second() - earlier.0.as_second()
    }
}

impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let civil = Offset::UTC.to_datetime(self.0);
        write!(f, "{}T{:02}:{:02}:{:02}Z", Day(civil.date()), civil.hour(), civil.minute(), civil.second())
    }
}

/// A working-day question ran into a year for which no calendar is loaded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoCalendar {
    pub year: i16,
}

/// The State Council's holidays and worked weekends, by year.
#[derive(Debug, Clone, Default)]
pub struct WorkCalendar {
    /// Only days that differ from the week's rule: `true` = worked weekend, `false` = holiday.
    special: BTreeMap<Day, bool>,
    years: std::collections::BTreeSet<i16>,
}

impl WorkCalendar {
    /// `days`: the day and whether it is worked. A year counts as known when any day of it is listed.
    pub fn new(days: impl IntoIterator<Item = (Day, bool)>) -> WorkCalendar {
        let special: BTreeMap<Day, bool> = days.into_iter().collect();
        let years = special.keys().map(|day| day.year()).collect();
        WorkCalendar { special, years }
    }

    /// The same calendar with a year put in place of what it held of it.
    #[must_use]
    pub fn with_year(mut self, year: i16, days: impl IntoIterator<Item = (Day, bool)>) -> WorkCalendar {
        self.special.retain(|day, _| day.year() != year);
        self.special.extend(days.into_iter().filter(|(day, _)| day.year() == year));
        self.years.insert(year);
        self
    }

    /// The years it holds, in order.
    pub fn years(&self) -> impl Iterator<Item = i16> {
        self.years.iter().copied()
    }

    /// The days of a year that differ from the week's rule; `None`: the year is not held.
    pub fn days_of(&self, year: i16) -> Option<BTreeMap<Day, bool>> {
        let of_year = self.special.iter().filter(|(day, _)| day.year() == year);
        self.years.contains(&year).then(|| of_year.map(|(day, working)| (*day, *working)).collect())
    }

    /// # Errors
    /// [`NoCalendar`] when the day's year is not loaded.
    pub fn is_working(&self, day: Day) -> Result<bool, NoCalendar> {
        if !self.years.contains(&day.year()) {
            return Err(NoCalendar { year: day.year() });
        }
        Ok(self.special.get(&day).copied().unwrap_or(!day.is_weekend()))
    }

    /// The last day of a limit of `count` working days; the day `from` itself is not counted.
    ///
    /// # Errors
    /// [`NoCalendar`] when the limit runs into a year that is not loaded.
    pub fn plus_working_days(&self, from: Day, count: u16) -> Result<Day, NoCalendar> {
        let mut day = from;
        let mut left = count;
        while left > 0 {
            day = day.plus_days(1);
            if self.is_working(day)? {
                left -= 1;
            }
        }
        Ok(day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse_iso(text).unwrap()
    }

    #[test]
    fn every_listed_form_reads_as_the_same_day() {
        for text in ["2012-03-05", "2012-3-5", "2012/3/5", "2012.3.5", "20120305", "2012年3月5日"] {
            assert_eq!(Day::parse(text), Ok(day("2012-03-05")), "{text}");
        }
    }

    #[test]
    fn other_forms_and_impossible_days_are_told_apart() {
        for text in ["12.3.5", "3/5/12", "2012-03", "5 March 2012", "", "2012-3-5-1", "２０１２-3-5", "2012-+3-5"] {
            assert_eq!(Day::parse(text), Err(DayError::Form), "{text}");
        }
        for text in ["2017-02-29", "2012-13-01", "20120431", "2012年2月30日"] {
            assert_eq!(Day::parse(text), Err(DayError::Impossible), "{text}");
        }
        for text in ["0012-01-01", "0000-01-01", "1799-12-31", "9999-01-01", "9999年12月31日"] {
            assert_eq!(Day::parse(text), Err(DayError::Outside), "{text}");
        }
    }

    #[test]
    fn months_are_clamped_and_birthdays_of_29_february_fall_on_1_march() {
        assert_eq!(day("2015-08-31").plus_months(6), day("2016-02-29"));
        assert_eq!(day("2016-02-29").plus_months(12), day("2017-02-28"));
        assert_eq!(day("2000-02-29").birthday(16), day("2016-02-29"));
        assert_eq!(day("2000-02-29").birthday(17), day("2017-03-01"));
        assert_eq!(day("2000-02-29").age_on(day("2016-02-28")), 15);
        assert_eq!(day("2000-02-29").age_on(day("2016-02-29")), 16);
        assert_eq!(day("2000-02-29").age_on(day("2017-02-28")), 16);
    }

    #[test]
    fn an_instant_belongs_to_the_day_in_china() {
        let late = Instant::parse("2012-08-31T16:00:00Z").unwrap();
        assert_eq!(late.day(), day("2012-09-01"));
        assert_eq!(late.to_string(), "2012-08-31T16:00:00Z");
    }

    #[test]
    fn a_limit_that_runs_into_a_year_without_calendar_says_so() {
        let calendar = WorkCalendar::new([(day("2012-01-01"), false)]);
        assert_eq!(calendar.plus_working_days(day("2012-12-31"), 1), Err(NoCalendar { year: 2013 }));
    }
}
