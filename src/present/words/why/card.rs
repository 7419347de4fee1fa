//! The life of a card in sentences.

use crate::domain::calendar::Day;
use crate::domain::lang::Lang;
use crate::domain::permit::EndReason;
use crate::domain::regime::Regime;
use crate::domain::why::{CardFact, StateFact};
use crate::present::words::{counted_as, text};

#[expect(clippy::too_many_lines, reason = "one arm a variant, two languages each")]
pub fn card(fact: &CardFact, lang: Lang) -> String {
    match fact {
        CardFact::Issued { on, regime: Regime::Legacy } => text!(
            lang,
            "本证是 {on} 按当时的旧规定签发的，随台账录入",
            "This permit was issued on {on} under older rules, and came from a ledger"
        ),
        CardFact::Issued { on, regime: Regime::Guiyang2012 | Regime::Guizhou2012 } => {
            text!(lang, "本证是 {on} 签发的", "This permit was issued on {on}")
        }
        CardFact::Issued { on, regime: Regime::State2016 } => {
            text!(lang, "本证是 {on} 签发的，每年签注一次", "This permit was issued on {on} and is endorsed every year")
        }
        CardFact::TemporaryIssued { on } => text!(
            lang,
            "这是 {on} 发的暂住证，不用签注，到期自动失效",
            "This is a temporary permit of {on}; it is not endorsed and runs out by itself"
        ),
        CardFact::Replaces { on, old, lost: true, counted_from } => text!(
            lang,
            "本证是 {on} 补领的，原证 {old} 丢了；每年签注的日子照旧从 {counted_from} 起算",
            "It was made on {on} in place of the card {old}, which was lost; the years still run from {counted_from}"
        ),
        CardFact::Replaces { on, old, lost: false, counted_from } => text!(
            lang,
            "本证是 {on} 换领的，代替原证 {old}；每年签注的日子照旧从 {counted_from} 起算",
            "It was made on {on} in exchange for the card {old}; the years still run from {counted_from}"
        ),
        CardFact::OnCardBefore { permit, fact } => {
            let told = card(fact, lang);
            text!(lang, "原证 {permit} 上：{told}", "On the card before, {permit}: {told}")
        }
        CardFact::Collected { on } => {
            text!(lang, "本证 {on} 已经领走", "It was handed over on {on}")
        }
        CardFact::Printed { until } => {
            text!(lang, "证上印的有效期到 {until} 为止", "The card says that it is valid until {until}")
        }
        CardFact::Anniversaries { from } => text!(
            lang,
            "年头从 {from} 起算，每次在满一年之前的一个月里来签注",
            "The years are counted from {from}, and it is endorsed in the month before each of them is full"
        ),
        CardFact::Endorsed { on, until } => {
            text!(
                lang,
                "{on} 按时签注过，有效到 {until}",
                "It was endorsed in time on {on}, which is good until {until}"
            )
        }
        CardFact::EndorsedLate { on, days: 0, suspended: true, anniversaries_go_on: true, next, .. } => text!(
            lang,
            "{on} 才来签注，正是逾期停用的头一天：当天补上，本证没有停用过；可是已经逾期，居住年限从 {on} 重新算起，以前的不接着算；签注的日子不变，本证可以用到 {next} 的前一天，在那之前再来签注",
            "It was endorsed on {on}, the very day on which it would have been suspended: it never was, but that is late all the same, residence is counted anew from {on} and what came before is lost; the years of the card run on as before, it is good until the day before {next} and endorsed again by then"
        ),
        CardFact::EndorsedLate { on, days: 0, suspended: true, anniversaries_go_on: false, next, .. } => text!(
            lang,
            "{on} 才来签注，正是逾期停用的头一天：当天补上，本证没有停用过；可是已经逾期，居住年限从 {on} 重新算起，以前的不接着算，下一次满一年是 {next}",
            "It was endorsed on {on}, the very day on which it would have been suspended: it never was, but that is late all the same, residence is counted anew from {on}, what came before is lost, and the next year is full on {next}"
        ),
        CardFact::EndorsedLate { on, lapsed_from, days, suspended: true, anniversaries_go_on: true, next } => {
            let days_en = counted_as(*days, "day", "days");
            text!(
                lang,
                "{lapsed_from} 前没来签注，停用了 {days} 天，到 {on} 才补办：补办后恢复使用，居住年限从 {on} 重新算起，以前的不接着算；签注的日子不变，本证可以用到 {next} 的前一天，在那之前再来签注",
                "It was not endorsed before {lapsed_from}, only on {on}, {days_en} late: that restored it, but residence is counted anew from {on} and what came before is lost; the years of the card run on as before, it is good until the day before {next} and endorsed again by then"
            )
        }
        CardFact::EndorsedLate { on, lapsed_from, days, suspended: true, anniversaries_go_on: false, next } => {
            let days_en = counted_as(*days, "day", "days");
            text!(
                lang,
                "{lapsed_from} 前没来签注，停用了 {days} 天，到 {on} 才补办：补办后恢复使用，居住年限从 {on} 重新算起，以前的不接着算，下一次满一年是 {next}",
                "It was not endorsed before {lapsed_from}, only on {on}, {days_en} late: that restored it, but residence is counted anew from {on}, what came before is lost, and the next year is full on {next}"
            )
        }
        CardFact::EndorsedLate { on, lapsed_from, suspended: false, next, .. } => text!(
            lang,
            "{lapsed_from} 起过了有效期，台账上 {on} 又签注过一次，从这天起重新有效，到 {next} 的前一天为止",
            "It had run out, from {lapsed_from}; the ledger has a later endorsement of {on}, from which it was good again, up to the day before {next}"
        ),
        CardFact::FaceOutdated { moved } => text!(
            lang,
            "证面上的地址还是以前的：{moved} 已经搬家；本证照常有效，带上旧证来换一张地址对的",
            "The address on the card is the earlier one: the holder moved on {moved}. The card is good all the same; it is handed back for one with the right address"
        ),
        CardFact::Crossing { change, last_day } => text!(
            lang,
            "本证是按旧规定发的，{change} 换了新规定，原证照用到 {last_day}；以后按新规定每年签注，逾期没签的只是暂停使用，补办就恢复",
            "It was issued under earlier rules; new ones came on {change}, and the card stayed good until {last_day}. From then on it is endorsed under the new rules: whoever is late has it suspended, and endorsing restores it"
        ),
    }
}

