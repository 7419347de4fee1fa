//! A person's stays, entitlement and applications on a day.

use super::facts::{ApplicationFact, Fact, StayFact};
use super::{Reason, duty, entitlement, residence};
use crate::domain::application::ApplicationState;
use crate::domain::article::{Article, cited};
use crate::domain::calendar::Day;
use crate::domain::dossier::{Application, Dossier, Stay};
use crate::domain::eligibility;
use crate::domain::ending;
use crate::domain::merger::lived_since;
use crate::domain::permit;
use crate::domain::regime::{Entitlement, Regime};
use crate::domain::regrouping::{Change, Regrouping, changes};
use crate::domain::rulebook::RuleBook;
use crate::domain::stay_end::LeaveReason;
use crate::domain::unit::{Handover, UnitTree};

/// Everything that decides what the person may and must on a day; empty before the first registration.
pub fn of_person(dossier: &Dossier, tree: &UnitTree, book: &RuleBook, on: Day) -> Vec<Reason> {
    let known = dossier.as_of(on);
    let Some(stay) = known.stay_shown(on) else { return Vec::new() };
    let mut reasons: Vec<Reason> =
        known.stays.iter().filter(|earlier| earlier.id != stay.id).filter_map(earlier_stay).collect();
    let gone = reasons.iter().any(|reason| matches!(&reason.fact, Fact::Stay(StayFact::Earlier { .. })));
    let again = gone && lived_since(&known.stays, stay) == stay.registered_on;
    reasons.extend(stay_reasons(stay, again, (tree, book), on));
    reasons.extend(residence::reasons(&known, None, book, on));
    let open = ending::stay_left_open(&known, stay).filter(|_| stay.is_active_on(on));
    if let Some((ended_on, reason)) = open {
        reasons.push(Reason::on(ended_on, StayFact::LeftOpen { on: ended_on, reason }));
        reasons.extend(card(&known, book, on));
        return reasons;
    }
    if !is_over(stay, on) {
        reasons.extend(entitlement::reasons(&known, stay, book, on));
    }
    if stay.is_active_on(on) {
        reasons.extend(duty::reasons(&known, stay, book, on));
    }
    // Earlier ones have been overtaken.
    reasons.extend(known.applications.last().and_then(|application| applied(application, book, on)));
    reasons.extend(card(&known, book, on));
    reasons.extend(entitlement::by_right(&known, book, on));
    reasons
}

/// Whether nothing follows: whoever died or settled here is no migrant any more.
fn is_over(stay: &Stay, on: Day) -> bool {
    let ended = stay.ended.as_ref().filter(|(day, _)| *day <= on);
    let reason = ended.and_then(|(_, because)| LeaveReason::parse(because));
    reason.is_some_and(|reason| !reason.may_come_back())
}

fn earlier_stay(stay: &Stay) -> Option<Reason> {
    let (from, until) = (stay.registered_on, stay.ended_on()?);
    Some(match (stay.cut, from == until) {
        (true, true) => Reason::on(from, StayFact::Double { on: from }),
        (true, false) => Reason::on(until, StayFact::Joined { from, until }),
        (false, _) => Reason::on(until, StayFact::Earlier { from, until }),
    })
}

fn stay_reasons(stay: &Stay, again: bool, (tree, book): (&UnitTree, &RuleBook), by: Day) -> Vec<Reason> {
    let registered_on = stay.registered_on;
    let article = match book.on(registered_on).regime {
        Regime::Legacy => None,
        Regime::Guiyang2012 => Some(cited::G_9),
        Regime::Guizhou2012 => Some(cited::P_9_1),
        Regime::State2016 => Some(cited::N_2_2),
    };
    // From 2016 on nothing is counted from the arrival.
    let counts = matches!(book.on(by).entitlement, Entitlement::ByStay { .. });
    let unknown = counts.then(|| Reason::undated(StayFact::ArrivalUnknown { used: registered_on }));
    let arrived = stay.arrived_on.map(|on| Reason::on(on, StayFact::Arrived { on }));
    let mut reasons: Vec<Reason> = arrived.or(unknown).into_iter().collect();
    reasons.push(Reason::on(registered_on, StayFact::Registered { on: registered_on, again }).by(article));
    let late = eligibility::registered_late(stay.arrived_on, registered_on, stay.exempt, book);
    if let (Some(arrived), Some((last_day, limit))) = (stay.arrived_on, late) {
        let fact = StayFact::RegisteredLate { arrived, last_day, on: registered_on, limit };
        reasons.push(Reason::on(registered_on, fact).by(register_article(book, registered_on)));
    }
    reasons.extend(changes(stay, tree, Some(by)).into_iter().map(|change| match change {
        Change::Moved(home) => moved(home.from_on, home.told_on, book),
        Change::Regrouped(regrouping) => Reason::on(regrouping.on, regrouped(regrouping, tree)),
    }));
    reasons.extend(stay.ended.as_ref().map(|(on, because)| {
        let reason = LeaveReason::parse(because).unwrap_or(LeaveReason::Other);
        Reason::on(*on, StayFact::Left { on: *on, reason })
    }));
    reasons
}

