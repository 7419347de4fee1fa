//! Chance that is the same on every machine.
//!
//! [`Rng`] is `SplitMix64` (Steele, Lea, Flood 2014), started from a seed, a purpose and an index, so
//! that each person has a stream of their own and nothing depends on who was asked for before.
//! [`Shuffle`] numbers `0..size` in another order without storing it. Only whole numbers are used.

const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;

/// The output function of `SplitMix64`: a bijection of 64 bits.
fn mix(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// A stream of numbers.
#[derive(Debug, Clone)]
pub struct Rng {
    state: u64,
}

impl Rng {
    /// The stream of one `purpose` for the `index`-th person under a seed.
    pub fn new(seed: u64, purpose: u64, index: u64) -> Rng {
        let start = mix(seed.wrapping_add(GOLDEN)) ^ mix(purpose.wrapping_mul(GOLDEN).wrapping_add(1));
        Rng { state: mix(start.wrapping_add(index.wrapping_mul(GOLDEN))) }
    }

    pub fn draw(&mut self) -> u64 {
        self.state = self.state.wrapping_add(GOLDEN);
        mix(self.state)
    }

    /// A number in `0..bound`; 0 when `bound` is 0. The bias of the multiplication is under one in a million.
    pub fn below(&mut self, bound: u32) -> u32 {
        (((self.draw() >> 32) * u64::from(bound)) >> 32) as u32
    }

    /// True `share` times in a thousand.
    pub fn in_thousand(&mut self, share: u32) -> bool {
        self.below(1000) < share
    }

    /// A day in `first..=last`; `first` when the span is empty.
    pub fn between(&mut self, first: i32, last: i32) -> i32 {
        let span = u32::try_from(last - first).map_or(1, |days| days + 1);
        first.saturating_add_unsigned(self.below(span))
    }

    /// One of a list, all alike. The list is never empty.
    pub fn pick<T: Copy, const N: usize>(&mut self, list: &[T; N]) -> T {
        const { assert!(N > 0 && N < 1 << 16) };
        list[(((self.draw() >> 48) * N as u64) >> 16) as usize]
    }
}

/// A list whose entries have weights, ready to be drawn from in one step.
#[derive(Debug)]
pub struct Lot {
    /// The entry of each of [`Lot::TICKETS`] tickets.
    tickets: Vec<u16>,
}

impl Lot {
    const TICKETS: u64 = 4096;

    /// `weights` in the order of the list they stand for; their sum must not be zero.
    pub fn new(weights: impl IntoIterator<Item = u32>) -> Lot {
        let weights: Vec<u64> = weights.into_iter().map(u64::from).collect();
        let sum = weights.iter().sum::<u64>().max(1);
        let mut tickets = Vec::new();
        let mut reached = 0;
        for (entry, weight) in (0_u16..).zip(&weights) {
            reached += weight;
            let until = usize::try_from(reached * Lot::TICKETS / sum).unwrap_or(0);
            tickets.resize(until.max(tickets.len()), entry);
        }
        Lot { tickets }
    }

    /// The place of the entry drawn.
    pub fn draw(&self, rng: &mut Rng) -> usize {
        let ticket = (rng.draw() >> 52) as usize;
        self.tickets.get(ticket).copied().map_or(0, usize::from)
    }
}

/// A bijection of `0..size` onto itself: four Feistel rounds over the next even power of two, walked
/// until the number lies inside.
#[derive(Debug)]
pub struct Shuffle {
    size: u64,
    half_bits: u32,
    keys: [u64; 4],
}

impl Shuffle {
    pub fn new(seed: u64, purpose: u64, size: u64) -> Shuffle {
        let mut rng = Rng::new(seed, purpose, 0);
        let bits = 64 - size.saturating_sub(1).leading_zeros();
        Shuffle { size, half_bits: bits.div_ceil(2).max(1), keys: [(); 4].map(|()| rng.draw()) }
    }

    /// Where `place` goes. `place` must be under the size; what is not comes back as it is.
    pub fn at(&self, place: u64) -> u64 {
        if place >= self.size {
            return place;
        }
        let mut at = self.round(place);
        while at >= self.size {
            at = self.round(at);
        }
        at
    }

    fn round(&self, value: u64) -> u64 {
        let mask = (1_u64 << self.half_bits) - 1;
        let (mut left, mut right) = (value >> self.half_bits, value & mask);
        for key in self.keys {
            (left, right) = (right, left ^ (mix(right ^ key) & mask));
        }
        (left << self.half_bits) | right
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stream_is_that_of_the_published_generator() {
        // The first outputs of SplitMix64 from state 1234567, as in its reference implementation.
        let mut rng = Rng { state: 1_234_567 };
        let drawn = [(); 3].map(|()| rng.draw());
        assert_eq!(drawn, [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]);
    }

    #[test]
    fn a_shuffle_meets_every_place_once() {
        for size in [1, 2, 3, 1000, 4097] {
            let shuffle = Shuffle::new(7, 1, size);
            let mut seen: Vec<u64> = (0..size).map(|place| shuffle.at(place)).collect();
            seen.sort_unstable();
            assert!(seen.iter().copied().eq(0..size), "{size}");
        }
    }

    #[test]
    fn a_lot_follows_its_weights_and_never_draws_an_entry_without_one() {
        let lot = Lot::new([900, 0, 100]);
        let mut rng = Rng::new(1, 2, 3);
        let mut counts = [0; 3];
        for _ in 0..10_000 {
            counts[lot.draw(&mut rng)] += 1;
        }
        assert!(counts[1] == 0 && (8_800..9_200).contains(&counts[0]), "{counts:?}");
    }

    #[test]
    fn a_day_is_drawn_from_the_whole_span_and_an_empty_span_gives_its_first() {
        let mut rng = Rng::new(1, 2, 4);
        let drawn: std::collections::BTreeSet<i32> = (0..200).map(|_| rng.between(-2, 3)).collect();
        assert!(drawn.into_iter().eq(-2..=3));
        assert_eq!(rng.between(5, 4), 5);
    }
}