pub fn state(fact: &StateFact, lang: Lang) -> String {
    match fact {
        StateFact::NextWindow { opens, closes } => text!(
            lang,
            "下一次签注请在 {opens} 至 {closes} 之间来办，早了办不了",
            "The next endorsement is made between {opens} and {closes}, not earlier"
        ),
        StateFact::Due { opens, closes, suspends: true } => text!(
            lang,
            "现在正是签注的时候：{opens} 至 {closes} 之间来办；{closes} 以后还没签的，本证暂停使用",
            "It is time to endorse it: from {opens} to {closes}; after {closes} the permit is suspended"
        ),
        StateFact::Due { opens, closes, suspends: false } => text!(
            lang,
            "现在正是签注的时候：{opens} 至 {closes} 之间来办；{closes} 以后还没签的，本证就过期了",
            "It is time to endorse it: from {opens} to {closes}; after {closes} the permit has expired"
        ),
        StateFact::Suspended { since, lapsed_on } if lapsed_on < since => text!(
            lang,
            "原证 {lapsed_on} 以前没有签注，已经停用，{since} 换补的本证也照旧停用；哪天来补办签注，哪天恢复，居住年限也从那天重新算起",
            "The card before was not endorsed before {lapsed_on} and was suspended, and so is this one, made in its place on {since}; it is restored on the day it is endorsed, and residence is counted anew from that day"
        ),
        StateFact::Suspended { since, .. } => text!(
            lang,
            "{since} 以前没有签注，本证从 {since} 起暂停使用；哪天来补办签注，哪天恢复，居住年限也从那天重新算起",
            "It was not endorsed before {since} and is suspended from that day; it is restored on the day it is endorsed, and residence is counted anew from that day"
        ),
        StateFact::Expired { since } => text!(
            lang,
            "到期前没有签注，本证从 {since} 起过期，不能再补签；还要用证的，得重新申领",
            "It was not endorsed before it ran out and has expired, from {since}; it cannot be endorsed any more; who needs a card applies for a new one"
        ),
        StateFact::Ended { on, gave_way: Some(merged_on), .. } => gave_way(*on, *merged_on, lang),
        StateFact::Ended { on, reason, replaced_by, gave_way: None } => {
            ended(*on, *reason, replaced_by.as_deref(), lang)
        }
        StateFact::TemporaryRuns { until, may_apply: false } => text!(
            lang,
            "这张暂住证可以用到 {until}，暂住证的时间算在居住年限里",
            "This temporary permit is good until {until}, and the time under it counts as residence"
        ),
        StateFact::TemporaryRuns { until, may_apply: true } => text!(
            lang,
            "这张暂住证可以用到 {until}；要继续住的，可以申领居住证，暂住证的时间算在居住年限里",
            "This temporary permit is good until {until}; who stays on can apply for a residence permit, and the time under this card counts"
        ),
        StateFact::TemporaryRanOut { on } => {
            text!(lang, "这张暂住证 {on} 起已经到期", "This temporary permit has run out, from {on}")
        }
    }
}

