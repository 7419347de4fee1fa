//! Words for an import: why a row that reads well does not land, and why no import took place.

use std::path::Path;

use serde_json::{Value, json};

use super::edit_card_told::no_number;
use super::files::FileFault;
use super::migrant::candidate_values;
use super::{Describe, Words, clock, db, form, labels, night, quoted, text};
use crate::domain::calendar::{Day, Instant};
use crate::domain::code::Code;
use crate::domain::ending::Departed;
use crate::domain::lang::Lang;
use crate::domain::roster::{Field, batch_code};
use crate::domain::stay_end::LeaveReason;
use crate::jobs::import::{Doubt, ImportError, NotOpen, Reason, SameFile};
use crate::jobs::lock::Holder;
use crate::ops::batch::BatchRefusal;
use crate::ops::land_permits::{CardDifference, CardDoubt, CardObjection};
use crate::ops::landing::RowRefusal;
use crate::ops::person::Candidate;
use crate::present::words::usage::Usage;

impl Describe for Reason {
    fn code(&self) -> Code {
        Reason::code(self)
    }

    fn words(&self, lang: Lang) -> Words {
        match self {
            Reason::Row(problem) => problem.words(lang),
            Reason::Form(objection) => objection.words(lang),
            Reason::Landing(refusal) => refusal.words(lang),
            Reason::Departure => Words::new(text!(
                lang,
                "填有离职、退租日期：离开的人请另用离开名册（公民身份号码,离开日期,去向）",
                "a day of leaving is filled in: people who left belong into a departures roster (公民身份号码,离开日期,去向)"
            )),
            Reason::ArrivedAfter { arrived_on, on } => Words::new(text!(
                lang,
                "来本地日期 {arrived_on} 晚于 {on}；这一行没有登记日期，按导入的日期 {on} 登记",
                "the day of arrival, {arrived_on}, is later than {on}: the row has no day of registration, and that of the import is {on}"
            )),
            Reason::Blank { field } => {
                let field = labels::field(lang, *field);
                Words::new(text!(lang, "{field}是空的", "{field} is blank"))
            }
            Reason::PermitNumber(trouble) => no_number(*trouble, lang),
            Reason::UnknownWord { field, text: given } => form::unknown(*field, given, lang),
        }
    }
}

impl Describe for Doubt {
    fn code(&self) -> Code {
        Doubt::code(self)
    }

    fn words(&self, lang: Lang) -> Words {
        match self {
            Doubt::Row(problem) => problem.words(lang),
            Doubt::Form(warning) => warning.words(lang),
            Doubt::DepartureName => Words::new(text!(
                lang,
                "姓名与登记的不同，按号码办了离开，请核对",
                "the name differs from the one registered; the departure was taken by the number: look whose it is"
            )),
            Doubt::Card(CardDoubt::BeforeRegistration) => Words::new(text!(
                lang,
                "发证日期早于居住登记，照收",
                "the card is older than the registration; taken as it is"
            )),
            Doubt::Card(CardDoubt::OutsideLimit) => Words::new(text!(
                lang,
                "发证早于规定的居住期限，或签注不在签注期内，照收",
                "issued before it was due to the person, or endorsed outside its window; taken as it is"
            )),
            Doubt::Card(CardDoubt::TemporaryEndorsed) => Words::new(text!(
                lang,
                "暂住证从不签注，签注日期不起作用",
                "a temporary permit is never endorsed: the day of endorsement has no effect"
            )),
            Doubt::Card(CardDoubt::EndorsementsAssumed) => Words::new(text!(
                lang,
                "只有最近一次签注的日期，以前各年按期签注过处理",
                "only the last endorsement is given; those of earlier years are taken as made in time"
            )),
        }
    }
}

impl Describe for RowRefusal {
    fn code(&self) -> Code {
        RowRefusal::code(self)
    }

