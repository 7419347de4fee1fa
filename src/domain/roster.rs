//! What a roster can hold: its kinds, their fields, and what a row may lack.
//!
//! Headings are bound to [`Field`]s by `intake`; which of them a kind must have, and what may stand for
//! a missing one, is decided here.

/// The kind of a roster.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RosterKind {
    People,
    Permits,
    Departures,
}

impl RosterKind {
    pub const ALL: [RosterKind; 3] = [RosterKind::People, RosterKind::Permits, RosterKind::Departures];

    pub fn as_str(self) -> &'static str {
        match self {
            RosterKind::People => "people",
            RosterKind::Permits => "permits",
            RosterKind::Departures => "departures",
        }
    }

    pub fn parse(text: &str) -> Option<RosterKind> {
        RosterKind::ALL.into_iter().find(|kind| kind.as_str() == text)
    }

    /// The fields that a roster of this kind cannot do without, by column or given once for the file.
    pub fn must(self) -> &'static [Field] {
        match self {
            RosterKind::People => {
                &[Field::Name, Field::IdNumber, Field::Hukou, Field::Unit, Field::Address, Field::Reason]
            }
            RosterKind::Permits => &[Field::IdNumber, Field::PermitNumber, Field::IssuedOn, Field::Counter],
            RosterKind::Departures => &[Field::IdNumber, Field::LeftOn],
        }
    }
}

/// How far a batch is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BatchState {
    /// Not all of its file is in.
    Interrupted,
    Complete,
    Undone,
}

impl BatchState {
    pub const ALL: [BatchState; 3] = [BatchState::Interrupted, BatchState::Complete, BatchState::Undone];

    pub fn as_str(self) -> &'static str {
        match self {
            BatchState::Interrupted => "interrupted",
            BatchState::Complete => "complete",
            BatchState::Undone => "undone",
        }
    }

    pub fn parse(text: &str) -> Option<BatchState> {
        BatchState::ALL.into_iter().find(|state| state.as_str() == text)
    }
}

/// The code that people see for a batch: `B17`.
pub fn batch_code(id: i64) -> String {
    format!("B{id}")
}

/// The key behind a batch's code, upper or lower case.
pub fn read_batch_code(text: &str) -> Option<i64> {
    let digits = text.trim().strip_prefix(['B', 'b'])?;
    let plain = (1..=12).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| digits.parse().ok())?
}

macro_rules! fields {
    ($($name:ident = $text:literal),* $(,)?) => {
        /// A field of a roster's row.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Field { $($name),* }

        impl Field {
            pub const ALL: &'static [Field] = &[$(Field::$name),*];

            /// The name used by `--map`, `--set` and in JSON.
            pub fn as_str(self) -> &'static str {
                match self { $(Field::$name => $text),* }
            }

            /// Some names mean another field in another kind of roster: see [`Field::in_roster`].
            pub fn parse(text: &str) -> Option<Field> {
                Field::ALL.iter().copied().find(|field| field.as_str() == text)
            }

            /// Its place in [`Field::ALL`].
            pub fn index(self) -> usize {
                self as usize
            }
        }
    };
}

fields! {
    Name = "name",
    IdNumber = "id_number",
    IdKind = "id_kind",
    Sex = "sex",
    Ethnic = "ethnic",
    Birth = "birth",
    Hukou = "hukou",
    Unit = "unit",
    Address = "address",
    Reason = "reason",
    Dwelling = "dwelling",
    Phone = "phone",
    Workplace = "workplace",
    ArrivedOn = "arrived_on",
    RegisteredOn = "registered_on",
    Stay = "stay",
    Relation = "relation",
    Exempt = "exempt",
    Job = "job",
    StartedOn = "started_on",
    LeftOn = "ended_on",
    Education = "education",
    Marriage = "marriage",
    Counter = "counter",
    PermitNumber = "permit_number",
    PermitKind = "permit_kind",
    IssuedOn = "issued_on",
    EndorsedOn = "endorsed_on",
    LastEndorsedOn = "last_endorsed_on",
    ValidUntil = "valid_until",
    CardEndedOn = "card_ended_on",
    EndReason = "end_reason",
    To = "to",
    Note = "note",
}

/// What the cells of a field hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    Text,
    Codes(Codes),
    Sex,
    Exempt,
    IdKind,
    PermitKind,
    EndReason,
    Days(Days),
}

/// The tables of codes that a roster may use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Codes {
    Ethnic,
    Reason,
    Dwelling,
    Stay,
    Education,
    Marriage,
}

/// Which days a cell may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Days {
    One,
    /// Any number of them.
    Several,
    /// The last of a span, or the span.
    Last,
}

impl Field {
    pub fn holds(self) -> Holds {
        match self {
            Field::Ethnic => Holds::Codes(Codes::Ethnic),
            Field::Reason => Holds::Codes(Codes::Reason),
            Field::Dwelling => Holds::Codes(Codes::Dwelling),
            Field::Stay => Holds::Codes(Codes::Stay),
            Field::Education => Holds::Codes(Codes::Education),
            Field::Marriage => Holds::Codes(Codes::Marriage),
            Field::Sex => Holds::Sex,
            Field::Exempt => Holds::Exempt,
            Field::IdKind => Holds::IdKind,
            Field::PermitKind => Holds::PermitKind,
            Field::EndReason => Holds::EndReason,
            Field::Birth
            | Field::ArrivedOn
            | Field::RegisteredOn
            | Field::StartedOn
            | Field::LeftOn
            | Field::IssuedOn
            | Field::LastEndorsedOn
            | Field::CardEndedOn => Holds::Days(Days::One),
            Field::EndorsedOn => Holds::Days(Days::Several),
            Field::ValidUntil => Holds::Days(Days::Last),
            Field::Name
            | Field::IdNumber
            | Field::Hukou
            | Field::Unit
            | Field::Address
            | Field::Phone
            | Field::Workplace
            | Field::Relation
            | Field::Job
            | Field::Counter
            | Field::PermitNumber
            | Field::To
            | Field::Note => Holds::Text,
        }
    }

    /// The days that it holds; none if it holds something else.
    pub fn days(self) -> Option<Days> {
        if let Holds::Days(days) = self.holds() { Some(days) } else { None }
    }

    /// The table of its codes; none if it holds something else.
    pub fn codes(self) -> Option<Codes> {
        if let Holds::Codes(codes) = self.holds() { Some(codes) } else { None }
    }

    /// The name under which an answer shows it: the end of a card is an end like the end of a stay.
    pub fn shown(self) -> &'static str {
        let of_stay_or_card = if self == Field::CardEndedOn { Field::LeftOn } else { self };
        of_stay_or_card.as_str()
    }

    /// What a name given by hand means in a roster of that kind: in a ledger of cards, `ended_on` is the end
    /// of the card and `id_kind` the kind of the card.
    pub fn in_roster(self, kind: RosterKind) -> Field {
        match (kind, self) {
            (RosterKind::Permits, Field::LeftOn) => Field::CardEndedOn,
            (RosterKind::Permits, Field::IdKind) => Field::PermitKind,
            (_, field) => field,
        }
    }
}
