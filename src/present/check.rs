//! What a check of the register found.

use std::path::Path;

use serde::Serialize;

use super::table::{Cell, Column, Table};
use super::words::check::subject;
use super::words::told::masked;
use super::words::{Describe, text};
use crate::domain::lang::Lang;
use crate::ops::check::{Finding, Subject};

/// The object of `db check` (docs/contract.md).
#[derive(Debug, Serialize)]
pub struct CheckAnswer {
    db: String,
    full: bool,
    checks: Vec<SubjectAnswer>,
    findings: Vec<FindingAnswer>,
}

#[derive(Debug, Serialize)]
struct SubjectAnswer {
    check: &'static str,
    findings: usize,
}

#[derive(Debug, Serialize)]
struct FindingAnswer {
    check: &'static str,
    code: &'static str,
    message: String,
}

pub fn answer(db: &Path, full: bool, subjects: &[Subject], found: &[Finding], lang: Lang) -> CheckAnswer {
    CheckAnswer {
        db: db.to_string_lossy().into_owned(),
        full,
        checks: looked_at(subjects, found)
            .map(|subject| SubjectAnswer { check: subject.as_str(), findings: count(found, subject) })
            .collect(),
        findings: found
            .iter()
            .map(|finding| FindingAnswer {
                check: finding.subject().as_str(),
                code: finding.code().as_str(),
                message: message(finding, lang),
            })
            .collect(),
    }
}

/// The finding, and what the engine says of it.
fn message(finding: &Finding, lang: Lang) -> String {
    let said =
        finding.causes().into_iter().fold(finding.words(lang).sentence, |said, cause| format!("{said}: {cause}"));
    masked(&said)
}

/// Behind damaged pages nothing was looked at.
fn looked_at<'a>(subjects: &'a [Subject], found: &[Finding]) -> impl Iterator<Item = Subject> + 'a {
    let damaged = count(found, Subject::Pages) > 0;
    subjects.iter().copied().filter(move |subject| !damaged || *subject == Subject::Pages)
}

fn count(found: &[Finding], subject: Subject) -> usize {
    found.iter().filter(|finding| finding.subject() == subject).count()
}

/// What was looked at, how much was found, and each finding with its code.
pub fn screen(subjects: &[Subject], found: &[Finding], lang: Lang) -> String {
    let rows = looked_at(subjects, found).map(|of| {
        let count = match count(found, of) {
            0 => Cell::text(text!(lang, "完好", "whole")),
            count => Cell::number(count),
        };
        vec![Cell::text(subject(lang, of)), count]
    });
    let table = Table {
        columns: vec![
            Column::text("check", text!(lang, "检查", "Check")),
            Column::text("findings", text!(lang, "结果", "Findings")),
        ],
        rows: rows.collect(),
        parted: None,
        total: None,
        notes: found.iter().map(|finding| format!("[{}] {}", finding.code(), message(finding, lang))).collect(),
    };
    table.render(None)
}
