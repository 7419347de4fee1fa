//! What an application must bring, and everything that is missing of it at once.
//!
//! One missing paper named a visit is what people complain of most: [`missing`] lists all (S 9(5),
//! G 15(2)). A paper may serve twice: a lease proves the address and the dwelling.

use super::calendar::Day;
use super::code::Code;
use super::regime::Papers;
use super::rulebook::{LeaseRule, Settings};

/// The ground on which a permit is asked for under state-2016 (S 2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Ground {
    Employment,
    Dwelling,
    Schooling,
}

impl Ground {
    pub const ALL: [Ground; 3] = [Ground::Employment, Ground::Dwelling, Ground::Schooling];

    pub fn as_str(self) -> &'static str {
        match self {
            Ground::Employment => "employment",
            Ground::Dwelling => "dwelling",
            Ground::Schooling => "schooling",
        }
    }

    pub fn parse(text: &str) -> Option<Ground> {
        Ground::ALL.into_iter().find(|ground| ground.as_str() == text)
    }
}

/// A kind of paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Paper {
    IdentityCard,
    HukouBook,
    Photo,
    Lease,
    LeaseFiled,
    TitleDeed,
    PurchaseContract,
    LodgingCertificate,
    BusinessLicence,
    LabourContract,
    EmployerCertificate,
    OtherEmployment,
    StudentCard,
    SchoolCertificate,
    Enrolment,
    /// The residence permit itself, shown when it is endorsed.
    Permit,
}

impl Paper {
    pub const ALL: [Paper; 16] = [
        Paper::IdentityCard,
        Paper::HukouBook,
        Paper::Photo,
        Paper::Lease,
        Paper::LeaseFiled,
        Paper::TitleDeed,
        Paper::PurchaseContract,
        Paper::LodgingCertificate,
        Paper::BusinessLicence,
        Paper::LabourContract,
        Paper::EmployerCertificate,
        Paper::OtherEmployment,
        Paper::StudentCard,
        Paper::SchoolCertificate,
        Paper::Enrolment,
        Paper::Permit,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            Paper::IdentityCard => "identity_card",
            Paper::HukouBook => "hukou_book",
            Paper::Photo => "photo",
            Paper::Lease => "lease",
            Paper::LeaseFiled => "lease_filed",
            Paper::TitleDeed => "title_deed",
            Paper::PurchaseContract => "purchase_contract",
            Paper::LodgingCertificate => "lodging_certificate",
            Paper::BusinessLicence => "business_licence",
            Paper::LabourContract => "labour_contract",
            Paper::EmployerCertificate => "employer_certificate",
            Paper::OtherEmployment => "other_employment",
            Paper::StudentCard => "student_card",
            Paper::SchoolCertificate => "school_certificate",
            Paper::Enrolment => "enrolment",
            Paper::Permit => "permit",
        }
    }

    pub fn parse(text: &str) -> Option<Paper> {
        Paper::ALL.into_iter().find(|paper| paper.as_str() == text)
    }

    /// Whether it proves where somebody lives (S 9(2)).
    pub fn proves_address(self) -> bool {
        matches!(
            self,
            Paper::Lease | Paper::LeaseFiled | Paper::TitleDeed | Paper::PurchaseContract | Paper::LodgingCertificate
        )
    }

    /// Whether it proves the ground (S 9(2)).
    pub fn proves(self, ground: Ground, lease: LeaseRule) -> bool {
        match ground {
            Ground::Dwelling => self.proves_address() && (self != Paper::Lease || lease == LeaseRule::Any),
            Ground::Employment => matches!(
                self,
                Paper::BusinessLicence | Paper::LabourContract | Paper::EmployerCertificate | Paper::OtherEmployment
            ),
            Ground::Schooling => matches!(self, Paper::StudentCard | Paper::SchoolCertificate | Paper::Enrolment),
        }
    }
}

/// A paper that was shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    pub paper: Paper,
    pub issuer: Option<String>,
    pub dated_on: Option<Day>,
}

