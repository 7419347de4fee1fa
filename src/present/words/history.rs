//! The labels of a history: acts, their particulars, corrected facts. JSON has the codes alone.

use super::article::cite;
use super::{labels, text};
use crate::domain::application::ApplicationState;
use crate::domain::calendar::Day;
use crate::domain::correction::Fact;
use crate::domain::guardian::EMPLOYER;
use crate::domain::identity::{IdKind, Sex};
use crate::domain::lang::Lang;
use crate::domain::papers::{Ground, Paper};
use crate::domain::permit::{EndReason, PermitKind};
use crate::domain::regime::{Exempt, Regime};
use crate::domain::replacement::ReplaceReason;
use crate::domain::roster::Field;
use crate::domain::table::CodeTable;
use crate::domain::unit::UnitTree;
use crate::ops::history::{Did, Part};
use crate::reference;

/// `replaced_for`: why a card was replaced, where that is told.
pub fn act_label(lang: Lang, did: Did, replaced_for: Option<ReplaceReason>) -> String {
    match did {
        Did::Register => text!(lang, "居住登记", "registered"),
        Did::Move => text!(lang, "市内搬家", "moved"),
        Did::Regroup => text!(lang, "居住地并入另一单位（人没有搬）", "unit regrouped, nobody moved"),
        Did::Leave => text!(lang, "登记终止", "registration ended"),
        Did::Apply => text!(lang, "申领", "applied"),
        Did::Extend => text!(lang, "延期", "limit extended"),
        Did::Withdraw => text!(lang, "撤回申领", "application withdrawn"),
        Did::Refuse => text!(lang, "不予办理", "application refused"),
        Did::Issue => text!(lang, "发证", "card issued"),
        Did::Replace => match replaced_for {
            Some(ReplaceReason::Lost) => text!(lang, "补领", "lost card replaced"),
            Some(ReplaceReason::Damaged | ReplaceReason::Changed) => text!(lang, "换领", "card exchanged"),
            None => text!(lang, "换领、补领", "card replaced"),
        },
        Did::Collect => text!(lang, "领证", "card collected"),
        Did::Endorse => text!(lang, "签注", "endorsed"),
        Did::End => text!(lang, "证件终止", "card ended"),
        Did::Merge => text!(lang, "合并", "merged"),
        Did::Unmerge => text!(lang, "拆开", "parted again"),
    }
}

pub fn detail_label(lang: Lang, part: Part) -> String {
    let field = |field| labels::field(lang, field).to_owned();
    match part {
        Part::Unit => text!(lang, "居住地", "unit"),
        Part::FormerUnit => text!(lang, "原属", "formerly"),
        Part::Address => field(Field::Address),
        Part::Reason => text!(lang, "事由", "reason"),
        Part::Dwelling => text!(lang, "处所", "dwelling"),
        Part::To => field(Field::To),
        Part::Application => text!(lang, "申领", "application"),
        Part::Ground => text!(lang, "申领依据", "ground"),
        Part::AcceptedOn => text!(lang, "受理", "accepted"),
        Part::DueOn => text!(lang, "办结期限", "due"),
        Part::Evidence => text!(lang, "材料", "shown"),
        Part::Missing => text!(lang, "一次告知缺", "missing"),
        Part::Because => text!(lang, "理由", "because"),
        Part::Article => text!(lang, "依据", "article"),
        Part::Permit => text!(lang, "证号", "permit"),
        Part::Kind => text!(lang, "证件", "kind"),
        Part::EndReason => text!(lang, "原因", "reason"),
        Part::Replaces => text!(lang, "原证", "replaces"),
        Part::ReplacedBy => text!(lang, "新证", "replaced by"),
        Part::ReplacedFor => text!(lang, "换补原因", "because"),
        Part::OldCard => text!(lang, "旧证", "old card"),
        Part::ProxyName => text!(lang, "代办人", "proxy"),
        Part::ProxyRelation => text!(lang, "关系", "relation"),
        Part::Batch => text!(lang, "名册批次", "roster"),
        Part::Line => text!(lang, "行", "row"),
        Part::Duplicate => text!(lang, "重复的一份", "duplicate"),
        Part::Kept => text!(lang, "保留的一份", "kept"),
    }
}

