//! Employer codes: the unified social credit code and the two that came before it.
//!
//! GB 32100-2015 (18 characters, its own check by modulo 31, and inside it the organisation code with
//! the check of GB 11714); in 2012 also the organisation code alone (8 + 1) and the 15-digit
//! registration number of the business register.

const CREDIT_ALPHABET: &[u8] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";

/// Whether the cleaned, upper-case text is one of the three codes with a right check.
pub fn is_valid(text: &str) -> bool {
    match text.len() {
        18 => is_credit_code(text.as_bytes()),
        15 => text.bytes().all(|b| b.is_ascii_digit()),
        9 => is_organisation_code(text.as_bytes()),
        10 => {
            text.as_bytes()[8] == b'-' && is_organisation_code(&[&text.as_bytes()[..8], &text.as_bytes()[9..]].concat())
        }
        _ => false,
    }
}

fn is_credit_code(code: &[u8]) -> bool {
    const WEIGHTS: [usize; 17] = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
    let value = |c: &u8| CREDIT_ALPHABET.iter().position(|known| known == c);
    let Some(values) = code.iter().map(value).collect::<Option<Vec<usize>>>() else { return false };
    let sum: usize = values.iter().zip(WEIGHTS).map(|(value, weight)| value * weight).sum();
    values[17] == (31 - sum % 31) % 31 && is_organisation_code(&code[8..17])
}

fn is_organisation_code(code: &[u8]) -> bool {
    const WEIGHTS: [usize; 8] = [3, 7, 9, 10, 5, 8, 4, 2];
    let value = |c: &u8| match c {
        b'0'..=b'9' => Some(usize::from(c - b'0')),
        b'A'..=b'Z' => Some(usize::from(c - b'A') + 10),
        _ => None,
    };
    let Some(values) = code[..8].iter().map(value).collect::<Option<Vec<usize>>>() else { return false };
    let sum: usize = values.iter().zip(WEIGHTS).map(|(value, weight)| value * weight).sum();
    let check = match 11 - sum % 11 {
        10 => b'X',
        11 => b'0',
        digit => b'0' + u8::try_from(digit).unwrap_or(0),
    };
    code[8] == check
}

#[cfg(test)]
mod tests {
    #[test]
    fn each_form_of_employer_code_is_taken_with_its_check() {
        for code in ["91520100MA6DG0015Q", "12520100429420008K", "520103600123454"] {
            assert!(super::is_valid(code), "{code}");
        }
        for code in ["91520100MA6DG0015R", "12520100429420009K", "123", "", "91520100MA6DG0015I"] {
            assert!(!super::is_valid(code), "{code}");
        }
    }

    #[test]
    fn the_organisation_code_may_be_written_with_its_dash() {
        assert_eq!(super::is_valid("MA6DG001-5"), super::is_valid("MA6DG0015"));
        assert!(super::is_valid("MA6DG0015"));
    }
}
