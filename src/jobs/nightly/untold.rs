//! The word that is left beside a register of a night that it could not be told of: it was busy or damaged, or the
//! clock was wrong. It stands in the lock's file, until the next night takes the lock.

use std::path::{Path, PathBuf};

use super::register_lock;
use crate::domain::calendar::Day;
use crate::domain::night::Step;
use crate::domain::night::watch::{Alarm, Told};
use crate::jobs::lock;
use crate::ops::night::Watched;

const FAILED: &str = "failed";

/// The word: the night, the step that stopped it, the command that makes it.
pub fn word(night: Day, step: Step, command: &str) -> String {
    format!("{FAILED}\n{night}\n{}\n{command}\n", step.as_str())
}

/// What is to be said of it on a day.
pub fn watched(register: &Path, today: Day) -> Option<Watched> {
    read(&lock::word(&register_lock(register))?, today)
}

fn read(word: &str, today: Day) -> Option<Watched> {
    let mut parts = word.splitn(4, '\n');
    let night = parts.next().filter(|first| *first == FAILED).and_then(|_| Day::parse_iso(parts.next()?))?;
    let (step, command) = (Step::parse(parts.next()?)?, parts.next()?.trim_end().to_owned());
    let names_day = night != today.plus_days(-1);
    let told = Told { alarm: Alarm::Failed(night), names_day };
    Some(Watched { told, failed: Some(step), command, folder: PathBuf::new(), is_usable: true })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_left_is_read_and_nothing_else() {
        let night = Day::new(2012, 8, 30).unwrap();
        let left = word(night, Step::Check, "jzz nightly --out '/srv/a\nb'");
        for (today, names_day) in [(Day::new(2012, 8, 31).unwrap(), false), (Day::new(2012, 9, 1).unwrap(), true)] {
            let watched = read(&left, today).unwrap();
            assert_eq!(watched.told, Told { alarm: Alarm::Failed(night), names_day });
            assert_eq!(
                (watched.failed, watched.command.as_str()),
                (Some(Step::Check), "jzz nightly --out '/srv/a\nb'")
            );
        }
        for other in ["", "city-1\n4711\n2012-08-31T18:30:00Z\n", "failed\n", "failed\n2012-08-30\nsleep\njzz\n"] {
            assert_eq!(read(other, night), None, "{other:?}");
        }
    }
}
