//! The rows that a person's history is told from, with what was shown, who came, and which roster brought them;
//! and the journal's entries about the person.

use crate::domain::application::ApplicationState;
use crate::domain::calendar::{Day, Instant};
use crate::domain::papers::{Evidence, Ground};
use crate::domain::permit::{EndReason, PermitKind};
use crate::domain::unit::UnitId;

use super::error::StoreError;
use super::sqlite::{Row, Sql};

/// Who acted for the person.
#[derive(Debug, Clone)]
pub struct Proxy {
    pub name: String,
    pub relation: String,
}

/// The roster that brought a row, and when and by whom it was taken in.
#[derive(Debug, Clone)]
pub struct Batch {
    pub id: i64,
    pub line: Option<i64>,
    pub at: Instant,
    pub clerk: String,
    /// Where it was taken in, if that was said.
    pub counter: Option<UnitId>,
}

/// What a stay has beside its days and homes.
#[derive(Debug, Clone)]
pub struct StayNote {
    pub left_to: Option<String>,
    pub batch: Option<Batch>,
    /// The roster that ended it.
    pub ended_by: Option<Batch>,
    pub proxy: Option<Proxy>,
}

/// An application with everything that was done with it.
#[derive(Debug, Clone)]
pub struct ApplicationNote {
    pub id: i64,
    pub counter: UnitId,
    pub ground: Option<Ground>,
    pub applied_on: Day,
    pub accepted_on: Option<Day>,
    pub due_on: Option<Day>,
    pub extended: Option<(Day, Day)>,
    pub extended_because: Option<String>,
    pub state: ApplicationState,
    pub closed_on: Option<Day>,
    /// The roster that withdrew it.
    pub closed_by: Option<Batch>,
    pub because: Option<String>,
    pub article: Option<String>,
    pub evidence: Vec<Evidence>,
    /// The codes of a notice.
    pub missing: Vec<String>,
    pub proxy: Option<Proxy>,
}

/// A card with everything that was done with it.
#[derive(Debug, Clone)]
pub struct CardNote {
    pub id: i64,
    pub number: String,
    pub kind: PermitKind,
    pub counter: UnitId,
    pub application: Option<i64>,
    pub issued_on: Day,
    pub collected_on: Option<Day>,
    pub ended: Option<(Day, EndReason)>,
    pub replaces: Option<String>,
    pub replaced_for: Option<String>,
    pub old_card: Option<String>,
    pub batch: Option<Batch>,
    /// The roster that ended it: its own ledger, or one of departures.
    pub ended_by: Option<Batch>,
    /// Who collected it, and who applied for it in place of another.
    pub proxy: Option<Proxy>,
    pub replaced_by_proxy: Option<Proxy>,
    pub endorsements: Vec<EndorsementNote>,
    /// The keys of those that were taken back: corrections tell of them.
    pub taken_back: Vec<i64>,
}

/// An endorsement with what was shown.
#[derive(Debug, Clone)]
pub struct EndorsementNote {
    pub id: i64,
    pub endorsed_on: Day,
    pub counter: Option<UnitId>,
    pub evidence: Vec<Evidence>,
    pub proxy: Option<Proxy>,
    pub batch: Option<Batch>,
}

/// An entry of the journal.
#[derive(Debug, Clone)]
pub struct Entry {
    pub sequence: i64,
    pub at: Instant,
    pub on: Day,
    pub clerk: String,
    pub counter: Option<String>,
    pub command: String,
    /// The reason that was given.
    pub purpose: Option<String>,
    pub changes: String,
}

/// The journal's entries about a person, by internal code, in order.
pub fn list_entries(sql: &Sql, subject: &str) -> Result<Vec<Entry>, StoreError> {
    sql.list(
        "SELECT sequence, made_at, acted_on, clerk, counter, command, purpose, changes FROM journal WHERE subject = ?1 \
         ORDER BY sequence",
        &[&subject],
        |row| {
            Ok(Entry {
                sequence: row.get("sequence")?,
                at: row.get("made_at")?,
                on: row.get("acted_on")?,
                clerk: row.get("clerk")?,
                counter: row.get("counter")?,
                command: row.get("command")?,
                purpose: row.get("purpose")?,
                changes: row.get("changes")?,
            })
        },
    )
}

