//! What happened to a person or to one card, in order of day, and what was corrected since.
//!
//! The acts are told from the rows, which say what is true now; the journal's entries of the same person give
//! the real time, the clerk and the counter, where there is one, and the roster where that brought the row.

use crate::domain::application::ApplicationState;
use crate::domain::calendar::{Day, Instant};
use crate::domain::correction::{Fact, What};
use crate::domain::dossier::{Dossier, Stay, application_code, migrant_code};
use crate::domain::papers::Evidence;
use crate::domain::unit::UnitId;
use crate::store::corrections::{self, Correction};
use crate::store::histories::{self, ApplicationNote, Batch, CardNote, EndorsementNote, Entry, Proxy};
use crate::store::mergers::{self, Merger};
use crate::store::{Sql, StoreError};

use super::office::Office;

macro_rules! words {
    ($(#[$doc:meta])* $type:ident { $($name:ident = $text:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum $type { $($name),* }

        impl $type {
            pub fn as_str(self) -> &'static str {
                match self { $($type::$name => $text),* }
            }
        }
    };
}

words! {
    /// What was done.
    Did {
        Register = "register",
        Move = "move",
        Leave = "leave",
        Apply = "apply",
        Extend = "extend",
        Withdraw = "withdraw",
        Refuse = "refuse",
        Issue = "issue",
        Replace = "replace",
        Collect = "collect",
        Endorse = "endorse",
        End = "end",
        Merge = "merge",
        Unmerge = "unmerge",
    }
}

words! {
    /// A particular of an act.
    Part {
        Unit = "unit",
        Address = "address",
        Reason = "reason",
        Dwelling = "dwelling",
        To = "to",
        Application = "application",
        Ground = "ground",
        AcceptedOn = "accepted_on",
        DueOn = "due_on",
        Evidence = "evidence",
        Missing = "missing",
        Because = "because",
        Article = "article",
        Permit = "permit",
        Kind = "kind",
        EndReason = "end_reason",
        Replaces = "replaces",
        ReplacedFor = "replaced_for",
        OldCard = "old_card",
        ProxyName = "proxy_name",
        ProxyRelation = "proxy_relation",
        Batch = "batch",
        Line = "line",
        Duplicate = "duplicate",
        Kept = "kept",
    }
}

/// One act.
#[derive(Debug, Clone)]
pub struct Act {
    pub on: Day,
    pub did: Did,
    /// When it was entered, by the clock.
    pub at: Option<Instant>,
    pub clerk: Option<String>,
    pub counter: Option<String>,
    pub details: Vec<(Part, String)>,
    /// The day it was entered for, before any correction.
    entered_on: Day,
}

/// Everything that happened, and everything that was corrected.
#[derive(Debug, Clone)]
pub struct History {
    pub acts: Vec<Act>,
    pub corrections: Vec<Correction>,
}

/// The whole history of a person.
pub fn of_person(sql: &Sql, office: &Office, dossier: &Dossier) -> Result<History, StoreError> {
    let mut teller = Teller::open(sql, office, dossier.migrant)?;
    for stay in &dossier.stays {
        teller.stay(stay)?;
    }
    for application in histories::list_applications(sql, dossier.migrant)? {
        teller.application(&application);
    }
    for card in histories::list_cards(sql, dossier.migrant)? {
        teller.card(&card);
    }
    teller.tell_mergers();
    Ok(teller.close())
}

/// The history of one card, with the application that it was issued on.
pub fn of_card(sql: &Sql, office: &Office, dossier: &Dossier, number: &str) -> Result<History, StoreError> {
    let mut teller = Teller::open(sql, office, dossier.migrant)?;
    let cards = histories::list_cards(sql, dossier.migrant)?;
    let Some(card) = cards.into_iter().find(|card| card.number == number) else { return Ok(teller.close()) };
    let applications = histories::list_applications(sql, dossier.migrant)?;
    if let Some(application) = applications.into_iter().find(|application| Some(application.id) == card.application) {
        teller.application(&application);
    }
    teller.card(&card);
    teller.corrections.retain(|correction| match correction.what {
        What::Permit => correction.row == card.id,
        What::Endorsement => card.endorsements.iter().any(|endorsement| endorsement.id == correction.row),
        What::Application => Some(correction.row) == card.application,
        What::Migrant | What::Registration => false,
    });
    Ok(teller.close())
}

