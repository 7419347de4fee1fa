//! Two records of one person become one: everything of the duplicate goes over to the kept record.
//!
//! The kept person's own card stays live, the other ends where it would stand beside it; of overlapping stays none counts a day twice
//! (`domain/merger.rs`). Both codes and both numbers go on finding the person.

use crate::domain::application::ApplicationState;
use crate::domain::calendar::Day;
use crate::domain::code::Code;
use crate::domain::dossier::{Dossier, application_code, migrant_code};
use crate::domain::effect::{self, Effect};
use crate::domain::identity::IdKind;
use crate::domain::merger::{self, AfterDeath, Cut, Moved};
use crate::domain::objection::Objection;
use crate::domain::permit::PermitKind;
use crate::domain::resting::Resting;
use crate::domain::stay_end::{self, LastAct};
use crate::domain::unit::{UnitRefusal, UnitTree};
use crate::store::{Changes, Writer, applications, dossiers, mergers, permits};

use super::OpError;
use super::office::Office;
use super::person::{self, Candidate, WhoRefusal};
use super::staying::{self, AtHome};

/// Why two records were not merged, or not parted again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MergeRefusal {
    Who(WhoRefusal),
    /// One of the two words names several; `pairs`: each of them with the record of the other word, as the merger
    /// would be made.
    Several {
        candidates: Vec<Candidate>,
        more: bool,
        pairs: Vec<[String; 2]>,
        because: String,
    },
    Future {
        day: Day,
        today: Day,
    },
    /// Both words name one record.
    Itself {
        migrant: String,
    },
    Already {
        duplicate: String,
        kept: String,
        merged_on: Day,
    },
    /// Something later is recorded of one of the two.
    BeforeEarlierAct {
        on: Day,
        act: LastAct,
        act_on: Day,
    },
    /// One of the two died, and the other goes on after it.
    Died {
        died: String,
        other: String,
        found: AfterDeath,
        /// Whether something was done with the other after the death: its stay cannot end with that day.
        acted: bool,
    },
    /// No merger of the two is in force.
    NotMerged {
        kept: String,
        duplicate: String,
    },
    /// What was made since for the merged person is neither's.
    LaterActs {
        kept: String,
        acts: Vec<Resting>,
    },
    /// A stay would reach days on which the person is no migrant.
    NoMigrant {
        migrant: String,
        objection: Box<Objection>,
    },
    Counter(UnitRefusal),
}

impl MergeRefusal {
    pub fn code(&self) -> Code {
        match self {
            MergeRefusal::Who(who) => who.code(),
            MergeRefusal::Several { .. } => Code::J115,
            MergeRefusal::Future { .. } => Code::J208,
            MergeRefusal::Itself { .. } => Code::J126,
            MergeRefusal::Already { .. } => Code::J127,
            MergeRefusal::BeforeEarlierAct { .. } => Code::J209,
            MergeRefusal::Died { .. } => Code::J223,
            MergeRefusal::NotMerged { .. } => Code::J128,
            MergeRefusal::LaterActs { .. } => Code::J129,
            MergeRefusal::NoMigrant { .. } => Code::J638,
            MergeRefusal::Counter(refusal) => refusal.code(),
        }
    }
}

/// What is worth a look after a merger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MergeWarning {
    /// The two records differ in name, sex or birth: it may have been two people.
    Differ { kept: String, duplicate: String },
    /// The two bear papers of different kinds: one may count in the rate and the other not.
    KindsDiffer { kept: String, duplicate: String, kinds: [IdKind; 2] },
    /// A stay was ended because the other record's overlaps it.
    StayEnded {
        unit: String,
        unit_name: String,
        address: String,
        registered_on: Day,
        ends_on: Day,
        /// The unit to be moved to, where the person may live there still.
        moves_to: Option<String>,
        kept: String,
    },
}

impl MergeWarning {
    /// Whether it may have been two people: told before the act, where somebody is asked.
    pub fn is_doubt(&self) -> bool {
        match self {
            MergeWarning::Differ { .. } | MergeWarning::KindsDiffer { .. } => true,
            MergeWarning::StayEnded { .. } => false,
        }
    }

