//! `permit edit` of what was told of a card: its print and its counter, forgotten endorsements, papers, who acted.

use serde_json::json;

use crate::edit_card::{corrections, corrects};
use crate::support::Counter;
use crate::support::office::{CHILD, LI, PAPERS, WANG};

const LEDGER: &str = "公民身份号码,居住证号,证件类型,受理点,发证日期,签注日期,有效期至,注销日期,注销原因";

/// 李雷 and 王芳, registered in 2011, with cards of a ledger: N1 of 2013, T7 of 2011.
fn with_ledger(today: &str) -> Counter {
    let counter = Counter::open(today);
    counter.register(LI, "2011-03-01");
    counter.register(WANG, "2011-03-01");
    take(&counter, "ledger.csv", "");
    counter
}

fn take(counter: &Counter, name: &str, flags: &str) -> serde_json::Value {
    let rows = [
        format!("{LI},N1,居住证,520102,2013-03-01,2014-02-15;2016-02-20,,,"),
        format!("{WANG},T7,,520103,2011-05-01,,,,"),
    ];
    counter.put(name, format!("{LEDGER}\n{}\n", rows.join("\n")).as_bytes());
    counter.ask(&format!("roster import {} {flags}", counter.path(name).display()))
}

/// 李雷, registered on 2016-12-01, with a card of 2017-07-10.
fn bearer(today: &str) -> (Counter, String) {
    let counter = Counter::open(today);
    counter.register(LI, "2016-12-01");
    let permit = counter.issue("M1", "2017-07-10");
    (counter, permit)
}

fn told(of: &[[&str; 3]]) -> Vec<[String; 3]> {
    of.iter().map(|one| one.map(str::to_owned)).collect()
}

#[test]
fn a_ledgers_number_is_corrected_and_the_old_one_still_finds_the_card() {
    let counter = with_ledger("2016-12-01");
    let error = counter.refuses("permit edit N1 --number T7 --because x", 1, "J420");
    assert_eq!(error["details"]["migrant"], json!("M000002"));
    for (number, code) in [(WANG, "J460"), ("0", "J460"), ("=1+1", "J460"), ("5.20102E+17", "J107")] {
        let journal = counter.journal();
        let error = counter.refuses(&format!("permit edit N1 --number {number} --because x"), 1, code);
        assert!(!error.to_string().contains(WANG), "{error}");
        assert_eq!(counter.journal(), journal, "{number}");
    }
    corrects(&counter, "permit edit N1 --number jz5201031300000010 --because 抄错");
    for named in ["N1", "JZ5201031300000010", "M1"] {
        let card = counter.ask(&format!("permit show {named}"));
        assert_eq!((&card["permit"], &card["issuing_county"]), (&json!("JZ5201031300000010"), &json!("520103")));
    }
    let error = counter.refuses("permit edit N1 --issuing-county 南明区 --because x", 1, "J224");
    assert_eq!(error["details"]["county"], json!("520103"));
    corrects(&counter, "permit edit N1 --number G-1 --issuing-county 中华社区 --issued-at 520103 --because 再核");
    let card = counter.ask("permit show JZ5201031300000010 --as-of 2013-04-01");
    assert_eq!((&card["permit"], &card["counter"]), (&json!("G-1"), &json!("520103")));
    assert_eq!(counter.ask("migrant find 3130000001")["people"].as_array().map(Vec::len), Some(1));
    let expected = [
        ["number", "N1", "JZ5201031300000010"],
        ["issuing_county", "520102", "520103"],
        ["number", "JZ5201031300000010", "G-1"],
        ["issued_at", "520102", "520103"],
    ];
    assert_eq!(corrections(&counter, "permit history N1"), told(&expected));
    let again = take(&counter, "again.csv", "--on 2016-11-30");
    assert_eq!((&again["unchanged"], &again["rejected"]), (&json!(2), &json!(0)), "{again}");
    // Once another card bears it, the number is that one's.
    corrects(&counter, "permit edit T7 --number N1 --because 两张证的号码抄反");
    assert_eq!(counter.ask("permit show N1")["migrant"], json!("M000002"));
    corrects(&counter, "permit edit G-1 --number T7 --because 两张证的号码抄反");
    assert_eq!(counter.ask("permit show T7")["migrant"], json!("M000001"));
    counter.refuses("permit edit T7 --number T7 --because x", 1, "J124");
    counter.refuses("permit edit N1 --issuing-county 999 --because x", 1, "J601");
    counter.refuses("permit edit N1 --issued-at 999 --because x", 1, "J601");
}

