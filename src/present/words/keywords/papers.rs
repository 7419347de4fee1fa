//! Grounds, papers, exemptions, kinds of identity papers.

use crate::domain::identity::IdKind;
use crate::domain::lang::Lang;
use crate::domain::papers::{Ground, Paper};
use crate::domain::regime::Exempt;

use super::Keyword;
use crate::present::words::labels::{self, pick};

impl Keyword for Ground {
    fn all() -> Vec<Ground> {
        Ground::ALL.to_vec()
    }

    fn code(self) -> &'static str {
        self.as_str()
    }

    fn label(self, lang: Lang) -> &'static str {
        match self {
            Ground::Employment => pick(lang, "就业", "employment"),
            Ground::Dwelling => pick(lang, "住所", "dwelling"),
            Ground::Schooling => pick(lang, "就读", "schooling"),
        }
    }

    fn also(self) -> &'static [&'static str] {
        match self {
            Ground::Employment => &["合法稳定就业", "稳定就业", "工作", "stable employment"],
            Ground::Dwelling => &["合法稳定住所", "稳定住所", "stable dwelling"],
            Ground::Schooling => &["连续就读", "上学", "读书", "continuous schooling"],
        }
    }
}

impl Keyword for Paper {
    fn all() -> Vec<Paper> {
        Paper::ALL.to_vec()
    }

    fn code(self) -> &'static str {
        self.as_str()
    }

    fn label(self, lang: Lang) -> &'static str {
        match self {
            Paper::IdentityCard => pick(lang, "身份证", "identity card"),
            Paper::Photo => pick(lang, "照片", "photo"),
            Paper::Lease => pick(lang, "租房合同", "lease"),
            Paper::LeaseFiled => pick(lang, "备案租房合同", "lease filed"),
            Paper::TitleDeed => pick(lang, "房产证", "title deed"),
            Paper::EmployerCertificate => pick(lang, "单位证明", "employer certificate"),
            Paper::OtherEmployment => pick(lang, "其他就业证明", "other employment"),
            Paper::SchoolCertificate => pick(lang, "就读证明", "school certificate"),
            Paper::Enrolment => pick(lang, "学籍证明", "enrolment"),
            Paper::HukouBook => pick(lang, "户口簿", "household register"),
            Paper::PurchaseContract
            | Paper::LodgingCertificate
            | Paper::BusinessLicence
            | Paper::LabourContract
            | Paper::StudentCard
            | Paper::Permit => labels::paper(lang, self),
        }
    }

    fn also(self) -> &'static [&'static str] {
        match self {
            Paper::IdentityCard => &["居民身份证"],
            Paper::HukouBook => &["户口本"],
            Paper::Photo => &["相片"],
            Paper::Lease => &["房屋租赁合同", "租赁合同"],
            Paper::LeaseFiled => &["已备案的房屋租赁合同", "备案租赁合同", "lease filed with the housing office"],
            Paper::TitleDeed => &["房屋产权证明", "产权证", "不动产权证"],
            Paper::PurchaseContract => &["房屋买卖合同"],
            Paper::LabourContract => &["labor contract"],
            Paper::EmployerCertificate => &["单位出具的劳动关系证明", "劳动关系证明", "employer's certificate"],
            Paper::OtherEmployment => &["other proof of employment"],
            Paper::SchoolCertificate => &["学校出具的就读证明", "学校证明", "school's certificate"],
            Paper::Enrolment => &["学籍", "proof of enrolment"],
            Paper::LodgingCertificate | Paper::BusinessLicence | Paper::StudentCard | Paper::Permit => &[],
        }
    }
}

impl Keyword for Exempt {
    fn all() -> Vec<Exempt> {
        Exempt::ALL.to_vec()
    }

    fn code(self) -> &'static str {
        self.as_str()
    }

    fn label(self, lang: Lang) -> &'static str {
        match self {
            Exempt::Hotel => pick(lang, "旅店", "hotel guest"),
            Exempt::Inpatient => pick(lang, "住院", "hospital inpatient"),
            Exempt::Boarder => pick(lang, "寄宿", "boarder at a school"),
            Exempt::Rescue => pick(lang, "救助", "in a rescue station"),
            Exempt::Relative => pick(lang, "亲属", "with a direct relative"),
        }
    }

    fn also(self) -> &'static [&'static str] {
        match self {
            Exempt::Hotel => &["住旅店", "旅馆"],
            Exempt::Inpatient => &["住院就医"],
            Exempt::Boarder => &["寄宿就学或培训", "boarder at a school or training place"],
            Exempt::Rescue => &["在救助站受助", "救助站"],
            Exempt::Relative => {
                &["住在直系亲属家", "投靠亲属", "直系亲属", "投靠直系亲属", "living with a direct relative"]
            }
        }
    }
}

/// What a correction makes of an exemption: another, or none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NewExempt {
    Is(Exempt),
    None,
}

impl Keyword for NewExempt {
    fn all() -> Vec<NewExempt> {
        Exempt::ALL.into_iter().map(NewExempt::Is).chain([NewExempt::None]).collect()
    }

    fn code(self) -> &'static str {
        match self {
            NewExempt::Is(exempt) => Keyword::code(exempt),
            NewExempt::None => "none",
        }
    }

    fn label(self, lang: Lang) -> &'static str {
        match self {
            NewExempt::Is(exempt) => exempt.label(lang),
            NewExempt::None => pick(lang, "无", "none"),
        }
    }

    fn also(self) -> &'static [&'static str] {
        match self {
            NewExempt::Is(exempt) => exempt.also(),
            NewExempt::None => &["没有"],
        }
    }
}

impl Keyword for IdKind {
    fn all() -> Vec<IdKind> {
        IdKind::ALL.to_vec()
    }

    fn code(self) -> &'static str {
        self.as_str()
    }

    fn label(self, lang: Lang) -> &'static str {
        match self {
            IdKind::Citizen => pick(lang, "居民身份证", "citizen"),
            IdKind::Hmt => pick(lang, "港澳台居民居住证", "Hong Kong, Macao or Taiwan resident"),
            IdKind::Foreigner => pick(lang, "外国人永久居留身份证", "foreigner"),
            IdKind::Other => pick(lang, "其他证件", "other"),
        }
    }

    fn also(self) -> &'static [&'static str] {
        match self {
            IdKind::Citizen => &["身份证", "公民", "identity card"],
            IdKind::Hmt => &["港澳台", "residence permit of a Hong Kong, Macao or Taiwan resident"],
            IdKind::Foreigner => &["外国人", "foreigner's permanent residence card"],
            IdKind::Other => &["其他", "其它", "another paper"],
        }
    }
}
