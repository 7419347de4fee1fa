//! A move inside the city: the registration goes on, the earlier home is kept with its days.

use crate::domain::admission::{self, is_keepable, warn_of_district};
use crate::domain::calendar::Day;
use crate::domain::code::Code;
use crate::domain::dossier::{Dossier, migrant_code};
use crate::domain::ending::{self, Departed};
use crate::domain::objection::{Objection, Warning};
use crate::domain::registration::Home;
use crate::domain::restructuring::Residence;
use crate::domain::roster::Field;
use crate::domain::stay_end::LeaveReason;
use crate::domain::text::{self, Text};
use crate::domain::unit::UnitRefusal;
use crate::reference;
use crate::store::{Changes, Writer, dossiers, homes, registrations};

use super::OpError;
use super::given::follow_splits;
use super::office::{Office, tables};
use super::person::{self, WhoRefusal};

/// Where somebody moves to; what is not given stays as it is.
#[derive(Debug, Clone, Default)]
pub struct NewHome {
    pub unit: String,
    pub address: String,
    pub reason: Option<String>,
    pub dwelling: Option<String>,
    pub stay: Option<String>,
}

/// Why a move was not recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MoveRefusal {
    Who(WhoRefusal),
    Future {
        day: Day,
        today: Day,
    },
    NotRegistered {
        migrant: String,
        on: Day,
        ended_on: Option<Day>,
    },
    /// The dead do not move.
    Departed {
        migrant: String,
        departed: Departed,
    },
    Unit(UnitRefusal),
    Counter(UnitRefusal),
    UnknownCode {
        field: Field,
        text: String,
    },
    Empty {
        field: Field,
    },
    Controls {
        field: Field,
    },
    SamePlace {
        migrant: String,
    },
    NoMigrant {
        migrant: String,
        hukou: String,
        residence: String,
    },
    /// No migrant from a later day on.
    Later {
        migrant: String,
        objection: Box<Objection>,
    },
    BeforeEarlierAct {
        on: Day,
        act_on: Day,
    },
}

impl MoveRefusal {
    pub fn code(&self) -> Code {
        match self {
            MoveRefusal::Who(who) => who.code(),
            MoveRefusal::Future { .. } => Code::J208,
            MoveRefusal::NotRegistered { .. } => Code::J202,
            MoveRefusal::Departed { .. } => Code::J223,
            MoveRefusal::Unit(refusal) | MoveRefusal::Counter(refusal) => refusal.code(),
            MoveRefusal::UnknownCode { .. } => Code::J121,
            MoveRefusal::Empty { .. } => Code::J217,
            MoveRefusal::Controls { .. } => Code::J216,
            MoveRefusal::SamePlace { .. } => Code::J203,
            MoveRefusal::NoMigrant { .. } | MoveRefusal::Later { .. } => Code::J205,
            MoveRefusal::BeforeEarlierAct { .. } => Code::J209,
        }
    }
}

