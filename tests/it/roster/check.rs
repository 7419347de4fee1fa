//! `roster check`: the same work, and nothing kept.

use proptest::prelude::*;
use serde_json::json;

use super::{ELSEWHERE, HEADINGS, HOME, LI, WANG, ZHANG, assert_adds_up, counts, office, people, rejected, row};
use crate::support::Counter;

#[test]
fn a_check_tells_what_an_import_does_and_keeps_nothing() {
    for landed_before in [false, true] {
        let counter = office("2016-08-31");
        if landed_before {
            counter.take(people(&[row("李四", LI)]), "");
        }
        let text = people(&[row("张三", ZHANG), row("李四", LI), row("王五", "1"), row("张三", ZHANG)]);
        counter.write("march.csv", &text);
        let (tables, journal) = (counter.tables(), counter.journal());
        let told = counter.line("roster check march.csv --format json");
        assert_eq!(told.exit, 3, "{told:?}");
        let checked = told.json();
        assert_adds_up(&checked);
        assert_eq!((&checked["batch"], &checked["rejects_file"]), (&json!(null), &json!(null)));
        assert_eq!((counter.tables(), counter.journal()), (tables, journal));
        assert!(!counter.path("march.rejects.csv").exists());
        let imported = counter.import("march.csv").json();
        for key in ["kind", "file_sha256", "encoding", "rows", "accepted", "unchanged", "rejected", "warned", "bound"] {
            assert_eq!(checked[key], imported[key], "{key}");
        }
    }
}

#[test]
fn a_clean_file_is_0_and_rejects_are_written_where_asked() {
    let counter = office("2016-08-31");
    counter.write("march.csv", people(&[row("张三", ZHANG)]));
    let clean = counter.line("roster check march.csv --format json").done().json();
    assert_eq!(counts(&clean), [1, 0, 0, 0]);
    counter.write("march.csv", people(&[row("张三", ZHANG), row("王五", "1")]));
    let checked = counter.line("roster check march.csv --rejects bad.csv --format json").json();
    assert_eq!(rejected(&checked), [("3".to_owned(), "J101".to_owned())]);
    counter.write("march.csv", people(&[row("张三", ZHANG)]));
    counter.line("roster check march.csv --rejects bad.csv --format json").done();
    assert!(!counter.path("bad.csv").exists());
}

#[test]
fn a_file_that_is_there_already_is_told_so() {
    let counter = office("2016-08-31");
    counter.take(people(&[row("张三", ZHANG)]), "");
    let told = counter.line("roster check roster.csv --format json").done();
    let answer = told.json();
    assert_eq!((&answer["already"], &answer["batch"], counts(&answer)[1]), (&json!(true), &json!(null), 1));
    assert!(told.stderr.contains("B1"), "{}", told.stderr);
}

#[test]
fn a_file_that_cannot_be_used_is_refused_like_an_import() {
    let counter = office("2016-08-31");
    counter.write("march.csv", "姓名,公民身份号码\n张三,1\n");
    counter.line("roster check march.csv --format json").refused(1, "J402");
    counter.line("roster check nowhere.csv --format json").refused(6, "J714");
    counter.line("roster check march.csv --map 姓名=nick --format json").refused(2, "J407");
}

#[test]
fn known_rows_that_come_twice_far_apart_are_told() {
    let counter = office("2016-08-31");
    // More rows than the first chunk holds, all of them known, the first one again at the end.
    let numbers: Vec<String> = (0..9_000)
        .map(|n| {
            super::number(&format!("520199{}0{}{:02}{:03}", 1950 + n / 9000, n / 4500 + 1, n % 4500 / 900 + 1, n % 900))
        })
        .collect();
    let rows: Vec<String> = numbers.iter().map(|number| row("张三", number)).collect();
    let twice: Vec<String> = rows.iter().chain(&rows[..1]).cloned().collect();
    counter.write("twice.csv", people(&twice));
    let checked = counter.line("roster check twice.csv --rejects bad.csv --format json").json();
    assert_eq!(counts(&checked)[..3], [9_000, 0, 1], "new rows too, though a check lands none");
    assert_eq!(rejected(&checked), [("9002".to_owned(), "J413".to_owned())]);
    counter.take(people(&rows), "");
    let answer = counter.take(people(&twice), "");
    assert_eq!(counts(&answer)[..3], [0, 9_000, 1]);
    assert_eq!(rejected(&answer), [("9002".to_owned(), "J413".to_owned())]);
}

