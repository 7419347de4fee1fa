//! The end of a stay: why it ended, what ended with it, and whether another day or none can be its end.
//!
//! A departure ends every card and an open application in the same act (`ops/leave.rs`); a corrected one takes
//! them along, and one that is taken back brings them back, unless something later rests on it.

use super::application::ApplicationState;
use super::calendar::Day;
use super::code::Code;
use super::dossier::{Application, Dossier, HeldCard, Stay, application_code};
use super::merger::Standing;
use super::permit::{EndReason, PermitKind};
use super::unit::UnitTree;

/// Why somebody leaves the register.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LeaveReason {
    Left,
    Hukou,
    Death,
    Other,
}

impl LeaveReason {
    pub const ALL: [LeaveReason; 4] = [LeaveReason::Left, LeaveReason::Hukou, LeaveReason::Death, LeaveReason::Other];

    pub fn as_str(self) -> &'static str {
        match self {
            LeaveReason::Left => "left",
            LeaveReason::Hukou => "hukou",
            LeaveReason::Death => "death",
            LeaveReason::Other => "other",
        }
    }

    pub fn parse(text: &str) -> Option<LeaveReason> {
        LeaveReason::ALL.into_iter().find(|reason| reason.as_str() == text)
    }

    /// The reason with which the person's cards end.
    pub fn of_cards(self) -> EndReason {
        match self {
            LeaveReason::Left | LeaveReason::Other => EndReason::Left,
            LeaveReason::Hukou => EndReason::Hukou,
            LeaveReason::Death => EndReason::Death,
        }
    }

    /// Why the bearer left, where the reason with which a card ended says so.
    pub fn of_card(reason: EndReason) -> Option<LeaveReason> {
        match reason {
            EndReason::Left => Some(LeaveReason::Left),
            EndReason::Hukou => Some(LeaveReason::Hukou),
            EndReason::Death => Some(LeaveReason::Death),
            EndReason::Ineligible
            | EndReason::Fraud
            | EndReason::Confiscated
            | EndReason::Error
            | EndReason::Lost
            | EndReason::Replaced
            | EndReason::Expired => None,
        }
    }

    /// Whether such a person may be registered again: not the dead, and whoever settled here is no migrant.
    pub fn may_come_back(self) -> bool {
        match self {
            LeaveReason::Left | LeaveReason::Other => true,
            LeaveReason::Hukou | LeaveReason::Death => false,
        }
    }
}

/// What the end of a stay shall be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NewEnd {
    On(Day, LeaveReason),
    /// The person never left.
    None,
}

/// Why the end of a stay cannot be that.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EndRefusal {
    Future {
        day: Day,
        today: Day,
    },
    /// No stay of the person has ended, or not the one that was named.
    NotEnded {
        /// The day of registration of the one that was named.
        named: Option<Day>,
    },
    /// Something was done in the stay after that day.
    BeforeAct {
        day: Day,
        act: LastAct,
        act_on: Day,
    },
    /// The person is registered again from that day on.
    CameBack {
        registered_on: Day,
    },
    /// The person is registered again: nobody is after death, and whoever is did not settle here.
    GoesOn {
        registered_on: Day,
        died: bool,
    },
    /// Another card is live, another application open: the one that ended with the stay cannot come back.
    LivePermit {
        permit: String,
    },
    OpenApplication {
        application: String,
    },
    /// A merger ended the stay.
    Merged(Standing),
}

impl EndRefusal {
    pub fn code(&self) -> Code {
        match self {
            EndRefusal::Future { .. } => Code::J208,
            EndRefusal::NotEnded { .. } => Code::J222,
            EndRefusal::BeforeAct { .. } => Code::J209,
            EndRefusal::CameBack { .. } => Code::J210,
            EndRefusal::GoesOn { .. } => Code::J223,
            EndRefusal::LivePermit { .. } => Code::J304,
            EndRefusal::OpenApplication { .. } => Code::J303,
            EndRefusal::Merged(_) => Code::J218,
        }
    }
}

/// A stay that has ended, and what ended in the same act.
#[derive(Debug, Clone, Copy)]
pub struct Ended<'a> {
    pub stay: &'a Stay,
    pub on: Day,
    pub reason: LeaveReason,
}

