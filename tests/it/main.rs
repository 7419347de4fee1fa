//! The one test binary: the program in its own process, through `run`, against a made world.
#![cfg(test)]

mod help;
mod layers;
mod process;
mod roster;
mod support;
mod usage;
