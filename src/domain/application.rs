//! Applications: whether one can be made on a day, and by when the card is due.
//!
//! What is not a matter of papers is refused here ([`ApplyRefusal`]); what the papers lack is listed by
//! `papers`. The limit is that of the regime of the day of acceptance, which is not counted in it.

use super::act_order::{self, LaterAct};
use super::article::Article;
use super::calendar::{Day, NoCalendar, WorkCalendar};
use super::code::Code;
use super::dossier::Application;
use super::eligibility::NotEntitled;
use super::ending::Departed;
use super::permit::{Card, PermitKind, state};
use super::regime::{Limit, Regime};
use super::rulebook::{Roll, RuleBook};

/// How an application stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ApplicationState {
    /// Papers were missing; the notice lists them, the clock has not started.
    Incomplete,
    Open,
    Issued,
    Withdrawn,
    Refused,
}

impl ApplicationState {
    pub const ALL: [ApplicationState; 5] = [
        ApplicationState::Incomplete,
        ApplicationState::Open,
        ApplicationState::Issued,
        ApplicationState::Withdrawn,
        ApplicationState::Refused,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            ApplicationState::Incomplete => "incomplete",
            ApplicationState::Open => "open",
            ApplicationState::Issued => "issued",
            ApplicationState::Withdrawn => "withdrawn",
            ApplicationState::Refused => "refused",
        }
    }

    pub fn parse(text: &str) -> Option<ApplicationState> {
        ApplicationState::ALL.into_iter().find(|state| state.as_str() == text)
    }
}

/// Why no application can be made, papers apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ApplyRefusal {
    NotEntitled(NotEntitled),
    /// The person is registered from a later day, or no more.
    NotRegistered {
        on: Day,
    },
    OpenApplication {
        application: String,
        accepted_on: Day,
        /// Accepted only after the day of the new one.
        later: bool,
    },
    LivePermit {
        permit: String,
        suspended: bool,
    },
    /// The person has died or settled here.
    Departed(Departed),
    Later(LaterAct),
}

impl ApplyRefusal {
    pub fn code(&self) -> Code {
        match self {
            ApplyRefusal::NotEntitled(reason) => reason.code(),
            ApplyRefusal::NotRegistered { .. } => Code::J202,
            ApplyRefusal::OpenApplication { .. } => Code::J303,
            ApplyRefusal::LivePermit { .. } => Code::J304,
            ApplyRefusal::Departed(_) => Code::J223,
            ApplyRefusal::Later(later) => later.code(),
        }
    }
}

/// Why a card cannot be issued.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum IssueRefusal {
    NotOpen {
        application: String,
        state: ApplicationState,
    },
    BeforeAcceptance {
        accepted_on: Day,
        on: Day,
    },
    NotRegistered {
        on: Day,
    },
    LivePermit {
        permit: String,
        suspended: bool,
    },
    /// The person has died or settled here.
    Departed(Departed),
    Later(LaterAct),
    /// The county's serial numbers of the year are used up.
    NoSerial {
        county: String,
        year: i16,
    },
}

impl IssueRefusal {
    pub fn code(&self) -> Code {
        match self {
            IssueRefusal::NotOpen { .. } => Code::J314,
            IssueRefusal::BeforeAcceptance { .. } => Code::J315,
            IssueRefusal::NotRegistered { .. } => Code::J202,
            IssueRefusal::LivePermit { .. } => Code::J304,
            IssueRefusal::Departed(_) => Code::J223,
            IssueRefusal::Later(later) => later.code(),
            IssueRefusal::NoSerial { .. } => Code::J330,
        }
    }
}

/// The last day on which the card is due, for an application accepted on `accepted_on`.
///
/// # Errors
/// [`NoCalendar`] when working days run into a year that is not loaded.
pub fn due_on(accepted_on: Day, book: &RuleBook) -> Result<Day, NoCalendar> {
    rolled(book.on(accepted_on).issue_within, accepted_on, &book.calendar, book.settings_on(accepted_on).deadline_roll)
}

