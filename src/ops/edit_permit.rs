//! Correcting a recorded fact of a card: a day, why it ended or that it did, an endorsement, why it replaced another.
//! The order of what was done is kept, and the terms of the card and of those that replaced it are computed anew.

use crate::domain::calendar::Day;
use crate::domain::card_facts::{self, CardFacts, Corrected, EndFact, EndedBy, FactRefusal, Fate, Follower};
use crate::domain::code::Code;
use crate::domain::correction::Fact;
use crate::domain::dossier::{Dossier, HeldCard, migrant_code};
use crate::domain::effect::{self, Effect};
use crate::domain::permit::{Card, EndReason, terms};
use crate::domain::replacement::{OldCard, ReplaceReason};
use crate::domain::rulebook::RuleBook;
use crate::domain::unit::UnitRefusal;
use crate::store::applications::ProxyOf;
use crate::store::{Actor, Changes, Sql, StoreError, Writer, applications, corrections, dossiers, mergers, permits};

use super::OpError;
use super::edit_printed::{self, PrintedRefusal, Told};
use super::edit_shown::{self, Lacked, Shown, ShownRefusal};
use super::endorse::{CardRefusal, find_card};
use super::keeping::Keeper;
use super::office::Office;
use super::unmerge;

/// Why no fact of a card was corrected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EditPermitRefusal {
    Which(CardRefusal),
    Fact { permit: String, refusal: FactRefusal },
    Nothing { permit: String },
    Counter(UnitRefusal),
    Printed(PrintedRefusal),
    Shown { permit: String, refusal: ShownRefusal },
}

impl EditPermitRefusal {
    pub fn code(&self) -> Code {
        match self {
            EditPermitRefusal::Which(refusal) => refusal.code(),
            EditPermitRefusal::Fact { refusal, .. } => refusal.code(),
            EditPermitRefusal::Nothing { .. } => Code::J124,
            EditPermitRefusal::Counter(refusal) => refusal.code(),
            EditPermitRefusal::Printed(refusal) => refusal.code(),
            EditPermitRefusal::Shown { refusal, .. } => refusal.code(),
        }
    }
}

/// The card, its corrected facts, and why.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    pub permit: &'a str,
    pub facts: &'a CardFacts,
    pub told: Told<'a>,
    pub shown: Option<Shown<'a>>,
    pub because: &'a str,
    pub counter: Option<&'a str>,
    /// The day of the correction.
    pub on: Day,
}

/// What became of it.
#[derive(Debug, Clone)]
pub struct Edited {
    /// The dossier after it, and the card's number.
    pub dossier: Dossier,
    pub permit: String,
    /// Endorsements that the correction made late.
    pub late: Vec<Day>,
    /// What else is otherwise because of it.
    pub effects: Vec<Effect>,
}

/// Why a card replaced another, and what became of that one.
type Replaced = Option<(ReplaceReason, OldCard)>;

