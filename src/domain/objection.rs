//! What can be said against a registration form: objections, for which it is not taken, and warnings.

use super::calendar::Day;
use super::code::Code;
use super::identity::{IdKind, IdRefusal, Sex};
use super::person_name::NameTrouble;
use super::roster::Field;
use super::unit::UnitRefusal;

/// Why a form cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Objection {
    Empty {
        field: Field,
    },
    Identity(IdRefusal),
    Name(NameTrouble),
    Controls {
        field: Field,
    },
    UnknownCode {
        field: Field,
        text: String,
    },
    UnknownKind {
        text: String,
    },
    Unit(UnitRefusal),
    Counter(UnitRefusal),
    HukouCounty {
        text: String,
    },
    EmployerCode,
    /// `since`: only from that later day on, when the unit came under another district or county.
    NoMigrant {
        hukou: String,
        residence: String,
        since: Option<Day>,
    },
    ArrivalAfterRegistration {
        arrived_on: Day,
        registered_on: Day,
    },
    BeforeBirth {
        day: Day,
        birth_on: Day,
    },
    Future {
        day: Day,
        today: Day,
    },
}

impl Objection {
    pub fn code(&self) -> Code {
        match self {
            Objection::Empty { .. } => Code::J217,
            Objection::Identity(refusal) => refusal.code(),
            Objection::Name(_) => Code::J116,
            Objection::Controls { .. } => Code::J216,
            Objection::UnknownCode { .. } => Code::J121,
            Objection::UnknownKind { .. } => Code::J117,
            Objection::Unit(refusal) | Objection::Counter(refusal) => refusal.code(),
            Objection::HukouCounty { .. } => Code::J214,
            Objection::EmployerCode => Code::J119,
            Objection::NoMigrant { .. } => Code::J205,
            Objection::ArrivalAfterRegistration { .. } => Code::J206,
            Objection::BeforeBirth { .. } => Code::J207,
            Objection::Future { .. } => Code::J208,
        }
    }

    /// The field it is about.
    pub fn field(&self) -> Field {
        match self {
            Objection::Empty { field } | Objection::Controls { field } | Objection::UnknownCode { field, .. } => *field,
            Objection::Identity(_) => Field::IdNumber,
            Objection::Name(_) => Field::Name,
            Objection::UnknownKind { .. } => Field::IdKind,
            Objection::Unit(_) => Field::Unit,
            Objection::Counter(_) => Field::Counter,
            Objection::HukouCounty { .. } | Objection::NoMigrant { .. } => Field::Hukou,
            Objection::EmployerCode => Field::Workplace,
            Objection::ArrivalAfterRegistration { .. } | Objection::BeforeBirth { .. } => Field::ArrivedOn,
            Objection::Future { .. } => Field::RegisteredOn,
        }
    }
}

/// What is worth a look and no reason to refuse.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Warning {
    CountyUnknown {
        county: String,
    },
    CountyOtherYears {
        county: String,
        year: i16,
    },
    SexDiffers {
        by_number: Sex,
    },
    BirthDiffers {
        by_number: Day,
    },
    /// The same of a correction, which is taken all the same: papers may say otherwise than the number.
    SexCorrected {
        by_number: Sex,
    },
    BirthCorrected {
        by_number: Day,
    },
    /// The kind of paper given is another than that of the number.
    KindDiffers {
        given: IdKind,
        by_number: IdKind,
    },
    /// The kind of paper given is none that is known.
    KindUnread {
        text: String,
        by_number: IdKind,
    },
    /// Characters of private use, as code points.
    PrivateUse {
        field: Field,
        points: String,
    },
    DistrictInsteadOfCommunity {
        code: String,
        name: String,
    },
    Phone,
    /// It begins as a mobile phone's does and has not eleven digits.
    PhoneLength {
        digits: usize,
    },
    /// The address of household registration begins with no place that is known.
    HukouUnknown {
        text: String,
    },
    UnreadableCode {
        field: Field,
        text: String,
    },
    /// Another person bore the number before it was corrected.
    BorneBefore {
        migrant: String,
        masked_name: String,
    },
    /// The number is an earlier one of the person, and another bears it now.
    BorneNow {
        migrant: String,
        masked_name: String,
    },
}

impl Warning {
    /// The warning as it is said of a correction.
    #[must_use]
    pub fn of_correction(self) -> Warning {
        match self {
            Warning::SexDiffers { by_number } => Warning::SexCorrected { by_number },
            Warning::BirthDiffers { by_number } => Warning::BirthCorrected { by_number },
            other @ (Warning::CountyUnknown { .. }
            | Warning::CountyOtherYears { .. }
            | Warning::SexCorrected { .. }
            | Warning::BirthCorrected { .. }
            | Warning::KindDiffers { .. }
            | Warning::KindUnread { .. }
            | Warning::PrivateUse { .. }
            | Warning::DistrictInsteadOfCommunity { .. }
            | Warning::Phone
            | Warning::PhoneLength { .. }
            | Warning::HukouUnknown { .. }
            | Warning::UnreadableCode { .. }
            | Warning::BorneBefore { .. }
            | Warning::BorneNow { .. }) => other,
        }
    }

    pub fn code(&self) -> Code {
        match self {
            Warning::CountyUnknown { .. } => Code::J110,
            Warning::CountyOtherYears { .. } => Code::J111,
            Warning::SexDiffers { .. } | Warning::SexCorrected { .. } => Code::J112,
            Warning::BirthDiffers { .. } | Warning::BirthCorrected { .. } => Code::J113,
            Warning::DistrictInsteadOfCommunity { .. } => Code::J213,
            Warning::Phone | Warning::PhoneLength { .. } => Code::J120,
            Warning::HukouUnknown { .. } => Code::J225,
            Warning::KindDiffers { .. } => Code::J117,
            Warning::PrivateUse { .. } => Code::J426,
            Warning::UnreadableCode { .. } | Warning::KindUnread { .. } => Code::J416,
            Warning::BorneBefore { .. } | Warning::BorneNow { .. } => Code::J130,
        }
    }
}
