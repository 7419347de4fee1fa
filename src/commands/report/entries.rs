//! `jzz report lookups --list CELL`: the journal's entries behind a figure, one row in the journal themselves.

use super::Shape;
use super::cell::{MOST, say_cut};
use crate::commands::desk;
use crate::context::{Context, Format};
use crate::domain::dossier::read_migrant_code;
use crate::domain::measure_cell::LookupsCell;
use crate::failure::{Failure, Finish};
use crate::ops::OpError;
use crate::ops::measures;
use crate::ops::rate::ReportRefusal;
use crate::present::entries::{EntriesAnswer, ShownEntry, sheet};
use crate::store::migrants;

/// Opens a cell of the look-ups.
pub fn open(cx: &mut Context<'_>, code: &str, cell: &LookupsCell, shape: &Shape) -> Result<Finish, Failure> {
    let (mut store, office) = desk::open(cx)?;
    let (today, reveal) = (cx.today(), cx.reveal().is_some());
    let changes = desk::look_up(cx, &office)?;
    let mut entries = store.act::<_, OpError<ReportRefusal>>(&desk::actor(cx), "report lookups", |writer| {
        let mut shown = Vec::new();
        for entry in measures::lookups_entries(writer, today, cell, code)? {
            let person =
                entry.subject.as_deref().filter(|subject| subject.starts_with('M')).and_then(read_migrant_code);
            let name = person.map(|person| migrants::find_name(writer, person)).transpose()?.flatten();
            shown.push(ShownEntry::of(entry, name.as_deref(), reveal));
        }
        let rows = u64::try_from(shown.len()).unwrap_or(u64::MAX);
        Ok((shown, changes.subject(code).rows(rows)))
    })?;
    if cx.format() == Format::Json {
        cx.put_json(&EntriesAnswer::of(code, &entries))?;
        return Ok(Finish::Done);
    }
    let all = entries.len();
    if cx.format() == Format::Table && all > MOST {
        entries.truncate(MOST);
        say_cut(cx, all);
    }
    let specimen = office.register.practice;
    shape.publish(cx, sheet(code, &entries, cell.span.to, specimen, cx.lang()))
}
