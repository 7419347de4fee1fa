//! States that can be asked for, kinds and tiers of units, and how reports tell rows apart.

use crate::domain::application::ApplicationState;
use crate::domain::lang::Lang;
use crate::domain::period::Every;
use crate::domain::rate::By;
use crate::domain::unit::{Tier, UnitKind};
use crate::domain::worklist::{Asked, CARD_STATUSES};
use crate::present::rate::Basis;

use super::Keyword;
use crate::present::words::labels::{self, pick};

impl Keyword for Asked {
    fn all() -> Vec<Asked> {
        let cards = CARD_STATUSES.into_iter().map(Asked::Card);
        cards.chain(ApplicationState::ALL.into_iter().map(Asked::Application)).collect()
    }

    fn code(self) -> &'static str {
        match self {
            Asked::Card(status) => status,
            Asked::Application(state) => state.as_str(),
        }
    }

    fn label(self, lang: Lang) -> &'static str {
        match self {
            Asked::Card("valid") => pick(lang, "有效", "valid"),
            Asked::Card("due") => pick(lang, "该签注", "due"),
            Asked::Card("suspended") => pick(lang, "中止", "suspended"),
            Asked::Card("expired") => pick(lang, "过期", "expired"),
            Asked::Card(_) => pick(lang, "终止", "ended"),
            Asked::Application(ApplicationState::Open) => pick(lang, "待发证", "open"),
            Asked::Application(ApplicationState::Incomplete) => pick(lang, "材料不齐", "incomplete"),
            Asked::Application(ApplicationState::Issued) => pick(lang, "已发证", "issued"),
            Asked::Application(ApplicationState::Withdrawn) => pick(lang, "已撤回", "withdrawn"),
            Asked::Application(ApplicationState::Refused) => pick(lang, "不予办理", "refused"),
        }
    }

    fn also(self) -> &'static [&'static str] {
        match self {
            Asked::Card("due") => &["该签注了", "待签注", "有效，该签注了", "valid, due for endorsement"],
            Asked::Card("suspended") => &["使用功能中止"],
            Asked::Card("ended") => &["已终止", "注销", "已注销"],
            Asked::Card(_) => &[],
            Asked::Application(ApplicationState::Open) => {
                &["已受理", "受理", "已受理，待发证", "accepted, card not yet issued"]
            }
            Asked::Application(ApplicationState::Incomplete) => {
                &["未受理", "不齐", "材料不齐，未受理", "incomplete, not accepted"]
            }
            Asked::Application(ApplicationState::Issued) => &["发证", "card issued"],
            Asked::Application(ApplicationState::Withdrawn) => &["撤回"],
            Asked::Application(ApplicationState::Refused) => &["不予发证", "拒绝"],
        }
    }
}

impl Keyword for UnitKind {
    /// A register is that of one city: every kind but this.
    fn all() -> Vec<UnitKind> {
        UnitKind::ALL.into_iter().filter(|kind| *kind != UnitKind::City).collect()
    }

    fn code(self) -> &'static str {
        self.as_str()
    }

    fn label(self, lang: Lang) -> &'static str {
        match self {
            UnitKind::Street => pick(lang, "街道", "street office"),
            UnitKind::CountyCity => pick(lang, "县级市", "county city"),
            UnitKind::City
            | UnitKind::District
            | UnitKind::County
            | UnitKind::Community
            | UnitKind::Town
            | UnitKind::Township
            | UnitKind::Farm => labels::unit_kind(lang, self),
        }
    }

    fn also(self) -> &'static [&'static str] {
        match self {
            UnitKind::Street => &["街道办事处", "街道办"],
            UnitKind::CountyCity => &["county-level city"],
            UnitKind::Community => &["社区服务中心"],
            UnitKind::City
            | UnitKind::District
            | UnitKind::County
            | UnitKind::Town
            | UnitKind::Township
            | UnitKind::Farm => &[],
        }
    }
}

impl Keyword for Tier {
    fn all() -> Vec<Tier> {
        Tier::ALL.to_vec()
    }

    fn code(self) -> &'static str {
        self.as_str()
    }

    fn label(self, lang: Lang) -> &'static str {
        labels::tier(lang, self)
    }

    fn also(self) -> &'static [&'static str] {
        match self {
            Tier::City => &["市"],
            Tier::District => &["区县", "区级", "县级"],
            Tier::Community => &["社区"],
        }
    }
}

impl Keyword for By {
    fn all() -> Vec<By> {
        By::ALL.to_vec()
    }

    fn code(self) -> &'static str {
        self.as_str()
    }

    fn label(self, lang: Lang) -> &'static str {
        match self {
            By::Tier => pick(lang, "级别", "tier"),
            By::District => pick(lang, "区县", "district"),
            By::Community => pick(lang, "社区", "community"),
            By::Counter => pick(lang, "受理点", "counter"),
            By::Reason => pick(lang, "居住事由", "reason"),
            By::Origin => pick(lang, "户籍地", "origin"),
        }
    }

    fn also(self) -> &'static [&'static str] {
        match self {
            By::Tier => &["受理级别", "受理点级别"],
            By::District => &["区"],
            By::Community => &["社区、乡镇", "乡镇"],
            By::Counter => &["窗口"],
            By::Reason => &["事由"],
            By::Origin => &["来源地"],
        }
    }
}

impl Keyword for Every {
    fn all() -> Vec<Every> {
        Every::ALL.to_vec()
    }

    fn code(self) -> &'static str {
        self.as_str()
    }

    fn label(self, lang: Lang) -> &'static str {
        match self {
            Every::Month => pick(lang, "月", "month"),
            Every::Week => pick(lang, "周", "week"),
            Every::Year => pick(lang, "年", "year"),
        }
    }

    fn also(self) -> &'static [&'static str] {
        match self {
            Every::Month => &["每月", "逐月"],
            Every::Week => &["每周", "逐周", "星期"],
            Every::Year => &["每年", "逐年"],
        }
    }
}

impl Keyword for Basis {
    fn all() -> Vec<Basis> {
        vec![Basis::All, Basis::Liable]
    }

    fn code(self) -> &'static str {
        match self {
            Basis::All => "all",
            Basis::Liable => "liable",
        }
    }

    fn label(self, lang: Lang) -> &'static str {
        match self {
            Basis::All => pick(lang, "全部", "all"),
            Basis::Liable => pick(lang, "应办", "liable"),
        }
    }
}

impl Keyword for Lang {
    fn all() -> Vec<Lang> {
        vec![Lang::Zh, Lang::En]
    }

    fn code(self) -> &'static str {
        self.as_str()
    }

    /// Each in its own language: whoever looks for it may not read the other.
    fn label(self, _: Lang) -> &'static str {
        match self {
            Lang::Zh => "中文",
            Lang::En => "English",
        }
    }

    fn also(self) -> &'static [&'static str] {
        match self {
            Lang::Zh => &["汉语", "Chinese"],
            Lang::En => &["英文", "英语"],
        }
    }
}
