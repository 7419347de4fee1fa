//! The facts of a card put right: what the card is with the corrected ones, and whether it can be.
//!
//! What was done keeps its order: accepted, issued, collected, endorsed, ended; no two cards of a person
//! share a day of life that they did not share before. A corrected endorsement must have been possible on
//! its day, and so must every one that rests on it. (RULES 4.)

mod applied;
mod end;
mod kind;
mod order;
mod standing;

use super::act_order::CardAct;
use super::calendar::Day;
use super::code::Code;
use super::dossier::{Dossier, HeldCard};
use super::ending::Departed;
use super::endorsement::EndorseRefusal;
use super::merger::Standing;
use super::permit::{Card, EndReason, PermitKind};
use super::replacement::{OldCard, ReplaceReason};
use super::rulebook::RuleBook;
use super::stay_end::LeaveReason;

pub use end::made_way;
pub use standing::{Follower, followers, newly_late};

/// What a recorded day becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NewDay {
    On(Day),
    /// What was recorded of it never happened.
    Never,
}

impl NewDay {
    pub fn day(self) -> Option<Day> {
        match self {
            NewDay::On(day) => Some(day),
            NewDay::Never => None,
        }
    }
}

/// Corrected facts; an endorsement by the day it has, `None` for one that was forgotten.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CardFacts {
    pub issued_on: Option<Day>,
    /// What a ledger said: the last day printed on the card, its kind.
    pub valid_until: Option<NewDay>,
    pub kind: Option<PermitKind>,
    pub collected_on: Option<NewDay>,
    pub endorsed: Vec<(Option<Day>, NewDay)>,
    pub ended_on: Option<NewDay>,
    pub end_reason: Option<EndReason>,
    /// Why the card replaced another, and what became of that one.
    pub replaced_for: Option<ReplaceReason>,
    pub old_card: Option<OldCard>,
}

/// An endorsement: the day that it was of, `None` for one that was forgotten, and the day that it is of now; `None`:
/// taken back.
pub type Fate = (Option<Day>, Option<Day>);

/// A card with its corrected facts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Corrected {
    pub held: HeldCard,
    /// Every endorsement that was recorded or forgotten, in order.
    pub endorsed: Vec<Fate>,
}

/// Why a fact cannot be the corrected one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FactRefusal {
    Future {
        day: Day,
        today: Day,
    },
    /// Nothing of that kind is recorded: it is no correction.
    NotRecorded {
        what: Undone,
        day: Option<Day>,
    },
    /// It would come before or after something that it follows or precedes.
    Order {
        day: Day,
        other_on: Day,
        before: bool,
        other: Beside,
    },
    Endorse(EndorseRefusal),
    /// An endorsement that is not corrected would not have been possible after the correction.
    NoLonger {
        /// The card that it stands on: this one, or one that replaced it.
        permit: String,
        endorsed_on: Day,
        refusal: EndorseRefusal,
    },
    /// The endorsement of that day stands on another card of the person.
    EndorsedOther {
        day: Day,
        other: String,
    },
    /// A card that ended because it had run out would not have run out by then.
    NotRunOut {
        permit: String,
        on: Day,
    },
    /// The card would have run out before it was replaced.
    RunOut {
        since: Day,
        replaced_on: Day,
        by: String,
    },
    /// The card ended with another act, which has its day and its reason.
    EndedBy {
        act: EndedBy,
        on: Day,
        what: EndFact,
    },
    /// A 暂住证 stands in no chain of cards that replaced each other.
    InChain {
        other: String,
    },
    /// What is recorded of the person does not agree with the corrected end, or the day of an endorsement.
    Barred(Bar),
    /// A card that is replaced for this reason was handed back.
    OldCardKept {
        because: ReplaceReason,
    },
}

/// What of the person bars a corrected end of a card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Bar {
    /// A card that never ended is live, and so was another since.
    LivePermit { permit: String },
    /// Nobody who has a card applies for one: an application was accepted on a day on which this one would live.
    Applied { permit: String, application: String, accepted_on: Day },
    /// Nobody who has a card applies for one.
    OpenApplication { application: String },
    /// The stay in which the card was held is over, and no card outlasts it.
    StayOver { ended_on: Day, reason: LeaveReason },
    /// Nobody is registered who could hold it.
    NotRegistered { migrant: String, on: Day },
    /// Something is recorded of the person after the end: nobody died, or settled here, before.
    GoesOn { migrant: String, after_on: Day, died: bool },
    /// Another card of theirs ended by death, or by settling here, before an endorsement.
    Departed { migrant: String, departed: Departed },
}

