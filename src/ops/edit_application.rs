//! Correcting a recorded fact of an application: its days, ground and papers, who applied, its extension, how it
//! was closed. The limit and the promise are computed anew where the day of acceptance moves.

use crate::domain::application::ApplicationState;
use crate::domain::application_facts::{self, ApplicationFacts, ApplicationRefusal, ClosedBy, NewProxy, Recorded};
use crate::domain::calendar::Day;
use crate::domain::code::Code;
use crate::domain::correction::Fact;
use crate::domain::dossier::{Application, Dossier, application_code, migrant_code};
use crate::domain::effect::{self, Effect};
use crate::domain::mask;
use crate::domain::papers;
use crate::domain::unit::{Unit, UnitRefusal};
use crate::store::applications::{self, ProxyOf, ShownAt};
use crate::store::{Actor, Changes, Sql, StoreError, Writer, corrections, dossiers, histories, mergers};

use super::OpError;
use super::close::acted;
use super::edit_besides::Acting;
use super::keeping::Keeper;
use super::office::Office;
use super::proxy::{Proxy, ProxyRefusal};
use super::unmerge;
use super::which::{self, Purpose, WhichRefusal};

/// Why no fact of an application was corrected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EditApplicationRefusal {
    Which(WhichRefusal),
    Fact {
        application: String,
        migrant: String,
        refusal: ApplicationRefusal,
    },
    Proxy(ProxyRefusal),
    Nothing {
        application: String,
    },
    Counter(UnitRefusal),
    /// The counter at which it was made.
    AppliedAt(UnitRefusal),
}

impl EditApplicationRefusal {
    pub fn code(&self) -> Code {
        match self {
            EditApplicationRefusal::Which(refusal) => refusal.code(),
            EditApplicationRefusal::Fact { refusal, .. } => refusal.code(),
            EditApplicationRefusal::Proxy(refusal) => refusal.code(),
            EditApplicationRefusal::Nothing { .. } => Code::J124,
            EditApplicationRefusal::Counter(refusal) | EditApplicationRefusal::AppliedAt(refusal) => refusal.code(),
        }
    }
}

/// The application, its corrected facts, and why.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    pub application: &'a str,
    pub facts: &'a ApplicationFacts,
    /// Who applied, where that is corrected.
    pub proxy: Option<Acting<'a>>,
    /// The counter at which it was made.
    pub applied_at: Option<&'a str>,
    pub because: &'a str,
    pub counter: Option<&'a str>,
    /// The day of the correction.
    pub on: Day,
}

/// An application after its correction.
#[derive(Debug, Clone)]
pub struct Edited {
    pub migrant: String,
    /// The person's name, unmasked.
    pub name: String,
    pub recorded: Recorded,
    /// The limit before, where it moved.
    pub due_was: Option<Day>,
    /// What else is otherwise because of it.
    pub effects: Vec<Effect>,
}

