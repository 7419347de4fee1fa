//! How a table comes to fit a terminal: long headings in two lines, then columns that can be done without fall
//! away, then texts are folded between their words; numbers and codes are never broken. What fits in no way
//! stands as a list of labels and values.

use std::borrow::Cow;

use super::{Align, Cell, Column, KeyValue, Table, display_width};
use crate::domain::lang::Lang;
use crate::present::fold::{folded, pieces, screen, sentences, widest_piece};
use crate::present::printable;
use crate::present::words::text;

/// Headings wider than this take two lines before a column falls away, those wider than the second one after.
const LONG: usize = 12;
const LONGER_THAN_A_WORD: usize = 7;

/// Blanks between columns.
const BETWEEN: usize = 2;

/// A text is not folded to less.
const NARROWEST: usize = 10;

/// How a table is drawn.
pub(super) struct Plan {
    /// Headings wider than this take two lines.
    pub headings: usize,
    /// Where texts are folded: the width of each column.
    pub widths: Option<Vec<usize>>,
}

impl Table {
    /// The table as a terminal of that width can show it: spare columns fall away, which is said below it.
    pub fn fitted(&self, width: Option<usize>, lang: Lang) -> Cow<'_, Table> {
        let mut fitted = Cow::Borrowed(self);
        let mut left_out = Vec::new();
        for (headings, least) in [(LONG, 2), (LONGER_THAN_A_WORD, 1)] {
            while let Some(at) =
                width.filter(|width| fitted.taken(headings) > *width).and_then(|_| fitted.sparest(least))
            {
                left_out.push(fitted.to_mut().leave_out(at));
            }
        }
        if !left_out.is_empty() {
            let titles = left_out.join(&text!(lang, "、", ", "));
            fitted.to_mut().notes.push(text!(
                lang,
                "窗口太窄，这张表没有列出：{titles}；全部的用 --format csv",
                "not shown in this table, for so narrow a terminal: {titles}; --format csv has all"
            ));
        }
        fitted
    }

    /// Takes a column away, with what the notes say of it alone; its title.
    fn leave_out(&mut self, at: usize) -> String {
        let column = self.columns.remove(at);
        for row in self.rows.iter_mut().chain(&mut self.total) {
            row.remove(at);
        }
        if let Some(opening) = &column.told {
            let of_others = |note: &String| {
                let kept: Vec<String> = sentences(note).into_iter().map(str::to_owned).collect();
                kept.into_iter().filter(|sentence| !sentence.starts_with(opening.as_str())).collect::<Vec<_>>()
            };
            self.notes = self.notes.iter().flat_map(of_others).collect();
        }
        column.title
    }

    /// The column that can be done without first; of equals, one in which there is nothing but zeros.
    fn sparest(&self, least: u8) -> Option<usize> {
        let spare = self.columns.iter().enumerate().filter(|(_, column)| column.spare >= least);
        spare.max_by_key(|(at, column)| (column.spare, self.says_nothing(*at))).map(|(at, _)| at)
    }

    fn says_nothing(&self, at: usize) -> bool {
        self.rows.iter().filter_map(|row| row.get(at)).all(|cell| match cell {
            Cell::None => true,
            Cell::Number(number) => number.bytes().all(|byte| byte == b'0' || byte == b'.'),
            Cell::Text(_) => false,
        })
    }

    /// How it is drawn at that width; `None`: in no way as a table.
    pub(super) fn plan(&self, width: Option<usize>) -> Option<Plan> {
        let Some(width) = width else { return Some(Plan { headings: usize::MAX, widths: None }) };
        let unfolded = [usize::MAX, LONG, LONGER_THAN_A_WORD].into_iter().find(|from| self.taken(*from) <= width);
        if let Some(headings) = unfolded {
            return Some(Plan { headings, widths: None });
        }
        let headings = LONGER_THAN_A_WORD;
        let mut widths: Vec<usize> = (0..self.columns.len()).map(|at| self.width_of(at, headings)).collect();
        let least: Vec<usize> = (0..self.columns.len()).map(|at| self.least_width(at, headings)).collect();
        while widths.iter().map(|width| width + BETWEEN).sum::<usize>() > width {
            let foldable = widths.iter().enumerate().filter(|(at, width)| **width > least[*at]);
            let widest = foldable.max_by_key(|(_, width)| **width).map(|(at, _)| at)?;
            widths[widest] -= 1;
        }
        Some(Plan { headings, widths: Some(widths) })
    }

    /// The columns it takes where no text is folded.
    fn taken(&self, headings: usize) -> usize {
        (0..self.columns.len()).map(|at| self.width_of(at, headings) + BETWEEN).sum()
    }

    fn shown_in(&self, at: usize) -> impl Iterator<Item = String> {
        self.rows.iter().chain(&self.total).filter_map(move |row| row.get(at)).map(Cell::shown)
    }

    fn width_of(&self, at: usize, headings: usize) -> usize {
        let cells = self.shown_in(at).map(|cell| display_width(&cell)).max().unwrap_or(0);
        cells.max(heading_width(&self.columns[at], headings))
    }

    /// The narrowest that a column can be.
    fn least_width(&self, at: usize, headings: usize) -> usize {
        let column = &self.columns[at];
        let least = |cell: String| match column.align {
            Align::Right => display_width(&cell),
            Align::Left => display_width(&cell).min(NARROWEST).max(widest_piece(&cell)),
        };
        self.shown_in(at).map(least).max().unwrap_or(0).max(heading_width(column, headings))
    }

    /// Row by row, a line for each column.
    pub(super) fn listed(&self, width: Option<usize>) -> String {
        let mut list = KeyValue::new();
        for row in self.rows.iter().chain(&self.total) {
            for (column, cell) in self.columns.iter().zip(row) {
                list.put(&column.title, cell.shown());
            }
            list.gap();
        }
        screen(&list.render(), width)
    }
}

