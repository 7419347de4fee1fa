//! The words of the trend and the ranking.

use super::{labels, text};
use crate::domain::calendar::Day;
use crate::domain::lang::Lang;
use crate::domain::period::{Every, Period};
use crate::ops::ranking::Ranking;
use crate::ops::trend::Trend;

pub fn period(lang: Lang, every: Every) -> String {
    match every {
        Every::Month => text!(lang, "月份", "month"),
        Every::Week => text!(lang, "周", "week"),
        Every::Year => text!(lang, "年份", "year"),
    }
}

pub fn trend_title(lang: Lang, trend: &Trend) -> String {
    let key = |step: Option<&crate::ops::trend::Step>| step.map_or_else(String::new, |step| step.period.key.clone());
    let (first, last) = (key(trend.steps.first()), key(trend.steps.last()));
    text!(lang, "{first} 至 {last} 办证率走势", "Issuance rate from {first} to {last}")
}

pub fn trend_definition(lang: Lang) -> String {
    text!(
        lang,
        "登记、持证、办证率：每期最后一天24时的数，口径同办证率报表（只计持公民身份号码的，一人只计一次）。其余是本期之内的件数：新登记、登记结束（本市内搬家不算）；首次发证（到期末为止是本人第一张居住证的）；签注；证件终止（换证补证收回的旧证不算，暂住证到期算）。合计行：登记、持证、办证率是末期的，其余是各期之和。",
        "Registered, holders and rate: at the end of the period's last day, as the rate report counts them (citizens only, each person once). The others are what happened in the period: new registrations and ended ones (a move inside the city is neither), first issues (a card that was the person's first residence permit as known at the period's end), endorsements, cards ended (not those that a replacement took the place of; a temporary permit that ran out is one). Total: registered, holders and rate of the last period, the others summed."
    )
}

/// A last period that is not over.
pub fn cut(lang: Lang, trend: &Trend) -> Option<String> {
    let last = trend.steps.last()?;
    let whole = Period::of(trend.span.every, last.period.first);
    let (key, to) = (&last.period.key, trend.span.to);
    (whole.last > to).then(|| text!(lang, "{key} 只到 {to}。", "{key} is only up to {to}."))
}

pub fn ranking_title(lang: Lang, on: Day) -> String {
    text!(lang, "{on} 社区办证率排名", "Communities by issuance rate, {on}")
}

pub fn all_communities(lang: Lang) -> String {
    text!(lang, "各社区合计", "All communities")
}

pub fn ranking_definition(lang: Lang, ranking: &Ranking) -> String {
    let (on, before, least) = (ranking.on, ranking.before.on, ranking.least);
    text!(
        lang,
        "截至 {on} 24时，各社区服务中心按办证率（持证人数÷登记人数×100，口径同办证率报表）由高到低；乡镇和只登记到区县的不排。办证率相同的并列。登记不足 {least} 人的不排名，按代码列在后面。比上月：与 {before} 相差的百分点。",
        "Community centres at the end of {on} by issuance rate (holders ÷ registered × 100, as the rate report counts them), the highest first; no towns, nobody registered at a district itself. Equal rates share a rank. With fewer than {least} registered a community is not ranked and stands below, by its code. Change: against {before}, in percentage points."
    )
}

/// Who is not ranked.
pub fn too_few(lang: Lang, ranking: &Ranking) -> Option<String> {
    let few: Vec<String> = ranking.rows.iter().filter(|row| row.rank.is_none()).map(|row| row.name.clone()).collect();
    let (count, least) = (few.len(), ranking.least.max(1));
    if count > 0 && count == ranking.rows.len() && least == 1 {
        return Some(text!(
            lang,
            "没有一个社区有登记的人，谁都不排名（名次为“—”），只按代码列出。",
            "No community has anybody registered: none is ranked (—), they are listed by code."
        ));
    }
    if count > 0 && count == ranking.rows.len() {
        return Some(text!(
            lang,
            "没有一个社区登记满 {least} 人，谁都不排名（名次为“—”），只按代码列出；要排就用 --min 降低人数。",
            "No community has {least} registered: none is ranked (—), they are listed by code; --min ranks smaller ones."
        ));
    }
    if count > 8 {
        return Some(text!(
            lang,
            "{count} 个社区登记不足 {least} 人，不排名（名次为“—”），按代码列在后面。",
            "{count} communities have fewer than {least} registered: too few to rank (—); they stand below, by code."
        ));
    }
    let names = labels::list(lang, &few);
    (count > 0).then(|| {
        text!(
            lang,
            "登记不足 {least} 人，不排名（名次为“—”）：{names}。",
            "Fewer than {least} registered, too few to rank (—): {names}."
        )
    })
}