/// Corrects the given facts.
pub fn edit(
    writer: &Writer,
    office: &Office,
    actor: &Actor,
    wanted: &Wanted,
) -> Result<(Edited, Changes), OpError<EditApplicationRefusal>> {
    let refused = |refusal: EditApplicationRefusal| OpError::Refused(refusal);
    let found = which::find(writer, wanted.application, Purpose::Withdraw);
    let (dossier, application) = found.map_err(|error| error.map(EditApplicationRefusal::Which))?;
    let (code, migrant) = (application_code(application.id), migrant_code(dossier.migrant));
    let old = recorded(writer, &dossier, application)?;
    let proxy =
        proxy(office, &dossier, &old, wanted).map_err(|refusal| refused(EditApplicationRefusal::Proxy(refusal)))?;
    let mut facts = wanted.facts.clone();
    facts.proxy = proxy.as_ref().map(|came| match came {
        Came::For(proxy) => NewProxy::By(proxy.relation.clone()),
        Came::Alone => NewProxy::Nobody,
    });
    let new = application_facts::corrected(&dossier, &old, &facts, &office.book, wanted.on);
    let new = new.map_err(|refusal| {
        let (application, migrant) = (code.clone(), migrant.clone());
        refused(EditApplicationRefusal::Fact { application, migrant, refusal })
    })?;
    let mut changes =
        Changes::on(wanted.on).subject(migrant).purpose(Some(wanted.because)).set("application", code.clone());
    if let Some(named) = wanted.counter {
        let counter = office.tree.counter(named, wanted.on);
        let counter = counter.map_err(|refusal| refused(EditApplicationRefusal::Counter(refusal)))?;
        changes = changes.counter(&counter.code);
    }
    let (because, on) = (wanted.because, wanted.on);
    let mut keeper = Keeper { writer, actor, migrant: dossier.migrant, because, on, changes, kept: 0, stay_on: None };
    put(&mut keeper, &old, &new)?;
    if let Some(proxy) = &proxy {
        put_proxy(&mut keeper, new.application.id, proxy)?;
    }
    if let Some(named) = wanted.applied_at {
        let counter = office.tree.counter(named, new.application.applied_on);
        let counter = counter.map_err(|refusal| refused(EditApplicationRefusal::AppliedAt(refusal)))?;
        put_counter(&mut keeper, office, &new.application, counter)?;
    }
    if keeper.kept == 0 {
        return Err(refused(EditApplicationRefusal::Nothing { application: code }));
    }
    let changes = keeper.changes;
    let limit = |recorded: &Recorded| recorded.application.limit();
    let due_was = limit(&old).filter(|was| limit(&new) != Some(*was));
    let done = acted(writer, dossier.migrant, new.application.clone())?;
    let recorded = Recorded { application: done.application, ..new };
    let corrected = dossiers::get(writer, dossier.migrant)?;
    let effects = effect::effects(&[&dossier], &[&corrected], &office.book, wanted.on);
    Ok((Edited { migrant: done.migrant, name: done.name, recorded, due_was, effects }, changes))
}

/// An application with everything that is recorded of it.
pub fn recorded(sql: &Sql, dossier: &Dossier, application: Application) -> Result<Recorded, StoreError> {
    let id = application.id;
    let particulars = applications::particulars(sql, id)?;
    let cards = histories::list_cards(sql, dossier.migrant)?;
    let card = cards.into_iter().find(|card| card.application == Some(id)).map(|card| card.number);
    let proxy = applications::find_proxy(sql, ProxyOf::Application(id))?.map(|proxy| proxy.relation);
    let closed_by = closed_by(sql, dossier, &application, card.as_deref())?;
    Ok(Recorded {
        application,
        regime: particulars.regime,
        promised_on: particulars.promised_on,
        ground: particulars.ground,
        evidence: applications::list_evidence(sql, ShownAt::Application(id))?,
        extended_because: particulars.extended_because,
        proxy,
        card,
        closed_by,
    })
}

/// The act that closed it, where it was no act of its own: the issue of its card, a departure, a merger.
fn closed_by(
    sql: &Sql,
    dossier: &Dossier,
    application: &Application,
    card: Option<&str>,
) -> Result<Option<ClosedBy>, StoreError> {
    if application.state == ApplicationState::Issued {
        return Ok(Some(ClosedBy::Issue { permit: card.unwrap_or_default().to_owned() }));
    }
    for merger in mergers::list(sql, dossier.migrant)? {
        if merger.undone_on.is_none() && merger.moved()?.withdrawn.contains(&application.id) {
            return Ok(Some(ClosedBy::Merger(Box::new(unmerge::standing(sql, &merger)?))));
        }
    }
    let (Some(on), Some(because)) = (application.closed_on, application.because.as_deref()) else { return Ok(None) };
    let left =
        dossier.stays.iter().any(|stay| stay.ended.as_ref().is_some_and(|end| (end.0, &*end.1) == (on, because)));
    let with = applications::find_withdrawn_with(sql, dossier.migrant, on, because)?;
    let departed = left && with == Some(application.id);
    Ok(departed.then(|| ClosedBy::Departure { migrant: migrant_code(dossier.migrant) }))
}

