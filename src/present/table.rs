//! Tables for the eye: aligned by display width, numbers to the right, a line under the headings.
//!
//! A view lists its columns once; this file and `csv.rs` share them. No vertical lines: they break when
//! a terminal's font draws Chinese characters a little too wide.

mod fit;

use comfy_table::{CellAlignment, ContentArrangement, LineStyle, TableStyle};

pub use super::fold::display_width;
use super::fold::{hanging, sentences};
use super::printable;

/// Stands for a value that does not exist.
const NONE: &str = "—";

/// Marks the lines between rows until all but the last are dropped; never part of a text shown.
const RULE: char = '\u{1}';

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    Left,
    Right,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// The language-free name.
    pub key: &'static str,
    pub title: String,
    pub align: Align,
    /// Which columns a narrow terminal does without first: the highest; 0 stays.
    pub spare: u8,
    /// How the sentence of the notes begins that is about this column alone.
    pub told: Option<String>,
}

impl Column {
    pub fn text(key: &'static str, title: impl Into<String>) -> Column {
        Column { key, title: title.into(), align: Align::Left, spare: 0, told: None }
    }

    pub fn number(key: &'static str, title: impl Into<String>) -> Column {
        Column { key, title: title.into(), align: Align::Right, spare: 0, told: None }
    }
}

impl Column {
    /// The column can fall away where a terminal is narrow, the highest first.
    #[must_use]
    pub fn spare(mut self, rank: u8) -> Column {
        self.spare = rank;
        self
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    Text(String),
    /// Digits as they are printed: 79.55, -3.
    Number(String),
    /// No value: a dash in tables, nothing in CSV.
    None,
}

impl Cell {
    pub fn text(text: impl Into<String>) -> Cell {
        Cell::Text(text.into())
    }

    #[expect(clippy::needless_pass_by_value, reason = "a number is handed over as it stands")]
    pub fn number(number: impl ToString) -> Cell {
        Cell::Number(number.to_string())
    }

    /// The value's text, or no value.
    pub fn or_none(value: Option<impl ToString>) -> Cell {
        value.map_or(Cell::None, |value| Cell::Text(value.to_string()))
    }

    fn shown(&self) -> String {
        match self {
            Cell::Text(text) | Cell::Number(text) => printable(text),
            Cell::None => NONE.to_owned(),
        }
    }
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    pub columns: Vec<Column>,
    pub rows: Vec<Vec<Cell>>,
    pub total: Option<Vec<Cell>>,
    /// The row before which a line is drawn, where the rows are of two parts; only above a total.
    pub parted: Option<usize>,
    /// Lines under the table: definitions, what is not in it.
    pub notes: Vec<String>,
}

impl Table {
    /// The table as lines, made to fit `width` columns where one is given; below it the notes, a sentence a line.
    pub fn render(&self, width: Option<usize>) -> String {
        let mut text = match self.plan(width) {
            Some(plan) => self.drawn(&plan),
            None => self.listed(width),
        };
        for note in &self.notes {
            let printed = printable(note);
            for line in sentences(&printed).into_iter().flat_map(|sentence| hanging(sentence, width, 2)) {
                text.push_str(&line);
                text.push('\n');
            }
        }
        text
    }

    fn drawn(&self, plan: &fit::Plan) -> String {
        let rule = LineStyle::none().fill('─').junction('─');
        let style = TableStyle::new().header_separator(rule);
        let style = match self.total {
            Some(_) => style.row_separator(LineStyle::none().fill(RULE).junction(RULE)),
            None => style,
        };
        let mut drawn = comfy_table::Table::new();
        drawn.load_style(style).force_no_tty().set_content_arrangement(ContentArrangement::Disabled);
        drawn.set_header(self.columns.iter().map(|column| fit::heading(&column.title, plan.headings).join("\n")));
        let width_of = |at: usize| plan.widths.as_ref().and_then(|widths| widths.get(at)).copied();
        for row in self.rows.iter().chain(&self.total) {
            drawn.add_row(row.iter().enumerate().map(|(at, cell)| fit::cell(&cell.shown(), width_of(at))));
        }
        for (column, drawn) in self.columns.iter().zip(drawn.column_iter_mut()) {
            drawn.set_padding((0, 1));
            drawn.set_cell_alignment(match column.align {
                Align::Left => CellAlignment::Left,
                Align::Right => CellAlignment::Right,
            });
        }
        with_rules(&drawn.trim_fmt(), self.parted)
    }
}

/// Keeps the line before the total and the one between two parts, drops the lines between other rows.
fn with_rules(drawn: &str, parted: Option<usize>) -> String {
    let is_rule = |line: &str| line.starts_with(RULE);
    let last = drawn.lines().filter(|line| is_rule(line)).count();
    let mut seen = 0;
    let mut text = String::with_capacity(drawn.len());
    for line in drawn.lines() {
        if is_rule(line) {
            seen += 1;
            if seen == last || Some(seen) == parted {
                text.push_str(&line.replace(RULE, "─"));
                text.push('\n');
            }
        } else {
            text.push_str(line.trim_end());
            text.push('\n');
        }
    }
    text
}

/// A screen of labels and values, in groups with a blank line between.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KeyValue {
    groups: Vec<Vec<(String, String)>>,
}

