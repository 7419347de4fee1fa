//! The codes of cells, read: `rate/community/520102400/holders`, `monthly/2012-08/01/male`,
//! `trend/month/2012-08/registered`, `ranking/520102400/holders`. What names no cell of a report is `None`.

use std::borrow::Cow;

use super::calendar::Day;
use super::monthly::COLUMNS;
use super::period::{Every, Period};
use super::rate::{By, Figures};
use super::trend::Flow;

/// The key of a report's last row.
pub const TOTAL: &str = "total";

/// The key of a row that bears somebody's own word, a clerk's or a sender's: led by a prefix where it could be taken
/// for a key of ours.
pub fn own_key<'w>(prefix: &str, word: &'w str, ours: &[&str]) -> Cow<'w, str> {
    let is_ours = word == TOTAL || ours.contains(&word) || word.starts_with(prefix);
    if is_ours { Cow::Owned(format!("{prefix}{word}")) } else { Cow::Borrowed(word) }
}

/// A figure of the rate that counts people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RateFigure {
    Registered,
    Holders,
    InForce,
    Liable,
    LiableHolders,
    FirstIssues,
}

impl RateFigure {
    pub fn parse(key: &str) -> Option<RateFigure> {
        match key {
            "registered" => Some(RateFigure::Registered),
            "holders" => Some(RateFigure::Holders),
            "in_force" => Some(RateFigure::InForce),
            "liable" => Some(RateFigure::Liable),
            "liable_holders" => Some(RateFigure::LiableHolders),
            "first_issues" => Some(RateFigure::FirstIssues),
            _ => None,
        }
    }

    pub fn of(self, figures: &Figures) -> u64 {
        match self {
            RateFigure::Registered => figures.registered,
            RateFigure::Holders => figures.holders,
            RateFigure::InForce => figures.in_force,
            RateFigure::Liable => figures.liable,
            RateFigure::LiableHolders => figures.liable_holders,
            RateFigure::FirstIssues => figures.first_issues,
        }
    }
}

/// A figure of the trend that counts people or what happened to them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TrendFigure {
    /// What stood at the end of the period: a figure of the rate of that day.
    Stock(RateFigure),
    Flow(Flow),
}

impl TrendFigure {
    pub fn parse(key: &str) -> Option<TrendFigure> {
        match key {
            "registered" => Some(TrendFigure::Stock(RateFigure::Registered)),
            "holders" => Some(TrendFigure::Stock(RateFigure::Holders)),
            "new_registrations" => Some(TrendFigure::Flow(Flow::NewRegistrations)),
            "ended_registrations" => Some(TrendFigure::Flow(Flow::EndedRegistrations)),
            "first_issues" => Some(TrendFigure::Flow(Flow::FirstIssues)),
            "endorsements" => Some(TrendFigure::Flow(Flow::Endorsements)),
            "ended_permits" => Some(TrendFigure::Flow(Flow::EndedPermits)),
            _ => None,
        }
    }
}

/// A cell of the rate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RateCell {
    pub by: By,
    pub key: String,
    pub figure: RateFigure,
}

/// A cell of the monthly table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MonthlyCell {
    pub on: Day,
    pub key: String,
    /// The place of the column.
    pub column: usize,
}

/// A cell of the trend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrendCell {
    pub every: Every,
    /// The period's key, or `total`.
    pub key: String,
    pub figure: TrendFigure,
}

pub fn rate(code: &str) -> Option<RateCell> {
    let ["rate", by, key, column] = parts(code)[..] else { return None };
    Some(RateCell {
        by: By::ALL.into_iter().find(|known| known.as_str() == by)?,
        key: key.to_owned(),
        figure: RateFigure::parse(column)?,
    })
}

/// A cell of the ranking, as the cell of the rate by community that it shows.
pub fn ranking(code: &str) -> Option<RateCell> {
    let ["ranking", key, column] = parts(code)[..] else { return None };
    let figure = RateFigure::parse(column);
    let figure = figure.filter(|figure| matches!(figure, RateFigure::Registered | RateFigure::Holders))?;
    Some(RateCell { by: By::Community, key: key.to_owned(), figure })
}

pub fn monthly(code: &str) -> Option<MonthlyCell> {
    let ["monthly", period, key, column] = parts(code)[..] else { return None };
    let month = Period::parse(Every::Month, period).map(|month| month.last);
    let on = month.or_else(|| Day::parse_iso(period))?;
    let column = COLUMNS.iter().position(|known| *known == column)?;
    Some(MonthlyCell { on, key: key.to_owned(), column })
}

pub fn trend(code: &str) -> Option<TrendCell> {
    let ["trend", every, key, column] = parts(code)[..] else { return None };
    let every = Every::parse(every)?;
    Some(TrendCell { every, key: key.to_owned(), figure: TrendFigure::parse(column)? })
}

fn parts(code: &str) -> Vec<&str> {
    code.trim().split('/').collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read_as_they_are_shown() {
        let cell = rate("rate/community/520102400/holders").unwrap();
        assert_eq!((cell.by, cell.key.as_str(), cell.figure), (By::Community, "520102400", RateFigure::Holders));
        let cell = monthly("monthly/2012-08/01/male").unwrap();
        assert_eq!((cell.on.to_string().as_str(), cell.key.as_str(), cell.column), ("2012-08-31", "01", 1));
        assert_eq!(monthly("monthly/2012-08-20/total/total").unwrap().on.to_string(), "2012-08-20");
        assert_eq!(trend("trend/week/2012-W35/endorsements").unwrap().figure, TrendFigure::Flow(Flow::Endorsements));
        assert_eq!(ranking("ranking/520102400/registered").unwrap().by, By::Community);
    }

    #[test]
    fn what_names_no_figure_of_people_is_no_cell() {
        for code in
            ["", "rate", "rate/tier/city", "rate/tier/city/rate", "rate/street/x/holders", "rate/tier/city/holders/x"]
        {
            assert_eq!(rate(code), None, "{code}");
        }
        assert_eq!(monthly("monthly/2012-8/01/male"), None);
        assert_eq!(monthly("monthly/2012-08/01/age"), None);
        assert_eq!(trend("trend/day/2012-08-01/registered"), None);
        assert_eq!(ranking("ranking/520102400/first_issues"), None);
    }
}
