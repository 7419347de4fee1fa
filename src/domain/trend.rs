//! The rate at the end of each of several periods, and what came and went in them, from dated facts alone.
//!
//! Stays and cards are spans of days; each becomes a span of periods, so that many periods cost one pass.
//! Flows count what is known at the end of their own period: a card that was ended as an error later is a
//! first issue of its period. A card ended by its replacement is not ended, and a move is no registration.

use super::calendar::Day;
use super::period::Period;
use super::rate::Check;

/// A citizen's stay: from its day of registration until the first day not counted.
#[derive(Debug, Clone, Copy)]
pub struct Stay {
    pub migrant: i64,
    pub from: Day,
    pub until: Option<Day>,
}

/// A span in which a citizen's card is held: a 居住证 until it ends, a 暂住证 while it runs.
#[derive(Debug, Clone, Copy)]
pub struct Held {
    pub migrant: i64,
    pub from: Day,
    pub until: Option<Day>,
}

/// A 居住证 as a first issue may be one.
#[derive(Debug, Clone, Copy)]
pub struct Issue {
    pub migrant: i64,
    pub on: Day,
    /// The day on which it ended as issued in error.
    pub error_on: Option<Day>,
}

/// Something that happened to a citizen.
#[derive(Debug, Clone, Copy)]
pub struct Event {
    pub migrant: i64,
    pub on: Day,
}

