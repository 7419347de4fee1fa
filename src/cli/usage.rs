//! clap's errors in our words: every kind becomes a [`Usage`], with the command it was about.

use std::ffi::OsString;

use clap::error::{ContextKind, ContextValue, Error, ErrorKind};

use super::missing;
use super::near;
use super::page::{self, Page};
use super::values::ValueError;
use crate::domain::lang::Lang;
use crate::present::words::usage::{Accepted, Usage};

/// `jzz help permit apply`, also with options before it, and `jzz permit help apply` mean
/// `jzz permit apply --help`: `help` is heard where a noun or verb is expected, and nowhere else.
pub fn help_as_a_word(tree: &clap::Command, mut args: Vec<OsString>) -> Vec<OsString> {
    let mut place = tree;
    let mut at = 0;
    while let Some(word) = args.get(at).map(|word| word.to_string_lossy().into_owned()) {
        if word == "help" && place.has_subcommands() {
            args.remove(at);
            args.push("--help".into());
            break;
        }
        if word.starts_with('-') {
            at += usize::from(takes_a_value(tree, &word));
        } else if let Some(next) = place.find_subcommand(&word) {
            place = next;
        } else {
            break;
        }
        at += 1;
    }
    args
}

/// Whether the next word is the value of this global option.
fn takes_a_value(tree: &clap::Command, word: &str) -> bool {
    let Some(name) = word.strip_prefix("--") else { return false };
    tree.get_arguments().any(|arg| arg.get_long() == Some(name) && arg.get_action().takes_values())
}

/// What clap found wrong, for [`Usage`]'s words.
pub fn worded(error: &Error, tree: &clap::Command, args: &[OsString], lang: Lang) -> Usage {
    let (place, command) = reached(tree, args);
    let one = |kind| first(error, kind);
    let flag = || flag_name(&one(ContextKind::InvalidArg));
    let value = || one(ContextKind::InvalidValue);
    match error.kind() {
        // Help and version are answered before anything is worded.
        ErrorKind::DisplayHelp
        | ErrorKind::DisplayVersion
        | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand
        | ErrorKind::MissingSubcommand => {
            Usage::NoVerb { command, verbs: place.get_subcommands().map(|sub| sub.get_name().to_owned()).collect() }
        }
        ErrorKind::InvalidSubcommand => {
            // The most similar comes last.
            let similar = many(error, ContextKind::SuggestedSubcommand).into_iter().rev().collect();
            unknown_verb(tree, args, command, one(ContextKind::InvalidSubcommand), similar)
        }
        ErrorKind::UnknownArgument => {
            let word = one(ContextKind::InvalidArg);
            let near = many(error, ContextKind::SuggestedArg).first().map(String::as_str).map(flag_name);
            match (word.starts_with('-'), place.has_subcommands()) {
                (true, _) => Usage::UnknownFlag { command, flag: word, near },
                (false, true) => unknown_verb(tree, args, command, word, Vec::new()),
                (false, false) => Usage::Surplus { command, word },
            }
        }
        ErrorKind::MissingRequiredArgument => {
            Usage::Missing { command, lacking: missing::lacks(error, tree, args, lang) }
        }
        ErrorKind::InvalidValue => {
            let accepted = many(error, ContextKind::ValidValue);
            if accepted.is_empty() {
                Usage::NoValue { command, flag: flag() }
            } else {
                let accepted = accepted.into_iter().map(|code| Accepted { code, label: String::new() }).collect();
                Usage::Keyword { command, flag: flag(), value: value(), accepted }
            }
        }
        ErrorKind::ValueValidation => unreadable(error, command, flag(), value()),
        ErrorKind::ArgumentConflict => {
            let others: Vec<String> = many(error, ContextKind::PriorArg).iter().map(|name| flag_name(name)).collect();
            if others.is_empty() || others.contains(&flag()) {
                Usage::Repeated { command, flag: flag() }
            } else {
                Usage::Together { command, flag: flag(), others }
            }
        }
        ErrorKind::TooManyValues => Usage::ValueForSwitch { command, flag: flag(), value: value() },
        ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues | ErrorKind::NoEquals => {
            Usage::NoValue { command, flag: flag() }
        }
        ErrorKind::InvalidUtf8 => Usage::NotText { command },
        // These cannot come from words alone; what a later clap may add is told by its word.
        ErrorKind::Io | ErrorKind::Format => Usage::Value { command, flag: flag(), value: value(), number: false },
        _ => Usage::Surplus { command, word: one(ContextKind::InvalidArg) },
    }
}

