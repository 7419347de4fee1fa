//! What a form gives, is refused for, or warned of.

use super::{book, day, tree};
use crate::domain::admission::admit;
use crate::domain::code::Code;
use crate::domain::identity::Sex;
use crate::domain::objection::{Objection, Warning};
use crate::domain::regime::Exempt;
use crate::domain::registration::{Admission, Desk, Form, Manner, Tables};
use crate::reference;

const ON: &str = "2017-03-01";
const TODAY: &str = "2017-03-10";

/// A form with all that is required, of a made-up person from 遵义.
fn form() -> Form<'static> {
    Form {
        id_number: "520199199001010017",
        name: "李雷",
        hukou: "贵州省遵义市红花岗区",
        unit: "520102401",
        address: "西湖路1号",
        reason: "01",
        dwelling: "30",
        ..Form::default()
    }
}

fn read(form: &Form, practice: bool, manner: Manner, on: &str) -> Result<Admission, Vec<Objection>> {
    let (tree, book) = (tree(), book());
    let tables = Tables {
        ethnic: reference::ethnic_groups(),
        reason: reference::reasons(),
        dwelling: reference::dwellings(),
        stay: reference::stays(),
        education: reference::educations(),
        marriage: reference::marriages(),
    };
    let desk =
        Desk { tables, tree: &tree, divisions: reference::divisions(), book: &book, practice, today: day(TODAY) };
    admit(form, &desk, day(on), manner)
}

fn at_counter(form: &Form) -> Result<Admission, Vec<Objection>> {
    read(form, true, Manner::Counter, ON)
}

fn codes(form: &Form) -> Vec<Code> {
    at_counter(form).err().unwrap_or_default().iter().map(Objection::code).collect()
}

fn warnings(form: &Form) -> Vec<Code> {
    at_counter(form).unwrap().warnings.iter().map(Warning::code).collect()
}

#[test]
fn a_full_form_is_admitted_with_what_the_number_tells() {
    let admission = at_counter(&form()).unwrap();
    assert_eq!(admission.warnings, []);
    assert_eq!(admission.person.birth_on, Some(day("1990-01-01")));
    assert_eq!(admission.person.sex, Some(Sex::Male));
    assert_eq!(admission.person.hukou_county.as_deref(), Some("520302"));
    assert_eq!(admission.home.unit, admission.counter, "a community has its own counter");
    assert_eq!((admission.home.reason.as_str(), admission.home.dwelling.as_deref()), ("01", Some("30")));
}

#[test]
fn each_objection_by_itself() {
    let base = form;
    let cases: Vec<(&str, Form, Code)> = vec![
        ("no number", Form { id_number: "", ..base() }, Code::J109),
        ("a wrong check", Form { id_number: "520199199001010018", ..base() }, Code::J103),
        ("17 characters", Form { id_number: "52019919900101001", ..base() }, Code::J101),
        ("an unknown kind", Form { id_kind: "驾照", ..base() }, Code::J117),
        ("a kind that differs", Form { id_kind: "hmt", ..base() }, Code::J117),
        ("no name", Form { name: " ", ..base() }, Code::J217),
        ("a name with digits", Form { name: "李雷2", ..base() }, Code::J116),
        ("a name with controls", Form { name: "李\u{7}雷", ..base() }, Code::J116),
        ("a sex that is none", Form { sex: "5", ..base() }, Code::J121),
        ("an unknown ethnic group", Form { ethnic: "火星", ..base() }, Code::J121),
        ("no hukou", Form { hukou: "", ..base() }, Code::J217),
        ("no unit", Form { unit: "", ..base() }, Code::J217),
        ("an unknown unit", Form { unit: "999999999", ..base() }, Code::J601),
        ("an ambiguous unit", Form { unit: "新华社区", ..base() }, Code::J602),
        ("a unit that is no more", Form { unit: "小河区", ..base() }, Code::J603),
        ("the city itself", Form { unit: "520100", ..base() }, Code::J211),
        ("no address", Form { address: "", ..base() }, Code::J217),
        ("an address with controls", Form { address: "1号\n2号", ..base() }, Code::J216),
        ("no reason", Form { reason: "", ..base() }, Code::J217),
        ("an unknown reason", Form { reason: "玩", ..base() }, Code::J121),
        ("no dwelling", Form { dwelling: "", ..base() }, Code::J217),
        ("an unknown dwelling", Form { dwelling: "77", ..base() }, Code::J121),
        ("a counter at a unit without one", Form { counter: "520102200", ..base() }, Code::J212),
        ("an unknown counter", Form { counter: "1", ..base() }, Code::J601),
        ("an unknown hukou county", Form { hukou_county: "999999", ..base() }, Code::J214),
        ("from a district of the city", Form { hukou: "贵阳市云岩区", ..base() }, Code::J205),
        ("by its code", Form { hukou_county: "520103", ..base() }, Code::J205),
        ("arrival after registration", Form { arrived_on: Some(day("2017-03-02")), ..base() }, Code::J206),
        ("arrival before birth", Form { arrived_on: Some(day("1989-12-31")), ..base() }, Code::J207),
        ("an unknown stay", Form { stay: "9", ..base() }, Code::J121),
        ("an unknown exemption", Form { exempt: "因病", ..base() }, Code::J121),
        ("an unknown education", Form { education: "博士后", ..base() }, Code::J121),
        ("an unknown marriage", Form { marriage: "7", ..base() }, Code::J121),
        ("an employer's code that is none", Form { employer_code: "123", ..base() }, Code::J119),
    ];
    for (case, form, code) in cases {
        assert_eq!(codes(&form), [code], "{case}");
    }
}

