//! A history: the object of `migrant history` and `permit history`, and the screen of it.

use serde::Serialize;
use serde_json::{Map, Value};

use crate::domain::calendar::Instant;
use crate::domain::lang::Lang;
use crate::domain::mask;
use crate::domain::replacement::ReplaceReason;
use crate::domain::unit::UnitTree;
use crate::ops::history::{Act, History, Part};
use crate::store::corrections::Correction;

use super::table::{Cell, Column, Table, display_width};
use super::words::history::{act_label, corrected_fact, detail_label, fact_value, unit_label, value_label};
use super::words::text;

/// Below the act, behind its day.
const INDENT: &str = "            ";
/// Particulars of an act to a line, in columns.
const LINE_WIDTH: usize = 64;

#[derive(Debug, Clone, Serialize)]
struct ActAnswer {
    on: String,
    at: Option<String>,
    act: &'static str,
    clerk: Option<String>,
    counter: Option<String>,
    detail: Map<String, Value>,
    #[serde(skip)]
    told: Act,
}

#[derive(Debug, Clone, Serialize)]
struct CorrectionAnswer {
    on: String,
    at: String,
    what: &'static str,
    field: &'static str,
    of: Option<String>,
    old: Option<String>,
    new: Option<String>,
    because: String,
    clerk: String,
    #[serde(skip)]
    told: Correction,
}

/// The object of `migrant history` (docs/contract.md).
#[derive(Debug, Clone, Serialize)]
pub struct HistoryAnswer {
    acts: Vec<ActAnswer>,
    corrections: Vec<CorrectionAnswer>,
}

impl HistoryAnswer {
    /// What happened, as may be shown.
    pub fn of(history: &History, reveal: bool) -> HistoryAnswer {
        HistoryAnswer {
            acts: history.acts.iter().map(|act| ActAnswer::of(act, reveal)).collect(),
            corrections: history
                .corrections
                .iter()
                .map(|correction| CorrectionAnswer::of(correction, reveal))
                .collect(),
        }
    }

    /// The screen: the acts, then the corrections, if there are any.
    pub fn screen(&self, tree: &UnitTree, lang: Lang, width: Option<usize>) -> String {
        let acts: String = self.acts.iter().map(|act| act.lines(tree, lang)).collect();
        if self.corrections.is_empty() {
            return acts;
        }
        let corrections = Table {
            columns: vec![
                Column::text("on", text!(lang, "更正日期", "Corrected")),
                Column::text("field", text!(lang, "更正内容", "Fact")),
                Column::text("old", text!(lang, "原值", "Was")),
                Column::text("new", text!(lang, "改为", "Is")),
                Column::text("because", text!(lang, "理由", "Why")),
                Column::text("clerk", text!(lang, "经办人", "Clerk")),
            ],
            rows: self.corrections.iter().map(|correction| correction.row(tree, lang)).collect(),
            ..Table::default()
        };
        format!("{acts}\n{}", corrections.fitted(width, lang).render(width))
    }
}

impl ActAnswer {
    fn of(act: &Act, reveal: bool) -> ActAnswer {
        let veiled = |part: Part, value: &str| match part {
            _ if reveal => value.to_owned(),
            Part::ProxyName => mask::name(value),
            Part::To | Part::Evidence | Part::Because | Part::Article | Part::ProxyRelation => mask::in_text(value),
            Part::Unit
            | Part::FormerUnit
            | Part::Address
            | Part::Reason
            | Part::Dwelling
            | Part::Application
            | Part::Ground
            | Part::AcceptedOn
            | Part::DueOn
            | Part::Missing
            | Part::Permit
            | Part::Kind
            | Part::EndReason
            | Part::Replaces
            | Part::ReplacedBy
            | Part::ReplacedFor
            | Part::OldCard
            | Part::Batch
            | Part::Line
            | Part::Duplicate
            | Part::Kept => value.to_owned(),
        };
        let mut told = act.clone();
        for (part, value) in &mut told.details {
            *value = veiled(*part, value);
        }
        ActAnswer {
            on: act.on.to_string(),
            at: act.at.map(|at| at.to_string()),
            act: act.did.as_str(),
            clerk: act.clerk.clone(),
            counter: act.counter.clone(),
            detail: told.details.iter().map(|(part, value)| (part.as_str().to_owned(), value.clone().into())).collect(),
            told,
        }
    }

    /// The day, the act and where it is from; below it its particulars, as many to a line as fit.
    fn lines(&self, tree: &UnitTree, lang: Lang) -> String {
        let on = self.told.on;
        let counter = self.counter.as_deref().map(|code| unit_label(code, tree, on));
        let clerk = self.clerk.as_ref().map(|clerk| text!(lang, "经办人 {clerk}", "clerk {clerk}"));
        let entered = self.told.at.map(Instant::day).filter(|day| *day != self.told.on);
        let entered = entered.map(|day| text!(lang, "{day} 录入", "entered {day}"));
        let from: Vec<String> = [counter, clerk, entered].into_iter().flatten().collect();
        let from = if from.is_empty() {
            String::new()
        } else {
            let from = from.join(&text!(lang, "，", ", "));
            text!(lang, "（{from}）", " ({from})")
        };
        let replaced_for = self.told.details.iter().find(|(part, _)| *part == Part::ReplacedFor);
        let replaced_for = replaced_for.and_then(|(_, value)| ReplaceReason::parse(value));
        let mut lines = vec![format!("{}  {}{from}", self.on, act_label(lang, self.told.did, replaced_for))];
        let separator = text!(lang, "；", "; ");
        let mut line = String::new();
        for (part, value) in &self.told.details {
            let detail = format!("{} {}", detail_label(lang, *part), value_label(lang, *part, value, tree, on));
            if !line.is_empty() && display_width(&line) + display_width(&detail) > LINE_WIDTH {
                lines.push(format!("{INDENT}{line}{}", separator.trim_end()));
                line.clear();
            }
            line = if line.is_empty() { detail } else { format!("{line}{separator}{detail}") };
        }
        if !line.is_empty() {
            lines.push(format!("{INDENT}{line}"));
        }
        lines.join("\n") + "\n"
    }
}

impl CorrectionAnswer {
    fn of(correction: &Correction, reveal: bool) -> CorrectionAnswer {
        let veiled = |value: &Option<String>| {
            value.as_deref().map(|value| if reveal { value.to_owned() } else { correction.fact.veiled(value) })
        };
        CorrectionAnswer {
            on: correction.corrected_on.to_string(),
            at: correction.made_at.to_string(),
            what: correction.what.as_str(),
            field: correction.fact.as_str(),
            of: correction.of_on.map(|day| day.to_string()),
            old: veiled(&correction.old),
            new: veiled(&correction.new),
            because: if reveal { correction.because.clone() } else { mask::in_text(&correction.because) },
            clerk: correction.clerk.clone(),
            told: correction.clone(),
        }
    }

    fn row(&self, tree: &UnitTree, lang: Lang) -> Vec<Cell> {
        let fact = self.told.fact;
        let said = |value: &Option<String>| {
            value.as_deref().map(|value| fact_value(lang, fact, value, tree, self.told.corrected_on))
        };
        vec![
            Cell::text(&self.on),
            Cell::text(corrected_fact(lang, fact, self.told.of_on)),
            Cell::or_none(said(&self.old)),
            Cell::or_none(said(&self.new)),
            Cell::text(&self.because),
            Cell::text(&self.clerk),
        ]
    }
}
