//! The rooms and their arrows, read from the sources: which room names which, and which crates.
//!
//! Production code only: from `#[cfg(test)]` on, and in comments, a file may say what it likes.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Room, the rooms it may name, the crates it may name.
const TABLE: &[(&str, &[&str], &[&str])] = &[
    ("domain", &[], &["compact_str", "jiff", "pinyin"]),
    ("reference", &["domain"], &["toml", "serde"]),
    ("practice", &["domain", "reference"], &["csv", "encoding_rs"]),
    ("intake", &["domain", "reference"], &["csv", "csv_core", "memchr", "encoding_rs", "flate2", "quick_xml", "cfb"]),
    ("store", &["domain"], &["rusqlite", "rustix", "sha2"]),
    ("ops", &["domain", "reference", "store"], &["argon2"]),
    (
        "present",
        // Of the four last only outcomes and errors, to put them into words.
        &["domain", "reference", "intake", "store", "ops", "jobs"],
        &["serde", "serde_json", "comfy_table", "csv", "rust_xlsxwriter", "minijinja", "qrcode", "unicode_width"],
    ),
    (
        "jobs",
        &["domain", "reference", "practice", "intake", "store", "ops", "present", "prompt", "context", "failure"],
        &["indicatif", "sha2"],
    ),
    ("prompt", &[], &["dialoguer"]),
    ("commands", ROOMS, OUTER_CRATES),
    ("cli", ROOMS, OUTER_CRATES),
    ("context", ROOMS, OUTER_CRATES),
    ("failure", ROOMS, OUTER_CRATES),
    ("lib", ROOMS, &[]),
    ("main", &[], &["ctrlc", "signal_hook"]),
];

const ROOMS: &[&str] = &[
    "domain",
    "reference",
    "practice",
    "intake",
    "store",
    "ops",
    "present",
    "jobs",
    "prompt",
    "commands",
    "cli",
    "context",
    "failure",
    "run",
];

const OUTER_CRATES: &[&str] = &["clap", "anyhow", "toml", "ctrlc", "anstream"];

/// A crate that only one place of its room may name.
const NARROW: &[(&str, &str)] = &[
    ("compact_str", "domain/text.rs"),
    ("jiff", "domain/calendar.rs"),
    ("rusqlite", "store/sqlite/"),
    ("rustix", "store/sqlite/"),
    ("flate2", "intake/workbook/"),
    ("quick_xml", "intake/workbook/"),
    ("cfb", "intake/workbook/"),
];

/// Rooms that may touch files.
const FILES: &[&str] = &["store", "jobs", "context"];

/// What the two innermost rooms of rules never do.
const OUTSIDE: &[&str] =
    &["std::fs", "std::io", "std::env", "std::process", "std::time", "print!", "println!", "eprint!", "eprintln!"];

struct Source {
    /// Below `src`, with slashes.
    path: String,
    room: String,
    text: String,
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder of sources") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ext| ext == "rs")
                && !is_test(path.strip_prefix(&root).expect("below src"))
            {
                found.push(source(&root, &path));
            }
        }
    }
    assert!(found.len() > 20, "the sources are found");
    found
}

/// A file of tests only, `tests.rs` or in a folder `tests`: it may say what it likes.
fn is_test(path: &Path) -> bool {
    path.components().any(|part| part.as_os_str() == "tests") || path.ends_with("tests.rs")
}

fn source(root: &Path, path: &PathBuf) -> Source {
    let below = path.strip_prefix(root).expect("below src").to_string_lossy().replace('\\', "/");
    let room = below.split('/').next().unwrap_or_default().trim_end_matches(".rs").to_owned();
    let text = fs::read_to_string(path).expect("a source");
    Source { path: below, room, text: production(&text) }
}

/// The text without comments and without what stands from the tests on.
fn production(text: &str) -> String {
    let text = text.split("\n#[cfg(test)]\nmod ").next().unwrap_or_default();
    let code = text.lines().map(|line| {
        let line = line.trim_start();
        if line.starts_with("//") { "" } else { line.split(" // ").next().unwrap_or_default() }
    });
    code.collect::<Vec<_>>().join("\n")
}

/// The first names behind `prefix` (`crate::`), groups in braces opened.
fn named_behind(text: &str, prefix: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for (at, _) in text.match_indices(prefix) {
        let before = text[..at].chars().next_back();
        if before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':') {
            continue;
        }
        let rest = &text[at + prefix.len()..];
        match rest.strip_prefix('{') {
            Some(group) => names.extend(group_heads(group)),
            None => names.extend(head(rest)),
        }
    }
    names
}

fn head(text: &str) -> Option<String> {
    let name: String = text.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
    (!name.is_empty()).then_some(name)
}

fn group_heads(group: &str) -> Vec<String> {
    let mut depth = 0;
    let mut heads = Vec::new();
    let mut fresh = true;
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => fresh = true,
            _ if fresh && !c.is_whitespace() => {
                heads.extend(head(&group[at..]));
                fresh = false;
            }
            _ => {}
        }
    }
    heads
}

/// All crates of Cargo.toml, as sources write them.
fn crates() -> BTreeSet<String> {
    let manifest = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml")).expect("Cargo.toml");
    let mut inside = false;
    let mut found = BTreeSet::new();
    for line in manifest.lines() {
        if line.starts_with('[') {
            inside = line == "[dependencies]";
        } else if let (true, Some((name, _))) = (inside, line.split_once('=')) {
            found.insert(name.trim().replace('-', "_"));
        }
    }
    assert!(found.contains("clap"), "{found:?}");
    found
}

