//! `jzz`: residence permits for a city's network of counters.

#![allow(dead_code)]
mod domain;
mod practice;
mod present;
mod reference;
