//! What the screens of batches say: how it was counted, what is still open, by which clock.

use serde_json::{Value, json};

use super::departures::leavers;
use super::{HEADINGS, HOME, LI, WANG, ZHANG, counts, office, people, rejected, rejects_of, row};
use crate::support::Counter;

/// A batch of which two rows, of lines 3 and 4, were set aside.
fn with_rejects() -> Counter {
    let counter = office("2016-08-31");
    counter.write("march.csv", people(&[row("张三", ZHANG), row("李四", "1"), row("王五", "2")]));
    counter.import("march.csv --source school:第一中学").json();
    counter
}

/// The rejects of a file with something else in them, under another name.
fn corrected(counter: &Counter, from: &str, to: &str, changes: &[(&str, &str)]) {
    let text = std::fs::read_to_string(counter.path(from)).expect("the rejects");
    counter.write(to, changes.iter().fold(text, |text, (from, to)| text.replace(from, to)));
}

fn open_of_sender(counter: &Counter) -> [u64; 3] {
    let card = counter.ask("roster senders --source school:第一中学")["senders"][0].clone();
    ["rejected", "mended", "open"].map(|key| card[key].as_u64().unwrap_or_else(|| panic!("{key}: {card}")))
}

fn note(counter: &Counter) -> Option<String> {
    let told = counter.line("roster list").done().stdout;
    told.lines().find(|line| line.contains("still open")).map(str::to_owned)
}

#[test]
fn a_row_that_is_still_wrong_after_a_fix_is_open_once() {
    let counter = with_rejects();
    assert_eq!(open_of_sender(&counter), [2, 0, 2]);
    // A fix that takes nothing: it mended nothing, and its own rejects are no others.
    corrected(&counter, "march.rejects.csv", "first.csv", &[("四,1,", "四,11,"), ("五,2,", "五,22,")]);
    let first = counter.line("roster fix B1 first.csv --format json").json();
    assert_eq!(counts(&first)[..3], [0, 0, 2], "{first}");
    assert_eq!(counter.ask("roster show B1")["fixed_by"], json!([]));
    assert_eq!(open_of_sender(&counter), [2, 0, 2]);
    assert_eq!(note(&counter).as_deref(), Some("school:第一中学: still open: 2"));
    // A fix of the fix mends one, and so does the next.
    for (file, to, change, left) in [
        ("first.rejects.csv", "second.csv", ("四,11,", format!("四,{LI},")), [2, 1, 1]),
        ("second.rejects.csv", "third.csv", ("五,22,", format!("五,{WANG},")), [2, 2, 0]),
    ] {
        corrected(&counter, file, to, &[(change.0, &change.1)]);
        counter.line(&format!("roster fix B2 {to} --format json")).json();
        assert_eq!(open_of_sender(&counter), left, "{to}");
    }
    assert_eq!((note(&counter), &counter.ask("roster show B1")["fixed_by"]), (None, &json!(["B3", "B4"])));
    let shown = counter.line("roster show B1").done().stdout;
    assert!(shown.contains("B3 (1 mended), B4 (1 mended)"), "{shown}");
    let shown = counter.line("roster show B2").done().stdout;
    assert!(shown.contains("still open (counted with B1)"), "{shown}");
}

#[test]
fn rejects_that_come_as_a_roster_of_their_own_are_said_to_mend_nothing() {
    let counter = with_rejects();
    let text = std::fs::read_to_string(counter.path("march.rejects.csv")).expect("the rejects");
    counter.write("march.rejects.csv", text.replace("四,1,", &format!("四,{LI},")));
    let told = counter.line("roster import march.rejects.csv");
    assert!(told.exit == 3 && told.stderr.contains("rejects of B1") && told.stderr.contains("B2"), "{told:?}");
    corrected(&counter, "march.csv", "april.csv", &[]);
    assert!(!counter.line("roster import april.csv --on 2016-08-30").stderr.contains("rejects of"));
}

#[test]
fn reasons_are_counted_by_rows_and_the_heading_says_so() {
    let counter = office("2016-08-31");
    // The first bad row has two reasons, the second one.
    let two = row("", "1");
    counter.write("march.csv", people(&[row("张三", ZHANG), two, row("王五", "2")]));
    let told = counter.line("roster import march.csv");
    let lines: Vec<&str> = told.stderr.lines().collect();
    let heading = lines.iter().position(|line| line.contains("each under its first reason")).expect("a heading");
    assert!(lines[heading].contains("2 rows"), "{told:?}");
    let counted: u64 = lines[heading + 1..]
        .iter()
        .map_while(|line| line.strip_prefix("  ")?.split(' ').next()?.parse::<u64>().ok())
        .sum();
    assert_eq!(counted, 2, "{told:?}");
    let shown = counter.ask("roster show B1");
    let rows: u64 = shown["reasons"].as_array().expect("reasons").iter().filter_map(|r| r["rows"].as_u64()).sum();
    assert_eq!(Value::from(rows), shown["rejected"], "{shown}");
    assert!(shown["rejects"][0]["codes"].as_array().is_some_and(|codes| codes.len() == 2), "{shown}");
    assert!(counter.line("roster show B1").done().stdout.contains("2 rows, each under its first reason"));
}

