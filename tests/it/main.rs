//! The one test binary: the program in its own process, through `run`, against a made world.
#![cfg(test)]

mod dialogue;
mod help;
mod layers;
mod process;
mod readme;
mod roster;
mod screens;
mod support;
mod usage;
