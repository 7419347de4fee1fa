//! What the steps around the reports do: lock, check, backup, proof, pruning.

use super::folder::{self, Nights, backup_file};
use super::run::{Ended, Run};
use super::{NightRefusal, StepDone, register_lock};
use std::path::Path;

use crate::domain::calendar::{Day, Instant};
use crate::domain::code::Code;
use crate::domain::lang::Lang;
use crate::domain::night::{NightState, Step, StepState};
use crate::failure::Failure;
use crate::jobs::backup::{self as copies, exists};
use crate::jobs::lock::{self, LockRefusal};
use crate::jobs::restore;
use crate::ops::night as op;
use crate::present::words::files::FileFault;
use crate::present::words::night as words;
use crate::store::{Sql, Store, StoreError, Writer, journal, nights};

/// Takes the folder, and the register's own lock where there is a register.
pub fn lock(run: &mut Run) -> Result<Ended, Failure> {
    let register = &run.cx.db_path().to_owned();
    if !exists(register) {
        // The check says so; no folder is made for a register that is not there.
        return Ok(Ended::Skipped(None));
    }
    let nights = Nights::open(&run.order.out, run.cx.today())?;
    let mut locks = vec![Nights::lock_file(&run.order.out)];
    if crate::store::language_of(register).is_some() {
        locks.push(register_lock(register));
    }
    for path in locks {
        match lock::take(&path, run.cx.host(), run.cx.now()) {
            Ok(lock) => run.held.push(lock),
            Err(LockRefusal::Held(holder)) => return Err(NightRefusal::AtWork { holder, lock: path }.into()),
            // A folder nobody may write in: that the register cannot be written to says it better.
            Err(LockRefusal::File(fault)) if !run.held.is_empty() => run.unlocked = Some(fault),
            // It is the register's folder that cannot be written to, not that of the nights.
            Err(LockRefusal::File(FileFault::Unwritable { .. })) if path == register_lock(register) => {
                return Err(StoreError::ReadOnly { path: register.to_owned() }.into());
            }
            Err(LockRefusal::File(fault)) => return Err(fault.of_folder().into()),
        }
    }
    nights.sweep()?;
    run.nights = Some(nights);
    Ok(Ended::Done(None))
}

/// How far the clock may stand before the register's last entry, in seconds.
const CLOCK_TOLERANCE: i64 = 86_400;

/// Refuses a clock that stands before the register's last entry.
fn trust(night: Day, now: Instant, last_entry: Option<Instant>) -> Result<(), NightRefusal> {
    match last_entry {
        Some(last_entry) if last_entry.seconds_since(now) > CLOCK_TOLERANCE => {
            Err(NightRefusal::ClockBehind { night, now, last_entry })
        }
        Some(_) | None => Ok(()),
    }
}

/// Opens the register, sees that its pages hold together, and begins the night in it.
pub fn check(run: &mut Run) -> Result<Ended, Failure> {
    let mut store = Store::open(run.cx.db_path())?;
    if let Some(fault) = run.unlocked.take() {
        return Err(fault.into());
    }
    let (night, now) = (run.night, run.cx.now());
    let place = run.place();
    let (last_entry, known, proven, ours, to_backup) = store.read::<_, StoreError>(|sql| {
        let proven = nights::is_done(sql, night, Step::RestoreProof)?;
        Ok((
            journal::last_at(sql)?,
            nights::find(sql, night)?,
            proven,
            nights::known(sql)?,
            nights::came_to_backup(sql, night)?,
        ))
    })?;
    let there = run.nights()?.whole_ones()?;
    if !there.is_empty() && !there.iter().any(|on| ours.contains(on)) {
        return Err(NightRefusal::OtherRegister { folder: run.order.out.clone() }.into());
    }
    if run.order.as_of.is_none() {
        trust(night, now, last_entry)?;
    }
    // Before the night's own entry, which a slow clock would date back.
    run.last_entry = last_entry;
    run.ours_before = known.is_some() && to_backup;
    let of_folder = known.filter(|known| known.folder == place.folder);
    let expected = run.expected()?;
    let has_backup = !proven || restore::believed(&backup_file(&run.order.backups, night)).is_ok();
    let made = of_folder.as_ref().filter(|known| known.is_final());
    if let Some(made) = made {
        let differing = run.nights()?.differing(night, &expected);
        (run.outcome.mended, run.outcome.added) = (differing.changed, differing.never_made);
        let backup = backup_file(&run.order.backups, night);
        run.outcome.mended.extend(backup.file_name().filter(|_| !has_backup).map(|name| name.to_string_lossy().into()));
        if made.found && run.outcome.needs_nothing() {
            run.outcome.steps.push(had_jumped(run.lang()));
        }
    }
    if made.is_some() && run.outcome.needs_nothing() {
        run.nights()?.point_to(night)?;
        run.outcome.already = true;
        run.outcome.files = run.files_of(&expected);
        run.store = Some(store);
        return Ok(Ended::Skipped(Some(words::not_reached(run.lang(), true))));
    }
    store.check_pages()?;
    run.resumed = proven && of_folder.is_some_and(|known| known.state != NightState::Whole);
    let resumed = run.resumed;
    // Whoever names the day says that the clock is right, and that it was ahead once.
    let was_ahead = trust(night, now, last_entry).is_err();
    let begin = |writer: &Writer| {
        if was_ahead {
            nights::reopen_after(writer, now.day())?;
        }
        nights::begin(writer, night, &place, now, false, resumed)
    };
    run.id = Some(store.chunk::<_, StoreError>(begin)?);
    run.store = Some(store);
    run.record_first()?;
    Ok(Ended::Done(words::made_anew(run.lang(), &run.outcome.mended, &run.outcome.added)))
}

