//! The one test binary: the program in its own process, through `run`, against a made world.
#![cfg(test)]

mod after_acts;
mod confirm;
mod counter_acts;
mod dialect;
mod dialogue;
mod edit;
mod examples;
mod former_numbers;
mod help;
mod history;
mod journal;
mod keywords;
mod layers;
mod lists;
mod merge;
mod migrant;
mod nightly;
mod permit;
mod process;
mod properties;
mod readme;
mod refusals;
mod register;
mod register_care;
mod report;
mod roster;
mod rules;
mod screens;
mod screens_80;
mod splits;
mod support;
mod unit;
mod units;
mod usage;
mod why;
