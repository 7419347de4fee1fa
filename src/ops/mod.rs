//! One unit of work per file: load, ask the domain, write, inside the transaction it is handed. No
//! printing, no prompts, no files. "No" ([`OpError::Refused`]) and "could not" ([`OpError::Store`]) differ.

pub mod apply;
pub mod batch;
pub mod bearing;
pub mod behind;
pub mod behind_measures;
pub mod census;
pub mod check;
pub mod close;
pub mod collect;
pub mod consequences;
pub mod counted;
pub mod edit;
pub mod edit_application;
pub mod edit_besides;
pub mod edit_end;
pub mod edit_home;
pub mod edit_permit;
pub mod edit_printed;
pub mod edit_shown;
pub mod effect;
pub mod end;
pub mod endorse;
pub mod extend;
pub mod freeze;
pub mod given;
pub mod history;
pub mod holidays;
pub mod init;
pub mod issue;
pub mod keeping;
pub mod land_departures;
pub mod land_people;
pub mod land_permits;
pub mod landing;
pub mod leave;
pub mod ledger;
pub mod lists;
pub mod measures;
pub mod merge;
pub mod monthly;
pub mod night;
pub mod office;
pub mod person;
pub mod proxy;
pub mod ranking;
pub mod rate;
pub mod rate_rows;
pub mod register;
pub mod relocate;
pub mod replace;
pub mod restate;
pub mod rules;
pub mod senders;
pub mod serials;
pub mod staying;
pub mod trend;
pub mod try_rule;
pub mod undo;
pub mod units;
pub mod unmerge;
pub mod which;
pub mod worklist;

use crate::store::StoreError;

/// Why a unit of work was not done.
#[derive(Debug)]
pub enum OpError<R> {
    /// A rule says no; nothing was written.
    Refused(R),
    /// The register could not.
    Store(StoreError),
}

impl<R> From<StoreError> for OpError<R> {
    fn from(error: StoreError) -> OpError<R> {
        OpError::Store(error)
    }
}

impl<R> OpError<R> {
    /// The same failure with its refusal seen as another kind.
    pub fn map<S>(self, map: impl FnOnce(R) -> S) -> OpError<S> {
        match self {
            OpError::Refused(refusal) => OpError::Refused(map(refusal)),
            OpError::Store(error) => OpError::Store(error),
        }
    }
}
