//! Identity numbers: how one is read, what is an error and what only a warning.
//!
//! Citizen number (GB 11643-1999): county (6), birth (8), sequence (3, odd male, even female), check
//! character by ISO 7064 MOD 11-2. Fifteen digits get `19` after the sixth and a check character.
//! Stored as 18 characters with an upper-case X. A genuine number is never refused: county codes that
//! are unknown or not yet in force in the year of birth are warnings; only what cannot be a number of
//! that kind is an error. A number whose digits a spreadsheet lost is named as that and never completed.

use super::calendar::Day;
use super::code::Code;
use super::text::{Text, trimmed};

/// The county code of made-up people: never assigned, so that no practice person can be real.
pub const PRACTICE_COUNTY: &str = "520199";

/// Nobody registered is older than this, in full years.
pub const OLDEST_AGE: i16 = 130;

/// Whose number it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum IdKind {
    /// A citizen's number.
    Citizen,
    /// Residence permit of Hong Kong, Macao and Taiwan residents (810000, 820000, 830000).
    Hmt,
    /// Foreigner's permanent residence card (9…).
    Foreigner,
    /// Any other paper: text as given, never told from the number.
    Other,
}

impl IdKind {
    pub const ALL: [IdKind; 4] = [IdKind::Citizen, IdKind::Hmt, IdKind::Foreigner, IdKind::Other];

    pub fn as_str(self) -> &'static str {
        match self {
            IdKind::Citizen => "citizen",
            IdKind::Hmt => "hmt",
            IdKind::Foreigner => "foreigner",
            IdKind::Other => "other",
        }
    }

    pub fn parse(text: &str) -> Option<IdKind> {
        IdKind::ALL.into_iter().find(|kind| kind.as_str() == text)
    }
}

/// GB/T 2261.1, as far as a number or a clerk can tell it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Sex {
    Male,
    Female,
}

impl Sex {
    pub fn as_str(self) -> &'static str {
        match self {
            Sex::Male => "male",
            Sex::Female => "female",
        }
    }

    /// Reads the stored word, the standard's code, or a label in either language.
    pub fn parse(text: &str) -> Option<Sex> {
        match trimmed(text) {
            "1" | "男" | "男性" | "male" | "Male" | "M" | "m" | "1-男" => Some(Sex::Male),
            "2" | "女" | "女性" | "female" | "Female" | "F" | "f" | "2-女" => Some(Sex::Female),
            _ => None,
        }
    }
}

/// A number that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdNumber {
    pub kind: IdKind,
    /// 18 characters with upper-case X (kind `Other`: as given).
    pub text: Text,
    /// Known for every kind but `Other`.
    pub birth: Option<Day>,
    /// Known for every kind but `Other`.
    pub sex: Option<Sex>,
}

/// Why a number is no number of its kind. Never carries the number itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum IdRefusal {
    Missing,
    Length {
        characters: usize,
    },
    /// `found`: the offending characters, each once.
    Characters {
        found: String,
    },
    Check,
    ImpossibleBirth,
    BornLater {
        birth: Day,
        on: Day,
    },
    TooOld {
        birth: Day,
    },
    LostDigits,
    PracticeCounty,
    KindMismatch {
        given: IdKind,
        found: IdKind,
    },
}

impl IdRefusal {
    pub fn code(&self) -> Code {
        match self {
            IdRefusal::Missing => Code::J109,
            IdRefusal::Length { .. } => Code::J101,
            IdRefusal::Characters { .. } => Code::J102,
            IdRefusal::Check => Code::J103,
            IdRefusal::ImpossibleBirth => Code::J104,
            IdRefusal::BornLater { .. } => Code::J105,
            IdRefusal::TooOld { .. } => Code::J106,
            IdRefusal::LostDigits => Code::J107,
            IdRefusal::PracticeCounty => Code::J108,
            IdRefusal::KindMismatch { .. } => Code::J117,
        }
    }
}

