//! Which act may have changed what somebody counted as in a frozen report.
//!
//! The journal says who was concerned and when, not what a figure was before each act. So what cannot have
//! changed a figure is left out, by its kind and its day, and all the rest is named: one act that is left did
//! it, of several one of them did.

use super::calendar::Day;
use super::rate::By;

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
    /// An act on a unit taken back, as if it had not been made.
    UnitUndo,
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
            "roster undo" => Some(Kind::Undo),
            "unit undo" => Some(Kind::UnitUndo),
            "rules set" => Some(Kind::Rules),
            // A name counts nobody, and a new unit has nobody.
            "unit rename" | "unit open" => None,
            _ => command.starts_with("unit ").then_some(Kind::Units),
        }
    }

    /// Whether it may change what was so at the end of an earlier day than its own.
    fn reaches_back(self) -> bool {
        match self {
            Kind::Stay | Kind::Card | Kind::Units => false,
            Kind::Facts | Kind::Roster | Kind::Undo | Kind::UnitUndo | Kind::Rules => true,
        }
    }

    /// Whether an act of this kind may change such a figure at all.
    fn reaches(self, figure: usize, moved: Moved) -> bool {
        let in_row = moved.came_or_went || moved.row;
        match self {
            Kind::Facts | Kind::Roster | Kind::Undo => true,
            Kind::Stay => in_row || figure == LIABLE || figure == LIABLE_HOLDERS,
            Kind::Card => matches!(figure, HOLDERS | IN_FORCE | LIABLE_HOLDERS | FIRST_ISSUES),
            Kind::Units | Kind::UnitUndo => moved.row,
            Kind::Rules => matches!(figure, IN_FORCE | LIABLE | LIABLE_HOLDERS) && !in_row,
        }
    }
}

/// An act that may have changed figures, with what it changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suspect {
    pub kind: Kind,
    on: Day,
    /// What each thing that it changed may have changed.
    parts: Vec<Part>,
}

impl Suspect {
    /// An entry of the journal, against a report by tier, reason and so on; `None`: it changed no figure there.
    pub fn of(command: &str, subject: &str, changes: &str, on: Day, by: By) -> Option<Suspect> {
        let kind = Kind::of(command)?;
        let parts: Vec<Part> = match (kind, command) {
            (Kind::Rules, _) => Part::of_rule(subject).into_iter().collect(),
            (Kind::Facts, "migrant edit") => keys(changes).filter_map(|key| Part::of_fact(key, by)).collect(),
            (Kind::Facts, "permit edit") => {
                let of_card = keys(changes).any(|key| key == "permit");
                keys(changes).filter(|_| of_card).filter_map(Part::of_card).collect()
            }
            _ => vec![Part::Anything],
        };
        (!parts.is_empty()).then_some(Suspect { kind, on, parts })
    }

    /// Whether it may change such a figure, on whatever day.
    pub fn reaches(&self, figure: usize, moved: Moved) -> bool {
        self.kind.reaches(figure, moved) && self.parts.iter().any(|part| part.reaches(figure, moved))
    }

    /// Whether it may have changed a figure of a report.
    pub fn may_have_changed(&self, as_of: Day, figure: usize, moved: Moved) -> bool {
        (self.on <= as_of || self.kind.reaches_back()) && self.reaches(figure, moved)
    }
}

/// What the journal says was changed, by its keys; a quote inside a value has a stroke before it.
fn keys(changes: &str) -> impl Iterator<Item = &str> {
    let ends = changes.match_indices("\":[").map(|(at, _)| changes.get(..at).unwrap_or_default());
    ends.filter(|head| !head.ends_with('\\')).filter_map(|head| head.rsplit('"').next())
}

/// Figures that a changed fact or rule may change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Anything,
    /// In which row somebody stands.
    Row,
    Liable,
    InForce,
    Cards,
    FirstIssues,
}

impl Part {
    /// A fact of a person or a stay; `None`: no figure asks for it.
    fn of_fact(key: &str, by: By) -> Option<Part> {
        match key {
            "name" | "sex" | "ethnic" | "phone" | "education" | "marriage" | "dwelling" | "workplace"
            | "employer_code" | "job" | "relation" | "note" | "proxy_name" | "proxy_id_number" | "proxy_relation"
            | "left_to" => None,
            "birth" | "stay" | "exempt" => Some(Part::Liable),
            "reason" => (by == By::Reason).then_some(Part::Row),
            // Who is of this city may be liable by it, or not.
            "hukou" | "hukou_county" if by != By::Origin => Some(Part::Liable),
            _ => Some(Part::Anything),
        }
    }

    fn of_card(key: &str) -> Option<Part> {
        match key {
            "permit" | "number" | "issuing_county" | "collected_on" | "collected_by" => None,
            "issued_at" => Some(Part::FirstIssues),
            "valid_until" => Some(Part::InForce),
            _ => Some(Part::Cards),
        }
    }

