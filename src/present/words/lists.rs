//! What the reports that are lists and measures are called, what their columns say, and what each counts.

use super::{capital, counted, text};
use crate::domain::calendar::Day;
use crate::domain::candidacy::Why;
use crate::domain::lang::Lang;
use crate::domain::lookups;
use crate::domain::quality::{Defect, Sender};
use crate::domain::regime::{Entitlement, RegimeRules};

use super::labels;

/// What the list of cards to be endorsed holds.
pub fn due_definition(lang: Lang, on: Day, within: u16) -> String {
    let by = on.plus_days(i32::from(within));
    text!(
        lang,
        "截至 {on} 24时证件有效或正在签注期内、签注期已经开始或者到 {by} 为止会开始的居住证。还剩天数＝签注期最后一天－{on}，最后一天当天为0。已中止、已过期的在逾期表里；暂住证不签注，不在表内。居住地是当日的社区、乡镇，当日没有登记的按发证时。",
        "Cards in force at the end of {on} whose endorsement window is open, or opens by {by}. Days left = the last good day of the window − {on}, 0 on that day. Suspended and expired cards are in the list of what is overdue; a temporary permit is not endorsed. The unit is that of the day, for somebody who is not registered that of the issue."
    )
}

pub fn overdue_definition(lang: Lang, on: Day) -> String {
    text!(
        lang,
        "截至 {on} 24时：没有按时签注而中止或过期、还没有终止的居住证；已经受理、过了发证期限（延期的按延期后）还没有办结的申领。逾期起始日是期限后的第一天，天数＝{on}－最后一个期限日。期限跨到没有放假安排的年份、算不出来的不列入。",
        "At the end of {on}: cards suspended or expired for want of an endorsement that have not ended; accepted applications past their limit (as extended) and not decided. Since: the first day late; days = {on} − the last good day. A limit that runs into a year without a calendar of working days cannot be told and is not listed."
    )
}

pub fn eligible_definition(lang: Lang, on: Day, rules: &RegimeRules) -> String {
    let rule = labels::regime(lang, rules.regime);
    let who = match rules.entitlement {
        Entitlement::None => text!(lang, "{rule}之下没有应办的人。", "Under {rule} there is nobody to be served. "),
        Entitlement::ByStay { min_stay_days, liable_from, liable_below, .. } => {
            let last_age = liable_below - 1;
            text!(
                lang,
                "按{rule}应当申领的人：当日年满{liable_from}至{last_age}周岁、拟居住{min_stay_days}日以上或期限不明、没有免办事由；起始日期是登记期间应当申领的第一天。",
                "Those who must apply under {rule}: aged {liable_from} to {last_age} on the day, with an intended stay of {min_stay_days} days or more or unknown, not exempt. Since: the first day of the duty while registered. "
            )
        }
        Entitlement::ByResidence { months } => text!(
            lang,
            "按{rule}居住登记满{months}个月、可以自愿申领的人，户籍在本市其他区县的除外；稳定就业、稳定住所、连续就读有没有，申领时才核，此处不问；起始日期是可以申领的第一天。",
            "Those who may apply under {rule}: registered for {months} months, without those whose household registration lies elsewhere in this city; the ground is proved at application and not asked here. Since: the first day on which an application was possible. "
        ),
    };
    let whole = text!(
        lang,
        "截至 {on} 24时居住登记有效、手上没有未终止的证（过期未换的在逾期表里）、也没有申领在办的公民。",
        "Citizens registered at the end of {on} who hold no card that has not ended (an expired one is in the list of what is overdue) and have no open application. "
    );
    text!(
        lang,
        "{whole}{who}起始日期不早于所依规定的施行日期。",
        "{whole}{who}Never before the first day of the rules."
    )
}

/// Why somebody waits, in a few words for a table.
pub fn why(lang: Lang, why: Why) -> String {
    match why {
        Why::Obliged => text!(lang, "应当申领", "must apply"),
        Why::HalfYear => text!(lang, "住满半年", "half a year"),
    }
}

pub fn uncollected_definition(lang: Lang, on: Day, over: u16) -> String {
    let days = counted(over, "day");
    text!(
        lang,
        "截至 {on} 24时，窗口已经发证、没有终止、发出超过 {over} 天还没有人来领的证。天数＝{on}－发证日期；换领、补领的从新证算起；随名册进来的证视为已领。",
        "Cards issued at a counter that have not ended and had not been collected at the end of {on}, more than {days} after their issue. Days = {on} − the day of issue; a replacement counts from its own date; cards that came by roster count as collected."
    )
}

