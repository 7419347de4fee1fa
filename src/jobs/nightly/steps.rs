//! What each step of the night does.

use std::path::Path;

use super::catalogue::{self, REPORTS, Report};
use super::folder::{self, Nights, backup_file};
use super::lock::{self, LockRefusal};
use super::run::{Ended, Lists, Run, SUMMARY};
use super::{NightRefusal, register_lock};
use crate::domain::calendar::{Day, Instant};
use crate::domain::code::Code;
use crate::domain::lang::Lang;
use crate::domain::night::{CityFigures, NightRun, NightState, Step, jumps, missed};
use crate::failure::Failure;
use crate::jobs::backup::{self as copies, exists};
use crate::jobs::reports::Asked;
use crate::jobs::restore;
use crate::ops::night as op;
use crate::ops::office::Office;
use crate::present::night as view;
use crate::present::words::night as words;
use crate::store::{Actor, Changes, Sql, Store, StoreError, journal, nights};

/// Takes the folder, and the register's own lock where there is a register.
pub fn lock(run: &mut Run) -> Result<Ended, Failure> {
    let nights = Nights::open(&run.order.out)?;
    let mut locks = vec![Nights::lock_file(&run.order.out)];
    let register = run.cx.db_path();
    if crate::store::language_of(register).is_some() {
        locks.push(register_lock(register));
    }
    for path in locks {
        match lock::take(&path, run.cx.host(), run.cx.now()) {
            Ok(lock) => run.held.push(lock),
            Err(LockRefusal::Held(holder)) => return Err(NightRefusal::AtWork { holder, lock: path }.into()),
            Err(LockRefusal::File(fault)) => return Err(fault.into()),
        }
    }
    nights.sweep()?;
    run.nights = Some(nights);
    Ok(Ended::Done(None))
}

/// How far the clock may stand before the register's last entry, in seconds.
const CLOCK_TOLERANCE: i64 = 86_400;

/// Refuses a clock that stands before the register's last entry.
fn trust(now: Instant, last_entry: Option<Instant>) -> Result<(), NightRefusal> {
    match last_entry {
        Some(last_entry) if last_entry.seconds_since(now) > CLOCK_TOLERANCE => {
            Err(NightRefusal::ClockBehind { now, last_entry })
        }
        Some(_) | None => Ok(()),
    }
}

/// Opens the register, sees that its pages hold together, and begins the night in it.
pub fn check(run: &mut Run) -> Result<Ended, Failure> {
    let mut store = Store::open(run.cx.db_path())?;
    let (night, now) = (run.night, run.cx.now());
    let (last_entry, known, proven) = store.read::<_, StoreError>(|sql| {
        let proven = nights::is_done(sql, night, Step::RestoreProof)?;
        Ok((journal::last_at(sql)?, nights::find(sql, night)?, proven))
    })?;
    if run.order.as_of.is_none() {
        trust(now, last_entry)?;
    }
    // Before the night's own entry, which a slow clock would date back.
    run.last_entry = last_entry;
    let folder = run.order.out.to_string_lossy().into_owned();
    let of_folder = known.filter(|known| known.folder == folder);
    let expected = run.expected();
    if of_folder.as_ref().is_some_and(NightRun::is_final) && run.nights()?.has(night, &expected) {
        run.outcome.already = true;
        run.outcome.files = run.files_of(&expected);
        return Ok(Ended::Skipped(Some(words::not_reached(run.lang(), true))));
    }
    store.check_pages()?;
    run.resumed = proven && of_folder.is_some_and(|known| known.state != NightState::Whole);
    let resumed = run.resumed;
    let begin = |writer: &crate::store::Writer| nights::begin(writer, night, &folder, now, false, resumed);
    run.id = Some(store.chunk::<_, StoreError>(begin)?);
    run.store = Some(store);
    run.record_first()?;
    Ok(Ended::Done(None))
}

