//! Why somebody leaves, a card ends or is replaced; what a roster holds.

use crate::domain::ending::GIVEN;
use crate::domain::lang::Lang;
use crate::domain::permit::{EndReason, PermitKind};
use crate::domain::replacement::{OldCard, ReplaceReason};
use crate::domain::roster::RosterKind;
use crate::ops::leave::LeaveReason;

use super::Keyword;
use crate::present::words::labels::{self, pick};

impl Keyword for LeaveReason {
    fn all() -> Vec<LeaveReason> {
        LeaveReason::ALL.to_vec()
    }

    fn code(self) -> &'static str {
        self.as_str()
    }

    fn label(self, lang: Lang) -> &'static str {
        match self {
            LeaveReason::Left => pick(lang, "离开", "left the city"),
            LeaveReason::Hukou => pick(lang, "落户", "local household registration"),
            LeaveReason::Death => pick(lang, "死亡", "death"),
            LeaveReason::Other => pick(lang, "其他", "other"),
        }
    }

    fn also(self) -> &'static [&'static str] {
        match self {
            LeaveReason::Left => &["离开本地", "离开本市", "迁出"],
            LeaveReason::Hukou => &["已在本地落户", "转为常住户口", "本地落户"],
            LeaveReason::Death => &["去世"],
            LeaveReason::Other => &["其它"],
        }
    }
}

impl Keyword for EndReason {
    fn all() -> Vec<EndReason> {
        GIVEN.to_vec()
    }

    fn code(self) -> &'static str {
        self.as_str()
    }

    fn label(self, lang: Lang) -> &'static str {
        match self {
            EndReason::Left => pick(lang, "离开", "left the city"),
            EndReason::Hukou => pick(lang, "落户", "local household registration"),
            EndReason::Death => pick(lang, "死亡", "death"),
            EndReason::Ineligible => pick(lang, "不再符合条件", "no longer entitled"),
            EndReason::Fraud => pick(lang, "骗领", "obtained by fraud"),
            EndReason::Confiscated => pick(lang, "收缴", "confiscated"),
            EndReason::Error => pick(lang, "发证有误", "issued in error"),
            EndReason::Lost | EndReason::Replaced | EndReason::Expired => labels::end_reason(lang, self),
        }
    }

    fn also(self) -> &'static [&'static str] {
        match self {
            EndReason::Left => &["离开本地", "离开本市", "迁出"],
            EndReason::Hukou => &["已在本地落户", "转为常住户口", "本地落户"],
            EndReason::Death => &["去世"],
            EndReason::Ineligible => &["不符合条件"],
            EndReason::Fraud => &["骗领，已撤销", "撤销", "obtained by fraud, revoked"],
            EndReason::Confiscated => &["已收缴"],
            EndReason::Error => &["错误", "发错"],
            EndReason::Lost | EndReason::Replaced | EndReason::Expired => &[],
        }
    }
}

impl Keyword for ReplaceReason {
    fn all() -> Vec<ReplaceReason> {
        ReplaceReason::ALL.to_vec()
    }

    fn code(self) -> &'static str {
        self.as_str()
    }

    fn label(self, lang: Lang) -> &'static str {
        match self {
            ReplaceReason::Damaged => pick(lang, "损坏", "damaged"),
            ReplaceReason::Lost => pick(lang, "丢失", "lost"),
            ReplaceReason::Changed => pick(lang, "变更", "changed"),
        }
    }

    fn also(self) -> &'static [&'static str] {
        match self {
            ReplaceReason::Damaged => &["损毁"],
            ReplaceReason::Lost => &["遗失", "补领"],
            ReplaceReason::Changed => &["登记事项变更", "登载内容变更", "信息变更", "内容变更", "data changed"],
        }
    }
}

impl Keyword for OldCard {
    fn all() -> Vec<OldCard> {
        OldCard::ALL.to_vec()
    }

    fn code(self) -> &'static str {
        self.as_str()
    }

    fn label(self, lang: Lang) -> &'static str {
        match self {
            OldCard::Returned => pick(lang, "已交回", "returned"),
            OldCard::Lost => pick(lang, "丢失", "lost"),
        }
    }

    fn also(self) -> &'static [&'static str] {
        match self {
            OldCard::Returned => &["交回", "收回", "已收回"],
            OldCard::Lost => &["遗失", "丢了"],
        }
    }
}

/// Why a card ended, as a correction may have it: a ledger knows reasons that no counter gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewEndReason(pub EndReason);

impl Keyword for NewEndReason {
    fn all() -> Vec<NewEndReason> {
        GIVEN.into_iter().chain([EndReason::Lost, EndReason::Expired]).map(NewEndReason).collect()
    }

    fn code(self) -> &'static str {
        self.0.as_str()
    }

    fn label(self, lang: Lang) -> &'static str {
        self.0.label(lang)
    }

    fn also(self) -> &'static [&'static str] {
        match self.0 {
            EndReason::Expired => &["到期"],
            EndReason::Lost => &["遗失"],
            EndReason::Left
            | EndReason::Hukou
            | EndReason::Death
            | EndReason::Ineligible
            | EndReason::Fraud
            | EndReason::Confiscated
            | EndReason::Error
            | EndReason::Replaced => self.0.also(),
        }
    }
}

impl Keyword for PermitKind {
    fn all() -> Vec<PermitKind> {
        vec![PermitKind::Residence, PermitKind::Temporary]
    }

    fn code(self) -> &'static str {
        self.as_str()
    }

    fn label(self, lang: Lang) -> &'static str {
        labels::permit_kind(lang, self)
    }

    fn also(self) -> &'static [&'static str] {
        &[]
    }
}

impl Keyword for RosterKind {
    fn all() -> Vec<RosterKind> {
        RosterKind::ALL.to_vec()
    }

    fn code(self) -> &'static str {
        self.as_str()
    }

    fn label(self, lang: Lang) -> &'static str {
        match self {
            RosterKind::People => pick(lang, "人员", "people"),
            RosterKind::Permits => pick(lang, "证件", "permits"),
            RosterKind::Departures => pick(lang, "离开", "departures"),
        }
    }

    fn also(self) -> &'static [&'static str] {
        match self {
            RosterKind::People => &["人员花名册", "花名册", "roster of people"],
            RosterKind::Permits => &["证件台账", "台账", "roster of permits"],
            RosterKind::Departures => &["离开人员花名册", "离开人员", "离职", "roster of departures"],
        }
    }
}
