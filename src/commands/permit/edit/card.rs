//! The facts of a card that can be corrected.

use clap::Args;

use crate::cli::{help, values};
use crate::commands::desk;
use crate::commands::permit::answer;
use crate::context::Context;
use crate::domain::calendar::Day;
use crate::domain::card_facts::{CardFacts, NewDay};
use crate::domain::replacement::{OldCard, ReplaceReason};
use crate::failure::{Failure, Finish};
use crate::ops::edit_permit::{self, Edited, Wanted};
use crate::present::words::done;
use crate::present::words::keywords::NewEndReason;
use crate::present::words::usage::Usage;

#[derive(Args)]
pub struct CardArgs {
    #[arg(long, value_name = help!("日期", "DATE"), value_parser = values::day, help = help!("证：更正后的发证日期", "A card: the corrected day of issue"))]
    issued: Option<Day>,
    #[arg(long, value_name = help!("日期|none", "DATE|none"), value_parser = values::new_day, help = help!("证：更正后的领证日期；none 为没有领过", "A card: the corrected day of collection; none for never collected"))]
    collected: Option<NewDay>,
    #[arg(long, value_name = help!("原日期=新日期|none", "OLD=NEW|none"), help = help!("证：更正后的签注日期，可写多次；none 为没有签注过（如签在了别人证上）", "A card: the corrected day of an endorsement, several times if need be; none for never endorsed, such as one that belongs on another card"))]
    endorsed: Vec<String>,
    #[arg(long, value_name = help!("日期|none", "DATE|none"), value_parser = values::new_day, help = help!("证：更正后的终止日期；none 为没有终止过，证恢复使用", "A card: the corrected day of the end; none for never ended, the card lives again"))]
    ended: Option<NewDay>,
    #[arg(long, value_name = help!("原因", "REASON"), value_parser = values::keyword::<NewEndReason>(), help = help!("证：更正后的终止原因", "A card: the corrected reason of the end"))]
    end_reason: Option<NewEndReason>,
    #[arg(long, value_name = help!("原因", "REASON"), value_parser = values::keyword::<ReplaceReason>(), help = help!("证：更正后的换补原因，旧证的终止原因随着改", "A card: the corrected reason for which it replaced another, which ended for the same"))]
    replaced_for: Option<ReplaceReason>,
    #[arg(long, value_name = help!("去向", "FATE"), value_parser = values::keyword::<OldCard>(), help = help!("证：更正后的旧证去向", "A card: the corrected fate of the card that it replaced"))]
    old_card: Option<OldCard>,
}

impl CardArgs {
    pub fn run(self, cx: &mut Context<'_>, permit: &str, because: &str) -> Result<Finish, Failure> {
        let facts = self.facts()?;
        let (mut store, office) = desk::open(cx)?;
        let on = desk::act_day(cx, &mut store, None)?;
        let counter = cx.counter().map(str::to_owned);
        let wanted = Wanted { permit, facts: &facts, because, counter: counter.as_deref(), on };
        let actor = desk::actor(cx);
        let edited = store.act(&actor, "permit edit", |writer| edit_permit::edit(writer, &office, &actor, &wanted))?;
        let Edited { dossier, permit: number, late, effects } = edited;
        let answered = answer(cx, &office, &dossier, &number, on)?;
        desk::done(cx, &done::card_corrected(&dossier, &number, cx.lang()));
        for day in late {
            desk::done(cx, &done::now_late(day, cx.lang()));
        }
        desk::effects(cx, &effects);
        Ok(answered)
    }

    /// The flags that were given.
    pub fn given(&self) -> Vec<&'static str> {
        let flags = [
            ("--issued", self.issued.is_some()),
            ("--collected", self.collected.is_some()),
            ("--endorsed", !self.endorsed.is_empty()),
            ("--ended", self.ended.is_some()),
            ("--end-reason", self.end_reason.is_some()),
            ("--replaced-for", self.replaced_for.is_some()),
            ("--old-card", self.old_card.is_some()),
        ];
        flags.into_iter().filter(|(_, given)| *given).map(|(flag, _)| flag).collect()
    }

    fn facts(&self) -> Result<CardFacts, Failure> {
        if self.ended == Some(NewDay::Never) && self.end_reason.is_some() {
            let (flag, others) = ("--ended".to_owned(), vec!["--end-reason".to_owned()]);
            return Err(Usage::Together { command: "jzz permit edit".to_owned(), flag, others }.into());
        }
        let endorsed = self.endorsed.iter().map(|given| pair(given)).collect::<Result<Vec<_>, Failure>>()?;
        once(&endorsed)?;
        Ok(CardFacts {
            issued_on: self.issued,
            collected_on: self.collected,
            endorsed,
            ended_on: self.ended,
            end_reason: self.end_reason.map(|NewEndReason(reason)| reason),
            replaced_for: self.replaced_for,
            old_card: self.old_card,
        })
    }
}

/// Each endorsement is corrected once, and no two to one day.
fn once(pairs: &[(Day, NewDay)]) -> Result<(), Failure> {
    let twice = pairs.iter().enumerate().find(|(at, (old, new))| {
        let same = |other: &NewDay| other == new && *new != NewDay::Never;
        pairs.iter().take(*at).any(|(other_old, other_new)| other_old == old || same(other_new))
    });
    match twice {
        Some((_, (old, new))) => {
            let new = new.day().map_or_else(|| values::NEVER.to_owned(), |day| day.to_string());
            Err(Usage::Twice { flag: "--endorsed".to_owned(), value: format!("{old}={new}") }.into())
        }
        None => Ok(()),
    }
}

/// Reads `OLD=NEW`, two days, or `OLD=none`.
fn pair(given: &str) -> Result<(Day, NewDay), Failure> {
    let lone = || Usage::Pair { flag: "--endorsed".to_owned(), value: given.to_owned() };
    let (old, new) = given.split_once('=').ok_or_else(lone)?;
    let day = |text: &str| {
        Day::parse(text).map_err(|error| Usage::Day { flag: "--endorsed".to_owned(), value: text.to_owned(), error })
    };
    let new = if values::is_never(new) { NewDay::Never } else { NewDay::On(day(new)?) };
    Ok((day(old)?, new))
}
