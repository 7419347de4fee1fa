//! What is said of the configuration file.

use std::path::PathBuf;

use super::{Describe, Words, text};
use crate::domain::code::Code;
use crate::domain::lang::Lang;

/// What is wrong with the configuration file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ConfigFault {
    Unreadable {
        path: PathBuf,
        cause: String,
    },
    Content {
        path: PathBuf,
        line: Option<usize>,
        cause: String,
    },
    /// A key that the file does not have.
    Key {
        path: PathBuf,
        key: String,
    },
    /// A key with nothing behind it.
    Empty {
        path: PathBuf,
        key: String,
    },
    Language {
        path: PathBuf,
        value: String,
    },
}

impl Describe for ConfigFault {
    fn code(&self) -> Code {
        Code::J906
    }

    fn words(&self, lang: Lang) -> Words {
        let sentence = match self {
            ConfigFault::Unreadable { path, .. } => {
                let path = path.display();
                text!(lang, "配置文件 {path} 读不了", "the configuration file {path} cannot be read")
            }
            ConfigFault::Content { path, line: Some(line), .. } => {
                let path = path.display();
                text!(lang, "配置文件 {path} 第 {line} 行有误", "the configuration file {path} is wrong in line {line}")
            }
            ConfigFault::Content { path, line: None, .. } => {
                let path = path.display();
                text!(lang, "配置文件 {path} 有误", "the configuration file {path} is wrong")
            }
            ConfigFault::Key { path, key } => {
                let path = path.display();
                text!(lang, "配置文件 {path} 没有“{key}”这个键", "the configuration file {path} has no key {key}")
            }
            ConfigFault::Empty { path, key } => {
                let path = path.display();
                text!(lang, "配置文件 {path} 里的 {key} 是空的", "{key} in the configuration file {path} is empty")
            }
            ConfigFault::Language { path, value } => {
                let path = path.display();
                text!(
                    lang,
                    "配置文件 {path} 里的 lang 不认得“{value}”；可以写 zh 或 en",
                    "lang in the configuration file {path} is {value}; it takes zh or en"
                )
            }
        };
        Words::new(sentence).hint(text!(
            lang,
            "只有四个键：db、counter、clerk、lang；改用别的文件：JZZ_CONFIG=文件",
            "it has four keys: db, counter, clerk, lang; another file is named by JZZ_CONFIG=FILE"
        ))
    }

    fn causes(&self) -> Vec<String> {
        match self {
            ConfigFault::Unreadable { cause, .. } | ConfigFault::Content { cause, .. } => vec![cause.clone()],
            ConfigFault::Key { .. } | ConfigFault::Empty { .. } | ConfigFault::Language { .. } => Vec::new(),
        }
    }
}
