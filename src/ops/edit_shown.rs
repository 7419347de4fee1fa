//! Which papers were shown at an endorsement, at which counter it was made, and who acted for the bearer: at an
//! endorsement, at the collection of a card, for a card in place of another.
//!
//! An endorsement that was forgotten is entered here too; one that was taken back comes back with what was shown.

use crate::domain::calendar::Day;
use crate::domain::card_facts::{Corrected, FactRefusal, Undone, not_endorsed};
use crate::domain::code::Code;
use crate::domain::correction::Fact;
use crate::domain::dossier::{Dossier, HeldCard};
use crate::domain::endorsement::{EndorseMissing, missing_papers};
use crate::domain::papers::{self, Evidence, LaterPaper, Paper, shown_by};
use crate::domain::unit::{UnitId, UnitRefusal};
use crate::store::applications::{self, ProxyOf, ShownAt};
use crate::store::{StoreError, card_numbers, corrections, permits};

use super::OpError;
use super::edit_besides::Acting;
use super::keeping::Keeper;
use super::office::Office;
use super::proxy::ProxyRefusal;

/// Of which act of a card it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of {
    /// By its day, as corrected.
    Endorsement(Day),
    Collection,
    Replacement,
}

/// As it was in fact.
#[derive(Debug, Clone, Copy)]
pub struct Shown<'a> {
    pub of: Of,
    /// All papers, in place of those recorded.
    pub evidence: Option<&'a [Evidence]>,
    pub proxy: Option<Acting<'a>>,
    /// The counter of the endorsement.
    pub at: Option<&'a str>,
}

/// Why it is not corrected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ShownRefusal {
    Fact(FactRefusal),
    Paper(LaterPaper),
    Proxy(ProxyRefusal),
    At(UnitRefusal),
    /// Papers that the city asks for would be missing.
    Lacking {
        permit: String,
        on: Day,
        missing: Vec<EndorseMissing>,
        given: Vec<Paper>,
    },
}

impl ShownRefusal {
    pub fn code(&self) -> Code {
        match self {
            ShownRefusal::Fact(refusal) => refusal.code(),
            ShownRefusal::Paper(_) => Code::J345,
            ShownRefusal::Proxy(refusal) => refusal.code(),
            ShownRefusal::At(refusal) => refusal.code(),
            ShownRefusal::Lacking { .. } => Code::J350,
        }
    }
}

/// What each endorsement of a card lacked of the papers that the city asks for, by its day.
pub type Lacked = Vec<(Day, Vec<EndorseMissing>)>;

type Put = Result<(), OpError<ShownRefusal>>;

fn refused(refusal: ShownRefusal) -> OpError<ShownRefusal> {
    OpError::Refused(refusal)
}

/// Enters the endorsements that were forgotten; each at the counter that is named, else at that of
/// the bearer's residence on its day.
pub fn put_forgotten(
    keeper: &mut Keeper,
    office: &Office,
    dossier: &Dossier,
    new: &Corrected,
    shown: Option<&Shown>,
) -> Put {
    let permit = new.held.id;
    for on in new.endorsed.iter().filter(|(was, _)| was.is_none()).filter_map(|(_, is)| *is) {
        let key = if let Some(key) = corrections::restore_endorsement(keeper.writer, permit, on)? {
            key
        } else {
            let named = shown.filter(|shown| shown.of == Of::Endorsement(on)).and_then(|shown| shown.at);
            let counter = counter_of(office, named, dossier, on);
            let counter = counter.map_err(|refusal| refused(ShownRefusal::At(refusal)))?;
            permits::insert_endorsement(keeper.writer, permit, on, counter, None)?
        };
        keeper.keep(Fact::EndorsedOn, key, None, Some(on.to_string()), Fact::EndorsedOn.as_str())?;
    }
    Ok(())
}

fn counter_of(office: &Office, named: Option<&str>, dossier: &Dossier, on: Day) -> Result<Option<UnitId>, UnitRefusal> {
    let unit = dossier.active_stay(on).map(|stay| stay.home_on(on).unit);
    unit.map(|unit| office.counter(named, unit, on).map(|counter| counter.id)).transpose()
}

