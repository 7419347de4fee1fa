//! One person's dated facts, and what they mean on a day: the one place that decides it.
//!
//! `show`, `why` and every hint ask [`Dossier`]; nothing else derives a registration, a card or a
//! residence count. Facts after the day asked are looked past, so that a past day's answer stays the
//! same whatever happens later.

use super::application::ApplicationState;
use super::calendar::Day;
use super::eligibility::{self, Duty, Entitled, NotEntitled, Standing};
use super::lived;
use super::merger;
use super::permit::{self, Card, EndReason, PermitKind, Status};
use super::regime::Exempt;
use super::registration::{Home, Person};
use super::rulebook::RuleBook;
use super::text;
use super::unit::{UnitId, UnitTree};

/// Where a person lived in a stay, from a day on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Residence {
    pub from_on: Day,
    /// The day on which the move was told and recorded, by the clock; `None` where that is not known.
    pub told_on: Option<Day>,
    pub home: Home,
}

/// One registration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stay {
    /// The database's key.
    pub id: i64,
    pub counter: UnitId,
    /// In order; the first from the day of registration.
    pub homes: Vec<Residence>,
    pub exempt: Option<Exempt>,
    pub arrived_on: Option<Day>,
    pub registered_on: Day,
    /// The first day not counted, and why.
    pub ended: Option<(Day, String)>,
    /// What was told of the person up to its end, where a later stay told otherwise.
    pub told: Option<Told>,
    /// A merger ended it here, because another record of the person goes on from that day: nobody left.
    pub cut: bool,
}

/// What a person may tell anew when coming back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    pub hukou: String,
    pub hukou_county: Option<String>,
    pub phone: Option<String>,
}

impl Stay {
    pub fn is_active_on(&self, on: Day) -> bool {
        self.registered_on <= on && self.ended_on().is_none_or(|ended| on < ended)
    }

    pub fn ended_on(&self) -> Option<Day> {
        self.ended.as_ref().map(|(day, _)| *day)
    }

    /// The home on a day: the last one moved into by then; after the stay that of its last day.
    pub fn home_on(&self, on: Day) -> &Home {
        let on = self.ended_on().map_or(on, |ended_on| on.min(ended_on.plus_days(-1)));
        let found = self.homes.iter().rev().find(|home| home.from_on <= on);
        &found.unwrap_or(&self.homes[0]).home
    }

    /// The first day of the homes, up to a day, in which a stay of under a month was no longer intended.
    fn stays_on_since(&self, on: Day) -> Day {
        let by_day = self.homes.iter().rev().filter(|home| home.from_on <= on);
        let long = by_day.take_while(|home| !eligibility::is_short(home.home.stay.as_deref()));
        long.last().map_or(self.registered_on, |home| home.from_on)
    }

    /// The last day on which something happened in the stay.
    pub fn last_move_on(&self) -> Day {
        self.homes.last().map_or(self.registered_on, |home| home.from_on)
    }

    /// The same without what became of the unit: where that was split and the home went to one of its
    /// parts, nobody moved.
    pub fn last_own_move_on(&self, tree: &UnitTree) -> Day {
        lived::lived(self, tree).last().map_or(self.registered_on, |home| home.told.from_on)
    }
}

/// A card with what names and places it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldCard {
    /// The database's key.
    pub id: i64,
    pub number: String,
    pub card: Card,
    pub issuing_county: String,
    pub counter: UnitId,
    pub collected_on: Option<Day>,
    pub replaces: Option<String>,
    pub replaced_by: Option<String>,
    /// The day of the merger that ended it, because the person had another card.
    pub gave_way: Option<Day>,
}

/// An application as recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Application {
    pub id: i64,
    pub applied_on: Day,
    pub accepted_on: Option<Day>,
    /// The limit as it was at acceptance.
    pub due_on: Option<Day>,
    /// The one extension of the limit.
    pub extended: Option<Extension>,
    /// The day it was decided or withdrawn.
    pub closed_on: Option<Day>,
    pub state: ApplicationState,
    /// Why it was withdrawn or refused, as recorded.
    pub because: Option<String>,
    /// On which article a refusal rests.
    pub article: Option<String>,
}

