//! Hints: whatever they tell to type must exist.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde_json::Value;

use super::{Counter, words};

/// For every command of the tree: its long flags.
fn tree() -> &'static BTreeMap<String, String> {
    static TREE: OnceLock<BTreeMap<String, String>> = OnceLock::new();
    TREE.get_or_init(|| {
        let mut found = BTreeMap::new();
        walk(&Counter::on("2012-08-31"), &[], &mut found);
        found
    })
}

fn walk(counter: &Counter, path: &[String], found: &mut BTreeMap<String, String>) {
    let help = counter.jzz(path.iter().cloned().chain(["--help".to_owned()])).done().stdout;
    let below = help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| line.starts_with(' '));
    let names: Vec<String> = below
        .filter(|line| line.starts_with("  ") && !line.starts_with("   "))
        .filter_map(|line| line.split_whitespace().next().map(str::to_owned))
        .collect();
    found.insert(path.join(" "), help.clone());
    for name in names {
        walk(counter, &[path, &[name]].concat(), found);
    }
}

/// Checks a hint's command lines against the help; an error needs a hint.
#[track_caller]
pub fn check(error: &Value, line: &str) {
    let hint = error["hint"].as_str().unwrap_or_else(|| panic!("{line}: no hint: {error}"));
    for command in hint.split(['\n', ';', '；']).filter_map(|part| part.find("jzz ").map(|at| &part[at + 4..])) {
        check_command(command, line);
    }
}

#[track_caller]
fn check_command(command: &str, line: &str) {
    // The register of the command line stands before the noun.
    let typed = words(command);
    let typed = typed.strip_prefix(&["--db".to_owned()]).map_or(&typed[..], |rest| &rest[1..]);
    let path: Vec<&str> = typed.iter().map(String::as_str).take_while(|word| !word.starts_with('-')).collect();
    let known = (0..=path.len().min(3)).rev().find_map(|n| tree().get_key_value(&path[..n].join(" ")));
    let (found, help) = known.unwrap_or_else(|| panic!("{line}: {command}"));
    assert!(!found.is_empty() || path.is_empty(), "{line}: no such command: jzz {command}");
    assert!(
        path.is_empty() || found.contains(' ') || !help.contains("Commands:") || command.ends_with("--help"),
        "{line}: no such verb: jzz {command}"
    );
    for flag in typed.iter().filter(|word| word.starts_with("--")) {
        let flag = flag.split('=').next().unwrap_or(flag);
        assert!(help.contains(flag), "{line}: no such flag {flag}: jzz {command}");
    }
    // Read by the program itself up to the last word; what is left to be filled in is missing, nothing else.
    let told = Counter::on("2012-08-31").jzz(words(command).iter().map(String::as_str).chain(["--help"]));
    let blank = typed.iter().any(|word| word.ends_with('】') || (word.ends_with('_') && word.contains('_')));
    let taken = told.exit == 0 || (blank && told.code().as_deref() == Some("J902"));
    assert!(taken, "{line}: jzz {command}: {told:?}");
}
