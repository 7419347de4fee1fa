//! Where the corrections of one act go: the old value of every fact that changes, and the act's journal entry.

use crate::domain::calendar::Day;
use crate::domain::correction::{Fact, Proxy, What};
use crate::store::corrections::{self, NewCorrection};
use crate::store::{Actor, Changes, StoreError, Writer};

/// Keeps the old values of one act of correction.
pub struct Keeper<'a, 'w, 'c> {
    pub writer: &'w Writer<'a, 'c>,
    pub actor: &'a Actor,
    pub migrant: i64,
    pub because: &'a str,
    /// The day of the correction.
    pub on: Day,
    pub changes: Changes,
    /// First day of the stay that is corrected, if one is.
    pub stay_on: Option<Day>,
    /// How many facts have changed.
    pub kept: usize,
}

impl Keeper<'_, '_, '_> {
    /// Keeps the old value of a fact, where it changes; `key`: its name in the journal.
    pub fn keep(
        &mut self,
        fact: Fact,
        row: i64,
        old: Option<String>,
        new: Option<String>,
        key: &'static str,
    ) -> Result<(), StoreError> {
        let of_on = self.stay_on.filter(|_| fact.what() == What::Registration);
        self.keep_of(fact, row, (old, new), key, of_on)
    }

    /// The same for a fact of the home or the stay that begins on a day.
    pub fn keep_of(
        &mut self,
        fact: Fact,
        row: i64,
        (old, new): (Option<String>, Option<String>),
        key: &'static str,
        of_on: Option<Day>,
    ) -> Result<(), StoreError> {
        if old == new {
            return Ok(());
        }
        let correction = NewCorrection {
            migrant: self.migrant,
            row,
            fact,
            old: old.as_deref(),
            new: new.as_deref(),
            because: self.because,
            on: self.on,
        };
        corrections::insert(self.writer, self.actor, &correction, of_on)?;
        self.kept += 1;
        let veiled = |value: Option<String>| value.map(|value| fact.veiled(&value));
        let (old, new) = (veiled(old), veiled(new));
        let changes = self.changes.clone();
        // Two different values may look the same once they are masked.
        self.changes =
            if old == new { changes.set(key, new.unwrap_or_default()) } else { changes.changed(key, old, new) };
        Ok(())
    }

    /// The same of who acted for the person, by name and relation; by the number too where these stay as they were.
    pub fn keep_proxy(
        &mut self,
        fact: Fact,
        row: i64,
        was: Option<&Proxy>,
        is: Option<&Proxy>,
    ) -> Result<(), StoreError> {
        let number_alone = was.zip(is).is_some_and(|(was, is)| was.told() == is.told());
        let told = |proxy: &Proxy| {
            if number_alone { format!("{}:{}", proxy.told(), proxy.id_number) } else { proxy.told() }
        };
        self.keep(fact, row, was.map(told), is.map(told), fact.as_str())
    }

    /// Names something else that the act is about.
    pub fn name(&mut self, key: &'static str, value: impl Into<String>) {
        self.changes = self.changes.clone().set(key, value);
    }
}
