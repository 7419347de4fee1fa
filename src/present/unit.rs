//! A unit on a day: the object of `unit show`, and the screen of it.

use serde::Serialize;

use crate::domain::calendar::Day;
use crate::domain::lang::Lang;
use crate::domain::unit::{Tier, Unit, UnitKind, UnitTree};

use crate::ops::units::undo::TakenBack;

use super::table::KeyValue;
use super::words::{counted_as, labels, text};

#[derive(Debug, Clone, Serialize)]
pub struct NameAnswer {
    pub name: String,
    /// First day on which it bore the next name.
    pub until: String,
}

#[derive(Debug, Clone, Serialize)]
pub struct ParentAnswer {
    pub code: String,
    pub name: String,
    pub since: Option<String>,
    pub until: Option<String>,
}

#[derive(Debug, Clone, Serialize)]
pub struct SuccessionAnswer {
    pub code: String,
    pub name: String,
    pub on: String,
}

#[derive(Debug, Clone, Serialize)]
pub struct MovedAnswer {
    pub code: String,
    pub people: u64,
}

/// The object of `unit show` (docs/contract.md). What came after the day asked is looked past.
#[derive(Debug, Clone, Serialize)]
pub struct UnitAnswer {
    pub code: String,
    pub name: String,
    pub kind: &'static str,
    pub parent: Option<String>,
    pub tier: Option<&'static str>,
    pub since: Option<String>,
    pub until: Option<String>,
    pub names: Vec<NameAnswer>,
    pub parents: Vec<ParentAnswer>,
    pub predecessors: Vec<SuccessionAnswer>,
    pub successors: Vec<SuccessionAnswer>,
    pub registered: u64,
    /// Who went where, after a split.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub moved: Option<Vec<MovedAnswer>>,
    #[serde(skip)]
    shown: Shown,
}

/// What the screen words and JSON does not repeat.
#[derive(Debug, Clone)]
struct Shown {
    kind: UnitKind,
    tier: Option<Tier>,
    parent: Option<String>,
}

#[derive(Debug, Clone, Serialize)]
struct DeedAnswer {
    act: &'static str,
    code: String,
    name: String,
    on: String,
}

/// The object of `unit undo`.
#[derive(Debug, Clone, Serialize)]
pub struct UndoneAnswer {
    undone: DeedAnswer,
    unit: Option<UnitAnswer>,
}

impl UndoneAnswer {
    /// `unit`: as it stands now; `None`: it was never opened.
    pub fn of(back: &TakenBack, unit: Option<UnitAnswer>) -> UndoneAnswer {
        let TakenBack { deed, unit: (code, name), on } = back.clone();
        UndoneAnswer { undone: DeedAnswer { act: deed.as_str(), code, name, on: on.to_string() }, unit }
    }

    /// The screen of the unit, where it stands.
    pub fn screen(&self, lang: Lang) -> Option<String> {
        self.unit.as_ref().map(|unit| unit.screen(lang))
    }
}

/// The last day on which something was so: what is kept is the first on which it is not.
fn last_day(until: &str) -> String {
    Day::parse_iso(until).map_or_else(|| until.to_owned(), |until| until.plus_days(-1).to_string())
}

impl UnitAnswer {
    /// The unit at the end of a day.
    pub fn of(tree: &UnitTree, unit: &Unit, on: Day, registered: u64) -> UnitAnswer {
        let parent = tree.parent_on(unit.id, on).filter(|_| unit.stands_on(on));
        let known = tree.successions().iter().filter(|succession| succession.on <= on);
        let other = |id, day: Day| {
            let (code, name) = tree.get(id).map(|unit| tree.code_and_name(unit, on)).unwrap_or_default();
            SuccessionAnswer { code, name, on: day.to_string() }
        };
        UnitAnswer {
            code: unit.code.clone(),
            name: tree.name_on(unit.id, on).to_owned(),
            kind: unit.kind.as_str(),
            parent: parent.map(|parent| parent.code.clone()),
            tier: unit.tier.map(Tier::as_str),
            since: unit.since.map(|day| day.to_string()),
            until: unit.until.filter(|until| *until <= on).map(|day| day.to_string()),
            names: tree
                .former_names(unit.id)
                .filter(|former| former.until <= on)
                .map(|former| NameAnswer { name: former.name.clone(), until: former.until.to_string() })
                .collect(),
            parents: parents(tree, unit, on),
            predecessors: known.clone().filter(|s| s.to == unit.id).map(|s| other(s.from, s.on)).collect(),
            successors: known.filter(|s| s.from == unit.id).map(|s| other(s.to, s.on)).collect(),
            registered,
            moved: None,
            shown: Shown {
                kind: unit.kind,
                tier: unit.tier,
                parent: parent.map(|parent| tree.name_on(parent.id, on).to_owned()),
            },
        }
    }