/// Writes what was shown and who acted.
pub fn put(keeper: &mut Keeper, office: &Office, dossier: &Dossier, held: &HeldCard, shown: &Shown) -> Put {
    let (of, on, fact, row) = act(keeper, dossier, held, shown.of)?;
    if let (ProxyOf::Endorsement(key), Some(named)) = (of, shown.at) {
        let counter = office.tree.counter(named, on).map_err(|refusal| refused(ShownRefusal::At(refusal)))?;
        let was = corrections::update_endorsement_counter(keeper.writer, key, counter.id)?;
        let was = was.map(|was| office.code_of(was).to_owned());
        keeper.keep(Fact::EndorsedAt, key, was, Some(counter.code.clone()), Fact::EndorsedAt.as_str())?;
    }
    if let (ProxyOf::Endorsement(key), Some(evidence)) = (of, shown.evidence) {
        put_papers(keeper, key, evidence, on)?;
    }
    let proxy = match shown.proxy {
        None => return Ok(()),
        Some(Acting::Nobody) => None,
        Some(Acting::By(proxy)) => Some(proxy.check_for(office, dossier, on)),
    };
    let proxy = proxy.transpose().map_err(|refusal| refused(ShownRefusal::Proxy(refusal)))?;
    let was = applications::take_back_proxy(keeper.writer, of, keeper.on)?;
    if let Some(proxy) = &proxy {
        proxy.insert(keeper.writer, of)?;
    }
    keeper.keep_proxy(fact, row, was.as_ref(), proxy.as_ref())?;
    Ok(())
}

/// The act, its day, the fact that says who acted, and the row that has it.
fn act(
    keeper: &Keeper,
    dossier: &Dossier,
    held: &HeldCard,
    of: Of,
) -> Result<(ProxyOf, Day, Fact, i64), OpError<ShownRefusal>> {
    let no = |refusal| refused(ShownRefusal::Fact(refusal));
    let id = held.id;
    match of {
        Of::Endorsement(on) => {
            let key = card_numbers::find_endorsement(keeper.writer, id, on)?;
            let key = key.ok_or_else(|| no(not_endorsed(dossier, on)))?;
            Ok((ProxyOf::Endorsement(key), on, Fact::EndorsedBy, key))
        }
        Of::Collection => {
            let on = held.collected_on.ok_or(FactRefusal::NotRecorded { what: Undone::Collected, day: None });
            Ok((ProxyOf::Permit(id), on.map_err(no)?, Fact::CollectedBy, id))
        }
        Of::Replacement if held.replaces.is_none() => {
            Err(no(FactRefusal::NotRecorded { what: Undone::Replaced, day: None }))
        }
        Of::Replacement => Ok((ProxyOf::Replacement(id), held.card.issued_on, Fact::ReplacementBy, id)),
    }
}

fn put_papers(keeper: &mut Keeper, key: i64, evidence: &[Evidence], on: Day) -> Put {
    shown_by(evidence, on).map_err(|later| refused(ShownRefusal::Paper(later)))?;
    let at = ShownAt::Endorsement(key);
    let was = applications::list_evidence(keeper.writer, at)?;
    if was != evidence {
        applications::replace_evidence(keeper.writer, at, evidence, keeper.on)?;
    }
    let (was, is) = (papers::listed(&was), papers::listed(evidence));
    keeper.keep(Fact::Shown, key, was, is, Fact::Shown.as_str())?;
    Ok(())
}

/// Whether the papers of endorsements that are new suffice, and those of the others as far as they did before: `before`,
/// what each of these lacked.
pub fn suffice(keeper: &Keeper, office: &Office, dossier: &Dossier, new: &Corrected, before: &Lacked) -> Put {
    for (was, is) in &new.endorsed {
        let Some(on) = *is else { continue };
        let (now, given) = lacking(keeper, office, dossier, new.held.id, on)?;
        let known = before.iter().find(|(day, _)| Some(*day) == *was).map(|(_, missing)| missing.as_slice());
        let missing: Vec<EndorseMissing> =
            now.into_iter().filter(|thing| !known.unwrap_or_default().contains(thing)).collect();
        if !missing.is_empty() {
            return Err(refused(ShownRefusal::Lacking { permit: new.held.number.clone(), on, missing, given }));
        }
    }
    Ok(())
}

/// What every endorsement of a card lacked before its correction.
pub fn lacked(keeper: &Keeper, office: &Office, dossier: &Dossier, held: &HeldCard) -> Result<Lacked, StoreError> {
    let days = held.card.endorsements.iter();
    days.map(|on| Ok((*on, lacking(keeper, office, dossier, held.id, *on)?.0))).collect()
}

/// What the endorsement of a day lacks of the papers that the city asks for on it, and those that were shown.
fn lacking(
    keeper: &Keeper,
    office: &Office,
    dossier: &Dossier,
    permit: i64,
    on: Day,
) -> Result<(Vec<EndorseMissing>, Vec<Paper>), StoreError> {
    let Some(key) = card_numbers::find_endorsement(keeper.writer, permit, on)? else { return Ok((vec![], vec![])) };
    let shown = applications::list_evidence(keeper.writer, ShownAt::Endorsement(key))?;
    let age = dossier.person.birth_on.map(|birth| birth.age_on(on));
    let missing = missing_papers(office.book.settings_on(on), &shown, age);
    Ok((missing, shown.into_iter().map(|evidence| evidence.paper).collect()))
}
