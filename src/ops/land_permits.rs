//! Landing a ledger's row: a card issued on paper or by an older system, for a person the register knows.
//!
//! Kinds, dates and their order are checked like acts at the counter; what was in fact done against a
//! limit is taken with a warning. One person has one live 居住证, whatever the ledger says.

use crate::domain::calendar::Day;
use crate::domain::code::Code;
use crate::domain::dossier::{Dossier, migrant_code};
use crate::domain::identity::IdKind;
use crate::domain::permit::{self, Card, EndReason, PermitKind, Term};
use crate::domain::permit_number::PermitNumber;
use crate::domain::regime::Entitlement;
use crate::domain::unit::UnitId;
use crate::store::permits::{self, Bearer, NewPermit};
use crate::store::registrations::Origin;
use crate::store::{StoreError, Writer, dossiers};

use super::landing::{Landing, RowRefusal};
use super::office::Office;

/// A row of a ledger, its cells read.
#[derive(Debug, Clone)]
pub struct CardRow {
    pub line: u64,
    /// 18 characters.
    pub id_number: String,
    pub permit_number: String,
    /// As 证件类型 says, if it does.
    pub kind: Option<PermitKind>,
    pub counter: UnitId,
    pub issued_on: Day,
    /// Every endorsement that the row lists.
    pub endorsed_on: Vec<Day>,
    /// The latest one, where the row says no more: earlier years are taken as endorsed in time.
    pub last_endorsed_on: Option<Day>,
    pub valid_until: Option<Day>,
    pub ended: Option<(Day, EndReason)>,
}

impl CardRow {
    /// Whether the row says that the card was ever endorsed.
    fn is_endorsed(&self) -> bool {
        !self.endorsed_on.is_empty() || self.last_endorsed_on.is_some()
    }
}

/// Why a ledger's row does not land.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CardObjection {
    UnknownPerson,
    NotRegistered {
        migrant: String,
        on: Day,
    },
    OtherPapers {
        kind: IdKind,
    },
    /// The number is on another card.
    NumberTaken {
        permit: String,
    },
    NumberTwice {
        first_line: u64,
    },
    Differs {
        permit: String,
    },
    LivePermit {
        permit: String,
    },
    /// A date before the issue, or after the end.
    Order {
        day: Day,
        than: Day,
    },
    BeforeBirth {
        issued_on: Day,
        birth_on: Day,
    },
    Future {
        day: Day,
        today: Day,
    },
}

impl CardObjection {
    pub fn code(&self) -> Code {
        match self {
            CardObjection::UnknownPerson => Code::J419,
            CardObjection::NotRegistered { .. } => Code::J202,
            CardObjection::OtherPapers { .. } => Code::J302,
            CardObjection::NumberTaken { .. } => Code::J420,
            CardObjection::NumberTwice { .. } => Code::J413,
            CardObjection::Differs { .. } => Code::J414,
            CardObjection::LivePermit { .. } => Code::J304,
            CardObjection::Order { .. } => Code::J421,
            CardObjection::BeforeBirth { .. } => Code::J207,
            CardObjection::Future { .. } => Code::J208,
        }
    }
}

/// What is worth a look in a row that is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CardDoubt {
    /// Issued before its bearer was registered.
    BeforeRegistration,
    /// Issued too early, or endorsed outside its window.
    OutsideLimit,
    /// A temporary card with an endorsement, which has no effect.
    TemporaryEndorsed,
    /// Earlier endorsements are not listed and were taken as made in time.
    EndorsementsAssumed,
}

impl CardDoubt {
    pub fn code(self) -> Code {
        match self {
            CardDoubt::BeforeRegistration => Code::J423,
            CardDoubt::OutsideLimit => Code::J422,
            CardDoubt::TemporaryEndorsed => Code::J321,
            CardDoubt::EndorsementsAssumed => Code::J430,
        }
    }
}

/// What the import as a whole says of its rows.
#[derive(Debug, Clone, Copy)]
pub struct Terms {
    pub batch: i64,
    /// The day of the import: a card without an end needs a bearer registered then.
    pub on: Day,
    pub today: Day,
}

