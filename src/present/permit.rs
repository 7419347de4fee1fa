//! A card on a day: the object of `permit show`, and the screen of it.

use serde::Serialize;

use crate::domain::calendar::Day;
use crate::domain::dossier::{Dossier, HeldCard, migrant_code};
use crate::domain::face;
use crate::domain::lang::Lang;
use crate::domain::open_acts::{self, Act, OpenAct};
use crate::domain::permit::{self, PermitKind, Status};
use crate::domain::rulebook::RuleBook;
use crate::domain::unit::UnitTree;

use super::table::KeyValue;
use super::why::next_line;
use super::words::{labels, text, why};

/// First and last good day of an endorsement window.
#[derive(Debug, Clone, Serialize)]
pub struct WindowAnswer {
    pub opens: String,
    pub closes: String,
}

/// The object of `permit show` (docs/contract.md).
#[derive(Debug, Clone, Serialize)]
pub struct PermitAnswer {
    pub permit: String,
    pub migrant: String,
    pub kind: &'static str,
    pub status: &'static str,
    pub status_since: String,
    pub issued_on: String,
    pub anchor_on: String,
    pub issuing_county: String,
    pub counter: String,
    pub tier: Option<&'static str>,
    pub window: Option<WindowAnswer>,
    pub suspended_from: Option<String>,
    pub valid_until: Option<String>,
    pub endorsed_on: Vec<String>,
    pub residence_since: Option<String>,
    pub residence_days: i64,
    pub ended_on: Option<String>,
    pub end_reason: Option<&'static str>,
    pub collected_on: Option<String>,
    pub replaces: Option<String>,
    pub replaced_by: Option<String>,
    pub regime: &'static str,
    #[serde(skip)]
    state: Shown,
}

/// What the screen words and JSON does not repeat.
#[derive(Debug, Clone)]
struct Shown {
    kind: PermitKind,
    status: Status,
    county_name: String,
    counter_name: String,
    told_since: Day,
    full_years: i16,
    next: Vec<OpenAct>,
    /// Since when the address on the card is no longer the holder's, and what is done about it.
    outdated: Option<(Day, Option<OpenAct>)>,
}

impl PermitAnswer {
    /// The card at the end of a day; `None` before its own day.
    pub fn of(dossier: &Dossier, held: &HeldCard, tree: &UnitTree, book: &RuleBook, on: Day) -> Option<PermitAnswer> {
        let state = permit::state(&held.card, book, on)?;
        let residence = dossier.residence(book, on);
        let next = open_acts::of_card(&open_acts::open_acts(dossier, book, on), held, state.status);
        let renewal = next.iter().find(|open| open.act == Act::ReplaceChanged).cloned();
        let outdated = face::outdated_since(dossier, held, on).filter(|_| state.status.is_live());
        let counter = tree.counter_of(held.counter, on);
        let ended = match state.status {
            Status::Ended(reason) => Some((state.since, reason)),
            Status::Valid | Status::Due | Status::Suspended | Status::Expired => None,
        };
        let name_of = |code: &str| tree.by_code(code).map_or(code, |unit| tree.name_on(unit.id, on)).to_owned();
        Some(PermitAnswer {
            permit: held.number.clone(),
            migrant: migrant_code(dossier.migrant),
            kind: held.card.kind.as_str(),
            status: state.status.as_str(),
            status_since: state.since.to_string(),
            issued_on: held.card.issued_on.to_string(),
            anchor_on: state.anchor_on.to_string(),
            issuing_county: held.issuing_county.clone(),
            counter: counter.map_or_else(String::new, |counter| counter.code.clone()),
            tier: counter.and_then(|counter| counter.tier).map(crate::domain::unit::Tier::as_str),
            window: state
                .window
                .map(|(opens, closes)| WindowAnswer { opens: opens.to_string(), closes: closes.to_string() }),
            suspended_from: (state.status == Status::Suspended)
                .then_some(state.lapsed_on)
                .flatten()
                .map(|day| day.to_string()),
            valid_until: state.valid_until.map(|day| day.to_string()),
            endorsed_on: held.card.endorsements.iter().filter(|day| **day <= on).map(Day::to_string).collect(),
            residence_since: residence.since.map(|day| day.to_string()),
            residence_days: residence.days,
            ended_on: ended.map(|(day, _)| day.to_string()),
            end_reason: ended.map(|(_, reason)| reason.as_str()),
            collected_on: held.collected_on.filter(|day| *day <= on).map(|day| day.to_string()),
            replaces: held.replaces.clone(),
            replaced_by: ended.and(held.replaced_by.clone()),
            regime: held.card.regime.as_str(),
            state: Shown {
                kind: held.card.kind,
                status: state.status,
                county_name: name_of(&held.issuing_county),
                counter_name: counter.map_or_else(String::new, |counter| tree.name_on(counter.id, on).to_owned()),
                full_years: residence.full_years,
                told_since: state.told_since(),
                next,
                outdated: outdated.map(|moved| (moved, renewal)),
            },
        })
    }