/// One person has one permit.
fn gave_way(on: Day, merged_on: Day, lang: Lang) -> String {
    text!(
        lang,
        "此人以前登记了两份、办了两张证，{merged_on} 合并成一份；一人只能有一张居住证，留下另一张，本证算到 {on} 为止",
        "The bearer had two records with a card each, which were made one on {merged_on}; a person has one permit, the other card stayed, and this one ended on {on}"
    )
}

fn ended(on: Day, reason: EndReason, replaced_by: Option<&str>, lang: Lang) -> String {
    match (reason, replaced_by) {
        (EndReason::Lost, Some(new)) => text!(
            lang,
            "{on} 报了丢失，补领了新证 {new}，本证作废",
            "It was reported lost on {on}, and the card {new} was made in its place; this one is void"
        ),
        (EndReason::Replaced, Some(new)) => text!(
            lang,
            "{on} 换领了新证 {new}，本证已经交回",
            "On {on} it was handed back in exchange for the new card {new}"
        ),
        (EndReason::Left, _) => text!(
            lang,
            "{on} 离开了本地，本证同时注销，不能恢复；以后再来，重新登记、重新申领",
            "The bearer left the city on {on}, and the permit ended with it for good; whoever comes back is registered and applies anew"
        ),
        (EndReason::Hukou, _) => text!(
            lang,
            "{on} 已经在本地落户，不再需要居住证，本证注销",
            "On {on} the household was registered here; no permit is needed any more, and it ended"
        ),
        (EndReason::Death, _) => {
            text!(lang, "持证人已经去世，本证 {on} 注销", "The bearer has died; the permit ended on {on}")
        }
        (EndReason::Ineligible, _) => text!(
            lang,
            "{on} 查明不再符合领证条件，本证注销；以后又符合的，可以重新申领",
            "On {on} it was found that the conditions are met no longer, and the permit ended; when they are met again, a new one can be applied for"
        ),
        (EndReason::Fraud, _) => text!(
            lang,
            "{on} 查明本证是用假材料领的，予以撤销、收回",
            "On {on} it was found that the permit had been obtained with false papers; it was revoked and taken back"
        ),
        (EndReason::Confiscated, _) => {
            text!(lang, "本证 {on} 被收缴，不能再用", "The permit was confiscated on {on} and cannot be used")
        }
        (EndReason::Error, _) => text!(
            lang,
            "本证发错了，{on} 注销，这不是持证人的过失",
            "The permit had been issued in error and was cancelled on {on}, through no fault of the bearer"
        ),
        (EndReason::Lost, None) => {
            text!(lang, "本证 {on} 报失，不能再用", "The permit was reported lost on {on} and cannot be used")
        }
        (EndReason::Replaced, None) => text!(
            lang,
            "{on} 已经换领新证，本证不再使用",
            "On {on} a new card took its place, and this one is used no more"
        ),
        (EndReason::Expired, _) => {
            text!(lang, "本证到期没有签注，{on} 注销", "The permit had run out without endorsement, and ended on {on}")
        }
    }
}