/// Who came to apply.
enum Came {
    For(Proxy),
    Alone,
}

/// Who applied, checked as at the counter on the day of the application.
fn proxy(office: &Office, dossier: &Dossier, old: &Recorded, wanted: &Wanted) -> Result<Option<Came>, ProxyRefusal> {
    let on = wanted.facts.applied_on.unwrap_or(old.application.applied_on);
    match wanted.proxy {
        Some(Acting::By(proxy)) => Ok(Some(Came::For(proxy.check(office, &dossier.person.id.text, on)?))),
        Some(Acting::Nobody) => Ok(Some(Came::Alone)),
        None => Ok(None),
    }
}

/// Writes the facts and keeps the old values.
fn put(keeper: &mut Keeper, old: &Recorded, new: &Recorded) -> Result<(), StoreError> {
    let id = new.application.id;
    corrections::update_application(keeper.writer, new)?;
    for ((fact, was), (_, is)) in facts(old).into_iter().zip(facts(new)) {
        keeper.keep(fact, id, was, is, fact.as_str())?;
    }
    if old.evidence != new.evidence {
        applications::replace_evidence(keeper.writer, ShownAt::Application(id), &new.evidence, keeper.on)?;
    }
    Ok(())
}

/// Every fact of an application as it is kept.
fn facts(recorded: &Recorded) -> Vec<(Fact, Option<String>)> {
    let Recorded { application, .. } = recorded;
    let day = |day: Option<Day>| day.map(|day| day.to_string());
    let told = |text: &Option<String>| text.as_deref().map(mask::in_text);
    vec![
        (Fact::AppliedOn, day(Some(application.applied_on))),
        (Fact::AcceptedOn, day(application.accepted_on)),
        (Fact::Regime, Some(recorded.regime.as_str().to_owned())),
        (Fact::DueOn, day(application.due_on)),
        (Fact::PromisedOn, day(recorded.promised_on)),
        (Fact::Ground, recorded.ground.map(|ground| ground.as_str().to_owned())),
        (Fact::Evidence, papers::listed(&recorded.evidence)),
        (Fact::ExtendedOn, day(application.extended.map(|extension| extension.on))),
        (Fact::ExtendedTo, day(application.extended.map(|extension| extension.to))),
        (Fact::ExtendedBecause, told(&recorded.extended_because)),
        (Fact::State, Some(application.state.as_str().to_owned())),
        (Fact::ClosedOn, day(application.closed_on)),
        (Fact::ClosedBecause, told(&application.because)),
        (Fact::Article, told(&application.article)),
    ]
}

fn put_proxy(keeper: &mut Keeper, application: i64, came: &Came) -> Result<(), StoreError> {
    let of = ProxyOf::Application(application);
    let was = applications::take_back_proxy(keeper.writer, of, keeper.on)?;
    let is = match came {
        Came::For(proxy) => Some(proxy),
        Came::Alone => None,
    };
    if let Some(proxy) = is {
        proxy.insert(keeper.writer, of)?;
    }
    keeper.keep_proxy(Fact::AppliedBy, application, was.as_ref(), is)
}

/// The counter at which it was made, which stood on that day.
fn put_counter(
    keeper: &mut Keeper,
    office: &Office,
    application: &Application,
    counter: &Unit,
) -> Result<(), StoreError> {
    let was = applications::find_counter(keeper.writer, application.id)?;
    if was == counter.id {
        return Ok(());
    }
    corrections::update_application_counter(keeper.writer, application.id, counter.id)?;
    let (was, is) = (office.code_of(was).to_owned(), counter.code.clone());
    keeper.keep(Fact::AppliedAt, application.id, Some(was), Some(is), Fact::AppliedAt.as_str())
}
