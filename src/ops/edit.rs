//! Correcting what was recorded of a person or of the present, else the latest, stay. The old value is kept.
//!
//! The recorded facts fill a form, the corrected ones replace theirs, and the whole is read as at a
//! registration; only what is said against corrected facts counts.

use crate::domain::admission;
use crate::domain::calendar::Day;
use crate::domain::code::Code;
use crate::domain::correction::{self, Fact, Given, OutOfOrder, Record};
use crate::domain::dossier::{Dossier, Stay, migrant_code};
use crate::domain::effect::Effect;
use crate::domain::identity::{IdKind, IdRefusal, OLDEST_AGE};
use crate::domain::mask;
use crate::domain::objection::{Objection, Warning};
use crate::domain::registration::{Form, Manner, Person};
use crate::domain::stay_end::EndRefusal;
use crate::domain::text::Text;
use crate::domain::unit::UnitRefusal;
use crate::store::applications::{self, ProxyOf};
use crate::store::corrections;
use crate::store::{Actor, Changes, Sql, StoreError, Writer, dossiers, homes, mergers, migrants, registrations};

use super::OpError;
use super::bearing;
use super::consequences;
use super::edit_besides::{self, Besides};
use super::edit_home::{MoveOrder, Place};
use super::keeping::Keeper;
use super::office::Office;
use super::person::{self, WhoRefusal};
use super::proxy::ProxyRefusal;
use super::staying;

/// Why nothing was corrected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EditRefusal {
    Who(WhoRefusal),
    Form(Vec<Objection>),
    NotRegistered {
        migrant: String,
        on: Day,
    },
    /// `unread`: what was given and could not be read, and so was not corrected.
    Nothing {
        migrant: String,
        unread: Vec<Warning>,
    },
    /// The corrected number is another person's.
    Borne {
        migrant: String,
        bearer: String,
        masked_name: String,
    },
    /// The corrected number is that of a record that was merged into this one.
    BorneByDuplicate {
        migrant: String,
        duplicate: String,
    },
    Order {
        migrant: String,
        registered_on: Day,
        why: OutOfOrder,
    },
    /// The day of a move.
    Move {
        migrant: String,
        moved_on: Day,
        why: MoveOrder,
    },
    End {
        migrant: String,
        refusal: EndRefusal,
    },
    Counter(UnitRefusal),
    /// The counter that made the registration.
    RegisteredAt(UnitRefusal),
    Proxy(ProxyRefusal),
}

impl EditRefusal {
    pub fn code(&self) -> Code {
        match self {
            EditRefusal::Who(who) => who.code(),
            EditRefusal::Form(objections) => objections.first().map_or(Code::J217, Objection::code),
            EditRefusal::NotRegistered { .. } => Code::J202,
            EditRefusal::Nothing { .. } => Code::J124,
            EditRefusal::Borne { .. } | EditRefusal::BorneByDuplicate { .. } => Code::J125,
            EditRefusal::Order { .. } | EditRefusal::Move { .. } => Code::J218,
            EditRefusal::End { refusal, .. } => refusal.code(),
            EditRefusal::Counter(refusal) | EditRefusal::RegisteredAt(refusal) => refusal.code(),
            EditRefusal::Proxy(refusal) => refusal.code(),
        }
    }
}

/// What is to be corrected, and why.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    pub form: Form<'a>,
    pub given: Given,
    /// A day of the stay and the home that are corrected; `None`: the last ones.
    pub of: Option<Day>,
    /// The corrected day of registration.
    pub registered_on: Option<Day>,
    /// The corrected day of the move into the home.
    pub moved_on: Option<Day>,
    pub besides: Besides<'a>,
    pub because: &'a str,
    pub counter: Option<&'a str>,
    /// The day of the correction.
    pub on: Day,
}

/// A correction that was made.
#[derive(Debug)]
pub struct Edited {
    pub dossier: Dossier,
    pub warnings: Vec<Warning>,
    /// What is otherwise because of it.
    pub effects: Vec<Effect>,
    /// Facts of the person that nobody named and that are otherwise now, with the old value and the new: a number
    /// tells sex and birth.
    pub besides: Vec<(Fact, [Option<String>; 2])>,
    /// The day for which the correction was asked, or the one on which its stay begins now, if that is later.
    pub day: Day,
}

