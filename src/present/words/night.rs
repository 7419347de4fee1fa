//! What is said of a night: why it is not made, how its steps went, that one is missing.

use std::path::Path;

use super::{Describe, Words, clock, counted, counted_as, quoted, text};
use crate::domain::calendar::{Day, Instant};
use crate::domain::code::Code;
use crate::domain::lang::Lang;
use crate::domain::night::missed::{AT_ONCE, Several};
use crate::domain::night::watch::Alarm;
use crate::domain::night::{Figure, Jump, Step, StepState};
use crate::jobs::lock::Holder;
use crate::jobs::nightly::NightRefusal;
use crate::ops::night::Watched;
use crate::store::register::Counts;

impl Describe for NightRefusal {
    fn code(&self) -> Code {
        match self {
            NightRefusal::ComingDay { .. } => Code::J501,
            NightRefusal::AtWork { .. } => Code::J719,
            NightRefusal::ClockBehind { .. } => Code::J530,
            NightRefusal::OtherRegister { .. } => Code::J533,
            NightRefusal::NotGivenBack { .. } => Code::J720,
        }
    }

    fn words(&self, lang: Lang) -> Words {
        match self {
            NightRefusal::ComingDay { on, today } => Words::new(text!(
                lang,
                "{on} 还没有到，今天是 {today}；夜间作业最晚做到今天",
                "{on} has not come, today is {today}; a night is of today at the latest"
            ))
            .hint(format!("--as-of {today}"))
            .detail("as_of", on.to_string())
            .detail("today", today.to_string()),
            NightRefusal::AtWork { holder, lock } => at_work(lang, holder.as_ref(), lock),
            NightRefusal::ClockBehind { night, now, last_entry } => clock_behind(lang, *night, *now, *last_entry),
            NightRefusal::OtherRegister { folder } => {
                let shown = folder.display();
                Words::new(text!(
                    lang,
                    "{shown} 里已经有别的登记库的夜间报表或备份，不能混在一起",
                    "{shown} holds nights or backups of another register; the two must not be mixed"
                ))
                .hint(text!(lang, "给这个登记库另用一个文件夹（写了 --backup-dir 的，也另用一个）：--out 【文件夹】", "give this register a folder of its own (and another --backup-dir, where one was given): --out _DIR_"))
                .detail("folder", folder.display().to_string())
            }
            NightRefusal::NotGivenBack { backup } => {
                let path = backup.display().to_string();
                Words::new(text!(
                    lang,
                    "备份 {path} 恢复出来和登记库对不上，不能当备份用",
                    "the backup {path}, taken out again, is not the register that was copied: it is no backup"
                ))
                .hint(text!(
                    lang,
                    "请检查这块磁盘，先备份到另一块：--backup-dir 【文件夹】",
                    "have this disk looked at, and back up to another: --backup-dir _DIR_"
                ))
                .detail("path", path)
            }
        }
    }
}

fn clock_behind(lang: Lang, night: Day, now: Instant, last_entry: Instant) -> Words {
    Words::new(text!(
        lang,
        "电脑时钟是 {0}，登记库里却有 {1} 记的一笔：不是时钟现在慢了，就是当时快了；做哪一天、清理哪些旧的，不能由它定",
        "the clock says {0}, and the register has an entry of {1}: the clock is slow, or was ahead then, and does not decide which night is made or which are taken away",
        now.day(),
        last_entry.day()
    ))
    .instead(
        text!(
            lang,
            "时钟慢了就校准再做；没有慢，就写明做哪一天的，不写 --keep（{0} 以前都这样做）",
            "set the clock right if it is slow; if it is right, say of which day, without --keep (so until {0})",
            last_entry.day()
        ),
        "--keep",
        format!("--as-of {night}"),
    )
    .detail("now", now.to_string())
    .detail("last_entry", last_entry.to_string())
}

