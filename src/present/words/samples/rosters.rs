//! What is said of rosters, their sheets and damage to them.

use super::{Sample, day, s, sample};
use crate::domain::code::Code;
use crate::domain::roster::{Field, RosterKind};
use crate::domain::sender::{SenderKind, SenderRefusal};
use crate::intake::outer::{Column, Content};
use crate::intake::problem::DayTrouble;
use crate::intake::workbook::{BookFault, SheetName};
use crate::intake::{Fact, FileNotice, Outer, RowProblem};
use crate::jobs::import::doctor::{Ailing, Diagnosis};
use crate::jobs::import::sets::SetRefusal;
use crate::jobs::import::{ImportError, NotOpen, SameFile};
use crate::jobs::lock::Holder;
use crate::ops::batch::BatchRefusal;
use crate::ops::undo::{Rest, UndoRefusal};
use crate::present::words::batch::NoSender;
use crate::present::words::files::FileFault;
use crate::present::words::template::TemplateNeedsFile;
use crate::store::undo::LaterAct as Resting;
use std::path::PathBuf;

fn at_home(people: Vec<String>) -> UndoRefusal {
    UndoRefusal::NoMigrants { batch: s("B17"), people, objection: Box::new(super::people::at_home()) }
}

#[expect(clippy::too_many_lines, reason = "a list")]
pub(super) fn rosters() -> Vec<Sample> {
    let batch = || s("B17");
    let on = Some(day("2012-08-31"));
    let rest = |line, subject: &str, act, batch| Rest { line, subject: s(subject), act, on, batch };
    let acts = [
        Resting::Moved,
        Resting::Left,
        Resting::Applied,
        Resting::Carded,
        Resting::Endorsed,
        Resting::Ended,
        Resting::CameBack,
        Resting::Corrected,
        Resting::Merged,
    ];
    let acts = acts.into_iter().map(|act| rest(Some(12), "M000001", act, None)).collect();
    let mended = vec![
        rest(None, "B18", Resting::Mended, Some(s("B18"))),
        rest(Some(2), "M000001", Resting::Left, Some(s("B19"))),
    ];
    let holder = Holder { host: s("jzz-1"), process: s("4711"), since: s("2012-08-30T18:30:00Z") };
    let lock = || PathBuf::from("/srv/register.db.import-B17");
    let at_work = |holder, fixes| ImportError::AtWork { holder, lock: lock(), fixes };
    let not_open = vec![NotOpen { line: 2, first_line: Some(17) }, NotOpen { line: 3, first_line: None }];
    let left = Some(PathBuf::from("mend.rejects.csv"));
    vec![
        sample("batch/unknown", BatchRefusal::Unknown { text: s("B99") }),
        sample("batch/undone", BatchRefusal::Undone { batch: batch() }),
        sample("undo/rests", UndoRefusal::Rests { batch: batch(), acts, more: true }),
        sample("undo/no-migrants", at_home(vec![s("M000001"), s("M000002")])),
        sample("undo/no-migrant", at_home(vec![s("M000001")])),
        sample("undo/mended", UndoRefusal::Rests { batch: batch(), acts: mended, more: false }),
        sample("fix/no-lines", ImportError::NoLines),
        sample("fix/not-open", ImportError::NotOpen { batch: 17, rows: not_open.clone(), more: true, left: None }),
        sample("fix/taken-before", ImportError::NotOpen { batch: 17, rows: not_open, more: false, left }),
        sample("import/rejects-over-roster", ImportError::SameFile(SameFile::RejectsOverRoster)),
        sample("import/answer-over-roster", ImportError::SameFile(SameFile::AnswerOverRoster)),
        sample("import/answer-over-rejects", ImportError::SameFile(SameFile::AnswerOverRejects)),
        sample("import/rejects-no-workbook", ImportError::RejectsNoWorkbook { path: PathBuf::from("rj.xlsx") }),
        sample("import/at-work", at_work(Some(holder), None)),
        sample("import/at-work-unnamed", at_work(None, None)),
        sample("fix/at-work", at_work(None, Some(17))),
        sample("set/one-person", SetRefusal::OnePerson { field: Field::IdNumber }),
        sample("set/other-roster", SetRefusal::OtherRoster { field: Field::To, kind: RosterKind::People }),
        sample(
            "set/future",
            SetRefusal::Future { field: Field::RegisteredOn, day: day("2030-01-01"), today: day("2018-03-01") },
        ),
        sample("import/undone", ImportError::Undone { batch: 17 }),
        sample("import/changed", FileFault::Changed { path: PathBuf::from("march.csv") }),
        sample("book/protected", Outer::Book(BookFault::Protected)),
        sample("book/damaged", Outer::Book(BookFault::Damaged { part: "zip" })),
        sample("book/too-big", Outer::Book(BookFault::TooBig { part: "worksheet" })),
        sample("book/several", Outer::SeveralSheets { sheets: vec![sheet("三月 新", false), sheet("四月", false)] }),
        sample("book/only-hidden", Outer::SeveralSheets { sheets: vec![sheet("旧稿", true)] }),
        sample(
            "book/no-sheet",
            Outer::NoSheet { given: s("五月"), sheets: vec![sheet("三月", false), sheet("旧稿", true)] },
        ),
        sample("book/wrong-sheet", Outer::WrongSheet { given: s("说明"), sheets: vec![sheet("名单", false)] }),
        sample(
            "import/other-kind",
            Outer::Missing {
                kind: RosterKind::People,
                fields: vec![Field::Name, Field::Unit],
                fits: Some(RosterKind::Departures),
                unknown: Vec::new(),
                likely: Vec::new(),
            },
        ),
        sample(
            "import/missing",
            Outer::Missing {
                kind: RosterKind::People,
                fields: vec![Field::Reason, Field::Unit, Field::Name],
                fits: None,
                unknown: [("C", "事由"), ("F", "房号")]
                    .map(|(letter, heading)| Column { letter: s(letter), heading: s(heading) })
                    .into(),
                likely: vec![(Field::Reason, s("事由"))],
            },
        ),
        sample("import/unknown-field", Outer::UnknownField { given: s("事由=居住事情"), kind: None }),
        sample(
            "import/unknown-field-of-kind",
            Outer::UnknownField { given: s("事由=居住事情"), kind: Some(RosterKind::Departures) },
        ),
        sample("import/headings-too-low", Outer::NoHeadings { best: None, below: Some(25) }),
        sample("import/open-quote", Outer::OpenQuote { line: 3 }),
        sample("import/utf-16", Outer::NotText(Content::UnmarkedUtf16 { big: true })),
        sample(
            "fix/other-rejects",
            ImportError::OtherRejects { batch: 17, owner: Some(18), path: PathBuf::from("april.rejects.csv") },
        ),
        sample("book/text", Outer::NoSheet { given: s("三月"), sheets: Vec::new() }),
        sample("template/file", TemplateNeedsFile { kind: RosterKind::People }),
        sample("book/xlsb", Outer::NotText(Content::BinaryWorkbook)),
        sample("import/encoding", Outer::WrongEncoding { label: s("gbk"), found: s("utf-8") }),
        sample("sender/number", SenderRefusal::IdentityNumber),
        sample("sender/employer", SenderRefusal::EmployerCode),
        sample("sender/nameless-employer", SenderRefusal::Nameless { kind: SenderKind::Employer }),
        sample("sender/nameless", SenderRefusal::Nameless { kind: SenderKind::School }),
        sample("sender/unknown", NoSender { source: s("school:第一中学") }),
    ]
}