#[test]
fn a_card_made_here_has_its_print_from_the_program() {
    let (counter, permit) = bearer("2017-08-01");
    for (flags, field) in [
        ("--number N9", "number"),
        ("--kind 暂住证", "kind"),
        ("--valid-until 2018-07-09", "valid_until"),
        ("--issuing-county 520103", "issuing_county"),
    ] {
        let error = counter.refuses(&format!("permit edit {permit} {flags} --because x"), 1, "J226");
        assert_eq!(error["details"]["field"], json!(field));
    }
    for on in ["2017-07-20", "2017-07-30"] {
        let hint = counter.refuses(&format!("permit edit {permit} --number N9 --because x"), 1, "J226")["hint"].clone();
        let verb = if on == "2017-07-20" { "permit replace" } else { "permit history" };
        assert!(hint.as_str().is_some_and(|hint| hint.starts_with(&format!("jzz {verb} {permit}"))), "{on}: {hint}");
        if on == "2017-07-20" {
            counter.ask(&format!("permit end {permit} --because fraud --on {on}"));
        }
    }
    corrects(&counter, &format!("permit edit {permit} --ended none --because x"));
    let answer = corrects(&counter, &format!("permit edit {permit} --issued-at 520103400 --because 记错"));
    assert_eq!(answer["counter"], json!("520103400"));
    let by_counter = counter.ask("report rate --by counter --as-of 2017-08-01")["rows"].clone();
    let first = by_counter.as_array().expect("rows").iter().find(|row| row["first_issues"] == 1).expect("one").clone();
    assert_eq!(first["key"], json!("520103400"));
    corrects(&counter, "permit edit A1 --applied-at 520103 --because 记错");
    assert_eq!(corrections(&counter, "permit history A1").split_off(3), told(&[["applied_at", "520102401", "520103"]]));
    counter.refuses("permit edit A1 --applied-at 520103 --because 记错", 1, "J124");
    counter.refuses("permit edit A1 --applied-at 999 --because 记错", 1, "J601");
}

#[test]
fn the_kind_and_the_last_day_of_a_ledgers_card_are_corrected() {
    let counter = with_ledger("2016-12-01");
    assert_eq!(counter.ask("permit show T7 --as-of 2012-04-30")["status"], json!("valid"));
    corrects(&counter, "permit edit T7 --valid-until 2011-10-31 --because 证上这样印");
    let card = counter.ask("permit show T7 --as-of 2011-11-01");
    assert_eq!((&card["status"], &card["valid_until"]), (&json!("ended"), &json!("2011-10-31")));
    counter.refuses("permit edit T7 --valid-until 2011-04-30 --because x", 1, "J221");
    corrects(&counter, "permit edit T7 --valid-until none --because 没有印");
    let card = corrects(&counter, "permit edit T7 --kind 居住证 --because 其实是居住证");
    assert_eq!((&card["kind"], &card["status"]), (&json!("residence_permit"), &json!("expired")));
    let error = counter.refuses("permit edit N1 --kind temporary_permit --because x", 1, "J321");
    assert_eq!(error["details"]["endorsed_on"], json!("2014-02-15"));
    let gone = "--endorsed 2014-02-15=none --endorsed 2016-02-20=none";
    corrects(&counter, &format!("permit edit N1 --kind 暂住证 {gone} --because 其实是暂住证"));
    counter.ask(&format!("permit apply M1 {PAPERS} --on 2014-06-01"));
    counter.refuses("permit edit N1 --kind 居住证 --because x", 1, "J303");
    counter.ask("permit issue M1 --on 2014-06-05");
    counter.refuses("permit edit N1 --kind 居住证 --because x", 1, "J304");
}

