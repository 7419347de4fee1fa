//! Short labels of codes, for screens and headings: never used as keys, never read back.

use crate::domain::act_order::{ApplicationAct, CardAct};
use crate::domain::application::ApplicationState;
use crate::domain::identity::{IdKind, Sex};
use crate::domain::lang::Lang;
use crate::domain::origin::Origin;
use crate::domain::papers::{Ground, Paper};
use crate::domain::permit::{EndReason, PermitKind, Status};
use crate::domain::rate::By;
use crate::domain::regime::{Exempt, Regime};
use crate::domain::restructuring::deeds::Deed;
use crate::domain::roster::{BatchState, Field, RosterKind};
use crate::domain::stay_end::LastAct;
use crate::domain::unit::{Tier, UnitKind};
use crate::intake::outer::Column;

use super::text;

pub fn pick(lang: Lang, zh: &'static str, en: &'static str) -> &'static str {
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}

pub fn sex(lang: Lang, sex: Sex) -> &'static str {
    match sex {
        Sex::Male => pick(lang, "男", "male"),
        Sex::Female => pick(lang, "女", "female"),
    }
}

pub fn id_kind(lang: Lang, kind: IdKind) -> &'static str {
    match kind {
        IdKind::Citizen => pick(lang, "居民身份证", "identity card"),
        IdKind::Hmt => pick(lang, "港澳台居民居住证", "residence permit of a Hong Kong, Macao or Taiwan resident"),
        IdKind::Foreigner => pick(lang, "外国人永久居留身份证", "foreigner's permanent residence card"),
        IdKind::Other => pick(lang, "其他证件", "another paper"),
    }
}

pub fn tier(lang: Lang, tier: Tier) -> &'static str {
    match tier {
        Tier::City => pick(lang, "市级", "City"),
        Tier::District => pick(lang, "区县级", "District"),
        Tier::Community => pick(lang, "社区级", "Community"),
    }
}

pub fn unit_kind(lang: Lang, kind: UnitKind) -> &'static str {
    match kind {
        UnitKind::City => pick(lang, "市", "city"),
        UnitKind::District => pick(lang, "区", "district"),
        UnitKind::County => pick(lang, "县", "county"),
        UnitKind::CountyCity => pick(lang, "县级市", "county-level city"),
        UnitKind::Community => pick(lang, "社区", "community"),
        UnitKind::Street => pick(lang, "街道办事处", "street office"),
        UnitKind::Town => pick(lang, "镇", "town"),
        UnitKind::Township => pick(lang, "乡", "township"),
        UnitKind::Farm => pick(lang, "农场", "farm"),
    }
}

pub fn permit_kind(lang: Lang, kind: PermitKind) -> &'static str {
    match kind {
        PermitKind::Residence => pick(lang, "居住证", "residence permit"),
        PermitKind::Temporary => pick(lang, "暂住证", "temporary permit"),
    }
}

/// The status alone; the reason of an end is [`end_reason`].
pub fn status(lang: Lang, status: Status) -> &'static str {
    match status {
        Status::Valid => pick(lang, "有效", "valid"),
        Status::Due => pick(lang, "有效，该签注了", "valid, due for endorsement"),
        Status::Suspended => pick(lang, "使用功能中止", "suspended"),
        Status::Expired => pick(lang, "过期", "expired"),
        Status::Ended(_) => pick(lang, "已终止", "ended"),
    }
}

pub fn end_reason(lang: Lang, reason: EndReason) -> &'static str {
    match reason {
        EndReason::Left => pick(lang, "离开本地", "left the city"),
        EndReason::Hukou => pick(lang, "已在本地落户", "local household registration"),
        EndReason::Death => pick(lang, "死亡", "death"),
        EndReason::Ineligible => pick(lang, "不再符合条件", "no longer entitled"),
        EndReason::Fraud => pick(lang, "骗领，已撤销", "obtained by fraud, revoked"),
        EndReason::Confiscated => pick(lang, "已收缴", "confiscated"),
        EndReason::Error => pick(lang, "发证有误", "issued in error"),
        EndReason::Lost => pick(lang, "丢失", "lost"),
        EndReason::Replaced => pick(lang, "已换领新证", "exchanged for a new card"),
        EndReason::Expired => pick(lang, "有效期满", "expired"),
    }
}

