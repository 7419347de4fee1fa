//! A night as one line, as JSON, and as the summary that lies beside its reports.
//!
//! The summary alone says when the night was made and where the journal stood: paper held elsewhere then
//! proves what was taken away later. The reports themselves say neither, so that they are the same each time.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::words::night::{beyond_kept, left_out, made_anew, state_name, step_name};
use super::words::{clock, counted, text};
use crate::domain::calendar::{Day, Instant};
use crate::domain::lang::Lang;
use crate::domain::night::{CityFigures, Step, StepState};
use crate::domain::rate::percent;
use crate::jobs::nightly::{Hashes, Outcome, StepDone};

/// The object of `nightly` (docs/contract.md).
#[derive(Debug, Serialize)]
pub struct NightAnswer {
    night: String,
    steps: Vec<StepAnswer>,
    files: Vec<String>,
    filled_in: Vec<String>,
    worst: u8,
}

#[derive(Debug, Serialize)]
struct StepAnswer {
    step: &'static str,
    state: &'static str,
    seconds: f64,
    detail: Option<String>,
}

pub fn answer(outcome: &Outcome) -> NightAnswer {
    NightAnswer {
        night: outcome.night.to_string(),
        steps: outcome.steps.iter().map(step_answer).collect(),
        files: outcome.files.iter().map(|file| shown(file)).collect(),
        filled_in: outcome.filled_in.iter().map(Day::to_string).collect(),
        worst: outcome.worst,
    }
}

fn step_answer(done: &StepDone) -> StepAnswer {
    // A step of hours has fewer milliseconds than a float holds exactly.
    #[expect(clippy::cast_precision_loss, reason = "milliseconds of a step")]
    let seconds = done.milliseconds as f64 / 1000.0;
    let coded = |detail: &String| done.code.map_or_else(|| detail.clone(), |code| format!("{code}: {detail}"));
    StepAnswer {
        step: done.step.as_str(),
        state: done.state.as_str(),
        seconds,
        detail: done.detail.as_ref().map(coded),
    }
}

