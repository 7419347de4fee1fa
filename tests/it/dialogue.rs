//! The counter's questions under a real terminal: what is missing is asked for, and Ctrl-C ends it cleanly.

use std::process::Command;
use std::time::Duration;

use expectrl::session::OsSession;
use expectrl::{Eof, Expect, Session};

use crate::support::Counter;

pub fn asked(counter: &Counter, line: &str) -> OsSession {
    let mut command = Command::new(env!("CARGO_BIN_EXE_jzz"));
    command.args(crate::support::words(line)).env_clear().envs(&counter.env).env("TERM", "xterm");
    let mut session = Session::spawn(command).expect("a terminal");
    session.set_expect_timeout(Some(Duration::from_secs(20)));
    session
}

#[test]
fn what_migrant_add_lacks_is_asked_for() {
    let counter = Counter::on("2012-08-31").speaking("zh");
    counter.line("init --practice").done();
    let mut session = asked(&counter, "migrant add --id-number 520199199001010017 --address 新华路2号");
    session.expect("姓名").expect("the name is asked for");
    session.send_line("李雷").expect("typed");
    session.expect("户籍地址").expect("the household is asked for");
    session.send_line("湖南省邵阳市隆回县").expect("typed");
    session.expect("社区").expect("the unit is asked for");
    session.send_line("新华社区").expect("typed");
    session.expect("520122400").expect("both are named, and the unit is asked for again");
    session.expect("社区").expect("the unit is asked for again");
    session.send_line("520102400").expect("typed");
    session.expect("居住事由").expect("the reason is asked for");
    session.expect("99 其他").expect("all reasons are offered");
    session.send("03\r").expect("chosen by its code");
    session.expect("居住处所").expect("the dwelling is asked for");
    session.expect("90 其他").expect("all dwellings are offered");
    session.send("\r").expect("Enter alone chooses nothing");
    session.send("租赁\r").expect("chosen by a part of its name");
    session.expect("M000001").expect("registered");
    session.expect(Eof).expect("done");
    let shown = counter.line("migrant show M000001 --as-of 2099-01-01 --format json").done().json();
    assert_eq!((&shown["registration"]["reason"], &shown["registration"]["dwelling"]), (&"03".into(), &"30".into()));
    let info = counter.line("db info --format json").done().json();
    assert_eq!((info["migrants"].as_i64(), info["journal"].as_i64()), (Some(1), Some(3)));
}

#[test]
fn permit_apply_asks_for_ground_and_papers() {
    let counter = Counter::on("2017-08-31").speaking("en");
    counter.line("init --practice").done();
    counter
        .line("migrant add --id-number 520199199001010017 --name 李雷 --hukou 湖南省邵阳市隆回县 --unit 520102400 --address 新华路2号 --reason 01 --dwelling 30 --on 2016-08-31")
        .done();
    let mut session = asked(&counter, "permit apply 520199199001010018 --on 2017-08-31");
    session.expect("J114").expect("nobody is asked for papers of a number that nobody has");
    session.expect(Eof).expect("done");
    let mut session = asked(&counter, "permit apply M000001 --on 2017-02-20");
    session.expect("J301").expect("nor of somebody who cannot apply yet");
    session.expect(Eof).expect("done");
    let mut session = asked(&counter, "permit apply M000001 --on 2017-08-31");
    session.expect("Identity paper").expect("the identity paper is asked for");
    session.send("\u{1b}[B\r").expect("the first is chosen");
    session.expect("Photos").expect("the photo is asked for");
    session.send("\u{1b}[B\r").expect("the first is chosen");
    session.expect("Proof of address").expect("the address is asked for");
    session.send("\u{1b}[B\r").expect("the first is chosen");
    session.expect("Ground").expect("the ground is asked for");
    session.send("\u{1b}[B\r").expect("the first is chosen");
    session.expect("Proof of the ground").expect("its proof is asked for");
    session.send("\u{1b}[B\r").expect("the first is chosen");
    session.expect("2017-09-15").expect("accepted, due in 15 days");
    session.expect(Eof).expect("done");
}

