//! `jzz db check`: whether the register is whole. Finds, and mends nothing.

use clap::Args;

use crate::cli::help;
use crate::context::{Context, Format};
use crate::failure::{Failure, Finish};
use crate::ops::check::{Finding, Subject, check};
use crate::present::check::{answer, screen};
use crate::store::{Store, StoreError};

#[derive(Args)]
pub struct CheckArgs {
    #[arg(long, help = help!("全面检查：另查每个索引、记录之间的指向、一人一证、证件有效期段、报表数字", "Everything: also each index, references, one permit a person, the terms of cards, the figures"))]
    full: bool,
}

impl CheckArgs {
    pub fn run(self, cx: &mut Context<'_>) -> Result<Finish, Failure> {
        let (lang, today, path) = (cx.lang(), cx.today(), cx.db_path().to_owned());
        let mut store = Store::open_to_read(&path)?;
        let found = store.read::<_, StoreError>(|sql| check(sql, self.full, today))?;
        let subjects = Subject::all(self.full);
        match cx.format() {
            Format::Json => cx.put_json(&answer(&path, self.full, subjects, &found, lang))?,
            Format::Table => cx.put_screen(&screen(subjects, &found, lang))?,
            Format::Csv | Format::Html | Format::Xlsx => return Err(cx.unfit_format()),
        }
        match found.first() {
            None => Ok(Finish::Done),
            Some(Finding::Page(cause)) => Err(StoreError::Damaged { path, cause: cause.clone() }.into()),
            Some(_) => Ok(Finish::Findings),
        }
    }
}