/// Copies the register, and remembers what was copied.
pub fn backup(run: &mut Run) -> Result<Ended, Failure> {
    let night = run.night;
    let path = backup_file(&run.order.backups, night);
    run.outcome.backup = Some(path.clone());
    if run.resumed && exists(&path) {
        return Ok(Ended::Skipped(Some(words::done_before(run.lang()))));
    }
    folder::make_folder(&run.order.backups)?;
    let (seen, made) = copies::backup_seen(run.store()?, &path, true, |sql| op::look(sql, night))?;
    run.seen = Some(seen);
    Ok(Ended::Done(Some(words::backed_up(run.lang(), &path, made.bytes))))
}

/// Takes the backup out again into a place of its own, and holds what it gives against what was copied.
pub fn proof(run: &mut Run) -> Result<Ended, Failure> {
    let Some(seen) = run.seen.take() else { return Ok(Ended::Skipped(Some(words::done_before(run.lang())))) };
    let night = run.night;
    let path = backup_file(&run.order.backups, night);
    let place = run.order.backups.join(format!(".{night}.proof"));
    let given = restore::proven(&path, &place, |store| Ok(store.read(|sql: &Sql| op::look(sql, night))?));
    restore::remove(&place);
    if given? == seen {
        Ok(Ended::Done(Some(words::proven(run.lang(), &seen.counts))))
    } else {
        Err(NightRefusal::NotGivenBack { backup: path }.into())
    }
}

/// The reports of nights that were missed, then the night's own; its lists are written and not yet shown.
pub fn reports(run: &mut Run) -> Result<Ended, Failure> {
    let (night, keep) = (run.night, run.order.keep);
    let last = run.store()?.read::<_, StoreError>(|sql| nights::last_whole_before(sql, night))?;
    for on in missed(last.map(|(on, _)| on), night, keep) {
        run.cx.check_interrupted()?;
        fill_in(run, on)?;
        run.outcome.filled_in.push(on);
    }
    let (figures, files, lists) = draw(run, night, true)?;
    run.outcome.files.extend(files.clone());
    run.outcome.figures = Some(figures);
    run.lists = lists;
    let id = run.id;
    run.store()?
        .chunk::<_, StoreError>(|writer| id.map_or(Ok(()), |id| nights::update_figures(writer, id, figures)))?;
    Ok(Ended::Done(Some(words::reported(run.lang(), files.len(), &run.outcome.filled_in))))
}

/// The reports of a night that was missed; its lists would be of a day that is gone.
fn fill_in(run: &mut Run, on: Day) -> Result<(), Failure> {
    let (now, lang, folder) = (run.cx.now(), run.lang(), run.order.out.to_string_lossy().into_owned());
    let begin = |writer: &crate::store::Writer| nights::begin(writer, on, &folder, now, true, false);
    let id = run.store()?.chunk::<_, StoreError>(begin)?;
    let (figures, files, _) = draw(run, on, false)?;
    let head = run.store()?.read::<_, StoreError>(journal::head)?;
    let text = view::filled_in(on, run.night, &files, figures, head.as_ref(), now, lang);
    let draft = run.nights()?.draft(on)?;
    draft.write(SUMMARY, text.as_bytes())?;
    draft.show(&[SUMMARY.to_owned()])?;
    run.nights()?.point_to(on)?;
    run.store()?.chunk::<_, StoreError>(|writer| {
        nights::update_figures(writer, id, figures)?;
        nights::end(writer, id, NightState::Whole, now)
    })?;
    Ok(())
}

type DrawnNight = (CityFigures, Vec<std::path::PathBuf>, Option<Result<Lists, Failure>>);

