//! What is said of a report: why it is not given, what its figures mean, and what each check holds.

use serde_json::{Value, json};

use super::labels::pick;
use super::{Describe, Words, capital, echo, labels, lists, text};
use crate::domain::calendar::Day;
use crate::domain::code::Code;
use crate::domain::frozen::FIGURES;
use crate::domain::lang::Lang;
use crate::domain::rate::{By, Check};
use crate::domain::regime::{Entitlement, RegimeRules};
use crate::domain::unit::UnitTree;
use crate::ops::rate::ReportRefusal;
use crate::ops::restate::Restated;
use crate::present::sheet::Column;

impl Describe for ReportRefusal {
    fn code(&self) -> Code {
        ReportRefusal::code(self)
    }

    fn words(&self, lang: Lang) -> Words {
        match self {
            ReportRefusal::ComingDay { flags, on, today, good } => Words::new(text!(
                lang,
                "{on} 还没有到，今天是 {today}；报表只能统计到今天",
                "{on} has not come, today is {today}; a report is of a day that is over or running"
            ))
            .hint(format!("{flags} {good}"))
            .detail("as_of", on.to_string())
            .detail("today", today.to_string()),
            ReportRefusal::UnknownCell { cell } => unknown_cell(lang, cell),
            ReportRefusal::UnknownNumber { text, latest } => unknown_number(lang, text, latest.as_deref()),
            ReportRefusal::BrokenSeal { number } => broken_seal(lang, number),
            ReportRefusal::Backwards { span, today } => Words::new(text!(
                lang,
                "起始日 {0} 在截止日 {1} 之后，这段时间是空的",
                "the span begins on {0} and ends before that, on {1}",
                span.from,
                span.to
            ))
            .hint(format!("--from {} --to {}", span.to.min(*today), span.from.min(*today)))
            .detail("from", span.from.to_string())
            .detail("to", span.to.to_string()),
            ReportRefusal::Contradiction { failed } => {
                let head =
                    text!(lang, "数字互相矛盾，报表没有出：", "the figures contradict each other; no report is given:");
                let sentence = failed.iter().fold(head, |text, check| format!("{text}\n  {}", differs(lang, check)));
                let checks: Vec<Value> = failed.iter().map(failed_check).collect();
                Words::new(sentence)
                    .hint(text!(
                        lang,
                        "登记库有缺损，不要公布任何数字；先备份再请维护者核查：jzz db backup 【备份】",
                        "the register is not whole: publish nothing, back it up and call the maintainers: jzz db backup _BACKUP_"
                    ))
                    .detail("checks", checks)
            }
        }
    }
}

/// A check that fails: what it holds, where in the report, and both numbers.
fn differs(lang: Lang, check: &Check) -> String {
    let (name, left, right) = (check_name(lang, check.name), check.left, check.right);
    match &check.at {
        Some(at) => text!(lang, "{name}（{at}）：{left} ≠ {right}", "{name} ({at}): {left} ≠ {right}"),
        None => text!(lang, "{name}：{left} ≠ {right}", "{name}: {left} ≠ {right}"),
    }
}

fn failed_check(check: &Check) -> Value {
    let mut object = json!({"name": check.name, "left": check.left, "right": check.right});
    if let Some(at) = &check.at {
        object["at"] = json!(at);
    }
    object
}

/// A cell's code as it was given; the two days of a span are no number of anybody.
fn cell_echo(code: &str) -> String {
    let is_span = |text: &str| {
        let days = text.split_once("..").map(|(from, to)| [from, to].map(Day::parse_iso));
        days.is_some_and(|days| days.iter().all(Option::is_some))
    };
    let mut parts = code.trim().splitn(3, '/');
    match (parts.next(), parts.next(), parts.next()) {
        (Some(report), Some(span), Some(rest)) if is_span(span) => format!("{}/{span}/{}", echo(report), echo(rest)),
        _ => echo(code),
    }
}

fn unknown_cell(lang: Lang, cell: &str) -> Words {
    let cell = cell_echo(cell);
    Words::new(text!(lang, "这张报表没有单元格“{cell}”", "this report has no cell {cell}"))
        .instead(
            text!(lang, "加 --cells 看每个数的代码", "add --cells to see the code of each figure"),
            "--list",
            "--cells",
        )
        .detail("cell", cell)
}

