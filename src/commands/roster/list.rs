//! `jzz roster list`: every batch, and what of it is still open.

use clap::Args;

use crate::context::{Context, Format};
use crate::failure::{Failure, Finish};
use crate::present::batches::{BatchList, list_table};
use crate::present::words::text;
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
            let (lang, for_people) = (cx.lang(), cx.format() == Format::Table);
            cx.put_list(
                &list_table(&records, for_people, lang),
                &text!(
                    lang,
                    "还没有收过名册。收一份：jzz roster import 【文件】",
                    "No roster came so far. To take one in: jzz roster import _FILE_"
                ),
            )?;
        }
        Ok(Finish::Done)
    }
}