/// One of three people, of two names, two homes, three days.
type Drawn = (usize, bool, bool, usize);

fn drawn_row((person, other_name, moved, day): Drawn) -> String {
    // Zhang's number with the check character in small or the old form of 15 digits is the same person's.
    let number = [ZHANG, LI, WANG, "520199900101001", "52019919850615031x"][person];
    let name = if other_name { "赵六" } else { ["张三", "李四", "王五", "张三", "李四"][person] };
    let home = if moved { ELSEWHERE } else { HOME };
    let day = ["2016-03-01", "2016-05-01", "2016-07-01"][day];
    format!("{name},{number},贵州省遵义市红花岗区练习路1号,{home},练习路1号,务工,租赁房屋,{day}")
}

fn roster_of(rows: &[Drawn]) -> String {
    let rows: Vec<String> = rows.iter().map(|row| drawn_row(*row)).collect();
    format!("{HEADINGS}\n{}\n", rows.join("\n"))
}

/// What was done at the counter before: left, moved, got another number, merged.
fn lived(counter: &Counter, acts: &[(usize, usize)]) {
    for (person, act) in acts {
        let (number, other) = ([ZHANG, LI, WANG][*person], [LI, WANG, ZHANG][*person]);
        let line = match act {
            0 | 1 => format!("migrant leave {number} --because left --on 2016-04-01"),
            2 => format!("migrant move {number} --unit {ELSEWHERE} --address 练习路1号 --on 2016-04-01"),
            3 => format!("migrant edit {number} --id-number {} --because 抄错", super::number("52019919700908042")),
            _ => format!("migrant merge {number} {other} --because 同一人"),
        };
        // Some are refused, which is as good; none is misspelt.
        let told = counter.line(&line);
        assert!(told.exit <= 1, "{told:?}");
    }
}

#[test]
fn another_name_under_a_number_that_was_corrected_is_another_person() {
    let counter = office("2016-08-31");
    counter.take(people(&[row("李四", LI)]), "");
    lived(&counter, &[(1, 3), (1, 0)]);
    let back = row("李四", LI).replace("2016-03-01", "2016-05-01");
    for (rows, said) in [(vec![back.clone(), row("赵六", LI)], [2, 0, 0]), (vec![row("赵六", LI), back], [2, 0, 0])]
    {
        counter.write("march.csv", people(&rows));
        let checked = counter.line("roster check march.csv --format json").json();
        assert_eq!(counts(&checked)[..3], said, "{rows:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_check_says_of_every_row_what_an_import_does(
        before in proptest::collection::vec((0_usize..5, any::<bool>(), any::<bool>(), 0_usize..3), 0..4),
        acts in proptest::collection::vec((0_usize..3, 0_usize..5), 0..4),
        rows in proptest::collection::vec((0_usize..5, any::<bool>(), any::<bool>(), 0_usize..3), 1..9),
    ) {
        let counter = office("2016-08-31");
        if !before.is_empty() {
            counter.take(roster_of(&before), "");
        }
        lived(&counter, &acts);
        // An import lands rows in the order of numbers: of two numbers of one person the smaller comes first.
        let mut rows = rows;
        rows.sort_by_key(|row| [ZHANG, LI, WANG, ZHANG, LI][row.0]);
        counter.write("march.csv", roster_of(&rows));
        let (tables, journal) = (counter.tables(), counter.journal());
        let mut checked = counter.line("roster check march.csv --rejects checked.csv --format json").json();
        prop_assert_eq!((counter.tables(), counter.journal()), (tables, journal));
        let mut imported = counter.import("march.csv --rejects imported.csv").json();
        if imported["already"] == json!(true) {
            // The very file that was taken before.
            return Ok(());
        }
        for answer in [&mut checked, &mut imported] {
            for own in ["batch", "rejects_file"] {
                answer[own] = json!(null);
            }
        }
        prop_assert_eq!(checked, imported);
        let rejects = |name: &str| std::fs::read_to_string(counter.path(name)).ok();
        prop_assert_eq!(rejects("checked.csv"), rejects("imported.csv"));
    }
}
