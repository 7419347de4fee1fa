//! The rules of a regime, and the choices, read from the texts of their constants.
//!
//! Used for the embedded file and for what a city has set alike, so that both mean the same. A text that
//! cannot be read gives `None`, never a default.

use super::calendar::Day;
use super::regime::{Entitlement, Exempt, Limit, Papers, Regime, RegimeRules, Window};
use super::rulebook::{AfterLate, DayCount, EndorsePapers, LeaseRule, Roll, Settings};

/// Gives the text of a constant by its name; `None` where the regime has none of that name.
pub type Texts<'a> = &'a dyn Fn(&str) -> Option<&'a str>;

/// The rules of a regime.
pub fn regime_rules(regime: Regime, of: Texts) -> Option<RegimeRules> {
    Some(RegimeRules {
        regime,
        from: Day::parse_iso(of("from")?)?,
        register_within: optional(of("register_within"), limit).ok()?,
        move_within: optional(of("move_within"), limit).ok()?,
        sender_within: optional(of("sender_within"), limit).ok()?,
        entitlement: entitlement(of)?,
        papers: Papers {
            photos: number(of("photos")?)?,
            ground: flag(of("ground")?)?,
            hukou_book_for_adults: flag(of("hukou_book_for_adults")?)?,
            proxy_below_age: number(of("proxy_below_age")?)?,
        },
        issue_within: limit(of("issue_within")?)?,
        extend_within: optional(of("extend_within"), limit).ok()?,
        replacement_fee: optional(of("replacement_fee"), number).ok()?.unwrap_or_default(),
        changed_fee: optional(of("changed_fee"), number).ok()?,
        validity_months: optional(of("validity_months"), number).ok()?,
        window: window(of("window")?)?,
        lapses_to_suspension: flag(of("lapses_to_suspension")?)?,
        need_not_register: optional(of("need_not_register"), exempt).ok()?.unwrap_or_default(),
        barred_exempt: exempt(of("barred_exempt")?)?,
        exempt_not_liable: flag(of("exempt_not_liable")?)?,
        own_city_barred: flag(of("own_city_barred")?)?,
    })
}

/// The choices that hold under several regimes.
pub fn settings(of: Texts) -> Option<Settings> {
    Some(Settings {
        day_count: match of("day_count")? {
            "inclusive" => DayCount::Inclusive,
            "civil_code" => DayCount::CivilCode,
            _ => return None,
        },
        after_late: match of("after_late")? {
            "from_endorsement" => AfterLate::FromEndorsement,
            "old_anniversary" => AfterLate::OldAnniversary,
            _ => return None,
        },
        gap_allowed: number(of("gap_allowed")?)?,
        child_needs_proxy: flag(of("child_needs_proxy")?)?,
        proxy_min_age: number(of("proxy_min_age")?)?,
        dwelling_ground_lease: match of("dwelling_ground_lease")? {
            "any" => LeaseRule::Any,
            "filed" => LeaseRule::Filed,
            _ => return None,
        },
        deadline_roll: match of("deadline_roll")? {
            "none" => Roll::None,
            "next_working_day" => Roll::NextWorkingDay,
            _ => return None,
        },
        endorse_papers: match of("endorse_papers")? {
            "recorded" => EndorsePapers::Recorded,
            "required" => EndorsePapers::Required,
            _ => return None,
        },
        issue_promise: limit(of("issue_promise")?)?,
        night_jump: number(of("night_jump")?)?,
        night_by: number(of("night_by")?)?,
    })
}

fn entitlement(of: Texts) -> Option<Entitlement> {
    match of("entitlement")? {
        "none" => Some(Entitlement::None),
        "by_stay" => Some(Entitlement::ByStay {
            min_stay_days: number(of("min_stay_days")?)?,
            liable_from: number(of("liable_from_age")?)?,
            liable_below: number(of("liable_below_age")?)?,
            within: limit(of("apply_within")?)?,
        }),
        "by_residence" => Some(Entitlement::ByResidence { months: number(of("residence_months")?)? }),
        _ => None,
    }
}

/// A text that may be absent (`Ok(None)`), but not unreadable.
fn optional<T>(text: Option<&str>, read: impl Fn(&str) -> Option<T>) -> Result<Option<T>, Unreadable> {
    text.map(|text| read(text).ok_or(Unreadable)).transpose()
}

struct Unreadable;

fn number<N: std::str::FromStr>(text: &str) -> Option<N> {
    text.parse().ok()
}

fn flag(text: &str) -> Option<bool> {
    text.parse().ok()
}

/// `7 days`, `7 working days`.
pub fn limit(text: &str) -> Option<Limit> {
    let (count, unit) = text.split_once(' ')?;
    let count = count.parse().ok()?;
    match unit {
        "day" | "days" => Some(Limit::Days(count)),
        "working day" | "working days" => Some(Limit::WorkingDays(count)),
        _ => None,
    }
}

/// What [`window`] reads.
pub const WINDOW_RANGE: &str = "last 1..180 days | 1..6 months before";

/// `last 30 days`, `1 month before`.
pub fn window(text: &str) -> Option<Window> {
    if let Some(days) = text.strip_prefix("last ").and_then(|rest| rest.strip_suffix(" days")) {
        return number(days).filter(|days| (1..=180).contains(days)).map(Window::LastDays);
    }
    let months = text.strip_suffix(" month before").or_else(|| text.strip_suffix(" months before"))?;
    number(months).filter(|months| (1..=6).contains(months)).map(Window::MonthsBefore)
}

/// `none`, `hotel, boarder`.
fn exempt(text: &str) -> Option<Vec<Exempt>> {
    if text == "none" {
        return Some(Vec::new());
    }
    text.split(", ").map(|code| Exempt::ALL.into_iter().find(|exempt| exempt.as_str() == code)).collect()
}
