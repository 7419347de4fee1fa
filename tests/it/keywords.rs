//! Words of flags: labels beside codes, in either language; and what is missing, named at once.

use serde_json::json;

use crate::support::Counter;
use crate::support::office::{LI, WANG, form};

#[test]
fn a_label_is_taken_where_a_code_is_wanted() {
    let counter = Counter::open("2018-06-30");
    let li = format!("migrant add {} --id-kind 身份证 --on 2017-01-01", form(LI));
    counter.ask(&li);
    let papers = "--ground 住所 --evidence 身份证 --evidence 租房合同:房东:2017-01-01 --evidence 照片";
    assert_eq!(counter.ask(&format!("permit apply 李雷 {papers} --on 2017-07-03"))["accepted"], true);
    let card = counter.ask("permit issue 李雷 --on 2017-07-10");
    assert_eq!(counter.ask("permit replace 李雷 --because 丢失 --on 2017-08-01")["replaces"], card["permit"]);
    assert_eq!(counter.ask("permit endorse 李雷 --evidence 户口簿 --on 2018-06-20")["status"], "valid");
    assert_eq!(counter.ask("permit list --status 有效")["permits"][0]["status"], "valid");
    assert_eq!(counter.ask("permit end 李雷 --because 发证有误 --on 2018-06-21")["end_reason"], "error");
    counter.ask(&format!("migrant add {} --exempt 亲属 --on 2018-06-01", form(WANG)));
    assert_eq!(counter.ask("migrant edit 王芳 --exempt 无 --because 抄错")["registration"]["exempt"], json!(null));
    assert_eq!(counter.ask("report rate --by 社区 --basis 应办")["by"], "community");
    counter.put("left.csv", format!("公民身份号码,离开日期\n{WANG},2018-06-29\n").as_bytes());
    assert_eq!(counter.ask("roster check left.csv --kind 离开")["kind"], "departures");
    let opened = "unit open 520102499 新园社区 --kind 社区 --counter-tier 社区级 --under 南明区 --because 批复";
    assert_eq!(counter.ask(opened)["tier"], "community");
    counter.ask("migrant leave 李雷 --because 落户 --on 2018-06-22");
    let chinese = counter.line("explain J301 --lang 中文").done().stdout;
    assert_eq!(chinese, counter.line("explain J301 --lang zh").done().stdout);
    assert_eq!(counter.line("explain J301 --format JSON").done().json()["code"], "J301");
    counter.line("explain --format JSON").refused(2, "J902").error();
}

#[test]
fn an_unknown_word_is_told_with_all_that_are_taken() {
    let counter = Counter::open("2018-06-30");
    let error = counter.refuses("permit replace M1 --because 旧了", 2, "J904");
    assert_eq!(error["details"], json!({"flag": "--because", "accepted": ["damaged", "lost", "changed"]}));
    let told = counter.line("permit replace M1 --because 旧了 --lang zh").refused(2, "J904");
    assert!(told.stderr.contains("损坏 damaged、丢失 lost、变更 changed"), "{told:?}");
    let error = counter.refuses("permit apply M1 --evidence 车票:某厂", 2, "J904");
    assert_eq!(error["details"]["flag"], "--evidence");
    counter.refuses("permit endorse M1 --evidence lease::2017-02-30", 2, "J903");
}

#[test]
fn everything_missing_is_named_at_once_and_nothing_is_done() {
    let counter = Counter::open("2018-06-30");
    let cases = [
        ("permit show", json!(["<PERMIT>"])),
        ("permit end", json!(["<PERMIT>", "--because"])),
        ("permit extend A1", json!(["--to", "--because"])),
        ("permit extend", json!(["<APPLICATION>", "--to", "--because"])),
        ("migrant move M1", json!(["--unit", "--address"])),
        ("migrant edit M1 --phone 13900000001", json!(["--because"])),
        ("migrant merge M1", json!(["<DUPLICATE>", "--because"])),
        ("unit merge 南明区", json!(["--into", "--because"])),
        ("unit split", json!(["<UNIT>", "--into", "--because"])),
        ("rules set day_count", json!(["<VALUE>", "--from", "--because"])),
        ("roster import", json!(["<FILE>"])),
        ("db backup", json!(["<FILE>"])),
    ];
    for (line, missing) in cases {
        let error = counter.refuses(line, 2, "J902");
        assert_eq!(error["details"]["missing"], missing, "{line}");
    }
    let told = counter.line("permit extend --lang zh").refused(2, "J902");
    for part in ["<申领或人>  申领编号", "--to <日期>  新的最后一天", "--because <理由>  延长的理由"]
    {
        assert!(told.stderr.contains(part), "{part}: {told:?}");
    }
}
