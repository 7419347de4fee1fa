//! One file a verb: arguments, questions for what is missing, then an act, a job or a query, then a view.

mod confirm;
pub mod db;
pub mod demo;
mod demo_steps;
mod desk;
pub mod explain;
pub mod init;
pub mod migrant;
pub mod nightly;
pub mod permit;
pub mod report;
pub mod roster;
pub mod rules;
pub mod unit;
