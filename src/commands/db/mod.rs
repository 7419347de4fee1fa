//! `jzz db`: the register file itself.

mod backup;
mod check;
mod restore;

use crate::present::json::Serialize;
use clap::Subcommand;

use crate::cli::help;
use crate::context::{Context, Format};
use crate::failure::{Failure, Finish};
use crate::present::table::KeyValue;
use crate::present::words::text;
use crate::store::register;
use crate::store::schema::{APPLICATION_ID, SCHEMA_VERSION};
use crate::store::{Store, StoreError};

#[derive(Subcommand)]
pub enum Db {
    #[command(about = help!("登记库的概况", "What the register holds"))]
    Info,
    #[command(about = help!("备份：使用中也可进行，旁边写校验文件。只有这样才是完整的副本", "Back the register up, also while it is in use; only this is a whole copy"))]
    Backup(backup::BackupArgs),
    #[command(about = help!("恢复：把一份备份放回登记库的位置；原有的移到旁边，不删除", "Put a backup in the register's place; what lay there is moved aside, not deleted"))]
    Restore(restore::RestoreArgs),
    #[command(about = help!("检查登记库是否完好：数据页、结构、没导完的名册", "See whether the register is whole: pages, schema, rosters taken in only in part"))]
    Check(check::CheckArgs),
}

#[derive(Serialize)]
struct Info {
    db: String,
    practice: bool,
    application_id: i32,
    schema: i32,
    migrants: i64,
    registrations: i64,
    permits: i64,
    journal: i64,
}

impl Db {
    pub fn run(self, cx: &mut Context<'_>) -> Result<Finish, Failure> {
        cx.answers_in(&[Format::Table, Format::Json])?;
        match self {
            Db::Info => info(cx),
            Db::Backup(args) => args.run(cx),
            Db::Restore(args) => args.run(cx),
            Db::Check(args) => args.run(cx),
        }
    }
}

fn info(cx: &mut Context) -> Result<Finish, Failure> {
    let lang = cx.lang();
    let path = cx.db_path().to_owned();
    let mut store = Store::open_to_read(&path)?;
    let (register, counts) = store.read::<_, StoreError>(|sql| Ok((register::get(sql)?, register::counts(sql)?)))?;
    let info = Info {
        db: path.to_string_lossy().into_owned(),
        practice: register.practice,
        application_id: APPLICATION_ID,
        schema: SCHEMA_VERSION,
        migrants: counts.migrants,
        registrations: counts.registrations,
        permits: counts.permits,
        journal: counts.journal,
    };
    match cx.format() {
        Format::Json => cx.put_json(&info)?,
        Format::Table => {
            let mut screen = KeyValue::new();
            screen
                .put(text!(lang, "登记库", "Register"), &info.db)
                .put(
                    text!(lang, "用途", "Use"),
                    if info.practice {
                        text!(lang, "练习（样张）", "practice (specimen)")
                    } else {
                        text!(lang, "正式", "live")
                    },
                )
                .put(text!(lang, "结构版本", "Schema"), info.schema)
                .put(text!(lang, "人数", "People"), info.migrants)
                .put(text!(lang, "登记", "Registrations"), info.registrations)
                .put(text!(lang, "证件", "Permits"), info.permits)
                .put(text!(lang, "日志", "Journal entries"), info.journal);
            cx.put_screen(&screen.render())?;
        }
        Format::Csv | Format::Html | Format::Xlsx => return Err(cx.unfit_format()),
    }
    Ok(Finish::Done)
}
