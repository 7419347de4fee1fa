//! How long applications took: counted by the tier of the counter that accepted them, against the limit of
//! the law and against the office's own promise.
//!
//! An application belongs to the span by the day of its acceptance and is seen as at the end of the day
//! asked. Its days run from acceptance to the issue of the card: what was refused or withdrawn has none. Decided: a card issued, refused, or withdrawn. Due: decided, or past its limit. What is late in a
//! year whose calendar is not loaded cannot be told and counts neither as in time nor as past.

use super::application::ApplicationState;
use super::calendar::Day;
use super::rate::Check;
use super::span::Span;
use super::unit::Tier;

/// One accepted application.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Case {
    pub migrant: i64,
    /// None where its counter belongs to no tier: then the rows do not sum to the total, and nothing is given.
    pub tier: Option<Tier>,
    pub accepted_on: Day,
    /// The limit, extended as far as was known; `None`: no calendar.
    pub due_on: Option<Day>,
    /// The promise; the limit at acceptance where nothing earlier is promised.
    pub promised_on: Option<Day>,
    pub state: ApplicationState,
    pub closed_on: Option<Day>,
}

/// The figures that a case can be counted in, in the order of the columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Column {
    Accepted,
    Issued,
    Open,
    Withdrawn,
    Refused,
    OnTime,
    Due,
    PromiseKept,
}

impl Column {
    pub const ALL: [Column; 8] = [
        Column::Accepted,
        Column::Issued,
        Column::Open,
        Column::Withdrawn,
        Column::Refused,
        Column::OnTime,
        Column::Due,
        Column::PromiseKept,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            Column::Accepted => "accepted",
            Column::Issued => "issued",
            Column::Open => "open",
            Column::Withdrawn => "withdrawn",
            Column::Refused => "refused",
            Column::OnTime => "on_time",
            Column::Due => "due",
            Column::PromiseKept => "promise_kept",
        }
    }

    pub fn parse(text: &str) -> Option<Column> {
        Column::ALL.into_iter().find(|column| column.as_str() == text)
    }
}

impl Case {
    /// Days from acceptance to the issue of the card; of nothing that became no card.
    fn days(&self) -> Option<i64> {
        let issued_on = self.closed_on.filter(|_| self.state == ApplicationState::Issued);
        issued_on.map(|issued_on| issued_on.days_since(self.accepted_on))
    }

    /// Whether the case is counted in a column, on the day asked.
    pub fn counts_in(&self, column: Column, on: Day) -> bool {
        let decided_by = |day: Option<Day>| self.closed_on.zip(day).is_some_and(|(closed, day)| closed <= day);
        match column {
            Column::Accepted => true,
            Column::Issued => self.state == ApplicationState::Issued,
            Column::Open => self.state == ApplicationState::Open,
            Column::Withdrawn => self.state == ApplicationState::Withdrawn,
            Column::Refused => self.state == ApplicationState::Refused,
            Column::OnTime => decided_by(self.due_on),
            Column::Due => self.closed_on.is_some() || self.due_on.is_some_and(|due_on| due_on < on),
            Column::PromiseKept => decided_by(self.promised_on),
        }
    }
}

/// The figures of a row.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Figures {
    counts: [u64; Column::ALL.len()],
    /// Twice the median of the days, so that the mean of the middle two stays whole.
    pub median_twice: Option<i64>,
    pub p90_days: Option<i64>,
}

impl Figures {
    fn of<'a>(cases: impl Iterator<Item = &'a Case>, on: Day) -> Figures {
        let (mut figures, mut days) = (Figures::default(), Vec::new());
        for case in cases {
            for (count, column) in figures.counts.iter_mut().zip(Column::ALL) {
                *count += u64::from(case.counts_in(column, on));
            }
            days.extend(case.days());
        }
        days.sort_unstable();
        figures.median_twice = median_twice(&days);
        figures.p90_days = nearest_rank(&days, 90);
        figures
    }

    pub fn get(&self, column: Column) -> u64 {
        Column::ALL.into_iter().zip(self.counts).find(|(known, _)| *known == column).map_or(0, |(_, count)| count)
    }
}

