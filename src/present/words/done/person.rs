//! After registering, moving, leaving, correcting and merging.

use super::with_it;
use crate::domain::calendar::Day;
use crate::domain::correction::Fact;
use crate::domain::dossier::{Dossier, HeldCard, migrant_code};
use crate::domain::face;
use crate::domain::lang::Lang;
use crate::domain::permit::{self, PermitKind, Status};
use crate::domain::rulebook::RuleBook;
use crate::domain::unit::UnitTree;
use crate::ops::leave::Left;
use crate::ops::merge::{MergeWarning, Merged};
use crate::ops::unmerge::Parted;
use crate::present::words::confirm::person;
use crate::present::words::{history, labels, text};

/// `migrant add`
pub fn added(dossier: &Dossier, tree: &UnitTree, book: &RuleBook, on: Day, lang: Lang) -> String {
    let (who, place) = (person(dossier, lang), place(dossier, tree, on));
    let follows = towards_a_card(dossier, book, on, lang);
    text!(lang, "{who}自 {on} 起登记在{place}。{follows}", "{who} is registered at {place} from {on} on. {follows}")
}

/// When somebody may or must apply.
fn towards_a_card(dossier: &Dossier, book: &RuleBook, on: Day, lang: Lang) -> String {
    let migrant = migrant_code(dossier.migrant);
    if let Some(by) = dossier.duty(book, on).apply_by {
        return text!(lang, "要申领居住证，最晚 {by}。", "A permit must be applied for by {by}.");
    }
    match dossier.entitled(book, on).since {
        _ if dossier.has_live_permit(book, on) => String::new(),
        Some(since) if since > on => {
            text!(lang, "{since} 起可以申领居住证。", "A permit can be applied for from {since}.")
        }
        Some(_) => text!(lang, "现在就可以申领居住证。", "A permit can be applied for now."),
        None => text!(
            lang,
            "只登记，不办居住证，原因看：jzz migrant why {migrant}",
            "Registered only, with no permit; for the reason: jzz migrant why {migrant}"
        ),
    }
}

/// The unit lived in on a day, by name.
fn place(dossier: &Dossier, tree: &UnitTree, on: Day) -> String {
    let home = dossier.stay_shown(on).map(|stay| stay.home_on(on));
    home.and_then(|home| tree.get(home.unit)).map_or_else(String::new, |unit| tree.path(unit, on))
}

/// `migrant move`
pub fn moved(dossier: &Dossier, tree: &UnitTree, book: &RuleBook, on: Day, lang: Lang) -> String {
    let (who, place) = (person(dossier, lang), place(dossier, tree, on));
    let said = text!(
        lang,
        "{who}自 {on} 起住在{place}，居住登记和居住年限接着算。",
        "{who} lives at {place} from {on} on; registration and residence go on."
    );
    let outdated = |held: &&HeldCard| {
        held.card.kind == PermitKind::Residence
            && permit::is_live(&held.card, book, on)
            && face::outdated_since(dossier, held, on).is_some()
    };
    let card = dossier.cards.iter().find(outdated);
    let status = card.and_then(|held| permit::state(&held.card, book, on)).map(|state| state.status);
    match card.map(|held| &held.number) {
        Some(number) if status == Some(Status::Suspended) => text!(
            lang,
            "{said}证 {number} 使用功能中止，上面的地址也旧了：要补办签注，并换新证。",
            "{said} Card {number} is suspended, and shows the old address: a late endorsement and a new card are due."
        ),
        Some(number) => text!(
            lang,
            "{said}证 {number} 照样有效，但上面的地址旧了，请换新证。",
            "{said} Card {number} stays good, but shows the old address: a new one is due."
        ),
        None => said,
    }
}

/// `migrant leave`
pub fn left(left: &Left, on: Day, lang: Lang) -> String {
    let who = person(&left.dossier, lang);
    let withdrawn: Vec<String> = left.application.iter().cloned().collect();
    match with_it(&left.cards, &withdrawn, lang) {
        Some(besides) => text!(
            lang,
            "{who}的居住登记自 {on} 起终止，{besides}。",
            "The registration of {who} ended on {on}; {besides}."
        ),
        None => text!(lang, "{who}的居住登记自 {on} 起终止。", "The registration of {who} ended on {on}."),
    }
}