#[test]
fn where_the_old_card_is_and_on_what_a_refusal_rests_is_asked_for() {
    let counter = Counter::on("2017-08-31").speaking("en");
    counter.line("init --practice").done();
    counter.register(crate::support::office::LI, "2016-07-01");
    let number = counter.issue("M1", "2017-03-01");
    let mut session = asked(&counter, &format!("permit replace {number} --because damaged --on 2017-03-02"));
    session.expect("handed back").expect("the old card is asked for");
    session.send("n").expect("no");
    session.expect("--old-card-returned").expect("an answer is still missing");
    session.expect(Eof).expect("done");
    let mut session = asked(&counter, &format!("permit replace {number} --because damaged --on 2017-03-02 --yes"));
    session.expect("handed back").expect("a fact is asked for, also where all is confirmed beforehand");
    session.send("y").expect("yes");
    session.expect("Replaces").expect("the new card");
    session.expect(Eof).expect("done");
    counter.line("permit end M1 --because error --on 2017-03-03").done();
    counter.line(&format!("permit apply M1 {} --on 2017-03-03", crate::support::office::PAPERS)).done();
    let mut session = asked(&counter, "permit refuse M1 --because forged --on 2017-03-04");
    session.expect("On which article").expect("the article is asked for");
    session.send_line("Decree 663 Art. 9").expect("typed");
    session.expect("Refuse application").expect("and whether it is meant");
    session.send("y").expect("yes");
    session.expect("refused").expect("closed");
    session.expect(Eof).expect("done");
}

#[test]
fn ctrl_c_at_a_question_changes_nothing() {
    let counter = Counter::on("2012-08-31").speaking("en");
    counter.line("init --practice").done();
    let mut session = asked(&counter, "migrant add");
    session.expect("Identity number").expect("a question");
    session.send("\u{3}").expect("Ctrl-C");
    session.expect(Eof).expect("done");
    let status = session.get_process().wait().expect("an exit status");
    assert!(matches!(status, expectrl::process::unix::WaitStatus::Exited(_, 130)), "{status:?}");
    assert_eq!(counter.line("db info --format json").done().json()["journal"], 1);
}

#[test]
fn the_reason_of_a_correction_is_asked_for() {
    let counter = Counter::open("2017-08-31").speaking("zh");
    counter.register(crate::support::office::LI, "2017-01-01");
    let mut session = asked(&counter, "migrant edit M000001 --phone 13912342345");
    session.expect("理由").expect("the reason is asked for");
    session.send_line("补全").expect("typed");
    session.expect("139****2345").expect("corrected");
    session.expect(Eof).expect("done");
    let told = counter.ask("migrant history M1");
    assert_eq!(told["corrections"][0]["because"], "补全");
}

#[test]
fn what_any_command_needs_is_asked_for_and_an_unreadable_answer_again() {
    let counter = Counter::open("2017-09-30").speaking("zh");
    counter.register(crate::support::office::LI, "2017-01-01");
    counter.line(&format!("permit apply M1 {} --on 2017-07-03", crate::support::office::PAPERS)).done();
    let mut session = asked(&counter, "permit extend --on 2017-07-05");
    session.expect("申领或人（申领编号").expect("the application is asked for first");
    session.send_line("李雷").expect("typed");
    session.expect("日期（新的最后一天").expect("the day is asked for");
    session.send_line("下周").expect("typed");
    session.expect("延长的理由").expect("the reason is asked for");
    session.send_line("制证机故障").expect("typed");
    session.expect("无法识别").expect("the day is not understood");
    session.expect("日期（新的最后一天").expect("and asked for again");
    session.send_line("2017-07-25").expect("typed");
    session.expect("制证机故障").expect("put off");
    session.expect(Eof).expect("done");
    let mut session = asked(&counter, "permit issue --on 2017-07-20");
    session.expect("申领或人").expect("who is asked for");
    session.send_line("李雷").expect("typed");
    session.expect("2017-07-20").expect("issued");
    session.expect(Eof).expect("done");
    let mut session = asked(&counter, "permit replace 李雷 --on 2017-08-01");
    session.expect("变更 changed").expect("the reasons are offered by their words");
    session.send("丢失\r").expect("chosen");
    session.expect("补领新证").expect("and whether it is meant");
    session.send("y").expect("yes");
    session.expect("补领了新证").expect("replaced");
    session.expect(Eof).expect("done");
}

