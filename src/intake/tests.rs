//! The fixtures of `fixtures/rosters`, one trap each, read as an import reads them.

mod fuzz;

use std::fmt::Write as _;

use proptest::prelude::*;

use super::binding::Binding;
use super::delimited::Separator;
use super::outer::{Column, Content};
use super::*;
use crate::domain::code::Code;
use crate::domain::roster::{Field, RosterKind};

macro_rules! fixture {
    ($name:literal) => {
        include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/rosters/", $name))
    };
}

/// What an import learns of a file before and while it reads it.
struct Reading {
    plan: Plan,
    /// Line, name, problems as `J410!` (reject) or `J426` (warning), of each row.
    rows: Vec<(u64, String, String)>,
    skipped: u64,
}

fn scanned(bytes: &[u8]) -> Scan {
    let mut scan = Scan::default();
    bytes.chunks(1000).for_each(|chunk| scan.feed(chunk));
    scan.finish();
    scan
}

fn planned(bytes: &[u8], request: &Request<'_>) -> Result<Plan, Outer> {
    sniff(&bytes[..bytes.len().min(HEAD)], &scanned(bytes), request)
}

fn each_row(plan: &Plan, bytes: &[u8], mut of_row: impl FnMut(&Binding, &Record)) -> u64 {
    let mut rows = plan.rows(bytes).unwrap();
    let mut record = Record::default();
    while rows.next(&mut record).unwrap() {
        of_row(&plan.binding, &record);
    }
    rows.skipped
}

fn read_with(bytes: &[u8], request: &Request<'_>) -> Reading {
    let plan = planned(bytes, request).unwrap();
    let mut rows = Vec::new();
    let skipped = each_row(&plan, bytes, |binding, record| {
        let mut problems = String::new();
        for problem in &record.problems {
            write!(problems, "{}{}", problem.code(), if problem.reject { "!" } else { "" }).unwrap();
        }
        let name = cells::tidy(binding.cell(record, Field::Name)).into_owned();
        rows.push((record.line, name, problems));
    });
    Reading { plan, rows, skipped }
}

fn read(bytes: &[u8]) -> Reading {
    read_with(bytes, &Request::default())
}

impl Plan {
    fn text_form(&self) -> (String, Separator) {
        match &self.form {
            Form::Text { charset, separator } => (charset.name(), *separator),
            Form::Sheet(_) => panic!("a sheet"),
        }
    }
}

impl Reading {
    fn seen(&self) -> Vec<(u64, &str, &str)> {
        self.rows.iter().map(|(line, name, problems)| (*line, name.as_str(), problems.as_str())).collect()
    }
}

const THREE: [(u64, &str, &str); 3] = [(2, "张三", ""), (3, "李四", ""), (4, "王五", "")];

#[test]
fn encodings_and_separators_are_told_from_the_file() {
    for (bytes, charset, separator) in [
        (&fixture!("plain-utf8.csv")[..], "utf-8", Separator::Comma),
        (fixture!("two-byte-order-marks.csv"), "utf-8", Separator::Comma),
        (fixture!("utf16le-tabs.txt"), "utf-16le", Separator::Tab),
        (fixture!("utf16be.csv"), "utf-16be", Separator::Comma),
        (fixture!("old-end-of-file.csv"), "gb18030", Separator::Comma),
        (fixture!("wide-commas.csv"), "utf-8", Separator::WideComma),
        (fixture!("lone-carriage-returns.csv"), "utf-8", Separator::Comma),
        (fixture!("tabs-named.xls"), "gb18030", Separator::Tab),
        (fixture!("cut-headings.csv"), "utf-8", Separator::Comma),
    ] {
        let reading = read(bytes);
        assert_eq!(reading.plan.text_form(), (charset.to_owned(), separator));
        assert_eq!(reading.seen(), THREE, "{charset}");
        assert_eq!(reading.skipped, 0);
    }
}

#[test]
fn a_declared_separator_is_honoured_and_lines_stay_the_files_own() {
    let reading = read(fixture!("sep-semicolon.csv"));
    assert_eq!(reading.seen(), [(3, "张三", ""), (4, "李四", "J410!"), (5, "王五", "")]);
    assert!(reading.plan.binding.ignored.is_empty());
    assert_eq!(read(fixture!("sep-tab.csv")).seen(), [(3, "张三", ""), (4, "李四", ""), (5, "王五", "")]);
}

