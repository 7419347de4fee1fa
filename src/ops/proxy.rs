//! Who acts for the person: name, number and relation, the number checked like any other.

use crate::domain::calendar::Day;
use crate::domain::identity::{self, IdRefusal};
use crate::store::applications::{ProxyOf, insert_proxy};
use crate::store::{StoreError, Writer};

/// A proxy as given: all three particulars.
#[derive(Debug, Clone)]
pub struct Proxy {
    pub name: String,
    pub id_number: String,
    pub relation: String,
}

impl Proxy {
    /// Reads the number; the register keeps its 18 characters.
    pub fn check(&self, on: Day, practice: bool) -> Result<Proxy, IdRefusal> {
        let id = identity::read(&self.id_number, None, on, practice)?;
        Ok(Proxy { name: self.name.trim().to_owned(), id_number: id.text, relation: self.relation.trim().to_owned() })
    }

    pub fn insert(&self, writer: &Writer, of: ProxyOf) -> Result<(), StoreError> {
        insert_proxy(writer, of, &self.name, &self.id_number, &self.relation)
    }
}
