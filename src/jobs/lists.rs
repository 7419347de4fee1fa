//! The lists of a day as sheets. They are lists of people: whoever shows one journals it.

use crate::ops::OpError;
use crate::ops::lists;
use crate::ops::office::Office;
use crate::ops::rate::ReportRefusal;
use crate::present::lists::{self as view, View};
use crate::present::sheet::Sheet;
use crate::store::Sql;

use super::reports::Asked;

/// How a list is made: a sheet whose total counts its rows.
type Listed = Result<Sheet, OpError<ReportRefusal>>;

fn seen<'a>(office: &'a Office, asked: &Asked, reveal: bool) -> View<'a> {
    View { office, on: asked.on, lang: asked.lang, reveal }
}

/// Cards whose endorsement window is open, or opens within so many days.
pub fn due(sql: &Sql, office: &Office, asked: &Asked, within: u16, reveal: bool) -> Listed {
    let cards = lists::due(sql, office, asked.on, asked.today, within)?;
    Ok(view::due(seen(office, asked, reveal), within, &cards))
}

/// Cards that lapsed, and applications past their limit.
pub fn overdue(sql: &Sql, office: &Office, asked: &Asked, reveal: bool) -> Listed {
    Ok(view::overdue(seen(office, asked, reveal), &lists::overdue(sql, office, asked.on, asked.today)?))
}

/// Who may, or must, apply and has not.
pub fn eligible(sql: &Sql, office: &Office, asked: &Asked, reveal: bool) -> Listed {
    Ok(view::eligible(seen(office, asked, reveal), &lists::eligible(sql, office, asked.on, asked.today)?))
}

/// Cards that nobody fetched for more than so many days.
pub fn uncollected(sql: &Sql, office: &Office, asked: &Asked, over: u16, reveal: bool) -> Listed {
    Ok(view::uncollected(
        seen(office, asked, reveal),
        over,
        &lists::uncollected(sql, office, asked.on, asked.today, over)?,
    ))
}