    /// With who went where.
    #[must_use]
    pub fn with_moved(mut self, moved: &[(String, u64)]) -> UnitAnswer {
        let moved = moved.iter().map(|(code, people)| MovedAnswer { code: code.clone(), people: *people });
        self.moved = Some(moved.collect());
        self
    }

    /// The name of what it is part of.
    pub fn parent_name(&self) -> Option<&str> {
        self.shown.parent.as_deref()
    }

    /// The screen of `unit show`.
    pub fn screen(&self, lang: Lang) -> String {
        let shown = &self.shown;
        let mut screen = KeyValue::new();
        screen
            .put(text!(lang, "单位", "Unit"), format!("{} {}", self.code, self.name))
            .put(text!(lang, "种类", "Kind"), labels::unit_kind(lang, shown.kind));
        if let (Some(code), Some(name)) = (&self.parent, &shown.parent) {
            screen.put(text!(lang, "所属", "Part of"), format!("{code} {name}"));
        }
        screen.put_or_none(text!(lang, "受理点", "Counter"), shown.tier.map(|tier| labels::tier(lang, tier)));
        if let Some(since) = &self.since {
            screen.put(text!(lang, "设立", "Since"), since);
        }
        if let Some(until) = &self.until {
            screen.put(text!(lang, "撤销", "Closed on"), until);
        }
        screen.put(text!(lang, "登记人数", "Registered"), self.registered);
        screen.gap();
        for former in &self.names {
            let (name, until) = (&former.name, &former.until);
            let value = {
                let last = last_day(until);
                text!(lang, "{name}（{until} 改名）", "{name} (until {last})")
            };
            screen.put(text!(lang, "曾用名", "Earlier name"), value);
        }
        for former in self.parents.iter().filter(|parent| parent.until.is_some()) {
            let last = last_day(former.until.as_deref().unwrap_or_default());
            let value = text!(lang, "{0} {1}（到 {last} 为止）", "{0} {1} (until {last})", former.code, former.name);
            screen.put(text!(lang, "曾属", "Was part of"), value);
        }
        self.put_successions(&mut screen, lang);
        screen.render()
    }

    fn put_successions(&self, screen: &mut KeyValue, lang: Lang) {
        let value = |other: &SuccessionAnswer| format!("{} {} ({})", other.code, other.name, other.on);
        for other in &self.predecessors {
            screen.put(text!(lang, "前身", "Came from"), value(other));
        }
        for other in &self.successors {
            let went = self.moved.iter().flatten().find(|moved| moved.code == other.code);
            let people = went.map_or_else(String::new, |moved| {
                let people = moved.people;
                let came = counted_as(people, "person", "people");
                text!(lang, "，转入 {people} 人", ", {came}")
            });
            screen.put(text!(lang, "接替单位", "Taken over by"), format!("{}{people}", value(other)));
        }
    }
}

fn parents(tree: &UnitTree, unit: &Unit, on: Day) -> Vec<ParentAnswer> {
    let known = tree.parentages(unit.id).filter(|p| p.since.is_none_or(|since| since <= on));
    let parent = |p: &crate::domain::unit::Parentage| {
        let (code, name) = tree.get(p.parent).map(|parent| tree.code_and_name(parent, on)).unwrap_or_default();
        ParentAnswer {
            code,
            name,
            since: p.since.map(|day| day.to_string()),
            until: p.until.filter(|until| *until <= on).map(|day| day.to_string()),
        }
    };
    known.map(parent).collect()
}
