//! The lists of a day as sheets: a row a card, an application or a person; people are masked.

use crate::domain::calendar::Day;
use crate::domain::dossier::migrant_code;
use crate::domain::lang::Lang;
use crate::domain::unit::UnitId;
use crate::domain::why;
use crate::ops::lists::{DueCard, Late, LateWhat, Uncollected, Unserved};
use crate::ops::office::Office;

use super::migrant::veiled_name;
use super::sheet::{Column, Row, Sheet, Total, Value};
use super::words::{lists as words, text};

/// For whom and of which day a list is made.
#[derive(Clone, Copy)]
pub struct View<'a> {
    pub office: &'a Office,
    pub on: Day,
    pub lang: Lang,
    pub reveal: bool,
}

impl View<'_> {
    fn unit(&self, id: Option<UnitId>) -> Value {
        let tree = &self.office.tree;
        let unit = id.and_then(|id| tree.get(id));
        unit.map_or(Value::None, |unit| Value::Unit {
            code: unit.code.clone(),
            name: tree.name_on(unit.id, self.on).to_owned(),
        })
    }

    fn sheet(&self, report: &str, title: String, columns: Vec<Column>, rows: Vec<Row>) -> Sheet {
        let count = u64::try_from(rows.len()).unwrap_or(u64::MAX);
        Sheet {
            columns,
            rows,
            total: Total::Count(count),
            specimen: self.office.register.practice,
            ..Sheet::new(self.lang, report, title, self.on)
        }
    }

    fn permit(&self) -> Column {
        Column::text("permit", text!(self.lang, "证号", "Permit"))
    }

    fn migrant(&self) -> Column {
        Column::text("migrant", text!(self.lang, "编号", "Migrant"))
    }

    fn name(&self) -> Column {
        Column::text("name", text!(self.lang, "姓名", "Name"))
    }

    fn lives_in(&self) -> Column {
        Column::text("unit", text!(self.lang, "居住地", "Lives in"))
    }

    fn counter(&self) -> Column {
        Column::text("counter", text!(self.lang, "受理点", "Counter"))
    }
}

/// Cards to be endorsed.
pub fn due(view: View, within: u16, cards: &[DueCard]) -> Sheet {
    let lang = view.lang;
    let columns = vec![
        view.permit(),
        view.migrant(),
        view.name(),
        view.lives_in(),
        view.counter(),
        Column::day("window_opens", text!(lang, "签注期开始", "Window opens")),
        Column::day("window_closes", text!(lang, "签注期最后一天", "Last good day")),
        Column::count("days_left", text!(lang, "还剩天数", "Days left")),
    ];
    let row = |card: &DueCard| Row {
        key: card.number.clone(),
        values: vec![
            Value::text(&card.number),
            Value::text(migrant_code(card.migrant)),
            Value::text(veiled_name(&card.name, view.reveal)),
            view.unit(Some(card.unit)),
            view.unit(Some(card.counter)),
            Value::Day(card.opens),
            Value::Day(card.closes),
            Value::Count(card.days_left),
        ],
    };
    let title = text!(lang, "待签注的居住证", "Cards due for endorsement");
    let sheet = view.sheet("due", title, columns, cards.iter().map(row).collect());
    let definition = words::due_definition(lang, view.on, within);
    let heads = vec![("within".to_owned(), Value::count(within.into()))];
    Sheet { heads, definition, ..sheet }
}

/// Cards that lapsed, applications past their limit.
pub fn overdue(view: View, all: &[Late]) -> Sheet {
    let lang = view.lang;
    let columns = vec![
        view.permit().shown_if(false),
        Column::text("application", text!(lang, "申领编号", "Application")).shown_if(false),
        view.migrant(),
        view.name(),
        view.lives_in(),
        Column::day("since", text!(lang, "逾期起始日", "Late since")),
        Column::count("days", text!(lang, "逾期天数", "Days late")),
    ];
    let row = |late: &Late| {
        let (permit, application) = match &late.what {
            LateWhat::Permit(number) => (Some(number), None),
            LateWhat::Application(code) => (None, Some(code)),
        };
        Row {
            key: late.what.key().to_owned(),
            values: vec![
                Value::or_none(permit),
                Value::or_none(application),
                Value::text(migrant_code(late.migrant)),
                Value::text(veiled_name(&late.name, view.reveal)),
                view.unit(late.unit),
                Value::Day(late.since),
                Value::Count(late.days),
            ],
        }
    };
    let title = text!(lang, "逾期的证件和申领", "Overdue cards and applications");
    let sheet = view.sheet("overdue", title, columns, all.iter().map(row).collect());
    let key_title = Some(text!(lang, "证号或申领编号", "Permit or application"));
    Sheet { definition: words::overdue_definition(lang, view.on), key_title, ..sheet }
}

/// Who may, or must, apply.
pub fn eligible(view: View, people: &[Unserved]) -> Sheet {
    let (lang, book) = (view.lang, &view.office.book);
    let rules = book.on(view.on);
    let columns = vec![
        view.migrant(),
        view.name(),
        view.lives_in(),
        Column::day("since", text!(lang, "起始日期", "Since")),
        Column::text("why", text!(lang, "缘由", "Why")),
    ];
    let row = |unserved: &Unserved| {
        let code = migrant_code(unserved.migrant);
        let reasons = why::of_candidate(&unserved.candidacy, book, view.on);
        let said =
            reasons.iter().map(|reason| (reason.fact.key().to_owned(), super::words::why::sentence(reason, lang)));
        Row {
            key: code.clone(),
            values: vec![
                Value::Text(code),
                Value::text(veiled_name(&unserved.name, view.reveal)),
                view.unit(Some(unserved.unit)),
                Value::Day(unserved.candidacy.since),
                Value::Said { short: words::why(lang, unserved.candidacy.why), whole: said.collect() },
            ],
        }
    };
    let title = text!(lang, "可办未办居住证的人", "Who can be served and has not been");
    let sheet = view.sheet("eligible", title, columns, people.iter().map(row).collect());
    let heads = vec![("regime".to_owned(), Value::text(rules.regime.as_str()))];
    Sheet { definition: words::eligible_definition(lang, view.on, rules), heads, ..sheet }
}

/// Cards that nobody fetched.
pub fn uncollected(view: View, over: u16, cards: &[Uncollected]) -> Sheet {
    let lang = view.lang;
    let columns = vec![
        view.permit(),
        view.migrant(),
        view.name(),
        view.counter(),
        Column::day("issued_on", text!(lang, "发证日期", "Issued on")),
        Column::count("days", text!(lang, "已等天数", "Days waiting")),
    ];
    let row = |card: &Uncollected| Row {
        key: card.number.clone(),
        values: vec![
            Value::text(&card.number),
            Value::text(migrant_code(card.migrant)),
            Value::text(veiled_name(&card.name, view.reveal)),
            view.unit(Some(card.counter)),
            Value::Day(card.issued_on),
            Value::Count(card.days),
        ],
    };
    let title = text!(lang, "没有领走的居住证", "Cards not collected");
    let sheet = view.sheet("uncollected", title, columns, cards.iter().map(row).collect());
    let definition = words::uncollected_definition(lang, view.on, over);
    let heads = vec![("over".to_owned(), Value::count(over.into()))];
    Sheet { heads, definition, ..sheet }
}
