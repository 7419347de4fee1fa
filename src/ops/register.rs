//! Registering a migrant: a new person, or one who comes back.

use crate::domain::admission;
use crate::domain::calendar::Day;
use crate::domain::code::Code;
use crate::domain::dossier::{Dossier, Stay, migrant_code};
use crate::domain::ending::{self, Departed};
use crate::domain::mask;
use crate::domain::name_key::name_key;
use crate::domain::objection::{Objection, Warning};
use crate::domain::registration::{Admission, Form, Manner, Person};
use crate::domain::unit::UnitTree;
use crate::store::applications::ProxyOf;
use crate::store::registrations::{self, Origin};
use crate::store::{Changes, Sql, StoreError, Writer, dossiers, migrants};

use super::OpError;
use super::bearing::{self, Bearing};
use super::given::follow_splits;
use super::leave::LeaveReason;
use super::office::Office;
use super::person::{Candidate, candidates};
use super::proxy::{Proxy, ProxyRefusal};

/// Why nobody was registered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RegisterRefusal {
    Form(Vec<Objection>),
    Proxy(ProxyRefusal),
    /// `elsewhere`: unit and address of the form, where they are not those registered and a move may follow.
    Already {
        migrant: String,
        masked_name: String,
        unit: String,
        unit_name: String,
        since: Day,
        elsewhere: Option<Box<(String, String)>>,
        /// A card says that the person died: nobody is moved, the registration ends.
        departed: Option<Departed>,
    },
    BeforeLastEnd {
        registered_on: Day,
        ended_on: Day,
    },
    /// The last stay ended by death; in a roster, which asks nobody, also by settling here.
    GoneForGood(Gone),
    /// One person bears the number, another bore it, and the name is not the one's alone.
    Several(Vec<Candidate>),
}

/// An end of the last stay after which nobody comes back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gone {
    pub migrant: String,
    pub masked_name: String,
    pub ended_on: Day,
    /// By death; else by settling here.
    pub died: bool,
}

impl RegisterRefusal {
    pub fn code(&self) -> Code {
        match self {
            RegisterRefusal::Form(objections) => objections.first().map_or(Code::J217, Objection::code),
            RegisterRefusal::Proxy(refusal) => refusal.code(),
            RegisterRefusal::Already { .. } => Code::J201,
            RegisterRefusal::BeforeLastEnd { .. } => Code::J210,
            RegisterRefusal::GoneForGood(_) => Code::J223,
            RegisterRefusal::Several(_) => Code::J115,
        }
    }
}

/// What is worth saying about a registration that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Remark {
    Form(Warning),
    /// The person came back and is registered under another name.
    NameDiffers {
        masked_name: String,
    },
    /// The person's last stay ended by settling here.
    Settled(Gone),
}

impl Remark {
    pub fn code(&self) -> Code {
        match self {
            Remark::Form(warning) => warning.code(),
            Remark::NameDiffers { .. } => Code::J123,
            Remark::Settled(_) => Code::J223,
        }
    }
}

/// A registration that was made.
#[derive(Debug, Clone)]
pub struct Enrolment {
    pub migrant: String,
    /// The how-manyth stay of the person.
    pub registration: usize,
    pub registered_on: Day,
    pub again: bool,
    pub unit: String,
    pub counter: String,
    pub remarks: Vec<Remark>,
    /// After it.
    pub dossier: Dossier,
}

/// Registers the person of a form on a day.
pub fn register(
    writer: &Writer,
    office: &Office,
    form: &Form,
    proxy: Option<&Proxy>,
    on: Day,
    today: Day,
) -> Result<(Enrolment, Changes), OpError<RegisterRefusal>> {
    let refused = |refusal| OpError::Refused(refusal);
    let admission = admission::admit(form, &office.desk(today), on, Manner::Counter)
        .map_err(|objections| refused(RegisterRefusal::Form(objections)))?;
    let proxy = proxy.map(|proxy| proxy.check(office, &admission.person.id.text, on)).transpose();
    let proxy = proxy.map_err(|refusal| refused(RegisterRefusal::Proxy(refusal)))?;
    let landed = admit(writer, office, &admission, None)?;
    if let Some(proxy) = proxy {
        proxy.insert(writer, ProxyOf::Registration(landed.registration))?;
    }
    let code = migrant_code(landed.migrant);
    let registered = Enrolment {
        migrant: code.clone(),
        registration: landed.stays,
        registered_on: on,
        again: landed.stays > 1,
        unit: office.code_of(admission.home.unit).to_owned(),
        counter: office.code_of(admission.counter).to_owned(),
        remarks: admission.warnings.into_iter().map(Remark::Form).chain(landed.remarks).collect(),
        dossier: dossiers::get(writer, landed.migrant)?,
    };
    let changes = Changes::on(on)
        .subject(code)
        .counter(&registered.counter)
        .set("unit", registered.unit.clone())
        .set("id_number", mask::number(&admission.person.id.text))
        .set("registered_on", on.to_string());
    Ok((registered, changes))
}

/// The rows that a registration became.
pub struct Landed {
    pub migrant: i64,
    pub registration: i64,
    /// How many stays the person now has.
    pub stays: usize,
    pub remarks: Vec<Remark>,
}

