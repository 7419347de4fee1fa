//! What a correction changed besides what it corrected: the right behind a card, the right and the duty of today,
//! what the cards are today.
//!
//! Told from the dossiers before and after, whatever the correction was; what was so before is not told again.

use super::calendar::Day;
use super::dossier::{Dossier, HeldCard, application_code};
use super::eligibility::{Duty, NotEntitled};
use super::papers::Missing;
use super::permit::{self, Status};
use super::regime::Entitlement;
use super::right::{self, Granted};
use super::rulebook::RuleBook;
use super::why::{Head, head};

/// One thing that is otherwise now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// The person was not entitled when the application was accepted.
    NotThen {
        accepted: Accepted,
        why: NotEntitled,
    },
    /// Papers that the person's age asks for were not there when the application was accepted.
    Papers {
        accepted: Accepted,
        missing: Vec<Missing>,
    },
    /// The person was entitled then after all.
    Then {
        accepted: Accepted,
    },
    /// A card could be applied for today, and cannot.
    MayNot {
        why: NotEntitled,
    },
    /// A card can be applied for, since that day.
    May {
        since: Day,
    },
    /// A card can be applied for from another coming day on.
    MayFrom {
        since: Day,
        was: Option<Day>,
    },
    /// Whoever must apply on that day, by the last day where it can be told.
    Must {
        on: Day,
        by: Option<Day>,
    },
    MustNot {
        on: Day,
    },
    /// The last day to apply is another one.
    By {
        by: Day,
        was: Day,
    },
    /// What a card is today.
    Status {
        permit: String,
        was: Status,
        is: Status,
    },
}

/// An application that was accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accepted {
    pub application: String,
    /// The card that was issued on it.
    pub permit: Option<String>,
    pub on: Day,
    /// Whether something can be done about it today: it waits, or its card can still be endorsed.
    pub open: bool,
}

impl Accepted {
    pub fn of(granted: &Granted, book: &RuleBook, today: Day) -> Accepted {
        let lives = |held: &HeldCard| permit::is_live(&held.card, book, today);
        Accepted {
            application: application_code(granted.application.id),
            permit: granted.card.map(|card| card.number.clone()),
            on: granted.accepted_on,
            open: granted.card.is_none_or(lives),
        }
    }
}

/// What is otherwise on the day after a correction, of everybody it concerned.
pub fn effects(before: &[&Dossier], after: &[&Dossier], book: &RuleBook, today: Day) -> Vec<Effect> {
    let mut found: Vec<Effect> = after.iter().flat_map(|new| rights(before, new, book, today)).collect();
    for new in after {
        // Parted records were one.
        let old = before.iter().find(|old| old.migrant == new.migrant).or(before.first());
        if let Some(old) = old {
            found.extend(right_today(old, new, book, today));
            found.extend(duty(old, new, book, today));
        }
        found.extend(statuses(before, new, book, today));
    }
    found
}

fn rights(before: &[&Dossier], new: &Dossier, book: &RuleBook, today: Day) -> Vec<Effect> {
    let told = |granted: Granted| {
        let id = granted.application.id;
        let was = before.iter().find_map(|old| {
            let found = right::granted(old).find(|granted| granted.application.id == id)?;
            Some(right::lacking(old, &found, book))
        })?;
        let accepted = Accepted::of(&granted, book, today);
        match (was, right::lacking(new, &granted, book)) {
            (None, Some(why)) => Some(Effect::NotThen { accepted, why }),
            (Some(_), None) => Some(Effect::Then { accepted }),
            (None, None) | (Some(_), Some(_)) => None,
        }
    };
    right::granted(new).filter_map(told).collect()
}

/// Where somebody is registered, and has nothing and waits for nothing.
fn right_today(old: &Dossier, new: &Dossier, book: &RuleBook, today: Day) -> Option<Effect> {
    new.active_stay(today).or(old.active_stay(today))?;
    let why = || new.entitled(book, today).reasons.first().copied();
    match (head(old, book, today), head(new, book, today)) {
        (Head::May { .. } | Head::MayFrom { .. }, Head::MayNot) | (Head::May { .. }, Head::MayFrom { .. }) => {
            Some(Effect::MayNot { why: why()? })
        }
        (Head::MayFrom { .. } | Head::MayNot, Head::May { since }) => Some(Effect::May { since }),
        (Head::MayFrom { since: was }, Head::MayFrom { since }) if was != since => {
            Some(Effect::MayFrom { since, was: Some(was) })
        }
        (Head::MayNot, Head::MayFrom { since }) => Some(Effect::MayFrom { since, was: None }),
        (
            Head::LeftOpen
            | Head::Holds { .. }
            | Head::Waits { .. }
            | Head::May { .. }
            | Head::MayFrom { .. }
            | Head::MayNot,
            _,
        ) => None,
    }
}

/// On the day, or on the last one on which there was a duty at all.
fn duty(old: &Dossier, new: &Dossier, book: &RuleBook, today: Day) -> Option<Effect> {
    let on = last_day_of_duty(book, today)?;
    new.active_stay(on).and(old.active_stay(on))?;
    match (old.duty(book, on), new.duty(book, on)) {
        (Duty { liable: true, .. }, Duty { liable: false, .. }) => Some(Effect::MustNot { on }),
        (Duty { liable: false, .. }, Duty { liable: true, apply_by: by }) => Some(Effect::Must { on, by }),
        (Duty { apply_by: Some(was), .. }, Duty { apply_by: Some(by), .. }) if was != by => {
            Some(Effect::By { by, was })
        }
        (Duty { .. }, Duty { .. }) => None,
    }
}

fn last_day_of_duty(book: &RuleBook, today: Day) -> Option<Day> {
    let mut on = today;
    loop {
        let rules = book.on(on);
        match rules.entitlement {
            Entitlement::ByStay { .. } => return Some(on),
            Entitlement::ByResidence { .. } => on = rules.from.plus_days(-1),
            Entitlement::None => return None,
        }
    }
}

fn statuses(before: &[&Dossier], new: &Dossier, book: &RuleBook, today: Day) -> Vec<Effect> {
    let told = new.cards.iter().filter_map(|held| {
        let old = before.iter().flat_map(|old| &old.cards).find(|old| old.id == held.id)?;
        let (was, is) = (permit::state(&old.card, book, today)?.status, permit::state(&held.card, book, today)?.status);
        // A card that is over is over, for whatever reason.
        let over = matches!((was, is), (Status::Ended(_), Status::Ended(_)));
        (was != is && !over).then(|| Effect::Status { permit: held.number.clone(), was, is })
    });
    told.collect()
}
