//! Two records of one person made one: what becomes of their stays and cards, and what came over.
//!
//! No day counts twice and no counted day is lost: of two stays that overlap the one registered later is
//! ended on its own first day, unless it outlasts the earlier one, which then ends where it begins. Of two
//! cards the kept person's own stays. Everything that is moved or ended is written down ([`Moved`]), so that
//! it can be put back exactly.

use std::fmt::Write;

use super::calendar::Day;
use super::dossier::{HeldCard, Stay};
use super::name_key::name_key;
use super::permit::{self, EndReason, PermitKind, state};
use super::registration::Person;
use super::roster::Field;
use super::rulebook::RuleBook;
use super::stay_end::LeaveReason;

/// A merger that bars a correction of what it ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    pub kept: String,
    pub duplicate: String,
    /// The first act that rests on it: with one the two records cannot be parted.
    pub later: Option<(Day, String)>,
}

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
                // Of two that end on one day the death stays.
                let died = ended_on == stay.ended_on() && by_death(stay) && !by_death(earlier);
                if outlasts || died {
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

/// A death in the one record, and that the other goes on after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AfterDeath {
    pub death: Day,
    /// The other's stay that goes on: when it began, and when it ended, if it did.
    pub registered: Day,
    pub ended: Option<Day>,
}

/// Whether `other` is registered after the person died by the stays of `record`.
pub fn after_death(record: &[Stay], other: &[Stay]) -> Option<AfterDeath> {
    let death = record.iter().filter(|stay| by_death(stay)).filter_map(Stay::ended_on).min()?;
    let mut counted = other.iter().filter(|stay| stay.ended_on() != Some(stay.registered_on));
    let late = counted.rfind(|stay| stay.ended_on().is_none_or(|ended_on| ended_on > death))?;
    Some(AfterDeath { death, registered: late.registered_on, ended: late.ended_on() })
}

fn by_death(stay: &Stay) -> bool {
    stay.ended.as_ref().is_some_and(|(_, reason)| LeaveReason::parse(reason) == Some(LeaveReason::Death))
}

/// In which of their lasting facts the people of two records differ: it may have been two people.
pub fn differences(one: &Person, other: &Person) -> Vec<Field> {
    let differs = [
        (Field::Name, name_key(&one.name) != name_key(&other.name)),
        (Field::Sex, one.sex.zip(other.sex).is_some_and(|(a, b)| a != b)),
        (Field::Birth, one.birth_on.zip(other.birth_on).is_some_and(|(a, b)| a != b)),
    ];
    differs.into_iter().filter_map(|(field, differs)| differs.then_some(field)).collect()
}

/// Since when the person has been registered without a gap: the first day of a stay, or of the one that a merger
/// cut where this one goes on, and so on.
pub fn lived_since(stays: &[Stay], stay: &Stay) -> Day {
    let cut = stays.iter().filter(|stay| stay.cut);
    let cut: Vec<(Day, Day)> = cut.filter_map(|stay| Some((stay.registered_on, stay.ended_on()?))).collect();
    joined_since(&cut, stay.registered_on)
}

/// The same of the stays that mergers cut, each from a day until another: since when a stay that begins on a day
/// goes on what was cut there.
pub fn joined_since<D: Copy + Ord>(cut: &[(D, D)], begins_on: D) -> D {
    let mut since = begins_on;
    while let Some((from, _)) = cut.iter().find(|(from, until)| *until == since && *from < since) {
        since = *from;
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
    let is_live = |held: &HeldCard| permit::is_live(&held.card, book, on);
    Some(match (is_live(own), is_live(other)) {
        (false, true) => (own, EndReason::Expired),
        (true | false, false) => (other, EndReason::Expired),
        (true, true) => (other, EndReason::Error),
    })
}

/// A card that a merger ends, or ends elsewhere than it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardCut<'a> {
    pub held: &'a HeldCard,
    pub ends_on: Day,
    pub reason: EndReason,
}

/// A 居住证 and the days on which it was live: from its issue until it ended or expired.
struct Span<'a> {
    held: &'a HeldCard,
    from: Day,
    until: Option<Day>,
}

