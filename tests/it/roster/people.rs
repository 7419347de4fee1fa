//! Rows of people: numbers, names, days, duplicates, what is already registered.

use serde_json::json;

use super::{ELSEWHERE, HEADINGS, HOME, LI, WANG, ZHANG, counts, number, office, people, rejected, rejects_of, row};

#[test]
fn the_answer_has_the_keys_of_the_contract_in_their_order() {
    let counter = office("2016-08-31");
    let answer = counter.take(people(&[row("张三", ZHANG)]), "");
    let keys: Vec<&str> = answer.as_object().expect("an object").keys().map(String::as_str).collect();
    let contract = "batch kind file_sha256 encoding rows accepted unchanged rejected held_back warned skipped hidden bound \
                    ignored rejects_file already doctor";
    assert_eq!(keys, contract.split_whitespace().collect::<Vec<_>>());
    assert_eq!(answer["batch"], "B1");
    assert_eq!(answer["kind"], "people");
    assert_eq!(answer["encoding"], "utf-8");
    assert_eq!(answer["hidden"], json!([]));
    assert_eq!(answer["bound"]["name"], "姓名");
    assert_eq!(answer["bound"]["unit"], "社区代码");
    assert_eq!((&answer["rejects_file"], &answer["already"]), (&json!(null), &json!(false)));
    assert_eq!(answer["file_sha256"].as_str().map(str::len), Some(64));
}

#[test]
fn a_row_lands_as_a_person_with_a_registration() {
    let counter = office("2016-08-31");
    counter.take(people(&[row("张三", ZHANG)]), "");
    let shown = counter.show(ZHANG);
    assert_eq!((&shown["name"], &shown["birth"]), (&json!("张三"), &json!("1990-01-01")));
    assert_eq!(shown["registration"]["unit"], HOME);
    assert_eq!(shown["registration"]["registered_on"], "2016-03-01");
    assert_eq!((counter.info("migrants"), counter.info("registrations")), (1, 1));
}

#[test]
fn genuine_numbers_of_counties_that_are_gone_are_taken() {
    let counter = office("2016-08-31");
    let counties = ["412723", "441282", "321119", "332522", "520101", "520120"];
    let rows: Vec<String> =
        counties.iter().map(|county| row("张三", &number(&format!("{county}19900101001")))).collect();
    assert_eq!(counts(&counter.take(people(&rows), ""))[..3], [6, 0, 0]);
}

#[test]
fn numbers_are_read_as_people_write_them_or_refused_with_their_reason() {
    for (cell, code) in [
        (ZHANG.to_owned(), None),
        ("520199 19900101 0017".to_owned(), None),
        (format!("'{ZHANG}"), None),
        (format!("\"=\"\"{ZHANG}\"\"\""), None),
        ("５２０１９９１９９００１０１００１７".to_owned(), None),
        (format!("\u{3000}{ZHANG}\u{200b}"), None),
        (LI.to_lowercase(), None),
        ("520199900101001".to_owned(), None),
        ("520199-19900101-0017".to_owned(), Some("J102")),
        ("520199.19900101.0017".to_owned(), Some("J102")),
        ("520199199001010018".to_owned(), Some("J103")),
        ("52019919900101001".to_owned(), Some("J101")),
        (number("52019919900230001"), Some("J104")),
        (number("52019920170101001"), Some("J105")),
        (number("52019918700101001"), Some("J106")),
        ("5.20199E+17".to_owned(), Some("J107")),
        ("520199199001010000".to_owned(), Some("J107")),
        (String::new(), Some("J109")),
        ("0".to_owned(), Some("J109")),
        ("-".to_owned(), Some("J109")),
        ("无".to_owned(), Some("J109")),
        ("待补".to_owned(), Some("J109")),
    ] {
        let counter = office("2016-08-31");
        let answer = counter.take(people(&[row("张三", &cell)]), "");
        match code {
            None => assert_eq!(counts(&answer)[..3], [1, 0, 0], "{cell:?}"),
            Some(code) => {
                assert_eq!(rejected(&answer), [("2".to_owned(), code.to_owned())], "{cell:?}");
            }
        }
    }
}

#[test]
fn a_number_with_dashes_is_refused_by_naming_them() {
    let counter = office("2016-08-31");
    let answer = counter.take(people(&[row("张三", "520199-19900101-0017")]), "");
    let reason = &rejects_of(&answer)[0][2];
    assert!(reason.contains('-') && !reason.contains("19900101"), "{reason}");
}