fn unknown_number(lang: Lang, text: &str, latest: Option<&str>) -> Words {
    let text = echo(text);
    let words = Words::new(text!(lang, "没有编号为“{text}”的已发布报表", "no report was frozen under {text}"));
    let words = match latest {
        Some(latest) => words.hint(text!(
            lang,
            "最近发布的一份：jzz report show {latest}",
            "the one that was frozen last: jzz report show {latest}"
        )),
        None => words.hint(text!(
            lang,
            "还没有发布过报表；发布一份，就有编号：jzz report freeze rate",
            "none was frozen so far; freezing one gives it a number: jzz report freeze rate"
        )),
    };
    words.detail("number", text)
}

fn broken_seal(lang: Lang, number: &str) -> Words {
    Words::new(text!(
        lang,
        "{number} 存下的数据与它的摘要不符，有人改动过登记库文件",
        "the data kept with {number} do not fit their hash: the register file was changed"
    ))
    .hint(text!(
        lang,
        "不要再用这份报表；从备份里取原件核对",
        "do not rely on this report; compare it with the one in a backup"
    ))
    .detail("number", number)
}

/// A workbook was asked for and nowhere to put it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NeedsFile {
    /// What a file of it is called, without ending.
    pub file: &'static str,
}

impl Describe for NeedsFile {
    fn code(&self) -> Code {
        Code::J503
    }

    fn words(&self, lang: Lang) -> Words {
        Words::new(text!(
            lang,
            "电子表格（xlsx）要写进文件，终端上显示不了",
            "a workbook (xlsx) goes into a file: a terminal cannot show it"
        ))
        .hint(format!("--out {}.xlsx", self.file))
    }
}

/// The title of a rate report.
pub fn rate_title(lang: Lang, by: By, on: Day) -> String {
    let rows = labels::rate_rows(lang, by);
    text!(lang, "{on} 办证率（按{rows}）", "Issuance rate by {rows}, {on}")
}

/// How many of a report's rows are shown.
pub fn rate_cut(lang: Lang, shown: usize, all: usize) -> String {
    text!(
        lang,
        "共 {all} 行，只列 {shown} 行，没有人因而没有率的不列；合计是全部的。",
        "{shown} of {all} rows are shown, none of nobody, which has no rate; the total is that of all."
    )
}

/// What is to be known of a comparison; `moved`: units of the earlier day whose figures stand in another row; `split`:
/// one of them was split.
pub fn rate_compared(lang: Lang, before: Day, moved: &[String], split: bool) -> Option<String> {
    let moved = labels::list(lang, moved);
    if moved.is_empty() {
        return None;
    }
    let told = text!(
        lang,
        "各日按当日的区划。{before} 还在而此处已经没有的，当日各数并入承接它的一行：{moved}。",
        "Each day by its own tree. Standing on {before} and no more, their figures of that day stand with their successors: {moved}."
    );
    let parts = text!(
        lang,
        "拆分了的，当日的人都列在其余人员归入的那个单位；拆分出来的各单位，增减里含拆分本身。",
        " Of a unit that was split all of them stand with the part that everybody else went to: the changes of its parts have the split itself in them."
    );
    Some(if split { told + &parts } else { told })
}

pub fn restated_title(lang: Lang, number: &str, published: Day) -> String {
    text!(lang, "{number}（{published} 发布）当时与现在", "{number} (published {published}), then and now")
}

pub fn restated_definition(lang: Lang, number: &str, changes: usize) -> String {
    if changes == 0 {
        return text!(
            lang,
            "{number} 发布以后，没有哪一笔改变过它的数字。",
            "Nothing done since {number} was published has changed its figures."
        );
    }
    text!(
        lang,
        "“当时”是 {number} 发布时的数，“现在”是按登记库现有记录对同一天重新统计的数；上面逐笔列出发布以后改变了这些数字的业务。",
        "Then: the figures of {number} as published. Now: the same day counted anew from what the register holds now. Above, each act since that changed them."
    )
}

