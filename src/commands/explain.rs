//! `jzz explain CODE`: the page of a code.

use clap::Args;

use crate::cli::help;
use crate::context::{Context, Format};
use crate::domain::code::Code;
use crate::failure::{Failure, Finish};
use crate::present::explain;
use crate::present::json::Serialize;
use crate::present::words::usage::Usage;

#[derive(Args)]
pub struct Explain {
    #[arg(value_name = help!("代码", "CODE"), help = help!("错误代码，如 J203", "A code, such as J203"))]
    code: String,
}

#[derive(Serialize)]
struct Answer<'a> {
    code: &'static str,
    title: &'a str,
    text: &'a str,
}

impl Explain {
    pub fn run(self, cx: &mut Context<'_>) -> Result<Finish, Failure> {
        let code = Code::parse(&self.code).ok_or(Usage::UnknownCode { text: self.code })?;
        let page = explain::page(code, cx.lang());
        match cx.format() {
            Format::Table => {
                cx.put_screen(&format!("{code}  {}\n\n{}\n", page.title, page.text))?;
            }
            Format::Json => cx.put_json(&Answer { code: code.as_str(), title: page.title, text: page.text })?,
            Format::Csv | Format::Html | Format::Xlsx => return Err(cx.unfit_format()),
        }
        Ok(Finish::Done)
    }
}