    fn words(&self, lang: Lang) -> Words {
        match self {
            RowRefusal::Twice { first_line, names_differ: false } => Words::new(text!(
                lang,
                "与第 {first_line} 行是同一个人，只收前一行",
                "the same person as in line {first_line}: the first row counts"
            ))
            .detail("first_line", *first_line),
            RowRefusal::Twice { first_line, names_differ: true } => Words::new(text!(
                lang,
                "号码与第 {first_line} 行相同而姓名不同，只收前一行，请核对是谁的号码",
                "the number of line {first_line} under another name: the first row counts; look whose number it is"
            ))
            .detail("first_line", *first_line)
            .detail("names_differ", true),
            RowRefusal::Differs { migrant, fields } => {
                let names: Vec<String> = fields.iter().map(|field| labels::field(lang, *field).to_owned()).collect();
                let names = labels::list(lang, &names);
                let keys: Vec<Value> = fields.iter().map(|field| field.as_str().into()).collect();
                let moved = fields.iter().any(|field| matches!(field, Field::Unit | Field::Address));
                let words = if moved {
                    Words::new(text!(
                        lang,
                        "已登记为 {migrant}，{names}与登记的不同；导入从不覆盖。搬家请用 jzz migrant move {migrant} --unit … --address …",
                        "registered as {migrant} with another {names}; an import never overwrites. For a move: jzz migrant move {migrant} --unit … --address …"
                    ))
                } else {
                    let flags: Vec<String> =
                        fields.iter().filter_map(|field| form::flag(*field)).map(|flag| format!("{flag} … ")).collect();
                    let flags = flags.concat();
                    Words::new(text!(
                        lang,
                        "已登记为 {migrant}，{names}与登记的不同；以已登记的为准，导入从不覆盖。登记的有误才更正：jzz migrant edit {migrant} {flags}--because …",
                        "registered as {migrant} with another {names}; what is registered stays, an import never overwrites. Where the register is wrong: jzz migrant edit {migrant} {flags}--because …"
                    ))
                };
                words.detail("migrant", migrant.as_str()).detail("fields", keys)
            }
            RowRefusal::Register(refusal) => refusal.words(lang),
            RowRefusal::Card(objection) => objection.words(lang),
            RowRefusal::Leave(refusal) => refusal.words(lang),
            RowRefusal::Several(candidates) => several(candidates, lang),
        }
    }
}

/// Several bear the number or bore it: the row must say more.
fn several(candidates: &[Candidate], lang: Lang) -> Words {
    let named: Vec<String> = candidates
        .iter()
        .map(|Candidate { code, masked_name, formerly, .. }| match formerly {
            true => text!(lang, "{masked_name}（{code}，更正前）", "{masked_name} ({code}, before a correction)"),
            false => text!(lang, "{masked_name}（{code}）", "{masked_name} ({code})"),
        })
        .collect();
    let named = named.join(text!(lang, "、", ", ").as_str());
    Words::new(text!(
        lang,
        "这个号码不止登过一个人：{named}，分不出这一行说的是谁；在“姓名”一列写上登记的姓名再导入，同名的到窗口按编号办",
        "the number has stood under several people: {named}, and the row does not tell whom it means; give the name as registered in a column 姓名 and import it again, and where the names are the same do it at the counter by the code"
    ))
    .detail("candidates", candidate_values(candidates))
}

impl Describe for CardObjection {
    fn code(&self) -> Code {
        CardObjection::code(self)
    }

    fn words(&self, lang: Lang) -> Words {
        match self {
            CardObjection::UnknownPerson => Words::new(text!(
                lang,
                "登记库里没有这个号码的人，先办居住登记",
                "nobody with that number is registered: register the person first"
            )),
            CardObjection::Several(candidates) => several(candidates, lang),
            CardObjection::NotRegistered { migrant, on } => Words::new(text!(
                lang,
                "{migrant} 在 {on} 没有居住登记，证又没有注销日期",
                "{migrant} is not registered on {on}, and the card has no day of ending"
            ))
            .detail("migrant", migrant.as_str()),
            CardObjection::OtherPapers { kind } => {
                let kind = labels::id_kind(lang, *kind);
                Words::new(text!(lang, "持{kind}的人不发居住证", "holders of this paper get no permit: {kind}"))
            }
            CardObjection::NumberTaken { permit } => Words::new(text!(
                lang,
                "证号 {permit} 已是别人的证",
                "{permit} is the number of somebody else's card"
            ))
            .detail("permit", permit.as_str()),
            CardObjection::NumberTwice { first_line } => Words::new(text!(
                lang,
                "证号与第 {first_line} 行相同，只收前一行",
                "the permit number of line {first_line}: the first row counts"
            ))
            .detail("first_line", *first_line),
            CardObjection::Differs { permit, differences } => card_differs(permit, differences, lang),
            CardObjection::LivePermit { permit } => Words::new(text!(
                lang,
                "此人已有未注销的居住证 {permit}，一人一证；先前的证要有注销日期",
                "the person has the live permit {permit}: one person, one permit; an earlier card needs its day of ending"
            ))
            .detail("permit", permit.as_str()),
            CardObjection::Order { day, than } if day < than => Words::new(text!(
                lang,
                "{day} 早于发证日期 {than}",
                "{day} lies before the day of issue, {than}"
            )),
            CardObjection::Order { day, than } => {
                Words::new(text!(lang, "{day} 晚于注销日期 {than}", "{day} lies after the day of ending, {than}"))
            }
            CardObjection::BeforeBirth { issued_on, birth_on } => Words::new(text!(
                lang,
                "发证日期 {issued_on} 早于出生日期 {birth_on}",
                "issued on {issued_on}, before the birth on {birth_on}"
            )),
            CardObjection::Future { day, today } => form::future(*day, *today, lang),
            CardObjection::Departed { migrant, day, departed } => after_departure(migrant, *day, *departed, lang),
            CardObjection::OpenApplication { application, accepted_on } => Words::new(text!(
                lang,
                "此人 {accepted_on} 受理的申领 {application} 还没有发证，有证的人不申领；证是真的，先撤回申领：jzz permit withdraw {application} --because 已有证",
                "the application {application} of the person, accepted on {accepted_on}, waits for its card, and nobody who has one applies; where this card is genuine, withdraw that first: jzz permit withdraw {application} --because 'has a card'"
            ))
            .detail("application", application.as_str())
            .detail("accepted_on", accepted_on.to_string()),
        }
    }
}

