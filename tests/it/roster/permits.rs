//! Ledgers: cards issued on paper or by an older system.

use serde_json::{Value, json};

use super::{LI, WANG, ZHANG, counts, number, office, people, rejected, row};
use crate::support::Counter;
use crate::support::office::PAPERS;

const LEDGER: &str = "公民身份号码,居住证号,受理点,发证日期,签注日期,注销日期,注销原因";

/// A register that knows three people since a day of 2011.
fn with_people(day: &str) -> Counter {
    let counter = office(day);
    let rows = [row("张三", ZHANG), row("李四", LI), row("王五", WANG)];
    let rows: Vec<String> = rows.iter().map(|row| row.replace("2016-03-01", "2011-03-01")).collect();
    counter.take(people(&rows), "");
    counter
}

fn ledger(rows: &[&str]) -> String {
    format!("{LEDGER}\n{}\n", rows.join("\n"))
}

fn codes(answer: &Value) -> Vec<String> {
    if answer["rejected"] == 0 { Vec::new() } else { rejected(answer).into_iter().map(|(_, code)| code).collect() }
}

#[test]
fn a_card_lands_with_its_days() {
    let counter = with_people("2014-06-01");
    let answer = counter.take(ledger(&[&format!("{ZHANG},JZ5201021200000018,520102,2012-06-01,2013-05-15,,")]), "");
    assert_eq!((counts(&answer), &answer["kind"]), ([1, 0, 0, 0], &json!("permits")), "{answer}");
    let card = counter.card("JZ5201021200000018", "2014-05-31");
    assert_eq!((&card["kind"], &card["status"]), (&json!("residence_permit"), &json!("due")));
    assert_eq!((&card["issued_on"], &card["valid_until"]), (&json!("2012-06-01"), &json!("2014-05-31")));
    assert_eq!((&card["endorsed_on"], &card["counter"]), (&json!(["2013-05-15"]), &json!("520102")));
    assert_eq!((&card["issuing_county"], &card["regime"]), (&json!("520102"), &json!("guiyang-2012")));
    let again = counter
        .take(ledger(&[&format!("{ZHANG},JZ5201021200000018,520102,2012-06-01,2013-05-15,,")]), "--on 2014-05-30");
    assert_eq!(counts(&again)[..3], [0, 1, 0]);
}

#[test]
fn every_column_of_endorsements_is_taken() {
    for heads in [
        "签注日期,签注日期",
        "签注日期1,签注日期2",
        "第一次签注,第二次签注",
        "首次签注日期,签注日期（二）",
        "签注时间,第2次签注时间",
    ] {
        let counter = with_people("2015-06-01");
        let ledger = |rows: &str| format!("公民身份号码,居住证号,受理点,发证日期,{heads}\n{rows}\n");
        let card = format!("{ZHANG},JZ5201021200000018,520102,2012-06-01,2013-05-15,2014-05-20");
        let unreadable = format!("{LI},N2,520102,2012-06-01,2013-05-15,2014-5");
        let answer = counter.take(ledger(&format!("{card}\n{unreadable}")), "");
        assert_eq!(counts(&answer), [1, 0, 1, 0], "{heads}: {answer}");
        assert_eq!(rejected(&answer)[0].1, "J412", "{heads}");
        assert_eq!(answer["ignored"], json!([]), "{heads}: {answer}");
        assert!(!answer.to_string().contains("J417"), "{heads}: {answer}");
        let shown = counter.card("JZ5201021200000018", "2015-05-31");
        assert_eq!(shown["endorsed_on"], json!(["2013-05-15", "2014-05-20"]), "{heads}");
    }
}