#[test]
fn all_objections_come_at_once_in_the_order_of_the_form() {
    let form = Form { id_number: "1", name: "", unit: "x", reason: "x", stay: "x", ..form() };
    assert_eq!(codes(&form), [Code::J101, Code::J217, Code::J601, Code::J121, Code::J121]);
}

#[test]
fn a_day_in_the_future_and_the_day_itself() {
    for (on, refused) in [("2017-03-10", false), ("2017-03-11", true)] {
        let found = read(&form(), true, Manner::Counter, on);
        assert_eq!(found.is_err(), refused, "{on}");
        if let Err(objections) = found {
            assert_eq!(objections[0].code(), Code::J208);
        }
    }
}

#[test]
fn arrival_boundaries() {
    for (arrived, taken) in [("2017-03-01", true), ("1990-01-01", true), ("1989-12-31", false)] {
        let form = Form { arrived_on: Some(day(arrived)), ..form() };
        assert_eq!(at_counter(&form).is_ok(), taken, "{arrived}");
    }
}

#[test]
fn who_is_a_migrant_is_told_by_hukou_and_residence_alone() {
    let cases = [
        ("district to district", "贵州省贵阳市云岩区", "520102401", false),
        ("the same district", "贵阳市南明区", "520102401", false),
        ("小河 as it was", "贵阳市小河区", "520102401", false),
        ("county to district", "贵阳市开阳县", "520102401", true),
        ("district to county", "贵阳市南明区", "520122400", true),
        ("county to county", "清镇市", "520122400", true),
        ("the same county", "贵阳市息烽县", "520122400", false),
        ("from elsewhere", "四川省成都市", "520102401", true),
        ("unknown", "老家", "520102401", true),
        ("a name of three cities", "白云区", "520102401", true),
    ];
    for (case, hukou, unit, migrant) in cases {
        let found = codes(&Form { hukou, unit, ..form() });
        assert_eq!(found.is_empty(), migrant, "{case}: {found:?}");
    }
    let own_number = Form { id_number: "520102199001010018", ..form() };
    assert!(at_counter(&own_number).is_ok(), "never by the number");
}

#[test]
fn the_four_counties_and_the_districts_case_by_case() {
    let units = [
        ("南明区", "520102", "520102401"),
        ("云岩区", "520103", "520103400"),
        ("花溪区", "520111", "520111"),
        ("乌当区", "520112", "520112"),
        ("白云区", "520113", "520113"),
        ("观山湖区", "520115", "520115"),
        ("开阳县", "520121", "520121"),
        ("息烽县", "520122", "520122400"),
        ("修文县", "520123", "520123"),
        ("清镇市", "520181", "520181"),
    ];
    let is_county = |code: &str| ["520121", "520122", "520123", "520181"].contains(&code);
    for (name, hukou_county, _) in units {
        for (_, district, unit) in units {
            let migrant = hukou_county != district && (is_county(hukou_county) || is_county(district));
            let address = format!("贵州省贵阳市{name}");
            for hukou_county in ["", hukou_county] {
                let found = codes(&Form { hukou: &address, hukou_county, unit, ..form() });
                let expected = if migrant { Vec::new() } else { vec![Code::J205] };
                assert_eq!(found, expected, "from {name} {hukou_county}, living in {unit}");
            }
        }
        assert_eq!(codes(&Form { hukou_county, unit: "520102401", ..form() }).is_empty(), is_county(hukou_county));
    }
    let of_zunyi = Form { hukou_county: "520302", hukou: "贵阳市", ..form() };
    assert_eq!(codes(&of_zunyi), [], "the county that is given decides, not the address");
}

