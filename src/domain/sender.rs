//! Who sends a roster, and by when: employers, landlords, schools and hotels must report who came and who
//! left (G 21, P 18, 19).
//!
//! A sender is written `employer:CODE`, `landlord:…`, `school:…`, `hotel:…`; any other text is kept as it is
//! and has no limit. A late report is taken all the same.

use super::calendar::Day;
use super::code::Code;
use super::employer;
use super::identity;
use super::mask;
use super::rulebook::RuleBook;

/// A sender whom the rules oblige to report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SenderKind {
    Employer,
    Landlord,
    School,
    Hotel,
}

impl SenderKind {
    pub const ALL: [SenderKind; 4] =
        [SenderKind::Employer, SenderKind::Landlord, SenderKind::School, SenderKind::Hotel];

    pub fn as_str(self) -> &'static str {
        match self {
            SenderKind::Employer => "employer",
            SenderKind::Landlord => "landlord",
            SenderKind::School => "school",
            SenderKind::Hotel => "hotel",
        }
    }

    /// The kind that a source names.
    pub fn of(source: &str) -> Option<SenderKind> {
        let (word, _) = source.split_once(':')?;
        SenderKind::ALL.into_iter().find(|kind| kind.as_str() == word)
    }
}

/// Why a source is not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SenderRefusal {
    /// Not a code of an employer, or its check does not fit.
    EmployerCode,
    /// The kind alone, without who it is.
    Nameless { kind: SenderKind },
    /// Somebody's identity number or phone, which would stand in the journal and on the page that is sent back.
    IdentityNumber,
}

impl SenderRefusal {
    pub fn code(&self) -> Code {
        match self {
            SenderRefusal::EmployerCode => Code::J119,
            SenderRefusal::Nameless { .. } => Code::J452,
            SenderRefusal::IdentityNumber => Code::J454,
        }
    }
}

/// A source as it is kept, so that one sender is always written in one way.
///
/// # Errors
/// [`SenderRefusal`]
pub fn read(text: &str) -> Result<String, SenderRefusal> {
    let text = text.trim();
    let kind_of = |word: &str| {
        let word = word.trim().to_ascii_lowercase();
        SenderKind::ALL.into_iter().find(|kind| kind.as_str() == word)
    };
    let told = text.split_once([':', '：']).and_then(|(word, name)| Some((kind_of(word)?, name)));
    if !matches!(told, Some((SenderKind::Employer, _))) && has_personal_number(text) {
        return Err(SenderRefusal::IdentityNumber);
    }
    let Some((kind, name)) = told else { return Ok(text.to_owned()) };
    let name = name.trim();
    if name.is_empty() {
        return Err(SenderRefusal::Nameless { kind });
    }
    let name = match kind {
        SenderKind::Employer => {
            let code: String = name.to_ascii_uppercase().split_whitespace().collect();
            if !employer::is_valid(&code) {
                return Err(SenderRefusal::EmployerCode);
            }
            code
        }
        SenderKind::Landlord | SenderKind::School | SenderKind::Hotel => name.to_owned(),
    };
    Ok(format!("{}:{name}", kind.as_str()))
}

fn has_personal_number(text: &str) -> bool {
    // Blanks and dashes that people put into a phone are no end of it.
    let joined: String = text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '+')).collect();
    let is_number = |word: &str| identity::normalise(word).is_some() || mask::is_mobile(word);
    [text, &joined].into_iter().any(|text| {
        let mut words = text.split(|c: char| !c.is_alphanumeric() || ('\u{4e00}'..='\u{9fff}').contains(&c));
        words.any(is_number)
    })
}

/// A report after the last good day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(clippy::struct_field_names, reason = "days are named *_on, like their columns")]
pub struct LateReport {
    /// The day of moving in, hiring or leaving.
    pub from_on: Day,
    /// The last good day.
    pub due_on: Day,
    pub reported_on: Day,
}

impl LateReport {
    /// Days after the last good one.
    pub fn days(&self) -> i64 {
        self.reported_on.days_since(self.due_on)
    }
}

/// Whether what happened on a day was reported late: by the rules of that day, which is not counted itself.
/// `None` also where no rule sets a limit or no calendar tells its working days.
pub fn late(from_on: Day, reported_on: Day, book: &RuleBook) -> Option<LateReport> {
    let limit = book.on(from_on).sender_within?;
    let due_on = limit.last_day(from_on, &book.calendar).ok()?;
    (reported_on > due_on).then_some(LateReport { from_on, due_on, reported_on })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sender_is_written_in_one_way() {
        for (given, kept) in [
            (" employer:91520100ma6dg0015q ", "employer:91520100MA6DG0015Q"),
            ("Employer：91520100MA6DG0015Q", "employer:91520100MA6DG0015Q"),
            ("landlord: 张家院子 ", "landlord:张家院子"),
            ("school:第一中学", "school:第一中学"),
            ("老系统", "老系统"),
            ("ministry:x", "ministry:x"),
        ] {
            assert_eq!(read(given).as_deref(), Ok(kept), "{given}");
        }
        assert_eq!(read("employer:91520100MA6DG0015R"), Err(SenderRefusal::EmployerCode));
        for text in [
            "landlord:张三520199199001010017",
            "52019919850615031x",
            "房东 520199900101001",
            "landlord:张三13912345678",
            "房东 139-1234-5678",
            "+86 139 1234 5678",
        ] {
            assert_eq!(read(text), Err(SenderRefusal::IdentityNumber), "{text}");
        }
        assert_eq!(read("hotel: "), Err(SenderRefusal::Nameless { kind: SenderKind::Hotel }));
    }

    #[test]
    fn only_the_four_kinds_have_a_limit() {
        assert_eq!(SenderKind::of("employer:91520100MA6DG0015Q"), Some(SenderKind::Employer));
        assert_eq!(SenderKind::of("老系统"), None);
        assert_eq!(SenderKind::of("ministry:x"), None);
    }
}
