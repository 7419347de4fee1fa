//! The functions that an import calls for every row, each alone: nanoseconds, not ratios.
//!
//! For comparing two states of this repository on one machine. `cargo bench --bench functions --features
//! internals`.

use divan::counter::{BytesCount, ItemsCount};
use divan::{Bencher, black_box};
use jzz::Day;
use jzz::domain::identity::{check_character, read};
use jzz::domain::permit::{Card, PermitKind, terms};
use jzz::domain::place::Divisions;
use jzz::domain::regime::Regime;
use jzz::domain::rulebook::RuleBook;
use jzz::intake::{HEAD, Plan, Record, Request, Scan, sniff};

const ROWS: usize = 100_000;

fn main() {
    divan::main();
}

fn day(text: &str) -> Day {
    Day::parse_iso(text).expect("a day")
}

/// A made-up person's number: county 520199, which was never assigned.
fn number(person: usize) -> String {
    let born = day("1960-01-01").plus_days(i32::try_from(person % 14_000).unwrap_or(0)).to_string().replace('-', "");
    let digits = format!("520199{born}{:03}", person % 1000);
    let check = check_character(digits.as_bytes());
    format!("{digits}{check}")
}

#[divan::bench]
fn reading_an_identity_number(bencher: Bencher) {
    let (given, on) = (number(1234), day("2012-08-31"));
    bencher.bench(|| read(black_box(&given), None, on, true));
}

#[divan::bench(args = ["贵州省毕节市七星关区麻园路12号3单元", "湖南省邵阳市邵东县仙槎桥镇", "重庆市北碚区歇马镇12组", "麻园路12号"])]
fn locating_an_address(bencher: Bencher, address: &str) {
    let divisions: &Divisions = jzz::reference::divisions();
    bencher.bench(|| divisions.locate(black_box(address)));
}

#[divan::bench(args = [0, 1, 8])]
fn terms_of_a_card(bencher: Bencher, endorsements: i32) {
    let book: RuleBook = jzz::reference::rule_book();
    let issued_on = day("2012-03-09");
    let card = Card {
        kind: PermitKind::Residence,
        regime: Regime::Guiyang2012,
        issued_on,
        base_on: issued_on,
        printed_until: None,
        endorsements: (1..=endorsements).map(|year| issued_on.plus_months(12 * year).plus_days(-10)).collect(),
        ended: None,
    };
    bencher.bench(|| terms(black_box(&card), &book));
}

/// A roster of 100,000 rows in memory.
fn roster() -> Vec<u8> {
    let mut text = String::from("姓名,性别,民族,公民身份号码,户籍地址,社区代码,现居住地址,居住事由,登记日期\n");
    for person in 0..ROWS {
        let line = format!(
            "杨学毅,男,苗族,{},贵州省毕节市七星关区麻园路{person}号,520102405,贵阳市南明区市府社区南垭口{person}号,服务,2012-01-16\n",
            number(person)
        );
        text.push_str(&line);
    }
    text.into_bytes()
}

fn plan_of(bytes: &[u8]) -> Plan {
    let mut scan = Scan::default();
    scan.feed(bytes);
    scan.finish();
    let head = &bytes[..bytes.len().min(HEAD)];
    match sniff(head, &scan, &Request::default()) {
        Ok(plan) => plan,
        Err(outer) => panic!("the roster of the bench cannot be read: {outer:?}"),
    }
}

#[divan::bench(sample_count = 10)]
fn scanning_a_roster(bencher: Bencher) {
    let bytes = roster();
    bencher.counter(BytesCount::of_slice(&bytes)).bench(|| {
        let mut scan = Scan::default();
        scan.feed(black_box(&bytes));
        scan.finish();
        scan
    });
}

#[divan::bench(sample_count = 10)]
fn reading_the_rows_of_a_roster(bencher: Bencher) {
    let bytes = roster();
    let plan = plan_of(&bytes);
    bencher.counter(ItemsCount::new(ROWS)).bench(|| {
        let mut rows = plan.rows(black_box(bytes.as_slice())).expect("rows");
        let mut record = Record::default();
        while rows.next(&mut record).expect("a row") {
            black_box(&record);
        }
        assert_eq!(rows.taken, ROWS as u64);
    });
}
