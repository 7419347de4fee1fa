//! The issuance rate (办证率): permits held by registered people, as a figure that can be trusted.
//!
//! The store counts the registered of a day in groups ([`Group`]) that a rule can decide on; this file
//! decides who is liable, sums, and forms rates from integers, half up, two decimals. Holders are a
//! subset of the registered, so no rate passes 100; nobody registered is no rate (RULES 7).

use super::calendar::Day;
pub use super::check::Check;
use super::eligibility::STAY_UNDER_A_MONTH;
use super::identity::IdKind;
use super::regime::{Entitlement, RegimeRules};
use super::rulebook::RuleBook;
use super::unit::{Tier, Unit, UnitId, UnitKind, UnitTree};

/// Days and codes by which the store groups people so that the rules can decide on whole groups.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CutOffs {
    pub on: Day,
    /// Born from this day on: too young to be obliged.
    pub young_from: Day,
    /// Born up to this day (inclusive): too old to be obliged.
    pub old_until: Day,
    /// Registered by this day: half a year is complete on the day asked.
    pub settled_by: Day,
}

/// People counted together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    pub unit: UnitId,
    pub counter: UnitId,
    pub kind: IdKind,
    pub stay: Option<String>,
    pub exempt: bool,
    /// Of an age that the rules of 2012 oblige.
    pub of_age: bool,
    /// Half a year of registered residence is complete.
    pub settled: bool,
    pub own_city: bool,
    pub registered: u64,
    pub holders: u64,
    pub in_force: u64,
}

/// The cut-offs for a day.
pub fn cut_offs(book: &RuleBook, on: Day) -> CutOffs {
    let mut cut_offs = CutOffs { on, young_from: on, old_until: on, settled_by: on };
    match book.on(on).entitlement {
        Entitlement::None => {}
        Entitlement::ByStay { liable_from, liable_below, .. } => {
            cut_offs.young_from = first_birth_under_age(on, liable_from);
            cut_offs.old_until = first_birth_under_age(on, liable_below).plus_days(-1);
        }
        Entitlement::ByResidence { months } => {
            cut_offs.settled_by =
                super::eligibility::registered_by_for_half_year(on, months, book.settings_on(on).day_count);
        }
    }
    cut_offs
}

/// The first day of birth whose bearer has not reached `age` on `on`: the same convention of birthdays
/// as [`Day::age_on`].
fn first_birth_under_age(on: Day, age: i16) -> Day {
    let mut birth = on.plus_months(-12 * i32::from(age)).plus_days(-3);
    while birth.age_on(on) >= age {
        birth = birth.plus_days(1);
    }
    birth
}

/// Whether the rules of the day oblige (2012) or entitle (2016) the people of a group.
pub fn is_liable(rules: &RegimeRules, group: &Group) -> bool {
    match rules.entitlement {
        Entitlement::None => false,
        Entitlement::ByStay { .. } => {
            let short = group.stay.as_deref() == Some(STAY_UNDER_A_MONTH);
            group.of_age && !short && !(group.exempt && rules.exempt_not_liable)
        }
        Entitlement::ByResidence { .. } => group.settled && !(group.own_city && rules.own_city_barred),
    }
}

/// By what the rows of the report are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum By {
    Tier,
    District,
    Community,
    Counter,
    /// Reason of residence and origin: what people are, not where.
    Reason,
    Origin,
}

impl By {
    pub const ALL: [By; 6] = [By::Tier, By::District, By::Community, By::Counter, By::Reason, By::Origin];

    pub fn as_str(self) -> &'static str {
        match self {
            By::Tier => "tier",
            By::District => "district",
            By::Community => "community",
            By::Counter => "counter",
            By::Reason => "reason",
            By::Origin => "origin",
        }
    }
}

/// The figures of one row.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Figures {
    pub registered: u64,
    pub holders: u64,
    pub in_force: u64,
    pub liable: u64,
    pub liable_holders: u64,
    pub first_issues: u64,
}

impl Figures {
    pub fn add(&mut self, other: &Figures) {
        self.registered += other.registered;
        self.holders += other.holders;
        self.in_force += other.in_force;
        self.liable += other.liable;
        self.liable_holders += other.liable_holders;
        self.first_issues += other.first_issues;
    }

    fn is_zero(&self) -> bool {
        *self == Figures::default()
    }
}

/// A row of the report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The tier's word, or the unit's code.
    pub key: String,
    /// The unit's name; empty for a tier, whose name belongs to the language.
    pub name: String,
    pub figures: Figures,
}

/// First cards of people, counted by where they were issued.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FirstIssues {
    pub counter: UnitId,
    /// Residence unit at issue, or the first after it.
    pub unit: UnitId,
    pub count: u64,
}

