//! The one global of the program: the language that help texts are made in.
//!
//! clap builds the command tree from constants of types, where no argument can be handed in; so `run`
//! sets the language of its thread before and puts the old one back at its end. Nothing but `help!` reads
//! it: everything else is told its language.

use std::cell::Cell;

use crate::domain::lang::Lang;

thread_local! {
    static LANGUAGE_OF_HELP: Cell<Lang> = const { Cell::new(Lang::En) };
}

/// Puts the former language back when it goes.
pub struct Spoken(Lang);

impl Drop for Spoken {
    fn drop(&mut self) {
        LANGUAGE_OF_HELP.set(self.0);
    }
}

/// Sets the language of this thread's help until the guard goes.
pub fn speak(lang: Lang) -> Spoken {
    Spoken(LANGUAGE_OF_HELP.replace(lang))
}

/// The language of this thread's help.
pub fn spoken() -> Lang {
    LANGUAGE_OF_HELP.get()
}

/// A text of the command tree in the language of the run: `help!("发生日期", "The day it happened")`.
macro_rules! help {
    ($zh:literal, $en:literal) => {
        String::from(match $crate::cli::language::spoken() {
            $crate::domain::lang::Lang::Zh => $zh,
            $crate::domain::lang::Lang::En => $en,
        })
    };
}
pub(crate) use help;