#[test]
fn rows_without_a_number_are_never_one_person() {
    let counter = office("2016-08-31");
    let rows: Vec<String> = ["", "0", "-", "无"].iter().map(|cell| row("张三", cell)).collect();
    let answer = counter.take(people(&rows), "");
    assert_eq!(rejected(&answer).iter().filter(|(_, code)| code == "J109").count(), 4);
}

#[test]
fn the_same_person_twice_is_set_aside_with_the_line_of_the_first() {
    let counter = office("2016-08-31");
    let short = "520199900101001";
    let rows = [row("张三", ZHANG), row("李四", LI), row("张三", short), row("张山", ZHANG)];
    let answer = counter.take(people(&rows), "");
    assert_eq!(counts(&answer)[..3], [2, 0, 2]);
    let rejects = rejects_of(&answer);
    let lines: Vec<(&str, &str)> = rejects.iter().map(|row| (row[0].as_str(), row[1].as_str())).collect();
    assert_eq!(lines, [("4", "J413"), ("5", "J413")]);
    assert!(rejects.iter().all(|row| row[2].contains("line 2")), "{rejects:?}");
    assert!(!rejects[0][2].contains("name") && rejects[1][2].contains("name"), "{rejects:?}");
}

#[test]
fn a_first_row_that_is_bad_does_not_bar_the_second() {
    let counter = office("2016-08-31");
    let bad = row("张三", ZHANG).replace(HOME, "999999999");
    let answer = counter.take(people(&[bad, row("张三", ZHANG)]), "");
    assert_eq!(counts(&answer)[..3], [1, 0, 1]);
    assert_eq!(rejected(&answer), [("2".to_owned(), "J601".to_owned())]);
}

#[test]
fn the_dots_of_a_name_are_one_and_the_same() {
    let counter = office("2016-08-31");
    for (at, dot) in ["·", "•", "‧", "・", "．", "."].into_iter().enumerate() {
        let name = format!("阿依古丽{dot}买买提");
        let answer = counter.take(people(&[row(&name, ZHANG)]), "");
        assert_eq!(counts(&answer)[..3], if at == 0 { [1, 0, 0] } else { [0, 1, 0] }, "{dot}");
        let found = counter.line(&format!("migrant find {name} --format json")).done().json();
        assert_eq!(found["people"].as_array().map(Vec::len), Some(1), "{dot}");
    }
    assert_eq!(counter.show(ZHANG)["name"], "阿依古丽·买买提");
}

#[test]
fn other_facts_are_set_aside_by_name_and_nothing_is_overwritten() {
    for (from, to, field) in [
        ("张三", "张山", "name"),
        ("红花岗区练习路1号", "汇川区练习路9号", "household"),
        (HOME, ELSEWHERE, "unit"),
        (",练习路1号", ",练习路2号", "address"),
        ("务工", "经商", "reason"),
        ("租赁房屋", "单位内部", "dwelling"),
        ("2016-03-01", "2016-03-02", "registration"),
    ] {
        let counter = office("2016-08-31");
        counter.take(people(&[row("张三", ZHANG)]), "");
        let before = counter.show(ZHANG);
        let changed = row("张三", ZHANG).replace(from, to);
        assert_ne!(changed, row("张三", ZHANG), "{from}");
        let answer = counter.take(people(&[changed]), "");
        let rejects = rejects_of(&answer);
        assert_eq!(rejects[0][1], "J414", "{field}");
        assert!(rejects[0][2].contains(field) && rejects[0][2].contains("M000001"), "{field}: {rejects:?}");
        // Only whoever lives elsewhere has moved.
        let moved = matches!(field, "unit" | "address");
        assert_eq!(rejects[0][2].contains("migrant move"), moved, "{field}: {rejects:?}");
        assert_eq!(rejects[0][2].contains("jzz migrant edit M000001 --"), !moved, "{field}: {rejects:?}");
        assert_eq!(counter.show(ZHANG), before, "{field}");
    }
}

