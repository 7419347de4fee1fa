//! Landing a ledger's row: a card issued on paper or by an older system, for a person the register knows.
//!
//! Kinds, dates and their order are checked like acts at the counter; what was in fact done against a
//! limit is taken with a warning. One person has one live 居住证, whatever the ledger says.

use std::borrow::Cow;

use crate::domain::calendar::Day;
use crate::domain::code::Code;
use crate::domain::dossier::Dossier;
use crate::domain::ending::Departed;
use crate::domain::identity::IdKind;
use crate::domain::permit::{Card, EndReason, PermitKind};
use crate::domain::roster::Field;
use crate::domain::unit::UnitId;
use crate::store::permits::{self, Bearer, NewPermit};
use crate::store::registrations::Origin;
use crate::store::{StoreError, Writer, card_numbers, dossiers};

use super::landing::{Landing, RowRefusal};
use super::ledger::{self, Judged, Ready};
use super::office::Office;
use super::person::Candidate;

/// A row of a ledger, its cells read.
#[derive(Debug, Clone)]
pub struct CardRow {
    pub line: u64,
    /// 18 characters.
    pub id_number: String,
    /// As the row says it, if it does: it tells whom a number means that several bore.
    pub name: Option<String>,
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
    pub fn is_endorsed(&self) -> bool {
        !self.endorsed_on.is_empty() || self.last_endorsed_on.is_some()
    }

    /// Whether it ended because its bearer died or settled here: nothing comes after that.
    pub fn ends_with_departure(&self) -> bool {
        self.ended.is_some_and(|(_, reason)| matches!(reason, EndReason::Death | EndReason::Hukou))
    }
}

/// In what a row differs from the card of its number: the days of both, where it is a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CardDifference {
    pub field: Field,
    pub held: Option<Day>,
    pub row: Option<Day>,
}

/// Why a ledger's row does not land.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CardObjection {
    UnknownPerson,
    /// Several bear the number or bore it, and the row does not tell whom it means.
    Several(Vec<Candidate>),
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
        differences: Vec<CardDifference>,
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
    /// The bearer had died or settled here before that day, as a card or a stay says.
    Departed {
        migrant: String,
        day: Day,
        departed: Departed,
    },
    /// The bearer waits for the card of an application: nobody who has one applies.
    OpenApplication {
        application: String,
        accepted_on: Day,
    },
}

impl CardObjection {
    pub fn code(&self) -> Code {
        match self {
            CardObjection::UnknownPerson => Code::J419,
            CardObjection::Several(_) => Code::J130,
            CardObjection::NotRegistered { .. } => Code::J202,
            CardObjection::OtherPapers { .. } => Code::J302,
            CardObjection::NumberTaken { .. } => Code::J420,
            CardObjection::NumberTwice { .. } => Code::J413,
            CardObjection::Differs { .. } => Code::J414,
            CardObjection::LivePermit { .. } => Code::J304,
            CardObjection::Order { .. } => Code::J421,
            CardObjection::BeforeBirth { .. } => Code::J207,
            CardObjection::Future { .. } => Code::J208,
            CardObjection::Departed { .. } => Code::J223,
            CardObjection::OpenApplication { .. } => Code::J303,
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
    /// Whether any card's number was ever corrected.
    pub renumbered: bool,
}

/// Lands one row; the second value says what about it is doubtful. `judged`: what it comes to in the register
/// as it stands, where somebody has judged it already.
pub fn land(
    writer: &Writer,
    office: &Office,
    row: &CardRow,
    terms: Terms,
    judged: Option<&Judged>,
) -> Result<(Landing, Vec<CardDoubt>), StoreError> {
    let rejected = |objection| Ok((Landing::Rejected(RowRefusal::Card(objection)), Vec::new()));
    let own;
    let judged = if let Some(judged) = judged {
        judged
    } else {
        own = ledger::judge(writer, office, row, terms.on, terms.today)?;
        &own
    };
    match judged {
        Judged::Refused(objection) => rejected(objection.clone()),
        Judged::Barred { bearer, card, by } => {
            let number = number_now(writer, row, bearer, terms)?;
            if permits::find_origin(writer, &number)?.is_some() {
                return known(writer, row, bearer, card, terms.batch, &number);
            }
            rejected(by.clone())
        }
        Judged::Ready(ready) => {
            let number = number_now(writer, row, &ready.bearer, terms)?;
            if number == row.permit_number {
                issue(writer, row, ready, terms.batch)
            } else {
                known(writer, row, &ready.bearer, &ready.card, terms.batch, &number)
            }
        }
    }
}

/// The number that the row's card bears now: a corrected one still stands for the card of the same person.
fn number_now<'a>(
    writer: &Writer,
    row: &'a CardRow,
    bearer: &Bearer,
    terms: Terms,
) -> Result<Cow<'a, str>, StoreError> {
    let number = row.permit_number.as_str();
    let corrected = if terms.renumbered { card_numbers::find_corrected(writer, number, bearer.migrant)? } else { None };
    Ok(corrected.map_or(Cow::Borrowed(number), Cow::Owned))
}

