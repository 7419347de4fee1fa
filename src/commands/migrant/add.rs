//! `jzz migrant add`: a registration at the counter; what is missing is asked for at a terminal.

use crate::present::json::Serialize;
use clap::Args;

use super::desk::{self, ProxyArgs};
use super::form::FormArgs;
use crate::cli::{help, missing_answers, values};
use crate::context::{Context, Format};
use crate::domain::admission::admit;
use crate::domain::calendar::Day;
use crate::domain::lang::Lang;
use crate::domain::objection::Objection;
use crate::domain::regime::Exempt;
use crate::domain::registration::{Form, Manner};
use crate::domain::roster::Field;
use crate::domain::table::CodeTable;
use crate::domain::unit::UnitRefusal;
use crate::failure::{Failure, Finish};
use crate::ops::office::Office;
use crate::ops::register::{self, Enrolment};
use crate::present::migrant::Said;
use crate::present::table::KeyValue;
use crate::present::words::{Describe, done, text, unit};
use crate::reference;

#[derive(Args)]
pub struct Add {
    #[command(flatten)]
    form: FormArgs,
    #[arg(long, value_name = help!("事由", "KIND"), value_parser = values::keyword::<Exempt>(), help = help!("免办居住证的事由", "Why no permit is needed"))]
    exempt: Option<Exempt>,
    #[command(flatten)]
    proxy: ProxyArgs,
    #[arg(long, value_name = help!("日期", "DATE"), value_parser = values::day, help = help!("登记的日期（默认今天）", "The day of registration (today)"))]
    on: Option<Day>,
}

#[derive(Serialize)]
struct Answer<'a> {
    migrant: &'a str,
    registration: usize,
    registered_on: String,
    again: bool,
    warnings: Vec<Said>,
}

impl Add {
    pub fn run(mut self, cx: &mut Context<'_>) -> Result<Finish, Failure> {
        if self.form.id_number.as_deref() == Some("-") {
            self.form.id_number = Some(cx.read_line()?);
        }
        let gaps = self.gaps();
        if !gaps.is_empty() && !cx.can_ask() {
            let flags: Vec<&str> = gaps.iter().map(|gap| gap.flag.trim_start_matches('-')).collect();
            return Err(missing_answers("migrant add", &flags, cx.lang()).into());
        }
        let (mut store, office) = desk::open(cx)?;
        let on = desk::act_day(cx, &mut store, self.on)?;
        self.fill_gaps(cx, &office, on)?;
        let (today, counter) = (cx.today(), cx.counter().unwrap_or_default().to_owned());
        let form = Form { counter: &counter, ..self.form() };
        let proxy = self.proxy.proxy();
        let registered = store.act(&desk::actor(cx), "migrant add", |writer| {
            register::register(writer, &office, &form, proxy.as_ref(), on, today)
        })?;
        answer(cx, &registered, &office)
    }

    fn form(&self) -> Form<'_> {
        Form { exempt: self.exempt.map_or("", Exempt::as_str), ..self.form.form() }
    }

    /// The required flags that were not given.
    fn gaps(&mut self) -> Vec<&'static Gap> {
        let blank = |gap: &&Gap| (gap.slot)(self).as_deref().is_none_or(|text| text.trim().is_empty());
        GAPS.iter().filter(blank).collect()
    }

    /// Asks for every required flag that is missing; an answer that the form would not take is asked again.
    fn fill_gaps(&mut self, cx: &mut Context, office: &Office, on: Day) -> Result<(), Failure> {
        let lang = cx.lang();
        for gap in self.gaps() {
            loop {
                let question = match lang {
                    Lang::Zh => gap.question.0,
                    Lang::En => gap.question.1,
                };
                let answer = match gap.table {
                    None => cx.ask_text(question, false, None)?,
                    Some(table) => choose(cx, question, table())?,
                };
                *(gap.slot)(self) = Some(answer);
                let Some(objection) = self.objection(gap.field, cx, office, on) else { break };
                cx.say(&objection.words(lang).sentence);
                if let Some(code) = one_of_these(cx, &objection)? {
                    *(gap.slot)(self) = Some(code);
                    break;
                }
            }
        }
        Ok(())
    }

    /// What the form as far as it is filled says against a field.
    fn objection(&self, field: Field, cx: &Context, office: &Office, on: Day) -> Option<Objection> {
        let objections = admit(&self.form(), &office.desk(cx.today()), on, Manner::Counter).err()?;
        objections.into_iter().find(|objection| objection.field() == field)
    }
}

/// Whether a registration needs this flag (without its dashes).
pub fn needs(long: &str) -> bool {
    GAPS.iter().any(|gap| gap.flag.trim_start_matches('-') == long)
}

