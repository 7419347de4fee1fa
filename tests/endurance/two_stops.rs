//! Two stops of one import in a row, by `kill -9` and by Ctrl-C, the second before and behind the place where the
//! first one fell: nothing that landed is lost or comes twice, and the third run ends it.

use std::process::{Child, Command};
use std::time::Duration;

use super::kills::{End, finish};
use super::support::{Place, alone, ended_before, import_words, json, rosters};

/// How a run is stopped.
#[derive(Debug, Clone, Copy)]
enum Stop {
    Kill,
    Interrupt,
}

/// Two stops, and when each comes, in hundredths of a whole run.
const STOPS: [[(Stop, u32); 2]; 8] = [
    [(Stop::Kill, 70), (Stop::Kill, 30)],
    [(Stop::Kill, 40), (Stop::Kill, 80)],
    [(Stop::Kill, 60), (Stop::Interrupt, 20)],
    [(Stop::Interrupt, 60), (Stop::Kill, 20)],
    [(Stop::Interrupt, 40), (Stop::Interrupt, 85)],
    [(Stop::Interrupt, 85), (Stop::Kill, 85)],
    [(Stop::Kill, 95), (Stop::Kill, 95)],
    [(Stop::Kill, 5), (Stop::Kill, 50)],
];

fn stop(child: &mut Child, how: Stop) {
    match how {
        Stop::Kill => child.kill().expect("a kill"),
        Stop::Interrupt => {
            let sent = Command::new("kill").args(["-INT", &child.id().to_string()]).status().expect("kill");
            assert!(sent.success());
        }
    }
    child.wait().expect("its end");
}

/// Whether the run was still at work when it was stopped.
fn stopped(place: &Place, file: &str, how: Stop, moment: Duration) -> bool {
    let mut child = place.start(&import_words(file));
    if ended_before(&mut child, moment) {
        return false;
    }
    stop(&mut child, how);
    true
}

/// The batches of a file, by their states.
fn states(place: &Place, file: &str) -> Vec<String> {
    let list = json(&place.done(&["roster", "list", "--format", "json"]));
    let batches = list["batches"].as_array().expect("a list").iter().filter(|batch| batch["file"] == file);
    batches.map(|batch| batch["state"].as_str().expect("a state").to_owned()).collect()
}

/// Stops an import twice and ends it; how many of the second stops still found it at work.
fn twice(file: &str, prepare: impl Fn() -> Place) -> usize {
    let place = prepare();
    let before = place.counts();
    let began = std::time::Instant::now();
    let answer = place.import(file);
    let whole = began.elapsed();
    let end = End::of(&place, &answer);
    let mut caught = 0;
    for stops in STOPS {
        let place = prepare();
        let mut landed = before;
        let mut at_work = true;
        for (how, part) in stops {
            at_work = stopped(&place, file, how, whole * part / 100);
            let now = place.counts();
            for kind in 0..3 {
                assert!((landed[kind]..=end.counts[kind]).contains(&now[kind]), "{stops:?}: {now:?} after {landed:?}");
            }
            landed = now;
            let states = states(&place, file);
            assert!(states.len() <= 1, "{stops:?}: one batch, however often it was taken up: {states:?}");
            if !at_work {
                break;
            }
        }
        caught += usize::from(at_work);
        finish(&place, file, before[3], &end, &format!("{stops:?}"));
        assert_eq!(states(&place, file), ["complete"], "{stops:?}");
    }
    println!("{file}: {caught} of {} imports of {} ms stopped twice", STOPS.len(), whole.as_millis());
    caught
}

#[test]
fn two_stops_of_an_import_into_a_register_in_use_lose_nothing() {
    let _turn = alone();
    let (small, large) = (rosters(400, 7), rosters(20_000, 5));
    let caught = twice("people.csv", || {
        let place = Place::new();
        place.bring(&small.path().join("people.csv"), "small.csv");
        place.import("small.csv");
        place.bring(&large.path().join("people.csv"), "people.csv");
        place
    });
    assert!(caught >= 4, "only {caught} were at work at both stops");
}

#[test]
fn two_stops_of_an_import_of_permits_lose_nothing() {
    let _turn = alone();
    let large = rosters(20_000, 5);
    let caught = twice("permits.csv", || {
        let place = Place::new();
        place.bring(&large.path().join("people.csv"), "people.csv");
        place.import("people.csv");
        place.bring(&large.path().join("permits.csv"), "permits.csv");
        place
    });
    assert!(caught >= 4, "only {caught} were at work at both stops");
}

#[test]
fn two_stops_of_an_import_into_an_empty_register_leave_it_empty() {
    let _turn = alone();
    let large = rosters(20_000, 5);
    let caught = twice("people.csv", || {
        let place = Place::new();
        place.bring(&large.path().join("people.csv"), "people.csv");
        place
    });
    assert!(caught >= 3, "only {caught} were at work at both stops");
}
