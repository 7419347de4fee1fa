//! How a night ends: what was not reached, the summary, the link, the last word in the register.

use super::run::{Run, SUMMARY};
use super::{Outcome, StepDone};
use crate::domain::code::Code;
use crate::domain::night::{NightState, Step, StepState};
use crate::failure::{Failure, exit_status};
use crate::present::night as view;
use crate::present::words::night as words;
use crate::store::{StoreError, journal, nights};

impl Run<'_, '_> {
    /// The summary, the link, the last word in the register.
    pub fn end(mut self) -> (Outcome, Option<Failure>) {
        for step in Step::COURSE {
            if !self.outcome.steps.iter().any(|done| done.step == step) {
                let detail = Some(words::not_reached(self.lang(), self.outcome.already));
                let done = StepDone { step, state: StepState::Skipped, milliseconds: 0, code: None, detail };
                self.outcome.steps.push(done);
            }
        }
        self.outcome.steps.sort_by_key(|done| done.step);
        self.outcome.worst = self.worst();
        if self.id.is_none() && !self.outcome.already && !matches!(self.record_not_begun(), Ok(true)) {
            self.leave_word();
        }
        if self.id.is_some()
            && let Err(failure) = self.seal()
        {
            let done =
                StepDone { step: Step::Summary, state: StepState::Failed, milliseconds: 0, code: None, detail: None };
            self.outcome.steps.push(done);
            self.fail(Step::Summary, failure);
            self.outcome.worst = self.worst();
            // Of a disk that is full the register may still be told, and a summary that says too much mended.
            let _ = self.record_last();
            let _ = self.write_summary();
            let _ = self.close(NightState::Failed);
        }
        (self.outcome, self.failure)
    }

    fn worst(&self) -> u8 {
        let found =
            self.outcome.steps.iter().filter(|done| done.state != StepState::Failed).filter_map(|done| done.code);
        let found = if found.count() > 0 { exit_status(Code::J530) } else { 0 };
        self.failure.as_ref().map_or(0, Failure::exit).max(found)
    }

    fn seal(&mut self) -> Result<(), Failure> {
        let whole = self.outcome.is_whole();
        self.write_summary()?;
        if whole {
            self.nights()?.point_to(self.night)?;
        }
        self.close(if whole { NightState::Whole } else { NightState::Failed })
    }

    fn write_summary(&mut self) -> Result<(), Failure> {
        let head = self.store()?.read::<_, StoreError>(journal::head)?;
        let draft = self.nights()?.draft(self.night)?;
        let path = self.outcome.folder.join(SUMMARY);
        let mut told = self.outcome.clone();
        told.files.retain(|file| *file != path);
        self.nights()?.keep_told(self.night, &mut told.files, &mut told.hashes);
        told.files.push(path);
        let text = view::summary(&told, head.as_ref(), self.cx.now(), self.lang());
        draft.write(SUMMARY, text.as_bytes())?;
        draft.show(&[SUMMARY.to_owned()])?;
        self.outcome.files = told.files;
        Ok(())
    }

    fn close(&mut self, state: NightState) -> Result<(), Failure> {
        let (Some(id), now) = (self.id, self.cx.now()) else { return Ok(()) };
        Ok(self.store()?.chunk::<_, StoreError>(|writer| nights::end(writer, id, state, now))?)
    }
}
