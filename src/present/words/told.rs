//! A failure as it leaves the program: worded, its hints made whole, no identity number left in it.
//!
//! Every text of an error passes here and nowhere else, whoever worded it: runs of digits as long as an
//! identity number are starred, and the commands of hints carry the register and the day that the refused
//! command line named.

use serde_json::{Map, Value};

use super::again::{Change, again};
use super::blank::is_blank;
use super::{Describe, Words, quoted, starred, text};
use crate::domain::calendar::Day;
use crate::domain::code::Code;
use crate::domain::lang::Lang;

/// What the commands of hints take over from the command line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Carried {
    /// The value of `--db`.
    pub db: Option<String>,
    /// The value of `--on`.
    pub on: Option<String>,
    /// The value of `--because`.
    pub because: Option<String>,
    /// All its words.
    pub typed: Vec<String>,
    /// The newest backup at hand, where one is wanted.
    pub backup: Option<String>,
    /// By the clock: no act is of a day after it.
    pub today: Option<Day>,
}

/// A failure in its last form.
pub struct Told {
    pub code: Code,
    pub message: String,
    pub causes: Vec<String>,
    pub hint: Option<String>,
    pub details: Map<String, Value>,
}

impl Told {
    pub fn of(what: &dyn Describe, lang: Lang, carried: &Carried) -> Told {
        let words = what.words(lang);
        Told {
            code: what.code(),
            message: masked(&words.sentence),
            causes: what.causes().iter().map(|cause| masked(cause)).collect(),
            hint: carried.hint(&words, lang).map(|hint| masked(&hint)),
            details: words.details.into_iter().map(|(key, value)| (key, without_numbers(value))).collect(),
        }
    }
}

impl Carried {
    /// The hint made whole: what says to do the same again is the command line itself, with the options named.
    fn hint(&self, words: &Words, lang: Lang) -> Option<String> {
        let hint = words.hint.as_ref()?;
        if let Some((without, with)) = &words.once_more {
            let line = again(&self.typed, Change { without: Some(without), with }, lang);
            return Some(line.map_or_else(|| hint.clone(), |line| text!(lang, "{hint}：{line}", "{hint}: {line}")));
        }
        let whole = |line: &str| {
            let Some((lead, with)) = options(line) else {
                let line = self.with_the_backup(&self.for_the_reason(line));
                return self.not_to_come(&self.on_the_day(&self.in_the_register(&line)));
            };
            let same = || text!(lang, "同一条命令，改用 {with}", "the same command, with {with}");
            let again = again(&self.typed, Change { with, ..Change::default() }, lang).unwrap_or_else(same);
            format!("{lead}{again}")
        };
        Some(hint.split('\n').map(whole).collect::<Vec<_>>().join("\n"))
    }

    /// Commands that work in a register name the one of the command line.
    pub fn in_the_register(&self, text: &str) -> String {
        /// Whatever needs no register.
        const APART: [&str; 6] = ["demo", "explain", "help", "guide", "completion", "man"];
        let Some(db) = &self.db else { return text.to_owned() };
        let db = quoted(db);
        commands_of(text, |command| {
            let noun = command.split_whitespace().next().unwrap_or_default();
            let fits =
                !APART.contains(&noun) && noun.starts_with(|c: char| c.is_ascii_lowercase()) && !names(command, "--db");
            fits.then(|| format!("--db {db} {command}"))
        })
    }

    /// A command that wants a reason has that of the refused one.
    fn for_the_reason(&self, text: &str) -> String {
        const FLAG: &str = "--because ";
        let Some(because) = &self.because else { return text.to_owned() };
        match text.split_once(FLAG) {
            Some((before, after)) => {
                let (word, rest) = after.split_at(after.find(' ').unwrap_or(after.len()));
                let word = if is_blank(word) { quoted(because) } else { word.to_owned() };
                format!("{before}{FLAG}{word}{rest}")
            }
            None => text.to_owned(),
        }
    }

    /// Commands that would do the act, or the one it waits for, do it on the day of the refused one.
    fn on_the_day(&self, text: &str) -> String {
        const ACTS: [&str; 18] = [
            "migrant add",
            "migrant move",
            "migrant leave",
            "permit apply",
            "permit issue",
            "permit withdraw",
            "permit refuse",
            "permit extend",
            "permit collect",
            "permit endorse",
            "permit replace",
            "permit end",
            "unit open",
            "unit rename",
            "unit move",
            "unit merge",
            "unit split",
            "unit close",
        ];
        let Some(on) = &self.on else { return text.to_owned() };
        let on = quoted(on);
        commands_of(text, |command| {
            let is_act = ACTS.iter().any(|act| {
                let at = command.find(act).map(|at| &command[at + act.len()..]);
                at.is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
            });
            let fits = is_act && !names(command, "--on");
            fits.then(|| format!("{command} --on {on}"))
        })
    }
}

