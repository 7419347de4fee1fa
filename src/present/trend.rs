//! The trend and the ranking as sheets, each with its chart.

use crate::domain::fraction::Fraction;
use crate::domain::lang::Lang;
use crate::domain::rate::{Figures, percent};
use crate::domain::trend::Point;
use crate::ops::ranking::Ranking;
use crate::ops::trend::Trend;
use std::collections::HashMap;

use super::sheet::{Bar, Chart, Column, Row, Series, Sheet, Total, Value};
use super::words::report::rate_compared;
use super::words::{labels, text, trend as words};

pub fn trend(trend: &Trend, lang: Lang) -> Sheet {
    let every = trend.span.every;
    let sum = |of: fn(&Point) -> u64| trend.steps.iter().map(|step| of(&step.point)).sum::<u64>();
    let last = trend.steps.last().map(|step| step.point).unwrap_or_default();
    let total = Point {
        new_registrations: sum(|p| p.new_registrations),
        ended_registrations: sum(|p| p.ended_registrations),
        first_issues: sum(|p| p.first_issues),
        endorsements: sum(|p| p.endorsements),
        ended_permits: sum(|p| p.ended_permits),
        ..last
    };
    let row = |key: &str, point: &Point, year_ago: Option<&Point>| {
        let mut values: Vec<Value> = figures(point).into();
        values.extend(year_ago.map_or(vec![Value::None; 8], |point| figures(point).into()));
        Row { key: key.to_owned(), values }
    };
    let day = |day: crate::domain::calendar::Day| Value::Day(day);
    let sheet = Sheet {
        heads: vec![
            ("from".to_owned(), day(trend.span.from)),
            ("to".to_owned(), day(trend.span.to)),
            ("every".to_owned(), Value::text(every.as_str())),
        ],
        definition: words::trend_definition(lang),
        notes: words::cut(lang, trend).into_iter().collect(),
        key_title: Some(words::period(lang, every)),
        columns: trend_columns(lang),
        rows: trend.steps.iter().map(|step| row(&step.period.key, &step.point, step.year_ago.as_ref())).collect(),
        total: Total::Row(row("total", &total, None)),
        charts: vec![lines(trend, lang)],
        cells: Some(format!("trend/{}", every.as_str())),
        ..Sheet::new(lang, "trend", words::trend_title(lang, trend), trend.span.to)
    };
    sheet.checked(&trend.checks)
}

fn trend_columns(lang: Lang) -> Vec<Column> {
    let own = vec![
        Column::people("registered", labels::rate_column(lang, labels::RateColumn::Registered)),
        Column::people("holders", labels::rate_column(lang, labels::RateColumn::Holders)),
        Column::rate("rate", labels::rate_column(lang, labels::RateColumn::Rate)),
        Column::people("new_registrations", text!(lang, "新登记", "new")),
        Column::people("ended_registrations", text!(lang, "登记结束", "ended")),
        Column::people("first_issues", labels::rate_column(lang, labels::RateColumn::FirstIssues)),
        Column::people("endorsements", text!(lang, "签注", "endorsed")),
        Column::people("ended_permits", text!(lang, "证件终止", "cards ended")),
    ];
    let before = own.clone().into_iter().map(|column| {
        let shown = matches!(column.key.as_str(), "registered" | "rate");
        let title = text!(lang, "上年{0}", "{0} a year ago", column.title);
        Column { title, opens: false, ..column }.shown_if(shown).within("year_ago")
    });
    own.iter().cloned().chain(before).collect()
}

fn figures(point: &Point) -> [Value; 8] {
    [
        Value::count(point.registered),
        Value::count(point.holders),
        Value::rate(percent(point.holders, point.registered)),
        Value::count(point.new_registrations),
        Value::count(point.ended_registrations),
        Value::count(point.first_issues),
        Value::count(point.endorsements),
        Value::count(point.ended_permits),
    ]
}