fn at_work(lang: Lang, holder: Option<&Holder>, lock: &Path) -> Words {
    let path = lock.display().to_string();
    let sentence = match holder {
        Some(Holder { host, process, since }) => {
            let since = Instant::parse(since).map_or_else(|| since.clone(), |since| clock(lang, since));
            text!(
                lang,
                "夜间作业正在进行：主机 {host}，进程 {process}，{since} 开始",
                "a night is at work: host {host}, process {process}, since {since}"
            )
        }
        None => text!(lang, "夜间作业正在进行（锁文件 {path}）", "a night is at work (its lock: {path})"),
    };
    let words = Words::new(sentence).hint(text!(
        lang,
        "等它做完；一直不完，看看那个进程还在做什么",
        "let it finish; if it never does, see what that process is doing"
    ));
    held(words, holder, lock)
}

/// Who holds a lock, as details.
pub fn held(words: Words, holder: Option<&Holder>, lock: &Path) -> Words {
    match holder {
        Some(Holder { host, process, since }) => {
            let process = process.parse::<u32>().map_or_else(|_| process.clone().into(), serde_json::Value::from);
            words.detail("host", host.clone()).detail("process", process).detail("since", since.clone())
        }
        None => words,
    }
    .detail("lock", lock.display().to_string())
}

/// A figure that jumped, as a warning.
impl Describe for Jump {
    fn code(&self) -> Code {
        Code::J531
    }

    fn words(&self, lang: Lang) -> Words {
        Words::new(jumped(lang, self))
            .hint("jzz explain J531")
            .detail("figure", self.figure.as_str())
            .detail("since", self.since.to_string())
            .detail("before", self.before)
            .detail("now", self.now)
            .detail("percent", self.usual)
    }
}

/// A figure that jumped.
pub fn jumped(lang: Lang, jump: &Jump) -> String {
    let Jump { since, on, before, now, usual, .. } = jump;
    let (name, span, by) = (figure(lang, jump.figure), span(lang, *since, *on), now.abs_diff(*before));
    if now > before {
        text!(
            lang,
            "{name}{span}多了 {by} 人，超过 {usual}%（{since} 为 {before} 人，{on} 为 {now} 人）",
            "{name}: {by} more {span}, over {usual} % ({before} on {since}, {now} on {on})"
        )
    } else {
        text!(
            lang,
            "{name}{span}少了 {by} 人，超过 {usual}%（{since} 为 {before} 人，{on} 为 {now} 人）",
            "{name}: {by} fewer {span}, over {usual} % ({before} on {since}, {now} on {on})"
        )
    }
}

/// How long it is from one night to another: where nights were missed, more than a day.
fn span(lang: Lang, since: Day, on: Day) -> String {
    match on.days_since(since) {
        1 => text!(lang, "一天之内", "in a day"),
        days => text!(lang, "在 {days} 天里", "in {days} days"),
    }
}

fn figure(lang: Lang, figure: Figure) -> String {
    match figure {
        Figure::Registered => text!(lang, "登记人数", "registered"),
        Figure::Holders => text!(lang, "持证人数", "holders"),
    }
}

/// A night that somebody should look at.
impl Describe for Watched {
    fn code(&self) -> Code {
        match self.told.alarm {
            Alarm::Failed(_) | Alarm::Unfinished(_) | Alarm::Missing(_) => Code::J532,
            Alarm::Jumped(_) => Code::J531,
        }
    }

    fn words(&self, lang: Lang) -> Words {
        let night = self.told.alarm.night();
        if let Alarm::Jumped(_) = self.told.alarm {
            return self.look(lang, night);
        }
        let sentence = match (self.told.alarm, self.failed) {
            (Alarm::Failed(_), Some(step)) => {
                let step = step_name(lang, step);
                text!(
                    lang,
                    "{night} 的夜间作业没有做成，停在“{step}”一步",
                    "the night of {night} failed at the step \"{step}\""
                )
            }
            (Alarm::Failed(_), None) => text!(lang, "{night} 的夜间作业没有做成", "the night of {night} failed"),
            (Alarm::Unfinished(_), _) => {
                text!(lang, "{night} 的夜间作业中途断了", "the night of {night} was cut off")
            }
            (Alarm::Missing(_) | Alarm::Jumped(_), _) => {
                text!(lang, "{night} 的夜间作业没有做", "the night of {night} did not run")
            }
        };
        let command = self.to_be_pasted(lang);
        let hint = if self.told.names_day { of_day(&command, night) } else { command };
        Words::new(sentence).hint(hint).detail("night", night.to_string())
    }
}