fn issue(writer: &Writer, row: &CardRow, ready: &Ready, batch: i64) -> Result<(Landing, Vec<CardDoubt>), StoreError> {
    let Ready { bearer, unit, card, terms, county, doubts } = ready;
    let new = NewPermit {
        number: &row.permit_number,
        migrant: bearer.migrant,
        card,
        application: None,
        counter: row.counter,
        issuing_county: county,
        unit: *unit,
        collected_on: Some(row.issued_on),
        origin: Some(Origin { batch, line: i64::try_from(row.line).unwrap_or(i64::MAX) }),
    };
    let Some(permit) = permits::insert(writer, &new, terms)? else {
        return known(writer, row, bearer, card, batch, &row.permit_number);
    };
    if card.ended.is_some() {
        permits::update_end_origin(writer, permit, batch)?;
    }
    for on in &card.endorsements {
        permits::insert_endorsement(writer, permit, *on, None, Some(batch))?;
    }
    Ok((Landing::Accepted, doubts.clone()))
}

/// A card that the register already has, or one that another bars.
fn known(
    writer: &Writer,
    row: &CardRow,
    bearer: &Bearer,
    card: &Card,
    batch: i64,
    number: &str,
) -> Result<(Landing, Vec<CardDoubt>), StoreError> {
    let rejected = |objection| Ok((Landing::Rejected(RowRefusal::Card(objection)), Vec::new()));
    let Some(there) = permits::find_origin(writer, number)? else {
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
        return rejected(CardObjection::NumberTaken { permit: number.to_owned() });
    }
    let dossier: Dossier = dossiers::get(writer, bearer.migrant)?;
    let held = dossier.cards.iter().find(|held| held.number == number);
    match held.map(|held| differences(&held.card, card)) {
        Some(differences) if differences.is_empty() => Ok((Landing::Unchanged, Vec::new())),
        differences => {
            let differences = differences.unwrap_or_default();
            rejected(CardObjection::Differs { permit: number.to_owned(), differences })
        }
    }
}

/// What a row says otherwise than the card has it; an end that it does not tell is no difference.
fn differences(held: &Card, row: &Card) -> Vec<CardDifference> {
    let mut found = Vec::new();
    let mut differ = |field, held, row| found.push(CardDifference { field, held, row });
    if held.kind != row.kind {
        differ(Field::PermitKind, None, None);
    }
    if held.issued_on != row.issued_on {
        differ(Field::IssuedOn, Some(held.issued_on), Some(row.issued_on));
    }
    for day in row.endorsements.iter().filter(|day| !held.endorsements.contains(day)) {
        differ(Field::EndorsedOn, None, Some(*day));
    }
    if let Some((on, because)) = row.ended {
        let (held_on, held_because) = held.ended.unzip();
        if held_on != Some(on) {
            differ(Field::CardEndedOn, held_on, Some(on));
        } else if held_because != Some(because) {
            differ(Field::EndReason, None, None);
        }
    }
    found
}