impl KeyValue {
    pub fn new() -> KeyValue {
        KeyValue { groups: vec![Vec::new()] }
    }

    /// Adds a line.
    #[expect(clippy::needless_pass_by_value, reason = "a value is handed over as it stands")]
    pub fn put(&mut self, label: impl Into<String>, value: impl ToString) -> &mut KeyValue {
        if let Some(group) = self.groups.last_mut() {
            group.push((label.into(), value.to_string()));
        }
        self
    }

    /// Adds a line whose value may not exist.
    pub fn put_or_none(&mut self, label: impl Into<String>, value: Option<impl ToString>) -> &mut KeyValue {
        let value = value.map_or_else(|| NONE.to_owned(), |value| value.to_string());
        self.put(label, value)
    }

    /// Begins a new group.
    pub fn gap(&mut self) -> &mut KeyValue {
        self.groups.push(Vec::new());
        self
    }

    pub fn render(&self) -> String {
        let lines = || self.groups.iter().flatten();
        let widest = lines().map(|(label, _)| display_width(label)).max().unwrap_or(0);
        let groups = self.groups.iter().filter(|group| !group.is_empty()).map(|group| {
            group.iter().fold(String::new(), |mut text, (label, value)| {
                let blanks = " ".repeat(widest - display_width(label) + 2);
                let line = format!("{}{blanks}{}", printable(label), printable(value));
                text.push_str(line.trim_end());
                text.push('\n');
                text
            })
        });
        groups.collect::<Vec<_>>().join("\n")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::lang::Lang;

    fn table() -> Table {
        Table {
            parted: None,
            columns: vec![Column::text("name", "社区"), Column::number("n", "登记"), Column::number("rate", "办证率")],
            rows: vec![
                vec![Cell::text("新华社区"), Cell::number(12), Cell::number("79.55")],
                vec![Cell::text("花果园\u{1b}[31m"), Cell::number(1234), Cell::None],
            ],
            total: Some(vec![Cell::text("合计"), Cell::number(1246), Cell::number("0.77")]),
            notes: vec!["办证率 = 持证 ÷ 登记".to_owned()],
        }
    }

    #[test]
    fn two_parts_have_a_line_between_them() {
        let lines = |parted| {
            let text = Table { parted, ..table() }.render(None);
            text.lines().enumerate().filter(|(_, line)| line.starts_with('─')).map(|(at, _)| at).collect::<Vec<_>>()
        };
        assert_eq!(lines(None), [1, 4], "below the headings and above the total");
        assert_eq!(lines(Some(1)), [1, 3, 5], "and before the second row");
    }

    #[test]
    fn chinese_and_numbers_stand_under_their_headings() {
        let text = table().render(None);
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines.len(), 7, "{text}");
        let ends: Vec<usize> = [0, 2, 3, 5].iter().map(|&at| display_width(lines[at])).collect();
        assert!(ends.iter().all(|end| *end == ends[0]), "{text}");
        assert!(lines[1].chars().all(|c| c == '─') && lines[4].chars().all(|c| c == '─'), "{text}");
        assert!(text.contains("\\u{1b}[31m"), "{text}");
        assert!(lines[6].starts_with("办证率 ="), "{text}");
    }

    #[test]
    fn a_narrow_terminal_folds_and_none_is_a_dash() {
        let text = table().render(Some(40));
        assert!(text.lines().all(|line| display_width(line) <= 40), "{text}");
        assert!(text.contains('—'), "{text}");
    }

    #[test]
    fn a_narrow_terminal_does_without_spare_columns_and_says_so() {
        let mut wide = table();
        wide.columns[1].spare = 1;
        wide.columns[2].spare = 2;
        assert_eq!(*wide.fitted(None, Lang::Zh), wide);
        assert_eq!(*wide.fitted(Some(80), Lang::Zh), wide);
        let fitted = wide.fitted(Some(30), Lang::Zh);
        let titles: Vec<&str> = fitted.columns.iter().map(|column| column.title.as_str()).collect();
        assert_eq!(titles, ["社区", "登记"]);
        assert!(fitted.rows.iter().chain(&fitted.total).all(|row| row.len() == 2));
        assert!(fitted.notes.last().is_some_and(|note| note.contains("办证率")), "{:?}", fitted.notes);
        assert_eq!(wide.fitted(Some(10), Lang::En).columns.len(), 1);
    }

    #[test]
    fn labels_and_values_align_by_display_width() {
        let mut screen = KeyValue::new();
        screen.put("姓名", "李*").put("登记单位", "新华社区").gap().put_or_none("有效期", None::<String>);
        assert_eq!(screen.render(), "姓名      李*\n登记单位  新华社区\n\n有效期    —\n");
    }
}
