//! What the register is told of a night's steps, as each ends; and how a step is said to have failed.

use super::StepDone;
use super::run::Run;
use crate::domain::calendar::Instant;
use crate::domain::night::{Step, StepState};
use crate::failure::Failure;
use crate::store::StoreError;
use crate::store::nights::{self, StepRow};

impl Run<'_, '_> {
    /// What is skipped is as it was recorded before, or never was.
    pub fn record(&mut self, done: &StepDone) -> Result<(), Failure> {
        let (Some(id), Some(store)) = (self.id, self.store.as_mut()) else { return Ok(()) };
        if done.state == StepState::Skipped {
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

    /// A step failed: also one that ended well and could not be recorded.
    pub fn fail(&mut self, step: Step, failure: Failure) {
        let (code, sentence) = (failure.code(), failure.sentence(self.lang()));
        if let Some(done) = self.outcome.steps.iter_mut().find(|done| done.step == step) {
            (done.state, done.code, done.detail) = (StepState::Failed, code, Some(sentence));
        }
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