#[test]
fn only_what_stands_in_the_row_is_compared() {
    let counter = office("2016-08-31");
    counter.take(people(&[row("张三", ZHANG)]), "");
    let headings = "姓名,公民身份号码,户籍地址,社区代码,现居住地址,居住事由,居住处所,登记日期";
    let blank = format!("{headings}\n张三,{ZHANG},贵州省遵义市红花岗区练习路1号,,练习路1号,,,\n");
    let flags = format!("--unit {ELSEWHERE} --set reason=经商 --set dwelling=10 --counter 520102 --on 2016-05-01");
    assert_eq!(counts(&counter.take(blank, &flags))[..3], [0, 1, 0]);
}

#[test]
fn who_left_and_comes_back_gets_a_new_stay() {
    let mut counter = office("2016-08-31");
    counter.take(people(&[row("张三", ZHANG)]), "");
    counter.line(&format!("migrant leave {ZHANG} --because other --on 2016-08-30")).done();
    counter.turn_to("2017-10-04");
    let back = row("张三", ZHANG).replace("2016-03-01", "2017-10-04");
    assert_eq!(counts(&counter.take(people(&[back]), ""))[..3], [1, 0, 0]);
    let shown = counter.show(ZHANG);
    assert_eq!(shown["registration"]["registered_on"], "2017-10-04");
    assert_eq!(shown["eligibility"]["since"], "2018-04-03");
    assert_eq!((counter.info("migrants"), counter.info("registrations")), (1, 2));
}

#[test]
fn who_left_and_comes_back_to_the_counter_is_told_so() {
    let mut counter = office("2016-08-31");
    counter.take(people(&[row("张三", ZHANG)]), "");
    counter.line(&format!("migrant leave {ZHANG} --because other --on 2016-08-30")).done();
    counter.turn_to("2017-10-04");
    let add = format!(
        "migrant add --id-number {ZHANG} --name 张三 --hukou 贵州省遵义市红花岗区练习路1号 --unit {HOME} --address 练习路3号 \
         --reason 务工 --dwelling 租赁房屋 --format json"
    );
    let added = counter.line(&add).done().json();
    assert_eq!((&added["again"], &added["registration"]), (&json!(true), &json!(2)));
}

#[test]
fn days_are_read_or_refused_with_the_form_that_is_wanted() {
    let headings = format!("{HEADINGS},来本地日期,离职时间");
    for (arrived, left, code) in [
        ("2012/4/3", "", None),
        ("2012年4月3日", "—", None),
        ("-", "/", None),
        ("—", "无", None),
        ("13/04/2012", "", Some("J412")),
        ("12.3.5", "", Some("J412")),
        ("3/5/12", "", Some("J412")),
        ("2012-02-30", "", Some("J412")),
        ("2012-03", "", Some("J412")),
        ("41002", "", Some("J412")),
        ("1900-01-01", "", Some("J412")),
        ("", "1900-01-01", Some("J412")),
        ("", "2016-05-01", Some("J424")),
        ("2016-03-02", "", Some("J206")),
        ("1989-12-31", "", Some("J207")),
    ] {
        let counter = office("2016-08-31");
        let answer = counter.take(format!("{headings}\n{},{arrived},{left}\n", row("张三", ZHANG)), "");
        match code {
            None => assert_eq!(counts(&answer), [1, 0, 0, 0], "{arrived} {left}"),
            Some(code) => {
                let rejects = rejects_of(&answer);
                assert_eq!(rejects[0][1], code, "{arrived} {left}");
                let named = [arrived, left].into_iter().filter(|cell| !cell.is_empty());
                assert!(code != "J412" || named.into_iter().all(|cell| rejects[0][2].contains(cell)), "{rejects:?}");
            }
        }
    }
}

#[test]
fn a_day_of_registration_to_come_is_refused() {
    let counter = office("2016-08-31");
    let answer = counter.take(people(&[row("张三", ZHANG).replace("2016-03-01", "2016-09-01")]), "");
    assert_eq!(rejected(&answer), [("2".to_owned(), "J208".to_owned())]);
}

#[test]
fn an_unreadable_optional_cell_is_a_warning_and_stays_unknown() {
    let counter = office("2016-08-31");
    let headings = format!("{HEADINGS},民族,性别,联系电话,文化程度");
    let rows = [
        format!("{},汉族,男,13900000001,大学", row("张三", ZHANG)),
        format!("{},未识别民族,男,一三九,神童", row("李四", LI)),
        format!("{},汉,男,,", row("王五", WANG)),
    ];
    counter.write("roster.csv", format!("{headings}\n{}\n", rows.join("\n")));
    let told = counter.import("roster.csv").done();
    assert_eq!(counts(&told.json()), [3, 0, 0, 2], "{told:?}");
    for word in ["J416", "J120", "J112", "line 3", "line 4"] {
        assert!(told.stderr.contains(word), "{word}: {}", told.stderr);
    }
    assert_eq!(counter.show(LI)["ethnic"], "97");
}