impl Bar {
    fn code(&self) -> Code {
        match self {
            Bar::LivePermit { .. } | Bar::Applied { .. } => Code::J304,
            Bar::OpenApplication { .. } => Code::J303,
            Bar::StayOver { .. } => Code::J221,
            Bar::NotRegistered { .. } => Code::J202,
            Bar::GoesOn { .. } | Bar::Departed { .. } => Code::J223,
        }
    }
}

/// What a corrected day stands before or after.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Beside {
    Accepted,
    Act(CardAct),
    /// Another card of the person: that it ended, or was issued.
    OtherCard,
    /// What was done last with the card that made way for this one.
    CardBefore(CardAct),
    /// The end of the stay in which the card was held.
    Departure,
}

/// The card for which another made way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NextCard {
    pub permit: String,
    pub issued_on: Day,
    /// The card with which one begins who takes it back: this one, or the last of those that replaced it.
    pub first: FirstStep,
}

/// What is done first where a card was made in error and another is to live again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FirstStep {
    pub permit: String,
    pub issued_on: Day,
    pub undo: Undo,
}

/// How a card that was made in error is taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Undo {
    /// It ends in error, on its own day.
    End,
    /// The end that it has is corrected to that.
    CorrectEnd,
    /// It was replaced by one that never was, and so never ended.
    TakeBackEnd,
    /// Something was done with it since, or it ended in an act of another kind.
    Look,
}

/// What a card ended with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EndedBy {
    Departure {
        migrant: String,
    },
    Replacement(NextCard),
    /// The new card of somebody whose old one had run out.
    NextCard(NextCard),
    Merger(Standing),
}

/// What of an end was to be corrected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EndFact {
    Day,
    Reason,
    /// That there was one.
    Itself,
}

/// What has not been done yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Undone {
    Collected,
    Endorsed,
    Ended,
    /// A 暂住证 that ran out by itself.
    RanOut,
    /// It took the place of no other card.
    Replaced,
}

impl FactRefusal {
    pub fn code(&self) -> Code {
        match self {
            FactRefusal::Future { .. } => Code::J208,
            FactRefusal::NotRecorded { .. } | FactRefusal::EndorsedOther { .. } => Code::J222,
            FactRefusal::Order { .. } | FactRefusal::EndedBy { .. } => Code::J221,
            FactRefusal::Endorse(refusal) | FactRefusal::NoLonger { refusal, .. } => refusal.code(),
            FactRefusal::RunOut { .. } => Code::J340,
            FactRefusal::InChain { .. } => Code::J341,
            FactRefusal::Barred(bar) => bar.code(),
            FactRefusal::OldCardKept { .. } | FactRefusal::NotRunOut { .. } => Code::J224,
        }
    }
}

/// The card with its corrected facts.
///
/// # Errors
/// [`FactRefusal`], with what stands in the way.
pub fn corrected(
    dossier: &Dossier,
    held: &HeldCard,
    facts: &CardFacts,
    book: &RuleBook,
    today: Day,
) -> Result<Corrected, FactRefusal> {
    not_to_come(facts, today)?;
    let mut new = held.clone();
    if let Some(issued_on) = facts.issued_on {
        new.card = issued(held, issued_on, book);
    }
    printed(&mut new, facts)?;
    if let Some(day) = facts.collected_on {
        order::may_be_collected(held, day)?;
        new.collected_on = day.day();
    }
    new.card.ended = end::corrected(dossier, held, facts, book, today)?;
    let endorsed = fates(dossier, held, &facts.endorsed)?;
    new.card.endorsements = endorsed.iter().filter_map(|(_, day)| *day).collect();
    order::fits(dossier, held, &new, book)?;
    kind::holds(dossier, held, &new, today)?;
    order::on_days_of_a_stay(dossier, &endorsed)?;
    end::holds(dossier, held, &new, today)?;
    let new = Corrected { held: new, endorsed };
    standing::stands(dossier, held, &new, book)?;
    Ok(new)
}

fn not_to_come(facts: &CardFacts, today: Day) -> Result<(), FactRefusal> {
    let endorsed = facts.endorsed.iter().map(|(_, new)| Some(*new));
    let told = endorsed.chain([facts.collected_on, facts.ended_on]).flatten().filter_map(NewDay::day);
    match told.chain(facts.issued_on).filter(|day| *day > today).max() {
        Some(day) => Err(FactRefusal::Future { day, today }),
        None => Ok(()),
    }
}