pub fn stay_note(sql: &Sql, registration: i64) -> Result<StayNote, StoreError> {
    let mut note = sql.one(
        "SELECT r.left_to, r.ended_batch_id, r.ended_line, b.batch_id, r.line, b.started_at, b.clerk, b.counter_id AS taken_at \
         FROM registration r LEFT JOIN batch b ON b.batch_id = r.batch_id WHERE r.registration_id = ?1",
        &[&registration],
        |row| {
            let ended_by = ending(sql, row.get("ended_batch_id")?, row.get("ended_line")?)?;
            Ok(StayNote { left_to: row.get("left_to")?, batch: batch(row)?, ended_by, proxy: None })
        },
    )?;
    note.proxy = sql.optional(
        "SELECT name, relation FROM proxy WHERE registration_id = ?1 AND taken_back_on IS NULL ORDER BY proxy_id",
        &[&registration],
        proxy,
    )?;
    Ok(note)
}

pub fn list_applications(sql: &Sql, migrant: i64) -> Result<Vec<ApplicationNote>, StoreError> {
    let mut notes = sql.list(
        "SELECT application_id, counter_id, ground, applied_on, accepted_on, due_on, extended_on, extended_to, \
         extended_because, state, closed_on, closed_batch_id, because, article, \
         (SELECT r.ended_line FROM registration r WHERE r.migrant_id = a.migrant_id AND r.ended_batch_id = a.closed_batch_id) \
         AS closed_line FROM application a WHERE migrant_id = ?1 ORDER BY application_id",
        &[&migrant],
        |row| application(sql, row),
    )?;
    for note in &mut notes {
        note.evidence = sql.list(
            "SELECT paper, issuer, dated_on FROM evidence WHERE application_id = ?1 AND taken_back_on IS NULL ORDER BY evidence_id",
            &[&note.id],
            evidence,
        )?;
        let missing =
            sql.list("SELECT missing FROM notice WHERE application_id = ?1 ORDER BY notice_id", &[&note.id], |row| {
                row.get::<String>("missing")
            })?;
        note.missing = missing.iter().flat_map(|codes| codes.split(';')).map(str::to_owned).collect();
        note.proxy = sql.optional(
            "SELECT name, relation FROM proxy WHERE application_id = ?1 AND taken_back_on IS NULL ORDER BY proxy_id",
            &[&note.id],
            proxy,
        )?;
    }
    Ok(notes)
}

fn application(sql: &Sql, row: &Row) -> Result<ApplicationNote, StoreError> {
    let id = row.get("application_id")?;
    let counter = row.get("counter_id")?;
    let ground = row.get("ground")?;
    let applied_on = row.get("applied_on")?;
    let accepted_on = row.get("accepted_on")?;
    let due_on = row.get("due_on")?;
    let extended_on: Option<Day> = row.get("extended_on")?;
    let extended_to: Option<Day> = row.get("extended_to")?;
    Ok(ApplicationNote {
        id,
        counter,
        ground,
        applied_on,
        accepted_on,
        due_on,
        extended: extended_on.zip(extended_to),
        extended_because: row.get("extended_because")?,
        state: row.get("state")?,
        closed_on: row.get("closed_on")?,
        closed_by: ending(sql, row.get("closed_batch_id")?, row.get("closed_line")?)?,
        because: row.get("because")?,
        article: row.get("article")?,
        evidence: Vec::new(),
        missing: Vec::new(),
        proxy: None,
    })
}

pub fn list_cards(sql: &Sql, migrant: i64) -> Result<Vec<CardNote>, StoreError> {
    let mut notes = sql.list(
        "SELECT p.permit_id, p.number, p.kind, p.counter_id, p.application_id, p.issued_on, p.collected_on, p.ended_on, \
         p.end_reason, o.number AS replaces, p.replaced_for, p.old_card, b.batch_id, p.line, b.started_at, b.clerk, \
         b.counter_id AS taken_at, p.ended_batch_id, CASE WHEN p.ended_batch_id = p.batch_id THEN p.line ELSE \
         (SELECT r.ended_line FROM registration r WHERE r.migrant_id = p.migrant_id AND r.ended_batch_id = p.ended_batch_id) \
         END AS ended_line FROM permit p LEFT JOIN permit o ON o.permit_id = p.replaces_id LEFT JOIN batch b ON b.batch_id = p.batch_id \
         WHERE p.migrant_id = ?1 ORDER BY p.issued_on, p.permit_id",
        &[&migrant],
        |row| card(sql, row),
    )?;
    for note in &mut notes {
        note.proxy = sql.optional(
            "SELECT name, relation FROM proxy WHERE permit_id = ?1 AND taken_back_on IS NULL ORDER BY proxy_id",
            &[&note.id],
            proxy,
        )?;
        note.replaced_by_proxy = sql.optional(
            "SELECT name, relation FROM proxy WHERE replacement_id = ?1 AND taken_back_on IS NULL ORDER BY proxy_id",
            &[&note.id],
            proxy,
        )?;
        note.endorsements = list_endorsements(sql, note.id)?;
        note.taken_back = sql.list(
            "SELECT endorsement_id FROM endorsement WHERE permit_id = ?1 AND taken_back_on IS NOT NULL",
            &[&note.id],
            |row| row.get("endorsement_id"),
        )?;
    }
    Ok(notes)
}

