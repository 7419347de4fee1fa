//! A hint that was pasted as it stands: what it left to the clerk (`【理由】`, `_REASON_`) is no value.
//!
//! An option with a blank is as if it had not been given: at a terminal it is then asked for, without one it
//! is missing. Where it would not be asked for, since the command can do without it, it is missing at once.

use std::ffi::OsString;

use clap::{Arg, Command};

use super::missing;
use super::page::is_needed_flag;
use super::usage::reached;
use crate::domain::lang::Lang;
use crate::present::words::blank::{ends_blank, is_blank};
use crate::present::words::usage::Usage;

/// The command line without its blanks; what was to be filled in where none is asked for.
pub fn taken_out(tree: &Command, args: Vec<OsString>, lang: Lang) -> Result<Vec<OsString>, Usage> {
    if !args.iter().any(|word| ends_blank(&word.to_string_lossy())) {
        return Ok(args);
    }
    let (place, path) = reached(tree, &args);
    let all = || place.get_arguments().chain(tree.get_arguments());
    let option = |name: &str| name.strip_prefix("--").and_then(|long| all().find(|arg| arg.get_long() == Some(long)));
    let (mut kept, mut open, mut plain) = (Vec::new(), Vec::new(), Vec::new());
    let mut words = args.iter().peekable();
    while let Some(word) = words.next() {
        let text = word.to_string_lossy();
        let (name, value) = text.split_once('=').map_or((text.as_ref(), None), |(name, value)| (name, Some(value)));
        let named = option(name).filter(|arg| arg.get_action().takes_values());
        let apart = named.filter(|_| value.is_none()).and_then(|_| words.peek());
        let given = value.map(str::to_owned).or_else(|| apart.map(|word| word.to_string_lossy().into_owned()));
        let blank = given.filter(|given| ends_blank(given));
        if let Some((arg, blank)) = named.zip(blank) {
            if value.is_none() {
                words.next();
            }
            if !(is_blank(&blank) && is_asked_for(&path, arg)) {
                open.push(arg);
            }
            continue;
        }
        if named.is_none() && !text.starts_with('-') {
            plain.push(is_blank(&text));
        }
        if !is_blank(&text) {
            kept.push(word.clone());
            kept.extend(named.filter(|_| value.is_none()).and_then(|_| words.next()).cloned());
        }
    }
    // Without its blank the words behind it would move up.
    let behind = plain.iter().rposition(|blank| !blank).unwrap_or_default();
    let nouns = path.split(' ').count() - 1;
    let moved = plain.iter().enumerate().filter(|(at, blank)| **blank && *at < behind);
    open.extend(moved.filter_map(|(at, _)| place.get_positionals().nth(at - nouns.min(at))));
    if open.is_empty() {
        return Ok(kept);
    }
    let is_open = |arg: &Arg| open.iter().any(|one| one.get_id() == arg.get_id());
    Err(missing::of_command(tree, path.strip_prefix("jzz ").unwrap_or_default(), &is_open, lang))
}

/// Whether the command asks for the option where it is not given, or says that it is missing.
fn is_asked_for(path: &str, arg: &Arg) -> bool {
    is_needed_flag(path, arg) || (path == "jzz permit refuse" && arg.get_long() == Some("article"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::present::words::Describe;

    fn taken(line: &str) -> Result<String, String> {
        let args = line.split(' ').map(OsString::from).collect();
        let told = |args: Vec<OsString>| args.iter().map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ");
        taken_out(&super::super::tree(), args, Lang::En)
            .map(told)
            .map_err(|usage| usage.words(Lang::En).details["missing"].to_string())
    }

    #[test]
    fn a_blank_is_as_if_it_had_not_been_given_or_is_named_as_missing() {
        for (line, left) in [
            ("permit withdraw A000001 --because 【理由】", "permit withdraw A000001"),
            ("permit withdraw _APPLICATION_ --because=_REASON_ --on 2012-09-01", "permit withdraw --on 2012-09-01"),
            ("permit refuse A1 --because 【理由】 --article 【条款】", "permit refuse A1"),
            ("migrant add --name 【姓名】 --unit 520102400", "migrant add --unit 520102400"),
            ("permit withdraw A000001 --because 理由", "permit withdraw A000001 --because 理由"),
            ("migrant show 【人】", "migrant show"),
            ("migrant merge M000001 【重复】 --on 2012-09-01", "migrant merge M000001 --on 2012-09-01"),
        ] {
            assert_eq!(taken(line).as_deref(), Ok(left));
        }
        for (line, missing) in [
            ("permit edit JZ1 --endorsed 2012-08-31=【日期】 --because x", "[\"--endorsed\"]"),
            ("migrant add --phone _PHONE_", "[\"--phone\"]"),
            ("migrant merge 【人】 M000002 --because x", "[\"<KEEP>\"]"),
            ("nightly --out _DIR_", "[\"--out\"]"),
        ] {
            assert_eq!(taken(line), Err(missing.to_owned()), "{line}");
        }
    }
}