/// What becomes of every endorsement.
fn fates(dossier: &Dossier, held: &HeldCard, corrected: &[(Option<Day>, NewDay)]) -> Result<Vec<Fate>, FactRefusal> {
    let mut fates: Vec<Fate> = held.card.endorsements.iter().map(|day| (Some(*day), Some(*day))).collect();
    for (old, new) in corrected {
        let Some(old) = old else { continue };
        let fate = fates.iter_mut().find(|(known, _)| *known == Some(*old));
        fate.ok_or_else(|| not_endorsed(dossier, *old))?.1 = new.day();
    }
    for day in corrected.iter().filter(|(old, _)| old.is_none()).filter_map(|(_, new)| new.day()) {
        if fates.iter().any(|(_, is)| *is == Some(day)) {
            let other = Beside::Act(CardAct::Endorsed);
            return Err(FactRefusal::Order { day, other_on: day, before: false, other });
        }
        let at = fates.iter().position(|(_, is)| is.is_some_and(|is| is > day)).unwrap_or(fates.len());
        fates.insert(at, (None, Some(day)));
    }
    Ok(fates)
}

/// What a ledger said of the card itself.
fn printed(new: &mut HeldCard, facts: &CardFacts) -> Result<(), FactRefusal> {
    let card = &mut new.card;
    card.kind = facts.kind.unwrap_or(card.kind);
    let Some(last) = facts.valid_until else { return Ok(()) };
    if let Some(day) = last.day().filter(|day| *day < card.issued_on) {
        let other = Beside::Act(CardAct::Issued);
        return Err(FactRefusal::Order { day, other_on: card.issued_on, before: true, other });
    }
    card.printed_until = last.day();
    Ok(())
}

/// The card was not endorsed on that day; another of the person may have been, such as the one that it replaced.
pub fn not_endorsed(dossier: &Dossier, day: Day) -> FactRefusal {
    match dossier.cards.iter().find(|held| held.card.endorsements.contains(&day)) {
        Some(held) => FactRefusal::EndorsedOther { day, other: held.number.clone() },
        None => FactRefusal::NotRecorded { what: Undone::Endorsed, day: Some(day) },
    }
}

/// Why a card replaced another and what became of that one, with what is corrected of it.
///
/// # Errors
/// [`FactRefusal`]: it replaced none, or an old card that was not handed back was not damaged or out of date.
pub fn replaced(
    recorded: Option<(ReplaceReason, OldCard)>,
    facts: &CardFacts,
) -> Result<Option<(ReplaceReason, OldCard)>, FactRefusal> {
    if facts.replaced_for.is_none() && facts.old_card.is_none() {
        return Ok(recorded);
    }
    let (reason, fate) = recorded.ok_or(FactRefusal::NotRecorded { what: Undone::Replaced, day: None })?;
    let because = facts.replaced_for.unwrap_or(reason);
    let told = if because == reason { fate } else { because.fate() };
    let old_card = facts.old_card.unwrap_or(told);
    if because.wants_old_card() && old_card == OldCard::Lost {
        return Err(FactRefusal::OldCardKept { because });
    }
    Ok(Some((because, old_card)))
}

/// A card issued on another day: its anniversaries, its printed last day and its regime follow, as far as they
/// were told by the day of issue. A replacement goes on from where the old card stands, whatever its own day.
fn issued(held: &HeldCard, issued_on: Day, book: &RuleBook) -> Card {
    let card = &held.card;
    let mut new = Card { issued_on, ..card.clone() };
    let by_day = card.regime == book.on(card.issued_on).regime;
    if by_day {
        new.regime = book.on(issued_on).regime;
    }
    if held.replaces.is_some() {
        return new;
    }
    if card.base_on == card.issued_on {
        new = Card { issued_on, regime: new.regime, ..rebased(card, issued_on) };
    }
    if new.regime != card.regime {
        let printed = |months: u16| new.base_on.plus_months(i32::from(months)).plus_days(-1);
        new.printed_until = book.on(issued_on).validity_months.map(printed);
    }
    new
}

/// A card whose anniversaries are counted from another day; a printed last day that was an anniversary goes with it.
pub fn rebased(card: &Card, base_on: Day) -> Card {
    const YEARS: std::ops::RangeInclusive<i32> = 1..=10;
    let printed = card.printed_until.map(|last| {
        let year = YEARS.into_iter().find(|year| card.base_on.plus_months(12 * year) == last.plus_days(1));
        year.map_or(last, |year| base_on.plus_months(12 * year).plus_days(-1))
    });
    Card { base_on, printed_until: printed, ..card.clone() }
}