/// Lands one row; the second value says what about it is doubtful.
pub fn land(
    writer: &Writer,
    office: &Office,
    row: &CardRow,
    terms: Terms,
) -> Result<(Landing, Vec<CardDoubt>), StoreError> {
    let rejected = |objection| Ok((Landing::Rejected(RowRefusal::Card(objection)), Vec::new()));
    if let Some(objection) = dates(row, terms.today) {
        return rejected(objection);
    }
    let Some(bearer) = permits::find_bearer(writer, &row.id_number)? else {
        return rejected(CardObjection::UnknownPerson);
    };
    if bearer.kind != IdKind::Citizen {
        return rejected(CardObjection::OtherPapers { kind: bearer.kind });
    }
    if let Some(birth_on) = bearer.birth_on.filter(|birth| row.issued_on < *birth) {
        return rejected(CardObjection::BeforeBirth { issued_on: row.issued_on, birth_on });
    }
    let Some((unit, registered_on)) = residence(writer, row, &bearer, terms.on)? else {
        if permits::find_origin(writer, &row.permit_number)?.is_some() {
            return known(writer, row, &bearer, &card(row, office).0, terms.batch);
        }
        let migrant = migrant_code(bearer.migrant);
        return rejected(CardObjection::NotRegistered { migrant, on: terms.on });
    };
    let (card, guessed) = card(row, office);
    let card_terms = permit::terms(&card, &office.book);
    let own_number = PermitNumber::parse(&row.permit_number).map(PermitNumber::county);
    let by_unit = || office.tree.answering_district(unit, row.issued_on).map(|district| district.code.clone());
    let county = own_number.or_else(by_unit).unwrap_or_default();
    let line = i64::try_from(row.line).unwrap_or(i64::MAX);
    let new = NewPermit {
        number: &row.permit_number,
        migrant: bearer.migrant,
        card: &card,
        application: None,
        counter: row.counter,
        issuing_county: &county,
        unit,
        collected_on: Some(row.issued_on),
        origin: Some(Origin { batch: terms.batch, line }),
    };
    let Some(permit) = permits::insert(writer, &new, &card_terms)? else {
        return known(writer, row, &bearer, &card, terms.batch);
    };
    for on in &card.endorsements {
        permits::insert_endorsement(writer, permit, *on, None, Some(terms.batch))?;
    }
    let doubts = [
        (CardDoubt::BeforeRegistration, row.issued_on < registered_on),
        (CardDoubt::OutsideLimit, outside(&card, &card_terms, registered_on, office)),
        (CardDoubt::TemporaryEndorsed, card.kind == PermitKind::Temporary && row.is_endorsed()),
        (CardDoubt::EndorsementsAssumed, guessed),
    ];
    Ok((Landing::Accepted, doubts.into_iter().filter(|(_, found)| *found).map(|(doubt, _)| doubt).collect()))
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

/// Where the bearer lived at issue (or first after it), and since when registered.
fn residence(writer: &Writer, row: &CardRow, bearer: &Bearer, on: Day) -> Result<Option<(UnitId, Day)>, StoreError> {
    if let Some(active) = &bearer.active
        && active.registered_on <= on
        && row.issued_on >= active.home_since_on
    {
        return Ok(Some((active.unit, active.registered_on)));
    }
    let dossier = dossiers::get(writer, bearer.migrant)?;
    if row.ended.is_none() && dossier.active_stay(on).is_none() {
        return Ok(None);
    }
    let at_issue = dossier.active_stay(row.issued_on);
    let stay = at_issue.or_else(|| dossier.stays.iter().find(|stay| stay.registered_on > row.issued_on));
    Ok(stay.or(dossier.stays.last()).map(|stay| (stay.home_on(row.issued_on).unit, stay.registered_on)))
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

/// Fills in one endorsement in time for every year before the last one known.
fn assume_until(card: &mut Card, last: Day, office: &Office) -> bool {
    let mut assumed = false;
    while let Some(running) = permit::terms(card, &office.book).last().filter(|term| term.until_on <= last) {
        let closes_on = running.until_on.plus_days(-1);
        if card.endorsements.last().is_some_and(|known| *known >= closes_on) {
            break;
        }
        card.endorsements.push(closes_on);
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
            let count = office.book.settings.day_count;
            card.issued_on < crate::domain::eligibility::half_year_complete(registered_on, months, count)
        }
        Entitlement::None | Entitlement::ByStay { .. } => false,
    };
    let restored = terms.iter().any(|term| term.restored);
    let early =
        terms.windows(2).any(|pair| pair[1].from_on == pair[0].until_on && pair[0].opens_on == pair[0].until_on);
    card.kind == PermitKind::Residence && (too_early || restored || early)
}

/// A card that the register already has, or one that another bars.
fn known(
    writer: &Writer,
    row: &CardRow,
    bearer: &Bearer,
    card: &Card,
    batch: i64,
) -> Result<(Landing, Vec<CardDoubt>), StoreError> {
    let rejected = |objection| Ok((Landing::Rejected(RowRefusal::Card(objection)), Vec::new()));
    let Some(there) = permits::find_origin(writer, &row.permit_number)? else {
        let live = permits::list(writer, bearer.migrant)?;
        let live = live.iter().find(|held| held.card.kind == PermitKind::Residence && held.card.ended.is_none());
        let permit = live.map(|held| held.number.clone()).unwrap_or_default();
        return rejected(CardObjection::LivePermit { permit });
    };
    if there.batch == Some(batch) {
        let line = there.line.and_then(|line| u64::try_from(line).ok()).unwrap_or(0);
        return if line == row.line {
            Ok((Landing::Accepted, Vec::new()))
        } else {
            rejected(CardObjection::NumberTwice { first_line: line })
        };
    }
    if there.migrant != bearer.migrant {
        return rejected(CardObjection::NumberTaken { permit: row.permit_number.clone() });
    }
    let dossier: Dossier = dossiers::get(writer, bearer.migrant)?;
    let same = dossier.cards.iter().find(|held| held.number == row.permit_number).is_some_and(|held| {
        let endorsed = card.endorsements.iter().all(|day| held.card.endorsements.contains(day));
        let ended = card.ended.is_none() || card.ended == held.card.ended;
        held.card.kind == card.kind && held.card.issued_on == card.issued_on && endorsed && ended
    });
    if same {
        Ok((Landing::Unchanged, Vec::new()))
    } else {
        rejected(CardObjection::Differs { permit: row.permit_number.clone() })
    }
}