/// Gathers acts, each with its entry of the journal.
struct Teller<'a, 'c> {
    sql: &'a Sql<'c>,
    office: &'a Office,
    entries: Vec<Entry>,
    /// Of the person's record and of those merged into it.
    mergers: Vec<Merger>,
    acts: Vec<Act>,
    corrections: Vec<Correction>,
}

/// What is known of an act before it is told.
struct Happening<'b> {
    did: Did,
    on: Day,
    /// The fact that holds the day, and its row, where the day may have been corrected.
    day_of: Option<(Fact, i64)>,
    /// The day it was entered for, where that is another: a merger ends a stay in the past.
    entered_on: Option<Day>,
    counter: Option<UnitId>,
    batch: Option<&'b Batch>,
    details: Vec<(Part, Option<String>)>,
}

impl<'a, 'c> Teller<'a, 'c> {
    fn open(sql: &'a Sql<'c>, office: &'a Office, migrant: i64) -> Result<Teller<'a, 'c>, StoreError> {
        let mut entries = Vec::new();
        let mut corrected = Vec::new();
        let mut mergers: Vec<Merger> = Vec::new();
        for record in mergers::duplicates(sql, migrant)?.into_iter().chain([migrant]) {
            entries.extend(histories::list_entries(sql, &migrant_code(record))?);
            corrected.extend(corrections::list(sql, record)?);
            mergers.extend(mergers::list(sql, record)?);
        }
        mergers.sort_by_key(|merger| merger.id);
        mergers.dedup_by_key(|merger| merger.id);
        entries.sort_by_key(|entry| entry.sequence);
        corrected.sort_by_key(|correction| (correction.corrected_on, correction.made_at));
        Ok(Teller { sql, office, entries, mergers, acts: Vec::new(), corrections: corrected })
    }

    fn close(mut self) -> History {
        self.acts.sort_by_key(|act| act.on);
        History { acts: self.acts, corrections: self.corrections }
    }

    fn tell(&mut self, happening: Happening) {
        let Happening { did, on, day_of, entered_on, counter, batch, details } = happening;
        let mut act = Act {
            on,
            did,
            at: None,
            clerk: None,
            counter: counter.map(|counter| self.office.code_of(counter).to_owned()),
            details: details.into_iter().filter_map(|(part, value)| value.map(|value| (part, value))).collect(),
            entered_on: entered_on.unwrap_or_else(|| self.entered_on(on, day_of)),
        };
        if let Some(batch) = batch {
            act.at = Some(batch.at);
            act.clerk = Some(batch.clerk.clone());
            act.details.push((Part::Batch, format!("B{}", batch.id)));
            act.details.extend(batch.line.map(|line| (Part::Line, line.to_string())));
        } else if let Some(entry) = self.take_entry(&act) {
            act.at = Some(entry.at);
            act.clerk = Some(entry.clerk);
            act.counter = entry.counter.or(act.counter);
        }
        self.acts.push(act);
    }

    /// The day that was entered at first: the old value of the first correction.
    fn entered_on(&self, on: Day, day_of: Option<(Fact, i64)>) -> Day {
        let Some((fact, row)) = day_of else { return on };
        let mut entered_on = on;
        for correction in self.corrections.iter().rev() {
            let same = correction.fact == fact && correction.row == row;
            let day = |text: &Option<String>| text.as_deref().and_then(Day::parse_iso);
            if same && day(&correction.new) == Some(entered_on) {
                entered_on = day(&correction.old).unwrap_or(entered_on);
            }
        }
        entered_on
    }

    /// The journal's entry of an act. One entry may stand for several acts: a departure ends the cards too.
    fn take_entry(&self, act: &Act) -> Option<Entry> {
        let commands = commands(act.did);
        let fits = |entry: &&Entry| commands.contains(&entry.command.as_str()) && entry.on == act.entered_on;
        let naming = named_by(act.did);
        let named = act.details.iter().find(|(part, _)| Some(*part) == naming);
        let quoted = named.map(|(_, named)| format!("\"{named}\""));
        let mentions = |entry: &&Entry| quoted.as_ref().is_none_or(|quoted| entry.changes.contains(quoted.as_str()));
        let fitting = || self.entries.iter().filter(fits);
        fitting().find(mentions).or_else(|| fitting().next()).cloned()
    }

