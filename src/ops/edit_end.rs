//! Correcting the end of a stay: its day, its reason, or that the person left at all. What ended with it goes
//! along; a departure that is taken back brings card and application back.

use crate::domain::admission::is_keepable;
use crate::domain::calendar::Day;
use crate::domain::correction::Fact;
use crate::domain::dossier::{Dossier, migrant_code};
use crate::domain::effect::Effect;
use crate::domain::mask;
use crate::domain::objection::Objection;
use crate::domain::roster::Field;
use crate::domain::stay_end::{self, EndRefusal, Ended, LeaveReason, NewEnd};
use crate::domain::unit::UnitRefusal;
use crate::store::corrections;
use crate::store::{Actor, Changes, StoreError, Writer, applications, dossiers, mergers, registrations};

use super::OpError;
use super::consequences;
use super::edit::{EditRefusal, still_migrant};
use super::given::follow_splits;
use super::keeping::Keeper;
use super::office::Office;
use super::person;
use super::unmerge;

/// The corrected day of leaving.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Left {
    On(Day),
    Never,
}

/// What is to be corrected, and why.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    /// A day of the stay whose end is corrected; `None`: the last one that has ended.
    pub of: Option<Day>,
    pub left: Option<Left>,
    pub reason: Option<LeaveReason>,
    /// Where the person went; nothing: not known.
    pub to: Option<&'a str>,
    pub because: &'a str,
    pub counter: Option<&'a str>,
    /// The day of the correction.
    pub on: Day,
}

/// A corrected end of a stay.
#[derive(Debug)]
pub struct EndEdited {
    pub dossier: Dossier,
    /// What is otherwise because of it.
    pub effects: Vec<Effect>,
}

/// Corrects the end of a stay that has ended.
pub fn edit(
    writer: &Writer,
    office: &Office,
    actor: &Actor,
    who: &str,
    wanted: &Wanted,
) -> Result<(EndEdited, Changes), OpError<EditRefusal>> {
    let dossier = person::dossier(writer, who).map_err(|error| error.map(EditRefusal::Who))?;
    let migrant = migrant_code(dossier.migrant);
    let no = |refusal| OpError::Refused(EditRefusal::End { migrant: migrant.clone(), refusal });
    let ended = find(&dossier, wanted.of)?;
    let went = registrations::ending(writer, ended.stay.id)?.left_to;
    let reason = wanted.reason.unwrap_or(ended.reason);
    let new = match wanted.left {
        Some(Left::Never) => NewEnd::None,
        Some(Left::On(day)) => NewEnd::On(day, reason),
        None => NewEnd::On(ended.on, reason),
    };
    let to = match (new, wanted.to) {
        (NewEnd::None, _) => None,
        (NewEnd::On(..), None) => went.clone(),
        (NewEnd::On(..), Some(to)) => Some(mask::in_text(to.trim())).filter(|to| !to.is_empty()),
    };
    if to.as_deref().is_some_and(|to| !is_keepable(to)) {
        let objection = Objection::Controls { field: Field::To };
        return Err(OpError::Refused(EditRefusal::Form(vec![objection])));
    }
    if new == NewEnd::On(ended.on, ended.reason) && to == went {
        return Err(OpError::Refused(EditRefusal::Nothing { migrant, unread: Vec::new() }));
    }
    by_no_merger(writer, &dossier, &ended).map_err(|error| match error {
        OpError::Refused(refusal) => no(refusal),
        OpError::Store(error) => OpError::Store(error),
    })?;
    let withdrawn = applications::find_withdrawn_with(writer, dossier.migrant, ended.on, ended.reason.as_str())?;
    let withdrawn = dossier.applications.iter().find(|application| Some(application.id) == withdrawn);
    stay_end::may_end(&dossier, &ended, withdrawn, new, &office.tree, wanted.on).map_err(no)?;
    let changes = Changes::on(wanted.on).subject(migrant.clone()).purpose(Some(wanted.because));
    let changes = match counter(office, &ended, wanted) {
        Ok(Some(counter)) => changes.counter(&counter),
        Ok(None) => changes,
        Err(refusal) => return Err(OpError::Refused(EditRefusal::Counter(refusal))),
    };
    let because = wanted.because;
    let (stay_on, on) = (Some(ended.stay.registered_on), wanted.on);
    let mut desk = Keeper { writer, actor, migrant: dossier.migrant, because, on, changes, stay_on, kept: 0 };
    put(&mut desk, &dossier, &ended, withdrawn.map(|application| application.id), new)?;
    if to != went {
        corrections::update_left_to(writer, ended.stay.id, to.as_deref())?;
        desk.keep(Fact::LeftTo, ended.stay.id, went, to, "left_to")?;
    }
    follow_splits(writer, &office.tree, ended.stay.id)?;
    let changes = desk.changes;
    let corrected = dossiers::get(writer, dossier.migrant)?;
    still_migrant(office, [&dossier, &corrected], wanted.on)?;
    let effects = consequences::of_person(writer, office, [&dossier, &corrected], wanted.on)?;
    Ok((EndEdited { dossier: corrected, effects }, changes))
}

