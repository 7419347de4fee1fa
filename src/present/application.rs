//! An application after an act: the object of `permit withdraw`, `refuse` and `extend`, and its screen.

use serde::Serialize;

use crate::domain::calendar::Day;
use crate::domain::dossier::{Application, application_code};
use crate::domain::lang::Lang;

use super::table::KeyValue;
use super::words::{labels, text};

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
        screen.put(text!(lang, "依据条款", "Article"), article);
    }
    screen.render()
}
