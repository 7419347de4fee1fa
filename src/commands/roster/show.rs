//! `jzz roster show`: one batch; the people in it are always masked, so that nothing is journalled.

use clap::Args;

use crate::cli::{help, values};
use crate::context::{Context, Format};
use crate::failure::{Failure, Finish};
use crate::ops::batch::{self, BatchRefusal};
use crate::ops::office::Office;
use crate::ops::{OpError, senders};
use crate::present::batch::BatchAnswer;
use crate::store::Store;

#[derive(Args)]
pub struct Show {
    #[arg(value_name = help!("批次", "BATCH"), value_parser = values::text, help = help!("哪一批，如 B17", "The batch, such as B17"))]
    batch: String,
}

impl Show {
    pub fn run(self, cx: &mut Context<'_>) -> Result<Finish, Failure> {
        cx.answers_in(&[Format::Table, Format::Json])?;
        let mut store = Store::open_to_read(cx.db_path())?;
        let (found, office) = store.read::<_, OpError<BatchRefusal>>(|sql| {
            let record = batch::get(sql, &self.batch)?;
            Ok((senders::look_back(sql, record)?, Office::load(sql)?))
        })?;
        let lang = cx.lang();
        let answer = BatchAnswer::of(&found, &office.book, lang);
        if cx.format() == Format::Json {
            cx.put_json(&answer)?;
        } else {
            cx.put_screen(&answer.screen(lang))?;
        }
        Ok(Finish::Done)
    }
}
