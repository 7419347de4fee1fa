//! Charts of a sheet: lines over periods and bars of places, as SVG for pages and as a line of blocks for
//! terminals. Values are whole hundredths, so that the same figures always give the same bytes.

use serde::{Deserialize, Serialize};

use crate::present::fold::display_width;

/// One line of a chart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Series {
    pub name: String,
    /// Hundredths; `None`: no value.
    pub values: Vec<Option<i64>>,
    /// Whether the values have decimals to show.
    pub is_rate: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Chart {
    /// Values by period, each series on a scale of its own.
    Lines { labels: Vec<String>, series: Vec<Series> },
    /// A bar for each place, in per cent, and a mark where a target stands.
    Bars { title: String, bars: Vec<Bar> },
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bar {
    pub name: String,
    /// Hundredths of a per cent.
    pub value: i64,
    pub target: Option<i64>,
}

/// What a template draws: places and texts, all computed.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Drawing {
    Lines { title: String, width: i64, height: i64, points: String, dots: Vec<Dot>, ticks: Vec<Mark>, grid: Vec<Mark> },
    Bars { title: String, width: i64, height: i64, bars: Vec<DrawnBar> },
}

#[derive(Debug, Clone, Serialize)]
pub struct Dot {
    x: i64,
    y: i64,
    text: String,
}

#[derive(Debug, Clone, Serialize)]
pub struct Mark {
    at: i64,
    text: String,
}

#[derive(Debug, Clone, Serialize)]
pub struct DrawnBar {
    y: i64,
    width: i64,
    target: Option<i64>,
    name: String,
    text: String,
}

const BLOCKS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

impl Chart {
    /// A line of blocks for each series, with its first and last value; bars have none.
    pub fn sparks(&self) -> Vec<String> {
        match self {
            Chart::Lines { series, .. } => {
                let names = series.iter().map(|series| display_width(&series.name)).max().unwrap_or(0);
                series.iter().filter_map(|series| spark(series, names)).collect()
            }
            Chart::Bars { .. } => Vec::new(),
        }
    }

    pub fn drawings(&self) -> Vec<Drawing> {
        match self {
            Chart::Lines { labels, series } => series.iter().filter_map(|series| line(labels, series)).collect(),
            Chart::Bars { title, bars } => {
                let parts = bars.chunks(ON_A_SHEET).enumerate();
                parts.map(|(at, bars)| drawn_bars(if at == 0 { title } else { "" }, bars)).collect()
            }
        }
    }
}

/// From nothing up: a small change looks small.
fn spark(series: &Series, names: usize) -> Option<String> {
    let high = bounds(series)?.1.max(1);
    let block = |value: &Option<i64>| match value {
        None => ' ',
        Some(value) => usize::try_from(value.max(&0) * 7 / high).ok().map_or(' ', |at| BLOCKS[at.min(7)]),
    };
    let blocks: String = series.values.iter().map(block).collect();
    let known = || series.values.iter().flatten();
    let (first, last) = (known().next()?, known().next_back()?);
    let blanks = " ".repeat(names.saturating_sub(display_width(&series.name)) + 2);
    Some(format!("{}{blanks}{blocks}  {} → {}", series.name, number(series, *first), number(series, *last)))
}

fn bounds(series: &Series) -> Option<(i64, i64)> {
    let known = || series.values.iter().flatten().copied();
    Some((known().min()?, known().max()?))
}

fn number(series: &Series, hundredths: i64) -> String {
    if series.is_rate { decimals(hundredths) } else { (hundredths / 100).to_string() }
}

/// Hundredths with their two decimals.
fn decimals(hundredths: i64) -> String {
    let sign = if hundredths < 0 { "-" } else { "" };
    format!("{sign}{}.{:02}", (hundredths / 100).abs(), (hundredths % 100).abs())
}

/// The drawing's measures, in the units of its view box: on a phone it stands in sight whole, as bars do.
const WIDTH: i64 = 480;
const HEIGHT: i64 = 220;
const LEFT: i64 = 84;
const RIGHT: i64 = 24;
const TOP: i64 = 16;
const BOTTOM: i64 = 36;
/// Periods that are named below a line: more would not stand beside each other in the letters of a phone.
const MOST_TICKS: usize = 5;

fn line(labels: &[String], series: &Series) -> Option<Drawing> {
    // From nothing up, as on a terminal: a small change looks small.
    let high = bounds(series)?.1.max(0);
    let last = i64::try_from(labels.len()).unwrap_or(1) - 1;
    let x = |at: usize| {
        let at = i64::try_from(at).unwrap_or(0);
        if last == 0 { LEFT + (WIDTH - LEFT - RIGHT) / 2 } else { LEFT + (WIDTH - LEFT - RIGHT) * at / last }
    };
    let y = |value: i64| {
        let height = HEIGHT - TOP - BOTTOM;
        TOP + height - height * value.max(0) / high.max(1)
    };
    let dots: Vec<Dot> = series
        .values
        .iter()
        .enumerate()
        .filter_map(|(at, value)| {
            let value = (*value)?;
            let text = format!("{}: {}", labels.get(at)?, number(series, value));
            Some(Dot { x: x(at), y: y(value), text })
        })
        .collect();
    let points = dots.iter().map(|dot| format!("{},{}", dot.x, dot.y)).collect::<Vec<_>>().join(" ");
    // As many labels as fit beside each other.
    let step = labels.len().div_ceil(MOST_TICKS).max(1);
    let ticks = labels.iter().enumerate().step_by(step).map(|(at, text)| Mark { at: x(at), text: text.clone() });
    // Half of a count is a whole one too.
    let middle = if series.is_rate { high / 2 } else { high / 200 * 100 };
    let mut levels = vec![0, middle, high];
    levels.dedup();
    let grid = levels.into_iter().map(|level| Mark { at: y(level), text: number(series, level) }).collect();
    Some(Drawing::Lines {
        title: series.name.clone(),
        width: WIDTH,
        height: HEIGHT,
        points,
        dots,
        ticks: ticks.collect(),
        grid,
    })
}

