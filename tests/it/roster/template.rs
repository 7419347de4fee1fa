//! Forms to be filled in: what they hold, where they go, and that they come back.

use serde_json::json;

use super::{HOME, ZHANG, counts, office};
use crate::support::Counter;
use crate::support::office::shape;

const PEOPLE: &str =
    "姓名,性别,民族,公民身份号码,户籍地址,社区代码,现居住地址,居住事由,居住处所,联系电话,服务处所,来本地日期,登记日期";

#[test]
fn the_headings_are_those_of_the_canonical_files() {
    let counter = Counter::on("2016-08-31");
    for (kind, headings) in [
        ("people", PEOPLE),
        ("permits", "公民身份号码,居住证号,受理点,发证日期,签注日期,注销日期,注销原因"),
        ("departures", "公民身份号码,离开日期,去向"),
    ] {
        for flags in ["", "--format csv"] {
            let told = counter.line(&format!("roster template {kind} {flags}")).done();
            assert_eq!(told.stdout, format!("\u{feff}{headings}\r\n"), "{kind} {flags}");
        }
        let form = counter.ask(&format!("roster template {kind}"));
        shape(&form, "kind columns");
        shape(&form["columns"][0], "field heading needed meaning codes");
        let columns = form["columns"].as_array().expect("columns");
        let shown: Vec<&str> = columns.iter().map(|column| column["heading"].as_str().expect("a heading")).collect();
        assert_eq!(shown.join(","), headings);
    }
    counter.line("roster template nothing").refused(2, "J904");
}

#[test]
fn the_ending_of_the_file_says_what_is_wanted() {
    let counter = office("2016-08-31");
    counter.line("roster template people --format xlsx").refused(2, "J503");
    counter.line("roster template people --out form.csv").done();
    let text = std::fs::read_to_string(counter.path("form.csv")).expect("a file");
    assert_eq!(text, format!("\u{feff}{PEOPLE}\r\n"));
    for (name, flags) in [("form.xlsx", ""), ("form.bin", "--format xlsx")] {
        counter.line(&format!("roster template people --out {name} {flags}")).done();
        let bytes = std::fs::read(counter.path(name)).expect("a file");
        assert!(bytes.starts_with(b"PK"), "{name}");
        counter.refuses(&format!("roster check {name}"), 1, "J403");
    }
}

#[test]
fn a_form_that_is_filled_in_comes_back() {
    let counter = office("2016-08-31");
    let headings = counter.line("roster template people").done().stdout;
    let row =
        format!("张三,男,汉族,{ZHANG},贵州省遵义市红花岗区练习路1号,{HOME},练习路1号,01-务工,租赁房屋,,,,2016-03-01");
    let answer = counter.take(format!("{headings}{row}\r\n"), "");
    assert_eq!((counts(&answer), &answer["ignored"]), ([1, 0, 0, 0], &json!([])));
}