fn sheet(name: &str, hidden: bool) -> SheetName {
    SheetName { name: s(name), hidden }
}

fn cell(field: Field, column: &str, reject: bool, fact: Fact) -> RowProblem {
    RowProblem { field: Some(field), column: Some(s(column)), reject, fact }
}

pub(super) fn doctor() -> Vec<Sample> {
    let ailing = || Ailing { rows: 9_800, of: 10_000 };
    let column = |heading: &str| Column { letter: s("D"), heading: s(heading) };
    let days = |trouble| Diagnosis::UnreadableDays {
        field: Field::ArrivedOn,
        column: s("来本地日期"),
        trouble,
        ailing: ailing(),
    };
    let number_column = |heading, swapped| Diagnosis::WrongNumberColumn {
        column: s("证号"),
        better: column(heading),
        swapped,
        ailing: ailing(),
    };
    let swapped = Diagnosis::SwappedDays {
        field: Field::ArrivedOn,
        column: s("来本地日期"),
        cell: s("13/04/2012"),
        ailing: ailing(),
    };
    let troubles = [
        DayTrouble::Form,
        DayTrouble::Impossible,
        DayTrouble::StandIn,
        DayTrouble::NoDayOfMonth,
        DayTrouble::TwoDigitYear,
        DayTrouble::OpenEnded,
        DayTrouble::Serial,
    ];
    let one_cause = |column| Diagnosis::OneCause { cause: Code::J601, column, ailing: ailing() };
    let mut all = vec![
        sample("doctor/ruined", Diagnosis::RuinedNumbers { column: s("公民身份号码"), ailing: ailing() }),
        sample("doctor/swapped", swapped),
        sample("doctor/encoding", Diagnosis::WrongEncoding { label: s("gbk"), ailing: ailing() }),
        sample("doctor/number-column", number_column("号码", None)),
        sample("doctor/number-column-unnamed", number_column("", None)),
        sample("doctor/number-and-name", number_column("姓名", Some(s("B")))),
        sample("doctor/no-numbers", Diagnosis::NoNumbers { column: s("公民身份号码"), ailing: ailing() }),
        sample(
            "doctor/shifted",
            Diagnosis::Shifted {
                column: s("公民身份号码"),
                found: column("户籍地址"),
                to_the_right: true,
                line: 3,
                ailing: ailing(),
            },
        ),
        sample("doctor/one-cause", one_cause(Some(s("社区代码")))),
        sample("doctor/one-cause-of-rows", one_cause(None)),
    ];
    all.extend(troubles.map(|trouble| sample("doctor/days", days(trouble))));
    all
}

