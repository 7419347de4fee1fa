//! Walks the printed help of every command in both languages.

use crate::support::Counter;

/// The help of a command and of all below it: what was typed, what was printed.
fn tree(counter: &Counter, path: &[String], found: &mut Vec<(String, String)>) {
    let words = path.iter().cloned().chain(["--help".to_owned()]);
    let told = counter.jzz(words).done();
    assert_eq!(told.stderr, "", "help is data");
    let below: Vec<String> = entries(&told.stdout, &["命令:", "Commands:"])
        .map(|line| line.split_whitespace().next().unwrap_or_default().to_owned())
        .collect();
    found.push((format!("jzz {}", path.join(" ")), told.stdout));
    for name in below {
        tree(counter, &[path, &[name]].concat(), found);
    }
}

/// The lines of one section.
fn entries<'a>(help: &'a str, headings: &[&str]) -> impl Iterator<Item = &'a str> {
    help.lines().skip_while(move |line| !headings.contains(line)).skip(1).take_while(|line| line.starts_with(' '))
}

pub fn all(lang: &str) -> Vec<(String, String)> {
    let mut counter = Counter::on("2012-08-31").speaking(lang);
    counter.width = 400;
    let mut found = Vec::new();
    tree(&counter, &[], &mut found);
    assert!(found.len() > 1, "the walk finds commands");
    found
}

#[test]
fn every_command_and_every_flag_has_help_in_both_languages() {
    for lang in ["zh", "en"] {
        for (command, help) in all(lang) {
            assert!(
                !help.starts_with("用法") && !help.starts_with("Usage") && !help.starts_with('\n'),
                "{command} says what it is for: {help}"
            );
            for line in help.lines().filter(|line| line.starts_with("  ") && !line.starts_with("            ")) {
                let entry = line.trim_start();
                let told = entry.split_once("  ").map_or("", |(_, told)| told.trim());
                assert!(!told.is_empty(), "{command} ({lang}): no help in {line:?}");
                let chinese = told.contains(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
                assert!(chinese || lang == "en", "{command}: {line:?}");
            }
        }
    }
}

#[test]
fn chinese_help_has_no_english_sentence() {
    let mut lines = 0;
    for (command, help) in all("zh") {
        for line in help.lines() {
            lines += 1;
            assert_eq!(english_run(line), None, "{command}: {line:?}");
        }
        for heading in ["Usage", "Options", "Commands", "Arguments", "default", "possible", "values"] {
            assert!(!help.contains(heading), "{command}: {heading}");
        }
    }
    assert!(lines > 20);
}

/// Three English words in a row that are no example of a command line.
fn english_run(line: &str) -> Option<String> {
    let mut run: Vec<&str> = Vec::new();
    for word in line.split(' ').chain(["。"]) {
        if word.len() > 1 && word.chars().all(|c| c.is_ascii_alphabetic() || c == '\'') {
            run.push(word);
        } else {
            if run.len() >= 3 && run[0] != "jzz" {
                return Some(run.join(" "));
            }
            run.clear();
        }
    }
    None
}

#[test]
fn an_english_sentence_would_be_noticed() {
    assert_eq!(english_run("  --help  Print this message"), Some("Print this message".to_owned()));
    assert_eq!(english_run("用法: jzz permit apply [选项] <流动人口>"), None);
    assert_eq!(english_run("取值：table、json、csv"), None);
}

#[test]
fn help_as_a_word_and_help_of_nothing() {
    let counter = Counter::on("2012-08-31");
    assert_eq!(counter.line("help explain").done().stdout, counter.line("explain --help").done().stdout);
    let alone = counter.line("");
    assert_eq!((alone.exit, alone.stdout.as_str()), (2, ""));
    assert_eq!(alone.stderr, counter.line("--help").done().stdout);
    assert!(counter.line("--version").done().stdout.starts_with("jzz "));
}

#[test]
fn help_needs_no_register_and_folds_to_the_terminal() {
    let mut counter = Counter::on("2012-08-31");
    counter.width = 60;
    let help = counter.line("--help").done().stdout;
    assert!(help.lines().all(|line| line.chars().count() <= 60), "{help}");
    assert_eq!(std::fs::read_dir(counter.folder.path()).expect("the folder").count(), 0);
}