pub fn ground(lang: Lang, ground: Ground) -> &'static str {
    match ground {
        Ground::Employment => pick(lang, "合法稳定就业", "stable employment"),
        Ground::Dwelling => pick(lang, "合法稳定住所", "stable dwelling"),
        Ground::Schooling => pick(lang, "连续就读", "continuous schooling"),
    }
}

pub fn paper(lang: Lang, paper: Paper) -> &'static str {
    match paper {
        Paper::IdentityCard => pick(lang, "居民身份证", "identity card"),
        Paper::HukouBook => pick(lang, "户口簿", "household register"),
        Paper::Photo => pick(lang, "相片", "photo"),
        Paper::Lease => pick(lang, "房屋租赁合同", "lease"),
        Paper::LeaseFiled => pick(lang, "已备案的房屋租赁合同", "lease filed with the housing office"),
        Paper::TitleDeed => pick(lang, "房屋产权证明", "title deed"),
        Paper::PurchaseContract => pick(lang, "购房合同", "purchase contract"),
        Paper::LodgingCertificate => pick(lang, "住宿证明", "lodging certificate"),
        Paper::BusinessLicence => pick(lang, "营业执照", "business licence"),
        Paper::LabourContract => pick(lang, "劳动合同", "labour contract"),
        Paper::EmployerCertificate => pick(lang, "单位出具的劳动关系证明", "employer's certificate"),
        Paper::OtherEmployment => pick(lang, "其他就业证明", "other proof of employment"),
        Paper::StudentCard => pick(lang, "学生证", "student card"),
        Paper::SchoolCertificate => pick(lang, "学校出具的就读证明", "school's certificate"),
        Paper::Enrolment => pick(lang, "学籍证明", "proof of enrolment"),
        Paper::Permit => pick(lang, "居住证", "residence permit"),
    }
}

/// The decree's name.
pub fn regime(lang: Lang, regime: Regime) -> &'static str {
    match regime {
        Regime::Legacy => pick(lang, "2012年3月5日以前的旧规定", "the rules before 2012-03-05"),
        Regime::Guiyang2012 => pick(
            lang,
            "《贵阳市流动人口居住登记和居住证管理办法》（市政府令2012年第1号）",
            "Guiyang Municipal Decree 1/2012",
        ),
        Regime::Guizhou2012 => pick(lang, "《贵州省流动人口服务管理条例》", "Guizhou provincial Regulation of 2012"),
        Regime::State2016 => pick(lang, "《居住证暂行条例》（国务院令第663号）", "State Council Decree 663"),
    }
}

pub fn exempt(lang: Lang, exempt: Exempt) -> &'static str {
    match exempt {
        Exempt::Hotel => pick(lang, "住旅店", "hotel guest"),
        Exempt::Inpatient => pick(lang, "住院就医", "hospital inpatient"),
        Exempt::Boarder => pick(lang, "寄宿就学或培训", "boarder at a school or training place"),
        Exempt::Rescue => pick(lang, "在救助站受助", "in a rescue station"),
        Exempt::Relative => pick(lang, "住在直系亲属家", "living with a direct relative"),
    }
}

pub fn application_state(lang: Lang, state: ApplicationState) -> &'static str {
    match state {
        ApplicationState::Incomplete => pick(lang, "材料不齐，未受理", "incomplete, not accepted"),
        ApplicationState::Open => pick(lang, "已受理，待发证", "accepted, card not yet issued"),
        ApplicationState::Issued => pick(lang, "已发证", "card issued"),
        ApplicationState::Withdrawn => pick(lang, "已撤回", "withdrawn"),
        ApplicationState::Refused => pick(lang, "不予办理", "refused"),
    }
}

