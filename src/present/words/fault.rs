//! What is said of a fault in the program.

use super::{Describe, Words, starred, text};
use crate::domain::code::Code;
use crate::domain::lang::Lang;

/// A fault in the program: never the fault of whoever sits before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Nouns, verbs and flags of the command line, without values: they may be a person's.
    pub command: String,
    /// File and line of the program, where known.
    pub place: Option<String>,
    pub cause: String,
}

impl Fault {
    /// A fault that was noticed in the ordinary course.
    pub fn of(cause: String) -> Fault {
        Fault { command: "jzz".to_owned(), place: None, cause }
    }
}

impl Describe for Fault {
    fn code(&self) -> Code {
        Code::J999
    }

    fn words(&self, lang: Lang) -> Words {
        let (version, command) = (env!("CARGO_PKG_VERSION"), &self.command);
        let place = self.place.as_deref().unwrap_or("?");
        Words::new(text!(
            lang,
            "程序本身出了错；没有提交的都没有发生",
            "a fault in the program itself; what was not committed did not happen"
        ))
        .hint(text!(
            lang,
            "请把这几行连同做到哪一步发给维护者（不要发登记库）：jzz {version}，{command}，{place}",
            "send these lines and what you were doing to the maintainers (never the register): jzz {version}, {command}, {place}"
        ))
        .detail("version", version)
        .detail("place", place)
    }

    fn causes(&self) -> Vec<String> {
        vec![starred(self.cause.trim(), 6)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_sends_no_persons_number_along() {
        assert_eq!(starred("row 12 of 520199199001010017: x", 6), "row 12 of ******: x");
        assert_eq!(starred("at 123456", 6), "at ******");
    }
}