/// Draws all reports of a day from one view of the register, and shows those without people.
fn draw(run: &mut Run, on: Day, with_lists: bool) -> Result<DrawnNight, Failure> {
    let (draft, forms) = (run.nights()?.draft(on)?, run.order.forms.clone());
    let asked = Asked { on, today: run.cx.today(), lang: run.lang() };
    let (mut shown, mut listed, mut people) = (Vec::new(), Vec::new(), 0);
    let mut write = |sql: &Sql, office: &Office, report: Report| {
        let drawn = catalogue::draw(sql, office, &asked, report, &forms)?;
        for (name, bytes) in drawn.files {
            draft.write(&name, &bytes)?;
            if report.lists_people() { listed.push(name) } else { shown.push(name) }
        }
        people += drawn.people;
        Ok::<(), Failure>(())
    };
    let (figures, lists) = run.store()?.read(|sql| {
        let office = Office::load(sql)?;
        let (lists, reports): (Vec<Report>, Vec<Report>) = REPORTS.iter().partition(|report| report.lists_people());
        reports.iter().try_for_each(|report| write(sql, &office, *report))?;
        let lists = with_lists.then(|| lists.iter().try_for_each(|report| write(sql, &office, *report)));
        Ok::<_, Failure>((op::figures(sql, &office, on)?, lists))
    })?;
    let files = draft.show(&shown)?;
    let lists = lists.map(|lists| lists.map(|()| Lists { draft, names: listed, people }));
    Ok((figures, files, lists))
}

/// Holds the figures against those of the night before.
pub fn compare(run: &mut Run) -> Result<Ended, Failure> {
    let (night, lang) = (run.night, run.lang());
    let (before, usual) = run.store()?.read::<_, StoreError>(|sql| {
        let usual = Office::load(sql)?.book.settings_on(night).night_jump;
        Ok((nights::last_whole_before(sql, night)?, usual))
    })?;
    let (Some((since, before)), Some(now)) = (before, run.outcome.figures) else {
        return Ok(Ended::Skipped(Some(words::nothing_before(lang))));
    };
    run.outcome.jumps = jumps(since, before, now, usual);
    if run.outcome.jumps.is_empty() {
        return Ok(Ended::Done(Some(words::compared(lang, since, usual))));
    }
    let told: Vec<String> = run.outcome.jumps.iter().map(|jump| words::jumped(lang, jump)).collect();
    Ok(Ended::Found(Code::J531, told.join(joint(lang))))
}

fn joint(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "；",
        Lang::En => "; ",
    }
}

/// Journals that people were listed, then shows the lists.
pub fn lists(run: &mut Run) -> Result<Ended, Failure> {
    let lang = run.lang();
    let Some(lists) = run.lists.take() else { return Ok(Ended::Skipped(None)) };
    let lists = lists?;
    if lists.names.is_empty() {
        return Ok(Ended::Skipped(Some(words::no_lists(lang))));
    }
    let cx = &run.cx;
    let actor = Actor { clerk: cx.clerk(), os_user: cx.os_user().to_owned(), at: cx.now(), purpose: None };
    let changes = Changes::on(cx.today()).set("night", run.night.to_string()).set("lists", lists.names.join(","));
    let changes = changes.rows(lists.people);
    run.store()?.act::<_, StoreError>(&actor, "nightly", |_| Ok(((), changes)))?;
    let files = lists.draft.show(&lists.names)?;
    run.outcome.files.extend(files);
    Ok(Ended::Done(Some(words::listed(lang, lists.names.len(), lists.people))))
}

/// Takes the oldest nights and backups away.
pub fn prune(run: &mut Run) -> Result<Ended, Failure> {
    let (lang, night, now) = (run.lang(), run.night, run.cx.now());
    let Some(keep) = run.order.keep else { return Ok(Ended::Skipped(Some(words::all_kept(lang)))) };
    trust(now, run.last_entry)?;
    let gone = run.nights()?.prune(night, keep)?;
    prune_backups(&run.order.backups, night, keep)?;
    Ok(Ended::Done(Some(words::pruned(lang, &gone, keep))))
}

fn prune_backups(folder: &Path, night: Day, keep: u32) -> Result<(), Failure> {
    Ok(folder::prune_backups(folder, night, keep)?)
}