/// Nothing is recorded of somebody after a death; nor a card of who has settled here.
fn after_departure(migrant: &str, day: Day, departed: Departed, lang: Lang) -> Words {
    let Departed { on, reason, .. } = departed;
    let sentence = if reason == LeaveReason::Death {
        text!(
            lang,
            "{migrant} 已于 {on} 死亡注销，{day} 不会再发证、签注或登记；没有死亡的，先更正那次注销的原因",
            "{migrant} is recorded as dead on {on}: nothing of {day} was issued, endorsed or registered; where nobody died, correct that reason first"
        )
    } else {
        text!(
            lang,
            "{migrant} 已于 {on} 因在本地落户注销，{day} 不会再发证、签注；没有落户的，先更正那次注销的原因",
            "{migrant} settled here on {on}: nothing of {day} was issued or endorsed; where that is not so, correct that reason first"
        )
    };
    Words::new(sentence)
        .detail("migrant", migrant.to_owned())
        .detail("day", day.to_string())
        .detail("ended_on", on.to_string())
        .detail("end_reason", reason.as_str())
}

/// A card that the register has otherwise than the row.
fn card_differs(permit: &str, differences: &[CardDifference], lang: Lang) -> Words {
    let told: Vec<String> = differences.iter().map(|difference| differing(difference, lang)).collect();
    let told = told.join(&text!(lang, "；", "; "));
    let fields: Vec<Value> = differences.iter().map(|difference| difference.field.shown().into()).collect();
    Words::new(text!(
        lang,
        "证 {permit} 已在库中，与此行不同：{told}；导入从不覆盖，登记的有误才更正：jzz permit edit {permit} … --because …",
        "{permit} is in the register otherwise: {told}; an import never overwrites. Where the register is wrong: jzz permit edit {permit} … --because …"
    ))
    .detail("permit", permit)
    .detail("fields", fields)
}

/// What stands in the register and what in the row.
fn differing(difference: &CardDifference, lang: Lang) -> String {
    let label = labels::field(lang, difference.field);
    match (difference.held, difference.row) {
        (Some(held), Some(row)) => {
            text!(lang, "{label}库中是 {held}，此行是 {row}", "{label}: {held} in the register, {row} in the row")
        }
        (None, Some(row)) => {
            text!(lang, "{label} {row} 库中没有", "{label}: {row}, which the register does not have")
        }
        (Some(_) | None, None) => text!(lang, "{label}不同", "{label}: another"),
    }
}

impl Describe for ImportError {
    fn code(&self) -> Code {
        match self {
            ImportError::File(fault) => fault.code(),
            ImportError::Roster(outer) => Describe::code(outer),
            ImportError::Unit(refusal) => Describe::code(refusal),
            ImportError::Set(refusal) => Describe::code(refusal),
            ImportError::Future { .. } => Code::J208,
            ImportError::NoLines => Code::J451,
            ImportError::NotOpen { .. } | ImportError::OtherRejects { .. } => Code::J450,
            ImportError::Undone { .. } => Code::J448,
            ImportError::AtWork { .. } => Code::J457,
            ImportError::SameFile(_) | ImportError::RejectsNoWorkbook { .. } => Code::J901,
            ImportError::Store(error) => Describe::code(error),
            ImportError::Interrupted => Code::J907,
            ImportError::AllOrNothing(_) => Code::J409,
        }
    }