    fn stay(&mut self, stay: &Stay) -> Result<(), StoreError> {
        let note = histories::stay_note(self.sql, stay.id)?;
        let office = self.office;
        let unit = |unit: UnitId| Some(office.code_of(unit).to_owned());
        for (at, residence) in stay.homes.iter().enumerate() {
            let home = &residence.home;
            let first = at == 0;
            let mut details = vec![
                (Part::Unit, unit(home.unit)),
                (Part::Address, Some(home.address.clone())),
                (Part::Reason, Some(home.reason.clone())),
                (Part::Dwelling, home.dwelling.clone()),
            ];
            if first {
                details.extend(of_proxy(note.proxy.as_ref()));
            }
            self.tell(Happening {
                did: if first { Did::Register } else { Did::Move },
                on: residence.from_on,
                day_of: first.then_some((Fact::RegisteredOn, stay.id)),
                entered_on: None,
                counter: first.then_some(stay.counter),
                batch: note.batch.as_ref().filter(|_| first),
                details,
            });
        }
        if let Some((ended_on, reason)) = &stay.ended {
            let cutting = self.cutting(stay.id)?;
            let duplicate = cutting.map(|merger| migrant_code(merger.duplicate));
            let entered_on = cutting.map(|merger| merger.merged_on);
            let details =
                vec![(Part::EndReason, Some(reason.clone())), (Part::To, note.left_to), (Part::Duplicate, duplicate)];
            let on = *ended_on;
            self.tell(Happening { did: Did::Leave, on, day_of: None, entered_on, counter: None, batch: None, details });
        }
        Ok(())
    }

    fn application(&mut self, note: &ApplicationNote) {
        let code = || (Part::Application, Some(application_code(note.id)));
        let mut details = vec![
            code(),
            (Part::Ground, note.ground.map(|ground| ground.as_str().to_owned())),
            (Part::AcceptedOn, note.accepted_on.map(|day| day.to_string())),
            (Part::DueOn, note.due_on.map(|day| day.to_string())),
            (Part::Evidence, shown(&note.evidence)),
            (Part::Missing, (!note.missing.is_empty()).then(|| note.missing.join(", "))),
        ];
        details.extend(of_proxy(note.proxy.as_ref()));
        let plain = |did, on, details| Happening {
            did,
            on,
            day_of: None,
            entered_on: None,
            counter: None,
            batch: None,
            details,
        };
        self.tell(Happening { counter: Some(note.counter), ..plain(Did::Apply, note.applied_on, details) });
        if let Some((on, to)) = note.extended {
            let because = (Part::Because, note.extended_because.clone());
            self.tell(plain(Did::Extend, on, vec![code(), (Part::DueOn, Some(to.to_string())), because]));
        }
        let did = match note.state {
            ApplicationState::Withdrawn => Did::Withdraw,
            ApplicationState::Refused => Did::Refuse,
            ApplicationState::Incomplete | ApplicationState::Open | ApplicationState::Issued => return,
        };
        if let Some(on) = note.closed_on {
            let why = [(Part::Because, note.because.clone()), (Part::Article, note.article.clone())];
            self.tell(plain(did, on, [code()].into_iter().chain(why).collect()));
        }
    }

    fn card(&mut self, note: &CardNote) {
        let number = || (Part::Permit, Some(note.number.clone()));
        let plain = |did, on, fact, details| Happening {
            did,
            on,
            day_of: Some((fact, note.id)),
            entered_on: None,
            counter: None,
            batch: note.batch.as_ref(),
            details,
        };
        let details = vec![
            number(),
            (Part::Kind, Some(note.kind.as_str().to_owned())),
            (Part::Application, note.application.map(application_code)),
            (Part::Replaces, note.replaces.clone()),
            (Part::ReplacedFor, note.replaced_for.clone()),
            (Part::OldCard, note.old_card.clone()),
        ];
        let did = if note.replaces.is_some() { Did::Replace } else { Did::Issue };
        self.tell(Happening { counter: Some(note.counter), ..plain(did, note.issued_on, Fact::IssuedOn, details) });
        if let Some(on) = note.collected_on {
            let details = [number()].into_iter().chain(of_proxy(note.proxy.as_ref())).collect();
            let told = plain(Did::Collect, on, Fact::CollectedOn, details);
            self.tell(if self.at_counter(&told) { Happening { batch: None, ..told } } else { told });
        }
        for endorsement in &note.endorsements {
            self.endorsement(endorsement, &note.number);
        }
        if let Some((on, reason)) = note.ended {
            let details = vec![number(), (Part::EndReason, Some(reason.as_str().to_owned()))];
            let told = plain(Did::End, on, Fact::EndedOn, details);
            self.tell(if self.at_counter(&told) { Happening { batch: None, ..told } } else { told });
        }
    }

