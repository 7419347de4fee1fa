//! `jzz nightly`: the reports of the day before, the proven backup, and one line that says how it went.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use clap::Args;
use clap::builder::PossibleValuesParser;

use super::desk;
use super::report::say_if_nobody;
use crate::cli::{help, values};
use crate::context::{Context, Format};
use crate::domain::calendar::Day;
use crate::domain::night::watch::Alarm;
use crate::failure::{Failure, Finish};
use crate::jobs::lock;
use crate::jobs::nightly::catalogue::{FORMS, USUAL_FORMS};
use crate::jobs::nightly::{Order, nightly, register_lock, untold};
use crate::ops::night::watch;
use crate::present::night::{answer, line};
use crate::present::words::files::FileFault;
use crate::present::words::usage::Usage;
use crate::present::words::{quoted, text};
use crate::store;

#[derive(Args)]
pub struct Nightly {
    #[arg(long, value_name = help!("日期", "DATE"), value_parser = values::day, help = help!("做哪一天的（默认昨天）；之前漏掉的会补上，只有报表、没有名单", "The day reported of (yesterday); nights missed before it are filled in, with reports and without lists"))]
    as_of: Option<Day>,
    #[arg(long, value_delimiter = ',', value_parser = PossibleValuesParser::new(FORMS.map(|(word, _)| word)), default_values = USUAL_FORMS, value_name = help!("格式", "FORMS"), help = help!("报表的格式，用逗号隔开", "Forms of the reports, with commas between"))]
    formats: Vec<String>,
    #[arg(long, value_name = help!("夜数", "N"), value_parser = values::whole::<u32>(1, u64::from(u32::MAX)), help = help!("只保留最近这么多夜的报表和备份（默认全部保留）", "Keep the reports and backups of so many nights (all)"))]
    keep: Option<u32>,
    #[arg(long, value_name = help!("文件夹", "DIR"), help = help!("备份放在哪里（默认在 --out 下的 backups）", "Where the backups go (backups, under --out)"))]
    backup_dir: Option<PathBuf>,
    // The global --out, here a folder.
    #[arg(skip)]
    pub out: Option<PathBuf>,
}

impl Nightly {
    pub fn run(self, cx: &mut Context<'_>) -> Result<Finish, Failure> {
        cx.answers_in(&[Format::Table, Format::Json])?;
        let Some(out) = self.out.as_deref() else { return Err(Usage::night_folder(cx.lang()).into()) };
        // Without a slash at its end and the like: the same folder is written the same each night.
        let out: PathBuf = cx.resolve(out).components().collect();
        let backups = self.backup_dir.as_deref().map_or_else(|| out.join("backups"), |folder| cx.resolve(folder));
        for path in [&out, &backups] {
            if store::is_part_of_register(cx.db_path(), path) {
                return Err(FileFault::IsRegister { path: path.clone() }.into());
            }
        }
        let forms = FORMS.into_iter().filter(|(word, _)| self.formats.iter().any(|format| format == word)).collect();
        let command = self.command(cx, &out);
        let order = Order { out, as_of: self.as_of, forms, keep: self.keep, backups, command };
        let (outcome, failure) = nightly(cx, &order)?;
        if let Some((on, figures)) = self.as_of.zip(outcome.figures) {
            say_if_nobody(cx, figures.registered > 0, on);
        }
        match cx.format() {
            Format::Json => cx.put_json(&answer(&outcome))?,
            Format::Table => cx.put_screen(&line(&outcome, cx.lang()))?,
            Format::Csv | Format::Html | Format::Xlsx => return Err(cx.unfit_format()),
        }
        match failure {
            Some(failure) => Err(failure),
            None if outcome.worst == 0 => Ok(Finish::Done),
            None => {
                outcome.jumps.iter().for_each(|jump| desk::warn(cx, jump));
                Ok(Finish::Findings)
            }
        }
    }
}

impl Nightly {
    /// The command line once more, for whoever must make a night that is missing: from any folder, on any day.
    fn command(&self, cx: &Context, out: &Path) -> String {
        let place = |path: &Path| quoted(&store::settled(path).to_string_lossy());
        let mut line = format!("jzz nightly --out {}", place(out));
        if let Some(folder) = &self.backup_dir {
            let _ = write!(line, " --backup-dir {}", place(&cx.resolve(folder)));
        }
        if self.formats != USUAL_FORMS {
            let _ = write!(line, " --formats {}", self.formats.join(","));
        }
        if let Some(keep) = self.keep {
            let _ = write!(line, " --keep {keep}");
        }
        line + &cx.said_again()
    }
}

/// Says in one line that a night is missing, where the register has had one: with each command of a person,
/// until a night succeeds. A night that is at work is not missing.
pub fn say_missing(cx: &mut Context<'_>) {
    if cx.format() == Format::Json || cx.is_quiet() {
        return;
    }
    let (db, now) = (cx.db_path().to_owned(), cx.now());
    let remembered = store::glance(&db, |sql| watch(sql, &db, now)).flatten();
    let Some(watched) = remembered.or_else(|| untold::watched(&db, now.day())) else { return };
    if lock::is_held(&register_lock(&db)) {
        return;
    }
    let lang = cx.lang();
    let told = cx.told(&watched);
    let (code, sentence, hint) = (told.code, told.message, told.hint.unwrap_or_default());
    let (lead, cure) = match watched.told.alarm {
        Alarm::Jumped(_) => ("看一看", "look"),
        Alarm::Failed(_) | Alarm::Unfinished(_) | Alarm::Missing(_) => ("补做", "make it up"),
    };
    cx.say(&text!(lang, "注意[{code}]：{sentence}；{lead}：{hint}", "warning[{code}]: {sentence}; {cure}: {hint}"));
}
