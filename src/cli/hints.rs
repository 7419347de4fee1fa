//! Every hint can be pasted: a shell takes it whole, and the program's own parser reads it.

use std::ffi::OsString;

use clap::Command;
use clap::error::ErrorKind;

use super::language::speak;
use super::{blanks, read, tree, values};
use crate::domain::lang::Lang;
use crate::present::words::blank::ends_blank;
use crate::present::words::samples::hint_lines;

/// The words of a line as a shell takes them apart, or a mark that means something to it, or goes on in prose.
fn words(line: &str) -> Result<Vec<String>, char> {
    let (mut words, mut word, mut quoted) = (Vec::new(), None::<String>, false);
    for c in line.chars() {
        match c {
            '\'' => {
                quoted = !quoted;
                word.get_or_insert_default();
            }
            c if c.is_whitespace() && !quoted => words.extend(word.take()),
            c if !quoted && "<>|&;()*?$`\"\\[]{}#~!；，。".contains(c) => return Err(c),
            c => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    Ok(words)
}

/// The commands of a line: from the first `jzz ` to its end, several with `&&` between.
fn commands(line: &str) -> Vec<String> {
    let start = line.match_indices("jzz ").map(|(at, _)| at).find(|at| {
        let before = line[..*at].chars().next_back();
        before.is_none_or(|c| c.is_whitespace() || c == '：')
    });
    let all = start.map(|at| line[at + 4..].split(" && ").map(|one| one.trim_start_matches("jzz ").to_owned()));
    all.into_iter().flatten().collect()
}

/// Why the program would not take such a line; words that it asks for may be left to be filled in.
fn objection(line: &str) -> Option<String> {
    let words = match words(line) {
        Ok(words) => words,
        Err(mark) => return Some(format!("{mark} means something to a shell, or ends a sentence")),
    };
    if let Some(word) = words.iter().skip(2).find(|word| values::is_placeholder(word) && !ends_blank(word)) {
        return Some(format!("{word} is to be filled in, and not marked"));
    }
    let blank = words.iter().any(|word| ends_blank(word));
    let args: Vec<OsString> = words.iter().map(OsString::from).collect();
    let mut tree = tree();
    let Ok(args) = blanks::taken_out(&tree, args, Lang::Zh) else { return None };
    match read(&mut tree, args).err().map(|error| (error.kind(), error.to_string())) {
        None | Some((ErrorKind::DisplayHelp | ErrorKind::DisplayVersion, _)) => None,
        Some((ErrorKind::MissingRequiredArgument, _)) if blank => None,
        Some((_, error)) => Some(error),
    }
}

/// Whether some command has all these options and takes these values.
fn fits_some(command: &Command, path: &str, options: &str) -> bool {
    if command.has_subcommands() {
        return command.get_subcommands().any(|sub| fits_some(sub, &format!("{path} {}", sub.get_name()), options));
    }
    let args = words(&format!("{path} {options}")).unwrap_or_default().into_iter().map(OsString::from).collect();
    let mut tree = tree();
    let Ok(args) = blanks::taken_out(&tree, args, Lang::Zh) else { return true };
    let error = read(&mut tree, args).err().map(|error| error.kind());
    error.is_none_or(|kind| kind == ErrorKind::MissingRequiredArgument)
}

#[test]
fn every_hint_can_be_pasted() {
    let mut found = Vec::new();
    for lang in [Lang::Zh, Lang::En] {
        let _spoken = speak(lang);
        for (name, line) in hint_lines(lang) {
            for command in commands(&line) {
                let objection = match command.strip_prefix("LINE") {
                    Some(options) => (!fits_some(&tree(), "", options)).then(|| "no command takes it".to_owned()),
                    None => objection(&command),
                };
                found.extend(objection.map(|objection| format!("{name}: {line}: {objection}")));
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn what_cannot_be_pasted_is_noticed() {
    for line in [
        "permit end M1 --because 原因",
        "permit end M1 --because",
        "permit why M1；别的",
        "migrant show M1 > 文件",
        "db info --db 文件 另一个",
        "unit close 520102400 --to <单位>",
        "permit withdraw",
    ] {
        assert!(objection(line).is_some(), "{line}");
    }
    for line in ["permit end M1 --because 【原因】", "migrant show M1 --db '/a b.db'", "explain J203"] {
        assert_eq!(objection(line), None);
    }
    assert_eq!(commands("先移走：mv 'a' 'b' && jzz init --db a"), ["init --db a"]);
}
