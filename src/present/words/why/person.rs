//! Stays and residence in sentences.

use super::limit;
use crate::domain::calendar::Day;
use crate::domain::lang::Lang;
use crate::domain::stay_end::LeaveReason;
use crate::domain::why::{ResidenceFact, StayFact};
use crate::present::words::{counted_as, text};

#[expect(clippy::too_many_lines, reason = "one arm a variant, two languages each")]
pub fn residence(fact: &ResidenceFact, lang: Lang) -> String {
    match fact {
        ResidenceFact::Counted { since, days, full_years } => {
            let years = counted_as(*full_years, "full year", "full years");
            let reached = if *full_years == 0 { "还不满一年".to_owned() } else { format!("满 {full_years} 年") };
            let days_en = counted_as(*days, "day", "days");
            text!(
                lang,
                "居住年限从 {since} 起算，头一天也算，到这天共 {days} 天，{reached}",
                "Residence is counted from {since}, that day included: {days_en} so far, {years}"
            )
        }
        ResidenceFact::TemporaryCounts { from } => text!(
            lang,
            "以前持暂住证的时间从 {from} 起接着算在居住年限里",
            "The time under the temporary permit, from {from} on, counts as residence"
        ),
        ResidenceFact::TemporaryGap { ran_out, days, allowed: 0 } => {
            let days_en = counted_as(*days, "day", "days");
            text!(
                lang,
                "以前的暂住证 {ran_out} 已经到期，过了 {days} 天才办居住登记，中间断了，那段时间没有接上",
                "The temporary permit had run out on {ran_out}, {days_en} before the registration; with a gap between them its time does not count"
            )
        }
        ResidenceFact::TemporaryGap { ran_out, days, allowed } => {
            let days_en = counted_as(*days, "day", "days");
            text!(
                lang,
                "以前的暂住证 {ran_out} 已经到期，过了 {days} 天才办居住登记，超过本市允许的 {allowed} 天，那段时间没有接上",
                "The temporary permit had run out on {ran_out}, {days_en} before the registration; {allowed} are allowed here, so its time does not count"
            )
        }
        ResidenceFact::CountedAnew { from, permit } => {
            let (zh, en) = named(permit.as_slice(), "", "the permit");
            text!(
                lang,
                "因为{zh}签注晚了，居住年限从补办签注的 {from} 重新算起，以前的不接着算",
                "Since {en} was endorsed late, residence is counted anew from {from}, the day it was endorsed"
            )
        }
        ResidenceFact::StandsStill { since, permit } => {
            let (zh, en) = named(permit.as_slice(), "", "the permit");
            text!(
                lang,
                "{zh}暂停使用期间居住年限不往上加，从 {since} 起停住了",
                "While {en} is suspended the count stands still, from {since} on"
            )
        }
        ResidenceFact::Skipped { days, permits } => {
            let (zh, en) = named(permits, "本证", "this permit");
            let days_en = counted_as(*days, "day is", "days are");
            text!(
                lang,
                "{zh}在注销前暂停使用过，暂停的 {days} 天不计入居住年限",
                "Before it ended, {en} was suspended: {days_en} not counted"
            )
        }
        ResidenceFact::NotCounted => text!(
            lang,
            "这一天没有有效的居住登记，居住年限不算",
            "There is no registration on that day, so no residence is counted"
        ),
        ResidenceFact::TrulyLived => text!(
            lang,
            "登记库只记得登记了多久；人是不是一直住在这里，要由窗口看材料认定",
            "The register knows how long somebody has been registered; whether the person truly lived here is seen at the counter, from the papers"
        ),
    }
}

/// The cards that a sentence must name, in Chinese and English; else the words for the one at hand.
fn named(permits: &[String], zh: &str, en: &str) -> (String, String) {
    if permits.is_empty() {
        return (zh.to_owned(), en.to_owned());
    }
    (format!("居住证 {} ", permits.join("、")), format!("the permit {}", permits.join(" and ")))
}