    pub fn code(&self) -> Code {
        match self {
            MergeWarning::Differ { .. } | MergeWarning::KindsDiffer { .. } => Code::J219,
            MergeWarning::StayEnded { .. } => Code::J220,
        }
    }
}

/// A merger that was made.
#[derive(Debug)]
pub struct Merged {
    /// Of the kept record.
    pub dossier: Dossier,
    /// The other record as it was.
    pub duplicate: Dossier,
    /// The card that ended, where both had one.
    pub ended: Option<String>,
    /// The applications that were withdrawn.
    pub withdrawn: Vec<String>,
    /// What else is otherwise because of it.
    pub effects: Vec<Effect>,
    pub warnings: Vec<MergeWarning>,
}

/// Two words for the two records, and why.
#[derive(Debug, Clone, Copy)]
pub struct Pair<'a> {
    pub kept: &'a str,
    pub duplicate: &'a str,
    pub because: &'a str,
    pub counter: Option<&'a str>,
    pub on: Day,
    pub today: Day,
}

/// Merges the two.
pub fn merge(writer: &Writer, office: &Office, pair: &Pair) -> Result<(Merged, Changes), OpError<MergeRefusal>> {
    let refused = |refusal: MergeRefusal| OpError::Refused(refusal);
    let Pair { because, on, today, .. } = *pair;
    let (kept, duplicate) = both(writer, pair)?;
    if on > today {
        return Err(refused(MergeRefusal::Future { day: on, today }));
    }
    let last_act_on = |dossier| last_act_on(dossier, &office.tree);
    let last = [&kept, &duplicate].into_iter().filter_map(last_act_on).max_by_key(|(act_on, _)| *act_on);
    if let Some((act_on, act)) = last.filter(|(act_on, _)| *act_on > on) {
        return Err(refused(MergeRefusal::BeforeEarlierAct { on, act, act_on }));
    }
    nobody_after_death(&kept, &duplicate, &office.tree).map_err(refused)?;
    let mut changes = Changes::on(on)
        .subject(migrant_code(kept.migrant))
        .purpose(Some(because))
        .set("duplicate", migrant_code(duplicate.migrant));
    if let Some(counter) = counter(office, pair, &kept).map_err(|refusal| refused(MergeRefusal::Counter(refusal)))? {
        changes = changes.counter(counter);
    }
    let mut moved = Moved {
        registrations: duplicate.stays.iter().map(|stay| stay.id).collect(),
        applications: duplicate.applications.iter().map(|application| application.id).collect(),
        permits: duplicate.cards.iter().map(|held| held.id).collect(),
        marks: mergers::marks(writer)?,
        ..Moved::default()
    };
    let cuts = merger::cuts(&kept.stays, &duplicate.stays);
    for cut in &cuts {
        mergers::cut(writer, cut)?;
        moved.cut.push((cut.registration, cut.old.clone()));
        changes = changes.set("stay_ended_on", cut.ends_on.to_string());
    }
    let card_cuts = merger::card_cuts(&kept.cards, &duplicate.cards, &office.book, on);
    for cut in &card_cuts {
        let held = cut.held;
        permits::end(writer, held.id, cut.ends_on, cut.reason)?;
        moved.ended.push((held.id, held.card.ended.map(|(day, reason)| (day, reason.as_str().to_owned()))));
        changes = changes.set("permit_ended", held.number.clone());
    }
    for application in surplus_applications(&kept, &duplicate) {
        applications::end(writer, application, ApplicationState::Withdrawn, on, Some(because))?;
        moved.withdrawn.push(application);
        changes = changes.set("application_withdrawn", application_code(application));
    }
    mergers::insert(writer, kept.migrant, duplicate.migrant, on, because, &moved)?;
    let warnings = warnings(office, &kept, &duplicate, &cuts, on);
    let rows = [moved.registrations.len(), moved.applications.len(), moved.permits.len()].into_iter().sum::<usize>();
    let changes = changes.rows(u64::try_from(rows).unwrap_or(0));
    let ended = card_cuts.iter().find(|cut| cut.held.card.ended.is_none()).map(|cut| cut.held.number.clone());
    let withdrawn = moved.withdrawn.iter().map(|application| application_code(*application)).collect();
    let dossier = dossiers::get(writer, kept.migrant)?;
    still_migrant(office, &[&kept, &duplicate], &dossier, today).map_err(refused)?;
    let mut effects = effect::effects(&[&kept, &duplicate], &[&dossier], &office.book, today);
    // The card that ended is told by itself.
    effects.retain(|effect| !matches!(effect, Effect::Status { permit, .. } if ended.as_ref() == Some(permit)));
    Ok((Merged { dossier, duplicate, ended, withdrawn, effects, warnings }, changes))
}