/// A word that is no command, with those that may be meant.
fn unknown_verb(tree: &clap::Command, args: &[OsString], command: String, verb: String, similar: Vec<String>) -> Usage {
    let mut near = near::meant(tree, &command, &verb);
    if near.is_empty() {
        near = similar.into_iter().map(|name| format!("{command} {name}")).collect();
    }
    let behind = near::behind(tree, near.first(), args, &verb);
    Usage::UnknownVerb { command, verb, near, behind }
}

fn unreadable(error: &Error, command: String, flag: String, value: String) -> Usage {
    let source = std::error::Error::source(error);
    match source.and_then(|source| source.downcast_ref::<ValueError>()) {
        Some(ValueError::Day(error)) => Usage::Day { flag, value, error: *error },
        Some(ValueError::DayIn(value, error)) => Usage::Day { flag, value: value.clone(), error: *error },
        Some(ValueError::Word { word, accepted }) => {
            Usage::Keyword { command, flag, value: word.clone(), accepted: accepted.clone() }
        }
        Some(ValueError::Blank) => Usage::Blank { command, flag },
        Some(ValueError::Unkeepable) => Usage::Unkeepable { flag },
        Some(ValueError::Placeholder) => Usage::Placeholder { flag, value },
        Some(ValueError::NotWhole) => Usage::Value { command, flag, value, number: true },
        Some(ValueError::OutOf { least, most }) => Usage::OutOf { command, flag, least: *least, most: *most },
        Some(ValueError::NoArticle) => Usage::NoArticle { flag, value },
        None => {
            let number = source.is_some_and(<dyn std::error::Error>::is::<std::num::ParseIntError>);
            Usage::Value { command, flag, value, number }
        }
    }
}

/// The help of the command that the words lead to.
pub fn page_of(tree: &clap::Command, args: &[OsString], lang: Lang, width: usize) -> Page {
    let (command, path) = reached(tree, args);
    page::page(tree, command, &path, lang, width)
}

/// The same where nothing was asked of it; for `jzz` alone, what a clerk begins with.
pub fn page_of_nothing_asked(tree: &clap::Command, args: &[OsString], lang: Lang, width: usize) -> Page {
    let (command, path) = reached(tree, args);
    if path == "jzz" { page::first_steps(command, lang, width) } else { page::page(tree, command, &path, lang, width) }
}

/// The command that the words lead to, and what was typed to reach it.
pub fn reached<'a>(tree: &'a clap::Command, args: &[OsString]) -> (&'a clap::Command, String) {
    let mut place = tree;
    let mut path = "jzz".to_owned();
    for word in args.iter().map(|word| word.to_string_lossy()).take_while(|word| word != "--") {
        if let Some(next) = place.find_subcommand(word.as_ref()) {
            path = format!("{path} {word}");
            place = next;
        }
    }
    (place, path)
}

/// The command line without values: what may be sent to strangers.
pub fn without_values(tree: &clap::Command, args: &[OsString]) -> String {
    let (_, mut line) = reached(tree, args);
    for word in args.iter().map(|word| word.to_string_lossy()).take_while(|word| word != "--") {
        if let Some((name, _value)) = word.split_once('=').or(Some((&word, ""))).filter(|_| word.starts_with("--")) {
            line.push(' ');
            line.push_str(name);
        }
    }
    line
}

/// `--name <NAME>` without the value's name; `<CODE>` stays.
fn flag_name(described: &str) -> String {
    if described.starts_with('-') {
        described.split([' ', '=', '[']).next().unwrap_or(described).to_owned()
    } else {
        described.to_owned()
    }
}

fn first(error: &Error, kind: ContextKind) -> String {
    many(error, kind).into_iter().next().unwrap_or_default()
}

pub fn many(error: &Error, kind: ContextKind) -> Vec<String> {
    match error.get(kind) {
        Some(ContextValue::String(text)) => vec![text.clone()],
        Some(ContextValue::Strings(texts)) => texts.clone(),
        Some(ContextValue::StyledStr(text)) => vec![text.to_string()],
        Some(ContextValue::StyledStrs(texts)) => texts.iter().map(ToString::to_string).collect(),
        // None, flags and numbers name nothing.
        _ => Vec::new(),
    }
}