pub fn stay(fact: &StayFact, lang: Lang) -> String {
    match fact {
        StayFact::Earlier { from, until } => text!(
            lang,
            "以前 {from} 登记过，{until} 离开了，那次的居住时间已经断了，不接着算",
            "There was a registration from {from}; it ended on {until}, and its time does not carry on"
        ),
        StayFact::Joined { from, until } => text!(
            lang,
            "两份记录合并前，{from} 起就登记在册；合并后这段登记算到 {until}，由另一份的登记接上，居住时间没有断",
            "Of two records that were merged, one was registered from {from}; from {until} on the other's registration goes on, and its time carries on"
        ),
        StayFact::Double { on } => text!(
            lang,
            "{on} 另外重复登记过一次；两份记录合并后，重复的这次不另算",
            "There was a second registration, of {on}, under the other of two records that were merged; it counts on no day of its own"
        ),
        StayFact::Registered { on, again: false } => {
            text!(lang, "{on} 办了居住登记", "The residence was registered on {on}")
        }
        StayFact::Registered { on, again: true } => text!(
            lang,
            "{on} 回来重新办了居住登记，从这天重新算起",
            "The person came back and was registered again on {on}; everything counts from that day"
        ),
        StayFact::Arrived { on } => text!(lang, "{on} 来到本地", "The person arrived on {on}"),
        StayFact::ArrivalUnknown { used } => text!(
            lang,
            "哪天来的没有登记，凡是从来的那天算起的，都按登记那天 {used} 算",
            "The day of arrival is not known; wherever it matters, the day of registration, {used}, is used"
        ),
        StayFact::RegisteredLate { arrived, last_day, limit: within, on } => {
            let within = limit(*within, lang);
            text!(
                lang,
                "{arrived} 来的，应当在{within}内来登记，最晚 {last_day}；{on} 才来，算逾期，登记照样有效",
                "Having arrived on {arrived}, the person should have come within {within}, by {last_day}, and came on {on}: late, but registered all the same"
            )
        }
        StayFact::Moved { on } => text!(
            lang,
            "{on} 在市内搬过家，登记和居住年限都接着算",
            "The person moved inside the city on {on}; the registration and the count go on"
        ),
        StayFact::Regrouped { on, former, unit, split } => {
            let told = regrouped(*on, former, unit, *split, lang);
            text!(lang, "{told}，登记和居住年限都接着算", "{told}; the registration and the count go on")
        }
        StayFact::MovedLate { on, told, last_day, limit: within } => {
            let within = limit(*within, lang);
            text!(
                lang,
                "{on} 在市内搬了家，应当在{within}内来办变更，最晚 {last_day}；登记库里 {told} 才录入，算逾期；登记和居住年限照样接着算",
                "The person moved inside the city on {on} and should have told within {within}, by {last_day}; it was recorded on {told}: late, but the registration and the count go on"
            )
        }
        StayFact::LeftOpen { on, reason } => left_open(*on, *reason, lang),
        StayFact::Left { on, reason } => left(*on, *reason, lang),
    }
}

/// A takeover of units, which is no move.
pub fn regrouped(on: Day, former: &str, unit: &str, split: bool, lang: Lang) -> String {
    if split {
        return text!(
            lang,
            "{on} 原{former}拆分，住的这一处划归{unit}，人没有搬",
            "{former} was split on {on} and this home came to {unit}, nobody moved"
        );
    }
    text!(lang, "{on} 原{former}并入{unit}，人没有搬", "{former} became part of {unit} on {on}, nobody moved")
}

/// What the end of the card says of its bearer, whose registration still stands.
fn left_open(on: Day, reason: LeaveReason, lang: Lang) -> String {
    match reason {
        LeaveReason::Death => text!(
            lang,
            "居住证 {on} 因持证人去世注销了，居住登记还没有注销",
            "The card ended on {on} since its bearer has died; the registration has not been ended yet"
        ),
        LeaveReason::Hukou => text!(
            lang,
            "居住证 {on} 因本人在本地落户注销了，居住登记还没有注销",
            "The card ended on {on} since its bearer's household is registered here now; the registration has not been ended yet"
        ),
        LeaveReason::Left | LeaveReason::Other => text!(
            lang,
            "居住证 {on} 因本人离开本地注销了，居住登记还没有注销",
            "The card ended on {on} since its bearer has left; the registration has not been ended yet"
        ),
    }
}

fn left(on: Day, reason: LeaveReason, lang: Lang) -> String {
    match reason {
        LeaveReason::Hukou => text!(
            lang,
            "{on} 已经在本地落户，居住登记结束",
            "On {on} the household was registered here, and the registration ended"
        ),
        LeaveReason::Death => {
            text!(lang, "本人已经去世，居住登记 {on} 结束", "The person has died; the registration ended on {on}")
        }
        LeaveReason::Left | LeaveReason::Other => text!(
            lang,
            "{on} 离开了本地，居住登记结束，从这天起不算居住",
            "The person left on {on}, and the registration ended: that day is the first not counted"
        ),
    }
}
