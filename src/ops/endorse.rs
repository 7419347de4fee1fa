//! The yearly endorsement of a card (签注), in its window or, under state-2016, late.

use crate::domain::act_order::{self, LaterAct};
use crate::domain::application::ApplicationState;
use crate::domain::calendar::Day;
use crate::domain::code::Code;
use crate::domain::dossier::{Dossier, HeldCard, application_code, migrant_code, read_application_code};
use crate::domain::ending::{Departed, departed};
use crate::domain::endorsement::{self, EndorseMissing, EndorseRefusal, missing_papers};
use crate::domain::papers::{Evidence, LaterPaper, shown_by};
use crate::domain::terms::terms;
use crate::domain::unit::UnitRefusal;
use crate::store::applications::{self, ProxyOf};
use crate::store::{Changes, Sql, StoreError, Writer, card_numbers, dossiers, permits};

use super::OpError;
use super::office::Office;
use super::person::{self, WhoRefusal};
use super::proxy::{Proxy, ProxyRefusal};

/// Why a card was not endorsed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EndorseError {
    Which(CardRefusal),
    Future {
        day: Day,
        today: Day,
    },
    Refused {
        permit: String,
        refusal: EndorseRefusal,
    },
    NotRegistered {
        migrant: String,
        on: Day,
    },
    /// Another card of the bearer's ended by death, or by settling here.
    Departed {
        migrant: String,
        departed: Departed,
    },
    Paper(LaterPaper),
    Proxy(ProxyRefusal),
    Unit(UnitRefusal),
}

impl EndorseError {
    pub fn code(&self) -> Code {
        match self {
            EndorseError::Which(refusal) => refusal.code(),
            EndorseError::Future { .. } => Code::J208,
            EndorseError::Refused { refusal, .. } => refusal.code(),
            EndorseError::NotRegistered { .. } => Code::J202,
            EndorseError::Departed { .. } => Code::J223,
            EndorseError::Paper(_) => Code::J345,
            EndorseError::Proxy(refusal) => refusal.code(),
            EndorseError::Unit(refusal) => refusal.code(),
        }
    }
}

/// Why words name no card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CardRefusal {
    Who(WhoRefusal),
    NoCard {
        migrant: String,
        on: Day,
    },
    NotYetIssued {
        permit: String,
        issued_on: Day,
        on: Day,
    },
    /// An application was named or waits, and no card came of it; `day`: its limit, or the day it was closed.
    NoCardOf {
        application: String,
        migrant: String,
        state: ApplicationState,
        day: Option<Day>,
        /// Why it was refused, and on which article.
        because: Vec<String>,
    },
}

impl CardRefusal {
    pub fn code(&self) -> Code {
        match self {
            CardRefusal::Who(who) => who.code(),
            CardRefusal::NoCard { .. } => Code::J328,
            CardRefusal::NotYetIssued { .. } => Code::J327,
            CardRefusal::NoCardOf { .. } => Code::J910,
        }
    }
}

/// The card that words name on a day: by its number, else the live or latest one of a person.
pub fn find_card(sql: &Sql, office: &Office, what: &str, on: Day) -> Result<(Dossier, HeldCard), OpError<CardRefusal>> {
    let dossier = person::dossier(sql, what).map_err(|error| error.map(CardRefusal::Who))?;
    let number = card_number(sql, &dossier, what)?;
    let by_number = dossier.cards.iter().find(|held| held.number == number).cloned();
    if let Some(held) = by_number {
        if held.card.issued_on > on {
            let (permit, issued_on) = (held.number, held.card.issued_on);
            return Err(OpError::Refused(CardRefusal::NotYetIssued { permit, issued_on, on }));
        }
        return Ok((dossier, held));
    }
    let shown = dossier.card_shown(&office.book, on).cloned();
    if let Some(refusal) = no_card_of(&dossier, what, shown.as_ref(), on) {
        return Err(OpError::Refused(refusal));
    }
    match shown {
        Some(held) => Ok((dossier, held)),
        None => Err(OpError::Refused(CardRefusal::NoCard { migrant: migrant_code(dossier.migrant), on })),
    }
}

/// Words as the number of one of the person's cards; one that was corrected stands for the card that bore it.
pub fn card_number(sql: &Sql, dossier: &Dossier, what: &str) -> Result<String, StoreError> {
    let number = person::permit_text(what);
    if dossier.cards.iter().any(|held| held.number == number) {
        return Ok(number);
    }
    Ok(card_numbers::find_corrected(sql, &number, dossier.migrant)?.unwrap_or(number))
}

/// The same for an act of that day: a card that was issued only later is named, whatever words name it.
pub fn find_card_to_act_on(
    sql: &Sql,
    office: &Office,
    what: &str,
    on: Day,
) -> Result<(Dossier, HeldCard), OpError<CardRefusal>> {
    let found = find_card(sql, office, what, on);
    let Err(OpError::Refused(
        CardRefusal::NoCard { .. }
        | CardRefusal::NoCardOf { state: ApplicationState::Open | ApplicationState::Issued, .. },
    )) = &found
    else {
        return found;
    };
    let dossier = person::dossier(sql, what).map_err(|error| error.map(CardRefusal::Who))?;
    let later = dossier.cards.into_iter().find(|held| held.card.issued_on > on);
    later.map_or(found, |held| {
        let (permit, issued_on) = (held.number, held.card.issued_on);
        Err(OpError::Refused(CardRefusal::NotYetIssued { permit, issued_on, on }))
    })
}