/// Twice the median of what is sorted: of an even number the mean of the middle two.
fn median_twice(sorted: &[i64]) -> Option<i64> {
    let upper = sorted.get(sorted.len() / 2)?;
    let lower = sorted.get((sorted.len() - 1) / 2)?;
    Some(lower + upper)
}

/// The smallest value that `percent` per cent of what is sorted do not pass.
fn nearest_rank(sorted: &[i64], percent: usize) -> Option<i64> {
    let rank = (sorted.len() * percent).div_ceil(100);
    sorted.get(rank.checked_sub(1)?).copied()
}

/// The report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turnaround {
    pub on: Day,
    pub span: Span,
    pub rows: Vec<(Tier, Figures)>,
    pub total: Figures,
    pub checks: Vec<Check>,
    /// Applications whose limit, or promise, runs into a year without a calendar.
    pub unknown_limits: u64,
}

/// Counts the cases; `counted`: how many there are, counted apart.
pub fn build(cases: &[Case], counted: u64, on: Day, span: Span) -> Turnaround {
    let rows = Tier::ALL.map(|tier| (tier, Figures::of(cases.iter().filter(|case| case.tier == Some(tier)), on)));
    let total = Figures::of(cases.iter(), on);
    let states = [Column::Issued, Column::Open, Column::Withdrawn, Column::Refused];
    let by_state = states.map(|column| total.get(column)).iter().sum();
    let by_rows = rows.iter().map(|(_, figures)| figures.get(Column::Accepted)).sum();
    let check = |name, left, right| Check::new(name, left, right);
    let unknown = |case: &&Case| case.due_on.is_none() || case.promised_on.is_none();
    Turnaround {
        on,
        span,
        rows: rows.to_vec(),
        total,
        checks: vec![
            check("accepted_by_state", total.get(Column::Accepted), by_state),
            check("rows_accepted", by_rows, total.get(Column::Accepted)),
            check("accepted_counted_apart", total.get(Column::Accepted), counted),
        ],
        unknown_limits: u64::try_from(cases.iter().filter(unknown).count()).unwrap_or(u64::MAX),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_issued_card_took_days() {
        let day = |text: &str| Day::parse_iso(text).unwrap();
        let (accepted_on, due_on) = (day("2018-01-01"), Some(day("2018-01-20")));
        let case = |state, closed: Option<&str>| Case {
            migrant: 1,
            tier: Some(Tier::City),
            accepted_on,
            due_on,
            promised_on: due_on,
            state,
            closed_on: closed.map(day),
        };
        let cases = [
            case(ApplicationState::Issued, Some("2018-01-05")),
            case(ApplicationState::Issued, Some("2018-01-11")),
            case(ApplicationState::Refused, Some("2018-01-02")),
            case(ApplicationState::Withdrawn, Some("2018-01-19")),
            case(ApplicationState::Open, None),
        ];
        let span = Span { from: accepted_on, to: accepted_on };
        let total = build(&cases, 5, day("2018-01-31"), span).total;
        assert_eq!((total.median_twice, total.p90_days), (Some(14), Some(10)));
        assert_eq!((total.get(Column::Due), total.get(Column::OnTime)), (5, 4));
        let none = build(&cases[2..], 3, day("2018-01-31"), span).total;
        assert_eq!((none.median_twice, none.p90_days), (None, None), "nothing was issued");
    }

    #[test]
    fn medians_and_nearest_ranks() {
        let twice = |days: &[i64]| median_twice(days);
        assert_eq!([twice(&[]), twice(&[4]), twice(&[4, 7]), twice(&[1, 4, 9])], [None, Some(8), Some(11), Some(8)]);
        let ten: Vec<i64> = (1..=10).collect();
        let rank = |days: &[i64]| nearest_rank(days, 90);
        assert_eq!([rank(&[]), rank(&[4]), rank(&[4, 7]), rank(&ten)], [None, Some(4), Some(7), Some(9)]);
        assert_eq!(rank(&(1..=11).collect::<Vec<i64>>()), Some(10));
    }
}
