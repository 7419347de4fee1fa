//! The rate at the end of each of several periods, and what came and went in them, from dated facts alone.
//!
//! Stays and cards are spans of days; each becomes a span of periods, so that many periods cost one pass, a
//! person at a time.
//! A card ended as an error is no first issue, whenever that was found. A card ended by its replacement is not
//! ended, and a move is no registration.

use std::ops::Range;

use super::calendar::Day;
use super::period::Period;
use super::rate::Check;

/// A stay: from its day of registration until the first day not counted.
#[derive(Debug, Clone, Copy)]
pub struct Stay {
    pub from: Day,
    pub until: Option<Day>,
}

/// A span in which a card is held: a 居住证 until it ends, a 暂住证 while it runs.
#[derive(Debug, Clone, Copy)]
pub struct Held {
    pub from: Day,
    pub until: Option<Day>,
}

/// All facts of one citizen that the figures rest on.
#[derive(Debug, Default)]
pub struct Life {
    pub migrant: i64,
    pub stays: Vec<Stay>,
    pub held: Vec<Held>,
    /// Of each 居住证 that was not ended as an error.
    pub issues: Vec<Day>,
    pub endorsements: Vec<Day>,
    pub ended_permits: Vec<Day>,
}

impl Life {
    /// The places of the periods in which something happened, one for each time.
    pub fn happened(&self, flow: Flow, periods: &[Period]) -> Vec<usize> {
        let places = |days: &mut dyn Iterator<Item = Day>| days.filter_map(|on| within(periods, on)).collect();
        match flow {
            Flow::NewRegistrations => places(&mut self.stays.iter().map(|stay| stay.from)),
            Flow::EndedRegistrations => places(&mut self.stays.iter().filter_map(|stay| stay.until)),
            Flow::FirstIssues => places(&mut self.issues.iter().min().copied().into_iter()),
            Flow::Endorsements => places(&mut self.endorsements.iter().copied()),
            Flow::EndedPermits => places(&mut self.ended_permits.iter().copied()),
        }
    }
}

/// What happens in a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flow {
    NewRegistrations,
    EndedRegistrations,
    FirstIssues,
    Endorsements,
    EndedPermits,
}

impl Flow {
    const ALL: [Flow; 5] =
        [Flow::NewRegistrations, Flow::EndedRegistrations, Flow::FirstIssues, Flow::Endorsements, Flow::EndedPermits];

    /// Its figure in a period.
    pub fn of(self, point: &Point) -> u64 {
        match self {
            Flow::NewRegistrations => point.new_registrations,
            Flow::EndedRegistrations => point.ended_registrations,
            Flow::FirstIssues => point.first_issues,
            Flow::Endorsements => point.endorsements,
            Flow::EndedPermits => point.ended_permits,
        }
    }

    fn count(self, point: &mut Point) {
        let figure = match self {
            Flow::NewRegistrations => &mut point.new_registrations,
            Flow::EndedRegistrations => &mut point.ended_registrations,
            Flow::FirstIssues => &mut point.first_issues,
            Flow::Endorsements => &mut point.endorsements,
            Flow::EndedPermits => &mut point.ended_permits,
        };
        *figure += 1;
    }
}

/// The figures of a period.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Point {
    /// At the end of the day before the period's first.
    pub opening: u64,
    pub registered: u64,
    pub holders: u64,
    pub new_registrations: u64,
    pub ended_registrations: u64,
    pub first_issues: u64,
    pub endorsements: u64,
    pub ended_permits: u64,
}

/// Counts citizens, one after the other, into periods that follow each other.
#[derive(Debug)]
pub struct Counter {
    periods: Vec<Period>,
    /// The ends of the days before the periods' first.
    openings: Vec<Day>,
    /// The ends of the periods.
    ends: Vec<Day>,
    points: Vec<Point>,
}

impl Counter {
    pub fn new(periods: Vec<Period>) -> Counter {
        Counter {
            openings: periods.iter().map(|period| period.first.plus_days(-1)).collect(),
            ends: periods.iter().map(|period| period.last).collect(),
            points: vec![Point::default(); periods.len()],
            periods,
        }
    }

    pub fn add(&mut self, life: &Life) {
        for stay in &life.stays {
            for point in &mut self.points[holding(&self.openings, stay.from, stay.until)] {
                point.opening += 1;
            }
            for point in &mut self.points[holding(&self.ends, stay.from, stay.until)] {
                point.registered += 1;
            }
        }
        self.add_holder(life);
        for flow in Flow::ALL {
            for at in life.happened(flow, &self.periods) {
                flow.count(&mut self.points[at]);
            }
        }
    }

    /// Whoever is registered and holds a card at a period's end counts once, whichever card it is.
    fn add_holder(&mut self, life: &Life) {
        if life.held.is_empty() {
            return;
        }
        let ends = &self.ends;
        let mut held: Vec<Range<usize>> = life.held.iter().map(|held| holding(ends, held.from, held.until)).collect();
        held.sort_unstable_by_key(|span| (span.start, span.end));
        let mut stays: Vec<Range<usize>> = life.stays.iter().map(|stay| holding(ends, stay.from, stay.until)).collect();
        stays.sort_unstable_by_key(|span| (span.start, span.end));
        let mut counted = 0;
        for stay in stays {
            for held in &held {
                let from = held.start.max(stay.start).max(counted);
                let until = held.end.min(stay.end);
                for point in self.points.iter_mut().take(until).skip(from) {
                    point.holders += 1;
                }
                counted = counted.max(until);
            }
        }
    }

