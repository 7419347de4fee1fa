//! What a file is, told by its first bytes and never by its name.

use memchr::memmem;

use super::outer::Content;

/// The kind of a file that is no table in text; `None` where it may be one.
pub fn recognise(head: &[u8]) -> Option<Content> {
    by_signature(head).or_else(|| markup(head)).or_else(|| by_zero_bytes(head))
}

const SIGNATURES: &[(&[u8], Content)] = &[
    (b"%PDF", Content::Pdf),
    (b"{\\rtf", Content::RichText),
    (b"\x89PNG", Content::Image),
    (b"\xff\xd8\xff", Content::Image),
    (b"GIF8", Content::Image),
    (b"II*\0", Content::Image),
    (b"MM\0*", Content::Image),
    (b"BM\0\0", Content::Image),
    (b"RIFF", Content::Binary),
    (b"Rar!", Content::Archive),
    (b"7z\xbc\xaf", Content::Archive),
    (b"\x1f\x8b", Content::Archive),
    (b"BZh", Content::Archive),
    (b"\xfd7zXZ", Content::Archive),
    (b"\x28\xb5\x2f\xfd", Content::Archive),
    (b"SQLite format 3\0", Content::Database),
    (b"\0\x01\0\0Standard", Content::Database),
    (b"MZ\x90\0", Content::Program),
    (b"\x7fELF", Content::Program),
    (b"\x09\x08\x10\0", Content::OldWorkbook),
    (b"\x09\x08\x08\0", Content::OldWorkbook),
    (b"\x09\x04\x06\0", Content::OldWorkbook),
    (b"\x09\x02\x06\0", Content::OldWorkbook),
    (b"\x09\0\x04\0", Content::OldWorkbook),
];

fn by_signature(head: &[u8]) -> Option<Content> {
    let found = |word: &[u8]| memmem::find(head, word).is_some();
    if head.starts_with(b"PK\x03\x04") {
        return Some(match () {
            () if holds_files(head) => Content::Archive,
            () if found(b"opendocument.spreadsheet") => Content::OpenWorkbook,
            () if found(b"xl/workbook.bin") => Content::BinaryWorkbook,
            () if found(b"xl/") => Content::Workbook,
            () if found(b"word/") => Content::Word,
            () => Content::Archive,
        });
    }
    if head.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        // The streams of an old office file are named in UTF-16.
        let word = found(b"W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0");
        let encrypted = found(b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0");
        return Some(match (word, encrypted) {
            (true, _) => Content::Word,
            (false, true) => Content::Workbook,
            (false, false) => Content::OldWorkbook,
        });
    }
    if is_dbase(head) {
        return Some(Content::Database);
    }
    SIGNATURES.iter().find(|(signature, _)| head.starts_with(signature)).map(|(_, content)| *content)
}

/// Whether the first thing in an archive is a file that people send, a workbook stored whole for instance.
fn holds_files(head: &[u8]) -> bool {
    let length = |at: usize| head.get(at..at + 2).map_or(0, |two| usize::from(u16::from_le_bytes([two[0], two[1]])));
    let name = head.get(30..30 + length(26)).unwrap_or_default().to_ascii_lowercase();
    [&b".xlsx"[..], b".xls", b".et", b".ods", b".csv", b".txt", b".doc", b".docx", b".pdf"]
        .iter()
        .any(|ending| name.ends_with(ending))
}

/// A table of an old desktop database: version, a date, and the end of the header where the header says.
fn is_dbase(head: &[u8]) -> bool {
    let [0x02 | 0x03 | 0x30 | 0x31 | 0x83 | 0x8b | 0xf5, _, 1..=12, 1..=31, _, _, _, _, low, high, ..] = head else {
        return false;
    };
    let length = usize::from(u16::from_le_bytes([*low, *high]));
    length > 32 && head.get(length.saturating_sub(1)).is_some_and(|byte| matches!(byte, 0x0d | 0))
}

