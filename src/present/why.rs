//! Why a card or a person stands as it does: the objects of `permit why` and `migrant why`, and their
//! screens.

use serde::Serialize;

use super::words::labels;
use super::words::text;
use super::words::told::masked;
use super::words::why as words;
use crate::domain::calendar::Day;
use crate::domain::dossier::{Dossier, HeldCard, migrant_code};
use crate::domain::lang::Lang;
use crate::domain::open_acts::{self, OpenAct};
use crate::domain::permit;
use crate::domain::rulebook::RuleBook;
use crate::domain::unit::UnitTree;
use crate::domain::why::{self, Head, Reason};

/// One reason.
#[derive(Debug, Clone, Serialize)]
pub struct Because {
    pub on: Option<String>,
    /// The stable key of the fact.
    pub code: &'static str,
    pub message: String,
    pub article: Option<String>,
}

impl Because {
    fn of(reason: &Reason, lang: Lang) -> Because {
        Because {
            on: reason.on.map(|day| day.to_string()),
            code: reason.fact.key(),
            message: masked(&words::sentence(reason, lang)),
            article: reason.article.map(|article| article.to_string()),
        }
    }
}

/// One act that can be done next.
#[derive(Debug, Clone, Serialize)]
pub struct NextAct {
    pub act: &'static str,
    pub from: String,
    pub until: Option<String>,
    pub command: String,
    #[serde(skip)]
    name: String,
}

impl NextAct {
    fn of(open: &OpenAct, lang: Lang) -> NextAct {
        NextAct {
            act: open.act.as_str(),
            from: open.from.to_string(),
            until: open.until.map(|day| day.to_string()),
            command: words::command(open, lang),
            name: words::act(open, lang),
        }
    }
}

/// One line that says what comes next, for the screens of `show`.
pub fn next_line(acts: &[OpenAct], lang: Lang) -> Option<String> {
    acts.first().map(|open| {
        let (name, command) = (words::act(open, lang), words::command(open, lang));
        text!(lang, "{name}：{command}", "{name}: {command}")
    })
}

/// The object of `permit why` (docs/contract.md).
#[derive(Debug, Clone, Serialize)]
pub struct PermitWhy {
    permit: String,
    migrant: String,
    as_of: String,
    status: &'static str,
    status_since: String,
    because: Vec<Because>,
    open_acts: Vec<NextAct>,
    #[serde(skip)]
    head: String,
}

impl PermitWhy {
    /// `None` before the card's own day.
    pub fn of(
        dossier: &Dossier,
        held: &HeldCard,
        (tree, book): (&UnitTree, &RuleBook),
        on: Day,
        lang: Lang,
    ) -> Option<PermitWhy> {
        let state = permit::state(&held.card, book, on)?;
        let acts = open_acts::of_card(&open_acts::open_acts(dossier, tree, book, on), held, state.status);
        let (number, status, since) = (&held.number, labels::status(lang, state.status), state.since);
        Some(PermitWhy {
            permit: number.clone(),
            migrant: migrant_code(dossier.migrant),
            as_of: on.to_string(),
            status: state.status.as_str(),
            status_since: state.since.to_string(),
            because: reasons(&why::of_card(dossier, number, book, on), lang),
            open_acts: acts.iter().map(|open| NextAct::of(open, lang)).collect(),
            head: text!(
                lang,
                "{number}：{on} 这天{status}（自 {since} 起），因为：",
                "{number}: on {on} {status} (since {since}), because:"
            ),
        })
    }

    /// The same with every command changed: made whole for the register at hand.
    #[must_use]
    pub fn with_commands(mut self, whole: impl Fn(&str) -> String) -> PermitWhy {
        for open in &mut self.open_acts {
            open.command = whole(&open.command);
        }
        self
    }

    pub fn screen(&self, lang: Lang) -> String {
        screen(&self.head, &self.because, &self.open_acts, lang)
    }
}

/// The object of `migrant why` (docs/contract.md).
#[derive(Debug, Clone, Serialize)]
pub struct MigrantWhy {
    migrant: String,
    as_of: String,
    eligible: bool,
    since: Option<String>,
    liable: bool,
    apply_by: Option<String>,
    because: Vec<Because>,
    open_acts: Vec<NextAct>,
    #[serde(skip)]
    head: String,
}

