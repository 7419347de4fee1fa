//! What a frozen figure was counted from: of each person the row and what the person counted as, packed
//! small, so that a later correction shows by whom, and through them by which act, a figure changed.

use std::collections::BTreeMap;

use super::blame::{FIRST_ISSUES, Moved};
use super::rate::Figures;

/// What a person counted as. Rows are places in [`Inputs::keys`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counted {
    pub migrant: i64,
    /// The row as a registered person, and whether holder, in force, liable.
    pub registered: Option<(usize, Marks)>,
    /// The row of the first issue.
    pub first_issue: Option<usize>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Marks {
    pub holder: bool,
    pub in_force: bool,
    pub liable: bool,
}

/// Everything a report was counted from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Inputs {
    /// The keys of the rows.
    pub keys: Vec<String>,
    /// By person.
    pub people: Vec<Counted>,
}

/// How figures differ, by the key of the row and under `total`: now less then.
pub type Effect = BTreeMap<String, [i64; 6]>;

/// The figures of an [`Effect`], by their keys.
pub const FIGURES: [&str; 6] = ["registered", "holders", "in_force", "liable", "liable_holders", "first_issues"];

impl Inputs {
    /// The bytes: the keys, a line each, a blank line, then for each person the distance to the one before,
    /// the marks, and the rows, as numbers of seven bits a byte.
    pub fn packed(&self) -> Vec<u8> {
        let mut out: Vec<u8> = Vec::with_capacity(self.people.len() * 6);
        for key in &self.keys {
            out.extend(key.as_bytes());
            out.push(b'\n');
        }
        out.push(b'\n');
        let mut before = 0;
        for person in &self.people {
            push(&mut out, u64::try_from(person.migrant - before).unwrap_or(0));
            before = person.migrant;
            let marks = person.registered.map_or(Marks::default(), |(_, marks)| marks);
            let bits =
                [person.registered.is_some(), marks.holder, marks.in_force, marks.liable, person.first_issue.is_some()];
            push(&mut out, bits.iter().rev().fold(0, |byte, bit| byte * 2 + u64::from(*bit)));
            for row in person.registered.map(|(row, _)| row).into_iter().chain(person.first_issue) {
                push(&mut out, u64::try_from(row).unwrap_or(0));
            }
        }
        out
    }

    /// Reads what [`Inputs::packed`] wrote; `None` for anything else.
    pub fn unpacked(bytes: &[u8]) -> Option<Inputs> {
        let mut inputs = Inputs::default();
        let mut rest = bytes;
        loop {
            let end = rest.iter().position(|byte| *byte == b'\n')?;
            let (line, behind) = rest.split_at(end);
            rest = &behind[1..];
            if line.is_empty() {
                break;
            }
            inputs.keys.push(String::from_utf8(line.to_vec()).ok()?);
        }
        let mut before = 0;
        while !rest.is_empty() {
            let migrant = before + i64::try_from(pull(&mut rest)?).ok()?;
            before = migrant;
            let bits = pull(&mut rest)?;
            let is = |at: u32| bits >> at & 1 == 1;
            let mut row = || usize::try_from(pull(&mut rest)?).ok().filter(|row| *row < inputs.keys.len());
            let marks = Marks { holder: is(1), in_force: is(2), liable: is(3) };
            let registered = if is(0) { Some((row()?, marks)) } else { None };
            let first_issue = if is(4) { Some(row()?) } else { None };
            inputs.people.push(Counted { migrant, registered, first_issue });
        }
        Some(inputs)
    }

    /// All figures together.
    pub fn total(&self) -> Figures {
        let mut total = Figures::default();
        for figures in self.people.iter().map(figures) {
            total.add(&figures);
        }
        total
    }

    fn key(&self, row: usize) -> String {
        self.keys.get(row).cloned().unwrap_or_default()
    }

    fn add_to(&self, effect: &mut Effect, person: &Counted, sign: i64) {
        let figures = figures(person);
        let signed = |count: u64| sign * i64::try_from(count).unwrap_or(0);
        let of_registered =
            [figures.registered, figures.holders, figures.in_force, figures.liable, figures.liable_holders];
        if let Some((row, _)) = person.registered {
            for key in [self.key(row), "total".to_owned()] {
                let sums = effect.entry(key).or_default();
                for (sum, count) in sums.iter_mut().zip(of_registered) {
                    *sum += signed(count);
                }
            }
        }
        if let Some(row) = person.first_issue {
            for key in [self.key(row), "total".to_owned()] {
                effect.entry(key).or_default()[5] += signed(figures.first_issues);
            }
        }
    }
}

fn figures(person: &Counted) -> Figures {
    let marks = person.registered.map_or(Marks::default(), |(_, marks)| marks);
    Figures {
        registered: u64::from(person.registered.is_some()),
        holders: u64::from(marks.holder),
        in_force: u64::from(marks.in_force),
        liable: u64::from(marks.liable),
        liable_holders: u64::from(marks.liable && marks.holder),
        first_issues: u64::from(person.first_issue.is_some()),
    }
}

/// Somebody whose counting differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    pub migrant: i64,
    pub effect: Effect,
    /// What became of the person among the registered, and of the first issue.
    pub stay: Moved,
    pub first_issue: Moved,
}

