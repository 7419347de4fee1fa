//! The rows of a rejects file: 行号, 错误码, 原因, then the sender's own columns as they came. Behind the last
//! reason stands from which file the row is, 〔名册 3fa2c1b0〕: lines of two files are told apart by it.
//!
//! It can be corrected and imported as it is. No spreadsheet runs anything in it: a cell that begins
//! like a formula gets an apostrophe, which the import takes off again. Control characters are shown as
//! their pictures (␛), so that no terminal obeys them. The words come from the caller.

use std::io::{self, Write};

use crate::domain::code::Code;

const FIRST_HEADINGS: [&str; 3] = ["行号", "错误码", "原因"];

/// So many digits of a file's SHA-256 tell it apart.
const DIGITS: usize = 8;

/// What of a file's SHA-256 stands in its rejects.
pub fn digits_of(sha256: &str) -> &str {
    sha256.get(..DIGITS).unwrap_or(sha256)
}

/// The digits of the file from which a row was set aside, as its reasons tell; older rejects do not.
pub fn told_file(reasons: &str) -> Option<&str> {
    let (_, told) = reasons.rsplit_once('〔')?;
    let digits = told.split_once('〕')?.0.split_whitespace().next_back()?;
    (digits.len() == DIGITS && digits.bytes().all(|b| b.is_ascii_hexdigit())).then_some(digits)
}

/// Writes rejected rows.
pub struct Rejects<W> {
    out: W,
    /// Behind the reasons of every row.
    file: String,
    row: String,
}

impl<W: Write> Rejects<W> {
    /// Begins a file with the byte order mark and the headings; `file`: from which its rows are, in words.
    pub fn new<'h>(mut out: W, file: &str, own_headings: impl IntoIterator<Item = &'h str>) -> io::Result<Rejects<W>> {
        out.write_all("\u{feff}".as_bytes())?;
        let mut rejects = Rejects { out, file: format!("〔{file}〕"), row: String::new() };
        for heading in FIRST_HEADINGS.into_iter().chain(own_headings) {
            rejects.cell(heading);
        }
        rejects.end_row()?;
        Ok(rejects)
    }

    /// One row: its line, each code with its reason, and its cells.
    pub fn row<'c>(
        &mut self,
        line: u64,
        reasons: &[(Code, &str)],
        cells: impl IntoIterator<Item = &'c str>,
    ) -> io::Result<()> {
        let codes: Vec<&str> = reasons.iter().map(|(code, _)| code.as_str()).collect();
        // A semicolon separates reasons, so that none may hold one.
        let words: Vec<String> = reasons.iter().map(|(_, words)| words.replace("; ", ", ")).collect();
        self.cell(&line.to_string());
        self.cell(&codes.join(";"));
        self.cell(&(words.join(";") + &self.file));
        for cell in cells {
            self.cell(cell);
        }
        self.end_row()
    }

    /// Hands the writer back, everything written.
    pub fn finish(mut self) -> io::Result<W> {
        self.out.flush()?;
        Ok(self.out)
    }

    fn cell(&mut self, cell: &str) {
        if !self.row.is_empty() {
            self.row.push(',');
        }
        let formula = begins_like_formula(cell);
        if formula || cell.contains([',', '"', '\n', '\r', ';', '\t']) || cell.trim().len() != cell.len() {
            self.row.push('"');
            if formula {
                self.row.push('\'');
            }
            for c in cell.chars() {
                if c == '"' {
                    self.row.push('"');
                }
                self.row.push(picture(c));
            }
            self.row.push('"');
        } else {
            self.row.extend(cell.chars().map(picture));
        }
    }

    fn end_row(&mut self) -> io::Result<()> {
        self.row.push_str("\r\n");
        self.out.write_all(self.row.as_bytes())?;
        self.row.clear();
        Ok(())
    }
}

/// Whether a spreadsheet would take the cell for a formula; some look behind blanks too.
fn begins_like_formula(cell: &str) -> bool {
    cell.starts_with(['\t', '\r', '\n']) || cell.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
}

/// A control character as its picture; breaks and tabs stay, they are blanks to the import.
fn picture(c: char) -> char {
    match c {
        '\n' | '\r' | '\t' => c,
        '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(c)).unwrap_or('␦'),
        '\u{7f}' => '␡',
        '\u{80}'..='\u{9f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}' => '␦',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::intake::cells::tidy;
    use crate::intake::delimited::Separator;
    use crate::intake::record::{Record, RowSource};
    use crate::intake::records::Records;

    fn written(cells: &[&str]) -> String {
        let mut rejects = Rejects::new(Vec::new(), "名册 3fa2c1b0", ["姓名", "备注"]).unwrap();
        rejects.row(7, &[(Code::J109, "没有号码"), (Code::J412, "不是日期")], cells.iter().copied()).unwrap();
        String::from_utf8(rejects.finish().unwrap()).unwrap()
    }

    fn read_back(text: &str) -> Vec<String> {
        let mut records = Records::new(text.as_bytes(), Separator::Comma).unwrap();
        let mut record = Record::default();
        records.read(&mut record).unwrap();
        records.set_width(record.width());
        records.read(&mut record).unwrap();
        record.cells().skip(3).map(|cell| tidy(cell).into_owned()).collect()
    }

    #[test]
    fn a_row_carries_its_line_codes_reasons_and_cells() {
        let text = written(&["张三", "a,b"]);
        assert_eq!(
            text,
            "\u{feff}行号,错误码,原因,姓名,备注\r\n7,\"J109;J412\",\"没有号码;不是日期〔名册 3fa2c1b0〕\",张三,\"a,b\"\r\n"
        );
    }

    #[test]
    fn the_reasons_tell_the_file() {
        for (reasons, file) in [
            ("没有号码;不是日期〔名册 3fa2c1b0〕", Some("3fa2c1b0")),
            ("no number〔roster 3fa2c1b0〕 已问过", Some("3fa2c1b0")),
            ("没有号码", None),
            ("没有号码〔见附表〕", None),
            ("没有号码〔3fa2c1〕", None),
            ("", None),
        ] {
            assert_eq!(told_file(reasons), file, "{reasons}");
        }
    }

    #[test]
    fn no_cell_leaves_as_a_formula_and_the_import_reads_it_as_it_was() {
        for cell in ["=1+1", "+86139", "-", "@x", "=cmd|'/c calc'!A0", "=\"520199199001010017\"", " =1"] {
            let text = written(&[cell, "x"]);
            let row = text.lines().nth(1).unwrap();
            assert!(!row.contains(&format!(",{cell}")) && row.contains("\"'"), "{row}");
            assert_eq!(read_back(&text)[0], tidy(cell), "{cell}");
        }
    }

    #[test]
    fn controls_are_shown() {
        let text = written(&["张\u{1b}[31m三\u{7}", "\u{202e}"]);
        assert!(text.contains("张␛[31m三␇") && text.contains('␦'));
        assert!(!text.contains(['\u{1b}', '\u{7}', '\u{202e}']));
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(first in "[ -~\n张三，；'\"=+@-]{0,12}", second in "[^\\p{C}\\p{Zl}\\p{Zp}\r\u{2400}-\u{2426}]{0,12}") {
            let text = written(&[&first, &second]);
            // A cell with as many separators as a whole row over two lines is taken for a stray quote.
            prop_assume!(!(first.contains('\n') && first.matches(',').count() >= 4));
            let back = read_back(&text);
            prop_assert_eq!(&back[0], &tidy(&first));
            prop_assert_eq!(&back[1], &tidy(&second));
        }
    }
}