/// The article that sets the limit for registering; from 2016 ◇ P 9(1) goes on.
pub fn register_article(book: &RuleBook, on: Day) -> Option<Article> {
    match book.on(on).regime {
        Regime::Legacy => None,
        Regime::Guiyang2012 => Some(cited::G_9),
        Regime::Guizhou2012 | Regime::State2016 => Some(cited::P_9_1),
    }
}

/// The article that sets the limit for telling of a move; from 2016 ◇ P 14 goes on.
pub fn move_article(book: &RuleBook, on: Day) -> Option<Article> {
    match book.on(on).regime {
        Regime::Legacy => None,
        Regime::Guiyang2012 => Some(cited::G_18_1),
        Regime::Guizhou2012 | Regime::State2016 => Some(cited::P_14),
    }
}

/// What the one unit was called before, and what the other is called since.
fn regrouped(Regrouping { on, from, to, how }: Regrouping, tree: &UnitTree) -> StayFact {
    let former = tree.name_on(from, on.plus_days(-1)).to_owned();
    let unit = tree.name_on(to, on).to_owned();
    StayFact::Regrouped { on, former, unit, split: how == Handover::Split }
}

/// The last time, up to a day, that another unit took the home over.
pub fn last_regrouping(stay: &Stay, tree: &UnitTree, by: Day) -> Option<StayFact> {
    changes(stay, tree, Some(by)).into_iter().rev().find_map(|change| match change {
        Change::Moved(_) => None,
        Change::Regrouped(regrouping) => Some(regrouped(regrouping, tree)),
    })
}

fn moved(on: Day, told_on: Option<Day>, book: &RuleBook) -> Reason {
    let article = move_article(book, on);
    match (told_on, eligibility::moved_late(on, told_on, book)) {
        (Some(told), Some((last_day, limit))) => {
            Reason::on(on, StayFact::MovedLate { on, told, last_day, limit }).by(article)
        }
        (_, _) => Reason::on(on, StayFact::Moved { on }).by(article),
    }
}

/// `asked`: the day for which the answer is given.
fn applied(application: &Application, book: &RuleBook, asked: Day) -> Option<Reason> {
    let regime = book.on(application.applied_on).regime;
    match application.state {
        ApplicationState::Issued => None,
        ApplicationState::Incomplete => {
            let on = application.applied_on;
            let article = if regime == Regime::Guiyang2012 { cited::G_15_2 } else { cited::S_9_5 };
            // Under the Regulation of 2012 the notice is ◇ the same, without an article of its own.
            let article = (regime != Regime::Guizhou2012).then_some(article);
            Some(Reason::on(on, ApplicationFact::Incomplete { on }).by(article))
        }
        ApplicationState::Open => {
            let on = application.accepted_on.unwrap_or(application.applied_on);
            let article = match regime {
                Regime::Legacy => None,
                Regime::Guiyang2012 => Some(cited::G_15_1),
                Regime::Guizhou2012 => Some(cited::P_11_3),
                Regime::State2016 => Some(cited::S_9_6),
            };
            Some(Reason::on(on, ApplicationFact::Accepted { on, due: application.due_by(asked) }).by(article))
        }
        ApplicationState::Withdrawn | ApplicationState::Refused => {
            let on = application.closed_on.unwrap_or(application.applied_on);
            let (applied, state) = (application.applied_on, application.state);
            let told = |text: &Option<String>| text.clone().filter(|_| state == ApplicationState::Refused);
            let (because, article) = (told(&application.because), told(&application.article));
            Some(Reason::on(on, ApplicationFact::Closed { applied, on, state, because, article }))
        }
    }
}

fn card(known: &Dossier, book: &RuleBook, on: Day) -> Option<Reason> {
    let held = known.card_shown(book, on)?;
    let state = permit::state(&held.card, book, on)?;
    let fact = ApplicationFact::Card { number: held.number.clone(), status: state.status, since: state.since };
    Some(Reason::on(state.since, fact))
}