/// Corrects the given facts.
pub fn edit(
    writer: &Writer,
    office: &Office,
    actor: &Actor,
    who: &str,
    wanted: &Wanted,
) -> Result<(Edited, Changes), OpError<EditRefusal>> {
    let refused = |refusal: EditRefusal| OpError::Refused(refusal);
    let dossier = person::dossier(writer, who).map_err(|error| error.map(EditRefusal::Who))?;
    let migrant = migrant_code(dossier.migrant);
    let stay = match wanted.of {
        Some(of) => dossier.active_stay(of),
        None => dossier.stays.last(),
    };
    let on = wanted.of.unwrap_or(wanted.on);
    let stay = stay.ok_or_else(|| refused(EditRefusal::NotRegistered { migrant: migrant.clone(), on }))?;
    let place = Place::of(stay, &office.tree, wanted);
    if let Some(moved_on) = wanted.moved_on {
        let refusal = |why| refused(EditRefusal::Move { migrant: migrant.clone(), moved_on, why });
        place.may_move(moved_on).map_err(refusal)?;
    }
    let old = record(writer, &dossier, stay, &place)?;
    let (mut new, mut warnings) =
        read(office, &old, &place, wanted).map_err(|objections| refused(EditRefusal::Form(objections)))?;
    edit_besides::put(office, &wanted.besides, &mut new)?;
    may_bear(writer, &dossier, &old, &new)?;
    if new.person.id.text != old.person.id.text {
        warnings.extend(borne_before(writer, dossier.migrant, &new.person.id.text)?);
    }
    if new.registered_on != old.registered_on {
        fits_order(office, &dossier, stay, new.registered_on).map_err(refused)?;
    }
    let facts: Vec<Fact> = Fact::ALL
        .iter()
        .copied()
        .filter(|fact| old.value(*fact, &office.tree) != new.value(*fact, &office.tree))
        .collect();
    if facts.is_empty() {
        let unread = warnings.into_iter().filter(|warning| *warning == Warning::Phone).collect();
        return Err(refused(EditRefusal::Nothing { migrant, unread }));
    }
    let mut changes = Changes::on(wanted.on).subject(migrant).purpose(Some(wanted.because));
    if let Some(counter) = counter(office, &new, wanted).map_err(|refusal| refused(EditRefusal::Counter(refusal)))? {
        changes = changes.counter(counter);
    }
    let (home_on, stay_on) = (new.moved_on.unwrap_or(place.begins_on(wanted)), new.registered_on);
    let Wanted { because, on: told_on, .. } = *wanted;
    let mut keeper =
        Keeper { writer, actor, migrant: dossier.migrant, because, on: told_on, changes, stay_on: None, kept: 0 };
    let besides = besides(&facts, [&old, &new], office, wanted.given);
    for fact in facts {
        let values = (old.value(fact, &office.tree), new.value(fact, &office.tree));
        let row = if fact.what() == correction::What::Migrant { dossier.migrant } else { stay.id };
        keeper.keep_of(fact, row, values, fact.as_str(), of(fact, stay, home_on, stay_on))?;
    }
    write_person(writer, &dossier, stay, &old, &new)?;
    corrections::update_stay(writer, stay.id, &new)?;
    edit_besides::write(writer, stay.id, [&old, &new], wanted.on)?;
    if (&new.home, new.registered_on, new.moved_on) != (&old.home, old.registered_on, old.moved_on) {
        homes::replace(writer, stay.id, &place.written(&old, &new, &office.tree))?;
    }
    let corrected = dossiers::get(writer, dossier.migrant)?;
    still_migrant(office, [&dossier, &corrected], wanted.on)?;
    let effects = consequences::of_person(writer, office, [&dossier, &corrected], wanted.on)?;
    Ok((Edited { dossier: corrected, warnings, effects, besides, day: on.max(home_on) }, keeper.changes))
}

/// What changed of the person that nobody named.
fn besides(
    facts: &[Fact],
    [old, new]: [&Record; 2],
    office: &Office,
    given: Given,
) -> Vec<(Fact, [Option<String>; 2])> {
    let of_person = facts.iter().copied().filter(|fact| fact.what() == correction::What::Migrant && !given.has(*fact));
    of_person.map(|fact| (fact, [old, new].map(|record| record.value(fact, &office.tree)))).collect()
}

fn fits_order(office: &Office, dossier: &Dossier, stay: &Stay, registered_on: Day) -> Result<(), EditRefusal> {
    let migrant = || migrant_code(dossier.migrant);
    correction::fits_order(dossier, stay, registered_on, &office.tree).map_err(|why| EditRefusal::Order {
        migrant: migrant(),
        registered_on,
        why,
    })
}

