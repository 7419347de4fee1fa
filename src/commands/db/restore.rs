//! `jzz db restore`: a backup in the register's place.

use std::path::PathBuf;

use clap::Args;

use crate::cli::help;
use crate::context::{Context, Format};
use crate::failure::{Failure, Finish};
use crate::jobs::{backup, restore};
use crate::present::json::Serialize;
use crate::present::table::KeyValue;
use crate::present::words::{labels, text};

#[derive(Args)]
pub struct RestoreArgs {
    #[arg(value_name = help!("备份", "BACKUP"), help = help!("db backup 或夜间作业写的备份文件；旁边有 .sha256 就先核对", "A file that db backup or a night wrote; held against its .sha256 where there is one"))]
    file: PathBuf,
}

#[derive(Serialize)]
struct Answer {
    db: String,
    from: String,
    sha256: String,
    migrants: i64,
    registrations: i64,
    permits: i64,
    journal: i64,
    replaced: Option<String>,
    remains: Vec<String>,
}

impl RestoreArgs {
    pub fn run(self, cx: &mut Context<'_>) -> Result<Finish, Failure> {
        let lang = cx.lang();
        let (from, to) = (cx.resolve(&self.file), cx.db_path().to_owned());
        let replace = cx.yes() || may_replace(cx)?;
        let restored = restore::restore(&from, &to, replace)?;
        let shown = |path: &std::path::Path| path.to_string_lossy().into_owned();
        let answer = Answer {
            db: shown(&to),
            from: shown(&from),
            sha256: restored.sha256,
            migrants: restored.counts.migrants,
            registrations: restored.counts.registrations,
            permits: restored.counts.permits,
            journal: restored.counts.journal,
            replaced: restored.replaced.as_deref().map(shown),
            remains: restored.remains.iter().map(|path| shown(path)).collect(),
        };
        match cx.format() {
            Format::Json => cx.put_json(&answer)?,
            Format::Table => {
                let mut screen = KeyValue::new();
                screen
                    .put(text!(lang, "登记库", "Register"), &answer.db)
                    .put(text!(lang, "取自备份", "From the backup"), &answer.from)
                    .put(text!(lang, "人数", "People"), answer.migrants)
                    .put(text!(lang, "登记", "Registrations"), answer.registrations)
                    .put(text!(lang, "证件", "Permits"), answer.permits)
                    .put(text!(lang, "日志", "Journal entries"), answer.journal);
                cx.put_screen(&screen.render())?;
            }
            Format::Csv | Format::Html | Format::Xlsx => return Err(cx.unfit_format()),
        }
        if let Some(aside) = &answer.replaced {
            cx.say(&text!(lang, "原来的登记库移到了 {aside}", "the register that lay there is now {aside}"));
        }
        if !answer.remains.is_empty() {
            let left = labels::list(lang, &answer.remains);
            cx.say(&text!(
                lang,
                "原位没有登记库，只有它留下的日志；移到了 {left}",
                "there was no register in the place, only what one left beside it; that is now {left}"
            ));
        }
        Ok(Finish::Done)
    }
}

/// At a terminal, asks before a register is moved aside.
fn may_replace(cx: &Context) -> Result<bool, Failure> {
    if !cx.can_ask() || !backup::exists(cx.db_path()) {
        return Ok(false);
    }
    let path = cx.db_path().display();
    cx.confirm(&text!(
        cx.lang(),
        "{path} 已有登记库。把它移到旁边，换上备份吗？",
        "There is a register at {path}. Move it aside and put the backup in its place?"
    ))
}
