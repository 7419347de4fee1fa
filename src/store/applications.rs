//! Applications, with the papers that were shown, the proxies and the one-time notices. What is typed as a reason
//! is kept without the numbers of people.

use crate::domain::application::ApplicationState;
use crate::domain::calendar::Day;
use crate::domain::correction::Proxy;
use crate::domain::dossier::{Application, Extension};
use crate::domain::mask;
use crate::domain::papers::{Evidence, Ground};
use crate::domain::regime::Regime;
use crate::domain::unit::UnitId;

use super::Writer;
use super::error::StoreError;
use super::sqlite::Sql;

/// An application to be written.
#[derive(Debug)]
pub struct NewApplication<'a> {
    pub migrant: i64,
    pub counter: UnitId,
    pub regime: Regime,
    pub ground: Option<Ground>,
    pub applied_on: Day,
    pub accepted_on: Option<Day>,
    pub due_on: Option<Day>,
    pub promised_on: Option<Day>,
    pub evidence: &'a [Evidence],
}

pub fn insert(writer: &Writer, new: &NewApplication) -> Result<i64, StoreError> {
    let state = if new.accepted_on.is_some() { ApplicationState::Open } else { ApplicationState::Incomplete };
    let id = writer.insert(
        "INSERT INTO application (migrant_id, counter_id, regime, ground, applied_on, accepted_on, due_on, promised_on, \
         state) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        &[
            &new.migrant,
            &new.counter,
            &new.regime,
            &new.ground,
            &new.applied_on,
            &new.accepted_on,
            &new.due_on,
            &new.promised_on,
            &state,
        ],
    )?;
    for evidence in new.evidence {
        insert_evidence(writer, Some(id), None, evidence)?;
    }
    Ok(id)
}

/// Records a paper that was shown at an application or at an endorsement.
pub fn insert_evidence(
    writer: &Writer,
    application: Option<i64>,
    endorsement: Option<i64>,
    evidence: &Evidence,
) -> Result<(), StoreError> {
    writer.execute(
        "INSERT INTO evidence (application_id, endorsement_id, paper, issuer, dated_on) VALUES (?1, ?2, ?3, ?4, ?5)",
        &[&application, &endorsement, &evidence.paper, &evidence.issuer, &evidence.dated_on],
    )?;
    Ok(())
}

/// Records the notice of everything that was missing, by code.
pub fn insert_notice(writer: &Writer, application: i64, given_on: Day, missing: &str) -> Result<(), StoreError> {
    writer.execute(
        "INSERT INTO notice (application_id, given_on, missing) VALUES (?1, ?2, ?3)",
        &[&application, &given_on, &missing],
    )?;
    Ok(())
}

/// Which act somebody did for the person.
#[derive(Debug, Clone, Copy)]
pub enum ProxyOf {
    Registration(i64),
    Application(i64),
    Endorsement(i64),
    /// Who collected the card.
    Permit(i64),
    /// Who applied for the card in place of another.
    Replacement(i64),
}

pub fn insert_proxy(
    writer: &Writer,
    of: ProxyOf,
    name: &str,
    id_number: &str,
    relation: &str,
) -> Result<(), StoreError> {
    let [registration, application, endorsement, permit, replacement] = of.keys();
    writer.execute(
        "INSERT INTO proxy (registration_id, application_id, endorsement_id, permit_id, replacement_id, name, id_number, \
         relation) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        &[&registration, &application, &endorsement, &permit, &replacement, &name, &id_number, &relation],
    )?;
    Ok(())
}

impl ProxyOf {
    /// The key of the act in its column: registration, application, endorsement, permit, replacement.
    fn keys(self) -> [Option<i64>; 5] {
        match self {
            ProxyOf::Registration(id) => [Some(id), None, None, None, None],
            ProxyOf::Application(id) => [None, Some(id), None, None, None],
            ProxyOf::Endorsement(id) => [None, None, Some(id), None, None],
            ProxyOf::Permit(id) => [None, None, None, Some(id), None],
            ProxyOf::Replacement(id) => [None, None, None, None, Some(id)],
        }
    }
}

/// Who did an act for the person.
pub fn find_proxy(sql: &Sql, of: ProxyOf) -> Result<Option<Proxy>, StoreError> {
    let [registration, application, endorsement, permit, replacement] = of.keys();
    sql.optional(
        "SELECT name, id_number, relation FROM proxy WHERE taken_back_on IS NULL AND (registration_id = ?1 OR application_id = ?2 \
         OR endorsement_id = ?3 OR permit_id = ?4 OR replacement_id = ?5) ORDER BY proxy_id LIMIT 1",
        &[&registration, &application, &endorsement, &permit, &replacement],
        |row| {
            let (name, id_number) = (row.get("name")?, row.get("id_number")?);
            Ok(Proxy { name, id_number, relation: row.get("relation")? })
        },
    )
}

/// Takes back that somebody did an act for the person; who it was.
pub fn take_back_proxy(writer: &Writer, of: ProxyOf, on: Day) -> Result<Option<Proxy>, StoreError> {
    let found = find_proxy(writer, of)?;
    let [registration, application, endorsement, permit, replacement] = of.keys();
    writer.execute(
        "UPDATE proxy SET taken_back_on = ?6 WHERE taken_back_on IS NULL AND (registration_id = ?1 \
         OR application_id = ?2 OR endorsement_id = ?3 OR permit_id = ?4 OR replacement_id = ?5)",
        &[&registration, &application, &endorsement, &permit, &replacement, &on],
    )?;
    Ok(found)
}