impl Carried {
    /// A backup that is put back is the newest one at hand.
    fn with_the_backup(&self, text: &str) -> String {
        const RESTORE: &str = "jzz db restore ";
        let Some(backup) = &self.backup else { return text.to_owned() };
        match text.split_once(RESTORE) {
            Some((before, after)) => {
                let (word, rest) = after.split_at(after.find(' ').unwrap_or(after.len()));
                let word = if is_blank(word) { quoted(backup) } else { word.to_owned() };
                format!("{before}{RESTORE}{word}{rest}")
            }
            None => text.to_owned(),
        }
    }

    /// A command that is possible from a coming day on is told without that day: it is typed when the day has come.
    fn not_to_come(&self, text: &str) -> String {
        const FLAG: &str = " --on ";
        let Some(today) = self.today else { return text.to_owned() };
        commands_of(text, |command| {
            let (before, after) = command.split_once(FLAG)?;
            let (day, rest) = after.split_at(after.find(' ').unwrap_or(after.len()));
            let to_come = Day::parse_iso(day).is_some_and(|day| day > today);
            to_come.then(|| format!("{before}{rest}"))
        })
    }
}

/// What stands before options of the refused command, and these: they, or what it needs and was not given,
/// stand without the command that they belong to.
pub fn options(line: &str) -> Option<(&str, &str)> {
    let at = ["：", ": "].iter().filter_map(|colon| line.find(colon).map(|at| at + colon.len())).min();
    let is_options = |text: &str| text.starts_with("--") || text.split_whitespace().next().is_some_and(is_blank);
    let at = [Some(0), at].into_iter().flatten().find(|at| is_options(&line[*at..]))?;
    Some(line.split_at(at))
}

/// Whether the command has that flag already, or only asks for help.
fn names(command: &str, flag: &str) -> bool {
    let is_flag = |word: &str| word.strip_prefix(flag).is_some_and(|rest| rest.is_empty() || rest.starts_with('='));
    command.split_whitespace().any(|word| is_flag(word) || word == "--help")
}

/// The text with the command behind the first `jzz ` of every line changed, where `change` wants it.
fn commands_of(text: &str, change: impl Fn(&str) -> Option<String>) -> String {
    let line = |line: &str| {
        let start = line.match_indices("jzz ").map(|(at, _)| at).find(|at| {
            let before = line[..*at].chars().next_back();
            before.is_none_or(|c| c.is_whitespace() || matches!(c, '：' | '，' | '；' | '('))
        });
        let changed =
            start.and_then(|at| change(&line[at + 4..]).map(|command| format!("{}jzz {command}", &line[..at])));
        changed.unwrap_or_else(|| line.to_owned())
    };
    text.split('\n').map(line).collect::<Vec<_>>().join("\n")
}

fn without_numbers(value: Value) -> Value {
    match value {
        Value::String(text) => Value::String(masked(&text)),
        Value::Array(values) => values.into_iter().map(without_numbers).collect(),
        Value::Object(entries) => entries.into_iter().map(|(key, value)| (key, without_numbers(value))).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) => value,
    }
}

/// The text without identity numbers: runs of fifteen digits or more are starred, but in the numbers of
/// permits (`JZ` and 16 digits) and in SHA-256 hashes, which nobody can take for a person's.
pub fn masked(text: &str) -> String {
    const SHORTEST_NUMBER: usize = 15;
    let in_word = |c: char| c.is_ascii_alphanumeric() || c.is_numeric();
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let (word, after) = rest.split_at(rest.find(|c| !in_word(c)).unwrap_or(rest.len()));
        if is_permit(word) || is_hash(word) {
            out.push_str(word);
        } else {
            out.push_str(&starred(word, SHORTEST_NUMBER));
        }
        let (between, next) = after.split_at(after.find(in_word).unwrap_or(after.len()));
        out.push_str(between);
        rest = next;
    }
    out
}

/// Whether a word has as many digits in a row as an identity number, and is no permit's.
pub fn is_number(word: &str) -> bool {
    const SHORTEST_NUMBER: usize = 15;
    let runs = word.split(|c: char| !c.is_numeric());
    runs.map(|run| run.chars().count()).max().is_some_and(|digits| digits >= SHORTEST_NUMBER) && !is_permit(word)
}

pub(super) fn is_permit(word: &str) -> bool {
    const DIGITS: usize = 16;
    let digits = word.strip_prefix("JZ").or_else(|| word.strip_prefix("jz"));
    digits.is_some_and(|digits| digits.len() == DIGITS && digits.bytes().all(|b| b.is_ascii_digit()))
}

