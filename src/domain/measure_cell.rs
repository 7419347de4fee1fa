//! The codes of the measures' cells, read: `turnaround/2018-07-01..2018-07-31/community/issued`,
//! `quality/kind/phone_missing/count`, `quality/source/landlord:赵/duplicate_suspected`,
//! `lookups/2018-07-01..2018-07-31/c1/misses`.

use super::calendar::Day;
use super::cell::TOTAL;
use super::lookups;
use super::quality::{By, Defect};
use super::span::Span;
use super::turnaround::Column;
use super::unit::Tier;

/// What the codes of a span's turnaround begin with.
pub fn of_turnaround(span: Span) -> String {
    format!("turnaround/{}..{}", span.from, span.to)
}

/// What the codes of the quality report begin with.
pub fn of_quality(by: By) -> String {
    format!("quality/{}", by.as_str())
}

/// What the codes of a span's look-ups begin with.
pub fn of_lookups(span: Span) -> String {
    format!("lookups/{}..{}", span.from, span.to)
}

/// A cell of the look-ups.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LookupsCell {
    pub span: Span,
    /// `None`: everybody's.
    pub clerk: Option<String>,
    pub column: lookups::Column,
}

/// A cell of the turnaround.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TurnaroundCell {
    pub span: Span,
    /// `None`: the total's.
    pub tier: Option<Tier>,
    pub column: Column,
}

/// A cell of the quality report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QualityCell {
    /// The key of the sender's row; `None`: everybody's.
    pub sender: Option<String>,
    /// `None`: any defect.
    pub defect: Option<Defect>,
}

pub fn turnaround(code: &str) -> Option<TurnaroundCell> {
    let parts: Vec<&str> = code.trim().split('/').collect();
    let ["turnaround", span, key, column] = parts[..] else { return None };
    let span = read_span(span)?;
    let tier = if key == TOTAL { None } else { Some(Tier::parse(key)?) };
    Some(TurnaroundCell { span, tier, column: Column::parse(column)? })
}

fn read_span(text: &str) -> Option<Span> {
    let (from, to) = text.split_once("..")?;
    Some(Span { from: Day::parse_iso(from)?, to: Day::parse_iso(to)? })
}

/// A clerk's code may have strokes of its own.
pub fn lookups(code: &str) -> Option<LookupsCell> {
    let (span, rest) = code.trim().strip_prefix("lookups/")?.split_once('/')?;
    let (clerk, column) = rest.rsplit_once('/')?;
    let clerk = lookups::clerk_of(clerk).map(str::to_owned);
    Some(LookupsCell { span: read_span(span)?, clerk, column: lookups::Column::parse(column)? })
}

/// A source may have strokes of its own.
pub fn quality(code: &str) -> Option<QualityCell> {
    let (by, rest) = code.trim().strip_prefix("quality/")?.split_once('/')?;
    let (key, column) = rest.rsplit_once('/')?;
    let total = key == TOTAL;
    match By::parse(by)? {
        By::Kind if column != "count" => None,
        By::Kind if total => Some(QualityCell { sender: None, defect: None }),
        By::Kind => Some(QualityCell { sender: None, defect: Some(Defect::parse(key)?) }),
        By::Source => {
            let defect = if column == "count" { None } else { Some(Defect::parse(column)?) };
            Some(QualityCell { sender: (!total).then(|| key.to_owned()), defect })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read_as_they_are_shown() {
        let july = Span { from: Day::new(2018, 7, 1).unwrap(), to: Day::new(2018, 7, 31).unwrap() };
        let cell = |tier, column| Some(TurnaroundCell { span: july, tier, column });
        let code = |rest: &str| format!("{}/{rest}", of_turnaround(july));
        assert_eq!(turnaround(&code("community/promise_kept")), cell(Some(Tier::Community), Column::PromiseKept));
        assert_eq!(turnaround(&code("total/open")), cell(None, Column::Open));
        let found = |sender: Option<&str>, defect| Some(QualityCell { sender: sender.map(str::to_owned), defect });
        for (code, expected) in [
            ("quality/kind/phone_missing/count", found(None, Some(Defect::PhoneMissing))),
            ("quality/kind/total/count", found(None, None)),
            ("quality/source/counter/count", found(Some("counter"), None)),
            ("quality/source/某厂/一车间/stay_unknown", found(Some("某厂/一车间"), Some(Defect::StayUnknown))),
            ("quality/source/total/birth_unknown", found(None, Some(Defect::BirthUnknown))),
        ] {
            assert_eq!(quality(code), expected, "{code}");
        }
    }

    #[test]
    fn a_clerk_of_the_look_ups_is_read_from_the_middle() {
        let july = Span { from: Day::new(2018, 7, 1).unwrap(), to: Day::new(2018, 7, 31).unwrap() };
        for (clerk, column, expected) in [
            ("c1", "misses", Some((Some("c1"), lookups::Column::Misses))),
            ("windows/1", "reveals", Some((Some("windows/1"), lookups::Column::Reveals))),
            ("total", "lookups", Some((None, lookups::Column::Lookups))),
            ("clerk:total", "lookups", Some((Some("total"), lookups::Column::Lookups))),
            ("clerk:clerk:total", "lists", Some((Some("clerk:total"), lookups::Column::Lists))),
            ("c1", "acts", None),
        ] {
            let found = super::lookups(&format!("{}/{clerk}/{column}", of_lookups(july)));
            let expected =
                expected.map(|(clerk, column)| LookupsCell { span: july, clerk: clerk.map(str::to_owned), column });
            assert_eq!(found, expected, "{clerk} {column}");
        }
        assert_eq!(super::lookups("lookups/2018-07-01/c1/misses"), None);
        for clerk in ["c1", "total", "clerk:c1", "clerk:total", "Total"] {
            assert_eq!(lookups::clerk_of(&lookups::key(clerk)), Some(clerk));
        }
    }

    #[test]
    fn what_names_no_figure_of_people_is_no_cell() {
        for code in [
            "turnaround/2018-07-01/community/open",
            "turnaround/2018-07-01..2018-07-31/street/open",
            "turnaround/2018-07-01..2018-07-31/city/median_days",
            "turnaround/2018-07-01..2018-07-31/city/on_time_rate",
            "",
        ] {
            assert_eq!(turnaround(code), None, "{code}");
        }
        for code in ["quality", "quality/kind/x/count", "quality/kind/phone_missing/share", "quality/town/a/count"] {
            assert_eq!(quality(code), None, "{code}");
        }
    }
}