fn markup(head: &[u8]) -> Option<Content> {
    // Both bytes of UTF-16 markup are seen when its zero bytes are left out.
    let start: Vec<u8> = head
        .iter()
        .take(4096)
        .filter(|byte| **byte != 0 && !matches!(byte, 0xef | 0xbb | 0xbf | 0xfe | 0xff))
        .map(u8::to_ascii_lowercase)
        .skip_while(u8::is_ascii_whitespace)
        .collect();
    let begins = |word: &str| start.starts_with(word.as_bytes());
    let holds = |word: &str| memmem::find(&start, word.as_bytes()).is_some();
    if begins("<?xml") || begins("<workbook") {
        if holds("office:spreadsheet") {
            return Some(Content::XmlWorkbook);
        }
        return Some(if holds("<html") { Content::WebPage } else { Content::Binary });
    }
    let page = ["<!doctype", "<html", "<head", "<body", "<table", "<meta", "<style", "<div", "<!--", "mime-version:"];
    page.iter().any(|word| begins(word)).then_some(Content::WebPage)
}

/// Without the mark of an old file's end and the zeros that fill its last block.
fn without_padding(head: &[u8]) -> &[u8] {
    let end = head.iter().rposition(|byte| !matches!(byte, 0x1a | 0 | b'\r' | b'\n')).map_or(0, |last| last + 1);
    if head[end..].contains(&0x1a) { &head[..end] } else { head }
}

/// Text has no zero bytes but for a stray one; UTF-16 with its mark has been told before.
fn by_zero_bytes(head: &[u8]) -> Option<Content> {
    if head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff") {
        return None;
    }
    let head = without_padding(head);
    let zeros = memchr::memchr_iter(0, head).count();
    if zeros * 200 < head.len().max(200) {
        return None;
    }
    let on = |parity: usize| head.iter().skip(parity).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (on(0), on(1));
    let separators =
        head.windows(2).filter(|pair| matches!(pair, [b',' | b'\t' | b';' | b'\n', 0] | [0, b','])).count();
    let lopsided = even.max(odd) > 4 * even.min(odd);
    Some(if lopsided && separators > 2 { Content::UnmarkedUtf16 { big: even > odd } } else { Content::Binary })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_told_by_its_bytes() {
        for (head, content) in [
            (&b"PK\x03\x04....[Content_Types].xml....xl/workbook.xml"[..], Content::Workbook),
            (b"PK\x03\x04....mimetypeapplication/vnd.oasis.opendocument.spreadsheet", Content::OpenWorkbook),
            (b"PK\x03\x04....word/document.xml", Content::Word),
            (b"PK\x03\x04....a.csv", Content::Archive),
            (
                b"PK\x03\x04\x14\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x06\0\0\0a.xlsxPK....xl/workbook.xml",
                Content::Archive,
            ),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....", Content::OldWorkbook),
            (b"%PDF-1.4", Content::Pdf),
            (b"\x89PNG\r\n\x1a\n", Content::Image),
            (b"SQLite format 3\0....", Content::Database),
            (b"  <HTML><table>", Content::WebPage),
            (b"\xef\xbb\xbf<table><tr>", Content::WebPage),
            (
                b"<?xml version='1.0'?><Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet'>",
                Content::XmlWorkbook,
            ),
            (b"\x01\0\x02\0\0\0\xff\x80", Content::Binary),
            (b"n\0a\0m\0e\0,\0i\0d\0,\0x\0\n\0a\0,\0", Content::UnmarkedUtf16 { big: false }),
            (b"\0n\0a\0m\0e\0,\0i\0d\0,\0x\0\n\0a\0,", Content::UnmarkedUtf16 { big: true }),
        ] {
            assert_eq!(recognise(head), Some(content), "{:?}", String::from_utf8_lossy(head));
        }
        for head in
            [&b"name,id_number"[..], b"", b"\xd0\xd5\xc3\xfb,\xc9\xed", b"\xff\xfen\0a\0", "姓名<先生>".as_bytes()]
        {
            assert_eq!(recognise(head), None, "{:?}", String::from_utf8_lossy(head));
        }
    }
}