#[test]
fn titles_totals_and_signatures_are_no_rows() {
    let reading = read(fixture!("gb18030-with-title.csv"));
    assert_eq!(reading.plan.encoding().as_deref(), Some("gb18030"));
    assert_eq!(reading.seen(), [(4, "张三", ""), (5, "李四", ""), (6, "王五", "")]);
    assert_eq!(reading.skipped, 3);
    assert!(reading.plan.binding.ignored.is_empty());
    assert_eq!(reading.plan.binding.name_of(Field::IdNumber).as_deref(), Some("身份证号："));
    let counted = read(fixture!("counted-blank-rows.csv"));
    assert_eq!((counted.rows.len(), counted.skipped), (1, 2));
    let again = read(fixture!("repeated-headings.csv"));
    assert_eq!((again.rows.len(), again.skipped), (2, 1));
}

#[test]
fn characters_are_kept_exactly_or_not_at_all() {
    let moved = read(fixture!("gb18030-moved-characters.csv"));
    let names: Vec<&str> = moved.rows.iter().map(|row| row.1.as_str()).collect();
    assert_eq!(names, ["\u{9fb4}", "\u{4dae}", "\u{1e3f}", "\u{fe10}"]);
    let rare = read(fixture!("gb18030-rare-names.csv"));
    assert_eq!(rare.seen(), [(2, "陈䶮", ""), (3, "𠮷田", ""), (4, "㛃龑頔", "")]);
    assert_eq!(read(fixture!("private-use-name.csv")).seen(), [(2, "陈\u{e863}", "J426")]);
    assert_eq!(read(fixture!("replacement-character.csv")).seen(), [(2, "陈\u{fffd}", "J411!")]);
    for bytes in [&fixture!("utf8-with-broken-row.csv")[..], fixture!("gb18030-with-broken-row.csv")] {
        let codes: Vec<String> = read(bytes).rows.into_iter().map(|row| row.2).collect();
        assert_eq!(codes, ["", "J411!", ""]);
    }
}

#[test]
fn short_gbk_that_is_valid_utf8_is_read_as_gbk() {
    let reading = read(fixture!("gbk-that-is-valid-utf8.csv"));
    assert_eq!(reading.seen(), [(2, "模", "")]);
    let request = Request { encoding: Some("utf8"), ..Request::default() };
    assert_eq!(read_with(fixture!("gbk-that-is-valid-utf8.csv"), &request).plan.encoding().as_deref(), Some("utf-8"));
}

#[test]
fn quotes_are_read_and_a_stray_one_swallows_nothing() {
    let reading = read(fixture!("quotes-and-breaks.csv"));
    assert_eq!(reading.seen(), [(4, "张三", ""), (6, "李四", "")]);
    each_row(&reading.plan, fixture!("quotes-and-breaks.csv"), |binding, record| {
        if record.line == 4 {
            assert_eq!(cells::tidy(binding.cell(record, Field::Address)), "贵阳市 \"练习\"路1号");
        }
    });
    for bytes in [&fixture!("stray-quote.csv")[..], fixture!("stray-quote-pair.csv")] {
        let rows = read(bytes).rows;
        assert_eq!((rows[0].0, rows[0].2.as_str()), (2, "J427!"));
        assert_eq!((rows[1].0, rows[1].1.as_str(), rows[1].2.as_str()), (3, "李四", ""));
        assert_eq!((rows.len(), rows[2].0, rows[2].2.as_str()), (3, 4, ""));
    }
}

#[test]
fn a_ragged_row_is_a_reject_and_no_shift() {
    let reading = read(fixture!("ragged-rows.csv"));
    assert_eq!(reading.seen(), [(2, "张三", ""), (3, "李四", "J410!"), (4, "王五", "J410!")]);
}

#[test]
fn words_of_other_people_never_bind_to_the_person() {
    let reading = read(fixture!("two-row-headings.csv"));
    assert_eq!(reading.seen(), [(4, "张三", "")]);
    let binding = &reading.plan.binding;
    assert_eq!(binding.ignored, ["房东姓名", "房东电话"]);
    assert!(binding.columns(Field::Phone).is_empty());
    let others = read(fixture!("other-peoples-headings.csv")).plan.binding;
    assert_eq!(others.ignored, ["户主姓名", "房东身份证号", "紧急联系人电话", "宗教信仰"]);
    assert_eq!(others.columns(Field::Name), [4]);
    assert!(matches!(&others.notices[..], [FileNotice::Refused { columns }] if columns[0].letter == "D"));
}

