//! Which act may have changed what somebody counted as in a frozen report.
//!
//! The journal says who was concerned and when, not what a figure was before each act. So what cannot have
//! changed a figure is left out, by its kind and its day, and all the rest is named: one act that is left did
//! it, of several one of them did.

use super::calendar::Day;

/// What an act may change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Where somebody lives, from a day on.
    Stay,
    /// A card, from a day on.
    Card,
    /// Facts of the past too: a correction, two records made one.
    Facts,
    /// A roster: stays or cards of other days than its own.
    Roster,
    /// A roster taken back; whom it concerned is gone with it.
    Undo,
    /// The tree, from a day on.
    Units,
    Rules,
}

impl Kind {
    /// The kind of a journalled command; `None`: it changes no figure.
    pub fn of(command: &str) -> Option<Kind> {
        match command {
            "migrant add" | "migrant move" | "migrant leave" => Some(Kind::Stay),
            "permit issue" | "permit endorse" | "permit replace" | "permit end" => Some(Kind::Card),
            "migrant edit" | "migrant merge" | "migrant unmerge" | "permit edit" => Some(Kind::Facts),
            "roster import" | "roster fix" => Some(Kind::Roster),
            "roster undo" | "unit undo" => Some(Kind::Undo),
            "rules set" => Some(Kind::Rules),
            _ => command.starts_with("unit ").then_some(Kind::Units),
        }
    }

    /// Whether it may change what was so at the end of an earlier day than its own.
    fn reaches_back(self) -> bool {
        match self {
            Kind::Stay | Kind::Card | Kind::Units => false,
            Kind::Facts | Kind::Roster | Kind::Undo | Kind::Rules => true,
        }
    }

    /// Whether an act of this kind and day may have changed a figure of a report.
    pub fn may_change(self, on: Day, as_of: Day, figure: usize, moved: Moved) -> bool {
        if on > as_of && !self.reaches_back() {
            return false;
        }
        let in_row = moved.came_or_went || moved.row;
        match self {
            Kind::Facts | Kind::Roster | Kind::Undo => true,
            Kind::Stay => in_row || figure == LIABLE || figure == LIABLE_HOLDERS,
            Kind::Card => matches!(figure, HOLDERS | IN_FORCE | LIABLE_HOLDERS | FIRST_ISSUES),
            Kind::Units => moved.row,
            Kind::Rules => matches!(figure, IN_FORCE | LIABLE | LIABLE_HOLDERS) && !in_row,
        }
    }
}

/// The places of the figures in [`super::frozen::FIGURES`]; the first is `registered`.
const HOLDERS: usize = 1;
const IN_FORCE: usize = 2;
const LIABLE: usize = 3;
const LIABLE_HOLDERS: usize = 4;
pub const FIRST_ISSUES: usize = 5;

/// What became of somebody in the rows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Moved {
    /// Counted only then, or only now.
    pub came_or_went: bool,
    /// Counted then and now, in different rows.
    pub row: bool,
}

impl Moved {
    pub fn between(then: Option<&str>, now: Option<&str>) -> Moved {
        match (then, now) {
            (Some(then), Some(now)) => Moved { came_or_went: false, row: then != now },
            (None, None) => Moved::default(),
            (Some(_), None) | (None, Some(_)) => Moved { came_or_went: true, row: false },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_have_changed_a_figure_is_no_cause() {
        let as_of = Day::new(2018, 3, 31).unwrap();
        let before = Day::new(2018, 3, 15).unwrap();
        let after = Day::new(2018, 4, 1).unwrap();
        let gone = Moved { came_or_went: true, row: false };
        let moved = Moved { came_or_went: false, row: true };
        let stayed = Moved::default();
        for (command, on, figure, moved, may) in [
            ("migrant leave", before, 0, gone, true),
            ("migrant leave", after, 0, gone, false),
            ("migrant edit", after, 0, gone, true),
            ("unit merge", before, 0, gone, false),
            ("unit merge", before, 0, moved, true),
            ("unit merge", after, 0, moved, false),
            ("permit issue", before, HOLDERS, stayed, true),
            ("permit issue", before, 0, gone, false),
            ("permit issue", after, HOLDERS, stayed, false),
            ("migrant move", before, HOLDERS, stayed, false),
            ("migrant move", before, HOLDERS, moved, true),
            ("rules set", after, LIABLE, stayed, true),
            ("rules set", after, HOLDERS, stayed, false),
            ("roster undo", after, FIRST_ISSUES, gone, true),
        ] {
            let kind = Kind::of(command).unwrap();
            assert_eq!(kind.may_change(on, as_of, figure, moved), may, "{command} {on} {figure} {moved:?}");
        }
        for command in ["migrant show", "permit list", "report rate", "permit apply", "nightly", "rules holidays"] {
            assert_eq!(Kind::of(command), None, "{command}");
        }
    }
}