/// The two records, which must be two, and none of them part of another.
fn both(writer: &Writer, pair: &Pair) -> Result<(Dossier, Dossier), OpError<MergeRefusal>> {
    let found = [pair.kept, pair.duplicate].map(|word| person::find_recorded(writer, word));
    let known = found.each_ref().map(|found| found.as_ref().ok().map(|record| migrant_code(*record)));
    let because = pair.because;
    let [kept, duplicate] = found;
    let kept = kept.map_err(|error| error.map(|who| with_the_other(who, [None, known[1].as_ref()], because)))?;
    let duplicate =
        duplicate.map_err(|error| error.map(|who| with_the_other(who, [known[0].as_ref(), None], because)))?;
    if kept == duplicate {
        return Err(OpError::Refused(MergeRefusal::Itself { migrant: migrant_code(kept) }));
    }
    for record in [duplicate, kept] {
        if let Some(merger) = mergers::find_in_force(writer, record)? {
            return Err(OpError::Refused(MergeRefusal::Already {
                duplicate: migrant_code(record),
                kept: migrant_code(merger.kept),
                merged_on: merger.merged_on,
            }));
        }
    }
    Ok((dossiers::get(writer, kept)?, dossiers::get(writer, duplicate)?))
}

/// Why a word names nobody, or nobody alone: then with those it may mean beside the record of the other word, in
/// the order of the command.
fn with_the_other(who: WhoRefusal, known: [Option<&String>; 2], because: &str) -> MergeRefusal {
    let WhoRefusal::Ambiguous { candidates, more } = who else { return MergeRefusal::Who(who) };
    let pair = |meant: &Candidate| match known {
        [Some(kept), None] => Some([kept.clone(), meant.code.clone()]),
        [None, Some(duplicate)] => Some([meant.code.clone(), duplicate.clone()]),
        [Some(_), Some(_)] | [None, None] => None,
    };
    let pairs = candidates.iter().filter_map(pair).filter(|[kept, duplicate]| kept != duplicate).collect();
    MergeRefusal::Several { candidates, more, pairs, because: because.to_owned() }
}

/// Nobody is registered after death: one of the two ends is wrong, or they are two people.
fn nobody_after_death(kept: &Dossier, duplicate: &Dossier, tree: &UnitTree) -> Result<(), MergeRefusal> {
    for (record, other) in [(kept, duplicate), (duplicate, kept)] {
        if let Some(found) = merger::after_death(&record.stays, &other.stays) {
            let acted = acted_after(other, found.death, tree);
            let (died, other) = (migrant_code(record.migrant), migrant_code(other.migrant));
            return Err(MergeRefusal::Died { died, other, found, acted });
        }
    }
    Ok(())
}

/// Whether something was done with a record after a day, but what ended with its last stay.
fn acted_after(record: &Dossier, day: Day, tree: &UnitTree) -> bool {
    let mut without = record.clone();
    let Some(stay) = without.stays.last_mut() else { return false };
    let ended_on = stay.ended.take().map(|(ended_on, _)| ended_on);
    for held in &mut without.cards {
        held.card.ended = held.card.ended.filter(|(on, _)| Some(*on) != ended_on);
    }
    for application in &mut without.applications {
        application.closed_on = application.closed_on.filter(|on| Some(*on) != ended_on);
    }
    last_act_on(&without, tree).is_some_and(|(act_on, _)| act_on > day)
}

/// By the facts of the record that they go over to nobody is at home where they live.
pub(super) fn still_migrant(
    office: &Office,
    before: &[&Dossier],
    after: &Dossier,
    today: Day,
) -> Result<(), MergeRefusal> {
    let before: Vec<AtHome> = before.iter().flat_map(|dossier| staying::at_home(office, dossier, today)).collect();
    match staying::newly(&before, staying::at_home(office, after, today)) {
        Some(objection) => {
            Err(MergeRefusal::NoMigrant { migrant: migrant_code(after.migrant), objection: Box::new(objection) })
        }
        None => Ok(()),
    }
}

