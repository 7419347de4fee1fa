//! Whether text may be coloured: flag, `NO_COLOR`, `CLICOLOR_FORCE`, else where there is a terminal.

use std::collections::BTreeMap;

use super::config::set;

/// `flag`: the value of `--color`, where it was given. Anything unknown counts as `auto`.
pub fn is_wanted(flag: Option<&str>, env: &BTreeMap<String, String>, terminal: bool) -> bool {
    match flag {
        Some("always") => true,
        Some("never") => false,
        _ if set(env, "NO_COLOR").is_some() => false,
        _ if set(env, "CLICOLOR_FORCE").is_some_and(|value| value != "0") => true,
        _ => terminal && set(env, "TERM") != Some("dumb"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_flag_wins_then_no_color_then_force_then_the_terminal() {
        type Case<'a> = (Option<&'a str>, &'a [(&'a str, &'a str)], bool, bool);
        let cases: &[Case] = &[
            (Some("always"), &[("NO_COLOR", "1")], false, true),
            (Some("never"), &[("CLICOLOR_FORCE", "1")], true, false),
            (Some("auto"), &[("NO_COLOR", "1"), ("CLICOLOR_FORCE", "1")], true, false),
            (None, &[("CLICOLOR_FORCE", "1")], false, true),
            (None, &[("CLICOLOR_FORCE", "0")], false, false),
            (None, &[("NO_COLOR", "")], true, true),
            (None, &[("TERM", "dumb")], true, false),
            (None, &[], false, false),
        ];
        for (flag, env, terminal, wanted) in cases {
            let env = env.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
            assert_eq!(is_wanted(*flag, &env, *terminal), *wanted, "{flag:?} {env:?}");
        }
    }
}