    /// A rule that was set, by its name with or without its regime.
    fn of_rule(key: &str) -> Option<Part> {
        match key.rsplit('.').next().unwrap_or_default() {
            "target_rate"
            | "night_jump"
            | "night_by"
            | "photos"
            | "ground"
            | "hukou_book_for_adults"
            | "proxy_below_age"
            | "proxy_min_age"
            | "child_needs_proxy"
            | "issue_within"
            | "extend_within"
            | "issue_promise"
            | "register_within"
            | "move_within"
            | "sender_within"
            | "endorse_papers"
            | "dwelling_ground_lease" => None,
            "after_late" | "window" | "lapses_to_suspension" => Some(Part::InForce),
            "exempt_not_liable" | "own_city_barred" => Some(Part::Liable),
            _ => Some(Part::Anything),
        }
    }

    fn reaches(self, figure: usize, moved: Moved) -> bool {
        match self {
            Part::Anything => true,
            Part::Row => moved.row,
            Part::Liable => matches!(figure, LIABLE | LIABLE_HOLDERS),
            Part::InForce => figure == IN_FORCE,
            Part::Cards => matches!(figure, HOLDERS | IN_FORCE | LIABLE_HOLDERS | FIRST_ISSUES),
            Part::FirstIssues => figure == FIRST_ISSUES,
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
            let act = Suspect::of(command, "day_count", r#"{"unit":["a","b"]}"#, on, By::Community).unwrap();
            assert_eq!(act.may_have_changed(as_of, figure, moved), may, "{command} {on} {figure} {moved:?}");
        }
        for command in [
            "migrant show",
            "permit list",
            "report rate",
            "permit apply",
            "nightly",
            "rules holidays",
            "unit rename",
            "unit open",
        ] {
            assert_eq!(Kind::of(command), None, "{command}");
        }
    }

    #[test]
    fn an_act_is_a_cause_of_what_it_changed_can_change_alone() {
        let stayed = Moved::default();
        let moved = Moved { came_or_went: false, row: true };
        let on = Day::new(2018, 3, 15).unwrap();
        let edit = "migrant edit";
        for (command, subject, changes, by, moved, expected) in [
            (edit, "M1", r#"{"phone":[null,"139"],"note":["a","b"]}"#, By::Tier, stayed, &[][..]),
            (edit, "M1", r#"{"note":["\"unit\":[",null]}"#, By::Tier, stayed, &[]),
            (edit, "M1", r#"{"stay":["0","1"],"phone":[null,"1"]}"#, By::Tier, stayed, &[LIABLE, LIABLE_HOLDERS]),
            (edit, "M1", r#"{"reason":["01","02"]}"#, By::Tier, moved, &[]),
            (edit, "M1", r#"{"reason":["01","02"]}"#, By::Reason, stayed, &[]),
            (edit, "M1", r#"{"reason":["01","02"]}"#, By::Reason, moved, &[0, 1, 2, 3, 4, 5]),
            (edit, "M1", r#"{"hukou":["a","b"]}"#, By::Community, moved, &[LIABLE, LIABLE_HOLDERS]),
            (edit, "M1", r#"{"hukou":["a","b"]}"#, By::Origin, stayed, &[0, 1, 2, 3, 4, 5]),
            (edit, "M1", r#"{"unit":["a","b"]}"#, By::Tier, stayed, &[0, 1, 2, 3, 4, 5]),
            (
                "permit edit",
                "M1",
                r#"{"permit":[null,"JZ"],"collected_on":[null,"2018-01-01"]}"#,
                By::Tier,
                stayed,
                &[],
            ),
            ("permit edit", "M1", r#"{"permit":[null,"JZ"],"valid_until":["a","b"]}"#, By::Tier, stayed, &[IN_FORCE]),
            ("permit edit", "M1", r#"{"permit":[null,"JZ"],"issued_on":["a","b"]}"#, By::Tier, stayed, &[1, 2, 4, 5]),
            ("permit edit", "M1", r#"{"application":[null,"A1"],"accepted_on":["a","b"]}"#, By::Tier, stayed, &[]),
            ("rules set", "target_rate", r#"{"value":["none","85.00"]}"#, By::Tier, stayed, &[]),
            ("rules set", "guizhou-2012.window", r#"{"value":["a","b"]}"#, By::Tier, stayed, &[IN_FORCE]),
            ("rules set", "own_city_barred", r#"{"value":["a","b"]}"#, By::Tier, stayed, &[LIABLE, LIABLE_HOLDERS]),
            ("unit rename", "520102", r#"{"name":["a","b"]}"#, By::District, moved, &[]),
            ("unit undo", "520102", "{}", By::District, stayed, &[]),
            ("migrant merge", "M1", r#"{"duplicate":[null,"M2"]}"#, By::District, moved, &[0, 1, 2, 3, 4, 5]),
        ] {
            let act = Suspect::of(command, subject, changes, on, by);
            let reached = |figure: &usize| act.as_ref().is_some_and(|act| act.reaches(*figure, moved));
            let found: Vec<usize> = (0..=FIRST_ISSUES).filter(reached).collect();
            assert_eq!(found, expected, "{command} {subject} {changes} {by:?}");
        }
    }
}
