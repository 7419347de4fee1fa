//! A small table of plain text, read whole: a year's calendar. Rosters go another way (`rows.rs`).

use csv::{ReaderBuilder, StringRecord, Trim};
use encoding_rs::GB18030;

use crate::domain::holidays::CalendarRow;

/// The rows of a file in UTF-8 or GB18030, each with its line; lines that begin with # and blank ones are
/// passed over. `None`: no text, or no table.
pub fn rows(bytes: &[u8]) -> Option<Vec<CalendarRow>> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text.into(),
        Err(_) => GB18030.decode_without_bom_handling_and_without_replacement(bytes)?,
    };
    if text.contains('\0') {
        return None;
    }
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .comment(Some(b'#'))
        .trim(Trim::All)
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    let mut record = StringRecord::new();
    while reader.read_record(&mut record).ok()? {
        if record.iter().any(|cell| !cell.is_empty()) {
            let line = record.position().map_or(0, csv::Position::line);
            rows.push(CalendarRow { line, cells: record.iter().map(str::to_owned).collect() });
        }
    }
    Some(rows)
}
