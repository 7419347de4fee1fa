//! The acts that rows tell of: a stay, an application, a card, an endorsement, a merger.

use super::teller::{Happening, Teller};
use super::{Did, Part};
use crate::domain::application::ApplicationState;
use crate::domain::correction::Fact;
use crate::domain::dossier::{Stay, application_code, migrant_code};
use crate::domain::papers;
use crate::domain::regrouping::{Change, changes};
use crate::domain::text;
use crate::domain::unit::UnitId;
use crate::store::StoreError;
use crate::store::histories::{self, ApplicationNote, Batch, CardNote, EndorsementNote, Proxy};

impl Teller<'_, '_> {
    pub fn stay(&mut self, stay: &Stay) -> Result<(), StoreError> {
        let note = histories::stay_note(self.sql, stay.id)?;
        let office = self.office;
        let unit = |unit: UnitId| Some(office.code_of(unit).to_owned());
        let first_home = stay.homes.first().map(Change::Moved);
        for (at, change) in first_home.into_iter().chain(changes(stay, &office.tree, None)).enumerate() {
            let residence = match change {
                Change::Moved(residence) => residence,
                Change::Regrouped(regrouping) => {
                    self.regroup(regrouping.on, [regrouping.from, regrouping.to])?;
                    continue;
                }
            };
            let (home, first) = (&residence.home, at == 0);
            let mut details = vec![
                (Part::Unit, unit(home.unit)),
                (Part::Address, Some(String::from(&home.address))),
                (Part::Reason, Some(String::from(&home.reason))),
                (Part::Dwelling, text::owned(home.dwelling.as_ref())),
            ];
            if first {
                details.extend(of_proxy(note.proxy.as_ref()));
            }
            self.tell(Happening {
                did: if first { Did::Register } else { Did::Move },
                on: residence.from_on,
                day_of: Some((if first { Fact::RegisteredOn } else { Fact::MovedOn }, stay.id)),
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
            let on = *ended_on;
            let last = stay.home_on(on).unit;
            let last = office.tree.standing_on(last, on.plus_days(-1)).map_or(last, |unit| unit.id);
            let details = vec![
                (Part::Unit, unit(last)),
                (Part::EndReason, Some(reason.clone())),
                (Part::To, note.left_to),
                (Part::Duplicate, duplicate),
            ];
            let day_of = Some((Fact::LeftOn, stay.id));
            // A merger that cut it made the end that stands now.
            let batch = note.ended_by.as_ref().filter(|_| entered_on.is_none());
            self.tell(Happening { did: Did::Leave, on, day_of, entered_on, counter: taken_at(batch), batch, details });
        }
        Ok(())
    }

    pub fn application(&mut self, note: &ApplicationNote) {
        let code = || (Part::Application, Some(application_code(note.id)));
        let mut details = vec![
            code(),
            (Part::Ground, note.ground.map(|ground| ground.as_str().to_owned())),
            (Part::AcceptedOn, note.accepted_on.map(|day| day.to_string())),
            (Part::DueOn, note.due_on.map(|day| day.to_string())),
            (Part::Evidence, papers::listed(&note.evidence)),
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
        let applied = plain(Did::Apply, note.applied_on, details);
        self.tell(Happening { counter: Some(note.counter), day_of: Some((Fact::AppliedOn, note.id)), ..applied });
        if let Some((on, to)) = note.extended {
            let because = (Part::Because, note.extended_because.clone());
            let extended = plain(Did::Extend, on, vec![code(), (Part::DueOn, Some(to.to_string())), because]);
            self.tell(Happening { day_of: Some((Fact::ExtendedOn, note.id)), ..extended });
        }
        let did = match note.state {
            ApplicationState::Withdrawn => Did::Withdraw,
            ApplicationState::Refused => Did::Refuse,
            ApplicationState::Incomplete | ApplicationState::Open | ApplicationState::Issued => return,
        };
        if let Some(on) = note.closed_on {
            let why = [(Part::Because, note.because.clone()), (Part::Article, note.article.clone())];
            let details = [code()].into_iter().chain(why).collect();
            let batch = note.closed_by.as_ref();
            let day_of = Some((Fact::ClosedOn, note.id));
            self.tell(Happening { day_of, counter: taken_at(batch), batch, ..plain(did, on, details) });
        }
    }

    /// `all`: every card of the person, for the one that stands for it now.
    pub fn card(&mut self, note: &CardNote, all: &[CardNote]) {
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
        let mut details = vec![
            number(),
            (Part::Kind, Some(note.kind.as_str().to_owned())),
            (Part::Application, note.application.map(application_code)),
            (Part::Replaces, note.replaces.clone()),
            (Part::ReplacedFor, note.replaced_for.clone()),
            (Part::OldCard, note.old_card.clone()),
        ];
        details.extend(of_proxy(note.replaced_by_proxy.as_ref()));
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
            let next = all.iter().find(|card| card.replaces.as_deref() == Some(note.number.as_str()));
            let next = (Part::ReplacedBy, next.map(|card| card.number.clone()));
            let details = vec![number(), (Part::EndReason, Some(reason.as_str().to_owned())), next];
            let batch = note.ended_by.as_ref();
            self.tell(Happening { counter: taken_at(batch), batch, ..plain(Did::End, on, Fact::EndedOn, details) });
        }
    }

    fn endorsement(&mut self, note: &EndorsementNote, number: &str) {
        let mut details =
            vec![(Part::Permit, Some(number.to_owned())), (Part::Evidence, papers::listed(&note.evidence))];
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

    pub fn tell_mergers(&mut self) {
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
}

/// Where the roster was taken in that ended something.
fn taken_at(batch: Option<&Batch>) -> Option<UnitId> {
    batch.and_then(|batch| batch.counter)
}

fn of_proxy(proxy: Option<&Proxy>) -> [(Part, Option<String>); 2] {
    [
        (Part::ProxyName, proxy.map(|proxy| proxy.name.clone())),
        (Part::ProxyRelation, proxy.map(|proxy| proxy.relation.clone())),
    ]
}