fn names_crate(text: &str, name: &str) -> bool {
    let path = format!("{name}::");
    text.match_indices(&path).any(|(at, _)| {
        let before = &text[..at];
        // `present::csv::render` is a module of ours; `::csv::Reader` is the crate.
        let own =
            before.ends_with("::") && before[..before.len() - 2].ends_with(|c: char| c.is_alphanumeric() || c == '>');
        !own && !before.ends_with(|c: char| c.is_alphanumeric() || c == '_')
    }) || text.contains(&format!("use {name};"))
}

/// What is wrong with one source; nothing, if all is well.
fn offences(source: &Source, crates: &BTreeSet<String>) -> Vec<String> {
    let Some((_, rooms, allowed)) = TABLE.iter().find(|(room, ..)| *room == source.room) else {
        return vec![format!("{}: no such room in the table", source.path)];
    };
    let mut found = Vec::new();
    let mut say = |what: String| found.push(format!("{}: {what}", source.path));
    let mut names = named_behind(&source.text, "crate::");
    if !source.path.contains('/') || source.path.ends_with("/mod.rs") {
        let above = named_behind(&source.text, "super::");
        let room_root = source.path.matches('/').count() <= 1;
        names.extend(above.into_iter().filter(|name| room_root && ROOMS.contains(&name.as_str())));
    }
    for name in names.iter().filter(|name| ROOMS.contains(&name.as_str()) && **name != source.room) {
        if !rooms.contains(&name.as_str()) {
            say(format!("{} must not name {name}", source.room));
        }
    }
    // A module of ours may be called like a crate (`present::csv`): imported, its name is ours.
    let imported = |name: &str| source.text.contains(&format!("use super::{name};")) || names_own(&source.text, name);
    for name in crates.iter().filter(|name| names_crate(&source.text, name) && !imported(name)) {
        let narrow = NARROW.iter().find(|(narrow, _)| narrow == name);
        if !allowed.contains(&name.as_str()) {
            say(format!("{} must not name the crate {name}", source.room));
        } else if narrow.is_some_and(|(_, place)| !source.path.starts_with(place)) {
            say(format!("the crate {name} has one place, and this is another"));
        }
    }
    if source.text.contains("super::super") {
        say("super::super: name the room".to_owned());
    }
    if ["domain", "ops"].contains(&source.room.as_str()) {
        for outside in OUTSIDE.iter().filter(|outside| names_outside(&source.text, outside)) {
            say(format!("{} must not use {outside}", source.room));
        }
    } else if names_outside(&source.text, "std::fs") && !FILES.contains(&source.room.as_str()) {
        say(format!("{} must not touch files", source.room));
    }
    found
}

/// Whether a group of our own imports brings the name in: `use crate::present::{csv, json};`.
fn names_own(text: &str, name: &str) -> bool {
    let statements = text.split("use crate::").skip(1).filter_map(|rest| rest.split(';').next());
    statements
        .into_iter()
        .any(|statement| statement.split(|c: char| !c.is_alphanumeric() && c != '_').any(|word| word == name))
}

/// `std::fs` also as `std::{fs, ..}`; macros as they are called.
fn names_outside(text: &str, outside: &str) -> bool {
    match outside.strip_prefix("std::") {
        Some(module) => named_behind(text, "std::").contains(module),
        None => {
            text.match_indices(outside).any(|(at, _)| !text[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_'))
        }
    }
}

#[test]
fn every_arrow_between_rooms_points_inwards() {
    let crates = crates();
    let found: Vec<String> = sources().iter().flat_map(|source| offences(source, &crates)).collect();
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

#[test]
fn a_wrong_arrow_would_be_noticed() {
    let crates = crates();
    let cases = [
        ("domain/permit.rs", "use crate::store::Store;", "domain must not name store"),
        (
            "domain/permit.rs",
            "use crate::{domain::code::Code, present::{words, json}};",
            "domain must not name present",
        ),
        ("domain/permit.rs", "let day = jiff::Zoned::new();", "one place"),
        ("domain/permit.rs", "use std::{fmt, fs};", "std::fs"),
        ("domain/permit.rs", "println!(\"x\");", "println!"),
        ("domain/mod.rs", "use super::store;", "domain must not name store"),
        ("store/permits.rs", "use rusqlite::Connection;", "one place"),
        ("store/permits.rs", "use super::super::domain;", "super::super"),
        ("ops/issue.rs", "fn go() { crate::commands::run() }", "ops must not name commands"),
        ("ops/issue.rs", "std::io::stdout();", "std::io"),
        ("present/html.rs", "std::fs::read(\"x\");", "files"),
        ("present/html.rs", "use clap::Args;", "crate clap"),
        ("commands/unit.rs", "use rusqlite::Connection;", "crate rusqlite"),
        ("attic/box.rs", "", "no such room"),
    ];
    for (path, text, expected) in cases {
        let room = path.split('/').next().unwrap_or_default().to_owned();
        let source = Source { path: path.to_owned(), room, text: production(text) };
        let found = offences(&source, &crates);
        assert!(found.iter().any(|offence| offence.contains(expected)), "{path}: {text}: {found:?}");
    }
    let text = "// use crate::store\nuse crate::domain::day;\n\n#[cfg(test)]\nmod tests { use crate::cli; }";
    let fine = Source { path: "domain/a.rs".to_owned(), room: "domain".to_owned(), text: production(text) };
    assert_eq!(offences(&fine, &crates), Vec::<String>::new());
}