    /// The figures, in the order of the periods.
    pub fn finish(self) -> Vec<Point> {
        self.points
    }
}

/// The places of the days, in order, on which a span holds.
fn holding(days: &[Day], from: Day, until: Option<Day>) -> Range<usize> {
    let begin = days.partition_point(|day| *day < from);
    let end = until.map_or(days.len(), |until| days.partition_point(|day| *day < until));
    begin..end.max(begin)
}

/// The place of the period in which a day lies.
pub fn within(periods: &[Period], on: Day) -> Option<usize> {
    let at = periods.partition_point(|period| period.last < on);
    periods.get(at).filter(|period| period.first <= on).map(|_| at)
}

/// What must agree: opening + new = closing + ended in every period, each closing with the next opening, and
/// the last period with the `registered` and `holders` of the rate of its last day.
pub fn checks(periods: &[Period], points: &[Point], registered: u64, holders: u64) -> Vec<Check> {
    let flows = periods.iter().zip(points).map(|(period, point)| {
        let (before, after) = (point.opening + point.new_registrations, point.registered + point.ended_registrations);
        (period.key.clone(), before, after)
    });
    let openings = periods.iter().zip(points.windows(2));
    let meet = openings.map(|(period, pair)| (period.key.clone(), pair[0].registered, pair[1].opening));
    let last = points.last().copied().unwrap_or_default();
    let mut checks = Check::each("trend_flows", flows);
    checks.extend(Check::each("trend_openings", meet));
    checks.push(Check::new("trend_registered", last.registered, registered));
    checks.push(Check::new("trend_holders", last.holders, holders));
    checks
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::period::Every;

    fn day(text: &str) -> Day {
        Day::parse_iso(text).unwrap()
    }

    fn year() -> Vec<Period> {
        Period::between(Every::Month, day("2012-01-01"), day("2012-12-31"))
    }

    fn stay(from: &str, until: Option<&str>) -> Stay {
        Stay { from: day(from), until: until.map(day) }
    }

    fn held(from: &str, until: Option<&str>) -> Held {
        Held { from: day(from), until: until.map(day) }
    }

    fn points(lives: &[Life]) -> Vec<Point> {
        let mut counter = Counter::new(year());
        for life in lives {
            counter.add(life);
        }
        counter.finish()
    }

    #[test]
    fn a_stay_counts_at_the_ends_of_the_months_it_holds() {
        let first = vec![stay("2012-01-31", Some("2012-03-31")), stay("2012-03-31", None)];
        let second = vec![stay("2012-05-02", Some("2012-05-20"))];
        let points = points(&[first, second].map(|stays| Life { stays, ..Life::default() }));
        let of = |pick: fn(&Point) -> u64| points.iter().map(pick).collect::<Vec<_>>();
        assert_eq!(of(|p| p.registered), [1; 12]);
        assert_eq!(of(|p| p.opening), [0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]);
        assert_eq!(of(|p| p.new_registrations), [1, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0]);
        assert_eq!(of(|p| p.ended_registrations), [0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0]);
        let checks = checks(&year(), &points, 1, 0);
        assert!(checks.iter().all(Check::holds), "{checks:?}");
    }

    #[test]
    fn a_period_that_does_not_agree_is_named_with_its_numbers() {
        let mut wrong = points(&[Life { stays: vec![stay("2012-01-31", None)], ..Life::default() }]);
        wrong[3].opening = 5;
        wrong[6].new_registrations = 2;
        let failed: Vec<Check> = checks(&year(), &wrong, 1, 4).into_iter().filter(|check| !check.holds()).collect();
        let at = |check: Check, month: &str| Check { at: Some(month.to_owned()), ..check };
        assert_eq!(
            failed,
            [
                at(Check::new("trend_flows", 5, 1), "2012-04"),
                at(Check::new("trend_flows", 3, 1), "2012-07"),
                at(Check::new("trend_openings", 1, 5), "2012-03"),
                Check::new("trend_holders", 0, 4),
            ]
        );
    }

    #[test]
    fn a_holder_is_registered_and_counts_once_whatever_cards_there_are() {
        let lives = [
            Life {
                stays: vec![stay("2012-02-01", Some("2012-04-15")), stay("2012-06-01", None)],
                held: vec![
                    held("2012-01-01", Some("2012-03-10")),
                    held("2012-03-01", Some("2012-08-01")),
                    held("2012-07-01", Some("2012-09-01")),
                ],
                ..Life::default()
            },
            Life { held: vec![held("2012-01-01", None)], ..Life::default() },
            Life { stays: vec![stay("2012-01-01", None)], ..Life::default() },
        ];
        let holders: Vec<u64> = points(&lives).iter().map(|point| point.holders).collect();
        assert_eq!(holders, [0, 1, 1, 0, 0, 1, 1, 1, 0, 0, 0, 0]);
    }

    #[test]
    fn a_person_has_one_first_issue() {
        for (issues, months) in [
            (vec!["2011-12-31", "2012-05-01"], vec![]),
            (vec!["2012-05-01", "2012-03-10"], vec![2]),
            (vec!["2012-04-01", "2012-04-02"], vec![3]),
            (vec![], vec![]),
        ] {
            let life = Life { issues: issues.iter().map(|on| day(on)).collect(), ..Life::default() };
            assert_eq!(life.happened(Flow::FirstIssues, &year()), months, "{issues:?}");
        }
    }
}
