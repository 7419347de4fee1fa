//! The units of a day as a tree: the object of `unit tree`, and the drawing.

use serde::Serialize;

use crate::domain::calendar::Day;
use crate::domain::lang::Lang;
use crate::domain::unit::{Tier, Unit, UnitTree};

use super::printable;
use super::words::{labels, text};

/// A unit with its parts.
#[derive(Debug, Clone, Serialize)]
pub struct Node {
    pub code: String,
    pub name: String,
    pub kind: &'static str,
    pub tier: Option<&'static str>,
    pub parts: Vec<Node>,
    #[serde(skip)]
    counter: Option<Tier>,
}

/// The object of `unit tree` (docs/contract.md).
#[derive(Debug, Clone, Serialize)]
pub struct TreeAnswer {
    pub units: Vec<Node>,
}

impl TreeAnswer {
    pub fn of(tree: &UnitTree, on: Day) -> TreeAnswer {
        let standing = tree.units().iter().filter(|unit| unit.stands_on(on));
        let roots = standing.filter(|unit| tree.parent_on(unit.id, on).is_none());
        TreeAnswer { units: roots.map(|unit| node(tree, unit, on)).collect() }
    }

    /// The tree drawn, counters marked.
    pub fn screen(&self, lang: Lang) -> String {
        let mut out = String::new();
        for root in &self.units {
            put_line(&mut out, "", root, lang);
            put_parts(&mut out, "", &root.parts, lang);
        }
        out.push_str(&text!(lang, "\n● 有受理点\n", "\n● a counter\n"));
        out
    }
}

fn node(tree: &UnitTree, unit: &Unit, on: Day) -> Node {
    Node {
        code: unit.code.clone(),
        name: tree.name_on(unit.id, on).to_owned(),
        kind: unit.kind.as_str(),
        tier: unit.tier.map(Tier::as_str),
        parts: tree.parts_on(unit.id, on).map(|part| node(tree, part, on)).collect(),
        counter: unit.tier,
    }
}

fn put_line(out: &mut String, before: &str, node: &Node, lang: Lang) {
    let mark = node.counter.map_or_else(String::new, |tier| format!(" ● {}", labels::tier(lang, tier)));
    let name = printable(&node.name);
    for piece in [before, &node.code, " ", &name, &mark, "\n"] {
        out.push_str(piece);
    }
}

fn put_parts(out: &mut String, before: &str, parts: &[Node], lang: Lang) {
    for (at, part) in parts.iter().enumerate() {
        let (branch, below) = if at + 1 == parts.len() { ("└─ ", "   ") } else { ("├─ ", "│  ") };
        put_line(out, &format!("{before}{branch}"), part, lang);
        put_parts(out, &format!("{before}{below}"), &part.parts, lang);
    }
}
