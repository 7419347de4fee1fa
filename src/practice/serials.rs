//! Which serial a card gets: blocks of 10,000 by counter.
//!
//! A counter's first block in a county and year is its place in the list of counters; an exhausted one is
//! followed by the next block that no counter holds. So two counters never draw the same serial.

use std::collections::HashMap;

const BLOCK: u32 = 10_000;

/// The books of one county and year.
#[derive(Debug)]
struct Book {
    /// The next serial of each counter, `None` before its first.
    next: Vec<Option<u32>>,
    /// The first block that nobody holds.
    free_block: u32,
}

#[derive(Debug)]
pub struct Serials {
    counters: usize,
    books: HashMap<(usize, i32), Book>,
}

impl Serials {
    pub fn new(counters: usize) -> Serials {
        Serials { counters, books: HashMap::new() }
    }

    /// The next serial of the counter at that place for cards of a county and year. The county is named
    /// by the place of its own counter.
    pub fn next(&mut self, county: usize, year: i32, counter: usize) -> u32 {
        let counters = self.counters;
        let book = self.books.entry((county, year)).or_insert_with(|| Book {
            next: vec![None; counters],
            free_block: u32::try_from(counters).unwrap_or(u32::MAX),
        });
        let first = u32::try_from(counter).unwrap_or(0) * BLOCK;
        let serial = book.next[counter].unwrap_or(first);
        let is_last_of_block = serial % BLOCK == BLOCK - 1;
        book.next[counter] = Some(if is_last_of_block { book.free_block * BLOCK } else { serial + 1 });
        book.free_block += u32::from(is_last_of_block);
        serial
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_counter_begins_with_its_own_block_and_goes_on_in_the_next_free_one() {
        let mut serials = Serials::new(106);
        assert_eq!((serials.next(1, 2012, 0), serials.next(1, 2012, 7), serials.next(1, 2012, 7)), (0, 70_000, 70_001));
        assert_eq!((serials.next(2, 2012, 7), serials.next(1, 2011, 7)), (70_000, 70_000));
        let drawn: Vec<u32> = (0..20_000).map(|_| serials.next(1, 2012, 7)).collect();
        assert_eq!(
            (drawn[9_997], drawn[9_998], drawn[19_997], drawn[19_998]),
            (79_999, 1_060_000, 1_069_999, 1_070_000)
        );
    }
}