/// Closes an application as issued, withdrawn or refused.
pub fn end(
    writer: &Writer,
    id: i64,
    state: ApplicationState,
    on: Day,
    because: Option<&str>,
) -> Result<(), StoreError> {
    writer.execute(
        "UPDATE application SET state = ?2, closed_on = ?3, because = ?4 WHERE application_id = ?1",
        &[&id, &state, &on, &because.map(mask::in_text)],
    )?;
    Ok(())
}

/// The application of a person that a departure of that day and for that reason withdrew.
pub fn find_withdrawn_with(sql: &Sql, migrant: i64, on: Day, reason: &str) -> Result<Option<i64>, StoreError> {
    sql.optional(
        "SELECT application_id FROM application WHERE migrant_id = ?1 AND state = 'withdrawn' AND closed_on = ?2 \
         AND because = ?3 AND accepted_on IS NOT NULL ORDER BY application_id DESC LIMIT 1",
        &[&migrant, &on, &reason],
        |row| row.get("application_id"),
    )
}

/// Records the article on which a refusal rests.
pub fn update_article(writer: &Writer, id: i64, article: &str) -> Result<(), StoreError> {
    writer.execute("UPDATE application SET article = ?2 WHERE application_id = ?1", &[&id, &mask::in_text(article)])?;
    Ok(())
}

/// Says which roster withdrew an application.
pub fn update_end_origin(writer: &Writer, id: i64, batch: i64) -> Result<(), StoreError> {
    writer.execute("UPDATE application SET closed_batch_id = ?2 WHERE application_id = ?1", &[&id, &batch])?;
    Ok(())
}

/// Puts the limit off.
pub fn extend(writer: &Writer, id: i64, extension: Extension, because: &str) -> Result<(), StoreError> {
    writer.execute(
        "UPDATE application SET extended_to = ?2, extended_on = ?3, extended_because = ?4 WHERE application_id = ?1",
        &[&id, &extension.to, &extension.on, &mask::in_text(because)],
    )?;
    Ok(())
}

/// What is recorded of an application beside its days and state.
#[derive(Debug, Clone)]
pub struct Particulars {
    pub regime: Regime,
    pub promised_on: Option<Day>,
    pub ground: Option<Ground>,
    pub extended_because: Option<String>,
}

pub fn particulars(sql: &Sql, id: i64) -> Result<Particulars, StoreError> {
    sql.one(
        "SELECT regime, promised_on, ground, extended_because FROM application WHERE application_id = ?1",
        &[&id],
        |row| {
            let (regime, promised_on, ground) = (row.get("regime")?, row.get("promised_on")?, row.get("ground")?);
            Ok(Particulars { regime, promised_on, ground, extended_because: row.get("extended_because")? })
        },
    )
}

/// At which act papers were shown.
#[derive(Debug, Clone, Copy)]
pub enum ShownAt {
    Application(i64),
    Endorsement(i64),
}

impl ShownAt {
    fn keys(self) -> [Option<i64>; 2] {
        match self {
            ShownAt::Application(id) => [Some(id), None],
            ShownAt::Endorsement(id) => [None, Some(id)],
        }
    }
}

/// The papers that were shown.
pub fn list_evidence(sql: &Sql, at: ShownAt) -> Result<Vec<Evidence>, StoreError> {
    let [application, endorsement] = at.keys();
    sql.list(
        "SELECT paper, issuer, dated_on FROM evidence WHERE taken_back_on IS NULL \
         AND (application_id = ?1 OR endorsement_id = ?2) ORDER BY evidence_id",
        &[&application, &endorsement],
        |row| Ok(Evidence { paper: row.get("paper")?, issuer: row.get("issuer")?, dated_on: row.get("dated_on")? }),
    )
}

/// Puts other papers in place of those that were recorded; their rows are kept.
pub fn replace_evidence(writer: &Writer, at: ShownAt, evidence: &[Evidence], on: Day) -> Result<(), StoreError> {
    let [application, endorsement] = at.keys();
    writer.execute(
        "UPDATE evidence SET taken_back_on = ?3 WHERE taken_back_on IS NULL \
         AND (application_id = ?1 OR endorsement_id = ?2)",
        &[&application, &endorsement, &on],
    )?;
    for evidence in evidence {
        insert_evidence(writer, application, endorsement, evidence)?;
    }
    Ok(())
}

/// The counter at which an application was made.
pub fn find_counter(sql: &Sql, id: i64) -> Result<UnitId, StoreError> {
    sql.one("SELECT counter_id FROM application WHERE application_id = ?1", &[&id], |row| row.get("counter_id"))
}

/// The person of an application.
pub fn find_migrant(sql: &Sql, id: i64) -> Result<Option<i64>, StoreError> {
    sql.optional("SELECT migrant_id FROM application WHERE application_id = ?1", &[&id], |row| row.get("migrant_id"))
}

/// All applications of a person, in order.
pub fn list(sql: &Sql, migrant: i64) -> Result<Vec<Application>, StoreError> {
    sql.list(
        "SELECT application_id, applied_on, accepted_on, due_on, extended_to, extended_on, closed_on, state, because, article \
         FROM application WHERE migrant_id = ?1 ORDER BY application_id",
        &[&migrant],
        |row| {
            Ok(Application {
                id: row.get("application_id")?,
                applied_on: row.get("applied_on")?,
                accepted_on: row.get("accepted_on")?,
                due_on: row.get("due_on")?,
                extended: {
                    let to: Option<Day> = row.get("extended_to")?;
                    let on: Option<Day> = row.get("extended_on")?;
                    to.zip(on).map(|(to, on)| Extension { to, on })
                },
                closed_on: row.get("closed_on")?,
                state: row.get("state")?,
                because: row.get("because")?,
                article: row.get("article")?,
            })
        },
    )
}
