//! What the demo says between its steps.

use std::path::Path;
use std::time::Duration;

use serde_json::Value;

use super::fault::Fault;
use super::{Describe, Words, quoted, text};
use crate::domain::code::Code;
use crate::domain::lang::Lang;
use crate::jobs::city::FolderRefusal;

impl Describe for FolderRefusal {
    fn code(&self) -> Code {
        match self {
            FolderRefusal::NotEmpty { .. } => Code::J717,
            FolderRefusal::File(fault) => fault.code(),
        }
    }

    fn words(&self, lang: Lang) -> Words {
        match self {
            FolderRefusal::NotEmpty { path } => {
                let path = path.display().to_string();
                Words::new(text!(
                    lang,
                    "文件夹 {path} 里已有东西；演示只用新的或空的文件夹",
                    "the folder {path} is not empty; the demo wants a new or empty one"
                ))
                .hint("jzz demo")
                .detail("path", path)
            }
            FolderRefusal::File(fault) => fault.words(lang),
        }
    }

    fn causes(&self) -> Vec<String> {
        match self {
            FolderRefusal::NotEmpty { .. } => Vec::new(),
            FolderRefusal::File(fault) => fault.causes(),
        }
    }
}

/// A step of the demo failed: a fault of ours.
#[derive(Debug)]
pub struct Broken {
    pub command: String,
    pub exit: u8,
    pub said: String,
}

impl Describe for Broken {
    fn code(&self) -> Code {
        // Ctrl-C during a step is no fault.
        if self.exit == 130 { Code::J907 } else { Code::J999 }
    }

    fn words(&self, lang: Lang) -> Words {
        let (command, exit) = (&self.command, self.exit);
        Words::new(text!(
            lang,
            "演示停在这一步：jzz {command}（退出码 {exit}）",
            "the demo stopped at: jzz {command} (exit {exit})"
        ))
    }

    fn causes(&self) -> Vec<String> {
        self.said.lines().map(str::to_owned).collect()
    }
}

pub fn welcome(lang: Lang, folder: &Path) -> String {
    let folder = folder.display();
    text!(
        lang,
        "演示：练习登记库，人都是虚构的，日期是 2012-08-31。文件夹：{folder}",
        "Demo: a practice register of made-up people; the day is 2012-08-31. Folder: {folder}"
    )
}

pub fn what_next(lang: Lang, folder: &Path, db: &Path) -> String {
    let db = quoted(&db.to_string_lossy());
    let folder = folder.display();
    text!(
        lang,
        "\n都在 {folder}。接着可以试：\n  jzz --db {db} migrant find 李\n  jzz --db {db} report rate --by community --as-of 2012-08-31\n  jzz --db {db} unit list\n  jzz explain J107\n  jzz demo --people 589315",
        "\nEverything lies in {folder}. What to try next:\n  jzz --db {db} migrant find 李\n  jzz --db {db} report rate --by community --as-of 2012-08-31\n  jzz --db {db} unit list\n  jzz explain J107\n  jzz demo --people 589315"
    )
}

/// How long a step took.
pub fn timing(lang: Lang, what: &str, took: Duration) -> String {
    let seconds = format!("{:.2}", took.as_secs_f64());
    text!(lang, "（{what}：{seconds} 秒）", "({what}: {seconds} s)")
}

/// The city in one line, from the report's own JSON.
pub fn city_line(lang: Lang, report: &str) -> Result<String, Fault> {
    let report: Value = serde_json::from_str(report).map_err(|error| Fault::of(error.to_string()))?;
    let total = &report["total"];
    let number = |key: &str| grouped(total[key].as_u64().unwrap_or(0));
    let rate = total["rate"].as_str().unwrap_or("—");
    let (holders, registered) = (number("holders"), number("registered"));
    Ok(text!(
        lang,
        "全市：持证 {holders} ÷ 登记 {registered} = {rate} %",
        "The city: {holders} holders ÷ {registered} registered = {rate} %"
    ))
}

/// `468800` → `468,800`
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}