/// What was done with a card: 已经… / was ….
pub fn card_act(lang: Lang, act: CardAct) -> &'static str {
    match act {
        CardAct::Issued => pick(lang, "发证", "issued"),
        CardAct::Collected => pick(lang, "领取", "collected"),
        CardAct::Endorsed => pick(lang, "签注", "endorsed"),
        CardAct::Ended => pick(lang, "终止", "ended"),
    }
}

/// What was done with a unit, after its name and day.
pub fn deed(lang: Lang, deed: Deed) -> &'static str {
    match deed {
        Deed::Open => pick(lang, "设立", "was opened"),
        Deed::Rename => pick(lang, "改名", "was renamed"),
        Deed::Move => pick(lang, "划转", "became part of another unit"),
        Deed::Merge => pick(lang, "并入", "was merged"),
        Deed::Split => pick(lang, "拆分", "was split"),
        Deed::Close => pick(lang, "撤销", "was closed"),
    }
}

/// What was done with an application: 已经… / was ….
pub fn application_act(lang: Lang, act: ApplicationAct) -> &'static str {
    match act {
        ApplicationAct::Applied => pick(lang, "申领", "made"),
        ApplicationAct::Extended => pick(lang, "延长期限", "extended"),
        ApplicationAct::Closed(ApplicationState::Issued) => pick(lang, "发证", "closed by the issue of the card"),
        ApplicationAct::Closed(ApplicationState::Withdrawn) => pick(lang, "撤回", "withdrawn"),
        ApplicationAct::Closed(ApplicationState::Refused) => pick(lang, "不予办理", "refused"),
        ApplicationAct::Closed(ApplicationState::Incomplete | ApplicationState::Open) => pick(lang, "办结", "closed"),
    }
}

pub fn roster_kind(lang: Lang, kind: RosterKind) -> &'static str {
    match kind {
        RosterKind::People => pick(lang, "人员花名册", "roster of people"),
        RosterKind::Permits => pick(lang, "证件台账", "roster of permits"),
        RosterKind::Departures => pick(lang, "离开人员花名册", "roster of departures"),
    }
}

pub fn field(lang: Lang, field: Field) -> &'static str {
    match field {
        Field::Name => pick(lang, "姓名", "name"),
        Field::IdNumber => pick(lang, "公民身份号码", "identity number"),
        Field::IdKind => pick(lang, "证件种类", "kind of identity paper"),
        Field::Sex => pick(lang, "性别", "sex"),
        Field::Ethnic => pick(lang, "民族", "ethnic group"),
        Field::Birth => pick(lang, "出生日期", "date of birth"),
        Field::Hukou => pick(lang, "户籍地址", "household registration"),
        Field::Unit => pick(lang, "居住地（社区、乡镇）", "residence unit"),
        Field::Address => pick(lang, "居住地址", "address"),
        Field::Reason => pick(lang, "居住事由", "reason for living here"),
        Field::Dwelling => pick(lang, "居住处所", "kind of dwelling"),
        Field::Phone => pick(lang, "联系电话", "phone"),
        Field::Workplace => pick(lang, "工作单位", "workplace"),
        Field::ArrivedOn => pick(lang, "来本地日期", "day of arrival"),
        Field::RegisteredOn => pick(lang, "登记日期", "day of registration"),
        Field::Stay => pick(lang, "拟居住期限", "intended stay"),
        Field::Relation => pick(lang, "与户主关系", "relation to the householder"),
        Field::Exempt => pick(lang, "免办事由", "ground of exemption"),
        Field::Job => pick(lang, "职业", "occupation"),
        Field::StartedOn => pick(lang, "入职或入住日期", "day of hire or move-in"),
        Field::LeftOn => pick(lang, "离开日期", "day of departure"),
        Field::Education => pick(lang, "文化程度", "education"),
        Field::Marriage => pick(lang, "婚姻状况", "marital status"),
        Field::Counter => pick(lang, "受理点", "counter"),
        Field::PermitNumber => pick(lang, "居住证号", "permit number"),
        Field::PermitKind => pick(lang, "证件类型", "kind of permit"),
        Field::IssuedOn => pick(lang, "发证日期", "day of issue"),
        Field::EndorsedOn => pick(lang, "签注日期", "days of endorsement"),
        Field::LastEndorsedOn => pick(lang, "最近签注日期", "day of the last endorsement"),
        Field::ValidUntil => pick(lang, "有效期至", "valid until"),
        Field::CardEndedOn => pick(lang, "注销日期", "day the card ended"),
        Field::EndReason => pick(lang, "注销原因", "why the card ended"),
        Field::To => pick(lang, "去向", "where to"),
        Field::Note => pick(lang, "备注", "note"),
    }
}