/// What a night that is whole found when it was made.
fn had_jumped(lang: Lang) -> StepDone {
    let (code, detail) = (Some(Code::J531), Some(words::had_jumped(lang)));
    StepDone { step: Step::Compare, state: StepState::Skipped, milliseconds: 0, code, detail }
}

/// Copies the register, and remembers what was copied.
pub fn backup(run: &mut Run) -> Result<Ended, Failure> {
    let night = run.night;
    let path = backup_file(&run.order.backups, night);
    run.outcome.backup = Some(path.clone());
    folder::open_backups(&run.order.backups)?;
    if run.resumed && is_of_now(run, &path)? {
        return Ok(Ended::Skipped(Some(words::done_before(run.lang()))));
    }
    if !run.resumed && !run.ours_before && exists(&path) {
        return Err(NightRefusal::OtherRegister { folder: run.order.backups.clone() }.into());
    }
    let (seen, made) = copies::backup_seen(run.store()?, &path, true, |sql| op::look(sql, night))?;
    run.seen = Some(seen);
    Ok(Ended::Done(Some(words::backed_up(run.lang(), &path, made.bytes))))
}

/// Whether the backup of an earlier run gives back the register as it is now.
fn is_of_now(run: &mut Run, path: &Path) -> Result<bool, Failure> {
    let night = run.night;
    let now = run.store()?.read::<_, StoreError>(|sql| op::look(sql, night))?;
    let place = folder::proof_file(&run.order.backups, night);
    let given = restore::proven(path, &place, |store| Ok(store.read(|sql: &Sql| op::look(sql, night))?));
    restore::remove(&place);
    Ok(given.is_ok_and(|given| given == now))
}

/// Takes the backup out again into a place of its own, and holds what it gives against what was copied.
pub fn proof(run: &mut Run) -> Result<Ended, Failure> {
    let Some(seen) = run.seen.take() else { return Ok(Ended::Skipped(Some(words::done_before(run.lang())))) };
    let night = run.night;
    let path = backup_file(&run.order.backups, night);
    let place = folder::proof_file(&run.order.backups, night);
    let given = restore::proven(&path, &place, |store| Ok(store.read(|sql: &Sql| op::look(sql, night))?));
    restore::remove(&place);
    if given? == seen {
        Ok(Ended::Done(Some(words::proven(run.lang(), &seen.counts))))
    } else {
        Err(NightRefusal::NotGivenBack { backup: path }.into())
    }
}

/// Takes the oldest nights and backups away.
pub fn prune(run: &mut Run) -> Result<Ended, Failure> {
    let (lang, night, now) = (run.lang(), run.night, run.cx.now());
    let Some(keep) = run.order.keep else { return Ok(Ended::Skipped(Some(words::all_kept(lang)))) };
    trust(night, now, run.last_entry)?;
    let mut ours = run.store()?.read::<_, StoreError>(nights::known)?;
    // What a clock that was ahead made takes no night's place.
    ours.retain(|on| *on <= now.day());
    let gone = run.nights()?.prune(night, keep, &ours)?;
    folder::prune_backups(&run.order.backups, run.cx.db_path(), night, keep, &ours)?;
    Ok(Ended::Done(Some(words::pruned(lang, &gone, keep))))
}
