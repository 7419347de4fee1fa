//! What must be known before the arguments are parsed: language, form of errors, register.
//!
//! Arguments, environment and configuration are scanned for `--lang`, `--format` and `--db`, so that
//! errors of usage too speak the right language and form. The language: flag, `JZZ_LANG`, configuration,
//! the locale where it names a language, else the register's own (cron has no locale), else English.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use super::colour;
use super::config::{Config, folder, set};
use super::world::World;
use crate::domain::lang::Lang;
use crate::present::words::blank::ends_blank;
use crate::present::words::config::ConfigFault;
use crate::present::words::keywords;
use crate::present::words::told::Carried;

/// The findings of the scan.
#[derive(Debug)]
pub struct Start {
    pub lang: Lang,
    /// Errors are one JSON object.
    pub json: bool,
    /// Whether standard output and standard error may be coloured.
    pub colour_out: bool,
    pub colour_err: bool,
    pub db: PathBuf,
    /// What the commands of hints take over.
    pub carried: Carried,
    pub config: Result<Config, ConfigFault>,
}

/// Scans for language, form and register.
pub fn scan(args: &[OsString], world: &World, register_language: fn(&Path) -> Option<Lang>) -> Start {
    let env = &world.env;
    // The demo pays no heed to anybody's register or configuration.
    let demo = is_demo(args);
    let config = if demo { Ok(Config::default()) } else { Config::read(env) };
    let known = config.as_ref().ok();
    let db = value_of(args, "--db")
        .or_else(|| set(env, "JZZ_DB").map(str::to_owned))
        .map(|path| world.resolve(Path::new(&path)))
        .or_else(|| known.and_then(|config| config.db.clone()))
        .unwrap_or_else(|| default_register(env));
    let lang = value_of(args, "--lang")
        .and_then(|value| keywords::read(&value))
        .or_else(|| set(env, "JZZ_LANG").and_then(Lang::parse))
        .or_else(|| known.and_then(Config::lang))
        .or_else(|| locale(env))
        .or_else(|| if demo { None } else { register_language(&db) })
        .unwrap_or(Lang::En);
    let json = value_of(args, "--format").is_some_and(|value| value.trim().eq_ignore_ascii_case("json"));
    let colour = value_of(args, "--color");
    let wanted = |terminal: bool| colour::is_wanted(colour.as_deref(), env, terminal);
    let (colour_out, colour_err) = (wanted(world.terminal.output), wanted(world.terminal.error));
    let typed = args.iter().map(|word| word.to_string_lossy().into_owned()).collect();
    let because = value_of(args, "--because").filter(|because| !ends_blank(because));
    let today = (world.now)().day();
    let carried = Carried {
        db: value_of(args, "--db").filter(|_| !demo),
        on: value_of(args, "--on"),
        because,
        typed,
        backup: None,
        today: Some(today),
    };
    Start { lang, json, colour_out, colour_err, db, carried, config }
}

/// Whether the first word that is no option is `demo`; options with a value of their own are passed over.
fn is_demo(args: &[OsString]) -> bool {
    const WITH_VALUE: [&str; 8] =
        ["--db", "--counter", "--clerk", "--lang", "--format", "--out", "--reveal", "--color"];
    let mut words = args.iter().map(|word| word.to_string_lossy());
    while let Some(word) = words.next() {
        if WITH_VALUE.contains(&word.as_ref()) {
            words.next();
        } else if !word.starts_with('-') {
            return word == "demo";
        }
    }
    false
}

/// The value of a long option: the last one given, in either form, before `--`.
fn value_of(args: &[OsString], name: &str) -> Option<String> {
    let mut found = None;
    let mut words = args.iter().map(|word| word.to_string_lossy()).take_while(|word| word != "--");
    while let Some(word) = words.next() {
        if word == name {
            found = words.next().map(std::borrow::Cow::into_owned).or(found);
        } else if let Some(value) = word.strip_prefix(name).and_then(|rest| rest.strip_prefix('=')) {
            found = Some(value.to_owned());
        }
    }
    found
}

/// The language that the locale names: none for an empty one, `C` and `POSIX`.
fn locale(env: &BTreeMap<String, String>) -> Option<Lang> {
    let name = ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(|name| set(env, name))?;
    let language = name.split(['.', '@']).next().unwrap_or(name);
    match language {
        "C" | "POSIX" => None,
        chinese if chinese.starts_with("zh") => Some(Lang::Zh),
        _ => Some(Lang::En),
    }
}

/// `jzz/register.db` in the user data directory; without a home, in the folder one stands in.
fn default_register(env: &BTreeMap<String, String>) -> PathBuf {
    folder(env, "XDG_DATA_HOME", ".local/share").unwrap_or_default().join("register.db")
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::domain::calendar::Instant;

    type Words = &'static [&'static str];
    type Register = fn(&Path) -> Option<Lang>;
    const HOME: (&str, &str) = ("HOME", "/home/li");
    type Env = &'static [(&'static str, &'static str)];

    fn scanned(args: &[&str], env: &[(&str, &str)], register: Register) -> Start {
        let (mut world, _, _) = World::captured(Arc::new(|| Instant::from_unix(0).unwrap()));
        world.env = env.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let args: Vec<OsString> = args.iter().map(OsString::from).collect();
        scan(&args, &world, register)
    }

    #[test]
    fn the_language_is_taken_from_the_first_that_names_one() {
        let chinese: Register = |_| Some(Lang::Zh);
        let none: Register = |_| None;
        let cases: &[(Words, Env, Register, Lang)] = &[
            (&["--lang", "zh"], &[("JZZ_LANG", "en")], none, Lang::Zh),
            (&["permit", "--lang=en"], &[("JZZ_LANG", "zh")], none, Lang::En),
            (&[], &[("JZZ_LANG", "zh"), ("LANG", "en_US.UTF-8")], none, Lang::Zh),
            (&[], &[("LANG", "zh_CN.UTF-8")], none, Lang::Zh),
            (&[], &[("LC_ALL", "de_DE.UTF-8"), ("LANG", "zh_CN")], chinese, Lang::En),
            (&[], &[("LC_ALL", "C.UTF-8"), ("LANG", "en_US")], chinese, Lang::Zh),
            (&[], &[("LC_ALL", ""), ("LANG", "POSIX")], chinese, Lang::Zh),
            (&[], &[], chinese, Lang::Zh),
            (&[], &[], none, Lang::En),
            (&["--", "--lang", "zh"], &[], none, Lang::En),
        ];
        for (args, env, register, lang) in cases {
            assert_eq!(scanned(args, env, *register).lang, *lang, "{args:?} {env:?}");
        }
    }

    #[test]
    fn the_register_is_the_flags_then_the_environments_then_the_users() {
        let none: Register = |_| None;
        let cases: &[(Words, Env, &str)] = &[
            (&["--db", "/a.db"], &[("JZZ_DB", "/b.db"), HOME], "/a.db"),
            (&[], &[("JZZ_DB", "/b.db"), HOME], "/b.db"),
            (&[], &[HOME], "/home/li/.local/share/jzz/register.db"),
            (&[], &[HOME, ("XDG_DATA_HOME", "/data")], "/data/jzz/register.db"),
            (&[], &[], "register.db"),
        ];
        for (args, env, db) in cases {
            assert_eq!(scanned(args, env, none).db, Path::new(db), "{args:?} {env:?}");
        }
        assert!(scanned(&["--format", "json"], &[], none).json);
    }
}