#[test]
fn all_reasons_of_a_row_come_at_once() {
    let counter = office("2016-08-31");
    let bad = "张三3,520199199001010018,,999999999,,务农?,租赁房屋,2016-13-01";
    let answer = counter.take(people(&[bad.to_owned()]), "");
    let codes = rejected(&answer)[0].1.clone();
    for code in ["J103", "J116", "J217", "J601", "J121", "J412"] {
        assert!(codes.split(';').any(|said| said == code), "{code}: {codes}");
    }
    let reasons = &rejects_of(&answer)[0][2];
    assert_eq!(reasons.split(';').count(), codes.split(';').count(), "{reasons}");
}

#[test]
fn who_is_no_migrant_is_set_aside() {
    let counter = office("2016-08-31");
    let own = row("张三", ZHANG).replace("贵州省遵义市红花岗区", "贵州省贵阳市云岩区");
    assert_eq!(rejected(&counter.take(people(&[own]), "")), [("2".to_owned(), "J205".to_owned())]);
}

#[test]
fn a_name_that_two_communities_bear_names_both() {
    let counter = office("2016-08-31");
    let rows = [row("张三", ZHANG).replace(HOME, "新华社区"), row("李四", LI).replace(HOME, "南明区/新华社区")];
    let answer = counter.take(people(&rows), "");
    assert_eq!(rejected(&answer), [("2".to_owned(), "J602".to_owned())]);
    assert_eq!(counts(&answer)[..3], [1, 0, 1]);
}

#[test]
fn who_is_registered_and_stands_twice_in_the_file_is_set_aside_too() {
    let counter = office("2016-08-31");
    counter.take(people(&[row("张三", ZHANG)]), "");
    let rows = [row("张三", ZHANG), row("李四", LI), row("张三", "520199900101001"), row("张山", ZHANG)];
    let answer = counter.take(people(&rows), "");
    assert_eq!(counts(&answer)[..3], [1, 1, 2]);
    let rejects = rejects_of(&answer);
    for (reject, line) in rejects.iter().zip(["4", "5"]) {
        assert_eq!((reject[0].as_str(), reject[1].as_str()), (line, "J413"));
        assert!(reject[2].contains("line 2"), "{reject:?}");
    }
}

#[test]
fn a_search_lists_a_hundred_on_the_screen_and_all_of_them_to_a_script() {
    let counter = office("2016-08-31");
    let rows: Vec<String> = (1..=101).map(|n| row("赵明", &number(&format!("52019919900101{n:03}")))).collect();
    counter.take(people(&rows), "");
    let screen = counter.line("migrant find 赵").done();
    assert!(screen.stderr.contains("100") && !screen.stdout.contains("M000101"), "{screen:?}");
    let found = counter.line("migrant find 赵 --format json").done();
    assert_eq!(found.json()["people"].as_array().map(Vec::len), Some(101));
    assert!(!found.stderr.contains("100"), "{found:?}");
    assert!(counter.line("migrant find 赵 --format csv").done().stdout.contains("M000101"));
}

#[test]
fn who_moved_to_another_unit_with_the_same_address_is_not_registered_so_any_more() {
    let counter = office("2016-08-31");
    let rows = || people(&[row("张三", ZHANG)]);
    counter.take(rows(), "");
    let parts = "--into 520102403 520102404 --rest 520102403 --on 2016-04-01 --because 批复";
    counter.line(&format!("unit split {HOME} {parts}")).done();
    assert_eq!(counts(&counter.take(rows(), "--on 2016-08-30"))[..3], [0, 1, 0], "a split is no other home");
    let address = counter.show(ZHANG)["registration"]["address"].as_str().expect("an address").to_owned();
    let home = format!("--unit {ELSEWHERE} --address '{address}' --on 2016-05-01");
    counter.line(&format!("migrant move {ZHANG} {home}")).done();
    let answer = counter.take(rows(), "--on 2016-08-29");
    assert_eq!(
        (counts(&answer)[..3].to_vec(), rejected(&answer)),
        (vec![0, 0, 1], vec![("2".to_owned(), "J414".to_owned())])
    );
}