/// A value for the eye: codes with their labels, a unit's name as it was on the day.
pub fn value_label(lang: Lang, part: Part, value: &str, tree: &UnitTree, on: Day) -> String {
    let or_itself = |label: Option<&str>| label.unwrap_or(value).to_owned();
    match part {
        Part::Unit => unit_label(value, tree, on),
        Part::FormerUnit => unit_label(value, tree, on.plus_days(-1)),
        Part::Reason => entry(lang, reference::reasons(), value),
        Part::Dwelling => entry(lang, reference::dwellings(), value),
        Part::Ground => or_itself(Ground::parse(value).map(|ground| labels::ground(lang, ground))),
        Part::Kind => or_itself(PermitKind::parse(value).map(|kind| labels::permit_kind(lang, kind))),
        Part::EndReason => end_reason(lang, value),
        Part::ReplacedFor => match value {
            "damaged" => text!(lang, "损坏", "damaged"),
            "lost" => text!(lang, "丢失", "lost"),
            "changed" => text!(lang, "登载内容变更", "data changed"),
            other => other.to_owned(),
        },
        Part::OldCard => match value {
            "returned" => text!(lang, "已交回", "returned"),
            "lost" => text!(lang, "丢失", "lost"),
            other => other.to_owned(),
        },
        Part::ProxyRelation => relation(lang, value),
        Part::Evidence => evidence_label(lang, value),
        Part::Article => cite(lang, value),
        Part::Missing => {
            value.split(", ").map(|code| missing(lang, code)).collect::<Vec<_>>().join(&text!(lang, "、", ", "))
        }
        Part::Address
        | Part::To
        | Part::Application
        | Part::AcceptedOn
        | Part::DueOn
        | Part::Because
        | Part::Permit
        | Part::Replaces
        | Part::ReplacedBy
        | Part::ProxyName
        | Part::Batch
        | Part::Line
        | Part::Duplicate
        | Part::Kept => value.to_owned(),
    }
}

/// Papers as the command line gives them, for the eye.
pub fn evidence_label(lang: Lang, listed: &str) -> String {
    listed.split(", ").map(|shown| evidence(lang, shown)).collect::<Vec<_>>().join(&text!(lang, "、", ", "))
}

/// Code and name of a unit as they were on a day; the code alone where it is unknown.
pub fn unit_label(code: &str, tree: &UnitTree, on: Day) -> String {
    tree.by_code(code).map_or_else(|| code.to_owned(), |unit| format!("{code} {}", tree.name_on(unit.id, on)))
}

/// A thing that an application lacked, by the code of its notice.
pub fn missing(lang: Lang, code: &str) -> String {
    match code {
        "J306" => text!(lang, "身份证件", "identity paper"),
        "J307" => text!(lang, "相片", "photo"),
        "J308" => text!(lang, "居住地址证明", "proof of address"),
        "J309" => text!(lang, "申领依据及其证明", "ground and its proof"),
        "J310" => text!(lang, "申领依据的证明", "proof of the ground"),
        "J311" => text!(lang, "监护人或近亲属代办", "proxy for a child"),
        other => other.to_owned(),
    }
}

fn entry(lang: Lang, table: &CodeTable, code: &str) -> String {
    table.read(code).map_or_else(|| code.to_owned(), |found| labels::entry(lang, found).to_owned())
}

/// The end of a stay or of a card.
fn end_reason(lang: Lang, value: &str) -> String {
    match EndReason::ALL.into_iter().find(|reason| reason.as_str() == value) {
        Some(reason) => labels::end_reason(lang, reason).to_owned(),
        None => text!(lang, "其他", "other"),
    }
}

/// `lease:房东:2018-01-01` for the eye.
fn evidence(lang: Lang, shown: &str) -> String {
    let (code, rest) = shown.split_once(':').unwrap_or((shown, ""));
    let paper = Paper::parse(code).map_or(code, |paper| labels::paper(lang, paper));
    let rest = rest.trim_matches(':').replace(':', " ");
    if rest.is_empty() { paper.to_owned() } else { text!(lang, "{paper}（{rest}）", "{paper} ({rest})") }
}

/// `NAME:RELATION` for the eye.
fn proxy(lang: Lang, value: &str) -> String {
    let (name, rest) = value.split_once(':').unwrap_or((value, ""));
    let (told, number) = rest.split_once(':').map_or((rest, None), |(told, number)| (told, Some(number)));
    let relation = self::relation(lang, told);
    if let Some(number) = number {
        return text!(lang, "{name}（{relation}，{number}）", "{name} ({relation}, {number})");
    }
    text!(lang, "{name}（{relation}）", "{name} ({relation})")
}

fn relation(lang: Lang, relation: &str) -> String {
    if relation == EMPLOYER { text!(lang, "所在单位", "employer") } else { relation.to_owned() }
}