#[test]
fn a_forgotten_endorsement_is_entered_before_later_ones() {
    let counter = with_ledger("2016-12-01");
    let before = counter.ask("permit show N1 --as-of 2015-02-10");
    let error = counter.refuses("permit endorse N1 --on 2015-02-20", 1, "J322");
    let hint = error["hint"].as_str().and_then(|hint| hint.split_once("jzz ")).expect("a command").1.to_owned();
    assert_eq!(hint, "permit edit N1 --endorsed none=2015-02-20 --because forgotten");
    let card = corrects(&counter, &hint);
    assert_eq!(card["endorsed_on"], json!(["2014-02-15", "2015-02-20", "2016-02-20"]));
    assert_eq!(counter.ask("permit show N1 --as-of 2015-02-10"), before, "the days before it are as they were");
    assert_eq!(counter.ask("permit show N1 --as-of 2015-12-01")["status"], json!("valid"));
    assert_eq!(corrections(&counter, "permit history N1"), told(&[["endorsed_on", "-", "2015-02-20"]]));
    let acts = counter.ask("permit history N1")["acts"].clone();
    let entered = acts.as_array().expect("acts").iter().find(|act| act["on"] == "2015-02-20").expect("it").clone();
    assert_eq!((&entered["counter"], entered["at"].is_string()), (&json!("520102401"), true), "{entered}");
    for (day, code) in [
        ("2015-02-20", "J221"),
        ("2015-02-25", "J320"),
        ("2013-12-01", "J317"),
        ("2012-12-01", "J221"),
        ("2017-02-01", "J208"),
    ] {
        counter.refuses(&format!("permit edit N1 --endorsed none={day} --because x"), 1, code);
    }
    for (flags, code) in [
        ("--endorsed none=none", "J901"),
        ("--endorsed none=2015-02-20 --endorsed none=2015-02-20", "J901"),
        ("--endorsed 2015-02-20", "J901"),
    ] {
        counter.refuses(&format!("permit edit N1 {flags} --because x"), 2, code);
    }
}

#[test]
fn an_endorsement_that_was_taken_back_comes_back_with_what_was_shown() {
    let (counter, permit) = bearer("2020-01-01");
    counter.ask("permit endorse M1 --evidence lease:房东 --on 2018-07-01");
    counter.ask("permit endorse M1 --on 2019-07-01");
    let edit = |flags: &str| format!("permit edit {permit} {flags} --because 核实");
    let as_it_was = counter.ask("permit show M1");
    corrects(&counter, &edit("--endorsed 2018-07-01=none"));
    assert_eq!(counter.ask("permit show M1")["residence_since"], json!("2019-07-01"), "late without the one before");
    corrects(&counter, &edit("--endorsed none=2018-07-01"));
    assert_eq!(counter.ask("permit show M1"), as_it_was);
    corrects(&counter, &edit("--endorsed 2018-07-01=none --endorsed 2019-07-01=none"));
    assert_eq!(counter.ask("permit show M1")["status"], json!("suspended"));
    counter.refuses(&edit("--endorsed none=2019-07-01 --endorsed none=2018-06-01"), 1, "J317");
    corrects(&counter, &edit("--endorsed none=2019-07-01 --endorsed none=2018-07-01"));
    assert_eq!(counter.ask("permit show M1")["endorsed_on"], json!(["2018-07-01", "2019-07-01"]));
    assert_eq!(counter.rows("SELECT COUNT(*) || '' FROM endorsement"), ["2"]);
    let acts = counter.ask(&format!("permit history {permit}"))["acts"].clone();
    let shown =
        acts.as_array().expect("acts").iter().find(|act| act["on"] == "2018-07-01").expect("it")["detail"].clone();
    assert_eq!(shown["evidence"], json!("lease:房东"));
}

