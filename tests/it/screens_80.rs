//! Lists at common terminals: no line is wider than the terminal, and what is left out is said.

use crate::support::Counter;
use crate::support::office::{LI, WANG};

/// A register with people, cards, applications, rosters and a correction.
fn office(lang: &str, width: usize) -> Counter {
    let mut counter = Counter::open("2018-06-30").speaking(lang);
    let li = counter.register(LI, "2017-01-01");
    counter.issue(&li, "2017-07-10");
    let wang = counter.register(WANG, "2017-12-01");
    counter.line(&format!("permit apply {wang} --photo --on 2018-06-01")).refused(1, "J305");
    counter.ask(&format!(
        "migrant edit {li} --address 小碧布依族苗族乡练习路一百二十号三单元五楼 --because 抄错了楼号和单元号"
    ));
    let row = "张三,520199197703080424,贵州省遵义市,练习路1号,2018-03-01\n";
    let file = format!("姓名,身份证号,户籍地址,现居住地址,登记日期\n{row}");
    counter.put("贵阳练习机械制造有限公司2018年第一季度花名册.csv", file.as_bytes());
    let import = "roster import 贵阳练习机械制造有限公司2018年第一季度花名册.csv --unit 520102400 --set reason=务工";
    counter.ask(&format!("{import} --source school:第一中学"));
    counter.width = width;
    counter.terminal = true;
    counter
}

#[test]
fn lists_fit_a_terminal_of_80_and_of_120_columns() {
    for lang in ["zh", "en"] {
        for width in [80, 120] {
            let counter = office(lang, width);
            for line in [
                "permit list",
                "permit list --due-within 30",
                "permit list --status incomplete",
                "migrant find 520199",
                "migrant history M000001",
                "roster list",
                "roster senders",
                "unit list",
                "report rate",
                "report rate --by community",
                "report rate --by district --basis liable",
                "report rate --by district --compare 2017-12-31",
                "report monthly",
                "report trend",
                "report ranking",
                "rules show",
                "rules try day_count civil_code --from 2018-01-01",
            ] {
                let told = counter.line(line).done();
                for shown in told.stdout.lines() {
                    let taken = unicode_width::UnicodeWidthStr::width(shown);
                    assert!(taken <= width, "{line} at {width} ({lang}): {taken}: {shown}");
                }
            }
        }
    }
}

#[test]
fn what_a_narrow_list_leaves_out_is_said_and_csv_has_all() {
    let counter = office("en", 80);
    let narrow = counter.line("permit list").done().stdout;
    let row = narrow.lines().find(|line| line.starts_with("JZ")).expect("a card");
    assert!(row.contains("2018-07-09") && !row.contains("520102401"), "{narrow}");
    assert!(
        narrow.contains("not shown in this table, for so narrow a terminal: Counter")
            && narrow.contains("--format csv"),
        "{narrow}"
    );
    let whole = counter.line("permit list --format csv").done().stdout;
    assert!(whole.contains("520102401"), "{whole}");
}

#[test]
fn incomplete_applications_that_are_not_listed_are_counted() {
    let counter = office("en", 80);
    let told = counter.line("permit list --unit 南明区").done();
    assert!(!told.stdout.contains("A000002"), "{told:?}");
    let hint = "jzz permit list --status incomplete --unit 南明区";
    assert!(told.stderr.contains("1 application") && told.stderr.contains(hint), "{told:?}");
    let shown = counter.line("permit list --status incomplete --unit 南明区").done();
    assert!(shown.stdout.contains("A000002") && !shown.stderr.contains("incomplete"), "{shown:?}");
    assert!(!counter.line("permit list --unit 云岩区").done().stderr.contains("incomplete"));
}

#[test]
fn a_table_of_figures_leaves_out_columns_before_it_breaks_a_number() {
    for (lang, word) in [("zh", "没有列出"), ("en", "not shown")] {
        let counter = office(lang, 80);
        for (line, rows, first) in [
            ("report trend --every month --from 2017-01-01 --to 2018-06-30", 18, "2017-"),
            ("report rate --by district --compare 2017-12-31", 10, "5201"),
        ] {
            let shown = counter.line(line).done().stdout;
            assert!(shown.contains(word), "{line} ({lang}): {shown}");
            let whole = shown.lines().filter(|line| line.starts_with(first) || line.starts_with("2018-"));
            assert_eq!(whole.count(), rows, "{line} ({lang}): {shown}");
            let head = shown.lines().position(|line| line.starts_with('─')).expect("a line under the headings");
            assert!(head <= 2, "{line} ({lang}): the headings take no more than two lines: {shown}");
        }
    }
}
