//! Months, weeks and years as the spans of a report: how each is written, where it begins and ends.
//!
//! A week is that of ISO 8601: it begins on a Monday, and belongs to the year in which its Thursday lies.

use super::calendar::Day;

/// How long the periods are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Every {
    Month,
    Week,
    Year,
}

impl Every {
    pub const ALL: [Every; 3] = [Every::Month, Every::Week, Every::Year];

    pub fn as_str(self) -> &'static str {
        match self {
            Every::Month => "month",
            Every::Week => "week",
            Every::Year => "year",
        }
    }

    pub fn parse(text: &str) -> Option<Every> {
        Every::ALL.into_iter().find(|every| every.as_str() == text)
    }
}

/// A span of days, both ends counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Period {
    /// `2012-08`, `2012-W35`, `2012`.
    pub key: String,
    pub first: Day,
    pub last: Day,
}

impl Period {
    /// The period that a day lies in.
    pub fn of(every: Every, day: Day) -> Period {
        match every {
            Every::Month => {
                let first = Day::new(day.year(), day.month(), 1).unwrap_or(day);
                let last = first.plus_months(1).plus_days(-1);
                Period { key: format!("{:04}-{:02}", day.year(), day.month()), first, last }
            }
            Every::Year => {
                let first = Day::new(day.year(), 1, 1).unwrap_or(day);
                Period { key: format!("{:04}", day.year()), first, last: first.plus_months(12).plus_days(-1) }
            }
            Every::Week => {
                let first = day.plus_days(-i32::from(day.days_since_monday()));
                let thursday = first.plus_days(3);
                let week = thursday.days_since(Day::new(thursday.year(), 1, 1).unwrap_or(thursday)) / 7 + 1;
                Period { key: format!("{:04}-W{week:02}", thursday.year()), first, last: first.plus_days(6) }
            }
        }
    }

    /// The period written so: `2012-08`, `2012-W35`, `2012`.
    pub fn parse(every: Every, key: &str) -> Option<Period> {
        let number = |text: &str, digits: usize| text.parse::<i16>().ok().filter(|_| text.len() == digits);
        let period = match every {
            Every::Year => Period::of(every, Day::new(number(key, 4)?, 1, 1)?),
            Every::Month => {
                let (year, month) = key.split_once('-')?;
                Period::of(every, Day::new(number(year, 4)?, i8::try_from(number(month, 2)?).ok()?, 1)?)
            }
            Every::Week => {
                let (year, week) = key.split_once("-W")?;
                // The fourth of January always lies in the first week.
                let first = Day::new(number(year, 4)?, 1, 4)?;
                Period::of(every, first.plus_days(7 * (i32::from(number(week, 2)?) - 1)))
            }
        };
        (period.key == key).then_some(period)
    }

    /// The same period a year before; `None` where that year has none (its week 53).
    pub fn year_before(&self, every: Every) -> Option<Period> {
        let (year, rest) = self.key.split_at(4);
        Period::parse(every, &format!("{:04}{rest}", year.parse::<i16>().ok()? - 1))
    }

    /// All periods from the one a day lies in to the one another lies in; none, if that is before.
    pub fn between(every: Every, from: Day, to: Day) -> Vec<Period> {
        let mut periods = Vec::new();
        let mut period = Period::of(every, from);
        while period.first <= to {
            let next = Period::of(every, period.last.plus_days(1));
            periods.push(period);
            period = next;
        }
        periods
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse_iso(text).unwrap()
    }

    #[test]
    fn a_day_lies_in_its_month_week_and_year() {
        for (every, on, key, first, last) in [
            (Every::Month, "2012-02-29", "2012-02", "2012-02-01", "2012-02-29"),
            (Every::Month, "2012-12-31", "2012-12", "2012-12-01", "2012-12-31"),
            (Every::Year, "2012-08-31", "2012", "2012-01-01", "2012-12-31"),
            (Every::Week, "2012-08-31", "2012-W35", "2012-08-27", "2012-09-02"),
            (Every::Week, "2012-01-01", "2011-W52", "2011-12-26", "2012-01-01"),
            (Every::Week, "2012-12-31", "2013-W01", "2012-12-31", "2013-01-06"),
            (Every::Week, "2016-01-03", "2015-W53", "2015-12-28", "2016-01-03"),
        ] {
            let period = Period::of(every, day(on));
            assert_eq!((period.key.as_str(), period.first, period.last), (key, day(first), day(last)), "{on}");
            assert_eq!(Period::parse(every, key), Some(period), "{key}");
        }
    }

    #[test]
    fn what_is_no_period_is_none_and_a_week_53_has_no_year_before() {
        for (every, key) in [
            (Every::Month, "2012-8"),
            (Every::Month, "2012-13"),
            (Every::Month, "2012"),
            (Every::Week, "2012-W53"),
            (Every::Week, "2012-W00"),
            (Every::Year, "12"),
        ] {
            assert_eq!(Period::parse(every, key), None, "{key}");
        }
        let before = |every, on| Period::of(every, day(on)).year_before(every).map(|period| period.key);
        assert_eq!(before(Every::Week, "2016-01-03"), None);
        assert_eq!(before(Every::Week, "2012-08-31").as_deref(), Some("2011-W35"));
        assert_eq!(before(Every::Month, "2012-02-29").as_deref(), Some("2011-02"));
    }

    #[test]
    fn periods_follow_each_other_without_a_gap() {
        for every in Every::ALL {
            let periods = Period::between(every, day("2011-11-15"), day("2013-02-03"));
            assert!(periods.windows(2).all(|pair| pair[0].last.plus_days(1) == pair[1].first), "{periods:?}");
            assert!(periods[0].first <= day("2011-11-15") && periods[periods.len() - 1].last >= day("2013-02-03"));
        }
        assert_eq!(Period::between(Every::Month, day("2012-02-01"), day("2012-01-31")), []);
    }
}