#[test]
fn a_forgotten_endorsement_is_of_somebody_who_was_registered_and_alive() {
    let counter = Counter::open("2020-06-01");
    counter.register(LI, "2016-12-01");
    let old = counter.issue("M1", "2017-07-10");
    counter.ask("migrant leave M1 --because left --on 2018-06-25");
    counter.refuses(&format!("permit edit {old} --endorsed none=2018-06-26 --because x"), 1, "J221");
    let error = counter.refuses(&format!("permit endorse {old} --on 2018-06-20"), 1, "J318");
    let hint = error["hint"].as_str().and_then(|hint| hint.split_once("jzz ")).expect("a command").1.to_owned();
    corrects(&counter, &hint);
    // A ledger's card is older than the registration of its bearer.
    counter.register(WANG, "2018-06-21");
    let ledger = format!("{LEDGER}\n{WANG},N1,居住证,520102,2017-07-10,,,,\n");
    counter.put("older.csv", ledger.as_bytes());
    counter.ask(&format!("roster import {}", counter.path("older.csv").display()));
    let error = counter.refuses("permit edit N1 --endorsed none=2018-06-20 --because x", 1, "J202");
    assert_eq!(error["details"]["on"], json!("2018-06-20"));
    corrects(&counter, "permit edit N1 --endorsed none=2018-06-22 --because 漏记");
    counter.refuses("permit edit N1 --endorsed 2018-06-22=2018-06-20 --because x", 1, "J202");
}

#[test]
fn papers_proxy_and_counter_of_an_endorsement_are_corrected() {
    let (counter, permit) = bearer("2020-01-01");
    counter.ask("permit endorse M1 --evidence lease --on 2018-07-01");
    let edit = |flags: &str| format!("permit edit {permit} {flags} --because 核实");
    let proxy = format!("--proxy-name 王芳 --proxy-id-number {WANG} --proxy-relation 配偶");
    let of = "--endorsed 2018-07-01";
    corrects(&counter, &edit(&format!("{of} --evidence identity_card --evidence lease:房东:2018-01-02 {proxy}")));
    corrects(&counter, &edit(&format!("{of} {}", proxy.replace(WANG, CHILD))).replace(CHILD, "520199196001010013"));
    corrects(&counter, &edit(&format!("{of}=2018-07-02 --no-proxy --no-evidence --endorsed-at 520103")));
    let kept = [
        ["shown", "lease", "identity_card, lease:房东:2018-01-02"],
        ["endorsed_by", "-", "王*:配偶"],
        ["endorsed_by", "王*:配偶:5201**********0029", "王*:配偶:5201**********0013"],
        ["endorsed_on", "2018-07-01", "2018-07-02"],
        ["endorsed_at", "520102401", "520103"],
        ["shown", "identity_card, lease:房东:2018-01-02", "-"],
        ["endorsed_by", "王*:配偶", "-"],
    ];
    assert_eq!(corrections(&counter, &format!("permit history {permit}")), told(&kept));
    assert!(!format!("{:?}", counter.entries()).contains(WANG));
    for (flags, exit, code) in [
        ("--endorsed 2018-07-03 --no-proxy", 1, "J222"),
        ("--endorsed 2018-07-02 --evidence lease:房东:2018-07-03", 1, "J345"),
        ("--endorsed 2018-07-02 --endorsed-at 999", 1, "J601"),
        ("--endorsed 2018-07-02=none --evidence lease", 2, "J901"),
        ("--endorsed 2018-07-02 --collected 2017-07-20 --no-proxy", 2, "J901"),
        ("--evidence lease", 2, "J901"),
        ("--collected none --no-proxy", 2, "J901"),
        ("--photo --endorsed 2018-07-02", 2, "J901"),
    ] {
        counter.refuses(&edit(flags), exit, code);
    }
    counter.refuses("permit edit A1 --endorsed-at 520103 --because x", 2, "J901");
    let own = format!("--proxy-name 李雷 --proxy-id-number {LI} --proxy-relation 配偶");
    counter.refuses(&edit(&format!("--endorsed 2018-07-02 {own}")), 1, "J312");
}