/// What is said of sheets and their cells.
pub(super) fn of_sheets() -> Vec<Sample> {
    vec![
        sample("book/hidden-rows", FileNotice::HiddenRows { rows: vec![5, 6, 7, 12], left_out: false }),
        sample("book/hidden-rows-out", FileNotice::HiddenRows { rows: vec![5], left_out: true }),
        sample(
            "book/other-sheets",
            FileNotice::OtherSheets { sheets: vec![sheet("二车间", false), sheet("旧稿", true)] },
        ),
        sample("book/hidden-sheet", FileNotice::HiddenSheet { sheet: s("旧稿") }),
        sample("file/open-quote", FileNotice::OpenQuote { line: 3 }),
        sample("row/merged", cell(Field::Address, "现居住地址", false, Fact::Merged)),
        sample(
            "row/day-number",
            cell(Field::ArrivedOn, "来本地日期", false, Fact::DayNumber { cell: s("40973"), day: s("2012-03-05") }),
        ),
        sample(
            "row/formula-not-worked-out",
            cell(Field::Reason, "居住事由", true, Fact::FormulaFailed { cell: s("#GETTING_DATA") }),
        ),
        sample("row/formula", cell(Field::Unit, "社区代码", true, Fact::FormulaFailed { cell: s("#N/A") })),
        sample("row/ditto", cell(Field::Address, "现居住地址", true, Fact::Ditto { cell: s("同上") })),
        sample("row/ditto-warning", cell(Field::Workplace, "服务处所", false, Fact::Ditto { cell: s("〃") })),
        sample("row/bare-number", cell(Field::IdNumber, "公民身份号码", false, Fact::BareNumber)),
    ]
}