/// A corrected value for the eye, the old one and the new one alike.
#[expect(clippy::too_many_lines, reason = "one arm a fact: the list is the point")]
pub fn fact_value(lang: Lang, fact: Fact, value: &str, tree: &UnitTree, on: Day) -> String {
    let or_itself = |label: Option<&str>| label.unwrap_or(value).to_owned();
    match fact {
        Fact::Unit | Fact::RegisteredAt | Fact::IssuedAt | Fact::EndorsedAt | Fact::AppliedAt | Fact::IssuingCounty => {
            unit_label(value, tree, on)
        }
        Fact::CardKind => value_label(lang, Part::Kind, value, tree, on),
        Fact::ProxyRelation if value == EMPLOYER => text!(lang, "所在单位", "employer"),
        Fact::IdKind => or_itself(IdKind::parse(value).map(|kind| labels::id_kind(lang, kind))),
        Fact::Sex => or_itself(Sex::parse(value).map(|sex| labels::sex(lang, sex))),
        Fact::Ethnic => entry(lang, reference::ethnic_groups(), value),
        Fact::Education => entry(lang, reference::educations(), value),
        Fact::Marriage => entry(lang, reference::marriages(), value),
        Fact::Reason => entry(lang, reference::reasons(), value),
        Fact::Dwelling => entry(lang, reference::dwellings(), value),
        Fact::Stay => entry(lang, reference::stays(), value),
        Fact::Exempt => or_itself(Exempt::parse(value).map(|exempt| labels::exempt(lang, exempt))),
        Fact::EndReason | Fact::CardEndReason => end_reason(lang, value),
        Fact::ReplacedFor => value_label(lang, Part::ReplacedFor, value, tree, on),
        Fact::OldCard => value_label(lang, Part::OldCard, value, tree, on),
        Fact::CollectedBy | Fact::AppliedBy | Fact::EndorsedBy | Fact::ReplacementBy => proxy(lang, value),
        Fact::Ground => value_label(lang, Part::Ground, value, tree, on),
        Fact::Article => cite(lang, value),
        Fact::Evidence | Fact::Shown => value_label(lang, Part::Evidence, value, tree, on),
        Fact::Regime => or_itself(Regime::parse(value).map(|regime| labels::regime(lang, regime))),
        Fact::State => or_itself(ApplicationState::parse(value).map(|state| labels::application_state(lang, state))),
        Fact::IdNumber
        | Fact::Name
        | Fact::Birth
        | Fact::Hukou
        | Fact::HukouCounty
        | Fact::Phone
        | Fact::Address
        | Fact::Workplace
        | Fact::EmployerCode
        | Fact::Job
        | Fact::Relation
        | Fact::Note
        | Fact::ProxyName
        | Fact::ProxyIdNumber
        | Fact::ProxyRelation
        | Fact::LeftTo
        | Fact::ArrivedOn
        | Fact::RegisteredOn
        | Fact::Number
        | Fact::ValidUntil
        | Fact::IssuedOn
        | Fact::CollectedOn
        | Fact::MovedOn
        | Fact::LeftOn
        | Fact::EndedOn
        | Fact::Replaces
        | Fact::EndorsedOn
        | Fact::ClosedOn
        | Fact::AppliedOn
        | Fact::AcceptedOn
        | Fact::DueOn
        | Fact::PromisedOn
        | Fact::ExtendedOn
        | Fact::ExtendedTo
        | Fact::ExtendedBecause
        | Fact::ClosedBecause => value.to_owned(),
    }
}

/// A corrected fact, with the home or the stay that it is of.
pub fn corrected_fact(lang: Lang, fact: Fact, of_on: Option<Day>) -> String {
    let label = fact_label(lang, fact);
    match of_on {
        None => label,
        Some(on) if fact.is_of_home() => {
            text!(lang, "{label}（{on} 起的住处）", "{label} (home from {on})")
        }
        Some(on) => text!(lang, "{label}（{on} 起的登记）", "{label} (stay from {on})"),
    }
}

