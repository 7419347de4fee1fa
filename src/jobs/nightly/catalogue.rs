//! The reports of a night, in the order in which they are made, and the files they become.

use crate::domain::calendar::Day;
use crate::domain::period::Every;
use crate::domain::quality;
use crate::domain::rate::By;
use crate::domain::span;
use crate::failure::Failure;
use crate::jobs::reports::{self, Asked, RateAsked};
use crate::jobs::{lists, measures};
use crate::ops::office::Office;
use crate::ops::trend::Span;
use crate::present::sheet::{Form, Sheet};
use crate::store::Sql;

/// The forms of the files, with their words on the command line, which are the files' endings.
pub const FORMS: [(&str, Form); 4] =
    [("csv", Form::Csv { bom: true }), ("html", Form::Html), ("xlsx", Form::Xlsx), ("json", Form::Json)];

/// Those that are made unless others are asked for.
pub const USUAL_FORMS: [&str; 3] = ["csv", "html", "xlsx"];

/// A form and the ending of its files.
pub type Written = (&'static str, Form);

/// A report of the night. All are as at its day; the turnaround is of its month so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Report {
    Rate(By),
    Monthly,
    Trend,
    Ranking,
    Turnaround,
    Quality,
    Due,
    Overdue,
    Eligible,
    Uncollected,
}

/// All of them.
pub const REPORTS: [Report; 12] = [
    Report::Rate(By::Tier),
    Report::Rate(By::District),
    Report::Rate(By::Community),
    Report::Monthly,
    Report::Trend,
    Report::Ranking,
    Report::Turnaround,
    Report::Quality,
    Report::Due,
    Report::Overdue,
    Report::Eligible,
    Report::Uncollected,
];

/// Days in which a window opens, and after which a card should have been collected: as `report` has them.
const DUE_WITHIN: u16 = 30;
const UNCOLLECTED_OVER: u16 = 30;
/// Under so many registered people a community is not ranked.
const RANKED_FROM: u64 = 30;

impl Report {
    /// The name of its files, without ending.
    fn name(self) -> String {
        match self {
            Report::Rate(by) => format!("rate-{}", by.as_str()),
            Report::Monthly => "monthly".to_owned(),
            Report::Trend => "trend".to_owned(),
            Report::Ranking => "ranking".to_owned(),
            Report::Turnaround => "turnaround".to_owned(),
            Report::Quality => "quality".to_owned(),
            Report::Due => "due".to_owned(),
            Report::Overdue => "overdue".to_owned(),
            Report::Eligible => "eligible".to_owned(),
            Report::Uncollected => "uncollected".to_owned(),
        }
    }

    /// Whether people stand in it: it is then one of the lists.
    pub fn lists_people(self) -> bool {
        match self {
            Report::Rate(_)
            | Report::Monthly
            | Report::Trend
            | Report::Ranking
            | Report::Turnaround
            | Report::Quality => false,
            Report::Due | Report::Overdue | Report::Eligible | Report::Uncollected => true,
        }
    }

    pub fn file(self, ending: &str) -> String {
        format!("{}.{ending}", self.name())
    }

    /// The report as at the end of a day.
    pub fn sheet(self, sql: &Sql, office: &Office, asked: &Asked) -> Result<Sheet, Failure> {
        Ok(match self {
            Report::Rate(by) => reports::rate(sql, office, asked, &RateAsked::by(by))?.0,
            Report::Monthly => reports::monthly(sql, office, asked, None)?.0,
            Report::Trend => reports::trend(sql, office, asked, Span::up_to(asked.on, Every::Month))?.0,
            Report::Ranking => reports::ranking(sql, office, asked, RANKED_FROM)?.0,
            Report::Turnaround => measures::turnaround(sql, office, asked, month_to(asked.on))?,
            Report::Quality => measures::quality(sql, office, asked, quality::By::Kind)?,
            Report::Due => lists::due(sql, office, asked, DUE_WITHIN, false)?,
            Report::Overdue => lists::overdue(sql, office, asked, false)?,
            Report::Eligible => lists::eligible(sql, office, asked, false)?,
            Report::Uncollected => lists::uncollected(sql, office, asked, UNCOLLECTED_OVER, false)?,
        })
    }
}

/// The month of a day, up to it.
fn month_to(on: Day) -> span::Span {
    span::Span { from: Day::new(on.year(), on.month(), 1).unwrap_or(on), to: on }
}