#[test]
fn what_a_ledger_may_not_say() {
    for (rows, expected) in [
        (vec![format!("{},N1,520102,2012-06-01,,,", number("52019919910101001"))], vec!["J419"]),
        (vec![format!("{ZHANG},N1,520102,2012-06-01,,,"), format!("{LI},N1,520102,2012-07-01,,,")], vec!["J413"]),
        (vec![format!("{ZHANG},N1,520102,2012-06-01,,,"), format!("{ZHANG},N2,520102,2012-07-01,,,")], vec!["J304"]),
        (vec![format!("{ZHANG},N1,520102,2012-06-01,2012-05-31,,")], vec!["J421"]),
        (vec![format!("{ZHANG},N1,520102,2012-06-01,,2012-05-31,离开本地")], vec!["J421"]),
        (vec![format!("{ZHANG},N1,520102,2012-06-01,2013-05-15,2013-05-01,离开本地")], vec!["J421"]),
        (vec![format!("{ZHANG},N1,520102,1989-06-01,,,")], vec!["J207"]),
        (vec![format!("{ZHANG},N1,520102,2014-06-02,,,")], vec!["J208"]),
        (vec![format!("{ZHANG},N1,520102,2012-06-01,2014-06-02,,")], vec!["J208"]),
        (vec![format!("{ZHANG},N1,999999,2012-06-01,,,")], vec!["J601"]),
        (vec![format!("{ZHANG},,520102,2012-06-01,,,")], vec!["J415"]),
        (vec![format!("{ZHANG},{ZHANG},520102,2012-06-01,,,")], vec!["J460"]),
        (vec![format!("{ZHANG},520199900101001,520102,2012-06-01,,,")], vec!["J460"]),
        (
            vec![format!("{ZHANG},00,520102,2012-06-01,,,"), format!("{LI},*,520102,2012-06-01,,,")],
            vec!["J460", "J460"],
        ),
        (vec![format!("{ZHANG},=1+1,520102,2012-06-01,,,")], vec!["J460"]),
        (vec![format!("{ZHANG},5.20102E+17,520102,2012-06-01,,,")], vec!["J107"]),
        (vec![format!("{ZHANG},520102201206002000,520102,2012-06-01,,,")], vec!["J107"]),
        (vec![format!("{ZHANG},N1,,2012-06-01,,,")], vec!["J415"]),
        (vec![format!("{ZHANG},N1,520102,,,,")], vec!["J415"]),
        (vec![format!("{ZHANG},N1,520102,2012-6,,,")], vec!["J412"]),
        (vec![format!("{ZHANG},N1,520102,2012-06-01,,2013-01-01,")], vec!["J415"]),
        (vec![format!("{ZHANG},N1,520102,2012-06-01,,,离开本地")], vec!["J415"]),
        (vec![format!("{ZHANG},N1,520102,2012-06-01,,2013-01-01,不知道")], vec!["J121"]),
        (vec!["1,N1,520102,2012-06-01,,,".to_owned()], vec!["J101"]),
        (
            vec![
                format!("{ZHANG},N1,520102,2012-06-01,,2013-01-01,离开本地"),
                format!("{ZHANG},N2,520102,2013-07-01,,,"),
            ],
            vec![],
        ),
    ] {
        let counter = with_people("2014-06-01");
        let refs: Vec<&str> = rows.iter().map(String::as_str).collect();
        let answer = counter.take(ledger(&refs), "");
        assert_eq!(codes(&answer), expected, "{rows:?}");
        assert_eq!(u64::try_from(rows.len() - expected.len()), Ok(counter.info("permits")), "{rows:?}");
    }
}

#[test]
fn a_number_that_another_person_bears_is_taken() {
    let counter = with_people("2014-06-01");
    counter.take(ledger(&[&format!("{ZHANG},N1,520102,2012-06-01,,,")]), "");
    let answer = counter.take(ledger(&[&format!("{LI},N1,520102,2012-07-01,,,")]), "");
    assert_eq!(codes(&answer), ["J420"]);
    let other = counter.take(ledger(&[&format!("{ZHANG},N1,520102,2012-06-02,,,")]), "");
    assert_eq!(codes(&other), ["J414"]);
    assert_eq!(counter.card("N1", "2012-06-30")["issued_on"], "2012-06-01");
}

