//! A card's status changes only on days that the rules name: its own, the first of a window, the first bad
//! one, an endorsement, the end.

use proptest::prelude::*;

use super::{book, day};
use crate::domain::calendar::Day;
use crate::domain::endorsement::endorse;
use crate::domain::permit::{Card, EndReason, PermitKind, state, terms};

/// Days that the walk goes beyond the last act.
const BEYOND: i32 = 900;

fn card(issued_on: Day, tries: &[i32], ended_after: Option<i32>) -> Card {
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
    for days in tries {
        on = on.plus_days(*days);
        if endorse(&card, &book, on).is_ok() {
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
        tries in proptest::collection::vec(1i32..420, 0..7),
        ended_after in proptest::option::of(0i32..400),
    ) {
        let book = book();
        let issued_on = day("2012-03-05").plus_days(issued_after);
        let card = card(issued_on, &tries, ended_after);
        let terms = terms(&card, &book);
        let mut named: Vec<Day> = terms.iter().flat_map(|term| [term.from_on, term.opens_on, term.until_on]).collect();
        named.extend(&card.endorsements);
        named.extend(card.ended.map(|(on, _)| on));
        // What an endorsement cut short: the window that was open when it came.
        for known in 0..card.endorsements.len() {
            let before = Card { endorsements: card.endorsements[..known].to_vec(), ..card.clone() };
            named.extend(terms_of(&before).last().map(|term| term.opens_on));
        }
        // The first day of state-2016 opens the month-long windows that its rules bring.
        named.push(day("2016-01-01"));
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

fn terms_of(card: &Card) -> Vec<crate::domain::permit::Term> {
    terms(card, &book())
}
