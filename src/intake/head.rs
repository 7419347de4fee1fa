//! The first rows of a table, whatever it came from: the row of headings that binds best, and the kind of
//! roster that they speak for.

use super::bind::{bind, columns_named};
use super::binding::{Binding, FileNotice};
use super::cells::tidy;
use super::flags::MapFlag;
use super::headings::{HeadRow, Headings, Label, candidates, fields};
use super::outer::{NearMiss, Outer};
use super::problem::shown;
use super::sniff::Request;
use crate::domain::roster::{Field, RosterKind};

/// So many rows are searched for headings.
pub const FIRST_ROWS: usize = 20;

/// So many further ones are looked at only to say where headings stand, if they stand too low.
pub const ROWS_BELOW: usize = 200;

/// The first rows, and the headings among them.
#[derive(Debug)]
pub struct Head {
    pub rows: Vec<HeadRow>,
    headings: Option<Headings>,
    pub found: Found,
}

/// How well a row of headings binds; a later field of the struct weighs less.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Found {
    /// The number, and for people the name, are among them.
    complete: bool,
    fields: usize,
}

/// Headings whose columns have their fields.
#[derive(Debug)]
pub struct Bound {
    pub binding: Binding,
    /// The first rows up to and with the headings.
    pub rows: usize,
    /// How many of them are headings: one or two.
    pub height: usize,
    /// The line of the (lower) row of headings.
    pub line: u64,
    /// That row as it stands in the file.
    pub heading_cells: Vec<String>,
}

impl Found {
    pub fn usable(self) -> bool {
        self.complete || self.fields >= 2
    }
}

impl Head {
    /// The headings that bind best; of equals the first.
    pub fn of(rows: Vec<HeadRow>, request: &Request<'_>) -> Head {
        let mut best = (None, Found::default());
        for headings in candidates(&rows) {
            let found = found(&headings, request);
            if found > best.1 {
                best = (Some(headings), found);
            }
        }
        Head { rows, headings: best.0, found: best.1 }
    }

    /// # Errors
    /// [`Outer`]: empty, without headings, or with headings that do not do.
    pub fn bind(&self, request: &Request<'_>) -> Result<Bound, Outer> {
        match self.bind_as_read(request) {
            Ok(mut bound) => {
                let line = self.open_quote(bound.height);
                bound.binding.notices.extend(line.map(|line| FileNotice::OpenQuote { line }));
                Ok(bound)
            }
            // Headings that a quote has cut may bind best where they end.
            Err(outer @ (Outer::NoHeadings { .. } | Outer::Missing { .. })) => {
                Err(self.open_quote(FIRST_ROWS).map_or(outer, |line| Outer::OpenQuote { line }))
            }
            Err(outer) => Err(outer),
        }
    }

    /// The line of a quote that was opened in the lowest `height` rows of the headings and never closed.
    fn open_quote(&self, height: usize) -> Option<u64> {
        let end = self.headings.as_ref().map_or(1, |headings| headings.rows);
        let rows = self.rows.get(end.saturating_sub(height)..end).unwrap_or_default();
        rows.iter().find(|row| row.open_quote).map(|row| row.line)
    }

    fn bind_as_read(&self, request: &Request<'_>) -> Result<Bound, Outer> {
        if self.rows.iter().all(|row| row.cells.iter().all(|cell| cell.trim().is_empty())) {
            return Err(Outer::Empty);
        }
        let Some(headings) = &self.headings else { return Err(Outer::NoHeadings { best: None, below: None }) };
        if !self.found.usable() {
            return Err(Outer::NoHeadings { best: Some(near_miss(headings)), below: None });
        }
        let kind = request.kind.unwrap_or_else(|| kind_of(headings, request.maps));
        let mut binding = match bind(headings, kind, request.maps, request.given) {
            Err(Outer::Missing { kind, fields, unknown, likely, .. }) => {
                let told = kind_of(headings, request.maps);
                let fits = told != kind && bind(headings, told, request.maps, request.given).is_ok();
                return Err(Outer::Missing { kind, fields, fits: fits.then_some(told), unknown, likely });
            }
            bound => bound?,
        };
        binding.titles = self.rows.iter().take(headings.rows - 1).filter_map(title).collect();
        let heading_cells = self.rows.get(headings.rows - 1).map(|row| row.cells.clone()).unwrap_or_default();
        Ok(Bound { binding, rows: headings.rows, height: headings.height, line: headings.line, heading_cells })
    }
}

/// The line of the headings that bind best among rows below the first ones, if any do.
pub fn below(rows: Vec<HeadRow>, request: &Request<'_>) -> Option<u64> {
    let head = Head::of(rows, request);
    head.headings.filter(|_| head.found.usable()).map(|headings| headings.line)
}

fn found(headings: &Headings, request: &Request<'_>) -> Found {
    let mut named = fields(&headings.labels, request.kind);
    if named.is_empty() && !is_headed_by_maps(headings, request.maps) {
        return Found::default();
    }
    named.extend(mapped(headings, request.maps));
    let kind = request.kind.unwrap_or_else(|| kind_of(headings, request.maps));
    let name = kind != RosterKind::People || named.contains(&Field::Name);
    Found { complete: name && named.contains(&Field::IdNumber), fields: named.len() }
}

/// Whether `--map` alone says that these are headings: what it names is written there, and no row of data is.
fn is_headed_by_maps(headings: &Headings, maps: &[MapFlag]) -> bool {
    const SHORTEST_NUMBER: usize = 15;
    let digits = |label: &Label| label.written.chars().filter(char::is_ascii_digit).count();
    if headings.labels.iter().any(|label| digits(label) >= SHORTEST_NUMBER) {
        return false;
    }
    let written = |column: &usize| headings.labels.get(*column).is_some_and(|label| !label.written.is_empty());
    let is_there = |map: &MapFlag| columns_named(&map.column, &headings.labels).iter().any(written);
    !maps.is_empty() && maps.iter().all(is_there)
}

fn mapped<'m>(headings: &'m Headings, maps: &'m [MapFlag]) -> impl Iterator<Item = Field> + 'm {
    maps.iter().filter(|map| !columns_named(&map.column, &headings.labels).is_empty()).map(|map| map.field)
}

/// The kind that the headings speak for.
fn kind_of(headings: &Headings, maps: &[MapFlag]) -> RosterKind {
    let mut named = fields(&headings.labels, None);
    named.extend(mapped(headings, maps));
    let has = |field| named.contains(&field);
    if has(Field::PermitNumber) && has(Field::IssuedOn) {
        RosterKind::Permits
    } else if has(Field::LeftOn) && !has(Field::Hukou) {
        RosterKind::Departures
    } else {
        RosterKind::People
    }
}

/// What stands alone in a row.
fn title(row: &HeadRow) -> Option<String> {
    let mut filled = row.cells.iter().map(|cell| tidy(cell)).filter(|cell| !cell.is_empty());
    let title = filled.next()?.into_owned();
    filled.next().is_none().then_some(title)
}

fn near_miss(headings: &Headings) -> NearMiss {
    const SHOWN: usize = 8;
    let words = headings.labels.iter().map(|label| shown(&label.written)).filter(|word| !word.is_empty());
    NearMiss { line: headings.line, cells: words.take(SHOWN).collect() }
}
