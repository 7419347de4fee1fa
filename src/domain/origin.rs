//! Where people come from: the seven columns of origin of the monthly table (RULES 6).
//!
//! The household county code, when it is known; else the finest division that the address names; else,
//! as a marked fallback, the county in the citizen's number; else unknown, which is never folded into
//! another. A division whose name ends in 县 or 旗 is a county, every other one a city. A citizen is never
//! counted as from Hong Kong, Macao, Taiwan or abroad, and nobody else as from anywhere but these.

use super::identity::IdKind;
use super::place::{Divisions, Place};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Origin {
    ProvinceCity,
    ProvinceCounty,
    OtherCity,
    OtherCounty,
    Hmt,
    Abroad,
    Unknown,
}

impl Origin {
    /// In the order of the table.
    pub const ALL: [Origin; 7] = [
        Origin::ProvinceCity,
        Origin::ProvinceCounty,
        Origin::OtherCity,
        Origin::OtherCounty,
        Origin::Hmt,
        Origin::Abroad,
        Origin::Unknown,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            Origin::ProvinceCity => "province_city",
            Origin::ProvinceCounty => "province_county",
            Origin::OtherCity => "other_city",
            Origin::OtherCounty => "other_county",
            Origin::Hmt => "hmt",
            Origin::Abroad => "abroad",
            Origin::Unknown => "unknown",
        }
    }
}

/// What is known of somebody's household registration.
#[derive(Debug, Clone, Copy)]
pub struct Household<'a> {
    pub kind: IdKind,
    pub county: Option<&'a str>,
    pub address: &'a str,
    pub id_number: &'a str,
}

/// The column, and whether only the number told it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Told {
    pub origin: Origin,
    pub by_number: bool,
}

/// Where somebody comes from; `province`: the first two digits of the city's own province.
pub fn origin(household: &Household, divisions: &Divisions, province: &str) -> Told {
    let told = |origin| Told { origin, by_number: false };
    match household.kind {
        IdKind::Hmt => return told(Origin::Hmt),
        IdKind::Foreigner => return told(Origin::Abroad),
        IdKind::Other => return told(other_paper(household.address, divisions)),
        IdKind::Citizen => {}
    }
    let of_code = |code: &str| class(code, divisions, province);
    let by_address = || match divisions.locate(household.address) {
        Place::County(code) | Place::City(code) => of_code(&code),
        Place::Province(_) | Place::Unknown => None,
    };
    if let Some(origin) = household.county.and_then(of_code).or_else(by_address) {
        return told(origin);
    }
    let county = household.id_number.get(..6).filter(|code| divisions.is_county(code));
    county.and_then(of_code).map_or(told(Origin::Unknown), |origin| Told { origin, by_number: true })
}

fn other_paper(address: &str, divisions: &Divisions) -> Origin {
    let code = match divisions.locate(address) {
        Place::County(code) | Place::City(code) | Place::Province(code) => code,
        Place::Unknown => return Origin::Abroad,
    };
    if outside_the_mainland(&code) { Origin::Hmt } else { Origin::Abroad }
}

fn outside_the_mainland(code: &str) -> bool {
    ["71", "81", "82", "83"].iter().any(|province| code.starts_with(province))
}

/// The column of a division's code; `None` where no division bears it.
fn class(code: &str, divisions: &Divisions, province: &str) -> Option<Origin> {
    let name = divisions.name(code).filter(|_| !outside_the_mainland(code))?;
    let is_county = name.ends_with(['县', '旗']);
    Some(match (code.starts_with(province), is_county) {
        (true, false) => Origin::ProvinceCity,
        (true, true) => Origin::ProvinceCounty,
        (false, false) => Origin::OtherCity,
        (false, true) => Origin::OtherCounty,
    })
}
