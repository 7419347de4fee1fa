//! What corrections and moves say of what they changed, and hints that work when pasted.

use crate::support::Counter;
use crate::support::office::{LI, PAPERS, form};

/// 李雷, registered on 2016-12-01, with a card of 2017-07-10.
fn bearer(today: &str) -> (Counter, String) {
    let counter = Counter::open(today);
    counter.register(LI, "2016-12-01");
    let permit = counter.issue("M1", "2017-07-10");
    (counter, permit)
}

#[test]
fn histories_name_the_counters_as_corrected() {
    let (counter, _) = bearer("2018-08-01");
    counter.ask("permit endorse M1 --on 2018-06-20");
    for line in [
        "permit edit M1 --issued-at 520103 --because x",
        "permit edit M1 --endorsed 2018-06-20 --endorsed-at 520103 --because x",
        "migrant edit M1 --registered-at 520103 --because x",
    ] {
        counter.ask(line);
    }
    let history = counter.ask("migrant history M1");
    for did in ["register", "issue", "endorse"] {
        let act = history["acts"].as_array().expect("acts").iter().find(|act| act["act"] == did).expect("the act");
        assert_eq!(act["counter"], "520103", "{did}: {act}");
    }
}

#[test]
fn what_a_corrected_kind_of_paper_changes_besides_is_said() {
    let (counter, _) = bearer("2018-08-01");
    counter.ask("migrant edit M1 --sex female --birth 1991-02-03 --because x");
    let told = counter.line("migrant edit M1 --id-kind citizen --because x").done().stderr;
    assert!(told.contains("from 1991-02-03 to 1990-01-01") && told.contains("female"), "{told}");
    let told = counter.line("migrant edit M1 --name 李磊 --because x").done().stderr;
    assert!(!told.contains("Corrected with it"), "{told}");
}

#[test]
fn a_move_says_that_a_card_is_suspended() {
    let (counter, permit) = bearer("2018-09-01");
    let told = counter.line("migrant move M1 --unit 520103 --address 中华路3号 --on 2018-08-20").done().stderr;
    assert!(told.contains(&permit) && told.contains("suspended") && !told.contains("stays good"), "{told}");
    let (counter, _) = bearer("2018-01-01");
    let told = counter.line("migrant move M1 --unit 520103 --address 中华路3号").done().stderr;
    assert!(told.contains("stays good"), "{told}");
}

#[test]
fn the_limit_told_after_a_correction_is_the_one_shown() {
    let counter = Counter::open("2018-08-01");
    counter.register(LI, "2016-12-01");
    counter.ask(&format!("permit apply M1 {PAPERS} --on 2018-07-02"));
    let told = counter.line("permit edit A1 --applied 2018-07-01 --accepted 2018-07-03 --because x").done().stderr;
    assert!(told.contains("its limit is 2018-07-18 now, where it was 2018-07-17"), "{told}");
    counter.ask("permit extend A1 --to 2018-07-27 --because 核实 --on 2018-07-10");
    let told = counter.line("permit edit A1 --accepted 2018-07-04 --because x").done().stderr;
    assert!(!told.contains("limit"), "the extended limit stands: {told}");
}

#[test]
fn a_card_that_is_over_is_not_said_to_have_ended_anew() {
    let (counter, permit) = bearer("2018-08-01");
    counter.ask(&format!("permit end {permit} --because fraud --on 2018-03-01"));
    let told = counter.line(&format!("permit edit {permit} --end-reason ineligible --because x")).done().stderr;
    assert!(!told.contains("is ended now"), "{told}");
    let told = counter.line(&format!("permit edit {permit} --ended none --because x")).done().stderr;
    assert!(told.contains("before it was ended"), "{told}");
}

#[test]
fn papers_that_are_lacking_are_asked_for_with_those_on_record() {
    let counter = Counter::open("2018-08-01");
    counter.register(LI, "2016-12-01");
    counter.ask(&format!("permit apply M1 {PAPERS} --on 2018-07-02"));
    let error = counter.refuses("permit edit A1 --ground employment --because x", 1, "J305");
    let hint = error["hint"].as_str().expect("a hint");
    let flags = hint.split_once("--evidence").expect("papers").1;
    counter.line(&format!("permit edit A1 --ground employment --because x --evidence{flags}")).done();
}

#[test]
fn the_page_of_a_past_day_is_called_that() {
    let (counter, _) = bearer("2018-08-01");
    let told = counter.line("migrant edit M1 --of 2017-01-01 --address 西湖路9号 --because x").done().stderr;
    assert!(told.contains("of 2017-01-01") && told.contains("jzz migrant show M000001"), "{told}");
    let told = counter.line("migrant edit M1 --phone 13912342345 --because x").done().stderr;
    assert!(!told.contains("jzz migrant show"), "{told}");
}

#[test]
fn a_day_of_issue_before_the_last_act_of_the_card_replaced_names_that_act() {
    let (counter, _) = bearer("2018-08-01");
    counter.ask("permit endorse M1 --on 2018-06-20");
    let new = counter.ask("permit replace M1 --because lost --on 2018-07-01")["permit"].clone();
    let new = new.as_str().expect("a number");
    let line = format!("permit edit {new} --issued 2018-06-19 --because x");
    let error = counter.refuses(&line, 1, "J221");
    assert_eq!(error["details"]["other_on"], "2018-06-20");
    let sentence = error["message"].as_str().expect("a sentence");
    assert!(sentence.contains("endorsed") && !sentence.contains("overlap"), "{sentence}");
}

#[test]
fn hints_of_what_is_not_recorded_and_of_the_dead_work_when_pasted() {
    let (counter, permit) = bearer("2018-08-01");
    let error = counter.refuses(&format!("permit edit {permit} --collected 2017-07-11 --because x"), 1, "J222");
    let hint = error["hint"].as_str().expect("a hint").replace("_DATE_", "2017-07-11");
    counter.line(hint.trim_start_matches("jzz ")).done();
    counter.ask(&format!("permit end {permit} --because death --on 2018-03-01"));
    let again = form(LI).replace("西湖路1号", "西湖路2号");
    let error = counter.refuses(&format!("migrant add {again} --on 2018-07-01"), 1, "J201");
    let hint = error["hint"].as_str().expect("a hint").to_owned();
    assert!(hint.starts_with("jzz migrant leave M000001 --because death"), "{hint}");
    counter.line(hint.trim_start_matches("jzz ")).done();
}

#[test]
fn a_card_made_here_is_never_corrected_into_a_temporary_one_whatever_was_done_with_it() {
    let (counter, permit) = bearer("2018-08-01");
    counter.ask("permit endorse M1 --on 2018-06-20");
    counter.refuses(&format!("permit edit {permit} --kind temporary_permit --because x"), 1, "J226");
}