/// The whole report of a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rate {
    pub on: Day,
    pub by: By,
    pub rows: Vec<Row>,
    pub total: Figures,
    pub checks: Vec<Check>,
}

/// What the store counted on its own, to be held against the groups.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Counterchecks {
    /// Persons active at the end of the day before the month's first.
    pub opening: u64,
    /// Registrations begun from the month's first to the day.
    pub begun: u64,
    /// Registrations ended from the month's first to the day.
    pub ended: u64,
    /// Persons counted from the permits that are not ended, each looked up among the day's registrations;
    /// one of whom no registration is left counts too, and makes the figures differ.
    pub holders_by_permits: u64,
    /// The registered, each person once.
    pub persons: u64,
    /// People who are recorded, merged records apart, and have no registration of any day: none, whatever day is
    /// asked.
    pub unregistered: u64,
    /// First cards, counted without grouping.
    pub first_issues: u64,
    /// The cards that were read for the figures, and those of the table of cards.
    pub cards_read: Cards,
    pub cards_stored: Cards,
    /// Registrations of the day with a reason that no table has.
    pub strange_reasons: u64,
}

/// All cards of a register summed up, whatever day is asked: how many there are, and the sums of the keys of their
/// bearers.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Cards {
    pub all: u64,
    /// Of 居住证 that have not ended.
    pub live_bearers: u64,
    /// Of 暂住证, and of all that have ended.
    pub other_bearers: u64,
}

/// Builds the report from what the store counted.
pub fn build(
    groups: &[Group],
    first_issues: &[FirstIssues],
    counter_checks: &Counterchecks,
    tree: &UnitTree,
    book: &RuleBook,
    on: Day,
    by: By,
) -> Rate {
    let rules = book.on(on);
    let mut rows = empty_rows(tree, on, by);
    let mut total = Figures::default();
    for group in groups.iter().filter(|group| group.kind == IdKind::Citizen) {
        let liable = is_liable(rules, group);
        let figures = Figures {
            registered: group.registered,
            holders: group.holders,
            in_force: group.in_force,
            liable: if liable { group.registered } else { 0 },
            liable_holders: if liable { group.holders } else { 0 },
            first_issues: 0,
        };
        total.add(&figures);
        add_to_row(&mut rows, key_of(tree, on, by, group.unit, group.counter), &figures);
    }
    for issues in first_issues {
        let figures = Figures { first_issues: issues.count, ..Figures::default() };
        total.add(&figures);
        add_to_row(&mut rows, key_of(tree, on, by, issues.unit, issues.counter), &figures);
    }
    rows.retain(|row| !row.figures.is_zero() || has_own_row(tree, by, &row.key));
    let mut checks = checks(&rows, &total, counter_checks);
    checks.push(Check::new("units_unknown", of_no_unit(groups, first_issues, tree), 0));
    Rate { on, by, rows, total, checks }
}

/// How many people and first cards are of a unit or a counter that the tree does not have.
fn of_no_unit(groups: &[Group], first_issues: &[FirstIssues], tree: &UnitTree) -> u64 {
    let is_none = |unit: UnitId, counter: UnitId| tree.get(unit).is_none() || tree.get(counter).is_none();
    let people = groups.iter().filter(|group| is_none(group.unit, group.counter)).map(|group| group.registered);
    let cards = first_issues.iter().filter(|issues| is_none(issues.unit, issues.counter)).map(|issues| issues.count);
    people.chain(cards).sum()
}

/// Whether a row is shown that has nobody. People are told apart by smaller units than a district (by
/// community) and than the city; what belongs to no smaller one still has to be counted somewhere.
fn has_own_row(tree: &UnitTree, by: By, key: &str) -> bool {
    let kind = tree.by_code(key).map(|unit| unit.kind);
    match by {
        By::Tier | By::Counter | By::Reason | By::Origin => true,
        By::District => kind != Some(UnitKind::City),
        By::Community => !kind.is_some_and(|kind| kind == UnitKind::City || kind.is_county_level()),
    }
}

fn empty_rows(tree: &UnitTree, on: Day, by: By) -> Vec<Row> {
    let row = |key: &str, name: &str| Row { key: key.to_owned(), name: name.to_owned(), figures: Figures::default() };
    let unit_row = |unit: &Unit| row(&unit.code, tree.name_on(unit.id, on));
    let standing = tree.units().iter().filter(|unit| unit.stands_on(on));
    match by {
        By::Tier => Tier::ALL.into_iter().map(|tier| row(tier.as_str(), "")).collect(),
        By::District => {
            standing.filter(|u| u.kind.is_county_level() || u.kind == UnitKind::City).map(unit_row).collect()
        }
        By::Community => standing.map(unit_row).collect(),
        By::Counter => standing.filter(|u| u.tier.is_some()).map(unit_row).collect(),
        // Their rows are codes of tables, and are counted from the people themselves (`regrouped`).
        By::Reason | By::Origin => Vec::new(),
    }
}