/// Corrects the given facts.
pub fn edit(
    writer: &Writer,
    office: &Office,
    actor: &Actor,
    wanted: &Wanted,
) -> Result<(Edited, Changes), OpError<EditPermitRefusal>> {
    let refused = |refusal: EditPermitRefusal| OpError::Refused(refusal);
    let (dossier, held) =
        find_card(writer, office, wanted.permit, wanted.on).map_err(|error| error.map(EditPermitRefusal::Which))?;
    let no = |refusal| refused(EditPermitRefusal::Fact { permit: held.number.clone(), refusal });
    by_no_merger(writer, &dossier, &held, wanted.facts).map_err(|error| match error {
        OpError::Refused(refusal) => no(refusal),
        OpError::Store(error) => OpError::Store(error),
    })?;
    let own = edit_printed::of_ledger(writer, &held, wanted.facts, wanted.told);
    own.map_err(|error| error.map(EditPermitRefusal::Printed))?;
    let new = card_facts::corrected(&dossier, &held, wanted.facts, &office.book, wanted.on).map_err(no)?;
    let was_replaced = permits::find_replaces(writer, held.id)?;
    let replaced = card_facts::replaced(was_replaced, wanted.facts).map_err(no)?;
    let followers = card_facts::followers(&dossier, &held, &new.held, &office.book).map_err(no)?;
    let mut changes = Changes::on(wanted.on)
        .subject(migrant_code(dossier.migrant))
        .purpose(Some(wanted.because))
        .set("permit", held.number.clone());
    if let Some(named) = wanted.counter {
        let counter = office.tree.counter(named, wanted.on);
        let counter = counter.map_err(|refusal| refused(EditPermitRefusal::Counter(refusal)))?;
        changes = changes.counter(&counter.code);
    }
    let (migrant, because, on) = (dossier.migrant, wanted.because, wanted.on);
    let mut keeper = Keeper { writer, actor, migrant, because, on, changes, kept: 0, stay_on: None };
    let printed = edit_printed::read(writer, office, &new.held, wanted.told, wanted.on);
    let printed = printed.map_err(|error| error.map(EditPermitRefusal::Printed))?;
    let lacked = edit_shown::lacked(&keeper, office, &dossier, &held)?;
    put(&mut keeper, &held, &new, wanted.facts)?;
    put_replaced(&mut keeper, &dossier, &held, was_replaced, replaced)?;
    edit_printed::put(&mut keeper, office, &held, &printed)?;
    put_besides(&mut keeper, office, &dossier, &new, wanted.shown.as_ref(), &lacked)?;
    if keeper.kept == 0 {
        return Err(refused(EditPermitRefusal::Nothing { permit: held.number }));
    }
    permits::update_terms(writer, held.id, &terms(&new.held.card, &office.book))?;
    move_end_before(&mut keeper, &dossier, &held, &new.held, &office.book)?;
    unlink(&mut keeper, &dossier, &held, &new.held)?;
    let mut late = card_facts::newly_late(&held.card, &new.held.card, &new.endorsed, &office.book);
    for follower in followers {
        late.extend(card_facts::newly_late(&follower.old.card, &follower.card, &follower.endorsed(), &office.book));
        follow(writer, &follower, &office.book)?;
    }
    let changes = keeper.changes;
    let corrected = dossiers::get(writer, dossier.migrant)?;
    let effects = effect::effects(&[&dossier], &[&corrected], &office.book, wanted.on);
    Ok((Edited { dossier: corrected, permit: printed.number, late, effects }, changes))
}

/// Writes the card's own facts, those first that make room for another live card.
fn put(keeper: &mut Keeper, old: &HeldCard, new: &Corrected, facts: &CardFacts) -> Result<(), StoreError> {
    let (card, id) = (&new.held.card, old.id);
    corrections::update_card(keeper.writer, id, card, new.held.collected_on)?;
    let text = |day: Option<Day>| day.map(|day| day.to_string());
    let (ended_on, reason) = (|card: &Card| card.ended.map(|(day, _)| day), |card: &Card| word(card.ended));
    let days = [
        (Fact::IssuedOn, Some(old.card.issued_on), Some(card.issued_on)),
        (Fact::CollectedOn, old.collected_on, new.held.collected_on),
        (Fact::EndedOn, ended_on(&old.card), ended_on(card)),
    ];
    for (fact, was, is) in days {
        keeper.keep(fact, id, text(was), text(is), fact.as_str())?;
    }
    let fact = Fact::CardEndReason;
    keeper.keep(fact, id, reason(&old.card), reason(card), fact.as_str())?;
    let kind = |card: &Card| Some(card.kind.as_str().to_owned());
    let fact = Fact::CardKind;
    keeper.keep(fact, id, kind(&old.card), kind(card), fact.as_str())?;
    // A last day that follows from a corrected day of issue was not told.
    if facts.valid_until.is_some() {
        let fact = Fact::ValidUntil;
        keeper.keep(fact, id, text(old.card.printed_until), text(card.printed_until), fact.as_str())?;
    }
    if old.collected_on.is_some() && new.held.collected_on.is_none() {
        let fact = Fact::CollectedBy;
        let by = applications::take_back_proxy(keeper.writer, ProxyOf::Permit(id), keeper.on)?;
        keeper.keep(fact, id, by.map(|by| by.told()), None, fact.as_str())?;
    }
    for (key, (was, is)) in corrections::update_endorsements(keeper.writer, id, &moved(&new.endorsed), keeper.on)? {
        keeper.keep(Fact::EndorsedOn, key, text(was), text(is), Fact::EndorsedOn.as_str())?;
    }
    Ok(())
}

