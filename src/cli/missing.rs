//! Needed arguments that were not given: named all at once or, at a terminal, asked for one by one.
//!
//! Works on the command tree alone, so that every command has it by declaring what it needs. The answers
//! join the command line, which is then read anew; one that cannot be read is asked for again.

use std::ffi::OsString;

use clap::error::{ContextKind, Error, ErrorKind};
use clap::{Arg, Command};

use super::units;
use super::usage::{many, reached};
use crate::context::dialogue::{asking, with_the_keys};
use crate::context::language::Start;
use crate::context::world::World;
use crate::domain::calendar::Day;
use crate::domain::lang::Lang;
use crate::failure::Failure;
use crate::present::words::unit::{choices as unit_choices, which as which_unit};
use crate::present::words::usage::{Lack, Usage};
use crate::present::words::{Describe, blank, keywords, text};
use crate::prompt;

/// What was asked for and answered: the argument, and its words on the command line.
#[derive(Default)]
pub struct Answers(Vec<(Asked, Vec<String>)>);

/// An argument that lacks its value.
#[derive(Clone)]
struct Asked {
    id: String,
    long: Option<String>,
    name: String,
    help: String,
    /// Codes and labels, where it takes one of a few words.
    words: Vec<(String, String)>,
    many: bool,
}

impl Asked {
    fn of(arg: &Arg) -> Asked {
        let text = |text: Option<String>| text.unwrap_or_default();
        let help = text(arg.get_help().map(ToString::to_string));
        // What is said of standard input is of no use at a prompt.
        let help = help.split(['；', ';']).next().unwrap_or_default().to_owned();
        Asked {
            id: arg.get_id().to_string(),
            long: arg.get_long().map(|long| format!("--{long}")),
            name: text(arg.get_value_names().and_then(|names| names.first()).map(ToString::to_string)),
            help,
            words: arg
                .get_possible_values()
                .iter()
                .map(|word| (word.get_name().to_owned(), text(word.get_help().map(ToString::to_string))))
                .collect(),
            many: arg.get_num_args().is_some_and(|count| count.max_values() > 1),
        }
    }

    fn lack(&self, lang: Lang) -> Lack {
        let words = self.shown(lang).join(&text!(lang, "、", ", "));
        let told = if words.is_empty() { self.help.clone() } else { words };
        let blank = blank::marked(&self.name, lang);
        match &self.long {
            Some(long) => Lack {
                key: long.clone(),
                name: format!("{long} <{}>", self.name),
                told,
                piece: format!("{long} {blank}"),
            },
            None => Lack {
                key: format!("<{}>", self.id.to_uppercase()),
                name: format!("<{}>", self.name),
                told,
                piece: blank,
            },
        }
    }

    fn shown(&self, lang: Lang) -> Vec<String> {
        self.words.iter().map(|(code, label)| keywords::shown(code, label, lang)).collect()
    }

    /// Asks for it, and gives its words on the command line.
    fn ask(&self, start: &Start, world: &World) -> Result<Vec<String>, Failure> {
        let lang = start.lang;
        let (name, help) = (&self.name, &self.help);
        // 撤回的理由 says what 理由 says.
        let question = if help.ends_with(name.as_str()) {
            help.clone()
        } else {
            text!(lang, "{name}（{help}）", "{name} ({help})")
        };
        let options = self.shown(lang);
        if !options.is_empty() {
            let at = asking(&world.waiting, || prompt::choice(&with_the_keys(&question, lang), &options))?;
            return Ok(self.words.get(at).map(|(code, _)| code.clone()).into_iter().collect());
        }
        loop {
            let answer = asking(&world.waiting, || prompt::text(&question, false, None))?;
            let parts = answer.split(|c: char| self.many && (c.is_whitespace() || c == '、' || c == ','));
            let parts = parts.filter(|part| !part.is_empty()).map(str::to_owned);
            let known = parts.map(|part| self.meant(part, start, world)).collect::<Result<Option<Vec<_>>, _>>()?;
            if let Some(known) = known {
                return Ok(known);
            }
        }
    }

    /// The word, or the code of the unit that was chosen where it may mean several; `None`: it is asked for anew.
    fn meant(&self, word: String, start: &Start, world: &World) -> Result<Option<String>, Failure> {
        if !units::are_named_by(&self.name) {
            return Ok(Some(word));
        }
        let on = start.carried.on.as_deref().and_then(|on| Day::parse(on).ok());
        let found = units::meant(&start.db, &word, on.unwrap_or_else(|| (world.now)().day()));
        if found.is_empty() {
            return Ok(Some(word));
        }
        let question = with_the_keys(&which_unit(start.lang), start.lang);
        let options = unit_choices(&found, start.lang);
        let at = asking(&world.waiting, || prompt::choice(&question, &options))?;
        Ok(found.get(at).map(|(code, _)| code.clone()))
    }
}

