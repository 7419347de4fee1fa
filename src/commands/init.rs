//! `jzz init`: a new register.

use crate::present::json::Serialize;
use clap::Args;
use clap::builder::PossibleValuesParser;

use super::desk;
use crate::cli::help;
use crate::context::{Context, Format};
use crate::failure::{Failure, Finish};
use crate::ops::init;
use crate::present::table::KeyValue;
use crate::present::words::text;
use crate::reference;
use crate::store::register::Register;
use crate::store::{Store, StoreError};

#[derive(Args)]
pub struct Init {
    #[arg(long, value_name = help!("城市", "CITY"), value_parser = PossibleValuesParser::new(["guiyang"]), default_value = "guiyang", help = help!("所用的城市单位表", "The city whose units the register begins with"))]
    city: String,
    #[arg(long, help = help!("练习用：只放虚构的人，一律标明样张，以后不能改为正式", "For practice: made-up people only, marked as specimen for ever"))]
    practice: bool,
}

#[derive(Serialize)]
struct Answer {
    db: String,
    practice: bool,
    units: usize,
    counters: usize,
}

impl Init {
    pub fn run(self, cx: &mut Context<'_>) -> Result<Finish, Failure> {
        cx.answers_in(&[Format::Table, Format::Json])?;
        let lang = cx.lang();
        let today = cx.today();
        let path = cx.db_path().to_owned();
        let register = Register { city: self.city, practice: self.practice, lang };
        let actor = desk::actor(cx);
        Store::create::<StoreError>(&path, &actor, |writer| {
            init::init(writer, &register, reference::guiyang(), actor.at, today)
        })?;
        let (_, office) = desk::open(cx)?;
        let units = office.tree.units().iter().filter(|unit| unit.stands_on(today)).count();
        let counters = office.tree.counters_on(today).count();
        let answer = Answer { db: path.to_string_lossy().into_owned(), practice: self.practice, units, counters };
        match cx.format() {
            Format::Json => cx.put_json(&answer)?,
            Format::Table => {
                let mut screen = KeyValue::new();
                screen
                    .put(text!(lang, "登记库", "Register"), &answer.db)
                    .put(text!(lang, "单位", "Units"), units)
                    .put(text!(lang, "受理点", "Counters"), counters);
                cx.put_screen(&screen.render())?;
                desk::specimen(cx, self.practice);
                cx.say(&text!(
                    lang,
                    "接着登记第一个人：jzz migrant add",
                    "Next, register the first person: jzz migrant add"
                ));
            }
            Format::Csv | Format::Html | Format::Xlsx => return Err(cx.unfit_format()),
        }
        Ok(Finish::Done)
    }
}
