//! What the whole file says about its encoding and its numbers, gathered while it is hashed.
//!
//! Lines that are valid UTF-8 and lines that are not vote for their reading; plain ASCII has no vote.
//! The votes are capped: after [`ENOUGH`] lines of one reading only broken ones are looked at one by one, so that
//! a large file costs little more than a check of its bytes. Numbers that end in `000` or are written as
//! `5.2E+17` are noticed wherever they stand: only then is the number column looked at before the import.

use encoding_rs::{Encoding, GB18030};
use memchr::{memchr, memmem, memrchr};

use super::numbers;

const ENOUGH: u64 = 20_000;
const LONGEST: usize = 1 << 20;

/// Facts of a whole file. Feed it with every chunk, then [`Scan::finish`].
#[derive(Debug, Default)]
pub struct Scan {
    /// Lines with characters beyond ASCII that are valid UTF-8 (counted up to a cap).
    pub utf8_lines: u64,
    /// Lines that are no UTF-8 but could be GB18030.
    pub gb18030_lines: u64,
    /// Lines that are neither.
    pub broken_lines: u64,
    pub bytes: u64,
    /// Numbers somewhere in the file that a spreadsheet has ruined, or may have.
    pub ruined_numbers: bool,
    carried: Vec<u8>,
    skipping: bool,
}

impl Scan {
    pub fn feed(&mut self, chunk: &[u8]) {
        self.bytes += chunk.len() as u64;
        let mut chunk = chunk;
        if self.skipping || !self.carried.is_empty() {
            let Some(end) = memchr(b'\n', chunk) else { return self.carry(chunk) };
            self.carry(&chunk[..end]);
            let line = std::mem::take(&mut self.carried);
            if !std::mem::take(&mut self.skipping) {
                self.block(&line);
            }
            chunk = &chunk[end + 1..];
        }
        let whole = memrchr(b'\n', chunk).map_or(0, |at| at + 1);
        self.block(&chunk[..whole]);
        self.carry(&chunk[whole..]);
    }

    /// Counts what stands behind the last line's end.
    pub fn finish(&mut self) {
        let line = std::mem::take(&mut self.carried);
        self.block(&line);
    }

    fn carry(&mut self, part: &[u8]) {
        if self.carried.len() + part.len() > LONGEST {
            self.carried = Vec::new();
            self.skipping = true;
        }
        if !self.skipping {
            self.carried.extend_from_slice(part);
        }
    }

    fn block(&mut self, mut block: &[u8]) {
        self.ruined_numbers = self.ruined_numbers || holds_ruined(block);
        let undecided = |scan: &Scan| scan.utf8_lines < ENOUGH && scan.gb18030_lines < ENOUGH;
        while undecided(self) && !block.is_ascii() {
            let end = memchr(b'\n', block).unwrap_or(block.len() - 1) + 1;
            self.line(&block[..end]);
            block = &block[end..];
        }
        // So many lines have settled it.
        while self.gb18030_lines < ENOUGH {
            let valid = Encoding::utf8_valid_up_to(block);
            if valid == block.len() {
                return;
            }
            let start = memrchr(b'\n', &block[..valid]).map_or(0, |at| at + 1);
            let end = memchr(b'\n', &block[start..]).map_or(block.len(), |at| start + at + 1);
            self.line(&block[start..end]);
            block = &block[end..];
        }
    }

    fn line(&mut self, line: &[u8]) {
        if line.is_ascii() {
        } else if Encoding::utf8_valid_up_to(line) == line.len() {
            self.utf8_lines += 1;
        } else if GB18030.decode_without_bom_handling_and_without_replacement(line).is_some() {
            self.gb18030_lines += 1;
        } else {
            self.broken_lines += 1;
        }
    }
}

fn holds_ruined(block: &[u8]) -> bool {
    let float = |mark: &[u8]| {
        memmem::find_iter(block, mark).any(|at| at > 0 && block[at - 1].is_ascii_digit() && block[..at].len() > 3)
    };
    let zeros = memmem::find_iter(block, b"000").any(|at| {
        let end = at + block[at..].iter().take_while(|byte| **byte == b'0').count();
        end >= 18
            && !block.get(end).is_some_and(u8::is_ascii_alphanumeric)
            && std::str::from_utf8(&block[end - 18..end]).is_ok_and(numbers::is_rounded)
    });
    zeros || float(b"E+1") || float(b"e+1")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scan(chunks: &[&[u8]]) -> Scan {
        let mut scan = Scan::default();
        for chunk in chunks {
            scan.feed(chunk);
        }
        scan.finish();
        scan
    }

    #[test]
    fn lines_vote_for_their_reading_however_the_chunks_fall() {
        let text = "姓名,号码\n张三,1\nascii\n".as_bytes();
        for at in 0..text.len() {
            let scan = scan(&[&text[..at], &text[at..]]);
            assert_eq!((scan.utf8_lines, scan.gb18030_lines, scan.broken_lines), (2, 0, 0), "{at}");
        }
        let gb = b"\xd0\xd5\xc3\xfb,1\nascii\n\xd5\xc5\xc8\xfd,\xff\n";
        let scan = scan(&[gb]);
        assert_eq!((scan.utf8_lines, scan.gb18030_lines, scan.broken_lines), (0, 1, 1));
    }

    #[test]
    fn ruined_numbers_are_noticed() {
        assert!(scan(&[b"a,520199199001010000,b\n"]).ruined_numbers);
        assert!(scan(&[b"a,5.20199E+17,b\n"]).ruined_numbers);
        assert!(!scan(&[b"a,520199199001010017,2000000\n"]).ruined_numbers);
    }

    #[test]
    fn a_line_without_end_is_not_kept() {
        let mut scan = Scan::default();
        for _ in 0..40 {
            scan.feed(&vec![b'a'; 65536]);
        }
        assert!(scan.carried.len() <= LONGEST);
    }
}