pub fn turnaround_definition(lang: Lang, on: Day, from: Day, to: Day) -> String {
    text!(
        lang,
        "{from} 至 {to} 受理的申领，按受理日期归入，按 {on} 24时的情况统计；级别是受理点的级别。办结＝发证、不予批准或撤回。办理天数从受理到发证，按自然日，撤回和不予批准的不计；中位数在件数为偶数时取中间两件的平均，90%分位取就近名次。应办结＝已办结，或者到当日已过法定期限（延期的按延期后）；按期办结＝在法定期限内办结；承诺期内＝在承诺的7个工作日（没有更早承诺的按法定期限）内办结；按期率、兑现率都以应办结件数为分母，分母为零写作“—”。受理＝发证＋在办＋撤回＋不予批准。",
        "Applications accepted from {from} to {to}, sorted by the day of acceptance, as they stood at the end of {on}; the tier is that of the counter. Decided: issued, refused or withdrawn. Days run from acceptance to the issue of the card, in calendar days, and of nothing refused or withdrawn; the median of an even number is the mean of the middle two, p90 is by nearest rank. Due: decided, or past the limit of the law (as extended) on the day. On time: decided within that limit. Promise kept: decided within the promised 7 working days (where nothing earlier is promised, within the limit). Both rates are of what is due; of nothing due they are —. Accepted = issued + open + withdrawn + refused."
    )
}

/// A limit that nobody can know is said to be unknown.
pub fn unknown_limits(lang: Lang, count: u64) -> String {
    let applications = counted(count, "application");
    text!(
        lang,
        "有 {count} 件的期限或承诺日期跨到没有放假安排的年份，算不出来，不算按期，也不算兑现",
        "the limit or promise of {applications} runs into a year without a calendar of working days, which counts neither as on time nor as a promise kept"
    )
}

pub fn quality_definition(lang: Lang, on: Day, registered: u64) -> String {
    let kinds: Vec<String> = Defect::ALL
        .into_iter()
        .map(|kind| format!("{}: {}", capital(&defect(lang, kind)), meaning(lang, kind)))
        .collect();
    let kinds = match lang {
        Lang::Zh => kinds.join("。").replace(": ", "："),
        Lang::En => kinds.join(". "),
    };
    let counted = counted(registered, "registration");
    text!(
        lang,
        "在 {on} 24时有效的 {registered} 份居住登记里数，所有证件种类都算。一份登记可以有几处毛病，合计是至少有一处的登记数；占比都以登记数为分母。{kinds}。",
        "Counted among the {counted} active at the end of {on}, of people of all kinds of papers. One registration may have several defects; the total counts those with one or more; shares are of the registrations. {kinds}."
    )
}

pub fn quality_by_source(lang: Lang) -> String {
    text!(
        lang,
        "按来源：居住登记归入报送它的名册的来源，窗口登记的归入“窗口”，名册没有注明来源的归入“来源不明”；占比以该来源的登记数为分母。",
        " By sender: a registration belongs to the source of the roster it came in, one made at a counter to the counter, one of a roster without a source to no name; shares are of the sender's registrations."
    )
}

pub fn defect(lang: Lang, defect: Defect) -> String {
    match defect {
        Defect::PhoneMissing => text!(lang, "没有电话", "no phone"),
        Defect::OriginUnknown => text!(lang, "来源地不明", "origin unknown"),
        Defect::OriginByNumber => text!(lang, "来源地只凭号码", "origin by number only"),
        Defect::CountyCodeUnknown => text!(lang, "号码区划代码查无", "county code unknown"),
        Defect::CountyCodeOtherYears => text!(lang, "号码区划代码年份不符", "county code of other years"),
        Defect::BirthUnknown => text!(lang, "没有出生日期", "birth unknown"),
        Defect::DwellingUnknown => text!(lang, "居住处所不明", "dwelling unknown"),
        Defect::StayUnknown => text!(lang, "拟居住期限不明", "intended stay unknown"),
        Defect::DistrictOnly => text!(lang, "只登记到区县", "at the district only"),
        Defect::DuplicateSuspected => text!(lang, "疑似重复", "suspected duplicate"),
    }
}

