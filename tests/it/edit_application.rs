//! `permit edit` of an application: days, ground and papers, who came, extension, closing; reports follow at once.

use serde_json::{Value, json};

use crate::edit_card::{acts, corrections, corrects};
use crate::support::Counter;
use crate::support::office::{CHILD, LI, PAPERS, WANG, shape};

/// 李雷, registered on 2016-12-01, who applied on 2017-07-03.
fn applicant(today: &str) -> Counter {
    let counter = Counter::open(today);
    counter.register(LI, "2016-12-01");
    counter.ask(&format!("permit apply M1 {PAPERS} --on 2017-07-03"));
    counter
}

fn kept(counter: &Counter) -> Vec<[String; 3]> {
    let of_application = corrections(counter, "permit history A000001");
    assert_eq!(corrections(counter, "migrant history M1"), of_application);
    of_application
}

fn told(of: &[[&str; 3]]) -> Vec<[String; 3]> {
    of.iter().map(|one| one.map(str::to_owned)).collect()
}

fn total(counter: &Counter, report: &str, key: &str) -> Value {
    counter.ask(report)["total"][key].clone()
}

#[test]
fn the_days_of_an_application_are_corrected_and_its_limit_follows() {
    let counter = applicant("2017-07-19");
    let late = "report overdue --as-of 2017-07-19";
    assert_eq!(counter.ask(late)["rows"].as_array().map(Vec::len), Some(1), "due by 2017-07-18");
    let answer = corrects(&counter, "permit edit A000001 --applied 2017-07-05 --because 抄错");
    shape(
        &answer,
        "application state accepted_on due_on applied_on promised_on regime ground evidence extended_on extended_to \
         extended_because closed_on closed_because article permit",
    );
    assert_eq!((&answer["applied_on"], &answer["due_on"]), (&json!("2017-07-05"), &json!("2017-07-20")));
    assert_eq!(counter.ask(late)["rows"], json!([]));
    let expected = [
        ["applied_on", "2017-07-03", "2017-07-05"],
        ["accepted_on", "2017-07-03", "2017-07-05"],
        ["due_on", "2017-07-18", "2017-07-20"],
        ["promised_on", "2017-07-12", "2017-07-14"],
    ];
    assert_eq!(kept(&counter), told(&expected));
    let history = counter.ask("migrant history M1");
    let apply = history["acts"].as_array().expect("acts").iter().find(|act| act["act"] == "apply").expect("it").clone();
    assert_eq!((&apply["on"], apply["at"].is_string()), (&json!("2017-07-05"), true), "its entry is found: {apply}");
    let screen = counter.line("permit edit A1 --accepted 2017-07-06 --because 晚一天受理 --lang zh").done();
    assert!(
        screen.stdout.contains("2017-07-21") && screen.stderr.contains("办结期限由 2017-07-20 改为 2017-07-21"),
        "{screen:?}"
    );
    assert_eq!(counter.ask("migrant show M1 --as-of 2017-07-04")["application"], json!(null));
}

#[test]
fn ground_papers_and_proxy_are_corrected_and_the_old_list_is_kept() {
    let counter = applicant("2017-07-19");
    let error = counter.refuses("permit edit A1 --ground employment --because x", 1, "J305");
    assert_eq!(error["details"]["missing"], json!(["J310"]));
    let papers = "--evidence 身份证 --evidence lease:房东 --evidence 劳动合同:一厂:2017-01-05 --photo";
    let answer = corrects(&counter, &format!("permit edit A1 --ground 就业 {papers} --because 填错"));
    let now = "identity_card, lease:房东, labour_contract:一厂:2017-01-05, photo";
    assert_eq!((&answer["ground"], &answer["evidence"]), (&json!("employment"), &json!(now)));
    let apply = counter.ask("migrant history M1")["acts"][1]["detail"].clone();
    assert_eq!((&apply["ground"], &apply["evidence"]), (&json!("employment"), &json!(now)));
    let expected = [["ground", "dwelling", "employment"], ["evidence", "identity_card, lease, photo", now]];
    assert_eq!(kept(&counter), told(&expected));
    let counts = "SELECT CASE WHEN taken_back_on IS NULL THEN 'now' ELSE 'was' END || COUNT(*) FROM evidence GROUP BY taken_back_on IS NULL";
    assert_eq!(counter.rows(counts), ["was3", "now4"], "the rows are kept");
    let proxy = format!("--proxy-name 王芳 --proxy-id-number {WANG} --proxy-relation 配偶");
    corrects(&counter, &format!("permit edit A1 {proxy} --because 漏记"));
    corrects(&counter, &format!("permit edit A1 {} --because 写错", proxy.replace("王芳", "王萍")));
    let entry = format!("{:?}", counter.entries().last());
    assert!(entry.contains("applied_by"), "the journal names a fact that looks the same once it is masked: {entry}");
    corrects(&counter, "permit edit A1 --no-proxy --because 本人来的");
    let (alone, by) = ("-", "王*:配偶");
    let last = kept(&counter);
    assert_eq!(last[2..], told(&[["applied_by", alone, by], ["applied_by", by, by], ["applied_by", by, alone]]));
    assert!(counter.ask("migrant history M1")["acts"][1]["detail"]["proxy_name"].is_null());
    let screen = counter.line("permit history A1 --lang zh").done().stdout;
    assert!(screen.contains("申领材料") && screen.contains("劳动合同") && screen.contains("申领代办人"), "{screen}");
    assert!(!format!("{:?}", counter.entries()).contains("王芳"), "no name in the journal");
}

