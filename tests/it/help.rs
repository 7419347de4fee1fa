//! Walks the printed help of every command in both languages.

use crate::support::Counter;

/// The help of a command and of all below it: what was typed, what was printed.
fn tree(counter: &Counter, path: &[String], found: &mut Vec<(String, String)>) {
    let words = path.iter().cloned().chain(["--help".to_owned()]);
    let told = counter.jzz(words).done();
    assert_eq!(told.stderr, "", "help is data");
    let below: Vec<String> = entries(&told.stdout, &["命令:", "Commands:"])
        .filter(|line| !line.starts_with("   "))
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

/// Every page at a width.
pub fn all_at(lang: &str, width: usize) -> Vec<(String, String)> {
    let mut counter = Counter::on("2012-08-31").speaking(lang);
    counter.width = width;
    let mut found = Vec::new();
    tree(&counter, &[], &mut found);
    assert!(found.len() > 1, "the walk finds commands");
    found
}

/// Every page as somebody sees it at a common terminal.
pub fn all(lang: &str) -> Vec<(String, String)> {
    all_at(lang, 80)
}

#[test]
fn every_command_and_every_flag_has_help_in_both_languages() {
    for lang in ["zh", "en"] {
        for (command, help) in all(lang) {
            assert!(
                !help.starts_with("用法") && !help.starts_with("Usage") && !help.starts_with('\n'),
                "{command} says what it is for: {help}"
            );
            for (name, told) in explained(&help) {
                assert!(!told.is_empty(), "{command} ({lang}): no help for {name:?}");
                let chinese = told.contains(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
                assert!(chinese || lang == "en", "{command}: {name:?} {told:?}");
            }
        }
    }
}

/// Names and explanations of every section but those of lines to paste.
fn explained(help: &str) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    let mut wanted = true;
    for line in help.lines().skip(1) {
        if !line.starts_with(' ') && line.ends_with(':') {
            wanted = !line.contains("jzz --help") && !line.starts_with("例子") && !line.starts_with("Examples");
        } else if wanted && line.starts_with("  ") && !line.starts_with("    ") {
            let (name, told) = line.trim().split_once("  ").unwrap_or((line.trim(), ""));
            found.push((name.to_owned(), told.trim().to_owned()));
        } else if let Some((_, told)) = found.last_mut().filter(|_| wanted && line.starts_with("      ")) {
            told.push_str(line.trim());
        }
    }
    found
}

#[test]
fn every_page_fits_80_columns_and_40_in_both_languages() {
    for lang in ["zh", "en"] {
        for width in [80, 40] {
            for (command, help) in all_at(lang, width) {
                for line in help.lines() {
                    let taken = unicode_width::UnicodeWidthStr::width(line);
                    let one_word = line.trim().split(' ').filter(|word| *word != "\\").count() < 3;
                    assert!(taken <= width || (width < 80 && one_word), "{command} at {width}: {taken}: {line}");
                }
            }
        }
    }
}

#[test]
fn what_is_needed_stands_first_and_in_the_usage() {
    let counter = Counter::on("2012-08-31");
    let help = counter.line("permit extend --help").done().stdout;
    assert!(
        help.contains("\nUsage: jzz permit extend <APPLICATION> --to <DATE> --because <TEXT> [OPTIONS]\n"),
        "{help}"
    );
    let at = |part: &str| help.find(part).unwrap_or_else(|| panic!("{part}: {help}"));
    assert!(at("\nNeeded:") < at("  --because") && at("  --because <TEXT>  ") < at("\nOptions:"), "{help}");
    assert!(at("\nOptions:") < at("  --on") && at("  --on") < at("\nExamples:"), "{help}");
    let add = counter.line("migrant add --help").done().stdout;
    assert!(add.find("\n  --dwelling") < add.find("\nOptions:"), "{add}");
}

#[test]
fn who_types_nothing_is_shown_what_a_clerk_does() {
    for lang in ["zh", "en"] {
        let counter = Counter::on("2012-08-31").speaking(lang);
        let told = counter.line("");
        assert_eq!((told.exit, told.stdout.as_str()), (2, ""), "{told:?}");
        for command in ["migrant add", "migrant show", "permit apply", "permit issue", "permit endorse"] {
            assert!(told.stderr.contains(&format!("jzz {command}")), "{command}: {told:?}");
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
    let noun = counter.line("permit");
    assert_eq!((noun.exit, noun.stdout.as_str()), (2, ""));
    assert_eq!(noun.stderr, counter.line("permit --help").done().stdout);
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