/// A required flag: what it is called, how it is asked for, where its answer goes.
struct Gap {
    flag: &'static str,
    field: Field,
    question: (&'static str, &'static str),
    table: Option<fn() -> &'static CodeTable>,
    slot: fn(&mut Add) -> &mut Option<String>,
}

const GAPS: [Gap; 7] = [
    Gap {
        flag: "--id-number",
        field: Field::IdNumber,
        question: ("公民身份号码", "Identity number"),
        table: None,
        slot: |add| &mut add.form.id_number,
    },
    Gap {
        flag: "--name", field: Field::Name, question: ("姓名", "Name"), table: None, slot: |add| &mut add.form.name
    },
    Gap {
        flag: "--hukou",
        field: Field::Hukou,
        question: ("户籍地址", "Address of household registration"),
        table: None,
        slot: |add| &mut add.form.hukou,
    },
    Gap {
        flag: "--unit",
        field: Field::Unit,
        question: ("居住的社区或乡镇", "Community or town lived in"),
        table: None,
        slot: |add| &mut add.form.unit,
    },
    Gap {
        flag: "--address",
        field: Field::Address,
        question: ("现居住地址", "Present address"),
        table: None,
        slot: |add| &mut add.form.address,
    },
    Gap {
        flag: "--reason",
        field: Field::Reason,
        question: ("居住事由", "Reason of residence"),
        table: Some(reference::reasons),
        slot: |add| &mut add.form.reason,
    },
    Gap {
        flag: "--dwelling",
        field: Field::Dwelling,
        question: ("居住处所", "Kind of dwelling"),
        table: Some(reference::dwellings),
        slot: |add| &mut add.form.dwelling,
    },
];

/// The unit that was meant, where the words fit several or are near to some; none: the question is asked anew.
fn one_of_these(cx: &Context, objection: &Objection) -> Result<Option<String>, Failure> {
    let Objection::Unit(UnitRefusal::Ambiguous { candidates: units, .. } | UnitRefusal::Unknown { near: units, .. }) =
        objection
    else {
        return Ok(None);
    };
    if units.is_empty() {
        return Ok(None);
    }
    let lang = cx.lang();
    let chosen = cx.ask_choice(&unit::which(lang), &unit::choices(units, lang))?;
    Ok(units.get(chosen).map(|(code, _)| code.clone()))
}

fn choose(cx: &Context, question: &str, table: &CodeTable) -> Result<String, Failure> {
    let lang = cx.lang();
    let label = |entry: &crate::domain::table::Entry| {
        let (code, zh, en) = (&entry.code, &entry.zh, &entry.en);
        text!(lang, "{code} {zh}", "{code} {en}")
    };
    let options: Vec<String> = table.entries().iter().map(label).collect();
    let chosen = cx.ask_choice(question, &options)?;
    Ok(table.entries()[chosen].code.clone())
}

fn answer(cx: &mut Context, registered: &Enrolment, office: &Office) -> Result<Finish, Failure> {
    let lang = cx.lang();
    let code = &registered.migrant;
    match cx.format() {
        Format::Json => {
            let warnings = registered.remarks.iter().map(|remark| Said::of(remark, lang)).collect();
            cx.put_json(&Answer {
                migrant: code,
                registration: registered.registration,
                registered_on: registered.registered_on.to_string(),
                again: registered.again,
                warnings,
            })?;
        }
        Format::Table => {
            let named = |code: &str| {
                let name =
                    office.tree.by_code(code).map_or("", |unit| office.tree.name_on(unit.id, registered.registered_on));
                format!("{code} {name}")
            };
            let mut screen = KeyValue::new();
            screen
                .put(text!(lang, "编号", "Migrant"), code)
                .put(text!(lang, "登记日期", "Registered"), registered.registered_on)
                .put(text!(lang, "居住地", "Lives in"), named(&registered.unit))
                .put(text!(lang, "登记受理点", "Registered at"), named(&registered.counter));
            if registered.again {
                let nth = registered.registration;
                screen.put(
                    text!(lang, "第几次登记", "Stay"),
                    text!(lang, "第 {nth} 次，此人曾登记后离开", "number {nth}: was registered before and left"),
                );
            }
            cx.put_screen(&screen.render())?;
            for remark in &registered.remarks {
                desk::warn(cx, remark);
            }
            desk::specimen(cx, office.register.practice);
            let said = done::added(&registered.dossier, &office.tree, &office.book, registered.registered_on, lang);
            desk::done(cx, &said);
            cx.say(&text!(lang, "接着：jzz migrant show {code}", "Next: jzz migrant show {code}"));
        }
        Format::Csv | Format::Html | Format::Xlsx => return Err(cx.unfit_format()),
    }
    Ok(Finish::Done)
}