/// What a cell or an argument looks like once blanks, full-width forms and an apostrophe are gone.
pub fn clean(given: &str) -> String {
    // The usual cell has nothing to take off.
    if given.bytes().all(|byte| byte.is_ascii_digit() || byte == b'X') {
        return given.to_owned();
    }
    let mut out = String::with_capacity(given.len());
    for c in given.chars() {
        match c {
            c if c.is_whitespace() => {}
            '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => {}
            '\u{ff01}'..='\u{ff5e}' => out.push(char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c)),
            'x' => out.push('X'),
            c => out.push(c),
        }
    }
    let text = out.strip_prefix(['\'', '’', '‘']).unwrap_or(&out);
    text.to_owned()
}

/// Whether a cleaned text is one of the ways in which people write "no number".
pub fn is_no_number(cleaned: &str) -> bool {
    let marks = |c: char| matches!(c, '0' | '-' | '—' | '–' | '_' | '/' | '\\' | '.' | '*' | '?' | '？');
    cleaned.chars().all(marks)
        || matches!(
            cleaned,
            "无" | "空" | "没有" | "待补" | "待定" | "未填" | "未知" | "暂无" | "不详" | "不知道" | "无身份证"
        )
        || ["N/A", "NA", "NULL", "NONE", "NIL"].iter().any(|word| cleaned.eq_ignore_ascii_case(word))
}

/// The 18 characters that a number of 15 or 18 characters stands for, its check untested.
/// `None` when it has another form. Two forms of one number give the same text.
pub fn normalise(given: &str) -> Option<String> {
    let text = clean(given);
    let b = text.as_bytes();
    match b.len() {
        15 if b.iter().all(u8::is_ascii_digit) => {
            let mut long = String::with_capacity(18);
            long.push_str(&text[..6]);
            long.push_str("19");
            long.push_str(&text[6..]);
            long.push(check_character(long.as_bytes()));
            Some(long)
        }
        _ => is_long_form(b).then_some(text),
    }
}

/// What keeps words of the form of a number from being anybody's; `None` for other words, and where nothing does.
pub fn cannot_be(given: &str) -> Option<IdRefusal> {
    let long = normalise(given)?;
    let part = |from: usize, to: usize| long.get(from..to)?.parse::<i16>().ok();
    let small = |from: usize| part(from, from + 2).and_then(|number| i8::try_from(number).ok());
    let fits = long.ends_with(check_character(&long.as_bytes()[..17]));
    match part(6, 10).zip(small(10).zip(small(12))).and_then(|(year, (month, day))| Day::new(year, month, day)) {
        _ if !fits && long.ends_with("000") => Some(IdRefusal::LostDigits),
        None => Some(IdRefusal::ImpossibleBirth),
        Some(_) if !fits => Some(IdRefusal::Check),
        Some(_) => None,
    }
}

/// The characters, each once, that keep a text from being a number it would be without them: `520199-19900101-0017`.
pub fn strange_characters(given: &str) -> Option<String> {
    let text = clean(given);
    let is_of_number = |c: &char| c.is_ascii_digit() || *c == 'X';
    let bare: String = text.chars().filter(is_of_number).collect();
    if bare.len() == text.len() || normalise(&bare).is_none() {
        return None;
    }
    let mut found = String::new();
    for c in text.chars().filter(|c| !is_of_number(c)) {
        if !found.contains(c) {
            found.push(c);
        }
    }
    Some(found)
}

/// Seventeen digits and a digit or X.
fn is_long_form(b: &[u8]) -> bool {
    b.len() == 18 && b[..17].iter().all(u8::is_ascii_digit) && (b[17].is_ascii_digit() || b[17] == b'X')
}

/// Check character of the first 17 digits, ISO 7064 MOD 11-2 (GB 11643-1999).
pub fn check_character(digits: &[u8]) -> char {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = digits.iter().zip(WEIGHTS).map(|(digit, weight)| u32::from(digit.wrapping_sub(b'0')) * weight).sum();
    char::from(b"10X98765432"[sum as usize % 11])
}

