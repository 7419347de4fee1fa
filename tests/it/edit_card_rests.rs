//! `permit edit` of a card on which something rests: what replaced it, what was applied for after it.

use serde_json::json;

use crate::edit_card::corrects;
use crate::support::Counter;
use crate::support::office::{LI, PAPERS, WANG};

/// 李雷, registered on 2016-12-01, with a card of 2017-07-10.
fn bearer() -> (Counter, String) {
    let counter = Counter::open("2019-06-01");
    counter.register(LI, "2016-12-01");
    counter.ask(&format!("permit apply M1 {PAPERS} --on 2017-07-01"));
    let permit = counter.ask("permit issue M1 --on 2017-07-10")["permit"].as_str().expect("a number").to_owned();
    (counter, permit)
}

fn replace(counter: &Counter, flags: &str) -> String {
    counter.ask(&format!("permit replace M1 {flags}"))["permit"].as_str().expect("a number").to_owned()
}

/// From which day each card's anniversaries are counted.
fn bases(counter: &Counter) -> Vec<String> {
    counter.rows("SELECT base_on FROM permit ORDER BY permit_id")
}

#[test]
fn a_replacement_made_on_the_first_day_keeps_it_when_its_own_day_is_corrected() {
    let (counter, old) = bearer();
    let new = replace(&counter, "--because damaged --old-card-returned --on 2017-07-10");
    corrects(&counter, &format!("permit edit {new} --issued 2017-07-20 --because 核实"));
    assert_eq!(bases(&counter), ["2017-07-10", "2017-07-10"]);
    corrects(&counter, &format!("permit edit {old} --issued 2017-07-05 --because 核实"));
    assert_eq!(bases(&counter), ["2017-07-05", "2017-07-05"]);
}

#[test]
fn a_replacement_made_on_the_day_of_a_late_endorsement_follows_that() {
    let (counter, old) = bearer();
    counter.ask("permit endorse M1 --on 2018-08-10");
    let new = replace(&counter, "--because lost --on 2018-08-10");
    corrects(&counter, &format!("permit edit {new} --issued 2018-08-20 --because 核实"));
    assert_eq!(bases(&counter)[1], "2018-08-10");
    corrects(&counter, &format!("permit edit {old} --endorsed 2018-08-10=2018-08-05 --because 核实"));
    assert_eq!(bases(&counter)[1], "2018-08-05");
    corrects(&counter, &format!("permit edit {old} --endorsed 2018-08-05=none --because 核实"));
    assert_eq!(bases(&counter)[1], "2017-07-10");
}

#[test]
fn what_was_applied_for_and_issued_on_one_day_came_before_the_replacement_of_that_day() {
    let counter = Counter::open("2019-06-01");
    counter.register(LI, "2016-12-01");
    counter.issue("M1", "2017-07-10");
    let new = replace(&counter, "--because lost --on 2017-12-01");
    corrects(&counter, &format!("permit edit {new} --issued 2017-07-10 --because 核实"));
}

#[test]
fn a_replacement_moved_to_the_first_day_goes_back() {
    let (counter, _) = bearer();
    let new = replace(&counter, "--because lost --on 2017-12-01");
    counter.ask("permit endorse M1 --on 2018-07-01");
    for on in ["2017-07-10", "2017-12-01"] {
        corrects(&counter, &format!("permit edit {new} --issued {on} --because 核实"));
        assert_eq!(bases(&counter), ["2017-07-10", "2017-07-10"], "{on}");
    }
}

#[test]
fn a_card_does_not_live_on_where_another_was_applied_for() {
    let (counter, old) = bearer();
    counter.ask("permit end M1 --because ineligible --on 2018-06-01");
    counter.ask(&format!("permit apply M1 {PAPERS} --on 2018-06-10"));
    counter.ask("permit issue M1 --on 2018-06-15");
    for on in ["2018-06-12", "2018-06-15"] {
        let error = counter.refuses(&format!("permit edit {old} --ended {on} --because 核实"), 1, "J304");
        assert_eq!(error["details"]["application"], json!("A000002"), "{on}: {error}");
    }
    corrects(&counter, &format!("permit edit {old} --ended 2018-06-10 --because 核实"));
    counter.refuses(&format!("permit edit {old} --end-reason expired --because 核实"), 1, "J224");
}