/// The counter of the act: the one named, else the one that serves the kept person's home, if any does.
pub(super) fn counter<'a>(office: &'a Office, pair: &Pair, kept: &Dossier) -> Result<Option<&'a str>, UnitRefusal> {
    if let Some(named) = pair.counter {
        return office.tree.counter(named, pair.on).map(|counter| Some(counter.code.as_str()));
    }
    let unit = kept.stays.last().map(|stay| stay.home_on(pair.on).unit);
    Ok(unit.and_then(|unit| office.counter(None, unit, pair.on).ok()).map(|counter| counter.code.as_str()))
}

/// The last thing that is recorded of a person.
fn last_act_on(dossier: &Dossier, tree: &UnitTree) -> Option<(Day, LastAct)> {
    let stays = dossier.stays.iter().flat_map(|stay| {
        let ended = stay.ended_on().map(|day| (day, LastAct::Leave));
        ended.into_iter().chain([stay_end::last_home(stay, tree)])
    });
    let cards = dossier.cards.iter().flat_map(stay_end::of_card);
    let applications = dossier.applications.iter().flat_map(stay_end::of_application);
    cards.chain(applications).chain(stays).max_by_key(|(day, _)| *day)
}

/// Open applications that cannot stay open: none beside a card that goes on, and one at most.
fn surplus_applications(kept: &Dossier, duplicate: &Dossier) -> Vec<i64> {
    let mut held = kept.cards.iter().chain(&duplicate.cards);
    let has_card = held.any(|held| held.card.kind == PermitKind::Residence && held.card.ended.is_none());
    let open = |dossier: &Dossier| dossier.open_application().map(|application| application.id);
    match (open(kept), open(duplicate)) {
        (own, other) if has_card => own.into_iter().chain(other).collect(),
        (Some(_), Some(other)) => vec![other],
        (Some(_) | None, None) | (None, Some(_)) => Vec::new(),
    }
}

fn warnings(office: &Office, kept: &Dossier, duplicate: &Dossier, cuts: &[Cut], on: Day) -> Vec<MergeWarning> {
    let (own, other) = (&kept.person, &duplicate.person);
    let differs = !merger::differences(own, other).is_empty();
    let codes = || (migrant_code(kept.migrant), migrant_code(duplicate.migrant));
    let differ = differs.then(|| {
        let (kept, duplicate) = codes();
        MergeWarning::Differ { kept, duplicate }
    });
    let kinds = [own.id.kind, other.id.kind];
    let kinds = (kinds[0] != kinds[1]).then(|| {
        let (kept, duplicate) = codes();
        MergeWarning::KindsDiffer { kept, duplicate, kinds }
    });
    let ended = cuts.iter().filter_map(|cut| {
        let stay = kept.stays.iter().chain(&duplicate.stays).find(|stay| stay.id == cut.registration)?;
        let home = stay.home_on(stay.last_move_on());
        // Whoever is registered at the very same place by the other record need not be moved there.
        let mut stays = kept.stays.iter().chain(&duplicate.stays);
        let other = stays.find(|other| other.ended.is_none() && other.id != stay.id);
        let same = other.is_some_and(|other| {
            let present = other.home_on(other.last_move_on());
            (present.unit, &present.address) == (home.unit, &home.address)
        });
        let unit = office.tree.get(home.unit)?;
        let standing = office.tree.standing_on(home.unit, on).unwrap_or(unit);
        Some(MergeWarning::StayEnded {
            unit: unit.code.clone(),
            unit_name: office.tree.name_on(unit.id, stay.last_move_on().max(stay.registered_on)).to_owned(),
            moves_to: (cut.old.is_none() && !same).then(|| standing.code.clone()),
            address: String::from(&home.address),
            registered_on: stay.registered_on,
            ends_on: cut.ends_on,
            kept: migrant_code(kept.migrant),
        })
    });
    differ.into_iter().chain(kinds).chain(ended).collect()
}
