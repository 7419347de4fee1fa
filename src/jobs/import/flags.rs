//! The flags of an import that its corrected rejects take over, so that nobody has to type them twice.
//!
//! Kept with the batch as they are typed, one a line. A column that was bound by its letter is kept by its
//! heading, and by its letter only where the heading is blank or another column's too.

use super::Order;
use crate::domain::calendar::Day;
use crate::domain::roster::Field;
use crate::intake::{Binding, MapFlag, parse_set};

pub fn kept(order: &Order, binding: &Binding) -> String {
    let mut lines = Vec::new();
    let mut put = |flag: &str, value: &str| {
        lines.push(format!("{flag} {}", value.replace(['\n', '\r'], " ")).trim_end().to_owned());
    };
    if let Some(unit) = &order.unit {
        put("--unit", unit);
    }
    if let Some(counter) = &order.counter {
        put("--counter", counter);
    }
    if let Some(day) = order.on {
        put("--on", &day.to_string());
    }
    // Told where the batch is looked back on; the rejects file is a text and takes neither over.
    if let Some(sheet) = &order.sheet {
        put("--sheet", sheet);
    }
    if order.visible_only {
        put("--visible-only", "");
    }
    for (field, value) in &order.sets {
        put("--set", &format!("{}={value}", field.as_str()));
    }
    for map in &order.maps {
        if let Some(column) = binding.columns(map.field.in_roster(binding.kind)).first() {
            let heading = binding.heading(*column);
            let others = binding.own_headings().iter().filter(|other| *other == heading).count() > 1;
            let name = if others || heading.trim().is_empty() { binding.letter(*column) } else { heading.to_owned() };
            put("--map", &format!("{name}={}", map.field.as_str()));
        }
    }
    lines.join("\n")
}

/// What the command does not say itself is taken from the first batch.
pub fn take_over(order: &mut Order, kept: &str) {
    let (mut sets, mut maps): (Vec<(Field, String)>, Vec<MapFlag>) = (Vec::new(), Vec::new());
    for line in kept.lines() {
        let Some((flag, value)) = line.split_once(' ') else { continue };
        match flag {
            "--unit" if order.unit.is_none() => order.unit = Some(value.to_owned()),
            "--counter" if order.counter.is_none() => order.counter = Some(value.to_owned()),
            "--on" if order.on.is_none() => order.on = Day::parse_iso(value),
            "--set" => sets.extend(parse_set(value)),
            "--map" => maps.extend(MapFlag::parse(value)),
            _ => {}
        }
    }
    sets.retain(|(field, _)| order.sets.iter().all(|(own, _)| own != field));
    maps.retain(|map| order.maps.iter().all(|own| own.field != map.field));
    order.sets.splice(0..0, sets);
    order.maps.splice(0..0, maps);
}