    /// The card's lines, put into a screen.
    pub fn put(&self, screen: &mut KeyValue, lang: Lang) {
        let shown = &self.state;
        let since = shown.told_since;
        screen
            .put(text!(lang, "证号", "Permit"), format!("{} ({})", self.permit, labels::permit_kind(lang, shown.kind)))
            .put(
                text!(lang, "状态", "Status"),
                match shown.status {
                    Status::Ended(reason) => {
                        let reason = labels::end_reason(lang, reason);
                        text!(lang, "已终止（{since}，{reason}）", "ended (on {since}: {reason})")
                    }
                    Status::Valid | Status::Due | Status::Suspended | Status::Expired => {
                        text!(lang, "{0}（自 {since}）", "{0} (since {since})", labels::status(lang, shown.status))
                    }
                },
            );
        if let Some(window) = &self.window {
            screen.put(
                text!(lang, "签注时间", "Endorse"),
                text!(lang, "{0} 至 {1}", "{0} to {1}", window.opens, window.closes),
            );
        }
        if shown.status == Status::Suspended {
            screen.put(
                text!(lang, "签注时间", "Endorse"),
                text!(
                    lang,
                    "逾期未签；随时可补签，补签后恢复使用，居住年限从补签之日重新计算",
                    "late; it can be done any day and restores the card, and residence is then counted anew"
                ),
            );
        }
        if let Some(until) = &self.valid_until {
            screen.put(text!(lang, "有效期至", "Valid until"), until);
        }
        screen
            .put(text!(lang, "发证日期", "Issued"), self.issued(lang))
            .put(
                text!(lang, "签发机关所在县区", "Issuing county"),
                format!("{} {}", self.issuing_county, shown.county_name),
            )
            .put(text!(lang, "受理点", "Counter"), format!("{} {}", self.counter, shown.counter_name));
        if let Some((moved, renewal)) = &shown.outdated {
            let value = text!(lang, "{moved} 搬家前的，旧了", "the old one, of before the move on {moved}");
            screen.put(text!(lang, "证上地址", "Address on it"), value);
            let command = renewal.as_ref().map(|open| why::command(open, lang));
            if let Some(command) = command {
                screen.put(String::new(), text!(lang, "换新证：{command}", "for a new card: {command}"));
            }
        }
        if let Some(collected) = &self.collected_on {
            screen.put(text!(lang, "领取日期", "Collected"), collected);
        }
        if let Some(old) = &self.replaces {
            screen.put(text!(lang, "换补自", "Replaces"), old);
        }
        if let Some(new) = &self.replaced_by {
            screen.put(text!(lang, "已换补为", "Replaced by"), new);
        }
        if !self.endorsed_on.is_empty() {
            screen.put(text!(lang, "已签注", "Endorsed"), self.endorsed_on.join(", "));
        }
    }

    fn put_residence(&self, screen: &mut KeyValue, lang: Lang) {
        if let Some(since) = &self.residence_since {
            let count = residence_words(since, self.residence_days, self.state.full_years, lang);
            screen.put(text!(lang, "居住年限", "Residence"), count);
        }
    }

    /// The day of issue, and the one that anniversaries are counted from where it is another.
    fn issued(&self, lang: Lang) -> String {
        let (issued, anchor) = (&self.issued_on, &self.anchor_on);
        if issued == anchor {
            return issued.clone();
        }
        text!(lang, "{issued}（周年自 {anchor} 起算）", "{issued} (years counted from {anchor})")
    }

    /// The screen of `permit show`.
    pub fn screen(&self, lang: Lang) -> String {
        let mut screen = KeyValue::new();
        self.put(&mut screen, lang);
        self.put_residence(&mut screen, lang);
        screen.put(text!(lang, "持证人", "Bearer"), &self.migrant);
        if let Some(next) = next_line(&self.state.next, lang) {
            screen.put(text!(lang, "接着", "Next"), next);
        }
        screen.render()
    }
}

/// The residence count on a screen.
pub fn residence_words(since: &str, days: i64, full_years: i16, lang: Lang) -> String {
    text!(
        lang,
        "自 {since} 起，第 {days} 天，满 {full_years} 年",
        "day {days}, since {since}; full years: {full_years}"
    )
}
