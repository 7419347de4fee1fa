//! Days as plain numbers, for files with millions of them.
//!
//! A day is the count of days since 1970-01-01. The calendar of `domain::calendar` is the one that
//! decides anything; here days are only moved about and written, and a test holds both against each other.

/// The day of the made-up city: Guiyang's figures are those of the end of August 2012.
pub const AS_OF: i32 = day(2012, 8, 31);

/// Days since 1970-01-01 of a day of the Gregorian calendar (years from 1 on).
pub const fn day(year: i32, month: i32, of_month: i32) -> i32 {
    // Years begin in March here, so that 29 February is the last day of one.
    let year = if month <= 2 { year - 1 } else { year };
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + of_month - 1;
    year * 365 + year / 4 - year / 100 + year / 400 + of_year - 719_468
}

/// Year, month and day of the month.
pub const fn civil(day: i32) -> (i32, i32, i32) {
    let shifted = day + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let march_month = (5 * of_year + 2) / 153;
    let month = if march_month < 10 { march_month + 3 } else { march_month - 9 };
    let year = era * 400 + year_of_era + if month <= 2 { 1 } else { 0 };
    (year, month, of_year - (153 * march_month + 2) / 5 + 1)
}

/// The birthday so many years later; that of 29 February falls on 1 March in common years.
pub const fn birthday(birth: i32, years: i32) -> i32 {
    let (year, month, of_month) = civil(birth);
    // One past 28 February is 1 March in a common year, and 29 February in a leap year.
    if month == 2 && of_month == 29 { day(year + years, 2, 28) + 1 } else { day(year + years, month, of_month) }
}

/// The day itself, or the Monday after a weekend: counters are closed on weekends.
pub const fn or_monday(day: i32) -> i32 {
    // 1970-01-01 was a Thursday; Monday is 0 here.
    match (day + 3).rem_euclid(7) {
        5 => day + 2,
        6 => day + 1,
        _ => day,
    }
}

fn digit(value: i32) -> u8 {
    b"0123456789"[value.rem_euclid(10).unsigned_abs() as usize]
}

/// Appends `YYYYMMDD`.
pub fn put_compact(out: &mut Vec<u8>, day: i32) {
    let (year, month, of_month) = civil(day);
    out.extend_from_slice(&[digit(year / 1000), digit(year / 100), digit(year / 10), digit(year)]);
    out.extend_from_slice(&[digit(month / 10), digit(month), digit(of_month / 10), digit(of_month)]);
}

/// Appends `YYYY-MM-DD`.
pub fn put_iso(out: &mut Vec<u8>, day: i32) {
    let (year, month, of_month) = civil(day);
    out.extend_from_slice(&[digit(year / 1000), digit(year / 100), digit(year / 10), digit(year), b'-']);
    out.extend_from_slice(&[digit(month / 10), digit(month), b'-', digit(of_month / 10), digit(of_month)]);
}

/// Appends a number of at least so many digits, in tens.
pub fn put_digits(out: &mut Vec<u8>, value: u32, width: u32) {
    for place in (0..width).rev() {
        out.push(b'0' + (value / 10_u32.pow(place) % 10) as u8);
    }
}

/// Appends a number as people write it.
pub fn put_number(out: &mut Vec<u8>, value: u32) {
    put_digits(out, value, value.checked_ilog10().map_or(1, |digits| digits + 1));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::calendar::Day;

    fn iso(day: i32) -> String {
        let mut out = Vec::new();
        put_iso(&mut out, day);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn days_agree_with_the_calendar_of_the_domain() {
        let start = Day::new(1900, 1, 1).unwrap();
        let first = day(1900, 1, 1);
        for step in 0..50_000 {
            let theirs = start.plus_days(step);
            assert_eq!(iso(first + step), theirs.to_string());
            let (year, month, of_month) = civil(first + step);
            assert_eq!(day(year, month, of_month), first + step);
            let open = or_monday(first + step);
            assert_eq!(open == first + step, !theirs.is_weekend(), "{theirs}");
            if step < 30_000 {
                assert_eq!(iso(birthday(first + step, 16)), theirs.birthday(16).to_string(), "{theirs}");
            }
        }
    }

    #[test]
    fn numbers_are_written_with_the_digits_asked_for() {
        let mut out = Vec::new();
        put_digits(&mut out, 42, 4);
        put_number(&mut out, 0);
        put_number(&mut out, 1203);
        put_compact(&mut out, AS_OF);
        assert_eq!(out, b"0042012032012".iter().chain(b"0831").copied().collect::<Vec<u8>>());
    }
}