impl<'a> Span<'a> {
    fn of(held: &'a HeldCard, book: &RuleBook, on: Day) -> Span<'a> {
        let from = held.card.issued_on;
        let ended_on = held.card.ended.map(|(day, _)| day);
        let last = state(&held.card, book, ended_on.map_or(on, |day| day.plus_days(-1)).max(from));
        let until = match last {
            Some(state) if state.status.is_live() => ended_on,
            Some(state) => state.lapsed_on.or(ended_on),
            None => ended_on,
        };
        Span { held, from, until }
    }

    fn overlaps(&self, other: &Span) -> bool {
        let before = |a: Option<Day>, b: Day| a.is_some_and(|a| a <= b);
        !before(self.until, other.from) && !before(other.until, self.from) && self.until != Some(self.from)
    }
}

/// What must be ended so that on no day two cards of both records are live. The card that stays keeps its days; of
/// others that overlap the one issued later ends on its own first day, unless it outlasts the earlier one, which
/// then ends where it begins. What gives way so was issued in error: the person had a card.
pub fn card_cuts<'a>(kept: &'a [HeldCard], duplicate: &'a [HeldCard], book: &RuleBook, on: Day) -> Vec<CardCut<'a>> {
    let surplus = surplus_card(kept, duplicate, book, on);
    let residence = |held: &&HeldCard| held.card.kind == PermitKind::Residence;
    let own = kept.iter().filter(residence).map(|held| (held, 0));
    let mut cards: Vec<(&HeldCard, i32)> =
        own.chain(duplicate.iter().filter(residence).map(|held| (held, 1))).collect();
    cards.sort_by_key(|(held, order)| (held.card.issued_on, *order, held.id));
    let spans: Vec<Span> = cards.into_iter().map(|(held, _)| Span::of(held, book, on)).collect();
    let is_surplus = |held: &HeldCard| surplus.is_some_and(|(other, _)| other.id == held.id);
    let (stays, others): (Vec<Span>, Vec<Span>) = spans
        .into_iter()
        .partition(|span| span.held.card.ended.is_none() && span.until.is_none() && !is_surplus(span.held));
    let mut found: Vec<CardCut> = Vec::new();
    let mut running: Option<Span> = None;
    for mut span in others {
        if let Some(staying) = stays.iter().find(|staying| staying.overlaps(&span)) {
            let ends_on = staying.from.max(span.from);
            put(&mut found, span.held, ends_on);
            span.until = Some(ends_on);
        }
        match running.take() {
            Some(earlier) if earlier.overlaps(&span) => {
                let outlasts = earlier.until.is_some_and(|until| span.until.is_none_or(|own| own > until));
                if outlasts {
                    put(&mut found, earlier.held, span.from);
                    running = Some(span);
                } else {
                    put(&mut found, span.held, span.from);
                    running = Some(earlier);
                }
            }
            Some(earlier) if span.until == Some(span.from) => running = Some(earlier),
            Some(_) | None => running = Some(span),
        }
    }
    if let Some((held, reason)) = surplus
        && !found.iter().any(|cut| cut.held.id == held.id)
    {
        found.push(CardCut { held, ends_on: on, reason });
    }
    found
}

fn put<'a>(found: &mut Vec<CardCut<'a>>, held: &'a HeldCard, ends_on: Day) {
    found.retain(|cut| cut.held.id != held.id);
    found.push(CardCut { held, ends_on, reason: EndReason::Error });
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

/// The key of a stay or a card, and the end it had: the day and why.
pub type FormerEnd = (i64, Option<(Day, String)>);

/// The keys of everything that a merger moved or ended.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Moved {
    pub registrations: Vec<i64>,
    pub applications: Vec<i64>,
    pub permits: Vec<i64>,
    /// Applications that were open.
    pub withdrawn: Vec<i64>,
    /// Cards that end elsewhere now, with the end they had.
    pub ended: Vec<FormerEnd>,
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
        let ends = |cuts: &[FormerEnd]| cuts.iter().map(cut).collect::<Vec<String>>().join(",");
        let mut out = String::from("{");
        for (name, keys) in [
            ("registrations", keys(&self.registrations)),
            ("applications", keys(&self.applications)),
            ("permits", keys(&self.permits)),
            ("withdrawn", keys(&self.withdrawn)),
            ("ended", ends(&self.ended)),
            ("cut", ends(&self.cut)),
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
            ended: read_ends(text, "ended", "],\"cut\"")?,
            cut: read_ends(text, "cut", "],\"marks\"")?,
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

fn read_ends(text: &str, name: &str, close: &str) -> Option<Vec<FormerEnd>> {
    let inner = behind(text, name, close)?;
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