fn is_hash(word: &str) -> bool {
    const HEX_DIGITS: usize = 64;
    let hex = word.bytes().all(|b| b.is_ascii_hexdigit());
    word.len() == HEX_DIGITS && hex && word.bytes().any(|b| b.is_ascii_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identity_numbers_are_starred_and_permits_hashes_and_days_are_not() {
        let hash = "0123456789012345678901234567890123456789012345678901234567890abc";
        let cases = [
            ("--520199199001010017", "--******"),
            ("52019919900101001X=foo", "******X=foo"),
            ("号码520199900101001不对", "号码******不对"),
            ("５２０１９９１９９００１０１００１７", "******"),
            ("M520199199001010017", "M******"),
            ("JZ520199199001010017", "JZ******"),
            ("JZ5201021200000015", "JZ5201021200000015"),
            ("2012-03-05 20120305 20120305123456", "2012-03-05 20120305 20120305123456"),
            (hash, hash),
        ];
        for (given, shown) in cases {
            assert_eq!(masked(given), shown);
        }
        let details = serde_json::json!({"a": ["520199199001010017", 5], "b": {"c": "520199199001010017"}});
        assert_eq!(without_numbers(details), serde_json::json!({"a": ["******", 5], "b": {"c": "******"}}));
    }

    #[test]
    fn options_of_the_refused_command_are_told_from_what_stands_before_them() {
        for (line, parted) in [
            ("--on 2017-07-01", Some(("", "--on 2017-07-01"))),
            ("照身份证重打：--name 【姓名】", Some(("照身份证重打：", "--name 【姓名】"))),
            ("say the day: --on _DATE_", Some(("say the day: ", "--on _DATE_"))),
            ("【证】 --because 【理由】", Some(("", "【证】 --because 【理由】"))),
            ("先登记：jzz migrant add --on 2017-07-01", None),
            ("去掉 --set sex", None),
        ] {
            assert_eq!(options(line), parted, "{line}");
        }
    }

    #[test]
    fn a_reason_that_was_given_is_not_left_to_be_filled_in() {
        let carried = Carried { because: Some("区划 调整".to_owned()), ..Carried::default() };
        for (hint, whole) in [
            (
                "jzz unit merge 1 --into 2 --because 【依据】 --on 2012-11-15",
                "jzz unit merge 1 --into 2 --because '区划 调整' --on 2012-11-15",
            ),
            ("jzz roster undo B1 --because 连同B2撤回", "jzz roster undo B1 --because 连同B2撤回"),
            ("jzz permit show A1", "jzz permit show A1"),
        ] {
            assert_eq!(carried.for_the_reason(hint), whole);
        }
    }

    #[test]
    fn the_newest_backup_is_named_where_one_is_to_be_put_back() {
        let carried = Carried { backup: Some("/夜 报/2017-07-01.db".to_owned()), ..Carried::default() };
        for (hint, whole) in [
            (
                "恢复：jzz db restore 【备份】 --yes --db r.db",
                "恢复：jzz db restore '/夜 报/2017-07-01.db' --yes --db r.db",
            ),
            ("jzz db restore _BACKUP_", "jzz db restore '/夜 报/2017-07-01.db'"),
            ("jzz db restore a.db --yes", "jzz db restore a.db --yes"),
            ("jzz db backup 【备份】", "jzz db backup 【备份】"),
        ] {
            assert_eq!(carried.with_the_backup(hint), whole);
        }
    }

    #[test]
    fn no_act_of_a_coming_day_is_told_as_if_it_could_be_done_today() {
        let carried = Carried { today: Day::parse_iso("2017-07-01"), ..Carried::default() };
        for (hint, whole) in [
            ("2017-12-01 起来办：jzz permit endorse J1 --on 2017-12-01", "2017-12-01 起来办：jzz permit endorse J1"),
            ("jzz permit endorse J1 --on 2017-07-02 --yes", "jzz permit endorse J1 --yes"),
            ("jzz permit endorse J1 --on 2017-07-01", "jzz permit endorse J1 --on 2017-07-01"),
            ("jzz permit endorse J1", "jzz permit endorse J1"),
        ] {
            assert_eq!(carried.not_to_come(hint), whole);
        }
    }

    #[test]
    fn commands_of_hints_carry_the_register_and_the_day() {
        let carried =
            Carried { db: Some("/a b.db".to_owned()), on: Some("2017-07-01".to_owned()), ..Carried::default() };
        let cases = [
            ("jzz migrant show M000001", "jzz --db '/a b.db' migrant show M000001"),
            ("先登记：jzz migrant add", "先登记：jzz --db '/a b.db' migrant add --on 2017-07-01"),
            ("jzz permit issue A1 --on 2017-08-01", "jzz --db '/a b.db' permit issue A1 --on 2017-08-01"),
            ("jzz init --db /x.db", "jzz init --db /x.db"),
            ("jzz 0.1.0, jzz", "jzz 0.1.0, jzz"),
            ("jzz migrant add --help", "jzz migrant add --help"),
            ("jzz explain J203", "jzz explain J203"),
            ("jzz rules show", "jzz --db '/a b.db' rules show"),
            ("jzz --version", "jzz --version"),
        ];
        for (hint, whole) in cases {
            assert_eq!(carried.on_the_day(&carried.in_the_register(hint)), whole);
            let nothing = Carried::default();
            assert_eq!(nothing.on_the_day(&nothing.in_the_register(hint)), hint);
        }
    }
}
