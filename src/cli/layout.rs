//! The layout of a page of help: paragraphs, entries with explanations beside them, lines that can be pasted.
//!
//! Every line fits the width; words that belong together are not torn apart.

use crate::present::fold::{display_width, folded};

/// The widest that names may stand beside their explanations.
const WIDEST_NAME: usize = 28;

/// The narrowest that an explanation may stand beside its name.
const NARROWEST: usize = 24;

/// A name, and what stands beside it.
pub type Entry = (String, Vec<Told>);

pub enum Told {
    Sentence(String),
    /// Words that are not torn apart, and what stands between them.
    Words(Vec<String>, String),
}

impl Told {
    fn lines(&self, width: usize) -> Vec<String> {
        match self {
            Told::Sentence(text) => folded(text, Some(width)),
            Told::Words(words, between) => {
                joined(words, between, width).iter().flat_map(|line| folded(line, Some(width))).collect()
            }
        }
    }
}

/// Lines that fit the terminal, headings among them.
pub struct Page {
    lines: Vec<Line>,
    width: usize,
}

enum Line {
    Heading(String),
    Plain(String),
}

impl Page {
    pub fn new(width: usize) -> Page {
        Page { lines: Vec::new(), width }
    }

    pub fn render(&self, colour: bool) -> String {
        let shown = |line: &Line| match line {
            Line::Heading(text) if colour => format!("\u{1b}[1m{text}\u{1b}[0m\n"),
            Line::Heading(text) | Line::Plain(text) => format!("{text}\n"),
        };
        self.lines.iter().map(shown).collect()
    }

    pub fn blank(&mut self) {
        self.lines.push(Line::Plain(String::new()));
    }

    pub fn paragraph(&mut self, text: &str) {
        self.lines.extend(folded(text, Some(self.width)).into_iter().map(Line::Plain));
    }

    pub fn heading(&mut self, text: &str) {
        self.blank();
        self.lines.extend(folded(&format!("{text}:"), Some(self.width)).into_iter().map(Line::Heading));
    }

    pub fn indented(&mut self, text: &str) {
        let lines = folded(text, Some(self.width.saturating_sub(2)));
        self.lines.extend(lines.into_iter().map(|line| Line::Plain(format!("  {line}"))));
    }

    /// A command line that can be pasted, also where it goes on in the next line.
    pub fn example(&mut self, line: &str) {
        let words: Vec<String> = with_values(line);
        self.pasteable("  ", &words, " \\");
    }

    /// Words that stand together, in lines that end with a mark where they go on.
    pub fn pasteable(&mut self, indent: &str, words: &[String], mark: &str) {
        let lines = joined(words, " ", self.width.saturating_sub(indent.len() + 4 + mark.len()));
        let last = lines.len() - 1;
        for (at, part) in lines.iter().enumerate() {
            let deeper = if at == 0 { "" } else { "    " };
            let goes_on = if at < last { mark } else { "" };
            self.lines.push(Line::Plain(format!("{indent}{deeper}{part}{goes_on}")));
        }
    }

    /// Names with their explanations beside them.
    pub fn entries(&mut self, heading: &str, entries: &[Entry]) {
        if entries.is_empty() {
            return;
        }
        self.heading(heading);
        let fitting = entries.iter().map(|(name, _)| display_width(name)).filter(|width| *width <= WIDEST_NAME);
        let column = fitting.max().unwrap_or(WIDEST_NAME) + 4;
        // At a narrow terminal, explanations stand below their names.
        let column = if column + NARROWEST > self.width { 6 } else { column };
        for (name, told) in entries {
            let width = self.width.saturating_sub(column);
            let lines = told.iter().flat_map(|part| part.lines(width));
            let mut lead = format!("  {name}");
            if display_width(&lead) + 2 > column {
                self.lines.push(Line::Plain(std::mem::take(&mut lead)));
            }
            for line in lines {
                let blanks = " ".repeat(column - display_width(&lead));
                self.lines.push(Line::Plain(format!("{lead}{blanks}{line}")));
                lead.clear();
            }
        }
    }
}

/// Words in lines of at most `width` columns.
fn joined(words: &[String], between: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let word = if at + 1 < words.len() { format!("{word}{between}") } else { word.clone() };
        match lines.last_mut() {
            Some(line) if display_width(line) + display_width(word.trim_end()) <= width => line.push_str(&word),
            Some(_) | None => lines.push(word),
        }
    }
    lines.iter().map(|line| line.trim_end().to_owned()).collect()
}

/// The words of a command line, each flag with its value.
fn with_values(line: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for word in line.split(' ') {
        let open =
            |text: &String| text.matches('\'').count() % 2 == 1 || (text.starts_with("--") && !text.contains(' '));
        match words.last_mut() {
            Some(last) if open(last) && !word.starts_with("--") => *last = format!("{last} {word}"),
            Some(_) | None => words.push(word.to_owned()),
        }
    }
    words
}