/// Bars of one drawing: paper cannot break inside it. Those that go on with another's have no title.
const ON_A_SHEET: usize = 24;

/// Height of a bar with its gap.
const BAR: i64 = 22;
/// Where bars begin, behind names and values.
const NAMES: i64 = 200;
/// The width of a drawing of bars: on a phone it stands in sight whole, or bars of other lengths would look alike.
const BARS_WIDTH: i64 = 480;

fn drawn_bars(title: &str, bars: &[Bar]) -> Drawing {
    let full = BARS_WIDTH - NAMES - 8;
    let along = |value: i64| full * value.clamp(0, 10_000) / 10_000;
    let drawn = bars.iter().enumerate().map(|(at, bar)| DrawnBar {
        y: i64::try_from(at).unwrap_or(0) * BAR,
        width: along(bar.value),
        target: bar.target.map(|target| NAMES + along(target)),
        name: bar.name.clone(),
        text: decimals(bar.value),
    });
    let height = i64::try_from(bars.len()).unwrap_or(0) * BAR;
    Drawing::Bars { title: title.to_owned(), width: BARS_WIDTH, height, bars: drawn.collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn series(values: &[Option<i64>]) -> Series {
        Series { name: "登记".to_owned(), values: values.to_vec(), is_rate: false }
    }

    #[test]
    fn a_line_of_blocks_shows_the_shape_and_both_ends() {
        let rising = Chart::Lines { labels: Vec::new(), series: vec![series(&[Some(0), Some(700), None, Some(1400)])] };
        assert_eq!(rising.sparks(), ["登记  ▁▄ █  0 → 14"]);
        let level = Chart::Lines { labels: Vec::new(), series: vec![series(&[Some(500), Some(500)]), series(&[None])] };
        assert_eq!(level.sparks(), ["登记  ██  5 → 5"], "and nothing of a series without values");
    }

    #[test]
    fn blocks_stand_below_each_other_and_a_small_fall_looks_small() {
        let rate = Series { name: "办证率%".to_owned(), values: vec![Some(370), Some(357)], is_rate: true };
        let chart = Chart::Lines { labels: Vec::new(), series: vec![series(&[Some(500), Some(250)]), rate] };
        assert_eq!(chart.sparks(), ["登记     █▄  5 → 2", "办证率%  █▇  3.70 → 3.57"]);
    }

    #[test]
    fn many_bars_are_drawn_in_parts_and_titled_once() {
        let bar = |n: i64| Bar { name: n.to_string(), value: n * 100, target: None };
        let chart = Chart::Bars { title: "办证率%".to_owned(), bars: (0..50).map(bar).collect() };
        let parts: Vec<(String, usize, i64)> = chart
            .drawings()
            .into_iter()
            .filter_map(|drawing| match drawing {
                Drawing::Bars { title, bars, height, .. } => Some((title, bars.len(), height)),
                Drawing::Lines { .. } => None,
            })
            .collect();
        let more = |count: usize, height| (String::new(), count, height);
        assert_eq!(parts, [("办证率%".to_owned(), 24, 528), more(24, 528), more(2, 44)]);
    }

    #[test]
    fn every_point_lies_inside_the_drawing() {
        let labels: Vec<String> = (1..=13).map(|n| format!("2012-{n}")).collect();
        let values: Vec<Option<i64>> = (0..13).map(|n| Some(n * n * 100)).collect();
        let drawing = line(&labels, &series(&values)).unwrap();
        let Drawing::Lines { dots, width, height, ticks, .. } = drawing else { panic!("lines") };
        assert!(dots.iter().all(|dot| (0..=width).contains(&dot.x) && (0..=height).contains(&dot.y)), "{dots:?}");
        assert!(ticks.len() <= MOST_TICKS, "{ticks:?}");
    }

    #[test]
    fn a_line_begins_at_nothing() {
        let labels = ["2012-1".to_owned(), "2012-2".to_owned()];
        for values in [[Some(50_000), Some(49_900)], [Some(0), Some(0)], [Some(700), Some(700)]] {
            let Some(Drawing::Lines { grid, dots, .. }) = line(&labels, &series(&values)) else { panic!("lines") };
            let bottom = grid.iter().map(|level| level.at).max().unwrap();
            assert_eq!(grid.first().map(|level| (level.text.as_str(), level.at)), Some(("0", bottom)), "{values:?}");
            assert!(dots.iter().all(|dot| dot.y <= bottom), "{values:?}");
        }
        let Some(Drawing::Lines { dots, .. }) = line(&labels, &series(&[Some(50_000), Some(49_900)])) else {
            panic!("lines")
        };
        assert!(dots[1].y - dots[0].y <= 1, "a small fall looks small");
    }
}
