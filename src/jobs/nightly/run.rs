//! The course of a night: which steps follow which, and what is recorded of each.

use std::path::PathBuf;
use std::time::Instant as Watch;

use super::catalogue::{FORMS, Written};
use super::folder::{Draft, Nights};
use super::{Hashes, Order, Outcome, StepDone, figures, steps};
use crate::context::Context;
use crate::domain::calendar::{Day, Instant};
use crate::domain::code::Code;
use crate::domain::lang::Lang;
use crate::domain::night::{Step, StepState};
use crate::failure::Failure;
use crate::jobs::lock::Lock;
use crate::ops::night::Seen;
use crate::present::words::files::FileFault;
use crate::store::nights::{self, Place};
use crate::store::{Store, StoreError, settled};

/// How a step ended that did not fail.
pub enum Ended {
    Done(Option<String>),
    /// Done, and something was found that somebody should look at.
    Found(Code, String),
    Skipped(Option<String>),
}

/// The lists of a night that are written and not yet shown.
pub struct Lists {
    pub draft: Draft,
    pub names: Vec<String>,
    pub people: u64,
}

/// A night at work.
pub struct Run<'r, 'w> {
    pub cx: &'r mut Context<'w>,
    pub order: &'r Order,
    pub night: Day,
    pub nights: Option<Nights>,
    pub held: Vec<Lock>,
    /// Why the register's own lock could not be made.
    pub unlocked: Option<FileFault>,
    pub store: Option<Store>,
    /// The night's key in the register, once it is begun there.
    pub id: Option<i64>,
    /// The instant of the register's last entry when the night began.
    pub last_entry: Option<Instant>,
    /// An earlier run of this night was cut off or failed: what it proved is not done again.
    pub resumed: bool,
    /// The register remembers a run of this night.
    pub ours_before: bool,
    /// What the backup must give back.
    pub seen: Option<Seen>,
    pub lists: Option<Result<Lists, Failure>>,
    pub outcome: Outcome,
    /// The worst that stopped a step.
    pub failure: Option<Failure>,
}

impl<'r, 'w> Run<'r, 'w> {
    pub fn new(cx: &'r mut Context<'w>, order: &'r Order, night: Day) -> Run<'r, 'w> {
        let outcome = Outcome {
            night,
            already: false,
            steps: Vec::new(),
            files: Vec::new(),
            filled_in: Vec::new(),
            mended: Vec::new(),
            added: Vec::new(),
            hashes: Hashes::new(),
            left: None,
            beyond: None,
            figures: None,
            jumps: Vec::new(),
            backup: None,
            folder: order.out.join(night.to_string()),
            worst: 0,
        };
        Run {
            cx,
            order,
            night,
            nights: None,
            held: Vec::new(),
            unlocked: None,
            store: None,
            id: None,
            last_entry: None,
            resumed: false,
            ours_before: false,
            seen: None,
            lists: None,
            outcome,
            failure: None,
        }
    }

    pub fn lang(&self) -> Lang {
        self.cx.lang()
    }

    /// The open register. The steps that need it come after the one that opens it.
    pub fn store(&mut self) -> Result<&mut Store, Failure> {
        let missing = || StoreError::Fault { cause: "a step before the register was opened".to_owned() }.into();
        self.store.as_mut().ok_or_else(missing)
    }

    /// Where the nights are made, each way of writing it the same.
    pub fn place(&self) -> Place {
        let folder = settled(&self.order.out);
        Place {
            folder: folder.to_string_lossy().into_owned(),
            register: nights::register_text(self.cx.db_path()),
            command: self.order.command.clone(),
        }
    }

    pub fn nights(&self) -> Result<&Nights, Failure> {
        let missing = || StoreError::Fault { cause: "a step before the lock".to_owned() }.into();
        self.nights.as_ref().ok_or_else(missing)
    }

    /// All steps, as far as they can be done.
    pub fn make(mut self) -> (Outcome, Option<Failure>) {
        if !self.step(Step::Lock, steps::lock) || !self.step(Step::Check, steps::check) {
            return self.end();
        }
        if self.outcome.already {
            figures::fill_in_more(&mut self);
        } else {
            // A disk for backups that is full is no reason to leave the morning without figures.
            if self.step(Step::Backup, steps::backup) {
                self.step(Step::RestoreProof, steps::proof);
            }
            if self.step(Step::Reports, figures::reports) {
                self.step(Step::Compare, figures::compare);
                self.step(Step::Lists, figures::lists);
            }
        }
        // Also of a night that was whole before: fewer may be kept now.
        if self.outcome.is_whole() {
            self.step(Step::Prune, steps::prune);
        }
        self.end()
    }

    fn is_interrupted(&self) -> bool {
        self.failure.as_ref().is_some_and(|failure| failure.code() == Some(Code::J907))
    }

    /// Does a step and records how it ended; whether it went well.
    fn step(&mut self, step: Step, work: impl FnOnce(&mut Self) -> Result<Ended, Failure>) -> bool {
        if self.is_interrupted() {
            return false;
        }
        let watch = Watch::now();
        let ended = self.cx.check_interrupted().and_then(|()| work(self));
        let milliseconds = u64::try_from(watch.elapsed().as_millis()).unwrap_or(u64::MAX);
        let done = |state, code, detail| StepDone { step, state, milliseconds, code, detail };
        let done = match &ended {
            Ok(Ended::Done(detail)) => done(StepState::Done, None, detail.clone()),
            Ok(Ended::Found(code, detail)) => done(StepState::Done, Some(*code), Some(detail.clone())),
            Ok(Ended::Skipped(detail)) => done(StepState::Skipped, None, detail.clone()),
            Err(failure) => done(StepState::Failed, failure.code(), Some(failure.sentence(self.lang()))),
        };
        let recorded = self.record(&done);
        self.outcome.steps.push(done);
        match ended.and(recorded) {
            Ok(()) => true,
            Err(failure) => {
                self.fail(step, failure);
                false
            }
        }
    }

    /// All files of a night that is whole.
    pub fn expected(&self) -> Result<Vec<String>, Failure> {
        let (reports, forms) = (super::catalogue::REPORTS.iter(), self.forms(self.night)?);
        let files = reports.flat_map(|report| forms.iter().map(|(ending, _)| report.file(ending)));
        Ok(files.chain([SUMMARY.to_owned()]).collect())
    }

    /// The forms that a night is made in: those asked for, and those in which it lies there already, since all of a
    /// night's reports are of one moment.
    pub fn forms(&self, on: Day) -> Result<Vec<Written>, Failure> {
        let there = self.nights()?.written(on);
        let is_there = |ending: &str| there.keys().any(|name| name.ends_with(&format!(".{ending}")));
        let is_asked = |form: &Written| self.order.forms.iter().any(|(ending, _)| *ending == form.0);
        Ok(FORMS.into_iter().filter(|form| is_asked(form) || is_there(form.0)).collect())
    }

    pub fn files_of(&self, names: &[String]) -> Vec<PathBuf> {
        names.iter().map(|name| self.outcome.folder.join(name)).collect()
    }
}

pub const SUMMARY: &str = "summary.txt";
