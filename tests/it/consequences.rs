//! What a correction takes away or gives besides is said after it, and the reasons tell it of a card for good.

use serde_json::Value;

use crate::support::Counter;
use crate::support::office::{LI, PAPERS, form, number};

fn codes(counter: &Counter, line: &str) -> Vec<String> {
    let told = counter.ask(line);
    let listed = told["because"].as_array().expect("a list").iter();
    listed.map(|said| said["code"].as_str().expect("a code").to_owned()).collect()
}

/// What is said after an act, below the sentence of the act itself, without the mark of a practice register.
fn said(counter: &Counter, line: &str) -> Vec<String> {
    let told = counter.line(&format!("{line} --lang zh")).done();
    told.stderr.lines().filter(|line| line.starts_with("改后")).map(str::to_owned).collect()
}

#[test]
fn a_later_registration_takes_the_right_from_a_card_and_an_earlier_one_gives_it_back() {
    let counter = Counter::open("2018-08-01");
    counter.register(LI, "2016-09-01");
    let card = counter.issue("M1", "2017-03-01");
    let cases = ["permit why M1", "migrant why M1"];
    for line in cases {
        assert!(!codes(&counter, line).contains(&"not_entitled_then".to_owned()), "{line}");
    }
    let effects = said(&counter, "migrant edit M1 --on 2016-12-01 --because 抄错");
    assert_eq!(effects.len(), 1, "{effects:?}");
    for part in [card.as_str(), "2017-03-01", "2017-05-31", "permit end"] {
        assert!(effects[0].contains(part), "{part}: {effects:?}");
    }
    for line in cases {
        let told = counter.ask(line);
        let because = told["because"].as_array().expect("a list");
        let then: Vec<&Value> = because.iter().filter(|one| one["code"] == "not_entitled_then").collect();
        assert_eq!(then.len(), 1, "{line}: {told}");
        assert_eq!((&then[0]["on"], &then[0]["article"]), (&Value::from("2017-03-01"), &Value::from("S 2")));
    }
    let effects = said(&counter, "migrant edit M1 --on 2016-09-01 --because 没抄错");
    assert!(effects.len() == 1 && effects[0].contains("是够条件的"), "{effects:?}");
    let told = counter.line("migrant edit M1 --on 2016-12-01 --because 抄错 --format json").done();
    assert_eq!(told.stderr, "", "beside JSON the answer says it all");
}

#[test]
fn the_right_and_the_duty_of_today_are_said_where_they_change() {
    let counter = Counter::open("2013-08-01");
    counter.register_with(LI, "2013-06-01", "--arrived 2013-05-30");
    for (flags, parts) in [
        ("--arrived 2013-05-20", vec!["最晚 2013-06-19，原来是 2013-06-29"]),
        ("--exempt relative", vec!["2013-08-01 这天不再属于应当申领"]),
        ("--exempt none", vec!["2013-08-01 这天属于应当申领居住证的人，最晚 2013-06-19"]),
        ("--exempt hotel", vec!["现在不能申领居住证：登记的是“住旅店”", "不再属于应当申领"]),
        ("--exempt none", vec!["现在可以申领", "属于应当申领"]),
        ("--phone 13912342345", vec![]),
    ] {
        let effects = said(&counter, &format!("migrant edit M1 {flags} --because 核实"));
        assert_eq!(effects.len(), parts.len(), "{flags}: {effects:?}");
        for (effect, part) in effects.iter().zip(parts) {
            assert!(effect.contains(part), "{flags}: {effect}");
        }
    }
    let counter = Counter::open("2017-08-01");
    counter.register(LI, "2017-01-01");
    let effects = said(&counter, "migrant edit M1 --on 2017-03-01 --because 抄错");
    assert!(
        effects.len() == 1 && effects[0].contains("不能申领居住证：登记还不满半年，2017-08-31 才满"),
        "{effects:?}"
    );
    let effects = said(&counter, "migrant edit M1 --on 2017-03-05 --because 抄错");
    assert!(effects.len() == 1 && effects[0].contains("2017-09-04 起可以申领居住证，原来是 2017-08-31"), "{effects:?}");
    let effects = said(&counter, "migrant edit M1 --on 2017-01-05 --because 抄错");
    assert!(effects.len() == 1 && effects[0].contains("2017-07-04 起就够条件"), "{effects:?}");
}

#[test]
fn whoever_was_a_child_needed_somebody_to_apply() {
    let counter = Counter::open("2018-08-01");
    let number = number("1990-01-01", 7);
    counter.ask(&format!("migrant add {} --on 2017-01-01", form(&number)));
    counter.issue("M1", "2017-08-01");
    let child = crate::support::office::number("2004-01-01", 7);
    let effects = said(&counter, &format!("migrant edit M1 --id-number {child} --because 看错"));
    assert!(effects.len() == 1 && effects[0].contains("材料不齐，缺：监护人或近亲属代办"), "{effects:?}");
}

#[test]
fn a_departure_taken_back_and_a_merger_say_what_became_of_cards_and_rights() {
    let counter = Counter::open("2018-08-01");
    counter.register(LI, "2016-09-01");
    let card = counter.issue("M1", "2017-11-01");
    counter.ask("migrant leave M1 --because left --on 2018-03-01");
    let effects = said(&counter, "migrant edit M1 --left none --because 没有走");
    assert!(effects.len() == 1 && effects[0].contains(&format!("证 {card} 现在是“有效”")), "{effects:?}");
    // The kept record says that the household is in this city: what the other one was given rests on nothing.
    let other = number("1990-01-01", 3);
    let own = form(&other).replace("赵明", "李雷").replace("贵州省遵义市红花岗区", "贵州省贵阳市开阳县");
    counter.ask(&format!("migrant add {own} --on 2018-07-01"));
    let effects = said(&counter, "migrant merge M2 M1 --because 重复登记 --yes");
    assert!(effects.len() == 1 && effects[0].contains("户籍就在本市的区县"), "{effects:?}");
    let codes = codes(&counter, "migrant why M2");
    assert!(codes.contains(&"not_entitled_then".to_owned()), "{codes:?}");
    let effects = said(&counter, "migrant unmerge M2 M1 --because 合错 --yes");
    assert!(effects.iter().any(|effect| effect.contains("是够条件的")), "{effects:?}");
}

#[test]
fn an_application_that_waits_is_told_too() {
    let counter = Counter::open("2017-08-01");
    counter.register(LI, "2017-01-01");
    counter.ask(&format!("permit apply M1 {PAPERS} --on 2017-07-20"));
    let effects = said(&counter, "migrant edit M1 --on 2017-03-01 --because 抄错");
    assert!(effects.len() == 1 && effects[0].contains("申领 A000001 2017-07-20 受理时还不够条件"), "{effects:?}");
    assert!(codes(&counter, "migrant why M1").contains(&"not_entitled_then".to_owned()));
}
