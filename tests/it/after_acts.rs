//! What is said after an act: one breath on standard error for each, in both languages, and nothing where
//! nobody listens.

use std::fmt::Write;

use crate::support::Counter;
use crate::support::office::{CHILD, LI, PAPERS, WANG, form, number};

/// Lines in the order of their days; those that begin with `=` only prepare.
fn life() -> Vec<String> {
    let child = format!("--proxy-name 欧阳明 --proxy-id-number {} --proxy-relation 父亲", number("1975-08-15", 1));
    let zhao = number("1992-03-04", 1);
    [
        format!("migrant add {} --stay 0 --on 2012-05-01", form(&zhao)),
        format!("migrant add {} --on 2012-05-01", form(LI)),
        format!("permit apply M2 {PAPERS} --on 2012-05-07"),
        "permit issue M2 --on 2012-05-14".to_owned(),
        format!("permit collect M2 --on 2012-05-15 {child}"),
        "permit endorse M2 --on 2013-05-01".to_owned(),
        format!("permit apply M2 {PAPERS} --on 2014-05-20"),
        "permit issue M2 --on 2014-05-23".to_owned(),
        "= migrant edit M1 --stay 一年 --because 抄错".to_owned(),
        format!("migrant add {} --on 2015-08-01", form(CHILD)),
        format!("migrant add {} --on 2015-08-01", form(WANG)),
        format!("permit apply M3 --ground dwelling --evidence hukou_book --evidence lease --photo {child} --on 2016-02-10"),
        "permit issue M3 --on 2016-02-12".to_owned(),
        "permit collect M3 --on 2016-02-15".to_owned(),
        "migrant move M4 --unit 520102401 --address 西湖路2号 --on 2016-05-01".to_owned(),
        format!("permit apply M4 {PAPERS} --on 2016-05-03"),
        "permit extend M4 --to 2016-05-25 --because 制证机故障 --on 2016-05-10".to_owned(),
        "permit withdraw M4 --because 暂时不办 --on 2016-05-11".to_owned(),
        format!("permit apply M4 {PAPERS} --on 2016-05-12"),
        "permit refuse M4 --because 租房合同是假的 --article 居住证暂行条例第二条 --on 2016-05-13".to_owned(),
        "permit replace M3 --because lost --on 2017-03-01".to_owned(),
        "permit endorse M3 --on 2017-04-01".to_owned(),
        "migrant move M3 --unit 520102400 --address 新华路9号 --on 2017-05-01".to_owned(),
        "permit edit M3 --endorsed 2017-04-01=2017-04-02 --because 抄错".to_owned(),
        "migrant edit M3 --phone 13900000009 --because 漏填".to_owned(),
        format!("= permit apply M4 {PAPERS} --on 2017-06-01"),
        "= permit issue M4 --on 2017-06-05".to_owned(),
        "permit end M4 --because confiscated --on 2017-06-20".to_owned(),
        format!("= migrant add {} --on 2017-07-01", form(&number("1992-03-04", 3))),
        format!("= permit apply M5 {PAPERS} --on 2018-01-01"),
        "migrant leave M5 --because left --on 2018-01-05".to_owned(),
        format!("= migrant add {} --on 2018-02-01", form(&number("1992-03-04", 5))),
        format!("= permit apply M6 {PAPERS} --on 2018-08-01"),
        "= permit issue M6 --on 2018-08-02".to_owned(),
        "migrant merge M3 M6 --because 同一人 --on 2018-09-01".to_owned(),
        "migrant unmerge M3 M6 --because 合错 --on 2018-09-02".to_owned(),
        "unit open 520102900 甲社区 --kind community --under 南明区 --counter-tier community --because 批复 --on 2018-10-01".to_owned(),
        "unit open 520102901 乙社区 --kind community --under 南明区 --because 批复 --on 2018-10-01".to_owned(),
        "unit rename 520102900 丙社区 --because 批复 --on 2018-10-02".to_owned(),
        "unit move 520102900 --under 云岩区 --because 批复 --on 2018-10-03".to_owned(),
        "unit split 520102401 --into 520102900 520102901 --where 西湖路1号=520102900 --rest 520102901 --because 批复 --on 2018-10-04".to_owned(),
        "unit close 520102901 --to 520102400 --because 批复 --on 2018-10-05".to_owned(),
        "unit merge 520102900 --into 520102400 --because 批复 --on 2018-10-06".to_owned(),
        "unit open 520102902 丁社区 --kind community --under 南明区 --because 批复 --on 2018-10-07".to_owned(),
        "unit close 520102902 --because 批复 --on 2018-10-08".to_owned(),
        "rules set day_count civil_code --from 2018-12-01 --because 试行".to_owned(),
        "rules set after_late old_anniversary --from 2017-01-01 --because 试行".to_owned(),
    ]
    .to_vec()
}

#[test]
fn an_act_is_told_in_one_breath() {
    for lang in ["zh", "en"] {
        let counter = Counter::open("2018-12-20").speaking(lang);
        let mut out = String::new();
        for line in life() {
            if let Some(line) = line.strip_prefix("= ") {
                counter.line(line).done();
                continue;
            }
            let _ = writeln!(out, "$ jzz {line}");
            let said = counter.line(&line).done().stderr;
            let _ = writeln!(
                out,
                "{}",
                said.replace("样张：练习登记库\n", "").replace("SPECIMEN: a practice register\n", "")
            );
        }
        insta::assert_snapshot!(format!("after_acts.{lang}"), out);
    }
}

#[test]
fn nothing_is_said_when_quiet_or_beside_json_and_the_answer_stays_the_same() {
    let [loud, quiet, json] = [(); 3].map(|()| Counter::open("2018-12-20"));
    for line in life() {
        let line = line.trim_start_matches("= ");
        let said = loud.line(line).done();
        let heard = quiet.line(&format!("{line} -q")).done();
        assert_eq!((heard.stdout.as_str(), heard.stderr.as_str()), (said.stdout.as_str(), ""), "{line}");
        let told = json.line(&format!("{line} --format json")).done().stderr;
        // A warning has its code, and is heard in every form.
        assert!(told.lines().all(|line| line.starts_with("warning[") || line.starts_with("Next: ")), "{line}: {told}");
        assert!(told.is_empty() || line.starts_with("migrant merge"), "{line}: {told}");
    }
}
