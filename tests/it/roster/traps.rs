//! The traps of `fixtures/rosters` that are rows of a table: what lands, what is set aside and why, what is said.

use super::{assert_adds_up, counts, office, rejected};
use crate::support::{Counter, Told};

struct Trap {
    name: &'static str,
    /// What was taken in before.
    first: &'static [&'static str],
    /// Accepted, unchanged, rejected, warned.
    counts: [u64; 4],
    /// Line and first code of each row that is set aside.
    rejects: &'static [(&'static str, &'static str)],
    /// What standard error says besides the reasons.
    said: &'static [&'static str],
}

const NOTHING: Trap = Trap { name: "", first: &[], counts: [0; 4], rejects: &[], said: &[] };

const TRAPS: &[Trap] = &[
    Trap {
        name: "arrival-after-registration.csv",
        counts: [1, 0, 2, 0],
        rejects: &[("2", "J206"), ("3", "J207")],
        ..NOTHING
    },
    Trap { name: "bars.csv", counts: [3, 0, 0, 0], ..NOTHING },
    Trap {
        name: "blank-registration-days.csv",
        counts: [3, 0, 0, 0],
        said: &["day of the import", "2 rows"],
        ..NOTHING
    },
    Trap { name: "cells-as-typed.csv", counts: [5, 0, 0, 0], ..NOTHING },
    Trap { name: "column-without-heading.csv", counts: [1, 0, 0, 0], said: &["column G"], ..NOTHING },
    Trap { name: "days-of-other-systems.csv", counts: [6, 0, 0, 0], ..NOTHING },
    Trap {
        name: "days-that-are-none.csv",
        counts: [1, 0, 8, 0],
        rejects: &[
            ("2", "J412"),
            ("3", "J412"),
            ("4", "J412"),
            ("5", "J412"),
            ("6", "J412"),
            ("7", "J412"),
            ("8", "J412"),
            ("9", "J412"),
        ],
        said: &["J442", "来本地日期"],
        ..NOTHING
    },
    Trap {
        name: "departures-that-are-none.csv",
        first: &["plain-utf8.csv"],
        counts: [1, 0, 5, 0],
        rejects: &[("2", "J412"), ("3", "J412"), ("4", "J415"), ("5", "J419"), ("7", "J413")],
        ..NOTHING
    },
    Trap {
        name: "dots-of-names.csv",
        counts: [1, 0, 5, 0],
        rejects: &[("3", "J413"), ("4", "J413"), ("5", "J413"), ("6", "J413"), ("7", "J413")],
        ..NOTHING
    },
    Trap { name: "empty-marks.csv", counts: [3, 0, 0, 0], ..NOTHING },
    Trap { name: "fifteen-digits.csv", counts: [2, 0, 1, 0], rejects: &[("4", "J413")], ..NOTHING },
    Trap { name: "grouped-numbers.csv", counts: [2, 0, 2, 0], rejects: &[("3", "J102"), ("4", "J102")], ..NOTHING },
    Trap { name: "headings-with-marks.csv", counts: [2, 0, 0, 0], ..NOTHING },
    Trap {
        name: "known-people.csv",
        first: &["plain-utf8.csv"],
        counts: [1, 1, 2, 0],
        rejects: &[("3", "J414"), ("4", "J217")],
        ..NOTHING
    },
    Trap {
        name: "latest-endorsements.csv",
        first: &["plain-utf8.csv"],
        counts: [1, 0, 2, 1],
        rejects: &[("3", "J421"), ("4", "J419")],
        said: &["J430"],
    },
    Trap { name: "leavers-among-people.csv", counts: [1, 0, 1, 0], rejects: &[("2", "J424")], ..NOTHING },
    Trap {
        name: "ledger-days.csv",
        first: &["plain-utf8.csv"],
        counts: [2, 0, 1, 1],
        rejects: &[("3", "J412")],
        said: &["J422"],
    },
    Trap {
        name: "no-numbers.csv",
        counts: [1, 0, 5, 0],
        rejects: &[("2", "J109"), ("3", "J109"), ("4", "J109"), ("5", "J109"), ("6", "J109")],
        ..NOTHING
    },
    Trap { name: "one-number-two-names.csv", counts: [2, 0, 1, 0], rejects: &[("4", "J413")], ..NOTHING },
    Trap { name: "only-native-place.csv", counts: [1, 0, 0, 0], said: &["J215", "籍贯"], ..NOTHING },
    Trap { name: "open-quote-headings.csv", counts: [2, 0, 0, 0], said: &["J427", "line 1"], ..NOTHING },
    Trap { name: "pages-of-a-list.csv", counts: [2, 0, 0, 0], said: &["9 "], ..NOTHING },
    Trap {
        name: "permit-number-twice.csv",
        first: &["plain-utf8.csv"],
        counts: [2, 0, 2, 0],
        rejects: &[("3", "J413"), ("5", "J413")],
        ..NOTHING
    },
    Trap { name: "private-use-name-again.csv", first: &["private-use-name.csv"], counts: [0, 1, 0, 0], ..NOTHING },
    Trap { name: "round-number-alone.csv", counts: [2, 0, 0, 1], said: &["J118"], ..NOTHING },
    Trap { name: "same-person-twice.csv", counts: [2, 0, 1, 0], rejects: &[("4", "J413")], ..NOTHING },
    Trap { name: "quotes-behind-blanks.csv", counts: [3, 0, 0, 0], ..NOTHING },
    Trap { name: "semicolons.csv", counts: [3, 0, 0, 0], ..NOTHING },
    Trap {
        name: "swapped-days.xlsx",
        counts: [2, 0, 1, 2],
        rejects: &[("3", "J412")],
        said: &["J441", "13/04/2012"],
        ..NOTHING
    },
    Trap {
        name: "units-of-other-systems.csv",
        counts: [5, 0, 2, 0],
        rejects: &[("5", "J602"), ("8", "J601")],
        ..NOTHING
    },
    Trap {
        name: "unknown-words.csv",
        counts: [1, 0, 1, 1],
        rejects: &[("3", "J121")],
        said: &["J416", "J112"],
        ..NOTHING
    },
    Trap { name: "workbook-named.csv", counts: [2, 0, 0, 0], ..NOTHING },
];

