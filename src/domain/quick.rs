//! A quick hash for the tables that an import asks for every row: codes, words and names that the program or
//! the register brings with it.
//!
//! It does not stand up to somebody who chooses the keys of a table: what comes out of a roster is never one.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

pub type QuickMap<K, V> = HashMap<K, V, BuildHasherDefault<Quick>>;

#[derive(Debug, Clone, Copy, Default)]
pub struct Quick(u64);

impl Quick {
    fn mix(&mut self, word: u64) {
        // An odd number without a pattern.
        const FACTOR: u64 = 0x517c_c1b7_2722_0a95;
        self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(FACTOR);
    }
}

impl Hasher for Quick {
    fn write(&mut self, bytes: &[u8]) {
        let (words, rest) = bytes.as_chunks::<8>();
        for word in words {
            self.mix(u64::from_le_bytes(*word));
        }
        let last = rest.iter().fold(0, |last, byte| last << 8 | u64::from(*byte));
        self.mix(last << 8 | rest.len() as u64);
    }

    fn write_u8(&mut self, value: u8) {
        self.mix(value.into());
    }

    fn write_u32(&mut self, value: u32) {
        self.mix(value.into());
    }

    fn write_u64(&mut self, value: u64) {
        self.mix(value);
    }

    fn write_i64(&mut self, value: i64) {
        self.mix(value.cast_unsigned());
    }

    fn write_usize(&mut self, value: usize) {
        self.mix(value as u64);
    }

    /// A table looks at the lowest bits and the highest; the best of a product are the high ones.
    fn finish(&self) -> u64 {
        self.0.rotate_left(26)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;
    use std::hash::Hash;

    use super::*;

    fn hash(key: impl Hash) -> u64 {
        let mut quick = Quick::default();
        key.hash(&mut quick);
        quick.finish()
    }

    #[test]
    fn codes_and_words_seldom_fall_together() {
        let low: HashSet<u64> = (0..4096).map(|code| hash(format!("{:06}", 520_000 + code)) & 0xffff).collect();
        assert!(low.len() > 3900, "{}", low.len());
        let keys: HashSet<u64> = (0..4096_i64).map(|key| hash(key) & 0xffff).collect();
        assert!(keys.len() > 3900, "{}", keys.len());
        for (a, b) in [("", "\0"), ("a", "a\0"), ("12345678", "123456780"), ("务工", "务农")] {
            assert_ne!(hash(a), hash(b), "{a:?} {b:?}");
        }
    }
}