/// Papers as they are given on the command line, joined by `, `.
pub fn listed(evidence: &[Evidence]) -> Option<String> {
    let one = |evidence: &Evidence| {
        let dated_on = evidence.dated_on.map(|day| day.to_string());
        let issuer = evidence.issuer.clone().or_else(|| dated_on.as_ref().map(|_| String::new()));
        [Some(evidence.paper.as_str().to_owned()), issuer, dated_on].into_iter().flatten().collect::<Vec<_>>().join(":")
    };
    (!evidence.is_empty()).then(|| evidence.iter().map(one).collect::<Vec<_>>().join(", "))
}

/// A paper whose date lies after the day of the act: nobody can have shown it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LaterPaper {
    pub paper: Paper,
    pub dated_on: Day,
    pub on: Day,
}

/// Whether every paper that was shown on a day can have been there.
///
/// # Errors
/// [`LaterPaper`]: the first that cannot.
pub fn shown_by(shown: &[Evidence], on: Day) -> Result<(), LaterPaper> {
    let later = shown.iter().find_map(|evidence| {
        let dated_on = evidence.dated_on.filter(|dated_on| *dated_on > on)?;
        Some(LaterPaper { paper: evidence.paper, dated_on, on })
    });
    later.map_or(Ok(()), Err)
}

/// One thing that is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Missing {
    Identity {
        child: bool,
    },
    Photo {
        count: u8,
    },
    Address,
    /// No ground named: the entry includes its proof.
    Ground,
    GroundProof(Ground),
    Proxy,
}

impl Missing {
    pub fn code(self) -> Code {
        match self {
            Missing::Identity { .. } => Code::J306,
            Missing::Photo { .. } => Code::J307,
            Missing::Address => Code::J308,
            Missing::Ground => Code::J309,
            Missing::GroundProof(_) => Code::J310,
            Missing::Proxy => Code::J311,
        }
    }
}

/// The papers that show who the applicant is: a household register only for a child, or where the rules take an adult's.
pub fn of_identity(rules: Papers, age: Option<i16>) -> Vec<Paper> {
    let book_serves = rules.hukou_book_for_adults || is_child(age);
    [Paper::IdentityCard].into_iter().chain(book_serves.then_some(Paper::HukouBook)).collect()
}

fn is_child(age: Option<i16>) -> bool {
    age.is_some_and(|age| age < 16)
}

/// Everything that an application lacks, in the order of a clerk's list.
///
/// `age`: of the applicant on the day; `None` where the birth is unknown. `has_proxy`: name, number and
/// relation of a proxy were given, so the proxy's paper was seen.
pub fn missing(
    rules: Papers,
    settings: Settings,
    shown: &[Evidence],
    ground: Option<Ground>,
    age: Option<i16>,
    has_proxy: bool,
) -> Vec<Missing> {
    let has = |test: &dyn Fn(Paper) -> bool| shown.iter().any(|evidence| test(evidence.paper));
    let mut missing = Vec::new();
    let identity = of_identity(rules, age);
    if !has(&|paper| identity.contains(&paper)) {
        missing.push(Missing::Identity { child: is_child(age) });
    }
    if rules.photos > 0 && !has(&|paper| paper == Paper::Photo) {
        missing.push(Missing::Photo { count: rules.photos });
    }
    if !has(&Paper::proves_address) {
        missing.push(Missing::Address);
    }
    if rules.ground {
        match ground {
            None => missing.push(Missing::Ground),
            Some(ground) if !has(&|paper| paper.proves(ground, settings.dwelling_ground_lease)) => {
                missing.push(Missing::GroundProof(ground));
            }
            Some(_) => {}
        }
    }
    let needs_proxy = settings.child_needs_proxy && age.is_some_and(|age| age < rules.proxy_below_age);
    if needs_proxy && !has_proxy {
        missing.push(Missing::Proxy);
    }
    missing
}
