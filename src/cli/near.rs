//! What was meant by a word that is no command: the words of the counter, of other programs, of the wrong noun.

use std::ffi::OsString;

use clap::Command;

use crate::present::words::quoted;

/// A command, and what people call it who do not know its name.
const CALLED: &[(&str, &[&str])] = &[
    ("migrant add", &["登记", "居住登记", "办理登记", "新增", "录入", "采集", "register", "new", "create"]),
    ("migrant show", &["查看", "查人", "人员", "流动人口", "view", "get", "info", "person"]),
    ("migrant find", &["查找", "查询", "搜索", "search", "lookup", "query"]),
    ("migrant move", &["迁移", "搬家", "搬迁", "变更地址", "地址变更", "relocate", "transfer"]),
    (
        "migrant leave",
        &["离开", "迁出", "注销登记", "离市", "depart", "departure", "deregister", "删除", "delete", "remove"],
    ),
    ("migrant edit", &["更正", "修改", "变更", "correct", "update", "change"]),
    ("migrant history", &["经过", "历史", "记录", "log"]),
    ("migrant merge", &["合并", "重复", "dedupe"]),
    ("migrant unmerge", &["拆开", "分开"]),
    ("migrant why", &["为什么", "资格", "能否申领", "eligible", "eligibility"]),
    ("permit apply", &["申领", "申请", "办证", "受理", "application", "request"]),
    ("permit issue", &["发证", "发放", "制证", "grant"]),
    ("permit endorse", &["签注", "续签", "年签", "补签", "renew", "renewal", "prolong", "sign"]),
    (
        "permit replace",
        &["换领", "补领", "换证", "补证", "补办", "挂失", "遗失", "丢失", "reissue", "lost", "replacement"],
    ),
    ("permit end", &["注销", "终止", "作废", "吊销", "收缴", "撤销", "cancel", "revoke", "delete", "terminate"]),
    ("permit collect", &["领取", "领证", "取证", "pickup", "handover"]),
    ("permit withdraw", &["撤回", "撤回申领", "撤回申请"]),
    ("permit refuse", &["不予办理", "不予受理", "拒绝", "驳回", "reject", "deny"]),
    ("permit extend", &["延长", "延期", "延长期限", "postpone"]),
    ("permit list", &["到期", "逾期", "清单", "列表", "due", "overdue", "expiring"]),
    ("permit show", &["居住证", "证件", "查证", "状态", "status", "card"]),
    ("permit why", &["原因"]),
    ("permit edit", &["更正", "修改", "correct"]),
    ("permit history", &["经过", "历史"]),
    ("roster import", &["导入", "花名册", "名册", "load", "upload"]),
    ("roster check", &["检查", "校验", "预检", "validate", "verify"]),
    ("roster fix", &["补正", "repair"]),
    ("roster undo", &["撤销", "撤回", "回退", "rollback", "revert"]),
    ("roster list", &["列表", "清单"]),
    ("report rate", &["办证率", "统计", "报表", "stats", "statistics"]),
    ("unit list", &["单位", "受理点", "社区", "counter", "units"]),
    ("unit open", &["设立", "新设", "add"]),
    ("unit rename", &["改名", "更名"]),
    ("unit move", &["划转", "划归"]),
    ("unit merge", &["合并", "并入"]),
    ("unit split", &["拆分", "分设"]),
    ("unit close", &["撤销", "裁撤"]),
    ("rules show", &["规则", "规定", "设置", "settings", "config", "rule"]),
    ("rules set", &["设定", "改规则"]),
    ("rules try", &["试算", "试一试"]),
    ("rules holidays", &["放假", "节假日", "放假安排", "calendar"]),
    ("db backup", &["备份"]),
    ("db info", &["概况", "登记库"]),
    ("init", &["建库", "新建", "setup"]),
    ("demo", &["演示", "练习", "tour"]),
    ("explain", &["解释", "说明", "代码", "错误"]),
];

/// The commands that may be meant by `word`, which stands where a verb of `place` (`jzz permit`) was expected:
/// those of the same noun alone, where there are any.
pub fn meant(tree: &Command, place: &str, word: &str) -> Vec<String> {
    let noun = place.strip_prefix("jzz").unwrap_or_default().trim();
    let named = |called: &&(&str, &[&str])| called.1.iter().any(|name| name.eq_ignore_ascii_case(word));
    let mut found: Vec<String> = Vec::new();
    // The verb of another noun is what it says; what people call a command only may be meant.
    for other in tree.get_subcommands() {
        if other.get_subcommands().any(|verb| verb.get_name().eq_ignore_ascii_case(word)) {
            found.push(format!("{} {}", other.get_name(), word.to_lowercase()));
        }
    }
    found.extend(CALLED.iter().filter(named).map(|(command, _)| (*command).to_owned()));
    let own = |command: &String| !noun.is_empty() && command.split(' ').next() == Some(noun);
    let near = if found.iter().any(own) { found.into_iter().filter(own).collect() } else { found };
    near.into_iter().filter(|command| exists(tree, command)).map(|command| format!("jzz {command}")).collect()
}

fn exists(tree: &Command, command: &str) -> bool {
    command.split(' ').try_fold(tree, |place, word| place.find_subcommand(word)).is_some()
}

/// What was typed behind a word, as it can be typed again behind the command that was meant; a noun whose verb
/// is still open is shown its help.
pub fn behind(tree: &Command, meant: Option<&String>, args: &[OsString], word: &str) -> Vec<String> {
    let typed = args.iter().map(|word| word.to_string_lossy());
    let behind: Vec<String> = typed.skip_while(|typed| typed != word).skip(1).map(|word| quoted(&word)).collect();
    let place = meant.map_or(tree, |meant| {
        meant.split(' ').skip(1).fold(tree, |place, word| place.find_subcommand(word).unwrap_or(place))
    });
    let verb = behind.first().and_then(|word| place.find_subcommand(word));
    if place.has_subcommands() && verb.is_none() { vec!["--help".to_owned()] } else { behind }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_that_people_are_led_to_exists() {
        let tree = crate::cli::tree();
        for (command, called) in CALLED {
            assert!(exists(&tree, command), "{command}");
            assert!(!called.is_empty(), "{command}");
        }
    }

    #[test]
    fn a_word_of_the_counter_leads_to_its_command() {
        let tree = crate::cli::tree();
        let cases: &[(&str, &str, &[&str])] = &[
            ("jzz permit", "renew", &["jzz permit endorse"]),
            ("jzz", "签注", &["jzz permit endorse"]),
            ("jzz", "注销", &["jzz permit end"]),
            ("jzz", "补领", &["jzz permit replace"]),
            ("jzz", "换领", &["jzz permit replace"]),
            ("jzz", "迁移", &["jzz migrant move"]),
            ("jzz migrant", "endorse", &["jzz permit endorse"]),
            ("jzz", "Endorse", &["jzz permit endorse"]),
            ("jzz", "合并", &["jzz migrant merge", "jzz unit merge"]),
            ("jzz unit", "合并", &["jzz unit merge"]),
            ("jzz roster", "撤销", &["jzz roster undo"]),
            ("jzz", "add", &["jzz migrant add", "jzz unit open"]),
            ("jzz unit", "add", &["jzz unit open"]),
            ("jzz migrant", "delete", &["jzz migrant leave"]),
            ("jzz permit", "delete", &["jzz permit end"]),
            ("jzz", "什么", &[]),
        ];
        for (place, word, commands) in cases {
            assert_eq!(meant(&tree, place, word), *commands, "{place} {word}");
        }
    }
}
