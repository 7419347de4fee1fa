//! Code tables of the national standards and of the registration form, with the synonyms rosters use.

use std::sync::LazyLock;

use super::rows;
use crate::domain::table::{CodeTable, Entry};

/// Ethnic groups (GB/T 3304); groups without a code of their own read as 97.
pub fn ethnic_groups() -> &'static CodeTable {
    static TABLE: LazyLock<CodeTable> = LazyLock::new(|| table("ethnic.csv", include_str!("ethnic.csv")));
    &TABLE
}

/// Reasons for living here (居住事由).
pub fn reasons() -> &'static CodeTable {
    static TABLE: LazyLock<CodeTable> = LazyLock::new(|| table("reasons.csv", include_str!("reasons.csv")));
    &TABLE
}

/// Kinds of dwelling (居住处所).
pub fn dwellings() -> &'static CodeTable {
    static TABLE: LazyLock<CodeTable> = LazyLock::new(|| table("dwellings.csv", include_str!("dwellings.csv")));
    &TABLE
}

/// Intended lengths of stay (拟居住期限).
pub fn stays() -> &'static CodeTable {
    static TABLE: LazyLock<CodeTable> = LazyLock::new(|| table("stays.csv", include_str!("stays.csv")));
    &TABLE
}

/// Levels of education (GB/T 4658).
pub fn educations() -> &'static CodeTable {
    static TABLE: LazyLock<CodeTable> = LazyLock::new(|| table("educations.csv", include_str!("educations.csv")));
    &TABLE
}

/// Marital status (GB/T 2261.2).
pub fn marriages() -> &'static CodeTable {
    static TABLE: LazyLock<CodeTable> = LazyLock::new(|| table("marriages.csv", include_str!("marriages.csv")));
    &TABLE
}

fn table(file: &str, text: &str) -> CodeTable {
    CodeTable::new(rows(file, text, |row| {
        let code = row[0].to_owned();
        let mut synonyms: Vec<String> = row[3].split_terminator(';').map(str::to_owned).collect();
        // A spreadsheet takes the zero off a code; what is left names the same row and no other.
        synonyms.extend(code.strip_prefix('0').filter(|rest| !rest.is_empty()).map(str::to_owned));
        Some((Entry { code, zh: row[1].to_owned(), en: row[2].to_owned() }, synonyms))
    }))
}
