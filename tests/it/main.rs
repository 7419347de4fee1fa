//! The one test binary: the program in its own process, through `run`, against a made world.
#![cfg(test)]

mod dialogue;
mod dialect;
mod help;
mod journal;
mod layers;
mod migrant;
mod permit;
mod process;
mod screens;
mod properties;
mod refusals;
mod register;
mod report;
mod support;
mod unit;
mod usage;