fn shown(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

/// The night in one line.
pub fn line(outcome: &Outcome, lang: Lang) -> String {
    let (night, folder) = (outcome.night, outcome.folder.display());
    let failed: Vec<String> =
        outcome.steps.iter().filter(|done| done.state == StepState::Failed).map(|done| failed(done, lang)).collect();
    if !outcome.is_whole() {
        let failed = failed.join(&text!(lang, "；", "; "));
        return text!(lang, "{night} 的夜间作业没有做成：{failed}\n", "the night of {night} failed: {failed}\n");
    }
    let found: String = outcome
        .steps
        .iter()
        .filter(|done| done.code.is_some() && done.state != StepState::Failed)
        .map(|done| found(done, lang))
        .collect();
    let broken = broken(outcome, lang);
    let filled = match outcome.filled_in.len() {
        0 => String::new(),
        nights => {
            let missed = counted(nights, "missed night");
            text!(lang, "；补做 {nights} 夜", "; {missed} filled in")
        }
    };
    let left = outcome.left.map(|left| left_out(lang, left)).unwrap_or_default();
    if outcome.already {
        let pruned = outcome.steps.iter().find(|done| done.step == Step::Prune && done.state == StepState::Done);
        let pruned = pruned.and_then(|done| done.detail.as_ref());
        let pruned = pruned.map(|detail| text!(lang, "；{detail}", "; {detail}")).unwrap_or_default();
        return text!(
            lang,
            "{night} 的夜间作业早已做完：{folder}{filled}{left}{broken}{found}{pruned}\n",
            "the night of {night} is whole already: {folder}{filled}{left}{broken}{found}{pruned}\n"
        );
    }
    let files = outcome.files.len();
    let figures = outcome.figures.map(|figures| rate(figures, lang)).unwrap_or_default();
    let beyond = outcome.beyond.map(|beyond| beyond_kept(lang, beyond)).unwrap_or_default();
    let mended = made_anew(lang, &outcome.mended, &outcome.added);
    let mended = mended.map(|told| text!(lang, "；{told}", "; {told}")).unwrap_or_default();
    let files_en = counted(files, "file");
    text!(
        lang,
        "{night} 的夜间作业做完了：{files} 个文件在 {folder}；{figures}{mended}{filled}{left}{beyond}{broken}{found}\n",
        "the night of {night} is whole: {files_en} in {folder}; {figures}{mended}{filled}{left}{beyond}{broken}{found}\n"
    )
}

fn failed(done: &StepDone, lang: Lang) -> String {
    let (step, detail) = (step_name(lang, done.step), done.detail.clone().unwrap_or_default());
    text!(lang, "“{step}”一步：{detail}", "{step}: {detail}")
}

/// The missed nights that could not be filled in.
fn broken(outcome: &Outcome, lang: Lang) -> String {
    let of_missed = outcome.steps.iter().find(|done| done.step == Step::FillIn);
    let detail = of_missed.and_then(|done| done.detail.clone());
    detail.map(|detail| text!(lang, "；有漏掉的补不了：{detail}", "; not filled in: {detail}")).unwrap_or_default()
}

fn found(done: &StepDone, lang: Lang) -> String {
    let detail = done.detail.clone().unwrap_or_default();
    text!(lang, "；请核对：{detail}", "; to be looked at: {detail}")
}

fn rate(figures: CityFigures, lang: Lang) -> String {
    let CityFigures { registered, holders } = figures;
    let rate = percent(holders, registered).map_or_else(|| "—".to_owned(), |rate| format!("{rate}%"));
    text!(
        lang,
        "登记 {registered} 人，持证 {holders} 人，办证率 {rate}",
        "registered {registered}, holders {holders}, rate {rate}"
    )
}

type Head<'a> = Option<&'a (i64, String)>;

/// What lies beside the reports of a night.
pub fn summary(outcome: &Outcome, head: Head, now: Instant, lang: Lang) -> String {
    let mut out = facts(&line(outcome, lang), lang);
    out.push_str(&made(head, now, lang));
    out.push('\n');
    for done in &outcome.steps {
        let (step, state) = (step_name(lang, done.step), state_name(lang, done.state));
        let (seconds, rest) = (done.milliseconds / 1000, done.milliseconds % 1000);
        let code = done.code.map(|code| format!("[{code}] ")).unwrap_or_default();
        let detail = done.detail.as_deref().unwrap_or_default();
        let took = text!(lang, "{seconds}.{rest:03} 秒", "{seconds}.{rest:03} s");
        let line = text!(lang, "{step}：{state}，{took}　{code}{detail}", "{step}: {state}, {took}  {code}{detail}");
        // Writing to a text does not fail.
        let _ = writeln!(out, "{}", line.trim_end());
    }
    out.push_str(&files(&outcome.files, &outcome.hashes, lang));
    out
}

/// A line as it stands on a page: a fact a line.
fn facts(line: &str, lang: Lang) -> String {
    line.replace(text!(lang, "；", "; ").as_str(), "\n")
}

/// What lies beside the reports of a night that was missed.
pub fn filled_in(
    on: Day,
    by: Day,
    (shown, hashes): (&[PathBuf], &Hashes),
    figures: CityFigures,
    head: Head,
    now: Instant,
    lang: Lang,
) -> String {
    let figures = rate(figures, lang);
    let out = text!(
        lang,
        "{on} 的夜间作业当时没有做成，由 {by} 那一夜补做：只有报表；{figures}\n",
        "the night of {on} was missed or cut off, and filled in by that of {by}: reports only; {figures}\n"
    );
    let mut out = facts(&out, lang);
    out.push_str(&made(head, now, lang));
    out.push_str(&files(shown, hashes, lang));
    out
}

fn made(head: Head, now: Instant, lang: Lang) -> String {
    let now = clock(lang, now);
    let made = text!(lang, "生成时间：{now}\n", "made: {now}\n");
    let head = match head {
        Some((entry, hash)) => text!(lang, "日志末条：第 {entry} 条 {hash}\n", "journal: entry {entry} {hash}\n"),
        None => String::new(),
    };
    format!("{made}{head}")
}

/// The files, each with its SHA-256 as `sha256sum` writes it; the summary cannot have its own.
fn files(shown: &[PathBuf], hashes: &Hashes, lang: Lang) -> String {
    let mut out = text!(lang, "\n文件：\n", "\nfiles:\n");
    for name in shown.iter().filter_map(|file| file.file_name()).map(|name| name.to_string_lossy()) {
        let _ = match hashes.get(name.as_ref()) {
            Some(hash) => writeln!(out, "  {hash}  {name}"),
            None => writeln!(out, "  {name}"),
        };
    }
    out
}

/// What a summary says of the files beside it.
pub fn hashes_in(summary: &str) -> Hashes {
    let lines = summary.lines().filter_map(|line| line.strip_prefix("  ")?.split_once("  "));
    let hashes = lines.filter(|(hash, _)| hash.len() == 64 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()));
    hashes.map(|(hash, name)| (name.to_owned(), hash.to_owned())).collect()
}