#[expect(clippy::too_many_lines, reason = "one arm a fact: the list is the point")]
pub fn fact_label(lang: Lang, fact: Fact) -> String {
    let field = |field| labels::field(lang, field).to_owned();
    match fact {
        Fact::IdNumber => text!(lang, "证件号码", "identity number"),
        Fact::IdKind => field(Field::IdKind),
        Fact::Name => field(Field::Name),
        Fact::Sex => field(Field::Sex),
        Fact::Birth => field(Field::Birth),
        Fact::Ethnic => field(Field::Ethnic),
        Fact::Hukou => field(Field::Hukou),
        Fact::HukouCounty => text!(lang, "户籍所在县级代码", "county of household registration"),
        Fact::Phone => field(Field::Phone),
        Fact::Education => field(Field::Education),
        Fact::Marriage => field(Field::Marriage),
        Fact::Unit => field(Field::Unit),
        Fact::Address => field(Field::Address),
        Fact::Reason => field(Field::Reason),
        Fact::Dwelling => field(Field::Dwelling),
        Fact::Stay => field(Field::Stay),
        Fact::Exempt => field(Field::Exempt),
        Fact::Workplace => field(Field::Workplace),
        Fact::EmployerCode => text!(lang, "用人单位代码", "employer's code"),
        Fact::Job => field(Field::Job),
        Fact::Relation => field(Field::Relation),
        Fact::Note => field(Field::Note),
        Fact::RegisteredAt => text!(lang, "登记受理点", "counter of the registration"),
        Fact::ProxyName => text!(lang, "代办人", "proxy"),
        Fact::ProxyIdNumber => text!(lang, "代办人证件号码", "proxy's number"),
        Fact::ProxyRelation => text!(lang, "代办人与本人的关系", "proxy's relation"),
        Fact::LeftTo => field(Field::To),
        Fact::ArrivedOn => field(Field::ArrivedOn),
        Fact::RegisteredOn => field(Field::RegisteredOn),
        Fact::Number => text!(lang, "证号", "permit number"),
        Fact::CardKind => text!(lang, "证件种类", "kind of card"),
        Fact::ValidUntil => text!(lang, "证面有效期至", "last day printed"),
        Fact::IssuingCounty => text!(lang, "签发机关所在县区", "issuing county"),
        Fact::IssuedAt => text!(lang, "发证受理点", "counter of the issue"),
        Fact::ReplacementBy => text!(lang, "换补代办人", "who applied for the replacement"),
        Fact::EndorsedAt => text!(lang, "签注受理点", "counter of the endorsement"),
        Fact::Shown => text!(lang, "签注出示的材料", "papers shown at the endorsement"),
        Fact::EndorsedBy => text!(lang, "签注代办人", "who came for the endorsement"),
        Fact::AppliedAt => text!(lang, "申领受理点", "counter of the application"),
        Fact::IssuedOn => field(Field::IssuedOn),
        Fact::CollectedOn => text!(lang, "领证日期", "day of collection"),
        Fact::EndedOn => text!(lang, "证件终止日期", "day the card ended"),
        Fact::EndorsedOn => text!(lang, "签注日期", "day of an endorsement"),
        Fact::MovedOn => text!(lang, "搬家日期", "day of a move"),
        Fact::LeftOn => text!(lang, "离开日期", "day of leaving"),
        Fact::EndReason => text!(lang, "离开原因", "reason of leaving"),
        Fact::CardEndReason => text!(lang, "证件终止原因", "why the card ended"),
        Fact::CollectedBy => text!(lang, "代领人", "who fetched the card"),
        Fact::Replaces => text!(lang, "原证", "card it replaced"),
        Fact::ReplacedFor => text!(lang, "换补原因", "why it was replaced"),
        Fact::OldCard => text!(lang, "旧证去向", "what became of the old card"),
        Fact::AppliedOn => text!(lang, "申领日期", "day of the application"),
        Fact::AcceptedOn => text!(lang, "受理日期", "day of acceptance"),
        Fact::Regime => text!(lang, "适用规定", "rules"),
        Fact::DueOn => text!(lang, "办结期限", "limit of issue"),
        Fact::PromisedOn => text!(lang, "承诺期限", "promise of issue"),
        Fact::Ground => text!(lang, "申领依据", "ground"),
        Fact::Evidence => text!(lang, "申领材料", "papers shown"),
        Fact::AppliedBy => text!(lang, "申领代办人", "who applied for the person"),
        Fact::ExtendedOn => text!(lang, "延期日期", "day the limit was extended"),
        Fact::ExtendedTo => text!(lang, "延长到", "limit as extended"),
        Fact::ExtendedBecause => text!(lang, "延期理由", "why the limit was extended"),
        Fact::State => text!(lang, "申领状态", "state of the application"),
        Fact::ClosedBecause => text!(lang, "撤回、不予办理的理由", "why it was withdrawn or refused"),
        Fact::Article => text!(lang, "不予办理的依据", "article of the refusal"),
        Fact::ClosedOn => text!(lang, "申领办结日期", "day the application was closed"),
    }
}
