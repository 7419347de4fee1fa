//! Issuing the card of an accepted application.

use crate::domain::application::{ApplicationState, IssueRefusal, barring_card};
use crate::domain::calendar::Day;
use crate::domain::code::Code;
use crate::domain::dossier::{Application, Dossier, application_code, migrant_code, read_application_code};
use crate::domain::permit::{self, Card, EndReason, PermitKind, Status};
use crate::domain::permit_number::PermitNumber;
use crate::domain::unit::{Unit, UnitRefusal};
use crate::store::permits::{self, NewPermit};
use crate::store::{Changes, StoreError, Writer, applications, dossiers};

use super::OpError;
use super::office::Office;
use super::person::{self, WhoRefusal};

/// Why no card was issued.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum IssueError {
    Who(WhoRefusal),
    Future { day: Day, today: Day },
    UnknownApplication { text: String },
    NoOpenApplication { migrant: String },
    Refused { migrant: String, refusal: IssueRefusal },
    Unit(UnitRefusal),
}

impl IssueError {
    pub fn code(&self) -> Code {
        match self {
            IssueError::Who(who) => who.code(),
            IssueError::Future { .. } => Code::J208,
            IssueError::UnknownApplication { .. } => Code::J313,
            IssueError::NoOpenApplication { .. } => Code::J329,
            IssueError::Refused { refusal, .. } => refusal.code(),
            IssueError::Unit(refusal) => refusal.code(),
        }
    }
}

/// Issues the card; answers with the dossier after it and the new number.
pub fn issue(
    writer: &Writer,
    office: &Office,
    what: &str,
    counter: Option<&str>,
    on: Day,
    today: Day,
) -> Result<((Dossier, String), Changes), OpError<IssueError>> {
    let refused = |error: IssueError| OpError::Refused(error);
    let (dossier, application) = find(writer, what)?;
    if on > today {
        return Err(refused(IssueError::Future { day: on, today }));
    }
    let migrant = migrant_code(dossier.migrant);
    let no = |refusal| refused(IssueError::Refused { migrant: migrant.clone(), refusal });
    may_issue(&dossier, &application, office, on).map_err(no)?;
    let not_registered = || no(IssueRefusal::NotRegistered { on });
    let unit = dossier.active_stay(on).map(|stay| stay.home_on(on).unit).ok_or_else(not_registered)?;
    let county = dossier.county_on(&office.tree, on).ok_or_else(not_registered)?.to_owned();
    let counter = office.counter(counter, unit, on).map_err(|refusal| refused(IssueError::Unit(refusal)))?;
    let changes = end_expired(writer, office, &dossier, on, Changes::on(on).subject(migrant.clone()))?;
    let rules = office.book.on(on);
    let printed = |months: u16| on.plus_months(i32::from(months)).plus_days(-1);
    let card = Card {
        kind: PermitKind::Residence,
        regime: rules.regime,
        issued_on: on,
        base_on: on,
        printed_until: rules.validity_months.map(printed),
        endorsements: Vec::new(),
        ended: None,
    };
    let terms = permit::terms(&card, &office.book);
    let number = loop {
        let number = draw_number(writer, office, &county, counter, on)?.ok_or_else(|| {
            let county = county.clone();
            no(IssueRefusal::NoSerial { county, year: on.year() })
        })?;
        let new = NewPermit {
            number: &number,
            migrant: dossier.migrant,
            card: &card,
            application: Some(application.id),
            counter: counter.id,
            issuing_county: &county,
            unit,
            collected_on: None,
            origin: None,
        };
        if permits::insert(writer, &new, &terms)?.is_some() {
            break number;
        }
    };
    applications::end(writer, application.id, ApplicationState::Issued, on, None)?;
    let changes = changes
        .counter(&counter.code)
        .set("permit", number.clone())
        .set("application", application_code(application.id));
    Ok(((dossiers::get(writer, dossier.migrant)?, number), changes))
}

/// The person and the application that words name: an application, or a person with an open one.
fn find(writer: &Writer, what: &str) -> Result<(Dossier, Application), OpError<IssueError>> {
    if let Some(id) = read_application_code(what) {
        let unknown = || OpError::Refused(IssueError::UnknownApplication { text: what.trim().to_owned() });
        let migrant = applications::find_migrant(writer, id)?.ok_or_else(unknown)?;
        let dossier = dossiers::get(writer, migrant)?;
        let application = dossier.applications.iter().find(|application| application.id == id).cloned();
        return Ok((dossier, application.ok_or_else(unknown)?));
    }
    let dossier = person::dossier(writer, what).map_err(|error| error.map(IssueError::Who))?;
    match dossier.open_application().cloned() {
        Some(application) => Ok((dossier, application)),
        None => Err(OpError::Refused(IssueError::NoOpenApplication { migrant: migrant_code(dossier.migrant) })),
    }
}

fn may_issue(dossier: &Dossier, application: &Application, office: &Office, on: Day) -> Result<(), IssueRefusal> {
    let code = application_code(application.id);
    let Some(accepted_on) = application.accepted_on.filter(|_| application.state == ApplicationState::Open) else {
        return Err(IssueRefusal::NotOpen { application: code, state: application.state });
    };
    if on < accepted_on {
        return Err(IssueRefusal::BeforeAcceptance { accepted_on, on });
    }
    let cards = dossier.cards.iter().map(|held| (&held.number, &held.card));
    match barring_card(cards, &office.book, on) {
        Some((number, _)) => Err(IssueRefusal::LivePermit { permit: number.clone() }),
        None => Ok(()),
    }
}

/// An expired card of the person ends with the new one, so that only one is live.
fn end_expired(
    writer: &Writer,
    office: &Office,
    dossier: &Dossier,
    on: Day,
    mut changes: Changes,
) -> Result<Changes, StoreError> {
    for held in dossier.cards.iter().filter(|held| held.card.kind == PermitKind::Residence && held.card.ended.is_none())
    {
        let expired = permit::state(&held.card, &office.book, on).is_some_and(|state| state.status == Status::Expired);
        if expired {
            permits::end(writer, held.id, on, EndReason::Expired)?;
            changes = changes.set("permit_expired", held.number.clone());
        }
    }
    Ok(changes)
}

/// Serials to a block, and blocks to a county and year.
const BLOCK: i64 = 10_000;
const BLOCKS: i64 = 1_000;

/// The next number of a counter for a county: from its block, or from the next block that nobody holds;
/// `None` when the county's numbers of the year are used up.
fn draw_number(
    writer: &Writer,
    office: &Office,
    county: &str,
    counter: &Unit,
    on: Day,
) -> Result<Option<String>, StoreError> {
    let year = on.year();
    let block = if let Some(block) = permits::find_block(writer, county, year, counter.id)? {
        block
    } else {
        let held = permits::list_blocks(writer, county, year)?;
        let first = i64::try_from(office.tree.counter_place(counter.id)).unwrap_or(0);
        let free = (0..BLOCKS).map(|step| (first + step) % BLOCKS).find(|block| !held.contains(block));
        let Some(free) = free else { return Ok(None) };
        permits::insert_block(writer, county, year, counter.id, free)?
    };
    permits::update_block(writer, block.id, block.next + 1)?;
    let serial = u32::try_from(block.block * BLOCK + block.next).ok();
    let number = serial.and_then(|serial| PermitNumber::new(county, year, serial));
    Ok(number.map(|number| number.to_string()))
}