/// First day of the home or the stay that a fact is of; what was told up to the end of a stay is of that one.
fn of(fact: Fact, stay: &Stay, home_on: Day, stay_on: Day) -> Option<Day> {
    match fact.what() {
        correction::What::Registration => Some(if fact.is_of_home() { home_on } else { stay_on }),
        correction::What::Migrant => stay.told.as_ref().filter(|_| fact.is_told_anew()).map(|_| stay_on),
        correction::What::Permit | correction::What::Endorsement | correction::What::Application => None,
    }
}

/// Writes the corrected facts of the person: what a later stay told otherwise is kept with the earlier one.
fn write_person(writer: &Writer, dossier: &Dossier, stay: &Stay, old: &Record, new: &Record) -> Result<(), StoreError> {
    let mut present = new.clone();
    if stay.told.is_some() {
        corrections::update_told(writer, stay.id, &new.person)?;
        present.person.hukou.clone_from(&dossier.person.hukou);
        present.person.hukou_county.clone_from(&dossier.person.hukou_county);
        present.person.phone.clone_from(&dossier.person.phone);
    }
    corrections::update_person(writer, dossier.migrant, &old.person.id.text, &present)
}

fn record(sql: &Sql, dossier: &Dossier, stay: &Stay, place: &Place) -> Result<Record, StoreError> {
    let particulars = registrations::particulars(sql, stay.id)?;
    let told = dossier.told_in(stay);
    let person = Person {
        hukou: Text::from(told.hukou.as_str()),
        hukou_county: told.hukou_county.as_deref().map(Text::from),
        phone: told.phone.as_deref().map(Text::from),
        ..dossier.person.clone()
    };
    Ok(Record {
        person,
        home: place.home(),
        exempt: stay.exempt,
        workplace: particulars.workplace,
        employer_code: particulars.employer_code,
        job: particulars.job,
        relation: particulars.relation,
        note: particulars.note,
        counter: stay.counter,
        proxy: applications::find_proxy(sql, ProxyOf::Registration(stay.id))?,
        arrived_on: stay.arrived_on,
        registered_on: stay.registered_on,
        moved_on: place.moved_on(),
    })
}

/// The corrected record, with what is worth a look.
fn read(
    office: &Office,
    old: &Record,
    place: &Place,
    wanted: &Wanted,
) -> Result<(Record, Vec<Warning>), Vec<Objection>> {
    let given = wanted.given;
    let registered_on = wanted.registered_on.unwrap_or(old.registered_on);
    let home_on = place.begins_on(wanted);
    // A home that begins later than it did may begin in what its unit has become since.
    let unit = place.unit_on(&office.tree, home_on);
    let text = |fact: Fact| old.value(fact, &office.tree).unwrap_or_default();
    let mut recorded: Vec<String> = Fact::ALL.iter().map(|fact| text(*fact)).collect();
    if let Some(recorded) = recorded.get_mut(Fact::Unit as usize) {
        office.code_of(unit).clone_into(recorded);
    }
    let form = filled(&recorded, old, wanted);
    let mut reading = admission::read(&form, &office.desk(wanted.on), registered_on, home_on, Manner::Counter);
    reading.objections.retain(|objection| given.concerns(objection));
    if !reading.objections.is_empty() {
        return Err(reading.objections);
    }
    let mut new = old.corrected(&form, &reading, given);
    if !given.has(Fact::Unit) {
        new.home.unit = unit;
    }
    new.moved_on = wanted.moved_on.or(old.moved_on);
    birth_fits(&new, wanted)?;
    let warnings = reading.warnings.into_iter().filter(|warning| given.warns(warning));
    Ok((new, warnings.map(Warning::of_correction).collect()))
}

/// The day of birth that stands after a correction: before all that is recorded, and of somebody who can be alive.
fn birth_fits(new: &Record, wanted: &Wanted) -> Result<(), Vec<Objection>> {
    let Some(birth_on) = new.person.birth_on else { return Ok(()) };
    if !wanted.given.has_any(&[Fact::Birth, Fact::ArrivedOn, Fact::RegisteredOn]) {
        return Ok(());
    }
    let first = new.arrived_on.map_or(new.registered_on, |arrived| arrived.min(new.registered_on));
    if first < birth_on {
        return Err(vec![Objection::BeforeBirth { day: first, birth_on }]);
    }
    if birth_on.age_on(wanted.on) > OLDEST_AGE {
        return Err(vec![Objection::Identity(IdRefusal::TooOld { birth: birth_on })]);
    }
    Ok(())
}

