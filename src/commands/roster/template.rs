//! `jzz roster template`: the form of a roster to be filled in, as text or as a workbook.

use clap::Args;

use crate::cli::{help, values};
use crate::context::{Context, Format};
use crate::domain::roster::RosterKind;
use crate::failure::{Failure, Finish};
use crate::present::template::Template;
use crate::present::words::template::TemplateNeedsFile;
use crate::present::words::text;

#[derive(Args)]
pub struct TemplateArgs {
    #[arg(value_name = help!("种类", "KIND"), value_parser = values::keyword::<RosterKind>(), help = help!("哪一种名册", "Which kind of roster"))]
    kind: RosterKind,
}

impl TemplateArgs {
    pub fn run(self, cx: &mut Context<'_>) -> Result<Finish, Failure> {
        cx.answers_in(&[Format::Table, Format::Json, Format::Csv, Format::Xlsx])?;
        let (kind, lang) = (self.kind, cx.lang());
        let form = Template::of(kind, lang);
        let is_workbook = cx.format() == Format::Xlsx || cx.format() == Format::Table && cx.out_ends_with("xlsx");
        if is_workbook {
            if !cx.writes_a_file() {
                return Err(TemplateNeedsFile { kind }.into());
            }
            let bytes = form.workbook(cx.today(), lang)?;
            cx.put_bytes(&bytes)?;
        } else if cx.format() == Format::Json {
            cx.put_json(&form)?;
        } else {
            cx.put_csv(&form.headings())?;
            if !cx.writes_a_file() && cx.format() == Format::Table {
                let kind = kind.as_str();
                cx.say(&text!(
                    lang,
                    "要带说明的电子表格：jzz roster template {kind} --out {kind}.xlsx",
                    "as a workbook with explanations: jzz roster template {kind} --out {kind}.xlsx"
                ));
            }
        }
        Ok(Finish::Done)
    }
}
