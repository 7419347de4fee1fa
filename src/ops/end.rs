//! Ending a card for a reason of its own; the registration stays as it is.

use crate::domain::calendar::Day;
use crate::domain::dossier::migrant_code;
use crate::domain::ending::{self, EndRefusal};
use crate::domain::permit::EndReason;
use crate::store::{Changes, Writer, dossiers, permits};

use super::OpError;
use super::collect::{CardActed, CardError};
use super::endorse::find_card_to_act_on;
use super::office::Office;

/// Ends the card at the end of a day; answers with the dossier after it and the card's number.
pub fn end(
    writer: &Writer,
    office: &Office,
    what: &str,
    because: EndReason,
    counter: Option<&str>,
    on: Day,
    today: Day,
) -> CardActed<EndRefusal> {
    let refused = OpError::Refused;
    let (dossier, held) = find_card_to_act_on(writer, office, what, on).map_err(|error| error.map(CardError::Which))?;
    if on > today {
        return Err(refused(CardError::Future { day: on, today }));
    }
    let migrant = migrant_code(dossier.migrant);
    ending::end(&held, &office.book, on).map_err(|refusal| {
        let (permit, migrant) = (held.number.clone(), migrant.clone());
        refused(CardError::Refused { permit, migrant, refusal })
    })?;
    let counter = office.counter_for(counter, &dossier, on);
    let counter = counter.map_err(|refusal| refused(CardError::Unit(refusal)))?;
    permits::end(writer, held.id, on, because)?;
    let changes = Changes::on(on)
        .subject(migrant)
        .counter(&counter.code)
        .set("permit", held.number.clone())
        .set("ended_on", on.to_string())
        .set("end_reason", because.as_str());
    Ok(((dossiers::get(writer, dossier.migrant)?, held.number), changes))
}
