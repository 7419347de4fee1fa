//! Sixteen counters at once: no errors, no act lost, and nobody waits long.

use std::time::{Duration, Instant};

use super::support::{Place, add, alone, big, import_words, json, number, rosters};

const COUNTERS: usize = 16;
const ACTS: usize = 20;

/// Every counter registers its people; the longest single act.
fn all_register(place: &Place, birth: &str) -> Duration {
    let counter = |counter: usize| {
        let mut longest = Duration::ZERO;
        for act in 0..ACTS {
            let began = Instant::now();
            let output = add(place, &number(birth, counter * ACTS + act));
            longest = longest.max(began.elapsed());
            assert_eq!(output.status.code(), Some(0), "counter {counter}, act {act}: {output:?}");
        }
        longest
    };
    std::thread::scope(|scope| {
        let counter = &counter;
        let all: Vec<_> = (0..COUNTERS).map(|number| scope.spawn(move || counter(number))).collect();
        all.into_iter().map(|one| one.join().expect("a counter")).max().expect("counters")
    })
}

fn acts() -> i64 {
    i64::try_from(COUNTERS * ACTS).expect("a number of acts")
}

#[test]
fn sixteen_counters_lose_no_act() {
    let _turn = alone();
    let place = Place::new();
    let before = place.counts();
    let longest = all_register(&place, "19880102");
    println!("counters alone: the longest act took {} ms", longest.as_millis());
    let [people, registrations, permits, journal] = before;
    assert_eq!(place.counts(), [people + acts(), registrations + acts(), permits, journal + acts()]);
    assert!(longest < Duration::from_secs(5), "{longest:?}");
}

#[test]
fn sixteen_counters_go_on_while_a_roster_comes_in() {
    let _turn = alone();
    let (place, small) = (Place::new(), rosters(400, 7));
    place.bring(&small.path().join("people.csv"), "small.csv");
    place.import("small.csv");
    place.bring(&big().join("people.csv"), "people.csv");
    let before = place.counts();
    let import = place.command(&import_words("people.csv")).stdout(std::process::Stdio::piped()).spawn();
    let import = import.expect("the import starts");
    // People of a day on which nobody of the roster was born.
    let longest = all_register(&place, "20160229");
    let output = import.wait_with_output().expect("the import's end");
    assert_eq!(output.status.code(), Some(3), "{output:?}");
    println!("counters beside an import: the longest act took {} ms", longest.as_millis());
    let accepted = json(&output)["accepted"].as_i64().expect("a count");
    let [people, registrations, permits, journal] = before;
    let more = accepted + acts();
    assert_eq!(place.counts(), [people + more, registrations + more, permits, journal + acts() + 1]);
    assert!(longest < Duration::from_secs(5), "{longest:?}");
}