/// The form of everything that is recorded, with the corrected facts in place of theirs.
fn filled<'a>(recorded: &'a [String], old: &Record, wanted: &Wanted<'a>) -> Form<'a> {
    let (given, form) = (wanted.given, wanted.form);
    let pick = |fact: Fact, corrected: &'a str| {
        if given.has(fact) { corrected } else { recorded.get(fact as usize).map_or("", String::as_str) }
    };
    // A corrected number tells its kind, as at a registration; of another paper nothing can be told.
    let kind_told = given.has(Fact::IdNumber) && !given.has(Fact::IdKind) && old.person.id.kind != IdKind::Other;
    // A corrected address tells its county.
    let county_told = given.has(Fact::Hukou) && !given.has(Fact::HukouCounty);
    Form {
        id_number: pick(Fact::IdNumber, form.id_number),
        id_kind: if kind_told { "" } else { pick(Fact::IdKind, form.id_kind) },
        name: pick(Fact::Name, form.name),
        sex: pick(Fact::Sex, form.sex),
        birth: if given.has(Fact::Birth) { form.birth } else { old.person.birth_on },
        ethnic: pick(Fact::Ethnic, form.ethnic),
        hukou: pick(Fact::Hukou, form.hukou),
        hukou_county: if county_told { "" } else { pick(Fact::HukouCounty, form.hukou_county) },
        unit: pick(Fact::Unit, form.unit),
        address: pick(Fact::Address, form.address),
        reason: pick(Fact::Reason, form.reason),
        dwelling: pick(Fact::Dwelling, form.dwelling),
        arrived_on: if given.has(Fact::ArrivedOn) { form.arrived_on } else { old.arrived_on },
        stay: pick(Fact::Stay, form.stay),
        phone: pick(Fact::Phone, form.phone),
        workplace: pick(Fact::Workplace, form.workplace),
        employer_code: pick(Fact::EmployerCode, form.employer_code),
        job: pick(Fact::Job, form.job),
        education: pick(Fact::Education, form.education),
        marriage: pick(Fact::Marriage, form.marriage),
        exempt: pick(Fact::Exempt, form.exempt),
        relation: pick(Fact::Relation, form.relation),
        note: pick(Fact::Note, form.note),
        ..Form::default()
    }
}

/// Whoever a correction makes a non-migrant, by a takeover of the unit, was not to stay registered.
pub(super) fn still_migrant(
    office: &Office,
    [before, after]: [&Dossier; 2],
    today: Day,
) -> Result<(), OpError<EditRefusal>> {
    let before = staying::at_home(office, before, today);
    match staying::newly(&before, staying::at_home(office, after, today)) {
        Some(objection) => Err(OpError::Refused(EditRefusal::Form(vec![objection]))),
        None => Ok(()),
    }
}

/// A number has one bearer.
fn may_bear(sql: &Sql, dossier: &Dossier, old: &Record, new: &Record) -> Result<(), OpError<EditRefusal>> {
    if new.person.id.text == old.person.id.text {
        return Ok(());
    }
    let Some(bearing) = migrants::find_bearing(sql, &new.person.id.text)? else { return Ok(()) };
    let migrant = migrant_code(dossier.migrant);
    let standing = mergers::kept(sql, bearing)?;
    if standing == dossier.migrant {
        let duplicate = migrant_code(bearing);
        return Err(OpError::Refused(EditRefusal::BorneByDuplicate { migrant, duplicate }));
    }
    let masked_name = mask::name(&migrants::get(sql, standing)?.name);
    Err(OpError::Refused(EditRefusal::Borne { migrant, bearer: migrant_code(standing), masked_name }))
}

/// Who else bore the number before.
fn borne_before(sql: &Sql, migrant: i64, number: &str) -> Result<Vec<Warning>, StoreError> {
    let mut others = Vec::new();
    for record in migrants::list_former(sql, number)? {
        let standing = mergers::kept(sql, record)?;
        if standing != migrant && !others.contains(&standing) {
            others.push(standing);
        }
    }
    bearing::warnings(sql, &others)
}

/// The counter where the correction is made: the one named, else the one that serves the home, if any does today.
fn counter<'a>(office: &'a Office, record: &Record, wanted: &Wanted) -> Result<Option<&'a str>, UnitRefusal> {
    match office.counter(wanted.counter, record.home.unit, wanted.on) {
        Ok(counter) => Ok(Some(counter.code.as_str())),
        Err(refusal) if wanted.counter.is_some() => Err(refusal),
        Err(_) => Ok(None),
    }
}
