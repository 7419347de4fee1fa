//! What stands beside a person's dates: name, origin, reason, dwelling, phone, workplace.
//!
//! Written straight into the row, since a file has up to millions of them. The purpose of a stay fits
//! the age, the dwelling fits the purpose, and nobody's origin lies in Guiyang.

use super::dates::{put_digits, put_number};
use super::lists::{
    FEMALE_NAMES, FIRM_WORDS, MALE_NAMES, Naming, ORIGINS, Origin, SCATTERED_GROUPS, SURNAMES, TOWNS, UYGHUR_MEN,
    UYGHUR_WOMEN, VILLAGES, WORKPLACES, YI_CLANS, YI_MEN, YI_WOMEN,
};
use super::people::Person;
use super::rng::{Lot, Rng};

/// Why somebody is here, as the monthly table lists it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reason {
    Employment,
    Farming,
    Trade,
    Service,
    BusinessTrip,
    Schooling,
    Treatment,
    Housekeeping,
    JoiningFamily,
    Visit,
    Other,
}

/// Reasons with their weights: under 3, children, working age with and without a card, from 60 on.
const REASONS: [(Reason, [u32; CLASSES]); 11] = [
    (Reason::Employment, [0, 0, 560, 480, 90]),
    (Reason::Farming, [0, 0, 20, 20, 20]),
    (Reason::Trade, [0, 0, 160, 110, 60]),
    (Reason::Service, [0, 0, 130, 110, 20]),
    (Reason::BusinessTrip, [0, 0, 0, 15, 0]),
    (Reason::Schooling, [0, 640, 20, 80, 0]),
    (Reason::Treatment, [5, 5, 2, 10, 40]),
    (Reason::Housekeeping, [0, 0, 18, 15, 10]),
    (Reason::JoiningFamily, [900, 330, 70, 100, 680]),
    (Reason::Visit, [20, 15, 0, 30, 40]),
    (Reason::Other, [5, 10, 20, 30, 40]),
];

/// How many groups of people there are whose reasons differ.
const CLASSES: usize = 5;

const DWELLINGS: [&str; 8] = ["租赁房屋", "单位内部", "工地现场", "自有住房", "居民家中", "学校宿舍", "旅店", "其他"];

impl Reason {
    fn label(self) -> &'static str {
        match self {
            Reason::Employment => "务工",
            Reason::Farming => "务农",
            Reason::Trade => "经商",
            Reason::Service => "服务",
            Reason::BusinessTrip => "因公出差",
            Reason::Schooling => "借读培训",
            Reason::Treatment => "治病疗养",
            Reason::Housekeeping => "保姆",
            Reason::JoiningFamily => "投靠亲友",
            Reason::Visit => "探亲访友",
            Reason::Other => "其他",
        }
    }

    /// Weights of [`DWELLINGS`].
    fn dwellings(self) -> [u32; 8] {
        match self {
            Reason::Employment | Reason::Service => [640, 170, 110, 30, 30, 0, 0, 20],
            Reason::Schooling => [520, 0, 0, 120, 60, 290, 0, 10],
            Reason::BusinessTrip => [100, 250, 0, 0, 50, 0, 580, 20],
            Reason::Housekeeping => [200, 0, 0, 0, 780, 0, 0, 20],
            Reason::Trade | Reason::Farming | Reason::Other => [750, 30, 0, 160, 30, 0, 0, 30],
            Reason::Treatment | Reason::JoiningFamily | Reason::Visit => [520, 0, 0, 240, 210, 0, 10, 20],
        }
    }
}

/// The lists, ready to be drawn from.
#[derive(Debug)]
pub struct Profiles {
    origins: Lot,
    surnames: Lot,
    reasons: [Lot; CLASSES],
    dwellings: Vec<Lot>,
}

/// What of a row was drawn before it is written, in the order of the columns.
pub struct Profile {
    rng: Rng,
    origin: &'static Origin,
    reason: usize,
}