#[test]
fn of_two_cards_with_one_number_the_earlier_row_lands_whoever_bears_them() {
    // The second has the smaller identity number, and goes first when a chunk is sorted.
    let counter = with_people("2014-06-01");
    let rows = [&format!("{ZHANG},N1,520102,2012-06-01,,,"), &format!("{LI},N1,520102,2012-07-01,,,")];
    let answer = counter.take(ledger(&rows.map(String::as_str)), "");
    assert_eq!(rejected(&answer), [("3".to_owned(), "J413".to_owned())]);
    assert!(super::rejects_of(&answer)[0][2].contains("line 2"));
    assert_eq!(counter.card("N1", "2012-07-31")["issued_on"], "2012-06-01");
    // Two of one person, the later day first.
    let counter = with_people("2014-06-01");
    let rows = [&format!("{LI},N1,520102,2012-07-01,,,"), &format!("{LI},N1,520102,2012-06-01,,2012-06-30,离开本地")];
    let answer = counter.take(ledger(&rows.map(String::as_str)), "");
    assert_eq!(rejected(&answer), [("3".to_owned(), "J413".to_owned())]);
    assert_eq!(counter.card("N1", "2012-07-31")["issued_on"], "2012-07-01");
    // A first row that does not land bars nobody.
    let counter = with_people("2014-06-01");
    let unknown = number("52019919910101001");
    let rows = [&format!("{unknown},N1,520102,2012-06-01,,,"), &format!("{LI},N1,520102,2012-07-01,,,")];
    let answer = counter.take(ledger(&rows.map(String::as_str)), "");
    assert_eq!(rejected(&answer), [("2".to_owned(), "J419".to_owned())]);
    assert_eq!(counter.info("permits"), 1);
}

#[test]
fn an_old_card_is_a_temporary_one_by_its_kind_or_by_its_number() {
    let headings = "公民身份号码,居住证号,受理点,发证日期,证件类型,有效期限";
    for (number, issued_on, kind, until, expected, last_day) in [
        ("N1", "2009-05-01", "", "", "temporary_permit", Some("2010-04-30")),
        ("N1", "2009-05-01", "暂住证", "2011-04-30", "temporary_permit", Some("2011-04-30")),
        ("N1", "2013-05-01", "暂住证", "", "temporary_permit", Some("2014-04-30")),
        ("N1", "2013-05-01", "", "", "residence_permit", Some("2014-04-30")),
        ("N1", "2011-05-01", "居住证", "", "residence_permit", Some("2012-04-30")),
        ("JZ5201021100000019", "2011-05-01", "", "", "residence_permit", Some("2012-04-30")),
    ] {
        let counter = with_people("2014-06-01");
        let text = format!("{headings}\n{ZHANG},{number},520102,{issued_on},{kind},{until}\n");
        let answer = counter.take(text, "");
        assert_eq!(codes(&answer), Vec::<String>::new(), "{number} {issued_on} {kind}");
        let card = counter.card(number, issued_on);
        assert_eq!(
            (card["kind"].as_str(), card["valid_until"].as_str()),
            (Some(expected), last_day),
            "{number} {issued_on} {kind}"
        );
    }
}

#[test]
fn a_temporary_card_stands_beside_a_residence_permit() {
    let counter = with_people("2014-06-01");
    let text =
        format!("{LEDGER},证件类型\n{ZHANG},T1,520102,2013-12-01,,,,暂住证\n{ZHANG},N1,520102,2014-01-01,,,,居住证\n");
    assert_eq!(counts(&counter.take(text, ""))[..3], [2, 0, 0]);
}

#[test]
fn under_the_latest_endorsement_earlier_years_are_taken_as_made_in_time() {
    let counter = with_people("2015-06-01");
    let text = format!("公民身份号码,居住证号,受理点,发证日期,最近签注日期\n{ZHANG},N1,520102,2012-06-01,2014-05-20\n");
    counter.write("roster.csv", text);
    let told = counter.import("roster.csv").done();
    assert_eq!(counts(&told.json()), [1, 0, 0, 1]);
    assert!(told.stderr.contains("J430"), "{}", told.stderr);
    let card = counter.card("N1", "2015-06-01");
    assert_eq!((&card["status"], &card["valid_until"]), (&json!("expired"), &json!("2015-05-31")));
    assert_eq!(counter.card("N1", "2013-12-01")["status"], "valid");
}