/// A limit that was put off: to which day, and when that was decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Extension {
    pub to: Day,
    pub on: Day,
}

impl Application {
    /// The last day for the card, as far as was known at the end of a day.
    pub fn due_by(&self, on: Day) -> Option<Day> {
        self.extended.filter(|extension| extension.on <= on).map(|extension| extension.to).or(self.due_on)
    }

    /// The same as far as is known now.
    pub fn limit(&self) -> Option<Day> {
        self.extended.map(|extension| extension.to).or(self.due_on)
    }
}

/// Everything dated about one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dossier {
    /// The database's key, of which the code is made.
    pub migrant: i64,
    pub person: Person,
    /// By the day they ended, the active one last.
    pub stays: Vec<Stay>,
    /// By day of issue.
    pub cards: Vec<HeldCard>,
    pub applications: Vec<Application>,
}

/// How long somebody has lived here, on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ResidenceCount {
    pub since: Option<Day>,
    /// The first day counts; stands still while the card is suspended.
    pub days: i64,
    /// Anniversaries of `since` reached by the day, or by the day the count stands still on.
    pub full_years: i16,
    /// The first day not counted any more, while a card is suspended.
    pub still_since: Option<Day>,
    /// Days not counted, since a card was suspended until it ended (S 10(3)).
    pub skipped: i64,
    /// The first day of the 暂住证 time that counts.
    pub temporary_from: Option<Day>,
    /// The last late endorsement, where the count began anew with it.
    pub anew_from: Option<Day>,
}

impl ResidenceCount {
    const NONE: ResidenceCount = ResidenceCount {
        since: None,
        days: 0,
        full_years: 0,
        still_since: None,
        skipped: 0,
        temporary_from: None,
        anew_from: None,
    };
}

impl Dossier {
    /// The stay active at the end of the day.
    pub fn active_stay(&self, on: Day) -> Option<&Stay> {
        self.stays.iter().find(|stay| stay.is_active_on(on))
    }

    /// What is known of the person as of a stay.
    pub fn told_in(&self, stay: &Stay) -> Told {
        stay.told.clone().unwrap_or_else(|| Told {
            hukou: String::from(&self.person.hukou),
            hukou_county: text::owned(self.person.hukou_county.as_ref()),
            phone: text::owned(self.person.phone.as_ref()),
        })
    }

    /// The stay active at the end of the day, else the latest that began by then.
    pub fn stay_shown(&self, on: Day) -> Option<&Stay> {
        self.active_stay(on).or_else(|| self.stays.iter().rfind(|stay| stay.registered_on <= on))
    }

    /// The card live on the day, else the latest issued by then, one that has only expired before one that was
    /// ended, as the rates count it; a 居住证 before a 暂住证.
    pub fn card_shown(&self, book: &RuleBook, on: Day) -> Option<&HeldCard> {
        let issued = || self.cards.iter().filter(|held| held.card.issued_on <= on);
        let of = |kind: PermitKind| issued().filter(move |held| held.card.kind == kind);
        let live = of(PermitKind::Residence).find(|held| permit::is_live(&held.card, book, on));
        live.or_else(|| of(PermitKind::Residence).rfind(|held| has_not_ended(&held.card, book, on)))
            .or_else(|| of(PermitKind::Residence).next_back())
            .or_else(|| of(PermitKind::Temporary).next_back())
    }

    pub(super) fn standing(&self, stay: &Stay, book: &RuleBook, on: Day) -> Standing {
        Standing {
            kind: self.person.id.kind,
            birth_on: self.person.birth_on,
            registered_on: merger::lived_since(&self.stays, stay),
            stays_on_since: stay.stays_on_since(on),
            arrived_on: stay.arrived_on,
            stay: text::owned(stay.home_on(on).stay.as_ref()),
            exempt: stay.exempt,
            own_city: self.told_in(stay).hukou_county.is_some_and(|county| book.city.is_own(&county)),
        }
    }

    /// What decisions about the person rest on, while registered.
    pub fn standing_on(&self, book: &RuleBook, on: Day) -> Option<Standing> {
        self.active_stay(on).map(|stay| self.standing(stay, book, on))
    }

