//! The configuration file: four keys, nothing else.
//!
//! `JZZ_CONFIG` names it, else `config.toml` in the user configuration directory's `jzz/`. A file that is
//! not there is no error unless it was named. An unknown key is one: a misspelt `counter` must not be
//! silently no counter.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::domain::lang::Lang;
use crate::present::words::config::ConfigFault;

const KEYS: [&str; 4] = ["db", "counter", "clerk", "lang"];

/// What the file says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Config {
    pub db: Option<PathBuf>,
    pub counter: Option<String>,
    pub clerk: Option<String>,
    pub lang: Option<String>,
}

impl Config {
    /// Reads the file that the environment names, or the user's own.
    pub fn read(env: &BTreeMap<String, String>) -> Result<Config, ConfigFault> {
        let named = set(env, "JZZ_CONFIG").map(PathBuf::from);
        let Some(path) =
            named.clone().or_else(|| folder(env, "XDG_CONFIG_HOME", ".config").map(|d| d.join("config.toml")))
        else {
            return Ok(Config::default());
        };
        match std::fs::read_to_string(&path) {
            Ok(text) => Config::parse(&text, &path, env),
            Err(error) if named.is_none() && error.kind() == std::io::ErrorKind::NotFound => Ok(Config::default()),
            Err(error) => Err(ConfigFault::Unreadable { path, cause: error.to_string() }),
        }
    }

    fn parse(text: &str, path: &Path, env: &BTreeMap<String, String>) -> Result<Config, ConfigFault> {
        let content = |line: Option<usize>, cause: String| ConfigFault::Content { path: path.to_owned(), line, cause };
        let table: toml::Table = text.parse().map_err(|error: toml::de::Error| {
            content(error.span().map(|span| text[..span.start].matches('\n').count() + 1), error.message().to_owned())
        })?;
        let mut config = Config::default();
        for (key, value) in table {
            if !KEYS.contains(&key.as_str()) {
                return Err(ConfigFault::Key { path: path.to_owned(), key });
            }
            let value = value.as_str().map(str::to_owned).ok_or_else(|| content(None, format!("{key}: not a text")))?;
            if value.trim().is_empty() {
                return Err(ConfigFault::Empty { path: path.to_owned(), key });
            }
            match key.as_str() {
                "db" => config.db = Some(located(Path::new(&value), path, env)),
                "counter" => config.counter = Some(value),
                "clerk" => config.clerk = Some(value),
                _ => config.lang = Some(value),
            }
        }
        if let Some(lang) = &config.lang
            && Lang::parse(lang).is_none()
        {
            return Err(ConfigFault::Language { path: path.to_owned(), value: lang.clone() });
        }
        Ok(config)
    }

    pub fn lang(&self) -> Option<Lang> {
        self.lang.as_deref().and_then(Lang::parse)
    }
}

/// A relative register path starts from the file's own folder: cron stands elsewhere than its owner.
fn located(db: &Path, config: &Path, env: &BTreeMap<String, String>) -> PathBuf {
    match (db.strip_prefix("~"), set(env, "HOME")) {
        (Ok(rest), Some(home)) => Path::new(home).join(rest),
        _ => config.parent().unwrap_or(Path::new("")).join(db),
    }
}

/// An environment variable that is set and not empty.
pub fn set<'a>(env: &'a BTreeMap<String, String>, name: &str) -> Option<&'a str> {
    env.get(name).map(String::as_str).filter(|value| !value.is_empty())
}

/// The `jzz/` folder below a base directory of the XDG convention.
pub fn folder(env: &BTreeMap<String, String>, variable: &str, below_home: &str) -> Option<PathBuf> {
    let base = set(env, variable).map(PathBuf::from).filter(|base| base.is_absolute());
    base.or_else(|| set(env, "HOME").map(|home| Path::new(home).join(below_home))).map(|base| base.join("jzz"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn env(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn four_keys_are_read_and_a_fifth_is_an_error() {
        let home = env(&[("HOME", "/home/li")]);
        let text = "db = 'r.db'\ncounter = '520102400'\nclerk = 'li'\nlang = 'zh'\n";
        let config = Config::parse(text, Path::new("/etc/jzz/config.toml"), &home).unwrap();
        assert_eq!(config.db.as_deref(), Some(Path::new("/etc/jzz/r.db")));
        assert_eq!(config.lang(), Some(Lang::Zh));
        let error = Config::parse("db = 'r.db'\ncuonter = '1'\n", Path::new("c.toml"), &home).unwrap_err();
        assert!(matches!(&error, ConfigFault::Key { key, .. } if key == "cuonter"), "{error:?}");
        let error = Config::parse("db = 'r.db'\ncounter = \n", Path::new("c.toml"), &home).unwrap_err();
        assert!(matches!(error, ConfigFault::Content { line: Some(2), .. }), "{error:?}");
        let error = Config::parse("counter = 520102", Path::new("c.toml"), &home).unwrap_err();
        assert!(matches!(error, ConfigFault::Content { line: None, .. }), "{error:?}");
        let error = Config::parse("foo = 1", Path::new("c.toml"), &home).unwrap_err();
        assert!(matches!(&error, ConfigFault::Key { key, .. } if key == "foo"), "{error:?}");
        let error = Config::parse("db = ''", Path::new("c.toml"), &home).unwrap_err();
        assert!(matches!(&error, ConfigFault::Empty { key, .. } if key == "db"), "{error:?}");
        let error = Config::parse("lang = 'fr'\n", Path::new("c.toml"), &home).unwrap_err();
        assert!(matches!(error, ConfigFault::Language { .. }), "{error:?}");
    }

    #[test]
    fn a_tilde_is_the_home_folder() {
        let config = Config::parse("db = '~/r.db'", Path::new("/etc/c.toml"), &env(&[("HOME", "/home/li")])).unwrap();
        assert_eq!(config.db.as_deref(), Some(Path::new("/home/li/r.db")));
    }

    #[test]
    fn a_named_file_must_be_there_and_the_users_own_need_not() {
        assert_eq!(Config::read(&env(&[("HOME", "/nonexistent")])), Ok(Config::default()));
        assert!(Config::read(&env(&[("JZZ_CONFIG", "/nonexistent/c.toml")])).is_err());
        assert_eq!(Config::read(&env(&[])), Ok(Config::default()));
    }
}
