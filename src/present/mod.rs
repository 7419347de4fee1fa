//! Values to text: pure. Opens nothing, asks nothing, decides nothing.

pub mod application;
pub mod batch;
pub mod batches;
pub mod behind;
pub mod check;
pub mod csv;
pub mod entries;
pub mod explain;
pub mod fold;
pub mod frozen;
pub mod history;
pub mod json;
pub mod late;
pub mod lists;
pub mod measures;
pub mod migrant;
pub mod monthly;
pub mod night;
pub mod permit;
pub mod rate;
pub mod roster;
pub mod rules;
pub mod senders;
pub mod sheet;
pub mod table;
pub mod template;
pub mod trend;
pub mod try_rule;
pub mod unit;
pub mod unit_tree;
pub mod why;
pub mod words;
pub mod worklist;

/// Text that may stand on a terminal: control characters, and those that turn the writing direction or
/// show nothing at all, are written as escapes.
pub fn printable(text: &str) -> String {
    let hidden = |c: char| {
        c.is_control()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
    };
    if !text.contains(hidden) {
        return text.to_owned();
    }
    text.chars().fold(String::with_capacity(text.len() + 8), |mut out, c| {
        if hidden(c) {
            out.extend(c.escape_unicode());
        } else {
            out.push(c);
        }
        out
    })
}