/// Reads a number as given at the counter or in a roster, on the day of the act.
///
/// `kind`: as declared, or `None` to tell it from the number. `practice`: whether the register holds
/// made-up people.
///
/// # Errors
/// [`IdRefusal`]: what makes it no number of that kind.
pub fn read(given: &str, kind: Option<IdKind>, on: Day, practice: bool) -> Result<IdNumber, IdRefusal> {
    if kind == Some(IdKind::Other) {
        let text = given.trim();
        return if is_no_number(&clean(text)) {
            Err(IdRefusal::Missing)
        } else if let Some(found) = controls(text) {
            Err(IdRefusal::Characters { found })
        } else if let Ok(IdNumber { kind: found, .. }) = read(given, None, on, true) {
            // A number whose check fits is no passport's: the person would be lost to every rate.
            Err(IdRefusal::KindMismatch { given: IdKind::Other, found })
        } else {
            Ok(IdNumber { kind: IdKind::Other, text: Text::from(text), birth: None, sex: None })
        };
    }
    let long = if is_long_form(given.as_bytes()) { Text::from(given) } else { long_form(&clean(given))?.into() };
    let b = long.as_bytes();
    let found = match b {
        [b'9', ..] => IdKind::Foreigner,
        [b'8', b'1' | b'2' | b'3', b'0', b'0', b'0', b'0', ..] => IdKind::Hmt,
        _ => IdKind::Citizen,
    };
    let fits = char::from(b[17]) == check_character(&b[..17]);
    if !fits && long.ends_with("000") {
        return Err(if is_no_number(&long) { IdRefusal::Missing } else { IdRefusal::LostDigits });
    }
    let digits = |from: usize, to: usize| b[from..to].iter().fold(0_i16, |sum, b| sum * 10 + i16::from(b - b'0'));
    let part = |from: usize| i8::try_from(digits(from, from + 2)).unwrap_or(0);
    let birth = Day::new(digits(6, 10), part(10), part(12)).ok_or(IdRefusal::ImpossibleBirth)?;
    if birth > on {
        return Err(IdRefusal::BornLater { birth, on });
    }
    if on.year() - birth.year() > OLDEST_AGE && birth.age_on(on) > OLDEST_AGE {
        return Err(IdRefusal::TooOld { birth });
    }
    if !fits {
        return Err(IdRefusal::Check);
    }
    if let Some(given) = kind
        && given != found
    {
        return Err(IdRefusal::KindMismatch { given, found });
    }
    if !practice && long.starts_with(PRACTICE_COUNTY) {
        return Err(IdRefusal::PracticeCounty);
    }
    let sex = if (b[16] - b'0') % 2 == 1 { Sex::Male } else { Sex::Female };
    Ok(IdNumber { kind: found, text: long, birth: Some(birth), sex: Some(sex) })
}

fn controls(text: &str) -> Option<String> {
    let found: String = text.chars().filter(|c| c.is_control()).map(|c| c.escape_default().to_string()).collect();
    (!found.is_empty()).then_some(found)
}

fn long_form(text: &str) -> Result<String, IdRefusal> {
    if is_no_number(text) {
        return Err(IdRefusal::Missing);
    }
    if is_float_notation(text) {
        return Err(IdRefusal::LostDigits);
    }
    if let Some(long) = normalise(text) {
        return Ok(long);
    }
    let mut found = String::new();
    let last = text.chars().count().saturating_sub(1);
    for (at, c) in text.chars().enumerate() {
        let fits = c.is_ascii_digit() || (c == 'X' && at == last);
        if !fits && !found.contains(c) {
            if c.is_control() { found.extend(c.escape_default()) } else { found.push(c) }
        }
    }
    if found.is_empty() {
        Err(IdRefusal::Length { characters: text.chars().count() })
    } else {
        Err(IdRefusal::Characters { found })
    }
}

