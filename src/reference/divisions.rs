//! Codes and names of provinces, cities and counties with their years (GB/T 2260).

use std::sync::LazyLock;

use super::{number, optional, rows};
use crate::domain::place::{Division, Divisions};

const TEXT: &str = include_str!("divisions.csv");

/// All divisions of the country, by code. The practice county 520199 is not among them.
pub fn divisions() -> &'static Divisions {
    static ALL: LazyLock<Divisions> = LazyLock::new(|| {
        Divisions::new(rows("divisions.csv", TEXT, |row| {
            let years = &row[2];
            let (first, last) = years.split_once('-').unwrap_or((years, ""));
            Some(Division {
                code: row[0].to_owned(),
                name: row[1].to_owned(),
                first_year: optional(first, number)?,
                last_year: optional(last, number)?,
            })
        }))
    });
    &ALL
}