fn heading_width(column: &Column, headings: usize) -> usize {
    heading(&column.title, headings).iter().map(|line| display_width(line)).max().unwrap_or(0)
}

/// A title, in two lines where it is wider than that: at a blank or a bracket if there is one, else in the middle.
pub(super) fn heading(title: &str, wider_than: usize) -> Vec<String> {
    let title = printable(title);
    if display_width(&title) <= wider_than {
        return vec![title];
    }
    let mut best: Option<(bool, usize, usize)> = None;
    let mut at = 0;
    for piece in pieces(&title) {
        let (first, second) = title.split_at(at);
        if at > 0 {
            let joint = !(first.ends_with(' ') || second.starts_with('（'));
            let wider = display_width(first.trim_end()).max(display_width(second));
            best = Some(best.map_or((joint, wider, at), |best| best.min((joint, wider, at))));
        }
        at += piece.len();
    }
    match best {
        Some((_, _, at)) => vec![title[..at].trim_end().to_owned(), title[at..].to_owned()],
        None => vec![title],
    }
}

/// A cell as it stands in a column of that width.
pub(super) fn cell(shown: &str, width: Option<usize>) -> String {
    folded(shown, width).join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wide() -> Table {
        Table {
            parted: None,
            columns: vec![
                Column::text("code", "编码").spare(1),
                Column::text("name", "来源"),
                Column {
                    told: Some("号码区划代码年份不符：".to_owned()),
                    ..Column::number("a", "号码区划代码年份不符").spare(2)
                },
                Column::number("b", "拟居住期限不明").spare(2),
                Column::text("why", "理由"),
            ],
            rows: vec![vec![
                Cell::text("unnamed"),
                Cell::text("来源不明"),
                Cell::number(0),
                Cell::number(2000),
                Cell::text("抄错了楼号和单元号，按登记日期（2024-02-01）更正"),
            ]],
            total: None,
            notes: vec!["在册的都算。号码区划代码年份不符：前六位。拟居住期限不明：没有登记。".to_owned()],
        }
    }

    #[test]
    fn headings_take_two_lines_before_a_column_falls_away_and_no_more() {
        let cases = [
            ("号码区划代码年份不符", vec!["号码区划代", "码年份不符"]),
            ("2012-07-31 登记", vec!["2012-07-31", "登记"]),
            ("增减（百分点）", vec!["增减", "（百分点）"]),
            ("county code of other years", vec!["county code", "of other years"]),
            ("首次发证", vec!["首次发证"]),
        ];
        for (title, lines) in cases {
            assert_eq!(heading(title, LONG), lines, "{title}");
        }
    }

    #[test]
    fn codes_numbers_and_days_stand_whole_at_every_width() {
        for width in 40..=120 {
            let text = wide().fitted(Some(width), Lang::Zh).render(Some(width));
            assert!(text.lines().all(|line| display_width(line) <= width), "{width}\n{text}");
            let left_out = |title: &str| text.lines().any(|line| line.contains("没有列出") && line.contains(title));
            assert!(text.contains("（2024-02-01）"), "{width}\n{text}");
            assert!(text.contains("2000") || !text.contains("来源不明  20"), "{width}\n{text}");
            assert!(text.contains("unnamed") || left_out("") && !text.contains("unna"), "{width}\n{text}");
        }
    }

    #[test]
    fn a_column_of_zeros_falls_away_first_with_what_is_said_of_it() {
        let table = wide();
        let fitted = table.fitted(Some(46), Lang::Zh);
        assert!(fitted.columns.iter().all(|column| column.key != "a"), "{fitted:?}");
        assert!(!fitted.notes.iter().any(|note| note.contains("前六位")), "{fitted:?}");
        assert!(fitted.notes.iter().any(|note| note.starts_with("在册的")), "{fitted:?}");
    }

    #[test]
    fn what_fits_in_no_way_is_listed() {
        let narrow = Table {
            parted: None,
            columns: (0..9).map(|_| Column::number("n", "登记人数")).collect(),
            rows: vec![(0..9).map(|n| Cell::number(n + 1_000_000)).collect()],
            ..Table::default()
        };
        let text = narrow.render(Some(40));
        assert_eq!(text.lines().next(), Some("登记人数  1000000"), "{text}");
        assert_eq!(text.lines().count(), 9, "{text}");
    }
}
