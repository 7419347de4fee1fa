//! What is said of acts that bar the parting of two records, and how each gets out of the way.

use serde_json::{Value, json};

use super::{Words, quoted, text};
use crate::domain::lang::Lang;
use crate::domain::resting::{Resting, WayOut};

/// What bars the parting, and how each gets out of the way.
pub fn later_acts(kept: &str, acts: &[Resting], lang: Lang) -> Words {
    let head = text!(
        lang,
        "合并以后又用 {kept} 这份登记办过下面这些，说不清该归哪一份；每一件先按下面的办法了结，再拆：",
        "these were made for {kept} since the merger, and nobody could tell whose they are. Each is got out of the way first, as below, and then the two are parted:"
    );
    let sentence = acts.iter().fold(head, |text, act| format!("{text}\n  {}  {}", act.on, act.act));
    let listed: Vec<Value> = acts.iter().map(|act| json!({"on": act.on.to_string(), "act": act.act})).collect();
    let mut ways: Vec<String> = Vec::new();
    // The last comes off first.
    for way in acts.iter().rev().map(|act| way_out(kept, &act.way_out, lang)) {
        if !ways.contains(&way) {
            ways.push(way);
        }
    }
    Words::new(sentence).hint(ways.join("\n")).detail("kept", kept.to_owned()).detail("acts", listed)
}

fn way_out(kept: &str, way_out: &WayOut, lang: Lang) -> String {
    let why = text!(lang, "合错", "mistake");
    match way_out {
        WayOut::Withdraw { application } => format!("jzz permit withdraw {application} --because {why}"),
        WayOut::EndCard { permit } => format!("jzz permit end {} --because error", quoted(permit)),
        WayOut::EndedInError { permit } => {
            format!("jzz permit edit {} --end-reason error --because {why}", quoted(permit))
        }
        WayOut::EndStay { registered_on } => {
            format!("jzz migrant leave {kept} --because other --on {registered_on}")
        }
        WayOut::NeverLived { registered_on } => {
            format!("jzz migrant edit {kept} --of {registered_on} --left {registered_on} --because {why}")
        }
        WayOut::NotLeft { last_day } => {
            format!("jzz migrant edit {kept} --of {last_day} --left none --because {why}")
        }
        WayOut::Part { kept, duplicate } => format!("jzz migrant unmerge {kept} {duplicate} --because {why}"),
    }
}
