//! The night: lock, check, backup, the backup's proof, reports, comparison, lists, what is kept.
//!
//! Each step is recorded in the register as it ends. A night that was cut off is taken up again: its proven
//! backup stands, its files are made anew, all of one moment. A step that fails does not hinder those that
//! do not need it, but the night is then not whole. No rule and no SQL stands here.

pub mod catalogue;
mod drawing;
mod ending;
mod figures;
mod folder;
mod recording;
mod run;
mod steps;
pub mod untold;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::lock::Holder;
use crate::context::Context;
use crate::domain::calendar::{Day, Instant};
use crate::domain::code::Code;
use crate::domain::night::missed::Several;
use crate::domain::night::{CityFigures, Jump, Step, StepState};
use crate::failure::Failure;
use catalogue::Written;

/// What was asked for.
#[derive(Debug, Clone)]
pub struct Order {
    /// The folder of all nights.
    pub out: PathBuf,
    /// The day reported of; `None`: yesterday.
    pub as_of: Option<Day>,
    pub forms: Vec<Written>,
    pub keep: Option<u32>,
    pub backups: PathBuf,
    /// The command line, as it can be pasted, without register and day.
    pub command: String,
}

/// Why a night is not made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NightRefusal {
    ComingDay {
        on: Day,
        today: Day,
    },
    /// Another run holds the lock.
    AtWork {
        holder: Option<Holder>,
        lock: PathBuf,
    },
    /// The clock is not to be trusted, and the day or what is taken away hangs on it.
    ClockBehind {
        /// The night that was to be made.
        night: Day,
        now: Instant,
        last_entry: Instant,
    },
    /// The folder has nights, and none of them is of this register.
    OtherRegister {
        folder: PathBuf,
    },
    /// The backup, taken out again, is not the register that was copied.
    NotGivenBack {
        backup: PathBuf,
    },
}

/// How a step went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepDone {
    pub step: Step,
    pub state: StepState,
    pub milliseconds: u64,
    pub code: Option<Code>,
    /// In the language asked for.
    pub detail: Option<String>,
}

/// The SHA-256 of a night's files, by their names.
pub type Hashes = BTreeMap<String, String>;

/// A night as it went.
#[derive(Debug, Clone)]
pub struct Outcome {
    pub night: Day,
    /// It was whole before.
    pub already: bool,
    pub steps: Vec<StepDone>,
    pub files: Vec<PathBuf>,
    pub filled_in: Vec<Day>,
    /// What was whole before and is made again: files that were taken away or changed.
    pub mended: Vec<String>,
    /// Files of a night that was whole without them: lists, or another form.
    pub added: Vec<String>,
    /// The SHA-256 of files by their names.
    pub hashes: Hashes,
    /// The missed nights that those to come fill in.
    pub left: Option<Several>,
    /// Those that would be taken away at once, as few as are kept.
    pub beyond: Option<Several>,
    pub figures: Option<CityFigures>,
    pub jumps: Vec<Jump>,
    pub backup: Option<PathBuf>,
    pub folder: PathBuf,
    /// The exit status of the worst that happened.
    pub worst: u8,
}

impl Outcome {
    /// Whether all that a whole night should have is as it was made.
    pub fn needs_nothing(&self) -> bool {
        self.mended.is_empty() && self.added.is_empty()
    }

    /// Whether all that was done of the night went well: a missed one that could not be filled in is another night.
    pub fn is_whole(&self) -> bool {
        self.steps.iter().all(|done| done.state != StepState::Failed || done.step == Step::FillIn)
    }
}

/// Makes a night, and says how it went; the worst failure with it, if one stopped a step.
pub fn nightly(cx: &mut Context<'_>, order: &Order) -> Result<(Outcome, Option<Failure>), Failure> {
    let today = cx.today();
    let night = order.as_of.unwrap_or_else(|| today.plus_days(-1));
    if night > today {
        return Err(NightRefusal::ComingDay { on: night, today }.into());
    }
    Ok(run::Run::new(cx, order, night).make())
}

/// The lock of a register's nights, beside it.
pub fn register_lock(register: &Path) -> PathBuf {
    let register = register.canonicalize().unwrap_or_else(|_| register.to_owned());
    crate::store::side_file(&register, crate::store::NIGHT_LOCK)
}