    fn words(&self, lang: Lang) -> Words {
        match self {
            // Of the two files of an import, only the rejects are written.
            ImportError::File(fault @ FileFault::Unwritable { .. }) => fault.words(lang).hint(text!(
                lang,
                "换一个能写的地方：--rejects 【文件】",
                "choose a place that can be written: --rejects _FILE_"
            )),
            ImportError::File(fault) => fault.words(lang),
            ImportError::Roster(outer) => outer.words(lang),
            ImportError::Unit(refusal) => refusal.words(lang),
            ImportError::Set(refusal) => refusal.words(lang),
            ImportError::Future { day, today } => db::FutureDay { day: *day, today: *today }.words(lang),
            ImportError::NoLines => Words::new(text!(
                lang,
                "补正文件要以 行号,错误码,原因 三列开头，这个文件没有，不知道补的是哪一行",
                "a corrected file begins with the columns 行号, 错误码, 原因; this one does not, and nobody knows which rows it mends"
            ))
            .hint(text!(
                lang,
                "在导入时写出的 .rejects.csv 里改；另做的文件作新的导入：jzz roster import 【文件】",
                "correct the .rejects.csv that the import wrote; another file is a new import: jzz roster import _FILE_"
            )),
            ImportError::OtherRejects { batch, owner, path } => other_rejects(*batch, *owner, path, lang),
            ImportError::NotOpen { batch, rows, more, left } => not_open(*batch, rows, *more, left.as_deref(), lang),
            ImportError::Undone { batch } => BatchRefusal::Undone { batch: batch_code(*batch) }.words(lang),
            ImportError::AtWork { holder, lock, fixes } => at_work(holder.as_ref(), lock, *fixes, lang),
            ImportError::SameFile(clash) => clashing(*clash, lang),
            ImportError::RejectsNoWorkbook { path } => no_workbook(path, lang),
            ImportError::Store(error) => error.words(lang),
            ImportError::Interrupted => Usage::Interrupted.words(lang),
            ImportError::AllOrNothing(outcome) => {
                let (rejected, held) = (outcome.counts.rejected, outcome.held_back);
                let file = outcome.rejects_file.as_ref().map(|path| quoted(&path.display().to_string()));
                let file = file.unwrap_or_default();
                Words::new(text!(
                    lang,
                    "有 {rejected} 行不合格，按 --all-or-nothing 一行都没有收（{held} 行合格）",
                    "rows that are bad: {rejected}; nothing was taken in (--all-or-nothing); rows that are good: {held}"
                ))
                .once_more(
                    text!(
                        lang,
                        "改好 {file} 里的行再导入，或去掉 --all-or-nothing",
                        "mend the rows in {file}, or leave --all-or-nothing out"
                    ),
                    "--all-or-nothing",
                )
                .detail("rejected", rejected)
                .detail("held_back", held)
            }
        }
    }

    fn causes(&self) -> Vec<String> {
        match self {
            ImportError::File(fault) => fault.causes(),
            ImportError::Store(error) => error.causes(),
            ImportError::Roster(_)
            | ImportError::Unit(_)
            | ImportError::Set(_)
            | ImportError::Future { .. }
            | ImportError::NoLines
            | ImportError::NotOpen { .. }
            | ImportError::OtherRejects { .. }
            | ImportError::Undone { .. }
            | ImportError::AtWork { .. }
            | ImportError::SameFile(_)
            | ImportError::RejectsNoWorkbook { .. }
            | ImportError::Interrupted
            | ImportError::AllOrNothing(_) => Vec::new(),
        }
    }
}

fn at_work(holder: Option<&Holder>, lock: &Path, fixes: Option<i64>, lang: Lang) -> Words {
    let what = match fixes.map(batch_code) {
        Some(batch) => text!(
            lang,
            "另一个窗口正在补正 {batch}，这一次什么都没有收",
            "another run is correcting {batch}, so this one took nothing in"
        ),
        None => text!(
            lang,
            "另一个窗口正在导入这份名册，这一次什么都没有收",
            "another run is taking this roster in, so this one took nothing in"
        ),
    };
    let sentence = match holder {
        Some(Holder { host, process, since }) => {
            let since = Instant::parse(since).map_or_else(|| since.clone(), |since| clock(lang, since));
            text!(
                lang,
                "{what}：主机 {host}，进程 {process}，{since} 开始",
                "{what}: host {host}, process {process}, since {since}"
            )
        }
        None => what,
    };
    let words = Words::new(sentence).once_more(
        text!(lang, "等它做完，再来一次就知道收了多少", "let it finish, then do it again to see what came of it"),
        "",
    );
    night::held(words, holder, lock)
}

