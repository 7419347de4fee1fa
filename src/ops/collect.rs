//! Handing a card over, to its bearer or to somebody who shows the papers of both.

use crate::domain::calendar::Day;
use crate::domain::collection::{self, CollectRefusal};
use crate::domain::dossier::{Dossier, HeldCard, application_code, migrant_code};
use crate::domain::unit::UnitRefusal;
use crate::store::applications::ProxyOf;
use crate::store::{Changes, Sql, Writer, dossiers, permits};

use super::OpError;
use super::endorse::{CardRefusal, card_number, find_card};
use super::office::Office;
use super::person;
use super::proxy::{Proxy, ProxyRefusal};

/// Why nothing was done with a card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CardError<R> {
    Which(CardRefusal),
    Future { day: Day, today: Day },
    Refused { permit: String, migrant: String, refusal: R },
    Proxy(ProxyRefusal),
    Unit(UnitRefusal),
}

/// An act on a card: the dossier after it, the card's number, and what the journal keeps; or why not.
pub type CardActed<R> = Result<((Dossier, String), Changes), OpError<CardError<R>>>;

/// Records who took the card, on a day; answers with the dossier after it and the card's number.
pub fn collect(
    writer: &Writer,
    office: &Office,
    what: &str,
    proxy: Option<&Proxy>,
    counter: Option<&str>,
    on: Day,
    today: Day,
) -> CardActed<CollectRefusal> {
    let refused = OpError::Refused;
    let (dossier, held) = find(writer, office, what, on)?;
    if on > today {
        return Err(refused(CardError::Future { day: on, today }));
    }
    let migrant = migrant_code(dossier.migrant);
    collection::collect(&held, &office.book, on).map_err(|refusal| no(&held, &dossier, refusal))?;
    let counter = office.counter_for(counter, &dossier, on);
    let counter = counter.map_err(|refusal| refused(CardError::Unit(refusal)))?;
    let proxy = proxy.map(|proxy| proxy.check_for(office, &dossier, on)).transpose();
    let proxy = proxy.map_err(|refusal| refused(CardError::Proxy(refusal)))?;
    permits::update_collected(writer, held.id, on)?;
    let mut changes = Changes::on(on)
        .subject(migrant)
        .counter(&counter.code)
        .set("permit", held.number.clone())
        .set("collected_on", on.to_string());
    if let Some(proxy) = proxy {
        proxy.insert(writer, ProxyOf::Permit(held.id))?;
        changes = changes.set("collected_by", proxy.relation);
    }
    Ok(((dossiers::get(writer, dossier.migrant)?, held.number), changes))
}

fn no<R>(held: &HeldCard, dossier: &Dossier, refusal: R) -> OpError<CardError<R>> {
    let (permit, migrant) = (held.number.clone(), migrant_code(dossier.migrant));
    OpError::Refused(CardError::Refused { permit, migrant, refusal })
}

/// The card meant, also one that is issued only later, or still waited for: that it cannot be handed over
/// yet is then said.
fn find(
    sql: &Sql,
    office: &Office,
    what: &str,
    on: Day,
) -> Result<(Dossier, HeldCard), OpError<CardError<CollectRefusal>>> {
    let found = find_card(sql, office, what, on).map_err(|error| error.map(CardError::Which));
    match &found {
        Ok((dossier, held)) if held.card.ended.is_none() || held.number == card_number(sql, dossier, what)? => {
            return found;
        }
        Err(OpError::Refused(CardError::Which(
            CardRefusal::NoCard { .. } | CardRefusal::NotYetIssued { .. } | CardRefusal::NoCardOf { .. },
        )))
        | Ok(_) => {}
        Err(_) => return found,
    }
    let dossier =
        person::dossier(sql, what).map_err(|error| error.map(|who| CardError::Which(CardRefusal::Who(who))))?;
    if let Some(held) = dossier.cards.iter().find(|held| held.card.issued_on > on).cloned() {
        return Ok((dossier, held));
    }
    let Some(open) = dossier.open_application() else { return found };
    let application = application_code(open.id);
    let accepted_on = open.accepted_on.unwrap_or(open.applied_on);
    let refusal = CollectRefusal::NotIssued { application, accepted_on };
    let (permit, migrant) = (String::new(), migrant_code(dossier.migrant));
    Err(OpError::Refused(CardError::Refused { permit, migrant, refusal }))
}