#[test]
fn of_two_columns_the_first_filled_cell_counts_or_the_file_is_refused() {
    let reading = read(fixture!("two-phones.csv"));
    let mut phones = Vec::new();
    each_row(&reading.plan, fixture!("two-phones.csv"), |binding, record| {
        phones.push(binding.cell(record, Field::Phone).to_owned());
    });
    assert_eq!(phones, ["13900000001", "13900000003"]);
    assert!(matches!(&reading.plan.binding.notices[..], [FileNotice::Doubled { field: Field::Phone, .. }]));
    let Err(Outer::TwoColumns { map, columns, .. }) = planned(fixture!("two-names.csv"), &Request::default()) else {
        panic!()
    };
    assert_eq!((map.as_str(), columns.len()), ("--map A=name", 2));
    let maps = [MapFlag::parse("A=name").unwrap()];
    let settled = planned(fixture!("two-names.csv"), &Request { maps: &maps, ..Request::default() }).unwrap();
    assert_eq!(settled.binding.columns(Field::Name), [0]);
    assert_eq!(settled.binding.ignored, ["姓名"]);
}

#[test]
fn a_weak_heading_is_taken_where_no_better_one_is() {
    let binding = read(fixture!("weak-hukou.csv")).plan.binding;
    assert_eq!(binding.name_of(Field::Hukou).as_deref(), Some("家庭住址"));
    assert_eq!(binding.ignored, ["籍贯"]);
    assert!(matches!(&binding.notices[..], [FileNotice::Weak { field: Field::Hukou, .. }]));
}

#[test]
fn kinds_are_told_from_their_headings() {
    for (bytes, kind) in [
        (&fixture!("plain-utf8.csv")[..], RosterKind::People),
        (fixture!("permits.csv"), RosterKind::Permits),
        (fixture!("departures.csv"), RosterKind::Departures),
    ] {
        assert_eq!(planned(bytes, &Request::default()).unwrap().binding.kind, kind);
    }
}

#[test]
fn a_file_that_is_no_roster_is_refused_for_what_it_is() {
    let refusal = |bytes: &[u8]| planned(bytes, &Request::default()).unwrap_err();
    assert_eq!(refusal(fixture!("web-page.xls")), Outer::NotText(Content::WebPage));
    assert_eq!(refusal(fixture!("xml-workbook.xls")), Outer::NotText(Content::XmlWorkbook));
    assert_eq!(refusal(fixture!("binary.csv")), Outer::NotText(Content::Binary));
    assert_eq!(refusal(b""), Outer::Empty);
    assert_eq!(refusal(b"\xef\xbb\xbf\r\n\r\n"), Outer::Empty);
    assert_eq!(refusal(fixture!("no-headings.csv")).code(), Code::J401);
    let missing = refusal(fixture!("missing-columns.csv"));
    let Outer::Missing { kind: RosterKind::People, fields, fits: None, .. } = missing else { panic!("{missing:?}") };
    assert_eq!(fields, [Field::Unit, Field::Reason]);
    let given = Request { given: &[Field::Unit, Field::Reason], ..Request::default() };
    assert!(planned(fixture!("missing-columns.csv"), &given).is_ok());
    assert!(read(fixture!("headings-only.csv")).rows.is_empty());
    let unknown = Request { encoding: Some("klingon"), ..Request::default() };
    assert_eq!(planned(fixture!("plain-utf8.csv"), &unknown).unwrap_err().code(), Code::J428);
}

#[test]
fn columns_are_bound_by_hand_by_heading_or_letter() {
    let text = "客户,身份证号,户籍地址,社区,居住地址,居住事由\n张三,1,a,b,c,d\n".as_bytes();
    assert_eq!(
        planned(text, &Request::default()).unwrap_err(),
        Outer::Missing {
            kind: RosterKind::People,
            fields: vec![Field::Name],
            fits: None,
            unknown: vec![Column { letter: "A".to_owned(), heading: "客户".to_owned() }],
            likely: Vec::new(),
        }
    );
    for flag in ["客户=name", "A=name", "a=name"] {
        let maps = [MapFlag::parse(flag).unwrap()];
        let plan = planned(text, &Request { maps: &maps, ..Request::default() }).unwrap();
        assert_eq!(plan.binding.columns(Field::Name), [0], "{flag}");
    }
    let maps = [MapFlag::parse("Z=name").unwrap()];
    assert_eq!(
        planned(text, &Request { maps: &maps, ..Request::default() }).unwrap_err(),
        Outer::NoSuchColumn { given: "Z".to_owned() }
    );
    assert_eq!(MapFlag::parse("A=names").unwrap_err().code(), Code::J407);
    assert_eq!(parse_set("reason=务工"), Ok((Field::Reason, "务工".to_owned())));
    assert_eq!(parse_set("居住事由=务工"), Ok((Field::Reason, "务工".to_owned())));
    assert_eq!(MapFlag::parse("事由=居住事由"), Ok(MapFlag { column: "事由".to_owned(), field: Field::Reason }));
    for doubtful in ["事由=籍贯", "事由=序号", "事由=宗教信仰", "事由="] {
        assert_eq!(MapFlag::parse(doubtful).unwrap_err().code(), Code::J407, "{doubtful}");
    }
}

