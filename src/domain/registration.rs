//! Registering somebody who came to live here: the form, the desk that reads it, and what it becomes.
//!
//! The counter's flags and a roster's row fill the same [`Form`], so that both are checked by the same
//! code (`admission`); they differ only in [`Manner`]: what a clerk mistypes is refused, what a sender
//! wrote into an optional column is a warning and stays unknown with its text kept.

use super::calendar::Day;
use super::identity::{IdNumber, Sex};
use super::objection::Warning;
use super::place::Divisions;
use super::regime::Exempt;
use super::rulebook::RuleBook;
use super::table::CodeTable;
use super::text::Text;
use super::unit::{UnitId, UnitTree};

/// A registration as written on a form; empty: not given.
#[derive(Debug, Clone, Copy, Default)]
pub struct Form<'a> {
    pub id_number: &'a str,
    pub id_kind: &'a str,
    pub name: &'a str,
    pub sex: &'a str,
    pub birth: Option<Day>,
    pub ethnic: &'a str,
    pub hukou: &'a str,
    pub hukou_county: &'a str,
    pub unit: &'a str,
    pub address: &'a str,
    pub reason: &'a str,
    pub dwelling: &'a str,
    pub arrived_on: Option<Day>,
    pub stay: &'a str,
    pub phone: &'a str,
    pub workplace: &'a str,
    pub employer_code: &'a str,
    pub job: &'a str,
    pub education: &'a str,
    pub marriage: &'a str,
    pub exempt: &'a str,
    pub relation: &'a str,
    pub note: &'a str,
    /// The counter where the act happens; empty: that of the residence unit.
    pub counter: &'a str,
}

/// The code tables a form is read with.
#[derive(Debug, Clone, Copy)]
pub struct Tables<'a> {
    pub ethnic: &'a CodeTable,
    pub reason: &'a CodeTable,
    pub dwelling: &'a CodeTable,
    pub stay: &'a CodeTable,
    pub education: &'a CodeTable,
    pub marriage: &'a CodeTable,
}

/// What the desk knows besides the form.
#[derive(Debug, Clone, Copy)]
pub struct Desk<'a> {
    pub tables: Tables<'a>,
    pub tree: &'a UnitTree,
    pub divisions: &'a Divisions,
    pub book: &'a RuleBook,
    /// Whether the register holds made-up people.
    pub practice: bool,
    /// Today, in China.
    pub today: Day,
}

/// How an unreadable optional entry is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    Counter,
    Roster,
}

/// What is known of a person apart from where they live.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    pub id: IdNumber,
    /// The number as given.
    pub as_given: Text,
    pub name: Text,
    pub sex: Option<Sex>,
    pub birth_on: Option<Day>,
    /// Code of the ethnic group, and the text where it says more than the code.
    pub ethnic: Option<Text>,
    pub ethnic_text: Option<Text>,
    pub hukou: Text,
    /// Six digits, where the address or the clerk tells the county.
    pub hukou_county: Option<Text>,
    pub phone: Option<Text>,
    pub education: Option<Text>,
    pub marriage: Option<Text>,
}

/// Where and how a person lives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Home {
    pub unit: UnitId,
    pub address: Text,
    /// Codes of the tables.
    pub reason: Text,
    pub dwelling: Option<Text>,
    pub stay: Option<Text>,
}

/// A registration that may be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Admission {
    pub person: Person,
    pub home: Home,
    pub counter: UnitId,
    pub exempt: Option<Exempt>,
    pub workplace: Option<Text>,
    pub employer_code: Option<Text>,
    pub job: Option<Text>,
    pub relation: Option<Text>,
    pub note: Option<Text>,
    pub arrived_on: Option<Day>,
    pub registered_on: Day,
    pub warnings: Vec<Warning>,
}
