//! `jzz db backup`: a whole copy, also of a register in use.

use std::path::PathBuf;

use clap::Args;

use crate::cli::help;
use crate::context::{Context, Format};
use crate::failure::{Failure, Finish};
use crate::jobs::backup;
use crate::present::json::Serialize;
use crate::present::table::KeyValue;
use crate::present::words::text;
use crate::store::Store;

#[derive(Args)]
pub struct BackupArgs {
    #[arg(value_name = help!("文件", "FILE"), help = help!("备份写到哪里；已有的文件只在 --yes 时替换", "Where to; an existing file is replaced only with --yes"))]
    file: PathBuf,
}

#[derive(Serialize)]
struct BackupAnswer {
    file: String,
    sha256: String,
    bytes: u64,
}

impl BackupArgs {
    /// At a terminal, asks before an existing file is replaced.
    fn may_replace(cx: &Context, to: &std::path::Path) -> Result<bool, Failure> {
        if !cx.can_ask() || !backup::exists(to) {
            return Ok(false);
        }
        let path = to.display();
        cx.confirm(&text!(cx.lang(), "{path} 已经存在，替换吗？", "{path} exists. Replace it?"))
    }

    pub fn run(self, cx: &mut Context<'_>) -> Result<Finish, Failure> {
        let lang = cx.lang();
        let to = cx.resolve(&self.file);
        let store = Store::open_to_read(cx.db_path())?;
        let replace = cx.yes() || Self::may_replace(cx, &to)?;
        let made = backup::backup(&store, &to, replace)?;
        let answer = BackupAnswer { file: to.to_string_lossy().into_owned(), sha256: made.sha256, bytes: made.bytes };
        match cx.format() {
            Format::Json => cx.put_json(&answer)?,
            Format::Table => {
                let mut screen = KeyValue::new();
                screen
                    .put(text!(lang, "备份", "Backup"), &answer.file)
                    .put("SHA-256", &answer.sha256)
                    .put(text!(lang, "字节", "Bytes"), answer.bytes);
                cx.put_screen(&screen.render())?;
            }
            Format::Csv | Format::Html | Format::Xlsx => return Err(cx.unfit_format()),
        }
        Ok(Finish::Done)
    }
}
