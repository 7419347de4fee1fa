//! The READMEs show what the program prints: every `$ jzz …` line is run, in order, in one register.
//!
//! `jzz demo` has its block to itself, for it shows commands of its own. In a block ` ```console `, what stands below a command is its output, standard output before standard
//! error. A line `…` makes it an excerpt: the paragraphs that are shown, each known by its first line. A block
//! ` ```csv NAME ` is a file of the reader's. `JZZ_README=write cargo test readme` writes the outputs anew.

use std::path::PathBuf;

use crate::support::{Counter, words};

/// Where the reader is told to work, and what stands for it here.
const FOLDER: &str = "/tmp/jzz-tour";

/// Where the demo puts its register.
const DEMO: &str = "/tmp/jzz-demo";

const CUT: &str = "…";

#[test]
fn the_english_readme_shows_what_is_printed() {
    check("README.md", "en");
}

#[test]
fn the_chinese_readme_shows_what_is_printed() {
    check("README.zh-CN.md", "zh");
}

#[test]
fn both_begin_with_the_two_commands_of_their_own() {
    for name in ["README.md", "README.zh-CN.md"] {
        let text = read(name);
        for command in ["cargo run --release -- demo", "cargo test"] {
            assert!(text.contains(&format!("\n```sh\n{command}\n```\n")), "{name}: {command}");
        }
        assert!(text.contains("\n```console\n$ jzz demo\n"), "{name}");
    }
}

#[test]
fn both_readmes_run_the_same_commands_and_name_every_command_there_is() {
    let commands = |name: &str| -> Vec<String> {
        let text = read(name).replace("\\\n", " ");
        let (_, text) = text.split_once("$ jzz demo\n").and_then(|(_, text)| text.split_once("```")).expect("a demo");
        let lines = text.lines().filter_map(|line| line.strip_prefix("$ jzz "));
        lines.map(|line| words(line).join(" ")).collect()
    };
    assert_eq!(commands("README.md"), commands("README.zh-CN.md"));
    let help = Counter::on("2018-07-02").line("--help").done().stdout;
    let below = help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| line.starts_with(' '));
    for noun in below.filter_map(|line| line.split_whitespace().next()).filter(|noun| *noun != "help") {
        for name in ["README.md", "README.zh-CN.md"] {
            assert!(read(name).contains(&format!("\n| `{noun}")), "{name}: {noun}");
        }
    }
}

fn path(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(name)
}

fn read(name: &str) -> String {
    std::fs::read_to_string(path(name)).expect("a README")
}

/// Compares a README with itself as it should be.
fn check(name: &str, lang: &str) {
    let shown = read(name);
    let printed = played(&shown, lang);
    if wants_writing() {
        std::fs::write(path(name), printed).expect("the README is written");
        return;
    }
    for (shown, printed) in shown.lines().zip(printed.lines()) {
        assert_eq!(shown, printed, "{name} (JZZ_README=write cargo test readme writes it anew)");
    }
    assert_eq!(shown.lines().count(), printed.lines().count(), "{name}");
}

#[expect(clippy::disallowed_methods, reason = "a switch for whoever runs the tests, not for the program")]
fn wants_writing() -> bool {
    std::env::var_os("JZZ_README").is_some_and(|value| value == "write")
}

