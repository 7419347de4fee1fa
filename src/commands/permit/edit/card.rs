//! The facts of a card that can be corrected.

use clap::Args;

use super::shown::ShownArgs;
use crate::cli::{help, values};
use crate::commands::desk;
use crate::commands::permit::answer;
use crate::context::Context;
use crate::domain::calendar::Day;
use crate::domain::card_facts::{CardFacts, NewDay};
use crate::domain::permit::PermitKind;
use crate::domain::replacement::{OldCard, ReplaceReason};
use crate::failure::{Failure, Finish};
use crate::ops::edit_permit::{self, Edited, Wanted};
use crate::ops::edit_printed::Told;
use crate::ops::edit_shown::Shown;
use crate::present::words::done;
use crate::present::words::keywords::NewEndReason;
use crate::present::words::usage::Usage;

#[derive(Args)]
pub struct CardArgs {
    #[arg(long, value_name = help!("证号", "NUMBER"), value_parser = values::kept, help = help!("台账来的证：更正后的证号，原证号仍能查到这张证", "A ledger's card: the corrected number; the old one still finds the card"))]
    number: Option<String>,
    #[arg(long, value_name = help!("种类", "KIND"), value_parser = values::keyword::<PermitKind>(), help = help!("台账来的证：更正后的种类", "A ledger's card: its corrected kind"))]
    kind: Option<PermitKind>,
    #[arg(long, value_name = help!("日期|none", "DATE|none"), value_parser = values::new_day, help = help!("台账来的证：更正后的证面有效期至；none 为证上没有印", "A ledger's card: the corrected last day printed on it; none where none is printed"))]
    valid_until: Option<NewDay>,
    #[arg(long, value_name = help!("县区", "COUNTY"), value_parser = values::named, help = help!("台账来的证：更正后的签发机关所在县区", "A ledger's card: the corrected county that issued it"))]
    issuing_county: Option<String>,
    #[arg(long, value_name = help!("受理点", "COUNTER"), value_parser = values::named, help = help!("证：更正后的发证受理点", "A card: the corrected counter that issued it"))]
    issued_at: Option<String>,
    #[arg(long, value_name = help!("日期", "DATE"), value_parser = values::day, help = help!("证：更正后的发证日期", "A card: the corrected day of issue"))]
    issued: Option<Day>,
    #[arg(long, value_name = help!("日期|none", "DATE|none"), value_parser = values::new_day, help = help!("证：更正后的领证日期；none 为没有领过", "A card: the corrected day of collection; none for never collected"))]
    collected: Option<NewDay>,
    #[arg(long, value_name = help!("原日期=新日期|none", "OLD=NEW|none"), help = help!("证：更正后的签注日期，可写多次；原日期=none 为没有签注过（如签在了别人证上），none=日期 补记漏记的签注；只写日期，指明更正哪次签注的材料、代办人、受理点", "A card: the corrected day of an endorsement, several times if need be; OLD=none for never endorsed, such as one that belongs on another card, none=DATE for one that was forgotten; a DATE alone names the endorsement whose papers, proxy or counter are corrected"))]
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
    pub fn run(self, cx: &mut Context<'_>, permit: &str, shown: &ShownArgs, because: &str) -> Result<Finish, Failure> {
        let endorsed = self.endorsed.iter().map(|given| Endorsed::read(given)).collect::<Result<Vec<_>, Failure>>()?;
        let facts = self.facts(&endorsed)?;
        let of = shown.of(&endorsed, self.collected, self.replaced_for.is_some())?;
        let alone = self.endorsed.iter().zip(&endorsed).find(|(_, given)| matches!(given, Endorsed::Named(_)));
        if let Some((given, _)) = alone.filter(|_| of.is_none()) {
            return Err(Usage::Pair { flag: "--endorsed".to_owned(), value: given.clone() }.into());
        }
        let proxy = shown.proxy();
        let acted = of.map(|of| Shown {
            of,
            evidence: shown.evidence(),
            proxy: shown.acting(proxy.as_ref()),
            at: shown.endorsed_at(),
        });
        let told = Told {
            number: self.number.as_deref(),
            issuing_county: self.issuing_county.as_deref(),
            issued_at: self.issued_at.as_deref(),
        };
        let (mut store, office) = desk::open(cx)?;
        let on = desk::act_day(cx, &mut store, None)?;
        let counter = cx.counter().map(str::to_owned);
        let counter = counter.as_deref();
        let wanted = Wanted { permit, facts: &facts, told, shown: acted, because, counter, on };
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
            ("--number", self.number.is_some()),
            ("--kind", self.kind.is_some()),
            ("--valid-until", self.valid_until.is_some()),
            ("--issuing-county", self.issuing_county.is_some()),
            ("--issued-at", self.issued_at.is_some()),
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

    fn facts(&self, endorsed: &[Endorsed]) -> Result<CardFacts, Failure> {
        if self.ended == Some(NewDay::Never) && self.end_reason.is_some() {
            let (flag, others) = ("--ended".to_owned(), vec!["--end-reason".to_owned()]);
            return Err(Usage::Together { command: "jzz permit edit".to_owned(), flag, others }.into());
        }
        let endorsed: Vec<(Option<Day>, NewDay)> = endorsed.iter().filter_map(|given| given.fact()).collect();
        once(&endorsed)?;
        Ok(CardFacts {
            issued_on: self.issued,
            valid_until: self.valid_until,
            kind: self.kind,
            collected_on: self.collected,
            endorsed,
            ended_on: self.ended,
            end_reason: self.end_reason.map(|NewEndReason(reason)| reason),
            replaced_for: self.replaced_for,
            old_card: self.old_card,
        })
    }
}

/// An endorsement as it was given.
#[derive(Debug, Clone, Copy)]
pub enum Endorsed {
    /// `DATE`: what was shown at it is corrected.
    Named(Day),
    /// `OLD=NEW`, `OLD=none`, `none=NEW`.
    Corrected(Option<Day>, NewDay),
}

impl Endorsed {
    fn read(given: &str) -> Result<Endorsed, Failure> {
        let flag = || "--endorsed".to_owned();
        let day =
            |text: &str| Day::parse(text).map_err(|error| Usage::Day { flag: flag(), value: text.to_owned(), error });
        let Some((old, new)) = given.split_once('=') else { return Ok(Endorsed::Named(day(given)?)) };
        let known = |text: &str| if values::is_never(text) { Ok(None) } else { day(text).map(Some) };
        match (known(old)?, known(new)?) {
            (None, None) => Err(Usage::Pair { flag: flag(), value: given.to_owned() }.into()),
            (old, new) => Ok(Endorsed::Corrected(old, new.map_or(NewDay::Never, NewDay::On))),
        }
    }

    /// The day that it is of, as corrected.
    pub fn day(self) -> Option<Day> {
        match self {
            Endorsed::Named(day) => Some(day),
            Endorsed::Corrected(_, new) => new.day(),
        }
    }

    fn fact(self) -> Option<(Option<Day>, NewDay)> {
        match self {
            Endorsed::Named(_) => None,
            Endorsed::Corrected(old, new) => Some((old, new)),
        }
    }
}

/// Each endorsement is corrected once, and no two to one day.
fn once(pairs: &[(Option<Day>, NewDay)]) -> Result<(), Failure> {
    let twice = pairs.iter().enumerate().find(|(at, (old, new))| {
        let same = |other: &NewDay| other == new && *new != NewDay::Never;
        let known = |other: &Option<Day>| other == old && old.is_some();
        pairs.iter().take(*at).any(|(other_old, other_new)| known(other_old) || same(other_new))
    });
    match twice {
        Some((_, (old, new))) => {
            let told = |day: Option<Day>| day.map_or_else(|| values::NEVER.to_owned(), |day| day.to_string());
            let value = format!("{}={}", told(*old), told(new.day()));
            Err(Usage::Twice { flag: "--endorsed".to_owned(), value }.into())
        }
        None => Ok(()),
    }
}
