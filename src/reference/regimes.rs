//! The four regimes and the choices where the texts are silent, read from `regimes.toml`.
//!
//! The file names the article of every value. A key that is missing or unknown is an error, never a
//! default.

use std::sync::LazyLock;

use serde::Deserialize;

use super::broken;
use crate::domain::calendar::Day;
use crate::domain::regime::{Entitlement, Exempt, Limit, Papers, Regime, RegimeRules, Window};
use crate::domain::rulebook::{AfterLate, DayCount, LeaseRule, Roll, Settings};

const FILE: &str = "regimes.toml";
const TEXT: &str = include_str!("regimes.toml");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Book {
    regime: Vec<RegimeText>,
    settings: SettingsText,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RegimeText {
    id: String,
    from: String,
    register_within: Option<String>,
    sender_within: Option<String>,
    entitlement: String,
    min_stay_days: Option<u16>,
    liable_from_age: Option<i16>,
    liable_below_age: Option<i16>,
    apply_within: Option<String>,
    residence_months: Option<u16>,
    photos: u8,
    ground: bool,
    hukou_book_for_adults: bool,
    proxy_below_age: i16,
    issue_within: String,
    validity_months: Option<u16>,
    window: String,
    lapses_to_suspension: bool,
    barred_exempt: Vec<String>,
    exempt_not_liable: bool,
    own_city_barred: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SettingsText {
    day_count: String,
    after_late: String,
    gap_allowed: u16,
    child_needs_proxy: bool,
    proxy_min_age: i16,
    dwelling_ground_lease: String,
    deadline_roll: String,
}

/// All regimes in the order of their first days; the first is `legacy`.
pub fn regimes() -> &'static [RegimeRules] {
    &book().0
}

/// The defaults of the settings marked ◇.
pub fn settings() -> Settings {
    book().1
}

fn book() -> &'static (Vec<RegimeRules>, Settings) {
    static BOOK: LazyLock<(Vec<RegimeRules>, Settings)> = LazyLock::new(|| {
        let book: Book = toml::from_str(TEXT).unwrap_or_else(|error| broken(FILE, &error.to_string()));
        let read = |text: &RegimeText| rules(text).unwrap_or_else(|| broken(FILE, &text.id));
        let choices = choices(&book.settings).unwrap_or_else(|| broken(FILE, "settings"));
        (book.regime.iter().map(read).collect(), choices)
    });
    &BOOK
}

fn rules(text: &RegimeText) -> Option<RegimeRules> {
    let optional = |text: &Option<String>| match text {
        Some(text) => limit(text).map(Some),
        None => Some(None),
    };
    Some(RegimeRules {
        regime: Regime::parse(&text.id)?,
        from: Day::parse_iso(&text.from)?,
        register_within: optional(&text.register_within)?,
        sender_within: optional(&text.sender_within)?,
        entitlement: entitlement(text)?,
        papers: Papers {
            photos: text.photos,
            ground: text.ground,
            hukou_book_for_adults: text.hukou_book_for_adults,
            proxy_below_age: text.proxy_below_age,
        },
        issue_within: limit(&text.issue_within)?,
        validity_months: text.validity_months,
        window: window(&text.window)?,
        lapses_to_suspension: text.lapses_to_suspension,
        barred_exempt: text
            .barred_exempt
            .iter()
            .map(|code| Exempt::ALL.into_iter().find(|exempt| exempt.as_str() == code))
            .collect::<Option<_>>()?,
        exempt_not_liable: text.exempt_not_liable,
        own_city_barred: text.own_city_barred,
    })
}

fn entitlement(text: &RegimeText) -> Option<Entitlement> {
    match text.entitlement.as_str() {
        "none" => Some(Entitlement::None),
        "by_stay" => Some(Entitlement::ByStay {
            min_stay_days: text.min_stay_days?,
            liable_from: text.liable_from_age?,
            liable_below: text.liable_below_age?,
            within: limit(text.apply_within.as_deref()?)?,
        }),
        "by_residence" => Some(Entitlement::ByResidence { months: text.residence_months? }),
        _ => None,
    }
}

/// `7 days`, `7 working days`.
fn limit(text: &str) -> Option<Limit> {
    let (count, unit) = text.split_once(' ')?;
    let count = count.parse().ok()?;
    match unit {
        "days" => Some(Limit::Days(count)),
        "working days" => Some(Limit::WorkingDays(count)),
        _ => None,
    }
}

/// `last 30 days`, `1 month before`.
fn window(text: &str) -> Option<Window> {
    if let Some(days) = text.strip_prefix("last ").and_then(|rest| rest.strip_suffix(" days")) {
        return Some(Window::LastDays(days.parse().ok()?));
    }
    let months = text.strip_suffix(" month before").or_else(|| text.strip_suffix(" months before"))?;
    Some(Window::MonthsBefore(months.parse().ok()?))
}

fn choices(text: &SettingsText) -> Option<Settings> {
    Some(Settings {
        day_count: match text.day_count.as_str() {
            "inclusive" => DayCount::Inclusive,
            "civil_code" => DayCount::CivilCode,
            _ => return None,
        },
        after_late: match text.after_late.as_str() {
            "from_endorsement" => AfterLate::FromEndorsement,
            "old_anniversary" => AfterLate::OldAnniversary,
            _ => return None,
        },
        gap_allowed: text.gap_allowed,
        child_needs_proxy: text.child_needs_proxy,
        proxy_min_age: text.proxy_min_age,
        dwelling_ground_lease: match text.dwelling_ground_lease.as_str() {
            "any" => LeaseRule::Any,
            "filed" => LeaseRule::Filed,
            _ => return None,
        },
        deadline_roll: match text.deadline_roll.as_str() {
            "none" => Roll::None,
            "next_working_day" => Roll::NextWorkingDay,
            _ => return None,
        },
    })
}
