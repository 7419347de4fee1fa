//! `jzz`: residence permits (居住证) for a city's network of counters.
//!
//! One binary, one `SQLite` file, rooms with arrows one way (docs/architecture.md):
//!
//! * `domain`: the rules, pure functions of what they are told. `reference`: facts with dates. `practice`:
//!   the made-up city.
//! * `intake`: rosters, bytes to rows. `store`: the database, three doors for writing. `ops`: one unit of
//!   work a file. `jobs`: several units, files and views in order.
//! * `present`: values to text, every sentence in two languages. `commands`: one file a verb. `prompt`,
//!   `cli`, `context`, `failure`: questions, the command tree, the outside world, the last stop of errors.
//!
//! Glossary: *migrant* 流动人口, lives outside the county or city of household registration (户籍) ·
//! *registration* 居住登记, one stay of one person · *application* 申领, accepted (受理) when the papers
//! are complete · *permit* or *card* 居住证; 暂住证 is the older temporary one · *endorsement* 签注, the
//! yearly renewal · *unit* a district, community or town · *counter* 受理点, at a unit; its *tier* is city,
//! district or community · *residence unit* where the person lives · *issuing county* the district or
//! county of the residence unit at issue · *issuance rate* 办证率, holders ÷ registered · *roster* 名册 ·
//! *regime* the body of rules in force on a day.

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
#[cfg(not(feature = "internals"))]
mod reference;
#[cfg(feature = "internals")]
pub mod reference;
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