/// Endorsements that were forgotten, what was shown, and who acted; whether the papers suffice.
fn put_besides(
    keeper: &mut Keeper,
    office: &Office,
    dossier: &Dossier,
    new: &Corrected,
    shown: Option<&Shown>,
    lacked: &Lacked,
) -> Result<(), OpError<EditPermitRefusal>> {
    let held = &new.held;
    let no = |error: OpError<ShownRefusal>| {
        error.map(|refusal| EditPermitRefusal::Shown { permit: held.number.clone(), refusal })
    };
    edit_shown::put_forgotten(keeper, office, dossier, new, shown).map_err(no)?;
    if let Some(shown) = shown {
        edit_shown::put(keeper, office, dossier, held, shown).map_err(no)?;
    }
    edit_shown::suffice(keeper, office, dossier, new, lacked).map_err(no)
}

/// Why a card ended, as it is kept.
fn word(ended: Option<(Day, EndReason)>) -> Option<String> {
    ended.map(|(_, reason)| reason.as_str().to_owned())
}

/// The endorsements that are on another day now, or on none.
fn moved(endorsed: &[Fate]) -> Vec<Fate> {
    endorsed.iter().copied().filter(|(old, new)| new != old).collect()
}

/// Writes why the card replaced another and what became of that one, which ended for the same reason.
fn put_replaced(
    keeper: &mut Keeper,
    dossier: &Dossier,
    held: &HeldCard,
    was: Replaced,
    is: Replaced,
) -> Result<(), StoreError> {
    let (Some((was_for, was_old)), Some((because, old_card))) = (was, is) else { return Ok(()) };
    corrections::update_replaced(keeper.writer, held.id, Some((because, old_card)))?;
    let text = |word: &str| Some(word.to_owned());
    let fact = Fact::ReplacedFor;
    keeper.keep(fact, held.id, text(was_for.as_str()), text(because.as_str()), fact.as_str())?;
    let fact = Fact::OldCard;
    keeper.keep(fact, held.id, text(was_old.as_str()), text(old_card.as_str()), fact.as_str())?;
    let old = dossier.cards.iter().find(|old| held.replaces.as_ref() == Some(&old.number));
    let ended = Some((held.card.issued_on, was_for.of_old_card()));
    let Some(old) = old.filter(|old| old.card.ended == ended && was_for.of_old_card() != because.of_old_card()) else {
        return Ok(());
    };
    let now = Some((held.card.issued_on, because.of_old_card()));
    let card = Card { ended: now, ..old.card.clone() };
    corrections::update_card(keeper.writer, old.id, &card, old.collected_on)?;
    keeper.name("before", old.number.clone());
    keeper.keep(Fact::CardEndReason, old.id, word(ended), word(now), "before_card_end_reason")
}