/// The last day on which the city promises the card, within the limit of the rules of 2016 (S 9(6)); `None` under
/// earlier rules, and where the promise would be no earlier than the limit.
///
/// # Errors
/// [`NoCalendar`] when working days run into a year that is not loaded.
pub fn promised_on(accepted_on: Day, book: &RuleBook) -> Result<Option<Day>, NoCalendar> {
    if book.on(accepted_on).regime != Regime::State2016 {
        return Ok(None);
    }
    let promised = book.settings_on(accepted_on).issue_promise.last_day(accepted_on, &book.calendar)?;
    Ok((promised < due_on(accepted_on, book)?).then_some(promised))
}

/// Why an application cannot be withdrawn or refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CloseRefusal {
    NotOpen { state: ApplicationState },
    Later(LaterAct),
}

impl CloseRefusal {
    pub fn code(&self) -> Code {
        match self {
            CloseRefusal::NotOpen { .. } => Code::J314,
            CloseRefusal::Later(later) => later.code(),
        }
    }
}

/// Whether an application can be withdrawn, or refused, on a day; one that was never accepted can be too.
///
/// # Errors
/// [`CloseRefusal`]: it was decided already, or something later is on record.
pub fn close(application: &Application, on: Day) -> Result<(), CloseRefusal> {
    match application.state {
        ApplicationState::Incomplete | ApplicationState::Open => {}
        state @ (ApplicationState::Issued | ApplicationState::Withdrawn | ApplicationState::Refused) => {
            return Err(CloseRefusal::NotOpen { state });
        }
    }
    match act_order::after_in_application(application, on) {
        Some(later) => Err(CloseRefusal::Later(later)),
        None => Ok(()),
    }
}

/// Whether a text names an article of a rule: 第九条, Art. 9; or is one as `rules show` has it in a table: S 9.
pub fn names_article(text: &str) -> bool {
    if Article::parse_list(text).is_some() {
        return true;
    }
    let text = text.to_lowercase();
    let chinese = text.split('第').skip(1).any(|after| {
        let number = after.split('条').next().unwrap_or_default();
        number.len() < after.len()
            && !number.is_empty()
            && number.chars().all(|c| "一二三四五六七八九十百零〇".contains(c) || c.is_ascii_digit())
    });
    let english = ["art. ", "art ", "arts. ", "article ", "articles "].iter().any(|word| {
        text.match_indices(word).any(|(at, _)| text[at + word.len()..].starts_with(|c: char| c.is_ascii_digit()))
    });
    chinese || english
}

/// The article that a reason names, with the rule that it stands in: 居住证暂行条例第二条 of
/// 不符合居住证暂行条例第二条，没有住所; the whole text, where that cannot be told apart.
pub fn article_in(text: &str) -> Option<&str> {
    /// What stands before the name of a rule.
    const LEADS: [&str; 9] = ["不符合", "不符", "依据", "根据", "按照", "依照", "违反", "按", "依"];
    if !names_article(text) {
        return None;
    }
    let parts = text.split(['，', '。', '；', '：', ',', ';', '（', '）', '(', ')']).map(str::trim);
    let named = parts.filter(|part| part.contains('第') && names_article(part)).find_map(|part| {
        let end = part.rfind(['条', '款', '项'])?;
        Some(&part[..end + '条'.len_utf8()])
    });
    let named = named.unwrap_or(text);
    Some(LEADS.iter().find_map(|lead| named.strip_prefix(lead)).unwrap_or(named).trim())
}

fn rolled(limit: Limit, from: Day, calendar: &WorkCalendar, roll: Roll) -> Result<Day, NoCalendar> {
    let mut day = limit.last_day(from, calendar)?;
    if roll == Roll::NextWorkingDay {
        while !calendar.is_working(day)? {
            day = day.plus_days(1);
        }
    }
    Ok(day)
}

/// The card among `cards` that bars an application on a day: one that can still be endorsed.
pub fn barring_card<'a, T>(
    cards: impl IntoIterator<Item = (&'a T, &'a Card)>,
    book: &RuleBook,
    on: Day,
) -> Option<(&'a T, bool)> {
    cards.into_iter().find_map(|(name, card)| {
        let later = card.issued_on > on && card.ended.is_none();
        let state = state(card, book, on);
        let live = state.as_ref().is_some_and(|state| state.status.is_live());
        let suspended = state.is_some_and(|state| !state.status.is_in_force());
        (card.kind == PermitKind::Residence && (live || later)).then_some((name, suspended && !later))
    })
}