#[test]
fn what_was_done_against_a_limit_is_taken_with_a_warning() {
    for (rows, warned, code) in [
        ("N1,520102,2012-06-01,2013-05-15,,", 0, ""),
        ("N1,520102,2012-06-01,2012-12-01,,", 1, "J422"),
        ("N1,520102,2012-06-01,2013-09-01,,", 1, "J422"),
        ("N1,520102,2010-06-01,2011-05-15,,", 1, "J423"),
    ] {
        let counter = with_people("2013-12-01");
        let headings = format!("{LEDGER},证件类型");
        counter.write("roster.csv", format!("{headings}\n{ZHANG},{rows},居住证\n"));
        let told = counter.import("roster.csv").done();
        assert_eq!(counts(&told.json()), [1, 0, 0, warned], "{rows}: {told:?}");
        assert!(told.stderr.contains(code), "{rows}: {}", told.stderr);
    }
}

#[test]
fn an_early_endorsement_renews_the_running_year_and_a_late_one_restores_from_its_day() {
    let counter = with_people("2014-06-01");
    let rows =
        [format!("{ZHANG},N1,520102,2012-06-01,2012-12-01,,"), format!("{LI},N2,520102,2012-06-01,2013-09-01,,")];
    let refs: Vec<&str> = rows.iter().map(String::as_str).collect();
    counter.take(ledger(&refs), "");
    assert_eq!(counter.card("N1", "2013-12-01")["valid_until"], "2014-05-31");
    let late = counter.card("N2", "2013-09-01");
    assert_eq!((&late["anchor_on"], &late["valid_until"]), (&json!("2013-09-01"), &json!("2014-08-31")));
    assert_eq!(counter.card("N2", "2013-08-31")["status"], "expired");
}

#[test]
fn a_card_issued_before_half_a_year_was_complete_is_taken_with_a_warning() {
    let counter = office("2017-06-01");
    counter.take(people(&[row("张三", ZHANG).replace("2016-03-01", "2017-01-01")]), "");
    let answer = counter.take(ledger(&[&format!("{ZHANG},N1,520102,2017-05-01,,,")]), "");
    assert_eq!(counts(&answer), [1, 0, 0, 1]);
}

#[test]
fn a_card_without_an_end_needs_a_bearer_who_is_registered() {
    let counter = with_people("2014-06-01");
    counter.line(&format!("migrant leave {ZHANG} --because left --on 2014-05-01")).done();
    let rows = [format!("{ZHANG},N1,520102,2012-06-01,,,"), format!("{ZHANG},N0,520102,2012-05-01,,2012-05-20,错误")];
    let refs: Vec<&str> = rows.iter().map(String::as_str).collect();
    let answer = counter.take(ledger(&refs), "");
    assert_eq!(rejected(&answer), [("2".to_owned(), "J202".to_owned())]);
    assert_eq!(counts(&answer)[..3], [1, 0, 1]);
}

#[test]
fn a_ledger_taken_before_its_bearer_left_is_unchanged_afterwards() {
    let counter = with_people("2014-06-01");
    let rows = ledger(&[&format!("{ZHANG},N1,520102,2012-06-01,2013-05-15,,")]);
    counter.take(&rows, "");
    counter.line(&format!("migrant leave {ZHANG} --because left --on 2014-05-01")).done();
    assert_eq!(counts(&counter.take(&rows, "--on 2014-05-31"))[..3], [0, 1, 0]);
}

#[test]
fn old_and_new_cards_come_into_a_register_of_today() {
    let counter = office("2026-06-01");
    let rows: Vec<String> =
        [row("张三", ZHANG), row("李四", LI)].iter().map(|row| row.replace("2016-03-01", "2009-02-01")).collect();
    counter.take(people(&rows), "");
    let cards = [
        format!("{ZHANG},T1,520102,2009-03-01,,,"),
        format!("{ZHANG},N1,520102,2013-03-01,2014-02-15;2015-02-15、2016-02-20,,"),
        format!("{LI},N2,520102,2013-04-01,,2013-12-31,离开本地"),
    ];
    let refs: Vec<&str> = cards.iter().map(String::as_str).collect();
    assert_eq!(counts(&counter.take(ledger(&refs), ""))[..3], [3, 0, 0]);
    assert_eq!(counter.card("T1", "2009-06-01")["kind"], "temporary_permit");
    assert_eq!(counter.card("T1", "2010-06-01")["status"], "ended");
    assert_eq!(counter.card("N1", "2013-06-01")["regime"], "guizhou-2012");
    assert_eq!(counter.card("N1", "2026-06-01")["status"], "suspended");
    assert_eq!(counter.card("N2", "2014-01-01")["end_reason"], "left");
}

