//! The stable codes of everything that can be said against an input: refusals, warnings, failures.
//!
//! A code never changes its meaning and is never reused. Blocks: J1 identity and person, J2
//! registration, J3 application and permit, J4 rosters, J5 reports, J6 units and rules, J7 the register
//! file, J8 clerks, journal, privacy, J9 usage. Every code has a page under `present/explain/`.

use std::fmt;

macro_rules! codes {
    ($($name:ident = $meaning:literal),* $(,)?) => {
        /// A stable code, printed as its name.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $(#[doc = $meaning] $name),* }

        impl Code {
            pub const ALL: &'static [Code] = &[$(Code::$name),*];

            pub fn as_str(self) -> &'static str {
                match self { $(Code::$name => stringify!($name)),* }
            }
        }
    };
}

codes! {
    J101 = "the number has a wrong length",
    J102 = "the number has characters it cannot have",
    J103 = "the check character does not fit",
    J104 = "the date of birth in the number does not exist",
    J105 = "born after the day of the act",
    J106 = "older than 130 years",
    J107 = "a spreadsheet lost the last digits",
    J108 = "the practice county in a live register",
    J109 = "no number given",
    J110 = "warning: the county code is unknown",
    J111 = "warning: the county code was not in force in the year of birth",
    J112 = "warning: the sex given differs from the number",
    J113 = "warning: the birth given differs from the number",
    J114 = "nobody is known under that name, number or code",
    J115 = "several people match",
    J116 = "the name is empty or has characters a name cannot have",
    J117 = "the kind given does not fit the number",
    J118 = "warning: the number may have lost digits",
    J119 = "the employer code is not valid",
    J120 = "warning: the phone number is not readable",
    J121 = "an unknown code of a code table",
    J123 = "warning: the name differs from the one registered",
    J124 = "a correction that changes nothing",
    J125 = "the corrected number is another person's",
    J126 = "a record merged into itself",
    J127 = "the record is merged already",
    J128 = "no such merger",
    J129 = "later acts rest on the merged record",
    J130 = "the number stood under another person before",

    J201 = "already registered",
    J202 = "not registered on that day",
    J203 = "a move to the same place",
    J204 = "already left",
    J205 = "no migrant: household registration and residence lie in the city's districts, or in one county",
    J206 = "arrival after registration",
    J207 = "a day before the birth",
    J208 = "a day in the future",
    J209 = "an act before an earlier act of the same stay",
    J210 = "a new stay before the last one ended",
    J211 = "the unit holds no residents",
    J212 = "the unit has no counter",
    J213 = "warning: a district instead of a community",
    J214 = "an unknown county code of household registration",
    J215 = "warning: the household address was taken from another column",
    J216 = "the text has control characters or is too long",
    J217 = "a needed fact is empty",
    J218 = "a corrected day of registration out of order",
    J219 = "warning: the merged records differ in name, sex or birth",
    J220 = "warning: an overlapping stay was ended by a merger",
    J221 = "a corrected day of a card out of order",
    J222 = "the day to be corrected is not recorded",
    J223 = "the last stay ended by death, or by settling here",
    J224 = "a corrected fact contradicts another",
    J225 = "warning: no place is known in the household address",
    J226 = "what the program itself gave a card made here is not corrected",

    J301 = "half a year of residence is not complete",
    J302 = "the person's papers fall under another rule",
    J303 = "an application is open",
    J304 = "a live permit exists",
    J305 = "the application is incomplete",
    J306 = "missing: identity paper",
    J307 = "missing: photo",
    J308 = "missing: proof of address",
    J309 = "missing: ground and its proof",
    J310 = "missing: proof of the ground",
    J311 = "missing: proxy for a child",
    J312 = "the proxy cannot act: the applicant, a child, or no kin of a child",
    J313 = "no application under that number",
    J314 = "the application is not open",
    J315 = "issued before acceptance",
    J316 = "no permit under that number",
    J317 = "endorsed before the window opens",
    J318 = "the permit has ended",
    J319 = "the permit has expired",
    J320 = "already endorsed in this window",
    J321 = "a temporary permit is never endorsed",
    J322 = "an act before an earlier act of the same permit",
    J323 = "a day before the first rules: by roster only",
    J324 = "household registration in the same city",
    J325 = "exempt: registered, and gets no permit",
    J326 = "a stay under thirty days",
    J327 = "the permit was not yet issued on that day",
    J328 = "the person has no permit",
    J329 = "the person has no open application",
    J330 = "no serial number is left",
    J331 = "an act before an earlier act of the same application",
    J332 = "the limit was extended already",
    J333 = "the limit is not extended under the rules of that application",
    J334 = "an extension that is not after the present limit",
    J335 = "an extension past the last day allowed",
    J336 = "collected before it was issued",
    J337 = "collected already",
    J338 = "an ended permit is not handed over",
    J339 = "an ended permit is not replaced",
    J340 = "an expired permit is not replaced",
    J341 = "a temporary permit is neither handed over nor replaced",
    J342 = "the permit has ended already",
    J343 = "a limit that no calendar tells is not extended",
    J344 = "a limit that has passed is not extended",
    J345 = "a paper dated after the day it was shown",
    J350 = "the endorsement lacks papers",
    J351 = "missing: the permit itself",
    J352 = "missing: proof of address or of the ground",

    J401 = "no row of headings found",
    J402 = "a needed column is nowhere",
    J403 = "no row of data",
    J404 = "not a text file",
    J405 = "a workbook or another document",
    J406 = "two columns for one field",
    J407 = "an unknown field",
    J408 = "a column that the file does not have",
    J409 = "all or nothing: a row was bad",
    J410 = "more or fewer cells than headings",
    J411 = "bytes that are no character",
    J412 = "an unreadable day",
    J413 = "the same person or permit twice in the file",
    J414 = "registered with other facts",
    J415 = "a needed cell is empty",
    J416 = "warning: an unreadable code",
    J417 = "warning: two columns for one optional field",
    J418 = "control characters",
    J419 = "the register does not know the person",
    J420 = "the permit number is taken",
    J421 = "the days of the card contradict each other",
    J422 = "warning: done outside a limit or window",
    J423 = "warning: the card is older than the registration",
    J424 = "a departure in a people roster",
    J425 = "warning: columns the register refuses to hold",
    J426 = "warning: characters of private use",
    J427 = "a quote was opened and never closed",
    J428 = "an unknown encoding",
    J429 = "a cell is too long",
    J430 = "warning: earlier endorsements taken as made in time",
    J432 = "several sheets fit, or only hidden ones",
    J433 = "no such sheet",
    J434 = "a workbook protected by a password",
    J435 = "a damaged workbook",
    J436 = "a workbook that unfolds to too much",
    J437 = "warning: rows or a sheet that the sender cannot see",
    J438 = "warning: merged cells count for all their rows",
    J439 = "warning: a day number read as a day",
    J440 = "doctor: a spreadsheet ruined the number column",
    J441 = "doctor: day and month may have changed places",
    J442 = "doctor: the days of a column are not readable",
    J443 = "the encoding given is not that of the file",
    J444 = "doctor: the numbers stand in another column",
    J445 = "doctor: most rows fail for one cause",
    J446 = "the file changed while it was read",
    J447 = "an unknown batch",
    J448 = "the batch was undone",
    J449 = "later acts rest on the batch",
    J450 = "a row is no open reject of the batch",
    J451 = "a corrected file without the lines of its rows",
    J452 = "a sender without a name",
    J453 = "no roster of that sender",
    J454 = "an identity number or a phone in the source",
    J455 = "a formula failed",
    J456 = "warning: an identity number kept as a number",
    J457 = "the same roster is being taken in already",
    J458 = "warning: other sheets fit and were not read",
    J459 = "a ditto mark",
    J460 = "what was told is no permit number",

    J501 = "a report of a coming day",
    J502 = "the figures contradict each other",
    J503 = "a workbook without a file to go into",
    J504 = "an unknown cell",
    J506 = "no frozen report under that number",
    J507 = "a frozen report is not what was kept",
    J520 = "a span that ends before it begins",
    J530 = "a night by a clock that stands before the register's last entry",
    J531 = "warning: a figure jumped since the night before",
    J532 = "warning: a night is missing",
    J533 = "a folder with nights of another register",

    J601 = "an unknown unit",
    J602 = "an ambiguous unit",
    J603 = "the unit does not stand on that day",
    J604 = "the code belongs to another unit",
    J605 = "another part of the same unit bears the name",
    J606 = "a code or name that no unit can have",
    J607 = "the kind does not fit",
    J608 = "the tier does not fit the kind",
    J609 = "nothing about the unit would change",
    J610 = "an unknown rule",
    J611 = "a value outside the range of the rule",
    J612 = "a rule of law: it cannot be set",
    J613 = "the rule is the same for the whole city",
    J614 = "the rule is not in force on that day",
    J615 = "the rule has that value already",
    J616 = "a calendar with wrong days",
    J617 = "the year's calendar is known with other days",
    J618 = "not a calendar",
    J619 = "an incomplete calendar",
    J620 = "a unit under itself or its own part",
    J621 = "a unit into itself",
    J622 = "a unit into its own part",
    J623 = "the unit taking over is not there",
    J624 = "an act before an earlier act of the same unit",
    J625 = "people are still registered in the unit",
    J626 = "the unit still has parts",
    J627 = "the city itself",
    J628 = "a rule of a split names none of its parts",
    J629 = "a split without saying who goes where",
    J630 = "a value that contradicts another rule",
    J631 = "a part of a split named twice",
    J632 = "a split into one unit only",
    J633 = "a unit ended on the day it was opened",
    J634 = "no act of the unit to take back",
    J635 = "something rests on the act of the unit",
    J638 = "people would be no migrants any more",

    J701 = "no register",
    J702 = "an empty file",
    J703 = "not a register of ours",
    J704 = "a newer register",
    J705 = "an older register",
    J706 = "a damaged register",
    J707 = "another user's register",
    J708 = "a register on a network file system",
    J709 = "the register exists already",
    J710 = "the register stayed busy",
    J711 = "the register cannot be written to",
    J712 = "the disk is full",
    J713 = "a file cannot be written",
    J714 = "a file cannot be read",
    J715 = "not a regular file",
    J716 = "the backup file exists",
    J717 = "the folder is not empty",
    J718 = "the register cannot be read",
    J719 = "a night is at work already",
    J720 = "the backup does not give the register back",
    J721 = "the schema differs from the program's",
    J722 = "check: a row names one that is not there",
    J723 = "check: the terms of a card are not those of the rules",
    J724 = "check: somebody has two live permits or two open registrations",
    J725 = "check: a roster was taken in only in part",
    J726 = "check: what is packed for the reports is not what the tables say",
    J727 = "what another register left lies beside the file",

    J801 = "the clock stands before the register's last entry",

    J901 = "the command line is not understood",
    J902 = "answers are missing",
    J903 = "an unreadable or impossible day",
    J904 = "an unknown keyword",
    J905 = "an unknown code",
    J906 = "the configuration file is not readable",
    J907 = "interrupted",
    J908 = "the format cannot hold this answer",
    J909 = "not confirmed",
    J910 = "the application has no card",
    J999 = "a fault in the program",
}

impl Code {
    /// The code written `J203` or `j203`; `None` for anything else.
    pub fn parse(text: &str) -> Option<Code> {
        let text = text.trim().to_ascii_uppercase();
        Code::ALL.iter().copied().find(|code| code.as_str() == text)
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_contract_lists_every_code_once_and_in_order() {
        let contract = include_str!("../../docs/contract.md");
        let row =
            |line: &'static str| line.strip_prefix("| J")?.split_once(" |").map(|(digits, _)| format!("J{digits}"));
        let listed: Vec<String> = contract.lines().filter_map(row).collect();
        let known: Vec<&str> = Code::ALL.iter().map(|code| code.as_str()).collect();
        assert_eq!(listed, known);
    }
}