#[test]
fn a_card_that_ran_out_before_the_next_was_applied_for_had_run_out() {
    let counter = Counter::open("2014-01-01");
    counter.register(LI, "2012-08-01");
    for (accepted, issued) in [("2012-10-05", "2012-10-08"), ("2013-10-10", "2013-10-12")] {
        counter.ask(&format!("permit apply M1 {PAPERS} --on {accepted}"));
        counter.ask(&format!("permit issue M1 --on {issued}"));
    }
    let old = counter.rows("SELECT number FROM permit ORDER BY permit_id").remove(0);
    let error = counter.refuses(&format!("permit edit {old} --issued 2012-12-08 --because 核实"), 1, "J304");
    assert_eq!(error["details"]["accepted_on"], json!("2013-10-10"));
    corrects(&counter, &format!("permit edit {old} --issued 2012-10-09 --because 核实"));
}

#[test]
fn an_endorsement_of_the_card_before_is_found_there() {
    let (counter, old) = bearer();
    counter.ask("permit endorse M1 --on 2018-07-01");
    replace(&counter, "--because lost --on 2018-08-01");
    let error = counter.refuses("permit edit M1 --endorsed 2018-07-01=2018-07-02 --because 核实", 1, "J222");
    assert_eq!(error["details"]["other"], json!(old));
    corrects(&counter, &format!("permit edit {old} --endorsed 2018-07-01=2018-07-02 --because 核实"));
}

/// The command of the hint with which a refusal answers, its reason filled in.
fn hint(counter: &Counter, line: &str) -> String {
    let error = counter.refuses(line, 1, "J221");
    let hint = error["hint"].as_str().expect("a hint").replace("_REASON_", "x");
    hint.strip_prefix("jzz ").expect("a command").to_owned()
}

#[test]
fn replacements_made_in_error_are_taken_back_one_after_the_other_by_the_hints() {
    let (counter, old) = bearer();
    replace(&counter, "--because lost --on 2017-12-01");
    let last = replace(&counter, "--because lost --on 2018-01-05");
    let line = format!("permit edit {old} --ended none --because x");
    for at in 0..3 {
        let told = hint(&counter, &line);
        assert_eq!(at == 0, told == format!("permit end {last} --because error --on 2018-01-05"), "{told}");
        counter.ask(&told);
    }
    assert_eq!(corrects(&counter, &line)["ended_on"], json!(null));
}

#[test]
fn a_replacement_that_was_used_since_is_looked_at_first() {
    let (counter, old) = bearer();
    let new = replace(&counter, "--because lost --on 2017-12-01");
    counter.ask("permit endorse M1 --on 2018-07-01");
    let line = format!("permit edit {old} --ended none --because x");
    assert_eq!(hint(&counter, &line), format!("permit history {new}"));
}

#[test]
fn a_merger_is_parted_only_where_nothing_rests_on_it() {
    let (counter, _) = bearer();
    counter.register(WANG, "2017-01-01");
    let other = counter.issue("M2", "2017-09-01");
    counter.ask("migrant merge M1 M2 --because 重复登记 --on 2018-04-01");
    let line = format!("permit edit {other} --ended none --because x");
    let parting = hint(&counter, &line);
    assert!(parting.starts_with("migrant unmerge M000001 M000002 "), "{parting}");
    counter.ask("permit endorse M1 --on 2018-06-20");
    assert_eq!(hint(&counter, &line), parting, "the endorsement is that of the first card");
    counter.ask("migrant leave M1 --because left --on 2018-06-25");
    counter.register(LI, "2018-07-01");
    let error = counter.refuses(&line, 1, "J221");
    assert_eq!(error["hint"], json!("jzz migrant history M000001"));
    assert_eq!(error["details"]["later_on"], json!("2018-07-01"));
    counter.refuses(&parting, 1, "J129");
}

#[test]
fn what_never_happened_is_named_none() {
    let (counter, permit) = bearer();
    for (flags, code, told) in [
        ("--endorsed 2018-07-01", "J901", "2018-07-01=none"),
        ("--endorsed 2018-07-01=never", "J903", "none"),
        ("--collected never", "J903", "none"),
        ("--ended never", "J903", "none"),
    ] {
        let error = counter.refuses(&format!("permit edit {permit} {flags} --because x"), 2, code);
        assert!(error["hint"].as_str().is_some_and(|hint| hint.contains(told)), "{flags}: {error}");
    }
}