#[test]
fn the_fields_of_an_end_are_named_as_in_the_contract() {
    let counter = with_people("2014-06-01");
    let text =
        format!("公民身份号码,居住证号,受理点,发证日期,作废日,作废因\n{ZHANG},N1,520102,2012-06-01,2013-01-01,left\n");
    let answer = counter.take(text, "--map 作废日=ended_on --map 作废因=end_reason");
    assert_eq!((counts(&answer)[0], &answer["bound"]["ended_on"]), (1, &json!("作废日")), "{answer}");
    assert_eq!(counter.card("N1", "2013-02-01")["ended_on"], "2013-01-01");
}

#[test]
fn the_issuing_county_is_that_of_the_number_else_of_the_residence() {
    let counter = with_people("2014-06-01");
    let rows = [
        format!("{ZHANG},JZ5201031200000012,520102,2012-06-01,,,"),
        format!("{LI},N2,520103,2012-06-01,,,"),
        format!("{WANG},JZ5201031200000013,520103,2012-06-01,,,"),
    ];
    let refs: Vec<&str> = rows.iter().map(String::as_str).collect();
    assert_eq!(counts(&counter.take(ledger(&refs), ""))[..3], [3, 0, 0]);
    let county = |permit| counter.card(permit, "2012-07-01")["issuing_county"].clone();
    assert_eq!(county("JZ5201031200000012"), "520103");
    assert_eq!(county("N2"), "520102", "of the residence, never of the counter");
    assert_eq!(county("JZ5201031200000013"), "520102", "its check digit does not fit");
}

#[test]
fn a_known_card_that_stands_twice_in_the_file_is_set_aside() {
    let counter = with_people("2014-06-01");
    let card = format!("{ZHANG},N1,520102,2012-06-01,,,");
    counter.take(ledger(&[&card]), "");
    let answer = counter.take(ledger(&[&card, &card]), "");
    assert_eq!(counts(&answer)[..3], [0, 1, 1]);
    assert_eq!(rejected(&answer), [("3".to_owned(), "J413".to_owned())]);
}

#[test]
fn a_counter_must_stand_on_the_day_of_the_card() {
    let counter = with_people("2014-06-01");
    let before = counter.take(ledger(&[&format!("{ZHANG},N1,520115,2012-08-05,,,")]), "");
    assert_eq!(codes(&before), ["J603"], "观山湖 stands from 2012-11-15 on");
    let after = counter.take(ledger(&[&format!("{ZHANG},N1,520114,2013-01-05,,,")]), "");
    assert_eq!(codes(&after), ["J603"], "小河 stands no more");
    let taken = counter.take(ledger(&[&format!("{ZHANG},N1,520114,2012-08-05,,,")]), "");
    assert_eq!(counts(&taken)[..1], [1]);
    let report = counter.line("report rate --by counter --as-of 2012-08-31 --format json").done().json();
    assert_eq!(report["identity"]["holds"], true);
}

#[test]
fn a_temporary_card_is_never_prolonged_by_an_endorsement() {
    let counter = with_people("2014-06-01");
    let row = format!("{ZHANG},筑暂1号,520102,2011-09-01,2012-02-20,,");
    let answer = counter.take(ledger(&[&row]), "");
    assert_eq!((counts(&answer)[0], &answer["warned"]), (1, &json!(1)), "{answer}");
    let card = counter.card("筑暂1号", "2012-09-01");
    assert_eq!((&card["status"], &card["status_since"]), (&json!("ended"), &json!("2012-09-01")));
    assert_eq!((&card["end_reason"], &card["endorsed_on"]), (&json!("expired"), &json!([])));
}

