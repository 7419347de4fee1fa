//! `jzz`: residence permits for a city's network of counters.

#![allow(dead_code)]
mod domain;
mod intake;
mod present;
mod reference;
