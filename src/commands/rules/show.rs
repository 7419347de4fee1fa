//! `jzz rules show`: every constant of a day, with its source.

use clap::Args;

use crate::cli::{help, values};
use crate::context::{Context, Format};
use crate::domain::calendar::Day;
use crate::failure::{Failure, Finish};
use crate::ops::office::Office;
use crate::present::rules::RulesAnswer;
use crate::store::{Sql, Store, StoreError};

#[derive(Args)]
pub struct Show {
    #[arg(long, value_name = help!("日期", "DATE"), value_parser = values::day, help = help!("哪一天的规则（默认今天）", "The day (today)"))]
    as_of: Option<Day>,
}

impl Show {
    pub fn run(self, cx: &mut Context<'_>) -> Result<Finish, Failure> {
        let (lang, on) = (cx.lang(), self.as_of.unwrap_or_else(|| cx.today()));
        let mut store = Store::open_to_read(cx.db_path())?;
        let office = store.read::<_, StoreError>(|sql: &Sql| Office::load(sql))?;
        let answer = RulesAnswer::of(&office.book, &office.tree, on, lang);
        match cx.format() {
            Format::Json => cx.put_json(&answer)?,
            Format::Table => cx.put_text(&answer.screen(lang, cx.folding()))?,
            Format::Csv | Format::Html | Format::Xlsx => cx.put_table(&answer.table(lang))?,
        }
        Ok(Finish::Done)
    }
}