/// Writes a registration that the rules have let through, for a new person or one who comes back.
pub fn admit(
    writer: &Writer,
    office: &Office,
    admission: &Admission,
    origin: Option<Origin>,
) -> Result<Landed, OpError<RegisterRefusal>> {
    let person = &admission.person;
    let (mut landed, former) = match bearing::bearing(writer, &person.id.text, Some(&person.name))? {
        Bearing::New { former } => {
            let migrant = migrants::insert(writer, person)?;
            let migrant = migrant.ok_or_else(|| StoreError::Fault { cause: "a new number is known".to_owned() })?;
            let registration = registrations::insert(writer, migrant, admission, origin)?;
            follow_splits(writer, &office.tree, registration)?;
            (Landed { migrant, registration, stays: 1, remarks: Vec::new() }, former)
        }
        Bearing::Known { migrant, former, bearer } => {
            let returner = may_come_back(writer, office, migrant, admission, origin.is_some())?;
            let mut landed = come_back(writer, &office.tree, &returner, admission, origin)?;
            if let Some(bearer) = bearer {
                landed.remarks.push(Remark::Form(bearing::warning_of_bearer(writer, bearer)?));
            }
            (landed, former)
        }
        Bearing::Unclear { people } => {
            let candidates = candidates(writer, &people, &person.id.text)?;
            return Err(OpError::Refused(RegisterRefusal::Several(candidates)));
        }
    };
    landed.remarks.extend(bearing::warnings(writer, &former)?.into_iter().map(Remark::Form));
    Ok(landed)
}

/// Somebody who was registered before and may be again.
#[derive(Debug)]
pub struct Returner {
    pub migrant: i64,
    /// As known up to now.
    pub person: Person,
    stays: usize,
    /// The last stay ended by settling here.
    settled: Option<Box<Gone>>,
}

/// Whether somebody known may be registered on the day of an admission; a roster asks nobody.
pub fn may_come_back(
    sql: &Sql,
    office: &Office,
    migrant: i64,
    admission: &Admission,
    from_roster: bool,
) -> Result<Returner, OpError<RegisterRefusal>> {
    let person: Person = migrants::get(sql, migrant)?;
    let stays = registrations::list(sql, migrant)?;
    if let Some(active) = stays.iter().find(|stay| stay.ended.is_none()) {
        let died = |departed: &Departed| departed.reason == LeaveReason::Death;
        let departed = if from_roster {
            None
        } else {
            ending::departed(&dossiers::get(sql, migrant)?, admission.registered_on).filter(died)
        };
        return Err(OpError::Refused(already(office, migrant, &person, active, admission, departed)));
    }
    if let Some(ended_on) = stays.iter().filter_map(Stay::ended_on).max()
        && admission.registered_on < ended_on
    {
        let registered_on = admission.registered_on;
        return Err(OpError::Refused(RegisterRefusal::BeforeLastEnd { registered_on, ended_on }));
    }
    let gone = gone_for_good(migrant, &person, stays.last());
    if let Some(gone) = gone.clone().filter(|gone| gone.died || from_roster) {
        return Err(OpError::Refused(RegisterRefusal::GoneForGood(gone)));
    }
    Ok(Returner { migrant, person, stays: stays.len(), settled: gone.map(Box::new) })
}

fn already(
    office: &Office,
    migrant: i64,
    person: &Person,
    active: &Stay,
    admission: &Admission,
    departed: Option<Departed>,
) -> RegisterRefusal {
    let home = active.home_on(admission.registered_on);
    let to = &admission.home;
    // Of a unit that ended the successor is named.
    let unit = office.tree.standing_on(home.unit, admission.registered_on).map_or(home.unit, |unit| unit.id);
    let moved = (unit, &home.address) != (to.unit, &to.address);
    RegisterRefusal::Already {
        migrant: migrant_code(migrant),
        masked_name: mask::name(&person.name),
        unit_name: office.tree.name_on(unit, admission.registered_on).to_owned(),
        unit: office.code_of(unit).to_owned(),
        since: active.registered_on,
        elsewhere: (moved && admission.registered_on > active.last_own_move_on(&office.tree))
            .then(|| Box::new((office.code_of(to.unit).to_owned(), String::from(&to.address)))),
        departed,
    }
}

/// Writes the new stay of somebody who may come back.
pub fn come_back(
    writer: &Writer,
    tree: &UnitTree,
    returner: &Returner,
    admission: &Admission,
    origin: Option<Origin>,
) -> Result<Landed, StoreError> {
    let (migrant, person, new) = (returner.migrant, &returner.person, &admission.person);
    let phone_changes = new.phone.is_some() && new.phone != person.phone;
    if phone_changes || (&new.hukou, &new.hukou_county) != (&person.hukou, &person.hukou_county) {
        registrations::keep_told(writer, migrant, origin.map(|origin| origin.batch))?;
    }
    migrants::update_on_return(writer, migrant, new)?;
    let registration = registrations::insert(writer, migrant, admission, origin)?;
    follow_splits(writer, tree, registration)?;
    let same_name = name_key(&person.name) == name_key(&new.name);
    let differs = (!same_name).then(|| Remark::NameDiffers { masked_name: mask::name(&person.name) });
    let remarks = differs.into_iter().chain(returner.settled.clone().map(|gone| Remark::Settled(*gone))).collect();
    Ok(Landed { migrant, registration, stays: returner.stays + 1, remarks })
}

/// What the end of the last stay says against a new one.
fn gone_for_good(migrant: i64, person: &Person, last: Option<&Stay>) -> Option<Gone> {
    let (ended_on, reason) = last?.ended.as_ref()?;
    let died = match LeaveReason::parse(reason)? {
        LeaveReason::Death => true,
        LeaveReason::Hukou => false,
        LeaveReason::Left | LeaveReason::Other => return None,
    };
    let (migrant, masked_name) = (migrant_code(migrant), mask::name(&person.name));
    Some(Gone { migrant, masked_name, ended_on: *ended_on, died })
}
