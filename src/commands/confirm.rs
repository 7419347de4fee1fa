//! Acts that cannot be taken back in a breath: rehearsed, read out at a terminal, then done.
//!
//! A refusal comes before the question, and while somebody thinks about it the register is nobody's. Without a
//! terminal, and with `--no-input` or `--yes`, nothing is asked and the act is done.

use super::desk;
use crate::context::Context;
use crate::domain::lang::Lang;
use crate::failure::Failure;
use crate::present::printable;
use crate::present::words::Describe;
use crate::present::words::confirm::NotConfirmed;
use crate::present::words::told::masked;
use crate::store::{Changes, Store, StoreError, Writer};

/// Whether the act is read out first.
pub fn is_asked(cx: &Context) -> bool {
    cx.can_ask() && !cx.yes()
}

/// Goes on after a yes.
fn ask(cx: &Context, question: &str) -> Result<(), Failure> {
    if cx.confirm(&masked(&printable(question)))? { Ok(()) } else { Err(NotConfirmed.into()) }
}

/// One act, done once it is confirmed; `question` is put together from what would come of it, `None` where
/// nothing needs to be asked.
pub fn act<T, E: Describe + From<StoreError> + 'static>(
    cx: &mut Context,
    store: &mut Store,
    command: &str,
    work: impl Fn(&Writer) -> Result<(T, Changes), E>,
    question: impl FnOnce(&T, Lang) -> Option<String>,
) -> Result<T, Failure> {
    if is_asked(cx) {
        let (outcome, _) = store.rehearse(&work)?;
        if let Some(question) = question(&outcome, cx.lang()) {
            ask(cx, &question)?;
        }
    }
    Ok(store.act(&desk::actor(cx), command, work)?)
}

/// The same for an act that takes many rows away.
pub fn act_of_removal<T, E: Describe + From<StoreError> + 'static>(
    cx: &mut Context,
    store: &mut Store,
    command: &str,
    work: impl Fn(&Writer) -> Result<(T, Changes), E>,
    question: impl FnOnce(&T, Lang) -> String,
) -> Result<T, Failure> {
    if is_asked(cx) {
        let (outcome, _) = store.rehearse_removal(&work)?;
        ask(cx, &question(&outcome, cx.lang()))?;
    }
    Ok(store.act_of_removal(&desk::actor(cx), command, work)?)
}
