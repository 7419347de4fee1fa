//! A card's status changes only on days that the rules name: its own, the first of a window, the first bad
//! one, an endorsement, the end.

use proptest::prelude::*;

use super::acts::held;
use super::{book, day};
use crate::domain::calendar::Day;
use crate::domain::dossier::HeldCard;
use crate::domain::endorsement::endorse;
use crate::domain::permit::{Card, EndReason, PermitKind, state, terms};
use crate::domain::replacement::replacement;

/// Days that the walk goes beyond the last act.
const BEYOND: i32 = 900;

/// A card through these tries of endorsing it, replaced after some of them where that is possible.
fn card(issued_on: Day, tries: &[(i32, bool)], ended_after: Option<i32>) -> Card {
    let book = book();
    let rules = book.on(issued_on);
    let mut card = Card {
        kind: PermitKind::Residence,
        regime: rules.regime,
        issued_on,
        base_on: issued_on,
        printed_until: rules.validity_months.map(|months| issued_on.plus_months(i32::from(months)).plus_days(-1)),
        endorsements: Vec::new(),
        ended: None,
    };
    let mut on = issued_on;
    for (days, replaced) in tries {
        on = on.plus_days(*days);
        if *replaced {
            let held = HeldCard { card: card.clone(), ..held("2012-03-05") };
            card = replacement(&held, &book, on).unwrap_or(card);
        } else if endorse(&card, &book, on).is_ok() {
            card.endorsements.push(on);
        }
    }
    card.ended = ended_after.map(|days| (on.plus_days(days), EndReason::Ineligible));
    card
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_status_changes_only_on_a_day_that_the_rules_name(
        issued_after in 0i32..2600,
        tries in proptest::collection::vec((1i32..420, prop::bool::weighted(0.2)), 0..7),
        ended_after in proptest::option::of(0i32..400),
    ) {
        let book = book();
        let card = card(day("2012-03-05").plus_days(issued_after), &tries, ended_after);
        let issued_on = card.issued_on;
        let terms = terms(&card, &book);
        let named = named(&card);
        prop_assert_eq!(state(&card, &book, issued_on.plus_days(-1)), None);
        let last = card.ended.map_or(issued_on, |(on, _)| on).max(*card.endorsements.last().unwrap_or(&issued_on));
        let (mut on, mut before) = (issued_on, state(&card, &book, issued_on).unwrap());
        while on < last.plus_days(BEYOND) {
            on = on.plus_days(1);
            let now = state(&card, &book, on).unwrap();
            prop_assert!(now.status == before.status || named.contains(&on), "{card:?}: {before:?} {now:?} on {on}");
            prop_assert!(now.since <= on && (now.status == before.status || now.since == on), "{card:?}: {now:?} on {on}");
            // What a report asks of the stored terms is what the card says of itself.
            let stored = terms.iter().any(|term| term.from_on <= on && on < term.until_on);
            let not_ended = card.ended.is_none_or(|(ended_on, _)| on < ended_on);
            prop_assert_eq!(stored && not_ended, now.status.is_in_force(), "{:?} on {}", &card, on);
            before = now;
        }
    }
}

/// The days that RULES 3 names for a card, reckoned apart from its terms: its own, those of endorsements and of the
/// end, the days on which years end and their windows open, and the first day of state-2016.
fn named(card: &Card) -> Vec<Day> {
    let printed = card.printed_until.map(|last| last.plus_days(1));
    let counted_from = [card.base_on].into_iter().chain(printed).chain(card.endorsements.iter().copied());
    let years = counted_from.flat_map(|from| (0..14).map(move |year| from.plus_months(12 * year)));
    let windows = years.flat_map(|end| [end, end.plus_months(-1), end.plus_days(-30)]);
    let ended = card.ended.map(|(on, _)| on);
    windows.chain(card.endorsements.iter().copied()).chain(ended).chain([card.issued_on, day("2016-01-01")]).collect()
}
