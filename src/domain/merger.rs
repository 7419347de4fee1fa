//! Two records of one person made one: what becomes of their stays and cards, and what came over.
//!
//! No day counts twice and no counted day is lost: of two stays that overlap the one registered later is
//! ended on its own first day, unless it outlasts the earlier one, which then ends where it begins. Of two
//! cards the kept person's own stays. Everything that is moved or ended is written down ([`Moved`]), so that
//! it can be put back exactly.

use std::fmt::Write;

use super::calendar::Day;
use super::dossier::{HeldCard, Stay};
use super::permit::{EndReason, PermitKind, state};
use super::rulebook::RuleBook;

/// A stay that a merger ends elsewhere than it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cut {
    pub registration: i64,
    /// First day not counted from now on.
    pub ends_on: Day,
    /// The end it had.
    pub old: Option<(Day, String)>,
}

/// What must be ended so that no two stays of both records share a day.
pub fn cuts(kept: &[Stay], duplicate: &[Stay]) -> Vec<Cut> {
    let counted = |stay: &&Stay| stay.ended_on() != Some(stay.registered_on);
    let own = kept.iter().filter(counted).map(|stay| (stay.registered_on, 0, stay));
    let other = duplicate.iter().filter(counted).map(|stay| (stay.registered_on, 1, stay));
    let mut stays: Vec<(Day, i32, &Stay)> = own.chain(other).collect();
    stays.sort_by_key(|(day, order, stay)| (*day, *order, stay.id));
    let cut = |stay: &Stay, ends_on| Cut { registration: stay.id, ends_on, old: stay.ended.clone() };
    let mut found = Vec::new();
    let mut running: Option<&Stay> = None;
    for (begins_on, _, stay) in stays {
        match running.map(|running| (running, running.ended_on())) {
            Some((earlier, ended_on)) if ended_on.is_none_or(|ended| begins_on < ended) => {
                let outlasts = ended_on.is_some_and(|ended| stay.ended_on().is_none_or(|own| own > ended));
                if outlasts {
                    found.push(cut(earlier, begins_on));
                    running = Some(stay);
                } else {
                    found.push(cut(stay, begins_on));
                }
            }
            Some(_) | None => running = Some(stay),
        }
    }
    found
}

/// Since when the person has been registered without a gap: the first day of a stay, or of the one that a merger
/// cut where this one goes on, and so on.
pub fn lived_since(stays: &[Stay], stay: &Stay) -> Day {
    let mut since = stay.registered_on;
    let joins = |since: Day| {
        move |earlier: &&Stay| earlier.cut && earlier.ended_on() == Some(since) && earlier.registered_on < since
    };
    while let Some(earlier) = stays.iter().find(joins(since)) {
        since = earlier.registered_on;
    }
    since
}

/// The card that cannot stay beside the other, and why it ends: the kept person's own stays, unless it can no
/// longer be endorsed and the other can.
pub fn surplus_card<'a>(
    kept: &'a [HeldCard],
    duplicate: &'a [HeldCard],
    book: &RuleBook,
    on: Day,
) -> Option<(&'a HeldCard, EndReason)> {
    fn not_ended(cards: &[HeldCard]) -> Option<&HeldCard> {
        cards.iter().find(|held| held.card.kind == PermitKind::Residence && held.card.ended.is_none())
    }
    let (own, other) = (not_ended(kept)?, not_ended(duplicate)?);
    let is_live = |held: &HeldCard| state(&held.card, book, on).is_some_and(|state| state.status.is_live());
    Some(match (is_live(own), is_live(other)) {
        (false, true) => (own, EndReason::Expired),
        (true | false, false) => (other, EndReason::Expired),
        (true, true) => (other, EndReason::Error),
    })
}

/// The newest rows of the register when the merger was made: what is newer rests on it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Marks {
    pub registration: i64,
    pub application: i64,
    pub permit: i64,
    pub endorsement: i64,
    /// The journal's entry of the merger itself.
    pub journal: i64,
}

/// The key of a stay, and the end it had: the day and why.
pub type FormerEnd = (i64, Option<(Day, String)>);

/// The keys of everything that a merger moved or ended.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Moved {
    pub registrations: Vec<i64>,
    pub applications: Vec<i64>,
    pub permits: Vec<i64>,
    /// Applications that were open.
    pub withdrawn: Vec<i64>,
    /// Cards that had not ended.
    pub ended: Vec<i64>,
    /// Stays that end elsewhere now, with the end they had.
    pub cut: Vec<FormerEnd>,
    pub marks: Marks,
}

impl Moved {
    pub fn to_json(&self) -> String {
        let keys = |keys: &[i64]| keys.iter().map(i64::to_string).collect::<Vec<_>>().join(",");
        let cut = |(id, old): &FormerEnd| match old {
            Some((day, reason)) => format!("[{id},\"{day}\",\"{reason}\"]"),
            None => format!("[{id},null,null]"),
        };
        let cuts: Vec<String> = self.cut.iter().map(cut).collect();
        let mut out = String::from("{");
        for (name, keys) in [
            ("registrations", keys(&self.registrations)),
            ("applications", keys(&self.applications)),
            ("permits", keys(&self.permits)),
            ("withdrawn", keys(&self.withdrawn)),
            ("ended", keys(&self.ended)),
            ("cut", cuts.join(",")),
        ] {
            // Writing to a text does not fail.
            let _ = write!(out, "\"{name}\":[{keys}],");
        }
        let Marks { registration, application, permit, endorsement, journal } = self.marks;
        let _ = write!(out, "\"marks\":[{registration},{application},{permit},{endorsement},{journal}]}}");
        out
    }

    /// Reads what [`Moved::to_json`] wrote; `None` for anything else.
    pub fn parse(text: &str) -> Option<Moved> {
        let [registration, application, permit, endorsement, journal] = keys(text, "marks")?.try_into().ok()?;
        Some(Moved {
            registrations: keys(text, "registrations")?,
            applications: keys(text, "applications")?,
            permits: keys(text, "permits")?,
            withdrawn: keys(text, "withdrawn")?,
            ended: keys(text, "ended")?,
            cut: read_cuts(text)?,
            marks: Marks { registration, application, permit, endorsement, journal },
        })
    }
}

/// The text between the brackets behind a name, up to `close`.
fn behind<'a>(text: &'a str, name: &str, close: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(&format!("\"{name}\":["))?;
    rest.split_once(close).map(|(inner, _)| inner)
}

fn keys(text: &str, name: &str) -> Option<Vec<i64>> {
    let inner = behind(text, name, "]")?;
    inner.split(',').filter(|part| !part.is_empty()).map(|part| part.parse().ok()).collect()
}

fn read_cuts(text: &str) -> Option<Vec<FormerEnd>> {
    let inner = behind(text, "cut", "],\"marks\"")?;
    let entries = inner.split("],").map(|entry| entry.trim_matches(['[', ']'])).filter(|entry| !entry.is_empty());
    entries
        .map(|entry| {
            let mut parts = entry.split(',').map(|part| part.trim_matches('"'));
            let (id, day, reason) = (parts.next()?.parse().ok()?, parts.next()?, parts.next()?);
            let old = if day == "null" { None } else { Some((Day::parse_iso(day)?, reason.to_owned())) };
            Some((id, old))
        })
        .collect()
}