/// The needed arguments that an error is about, in the order of the help.
fn lacking(error: &Error, tree: &Command, args: &[OsString]) -> Vec<Asked> {
    let described = many(error, ContextKind::InvalidArg);
    let all = reached(tree, args).0.get_arguments().map(Asked::of);
    all.filter(|asked| described.iter().any(|described| asked.is(described))).collect()
}

/// Everything that is missing, for the message.
pub fn lacks(error: &Error, tree: &Command, args: &[OsString], lang: Lang) -> Vec<Lack> {
    lacking(error, tree, args).iter().map(|asked| asked.lack(lang)).collect()
}

/// Arguments of a command (`migrant add`) that it asks for itself and nobody gave, for the message.
pub fn of_command(tree: &Command, command: &str, wanted: &dyn Fn(&Arg) -> bool, lang: Lang) -> Usage {
    let words: Vec<OsString> = command.split(' ').map(OsString::from).collect();
    let (place, path) = reached(tree, &words);
    let all = place.get_arguments().chain(tree.get_arguments());
    let lacking = all.filter(|arg| wanted(arg)).map(|arg| Asked::of(arg).lack(lang)).collect();
    Usage::Missing { command: path, lacking }
}

/// Whether somebody sits there who may be asked, and the error is one that an answer mends.
pub fn can_ask(error: &Error, answers: &Answers, args: &[OsString], world: &World) -> bool {
    let silent = args.iter().take_while(|word| *word != "--").any(|word| word == "--no-input");
    let kind = error.kind();
    let unreadable = matches!(kind, ErrorKind::ValueValidation | ErrorKind::InvalidValue);
    let mendable = kind == ErrorKind::MissingRequiredArgument || (unreadable && answers.holds(error));
    mendable && !silent && world.terminal.input && world.terminal.error
}

/// Asks for what is missing, or again for what could not be read.
pub fn ask(
    error: &Error,
    answers: &mut Answers,
    tree: &Command,
    args: &[OsString],
    start: &Start,
    world: &mut World,
) -> Result<(), Failure> {
    if error.kind() == ErrorKind::MissingRequiredArgument {
        for asked in lacking(error, tree, args) {
            let words = asked.ask(start, world)?;
            answers.0.push((asked, words));
        }
        return Ok(());
    }
    let sentence = super::usage::worded(error, tree, args, start.lang).words(start.lang).sentence;
    let _ = writeln!(world.stderr, "{sentence}");
    let wrong = many(error, ContextKind::InvalidArg).into_iter().next().unwrap_or_default();
    for (asked, words) in &mut answers.0 {
        if asked.is(&wrong) {
            *words = asked.ask(start, world)?;
        }
    }
    Ok(())
}

impl Asked {
    /// Whether clap's description of an argument is that of this one.
    fn is(&self, described: &str) -> bool {
        match &self.long {
            Some(long) => described.split([' ', '=']).next() == Some(long),
            None => described.trim_end_matches("...").trim_matches(['<', '>', '[', ']']) == self.name,
        }
    }
}

impl Answers {
    fn holds(&self, error: &Error) -> bool {
        let wrong = many(error, ContextKind::InvalidArg);
        self.0.iter().any(|(asked, _)| wrong.iter().any(|wrong| asked.is(wrong)))
    }

    /// The command line with the answers: flags before a `--`, other words at the end.
    pub fn join(&self, args: &[OsString]) -> Vec<OsString> {
        let at = args.iter().position(|word| word == "--");
        let (before, after) = args.split_at(at.unwrap_or(args.len()));
        let flags = self.0.iter().filter_map(|(asked, words)| asked.long.as_ref().map(|long| (long, words)));
        let flags = flags.flat_map(|(long, words)| words.iter().map(move |word| format!("{long}={word}").into()));
        let mut line: Vec<OsString> = before.iter().cloned().chain(flags).collect();
        let words = self.0.iter().filter(|(asked, _)| asked.long.is_none()).flat_map(|(_, words)| words);
        let words: Vec<OsString> = words.map(OsString::from).collect();
        if at.is_none() && !words.is_empty() {
            line.push("--".into());
        }
        line.extend(after.iter().cloned().chain(words));
        line
    }
}