#[test]
fn ruined_numbers_are_judged_by_their_column() {
    let bytes = fixture!("ruined-numbers.csv");
    assert!(scanned(bytes).ruined_numbers && !scanned(fixture!("plain-utf8.csv")).ruined_numbers);
    let reading = read(bytes);
    assert!(reading.plan.numbers_suspect);
    let mut cells = Vec::new();
    each_row(&reading.plan, bytes, |binding, record| cells.push(binding.cell(record, Field::IdNumber).to_owned()));
    let column = reading.plan.number_column(&bytes[..]).unwrap();
    let judged: Vec<Option<(Fact, bool)>> = cells.iter().map(|cell| column.judge(cell)).collect();
    let perhaps = Fact::PerhapsLostDigits { others_in_column: true };
    assert_eq!(judged, [Some((Fact::LostDigits, true)), Some((Fact::LostDigits, true)), Some((perhaps, true)), None]);
}

#[test]
fn escapes_are_refused_and_formulas_are_text() {
    let reading = read(fixture!("hostile-cells.csv"));
    let codes: Vec<&str> = reading.rows.iter().map(|row| row.2.as_str()).collect();
    assert_eq!(codes, ["", "J418!", "J418!", ""]);
    assert_eq!(reading.rows[0].1, "=cmd|x");
}

#[test]
fn a_file_of_rejects_is_read_as_it_is() {
    let reading = read(fixture!("ragged-rows.csv"));
    let mut rejects =
        Rejects::new(Vec::new(), "名册 3fa2c1b0", reading.plan.binding.own_headings().iter().map(String::as_str))
            .unwrap();
    each_row(&reading.plan, fixture!("ragged-rows.csv"), |binding, record| {
        rejects.row(record.line, &[(Code::J410, "多了一格")], record.cells().skip(binding.preface)).unwrap();
    });
    let written = rejects.finish().unwrap();
    let again = read(&written);
    assert_eq!(again.plan.binding.preface, 3);
    assert!(again.plan.binding.ignored.is_empty());
    assert_eq!(again.plan.binding.own_headings(), reading.plan.binding.own_headings());
    assert_eq!(again.seen(), [(2, "张三", ""), (3, "李四", "J410!"), (4, "王五", "J410!")]);
}

#[test]
fn a_cell_and_a_line_without_end_are_rejects() {
    let head = "姓名,公民身份号码,户籍地址,社区,居住地址,居住事由\n";
    let long =
        format!("{head}张三,1,{},b,c,d\n李四,2,a,b,c,{}\n王五,3,a,b,c,d\n", "长".repeat(10_001), "长".repeat(800_000));
    let reading = read(long.as_bytes());
    let codes: Vec<&str> = reading.rows.iter().map(|row| row.2.as_str()).collect();
    assert_eq!(codes, ["J429!", "J429!", ""]);
    assert_eq!(reading.rows[2].0, 4);
}

proptest! {
    #[test]
    fn random_bytes_never_panic_and_make_no_more_rows_than_lines(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let mut file = "姓名,公民身份号码,户籍地址,社区,居住地址,居住事由\n".as_bytes().to_vec();
        file.extend(&bytes);
        for bytes in [&bytes, &file] {
            if let Ok(plan) = planned(bytes, &Request::default()) {
                let mut rows = 0;
                let skipped = each_row(&plan, bytes, |_, _| rows += 1);
                let lines = bytes.iter().filter(|byte| matches!(byte, b'\n' | b'\r')).count() as u64 + 1;
                prop_assert!(rows + skipped <= lines);
            }
        }
    }

    #[test]
    fn quotes_breaks_and_separators_in_any_order_never_lose_a_good_row(noise in "[\",\n a]{0,60}") {
        let good = "张三,520199199001010017,a,b,c,d";
        let file = format!("姓名,公民身份号码,户籍地址,社区,居住地址,居住事由\n{noise}\n{good}\n{good}\n");
        let rows = read(file.as_bytes()).rows;
        let sound = rows.iter().filter(|row| row.1 == "张三" && row.2.is_empty()).count();
        let named = rows.iter().any(|row| row.2.contains('!'));
        prop_assert!(sound == 2 || named, "{rows:?}");
    }
}
