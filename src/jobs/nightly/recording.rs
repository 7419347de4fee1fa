//! What the register is told of a night's steps, as each ends; and how a step is said to have failed.

use super::run::Run;
use super::{StepDone, register_lock, untold};
use crate::domain::calendar::{Day, Instant};
use crate::domain::code::Code;
use crate::domain::night::{NightState, Step, StepState};
use crate::failure::Failure;
use crate::jobs::lock;
use crate::present::words::text;
use crate::store::nights::{self, StepRow};
use crate::store::{Store, StoreError};

impl Run<'_, '_> {
    /// What is skipped is as it was recorded before, or never was.
    pub fn record(&mut self, done: &StepDone) -> Result<(), Failure> {
        let (Some(id), Some(store)) = (self.id, self.store.as_mut()) else { return Ok(()) };
        if done.state == StepState::Skipped || done.step == Step::FillIn {
            return Ok(());
        }
        let row = row(done, self.cx.now());
        Ok(store.chunk::<_, StoreError>(|writer| nights::put_step(writer, id, &row))?)
    }

    /// Records what was done before the night was begun in the register.
    pub fn record_first(&mut self) -> Result<(), Failure> {
        let done = self.outcome.steps.clone();
        done.iter().try_for_each(|done| self.record(done))
    }

    /// Records the step that was done last.
    pub fn record_last(&mut self) -> Result<(), Failure> {
        self.outcome.steps.last().cloned().map_or(Ok(()), |done| self.record(&done))
    }

    /// Closes a night that failed at a step.
    pub fn close_broken(&mut self, id: i64, step: Step, failure: &Failure) -> Result<(), Failure> {
        let (now, code) = (self.cx.now(), failure.code());
        let done = StepDone { step, state: StepState::Failed, milliseconds: 0, code, detail: None };
        Ok(self.store()?.chunk::<_, StoreError>(|writer| {
            nights::put_step(writer, id, &row(&done, now))?;
            nights::end(writer, id, NightState::Failed, now)
        })?)
    }

    /// Tells the register of a night that failed before it was begun there: not where somebody else is at work on
    /// it, where the register is damaged or the clock wrong, and not in place of one that is whole. Whether it knows.
    pub fn record_not_begun(&mut self) -> Result<bool, Failure> {
        let untold = |failure: &Failure| matches!(failure.exit(), 4 | 5) || failure.code() == Some(Code::J530);
        if self.failure.as_ref().is_none_or(untold) {
            return Ok(false);
        }
        let (night, now, place, steps) = (self.night, self.cx.now(), self.place(), self.outcome.steps.clone());
        let mut store = Store::open(self.cx.db_path())?;
        let own = register_lock(self.cx.db_path());
        let _lock = match lock::take(&own, self.cx.host(), now) {
            Ok(lock) => Some(lock),
            // Ours, where both were taken; else another run is at work on a night of this register.
            Err(_) if self.held.len() > 1 => None,
            Err(_) => return Ok(false),
        };
        let known = store.read::<_, StoreError>(|sql| nights::find(sql, night))?;
        if known.is_some_and(|known| known.state == NightState::Whole) {
            return Ok(true);
        }
        store.chunk::<_, StoreError>(|writer| {
            let id = nights::begin(writer, night, &place, now, false, true)?;
            let done = steps.iter().filter(|done| done.state != StepState::Skipped);
            done.map(|done| row(done, now)).try_for_each(|row| nights::put_step(writer, id, &row))?;
            nights::end(writer, id, NightState::Failed, now)
        })?;
        Ok(true)
    }

    /// Leaves a word of the night beside a register that could not be told of it, where we hold its lock.
    pub fn leave_word(&mut self) {
        let failed = self.outcome.steps.iter().find(|done| done.state == StepState::Failed).map(|done| done.step);
        if let (Some(step), [_, register]) = (failed, self.held.as_mut_slice()) {
            register.leave(untold::word(self.night, step, &self.order.command));
        }
    }

    /// A missed night could not be filled in: said beside this night's steps, which it does not hinder.
    pub fn not_filled_in(&mut self, on: Day, failure: Failure) {
        let (code, told) = (failure.code(), format!("{on}: {}", failure.sentence(self.lang())));
        match self.outcome.steps.iter_mut().find(|done| done.step == Step::FillIn) {
            Some(done) => {
                let known = done.detail.take().unwrap_or_default();
                done.detail = Some(text!(self.cx.lang(), "{known}；{told}", "{known}; {told}"));
            }
            None => self.outcome.steps.push(StepDone {
                step: Step::FillIn,
                state: StepState::Failed,
                milliseconds: 0,
                code,
                detail: Some(told),
            }),
        }
        self.keep_worst(failure);
    }

    /// A step failed: also one that ended well and could not be recorded.
    pub fn fail(&mut self, step: Step, failure: Failure) {
        let (code, sentence) = (failure.code(), failure.sentence(self.lang()));
        if let Some(done) = self.outcome.steps.iter_mut().find(|done| done.step == step) {
            (done.state, done.code, done.detail) = (StepState::Failed, code, Some(sentence));
        }
        self.keep_worst(failure);
    }

    fn keep_worst(&mut self, failure: Failure) {
        let worse = self.failure.as_ref().is_none_or(|known| failure.exit() > known.exit());
        if worse {
            self.failure = Some(failure);
        }
    }
}

fn row(done: &StepDone, at: Instant) -> StepRow {
    StepRow {
        step: done.step,
        state: done.state,
        code: done.code.map(|code| code.as_str().to_owned()),
        milliseconds: done.milliseconds,
        at,
    }
}
