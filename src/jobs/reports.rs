//! Each report as a sheet: counted, checked, worded. What the commands print and the night puts into files
//! is made here, by one function a report, from (register, day) alone.

use crate::domain::calendar::Day;
use crate::domain::fraction::Cut;
use crate::domain::lang::Lang;
use crate::domain::rate::By;
use crate::failure::Failure;
use crate::ops::OpError;
use crate::ops::office::Office;
use crate::ops::rate::{self, ReportRefusal};
use crate::ops::trend::Span;
use crate::ops::{freeze, monthly, ranking, rate_rows, trend};
use crate::present::frozen;
use crate::present::rate::{Basis, View};
use crate::present::sheet::Sheet;
use crate::present::{monthly as monthly_view, trend as trend_view};
use crate::store::{self, Actor, Changes, Sql, Writer};

/// The day a report is of, the day it is asked on (later ones are refused), and its language.
#[derive(Debug, Clone, Copy)]
pub struct Asked {
    pub on: Day,
    pub today: Day,
    pub lang: Lang,
}

/// How the rate is wanted.
#[derive(Debug, Clone, Copy)]
pub struct RateAsked {
    pub by: By,
    pub basis: Basis,
    /// An earlier day to stand beside it.
    pub compare: Option<Day>,
    pub cut: Option<Cut>,
}

impl RateAsked {
    /// All rows, nothing beside them.
    pub fn by(by: By) -> RateAsked {
        RateAsked { by, basis: Basis::All, compare: None, cut: None }
    }
}

/// What every report of a register has, whatever it counts.
pub fn of_register(office: &Office, sheet: Sheet) -> Sheet {
    Sheet { specimen: office.register.practice, ..sheet }
}

/// The issuance rate of a day, and whether anybody was registered.
pub fn rate(
    sql: &Sql,
    office: &Office,
    asked: &Asked,
    wanted: &RateAsked,
) -> Result<(Sheet, bool), OpError<ReportRefusal>> {
    rate::not_to_come("--as-of", asked.on, asked.today)?;
    if let Some(day) = wanted.compare {
        rate::beside("--compare", day, asked.on, asked.today)?;
    }
    rate_as_kept(sql, office, asked, wanted)
}

/// The same of days that need no asking whether they have come: a frozen report's was over by its own clock.
pub fn rate_as_kept(
    sql: &Sql,
    office: &Office,
    asked: &Asked,
    wanted: &RateAsked,
) -> Result<(Sheet, bool), OpError<ReportRefusal>> {
    let now = rate::rate(sql, office, asked.on, wanted.by)?;
    let compared = match wanted.compare {
        Some(day) => Some(rate::compared(now.clone(), rate::rate(sql, office, day, wanted.by)?, &office.tree)?),
        None => None,
    };
    let now = compared.as_ref().map_or(&now, |compared| &compared.now);
    let view = View {
        rate: now,
        before: compared.as_ref(),
        targets: &rate_rows::targets(office, now),
        rules: office.book.on(asked.on),
        tree: &office.tree,
        basis: wanted.basis,
        cut: wanted.cut,
        lang: asked.lang,
    };
    Ok((of_register(office, view.sheet()), now.total.registered > 0))
}

/// The monthly table of a day; `month`: asked for as a whole month.
pub fn monthly(
    sql: &Sql,
    office: &Office,
    asked: &Asked,
    month: Option<&str>,
) -> Result<(Sheet, bool), OpError<ReportRefusal>> {
    let (table, checks) = monthly::monthly(sql, office, asked.on, asked.today)?;
    let sheet = monthly_view::sheet(&table, &checks, asked.on, month, asked.lang);
    Ok((of_register(office, sheet), table.total[0] > 0))
}

/// The rate period by period.
pub fn trend(sql: &Sql, office: &Office, asked: &Asked, span: Span) -> Result<(Sheet, bool), OpError<ReportRefusal>> {
    let trend = trend::trend(sql, office, span, asked.today)?;
    let anybody = trend.steps.iter().any(|step| step.point.registered > 0);
    Ok((of_register(office, trend_view::trend(&trend, asked.lang)), anybody))
}

/// Communities by rate; under `least` registered people nobody is ranked.
pub fn ranking(sql: &Sql, office: &Office, asked: &Asked, least: u64) -> Result<(Sheet, bool), OpError<ReportRefusal>> {
    let ranking = ranking::ranking(sql, office, asked.on, asked.today, least)?;
    let targets = rate_rows::targets(office, &ranking.now);
    let sheet = trend_view::ranking(&ranking, &targets, asked.lang);
    Ok((of_register(office, sheet), ranking.now.total.registered > 0))
}

/// Freezes a rate: its number and the hash of what it was counted from.
pub fn freeze(
    writer: &Writer,
    office: &Office,
    actor: &Actor,
    asked: &Asked,
    by: By,
    changes: Changes,
) -> Result<((String, String), Changes), Failure> {
    rate::not_to_come("--as-of", asked.on, asked.today)?;
    let (sheet, _) = rate_as_kept(writer, office, asked, &RateAsked::by(by))?;
    let report = rate::rate(writer, office, asked.on, by)?;
    let inputs = freeze::inputs(writer, office, &report)?.packed();
    let (text, answer) = frozen::kept(&sheet)?;
    let (number, hash) = store::frozen::insert(writer, actor, (asked.on, by.as_str()), (&text, &answer), &inputs)?;
    let number = freeze::number_of(asked.on, number);
    let changes = changes
        .subject(number.clone())
        .set("as_of", asked.on.to_string())
        .set("by", by.as_str())
        .set("hash", hash.clone());
    Ok(((number, hash), changes))
}
