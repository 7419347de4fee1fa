//! The person of a refused command line, for the hint that repeats it: by code, since an identity number is
//! not repeated, and a line of standard input cannot be.

use std::ffi::OsString;
use std::path::Path;

use clap::Command;

use super::usage::reached;
use crate::domain::dossier::migrant_code;
use crate::ops::OpError;
use crate::ops::person::{self, WhoRefusal};
use crate::present::words::told::{Carried, is_number};
use crate::store::{Sql, Store};

/// The command line with codes in the place of numbers that stand as words of their own; `read`: what `-` gave.
pub fn by_code(tree: &Command, carried: &Carried, read: Option<&str>, db: &Path) -> Carried {
    let args: Vec<OsString> = carried.typed.iter().map(OsString::from).collect();
    let (place, _) = reached(tree, &args);
    let takes_value = |word: &str| {
        let long = word.strip_prefix("--");
        let all = place.get_arguments().chain(tree.get_arguments());
        long.is_some_and(|long| {
            all.into_iter().any(|arg| arg.get_long() == Some(long) && arg.get_action().takes_values())
        })
    };
    let (mut typed, mut before) = (Vec::new(), "");
    for word in &carried.typed {
        let whom = if word == "-" { read } else { Some(word.as_str()).filter(|word| is_number(word)) };
        let code = whom.filter(|_| !takes_value(before)).and_then(|whom| code_of(db, whom));
        typed.push(code.unwrap_or_else(|| word.clone()));
        before = word;
    }
    Carried { typed, ..carried.clone() }
}

/// The code of the one person whose number it is.
fn code_of(db: &Path, number: &str) -> Option<String> {
    let mut store = Store::open_to_read(db).ok()?;
    let found = store.read::<_, OpError<WhoRefusal>>(|sql: &Sql| person::find_recorded(sql, number));
    found.ok().map(migrant_code)
}
