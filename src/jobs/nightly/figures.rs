//! What the steps in the middle do: the reports of missed nights and of this one, the comparison, the lists.
//!
//! What is packed is compared with the tables while the files are drawn; nothing is shown before both are done.

use std::path::Path;
use std::thread;

use super::drawing::{Shown, draw};
use super::run::{Ended, Run, SUMMARY};
use crate::domain::calendar::Day;
use crate::domain::code::Code;
use crate::domain::lang::Lang;
use crate::domain::night::missed::missed;
use crate::domain::night::{NightState, Step, jumps};
use crate::failure::Failure;
use crate::ops::check;
use crate::ops::office::Office;
use crate::present::night as view;
use crate::present::words::night as words;
use crate::store::{Actor, Changes, Store, StoreError, Writer, journal, nights};

/// The night's own reports, then those of nights that were missed; its lists are written and not yet shown.
pub fn reports(run: &mut Run) -> Result<Ended, Failure> {
    let register = run.store()?.path().to_owned();
    let drawn = thread::scope(|scope| {
        let held = scope.spawn(|| hold_packed(&register));
        let drawn = draw(run, run.night, true);
        held.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)).and(drawn)
    })?;
    let figures = drawn.figures;
    let Shown { files, hashes, lists } = drawn.show()?;
    run.outcome.hashes = hashes;
    run.outcome.files.extend(files.clone());
    run.outcome.figures = Some(figures);
    run.lists = lists;
    let id = run.id;
    run.store()?
        .chunk::<_, StoreError>(|writer| id.map_or(Ok(()), |id| nights::update_figures(writer, id, figures)))?;
    fill_in_missed(run, true)?;
    let told = words::reported(run.lang(), files.len(), &run.outcome.filled_in);
    let command = run.cx.in_the_register(&run.order.command);
    let left = run.outcome.left.map(|left| words::left(run.lang(), left, run.night, &command)).unwrap_or_default();
    let beyond = run.outcome.beyond.map(|beyond| words::beyond_kept(run.lang(), beyond)).unwrap_or_default();
    Ok(Ended::Done(Some(format!("{told}{left}{beyond}"))))
}

/// A single report counts the cards against their table; the night has the time to compare every stay and card,
/// with an eye of its own on the register.
fn hold_packed(register: &Path) -> Result<(), Failure> {
    Store::open_to_read(register)?.read(check::packed)?.map_or(Ok(()), |wrong| Err(wrong.into()))
}

/// The nights that were missed, oldest first. One that cannot be made hinders neither this night nor the others.
/// `held`: what is packed was compared already.
fn fill_in_missed(run: &mut Run, held: bool) -> Result<(), Failure> {
    let (night, keep, now) = (run.night, run.order.keep, run.cx.now());
    let missed = run.store()?.read::<_, StoreError>(|sql| Ok(missed(&nights::begun(sql)?, night, now, keep)))?;
    (run.outcome.left, run.outcome.beyond) = (missed.left, missed.beyond);
    if let (false, Some(first)) = (held, missed.fill.first())
        && let Err(failure) = hold_packed(run.store()?.path())
    {
        run.not_filled_in(*first, failure);
        return Ok(());
    }
    for on in missed.fill {
        run.cx.check_interrupted()?;
        match fill_in(run, on) {
            Ok(()) => run.outcome.filled_in.push(on),
            Err(failure) if failure.code() == Some(Code::J907) => return Err(failure),
            Err(failure) => run.not_filled_in(on, failure),
        }
    }
    Ok(())
}

/// Of a night that is whole already: the missed ones that were not filled in with it.
pub fn fill_in_more(run: &mut Run) {
    if let Err(failure) = fill_in_missed(run, false) {
        run.not_filled_in(run.night, failure);
    }
    // Said when the night was made.
    run.outcome.beyond = None;
}

/// A night that was missed; where it cannot be made, the register is told that it failed.
fn fill_in(run: &mut Run, on: Day) -> Result<(), Failure> {
    let (now, place) = (run.cx.now(), run.place());
    let begin = |writer: &Writer| nights::begin(writer, on, &place, now, true, false);
    let id = run.store()?.chunk::<_, StoreError>(begin)?;
    let made = make_missed(run, on, id);
    if let Err(failure) = &made {
        // Of a register that cannot be written to, its absence tells.
        let _ = run.close_broken(id, Step::Reports, failure);
    }
    made
}

/// The reports of a night that was missed; its lists would be of a day that is gone.
fn make_missed(run: &mut Run, on: Day, id: i64) -> Result<(), Failure> {
    let (now, lang) = (run.cx.now(), run.lang());
    let drawn = draw(run, on, false)?;
    let figures = drawn.figures;
    let Shown { mut files, mut hashes, .. } = drawn.show()?;
    run.nights()?.keep_told(on, &mut files, &mut hashes);
    let head = run.store()?.read::<_, StoreError>(journal::head)?;
    let text = view::filled_in(on, run.night, (&files, &hashes), figures, head.as_ref(), now, lang);
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
    run.outcome.jumps = jumps((since, before), (night, now), usual);
    if run.outcome.jumps.is_empty() {
        return Ok(Ended::Done(Some(words::compared(lang, since, night, usual))));
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
