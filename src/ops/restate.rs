//! What became of a frozen report's figures, and by which acts: a figure of a person has the one act that can have
//! changed it, or all of which one did.

use std::collections::{BTreeMap, HashMap};

use crate::domain::blame::{Kind, Suspect};
use crate::domain::calendar::Day;
use crate::domain::cell::TOTAL;
use crate::domain::dossier::migrant_code;
use crate::domain::frozen::{Difference, Effect, FIGURES, Inputs, differences, join};
use crate::domain::rate::{By, Check};
use crate::domain::roster::batch_code;
use crate::domain::unit::UnitTree;
use crate::store::frozen::{self, Act, Frozen};
use crate::store::{Sql, StoreError};

use super::OpError;
use super::freeze::number_of;
use super::rate::{ReportRefusal, hold};

/// An entry of the journal: sequence, command, day.
pub type Entry = (i64, String, Day);

/// What one of some acts, or what no act of the journal explains, did to the figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restated {
    /// One: it did it. Several: one of them did, or some together. None: nothing in the journal may have.
    pub acts: Vec<Entry>,
    pub effect: Effect,
}

/// What became of a frozen report's figures, by the acts since, in their order.
pub fn changes(
    sql: &Sql,
    tree: &UnitTree,
    kept: &Frozen,
    now: &Inputs,
) -> Result<Vec<Restated>, OpError<ReportRefusal>> {
    let then = Inputs::unpacked(&kept.inputs);
    let number = number_of(kept.as_of, kept.number);
    let then = then.ok_or(OpError::Refused(ReportRefusal::BrokenSeal { number }))?;
    let journal = Since::read(sql, kept)?;
    let mut found: BTreeMap<Vec<i64>, Effect> = BTreeMap::new();
    for difference in differences(&then, now) {
        let own = journal.of_person(sql, tree, &difference)?;
        for figure in 0..FIGURES.len() {
            let Some(effect) = difference.of_figure(figure) else { continue };
            join(found.entry(journal.causes(&own, &difference, figure)).or_default(), &effect);
        }
    }
    let (before, after) = (then.total(), now.total());
    let sum = |at: usize| found.values().filter_map(|effect| Some(effect.get(TOTAL)?[at])).sum::<i64>();
    let moved = |count: u64, at: usize| u64::try_from(i64::try_from(count).unwrap_or(0) + sum(at)).unwrap_or(0);
    hold(&[
        Check::new("restated_registered", moved(before.registered, 0), after.registered),
        Check::new("restated_holders", moved(before.holders, 1), after.holders),
    ])?;
    let restated = |(causes, effect): (Vec<i64>, Effect)| Restated { acts: journal.entries(&causes), effect };
    // What came and went again, of one person or of several, changed no figure.
    found.retain(|_, effect| {
        effect.retain(|_, sums| sums.iter().any(|sum| *sum != 0));
        !effect.is_empty()
    });
    Ok(found.into_iter().map(restated).collect())
}

/// The entries since a report was frozen that change figures.
struct Since {
    as_of: Day,
    acts: Vec<(Act, Suspect)>,
    by_subject: HashMap<String, Vec<usize>>,
    /// Those that concern people whom they do not name: rosters taken back, rules.
    general: Vec<usize>,
    /// Those that regroup units, which stand by their subject too.
    units: Vec<usize>,
    /// Two records made one: the journal names the other in its changes.
    mergers: Vec<usize>,
}

impl Since {
    fn read(sql: &Sql, kept: &Frozen) -> Result<Since, StoreError> {
        let all = frozen::acts_after(sql, kept.sequence)?.into_iter();
        let by = By::ALL.into_iter().find(|by| by.as_str() == kept.by).unwrap_or(By::Tier);
        let suspect = |act: Act| {
            let subject = act.subject.as_deref().unwrap_or_default();
            Suspect::of(&act.command, subject, &act.changes, act.on, by).map(|suspect| (act, suspect))
        };
        let acts: Vec<(Act, Suspect)> = all.filter_map(suspect).collect();
        let (by_subject, [general, units, mergers]) = (HashMap::new(), [const { Vec::new() }; 3]);
        let mut since = Since { as_of: kept.as_of, by_subject, general, units, mergers, acts };
        for (at, (act, suspect)) in since.acts.iter().enumerate() {
            let kind = suspect.kind;
            match kind {
                Kind::Undo | Kind::UnitUndo | Kind::Rules => since.general.push(at),
                Kind::Units => since.units.push(at),
                Kind::Stay | Kind::Card | Kind::Facts | Kind::Roster => {}
            }
            since.by_subject.entry(act.subject.clone().unwrap_or_default()).or_default().push(at);
            if act.command.ends_with("merge") && kind == Kind::Facts {
                since.mergers.push(at);
            }
        }
        Ok(since)
    }

    /// The acts about somebody: of the person, of the rosters that brought something, of a record merged, of the units
    /// that the person has to do with.
    fn of_person(&self, sql: &Sql, tree: &UnitTree, difference: &Difference) -> Result<Vec<usize>, StoreError> {
        let code = migrant_code(difference.migrant);
        let mut subjects = vec![code.clone()];
        subjects.extend(frozen::batches_of(sql, difference.migrant)?.into_iter().map(batch_code));
        if !self.units.is_empty() {
            subjects.extend(tree.codes_around(frozen::units_of(sql, difference.migrant)?));
        }
        let named = subjects.iter().filter_map(|subject| self.by_subject.get(subject)).flatten().copied();
        let quoted = format!("\"{code}\"");
        let merged = self.mergers.iter().copied().filter(|at| self.acts[*at].0.changes.contains(&quoted));
        let mut own: Vec<usize> = named.chain(merged).collect();
        own.sort_unstable();
        own.dedup();
        Ok(own)
    }

    /// The acts of which one, or some together, changed a figure of somebody.
    fn causes(&self, own: &[usize], difference: &Difference, figure: usize) -> Vec<i64> {
        let moved = difference.moved(figure);
        let may = |at: &usize| self.acts[*at].1.may_have_changed(self.as_of, figure, moved);
        let mut causes: Vec<usize> = own.iter().chain(&self.general).copied().filter(may).collect();
        if causes.is_empty() {
            // What the days do not foresee is still one of these.
            let can = |at: &usize| self.acts[*at].1.reaches(figure, moved);
            causes = own.iter().chain(&self.general).chain(&self.units).copied().filter(can).collect();
        }
        causes.sort_unstable();
        causes.dedup();
        causes.into_iter().map(|at| self.acts[at].0.sequence).collect()
    }

    fn entries(&self, causes: &[i64]) -> Vec<Entry> {
        let is_cause = |(act, _): &&(Act, Suspect)| causes.contains(&act.sequence);
        let causes = self.acts.iter().filter(is_cause);
        causes.map(|(act, _)| (act.sequence, act.command.clone(), act.on)).collect()
    }
}
