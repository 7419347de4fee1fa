//! The measures as sheets: turnaround by tier, quality by defect or sender, look-ups by clerk.

use crate::domain::calendar::Day;
use crate::domain::lang::Lang;
use crate::domain::lookups::{self, Lookups};
use crate::domain::measure_cell::{of_lookups, of_quality, of_turnaround};
use crate::domain::quality::{self, By, Defect, Quality};
use crate::domain::rate::percent;
use crate::domain::span::Span;
use crate::domain::turnaround::{Column as Counted, Figures, Turnaround};

use super::sheet::{Column, Row, Sheet, Total, Value};
use super::words::{labels, lists as words, text};

/// How long applications took, by tier.
pub fn turnaround(report: &Turnaround, lang: Lang) -> Sheet {
    let Span { from, to } = report.span;
    let row = |(tier, figures): &(crate::domain::unit::Tier, Figures)| {
        turnaround_row(tier.as_str(), labels::tier(lang, *tier), figures)
    };
    let title = text!(lang, "申领办理时长", "Turnaround of applications");
    let unknown = (report.unknown_limits > 0).then(|| words::unknown_limits(lang, report.unknown_limits));
    Sheet {
        heads: vec![("from".to_owned(), Value::Day(from)), ("to".to_owned(), Value::Day(to))],
        definition: words::turnaround_definition(lang, report.on, from, to),
        notes: unknown.into_iter().collect(),
        key_title: Some(labels::code(lang).to_owned()),
        columns: turnaround_columns(lang),
        rows: report.rows.iter().map(row).collect(),
        total: Total::Row(turnaround_row("total", labels::total(lang), &report.total)),
        cells: Some(of_turnaround(report.span)),
        ..Sheet::new(lang, "turnaround", title, report.on).checked(&report.checks)
    }
}

fn turnaround_columns(lang: Lang) -> Vec<Column> {
    vec![
        Column::text("name", text!(lang, "级别", "Tier")),
        Column::people("accepted", text!(lang, "受理", "Accepted")),
        Column::people("issued", text!(lang, "发证", "Issued")),
        Column::people("open", text!(lang, "在办", "Open")),
        Column::people("withdrawn", text!(lang, "撤回", "Withdrawn")),
        Column::people("refused", text!(lang, "不予批准", "Refused")),
        Column::count("median_days", text!(lang, "中位天数", "Median days")),
        Column::count("p90_days", text!(lang, "90%分位天数", "P90 days")),
        Column::people("on_time", text!(lang, "按期办结", "On time")),
        Column::people("due", text!(lang, "应办结", "Due")),
        Column::rate("on_time_rate", text!(lang, "按期率", "On-time rate")),
        Column::people("promise_kept", text!(lang, "承诺期内", "Promise kept")),
        Column::rate("promise_rate", text!(lang, "兑现率", "Promise rate")),
    ]
}

fn turnaround_row(key: &str, name: &str, figures: &Figures) -> Row {
    let count = |column| Value::count(figures.get(column));
    let rate = |column| Value::rate(percent(figures.get(column), figures.get(Counted::Due)));
    Row {
        key: key.to_owned(),
        values: vec![
            Value::text(name),
            count(Counted::Accepted),
            count(Counted::Issued),
            count(Counted::Open),
            count(Counted::Withdrawn),
            count(Counted::Refused),
            figures.median_twice.map_or(Value::None, Value::Halves),
            figures.p90_days.map_or(Value::None, Value::Count),
            count(Counted::OnTime),
            count(Counted::Due),
            rate(Counted::OnTime),
            count(Counted::PromiseKept),
            rate(Counted::PromiseKept),
        ],
    }
}

/// What is wrong or not known in what is registered.
pub fn quality(report: &Quality, by: By, on: Day, lang: Lang) -> Sheet {
    let registered = report.total.registered;
    let title = text!(lang, "登记质量", "Quality of what is registered");
    let mut definition = words::quality_definition(lang, on, registered);
    let mut columns = vec![
        Column::text(
            "name",
            if by == By::Kind { text!(lang, "毛病", "Defect") } else { text!(lang, "来源", "Sender") },
        ),
        Column::people("count", text!(lang, "登记数", "Registrations")),
        Column::rate("share", text!(lang, "占比%", "Share %")),
    ];
    let total;
    let rows = match by {
        By::Kind => {
            let row = |defect: Defect| {
                quality_row(defect.as_str(), words::defect(lang, defect), report.total.get(defect), registered)
            };
            total = quality_row("total", labels::total(lang).to_owned(), report.total.defective, registered);
            Defect::ALL.into_iter().map(row).collect()
        }
        By::Source => {
            definition.push_str(&words::quality_by_source(lang));
            columns.extend(Defect::ALL.map(|defect| Column::people(defect.as_str(), words::defect(lang, defect))));
            let row = |(sender, figures): (&quality::Sender, &quality::Figures)| {
                sender_row(&sender.key(), words::sender(lang, sender), figures)
            };
            total = sender_row("total", labels::total(lang).to_owned(), &report.total);
            report.senders.iter().filter(|(_, figures)| figures.registered > 0).map(row).collect()
        }
    };
    Sheet {
        heads: vec![("by".to_owned(), Value::text(by.as_str()))],
        definition,
        key_title: Some(labels::code(lang).to_owned()),
        columns,
        rows,
        total: Total::Row(total),
        cells: Some(of_quality(by)),
        ..Sheet::new(lang, "quality", title, on).checked(&report.checks)
    }
}

fn quality_row(key: &str, name: String, count: u64, registered: u64) -> Row {
    let values = vec![Value::Text(name), Value::count(count), Value::rate(percent(count, registered))];
    Row { key: key.to_owned(), values }
}

/// How many of a sender's registrations have any defect, and each.
fn sender_row(key: &str, name: String, figures: &quality::Figures) -> Row {
    let mut row = quality_row(key, name, figures.defective, figures.registered);
    row.values.extend(Defect::ALL.map(|defect| Value::count(figures.get(defect))));
    row
}

/// Who looked at people.
pub fn lookups(report: &Lookups, span: Span, lang: Lang) -> Sheet {
    let Span { from, to } = span;
    let row = |key: &str, figures: &lookups::Figures| Row {
        key: key.to_owned(),
        values: lookups::Column::ALL.map(|column| Value::count(figures.get(column))).to_vec(),
    };
    let column = |column: lookups::Column| Column::people(column.as_str(), words::lookups_column(lang, column));
    let title = text!(lang, "谁看过人", "Who looked at people");
    Sheet {
        heads: vec![("from".to_owned(), Value::Day(from)), ("to".to_owned(), Value::Day(to))],
        definition: words::lookups_definition(lang, from, to),
        key_title: Some(text!(lang, "工号", "Clerk")),
        columns: lookups::Column::ALL.map(column).to_vec(),
        cells: Some(of_lookups(span)),
        rows: report.rows.iter().map(|(clerk, figures)| row(&lookups::key(clerk), figures)).collect(),
        total: Total::Row(row("total", &report.total)),
        ..Sheet::new(lang, "lookups", title, to).checked(&report.checks)
    }
}