#[test]
fn what_is_only_warned_of() {
    let base = form;
    let cases: Vec<(&str, Form, Vec<Code>)> = vec![
        ("a county code of other years", Form { id_number: "520121199005050024", ..base() }, vec![Code::J111]),
        ("another sex", Form { sex: "女", ..base() }, vec![Code::J112]),
        ("the same sex", Form { sex: "1", ..base() }, vec![]),
        ("an unknown sex", Form { sex: "0", ..base() }, vec![]),
        ("another birth", Form { birth: Some(day("1990-01-02")), ..base() }, vec![Code::J113]),
        ("a district", Form { unit: "520102", ..base() }, vec![Code::J213]),
        ("a town", Form { unit: "520102200", ..base() }, vec![]),
        ("a phone that is none", Form { phone: "abc", ..base() }, vec![Code::J120]),
        ("a phone", Form { phone: "139-1234 2345", ..base() }, vec![]),
    ];
    for (case, form, expected) in cases {
        assert_eq!(warnings(&form), expected, "{case}");
    }
    let nowhere = format!("52999919900101001{}", crate::domain::identity::check_character(b"52999919900101001"));
    assert_eq!(warnings(&Form { id_number: &nowhere, ..base() }), [Code::J110]);
}

#[test]
fn a_sender_is_warned_where_a_clerk_is_refused() {
    let form = Form { ethnic: "火星", dwelling: "77", stay: "x", exempt: "x", education: "x", ..form() };
    let admission = read(&form, true, Manner::Roster, ON).unwrap();
    let codes: Vec<Code> = admission.warnings.iter().map(Warning::code).collect();
    assert_eq!(codes, [Code::J416; 5]);
    assert_eq!(admission.person.ethnic_text.as_deref(), Some("火星"), "the text is kept");
    assert_eq!((admission.home.dwelling, admission.home.stay, admission.exempt), (None, None, None));
    let missing = Form { reason: "", ..form };
    assert!(read(&missing, true, Manner::Roster, ON).is_err(), "what is needed is needed of a sender too");
}

#[test]
fn made_up_people_enter_a_practice_register_only() {
    let refused = read(&form(), false, Manner::Counter, ON).unwrap_err();
    assert_eq!(refused[0].code(), Code::J108);
    let genuine = Form { id_number: "520102199001010018", ..form() };
    assert!(read(&genuine, false, Manner::Counter, ON).is_ok());
}

#[test]
fn codes_labels_and_both_together_are_read_alike() {
    for (reason, dwelling, ethnic) in
        [("01", "30", "06"), ("务工", "租赁房屋", "苗"), ("01-务工", "30-租赁房屋", "苗族"), ("打工", "30", "06-苗族")]
    {
        let admission = at_counter(&Form { ethnic, reason, dwelling, ..form() }).unwrap();
        let home = admission.home;
        assert_eq!((home.reason.as_str(), home.dwelling.as_deref()), ("01", Some("30")), "{reason} {dwelling}");
        assert_eq!(admission.person.ethnic.as_deref(), Some("06"), "{ethnic}");
    }
    let other = at_counter(&Form { ethnic: "穿青人", ..form() }).unwrap().person;
    assert_eq!((other.ethnic.as_deref(), other.ethnic_text.as_deref()), (Some("97"), Some("穿青人")));
    for (exempt, expected) in [("hotel", Exempt::Hotel), ("亲属", Exempt::Relative)] {
        assert_eq!(at_counter(&Form { exempt, ..form() }).unwrap().exempt, Some(expected));
    }
}

#[test]
fn another_paper_is_taken_when_it_is_declared() {
    let passport = Form { id_number: "E1234567", id_kind: "other", birth: Some(day("1985-05-05")), ..form() };
    let person = at_counter(&passport).unwrap().person;
    assert_eq!((person.id.text.as_str(), person.birth_on), ("E1234567", Some(day("1985-05-05"))));
    assert!(at_counter(&Form { id_kind: "", ..passport }).is_err());
}
