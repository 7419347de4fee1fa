//! How long a person has lived here on a day: since when it is counted, and what the count stands on.
//!
//! It is the person's, counted while registered; 暂住证 time that leads up to the registration counts, a
//! suspended card makes it stand still, a late endorsement begins it anew (RULES 3; S 10(3), N 二(七)).

use super::calendar::Day;
use super::dossier::Dossier;
use super::permit::{self, Card, PermitKind, Status};
use super::rulebook::RuleBook;

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
        temporary_from: None,
        anew_from: None,
    };
}

impl Dossier {
    /// How long the person has lived here without a gap (RULES 3; S 10(3), N 二(七)).
    pub fn residence(&self, book: &RuleBook, on: Day) -> ResidenceCount {
        let Some(stay) = self.active_stay(on) else { return ResidenceCount::NONE };
        let start = self.with_temporary_time(stay.registered_on, book);
        let (mut anew_from, mut still_since) = (None, None);
        for held in self.cards.iter().filter(|held| held.card.kind == PermitKind::Residence) {
            let by_day = held.card.endorsements.iter().copied().filter(|day| *day <= on).collect();
            let known = Card { endorsements: by_day, ..held.card.clone() };
            let restored = permit::terms(&known, book).into_iter().filter(|term| term.restored);
            anew_from = anew_from.max(restored.map(|term| term.from_on).max());
            let suspended = permit::state(&known, book, on).filter(|state| state.status == Status::Suspended);
            still_since = suspended.and_then(|state| state.lapsed_on).or(still_since);
        }
        let anew_from = anew_from.filter(|anew| *anew > start);
        let since = anew_from.unwrap_or(start);
        let counted_until = still_since.map_or(on, |still: Day| still.plus_days(-1)).min(on);
        ResidenceCount {
            since: Some(since),
            days: (counted_until.days_since(since) + 1).max(0),
            full_years: since.full_years_to(counted_until),
            still_since,
            temporary_from: (start < stay.registered_on && anew_from.is_none()).then_some(start),
            anew_from,
        }
    }

    /// The registration day, or the first day of 暂住证 time that leads up to it without a gap.
    fn with_temporary_time(&self, registered_on: Day, book: &RuleBook) -> Day {
        let gap = i32::from(book.settings.gap_allowed);
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
}