fn put(counter: &Counter, name: &str) {
    let path = format!("{}/fixtures/rosters/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::copy(path, counter.path(name)).expect("a fixture");
}

fn take(counter: &Counter, verb: &str, name: &str, on: &str) -> Told {
    put(counter, name);
    counter.line(&format!("roster {verb} {name} --on {on} --counter 520102 --format json"))
}

#[test]
fn every_trap_costs_its_own_rows_and_says_so() {
    for trap in TRAPS {
        let counter = office("2016-08-31");
        for name in trap.first {
            assert_eq!(take(&counter, "import", name, "2011-03-01").exit, 0, "{name}");
        }
        let checked = take(&counter, "check", trap.name, "2016-08-31");
        let told = take(&counter, "import", trap.name, "2016-08-31");
        let name = trap.name;
        assert_eq!(told.exit, if trap.rejects.is_empty() { 0 } else { 3 }, "{name}: {told:?}");
        let answer = told.json();
        assert_adds_up(&answer);
        assert_eq!(counts(&answer), trap.counts, "{name}: {told:?}");
        assert_eq!((checked.exit, counts(&checked.json())), (told.exit, trap.counts), "check {name}: {checked:?}");
        let set_aside = if trap.rejects.is_empty() { Vec::new() } else { rejected(&answer) };
        let rejects: Vec<(&str, &str)> = set_aside.iter().map(|(line, code)| (line.as_str(), code.as_str())).collect();
        assert_eq!(rejects, trap.rejects, "{name}");
        for word in trap.said {
            assert!(told.stderr.contains(word), "{name}: {word}: {}", told.stderr);
        }
    }
}

#[test]
fn what_cannot_be_used_at_all_is_refused_before_any_row() {
    for (name, code) in [
        ("binary.csv", "J404"),
        ("headings-below-row-20.csv", "J401"),
        ("headings-only.csv", "J403"),
        ("no-headings.csv", "J401"),
        ("open-quote-headings-broken.csv", "J427"),
        ("two-names.csv", "J406"),
        ("utf16-without-mark.csv", "J404"),
        ("utf16be-without-mark.csv", "J404"),
        ("web-page.xls", "J405"),
        ("xml-workbook.xls", "J405"),
    ] {
        let counter = office("2016-08-31");
        put(&counter, name);
        for verb in ["check", "import"] {
            let error = counter.refuses(&format!("roster {verb} {name}"), 1, code);
            assert!(error["hint"].is_string(), "{name}: {error}");
        }
    }
}

#[test]
fn headings_too_low_are_named_by_their_row() {
    let counter = office("2016-08-31");
    put(&counter, "headings-below-row-20.csv");
    let error = counter.refuses("roster import headings-below-row-20.csv", 1, "J401");
    assert_eq!(error["details"]["line"], 21);
}
