//! The monthly table: everybody registered, by reason, and each reason by sex, intended stay, origin and
//! dwelling. Each person stands once in every group of columns, in its unknown where nothing is recorded;
//! whatever a code says that is not in the tables shows in the identities (RULES 6).

use super::census::Person;
use super::identity::Sex;
use super::origin::Origin;
use super::rate::Check;

/// The columns, by key; the first is the total, the groups follow.
pub const COLUMNS: [&str; 22] = [
    "total",
    "male",
    "female",
    "sex_unknown",
    "stay_under_half",
    "stay_half_to_five",
    "stay_over",
    "stay_unknown",
    "origin_province_city",
    "origin_province_county",
    "origin_other_city",
    "origin_other_county",
    "origin_hmt",
    "origin_abroad",
    "origin_unknown",
    "dwelling_hotel",
    "dwelling_home",
    "dwelling_unit",
    "dwelling_site",
    "dwelling_rented",
    "dwelling_other",
    "dwelling_unknown",
];

/// The groups: the name of their identity, the first column, the first column after it.
const GROUPS: [(&str, usize, usize); 4] =
    [("monthly_sex", 1, 4), ("monthly_stay", 4, 8), ("monthly_origin", 8, 15), ("monthly_dwelling", 15, 22)];

/// The counts of a row, in the order of [`COLUMNS`].
pub type Counts = [u64; COLUMNS.len()];

/// A row of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The code of the reason.
    pub key: String,
    pub counts: Counts,
}

/// The table of a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Monthly {
    pub rows: Vec<Row>,
    pub total: Counts,
    /// People whose origin only their number told.
    pub origin_by_number: u64,
}

impl Monthly {
    /// An empty table of these reasons.
    pub fn new<'a>(reasons: impl Iterator<Item = &'a str>) -> Monthly {
        let row = |key: &str| Row { key: key.to_owned(), counts: [0; COLUMNS.len()] };
        Monthly { rows: reasons.map(row).collect(), total: [0; COLUMNS.len()], origin_by_number: 0 }
    }

    /// Counts a person into the row of the reason and, by itself, into the total.
    pub fn add(&mut self, person: &Person) {
        let row = self.rows.iter_mut().find(|row| row.key == person.reason);
        let mut counts = row.map(|row| &mut row.counts);
        for column in columns_of(person) {
            self.total[column] += 1;
            if let Some(counts) = &mut counts {
                counts[column] += 1;
            }
        }
        self.origin_by_number += u64::from(person.origin.by_number);
    }

    /// What must agree: the groups of every row with its total, the rows with the total in every column, and
    /// with the `registered` of the rate once those from Hong Kong, Macao, Taiwan and abroad are taken off.
    pub fn checks(&self, registered: u64) -> Vec<Check> {
        let mut checks = Vec::new();
        for (name, from, to) in GROUPS {
            let of_row = |row: &Row| (row.key.clone(), row.counts[from..to].iter().sum::<u64>(), row.counts[0]);
            checks.extend(Check::each(name, self.rows.iter().map(of_row)));
        }
        let of_column = |(at, key): (usize, &&str)| {
            let sum = self.rows.iter().map(|row| row.counts[at]).sum::<u64>();
            (format!("total/{key}"), sum, self.total[at])
        };
        checks.extend(Check::each("monthly_columns", COLUMNS.iter().enumerate().map(of_column)));
        let others = self.total[column("origin_hmt")] + self.total[column("origin_abroad")];
        checks.push(Check::new("monthly_citizens", self.total[0], registered + others));
        checks
    }
}

/// Where a column stands; beyond all of them, if there is none of that key.
fn column(key: &str) -> usize {
    COLUMNS.iter().position(|column| *column == key).unwrap_or(COLUMNS.len() - 1)
}

/// The columns somebody is counted in: the total, and one of each group that has one for the code recorded.
pub fn columns_of(person: &Person) -> impl Iterator<Item = usize> {
    let sex = match person.sex {
        Some(Sex::Male) => "male",
        Some(Sex::Female) => "female",
        None => "sex_unknown",
    };
    let stay = match person.group.stay.as_deref() {
        None => Some("stay_unknown"),
        Some("0" | "1" | "2") => Some("stay_under_half"),
        Some("3" | "4" | "5") => Some("stay_half_to_five"),
        Some("6") => Some("stay_over"),
        Some(_) => None,
    };
    let origin = match person.origin.origin {
        Origin::ProvinceCity => "origin_province_city",
        Origin::ProvinceCounty => "origin_province_county",
        Origin::OtherCity => "origin_other_city",
        Origin::OtherCounty => "origin_other_county",
        Origin::Hmt => "origin_hmt",
        Origin::Abroad => "origin_abroad",
        Origin::Unknown => "origin_unknown",
    };
    let dwelling = match person.dwelling.as_deref() {
        None => Some("dwelling_unknown"),
        Some("10") => Some("dwelling_hotel"),
        Some("20" | "21") => Some("dwelling_home"),
        Some("40" | "43") => Some("dwelling_unit"),
        Some("71") => Some("dwelling_site"),
        Some("30") => Some("dwelling_rented"),
        Some("90") => Some("dwelling_other"),
        Some(_) => None,
    };
    [Some("total"), Some(sex), stay, Some(origin), dwelling].into_iter().flatten().map(column)
}
