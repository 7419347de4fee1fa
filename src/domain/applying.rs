//! Whether somebody can apply on a day, papers apart, and whether the card of an application can be issued on
//! it. Asked by the acts themselves and by whoever says when an act is possible (`open_acts`).

use super::act_order::{self, LaterAct};
use super::application::{ApplicationState, ApplyRefusal, IssueRefusal, barring_card};
use super::calendar::Day;
use super::dossier::{Application, Dossier, application_code};
use super::eligibility::NotEntitled;
use super::ending;
use super::permit::first_rules;
use super::rulebook::RuleBook;

/// Whether an application can be made on a day.
///
/// # Errors
/// [`ApplyRefusal`]: what is not a matter of papers.
pub fn may_apply(dossier: &Dossier, book: &RuleBook, on: Day) -> Result<(), ApplyRefusal> {
    let first = first_rules(book);
    if on < first {
        return Err(ApplyRefusal::NotEntitled(NotEntitled::BeforeRules { first }));
    }
    if dossier.active_stay(on).is_none() {
        return Err(ApplyRefusal::NotRegistered { on });
    }
    if let Some(departed) = ending::departed(dossier, on) {
        return Err(ApplyRefusal::Departed(departed));
    }
    if let Some(reason) = dossier.entitled(book, on).reasons.first() {
        return Err(ApplyRefusal::NotEntitled(*reason));
    }
    let cards = dossier.cards.iter().map(|held| (&held.number, &held.card));
    if let Some((number, suspended)) = barring_card(cards, book, on) {
        return Err(ApplyRefusal::LivePermit { permit: number.clone(), suspended });
    }
    if let Some(open) = dossier.open_application() {
        let accepted_on = open.accepted_on.unwrap_or(open.applied_on);
        return Err(ApplyRefusal::OpenApplication {
            application: application_code(open.id),
            accepted_on,
            later: on < accepted_on,
        });
    }
    let later = act_order::after_of_person(dossier, on).or_else(|| act_order::after_in_applications(dossier, on));
    later.map_or(Ok(()), |later| Err(ApplyRefusal::Later(later)))
}

/// Whether the card of an application can be issued on a day. Other applications do not bar it: a merger may
/// have brought some that were decided later.
///
/// # Errors
/// [`IssueRefusal`].
pub fn may_issue(dossier: &Dossier, application: &Application, book: &RuleBook, on: Day) -> Result<(), IssueRefusal> {
    let code = application_code(application.id);
    let Some(accepted_on) = application.accepted_on.filter(|_| application.state == ApplicationState::Open) else {
        return Err(IssueRefusal::NotOpen { application: code, state: application.state });
    };
    if on < accepted_on {
        return Err(IssueRefusal::BeforeAcceptance { accepted_on, on });
    }
    if let Some(departed) = ending::departed(dossier, on) {
        return Err(IssueRefusal::Departed(departed));
    }
    let cards = dossier.cards.iter().map(|held| (&held.number, &held.card));
    if let Some((number, suspended)) = barring_card(cards, book, on) {
        return Err(IssueRefusal::LivePermit { permit: number.clone(), suspended });
    }
    let later: Option<LaterAct> = act_order::after_in_application(application, on);
    if let Some(later) = later.or_else(|| act_order::after_of_person(dossier, on)) {
        return Err(IssueRefusal::Later(later));
    }
    if dossier.active_stay(on).is_none() { Err(IssueRefusal::NotRegistered { on }) } else { Ok(()) }
}