/// A column of the rate report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RateColumn {
    Registered,
    Holders,
    InForce,
    Rate,
    Liable,
    LiableHolders,
    LiableRate,
    FirstIssues,
    Share,
}

pub fn rate_column(lang: Lang, column: RateColumn) -> &'static str {
    match column {
        RateColumn::Registered => pick(lang, "登记", "registered"),
        RateColumn::Holders => pick(lang, "持证", "holders"),
        RateColumn::InForce => pick(lang, "有效", "in force"),
        RateColumn::Rate => pick(lang, "办证率%", "rate %"),
        RateColumn::Liable => pick(lang, "应办", "liable"),
        RateColumn::LiableHolders => pick(lang, "应办持证", "holding"),
        RateColumn::LiableRate => pick(lang, "应办率%", "rate %"),
        RateColumn::FirstIssues => pick(lang, "首次发证", "first"),
        RateColumn::Share => pick(lang, "占比%", "share %"),
    }
}

/// The heading of the column that holds the names of the rows.
pub fn rate_rows(lang: Lang, by: By) -> &'static str {
    match by {
        By::Tier => pick(lang, "级别", "tier"),
        By::District => pick(lang, "区县", "district"),
        By::Community => pick(lang, "社区、乡镇", "community"),
        By::Counter => pick(lang, "受理点", "counter"),
        By::Reason => pick(lang, "居住事由", "reason"),
        By::Origin => pick(lang, "户籍地", "origin"),
    }
}

pub fn origin(lang: Lang, origin: Origin) -> &'static str {
    match origin {
        Origin::ProvinceCity => pick(lang, "省内市", "city in the province"),
        Origin::ProvinceCounty => pick(lang, "省内县", "county in the province"),
        Origin::OtherCity => pick(lang, "省外市", "city elsewhere"),
        Origin::OtherCounty => pick(lang, "省外县", "county elsewhere"),
        Origin::Hmt => pick(lang, "港澳台", "Hong Kong, Macao, Taiwan"),
        Origin::Abroad => pick(lang, "国外", "abroad"),
        Origin::Unknown => pick(lang, "不详", "unknown"),
    }
}

pub fn unknown(lang: Lang) -> &'static str {
    pick(lang, "不详", "unknown")
}

pub fn code(lang: Lang) -> &'static str {
    pick(lang, "编码", "code")
}

/// How many people, or rows.
pub fn count(lang: Lang) -> &'static str {
    pick(lang, "数", "count")
}

pub fn total(lang: Lang) -> &'static str {
    pick(lang, "合计", "Total")
}

/// The label of a code table's entry.
pub fn entry(lang: Lang, entry: &crate::domain::table::Entry) -> &str {
    match lang {
        Lang::Zh => &entry.zh,
        Lang::En => &entry.en,
    }
}

/// Words listed in a sentence.
pub fn batch_state(lang: Lang, state: BatchState) -> &'static str {
    match state {
        BatchState::Interrupted => pick(lang, "未收完", "interrupted"),
        BatchState::Complete => pick(lang, "已收完", "complete"),
        BatchState::Undone => pick(lang, "已撤回", "undone"),
    }
}

/// The article that limits a sender's report.
pub fn report_article(regime: Regime) -> &'static str {
    match regime {
        Regime::Legacy => "—",
        Regime::Guiyang2012 => "G 21",
        Regime::Guizhou2012 => "P 18, 19",
        Regime::State2016 => "◇ P 18, 19",
    }
}