/// What one act did to the figures, where that may be told; `name`: what a row is called.
pub fn restated(lang: Lang, one: &Restated, told: bool, name: impl Fn(&str) -> Option<String>) -> String {
    let acts: Vec<String> = one
        .acts
        .iter()
        .map(|(act, command, on)| {
            let label = labels::command(command);
            text!(lang, "第 {act} 笔 {label}（{command}，{on}）", "entry {act}, {command} ({on})")
        })
        .collect();
    let named = labels::list(lang, &acts);
    let what = match acts.len() {
        0 => text!(lang, "日志里没有对应的业务", "nothing in the journal"),
        1 => named,
        _ => text!(lang, "以下各笔之一或合起来：{named}", "one of these, or some together: {named}"),
    };
    if !told {
        return text!(lang, "{what}：*", "{what}: *");
    }
    let mut parts: Vec<String> = Vec::new();
    for (key, sums) in &one.effect {
        for (figure, sum) in FIGURES.iter().zip(sums).filter(|(_, sum)| **sum != 0) {
            let figure = figure_name(lang, figure);
            let row =
                if key == "total" { labels::total(lang).to_owned() } else { name(key).unwrap_or_else(|| key.clone()) };
            parts.push(format!("{row} {figure} {sum:+}"));
        }
    }
    let effect = labels::list(lang, &parts);
    text!(lang, "{what}：{effect}", "{what}: {effect}")
}

/// A figure's name where no column of its basis stands beside it.
fn figure_name(lang: Lang, figure: &str) -> &'static str {
    use labels::RateColumn;
    if figure == "liable_holders" {
        return pick(lang, "应办持证", "liable holders");
    }
    labels::rate_column(
        lang,
        match figure {
            "registered" => RateColumn::Registered,
            "holders" => RateColumn::Holders,
            "in_force" => RateColumn::InForce,
            "liable" => RateColumn::Liable,
            _ => RateColumn::FirstIssues,
        },
    )
}

/// What a check of the rate report holds against what; an unknown name stands for itself.
pub fn check_name(lang: Lang, name: &str) -> String {
    match name {
        "rows_registered" => text!(lang, "各行登记人数之和＝合计", "registered: sum of the rows = total"),
        "rows_holders" => text!(lang, "各行持证人数之和＝合计", "holders: sum of the rows = total"),
        "rows_in_force" => text!(lang, "各行证件有效之和＝合计", "in force: sum of the rows = total"),
        "rows_liable" => text!(lang, "各行应办人数之和＝合计", "liable: sum of the rows = total"),
        "rows_liable_holders" => text!(lang, "各行应办已办之和＝合计", "liable holders: sum of the rows = total"),
        "rows_first_issues" => {
            text!(lang, "各行首次发证之和＝另行清点的首次发证", "first issues: sum of the rows = counted apart")
        }
        "holders_and_without" => text!(lang, "持证＋未持证＝登记人数", "holders + without = registered"),
        "holders_by_permits" => {
            text!(lang, "从登记数出的持证人数＝从证件数出的持证人数", "holders by registrations = holders by permits")
        }
        "cards" => text!(lang, "报表读到的证件数＝证件表里的", "cards: read = in the table"),
        "cards_live_bearers" => text!(
            lang,
            "报表读到的未终止居住证持证人核对数＝证件表里的",
            "bearers of permits not ended, check sum: read = in the table"
        ),
        "cards_other_bearers" => text!(
            lang,
            "报表读到的其余证件持证人核对数＝证件表里的",
            "bearers of temporary permits and permits ended, check sum: read = in the table"
        ),
        "units_unknown" => text!(lang, "单位或受理点查不到的人数＝0", "people of a unit or counter that is none = 0"),
        "applications_issued" => {
            text!(lang, "已发证的申领件数＝由申领发出的证件数", "applications issued = cards issued on an application")
        }
        "reasons_unknown" => {
            text!(lang, "居住事由代码查不到的登记条数＝0", "registrations with a reason that is no code = 0")
        }
        "registered_persons" => {
            text!(lang, "登记条数＝登记在册的人数（一人只算一次）", "registrations = persons registered, each once")
        }
        "people_without_registration" => {
            text!(lang, "没有任何登记的建档人数＝0", "people recorded without any registration = 0")
        }
        "opening_begun_ended" => {
            text!(lang, "月初在册＋本月登记－本月结束＝在册", "opening + begun − ended = registered")
        }
        other => check_of_tables(lang, other),
    }
}

