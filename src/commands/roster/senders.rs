//! `jzz roster senders`: how each sender does, without a person's particulars, so that it can be sent back.

use clap::Args;

use crate::cli::{help, values};
use crate::context::{Context, Format};
use crate::domain::sender;
use crate::failure::{Failure, Finish};
use crate::ops::senders;
use crate::present::senders::{SenderList, page, table};
use crate::present::words::batch::NoSender;
use crate::present::words::text;
use crate::store::{Store, StoreError};

#[derive(Args)]
pub struct Senders {
    #[arg(long, value_name = help!("来源", "SOURCE"), value_parser = values::text, help = help!("只看这一家，写法同导入时的 --source", "This sender alone, as --source said at the import"))]
    source: Option<String>,
}

impl Senders {
    pub fn run(self, cx: &mut Context<'_>) -> Result<Finish, Failure> {
        cx.answers_in(&[Format::Table, Format::Json, Format::Csv, Format::Html])?;
        let source = self.source.as_deref().map(sender::read).transpose()?;
        let (lang, today) = (cx.lang(), cx.today());
        let mut store = Store::open_to_read(cx.db_path())?;
        let found = store.read::<_, StoreError>(|sql| senders::report(sql, source.as_deref()))?;
        if let Some(source) = source.filter(|_| found.cards.is_empty()) {
            return Err(NoSender { source }.into());
        }
        match cx.format() {
            Format::Json => cx.put_json(&SenderList::of(&found.cards))?,
            Format::Table if cx.writes_a_file() && !cx.out_ends_with("txt") && !cx.out_ends_with("csv") => {
                cx.put_text(&page(&found.cards, today, lang))?;
            }
            Format::Html => cx.put_text(&page(&found.cards, today, lang))?,
            Format::Table | Format::Csv | Format::Xlsx => {
                let none = text!(lang, "还没有写明来源的名册。", "No roster with a source came so far.");
                cx.put_list(&table(&found.cards, lang), &none)?;
            }
        }
        if found.nameless > 0 {
            let rosters = found.nameless;
            cx.say(&text!(
                lang,
                "另有 {rosters} 份名册没有写来源（--source），没有算在里面",
                "rosters without a source (--source), which are not counted here: {rosters}"
            ));
        }
        Ok(Finish::Done)
    }
}