impl MigrantWhy {
    /// `None` before the first registration.
    pub fn of(dossier: &Dossier, (tree, book): (&UnitTree, &RuleBook), on: Day, lang: Lang) -> Option<MigrantWhy> {
        dossier.stay_shown(on)?;
        let (entitled, duty) = (dossier.entitled(book, on), dossier.duty(book, on));
        let migrant = migrant_code(dossier.migrant);
        let head = head(dossier, book, on, lang);
        let acts = open_acts::open_acts(dossier, tree, book, on);
        Some(MigrantWhy {
            migrant,
            as_of: on.to_string(),
            eligible: entitled.is_eligible(),
            since: entitled.since.map(|day| day.to_string()),
            liable: duty.liable,
            apply_by: duty.apply_by.map(|day| day.to_string()),
            because: reasons(&why::of_person(dossier, tree, book, on), lang),
            open_acts: acts.iter().map(|open| NextAct::of(open, lang)).collect(),
            head,
        })
    }

    /// The same with every command changed: made whole for the register at hand.
    #[must_use]
    pub fn with_commands(mut self, whole: impl Fn(&str) -> String) -> MigrantWhy {
        for open in &mut self.open_acts {
            open.command = whole(&open.command);
        }
        self
    }

    pub fn screen(&self, lang: Lang) -> String {
        screen(&self.head, &self.because, &self.open_acts, lang)
    }
}

/// How the person stands, before the reasons.
fn head(dossier: &Dossier, book: &RuleBook, on: Day, lang: Lang) -> String {
    let migrant = migrant_code(dossier.migrant);
    match why::head(dossier, book, on) {
        Head::LeftOpen => text!(
            lang,
            "{migrant}：{on} 这天居住登记还等着注销，不用再办居住证，因为：",
            "{migrant}: on {on} the registration is still to be ended, and no permit to be applied for, because:"
        ),
        Head::Holds { status, since } => {
            let status = labels::status(lang, status);
            text!(
                lang,
                "{migrant}：{on} 这天持有居住证（{since} 起{status}），不用再申领，因为：",
                "{migrant}: on {on} a permit is held ({status} since {since}), and none to be applied for, because:"
            )
        }
        Head::Waits { application } => text!(
            lang,
            "{migrant}：{on} 这天申领 {application} 已经受理，等着发证，因为：",
            "{migrant}: on {on} the application {application} waits for its card, because:"
        ),
        Head::May { since } => text!(
            lang,
            "{migrant}：{on} 这天可以来申领居住证（{since} 起），因为：",
            "{migrant}: on {on} entitled to a permit (since {since}), because:"
        ),
        Head::MayFrom { since } => text!(
            lang,
            "{migrant}：{on} 这天还不够条件领居住证，{since} 起可以，因为：",
            "{migrant}: on {on} not yet entitled to a permit, from {since} on, because:"
        ),
        Head::MayNot => text!(
            lang,
            "{migrant}：{on} 这天不能领居住证，因为：",
            "{migrant}: on {on} not entitled to a permit, because:"
        ),
    }
}

fn reasons(reasons: &[Reason], lang: Lang) -> Vec<Because> {
    reasons.iter().map(|reason| Because::of(reason, lang)).collect()
}

fn screen(head: &str, because: &[Because], acts: &[NextAct], lang: Lang) -> String {
    let mut out = format!("{head}\n");
    for reason in because {
        out.extend(["- ", &super::printable(&reason.message), "\n"]);
    }
    out.push('\n');
    if acts.is_empty() {
        out.push_str(&text!(lang, "接下来没有要办的。\n", "There is nothing to do next.\n"));
        return out;
    }
    out.push_str(&text!(lang, "接下来可以办：\n", "What can be done next:\n"));
    for act in acts {
        let (name, command) = (super::printable(&act.name), super::printable(&act.command));
        out.push_str(&text!(lang, "- {name}：{command}\n", "- {name}: {command}\n"));
    }
    out
}

#[cfg(test)]
mod tests;