#[test]
fn papers_that_the_city_asks_for_are_not_taken_away() {
    let (counter, permit) = bearer("2020-01-01");
    counter.ask("rules set endorse_papers required --from 2018-01-01 --because 试行");
    let papers = "--evidence identity_card --evidence permit --evidence lease";
    counter.ask(&format!("permit endorse M1 {papers} --on 2018-07-01"));
    counter.ask(&format!("permit endorse M1 {papers} --on 2019-07-01"));
    let edit = |flags: &str| format!("permit edit {permit} {flags} --because 核实");
    let error = counter.refuses(&edit("--endorsed 2018-07-01 --evidence lease"), 1, "J350");
    assert_eq!(error["details"]["missing"], json!(["J306", "J351"]));
    corrects(&counter, &edit(&format!("--endorsed 2018-07-01 {papers} --evidence title_deed")));
    corrects(&counter, &edit("--endorsed 2019-07-01=none"));
    corrects(&counter, &edit("--endorsed none=2019-07-01"));
    corrects(&counter, &edit("--endorsed 2019-07-01=none"));
    counter.refuses(&edit("--endorsed none=2019-07-02"), 1, "J350");
    corrects(&counter, &edit(&format!("--endorsed none=2019-07-02 {papers} --endorsed-at 520103")));
    let kept = corrections(&counter, &format!("permit history {permit}"));
    assert!(
        kept.iter().all(|one| one[0] != "endorsed_at"),
        "the counter of what was forgotten was never another: {kept:?}"
    );
    assert_eq!(counter.rows("SELECT COUNT(*) || '' FROM endorsement WHERE taken_back_on IS NOT NULL"), ["1"]);
}

#[test]
fn who_collected_a_card_and_who_asked_for_a_replacement_are_corrected() {
    let (counter, old) = bearer("2020-01-01");
    let proxy = format!("--proxy-name 王芳 --proxy-id-number {WANG} --proxy-relation 配偶");
    counter.ask(&format!("permit collect M1 {proxy} --on 2017-07-20"));
    let other = proxy.replace("王芳", "王萍");
    corrects(&counter, &format!("permit edit {old} --collected 2017-07-20 {other} --because 写错"));
    corrects(&counter, &format!("permit edit {old} --collected 2017-07-21 --no-proxy --because 本人"));
    let new = counter.ask(&format!("permit replace M1 --because lost {proxy} --on 2017-09-01"))["permit"].clone();
    let new = new.as_str().expect("a number");
    corrects(&counter, &format!("permit edit {new} --replaced-for lost {other} --because 写错"));
    let kept = [
        ["collected_by", "王*:配偶", "王*:配偶"],
        ["collected_on", "2017-07-20", "2017-07-21"],
        ["collected_by", "王*:配偶", "-"],
    ];
    assert_eq!(corrections(&counter, &format!("permit history {old}")), told(&kept));
    let history = counter.ask(&format!("permit history {new} --reveal 核对"));
    assert_eq!(history["corrections"][0]["field"], json!("replacement_by"));
    assert_eq!(history["acts"][0]["detail"]["proxy_name"], json!("王萍"), "{history}");
    corrects(&counter, &format!("permit edit {new} --replaced-for lost --no-proxy --because 本人"));
    assert_eq!(counter.ask(&format!("permit history {new}"))["acts"][0]["detail"]["proxy_name"], json!(null));
    counter.refuses(&format!("permit edit {new} --collected 2017-09-02 --no-proxy --because x"), 1, "J222");
    counter.refuses(&format!("permit edit {old} --replaced-for lost --no-proxy --because x"), 1, "J222");
}