#[test]
fn a_latest_endorsement_that_came_late_invents_no_year() {
    for (day, assumed) in [("2017-02-27", false), ("2017-02-28", false), ("2017-06-01", false), ("2018-02-10", true)] {
        let counter = with_people("2018-06-01");
        let text = format!("公民身份号码,居住证号,受理点,发证日期,最近签注日期\n{ZHANG},N1,520102,2016-02-29,{day}\n");
        counter.write("roster.csv", text);
        let told = counter.import("roster.csv").done();
        assert_eq!(told.stderr.contains("J430"), assumed, "{day}: {told:?}");
        let card = counter.card("N1", "2018-06-01");
        let other = with_people("2018-06-01");
        let listed = if assumed { format!("2017-02-27;{day}") } else { day.to_owned() };
        other.take(ledger(&[&format!("{ZHANG},N1,520102,2016-02-29,{listed},,")]), "");
        let same = other.card("N1", "2018-06-01");
        for key in ["endorsed_on", "status", "valid_until"] {
            assert_eq!(card[key], same[key], "{day} {key}");
        }
    }
}

#[test]
fn nothing_of_a_ledger_comes_after_a_death_or_after_settling_here() {
    let rows = |counter: &Counter, rows: &[String], expected: [u64; 3], code: &str| {
        let refs: Vec<&str> = rows.iter().map(String::as_str).collect();
        let answer = counter.take(ledger(&refs), "");
        assert_eq!(counts(&answer)[..3], expected, "{rows:?}: {answer}");
        assert!(codes(&answer).iter().all(|found| found == code), "{answer}");
    };
    let first = |reason: &str| format!("{ZHANG},N1,520102,2012-06-01,,2013-02-01,{reason}");
    let next = || format!("{ZHANG},N2,520102,2013-05-01,,,");
    for reason in ["死亡", "转为常住户口"] {
        let one_file = with_people("2014-06-01");
        rows(&one_file, &[first(reason), next()], [1, 0, 1], "J223");
        let other_way_round = with_people("2014-06-01");
        rows(&other_way_round, &[next(), first(reason)], [1, 0, 1], "J223");
        let two_files = with_people("2014-06-01");
        rows(&two_files, &[first(reason)], [1, 0, 0], "");
        rows(&two_files, &[next(), first(reason)], [0, 1, 1], "J223");
        rows(&two_files, &[format!("{ZHANG},N2,520102,2013-01-15,2013-02-02,2013-02-03,骗领")], [0, 0, 1], "J223");
        rows(&two_files, &[format!("{ZHANG},N0,520102,2011-05-01,,2012-05-20,离开本地")], [1, 0, 0], "");
    }
    let died = with_people("2014-06-01");
    died.line(&format!("migrant leave {ZHANG} --because death --on 2013-02-01")).done();
    rows(&died, &[format!("{ZHANG},N3,520102,2013-02-02,,2013-03-01,骗领")], [0, 0, 1], "J223");
    rows(&died, &[format!("{ZHANG},N4,520102,2013-02-01,,2013-03-01,骗领")], [1, 0, 0], "");
    let left = with_people("2014-06-01");
    rows(&left, &[first("离开本地"), next()], [2, 0, 0], "");
}

#[test]
fn a_live_card_of_somebody_who_waits_for_another_is_set_aside() {
    let counter = with_people("2014-06-01");
    counter.ask(&format!("permit apply {ZHANG} {PAPERS} --on 2014-05-26"));
    let take = |row: &str| counter.take(ledger(&[row]), "");
    let live = take(&format!("{ZHANG},N1,520102,2013-09-01,,,"));
    assert_eq!(rejected(&live), [("2".to_owned(), "J303".to_owned())]);
    assert_eq!(codes(&take(&format!("{ZHANG},N1,520102,2014-05-28,,,"))), ["J303"]);
    for (row, why) in [
        (format!("{ZHANG},N2,520102,2011-09-01,,2012-05-01,离开本地"), "it had ended"),
        (format!("{ZHANG},N3,520102,2013-01-01,,,"), "it had run out"),
    ] {
        assert_eq!(counts(&take(&row))[..3], [1, 0, 0], "{why}");
    }
    counter.ask("permit issue A1 --on 2014-05-30");
}