/// The card that made way for this one ended in the same act: its end goes along.
fn move_end_before(
    keeper: &mut Keeper,
    dossier: &Dossier,
    old: &HeldCard,
    new: &HeldCard,
    book: &RuleBook,
) -> Result<(), StoreError> {
    let (was, is) = (old.card.issued_on, new.card.issued_on);
    for before in dossier.cards.iter().filter(|before| was != is && card_facts::made_way(before, old, book)) {
        let Some((ended_on, reason)) = before.card.ended.filter(|_| before.gave_way.is_none()) else { continue };
        // Why it ended may have been corrected in the same act.
        let reason = permits::find_end_reason(keeper.writer, before.id)?.unwrap_or(reason);
        let card = Card { ended: Some((is, reason)), ..before.card.clone() };
        corrections::update_card(keeper.writer, before.id, &card, before.collected_on)?;
        keeper.name("before", before.number.clone());
        let (from, to) = (Some(ended_on.to_string()), Some(is.to_string()));
        keeper.keep(Fact::EndedOn, before.id, from, to, "before_ended_on")?;
    }
    Ok(())
}

/// A card that lives again was replaced by none: what was made in its place in error takes nobody's place.
fn unlink(keeper: &mut Keeper, dossier: &Dossier, old: &HeldCard, new: &HeldCard) -> Result<(), StoreError> {
    if old.card.ended.is_none() || new.card.ended.is_some() {
        return Ok(());
    }
    let Some(next) = dossier.cards.iter().find(|next| next.replaces.as_ref() == Some(&old.number)) else {
        return Ok(());
    };
    let (because, old_card) = permits::find_replaces(keeper.writer, next.id)?.unzip();
    corrections::update_replaced(keeper.writer, next.id, None)?;
    keeper.name("after", next.number.clone());
    keeper.keep(Fact::Replaces, next.id, Some(old.number.clone()), None, "after_replaces")?;
    let because = because.map(|because| because.as_str().to_owned());
    keeper.keep(Fact::ReplacedFor, next.id, because, None, "after_replaced_for")?;
    let old_card = old_card.map(|fate| fate.as_str().to_owned());
    keeper.keep(Fact::OldCard, next.id, old_card, None, "after_old_card")
}

/// A merger that ended the card, or the one that it replaced: that end is the merger's.
fn by_no_merger(sql: &Sql, dossier: &Dossier, held: &HeldCard, facts: &CardFacts) -> Result<(), OpError<FactRefusal>> {
    let (day, reason) = held.card.ended.unzip();
    let other_day = facts.ended_on.is_some_and(|new| new.day() != day);
    let other_reason = facts.end_reason.is_some_and(|new| Some(new) != reason);
    if let Some(on) = day.filter(|_| other_day || other_reason) {
        let never = facts.ended_on.is_some_and(|new| new.day().is_none());
        let what = if never {
            EndFact::Itself
        } else if other_day {
            EndFact::Day
        } else {
            EndFact::Reason
        };
        return not_merged(sql, dossier, held, on, what);
    }
    let before = dossier.cards.iter().find(|before| held.replaces.as_ref() == Some(&before.number));
    match before.and_then(|before| Some((before, before.card.ended?.0))) {
        Some((before, on)) if facts.replaced_for.is_some() => not_merged(sql, dossier, before, on, EndFact::Reason),
        Some(_) | None => Ok(()),
    }
}

fn not_merged(
    sql: &Sql,
    dossier: &Dossier,
    held: &HeldCard,
    on: Day,
    what: EndFact,
) -> Result<(), OpError<FactRefusal>> {
    for merger in mergers::list(sql, dossier.migrant)? {
        if merger.undone_on.is_none() && merger.moved()?.ended.iter().any(|(ended, _)| *ended == held.id) {
            let act = EndedBy::Merger(unmerge::standing(sql, &merger)?);
            return Err(OpError::Refused(FactRefusal::EndedBy { act, on, what }));
        }
    }
    Ok(())
}

/// A card that stands for this one goes on from where it stands now.
fn follow(writer: &Writer, follower: &Follower, book: &RuleBook) -> Result<(), StoreError> {
    let (held, card) = (&follower.old, &follower.card);
    corrections::update_card(writer, held.id, card, held.collected_on)?;
    permits::update_terms(writer, held.id, &terms(card, book))
}