fn clashing(clash: SameFile, lang: Lang) -> Words {
    let (sentence, hint) = match clash {
        SameFile::RejectsOverRoster => (
            text!(
                lang,
                "--rejects 写的就是名册文件本身，退回的行会把它盖掉",
                "--rejects names the roster itself, which the rejected rows would replace"
            ),
            text!(
                lang,
                "换一个文件名，或者不写 --rejects：--rejects 【文件】",
                "name another file, or leave --rejects out: --rejects _FILE_"
            ),
        ),
        SameFile::AnswerOverRoster => (
            text!(
                lang,
                "--out 写的就是名册文件本身，结果会把它盖掉",
                "--out names the roster itself, which the answer would replace"
            ),
            text!(
                lang,
                "换一个文件名，或者不写 --out：--out 【文件】",
                "name another file, or leave --out out: --out _FILE_"
            ),
        ),
        SameFile::AnswerOverRejects => (
            text!(
                lang,
                "--out 写的就是放退回行的文件，结果会把退回的行盖掉",
                "--out names the file of the rejected rows, which the answer would replace"
            ),
            text!(
                lang,
                "换一个文件名，或者不写 --out：--out 【文件】",
                "name another file, or leave --out out: --out _FILE_"
            ),
        ),
    };
    Words::new(sentence).hint(hint)
}

fn no_workbook(path: &Path, lang: Lang) -> Words {
    let named = quoted(&path.display().to_string());
    let csv = quoted(&path.with_extension("csv").display().to_string());
    Words::new(text!(
        lang,
        "退回的行写成 CSV 文本（表格软件能直接打开），--rejects {named} 是工作簿的名字",
        "rejected rows are written as CSV, which spreadsheets open, and --rejects {named} is the name of a workbook"
    ))
    .hint(format!("--rejects {csv}"))
}

fn other_rejects(batch: i64, owner: Option<i64>, path: &Path, lang: Lang) -> Words {
    let batch = batch_code(batch);
    let Some(owner) = owner.map(batch_code) else {
        return Words::new(text!(
            lang,
            "退回的行是另一份名册的，不是 {batch} 的，一行都没有收",
            "the rejected rows are those of another roster, not of {batch}; nothing was taken"
        ))
        .hint("jzz roster list")
        .detail("batch", batch)
        .detail("owner", None::<String>);
    };
    Words::new(text!(
        lang,
        "这是 {owner} 的退回文件，不是 {batch} 的，一行都没有收",
        "the file has the rejects of {owner}, not those of {batch}; nothing was taken"
    ))
    .hint(format!("jzz roster fix {owner} {}", quoted(&path.display().to_string())))
    .detail("batch", batch)
    .detail("owner", owner)
}

fn not_open(batch: i64, rows: &[NotOpen], more: bool, left: Option<&Path>, lang: Lang) -> Words {
    let batch = batch_code(batch);
    let told = |row: &NotOpen| {
        let NotOpen { line, first_line } = row;
        match first_line {
            Some(first) => text!(lang, "第 {line} 行（行号 {first}）", "line {line} (行号 {first})"),
            None => text!(lang, "第 {line} 行（没有行号）", "line {line} (no 行号)"),
        }
    };
    let listed: Vec<String> = rows.iter().map(told).collect();
    let listed = labels::list(lang, &listed);
    let rest = if more { text!(lang, "……", " …") } else { String::new() };
    let values: Vec<Value> = rows.iter().map(|row| json!({"line": row.line, "first_line": row.first_line})).collect();
    let sentence = text!(
        lang,
        "有的行不是 {batch} 还没有补正的退回行，整份都没有收：{listed}{rest}",
        "some rows are no open rejects of {batch}, so nothing was taken: {listed}{rest}"
    );
    // Whoever corrects in turns goes on in the file that the last turn wrote.
    let left = left.map(|left| quoted(&left.display().to_string()));
    let (sentence, hint) = match left {
        Some(left) => (
            text!(
                lang,
                "{sentence}。上一次补正收下的行不要再交，没收下的在 {left}，接着改这一份",
                "{sentence}; what the last correction took is not given again, and what it did not take is in {left}: go on with that file"
            ),
            format!("jzz roster fix {batch} {left}"),
        ),
        None => (sentence, format!("jzz roster show {batch}")),
    };
    Words::new(sentence).hint(hint).detail("batch", batch).detail("rows", values).detail("more", more)
}
