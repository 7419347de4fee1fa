//! The holidays that every year has by law (全国年节及纪念日放假办法第二条): a calendar without one is not whole.
//!
//! Those of the moon fall into a span of days; a file names the days off, weekends among them.

use super::YearCalendar;

/// A holiday of the law.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Festival {
    NewYear,
    Spring,
    Qingming,
    LabourDay,
    DragonBoat,
    MidAutumn,
    NationalDay,
}

impl Festival {
    pub const ALL: [Festival; 7] = [
        Festival::NewYear,
        Festival::Spring,
        Festival::Qingming,
        Festival::LabourDay,
        Festival::DragonBoat,
        Festival::MidAutumn,
        Festival::NationalDay,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            Festival::NewYear => "new_year",
            Festival::Spring => "spring_festival",
            Festival::Qingming => "qingming",
            Festival::LabourDay => "labour_day",
            Festival::DragonBoat => "dragon_boat",
            Festival::MidAutumn => "mid_autumn",
            Festival::NationalDay => "national_day",
        }
    }

    fn stands_in(self, calendar: &YearCalendar) -> bool {
        let off = |first: (i8, i8), last: (i8, i8)| {
            let within = |at: (i8, i8)| first <= at && at <= last;
            let days = calendar.days.iter().filter(|(_, (working, _))| !working);
            days.filter(|(day, _)| within((day.month(), day.day_of_month()))).count()
        };
        match self {
            Festival::NewYear => off((1, 1), (1, 1)) == 1,
            Festival::Spring => off((1, 20), (2, 26)) >= 3,
            Festival::Qingming => off((4, 2), (4, 7)) >= 1,
            Festival::LabourDay => off((5, 1), (5, 1)) == 1,
            Festival::DragonBoat => off((5, 25), (6, 28)) >= 1,
            // Where it falls into the days of October it makes them eight.
            Festival::MidAutumn => off((9, 6), (9, 30)) >= 1 || off((10, 1), (10, 10)) >= 8,
            Festival::NationalDay => off((10, 1), (10, 3)) == 3,
        }
    }
}

/// The holidays of the law that the calendar does not name.
pub fn missing(calendar: &YearCalendar) -> Vec<Festival> {
    Festival::ALL.into_iter().filter(|festival| !festival.stands_in(calendar)).collect()
}
