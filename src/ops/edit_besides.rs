//! What is told at a registration beside the form and corrected with it: the counter that made it, and who acted
//! for the person there.

use crate::domain::calendar::Day;
use crate::domain::correction::Record;
use crate::store::applications::{self, ProxyOf};
use crate::store::{StoreError, Writer};

use super::OpError;
use super::edit::EditRefusal;
use super::office::Office;
use super::proxy::Proxy;

/// As far as it is corrected.
#[derive(Debug, Clone, Copy, Default)]
pub struct Besides<'a> {
    /// The counter that made the registration.
    pub registered_at: Option<&'a str>,
    pub proxy: Option<Acting<'a>>,
}

/// Who acted for the person.
#[derive(Debug, Clone, Copy)]
pub enum Acting<'a> {
    By(&'a Proxy),
    /// The person came in person.
    Nobody,
}

/// Puts what was given into a corrected record; a counter must have stood on the day of registration, a proxy is
/// held to what holds at a registration.
pub fn put(office: &Office, besides: &Besides, record: &mut Record) -> Result<(), OpError<EditRefusal>> {
    let on = record.registered_on;
    if let Some(named) = besides.registered_at {
        let counter = office.tree.counter(named, on);
        record.counter = counter.map_err(|refusal| OpError::Refused(EditRefusal::RegisteredAt(refusal)))?.id;
    }
    match besides.proxy {
        None => {}
        Some(Acting::Nobody) => record.proxy = None,
        Some(Acting::By(proxy)) => {
            let checked = proxy.check(office, &record.person.id.text, on);
            record.proxy = Some(checked.map_err(|refusal| OpError::Refused(EditRefusal::Proxy(refusal)))?);
        }
    }
    Ok(())
}

/// Writes who acted, where that is another.
pub fn write(writer: &Writer, registration: i64, [old, new]: [&Record; 2], on: Day) -> Result<(), StoreError> {
    if old.proxy == new.proxy {
        return Ok(());
    }
    let of = ProxyOf::Registration(registration);
    applications::take_back_proxy(writer, of, on)?;
    match &new.proxy {
        Some(proxy) => proxy.insert(writer, of),
        None => Ok(()),
    }
}
