//! Corrections that a clerk may try on what is recorded of somebody, for random lives; many are refused.

use super::Counter;

/// The first row of a query, parted at `|`.
fn first(counter: &Counter, sql: &str) -> Option<Vec<String>> {
    counter.rows(sql).first().map(|row| row.split('|').map(str::to_owned).collect())
}

fn day_after(day: &str, days: i32) -> String {
    let instant = jzz::Instant::parse(&format!("{day}T04:00:00Z")).expect("a day");
    instant.day().plus_days(days).to_string()
}

/// A correction of a card or an application of the person with that number; `at` chooses which and how.
pub fn correction(counter: &Counter, number: &str, at: usize) -> Option<String> {
    let who = format!("migrant m ON m.migrant_id = p.migrant_id AND m.id_number = '{number}'");
    let order = if at.is_multiple_of(2) { "DESC" } else { "ASC" };
    let card = |columns: &str, wanted: &str| {
        let sql = format!("SELECT {columns} FROM permit p JOIN {who} WHERE {wanted} ORDER BY p.permit_id {order}");
        first(counter, &sql)
    };
    let application = |columns: &str, wanted: &str| {
        let sql =
            format!("SELECT {columns} FROM application p JOIN {who} WHERE {wanted} ORDER BY application_id {order}");
        first(counter, &sql)
    };
    let days = i32::try_from(at % 5).unwrap_or(0) - 2;
    let flags = match at % 20 {
        0 | 1 => {
            let sql = format!(
                "SELECT p.number || '|' || e.endorsed_on FROM permit p JOIN {who} \
                 JOIN endorsement e ON e.permit_id = p.permit_id WHERE e.taken_back_on IS NULL ORDER BY e.endorsed_on {order}"
            );
            let endorsed = first(counter, &sql)?;
            let new = if at.is_multiple_of(3) { day_after(&endorsed[1], days) } else { "none".to_owned() };
            format!("{} --endorsed {}={new}", endorsed[0], endorsed[1])
        }
        2 | 3 => format!("{} --ended none", card("p.number", "p.ended_on IS NOT NULL")?[0]),
        4 => {
            let reason = ["error", "ineligible", "expired", "death"][at / 16 % 4];
            format!("{} --end-reason {reason}", card("p.number", "p.ended_on IS NOT NULL")?[0])
        }
        5 => format!("{} --collected none", card("p.number", "p.collected_on IS NOT NULL")?[0]),
        6 => format!("{} --replaced-for lost", card("p.number", "p.replaces_id IS NOT NULL")?[0]),
        7 => {
            let issued = card("p.number || '|' || p.issued_on", "1")?;
            format!("{} --issued {}", issued[0], day_after(&issued[1], days))
        }
        8 | 9 => format!("A{} --closed none", application("application_id || ''", "closed_on IS NOT NULL")?[0]),
        10 => {
            let closed = application("application_id || '|' || closed_on", "closed_on IS NOT NULL")?;
            format!("A{} --closed {}", closed[0], day_after(&closed[1], days))
        }
        11 => {
            let ended = card("p.number || '|' || p.ended_on", "p.ended_on IS NOT NULL")?;
            format!("{} --ended {}", ended[0], day_after(&ended[1], 20 * days))
        }
        12 => {
            let issued = card("p.number || '|' || p.issued_on", "1")?;
            format!("{} --issued {} --collected none", issued[0], day_after(&issued[1], 30 * days))
        }
        13 => {
            let issued = card("p.number || '|' || p.issued_on", "p.replaces_id IS NOT NULL")?;
            format!("{} --issued {}", issued[0], day_after(&issued[1], 30 * days))
        }
        14 => format!("{} --old-card returned", card("p.number", "p.replaces_id IS NOT NULL")?[0]),
        15..=17 => forgotten(counter, [&who, order], days, at % 20 == 17)?,
        18 => format!("{} --issued-at 520103", card("p.number", "1")?[0]),
        _ => {
            let applied = application("application_id || '|' || applied_on", "1")?;
            format!("A{} --applied {}", applied[0], day_after(&applied[1], days))
        }
    };
    Some(format!("permit edit {flags} --because 核实"))
}

/// An endorsement near the end of a card's first term, or one that was taken back, as forgotten.
fn forgotten(counter: &Counter, [who, order]: [&str; 2], days: i32, again: bool) -> Option<String> {
    let sql = if again {
        format!(
            "SELECT p.number || '|' || e.endorsed_on FROM permit p JOIN {who} JOIN endorsement e \
             ON e.permit_id = p.permit_id WHERE e.taken_back_on IS NOT NULL ORDER BY e.endorsement_id {order}"
        )
    } else {
        format!(
            "SELECT p.number || '|' || min(t.until_on) FROM permit p JOIN {who} JOIN permit_term t \
             ON t.permit_id = p.permit_id GROUP BY p.permit_id ORDER BY p.permit_id {order}"
        )
    };
    let found = first(counter, &sql)?;
    let on = if again { found[1].clone() } else { day_after(&found[1], days - 3) };
    Some(format!("{} --endorsed none={on}", found[0]))
}

/// A card whose last valid day is of the rules of 2012 expires with it; later it is suspended, and lives.
const LIVED: &str = "SELECT p.permit_id, p.number, p.migrant_id, p.issued_on, min(coalesce(p.ended_on, '9999-12-31'), \
    (SELECT CASE WHEN max(t.until_on) <= '2016-01-01' THEN max(t.until_on) ELSE '9999-12-31' END \
     FROM permit_term t WHERE t.permit_id = p.permit_id)) AS until_on FROM permit p WHERE p.kind = 'residence_permit'";

/// Pairs of stays and of cards that a person had on one day.
pub fn overlapping(counter: &Counter) -> Vec<String> {
    let cards = counter.rows(&format!(
        "WITH lived AS ({LIVED}) SELECT a.number || ' beside ' || b.number FROM lived a \
         JOIN lived b ON b.migrant_id = a.migrant_id AND b.permit_id > a.permit_id \
         WHERE max(a.issued_on, b.issued_on) < min(a.until_on, b.until_on)"
    ));
    let stays = counter.rows(
        "SELECT 'stay ' || a.registration_id || ' beside ' || b.registration_id FROM registration a \
         JOIN registration b ON b.migrant_id = a.migrant_id AND b.registration_id > a.registration_id \
         WHERE max(a.registered_on, b.registered_on) < \
               min(coalesce(a.ended_on, '9999-12-31'), coalesce(b.ended_on, '9999-12-31'))",
    );
    [cards, stays].concat()
}

/// The same, and applications that were accepted while a card lived: what two records of one person have of them
/// stays as it was when they are merged.
pub fn beside_each_other(counter: &Counter) -> Vec<String> {
    let applications = counter.rows(&format!(
        "WITH lived AS ({LIVED}) SELECT 'A' || a.application_id || ' beside ' || l.number FROM application a \
         JOIN lived l ON l.migrant_id = a.migrant_id \
         WHERE l.issued_on < a.accepted_on AND a.accepted_on < l.until_on"
    ));
    [overlapping(counter), applications].concat()
}
