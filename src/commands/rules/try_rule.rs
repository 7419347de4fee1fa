//! `jzz rules try`: what a change would do, before it is decreed. Where it lists people, it is journalled as a
//! look-up.

use clap::Args;

use super::{WishArgs, desk};
use crate::cli::{help, values};
use crate::context::{Context, Format};
use crate::domain::calendar::Day;
use crate::failure::{Failure, Finish};
use crate::ops::OpError;
use crate::ops::rules::{RuleRefusal, plan};
use crate::ops::try_rule::try_rule;
use crate::present::try_rule::TryAnswer;
use crate::present::words::{quoted, text};
use crate::store::{Sql, StoreError};

#[derive(Args)]
pub struct Try {
    #[command(flatten)]
    wish: WishArgs,
    #[arg(long, value_name = help!("日期", "DATE"), value_parser = values::day, help = help!("看哪一天（默认今天；从将来起改的，默认那一天）", "The day looked at (today, or the first day of a change that is still to come)"))]
    as_of: Option<Day>,
    #[arg(long, value_name = help!("理由", "TEXT"), value_parser = values::filled, help = help!("为什么试，写入日志", "Why; written into the journal"))]
    because: Option<String>,
}

impl Try {
    pub fn run(self, cx: &mut Context<'_>) -> Result<Finish, Failure> {
        cx.answers_in(&[Format::Table, Format::Json, Format::Csv])?;
        let on = self.as_of.unwrap_or_else(|| cx.today().max(self.wish.from));
        let (lang, reveal) = (cx.lang(), cx.reveal().is_some());
        let (mut store, office) = desk::open(cx)?;
        let wish = self.wish.wish(&office.book);
        let changes = desk::look_up(cx, &office)?;
        // Everybody is looked at: that must not keep other counters waiting, so only the row is an act.
        let (planned, trial) = store.read::<_, OpError<RuleRefusal>>(|sql: &Sql| {
            let planned = plan(&office, &wish)?;
            let trial = try_rule(sql, &office, &planned, on)?;
            Ok((planned, trial))
        })?;
        let changes = changes
            .purpose(cx.reveal().or(self.because.as_deref()))
            .subject(wish.key.clone())
            .set("value", planned.setting.value.clone())
            .set("from", wish.from.to_string())
            .rows(u64::try_from(trial.rows()).unwrap_or(u64::MAX));
        // A trial keeps nothing; that people were shown is kept like every look-up.
        if trial.rows() > 0 || reveal {
            store.act::<_, StoreError>(&desk::actor(cx), "rules try", |_| Ok(((), changes)))?;
        }
        let answer = TryAnswer::of(&trial, &planned, reveal, lang);
        match cx.format() {
            Format::Json => cx.put_json(&answer)?,
            Format::Table => {
                cx.put_screen(&format!("{}\n", answer.screen(lang)))?;
                cx.put_table(&answer.table(lang))?;
                desk::specimen(cx, office.register.practice);
                let (key, value, from) = (&planned.setting.key, quoted(&planned.setting.value), wish.from);
                let unit = planned.unit.as_ref().map(|unit| format!(" --for {unit}")).unwrap_or_default();
                cx.say(&text!(
                    lang,
                    "只是试算，什么也没有改。要改：jzz rules set {key} {value}{unit} --from {from} --because 【理由】",
                    "Nothing was changed. To change it: jzz rules set {key} {value}{unit} --from {from} --because _REASON_"
                ));
            }
            Format::Csv | Format::Html | Format::Xlsx => cx.put_table(&answer.table(lang))?,
        }
        Ok(Finish::Done)
    }
}
