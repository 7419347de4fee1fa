//! Whether a corrected application could have been taken: the order of its steps, its papers by the rules of its
//! day, and the extension of its limit.

use super::{ApplicationRefusal, Recorded, Step};
use crate::domain::application::ApplicationState;
use crate::domain::calendar::Day;
use crate::domain::dossier::{Application, Dossier};
use crate::domain::extension::{ExtendRefusal, extend};
use crate::domain::guardian;
use crate::domain::papers::{self, Missing};
use crate::domain::rulebook::RuleBook;

/// The steps of an application that have a day, in their order.
fn steps(application: &Application) -> Vec<(Day, Step)> {
    let accepted = application.accepted_on.map(|day| (day, Step::Accepted));
    let extended = application.extended.map(|extension| (extension.on, Step::Extended));
    let closed = application.closed_on.map(|day| (day, Step::Closed(application.state)));
    [(application.applied_on, Step::Applied)].into_iter().chain(accepted).chain(extended).chain(closed).collect()
}

/// Applied, accepted, extended and closed one after the other.
///
/// # Errors
/// [`ApplicationRefusal::Order`]: refused is the day that was corrected, beside the one that stands.
pub fn order(old: &Recorded, new: &Recorded) -> Result<(), ApplicationRefusal> {
    let (before, line) = (steps(&old.application), steps(&new.application));
    let stood = |step: &(Day, Step)| before.contains(step);
    let Some(pair) = line.windows(2).find(|pair| pair[1].0 < pair[0].0) else { return Ok(()) };
    let (first, second) = (pair[0], pair[1]);
    let (corrected, other, before) =
        if stood(&second) && !stood(&first) { (first, second, false) } else { (second, first, true) };
    Err(ApplicationRefusal::Order { day: corrected.0, other_on: other.0, before, other: other.1 })
}

/// Everything that an accepted application lacks by the rules of its day.
pub fn missing(dossier: &Dossier, recorded: &Recorded, book: &RuleBook) -> Vec<Missing> {
    let Some(on) = recorded.application.accepted_on else { return Vec::new() };
    let age = dossier.person.birth_on.map(|birth| birth.age_on(on));
    let has_guardian = recorded.proxy.as_deref().is_some_and(guardian::may_act_for_a_child);
    let (rules, settings) = (book.on(on).papers, book.settings_on(on));
    papers::missing(rules, settings, &recorded.evidence, recorded.ground, age, has_guardian)
}

/// The papers suffice, as far as they did before, and all of them were there.
///
/// # Errors
/// [`ApplicationRefusal::Missing`] with all that is missing, [`ApplicationRefusal::Paper`].
pub fn papers(dossier: &Dossier, old: &Recorded, new: &Recorded, book: &RuleBook) -> Result<(), ApplicationRefusal> {
    let before = missing(dossier, old, book);
    let mut now = missing(dossier, new, book);
    now.retain(|thing| !before.contains(thing));
    let on = day_of(new);
    if !now.is_empty() {
        let lease = book.settings_on(on).dwelling_ground_lease;
        return Err(ApplicationRefusal::Missing {
            missing: now,
            brought: new.evidence.clone(),
            regime: book.on(on).regime,
            lease,
        });
    }
    match papers::shown_by(&new.evidence, on) {
        Err(later) if new.evidence != old.evidence || papers::shown_by(&old.evidence, day_of(old)).is_ok() => {
            Err(ApplicationRefusal::Paper(later))
        }
        Err(_) | Ok(()) => Ok(()),
    }
}

/// The day by whose rules an application is judged.
pub fn day_of(recorded: &Recorded) -> Day {
    recorded.application.accepted_on.unwrap_or(recorded.application.applied_on)
}

/// The limit could be put off, as far as it could before.
///
/// # Errors
/// [`ApplicationRefusal::Extend`].
pub fn extension(old: &Recorded, new: &Recorded, book: &RuleBook) -> Result<(), ApplicationRefusal> {
    let Err(refusal) = extended(new, book) else { return Ok(()) };
    let corrected = old.application.extended != new.application.extended;
    if corrected || extended(old, book).is_ok() { Err(ApplicationRefusal::Extend(refusal)) } else { Ok(()) }
}

/// Whether the extension could be decided on its day, with the limit as it was.
fn extended(recorded: &Recorded, book: &RuleBook) -> Result<(), ExtendRefusal> {
    let Some(extension) = recorded.application.extended else { return Ok(()) };
    let open =
        Application { extended: None, closed_on: None, state: ApplicationState::Open, ..recorded.application.clone() };
    extend(&open, book, extension.on, extension.to)
}