/// Records the move and answers with the person's dossier after it.
pub fn relocate(
    writer: &Writer,
    office: &Office,
    who: &str,
    to: &NewHome,
    counter: Option<&str>,
    on: Day,
    today: Day,
) -> Result<(Dossier, Changes), OpError<MoveRefusal>> {
    let refused = |refusal: MoveRefusal| OpError::Refused(refusal);
    let dossier = person::dossier(writer, who).map_err(|error| error.map(MoveRefusal::Who))?;
    let migrant = migrant_code(dossier.migrant);
    if on > today {
        return Err(refused(MoveRefusal::Future { day: on, today }));
    }
    let ended_on = dossier.stays.last().and_then(crate::domain::dossier::Stay::ended_on);
    let stay = dossier.active_stay(on).filter(|stay| stay.ended.is_none());
    let stay = stay.ok_or_else(|| refused(MoveRefusal::NotRegistered { migrant: migrant.clone(), on, ended_on }))?;
    if let Some(departed) = ending::departed(&dossier, on).filter(|departed| departed.reason == LeaveReason::Death) {
        return Err(refused(MoveRefusal::Departed { migrant, departed }));
    }
    let last_move_on = stay.last_own_move_on(&office.tree);
    let old = stay.home_on(on.max(last_move_on));
    let home = home(office, to, old, on).map_err(refused)?;
    if last_move_on > on {
        return Err(refused(MoveRefusal::BeforeEarlierAct { on, act_on: last_move_on }));
    }
    // Of a unit that ended the successor holds the home already.
    let same_unit = office.tree.standing_on(old.unit, on).is_some_and(|unit| unit.id == home.unit);
    if same_unit && home == (Home { unit: home.unit, ..old.clone() }) {
        return Err(refused(MoveRefusal::SamePlace { migrant }));
    }
    still_migrant(office, &dossier, &home, on).map_err(refused)?;
    let counter = office.counter(counter, home.unit, on).map_err(|refusal| refused(MoveRefusal::Counter(refusal)))?;
    let changes = Changes::on(on)
        .subject(migrant)
        .counter(&counter.code)
        .changed("unit", Some(office.code_of(old.unit).to_owned()), Some(office.code_of(home.unit).to_owned()))
        .changed("address", Some(String::from(&old.address)), Some(String::from(&home.address)))
        .changed("reason", Some(String::from(&old.reason)), Some(String::from(&home.reason)))
        .changed("dwelling", text::owned(old.dwelling.as_ref()), text::owned(home.dwelling.as_ref()))
        .changed("stay", text::owned(old.stay.as_ref()), text::owned(home.stay.as_ref()));
    if stay.last_move_on() > on {
        homes::update_before_split(writer, stay.id, &home, on, today)?;
    } else {
        registrations::update_home(writer, stay.id, &home, on, today)?;
    }
    follow_splits(writer, &office.tree, stay.id)?;
    Ok((dossiers::get(writer, dossier.migrant)?, changes))
}

fn home(office: &Office, to: &NewHome, old: &Home, on: Day) -> Result<Home, MoveRefusal> {
    let tables = tables();
    let unit = office.tree.residence(&to.unit, on).map_err(MoveRefusal::Unit)?;
    let address = to.address.trim();
    if address.is_empty() {
        return Err(MoveRefusal::Empty { field: Field::Address });
    }
    if !is_keepable(address) {
        return Err(MoveRefusal::Controls { field: Field::Address });
    }
    let code = |given: &Option<String>, table: &crate::domain::table::CodeTable, field| match given {
        None => Ok(None),
        Some(text) => match table.read(text) {
            Some(entry) => Ok(Some(Text::from(entry.code.as_str()))),
            None => Err(MoveRefusal::UnknownCode { field, text: text.clone() }),
        },
    };
    Ok(Home {
        unit: unit.id,
        address: Text::from(address),
        reason: code(&to.reason, tables.reason, Field::Reason)?.unwrap_or_else(|| old.reason.clone()),
        dwelling: code(&to.dwelling, tables.dwelling, Field::Dwelling)?.or_else(|| old.dwelling.clone()),
        stay: code(&to.stay, tables.stay, Field::Stay)?.or_else(|| old.stay.clone()),
    })
}

/// What is worth saying of the unit that somebody moved into.
pub fn warning(office: &Office, dossier: &Dossier, on: Day) -> Option<Warning> {
    let unit = office.tree.get(dossier.active_stay(on)?.home_on(on).unit)?;
    warn_of_district(&office.tree, unit, on)
}

fn still_migrant(office: &Office, dossier: &Dossier, home: &Home, on: Day) -> Result<(), MoveRefusal> {
    let Some(hukou) = dossier.person.hukou_county.as_deref() else { return Ok(()) };
    let Some(district) = office.tree.district_on(home.unit, on) else { return Ok(()) };
    if office.book.city.is_migrant(hukou, &district.code) {
        let to = Residence { hukou, unit: home.unit, address: &home.address, from_on: on, until_on: None };
        return match admission::no_migrant_later(&office.desk(on), &to) {
            Some(objection) => {
                Err(MoveRefusal::Later { migrant: migrant_code(dossier.migrant), objection: Box::new(objection) })
            }
            None => Ok(()),
        };
    }
    let hukou = reference::divisions().name(hukou).unwrap_or(hukou).to_owned();
    Err(MoveRefusal::NoMigrant {
        migrant: migrant_code(dossier.migrant),
        hukou,
        residence: office.tree.name_on(district.id, on).to_owned(),
    })
}