#[test]
fn a_day_that_the_row_does_not_have_is_not_held_against_it() {
    let counter = office("2016-08-31");
    let row = |arrived: &str, registered: &str| {
        format!("张三,{ZHANG},贵州省遵义市,{HOME},练习路1号,务工,租赁房屋,{registered},{arrived}")
    };
    let take = |arrived: &str, registered: &str, flags: &str| {
        counter.write("roster.csv", format!("{HEADINGS},来本地日期\n{}\n", row(arrived, registered)));
        rejects_of(&counter.import(&format!("roster.csv {flags}")).json())[0][1..3].to_vec()
    };
    // Only what cannot be read, not the day of the import.
    assert_eq!(take("2016-09-15", "不详", "")[0], "J412");
    let told = take("2016-09-15", "", "--on 2016-08-30");
    assert!(
        told[0] == "J206" && told[1].contains("没有登记日期") || told[1].contains("no day of registration"),
        "{told:?}"
    );
    let told = take("2016-09-15", "2016-08-01", "");
    assert!(told[0] == "J206" && told[1].contains("2016-08-01") && !told[1].contains("2016-08-31"), "{told:?}");
}

#[test]
fn a_card_that_differs_says_in_which_day() {
    let counter = office("2014-06-01");
    counter.take(people(&[row("张三", ZHANG).replace("2016-03-01", "2011-03-01")]), "");
    let ledger = |issued: &str, endorsed: &str, ended: &str| {
        let headings = "公民身份号码,居住证号,受理点,发证日期,签注日期,注销日期,注销原因";
        format!("{headings}\n{ZHANG},N1,520102,{issued},{endorsed},{ended}\n")
    };
    counter.take(ledger("2012-06-01", "2013-05-15", ","), "");
    for (issued, endorsed, ended, expected) in [
        ("2012-06-02", "2013-05-15", ",", &["2012-06-01", "2012-06-02"][..]),
        ("2012-06-01", "2013-05-16", ",", &["2013-05-16"]),
        ("2012-06-01", "2013-05-15", "2013-08-01,离开本地", &["2013-08-01"]),
    ] {
        let answer = counter.take(ledger(issued, endorsed, ended), "");
        let told = rejects_of(&answer)[0][1..3].to_vec();
        assert!(told[0] == "J414" && expected.iter().all(|day| told[1].contains(day)), "{told:?}");
    }
}

#[test]
fn people_read_the_clock_in_china_and_programs_an_instant() {
    let counter = with_rejects();
    let shown = counter.line("roster show B1").done().stdout;
    assert!(shown.contains("2016-08-31 12:00:00 (UTC+8)"), "{shown}");
    assert!(counter.line("roster show B1 --lang zh").done().stdout.contains("北京时间 2016-08-31 12:00:00"));
    assert_eq!(counter.ask("roster show B1")["at"], "2016-08-31T04:00:00Z");
}

#[test]
fn a_sender_that_nobody_named_is_a_word() {
    let counter = office("2016-08-31");
    counter.take(people(&[row("张三", ZHANG), row("李四", "1")]), "");
    assert_eq!(note(&counter).as_deref(), Some("no sender named: still open: 1"));
    assert!(counter.line("roster list --lang zh").done().stdout.contains("未写来源：还有 1 行没有补正"));
    let csv = counter.line("roster list --format csv").done().stdout;
    assert!(csv.contains(",,") && !csv.contains("no sender"), "{csv}");
}

#[test]
fn notes_in_a_pipe_are_a_sentence_a_line() {
    let counter = with_rejects();
    let piped = counter.line("report rate").done().stdout;
    assert!(piped.lines().any(|line| line.starts_with("Holders: ")), "{piped}");
    let piped = counter.line("report rate --lang zh").done().stdout;
    let long = piped.lines().filter(|line| line.matches('。').count() > 1).collect::<Vec<_>>();
    assert!(long.is_empty(), "{long:?}");
}

