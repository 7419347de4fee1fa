//! `jzz roster fix`: the corrected rejects of a batch, known by their 行号.

use clap::Args;

use super::import::{Reading, take_in};
use crate::cli::{help, values};
use crate::commands::desk;
use crate::context::{Context, Format};
use crate::failure::{Failure, Finish};
use crate::jobs::import::{First, flags};
use crate::ops::batch;

#[derive(Args)]
pub struct Fix {
    #[arg(value_name = help!("批次", "BATCH"), value_parser = values::text, help = help!("补正哪一批，如 B17", "The batch whose rejects are mended, such as B17"))]
    batch: String,
    #[command(flatten)]
    reading: Reading,
    #[arg(long, help = help!("有一行不合格就一行都不收", "Take nothing if any row is bad"))]
    all_or_nothing: bool,
}

impl Fix {
    pub fn run(self, cx: &mut Context<'_>) -> Result<Finish, Failure> {
        cx.answers_in(&[Format::Table, Format::Json])?;
        let mut order = self.reading.order(cx)?;
        let (mut store, office) = desk::open(cx)?;
        let first = store.read(|sql| batch::first_of(sql, &self.batch))?;
        order.all_or_nothing = self.all_or_nothing;
        order.fixes = Some(First { batch: first.id, reported_on: first.registered_on });
        flags::take_over(&mut order, &first.flags);
        order.kind = order.kind.or(Some(first.kind));
        order.source = order.source.or(first.source);
        take_in(cx, &mut store, &office, order)
    }
}
