//! `jzz migrant add`: a registration at the counter; what is missing is asked for at a terminal.

use crate::present::json::Serialize;
use clap::Args;
use clap::builder::PossibleValuesParser;

use super::desk::{self, ProxyArgs};
use crate::cli::{help, values};
use crate::context::{Context, Format};
use crate::domain::admission::admit;
use crate::domain::calendar::Day;
use crate::domain::identity::IdKind;
use crate::domain::lang::Lang;
use crate::domain::objection::Objection;
use crate::domain::regime::Exempt;
use crate::domain::registration::{Form, Manner};
use crate::domain::roster::Field;
use crate::domain::table::CodeTable;
use crate::failure::{Failure, Finish};
use crate::ops::office::Office;
use crate::ops::register::{self, Enrolment};
use crate::present::migrant::Said;
use crate::present::table::KeyValue;
use crate::present::words::usage::Usage;
use crate::present::words::{Describe, text};
use crate::reference;

#[derive(Args)]
pub struct Add {
    #[arg(long, value_name = help!("号码", "NUMBER"), help = help!("公民身份号码，18 位或 15 位；- 从标准输入读一行", "Identity number, 18 or 15 characters; - reads a line from standard input"))]
    id_number: Option<String>,
    #[arg(long, value_name = help!("种类", "KIND"), value_parser = PossibleValuesParser::new(IdKind::ALL.map(IdKind::as_str)), help = help!("证件种类（不写则由号码判断；其他证件必须写 other）", "Kind of paper (told from the number; other must be given)"))]
    id_kind: Option<String>,
    #[arg(long, value_name = help!("姓名", "NAME"), help = help!("姓名", "Name"))]
    name: Option<String>,
    #[arg(long, value_name = help!("性别", "SEX"), help = help!("性别（公民由号码得出）", "Sex (a citizen's number tells it)"))]
    sex: Option<String>,
    #[arg(long, value_name = help!("日期", "DATE"), value_parser = values::day, help = help!("出生日期（公民由号码得出）", "Day of birth (a citizen's number tells it)"))]
    birth: Option<Day>,
    #[arg(long, value_name = help!("民族", "GROUP"), help = help!("民族，代码或名称", "Ethnic group, by code or name"))]
    ethnic: Option<String>,
    #[arg(long, value_name = help!("地址", "ADDRESS"), help = help!("户籍地址", "Address of household registration"))]
    hukou: Option<String>,
    #[arg(long, value_name = help!("代码", "CODE"), help = help!("户籍所在县级代码，六位（不写则由户籍地址得出）", "County of household registration, six digits (told from the address)"))]
    hukou_county: Option<String>,
    #[arg(long, value_name = help!("单位", "UNIT"), help = help!("居住的社区或乡镇，代码或名称", "The community or town lived in, by code or name"))]
    unit: Option<String>,
    #[arg(long, value_name = help!("地址", "ADDRESS"), help = help!("现居住地址", "Present address"))]
    address: Option<String>,
    #[arg(long, value_name = help!("事由", "REASON"), help = help!("居住事由，代码或名称，如 01、务工", "Reason of residence, by code or name, such as 01 or employment"))]
    reason: Option<String>,
    #[arg(long, value_name = help!("处所", "DWELLING"), help = help!("居住处所，代码或名称，如 30、租赁房屋", "Kind of dwelling, by code or name, such as 30 or rented"))]
    dwelling: Option<String>,
    #[arg(long, value_name = help!("日期", "DATE"), value_parser = values::day, help = help!("来本地日期", "The day of arrival"))]
    arrived: Option<Day>,
    #[arg(long, value_name = help!("期限", "STAY"), help = help!("拟居住期限，代码或名称", "Intended stay, by code or name"))]
    stay: Option<String>,
    #[arg(long, value_name = help!("电话", "PHONE"), help = help!("联系电话", "Phone"))]
    phone: Option<String>,
    #[arg(long, value_name = help!("单位名称", "TEXT"), help = help!("服务处所：工作单位或就读学校", "Employer or school"))]
    workplace: Option<String>,
    #[arg(long, value_name = help!("代码", "CODE"), help = help!("用人单位代码：统一社会信用代码、组织机构代码或注册号", "Employer's code: social credit, organisation or registration"))]
    employer_code: Option<String>,
    #[arg(long, value_name = help!("职业", "TEXT"), help = help!("职业", "Occupation"))]
    job: Option<String>,
    #[arg(long, value_name = help!("程度", "LEVEL"), help = help!("文化程度，代码或名称", "Education, by code or name"))]
    education: Option<String>,
    #[arg(long, value_name = help!("状况", "STATUS"), help = help!("婚姻状况，代码或名称", "Marital status, by code or name"))]
    marriage: Option<String>,
    #[arg(long, value_name = help!("事由", "KIND"), value_parser = PossibleValuesParser::new(Exempt::ALL.map(Exempt::as_str)), help = help!("免办事由：旅店、住院、寄宿、救助、投靠直系亲属", "Exempt: hotel guest, inpatient, boarder, in rescue, with a direct relative"))]
    exempt: Option<String>,
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
        if self.id_number.as_deref() == Some("-") {
            self.id_number = Some(cx.read_line()?);
        }
        let gaps = self.gaps();
        if !gaps.is_empty() && !cx.can_ask() {
            let flags: Vec<&str> = gaps.iter().map(|gap| gap.flag).collect();
            return Err(Usage::missing("migrant add", &flags).into());
        }
        let (mut store, office) = desk::open(cx)?;
        let on = desk::act_day(cx, &mut store, self.on)?;
        self.fill_gaps(cx, &office, on)?;
        let (today, counter) = (cx.today(), cx.counter().unwrap_or_default().to_owned());
        let form = Form { birth: self.birth, arrived_on: self.arrived, counter: &counter, ..self.form() };
        let proxy = self.proxy.proxy();
        let registered = store.act(&desk::actor(cx), "migrant add", |writer| {
            register::register(writer, &office, &form, proxy.as_ref(), on, today)
        })?;
        answer(cx, &registered, &office)
    }

    fn form(&self) -> Form<'_> {
        fn given(text: Option<&String>) -> &str {
            text.map(String::as_str).unwrap_or_default()
        }
        Form {
            id_number: given(self.id_number.as_ref()),
            id_kind: given(self.id_kind.as_ref()),
            name: given(self.name.as_ref()),
            sex: given(self.sex.as_ref()),
            ethnic: given(self.ethnic.as_ref()),
            hukou: given(self.hukou.as_ref()),
            hukou_county: given(self.hukou_county.as_ref()),
            unit: given(self.unit.as_ref()),
            address: given(self.address.as_ref()),
            reason: given(self.reason.as_ref()),
            dwelling: given(self.dwelling.as_ref()),
            stay: given(self.stay.as_ref()),
            phone: given(self.phone.as_ref()),
            workplace: given(self.workplace.as_ref()),
            employer_code: given(self.employer_code.as_ref()),
            job: given(self.job.as_ref()),
            education: given(self.education.as_ref()),
            marriage: given(self.marriage.as_ref()),
            exempt: given(self.exempt.as_ref()),
            ..Form::default()
        }
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
            }
        }
        Ok(())
    }

    /// What the form as far as it is filled says against a field.
    fn objection(&self, field: Field, cx: &Context, office: &Office, on: Day) -> Option<Objection> {
        let form = Form { birth: self.birth, arrived_on: self.arrived, ..self.form() };
        let objections = admit(&form, &office.desk(cx.today()), on, Manner::Counter).err()?;
        objections.into_iter().find(|objection| objection.field() == field)
    }
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
        slot: |add| &mut add.id_number,
    },
    Gap { flag: "--name", field: Field::Name, question: ("姓名", "Name"), table: None, slot: |add| &mut add.name },
    Gap {
        flag: "--hukou",
        field: Field::Hukou,
        question: ("户籍地址", "Address of household registration"),
        table: None,
        slot: |add| &mut add.hukou,
    },
    Gap {
        flag: "--unit",
        field: Field::Unit,
        question: ("居住的社区或乡镇", "Community or town lived in"),
        table: None,
        slot: |add| &mut add.unit,
    },
    Gap {
        flag: "--address",
        field: Field::Address,
        question: ("现居住地址", "Present address"),
        table: None,
        slot: |add| &mut add.address,
    },
    Gap {
        flag: "--reason",
        field: Field::Reason,
        question: ("居住事由", "Reason of residence"),
        table: Some(reference::reasons),
        slot: |add| &mut add.reason,
    },
    Gap {
        flag: "--dwelling",
        field: Field::Dwelling,
        question: ("居住处所", "Kind of dwelling"),
        table: Some(reference::dwellings),
        slot: |add| &mut add.dwelling,
    },
];

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
            cx.put_text(&screen.render())?;
            for remark in &registered.remarks {
                desk::warn(cx, remark);
            }
            desk::specimen(cx, office.register.practice);
            cx.say(&text!(lang, "接着：jzz migrant show {code}", "Next: jzz migrant show {code}"));
        }
        Format::Csv | Format::Html | Format::Xlsx => return Err(cx.unfit_format()),
    }
    Ok(Finish::Done)
}
