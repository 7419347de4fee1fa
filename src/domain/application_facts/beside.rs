//! A corrected application beside what else is recorded of the person: the stay, the cards, other applications.

use super::judge::day_of;
use super::{ApplicationRefusal, Recorded};
use crate::domain::application::ApplyRefusal;
use crate::domain::calendar::Day;
use crate::domain::dossier::{Application, Dossier, HeldCard, Stay, application_code};
use crate::domain::eligibility::NotEntitled;
use crate::domain::permit::{PermitKind, Status, first_rules, is_live, state};
use crate::domain::rulebook::RuleBook;
use crate::domain::stay_end::LeaveReason;

/// Whether the person could apply on the corrected day, and could wait for a card as long as is said now.
///
/// # Errors
/// [`ApplicationRefusal`], with what stands in the way.
pub fn fits(
    dossier: &Dossier,
    old: &Recorded,
    new: &Recorded,
    book: &RuleBook,
    today: Day,
) -> Result<(), ApplicationRefusal> {
    if day_of(old) != day_of(new) {
        let barred = |recorded: &Recorded| may_apply(dossier, recorded, book);
        if let (Ok(()), Err(refusal)) = (barred(old), barred(new)) {
            return Err(ApplicationRefusal::Apply(refusal));
        }
    }
    if new.reopens(old) {
        waits_again(dossier, old, new, book, today)?;
    }
    one_at_a_time(dossier, &old.application, &new.application)
}

/// Whether the person could apply on the day of the application, papers and other applications apart.
fn may_apply(dossier: &Dossier, recorded: &Recorded, book: &RuleBook) -> Result<(), ApplyRefusal> {
    let (on, first) = (day_of(recorded), first_rules(book));
    if on < first {
        return Err(ApplyRefusal::NotEntitled(NotEntitled::BeforeRules { first }));
    }
    if dossier.active_stay(on).is_none() {
        return Err(ApplyRefusal::NotRegistered { on });
    }
    if let Some(reason) = dossier.entitled(book, on).reasons.first() {
        return Err(ApplyRefusal::NotEntitled(*reason));
    }
    match other_cards(dossier, recorded).find(|held| is_live(&held.card, book, on)) {
        Some(held) => Err(live(held, book, on)),
        None => Ok(()),
    }
}

/// The person's 居住证 but the one that was issued on this application.
fn other_cards<'a>(dossier: &'a Dossier, recorded: &'a Recorded) -> impl Iterator<Item = &'a HeldCard> {
    let own = |held: &HeldCard| recorded.card.as_ref() == Some(&held.number);
    dossier.cards.iter().filter(move |held| held.card.kind == PermitKind::Residence && !own(held))
}

fn live(held: &HeldCard, book: &RuleBook, on: Day) -> ApplyRefusal {
    let suspended = state(&held.card, book, on).is_some_and(|state| state.status == Status::Suspended);
    ApplyRefusal::LivePermit { permit: held.number.clone(), suspended }
}

/// An application that was never closed waits for a card today: beside no live card or other application, and in
/// the stay in which it was made.
fn waits_again(
    dossier: &Dossier,
    old: &Recorded,
    new: &Recorded,
    book: &RuleBook,
    today: Day,
) -> Result<(), ApplicationRefusal> {
    let mut held_in = dossier.active_stay(day_of(new));
    while let Some(stay) = held_in.filter(|stay| stay.cut) {
        held_in = dossier.stays.iter().find(|next| next.id != stay.id && Some(next.registered_on) == stay.ended_on());
    }
    match held_in.or_else(|| dossier.active_stay(today)) {
        Some(Stay { ended: Some((ended_on, reason)), .. }) => {
            let reason = LeaveReason::parse(reason).unwrap_or(LeaveReason::Other);
            return Err(ApplicationRefusal::StayOver { ended_on: *ended_on, reason });
        }
        Some(_) => {}
        None => return Err(ApplicationRefusal::Apply(ApplyRefusal::NotRegistered { on: today })),
    }
    if new.application.accepted_on.is_none() {
        return Ok(());
    }
    let since = old.application.closed_on.unwrap_or(today);
    let issued_since = |held: &&HeldCard| {
        let zero = held.card.ended.is_some_and(|(day, _)| day == held.card.issued_on);
        held.card.issued_on >= since && !zero
    };
    let bars = |held: &&HeldCard| is_live(&held.card, book, today) || issued_since(held);
    match other_cards(dossier, new).find(bars) {
        Some(held) => Err(ApplicationRefusal::Apply(live(held, book, today))),
        None => Ok(()),
    }
}

/// The days on which an accepted application waits: from the first, until the last is over.
fn waiting(application: &Application) -> Option<(Day, Option<Day>)> {
    application.accepted_on.map(|from| (from, application.closed_on))
}

fn overlap(one: &Application, other: &Application) -> bool {
    let (Some((from, until)), Some((begins, ends))) = (waiting(one), waiting(other)) else { return false };
    let before = |until: Option<Day>, from: Day| until.is_some_and(|until| until <= from);
    !before(until, begins) && !before(ends, from)
}

/// On no day does the person wait for a card by two applications, where that was not so before.
fn one_at_a_time(dossier: &Dossier, old: &Application, new: &Application) -> Result<(), ApplicationRefusal> {
    let mut others = dossier.applications.iter().filter(|other| other.id != new.id);
    let crossed = others.find(|other| overlap(new, other) && !overlap(old, other));
    match crossed.and_then(|other| Some((other, other.accepted_on?))) {
        Some((other, accepted_on)) => Err(ApplicationRefusal::Apply(ApplyRefusal::OpenApplication {
            application: application_code(other.id),
            accepted_on,
            later: new.accepted_on.is_some_and(|own| own < accepted_on),
        })),
        None => Ok(()),
    }
}
