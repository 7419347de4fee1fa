//! What stands on a list of cards and applications on a day: which are wanted, and which days tell.
//!
//! The store looks through terms with the days given here ([`Wanted::scan`]); whether a card found is
//! really wanted is said by its state. "Due within" means a window that closes, or a limit that ends, in
//! the coming days; "opens within" a window that is open or opens in them; "overdue" a card that lapsed and
//! an application past its limit.

use super::application::ApplicationState;
use super::calendar::Day;
use super::permit::{CardState, Status};
use super::rulebook::RuleBook;

/// The statuses of cards that can be asked for, as words.
pub const CARD_STATUSES: [&str; 5] = ["valid", "due", "suspended", "expired", "ended"];

/// A status that was asked for: of cards, or of applications.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// One of [`CARD_STATUSES`].
    Card(&'static str),
    Application(ApplicationState),
}

/// What is wanted, as at the end of a day.
#[derive(Debug, Clone, Copy)]
pub struct Wanted {
    pub on: Day,
    pub status: Option<Asked>,
    pub due_within: Option<u16>,
    /// Cards alone: the window is open, or opens within so many days.
    pub opens_within: Option<u16>,
    pub overdue: bool,
}

/// Which cards can be on the list, in the days of their terms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scan {
    /// Cards in force that run out by the first day, and are due from the second at the latest.
    pub in_force: Option<(Day, Day)>,
    /// Cards that are not in force and have not been ended.
    pub lapsed: bool,
    pub ended: bool,
}

/// Far enough for any term.
fn far(on: Day) -> Day {
    const MONTHS: i32 = 12 * 1000;
    on.plus_months(MONTHS)
}

/// The latest first bad day of a card whose window opens by a day, whatever rules word the window.
fn last_that_opens_by(day: Day, book: &RuleBook) -> Day {
    let latest = book.windows().iter().map(|(_, window)| window.latest_until(day)).max();
    latest.unwrap_or(day)
}

impl Wanted {
    /// Everything that is not over.
    pub fn all(on: Day) -> Wanted {
        Wanted { on, status: None, due_within: None, opens_within: None, overdue: false }
    }

    /// Whether only what presses is wanted.
    pub fn is_pressing(&self) -> bool {
        self.overdue || self.due_within.is_some() || self.opens_within.is_some()
    }

    /// The last day of what counts as due soon.
    fn soon(&self) -> Option<Day> {
        self.due_within.map(|days| self.on.plus_days(i32::from(days)))
    }

    /// The last day on which a window that is wanted opens.
    fn opens_by(&self) -> Option<Day> {
        self.opens_within.map(|days| self.on.plus_days(i32::from(days)))
    }

    pub fn scan(&self, book: &RuleBook) -> Scan {
        let asked = |words: &[&str]| match self.status {
            None => true,
            Some(Asked::Card(status)) => words.contains(&status),
            Some(Asked::Application(_)) => false,
        };
        let closes = self.soon().map(|soon| soon.plus_days(1));
        let opens_by = self.opens_by().map(|day| last_that_opens_by(day, book));
        let until = match (closes.max(opens_by), self.overdue) {
            (Some(until), _) => Some(until),
            (None, true) => None,
            (None, false) => Some(far(self.on)),
        };
        let opens = if self.status == Some(Asked::Card("due")) { self.on } else { far(self.on) };
        let all = !self.is_pressing();
        let ended = self.status == Some(Asked::Card("ended")) && all;
        Scan {
            in_force: until.filter(|_| asked(&["valid", "due"])).map(|until| (until, opens)),
            lapsed: (asked(&["suspended", "expired"]) && (all || self.overdue)) || ended,
            ended,
        }
    }

    /// Whether a card in that state is wanted; without a status, every card that has not ended.
    pub fn takes_card(&self, state: &CardState) -> bool {
        let of_status = match self.status {
            Some(Asked::Card(status)) => state.status.as_str() == status,
            Some(Asked::Application(_)) => false,
            None => !matches!(state.status, Status::Ended(_)),
        };
        let soon = self.soon();
        let closes_soon = || soon.is_some_and(|soon| state.window.is_some_and(|(_, closes)| closes <= soon));
        let opens_soon = || self.opens_by().zip(state.window).is_some_and(|(by, (opens, _))| opens <= by);
        let lapsed = || self.overdue && state.lapsed_on.is_some();
        of_status && (!self.is_pressing() || closes_soon() || opens_soon() || lapsed())
    }

    /// Whether applications that were not accepted would belong to the list, had they been asked for.
    pub fn leaves_out_incomplete(&self) -> bool {
        self.status.is_none() && !self.is_pressing()
    }

    /// The state of the applications on the list: those that wait for a card, unless another is asked for.
    pub fn application_state(&self) -> Option<ApplicationState> {
        match self.status {
            // A window is a card's: nothing else was asked for.
            None if self.opens_within.is_some() && self.due_within.is_none() && !self.overdue => None,
            None => Some(ApplicationState::Open),
            Some(Asked::Application(state)) => Some(state),
            Some(Asked::Card(_)) => None,
        }
    }

    /// Whether an application in that state with that limit is wanted.
    pub fn takes_application(&self, state: ApplicationState, due_on: Option<Day>) -> bool {
        if !self.is_pressing() {
            return true;
        }
        let open = state == ApplicationState::Open;
        let soon = self.soon().zip(due_on).is_some_and(|(soon, due_on)| self.on <= due_on && due_on <= soon);
        let past = self.overdue && due_on.is_some_and(|due_on| due_on < self.on);
        open && (soon || past)
    }
}
