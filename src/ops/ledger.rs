//! What a ledger's row comes to in the register as it stands: refused, or the card that it makes.
//!
//! Reads only, so that an import can judge its rows beside the writing; [`super::land_permits`] writes. It
//! rests on people, their stays and the rules, never on other cards.

use crate::domain::application::barring_card;
use crate::domain::calendar::Day;
use crate::domain::dossier::{Dossier, application_code, migrant_code};
use crate::domain::ending::{self, Departed};
use crate::domain::identity::IdKind;
use crate::domain::permit::{self, Card, PermitKind, Term};
use crate::domain::permit_number::PermitNumber;
use crate::domain::regime::Entitlement;
use crate::domain::stay_end::LeaveReason;
use crate::domain::unit::UnitId;
use crate::store::permits::{self, Bearer};
use crate::store::{Sql, StoreError, dossiers};

use super::bearing::{Bearing, bearing};
use super::land_permits::{CardDoubt, CardObjection, CardRow};
use super::office::Office;
use super::person::candidates;

/// What a row comes to.
#[derive(Debug)]
pub enum Judged {
    Refused(CardObjection),
    /// The bearer is not registered, has died or waits for another: only a card that is known already may stand.
    Barred {
        bearer: Bearer,
        card: Card,
        by: CardObjection,
    },
    Ready(Ready),
}

/// A card that may be written, unless its number or its bearer's live card bars it.
#[derive(Debug)]
pub struct Ready {
    pub bearer: Bearer,
    /// Residence unit at issue.
    pub unit: UnitId,
    pub card: Card,
    pub terms: Vec<Term>,
    /// The issuing county.
    pub county: String,
    pub doubts: Vec<CardDoubt>,
}

/// Judges one row; `on`: the day of the import.
pub fn judge(sql: &Sql, office: &Office, row: &CardRow, on: Day, today: Day) -> Result<Judged, StoreError> {
    if let Some(objection) = dates(row, today) {
        return Ok(Judged::Refused(objection));
    }
    let bearer = match bearer(sql, row)? {
        Ok(bearer) => bearer,
        Err(objection) => return Ok(Judged::Refused(objection)),
    };
    if bearer.kind != IdKind::Citizen {
        return Ok(Judged::Refused(CardObjection::OtherPapers { kind: bearer.kind }));
    }
    if let Some(birth_on) = bearer.birth_on.filter(|birth| row.issued_on < *birth) {
        return Ok(Judged::Refused(CardObjection::BeforeBirth { issued_on: row.issued_on, birth_on }));
    }
    let (card, guessed) = card(row, office);
    let barred = |bearer, card, by| Ok(Judged::Barred { bearer, card, by });
    let (unit, registered_on) = match residence(sql, row, &bearer, on)? {
        Ok(found) => found,
        Err(by) => return barred(bearer, card, by),
    };
    if let Some(by) = waits_for_another(&bearer, &card, office) {
        return barred(bearer, card, by);
    }
    let terms = permit::terms(&card, &office.book);
    let own_number = PermitNumber::parse(&row.permit_number).map(PermitNumber::county);
    let by_unit = || {
        let then = office.tree.answering_district(unit, row.issued_on);
        // A district that was made later of what is not known: its own code.
        then.or_else(|| office.tree.district_on(unit, row.issued_on)).map(|district| district.code.clone())
    };
    let county = own_number.or_else(by_unit).unwrap_or_default();
    let doubts = [
        (CardDoubt::BeforeRegistration, row.issued_on < registered_on),
        (CardDoubt::OutsideLimit, outside(&card, &terms, registered_on, office)),
        (CardDoubt::TemporaryEndorsed, card.kind == PermitKind::Temporary && row.is_endorsed()),
        (CardDoubt::EndorsementsAssumed, guessed),
    ];
    let doubts = doubts.into_iter().filter(|(_, found)| *found).map(|(doubt, _)| doubt).collect();
    Ok(Judged::Ready(Ready { bearer, unit, card, terms, county, doubts }))
}

/// Whose card it is.
fn bearer(sql: &Sql, row: &CardRow) -> Result<Result<Bearer, CardObjection>, StoreError> {
    if let Some(bearer) = permits::find_bearer(sql, &row.id_number)? {
        return Ok(Ok(bearer));
    }
    let people = match bearing(sql, &row.id_number, row.name.as_deref())? {
        Bearing::Known { migrant, .. } => vec![migrant],
        // A number that was corrected still finds the person, whatever the name.
        Bearing::New { former } => former,
        Bearing::Unclear { people } => people,
    };
    Ok(match people[..] {
        [] => Err(CardObjection::UnknownPerson),
        [migrant] => Ok(permits::bearer(sql, migrant)?),
        _ => Err(CardObjection::Several(candidates(sql, &people, &row.id_number)?)),
    })
}

/// The first contradiction between the days of a row.
fn dates(row: &CardRow, today: Day) -> Option<CardObjection> {
    let ended_on = row.ended.map(|(day, _)| day);
    let acts = row.endorsed_on.iter().copied().chain(row.last_endorsed_on);
    let done = acts.clone().chain(ended_on).chain([row.issued_on]);
    if let Some(day) = done.clone().find(|day| *day > today) {
        return Some(CardObjection::Future { day, today });
    }
    let limits = done.chain(row.valid_until);
    if let Some(day) = limits.into_iter().find(|day| *day < row.issued_on) {
        return Some(CardObjection::Order { day, than: row.issued_on });
    }
    let ended_on = ended_on?;
    acts.into_iter().find(|day| *day > ended_on).map(|day| CardObjection::Order { day, than: ended_on })
}