/// The stay of a day, which must have ended, or the last one that has.
fn find(dossier: &Dossier, of: Option<Day>) -> Result<Ended<'_>, OpError<EditRefusal>> {
    let migrant = || migrant_code(dossier.migrant);
    let not_ended =
        |named| OpError::Refused(EditRefusal::End { migrant: migrant(), refusal: EndRefusal::NotEnded { named } });
    let Some(on) = of else { return Ended::last_of(dossier).ok_or_else(|| not_ended(None)) };
    let not_registered = || OpError::Refused(EditRefusal::NotRegistered { migrant: migrant(), on });
    let stay = dossier.active_stay(on).ok_or_else(not_registered)?;
    Ended::of(stay).ok_or_else(|| not_ended(Some(stay.registered_on)))
}

/// Writes the new end, and that of everything that ended with it.
fn put(
    desk: &mut Keeper,
    dossier: &Dossier,
    ended: &Ended,
    withdrawn: Option<i64>,
    new: NewEnd,
) -> Result<(), StoreError> {
    let end = match new {
        NewEnd::On(day, reason) => Some((day, reason)),
        NewEnd::None => None,
    };
    let (day, reason) = end.unzip();
    let text = |day: Option<Day>| day.map(|day| day.to_string());
    let old_day = Some(ended.on.to_string());
    corrections::update_end(desk.writer, ended.stay.id, end.map(|(day, reason)| (day, reason.as_str())))?;
    desk.keep(Fact::LeftOn, ended.stay.id, old_day.clone(), text(day), "left_on")?;
    let words = |reason: Option<LeaveReason>| reason.map(|reason| reason.as_str().to_owned());
    desk.keep(Fact::EndReason, ended.stay.id, words(Some(ended.reason)), words(reason), "end_reason")?;
    for held in ended.cards(dossier) {
        desk.name("permit", held.number.clone());
        corrections::update_card_end(desk.writer, held.id, end.map(|(day, reason)| (day, reason.of_cards())))?;
        desk.keep(Fact::EndedOn, held.id, old_day.clone(), text(day), "permit_ended_on")?;
        let of_cards = |reason: Option<LeaveReason>| reason.map(|reason| reason.of_cards().as_str().to_owned());
        let (old, new) = (of_cards(Some(ended.reason)), of_cards(reason));
        desk.keep(Fact::CardEndReason, held.id, old, new, "permit_end_reason")?;
    }
    if let Some(application) = withdrawn {
        let end = end.map(|(day, reason)| (day, reason.as_str()));
        corrections::update_withdrawal(desk.writer, application, end)?;
        desk.keep(Fact::ClosedOn, application, old_day, text(day), "application_closed_on")?;
    }
    Ok(())
}

/// A merger that ended the stay: it ends where the other record's begins, and parting puts the old end back.
fn by_no_merger(writer: &Writer, dossier: &Dossier, ended: &Ended) -> Result<(), OpError<EndRefusal>> {
    for merger in mergers::list(writer, dossier.migrant)? {
        if merger.undone_on.is_none() && merger.moved()?.cut.iter().any(|(cut, _)| *cut == ended.stay.id) {
            return Err(OpError::Refused(EndRefusal::Merged(unmerge::standing(writer, &merger)?)));
        }
    }
    Ok(())
}

/// The counter where the correction is made: the one named, else the one that serves the home, if any does today.
fn counter(office: &Office, ended: &Ended, wanted: &Wanted) -> Result<Option<String>, UnitRefusal> {
    match office.counter(wanted.counter, ended.stay.home_on(ended.on).unit, wanted.on) {
        Ok(counter) => Ok(Some(counter.code.clone())),
        Err(refusal) if wanted.counter.is_some() => Err(refusal),
        Err(_) => Ok(None),
    }
}