/// What became of an application that was named, where no card came of it; else the one that waited for its card
/// on the day.
fn no_card_of(dossier: &Dossier, what: &str, shown: Option<&HeldCard>, on: Day) -> Option<CardRefusal> {
    let (application, state, day) = match read_application_code(what) {
        Some(id) => {
            let application = dossier.applications.iter().find(|application| application.id == id)?;
            if application.state == ApplicationState::Issued {
                return None;
            }
            (application, application.state, application.closed_on.or_else(|| application.due_by(on)))
        }
        None if shown.is_none() => {
            let waiting = dossier.application_open_on(on)?;
            (waiting, ApplicationState::Open, waiting.due_by(on))
        }
        None => return None,
    };
    let reason = application.because.as_ref();
    // An article that the reason names is not told twice.
    let named = |article: &&String| reason.is_some_and(|reason| reason.contains(article.as_str()));
    let article = application.article.as_ref().filter(|article| !named(article));
    let told = reason.into_iter().chain(article);
    let because = told.filter(|_| state == ApplicationState::Refused).cloned().collect();
    let application = application_code(application.id);
    Some(CardRefusal::NoCardOf { application, migrant: migrant_code(dossier.migrant), state, day, because })
}

/// What was shown, and who came.
#[derive(Debug, Clone, Default)]
pub struct Shown {
    pub evidence: Vec<Evidence>,
    pub proxy: Option<Proxy>,
}

/// What became of it.
#[derive(Debug, Clone)]
pub enum Outcome {
    /// The dossier after it, and the card's number.
    Endorsed { dossier: Box<Dossier>, permit: String },
    /// Papers are missing, all told at once; the notice is in the journal, nothing else was done.
    Incomplete { permit: String, missing: Vec<EndorseMissing> },
}

/// Records the endorsement, or the notice of the papers that it lacks (N 二(五)).
pub fn endorse(
    writer: &Writer,
    office: &Office,
    what: &str,
    shown: &Shown,
    counter: Option<&str>,
    on: Day,
    today: Day,
) -> Result<(Outcome, Changes), OpError<EndorseError>> {
    let refused = |error: EndorseError| OpError::Refused(error);
    let (dossier, held) =
        find_card_to_act_on(writer, office, what, on).map_err(|error| error.map(EndorseError::Which))?;
    if on > today {
        return Err(refused(EndorseError::Future { day: on, today }));
    }
    let late = endorsement::endorse(&held.card, &office.book, on)
        .map_err(|refusal| refused(EndorseError::Refused { permit: held.number.clone(), refusal }))?;
    if let Some(LaterAct::Card { act, on: act_on, .. }) = act_order::after_on_card(&held, on) {
        let refusal = EndorseRefusal::BeforeEarlierAct { on, act, act_on, forgotten: true };
        return Err(refused(EndorseError::Refused { permit: held.number.clone(), refusal }));
    }
    let migrant = migrant_code(dossier.migrant);
    if let Some(departed) = departed(&dossier, on) {
        return Err(refused(EndorseError::Departed { migrant, departed }));
    }
    let unit = dossier.active_stay(on).map(|stay| stay.home_on(on).unit);
    let unit = unit.ok_or_else(|| refused(EndorseError::NotRegistered { migrant: migrant.clone(), on }))?;
    let counter = office.counter(counter, unit, on).map_err(|refusal| refused(EndorseError::Unit(refusal)))?;
    shown_by(&shown.evidence, on).map_err(|later| refused(EndorseError::Paper(later)))?;
    let proxy = shown.proxy.as_ref().map(|proxy| proxy.check_for(office, &dossier, on)).transpose();
    let proxy = proxy.map_err(|refusal| refused(EndorseError::Proxy(refusal)))?;
    let changes = Changes::on(on).subject(migrant).counter(&counter.code).set("permit", held.number.clone());
    let age = dossier.person.birth_on.map(|birth| birth.age_on(on));
    let missing = missing_papers(office.book.settings_on(on), &shown.evidence, age);
    if !missing.is_empty() {
        let codes: Vec<&str> = missing.iter().map(|missing| missing.code().as_str()).collect();
        let changes = changes.set("notice", codes.join(";"));
        return Ok((Outcome::Incomplete { permit: held.number, missing }, changes));
    }
    let endorsement = permits::insert_endorsement(writer, held.id, on, Some(counter.id), None)?;
    for evidence in &shown.evidence {
        applications::insert_evidence(writer, None, Some(endorsement), evidence)?;
    }
    if let Some(proxy) = proxy {
        proxy.insert(writer, ProxyOf::Endorsement(endorsement))?;
    }
    let mut card = held.card.clone();
    card.endorsements.push(on);
    permits::update_terms(writer, held.id, &terms(&card, &office.book))?;
    let changes = changes.set(if late { "endorsed_late_on" } else { "endorsed_on" }, on.to_string());
    let dossier = Box::new(dossiers::get(writer, dossier.migrant)?);
    Ok((Outcome::Endorsed { dossier, permit: held.number }, changes))
}