/// All facts of the register that the figures rest on.
#[derive(Debug, Default)]
pub struct Facts {
    pub stays: Vec<Stay>,
    pub held: Vec<Held>,
    /// By person, day and making.
    pub issues: Vec<Issue>,
    pub endorsements: Vec<Event>,
    pub ended_permits: Vec<Event>,
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

/// The figures of periods that follow each other, in their order.
pub fn points(facts: &Facts, periods: &[Period]) -> Vec<Point> {
    let mut points = vec![Point::default(); periods.len()];
    stocks(facts, periods, &mut points);
    for point in facts.stays.iter().filter_map(|stay| within(periods, stay.from)) {
        points[point].new_registrations += 1;
    }
    for point in facts.stays.iter().filter_map(|stay| within(periods, stay.until?)) {
        points[point].ended_registrations += 1;
    }
    for event in &facts.endorsements {
        if let Some(at) = within(periods, event.on) {
            points[at].endorsements += 1;
        }
    }
    for event in &facts.ended_permits {
        if let Some(at) = within(periods, event.on) {
            points[at].ended_permits += 1;
        }
    }
    for first in first_issues(&facts.issues, periods) {
        points[first.0].first_issues += 1;
    }
    points
}

/// The place of the period in which a day lies.
pub fn within(periods: &[Period], on: Day) -> Option<usize> {
    let at = periods.partition_point(|period| period.last < on);
    periods.get(at).filter(|period| period.first <= on).map(|_| at)
}

/// The periods at whose ends a span holds, as a half-open range of places.
fn ends_within(periods: &[Period], from: Day, until: Option<Day>) -> (usize, usize) {
    let begin = periods.partition_point(|period| period.last < from);
    let end = until.map_or(periods.len(), |until| periods.partition_point(|period| period.last < until));
    (begin, end.max(begin))
}

fn stocks(facts: &Facts, periods: &[Period], points: &mut [Point]) {
    let mut stays: Vec<(i64, usize, usize)> = Vec::new();
    for stay in &facts.stays {
        let (begin, end) = ends_within(periods, stay.from, stay.until);
        for point in &mut points[begin..end] {
            point.registered += 1;
        }
        if begin < end {
            stays.push((stay.migrant, begin, end));
        }
        let open = |period: &Period| {
            let before = period.first.plus_days(-1);
            stay.from <= before && stay.until.is_none_or(|until| before < until)
        };
        // The span of openings is that of the ends, a period later, where periods follow each other.
        for (point, _) in points.iter_mut().zip(periods).filter(|(_, period)| open(period)) {
            point.opening += 1;
        }
    }
    let mut held: Vec<(i64, usize, usize)> = facts
        .held
        .iter()
        .map(|held| (held.migrant, ends_within(periods, held.from, held.until)))
        .filter(|(_, (begin, end))| begin < end)
        .map(|(migrant, (begin, end))| (migrant, begin, end))
        .collect();
    stays.sort_unstable();
    held.sort_unstable();
    let mut rest = held.as_slice();
    for person in stays.chunk_by(|a, b| a.0 == b.0) {
        let migrant = person[0].0;
        rest = &rest[rest.partition_point(|held| held.0 < migrant)..];
        let own = &rest[..rest.partition_point(|held| held.0 == migrant)];
        let mut counted = 0;
        // Both are in order of their beginnings; a period is counted once, whichever card holds it.
        for (_, begin, end) in person {
            for (_, from, until) in own {
                let from = (*from).max(*begin).max(counted);
                let until = (*until).min(*end);
                for point in points.iter_mut().take(until).skip(from) {
                    point.holders += 1;
                }
                counted = counted.max(until);
            }
        }
    }
}

/// The first issues: the place of the period, and whose.
pub fn first_issues(issues: &[Issue], periods: &[Period]) -> Vec<(usize, i64)> {
    let mut found = Vec::new();
    for person in issues.chunk_by(|a, b| a.migrant == b.migrant) {
        let mut seen = None;
        for issue in person {
            let Some(at) = within(periods, issue.on).filter(|at| seen != Some(*at)) else { continue };
            let end = periods[at].last;
            let stands = |issue: &&Issue| issue.on <= end && issue.error_on.is_none_or(|error_on| error_on > end);
            if person.iter().find(stands).is_some_and(|first| first.on >= periods[at].first) {
                found.push((at, issue.migrant));
            }
            seen = Some(at);
        }
    }
    found
}

/// What must agree: opening + new − ended = closing in every period, each closing with the next opening, and
/// the last period with the `registered` and `holders` of the rate of its last day.
pub fn checks(points: &[Point], registered: u64, holders: u64) -> Vec<Check> {
    let count = |number: usize| u64::try_from(number).unwrap_or(u64::MAX);
    let flows = |point: &&Point| {
        (point.opening + point.new_registrations).checked_sub(point.ended_registrations) == Some(point.registered)
    };
    let meet = points.windows(2).filter(|pair| pair[0].registered == pair[1].opening).count();
    let last = points.last().copied().unwrap_or_default();
    vec![
        Check { name: "trend_flows", left: count(points.iter().filter(flows).count()), right: count(points.len()) },
        Check { name: "trend_openings", left: count(meet), right: count(points.len().saturating_sub(1)) },
        Check { name: "trend_registered", left: last.registered, right: registered },
        Check { name: "trend_holders", left: last.holders, right: holders },
    ]
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

    fn stay(migrant: i64, from: &str, until: Option<&str>) -> Stay {
        Stay { migrant, from: day(from), until: until.map(day) }
    }

    fn held(migrant: i64, from: &str, until: Option<&str>) -> Held {
        Held { migrant, from: day(from), until: until.map(day) }
    }

    #[test]
    fn a_stay_counts_at_the_ends_of_the_months_it_holds() {
        let facts = Facts {
            stays: vec![
                stay(1, "2012-01-31", Some("2012-03-31")),
                stay(1, "2012-03-31", None),
                stay(2, "2012-05-02", Some("2012-05-20")),
            ],
            ..Facts::default()
        };
        let points = points(&facts, &year());
        let of = |pick: fn(&Point) -> u64| points.iter().map(pick).collect::<Vec<_>>();
        assert_eq!(of(|p| p.registered), [1; 12]);
        assert_eq!(of(|p| p.opening), [0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]);
        assert_eq!(of(|p| p.new_registrations), [1, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0]);
        assert_eq!(of(|p| p.ended_registrations), [0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0]);
        assert!(checks(&points, 1, 0).iter().all(Check::holds), "{:?}", checks(&points, 1, 0));
    }

    #[test]
    fn a_holder_is_registered_and_counts_once_whatever_cards_there_are() {
        let facts = Facts {
            stays: vec![
                stay(1, "2012-02-01", Some("2012-04-15")),
                stay(1, "2012-06-01", None),
                stay(3, "2012-01-01", None),
            ],
            held: vec![
                held(1, "2012-01-01", Some("2012-03-10")),
                held(1, "2012-03-01", Some("2012-08-01")),
                held(1, "2012-07-01", Some("2012-09-01")),
                held(2, "2012-01-01", None),
            ],
            ..Facts::default()
        };
        let holders: Vec<u64> = points(&facts, &year()).iter().map(|point| point.holders).collect();
        assert_eq!(holders, [0, 1, 1, 0, 0, 1, 1, 1, 0, 0, 0, 0]);
    }

    #[test]
    fn a_first_issue_is_what_was_one_at_the_end_of_its_month() {
        let issue = |migrant, on: &str, error: Option<&str>| Issue { migrant, on: day(on), error_on: error.map(day) };
        let issues = [
            issue(1, "2011-12-31", None),
            issue(1, "2012-05-01", None),
            issue(2, "2012-01-10", Some("2012-01-20")),
            issue(2, "2012-01-25", None),
            issue(3, "2012-01-10", Some("2012-02-20")),
            issue(3, "2012-03-01", None),
            issue(4, "2012-04-01", None),
            issue(4, "2012-04-02", None),
        ];
        let found: Vec<(usize, i64)> = first_issues(&issues, &year());
        assert_eq!(found, [(0, 2), (0, 3), (2, 3), (3, 4)]);
    }
}