fn card(sql: &Sql, row: &Row) -> Result<CardNote, StoreError> {
    let id = row.get("permit_id")?;
    let number = row.get("number")?;
    let kind = row.get("kind")?;
    let counter = row.get("counter_id")?;
    let application = row.get("application_id")?;
    let issued_on = row.get("issued_on")?;
    let collected_on = row.get("collected_on")?;
    let ended_on: Option<Day> = row.get("ended_on")?;
    let reason: Option<EndReason> = row.get("end_reason")?;
    Ok(CardNote {
        id,
        number,
        kind,
        counter,
        application,
        issued_on,
        collected_on,
        ended: ended_on.zip(reason),
        replaces: row.get("replaces")?,
        replaced_for: row.get("replaced_for")?,
        old_card: row.get("old_card")?,
        batch: batch(row)?,
        ended_by: ending(sql, row.get("ended_batch_id")?, row.get("ended_line")?)?,
        proxy: None,
        replaced_by_proxy: None,
        endorsements: Vec::new(),
        taken_back: Vec::new(),
    })
}

fn list_endorsements(sql: &Sql, permit: i64) -> Result<Vec<EndorsementNote>, StoreError> {
    let mut notes = sql.list(
        "SELECT e.endorsement_id, e.endorsed_on, e.counter_id, b.batch_id, NULL AS line, b.started_at, b.clerk, b.counter_id AS taken_at \
         FROM endorsement e LEFT JOIN batch b ON b.batch_id = e.batch_id WHERE e.permit_id = ?1 \
         AND e.taken_back_on IS NULL ORDER BY e.endorsed_on",
        &[&permit],
        |row| {
            Ok(EndorsementNote {
                id: row.get("endorsement_id")?,
                endorsed_on: row.get("endorsed_on")?,
                counter: row.get("counter_id")?,
                batch: batch(row)?,
                evidence: Vec::new(),
                proxy: None,
            })
        },
    )?;
    for note in &mut notes {
        note.evidence = sql.list(
            "SELECT paper, issuer, dated_on FROM evidence WHERE endorsement_id = ?1 AND taken_back_on IS NULL ORDER BY evidence_id",
            &[&note.id],
            evidence,
        )?;
        note.proxy = sql.optional(
            "SELECT name, relation FROM proxy WHERE endorsement_id = ?1 AND taken_back_on IS NULL ORDER BY proxy_id",
            &[&note.id],
            proxy,
        )?;
    }
    Ok(notes)
}

fn evidence(row: &Row) -> Result<Evidence, StoreError> {
    Ok(Evidence { paper: row.get("paper")?, issuer: row.get("issuer")?, dated_on: row.get("dated_on")? })
}

fn proxy(row: &Row) -> Result<Proxy, StoreError> {
    Ok(Proxy { name: row.get("name")?, relation: row.get("relation")? })
}

fn batch(row: &Row) -> Result<Option<Batch>, StoreError> {
    let id: Option<i64> = row.get("batch_id")?;
    let line = row.get("line")?;
    let at: Option<Instant> = row.get("started_at")?;
    let clerk: Option<String> = row.get("clerk")?;
    let counter = row.get("taken_at")?;
    Ok(match (id, at, clerk) {
        (Some(id), Some(at), Some(clerk)) => Some(Batch { id, line, at, clerk, counter }),
        _ => None,
    })
}

/// The roster whose row ended something.
fn ending(sql: &Sql, id: Option<i64>, line: Option<i64>) -> Result<Option<Batch>, StoreError> {
    let Some(id) = id else { return Ok(None) };
    sql.optional(
        "SELECT batch_id, ?2 AS line, started_at, clerk, counter_id AS taken_at FROM batch WHERE batch_id = ?1",
        &[&id, &line],
        batch,
    )
    .map(Option::flatten)
}