/// A column by its letter and, where it has one, its heading.
pub fn column(lang: Lang, column: &Column) -> String {
    let Column { letter, heading } = column;
    if heading.is_empty() {
        text!(lang, "{letter} 列", "column {letter}")
    } else {
        text!(lang, "{letter} 列“{heading}”", "column {letter} \"{heading}\"")
    }
}

/// The columns that were not taken: by their headings, one without a heading (`[J]`) by its letter.
pub fn ignored(lang: Lang, columns: &[String]) -> String {
    let shown = columns.iter().filter(|column| !column.trim().is_empty()).map(|column| {
        let letter = column.strip_prefix('[').and_then(|column| column.strip_suffix(']'));
        match letter.filter(|letter| letter.bytes().all(|byte| byte.is_ascii_uppercase())) {
            Some(letter) => text!(lang, "{letter} 列（没有标题）", "column {letter}, without heading"),
            None => column.clone(),
        }
    });
    list(lang, &shown.collect::<Vec<String>>())
}

pub fn list(lang: Lang, words: &[String]) -> String {
    words.join(pick(lang, "、", ", "))
}

/// What was done, in a few words.
pub fn last_act(lang: Lang, act: LastAct) -> String {
    match act {
        LastAct::Register => text!(lang, "居住登记", "a registration"),
        LastAct::Move => text!(lang, "市内搬家", "a move"),
        LastAct::Apply => text!(lang, "申领居住证", "an application"),
        LastAct::Extend => text!(lang, "延长发证期限", "an extension of the limit"),
        LastAct::Issue => text!(lang, "发居住证", "the issue of a card"),
        LastAct::Collect => text!(lang, "领居住证", "the collection of a card"),
        LastAct::Endorse => text!(lang, "签注", "an endorsement"),
        LastAct::Close => text!(lang, "申领撤回或不予办理", "the withdrawal or refusal of an application"),
        LastAct::End => text!(lang, "居住证注销", "the end of a card"),
        LastAct::Leave => text!(lang, "离开本地", "a departure"),
        LastAct::Merge => text!(lang, "两份记录合并", "a merger of two records"),
    }
}

/// What a command of the journal that changes figures does, in Chinese; English has the command for it.
pub fn command(command: &str) -> &'static str {
    match command {
        "migrant add" => "居住登记",
        "migrant move" => "市内搬家",
        "migrant leave" => "离开",
        "migrant edit" => "更正登记",
        "migrant merge" => "合并两份登记",
        "migrant unmerge" => "拆开合并",
        "permit issue" => "发证",
        "permit endorse" => "签注",
        "permit replace" => "换证、补证",
        "permit end" => "注销证件",
        "permit edit" => "更正证件",
        "roster import" => "导入名册",
        "roster fix" => "补录退回的行",
        "roster undo" => "撤回名册",
        "unit move" => "单位划转",
        "unit merge" => "单位合并",
        "unit split" => "单位拆分",
        "unit close" => "撤销单位",
        "unit undo" => "撤回单位变动",
        "rules set" => "修改规则",
        _ => "业务",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::blame::Kind;

    #[test]
    fn every_command_that_changes_figures_has_a_name() {
        let nouns = ["migrant", "permit", "roster", "unit", "rules", "report"];
        let verbs = [
            "add", "move", "leave", "edit", "merge", "unmerge", "issue", "endorse", "replace", "end", "import", "fix",
            "undo", "set", "open", "rename", "split", "close", "show", "freeze",
        ];
        for line in nouns.iter().flat_map(|noun| verbs.map(|verb| format!("{noun} {verb}"))) {
            let exists = !matches!(
                line.as_str(),
                "unit add"
                    | "unit leave"
                    | "unit edit"
                    | "unit unmerge"
                    | "unit issue"
                    | "unit endorse"
                    | "unit replace"
                    | "unit end"
                    | "unit import"
                    | "unit fix"
                    | "unit set"
                    | "unit show"
                    | "unit freeze"
            );
            let changes = Kind::of(&line).is_some() && exists;
            assert_eq!(command(&line) != "业务", changes, "{line}");
        }
    }
}