    /// Whether the person is entitled to a permit on the day.
    pub fn entitled(&self, book: &RuleBook, on: Day) -> Entitled {
        match self.active_stay(on) {
            Some(stay) => eligibility::entitled(&self.standing(stay, book, on), book, on),
            None => Entitled { since: None, reasons: vec![NotEntitled::NotRegistered] },
        }
    }

    /// Whether the person must apply, and by when.
    pub fn duty(&self, book: &RuleBook, on: Day) -> Duty {
        match self.active_stay(on) {
            Some(stay) => eligibility::duty(&self.standing(stay, book, on), book, on, self.holds_card(book, on)),
            None => Duty { liable: false, apply_by: None },
        }
    }

    /// Whether a 居住证 that has not ended, or a running 暂住证, is held.
    pub fn holds_card(&self, book: &RuleBook, on: Day) -> bool {
        self.cards.iter().any(|held| has_not_ended(&held.card, book, on))
    }

    /// Whether a 居住证 that can still be endorsed is held: no new one can be applied for.
    pub fn has_live_permit(&self, book: &RuleBook, on: Day) -> bool {
        let residence = self.cards.iter().filter(|held| held.card.kind == PermitKind::Residence);
        residence.into_iter().any(|held| permit::is_live(&held.card, book, on))
    }

    /// How long the person has lived here without a gap (RULES 3; S 10(3), N 二(七)).
    pub fn residence(&self, book: &RuleBook, on: Day) -> ResidenceCount {
        let Some(stay) = self.active_stay(on) else { return ResidenceCount::NONE };
        let lived_since = merger::lived_since(&self.stays, stay);
        let start = self.with_temporary_time(lived_since, book, on);
        let cards = || self.cards.iter().filter(|held| held.card.kind == PermitKind::Residence);
        let (mut anew_from, mut still_since) = (None, None);
        for held in cards() {
            let known = held.card.known_on(on);
            let restored = permit::terms(&known, book).into_iter().filter(|term| term.restored);
            anew_from = anew_from.max(restored.map(|term| term.from_on).max());
            let suspended = permit::state(&known, book, on).filter(|state| state.status == Status::Suspended);
            still_since = suspended.and_then(|state| state.lapsed_on).or(still_since);
        }
        // Of two records made one, the card in force counts.
        let in_force = |held: &HeldCard| permit::state(&held.card, book, on).is_some_and(|s| s.status.is_in_force());
        let still_since = still_since.filter(|_| !cards().any(in_force));
        let anew_from = anew_from.filter(|anew| *anew > start);
        let since = anew_from.unwrap_or(start);
        let counted_until = still_since.map_or(on, |still: Day| still.plus_days(-1)).min(on);
        let skipped = cards()
            .filter_map(|held| suspended_until_its_end(held, book, on))
            .map(|(from, until)| until.min(counted_until.plus_days(1)).days_since(from.max(since)).max(0));
        let skipped: i64 = skipped.sum();
        ResidenceCount {
            since: Some(since),
            days: (counted_until.days_since(since) + 1 - skipped).max(0),
            full_years: since.full_years_to(counted_until.plus_days(i32::try_from(-skipped).unwrap_or(0))),
            still_since,
            skipped,
            temporary_from: (start < lived_since && anew_from.is_none()).then_some(start),
            anew_from,
        }
    }

    /// The registration day, or the first day of 暂住证 time that leads up to it without a gap.
    fn with_temporary_time(&self, registered_on: Day, book: &RuleBook, on: Day) -> Day {
        let gap = i32::from(book.settings_on(on).gap_allowed);
        let mut since = registered_on;
        for held in self.cards.iter().rev().filter(|held| held.card.kind == PermitKind::Temporary) {
            let last_term = permit::terms(&held.card, book).last().map(|term| term.until_on);
            let ended_on = held.card.ended.map(|(day, _)| day);
            let until_on = [last_term, ended_on].into_iter().flatten().min();
            if held.card.issued_on < since && until_on.is_some_and(|until| until.plus_days(gap) >= since) {
                since = held.card.issued_on;
            }
        }
        since
    }

