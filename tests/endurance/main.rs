#![cfg(test)]
//! What a register must survive: kills, Ctrl-C, many counters at once, flipped bits, a full disk.
//!
//! Minutes, not seconds, so it runs only by name: `cargo test --release --test endurance`.

mod counters;
mod damage;
mod disk;
mod interrupts;
mod kills;
mod nights;
mod support;
mod two_stops;
