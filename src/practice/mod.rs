//! The made-up city: people, rosters and ledgers for `demo`, training and benchmarks.
//!
//! Nobody here exists. Every identity number has county 520199, which was never assigned, and every
//! phone number begins with 154, which no network was given. Everything is a pure function of a seed
//! and a person's place in the list: the same seed gives the same bytes on every machine, and a file of
//! millions is written without being held in memory. This room opens no files.

pub mod city;
pub mod demo;
pub mod visits;

mod dates;
mod guiyang;
mod lists;
mod people;
mod population;
mod profile;
mod rng;
mod serials;