/// Registered, holders and rate, each on a scale of its own.
fn lines(trend: &Trend, lang: Lang) -> Chart {
    let series = |name: &str, is_rate, of: &dyn Fn(&Point) -> Option<i64>| Series {
        name: name.to_owned(),
        values: trend.steps.iter().map(|step| of(&step.point)).collect(),
        is_rate,
    };
    let hundredths = |count: u64| i64::try_from(count).ok()?.checked_mul(100);
    let rate = |point: &Point| rate_hundredths(point.holders, point.registered);
    Chart::Lines {
        labels: trend.steps.iter().map(|step| step.period.key.clone()).collect(),
        series: vec![
            series(labels::rate_column(lang, labels::RateColumn::Registered), false, &|p| hundredths(p.registered)),
            series(labels::rate_column(lang, labels::RateColumn::Holders), false, &|p| hundredths(p.holders)),
            series(labels::rate_column(lang, labels::RateColumn::Rate), true, &rate),
        ],
    }
}

/// The rate in hundredths of a per cent, as it is printed.
fn rate_hundredths(part: u64, whole: u64) -> Option<i64> {
    percent(part, whole)?.replace('.', "").parse().ok()
}

pub fn ranking(ranking: &Ranking, targets: &HashMap<String, Fraction>, lang: Lang) -> Sheet {
    let row = |key: &str, name: &str, rank: Option<u64>, figures: &Figures, then: Option<&Figures>| {
        let rate = Fraction::new(figures.holders, figures.registered);
        let before = then.map(|then| Fraction::new(then.holders, then.registered));
        let target = targets.get(key);
        Row {
            key: key.to_owned(),
            values: vec![
                Value::text(name),
                rank.map_or(Value::None, Value::count),
                Value::count(figures.registered),
                Value::count(figures.holders),
                Value::rate(percent(figures.holders, figures.registered)),
                Value::rate(before.and_then(|before| rate.points_above(before))),
                Value::rate(target.and_then(|target| percent(target.part, target.whole))),
                Value::rate(target.and_then(|target| rate.points_above(*target))),
            ],
        }
    };
    let rows = ranking.rows.iter().map(|one| {
        let then = ranking.before.figures(&one.key);
        row(&one.key, &one.name, one.rank, &one.figures, then)
    });
    let sheet = Sheet {
        heads: vec![
            ("min".to_owned(), Value::count(ranking.least)),
            ("compare".to_owned(), Value::Day(ranking.before.on)),
        ],
        definition: words::ranking_definition(lang, ranking),
        notes: words::too_few(lang, ranking)
            .into_iter()
            .chain(rate_compared(lang, ranking.before.on, &ranking.moved, ranking.split))
            .collect(),
        key_title: Some(labels::code(lang).to_owned()),
        columns: ranking_columns(targets.keys().any(|key| key != "total"), lang),
        rows: rows.collect(),
        parted: ranking.rows.iter().position(|one| one.rank.is_none()).filter(|at| *at > 0),
        total: Total::Row(row("total", &words::all_communities(lang), None, &ranking.total, None)),
        charts: vec![bars(ranking, targets, lang)],
        cells: Some("ranking".to_owned()),
        ..Sheet::new(lang, "ranking", words::ranking_title(lang, ranking.on), ranking.on)
    };
    sheet.checked(&ranking.checks)
}

fn ranking_columns(targets: bool, lang: Lang) -> Vec<Column> {
    use labels::RateColumn;
    vec![
        Column::text("name", text!(lang, "社区", "community")),
        Column::count("rank", text!(lang, "名次", "rank")),
        Column::people("registered", labels::rate_column(lang, RateColumn::Registered)),
        Column::people("holders", labels::rate_column(lang, RateColumn::Holders)),
        Column::rate("rate", labels::rate_column(lang, RateColumn::Rate)),
        Column::rate("change", text!(lang, "比上月（百分点）", "change, points")),
        Column::rate("target", text!(lang, "目标%", "target %")).shown_if(targets),
        Column::rate("gap", text!(lang, "与目标差", "gap")).shown_if(targets),
    ]
}

/// The ranked ones, a bar each.
fn bars(ranking: &Ranking, targets: &HashMap<String, Fraction>, lang: Lang) -> Chart {
    let bar = |one: &crate::domain::ranking::Ranked| {
        one.rank?;
        let target = targets.get(&one.key);
        Some(Bar {
            name: one.name.clone(),
            value: rate_hundredths(one.figures.holders, one.figures.registered)?,
            target: target.and_then(|target| rate_hundredths(target.part, target.whole)),
        })
    };
    Chart::Bars {
        title: labels::rate_column(lang, labels::RateColumn::Rate).to_owned(),
        bars: ranking.rows.iter().filter_map(bar).collect(),
    }
}