#[test]
fn an_extension_is_corrected_or_taken_back() {
    let counter = applicant("2017-08-20");
    counter.ask("permit extend A1 --to 2017-07-28 --because 断电 --on 2017-07-15");
    let due = |on: &str| counter.ask(&format!("report overdue --as-of {on}"))["rows"].as_array().map(Vec::len);
    assert_eq!(due("2017-07-25"), Some(0));
    corrects(
        &counter,
        "permit edit A1 --extended 2017-07-14 --extended-to 2017-07-27 --extended-because 停水 --because 抄错",
    );
    corrects(&counter, "permit edit A1 --extended none --because 延的是别人的");
    assert_eq!(due("2017-07-25"), Some(1));
    let expected = [
        ["extended_on", "2017-07-15", "2017-07-14"],
        ["extended_to", "2017-07-28", "2017-07-27"],
        ["extended_because", "断电", "停水"],
        ["extended_on", "2017-07-14", "-"],
        ["extended_to", "2017-07-27", "-"],
        ["extended_because", "停水", "-"],
    ];
    assert_eq!(kept(&counter), told(&expected));
    assert_eq!(acts(&counter, "permit history A1"), ["apply"]);
    counter.refuses("permit edit A1 --extended none --because x", 1, "J222");
    counter.ask("permit extend A1 --to 2017-07-28 --because 断电 --on 2017-07-16");
    counter.refuses("permit edit A1 --extended 2017-07-19 --because x", 1, "J344");
    counter.refuses("permit edit A1 --extended-to 2017-08-30 --because x", 1, "J335");
    counter.refuses("permit edit A1 --extended none --extended-because x1 --because x", 2, "J901");
}

#[test]
fn a_closing_that_never_happened_lets_the_application_wait_again() {
    let counter = applicant("2017-08-20");
    let span = "report turnaround --from 2017-07-01 --to 2017-07-31 --as-of 2017-08-20";
    counter.ask("permit refuse A1 --because 材料不实 --article 第九条 --on 2017-07-10");
    assert_eq!((total(&counter, span, "refused"), total(&counter, span, "open")), (json!(1), json!(0)));
    corrects(
        &counter,
        "permit edit A1 --closed 2017-07-11 --closed-because 租房合同过期 --article 'S 9' --because 写错",
    );
    let answer = corrects(&counter, "permit edit A1 --closed none --because 办错了人");
    assert_eq!((&answer["state"], &answer["closed_on"]), (&json!("open"), &json!(null)));
    assert_eq!((total(&counter, span, "refused"), total(&counter, span, "open")), (json!(0), json!(1)));
    let kept = kept(&counter);
    assert_eq!(kept[0], ["closed_on", "2017-07-10", "2017-07-11"].map(str::to_owned));
    assert_eq!(kept[1], ["closed_because", "材料不实", "租房合同过期"].map(str::to_owned));
    assert_eq!((kept[2][0].as_str(), kept[2][1].as_str()), ("article", "第九条"));
    let fields: Vec<&str> = kept[3..].iter().map(|one| one[0].as_str()).collect();
    assert_eq!(fields, ["state", "closed_on", "closed_because", "article"]);
    assert_eq!(acts(&counter, "permit history A1"), ["apply"]);
    // It goes on: the card is issued, and the issue is the card's.
    let permit = counter.ask("permit issue A1 --on 2017-08-01")["permit"].as_str().expect("a number").to_owned();
    let error = counter.refuses("permit edit A1 --closed none --because x", 1, "J221");
    assert_eq!(error["details"]["act"], "issue");
    counter.refuses("permit edit A1 --closed 2017-08-02 --because x", 1, "J221");
    counter.refuses("permit edit A1 --accepted 2017-08-02 --because x", 1, "J221");
    corrects(&counter, "permit edit A1 --accepted 2017-08-01 --because 当天受理");
    counter.refuses(&format!("permit edit {permit} --issued 2017-07-31 --because x"), 1, "J221");
    counter.assert_packed(&["2017-07-15", "2017-08-20"]);
}