/// `migrant edit`
pub fn corrected(dossier: &Dossier, lang: Lang) -> String {
    let (who, migrant) = (person(dossier, lang), migrant_code(dossier.migrant));
    text!(
        lang,
        "{who}的登记已更正，原来的写法还留着：jzz migrant history {migrant}",
        "The record of {who} is corrected; the old value is kept: jzz migrant history {migrant}"
    )
}

/// Where a correction shows the person of another day than today.
pub fn shown_as_of(dossier: &Dossier, on: Day, lang: Lang) -> String {
    let migrant = migrant_code(dossier.migrant);
    text!(
        lang,
        "上面是 {on} 那天的情况；现在的：jzz migrant show {migrant}",
        "What is shown is of {on}; as of today: jzz migrant show {migrant}"
    )
}

/// What a correction of a number or its kind changed of the person beside it.
pub fn changed_besides(
    besides: &[(Fact, [Option<String>; 2])],
    tree: &UnitTree,
    on: Day,
    lang: Lang,
) -> Option<String> {
    let told = |fact: Fact, value: Option<&String>| {
        value.map_or_else(
            || text!(lang, "未记录", "not recorded"),
            |value| history::fact_value(lang, fact, value, tree, on),
        )
    };
    let one = |(fact, [old, new]): &(Fact, [Option<String>; 2])| {
        let label = history::fact_label(lang, *fact);
        let (old, new) = (told(*fact, old.as_ref()), told(*fact, new.as_ref()));
        text!(lang, "{label}由 {old} 改为 {new}", "{label} from {old} to {new}")
    };
    if besides.is_empty() {
        return None;
    }
    let all = besides.iter().map(one).collect::<Vec<_>>().join(text!(lang, "，", ", ").as_str());
    Some(text!(lang, "随之一起更正的：{all}。", "Corrected with it: {all}."))
}

/// `migrant merge`
pub fn merged(merged: &Merged, lang: Lang) -> String {
    let (kept, duplicate) = (person(&merged.dossier, lang), person(&merged.duplicate, lang));
    let (keep, gone) = (migrant_code(merged.dossier.migrant), migrant_code(merged.duplicate.migrant));
    let ended: Vec<String> = merged.ended.iter().cloned().collect();
    let besides = with_it(&ended, &merged.withdrawn, lang);
    let besides = besides.map_or_else(String::new, |besides| text!(lang, "，{besides}", "; {besides}"));
    let said = text!(
        lang,
        "{duplicate}已并入{kept}，两个编号、两个号码都还查得到{besides}。",
        "{duplicate} is merged into {kept}, and both codes and numbers find the person{besides}."
    );
    // The warning of two that differ says itself how they are parted.
    if merged.warnings.iter().any(|warning| matches!(warning, MergeWarning::Differ { .. })) {
        return said;
    }
    text!(
        lang,
        "{said}\n合错了可以拆开：jzz migrant unmerge {keep} {gone} --because 合错",
        "{said}\nIf that was wrong: jzz migrant unmerge {keep} {gone} --because mistake"
    )
}

/// `migrant unmerge`
pub fn parted(parted: &Parted, lang: Lang) -> String {
    let (kept, duplicate) = (person(&parted.dossier, lang), person(&parted.duplicate, lang));
    let said = text!(
        lang,
        "{duplicate}已从{kept}里拆出来，各归各的；合并以后在证、申领、居住登记上办过、更正过的，跟着它们走。",
        "{duplicate} is parted from {kept} again, each with its own; what was done with a card, an application or a stay since, or corrected on it, goes with it."
    );
    if parted.stays_with_kept.is_empty() {
        return said;
    }
    let facts: Vec<String> = parted.stays_with_kept.iter().map(|fact| history::fact_label(lang, *fact)).collect();
    let (facts, keep) = (labels::list(lang, &facts), migrant_code(parted.dossier.migrant));
    text!(
        lang,
        "{said}\n合并以后更正过的{facts}仍是更正后的样子，留在 {keep} 上；是另一位的，改回来：jzz migrant history {keep}",
        "{said}\nCorrected since the merger and left with {keep} as corrected: {facts}. Where that was the other person's, correct it back: jzz migrant history {keep}"
    )
}