/// The text with the output of every command as it is printed now.
fn played(text: &str, lang: &str) -> String {
    let mut counter = Counter::on("2018-07-02").speaking(lang);
    counter.env.insert("JZZ_CLERK".to_owned(), "li".to_owned());
    let mut out: Vec<String> = Vec::new();
    let mut lines = text.lines().peekable();
    let mut fence: Option<&str> = None;
    while let Some(line) = lines.next() {
        out.push(line.to_owned());
        if let Some(info) = line.strip_prefix("```") {
            fence = fence.is_none().then_some(info);
            if let Some(file) = fence.and_then(|info| info.strip_prefix("csv ")) {
                let rows = std::iter::from_fn(|| lines.next_if(|line| !line.starts_with("```")));
                let rows: Vec<&str> = rows.collect();
                counter.write(file, rows.join("\n") + "\n");
                out.extend(rows.into_iter().map(str::to_owned));
            }
            continue;
        }
        let Some(command) = line.strip_prefix("$ jzz ").filter(|_| fence == Some("console")) else { continue };
        let mut command = command.to_owned();
        while command.ends_with('\\') {
            command.pop();
            let rest = lines.next().expect("a command goes on");
            out.push(rest.to_owned());
            command.push_str(rest);
        }
        let ends = |line: &str| line.starts_with("```") || (command != "demo" && line.starts_with("$ "));
        let below = std::iter::from_fn(|| lines.next_if(|line| !ends(line)));
        let below: Vec<&str> = below.collect();
        let printed = printed(&counter, &command);
        let separated = below.last().is_some_and(|line| line.is_empty());
        out.extend(if below.contains(&CUT) { excerpt(&below, &printed) } else { printed });
        if separated {
            out.push(String::new());
        }
    }
    out.join("\n") + "\n"
}

/// What a command prints, line by line, in the reader's folder.
fn printed(counter: &Counter, command: &str) -> Vec<String> {
    let mut command = words(command);
    if command == ["demo"] {
        command.extend(["--dir".to_owned(), counter.path("demo").to_string_lossy().into_owned()]);
    }
    let told = counter.jzz(command);
    assert!(matches!(told.exit, 0 | 1 | 3), "{told:?}");
    let folder = counter.folder.path().to_string_lossy().into_owned();
    let all =
        format!("{}{}", told.stdout, told.stderr).replace(&format!("{folder}/demo"), DEMO).replace(&folder, FOLDER);
    all.trim_end().lines().map(|line| line.trim_end().to_owned()).collect()
}

/// The paragraphs that `shown` shows, as they are printed; a `…` between them where something is left out.
fn excerpt(shown: &[&str], printed: &[String]) -> Vec<String> {
    let paragraphs: Vec<&[String]> = printed.split(String::is_empty).collect();
    let mut out = Vec::new();
    let mut rest = paragraphs.as_slice();
    for paragraph in shown.split(|line| line.is_empty()).filter(|paragraph| !paragraph.is_empty()) {
        if !out.is_empty() {
            out.push(String::new());
        }
        if paragraph == [CUT] {
            out.push(CUT.to_owned());
            continue;
        }
        let found = rest.iter().position(|printed| printed.first().is_some_and(|line| line == paragraph[0]));
        let found = found.unwrap_or_else(|| panic!("nothing printed begins with {:?}", paragraph[0]));
        out.extend(rest[found].iter().cloned());
        rest = &rest[found + 1..];
    }
    out
}

#[test]
fn an_excerpt_is_made_of_whole_paragraphs_in_their_order() {
    let printed: Vec<String> = "a\nb\n\nc\n\nd\ne".lines().map(str::to_owned).collect();
    let shown: Vec<&str> = "a\nold\n\n…\n\nd".lines().collect();
    assert_eq!(excerpt(&shown, &printed), ["a", "b", "", "…", "", "d", "e"]);
}

#[test]
fn the_pages_name_files_that_exist() {
    let mut pages = vec!["README.md".to_owned(), "README.zh-CN.md".to_owned(), "CONTRIBUTING.md".to_owned()];
    for folder in ["docs", "docs/decisions"] {
        let entries = std::fs::read_dir(path(folder)).expect("a folder of pages");
        let names = entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned());
        pages.extend(names.filter(|name| name.contains(".md")).map(|name| format!("{folder}/{name}")));
    }
    let mut named = 0;
    for page in &pages {
        let text = read(page);
        for word in text.split('`').skip(1).step_by(2) {
            let is_path = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '/' | '_' | '.' | '-');
            let rooms = ["src/", "tests/", "domain/", "store/", "ops/", "commands/", "jobs/", "present/", "reference/"];
            if rooms.iter().any(|room| word.starts_with(room)) && word.chars().all(is_path) {
                let found = path(word).exists() || path(&format!("src/{word}")).exists();
                assert!(found, "{page}: {word}");
                named += 1;
            }
        }
    }
    assert!(pages.len() > 10 && named > 30, "{named} in {pages:?}");
}
