//! Waiting for the lock: random sleeps of 0.2 to 2 ms, up to 30 s.
//!
//! `SQLite`'s own timeout sleeps longer and longer and starved one of eight processes for 8 to 12 s; short
//! random sleeps kept the longest wait at 0.3 s.

use std::hash::{BuildHasher, RandomState};
use std::time::{Duration, Instant};

/// How long a command waits for a register in use.
const LONGEST_WAIT: Duration = Duration::from_secs(30);

/// The handler that the engine calls with the number of times it has been called for this lock.
pub fn handler() -> impl FnMut(i32) -> bool + Send + 'static {
    let randomness = RandomState::new();
    let mut began = Instant::now();
    let mut step: u64 = 0;
    move |calls| {
        if calls == 0 {
            began = Instant::now();
        }
        if began.elapsed() >= LONGEST_WAIT {
            return false;
        }
        step += 1;
        let micros = 200 + randomness.hash_one(step) % 1_800;
        std::thread::sleep(Duration::from_micros(micros));
        true
    }
}
