//! Waiting for the lock: short random sleeps, shorter the longer one has waited, up to 30 s.
//!
//! `SQLite`'s own timeout sleeps longer and longer and starved one of eight processes for 8 to 12 s. Sleeps
//! of 0.2 to 2 ms for everybody left one of 32 new processes waiting for 2 to 3 s on two cores; who has
//! waited looking more often than newcomers, 1.1 to 1.6 s, and no fewer acts a second.

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
        let waited = began.elapsed();
        if waited >= LONGEST_WAIT {
            return false;
        }
        step += 1;
        let most = longest_sleep(waited);
        let micros = most / 10 + randomness.hash_one(step) % (most - most / 10);
        std::thread::sleep(Duration::from_micros(micros));
        true
    }
}

/// Who has waited longer looks more often, and so goes before newcomers; in microseconds.
fn longest_sleep(waited: Duration) -> u64 {
    match waited.as_millis() {
        0..300 => 4_000,
        300..700 => 1_500,
        _ => 500,
    }
}