impl Profiles {
    pub fn new() -> Profiles {
        Profiles {
            origins: Lot::new(ORIGINS.iter().map(|origin| origin.weight)),
            surnames: Lot::new(SURNAMES.iter().map(|(_, weight)| *weight)),
            reasons: std::array::from_fn(|class| Lot::new(REASONS.iter().map(|(_, weights)| weights[class]))),
            dwellings: REASONS.iter().map(|(reason, _)| Lot::new(reason.dwellings())).collect(),
        }
    }

    pub fn of(&self, person: &Person, mut rng: Rng) -> Profile {
        let origin = &ORIGINS[self.origins.draw(&mut rng)];
        let class = match (person.birth.age(), person.card) {
            (..3, _) => 0,
            (..16, _) => 1,
            (60.., _) => 4,
            (_, Some(_)) => 2,
            (_, None) => 3,
        };
        let reason = self.reasons[class].draw(&mut rng);
        Profile { rng, origin, reason }
    }

    /// Name, sex and ethnic group, each with the comma after it.
    pub fn put_identity(&self, out: &mut Vec<u8>, profile: &mut Profile, is_male: bool) {
        let rng = &mut profile.rng;
        match profile.origin.naming {
            Naming::Usual => {
                let given = if is_male { &MALE_NAMES } else { &FEMALE_NAMES };
                put(out, SURNAMES[self.surnames.draw(rng)].0);
                put(out, rng.pick(given));
                if rng.in_thousand(680) {
                    put(out, rng.pick(given));
                }
            }
            Naming::Uyghur => {
                put(out, if is_male { rng.pick(&UYGHUR_MEN) } else { rng.pick(&UYGHUR_WOMEN) });
                put(out, "·");
                put(out, rng.pick(&UYGHUR_MEN));
            }
            Naming::Yi => {
                put(out, rng.pick(&YI_CLANS));
                put(out, "·");
                put(out, if is_male { rng.pick(&YI_MEN) } else { rng.pick(&YI_WOMEN) });
            }
        }
        put(out, if is_male { ",男," } else { ",女," });
        let group = match rng.below(1000) {
            share if share < profile.origin.share => profile.origin.group,
            970.. => rng.pick(&SCATTERED_GROUPS),
            _ => "汉族",
        };
        put(out, group);
        out.push(b',');
    }

    /// Reason, dwelling, phone and workplace, each with the comma after it.
    pub fn put_stay(&self, out: &mut Vec<u8>, profile: &mut Profile, age: i32) {
        let rng = &mut profile.rng;
        let reason = REASONS[profile.reason].0;
        put(out, reason.label());
        out.push(b',');
        put(out, DWELLINGS[self.dwellings[profile.reason].draw(rng)]);
        out.push(b',');
        if age >= 16 && rng.in_thousand(880) {
            put(out, "154");
            put_digits(out, rng.below(100_000_000), 8);
        }
        out.push(b',');
        let kinds: &[&str] = match reason {
            Reason::Employment | Reason::Trade | Reason::Service => &WORKPLACES,
            Reason::Schooling => school(age),
            Reason::Farming
            | Reason::BusinessTrip
            | Reason::Treatment
            | Reason::Housekeeping
            | Reason::JoiningFamily
            | Reason::Visit
            | Reason::Other => &[],
        };
        if rng.in_thousand(800)
            && let Some(kind) = kinds.get(rng.below(u32::try_from(kinds.len()).unwrap_or(0)) as usize)
        {
            put(out, rng.pick(&FIRM_WORDS));
            put(out, kind);
        }
        out.push(b',');
    }
}

/// The schools of an age.
fn school(age: i32) -> &'static [&'static str] {
    match age {
        ..6 => &["幼儿园"],
        6..12 => &["小学"],
        12..16 => &["中学"],
        16.. => &["中学", "职业学校", "技工学校", "培训学校"],
    }
}

impl Profile {
    /// The address of household registration.
    pub fn put_hukou(&mut self, out: &mut Vec<u8>) {
        put(out, self.origin.place);
        put(out, self.rng.pick(&TOWNS));
        put(out, self.rng.pick(&VILLAGES));
        put_number(out, self.rng.below(12) + 1);
        put(out, "组");
    }
}

fn put(out: &mut Vec<u8>, text: &str) {
    out.extend_from_slice(text.as_bytes());
}