/// `5.20102E+17` and its like: what a spreadsheet makes of a long number.
pub fn is_float_notation(cleaned: &str) -> bool {
    let Some((mantissa, exponent)) = cleaned.split_once(['E', 'e']) else { return false };
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    digits(mantissa) && digits(exponent.strip_prefix('+').unwrap_or(exponent))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse_iso(text).unwrap()
    }

    const TODAY: &str = "2026-11-25";

    #[test]
    fn genuine_numbers_are_taken() {
        for (given, on, kind) in [
            ("520102199001010018", TODAY, IdKind::Citizen),
            ("520111199202290374", TODAY, IdKind::Citizen),
            ("52010219930612039x", TODAY, IdKind::Citizen),
            ("440524188001010014", "1990-01-01", IdKind::Citizen),
            ("510225197905032040", TODAY, IdKind::Citizen),
            ("810000199001010019", TODAY, IdKind::Hmt),
            ("952840198807040017", TODAY, IdKind::Foreigner),
            ("520121199005050024", TODAY, IdKind::Citizen),
            ("520102 19900101 0018", TODAY, IdKind::Citizen),
            ("５２０１０２１９９００１０１００１８", TODAY, IdKind::Citizen),
            ("'520102199001010018", TODAY, IdKind::Citizen),
        ] {
            let read = read(given, None, day(on), false).unwrap();
            assert_eq!(read.kind, kind, "{given}");
            assert_eq!(read.text.len(), 18, "{given}");
        }
        assert_eq!(read("52010219930612039x", None, day(TODAY), false).unwrap().text, "52010219930612039X");
    }

    #[test]
    fn fifteen_digits_become_eighteen() {
        for (short, long) in [("520102800229123", "520102198002291232"), ("522522631225013", "522522196312250137")] {
            assert_eq!(read(short, None, day(TODAY), false).unwrap().text, long);
        }
    }

    #[test]
    fn each_kind_of_wrong_number_is_named_for_what_it_is() {
        for (given, refusal) in [
            ("52010220990101001X", IdRefusal::BornLater { birth: day("2099-01-01"), on: day(TODAY) }),
            ("520102199011010018", IdRefusal::Check),
            ("520102199013010015", IdRefusal::ImpossibleBirth),
            ("520102199002290015", IdRefusal::ImpossibleBirth),
            ("520102199001010000", IdRefusal::LostDigits),
            ("520102810229123", IdRefusal::ImpossibleBirth),
            ("5.20102E+17", IdRefusal::LostDigits),
            ("52010219900101001", IdRefusal::Length { characters: 17 }),
            ("5201021990010100118x", IdRefusal::Length { characters: 20 }),
            ("520102199001010011x", IdRefusal::Length { characters: 19 }),
            ("520199-19900101-0017", IdRefusal::Characters { found: "-".to_owned() }),
            ("520199.19900101.0017", IdRefusal::Characters { found: ".".to_owned() }),
            ("52010219900101OO18", IdRefusal::Characters { found: "O".to_owned() }),
            ("", IdRefusal::Missing),
            ("待补", IdRefusal::Missing),
            ("000000000000000000", IdRefusal::Missing),
            ("000000000000000", IdRefusal::Missing),
            ("？？", IdRefusal::Missing),
            ("none", IdRefusal::Missing),
            ("440524188001010014", IdRefusal::TooOld { birth: day("1880-01-01") }),
            ("520199199001010017", IdRefusal::PracticeCounty),
        ] {
            assert_eq!(read(given, None, day(TODAY), false), Err(refusal), "{given}");
        }
    }

    #[test]
    fn the_practice_county_is_known_in_a_practice_register() {
        assert!(read("520199199001010017", None, day(TODAY), true).is_ok());
        assert!(read("520102199001010018", None, day(TODAY), true).is_ok());
    }

    #[test]
    fn characters_between_the_groups_of_a_number_are_named() {
        for (given, found) in [
            ("520199-19900101-0017", Some("-")),
            ("520199.19900101.0017", Some(".")),
            ("520199-900101-001", Some("-")),
            ("520199 19900101 0017", None),
            ("520199199001010017", None),
            ("520199-1990", None),
            ("JZ5201991600000017", None),
            ("张三", None),
        ] {
            assert_eq!(strange_characters(given).as_deref(), found, "{given}");
        }
    }

    #[test]
    fn another_paper_is_text_as_given_and_must_be_declared() {
        for number in ["520102199001010018", "520102800229123", "810000199001010019"] {
            let refusal = read(number, Some(IdKind::Other), day(TODAY), false);
            assert!(matches!(refusal, Err(IdRefusal::KindMismatch { given: IdKind::Other, .. })), "{number}");
        }
        let passport = read("E1234567", Some(IdKind::Other), day(TODAY), false).unwrap();
        assert_eq!((passport.text.as_str(), passport.birth), ("E1234567", None));
        assert!(matches!(read("E1234567", None, day(TODAY), false), Err(IdRefusal::Characters { .. })));
        assert_eq!(
            read("810000199001010019", Some(IdKind::Citizen), day(TODAY), false),
            Err(IdRefusal::KindMismatch { given: IdKind::Citizen, found: IdKind::Hmt })
        );
    }
}
