//! What stands on a card and where it was issued: its number, its issuing county, the counter of the issue.
//!
//! A ledger told these of its cards, and may have told them wrongly. A card made here has its number, its county, its
//! kind and its last day from the program; the counter alone was told.

use crate::domain::calendar::Day;
use crate::domain::card_facts::CardFacts;
use crate::domain::code::Code;
use crate::domain::correction::Fact;
use crate::domain::dossier::{HeldCard, migrant_code};
use crate::domain::permit_number::{self, NumberTrouble, PermitNumber};
use crate::domain::unit::{UnitId, UnitRefusal};
use crate::store::{StoreError, Writer, card_numbers, corrections, permits};

use super::OpError;
use super::keeping::Keeper;
use super::office::Office;
use super::person::permit_text;

/// As it was typed.
#[derive(Debug, Clone, Copy, Default)]
pub struct Told<'a> {
    pub number: Option<&'a str>,
    pub issuing_county: Option<&'a str>,
    pub issued_at: Option<&'a str>,
}

/// What a card made here has from the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OwnFact {
    Number,
    County,
    Kind,
    ValidUntil,
}

/// Why it is not corrected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PrintedRefusal {
    Own {
        permit: String,
        what: OwnFact,
        /// Nothing more is done with the card.
        ended: bool,
    },
    Taken {
        number: String,
        migrant: String,
    },
    /// A number of our own form says which county issued the card.
    OtherCounty {
        number: String,
        county: String,
    },
    /// What was told is no card's number.
    NoNumber(NumberTrouble),
    County(UnitRefusal),
    IssuedAt(UnitRefusal),
}

impl PrintedRefusal {
    pub fn code(&self) -> Code {
        match self {
            PrintedRefusal::Own { .. } => Code::J226,
            PrintedRefusal::Taken { .. } => Code::J420,
            PrintedRefusal::OtherCounty { .. } => Code::J224,
            PrintedRefusal::NoNumber(trouble) => trouble.code(),
            PrintedRefusal::County(refusal) | PrintedRefusal::IssuedAt(refusal) => refusal.code(),
        }
    }
}

/// The same of the card as it is now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Printed {
    pub number: String,
    county: String,
    counter: UnitId,
}

/// What the program itself gave a card made here is not corrected, whatever else would follow.
pub fn of_ledger(
    writer: &Writer,
    held: &HeldCard,
    facts: &CardFacts,
    told: Told,
) -> Result<(), OpError<PrintedRefusal>> {
    let given = [
        (OwnFact::Number, told.number.is_some()),
        (OwnFact::County, told.issuing_county.is_some()),
        (OwnFact::Kind, facts.kind.is_some()),
        (OwnFact::ValidUntil, facts.valid_until.is_some()),
    ];
    if let Some((what, _)) = given.into_iter().find(|(_, given)| *given)
        && !card_numbers::is_of_ledger(writer, held.id)?
    {
        let (permit, ended) = (held.number.clone(), held.card.ended.is_some());
        return Err(OpError::Refused(PrintedRefusal::Own { permit, what, ended }));
    }
    Ok(())
}

/// Reads what was told. `new`: the card with its corrected days.
pub fn read(
    writer: &Writer,
    office: &Office,
    new: &HeldCard,
    told: Told,
    today: Day,
) -> Result<Printed, OpError<PrintedRefusal>> {
    let refused = |refusal: PrintedRefusal| OpError::Refused(refusal);
    let number = told.number.map_or_else(|| new.number.clone(), permit_text);
    if number != new.number
        && let Some(trouble) = permit_number::trouble(&number, today)
    {
        return Err(refused(PrintedRefusal::NoNumber(trouble)));
    }
    if number != new.number
        && let Some(there) = permits::find_origin(writer, &number)?
    {
        let migrant = migrant_code(there.migrant);
        return Err(refused(PrintedRefusal::Taken { number, migrant }));
    }
    let county = county(office, new, &number, told).map_err(refused)?;
    let counter = match told.issued_at {
        Some(named) => office.tree.counter(named, new.card.issued_on),
        None => return Ok(Printed { number, county, counter: new.counter }),
    };
    let counter = counter.map_err(|refusal| refused(PrintedRefusal::IssuedAt(refusal)))?.id;
    Ok(Printed { number, county, counter })
}

/// The county that issued the card: that of a number of our own form, else the one told, a place in it included.
fn county(office: &Office, new: &HeldCard, number: &str, told: Told) -> Result<String, PrintedRefusal> {
    let on = new.card.issued_on;
    let of_number = PermitNumber::parse(number).map(PermitNumber::county);
    let Some(named) = told.issuing_county else {
        return Ok(of_number.filter(|_| told.number.is_some()).unwrap_or_else(|| new.issuing_county.clone()));
    };
    let unit = office.tree.find(named, on).map_err(PrintedRefusal::County)?;
    let county =
        office.tree.answering_district(unit.id, on).map_or_else(|| unit.code.clone(), |found| found.code.clone());
    match of_number.filter(|of_number| *of_number != county) {
        Some(county) => Err(PrintedRefusal::OtherCounty { number: number.to_owned(), county }),
        None => Ok(county),
    }
}

/// Writes it, and keeps the old values.
pub fn put(keeper: &mut Keeper, office: &Office, old: &HeldCard, new: &Printed) -> Result<(), StoreError> {
    let id = old.id;
    if old.number != new.number {
        card_numbers::update(keeper.writer, id, &old.number, &new.number)?;
    }
    if (&old.issuing_county, old.counter) != (&new.county, new.counter) {
        corrections::update_places(keeper.writer, id, &new.county, new.counter)?;
    }
    let code = |unit: UnitId| office.code_of(unit).to_owned();
    let facts = [
        (Fact::Number, old.number.clone(), new.number.clone()),
        (Fact::IssuingCounty, old.issuing_county.clone(), new.county.clone()),
        (Fact::IssuedAt, code(old.counter), code(new.counter)),
    ];
    for (fact, was, is) in facts {
        keeper.keep(fact, id, Some(was), Some(is), fact.as_str())?;
    }
    Ok(())
}