/// The row that people of a unit and a counter belong to on the day asked, closed units followed.
pub fn key_of(tree: &UnitTree, on: Day, by: By, unit: UnitId, counter: UnitId) -> Option<String> {
    let unit_then = || tree.standing_on(unit, on);
    let counter_then = || tree.counter_of(counter, on);
    match by {
        By::Tier => counter_then().and_then(|counter| counter.tier).map(|tier| tier.as_str().to_owned()),
        By::District => tree.answering_district(unit, on).or_else(|| tree.city()).map(|d| d.code.clone()),
        By::Community => unit_then().map(|unit| unit.code.clone()),
        By::Counter => counter_then().map(|counter| counter.code.clone()),
        By::Reason | By::Origin => None,
    }
}

/// Adds to the row of the key; people without a row of their own show in the identity check.
fn add_to_row(rows: &mut [Row], key: Option<String>, figures: &Figures) {
    if let Some(key) = key
        && let Some(row) = rows.iter_mut().find(|row| row.key == key)
    {
        row.figures.add(figures);
    }
}

impl Rate {
    /// The figures of the row with a key.
    pub fn figures(&self, key: &str) -> Option<&Figures> {
        self.rows.iter().find(|row| row.key == key).map(|row| &row.figures)
    }

    /// The same day in other rows, that were counted from the people themselves: total and the checks against
    /// the permits stay, and the rows are held against that total.
    #[must_use]
    pub fn regrouped(mut self, by: By, rows: Vec<Row>) -> Rate {
        let sums = sums(&rows, &self.total);
        for check in &mut self.checks {
            if let Some(sum) = sums.iter().find(|sum| sum.name == check.name) {
                *check = sum.clone();
            }
        }
        Rate { by, rows, ..self }
    }
}

/// Each figure of the rows, summed, against the total.
pub fn sums(rows: &[Row], total: &Figures) -> Vec<Check> {
    let check = |name, of: fn(&Figures) -> u64| {
        let left = rows.iter().map(|row| of(&row.figures)).sum::<u64>();
        Check::new(name, left, of(total))
    };
    vec![
        check("rows_registered", |f| f.registered),
        check("rows_holders", |f| f.holders),
        check("rows_in_force", |f| f.in_force),
        check("rows_liable", |f| f.liable),
        check("rows_liable_holders", |f| f.liable_holders),
        check("rows_first_issues", |f| f.first_issues),
    ]
}

fn checks(rows: &[Row], total: &Figures, counted: &Counterchecks) -> Vec<Check> {
    let mut checks = sums(rows, total);
    for check in checks.iter_mut().filter(|check| check.name == "rows_first_issues") {
        check.right = counted.first_issues;
    }
    checks.extend([
        Check::new(
            "holders_and_without",
            total.holders + total.registered.saturating_sub(total.holders),
            total.registered,
        ),
        Check::new("holders_by_permits", total.holders, counted.holders_by_permits),
        Check::new("cards", counted.cards_read.all, counted.cards_stored.all),
        Check::new("cards_live_bearers", counted.cards_read.live_bearers, counted.cards_stored.live_bearers),
        Check::new("cards_other_bearers", counted.cards_read.other_bearers, counted.cards_stored.other_bearers),
        Check::new("registered_persons", total.registered, counted.persons),
        Check::new("people_without_registration", counted.unregistered, 0),
        Check::new("reasons_unknown", counted.strange_reasons, 0),
        Check::new(
            "opening_begun_ended",
            (counted.opening + counted.begun).saturating_sub(counted.ended),
            total.registered,
        ),
    ]);
    checks
}

/// `part / whole` in per cent: two decimals, half up, from integers; `None` of nobody.
pub fn percent(part: u64, whole: u64) -> Option<String> {
    if whole == 0 {
        return None;
    }
    let (part, whole) = (u128::from(part), u128::from(whole));
    let hundredths = (part * 20_000 + whole) / (whole * 2);
    Some(format!("{}.{:02}", hundredths / 100, hundredths % 100))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_round_half_up_and_nobody_is_no_rate() {
        assert_eq!(percent(468_800, 589_315).as_deref(), Some("79.55"));
        assert_eq!(percent(1, 3).as_deref(), Some("33.33"));
        assert_eq!(percent(2, 3).as_deref(), Some("66.67"));
        assert_eq!(percent(1, 800).as_deref(), Some("0.13"));
        assert_eq!(percent(5, 5).as_deref(), Some("100.00"));
        assert_eq!(percent(0, 5).as_deref(), Some("0.00"));
        assert_eq!(percent(0, 0), None);
    }
}
