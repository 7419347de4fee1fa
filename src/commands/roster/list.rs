//! `jzz roster list`: every batch, and what of it is still open.

use clap::Args;

use crate::context::{Context, Format};
use crate::failure::{Failure, Finish};
use crate::present::batches::{BatchList, list_table};
use crate::store::{Store, StoreError, rosters};

#[derive(Args)]
pub struct List {}

impl List {
    pub fn run(self, cx: &mut Context<'_>) -> Result<Finish, Failure> {
        cx.answers_in(&[Format::Table, Format::Json, Format::Csv])?;
        let List {} = self;
        let mut store = Store::open_to_read(cx.db_path())?;
        let records = store.read::<_, StoreError>(rosters::list)?;
        if cx.format() == Format::Json {
            cx.put_json(&BatchList::of(&records))?;
        } else {
            cx.put_table(&list_table(&records, cx.format() == Format::Table, cx.lang()))?;
        }
        Ok(Finish::Done)
    }
}