#[test]
fn another_sender_of_the_same_file_is_said_not_to_be_taken() {
    let counter = with_rejects();
    let journal = counter.journal();
    let again = |flags: &str| counter.line(&format!("roster import march.csv {flags}")).done().stderr;
    let told = again("--source school:第二中学");
    assert!(told.contains("still: school:第一中学") && told.contains("roster undo B1"), "{told}");
    assert!(!again("--source school:第一中学").contains("roster undo"));
    assert!(!again("").contains("roster undo"));
    assert_eq!(counter.journal(), journal);
    assert_eq!(counter.ask("roster list")["batches"][0]["source"], "school:第一中学");
}

#[test]
fn an_undo_takes_back_as_many_as_were_accepted() {
    let counter = office("2016-08-31");
    let people = people(&[row("张三", ZHANG), row("李四", LI), row("王五", "1")]).replace("2016-03-01", "2012-03-10");
    let ledger =
        format!("公民身份号码,居住证号,受理点,发证日期\n{ZHANG},N1,520102,2012-06-01\n{LI},N1,520102,2012-06-01\n");
    let left = leavers(&[format!("{ZHANG},2016-08-01,"), format!("{LI},不详,")]);
    for text in [people, ledger, left] {
        let answer = counter.take(&text, "");
        let (batch, accepted) = (answer["batch"].as_str().expect("a batch"), &answer["accepted"]);
        assert!(accepted.as_u64().is_some_and(|rows| rows > 0) && answer["rejected"] == 1, "{answer}");
        let before = answer.clone();
        assert_eq!(&counter.ask(&format!("roster undo {batch} --because 试"))["removed"], accepted, "{before}");
        counter.take(&text, "");
    }
}

#[test]
fn numbers_in_flags_and_names_of_old_batches_are_masked() {
    let counter = with_rejects();
    counter.behind_its_back(&format!(
        "UPDATE batch SET flags = '--set note={ZHANG}' || char(10) || '--unit {HOME}', file_name = '{LI}.csv'"
    ));
    for line in ["roster show B1", "roster show B1 --format json", "roster list", "roster list --format csv"] {
        let told = counter.line(line).done();
        assert!(!told.stdout.contains(ZHANG) && !told.stdout.contains(LI), "{line}: {told:?}");
    }
    assert_eq!(counter.ask("roster show B1")["flags"][1], format!("--unit {HOME}"));
}

#[test]
fn of_two_rows_of_a_merged_person_the_earlier_line_lands() {
    let counter = office("2017-08-31");
    counter.take(people(&[row("张三", ZHANG), row("张三", LI)]), "");
    counter.ask("migrant merge M000001 M000002 --because 同一个人");
    counter.ask("migrant leave M000001 --because left --on 2016-10-01");
    let back = people(&[row("张三", ZHANG), row("张三", LI)]).replace("2016-03-01", "2017-03-01");
    counter.write("back.csv", &back);
    let checked = counter.line("roster check back.csv --rejects checked.csv --format json").json();
    let taken = counter.import("back.csv").json();
    for answer in [&checked, &taken] {
        assert_eq!(rejected(answer), [("3".to_owned(), "J413".to_owned())], "the number of line 3 is the smaller one");
    }
    let ledger =
        format!("公民身份号码,居住证号,受理点,发证日期\n{ZHANG},N1,520102,2017-05-01\n{LI},N1,520102,2017-05-01\n");
    counter.write("cards.csv", ledger);
    let checked = counter.line("roster check cards.csv --rejects cards.checked.csv --format json").json();
    for answer in [checked, counter.import("cards.csv").json()] {
        assert_eq!(rejected(&answer), [("3".to_owned(), "J413".to_owned())]);
    }
}

#[test]
fn units_as_other_systems_write_them() {
    let counter = office("2016-08-31");
    let name = counter.ask(&format!("unit show {HOME}"))["name"].as_str().expect("a name").to_owned();
    let take = |unit: &str| {
        counter.write("roster.csv", people(&[row("张三", ZHANG).replace(HOME, unit)]));
        counter.line("roster check roster.csv --rejects r.csv --format json").json()
    };
    for unit in [
        format!("{HOME}000"),
        format!("{HOME}001"),
        format!("{HOME} {name}"),
        format!("{HOME}-{name}"),
        format!("{HOME}{name}"),
        format!("南明区{name}"),
        format!("贵阳市南明区{name}"),
        format!("{HOME}（{name}）"),
        format!("{HOME}　{name}"),
        format!("{HOME}000 {name}"),
    ] {
        assert_eq!(take(&unit)["accepted"], 1, "{unit}");
    }
    for unit in [format!("{HOME} 别的社区"), format!("{HOME}别的社区"), format!("{HOME}00"), "999999999000".to_owned()]
    {
        let answer = take(&unit);
        assert_eq!(rejected(&answer)[0].1, "J601", "{unit}: {answer}");
    }
    assert_eq!(take("520102000000")["warned"], 1, "a district");
}
