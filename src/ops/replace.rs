//! A new card in place of a damaged, lost or changed one: the old one ends in the same act.

use crate::domain::calendar::Day;
use crate::domain::dossier::migrant_code;
use crate::domain::permit;
use crate::domain::replacement::{self, ReplaceReason, ReplaceRefusal};
use crate::store::applications::ProxyOf;
use crate::store::permits::{self, NewPermit};
use crate::store::{Changes, Writer, dossiers};

use super::OpError;
use super::collect::{CardActed, CardError};
use super::endorse::find_card_to_act_on;
use super::office::Office;
use super::proxy::Proxy;
use super::serials;

/// Why a card is replaced, and who asks for it in the bearer's place.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    pub because: ReplaceReason,
    pub proxy: Option<&'a Proxy>,
}

/// Replaces the card on a day; answers with the dossier after it and the new card's number.
pub fn replace(
    writer: &Writer,
    office: &Office,
    what: &str,
    request: &Request,
    counter: Option<&str>,
    on: Day,
    today: Day,
) -> CardActed<ReplaceRefusal> {
    let refused = OpError::Refused;
    let Request { because, proxy } = *request;
    let (dossier, old) = find_card_to_act_on(writer, office, what, on).map_err(|error| error.map(CardError::Which))?;
    if on > today {
        return Err(refused(CardError::Future { day: on, today }));
    }
    let migrant = migrant_code(dossier.migrant);
    let no = |refusal| {
        let (permit, migrant) = (old.number.clone(), migrant.clone());
        refused(CardError::Refused { permit, migrant, refusal })
    };
    let card = replacement::replacement(&old, &office.book, on).map_err(no)?;
    let not_registered = || no(ReplaceRefusal::NotRegistered { migrant: migrant.clone(), on });
    let unit = dossier.active_stay(on).map(|stay| stay.home_on(on).unit).ok_or_else(not_registered)?;
    let county = dossier.county_on(&office.tree, on).ok_or_else(not_registered)?.to_owned();
    let counter = office.counter(counter, unit, on).map_err(|refusal| refused(CardError::Unit(refusal)))?;
    let proxy = proxy.map(|proxy| proxy.check_for(office, &dossier, on)).transpose();
    let proxy = proxy.map_err(|refusal| refused(CardError::Proxy(refusal)))?;
    permits::end(writer, old.id, on, because.of_old_card())?;
    let new = NewPermit {
        number: "",
        migrant: dossier.migrant,
        card: &card,
        application: None,
        counter: counter.id,
        issuing_county: &county,
        unit,
        collected_on: None,
        origin: None,
    };
    let terms = permit::terms(&card, &office.book);
    let drawn = serials::insert_numbered(writer, office, counter, &new, &terms)?;
    let no_serial = || no(ReplaceRefusal::NoSerial { county: county.clone(), year: on.year() });
    let (id, number) = drawn.ok_or_else(no_serial)?;
    permits::update_replaces(writer, id, old.id, because, because.fate())?;
    let mut changes = Changes::on(on)
        .subject(migrant.clone())
        .counter(&counter.code)
        .set("permit", number.clone())
        .set("replaces", old.number.clone())
        .set("replaced_for", because.as_str())
        .set("old_card", because.fate().as_str());
    if let Some(proxy) = proxy {
        proxy.insert(writer, ProxyOf::Replacement(id))?;
        changes = changes.set("proxy_relation", proxy.relation);
    }
    Ok(((dossiers::get(writer, dossier.migrant)?, number), changes))
}
