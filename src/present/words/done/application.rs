//! After applying, withdrawing, refusing and extending.

use crate::domain::calendar::Day;
use crate::domain::dossier::application_code;
use crate::domain::lang::Lang;
use crate::ops::apply::Applied;
use crate::ops::close::{Acted, Closing};
use crate::ops::edit_application::Edited;
use crate::present::words::confirm::named;
use crate::present::words::text;

/// `permit apply`, accepted
pub fn applied(applied: &Applied, lang: Lang) -> String {
    let (who, code) = (named(&applied.name, &applied.migrant, lang), &applied.application);
    let promised = applied
        .promised_on
        .map_or_else(String::new, |promised| text!(lang, "，承诺 {promised} 发", " and is promised for {promised}"));
    let limit = match (applied.due_on, applied.no_calendar) {
        (Some(due), _) => text!(lang, "最晚 {due} 发证{promised}", "the card is due by {due}{promised}"),
        (None, Some(year)) => text!(
            lang,
            "发证期限要等装入 {year} 年的放假安排才算得出",
            "its limit is known once the calendar of {year} is loaded"
        ),
        (None, None) => text!(lang, "发证期限未知", "its limit is unknown"),
    };
    text!(
        lang,
        "已受理{who}的申领 {code}，{limit}。\n制好后：jzz permit issue {code}",
        "Application {code} of {who} is accepted: {limit}.\nWhen the card is made: jzz permit issue {code}"
    )
}

/// `permit withdraw` and `permit refuse`
pub fn closed(acted: &Acted, closing: &Closing, lang: Lang) -> String {
    let (who, code) = (named(&acted.name, &acted.migrant, lang), application_code(acted.application.id));
    match closing {
        Closing::Withdrawn { .. } => text!(
            lang,
            "{who}的申领 {code} 已撤回，不发证；以后可以重新申领。",
            "Application {code} of {who} is withdrawn and gives no card; a new one can be made any day."
        ),
        Closing::Refused { .. } => text!(
            lang,
            "{who}的申领 {code} 不予办理，理由和依据已记下；条件够了可以重新申领。",
            "Application {code} of {who} is refused, with its reason and article on record; a new one can be made once things have changed."
        ),
    }
}

/// `permit edit`
pub fn application_corrected(edited: &Edited, lang: Lang) -> String {
    let application = &edited.recorded.application;
    let (who, code) = (named(&edited.name, &edited.migrant, lang), application_code(application.id));
    let limit = match (edited.due_was, application.limit()) {
        (Some(was), Some(due)) => {
            text!(lang, "，办结期限由 {was} 改为 {due}", "; its limit is {due} now, where it was {was}")
        }
        (Some(_) | None, _) => String::new(),
    };
    text!(
        lang,
        "{who}的申领 {code} 已更正{limit}，原值还留着：jzz permit history {code}",
        "Application {code} of {who} is corrected{limit}; what was recorded is kept: jzz permit history {code}"
    )
}

/// `permit extend`
pub fn extended(acted: &Acted, to: Day, lang: Lang) -> String {
    let (who, code) = (named(&acted.name, &acted.migrant, lang), application_code(acted.application.id));
    text!(
        lang,
        "{who}的申领 {code} 延长到 {to}，只此一次。\n制好后：jzz permit issue {code}",
        "The limit of {code} of {who} is put off to {to}, which is done once.\nWhen the card is made: jzz permit issue {code}"
    )
}
