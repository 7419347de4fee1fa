//! Units as people name them: by code, by a name that is unique, by `parent/name`; and as other systems write
//! them: by a statistical code of twelve digits, by code and name together, by the names from the city down run
//! together.
//!
//! Every name that a unit ever bore finds it, and every parent that it ever had; whoever bears the name on
//! the day itself goes first.

use std::borrow::Cow;

use super::{Unit, UnitKind, UnitRefusal, UnitTree};
use crate::domain::calendar::Day;
use crate::domain::text::trimmed;

impl UnitTree {
    /// The unit that `text` names: a code, a name that is unique, or `parent/name` with any parent
    /// that the unit ever had. It must stand on that day.
    ///
    /// # Errors
    /// `Unknown`, `Ambiguous` (with all candidates) or `NotStanding` (with the successors).
    pub fn find(&self, text: &str, on: Day) -> Result<&Unit, UnitRefusal> {
        let unit = self.named(text, on)?;
        if unit.stands_on(on) { Ok(unit) } else { Err(self.not_standing(unit, on)) }
    }

    /// The refusal of a unit that does not stand on that day.
    pub fn not_standing(&self, unit: &Unit, on: Day) -> UnitRefusal {
        let successors = self.successors_on(unit.id, on).into_iter().map(|next| self.code_and_name(next, on));
        let (code, name) = self.code_and_name(unit, on);
        UnitRefusal::NotStanding { code, name, on, successors: successors.collect() }
    }

    /// The same whether it stands or not.
    ///
    /// # Errors
    /// `Unknown` or `Ambiguous`.
    pub fn named(&self, text: &str, on: Day) -> Result<&Unit, UnitRefusal> {
        let text = trimmed(text);
        match self.by_code(text).or_else(|| self.by_long_form(text)) {
            Some(unit) => Ok(unit),
            None => self.by_words(&self.parted(text), on),
        }
    }

    /// `南明区新华社区`, `贵阳市 南明区 新华社区`: parent and name are parted; any other text is left as it is.
    fn parted<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if self.by_name.contains_key(text) || text.contains(['/', '／']) {
            return Cow::Borrowed(text);
        }
        let words: String = text.split_whitespace().collect();
        let words = self.city().and_then(|city| words.strip_prefix(&city.name)).unwrap_or(&words);
        if self.by_name.contains_key(words) {
            return Cow::Owned(words.to_owned());
        }
        let mut pairs = words.char_indices().map(|(at, _)| words.split_at(at));
        let known = |name: &str| self.by_name.contains_key(name);
        match pairs.find(|(parent, name)| known(parent) && known(name)) {
            Some((parent, name)) => Cow::Owned(format!("{parent}/{name}")),
            None => Cow::Borrowed(text),
        }
    }

    /// `520102400000` and `520102400001`: the unit in which the residents' committee lies. `520102400 新华社区` and
    /// `520102400新华社区`, where both name one unit: what contradicts itself names none.
    fn by_long_form(&self, text: &str) -> Option<&Unit> {
        let digits = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
        let (code, rest) = text.split_at(digits);
        let unit = self.by_code(code).or_else(|| self.by_statistical_code(code))?;
        let name = rest.trim_matches(|c: char| c.is_whitespace() || "-－—_:：()（）".contains(c));
        let bears = name == unit.name || self.former_names(unit.id).any(|former| former.name == name);
        let parted = rest.chars().next().is_none_or(|c| !c.is_ascii_alphanumeric());
        (rest.is_empty() || parted && bears).then_some(unit)
    }

    fn by_statistical_code(&self, code: &str) -> Option<&Unit> {
        let (upper, village) = code.split_at_checked(9).filter(|_| code.len() == 12)?;
        let district = || upper.strip_suffix("000").filter(|_| village == "000");
        self.by_code(upper).or_else(|| self.by_code(district()?))
    }

    /// The code and the name of the day.
    pub fn code_and_name(&self, unit: &Unit, on: Day) -> (String, String) {
        (unit.code.clone(), self.name_on(unit.id, on).to_owned())
    }

    fn by_words(&self, text: &str, on: Day) -> Result<&Unit, UnitRefusal> {
        let (parent, name) = match text.rsplit_once(['/', '／']) {
            Some((parent, name)) => (Some(parent.trim()), name.trim()),
            None => (None, text),
        };
        let named = self.by_name.get(name).into_iter().flatten().map(|at| &self.units[*at]);
        let found: Vec<&Unit> =
            named.filter(|unit| parent.is_none_or(|parent| self.ever_under(unit, parent))).collect();
        let standing: Vec<&Unit> = found.iter().copied().filter(|unit| unit.stands_on(on)).collect();
        let bearing: Vec<&Unit> = standing.iter().copied().filter(|unit| self.name_on(unit.id, on) == name).collect();
        let once = found.iter().copied().filter(|unit| self.bore_before(unit, name, on));
        let ambiguous: Vec<&Unit> = bearing.iter().copied().chain(once).collect();
        // Whoever has the name now, and whoever had it before, cannot be told apart.
        let bearing = if bearing.is_empty() { bearing } else { ambiguous };
        for choice in [bearing, standing, found] {
            match choice.as_slice() {
                [] => {}
                [one] => return Ok(one),
                several => {
                    let candidates = several.iter().map(|unit| (unit.code.clone(), self.path(unit, on)));
                    return Err(UnitRefusal::Ambiguous { text: text.to_owned(), candidates: candidates.collect() });
                }
            }
        }
        Err(UnitRefusal::Unknown { text: text.to_owned(), near: self.near(name, on) })
    }

    /// Whether somebody may still mean this unit by a name that it bore before the day and bears no more, or that
    /// went with it; one that is followed by a bearer of the same name is meant by nobody.
    fn bore_before(&self, unit: &Unit, name: &str, on: Day) -> bool {
        if unit.stands_on(on) {
            let gave_up = self.former_names(unit.id).any(|former| former.name == name && former.until <= on);
            return gave_up && self.name_on(unit.id, on) != name;
        }
        let ended = unit.until.is_some_and(|until| until <= on);
        let next = self.standing_on(unit.id, on);
        ended && next.is_none_or(|next| self.name_on(next.id, on) != name)
    }

    fn ever_under(&self, unit: &Unit, parent: &str) -> bool {
        let last = parent.rsplit(['/', '／']).next().unwrap_or(parent).trim();
        let mut parents = self.parentages(unit.id).filter_map(|p| self.get(p.parent));
        parents.any(|p| p.code == last || p.name == last || self.former_names(p.id).any(|former| former.name == last))
    }

    /// `parent/name`, as it may be typed.
    pub fn path(&self, unit: &Unit, on: Day) -> String {
        let name = self.name_on(unit.id, on);
        match self.parent_on(unit.id, on) {
            Some(parent) if parent.kind != UnitKind::City => format!("{}/{name}", self.name_on(parent.id, on)),
            _ => name.to_owned(),
        }
    }

    /// Whether people can be registered at the unit.
    ///
    /// # Errors
    /// The city itself: `HoldsNobody`.
    pub fn residence<'a>(&'a self, text: &str, on: Day) -> Result<&'a Unit, UnitRefusal> {
        let unit = self.find(text, on)?;
        if unit.kind == UnitKind::City {
            let (code, name) = self.code_and_name(unit, on);
            return Err(UnitRefusal::HoldsNobody { code, name });
        }
        Ok(unit)
    }
}