/// The same of the tables that are held against the rate.
fn check_of_tables(lang: Lang, name: &str) -> String {
    match name {
        "monthly_sex" => text!(lang, "男＋女＋不详＝合计", "male + female + unknown = total"),
        "monthly_stay" => text!(lang, "各拟居住期限之和＝合计", "intended stays: sum = total"),
        "monthly_origin" => text!(lang, "各户籍地之和＝合计", "origins: sum = total"),
        "monthly_dwelling" => text!(lang, "各居住处所之和＝合计", "dwellings: sum = total"),
        "monthly_columns" => text!(lang, "各行之和＝合计（各栏）", "sum of the rows = total, in each column"),
        "monthly_citizens" => {
            text!(
                lang,
                "合计＝办证率报表的登记人数＋港澳台＋国外",
                "total = registered of the rate + Hong Kong, Macao, Taiwan + abroad"
            )
        }
        "trend_flows" => text!(lang, "期初＋新登记＝期末＋登记结束", "opening + new = closing + ended"),
        "trend_openings" => text!(lang, "期末＝下期期初", "closing = the next opening"),
        "trend_registered" => text!(lang, "末期登记＝办证率报表的登记人数", "last registered = registered of the rate"),
        "trend_holders" => text!(lang, "末期持证＝办证率报表的持证人数", "last holders = holders of the rate"),
        "cell_people" => text!(lang, "报表里的数＝名单上的人数", "the figure = the people listed"),
        "frozen_registered" | "restated_registered" => {
            text!(lang, "逐人数出的登记人数＝报表的登记人数", "registered, person by person = of the report")
        }
        "frozen_holders" | "restated_holders" => {
            text!(lang, "逐人数出的持证人数＝报表的持证人数", "holders, person by person = of the report")
        }
        "frozen_first_issues" => {
            text!(lang, "逐人数出的首次发证＝报表的首次发证", "first issues, person by person = of the report")
        }
        "ranking_registered" => {
            text!(lang, "各社区登记＋其余各行＝全市登记", "registered: communities + other rows = city")
        }
        "ranking_holders" => text!(lang, "各社区持证＋其余各行＝全市持证", "holders: communities + other rows = city"),
        other => lists::check_name(lang, other),
    }
}

/// The paragraph under a rate report: what each figure counts (RULES 7).
pub fn rate_definition(lang: Lang, rules: &RegimeRules, by: By, on: Day, tree: &UnitTree) -> String {
    let mut text = text!(
        lang,
        "办证率＝持证人数÷登记人数×100。登记人数：截至 {on} 24时居住登记有效的流动人口，只计持公民身份号码的，一人只计一次；已离开、已死亡、已落户的不在内。持证人数：上述人员中，已发证而未终止的（含未到期的暂住证、过期未换的居住证）；换领、补领、签注不重复计。证件有效：持证人中证件有效或正在签注期内的。",
        "Rate = holders ÷ registered × 100. Registered: migrants with an active registration at the end of {on}, citizens only, each person once; nobody who has left, died or obtained local household registration. Holders: those of the same people whose card was issued by then and has not ended (a running temporary permit and an expired card too); replacements and endorsements add nobody. In force: holders whose card is valid or due for endorsement. "
    );
    text.push_str(&liable(lang, rules));
    text.push_str(&first_issues(lang, by));
    text.push_str(&text!(
        lang,
        "各率取两位小数，四舍五入；分母为零写作“—”；合计由人数相除得出，不是各行的平均。",
        "Rates have two decimals, half up; a rate of nobody is —; the total is sum by sum, never a mean of the rows."
    ));
    match by {
        By::District | By::Community => text.push_str(&undivided(lang, tree, on)),
        By::Tier | By::Counter | By::Reason | By::Origin => {}
    }
    text
}

/// How the sentence of a report's definition begins that is about this column alone.
pub fn opening(lang: Lang, report: &str, column: &Column) -> Option<String> {
    match (report, column.key.as_str(), column.within.as_deref()) {
        ("rate", "in_force", None) => Some(text!(lang, "证件有效：", "In force:")),
        ("rate", "liable" | "liable_holders" | "liable_rate", None) => Some(text!(lang, "应办人数", "Liable")),
        ("rate", "first_issues", None) => Some(text!(lang, "首次发证：", "First issues")),
        ("quality", "count" | "share" | "name", None) => None,
        ("quality", _, None) => Some(text!(lang, "{0}：", "{0}:", capital(&column.title))),
        (_, _, _) => None,
    }
}

