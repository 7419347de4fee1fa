//! Every command of the tree, and how the report of look-ups counts what it journals.

use super::tree;
use crate::domain::lookups::Glance;

/// The commands without others below, as the journal words them.
fn leaves(command: &clap::Command, path: &str, found: &mut Vec<String>) {
    for below in command.get_subcommands() {
        let line = format!("{path} {}", below.get_name()).trim().to_owned();
        if below.has_subcommands() { leaves(below, &line, found) } else { found.push(line) }
    }
}

#[test]
fn every_command_that_shows_people_is_counted_and_none_that_does_not() {
    let look_ups = ["show", "find", "why", "history"].map(|verb| [format!("migrant {verb}"), format!("permit {verb}")]);
    let look_ups = look_ups.concat();
    let lists = [
        "permit list",
        "rules try",
        "report rate",
        "report monthly",
        "report trend",
        "report ranking",
        "report due",
        "report overdue",
        "report eligible",
        "report uncollected",
        "report turnaround",
        "report quality",
        "report lookups",
    ];
    // What these journal is an act, or nothing: they show nobody, or whom they change.
    let others = ["report freeze", "report show", "report restate"];
    let mut found = Vec::new();
    leaves(&tree(), "", &mut found);
    assert!(found.len() > 40, "{found:?}");
    for line in found {
        let command: Vec<&str> = line.split(' ').take(2).collect();
        let command = command.join(" ");
        let expected = if look_ups.contains(&command) {
            Some(Glance::LookUp)
        } else if lists.contains(&command.as_str()) {
            Some(Glance::List)
        } else if matches!(command.as_str(), "nightly" | "migrant export" | "journal export" | "audit pack")
            || command.starts_with("print ")
        {
            Some(Glance::Export)
        } else {
            assert!(
                !command.starts_with("report ") || others.contains(&command.as_str()),
                "{command}: new, say what it shows"
            );
            None
        };
        assert_eq!(Glance::of(&command), expected, "{command}");
    }
}
