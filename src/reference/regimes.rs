//! The constants of the four regimes and the choices where they are silent, read from `regimes.toml`.
//!
//! The file names the source of every value. A key that is missing or unknown, and a choice without a
//! range, is an error, never a default.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::broken;
use crate::domain::calendar::Day;
use crate::domain::constant::{CHOICE, Constant, Range};
use crate::domain::regime::Regime;

const FILE: &str = "regimes.toml";
const TEXT: &str = include_str!("regimes.toml");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct KeyText {
    zh: String,
    en: String,
    range: Option<String>,
    #[serde(default)]
    by_unit: bool,
}

/// Value and source; of a choice of all regimes also the day since when.
type ValueText = Vec<String>;

#[derive(Deserialize)]
struct Book {
    key: BTreeMap<String, KeyText>,
    settings: BTreeMap<String, ValueText>,
    conventions: BTreeMap<String, ValueText>,
    #[serde(flatten)]
    regimes: BTreeMap<String, BTreeMap<String, ValueText>>,
}

/// All constants: the regimes in the order of their first days, the choices of all, the conventions; each
/// by name.
pub fn constants() -> &'static [Constant] {
    static CONSTANTS: LazyLock<Vec<Constant>> = LazyLock::new(|| {
        let book: Book = toml::from_str(TEXT).unwrap_or_else(|error| broken(FILE, &error.to_string()));
        if book.regimes.len() != Regime::ALL.len() {
            broken(FILE, "an unknown regime");
        }
        let mut all = Vec::new();
        for regime in Regime::ALL {
            let values = book.regimes.get(regime.as_str()).unwrap_or_else(|| broken(FILE, regime.as_str()));
            let from = values.get("from").and_then(|text| text.first()).and_then(|text| Day::parse_iso(text));
            let from = from.unwrap_or_else(|| broken(FILE, "from"));
            all.extend(values.iter().map(|(name, text)| read(&book, Some((regime, from)), name, text)));
        }
        let general = book.settings.iter().chain(&book.conventions);
        all.extend(general.map(|(name, text)| read(&book, None, name, text)));
        all
    });
    &CONSTANTS
}

fn read(book: &Book, regime: Option<(Regime, Day)>, name: &str, text: &[String]) -> Constant {
    constant(book, regime, name, text).unwrap_or_else(|| broken(FILE, name))
}

fn constant(book: &Book, regime: Option<(Regime, Day)>, name: &str, text: &[String]) -> Option<Constant> {
    let (key, since, value, source) = match (regime, text) {
        (Some((regime, from)), [value, source]) => (format!("{}.{name}", regime.as_str()), from, value, source),
        (None, [value, source, since]) => (name.to_owned(), Day::parse_iso(since)?, value, source),
        _ => return None,
    };
    let about = book.key.get(name)?;
    let range = if source.starts_with(CHOICE) {
        let range = Range::parse(about.range.as_deref()?)?;
        if range.read(value).as_ref() != Some(value) {
            return None;
        }
        Some(range)
    } else {
        None
    };
    Some(Constant {
        key,
        regime: regime.map(|(regime, _)| regime),
        value: value.clone(),
        source: source.clone(),
        since,
        range,
        by_unit: about.by_unit,
        label_zh: about.zh.clone(),
        label_en: about.en.clone(),
    })
}
