//! The facts of an application put right: what it is with the corrected ones, and whether it can be.
//!
//! What was done keeps its order: applied, accepted, extended, closed. The limit and the promise follow a
//! corrected day of acceptance, by the rules of that day. What is corrected is checked as at the counter; what
//! would not have been taken before the correction either is not judged again. (RULES 2, 4.)

mod beside;
mod closing;
mod judge;

pub use judge::missing;

use super::application::{ApplicationState, ApplyRefusal, due_on, promised_on};
use super::calendar::Day;
use super::card_facts::NewDay;
use super::code::Code;
use super::dossier::{Application, Dossier, Extension};
use super::extension::ExtendRefusal;
use super::merger::Standing;
use super::papers::{Evidence, Ground, LaterPaper, Missing, Paper};
use super::regime::Regime;
use super::rulebook::{LeaseRule, RuleBook};
use super::stay_end::LeaveReason;

/// An application with everything that is recorded of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    pub application: Application,
    pub regime: Regime,
    pub promised_on: Option<Day>,
    pub ground: Option<Ground>,
    pub evidence: Vec<Evidence>,
    pub extended_because: Option<String>,
    /// The relation of whoever applied for the person.
    pub proxy: Option<String>,
    /// The card that was issued on it.
    pub card: Option<String>,
    /// What closed it, where that was no act of its own.
    pub closed_by: Option<ClosedBy>,
}

/// Corrected facts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ApplicationFacts {
    pub applied_on: Option<Day>,
    pub accepted_on: Option<Day>,
    pub ground: Option<Ground>,
    /// All papers, in place of those recorded.
    pub evidence: Option<Vec<Evidence>>,
    /// The photos were brought too.
    pub photo: bool,
    pub proxy: Option<NewProxy>,
    pub extended_on: Option<NewDay>,
    pub extended_to: Option<Day>,
    pub extended_because: Option<String>,
    pub closed_on: Option<NewDay>,
    pub closed_because: Option<String>,
    pub article: Option<String>,
}

/// Who applied, as corrected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NewProxy {
    /// Somebody for the person, by the relation.
    By(String),
    /// The person.
    Nobody,
}

/// Why a fact cannot be the corrected one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ApplicationRefusal {
    Future {
        day: Day,
        today: Day,
    },
    /// Nothing of that kind is recorded: it is no correction.
    NotRecorded {
        what: Unrecorded,
    },
    /// It would come before or after something that it follows or precedes.
    Order {
        day: Day,
        other_on: Day,
        before: bool,
        other: Step,
    },
    /// It was closed in another act, which has its day.
    ClosedBy {
        act: ClosedBy,
        on: Day,
        never: bool,
    },
    /// The person could not have applied, or could not be waiting for a card.
    Apply(ApplyRefusal),
    /// The stay in which it was made is over, and no application outlasts it.
    StayOver {
        ended_on: Day,
        reason: LeaveReason,
    },
    /// Papers that the rules of the day ask for would be missing.
    Missing {
        missing: Vec<Missing>,
        /// The papers that the correction would leave on record.
        brought: Vec<Evidence>,
        regime: Regime,
        /// What a lease proves there.
        lease: LeaseRule,
    },
    Paper(LaterPaper),
    /// The limit could not have been put off so.
    Extend(ExtendRefusal),
}

/// What has not been done yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unrecorded {
    Accepted,
    Extended,
    Closed,
    /// Only a refusal has an article, and reasons are those of a refusal or a withdrawal.
    Refused,
}

/// A step of an application.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    Applied,
    Accepted,
    Extended,
    Closed(ApplicationState),
}

/// What closed an application.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClosedBy {
    Issue { permit: String },
    Departure { migrant: String },
    Merger(Box<Standing>),
}

impl ApplicationRefusal {
    pub fn code(&self) -> Code {
        match self {
            ApplicationRefusal::Future { .. } => Code::J208,
            ApplicationRefusal::NotRecorded { .. } => Code::J222,
            ApplicationRefusal::Order { .. }
            | ApplicationRefusal::ClosedBy { .. }
            | ApplicationRefusal::StayOver { .. } => Code::J221,
            ApplicationRefusal::Apply(refusal) => refusal.code(),
            ApplicationRefusal::Missing { .. } => Code::J305,
            ApplicationRefusal::Paper(_) => Code::J345,
            ApplicationRefusal::Extend(refusal) => refusal.code(),
        }
    }
}