impl Watched {
    /// The command; a folder in which no night could be made is left to be filled in.
    fn to_be_pasted(&self, lang: Lang) -> String {
        if self.is_usable {
            return self.command.clone();
        }
        let blank = text!(lang, "【文件夹】", "_DIR_");
        let known = format!("--out {}", quoted(&self.folder.to_string_lossy()));
        self.command.replacen(&known, &format!("--out {blank}"), 1)
    }

    /// A figure that jumped: what is to be made is there, and wants looking at.
    fn look(&self, lang: Lang, night: Day) -> Words {
        let summary = self.folder.join(night.to_string()).join("summary.txt").display().to_string();
        let file = quoted(&summary);
        let command = &self.command;
        Words::new(text!(
            lang,
            "{night} 的夜间报表里有数字突变，请核对；下一夜做成了（{command}）就不再提",
            "a figure jumped in the night of {night}: look at it; this is said until the next night is whole ({command})"
        ))
            .hint(format!("cat {file}"))
            .detail("night", night.to_string())
            .detail("summary", summary)
    }
}

/// A figure had jumped when the night was made.
pub fn had_jumped(lang: Lang) -> String {
    text!(lang, "这一夜有数字突变，见 summary.txt", "a figure had jumped, see summary.txt")
}

/// The command that makes the night of a day.
fn of_day(command: &str, on: Day) -> String {
    format!("{command} --as-of {on}")
}

/// A step's name.
pub fn step_name(lang: Lang, step: Step) -> String {
    match step {
        Step::Lock => text!(lang, "加锁", "lock"),
        Step::Check => text!(lang, "检查登记库", "check"),
        Step::Backup => text!(lang, "备份", "backup"),
        Step::RestoreProof => text!(lang, "试恢复备份", "proof of the backup"),
        Step::Reports => text!(lang, "出报表", "reports"),
        Step::Compare => text!(lang, "与前一夜比对", "comparison"),
        Step::Lists => text!(lang, "出名单", "lists"),
        Step::Prune => text!(lang, "清理旧报表", "pruning"),
        Step::Summary => text!(lang, "写小结、更新 latest", "summary and latest"),
        Step::FillIn => text!(lang, "补做漏掉的", "missed nights"),
    }
}

/// How a step ended, in a word.
pub fn state_name(lang: Lang, state: StepState) -> String {
    match state {
        StepState::Done => text!(lang, "完成", "done"),
        StepState::Skipped => text!(lang, "略过", "skipped"),
        StepState::Failed => text!(lang, "失败", "failed"),
    }
}

/// Why a step was not reached.
pub fn not_reached(lang: Lang, already: bool) -> String {
    if already {
        text!(lang, "这一夜早已做完", "the night was whole before")
    } else {
        text!(lang, "没有做到这一步", "not reached")
    }
}

/// An earlier run of the night has done it.
pub fn done_before(lang: Lang) -> String {
    text!(lang, "上一次已经做完", "done by an earlier run of this night")
}

pub fn backed_up(lang: Lang, path: &Path, bytes: u64) -> String {
    let path = path.display();
    text!(lang, "{path}，{bytes} 字节", "{path}, {bytes} bytes")
}

pub fn proven(lang: Lang, counts: &Counts) -> String {
    let Counts { migrants, registrations, permits, journal } = counts;
    let people = counted_as(migrants, "person", "people");
    let (stays, cards) = (counted(registrations, "registration"), counted(permits, "permit"));
    let entries = counted_as(journal, "journal entry", "journal entries");
    text!(
        lang,
        "恢复得出：{migrants} 人，{registrations} 条登记，{permits} 张证，{journal} 条日志，数字一致",
        "it gives back {people}, {stays}, {cards}, {entries}, and the same figures"
    )
}

pub fn reported(lang: Lang, files: usize, filled_in: &[Day]) -> String {
    let files_en = counted(files, "file");
    let files = text!(lang, "{files} 个文件", "{files_en}");
    match (filled_in.first(), filled_in.last()) {
        (Some(first), Some(last)) => {
            let (days, nights) = (days(lang, Several { first: *first, last: *last, count: 0 }), filled_in.len());
            let missed = counted(nights, "missed night");
            text!(lang, "{files}；补做了 {nights} 夜（{days}）", "{files}; filled in {missed} ({days})")
        }
        _ => files,
    }
}

