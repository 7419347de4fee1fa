//! The lines at the end of every command's help are run, each in a register prepared for it.

use std::fs;

use crate::support::Counter;
use crate::support::office::{LI, WANG, number};

/// What is done before the example of a command; a line here is a line of a session.
const BEFORE: &[(&str, &[&str])] = &[
    ("migrant add", &[]),
    ("migrant merge", &[ADD_TWICE]),
    ("migrant unmerge", &[ADD_TWICE, "migrant merge M000001 M000002 --because 重复登记"]),
    ("permit apply", &[]),
    ("permit issue", &[APPLY]),
    ("permit withdraw", &[APPLY]),
    ("permit refuse", &[APPLY]),
    ("permit extend", &[APPLY]),
    ("permit collect", &ISSUED),
    ("permit endorse", &ISSUED),
    ("permit replace", &ISSUED),
    ("permit end", &ISSUED),
    ("permit show", &ISSUED),
    ("permit why", &ISSUED),
    ("permit edit", &ISSUED),
    ("permit history", &ISSUED),
    ("report show", &["report freeze rate --as-of 2018-06-30"]),
    ("report restate", &["report freeze rate --as-of 2018-06-30"]),
    ("unit undo", &["unit rename 大南社区 大南新社区 --because 批复"]),
    ("db restore", &["db backup backup.db"]),
    ("roster fix", &[IMPORT]),
    ("roster undo", &[IMPORT]),
    ("roster show", &[IMPORT]),
    ("roster senders", &[IMPORT]),
];

const ADD_TWICE: &str = "migrant add --id-number 520199199001010033 --name 张三 --hukou 贵州省遵义市红花岗区 --unit 520102401 \
                         --address 西湖路1号 --reason 务工 --dwelling 30 --on 2018-02-01";
const APPLY: &str = "permit apply 张三 --ground 住所 --evidence 身份证 --evidence 租房合同 --photo --on 2018-06-28";
const ISSUED: [&str; 2] = [
    "permit apply 张三 --ground 住所 --evidence 身份证 --evidence 租房合同 --photo --on 2017-07-03",
    "permit issue 张三 --on 2017-07-10",
];
const IMPORT: &str = "roster import first.csv --unit 520102400 --set reason=务工 --source school:第一中学";

const HEADINGS: &str = "姓名,公民身份号码,户籍地址,现居住地址,登记日期\n";

/// A counter on 2018-07-02 with 张三, who has lived here since 2017.
fn prepared(command: &str, lang: &str) -> Counter {
    let counter = Counter::open("2018-07-02").speaking(lang);
    let add = "--hukou 贵州省遵义市红花岗区 --unit 南明区/新华社区 --address 练习路2号 --reason 务工 --dwelling 30";
    counter.line(&format!("migrant add --id-number {LI} --name 张三 {add} --on 2017-01-01")).done();
    let row = format!("王芳,{WANG},贵州省遵义市红花岗区,练习路5号,2018-03-01\n");
    counter.put("march.csv", format!("{HEADINGS}{row}").as_bytes());
    let bad = row.replace(WANG, "5.20199E+17");
    counter.put("first.csv", format!("{HEADINGS}{row}{bad}").as_bytes());
    let calendar = fs::read_to_string("src/reference/holidays.csv").expect("the calendars");
    let year = calendar.lines().filter(|line| line.starts_with("year") || line.starts_with("2019"));
    let year: Vec<&str> = year.collect();
    counter.put("2019.csv", year.join("\n").as_bytes());
    let before = BEFORE.iter().find(|(name, _)| *name == command).map_or(&[][..], |(_, lines)| lines);
    for line in before {
        let told = counter.line(line);
        assert!(matches!(told.exit, 0 | 3), "{command}: {line}: {told:?}");
    }
    if command == "roster fix" {
        let rejects = fs::read_to_string(counter.path("first.rejects.csv")).expect("the rejects");
        counter.put("rejects.csv", rejects.replace("5.20199E+17", &number("1992-02-29", 37)).as_bytes());
    }
    counter
}

/// The lines under the heading of the examples, put together where they go on.
fn examples(help: &str) -> Vec<String> {
    let lines = help.lines().skip_while(|line| !matches!(*line, "例子:" | "Examples:")).skip(1);
    let text: Vec<&str> = lines.map(str::trim).collect();
    let text = text.join("\n").replace("\\\n", "");
    text.lines().filter_map(|line| line.strip_prefix("jzz ")).map(str::to_owned).collect()
}

#[test]
fn every_verb_has_examples_and_they_run_in_both_languages() {
    let mut run = 0;
    for lang in ["zh", "en"] {
        for (command, help) in crate::help::all_at(lang, 80) {
            let command = command.trim_start_matches("jzz").trim();
            let lines = examples(&help);
            if help.contains("\nCommands:") || help.contains("\n命令:") {
                continue;
            }
            assert!(!lines.is_empty(), "{command}: no example; it belongs into src/cli/examples.rs");
            for line in lines {
                assert!(line.starts_with(command), "{command}: {line}");
                let counter = prepared(command, lang);
                if command == "init" && !line.contains("--db") {
                    fs::remove_file(counter.path("register.db")).expect("the register goes");
                }
                let line = if line == "demo" { "demo --dir demo".to_owned() } else { line };
                let told = counter.line(&line);
                assert_eq!(told.exit, 0, "{line}: {told:?}");
                run += 1;
            }
        }
    }
    assert!(run > 100, "{run}");
}
