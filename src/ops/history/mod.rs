//! What happened to a person or to one card, in order of day, and what was corrected since.
//!
//! The acts are told from the rows, which say what is true now; the journal's entries of the same person give
//! the real time, the clerk and the counter, where there is one, and the roster where that brought the row.

mod rows;
mod teller;
mod units;

use crate::domain::calendar::{Day, Instant};
use crate::domain::correction::What;
use crate::domain::dossier::Dossier;
use crate::store::corrections::Correction;
use crate::store::{Sql, StoreError, histories};

use super::office::Office;
use teller::Teller;

macro_rules! words {
    ($(#[$doc:meta])* $type:ident { $($name:ident = $text:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum $type { $($name),* }

        impl $type {
            pub fn as_str(self) -> &'static str {
                match self { $($type::$name => $text),* }
            }
        }
    };
}

words! {
    /// What was done.
    Did {
        Register = "register",
        Move = "move",
        Regroup = "regroup",
        Leave = "leave",
        Apply = "apply",
        Extend = "extend",
        Withdraw = "withdraw",
        Refuse = "refuse",
        Issue = "issue",
        Replace = "replace",
        Collect = "collect",
        Endorse = "endorse",
        End = "end",
        Merge = "merge",
        Unmerge = "unmerge",
    }
}

words! {
    /// A particular of an act.
    Part {
        Unit = "unit",
        FormerUnit = "former_unit",
        Address = "address",
        Reason = "reason",
        Dwelling = "dwelling",
        To = "to",
        Application = "application",
        Ground = "ground",
        AcceptedOn = "accepted_on",
        DueOn = "due_on",
        Evidence = "evidence",
        Missing = "missing",
        Because = "because",
        Article = "article",
        Permit = "permit",
        Kind = "kind",
        EndReason = "end_reason",
        Replaces = "replaces",
        ReplacedBy = "replaced_by",
        ReplacedFor = "replaced_for",
        OldCard = "old_card",
        ProxyName = "proxy_name",
        ProxyRelation = "proxy_relation",
        Batch = "batch",
        Line = "line",
        Duplicate = "duplicate",
        Kept = "kept",
    }
}

/// One act.
#[derive(Debug, Clone)]
pub struct Act {
    pub on: Day,
    pub did: Did,
    /// When it was entered, by the clock.
    pub at: Option<Instant>,
    pub clerk: Option<String>,
    pub counter: Option<String>,
    pub details: Vec<(Part, String)>,
    /// Its place in the journal.
    sequence: Option<i64>,
    /// The day it was entered for, before any correction.
    entered_on: Day,
}

/// Everything that happened, and everything that was corrected.
#[derive(Debug, Clone)]
pub struct History {
    pub acts: Vec<Act>,
    pub corrections: Vec<Correction>,
}

/// The whole history of a person.
pub fn of_person(sql: &Sql, office: &Office, dossier: &Dossier) -> Result<History, StoreError> {
    let mut teller = Teller::open(sql, office, dossier.migrant)?;
    for stay in &dossier.stays {
        teller.stay(stay)?;
    }
    for application in histories::list_applications(sql, dossier.migrant)? {
        teller.application(&application);
    }
    let cards = histories::list_cards(sql, dossier.migrant)?;
    for card in &cards {
        teller.card(card, &cards);
    }
    teller.tell_mergers();
    Ok(teller.close())
}

/// The history of one application of which no card came.
pub fn of_application(sql: &Sql, office: &Office, dossier: &Dossier, id: i64) -> Result<History, StoreError> {
    let mut teller = Teller::open(sql, office, dossier.migrant)?;
    let applications = histories::list_applications(sql, dossier.migrant)?;
    if let Some(application) = applications.into_iter().find(|application| application.id == id) {
        teller.application(&application);
    }
    teller.corrections.retain(|correction| correction.what == What::Application && correction.row == id);
    Ok(teller.close())
}

/// The history of one card, with the application that it was issued on.
pub fn of_card(sql: &Sql, office: &Office, dossier: &Dossier, number: &str) -> Result<History, StoreError> {
    let mut teller = Teller::open(sql, office, dossier.migrant)?;
    let cards = histories::list_cards(sql, dossier.migrant)?;
    let Some(card) = cards.iter().find(|card| card.number == number) else { return Ok(teller.close()) };
    let applications = histories::list_applications(sql, dossier.migrant)?;
    if let Some(application) = applications.into_iter().find(|application| Some(application.id) == card.application) {
        teller.application(&application);
    }
    teller.card(card, &cards);
    teller.corrections.retain(|correction| match correction.what {
        What::Permit => correction.row == card.id,
        What::Endorsement => {
            let standing = card.endorsements.iter().map(|endorsement| endorsement.id);
            standing.chain(card.taken_back.iter().copied()).any(|key| key == correction.row)
        }
        What::Application => Some(correction.row) == card.application,
        What::Migrant | What::Registration => false,
    });
    Ok(teller.close())
}