#[test]
fn who_wants_no_questions_is_told_what_is_missing() {
    let counter = Counter::open("2017-09-30").speaking("zh");
    let mut session = asked(&counter, "permit end --no-input");
    session.expect("还缺 2 项").expect("both are named");
    session.expect(Eof).expect("done");
    let status = session.get_process().wait().expect("an exit status");
    assert!(matches!(status, expectrl::process::unix::WaitStatus::Exited(_, 2)), "{status:?}");
    assert_eq!(counter.journal(), 1);
}

#[test]
fn of_several_sheets_one_is_chosen() {
    let counter = Counter::open("2016-08-31").speaking("zh");
    let path = format!("{}/fixtures/rosters/two-sheets.xlsx", env!("CARGO_MANIFEST_DIR"));
    let mut session = asked(&counter, &format!("roster import {path} --rejects {}", counter.path("bad.csv").display()));
    session.expect("用哪一张工作表").expect("the sheet is asked for");
    session.expect("四月").expect("all that fit are offered");
    session.send("三月\r").expect("chosen by a part of its name");
    session.expect("收下 3").expect("taken in");
    session.expect(Eof).expect("done");
    assert_eq!(counter.ask("roster show B1")["sheet"], "三月 新");
}

#[test]
fn a_unit_that_is_asked_for_is_chosen_from_those_meant_wherever_it_is_asked_for() {
    let counter = Counter::open("2018-08-01").speaking("zh");
    counter.register(crate::support::office::LI, "2017-01-01");
    let mut session = asked(&counter, "migrant move M1 --address 新址 --on 2018-07-01");
    session.expect("单位").expect("the unit is asked for");
    session.send_line("新华社区").expect("typed");
    session.expect("息烽县/新华社区").expect("both are offered");
    session.send("3\r").expect("none of these");
    session.expect("单位").expect("it is asked for again");
    session.send_line("新华社区").expect("typed");
    session.expect("息烽县/新华社区").expect("both are offered");
    session.send("520102400\r").expect("chosen");
    session.expect("南明区/新华社区").expect("moved");
    session.expect(Eof).expect("done");
    let mut session = asked(&counter, "unit show");
    session.expect("单位").expect("the unit is asked for");
    session.send_line("水口社区").expect("typed");
    session.expect("520102402").expect("what is near is offered");
    session.send("1\r").expect("chosen by its number");
    session.expect("水口寺社区").expect("shown");
}

#[test]
fn a_column_that_a_roster_lacks_is_asked_for_once() {
    let counter = Counter::open("2018-03-01").speaking("zh");
    counter.write(
        "march.csv",
        "姓名,公民身份号码,户籍地址,住哪儿,备注\n张三,520199199001010017,贵州省遵义市红花岗区1号,练习路1号,夜班\n",
    );
    let line = format!("roster import {}", counter.path("march.csv").display());
    let mut session = asked(&counter, &line);
    session.expect("缺少必需的列").expect("what is missing is said");
    session.expect("社区”是哪一列").expect("the unit is asked for");
    session.expect("整份名册都一样").expect("one for all rows is offered");
    session.send("整份\r").expect("chosen");
    session.expect("整份名册的").expect("which");
    session.send_line("九天社区").expect("typed");
    session.expect("九天社区").expect("nobody knows it");
    session.expect("整份名册的").expect("asked again");
    session.send_line("南明区/新华社区").expect("typed");
    session.expect("居住地址”是哪一列").expect("the address is asked for");
    session.send("住哪儿\r").expect("chosen by a part of its heading");
    session.expect("整份名册的“居住事由”").expect("no column is left, and the reason can be one for all");
    session.expect("01 务工").expect("the reasons are offered");
    session.send("务工\r").expect("chosen");
    session.expect("--unit 南明区/新华社区 --map D=address --set reason=01").expect("the flags are told");
    session.expect("收下 1").expect("taken in");
    session.expect(Eof).expect("done");
    let mut session = asked(&counter, &format!("{line} --yes"));
    session.expect("J402").expect("whoever says yes beforehand is not asked");
    session.expect(Eof).expect("done");
    let mut session = asked(&counter, &line.replace("import", "check"));
    session.expect("是哪一列").expect("a check asks too");
    session.send("都不是\r").expect("none of them");
    session.expect("J402").expect("refused as before");
    session.expect(Eof).expect("done");
    assert_eq!(counter.journal(), 2);
}
