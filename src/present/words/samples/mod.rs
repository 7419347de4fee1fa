//! Every sentence once, with sample values, as the snapshots `messages.zh` and `messages.en`.

mod edits;
mod machine;
mod people;
mod permits;
mod rosters;
mod rules;
mod units;

use crate::domain::calendar::Day;
use crate::domain::lang::Lang;
use crate::domain::rate::By;
use crate::ops::register::Remark;
use crate::present::words::Describe;
use crate::present::words::report::{check_name, rate_definition};
use crate::present::words::told::{Carried, Told};
use crate::reference;
use machine::{machine, nights, side_files};
use people::{corrections, id_refusals, merge_warnings, objections, people, warnings, who};
use permits::{application_acts, applications, card_acts, cards, lacking, not_entitled};
use rosters::{doctor, of_sheets, rosters};
use rules::{contradictions, rules};
use std::fmt::Write as _;
use units::{small_tree, unit_acts, unit_refusals};

const NUMBER: &str = "520199199001010017";

const PERMIT: &str = "JZ5201021200000015";

fn day(text: &str) -> Day {
    Day::parse_iso(text).unwrap()
}

fn s(text: &str) -> String {
    text.to_owned()
}

type Sample = (&'static str, Box<dyn Describe>);

fn sample(name: &'static str, what: impl Describe + 'static) -> Sample {
    (name, Box::new(what))
}

/// What is refused or failed: each has a hint.
fn refusals() -> Vec<Sample> {
    let ids = id_refusals().into_iter().map(|refusal| sample("id", refusal));
    let units = unit_refusals().into_iter().map(|refusal| sample("unit", refusal));
    let acts = unit_acts().into_iter().map(|refusal| sample("unit-act", refusal));
    let units = units.chain(acts);
    let objections = objections().into_iter().map(|objection| sample("form", objection));
    let lacking = lacking().into_iter().map(|lack| sample("missing", lack));
    let groups = [
        who(),
        people(),
        corrections(),
        applications(),
        edits::of_applications(),
        application_acts(),
        cards(),
        card_acts(),
        rules(),
        contradictions(),
        rosters(),
        doctor(),
        machine(),
        side_files(),
        nights(),
    ];
    ids.chain(units).chain(objections).chain(lacking).chain(groups.into_iter().flatten()).collect()
}

fn notes() -> Vec<Sample> {
    let warnings = warnings().into_iter().map(|warning| sample("warning", Remark::Form(warning)));
    let warnings = warnings.chain([sample("warning", Remark::NameDiffers { masked_name: s("王*") })]);
    let warnings = warnings.chain(merge_warnings().map(|warning| sample("warning", warning)));
    let warnings = warnings.chain(of_sheets());
    warnings.chain(not_entitled().into_iter().map(|reason| sample("not-entitled", reason))).collect()
}

fn definitions(lang: Lang) -> String {
    let (book, tree) = (reference::rule_book(), small_tree());
    let mut out = String::new();
    for (on, by) in [
        ("2012-01-01", By::Counter),
        ("2012-08-31", By::Tier),
        ("2012-10-31", By::District),
        ("2012-11-15", By::Community),
        ("2017-01-01", By::Tier),
    ] {
        let text = rate_definition(lang, book.on(day(on)), by, day(on), &tree);
        let _ = writeln!(out, "{on} {}\n  {text}", by.as_str());
    }
    for name in [
        "rows_in_force",
        "rows_liable",
        "rows_liable_holders",
        "rows_first_issues",
        "holders_and_without",
        "cards",
        "cards_live_bearers",
        "cards_other_bearers",
        "units_unknown",
        "reasons_unknown",
        "applications_issued",
        "registered_persons",
        "people_without_registration",
        "opening_begun_ended",
    ] {
        let _ = writeln!(out, "{name}: {}", check_name(lang, name));
    }
    out
}

/// What a refused command line gives to the hints: `LINE` stands for its noun, its verb and what follows.
fn carried() -> Carried {
    Carried { typed: vec![s("LINE")], ..Carried::default() }
}

/// The lines of every hint; what repeats the refused command begins with `jzz LINE`.
pub fn hint_lines(lang: Lang) -> Vec<(&'static str, String)> {
    let lines = refusals().into_iter().chain(notes()).flat_map(|(name, what)| {
        let hint = Told::of(what.as_ref(), lang, &carried()).hint.unwrap_or_default();
        hint.lines().map(|line| (name, line.to_owned())).collect::<Vec<_>>()
    });
    lines.collect()
}

fn messages(lang: Lang) -> String {
    let mut out = String::new();
    for (name, what) in refusals().into_iter().chain(notes()) {
        let told = Told::of(what.as_ref(), lang, &carried());
        let _ = writeln!(out, "{} {name}\n  {}", told.code, told.message.replace('\n', "\n  "));
        for hint in told.hint.iter().flat_map(|hint| hint.lines()) {
            let _ = writeln!(out, "  > {hint}");
        }
    }
    out + &definitions(lang)
}

#[test]
fn messages_zh() {
    insta::assert_snapshot!("messages.zh", messages(Lang::Zh));
}

#[test]
fn messages_en() {
    insta::assert_snapshot!("messages.en", messages(Lang::En));
}

#[test]
fn no_sentence_hint_or_detail_repeats_a_number() {
    for (name, what) in refusals().into_iter().chain(notes()) {
        for lang in [Lang::Zh, Lang::En] {
            let words = what.words(lang);
            let all = format!("{} {:?} {:?} {:?}", words.sentence, words.hint, words.details, what.causes());
            assert!(!all.contains(NUMBER), "{name}: {all}");
        }
    }
}

#[test]
fn every_refusal_has_a_hint_and_details_do_not_depend_on_the_language() {
    for (name, what) in refusals() {
        let (zh, en) = (what.words(Lang::Zh), what.words(Lang::En));
        assert!(zh.hint.is_some_and(|hint| !hint.trim().is_empty()), "{name}");
        assert!(en.hint.is_some_and(|hint| !hint.trim().is_empty()), "{name}");
        assert!(zh.details.keys().eq(en.details.keys()), "{name}");
    }
}

#[test]
fn a_hint_is_a_sentence_or_a_whole_command_in_the_register_of_the_command_line() {
    let register = Carried { db: Some(s("r.db")), typed: vec![s("LINE"), s("--db"), s("r.db")], ..Carried::default() };
    let command = |line: &str| line.match_indices("jzz ").next().map(|(at, _)| line[at + 4..].to_owned());
    for (name, what) in refusals() {
        for (lang, carried) in [(Lang::Zh, &register), (Lang::En, &register), (Lang::Zh, &Carried::default())] {
            let hint = Told::of(what.as_ref(), lang, carried).hint.unwrap_or_default();
            for line in hint.lines() {
                let says = line.contains(' ') || line.chars().filter(|c| !c.is_ascii()).count() > 5;
                assert!(says && !line.starts_with('-'), "{name}: {line}");
                let Some(command) = command(line).filter(|_| carried.db.is_some()) else { continue };
                let apart = ["explain", "--version", "--help", "0.1"].iter().any(|word| command.starts_with(word));
                assert!(apart || command.contains("--db ") || command.contains("--help"), "{name}: {line}");
            }
        }
    }
}

#[test]
fn chinese_is_chinese_and_english_is_english() {
    let chinese = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    for (name, what) in refusals().into_iter().chain(notes()) {
        let (zh, en) = (what.words(Lang::Zh).sentence, what.words(Lang::En).sentence);
        assert!(zh.contains(chinese), "{name}: {zh}");
        assert_ne!(zh, en, "{name}");
        let words = zh.split(|c: char| !c.is_ascii_alphabetic() && c != ' ');
        let longest = words.map(|run| run.split_whitespace().filter(|word| word.len() > 1).count()).max();
        assert!(longest.is_none_or(|count| count < 3), "{name}: {zh}");
    }
}

#[test]
fn what_is_repeated_is_cut_and_without_personal_digits() {
    for (given, shown) in [
        ("新华社区", "新华社区"),
        ("520102400", "520102400"),
        ("2012-02-30", "2012-02-30"),
        (NUMBER, "******************"),
        ("520199 19900101 0017", "****** ******** ****"),
        ("５２０１９９１９９００１０１００１７", "******************"),
        ("电话13912342345", "电话***********"),
    ] {
        assert_eq!(super::echo(given), shown, "{given}");
    }
    assert_eq!(super::echo(&"长".repeat(50)).chars().count(), 41);
}

#[test]
fn a_value_is_quoted_where_a_shell_would_take_it_apart() {
    for (value, shown) in
        [("遵义路1号", "遵义路1号"), ("a b", "'a b'"), ("", "''"), ("it's", r"'it'\''s'"), ("$(x)", "'$(x)'")]
    {
        assert_eq!(super::quoted(value), shown);
    }
}
