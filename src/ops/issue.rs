//! Issuing the card of an accepted application.

use crate::domain::application::{ApplicationState, IssueRefusal};
use crate::domain::applying;
use crate::domain::calendar::Day;
use crate::domain::code::Code;
use crate::domain::dossier::{Dossier, application_code, migrant_code};
use crate::domain::permit::{self, Card, EndReason, PermitKind, Status};
use crate::domain::unit::UnitRefusal;
use crate::store::permits::{self, NewPermit};
use crate::store::{Changes, StoreError, Writer, applications, dossiers};

use super::OpError;
use super::office::Office;
use super::serials;
use super::which::{self, Purpose, WhichRefusal};

/// Why no card was issued.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum IssueError {
    Which(WhichRefusal),
    Future { day: Day, today: Day },
    Refused { migrant: String, refusal: IssueRefusal },
    Unit(UnitRefusal),
}

impl IssueError {
    pub fn code(&self) -> Code {
        match self {
            IssueError::Which(which) => which.code(),
            IssueError::Future { .. } => Code::J208,
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
    let (dossier, application) =
        which::find(writer, what, Purpose::Issue).map_err(|error| error.map(IssueError::Which))?;
    if on > today {
        return Err(refused(IssueError::Future { day: on, today }));
    }
    let migrant = migrant_code(dossier.migrant);
    let no = |refusal| refused(IssueError::Refused { migrant: migrant.clone(), refusal });
    applying::may_issue(&dossier, &application, &office.book, on).map_err(no)?;
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
    let new = NewPermit {
        number: "",
        migrant: dossier.migrant,
        card: &card,
        application: Some(application.id),
        counter: counter.id,
        issuing_county: &county,
        unit,
        collected_on: None,
        origin: None,
    };
    let drawn = serials::insert_numbered(writer, office, counter, &new, &terms)?;
    let no_serial = || no(IssueRefusal::NoSerial { county: county.clone(), year: on.year() });
    let (_, number) = drawn.ok_or_else(no_serial)?;
    applications::end(writer, application.id, ApplicationState::Issued, on, None)?;
    let changes = changes
        .counter(&counter.code)
        .set("permit", number.clone())
        .set("application", application_code(application.id));
    Ok(((dossiers::get(writer, dossier.migrant)?, number), changes))
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
