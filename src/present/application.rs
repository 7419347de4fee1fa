//! An application after an act: the object of `permit withdraw`, `refuse`, `extend` and `edit`, and its screen.

use super::words::article::cite;
use serde::Serialize;

use crate::domain::application_facts::Recorded;
use crate::domain::calendar::Day;
use crate::domain::dossier::{Application, application_code};
use crate::domain::lang::Lang;
use crate::domain::mask;
use crate::domain::papers::{self, Ground};

use super::table::KeyValue;
use super::words::{history, labels, text};

/// The object of the contract.
#[derive(Debug, Clone, Serialize)]
pub struct ApplicationAnswer {
    pub application: String,
    pub state: &'static str,
    pub accepted_on: Option<String>,
    pub due_on: Option<String>,
}

impl ApplicationAnswer {
    pub fn of(application: &Application, on: Day) -> ApplicationAnswer {
        ApplicationAnswer {
            application: application_code(application.id),
            state: application.state.as_str(),
            accepted_on: application.accepted_on.map(|day| day.to_string()),
            due_on: application.due_by(on).map(|day| day.to_string()),
        }
    }
}

/// What was said of the act: why, and on which article.
#[derive(Debug, Clone, Copy)]
pub struct Grounds<'a> {
    pub because: &'a str,
    pub article: Option<&'a str>,
}

/// The screen after an act.
pub fn screen(application: &Application, migrant: &str, grounds: Grounds, on: Day, lang: Lang) -> String {
    let mut screen = KeyValue::new();
    screen
        .put(text!(lang, "申领编号", "Application"), application_code(application.id))
        .put(text!(lang, "申请人", "Migrant"), migrant)
        .put(text!(lang, "状态", "State"), labels::application_state(lang, application.state))
        .put_or_none(text!(lang, "受理日期", "Accepted"), application.accepted_on)
        .put_or_none(text!(lang, "最迟发证", "Due"), application.due_by(on))
        .put(text!(lang, "理由", "Because"), grounds.because);
    if let Some(article) = grounds.article {
        screen.put(text!(lang, "依据条款", "Article"), cite(lang, article));
    }
    screen.render()
}

/// The object of `permit edit` of an application: everything that is recorded of it.
#[derive(Debug, Clone, Serialize)]
pub struct RecordedAnswer {
    #[serde(flatten)]
    base: ApplicationAnswer,
    applied_on: String,
    promised_on: Option<String>,
    regime: &'static str,
    ground: Option<&'static str>,
    evidence: Option<String>,
    extended_on: Option<String>,
    extended_to: Option<String>,
    extended_because: Option<String>,
    closed_on: Option<String>,
    closed_because: Option<String>,
    article: Option<String>,
    permit: Option<String>,
    #[serde(skip)]
    told: Recorded,
}

impl RecordedAnswer {
    pub fn of(recorded: &Recorded, on: Day) -> RecordedAnswer {
        let Recorded { application, .. } = recorded;
        let day = |day: Option<Day>| day.map(|day| day.to_string());
        let told = |text: Option<&str>| text.map(mask::in_text);
        RecordedAnswer {
            base: ApplicationAnswer::of(application, on),
            applied_on: application.applied_on.to_string(),
            promised_on: day(recorded.promised_on),
            regime: recorded.regime.as_str(),
            ground: recorded.ground.map(Ground::as_str),
            evidence: told(papers::listed(&recorded.evidence).as_deref()),
            extended_on: day(application.extended.map(|extension| extension.on)),
            extended_to: day(application.extended.map(|extension| extension.to)),
            extended_because: told(recorded.extended_because.as_deref()),
            closed_on: day(application.closed_on),
            closed_because: told(application.because.as_deref()),
            article: told(application.article.as_deref()),
            permit: recorded.card.clone(),
            told: recorded.clone(),
        }
    }

    pub fn screen(&self, migrant: &str, lang: Lang) -> String {
        let Recorded { application, ground, regime, .. } = &self.told;
        let evidence = self.evidence.as_deref().map(|listed| history::evidence_label(lang, listed));
        let mut screen = KeyValue::new();
        screen
            .put(text!(lang, "申领编号", "Application"), &self.base.application)
            .put(text!(lang, "申请人", "Migrant"), migrant)
            .put(text!(lang, "状态", "State"), labels::application_state(lang, application.state))
            .put(text!(lang, "申领日期", "Applied"), &self.applied_on)
            .put_or_none(text!(lang, "受理日期", "Accepted"), application.accepted_on)
            .put_or_none(text!(lang, "最迟发证", "Due"), self.base.due_on.as_ref());
        let more = [
            (text!(lang, "承诺发证", "Promised"), self.promised_on.clone()),
            (text!(lang, "申领依据", "Ground"), ground.map(|ground| labels::ground(lang, ground).to_owned())),
            (text!(lang, "材料", "Papers"), evidence),
            (text!(lang, "延期日期", "Extended"), self.extended_on.clone()),
            (text!(lang, "延期理由", "Extended because"), self.extended_because.clone()),
            (text!(lang, "办结日期", "Closed"), self.closed_on.clone()),
            (text!(lang, "理由", "Because"), self.closed_because.clone()),
            (text!(lang, "依据条款", "Article"), self.article.as_deref().map(|article| cite(lang, article))),
            (text!(lang, "证号", "Permit"), self.permit.clone()),
        ];
        for (label, value) in more {
            if let Some(value) = value {
                screen.put(label, value);
            }
        }
        screen.put(text!(lang, "适用规定", "Rules"), labels::regime(lang, *regime));
        screen.render()
    }
}