    /// The dossier as it was known at the end of a day: everything later is left out.
    #[must_use]
    pub fn as_of(&self, on: Day) -> Dossier {
        let mut known = self.clone();
        known.stays.retain(|stay| stay.registered_on <= on);
        for stay in &mut known.stays {
            stay.homes.retain(|home| home.from_on <= on);
            stay.ended = stay.ended.take().filter(|(day, _)| *day <= on);
        }
        known.cards.retain(|held| held.card.issued_on <= on);
        let numbers: Vec<String> = known.cards.iter().map(|held| held.number.clone()).collect();
        for held in &mut known.cards {
            held.card.endorsements.retain(|day| *day <= on);
            held.card.ended = held.card.ended.filter(|(day, _)| *day <= on);
            held.collected_on = held.collected_on.filter(|day| *day <= on);
            held.replaced_by = held.replaced_by.take().filter(|number| numbers.contains(number));
        }
        known.applications.retain(|application| application.applied_on <= on);
        for application in &mut known.applications {
            application.extended = application.extended.filter(|extension| extension.on <= on);
            if application.closed_on.is_some_and(|closed_on| closed_on > on) {
                application.closed_on = None;
                let accepted = application.accepted_on.is_some();
                application.state = if accepted { ApplicationState::Open } else { ApplicationState::Incomplete };
            }
        }
        known
    }

    /// The application that waited for its card at the end of a day.
    pub fn application_open_on(&self, on: Day) -> Option<&Application> {
        self.applications.iter().find(|application| {
            application.accepted_on.is_some_and(|accepted| accepted <= on)
                && application.closed_on.is_none_or(|closed| on < closed)
        })
    }

    /// The card that this one was made in place of.
    pub fn replaced(&self, held: &HeldCard) -> Option<&HeldCard> {
        let old = held.replaces.as_ref()?;
        self.cards.iter().find(|card| card.number == *old && card.id != held.id)
    }

    /// Whether the card was made in place of a lost one (补领), not of one handed back (换领).
    pub fn replaced_lost(&self, held: &HeldCard) -> bool {
        let ended = self.replaced(held).and_then(|old| old.card.ended);
        ended.is_some_and(|(_, reason)| reason == EndReason::Lost)
    }

    /// The application that waits for its card.
    pub fn open_application(&self) -> Option<&Application> {
        self.applications.iter().find(|application| application.state == ApplicationState::Open)
    }

    /// The county of the residence unit on a day: where a card is issued.
    pub fn county_on<'a>(&self, tree: &'a UnitTree, on: Day) -> Option<&'a str> {
        let stay = self.active_stay(on)?;
        tree.answering_district(stay.home_on(on).unit, on).map(|district| district.code.as_str())
    }
}

/// From when a card was suspended to the day it ended, where it was when it ended. A replacement goes on as the
/// old card was, and a card that was an error never was one.
pub(super) fn suspended_until_its_end(held: &HeldCard, book: &RuleBook, on: Day) -> Option<(Day, Day)> {
    let (ended_on, reason) = held.card.ended.filter(|(day, _)| *day <= on)?;
    if held.replaced_by.is_some() || reason == EndReason::Error {
        return None;
    }
    let before = permit::state(&held.card, book, ended_on.plus_days(-1))?;
    (before.status == Status::Suspended).then_some((before.lapsed_on?, ended_on))
}

/// Whether a card was issued by the day and has not ended; it may have expired.
fn has_not_ended(card: &Card, book: &RuleBook, on: Day) -> bool {
    permit::state(card, book, on).is_some_and(|state| !matches!(state.status, Status::Ended(_)))
}

/// The code that people see for a migrant: `M000001`.
pub fn migrant_code(id: i64) -> String {
    format!("M{id:06}")
}

/// The key behind a migrant code, upper or lower case.
pub fn read_migrant_code(text: &str) -> Option<i64> {
    read_code(text, ['M', 'm'])
}

/// The code that people see for an application: `A000001`.
pub fn application_code(id: i64) -> String {
    format!("A{id:06}")
}

/// The key behind an application code, upper or lower case.
pub fn read_application_code(text: &str) -> Option<i64> {
    read_code(text, ['A', 'a'])
}

fn read_code(text: &str, letters: [char; 2]) -> Option<i64> {
    let digits = text.trim().strip_prefix(letters)?;
    if digits.is_empty() || digits.len() > 12 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    digits.parse().ok()
}