impl Difference {
    /// What became of the person in the rows of a figure.
    pub fn moved(&self, figure: usize) -> Moved {
        if figure == FIRST_ISSUES { self.first_issue } else { self.stay }
    }

    /// The part of the effect that one figure has; `None`: it stayed.
    pub fn of_figure(&self, figure: usize) -> Option<Effect> {
        let part = |(key, sums): (&String, &[i64; 6])| {
            let mut only = [0; 6];
            only[figure] = sums[figure];
            (sums[figure] != 0).then(|| (key.clone(), only))
        };
        let effect: Effect = self.effect.iter().filter_map(part).collect();
        (!effect.is_empty()).then_some(effect)
    }
}

/// Whose counting differs, and how; people in order.
pub fn differences(then: &Inputs, now: &Inputs) -> Vec<Difference> {
    let mut people: BTreeMap<i64, (Effect, [Option<&Counted>; 2])> = BTreeMap::new();
    for (at, (inputs, sign)) in [(then, -1), (now, 1)].into_iter().enumerate() {
        for person in &inputs.people {
            let (effect, counted) = people.entry(person.migrant).or_default();
            inputs.add_to(effect, person, sign);
            counted[at] = Some(person);
        }
    }
    let row = |inputs: &Inputs, row: Option<usize>| row.map(|row| inputs.key(row));
    let between = |pick: fn(&Counted) -> Option<usize>, counted: [Option<&Counted>; 2]| {
        let (then, now) = (row(then, counted[0].and_then(pick)), row(now, counted[1].and_then(pick)));
        Moved::between(then.as_deref(), now.as_deref())
    };
    let difference = |(migrant, (mut effect, counted)): (i64, (Effect, [Option<&Counted>; 2]))| {
        effect.retain(|_, sums| sums.iter().any(|sum| *sum != 0));
        (!effect.is_empty()).then(|| Difference {
            migrant,
            effect,
            stay: between(|person| person.registered.map(|(row, _)| row), counted),
            first_issue: between(|person| person.first_issue, counted),
        })
    };
    people.into_iter().filter_map(difference).collect()
}

/// Adds one effect to another.
pub fn join(effect: &mut Effect, more: &Effect) {
    for (key, sums) in more {
        let known = effect.entry(key.clone()).or_default();
        for (sum, add) in known.iter_mut().zip(sums) {
            *sum += add;
        }
    }
}

fn push(out: &mut Vec<u8>, mut number: u64) {
    while number >= 128 {
        out.push(u8::try_from(number % 128).unwrap_or(0) + 128);
        number /= 128;
    }
    out.push(u8::try_from(number).unwrap_or(0));
}

fn pull(rest: &mut &[u8]) -> Option<u64> {
    let mut number = 0u64;
    for at in 0..10u32 {
        let (byte, behind) = rest.split_first()?;
        *rest = behind;
        number |= u64::from(byte % 128) << (7 * at);
        if *byte < 128 {
            return Some(number);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(migrant: i64, row: Option<usize>, holder: bool, first: Option<usize>) -> Counted {
        let marks = Marks { holder, in_force: holder, liable: true };
        Counted { migrant, registered: row.map(|row| (row, marks)), first_issue: first }
    }

    fn inputs(people: Vec<Counted>) -> Inputs {
        Inputs { keys: vec!["city".to_owned(), "社区".to_owned()], people }
    }

    #[test]
    fn what_was_packed_is_read_back() {
        let all = inputs(vec![
            person(1, Some(0), false, None),
            person(300, Some(1), true, Some(0)),
            person(1_000_000, None, false, Some(1)),
        ]);
        assert_eq!(Inputs::unpacked(&all.packed()), Some(all.clone()));
        assert_eq!(Inputs::unpacked(&[]), None);
        let mut cut = all.packed();
        cut.pop();
        assert_eq!(Inputs::unpacked(&cut), None);
        assert_eq!(
            all.total(),
            Figures { registered: 2, holders: 1, in_force: 1, liable: 2, liable_holders: 1, first_issues: 2 }
        );
    }

    #[test]
    fn who_left_moved_or_got_a_card_shows_with_the_rows() {
        let then = inputs(vec![
            person(1, Some(0), true, Some(0)),
            person(2, Some(0), false, None),
            person(3, Some(1), false, None),
        ]);
        let now = inputs(vec![
            person(1, None, false, Some(0)),
            person(2, Some(1), false, None),
            person(3, Some(1), false, None),
        ]);
        let found = differences(&then, &now);
        assert_eq!(found.iter().map(|one| one.migrant).collect::<Vec<_>>(), [1, 2]);
        let effect = |at: usize| &found[at].effect;
        assert_eq!(effect(0)["total"], [-1, -1, -1, -1, -1, 0]);
        assert_eq!((effect(1)["city"], effect(1)["社区"]), ([-1, 0, 0, -1, 0, 0], [1, 0, 0, 1, 0, 0]));
        assert!(!effect(1).contains_key("total"), "a move inside the city changes no total");
        assert_eq!((found[0].stay.came_or_went, found[1].stay.row), (true, true));
        assert_eq!(found[0].first_issue, Moved::default());
        assert_eq!(found[1].of_figure(3).expect("of the liable")["city"], [0, 0, 0, -1, 0, 0]);
        assert_eq!(found[1].of_figure(1), None);
    }
}
