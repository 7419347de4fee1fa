//! The kinds of defects, and which of them a record has by itself.

use crate::domain::calendar::Day;
use crate::domain::identity::{IdKind, PRACTICE_COUNTY};
use crate::domain::origin::{self, Household, Origin};
use crate::domain::place::{CountyYear, Divisions};

/// A kind of defect.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Defect {
    PhoneMissing,
    /// Neither the household address nor the number tells where somebody is from.
    OriginUnknown,
    /// Told by the number alone.
    OriginByNumber,
    CountyCodeUnknown,
    CountyCodeOtherYears,
    BirthUnknown,
    DwellingUnknown,
    StayUnknown,
    /// Registered at a district itself and at none of its communities or towns.
    DistrictOnly,
    DuplicateSuspected,
}

impl Defect {
    pub const ALL: [Defect; 10] = [
        Defect::PhoneMissing,
        Defect::OriginUnknown,
        Defect::OriginByNumber,
        Defect::CountyCodeUnknown,
        Defect::CountyCodeOtherYears,
        Defect::BirthUnknown,
        Defect::DwellingUnknown,
        Defect::StayUnknown,
        Defect::DistrictOnly,
        Defect::DuplicateSuspected,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            Defect::PhoneMissing => "phone_missing",
            Defect::OriginUnknown => "origin_unknown",
            Defect::OriginByNumber => "origin_by_number",
            Defect::CountyCodeUnknown => "county_code_unknown",
            Defect::CountyCodeOtherYears => "county_code_other_years",
            Defect::BirthUnknown => "birth_unknown",
            Defect::DwellingUnknown => "dwelling_unknown",
            Defect::StayUnknown => "stay_unknown",
            Defect::DistrictOnly => "district_only",
            Defect::DuplicateSuspected => "duplicate_suspected",
        }
    }

    pub fn parse(text: &str) -> Option<Defect> {
        Defect::ALL.into_iter().find(|defect| defect.as_str() == text)
    }

    /// Its place in a set.
    pub(super) fn bit(self) -> u16 {
        Defect::ALL.into_iter().zip(0..).find(|(defect, _)| *defect == self).map_or(0, |(_, at)| 1 << at)
    }
}

/// One active registration, as far as defects show in it.
#[derive(Debug, Clone, Copy)]
pub struct Record<'r> {
    pub migrant: i64,
    pub kind: IdKind,
    pub id_number: &'r str,
    pub name: &'r str,
    pub birth_on: Option<Day>,
    pub phone_known: bool,
    pub hukou: &'r str,
    /// The county of the household registration, where it is told.
    pub county: Option<&'r str>,
    pub dwelling_known: bool,
    pub stay_known: bool,
    /// Whether the residence unit of the day is a district or county.
    pub at_district: bool,
}

/// The defects of a record by itself; whether it stands twice only all of them together tell.
pub(super) fn found(record: &Record, divisions: &Divisions, province: &str) -> u16 {
    let code = county_code(record, divisions);
    let origin = origin(record, divisions, province);
    let defects = [
        (Defect::PhoneMissing, !record.phone_known),
        (Defect::OriginUnknown, origin == Some(Defect::OriginUnknown)),
        (Defect::OriginByNumber, origin == Some(Defect::OriginByNumber)),
        (Defect::CountyCodeUnknown, code == CountyYear::Unknown),
        (Defect::CountyCodeOtherYears, code == CountyYear::OtherYears),
        (Defect::BirthUnknown, record.birth_on.is_none()),
        (Defect::DwellingUnknown, !record.dwelling_known),
        (Defect::StayUnknown, !record.stay_known),
        (Defect::DistrictOnly, record.at_district),
    ];
    defects.into_iter().filter(|(_, is)| *is).map(|(defect, _)| defect.bit()).sum()
}

/// The county code of a citizen's number, as it is warned of at the counter.
fn county_code(record: &Record, divisions: &Divisions) -> CountyYear {
    let (Some(county), Some(birth), IdKind::Citizen) = (record.id_number.get(..6), record.birth_on, record.kind) else {
        return CountyYear::InForce;
    };
    if county == PRACTICE_COUNTY { CountyYear::InForce } else { divisions.county_in_year(county, birth.year()) }
}

/// What is not known of somebody's origin, if anything: as the reports by origin tell it.
fn origin(record: &Record, divisions: &Divisions, province: &str) -> Option<Defect> {
    let household =
        Household { kind: record.kind, county: record.county, address: record.hukou, id_number: record.id_number };
    let told = origin::origin(&household, divisions, province);
    if told.origin == Origin::Unknown {
        return Some(Defect::OriginUnknown);
    }
    told.by_number.then_some(Defect::OriginByNumber)
}
