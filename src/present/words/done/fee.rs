//! What a new card costs its holder. Nothing else that a counter does costs anything.

use crate::domain::lang::Lang;
use crate::domain::regime::RegimeRules;
use crate::domain::replacement::{self, ReplaceReason};
use crate::present::words::text;

/// What the holder pays for a replacement, where it costs something.
pub fn replacement_fee(because: ReplaceReason, rules: &RegimeRules, lang: Lang) -> Option<String> {
    let yuan = Some(replacement::fee(because, rules)).filter(|yuan| *yuan > 0)?;
    Some(text!(lang, "这张新证收工本费 {yuan} 元。", "The holder pays {yuan} yuan for the new card."))
}
