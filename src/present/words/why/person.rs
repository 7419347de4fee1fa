//! Stays, residence and entitlement in sentences.

use super::{counted, limit};
use crate::domain::identity::IdKind;
use crate::domain::lang::Lang;
use crate::domain::permit::EndReason;
use crate::domain::why::{EntitlementFact, ResidenceFact, StayFact};
use crate::present::words::{labels, text};

pub fn residence(fact: &ResidenceFact, lang: Lang) -> String {
    match fact {
        ResidenceFact::Counted { since, days, full_years } => {
            let years = counted(i64::from(*full_years), "full year", "full years");
            let days_en = counted(*days, "day", "days");
            text!(
                lang,
                "居住年限从 {since} 起算，头一天也算，到这天共 {days} 天，满 {full_years} 年",
                "Residence is counted from {since}, that day included: {days_en} so far, {years}"
            )
        }
        ResidenceFact::TemporaryCounts { from } => text!(
            lang,
            "以前持暂住证的时间从 {from} 起接着算在居住年限里",
            "The time under the temporary permit, from {from} on, counts as residence"
        ),
        ResidenceFact::TemporaryGap { ran_out, days, allowed: 0 } => {
            let days_en = counted(*days, "day", "days");
            text!(
                lang,
                "以前的暂住证 {ran_out} 已经到期，过了 {days} 天才办居住登记，中间断了，那段时间没有接上",
                "The temporary permit had run out on {ran_out}, {days_en} before the registration; with a gap between them its time does not count"
            )
        }
        ResidenceFact::TemporaryGap { ran_out, days, allowed } => {
            let days_en = counted(*days, "day", "days");
            text!(
                lang,
                "以前的暂住证 {ran_out} 已经到期，过了 {days} 天才办居住登记，超过本市允许的 {allowed} 天，那段时间没有接上",
                "The temporary permit had run out on {ran_out}, {days_en} before the registration; {allowed} are allowed here, so its time does not count"
            )
        }
        ResidenceFact::CountedAnew { from } => text!(
            lang,
            "因为签注晚了，居住年限从补办签注的 {from} 重新算起，以前的不接着算",
            "Since the permit was endorsed late, residence is counted anew from {from}, the day it was endorsed"
        ),
        ResidenceFact::StandsStill { since } => text!(
            lang,
            "暂停使用期间居住年限不往上加，从 {since} 起停住了",
            "While the permit is suspended the count stands still, from {since} on"
        ),
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

pub fn stay(fact: &StayFact, lang: Lang) -> String {
    match fact {
        StayFact::Earlier { from, until } => text!(
            lang,
            "以前 {from} 登记过，{until} 离开了，那次的居住时间已经断了，不接着算",
            "There was a registration from {from}; it ended on {until}, and its time does not carry on"
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
        StayFact::MovedLate { on, told, last_day, limit: within } => {
            let within = limit(*within, lang);
            text!(
                lang,
                "{on} 在市内搬了家，应当在{within}内来办变更，最晚 {last_day}；登记库里 {told} 才录入，算逾期；登记和居住年限照样接着算",
                "The person moved inside the city on {on} and should have told within {within}, by {last_day}; it was recorded on {told}: late, but the registration and the count go on"
            )
        }
        StayFact::Left { on, reason } => left(*on, *reason, lang),
    }
}

fn left(on: crate::domain::calendar::Day, reason: EndReason, lang: Lang) -> String {
    match reason {
        EndReason::Hukou => text!(
            lang,
            "{on} 已经在本地落户，居住登记结束",
            "On {on} the household was registered here, and the registration ended"
        ),
        EndReason::Death => {
            text!(lang, "本人已经去世，居住登记 {on} 结束", "The person has died; the registration ended on {on}")
        }
        EndReason::Left
        | EndReason::Ineligible
        | EndReason::Fraud
        | EndReason::Confiscated
        | EndReason::Error
        | EndReason::Lost
        | EndReason::Replaced
        | EndReason::Expired => text!(
            lang,
            "{on} 离开了本地，居住登记结束，从这天起不算居住",
            "The person left on {on}, and the registration ended: that day is the first not counted"
        ),
    }
}

pub fn entitlement(fact: &EntitlementFact, lang: Lang) -> String {
    match fact {
        EntitlementFact::BeforeRules { first } => text!(
            lang,
            "现在的居住证制度从 {first} 开始，在那以前窗口不办居住证",
            "The present rules began on {first}; before that day no permit was applied for at a counter"
        ),
        EntitlementFact::NotRegistered => text!(
            lang,
            "没有有效的居住登记，不能申领居住证；先办登记",
            "Without a registration no permit can be applied for; the registration comes first"
        ),
        EntitlementFact::OtherPapers(kind) => other_papers(*kind, lang),
        EntitlementFact::OwnCity => text!(
            lang,
            "户籍就在本市的区县，在本市范围内换个区县住，只登记，不用办居住证",
            "The household is registered in this city; whoever only lives in another of its districts or counties is registered and needs no permit"
        ),
        EntitlementFact::Exempt(exempt) => {
            let label = labels::exempt(lang, *exempt);
            text!(
                lang,
                "登记的是“{label}”，这种情形只登记，不办居住证",
                "The registration is marked: {label}; people in that case are registered and get no permit"
            )
        }
        EntitlementFact::ShortStay { days } => text!(
            lang,
            "登记的是住不满一个月；打算住 {days} 日以上的才办居住证",
            "A stay of under a month is registered; the permit is for stays of {days} days or more"
        ),
        EntitlementFact::LongStay { since, days, stay_known: true } => text!(
            lang,
            "打算住 {days} 日以上，{since} 起可以申领居住证",
            "The person means to stay {days} days or more, and can apply for a permit from {since}"
        ),
        EntitlementFact::LongStay { since, days, stay_known: false } => text!(
            lang,
            "打算住多久没有登记，按 {days} 日以上算，{since} 起可以申领居住证",
            "How long the person means to stay is not known and taken as {days} days or more; a permit can be applied for from {since}"
        ),
        EntitlementFact::HalfYear { registered, complete, months, reached: true } => text!(
            lang,
            "从 {registered} 登记算起，到 {complete} 满了 {months} 个月，住满了半年",
            "Counted from the registration on {registered}, {months} months were complete on {complete}: half a year"
        ),
        EntitlementFact::HalfYear { registered, complete, months, reached: false } => text!(
            lang,
            "居住证要登记满半年才能领：从 {registered} 算起，到 {complete} 才满 {months} 个月，从这天起可以申领",
            "The permit asks for half a year of registration: counted from {registered}, {months} months will be complete on {complete}, and from that day it can be applied for"
        ),
        EntitlementFact::RulesBegan { from, regime } => {
            let rule = labels::regime(lang, *regime);
            text!(
                lang,
                "{rule}从 {from} 起施行，所以不早于这一天",
                "{rule} has been in force since {from}, so it is not before that day"
            )
        }
        EntitlementFact::Ground => text!(
            lang,
            "还要有稳定工作、稳定住处、连续上学三项里的一项；有没有，登记库不知道，申领时拿材料证明",
            "One of three is needed besides: stable work, a stable dwelling, or continuous schooling; the register does not know which, it is proved with papers at the application"
        ),
    }
}

fn other_papers(kind: IdKind, lang: Lang) -> String {
    match kind {
        IdKind::Citizen | IdKind::Other => {
            let label = labels::id_kind(lang, kind);
            text!(
                lang,
                "登记用的是{label}；居住证上要印公民身份号码，没有的不能领",
                "The registration was made with {label}; the permit bears a citizen's number, and without one there is none"
            )
        }
        IdKind::Hmt => text!(
            lang,
            "港澳台居民按国家另外的规定办理，这里只登记，不发这种居住证",
            "People of Hong Kong, Macao and Taiwan have rules of their own: they are registered here, and get no permit of this kind"
        ),
        IdKind::Foreigner => text!(
            lang,
            "外国人按国家另外的规定办理，这里只登记，不发居住证",
            "Foreigners have rules of their own: they are registered here, and get no permit"
        ),
    }
}
