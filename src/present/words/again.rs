//! The refused command line once more, with other options: what a hint of flags alone becomes, so that
//! it can be pasted into any shell.
//!
//! What may not be shown is left to be filled in: an identity number, a phone.

use super::blank::{ends_blank, is_blank, marked};
use super::told::is_number;
use super::{keywords, quoted, text};
use crate::domain::lang::Lang;
use crate::domain::mask;
use crate::domain::papers::Paper;

/// Options that may stand several times: a new one joins the others.
const REPEATABLE: [&str; 6] = ["--evidence", "--map", "--set", "--where", "--into", "--endorsed"];

/// Options without a value that a hint may leave out.
const SWITCHES: [&str; 2] = ["--all-or-nothing", "--cells"];

/// What a command line is to be once more.
#[derive(Debug, Clone, Copy, Default)]
pub struct Change<'a> {
    /// Options with their values, quoted as a shell wants them.
    pub with: &'a str,
    /// An option that is left out, with its value; empty: none.
    pub without: Option<&'a str>,
}

/// The line of `typed`, changed; `None` where no line is known.
pub fn again(typed: &[String], change: Change, lang: Lang) -> Option<String> {
    if typed.is_empty() {
        return None;
    }
    let given = pieces(change.with);
    let gone: Vec<(&str, bool)> = given
        .iter()
        .enumerate()
        .filter(|(_, piece)| piece.starts_with("--") && !REPEATABLE.contains(piece))
        .map(|(at, flag)| (*flag, given.get(at + 1).is_some_and(|next| !next.starts_with("--"))))
        // A month is another way to say the day.
        .chain(given.contains(&"--as-of").then_some(("--month", true)))
        .chain(change.without.filter(|flag| !flag.is_empty()).map(|flag| (flag, !SWITCHES.contains(&flag))))
        .collect();
    let mut line = vec!["jzz".to_owned()];
    let mut flag = "";
    let mut words = typed.iter();
    while let Some(word) = words.next() {
        let name = word.split_once('=').map_or(word.as_str(), |(name, _)| name);
        if let Some((_, valued)) = gone.iter().find(|(flag, _)| *flag == name) {
            if *valued && name == word {
                words.next();
            }
            continue;
        }
        let value = word.split_once('=').filter(|_| word.starts_with("--")).map(|(_, value)| value);
        let next = words.clone().next().map(String::as_str);
        if value.or(next).is_some_and(|value| given_anew(name, value, &given)) {
            if value.is_none() {
                words.next();
            }
            continue;
        }
        // What was left to be filled in is named anew.
        if is_blank(word) {
            continue;
        }
        line.push(quoted(&shown(word, flag, lang)));
        flag = word;
    }
    line.extend(given.iter().map(|piece| (*piece).to_owned()));
    // What is left to be filled in may be asked for.
    if line.iter().any(|word| ends_blank(word)) {
        line.retain(|word| word != "--no-input");
    }
    Some(line.join(" "))
}

/// Whether an option that may stand several times is given anew for the same thing: `--map B=name` for
/// `--map A=name`, `--set sex=2` for `--set sex=x`, `--evidence lease` for one with a day.
fn given_anew(name: &str, value: &str, given: &[&str]) -> bool {
    let about = |value: &str| {
        if name == "--evidence" {
            let kind = value.split([':', '：']).next().unwrap_or_default();
            return keywords::read(kind).map(|paper: Paper| paper.as_str().to_owned());
        }
        let (before, after) = value.split_once('=')?;
        match name {
            "--map" => Some(after.to_owned()),
            "--set" | "--endorsed" => Some(before.to_owned()),
            _ => None,
        }
    };
    let mut pairs = given.windows(2).filter(|pair| pair[0] == name);
    about(value).is_some_and(|what| pairs.any(|pair| about(pair[1].trim_matches('\'')).as_ref() == Some(&what)))
}

/// The pieces of a line as a shell would part them, quotes kept.
fn pieces(line: &str) -> Vec<&str> {
    let (mut found, mut start, mut quoted) = (Vec::new(), 0, false);
    for (at, c) in line.char_indices() {
        if c == '\'' {
            quoted = !quoted;
        } else if c.is_whitespace() && !quoted {
            found.push(&line[start..at]);
            start = at + c.len_utf8();
        }
    }
    found.push(&line[start..]);
    found.retain(|piece| !piece.is_empty());
    found
}

/// A word as it may be repeated: a person's number and phone are left to be filled in.
fn shown(word: &str, flag: &str, lang: Lang) -> String {
    let (name, value) = match word.split_once('=') {
        Some((name, value)) if name.starts_with("--") => (Some(name), value),
        Some(_) | None => (None, word),
    };
    let mut runs = value.split(|c: char| !c.is_numeric());
    let value = if is_number(value) {
        marked(&text!(lang, "号码", "NUMBER"), lang)
    } else if name.unwrap_or(flag) == "--phone" || runs.any(mask::is_mobile) {
        marked(&text!(lang, "电话", "PHONE"), lang)
    } else {
        value.to_owned()
    };
    name.map_or_else(|| value.clone(), |name| format!("{name}={value}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_is_repeated_with_other_options() {
        let cases = [
            ("migrant move M1 --unit 新华社区", "--unit 520102400", None, "jzz migrant move M1 --unit 520102400"),
            ("permit end M1 --on=2012-09-01 -q", "--on 2012-08-31", None, "jzz permit end M1 -q --on 2012-08-31"),
            ("unit split A --into B --rest B", "--rest C", None, "jzz unit split A --into B --rest C"),
            (
                "roster import a.csv --map B=name",
                "--map 'D 列=id_number'",
                None,
                "jzz roster import a.csv --map B=name --map 'D 列=id_number'",
            ),
            (
                "roster import a.csv --map A=name --map=B=name --map C=sex",
                "--map B=name",
                None,
                "jzz roster import a.csv --map C=sex --map B=name",
            ),
            (
                "permit apply M1 --evidence 房屋租赁合同:张三:2018-01-01 --evidence identity_card",
                "--evidence lease",
                None,
                "jzz permit apply M1 --evidence identity_card --evidence lease",
            ),
            (
                "rules set day_count x --for 花溪区 --from 2012-10-01",
                "",
                Some("--for"),
                "jzz rules set day_count x --from 2012-10-01",
            ),
            ("migrant show JZ5201021200000015 --on 1", "--on 2", None, "jzz migrant show JZ5201021200000015 --on 2"),
            ("permit show _PERMIT_", "_PERMIT_", None, "jzz permit show _PERMIT_"),
            ("permit end M1 --because _REASON_", "--because left", None, "jzz permit end M1 --because left"),
            ("roster import 13912342345.csv", "--source A", None, "jzz roster import _PHONE_ --source A"),
            (
                "migrant add --id-number 520199199001010017 --phone 13912342345 --proxy-id-number=52019919900101001X",
                "--on 2012-08-31",
                None,
                "jzz migrant add --id-number _NUMBER_ --phone _PHONE_ --proxy-id-number=_NUMBER_ --on 2012-08-31",
            ),
        ];
        for (typed, with, without, line) in cases {
            let typed: Vec<String> = typed.split(' ').map(str::to_owned).collect();
            assert_eq!(again(&typed, Change { with, without }, Lang::En).as_deref(), Some(line));
        }
        assert_eq!(again(&[], Change::default(), Lang::En), None);
    }
}
