//! Ctrl-C during an import: a quick end, nothing half-done, and the same command again goes on.

use std::process::Command;
use std::time::{Duration, Instant};

use super::support::{Chance, Place, alone, big, ended_before, import_words, rosters};

const SEED: u64 = 2;

/// Interrupts an import at some moments; the longest time until it ended.
fn interrupt(file: &str, prepare: impl Fn() -> Place) {
    let place = prepare();
    let before = place.counts();
    let began = Instant::now();
    place.import(file);
    let (whole, after) = (began.elapsed(), place.counts());
    let mut chance = Chance(SEED);
    let (mut longest, mut caught) = (Duration::ZERO, 0);
    let mut place = prepare();
    for round in 0..12 {
        // Not within the first moments, when the process may not listen yet.
        let moment = Duration::from_millis(30) + whole * u32::try_from(chance.below(60)).expect("a part") / 100;
        let mut child = place.start(&import_words(file));
        let ended = ended_before(&mut child, moment);
        let asked = Instant::now();
        if !ended {
            let sent = Command::new("kill").args(["-INT", &child.id().to_string()]).status().expect("kill");
            assert!(sent.success());
        }
        let code = child.wait().expect("its end").code();
        longest = longest.max(asked.elapsed());
        assert!(matches!(code, Some(130 | 0 | 3)), "seed {SEED}, round {round}, {moment:?}: {code:?}");
        caught += usize::from(code == Some(130));
        let now = place.counts();
        let whole_or_none = now[1] == before[1] || now[1] == after[1];
        assert!(whole_or_none || before[1] > 0, "seed {SEED}, round {round}, {moment:?}: {now:?}");
        assert!((before[1]..=after[1]).contains(&now[1]), "seed {SEED}, round {round}, {moment:?}: {now:?}");
        assert!(now[3] == before[3] || now == after, "an entry means all of it: {now:?}");
        if now == after {
            place = prepare();
        }
    }
    place.import(file);
    assert_eq!(place.counts(), after);
    println!("{file}: {caught} interrupted, the longest took {} ms to end", longest.as_millis());
    assert!(longest < Duration::from_secs(3), "{longest:?}");
    assert!(caught >= 4, "only {caught} were still at work");
}

#[test]
fn an_interrupted_import_into_an_empty_register_leaves_it_empty() {
    let _turn = alone();
    interrupt("people.csv", || {
        let place = Place::new();
        place.bring(&big().join("people.csv"), "people.csv");
        place
    });
}

#[test]
fn an_interrupted_import_into_a_register_in_use_goes_on_later() {
    let _turn = alone();
    let small = rosters(400, 7);
    interrupt("people.csv", || {
        let place = Place::new();
        place.bring(&small.path().join("people.csv"), "small.csv");
        place.import("small.csv");
        place.bring(&big().join("people.csv"), "people.csv");
        place
    });
}