#[test]
fn what_an_application_cannot_become() {
    let counter = applicant("2018-08-20");
    for (line, exit, code) in [
        ("permit edit A1 --because x", 2, "J901"),
        ("permit edit A1 --applied 2017-07-03 --because x", 1, "J124"),
        ("permit edit A1 --applied 2018-08-21 --because x", 1, "J208"),
        ("permit edit A1 --applied 2017-05-01 --because x", 1, "J301"),
        ("permit edit A1 --applied 2016-11-30 --because x", 1, "J202"),
        ("permit edit A1 --accepted 2017-07-02 --because x", 1, "J221"),
        ("permit edit A1 --evidence 身份证 --because x", 1, "J305"),
        ("permit edit A1 --evidence 身份证::2017-07-04 --evidence lease --photo --because x", 1, "J345"),
        ("permit edit A1 --closed none --because x", 1, "J222"),
        ("permit edit A1 --article 第九条 --because x", 1, "J222"),
        ("permit edit A1 --article 无 --because x", 2, "J902"),
        ("permit edit A1 --applied soon --because x", 2, "J903"),
        ("permit edit A9 --applied 2017-07-04 --because x", 1, "J313"),
        ("permit edit A1 --issued 2017-07-04 --because x", 2, "J901"),
        ("permit edit M1 --applied 2017-07-04 --because x", 2, "J901"),
        ("permit edit A1 --applied 2017-07-04", 2, "J902"),
        ("permit edit A1 --applied 2017-07-04 --because x --counter 520102999", 1, "J601"),
    ] {
        counter.refuses(line, exit, code);
    }
    let error = counter.refuses("permit edit A1 --ended none --old-card lost --because x", 2, "J901");
    assert_eq!(error["details"]["flags"], json!(["--ended", "--old-card"]));
    // What was withdrawn with a departure goes with it.
    counter.ask("migrant leave M1 --because left --on 2017-09-01");
    let error = counter.refuses("permit edit A1 --closed none --because x", 1, "J221");
    assert_eq!(error["details"]["act"], "leave");
    counter.ask(
        error["hint"].as_str().expect("a hint").trim_start_matches("jzz ").replace("_REASON_", "没有离开").as_str(),
    );
    assert_eq!(counter.ask("permit list")["applications"].as_array().map(Vec::len), Some(1));
    // One that was withdrawn before is not opened beside another.
    counter.ask("permit withdraw A1 --because 不办了 --on 2017-10-01");
    counter.ask(&format!("permit apply M1 {PAPERS} --on 2017-11-01"));
    counter.refuses("permit edit A1 --closed none --because x", 1, "J303");
    counter.refuses("permit edit A1 --closed 2017-11-02 --because x", 1, "J303");
    counter.ask("permit issue A2 --on 2017-11-02");
    counter.refuses("permit edit A1 --closed none --because x", 1, "J304");
}

#[test]
fn a_number_typed_into_a_reason_is_kept_nowhere() {
    let counter = applicant("2017-08-20");
    counter.ask("permit withdraw A1 --because 不办了 --on 2017-07-10");
    corrects(&counter, &format!("permit edit A1 --closed-because 原写{LI} --because 又写{LI}"));
    let told = counter.ask("permit history A1");
    assert!(!told.to_string().contains(LI) && !format!("{:?}", counter.entries()).contains(LI), "{told}");
    assert!(counter.rows("SELECT because FROM application").iter().all(|because| !because.contains(LI)));
}

#[test]
fn corrections_of_an_application_go_over_with_it() {
    let counter = applicant("2019-08-01");
    counter.register(WANG, "2016-12-01");
    counter.ask("permit edit A1 --applied 2017-07-05 --because 抄错");
    counter.issue("M2", "2018-01-01");
    counter.ask("migrant merge M2 M1 --because 重复登记 --on 2019-07-01");
    let error = counter.refuses("permit edit A1 --closed none --because x", 1, "J221");
    assert_eq!((&error["details"]["act"], &error["details"]["later"]), (&json!("merge"), &json!(null)));
    assert!(
        error["hint"].as_str().is_some_and(|hint| hint.starts_with("jzz migrant unmerge M000002 M000001")),
        "{error}"
    );
    assert_eq!(corrections(&counter, "migrant history M2").len(), 4);
    corrects(&counter, "permit edit A1 --applied 2017-07-06 --because 再核");
    counter.ask("migrant unmerge M2 M1 --because 不是 --on 2019-07-02");
    assert_eq!(counter.ask("permit list --status open")["applications"][0]["accepted_on"], "2017-07-06");
    assert_eq!(corrections(&counter, "migrant history M2"), Vec::<[String; 3]>::new());
    counter.line("db check --full").done();
}

#[test]
fn a_childs_mother_is_not_taken_away_from_its_application() {
    let counter = Counter::open("2016-02-01");
    counter.register(CHILD, "2015-01-05");
    let mother = format!("--proxy-name 王芳 --proxy-id-number {WANG} --proxy-relation 母亲");
    counter.ask(&format!("permit apply M1 {PAPERS} {mother} --on 2016-01-20"));
    let error = counter.refuses("permit edit A1 --no-proxy --because 本人来的", 1, "J305");
    assert_eq!(error["details"]["missing"].as_array().map(Vec::len), Some(1), "{error}");
    corrects(&counter, &format!("permit edit A1 {} --because 写错", mother.replace("母亲", "祖母")));
    let grandmother = counter.ask("migrant history M1")["acts"][1]["detail"]["proxy_relation"].clone();
    assert_eq!(grandmother, "祖母");
}