/// The missed nights that are still to be filled in, and how they are at once.
pub fn left(lang: Lang, left: Several, night: Day, command: &str) -> String {
    let (told, command) = (left_out(lang, left), of_day(command, night));
    text!(lang, "{told}；要马上接着补：{command}", "{told}; to go on at once: {command}")
}

/// The missed nights that are still to be filled in.
pub fn left_out(lang: Lang, left: Several) -> String {
    let (days, nights) = (days(lang, left), left.count);
    let missed = counted(nights, "missed night");
    text!(
        lang,
        "；还有 {nights} 夜没有补（{days}），以后每夜接着补，从近的补起，一次最多 {AT_ONCE} 夜",
        "; {missed} still to be filled in ({days}): each night to come fills in the next, the latest first, {AT_ONCE} at most at once"
    )
}

/// The missed nights that are older than what is kept.
pub fn beyond_kept(lang: Lang, beyond: Several) -> String {
    let (days, nights) = (days(lang, beyond), beyond.count);
    let missed = counted(nights, "missed night");
    text!(
        lang,
        "；漏掉的 {nights} 夜不补（{days}）：--keep 留不到那么早",
        "; {missed} ({days}) not filled in: --keep does not reach back so far"
    )
}

fn days(lang: Lang, Several { first, last, .. }: Several) -> String {
    if first == last { first.to_string() } else { text!(lang, "{first} 至 {last}", "{first} to {last}") }
}

/// The files of a whole night that are made again, and those that it is made with for the first time.
pub fn made_anew(lang: Lang, mended: &[String], added: &[String]) -> Option<String> {
    let again = (!mended.is_empty()).then(|| {
        let (count, files, listed) = several_files(lang, mended);
        text!(
            lang,
            "{listed} {count} 个文件不见了或被改过，已重新生成",
            "{files} had been changed or taken away and made again: {listed}"
        )
    });
    let first = (!added.is_empty()).then(|| {
        let (count, files, listed) = several_files(lang, added);
        text!(
            lang,
            "{listed} {count} 个文件以前没有做过，这次补上",
            "{files} made that the night was without: {listed}"
        )
    });
    let told: Vec<String> = again.into_iter().chain(first).collect();
    (!told.is_empty()).then(|| told.join(&text!(lang, "；", "; ")))
}

fn several_files(lang: Lang, names: &[String]) -> (usize, String, String) {
    const NAMED: usize = 3;
    let (count, named) = (names.len(), &names[..names.len().min(NAMED)]);
    let and_more = if count > NAMED { text!(lang, "等", " and others") } else { String::new() };
    let listed = named.join(&text!(lang, "、", ", "));
    (count, counted(count, "file"), format!("{listed}{and_more}"))
}

pub fn compared(lang: Lang, since: Day, on: Day, usual: u16) -> String {
    let span = span(lang, since, on);
    text!(
        lang,
        "与 {since} 相比，{span}变动都不超过 {usual}%",
        "compared with {since}, no figure changed by more than {usual} % {span}"
    )
}

pub fn nothing_before(lang: Lang) -> String {
    text!(lang, "此前没有做过，无从比对", "there is no night before")
}

pub fn no_lists(lang: Lang) -> String {
    text!(lang, "没有名单", "no lists")
}

pub fn listed(lang: Lang, files: usize, people: u64) -> String {
    let entries = counted_as(people, "entry", "entries");
    let listed = counted(files, "file");
    text!(lang, "{files} 个文件，{people} 人次；已记入日志", "{listed}, {entries} of people; journalled")
}

pub fn all_kept(lang: Lang) -> String {
    text!(lang, "没有 --keep，全部保留", "no --keep: all are kept")
}

pub fn pruned(lang: Lang, gone: &[Day], keep: u32) -> String {
    let (nights, kept) = (gone.len(), counted(keep, "night"));
    text!(lang, "保留 {keep} 夜，清理 {nights} 夜", "{kept} kept, {nights} taken away")
}