impl<'a> Ended<'a> {
    /// The last stay of a person that has ended.
    pub fn last_of(dossier: &'a Dossier) -> Option<Ended<'a>> {
        Ended::of(dossier.stays.iter().rfind(|stay| stay.ended.is_some())?)
    }

    /// A stay, where it has ended.
    pub fn of(stay: &'a Stay) -> Option<Ended<'a>> {
        let (on, reason) = stay.ended.as_ref()?;
        Some(Ended { stay, on: *on, reason: LeaveReason::parse(reason).unwrap_or(LeaveReason::Other) })
    }

    /// The cards that ended with it.
    pub fn cards(&self, dossier: &'a Dossier) -> Vec<&'a HeldCard> {
        let ended = Some((self.on, self.reason.of_cards()));
        dossier.cards.iter().filter(|held| held.card.ended == ended && held.replaced_by.is_none()).collect()
    }
}

/// Whether the end of a stay can be another; `withdrawn`: the application that was withdrawn with it.
///
/// # Errors
/// [`EndRefusal`], with what stands in the way.
pub fn may_end(
    dossier: &Dossier,
    ended: &Ended,
    withdrawn: Option<&Application>,
    new: NewEnd,
    tree: &UnitTree,
    today: Day,
) -> Result<(), EndRefusal> {
    let later = dossier.stays.iter().filter(|other| other.id != ended.stay.id && other.registered_on >= ended.on);
    let came_back = later.clone().map(|other| other.registered_on).min();
    let goes_on = later.filter(|other| other.ended.is_none()).map(|other| other.registered_on).min();
    let with = ended.cards(dossier);
    match new {
        NewEnd::On(day, reason) => {
            if day > today {
                return Err(EndRefusal::Future { day, today });
            }
            let again = match reason {
                LeaveReason::Death => came_back,
                LeaveReason::Hukou => goes_on,
                LeaveReason::Left | LeaveReason::Other => None,
            };
            if let Some(registered_on) = again.filter(|_| reason != ended.reason) {
                return Err(EndRefusal::GoesOn { registered_on, died: reason == LeaveReason::Death });
            }
            if let Some(registered_on) = came_back.filter(|registered_on| day > *registered_on) {
                return Err(EndRefusal::CameBack { registered_on });
            }
            let (act_on, act) = last_act_on(dossier, ended, &with, withdrawn, tree);
            if day < act_on { Err(EndRefusal::BeforeAct { day, act, act_on }) } else { Ok(()) }
        }
        NewEnd::None => {
            if let Some(registered_on) = came_back {
                return Err(EndRefusal::CameBack { registered_on });
            }
            let back = |held: &HeldCard| with.iter().any(|card| card.id == held.id);
            let other = dossier
                .cards
                .iter()
                .find(|held| held.card.kind == PermitKind::Residence && held.card.ended.is_none() && !back(held));
            if let Some(other) = other.filter(|_| with.iter().any(|held| held.card.kind == PermitKind::Residence)) {
                return Err(EndRefusal::LivePermit { permit: other.number.clone() });
            }
            match dossier.open_application().filter(|_| withdrawn.is_some()) {
                Some(open) => Err(EndRefusal::OpenApplication { application: application_code(open.id) }),
                None => Ok(()),
            }
        }
    }
}

/// The last thing done up to the end, but what ended with it.
fn last_act_on(
    dossier: &Dossier,
    ended: &Ended,
    with: &[&HeldCard],
    withdrawn: Option<&Application>,
    tree: &UnitTree,
) -> (Day, LastAct) {
    let cards = dossier.cards.iter().flat_map(|held| {
        let own_end = with.iter().all(|one| one.id != held.id);
        of_card(held).into_iter().filter(move |(_, act)| own_end || *act != LastAct::End)
    });
    let applications = dossier.applications.iter().flat_map(|one| {
        let own_end = withdrawn.is_none_or(|withdrawn| withdrawn.id != one.id);
        of_application(one).into_iter().filter(move |(_, act)| own_end || *act != LastAct::Close)
    });
    let of_stay = cards.chain(applications).filter(|(day, _)| *day <= ended.on);
    of_stay.fold(last_home(ended.stay, tree), |last, act| if act.0 > last.0 { act } else { last })
}

/// The last move in a stay, else its registration.
pub fn last_home(stay: &Stay, tree: &UnitTree) -> (Day, LastAct) {
    let moved_on = stay.last_own_move_on(tree);
    (moved_on, if moved_on > stay.registered_on { LastAct::Move } else { LastAct::Register })
}

/// Everything that was done with a card.
pub fn of_card(held: &HeldCard) -> Vec<(Day, LastAct)> {
    let endorsed = held.card.endorsements.iter().map(|day| (*day, LastAct::Endorse));
    let ended = held.card.ended.map(|(day, _)| (day, LastAct::End));
    let collected = held.collected_on.map(|day| (day, LastAct::Collect));
    endorsed.chain([(held.card.issued_on, LastAct::Issue)]).chain(collected).chain(ended).collect()
}

/// Everything that was done with an application.
pub fn of_application(application: &Application) -> Vec<(Day, LastAct)> {
    let extended = application.extended.map(|extension| (extension.on, LastAct::Extend));
    let closed = application.closed_on.map(|day| {
        let issued = application.state == ApplicationState::Issued;
        (day, if issued { LastAct::Issue } else { LastAct::Close })
    });
    [(application.applied_on, LastAct::Apply)].into_iter().chain(extended).chain(closed).collect()
}

/// What is on record of a person after the day of a departure or a move.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LastAct {
    Register,
    Move,
    Apply,
    Extend,
    Issue,
    Collect,
    Endorse,
    /// An application was withdrawn or refused.
    Close,
    /// A card ended.
    End,
    /// A stay ended.
    Leave,
    /// Two records were made one.
    Merge,
}

impl LastAct {
    pub fn as_str(self) -> &'static str {
        match self {
            LastAct::Register => "register",
            LastAct::Move => "move",
            LastAct::Apply => "apply",
            LastAct::Extend => "extend",
            LastAct::Issue => "issue",
            LastAct::Collect => "collect",
            LastAct::Endorse => "endorse",
            LastAct::Close => "close",
            LastAct::End => "end",
            LastAct::Leave => "leave",
            LastAct::Merge => "merge",
        }
    }
}

/// The last thing done in the running stay: it cannot end before. `home`: the last move in it, or its registration.
pub fn last_done(dossier: &Dossier, home: (Day, LastAct)) -> (Day, LastAct) {
    let cards = dossier.cards.iter().filter(|held| held.card.ended.is_none());
    let open = dossier.open_application();
    let all = cards.flat_map(of_card).chain(open.into_iter().flat_map(of_application)).chain([home]);
    all.max_by_key(|(day, _)| *day).unwrap_or(home)
}
