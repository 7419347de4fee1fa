//! Whoever died or settled here, by the end of a card: nothing more is done until the registration is ended. And whoever
//! left and came back on one day: the new stay counts.

use crate::support::Counter;
use crate::support::office::{LI, PAPERS, form};

/// 李雷 with a card of 2017-07-10.
fn holder() -> Counter {
    let counter = Counter::open("2018-12-31");
    counter.register(LI, "2016-12-01");
    counter.issue("M1", "2017-07-10");
    counter
}

#[test]
fn nothing_is_done_for_the_dead_after_the_day() {
    let counter = holder();
    counter.ask("permit end M1 --because death --on 2018-01-01");
    for line in [
        "migrant move M1 --unit 520102401 --address 西湖路9号 --on 2018-03-01".to_owned(),
        format!("permit apply M1 {PAPERS} --on 2018-03-01"),
    ] {
        let error = counter.refuses(&line, 1, "J223");
        assert_eq!(error["hint"], "jzz migrant leave M000001 --because death --on 2018-01-01", "{line}");
    }
    let why = counter.ask("migrant why M1 --as-of 2018-06-01");
    assert_eq!(why["open_acts"].as_array().map(Vec::len), Some(1), "{why}");
    assert_eq!(why["open_acts"][0]["act"], "leave");
    counter.line("migrant leave M000001 --because death --on 2018-01-01").done();
}

#[test]
fn whoever_settled_here_applies_for_no_card_until_the_reason_is_corrected() {
    let counter = holder();
    let card =
        counter.ask("permit end M1 --because hukou --on 2018-01-01")["permit"].as_str().expect("a card").to_owned();
    let apply = format!("permit apply M1 {PAPERS} --on 2018-03-01");
    let error = counter.refuses(&apply, 1, "J223");
    assert_eq!(error["hint"], "jzz migrant leave M000001 --because hukou --on 2018-01-01");
    counter.ask(&format!("permit edit {card} --end-reason ineligible --because 记错"));
    counter.line(&apply).done();
}

#[test]
fn whoever_left_and_came_back_on_one_day_is_registered_and_nothing_waits_to_be_ended() {
    let counter = holder();
    counter.ask("migrant leave M1 --because left --on 2018-02-28");
    counter.ask(&format!("migrant add {} --on 2018-02-28", form(LI)));
    let why = counter.ask("migrant why M1 --as-of 2018-12-01");
    assert_eq!((why["eligible"].as_bool(), why["since"].as_str()), (Some(true), Some("2018-08-27")), "{why}");
    let codes: Vec<&str> =
        why["because"].as_array().expect("reasons").iter().filter_map(|one| one["code"].as_str()).collect();
    assert!(!codes.contains(&"registration_left_open"), "{codes:?}");
    assert_eq!(why["open_acts"][0]["act"], "apply", "{why}");
    counter.line(&format!("permit apply M1 {PAPERS} --on 2018-12-01")).done();
}

#[test]
fn what_landed_is_answered_also_where_the_day_asked_is_before_it_now() {
    let counter = Counter::open("2018-12-31");
    counter.register(LI, "2016-12-01");
    let told = counter.ask("migrant edit M1 --of 2016-12-01 --on 2016-12-05 --because 记错");
    assert_eq!(told["registration"]["registered_on"], "2016-12-05");
    // Of the stay that was corrected, also where another one was on that day.
    counter.ask("migrant leave M1 --because left --on 2017-06-01");
    counter.register(LI, "2017-08-01");
    let told = counter.ask("migrant edit M1 --of 2017-08-01 --on 2017-08-05 --because 记错");
    assert_eq!(told["registration"]["registered_on"], "2017-08-05");
}
