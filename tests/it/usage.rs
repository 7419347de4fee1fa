//! Command lines that are not understood: code, exit status, language and form of what is said.

use crate::support::Counter;

#[test]
fn a_command_line_that_is_not_understood_is_told_in_both_languages_and_forms() {
    let cases: &[(&str, u8, &str)] = &[
        ("explan J203", 2, "J901"),
        ("nix", 2, "J901"),
        ("explain J203 J204", 2, "J901"),
        ("explain J203 --frmat json", 2, "J901"),
        ("explain J203 --yes=no", 2, "J901"),
        ("explain J203 --yes --yes", 2, "J901"),
        ("explain J203 --quiet --verbose", 2, "J901"),
        ("explain J203 --reveal", 2, "J901"),
        ("explain", 2, "J902"),
        ("explain J203 --reveal ' '", 2, "J902"),
        ("explain J203 --format jsn", 2, "J904"),
        ("explain J203 --color sometimes", 2, "J904"),
        ("explain J203 --lang fr", 2, "J904"),
        ("explain J203 --format xlsx", 2, "J908"),
        ("explain J000", 1, "J905"),
        ("explain J203 --out .", 6, "J715"),
        ("explain J203 --out missing/page.txt", 6, "J713"),
    ];
    for (line, exit, code) in cases {
        for (lang, prefix) in [("zh", "错误["), ("en", "error[")] {
            let counter = Counter::on("2012-08-31").speaking(lang);
            let told = counter.line(line).refused(*exit, code);
            assert!(told.stderr.starts_with(prefix) && told.stdout.is_empty(), "{line}: {told:?}");
            assert!(
                told.stderr.lines().any(|l| l.starts_with("hint: ") || l.starts_with("提示：")),
                "{line}: {told:?}"
            );
        }
    }
}

#[test]
fn an_error_is_one_line_of_json_when_json_was_asked_for() {
    let counter = Counter::on("2012-08-31");
    let told = counter.line("explain --format json").refused(2, "J902");
    assert_eq!(told.stderr.lines().count(), 1);
    let error = told.error();
    assert_eq!(error["details"]["missing"], serde_json::json!(["<CODE>"]));
    assert_eq!(error["hint"], "jzz explain --help");
    assert_eq!(counter.line("--format=json").refused(2, "J901").error()["causes"], serde_json::json!([]));
}

#[test]
fn global_options_stand_before_and_after_the_verb() {
    let counter = Counter::on("2012-08-31");
    let before = counter.line("--format json --lang zh explain j311").done();
    let after = counter.line("explain j311 --lang zh --format json").done();
    assert_eq!(before.stdout, after.stdout);
    assert_eq!(before.json()["code"], "J311");
    assert_eq!(before.stdout.lines().count(), 1);
}

#[test]
fn control_characters_of_the_command_line_are_shown_not_sent() {
    let told = Counter::on("2012-08-31").jzz(["explain", "\u{1b}[31mJ\u{202e}1"]).refused(1, "J905");
    assert!(!told.stderr.contains(['\u{1b}', '\u{202e}']) && told.stderr.contains("\\u{1b}"), "{told:?}");
}

#[test]
fn an_answer_put_into_a_file_leaves_standard_output_empty() {
    let counter = Counter::on("2012-08-31");
    let told = counter.line("explain J203 --out page.txt").done();
    assert_eq!(told.stdout, "");
    let page = std::fs::read_to_string(counter.path("page.txt")).expect("the file");
    assert_eq!(page, counter.line("explain J203").done().stdout);
    counter.line("explain J203 --format xlsx --out none.xlsx").refused(2, "J908");
    assert_eq!(std::fs::read_dir(counter.folder.path()).expect("the folder").count(), 1);
}

#[test]
fn the_configuration_file_is_heeded_and_its_mistakes_are_told() {
    let mut counter = Counter::on("2012-08-31");
    counter.env.remove("JZZ_LANG");
    let config = counter.path("jzz.toml");
    counter.env.insert("JZZ_CONFIG".to_owned(), config.to_string_lossy().into_owned());
    counter.line("explain J203").refused(2, "J906");
    std::fs::write(&config, "lang = 'zh'\n").expect("the file");
    let chinese = counter.line("explain J203").done().stdout;
    assert_eq!(chinese, counter.line("explain J203 --lang zh").done().stdout);
    for content in ["cuonter = '520102400'\n", "lang = 'fr'\n", "lang = zh\n"] {
        std::fs::write(&config, content).expect("the file");
        counter.line("explain J203").refused(2, "J906");
    }
    counter.env.insert("JZZ_LANG".to_owned(), "fr".to_owned());
    std::fs::write(&config, "").expect("the file");
    counter.line("explain J203").refused(2, "J904");
    counter.line("explain J203 --lang en").done();
}
