//! `jzz`: residence permits for a city's network of counters.

mod cli;
mod commands;
mod context;
#[cfg(not(feature = "internals"))]
mod domain;
#[cfg(feature = "internals")]
pub mod domain;
mod failure;
#[cfg(not(feature = "internals"))]
mod intake;
#[cfg(feature = "internals")]
pub mod intake;
mod jobs;
mod ops;
#[cfg(not(feature = "internals"))]
mod practice;
#[cfg(feature = "internals")]
pub mod practice;
mod present;
mod prompt;
mod reference;
mod store;

use std::ffi::OsString;
use std::panic::{AssertUnwindSafe, catch_unwind};

pub use context::world::{Buffer, Clock, Terminal, World};
pub use domain::calendar::{Day, Instant};
pub use prompt::show_cursor;

/// Runs one command line (without the program's name) in `world`; the answer is the exit status.
///
/// Nothing below asks the process: whatever a command may know of the outside stands in `world`. A panic
/// anywhere below ends here, with a message that says what to send, and status 70.
pub fn run(args: Vec<OsString>, world: &mut World) -> u8 {
    let start = context::language::scan(&args, world, store::language_of);
    let _spoken = cli::language::speak(start.lang);
    let words = args.clone();
    let outcome = catch_unwind(AssertUnwindSafe(|| cli::run(args, &start, world)));
    match outcome {
        Ok(status) => status,
        Err(panic) => cli::fault(panic.as_ref(), &words, &start, world),
    }
}
