//! The State Council's holidays and worked weekends.

use std::sync::LazyLock;

use super::{must, rows};
use crate::domain::calendar::{Day, WorkCalendar};

const TEXT: &str = include_str!("holidays.csv");

/// The working days of the years whose holidays are embedded (2004 to 2026).
pub fn holidays() -> &'static WorkCalendar {
    static CALENDAR: LazyLock<WorkCalendar> = LazyLock::new(|| {
        let years = rows("holidays.csv", TEXT, |row| {
            let year = row[0];
            let days = |cell: &str, worked: bool| -> Option<Vec<(Day, bool)>> {
                cell.split(' ')
                    .filter(|day| !day.is_empty())
                    .map(|day| Day::parse_iso(&format!("{year}-{day}")).map(|day| (day, worked)))
                    .collect()
            };
            let mut all = must(days(row[2], false))?;
            all.extend(must(days(row[3], true))?);
            Ok(all)
        });
        WorkCalendar::new(years.into_iter().flatten())
    });
    &CALENDAR
}
