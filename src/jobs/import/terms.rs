//! The hash of everything the command says besides the file: the same bytes on other terms are another
//! import.

use sha2::{Digest, Sha256};

use super::Order;
use crate::domain::roster::RosterKind;
use crate::store::journal;

pub fn hash(order: &Order, kind: RosterKind) -> String {
    let mut digest = Sha256::new();
    let mut put = |name: &str, value: &str| digest.update(format!("{name}:{}:{value};", value.len()));
    put("kind", kind.as_str());
    put("unit", order.unit.as_deref().unwrap_or(""));
    put("counter", order.counter.as_deref().unwrap_or(""));
    put("encoding", order.encoding.as_deref().unwrap_or(""));
    put("on", &order.on.map(|day| day.to_string()).unwrap_or_default());
    if let Some(sheet) = &order.sheet {
        put("sheet", sheet);
    }
    if order.visible_only {
        put("visible-only", "");
    }
    if let Some(first) = order.fixes {
        put("fixes", &first.batch.to_string());
    }
    for map in &order.maps {
        put("map", &format!("{}={}", map.column, map.field.as_str()));
    }
    for (field, value) in &order.sets {
        put("set", &format!("{}={value}", field.as_str()));
    }
    journal::hex(&digest.finalize())
}
