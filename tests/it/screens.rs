//! Every screen once, in both languages, and the whole of the help: looked at whenever one changes.

use std::fmt::Write;

use crate::support::Counter;

/// A day at the counter under state-2016: each line a screen.
const LINES: &[(&str, &str)] = &[
    ("init", "init --practice"),
    (
        "migrant_add",
        "migrant add --id-number 520199199001010017 --name 欧阳致远 --ethnic 苗族 --hukou 贵州省毕节市七星关区城北路1号 --unit 520102 --address 南明区新华路2号 --reason 务工 --dwelling 租赁房屋 --phone 15412342345 --arrived 2016-02-20 --stay 一年 --sex 女 --on 2016-03-01",
    ),
    ("migrant_show", "migrant show M000001 --as-of 2016-08-30"),
    ("migrant_why", "migrant why M000001 --as-of 2016-08-30"),
    ("migrant_find", "migrant find 阳致"),
    ("permit_apply_incomplete", "permit apply M000001 --photo --on 2016-08-31"),
    (
        "permit_apply",
        "permit apply M000001 --photo --evidence identity_card --evidence lease --ground dwelling --on 2016-08-31",
    ),
    ("permit_extend", "permit extend A000002 --to 2016-09-25 --because 制证机故障 --on 2016-09-05"),
    ("permit_issue", "permit issue M000001 --on 2016-09-09"),
    ("permit_collect", "permit collect M000001 --on 2016-09-10"),
    ("permit_list_due", "permit list --due-within 30 --as-of 2017-08-20"),
    ("permit_show_due", "permit show M000001 --as-of 2017-08-20"),
    ("permit_why_due", "permit why M000001 --as-of 2017-08-20"),
    ("permit_show_suspended", "permit show M000001 --as-of 2017-09-09"),
    ("permit_why_suspended", "permit why M000001 --as-of 2017-09-09"),
    ("permit_endorse_late", "permit endorse M000001 --evidence identity_card --on 2017-10-08"),
    ("migrant_move", "migrant move M000001 --unit 云岩区 --address 中华路3号 --on 2017-11-01"),
    ("migrant_show_moved", "migrant show M000001 --as-of 2017-11-01"),
    ("migrant_why_moved", "migrant why M000001 --as-of 2017-11-01"),
    ("permit_replace", "permit replace M000001 --because changed --old-card-returned --on 2017-11-02"),
    ("report_rate_tier", "report rate --as-of 2017-11-01"),
    ("report_rate_district_liable", "report rate --by district --basis liable --as-of 2017-11-01"),
    ("report_rate_reason_compared", "report rate --by reason --compare 2016-08-31 --as-of 2017-11-01"),
    ("report_rate_public", "report rate --public --as-of 2017-11-01"),
    ("report_monthly", "report monthly --month 2017-10"),
    ("report_trend", "report trend --every year --from 2016-01-01 --to 2017-11-01"),
    ("report_ranking", "report ranking --min 1 --as-of 2017-11-01"),
    ("permit_end", "permit end M000001 --because left --on 2018-01-04"),
    ("permit_apply_again", "permit apply M000001 --photo --on 2018-01-04"),
    ("permit_refuse", "permit refuse A000003 --because 已离开 --article 居住证暂行条例第二条 --on 2018-01-04"),
    ("permit_list_refused", "permit list --status refused"),
    ("migrant_leave", "migrant leave M000001 --because left --to 广东 --on 2018-01-05"),
    ("migrant_show_left", "migrant show M000001 --as-of 2018-01-05"),
    ("permit_why_ended", "permit why M000001 --as-of 2018-01-05"),
    ("migrant_edit", "migrant edit M000001 --phone 15412342346 --address 中华路4号 --because 抄错"),
    ("permit_edit", "permit edit M000001 --endorsed 2017-10-08=2017-10-09 --because 抄错"),
    (
        "migrant_add_twice",
        "migrant add --id-number 520199199001010033 --name 欧阳志远 --hukou 贵州省毕节市七星关区城北路1号 --unit 520103 --address 中华路4号 --reason 务工 --dwelling 租赁房屋 --on 2017-12-01",
    ),
    ("migrant_merge", "migrant merge M000001 M000002 --because 重复登记 --on 2018-01-31"),
    ("migrant_history", "migrant history M000001"),
    ("permit_history", "permit history M000001"),
    ("migrant_unmerge", "migrant unmerge M000001 M000002 --because 合错"),
    ("roster_check", "roster check march.csv --unit 520102400 --set reason=务工 --source school:第一中学"),
    ("roster_import", "roster import march.csv --unit 520102400 --set reason=务工 --source school:第一中学"),
    ("roster_fix_of_what_is_not_open", "roster fix B1 march.csv"),
    ("roster_list", "roster list"),
    ("roster_show", "roster show B1"),
    ("roster_senders", "roster senders"),
    ("roster_senders_page", "roster senders --format html"),
    ("roster_departures", "roster import april.csv"),
    ("roster_undo_refused", "roster undo B1 --because 送错了"),
    ("roster_undo", "roster undo B2 --because 送错了"),
    ("db_info", "db info"),
    ("explain", "explain J301"),
];

/// What a school sends, with all its faults, and who left since.
const MARCH: &str = "姓名,身份证号,户籍地址,现居住地址,入职时间,登记日期,宗教信仰
张三,520199197703080424,贵州省遵义市,练习路1号,2016-02-20,2016-03-01,无
李四,5.20199E+17,贵州省遵义市,练习路1号,2016-02-20,2016-03-01,无
王五,52019919850615031X,贵州省遵义市,练习路1号,20/02/2016,2016-03-01,无
合计,3,,,,,
";
const APRIL: &str = "公民身份号码,离开日期,去向\n520199197703080424,2016-09-01,遵义\n";

fn session(lang: &str) -> String {
    let mut counter = Counter::on("2018-02-01").speaking(lang);
    counter.width = 160;
    counter.put("march.csv", MARCH.as_bytes());
    counter.put("april.csv", APRIL.as_bytes());
    let folder = counter.folder.path().to_string_lossy().into_owned();
    let mut out = String::new();
    for (name, line) in LINES {
        let told = counter.line(line);
        let shown = format!("{}{}", told.stdout, told.stderr).replace(&folder, "[folder]");
        let _ = writeln!(out, "== {name}\n$ jzz {line}\n[exit {}]\n{shown}", told.exit);
    }
    out
}

#[test]
fn the_screens_in_chinese() {
    insta::assert_snapshot!("screens.zh", session("zh"));
}

#[test]
fn the_screens_in_english() {
    insta::assert_snapshot!("screens.en", session("en"));
}

#[test]
fn the_help_reference_in_both_languages() {
    for lang in ["zh", "en"] {
        let pages = crate::help::all(lang).into_iter().map(|(command, help)| format!("=== {command}\n{help}"));
        insta::assert_snapshot!(format!("help.{lang}"), pages.collect::<Vec<_>>().join("\n"));
    }
}