    fn endorsement(&mut self, note: &EndorsementNote, number: &str) {
        let mut details = vec![(Part::Permit, Some(number.to_owned())), (Part::Evidence, shown(&note.evidence))];
        details.extend(of_proxy(note.proxy.as_ref()));
        self.tell(Happening {
            did: Did::Endorse,
            on: note.endorsed_on,
            day_of: Some((Fact::EndorsedOn, note.id)),
            entered_on: None,
            counter: note.counter,
            batch: note.batch.as_ref(),
            details,
        });
    }

    fn tell_mergers(&mut self) {
        for merger in self.mergers.clone() {
            let both = [
                (Part::Kept, Some(migrant_code(merger.kept))),
                (Part::Duplicate, Some(migrant_code(merger.duplicate))),
            ];
            let plain = |did, on, details| Happening {
                did,
                on,
                day_of: None,
                entered_on: None,
                counter: None,
                batch: None,
                details,
            };
            let because = (Part::Because, Some(merger.because.clone()));
            self.tell(plain(Did::Merge, merger.merged_on, both.iter().cloned().chain([because]).collect()));
            if let Some(on) = merger.undone_on {
                self.tell(plain(Did::Unmerge, on, both.to_vec()));
            }
        }
    }

    /// The merger in force that ended a stay.
    fn cutting(&self, registration: i64) -> Result<Option<&Merger>, StoreError> {
        for merger in self.mergers.iter().filter(|merger| merger.undone_on.is_none()) {
            if merger.moved()?.cut.iter().any(|(cut, _)| *cut == registration) {
                return Ok(Some(merger));
            }
        }
        Ok(None)
    }

    /// Whether the journal tells of such an act on the day that was entered for it: a ledger's card may have been
    /// collected or ended at a counter since.
    fn at_counter(&self, happening: &Happening) -> bool {
        let entered_on = self.entered_on(happening.on, happening.day_of);
        let fits = |entry: &Entry| entry.on == entered_on && commands(happening.did).contains(&entry.command.as_str());
        self.entries.iter().any(fits)
    }
}

/// The commands that may have done it, the likeliest first.
fn commands(did: Did) -> &'static [&'static str] {
    match did {
        Did::Register => &["migrant add"],
        Did::Move => &["migrant move"],
        Did::Leave => &["migrant leave", "migrant merge"],
        Did::Apply => &["permit apply"],
        Did::Extend => &["permit extend"],
        Did::Withdraw => &["permit withdraw", "migrant leave", "migrant merge"],
        Did::Refuse => &["permit refuse"],
        Did::Issue => &["permit issue"],
        Did::Replace => &["permit replace"],
        Did::Collect => &["permit collect", "permit issue"],
        Did::Endorse => &["permit endorse"],
        Did::End => &["permit end", "permit replace", "migrant leave", "permit issue", "migrant merge"],
        Did::Merge => &["migrant merge"],
        Did::Unmerge => &["migrant unmerge"],
    }
}

/// The particular by which the journal names what an act was about.
fn named_by(did: Did) -> Option<Part> {
    match did {
        Did::Register | Did::Move => None,
        Did::Apply | Did::Extend | Did::Withdraw | Did::Refuse => Some(Part::Application),
        Did::Issue | Did::Replace | Did::Collect | Did::Endorse | Did::End => Some(Part::Permit),
        // A stay that ended otherwise names no duplicate.
        Did::Leave | Did::Merge | Did::Unmerge => Some(Part::Duplicate),
    }
}

fn of_proxy(proxy: Option<&Proxy>) -> [(Part, Option<String>); 2] {
    [
        (Part::ProxyName, proxy.map(|proxy| proxy.name.clone())),
        (Part::ProxyRelation, proxy.map(|proxy| proxy.relation.clone())),
    ]
}

/// The papers that were shown, each as it is given on the command line.
fn shown(evidence: &[Evidence]) -> Option<String> {
    let one = |evidence: &Evidence| {
        let dated_on = evidence.dated_on.map(|day| day.to_string());
        let issuer = evidence.issuer.clone().or_else(|| dated_on.as_ref().map(|_| String::new()));
        [Some(evidence.paper.as_str().to_owned()), issuer, dated_on].into_iter().flatten().collect::<Vec<_>>().join(":")
    };
    (!evidence.is_empty()).then(|| evidence.iter().map(one).collect::<Vec<_>>().join(", "))
}