fn meaning(lang: Lang, defect: Defect) -> String {
    match defect {
        Defect::PhoneMissing => {
            text!(lang, "没有联系电话，或报送的电话读不出", "none told, or none that could be read")
        }
        Defect::OriginUnknown => text!(
            lang,
            "户籍地址只写到省，或写不清是哪里（如只写“白云区”），号码也看不出",
            "the household address names a province alone, or does not say which place it means (a bare 白云区), and the number tells nothing"
        ),
        Defect::OriginByNumber => {
            text!(
                lang,
                "地址看不出，按号码前六位推定",
                "the address tells nothing, the first six digits of the number do"
            )
        }
        Defect::CountyCodeUnknown => {
            text!(lang, "号码前六位不是任何年份的区划代码", "the first six digits never were a code")
        }
        Defect::CountyCodeOtherYears => text!(
            lang,
            "前六位是区划代码，但出生那年没有启用；号码可以是真的",
            "a code, but not in the year of birth; the number may be genuine"
        ),
        Defect::BirthUnknown => text!(lang, "其他证件没有登记出生日期", "another paper, without a day of birth"),
        Defect::DwellingUnknown | Defect::StayUnknown => text!(lang, "没有登记", "not told"),
        Defect::DistrictOnly => text!(lang, "没有落到社区、乡镇", "at none of its communities or towns"),
        Defect::DuplicateSuspected => text!(
            lang,
            "姓名（间隔号、全半角视为相同）和出生日期相同、号码不同的在册人员，各算一份；是不是同一人由人核实",
            "registered people of the same name (dots and widths made equal) and day of birth under different numbers, each counted; whether they are one person is for people to find out"
        ),
    }
}

/// What a sender's row is called; a source stands for itself.
pub fn sender(lang: Lang, sender: &Sender) -> String {
    match sender {
        Sender::Counter => text!(lang, "窗口", "counter"),
        Sender::Unnamed => text!(lang, "来源不明", "no source named"),
        Sender::Source(source) => source.clone(),
    }
}

pub fn lookups_column(lang: Lang, column: lookups::Column) -> String {
    match column {
        lookups::Column::Lookups => text!(lang, "查询", "Look-ups"),
        lookups::Column::Misses => text!(lang, "未查到", "Misses"),
        lookups::Column::Lists => text!(lang, "名单", "Lists"),
        lookups::Column::Exports => text!(lang, "导出", "Exports"),
        lookups::Column::Reveals => text!(lang, "显示全部信息", "Reveals"),
    }
}

pub fn lookups_definition(lang: Lang, from: Day, to: Day) -> String {
    text!(
        lang,
        "日志里 {from} 至 {to}（按实际时间）看过人的记录，按工号。查询：查看、查找、说明、经历，一次一笔，没有查到人的也算，并列在“未查到”里；名单：证件和申领清单、报表里的人员名单、规则试算；导出：人员导出、日志导出、审计包、打印、夜间报表；显示全部信息：其中注明理由、没有遮盖的。只查总数的报表不算。",
        "Rows of the journal from {from} to {to} (by the clock) in which people were looked at, by clerk. Look-ups: show, find, why and history, one each, those that found nobody too (misses). Lists: of cards and applications, of people in reports, trials of rules. Exports: of people, of the journal, audit packs, prints, the night's files. Reveals: those of all these that were unmasked, with a reason. Reports that only count are none of them."
    )
}

/// What a check of a measure holds against what; an unknown name stands for itself.
pub fn check_name(lang: Lang, name: &str) -> String {
    match name {
        "cell_entries" => text!(lang, "报表里的数＝列出的笔数", "the figure = the entries listed"),
        "accepted_by_state" => {
            text!(lang, "受理＝发证＋在办＋撤回＋不予批准", "accepted = issued + open + withdrawn + refused")
        }
        "rows_accepted" => text!(lang, "各级受理之和＝合计", "accepted: sum of the rows = total"),
        "accepted_counted_apart" => text!(lang, "受理件数＝另行清点的件数", "accepted = counted apart"),
        "registered_counted_apart" => {
            text!(lang, "在册登记＝累计登记－累计结束", "active registrations = begun − ended")
        }
        "rows_defective" => text!(lang, "各来源有毛病的登记之和＝合计", "with a defect: sum of the rows = total"),
        "rows_lookups" => text!(lang, "各工号查询之和＝合计", "look-ups: sum of the rows = total"),
        "rows_reveals" => text!(lang, "各工号显示全部信息之和＝合计", "reveals: sum of the rows = total"),
        "lookups_counted_apart" => {
            text!(lang, "查询＋名单＋导出＝日志里的笔数", "look-ups + lists + exports = rows of the journal")
        }
        other => other.to_owned(),
    }
}