/// Where the bearer lived at issue (or first after it), and since when registered; or why no card is theirs.
fn residence(
    sql: &Sql,
    row: &CardRow,
    bearer: &Bearer,
    on: Day,
) -> Result<Result<(UnitId, Day), CardObjection>, StoreError> {
    if let Some(active) = &bearer.active
        && !bearer.departed
        && !row.ends_with_departure()
        && active.registered_on <= on
        && row.issued_on >= active.home_since_on
    {
        return Ok(Ok((active.unit, active.registered_on)));
    }
    let dossier = dossiers::get(sql, bearer.migrant)?;
    let migrant = || migrant_code(bearer.migrant);
    if let Some((day, departed)) = after_departure(&dossier, row) {
        return Ok(Err(CardObjection::Departed { migrant: migrant(), day, departed }));
    }
    let not_registered = || CardObjection::NotRegistered { migrant: migrant(), on };
    if row.ended.is_none() && dossier.active_stay(on).is_none() {
        return Ok(Err(not_registered()));
    }
    let at_issue = dossier.active_stay(row.issued_on);
    let stay = at_issue.or_else(|| dossier.stays.iter().find(|stay| stay.registered_on > row.issued_on));
    let found = stay.or(dossier.stays.last()).map(|stay| (stay.home_on(row.issued_on).unit, stay.registered_on));
    Ok(found.ok_or_else(not_registered))
}

/// A day of the row, or of another card of its bearer, that comes after a death or after settling here, as at a counter.
fn after_departure(dossier: &Dossier, row: &CardRow) -> Option<(Day, Departed)> {
    let days = || row.endorsed_on.iter().copied().chain(row.last_endorsed_on).chain([row.issued_on]);
    if let Some(found) = days().find_map(|day| Some((day, ending::departed_before(dossier, day)?))) {
        return Some(found);
    }
    let (ended_on, reason) = row.ended?;
    let reason = LeaveReason::of_card(reason).filter(|reason| !reason.may_come_back())?;
    let others = dossier.cards.iter().filter(|held| held.number != row.permit_number);
    let issued = others.map(|held| held.card.issued_on).filter(|issued_on| *issued_on > ended_on);
    let died = reason == LeaveReason::Death;
    let registered = dossier.stays.iter().map(|stay| stay.registered_on).filter(|day| died && *day >= ended_on);
    let after = issued.chain(registered).min()?;
    Some((after, Departed { on: ended_on, reason, leave_on: ended_on }))
}

/// Nobody who has a card that can still be endorsed waits for another.
fn waits_for_another(bearer: &Bearer, card: &Card, office: &Office) -> Option<CardObjection> {
    let (application, accepted_on) = bearer.open?;
    let barring = barring_card([(&(), card)], &office.book, accepted_on);
    barring.map(|_| CardObjection::OpenApplication { application: application_code(application), accepted_on })
}

/// The card of a row, and whether endorsements had to be assumed.
fn card(row: &CardRow, office: &Office) -> (Card, bool) {
    let old = row.issued_on < permit::first_rules(&office.book);
    let told = if old && PermitNumber::parse(&row.permit_number).is_none() {
        PermitKind::Temporary
    } else {
        PermitKind::Residence
    };
    let mut card = Card {
        kind: row.kind.unwrap_or(told),
        regime: office.book.on(row.issued_on).regime,
        issued_on: row.issued_on,
        base_on: row.issued_on,
        printed_until: row.valid_until,
        endorsements: row.endorsed_on.clone(),
        ended: row.ended,
    };
    card.endorsements.sort_unstable();
    card.endorsements.dedup();
    if card.kind == PermitKind::Temporary {
        card.endorsements.clear();
        return (card, false);
    }
    let assumed = row.last_endorsed_on.is_some_and(|last| assume_until(&mut card, last, office));
    (card, assumed)
}

/// Fills in one endorsement in time for every year before the last one known. That one itself is taken as it
/// is: made after the end of its year and before the next window, it came late.
fn assume_until(card: &mut Card, last: Day, office: &Office) -> bool {
    let mut assumed = false;
    while let Some(running) = permit::terms(card, &office.book).last().filter(|term| term.until_on <= last) {
        let closes_on = running.until_on.plus_days(-1);
        if card.endorsements.last().is_some_and(|known| *known >= closes_on) {
            break;
        }
        card.endorsements.push(closes_on);
        if permit::terms(card, &office.book).last().is_some_and(|next| last < next.opens_on) {
            card.endorsements.pop();
            break;
        }
        assumed = true;
    }
    if card.endorsements.last() != Some(&last) {
        card.endorsements.push(last);
    }
    assumed
}

/// Whether something was done outside its limit or window: worth a look, and done all the same.
fn outside(card: &Card, terms: &[Term], registered_on: Day, office: &Office) -> bool {
    let rules = office.book.on(card.issued_on);
    let too_early = match rules.entitlement {
        Entitlement::ByResidence { months } => {
            let count = office.book.settings_on(card.issued_on).day_count;
            card.issued_on < crate::domain::eligibility::half_year_complete(registered_on, months, count)
        }
        Entitlement::None | Entitlement::ByStay { .. } => false,
    };
    let restored = terms.iter().any(|term| term.restored);
    let early =
        terms.windows(2).any(|pair| pair[1].from_on == pair[0].until_on && pair[0].opens_on == pair[0].until_on);
    card.kind == PermitKind::Residence && (too_early || restored || early)
}
