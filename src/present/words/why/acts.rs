//! What can be done next, and the command for it.

use crate::domain::lang::Lang;
use crate::domain::open_acts::{Act, OpenAct};
use crate::domain::stay_end::LeaveReason;
use crate::present::words::{quoted, text};

/// What the act is called, and when it is possible.
pub fn act(open: &OpenAct, lang: Lang) -> String {
    let name = name(open.act, lang);
    let from = open.from;
    match (open.act, open.until) {
        (Act::Issue, Some(until)) => text!(lang, "{name}（最迟 {until}）", "{name} (by {until})"),
        (_, Some(until)) => text!(lang, "{name}（{from} 至 {until}）", "{name} ({from} to {until})"),
        (_, None) => text!(lang, "{name}（{from} 起）", "{name} (from {from})"),
    }
}

fn name(act: Act, lang: Lang) -> String {
    match act {
        Act::RegisterAgain => text!(lang, "又来居住的，重新登记", "register again on coming back"),
        Act::Move => text!(lang, "市内搬家", "record a move inside the city"),
        Act::Leave(LeaveReason::Death) => {
            text!(lang, "注销去世的人的居住登记", "end the registration of the deceased")
        }
        Act::Leave(LeaveReason::Hukou) => {
            text!(lang, "落户了，注销居住登记", "end the registration of one who settled here")
        }
        Act::Leave(LeaveReason::Left | LeaveReason::Other) => text!(lang, "离开本地", "record a departure"),
        Act::Apply => text!(lang, "申领居住证", "apply for a permit"),
        Act::Issue => text!(lang, "发证", "issue the card"),
        Act::Withdraw => text!(lang, "撤回申领", "withdraw the application"),
        Act::Collect => text!(lang, "领证", "hand over the card"),
        Act::Endorse => text!(lang, "签注", "endorse"),
        Act::EndorseLate => text!(lang, "补办签注", "endorse late, which restores it"),
        Act::Replace => text!(lang, "换领、补领", "replace a damaged, lost or changed card"),
        Act::ReplaceChanged => text!(lang, "证面地址变了，换领新证", "replace it, for the address on it has changed"),
        Act::End => text!(lang, "注销", "end the card"),
    }
}

/// The command, with words in capitals where the clerk fills in.
pub fn command(open: &OpenAct, lang: Lang) -> String {
    let what = quoted(&open.what);
    match open.act {
        Act::RegisterAgain => "jzz migrant add".to_owned(),
        Act::Move => text!(
            lang,
            "jzz migrant move {what} --unit 【单位】 --address 【地址】",
            "jzz migrant move {what} --unit _UNIT_ --address _ADDRESS_"
        ),
        Act::Leave(because) => format!("jzz migrant leave {what} --because {}", because.as_str()),
        Act::Apply => format!("jzz permit apply {what}"),
        Act::Issue => format!("jzz permit issue {what}"),
        Act::Withdraw => {
            text!(
                lang,
                "jzz permit withdraw {what} --because 【原因】",
                "jzz permit withdraw {what} --because _REASON_"
            )
        }
        Act::Collect => format!("jzz permit collect {what}"),
        Act::Endorse | Act::EndorseLate => format!("jzz permit endorse {what}"),
        // Damaged or lost, handed back or not, is for the clerk to say.
        Act::Replace => {
            text!(lang, "jzz permit replace {what} --because 【原因】", "jzz permit replace {what} --because _REASON_")
        }
        Act::ReplaceChanged => format!("jzz permit replace {what} --because changed"),
        Act::End => {
            text!(lang, "jzz permit end {what} --because 【原因】", "jzz permit end {what} --because _REASON_")
        }
    }
}