fn liable(lang: Lang, rules: &RegimeRules) -> String {
    let rule = labels::regime(lang, rules.regime);
    match rules.entitlement {
        Entitlement::None => {
            text!(lang, "应办人数：{rule}不在本统计之内，记为0。", "Liable: not counted under {rule}, 0. ")
        }
        Entitlement::ByStay { min_stay_days, liable_from, liable_below, .. } => {
            let last_age = liable_below - 1;
            let exempt = if rules.exempt_not_liable {
                text!(lang, "，登记了免办事由的不计", ", without a ground of exemption")
            } else {
                String::new()
            };
            text!(
                lang,
                "应办人数，按{rule}：登记人员中当日年满{liable_from}至{last_age}周岁、拟居住{min_stay_days}日以上或期限不明的{exempt}。",
                "Liable ({rule}): the registered aged {liable_from} to {last_age} on the day, with an intended stay of {min_stay_days} days or more or unknown{exempt}. "
            )
        }
        Entitlement::ByResidence { months } => text!(
            lang,
            "应办人数，按{rule}：登记人员中居住登记已满{months}个月、可以自愿申领的；户籍在本市其他区县的不计，申领理由在申领时才核，此处不问。",
            "Liable ({rule}): the registered who have been so for {months} months and may apply if they wish, without those whose household registration lies elsewhere in this city; the ground is proved at application and not asked here. "
        ),
    }
}

fn first_issues(lang: Lang, by: By) -> String {
    let place = match by {
        By::Tier => text!(
            lang,
            "登记人员归入办理其居住登记的受理点的级别；首次发证归入发证受理点的级别。",
            "Each person belongs to the tier of the counter that made the registration; a first issue to the tier of the counter that issued it. "
        ),
        By::Counter => text!(
            lang,
            "登记人员归入办理其居住登记的受理点；首次发证归入发证的受理点。",
            "Each person belongs to the counter that made the registration; a first issue to the counter that issued it. "
        ),
        By::District => text!(
            lang,
            "按当日居住地所在区县和当日的区划归行；首次发证按发证时的居住地。",
            "Each person belongs to the district of the residence unit, by the tree of that day; a first issue to the residence at issue. "
        ),
        By::Community => text!(
            lang,
            "按当日居住的社区、乡镇归行，只登记到区县的另列一行；首次发证按发证时的居住地，该单位后来拆分的，归其余的人去的那个单位。",
            "Each person belongs to the community or town of that day, those registered at a district itself to a row of its own; a first issue to the residence at issue, of a unit that was split since to the one that everybody else went to. "
        ),
        By::Reason => text!(
            lang,
            "按当日登记的居住事由归行；首次发证按发证时的居住事由。",
            "Each person belongs to the reason of residence registered on that day; a first issue to the one at issue. "
        ),
        By::Origin => text!(
            lang,
            "户籍地依次按户籍区县代码、户籍地址、号码前六位认定，县、旗为县，其余为市，都认不出的为不详；首次发证按发证时的登记。",
            "Origin: by the household county code, else the address, else the first six digits of the number; a 县 or 旗 is a county, all else a city, the rest unknown; a first issue by the registration at issue. "
        ),
    };
    let what = text!(
        lang,
        "首次发证：在册过的人（含已离开的）到当日首次领到居住证的人数，不含暂住证；因发证有误终止的，不论哪天终止都不算；占比：占全部首次发证的百分比。",
        "First issues: people ever registered, departed ones too, whose first residence permit was issued by the day (never a temporary permit, nor a card ended as issued in error, whenever it was ended); share: of all first issues. "
    );
    format!("{what}{place}")
}

/// Districts that later became part of another, and whose own parts the tree does not know: their
/// people stand partly in the other's rows.
fn undivided(lang: Lang, tree: &UnitTree, on: Day) -> String {
    let mut text = String::new();
    for unit in tree.units().iter().filter(|unit| unit.kind.is_county_level() && unit.stands_on(on)) {
        // What an act ended later is no fact of this day, and its parts were entered with it.
        let Some(listed) = tree.listed_successor(unit.id).filter(|_| !tree.has_parts_on(unit.id, on)) else { continue };
        let (until, name, next) = (listed.on, tree.name_on(unit.id, on), tree.name_on(listed.to, on));
        text.push_str(&text!(
            lang,
            "{name}（{until} 并入{next}）当时的社区已列在{next}之下，因此{name}各数偏低、{next}偏高。",
            " The communities of {name} (part of {next} from {until} on) stand under {next} already: the rows of {name} are too low, those of {next} too high."
        ));
    }
    text
}