/// The application with its corrected facts.
///
/// # Errors
/// [`ApplicationRefusal`], with what stands in the way.
pub fn corrected(
    dossier: &Dossier,
    old: &Recorded,
    facts: &ApplicationFacts,
    book: &RuleBook,
    today: Day,
) -> Result<Recorded, ApplicationRefusal> {
    not_to_come(facts, today)?;
    let mut new = old.clone();
    days(&mut new, facts, book)?;
    papers(&mut new, facts);
    extension(&mut new, facts)?;
    closing::put(&mut new, facts)?;
    judge::order(old, &new)?;
    beside::fits(dossier, old, &new, book, today)?;
    judge::papers(dossier, old, &new, book)?;
    judge::extension(old, &new, book)?;
    Ok(new)
}

fn not_to_come(facts: &ApplicationFacts, today: Day) -> Result<(), ApplicationRefusal> {
    let dated = [facts.extended_on, facts.closed_on].into_iter().flatten().filter_map(NewDay::day);
    match dated.chain(facts.applied_on).chain(facts.accepted_on).filter(|day| *day > today).max() {
        Some(day) => Err(ApplicationRefusal::Future { day, today }),
        None => Ok(()),
    }
}

/// The days of applying and of acceptance, which were one where everything was brought at once; what follows from
/// them: the rules, the limit, the promise.
fn days(new: &mut Recorded, facts: &ApplicationFacts, book: &RuleBook) -> Result<(), ApplicationRefusal> {
    let (applied_on, accepted_on) = (new.application.applied_on, new.application.accepted_on);
    if let Some(day) = facts.applied_on {
        if new.regime == book.on(applied_on).regime {
            new.regime = book.on(day).regime;
        }
        new.application.applied_on = day;
        if accepted_on == Some(applied_on) {
            new.application.accepted_on = Some(day);
        }
    }
    if let Some(day) = facts.accepted_on {
        accepted_on.ok_or(ApplicationRefusal::NotRecorded { what: Unrecorded::Accepted })?;
        new.application.accepted_on = Some(day);
    }
    if let Some(day) = new.application.accepted_on.filter(|day| accepted_on != Some(*day)) {
        new.application.due_on = due_on(day, book).ok();
        new.promised_on = promised_on(day, book).ok().flatten();
    }
    Ok(())
}

fn papers(new: &mut Recorded, facts: &ApplicationFacts) {
    new.ground = facts.ground.or(new.ground);
    if let Some(evidence) = &facts.evidence {
        new.evidence.clone_from(evidence);
    }
    if facts.photo && !new.evidence.iter().any(|evidence| evidence.paper == Paper::Photo) {
        new.evidence.push(Evidence { paper: Paper::Photo, issuer: None, dated_on: None });
    }
    match &facts.proxy {
        Some(NewProxy::By(relation)) => new.proxy = Some(relation.clone()),
        Some(NewProxy::Nobody) => new.proxy = None,
        None => {}
    }
}

fn extension(new: &mut Recorded, facts: &ApplicationFacts) -> Result<(), ApplicationRefusal> {
    if facts.extended_on.is_none() && facts.extended_to.is_none() && facts.extended_because.is_none() {
        return Ok(());
    }
    let not_recorded = ApplicationRefusal::NotRecorded { what: Unrecorded::Extended };
    let Extension { to, on } = new.application.extended.ok_or(not_recorded)?;
    let decided_on = facts.extended_on.unwrap_or(NewDay::On(on)).day();
    new.application.extended = decided_on.map(|on| Extension { to: facts.extended_to.unwrap_or(to), on });
    match new.application.extended {
        None => new.extended_because = None,
        Some(_) => new.extended_because = facts.extended_because.clone().or(new.extended_because.take()),
    }
    Ok(())
}
