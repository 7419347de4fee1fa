//! Who may hold a permit, in sentences.

use crate::domain::calendar::Day;
use crate::domain::eligibility::NotEntitled;
use crate::domain::identity::IdKind;
use crate::domain::lang::Lang;
use crate::domain::why::EntitlementFact;
use crate::present::words::{labels, text};

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
        EntitlementFact::LongStay { days, stay_known, served: true, .. } => long_enough(*days, *stay_known, lang),
        EntitlementFact::LongStay { since, days, stay_known, served: false } => {
            long_stay(*since, *days, *stay_known, lang)
        }
        EntitlementFact::HalfYear { registered, complete, months, reached, served } => {
            half_year(*registered, *complete, *months, (*reached, *served), lang)
        }
        EntitlementFact::NotThen { accepted_on, why, stands } => not_then(*accepted_on, *why, *stands, lang),
        EntitlementFact::CardStands => text!(
            lang,
            "手上已经领的证不会因为这个失效",
            "The card that is held already does not lapse because of that"
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

/// `stands`: the card that was issued all the same is good for something still.
fn not_then(accepted_on: Day, why: NotEntitled, stands: bool, lang: Lang) -> String {
    let lacked = lacked(why, lang);
    if stands {
        text!(
            lang,
            "证还算数，可是按现在的登记，{accepted_on} 受理的时候还不够条件：{lacked}",
            "The card stands, but by what is recorded now the conditions were not met when it was applied for on {accepted_on}: {lacked}"
        )
    } else {
        text!(
            lang,
            "按现在的登记，{accepted_on} 受理的时候还不够条件：{lacked}",
            "By what is recorded now, the conditions were not met when the application was accepted on {accepted_on}: {lacked}"
        )
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

fn long_stay(since: Day, days: u16, stay_known: bool, lang: Lang) -> String {
    if stay_known {
        text!(
            lang,
            "打算住 {days} 日以上，{since} 起可以申领居住证",
            "The person means to stay {days} days or more, and can apply for a permit from {since}"
        )
    } else {
        text!(
            lang,
            "打算住多久没有登记，按 {days} 日以上算，{since} 起可以申领居住证",
            "How long the person means to stay is not known and taken as {days} days or more; a permit can be applied for from {since}"
        )
    }
}

/// What somebody could not do with who has a card, or waits for one, is not offered.
fn long_enough(days: u16, stay_known: bool, lang: Lang) -> String {
    if stay_known {
        text!(
            lang,
            "打算住 {days} 日以上，够领证的条件",
            "The person means to stay {days} days or more, as the permit asks"
        )
    } else {
        text!(
            lang,
            "打算住多久没有登记，按 {days} 日以上算，够领证的条件",
            "How long the person means to stay is not known and taken as {days} days or more, as the permit asks"
        )
    }
}

fn half_year(registered: Day, complete: Day, months: u16, (reached, served): (bool, bool), lang: Lang) -> String {
    match (reached, served) {
        (true, _) => text!(
            lang,
            "从 {registered} 登记算起，到 {complete} 满了 {months} 个月，住满了半年",
            "Counted from the registration on {registered}, {months} months were complete on {complete}: half a year"
        ),
        (false, false) => text!(
            lang,
            "居住证要登记满半年才能领：从 {registered} 算起，到 {complete} 才满 {months} 个月，从这天起可以申领",
            "The permit asks for half a year of registration: counted from {registered}, {months} months will be complete on {complete}, and from that day it can be applied for"
        ),
        (false, true) => text!(
            lang,
            "登记还不满半年：从 {registered} 算起，到 {complete} 才满 {months} 个月",
            "Half a year of registration is not complete: counted from {registered}, {months} months will be on {complete}"
        ),
    }
}

/// What was lacking on a day that has passed.
pub fn lacked(why: NotEntitled, lang: Lang) -> String {
    match why {
        NotEntitled::BeforeRules { first } => {
            text!(lang, "居住证制度 {first} 才开始", "the rules began on {first}")
        }
        NotEntitled::NotRegistered => {
            text!(lang, "那天没有有效的居住登记", "there was no registration on that day")
        }
        NotEntitled::OtherPapers(kind) => {
            let label = labels::id_kind(lang, kind);
            text!(lang, "登记用的是{label}", "the registration was made with {label}")
        }
        NotEntitled::Exempt(exempt) => {
            let label = labels::exempt(lang, exempt);
            text!(
                lang,
                "登记的是“{label}”，只登记、不办证",
                "the registration is marked: {label}, and such people get no permit"
            )
        }
        NotEntitled::ShortStay => {
            text!(lang, "登记的是住不满一个月", "a stay of under a month was recorded")
        }
        NotEntitled::OwnCity => {
            text!(lang, "户籍就在本市的区县", "the household is registered in this city")
        }
        NotEntitled::HalfYear { since } => {
            text!(lang, "登记还不满半年，{since} 才满", "half a year of registration was not complete before {since}")
        }
    }
}
