//! The root of the command tree: global options, the nouns, the way from words to exit status.
//!
//! To add a command: write `commands/NOUN.rs` with a `#[derive(clap::Args)]` struct and its
//! `run(self, cx) -> Result<Finish, Failure>`, then add its variant to [`Command`] with `about = help!(..)`
//! and its arm to [`Command::run`]. Structs and fields of the tree carry no `///`: clap would take it for
//! English help.

mod blanks;
mod examples;
#[cfg(test)]
mod glances;
#[cfg(test)]
mod hints;
pub mod language;
mod layout;
mod missing;
mod near;
mod page;
mod units;
mod usage;
pub mod values;
mod whom;

use std::any::Any;
use std::ffi::OsString;
use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::error::ErrorKind;
use clap::{ArgAction, Args, CommandFactory, FromArgMatches, Parser, Subcommand};

use crate::commands;
use crate::context::config::Config;
use crate::context::language::Start;
use crate::context::world::World;
use crate::context::{Context, Format};
use crate::domain::lang::Lang;
use crate::failure::{Failure, Finish};
use crate::jobs::nearby::newest_backup;
use crate::present::words::fault::Fault;
use crate::present::words::usage::Usage;
pub(crate) use language::help;
use missing::Answers;

#[derive(Parser)]
#[command(
    name = "jzz",
    version,
    about = help!(
        "居住证登记、申领、签注、名册导入与办证率统计",
        "Residence permits: registering, issuing, endorsing, rosters, issuance rates"
    ),
    after_help = help!(
        "从头看一遍：jzz demo    错误代码是什么意思：jzz explain J203",
        "See it all once: jzz demo    What an error code means: jzz explain J203"
    )
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    globals: Globals,
}

#[derive(Subcommand)]
enum Command {
    #[command(about = help!("建立登记库", "Make a new register"))]
    Init(commands::init::Init),
    #[command(subcommand, about = help!("流动人口：登记、查找、搬家、离开", "Migrants: register, find, move, leave"))]
    Migrant(commands::migrant::Migrant),
    #[command(subcommand, about = help!("居住证：申领、发证、签注、查看", "Permits: apply, issue, endorse, show"))]
    Permit(commands::permit::Permit),
    #[command(subcommand, about = help!("名册：单位、房东、学校、旧系统送来的文件", "Rosters: files from employers, landlords, schools, older systems"))]
    Roster(commands::roster::Roster),
    #[command(subcommand, about = help!("报表", "Reports"))]
    Report(commands::report::Report),
    #[command(subcommand, about = help!("单位和受理点：查看、设立、改名、划转、合并、拆分、撤销", "Units and counters: show, open, rename, move, merge, split, close"))]
    Unit(commands::unit::Unit),
    #[command(subcommand, about = help!("规则：查看、设定、试算、放假安排", "Rules: show, set, try; calendars"))]
    Rules(commands::rules::Rules),
    #[command(subcommand, about = help!("登记库文件：概况、备份、恢复、检查", "The register file: what it holds, backup, restore, check"))]
    Db(commands::db::Db),
    #[command(about = help!("夜间作业：检查、备份、试恢复，报表放进 --out 的文件夹", "The job of the night: check, backup and its proof, reports into the folder of --out"))]
    Nightly(commands::nightly::Nightly),
    #[command(about = help!("演示：从建库到办证率，一步一步做给你看", "See the whole work done, step by step, in a practice register"))]
    Demo(commands::demo::Demo),
    #[command(about = help!("解释一个错误代码：发生了什么，为什么有这条规定，怎么办", "Explain a code: what happened, why the rule exists, what to do"))]
    Explain(commands::explain::Explain),
}

impl Command {
    /// Whether whoever types it may be told that the register misses a night.
    fn is_work_in_a_register(&self) -> bool {
        !matches!(self, Command::Init(_) | Command::Nightly(_) | Command::Demo(_) | Command::Explain(_))
    }

    fn run(self, cx: &mut Context<'_>) -> Result<Finish, Failure> {
        match self {
            Command::Init(args) => args.run(cx),
            Command::Migrant(verb) => verb.run(cx),
            Command::Permit(verb) => verb.run(cx),
            Command::Roster(verb) => verb.run(cx),
            Command::Report(verb) => verb.run(cx),
            Command::Unit(verb) => verb.run(cx),
            Command::Rules(verb) => verb.run(cx),
            Command::Db(verb) => verb.run(cx),
            Command::Nightly(args) => args.run(cx),
            Command::Demo(args) => args.run(cx),
            Command::Explain(args) => args.run(cx),
        }
    }
}

// Global options, accepted before and after the verb.
#[derive(Args, Clone)]
pub struct Globals {
    #[arg(long, global = true, value_name = help!("文件", "PATH"), help = help!("登记库文件（环境变量 JZZ_DB）", "The register (environment: JZZ_DB)"))]
    pub db: Option<PathBuf>,
    #[arg(long, global = true, value_name = help!("代码", "CODE"), value_parser = values::text, help = help!("在哪个受理点办：社区、区县或市的代码（JZZ_COUNTER）", "The counter where it happens: the code of a unit that has one (JZZ_COUNTER)"))]
    pub counter: Option<String>,
    #[arg(long, global = true, value_name = help!("代码", "CODE"), value_parser = values::kept, help = help!("经办人，写入日志（JZZ_CLERK）；不写则为系统用户名", "Who acts, written into the journal (JZZ_CLERK); else the system's user name"))]
    pub clerk: Option<String>,
    #[arg(long, global = true, value_name = help!("语言", "LANG"), value_parser = values::keyword::<Lang>(), help = help!("界面语言（JZZ_LANG）", "Language of everything a person reads (JZZ_LANG)"))]
    pub lang: Option<Lang>,
    #[arg(long, global = true, value_parser = values::keyword::<Format>(), default_value = "table", value_name = help!("格式", "FORM"), help = help!("输出格式", "Form of the answer"))]
    pub format: Format,
    #[arg(long, global = true, value_name = help!("文件", "FILE"), help = help!("结果写入文件，写完整了才出现，只有本人可读", "Write the answer to a file, which appears only when it is whole, readable by you alone"))]
    pub out: Option<PathBuf>,
    #[arg(long, global = true, value_name = help!("理由", "REASON"), value_parser = values::filled, help = help!("不遮盖号码、姓名、电话；理由先写入日志", "Show numbers, names and phones unmasked; the reason is journalled first"))]
    pub reveal: Option<String>,
    #[arg(long, global = true, help = help!("从不提问（没有终端时就是这样）", "Never ask (as without a terminal)"))]
    pub no_input: bool,
    #[arg(long, global = true, help = help!("需要确认的一律答“是”", "Answer yes to confirmations"))]
    pub yes: bool,
    #[arg(short, long, global = true, help = help!("少说：标准错误上不出提示", "Say less on standard error"))]
    pub quiet: bool,
    #[arg(short, long, global = true, conflicts_with = "quiet", help = help!("多说：标准错误上多出说明", "Say more on standard error"))]
    pub verbose: bool,
    #[arg(long, global = true, value_name = help!("何时", "WHEN"), value_parser = PossibleValuesParser::new(["auto", "always", "never"]), default_value = "auto", help = help!("何时用颜色", "When to use colours"))]
    pub color: String,
    #[arg(short, long, global = true, action = ArgAction::Help, help = help!("显示这份说明", "Show this help"))]
    pub help: Option<bool>,
    #[arg(short = 'V', long, action = ArgAction::Version, help = help!("显示版本", "Show the version"))]
    pub version: Option<bool>,
}

/// Parses and runs; the answer is the exit status.
pub fn run(args: Vec<OsString>, start: &Start, world: &mut World) -> u8 {
    let mut tree = tree();
    let args = usage::help_as_a_word(&tree, args);
    let args = match blanks::taken_out(&tree, args, start.lang) {
        Ok(args) => args,
        Err(usage) => return tell(&usage.into(), start, world),
    };
    let mut answers = Answers::default();
    loop {
        match read(&mut tree, answers.join(&args)) {
            Ok(cli) => return execute(cli, start, world),
            Err(error) if missing::can_ask(&error, &answers, &args, world) => {
                if let Err(failure) = missing::ask(&error, &mut answers, &tree, &args, start, world) {
                    return tell(&failure, start, world);
                }
            }
            Err(error) => return answer_usage(&error, &tree, &args, start, world),
        }
    }
}

fn read(tree: &mut clap::Command, args: Vec<OsString>) -> Result<Cli, clap::Error> {
    let matches = tree.try_get_matches_from_mut(std::iter::once(OsString::from("jzz")).chain(args))?;
    Cli::from_arg_matches(&matches)
}

/// What a command (`migrant add`) asks for itself and nobody gave: these flags, without their dashes.
pub fn missing_answers(command: &str, flags: &[&str], lang: Lang) -> Usage {
    missing::of_command(&tree(), command, &|arg| arg.get_long().is_some_and(|long| flags.contains(&long)), lang)
}

/// The whole tree in the language spoken; its pages of help are [`page`]'s.
fn tree() -> clap::Command {
    Cli::command().disable_help_flag(true).disable_version_flag(true).disable_help_subcommand(true)
}

fn execute(mut cli: Cli, start: &Start, world: &mut World) -> u8 {
    if let Command::Nightly(nightly) = &mut cli.command {
        nightly.out = cli.globals.out.take();
    }
    // Nobody needs a configuration to read what its error means.
    let without_config = matches!(cli.command, Command::Explain(_));
    let config = start.config.clone().or_else(|fault| if without_config { Ok(Config::default()) } else { Err(fault) });
    let outcome = config.map_err(Failure::from).and_then(|config| Context::new(world, start, config, cli.globals));
    let mut read = None;
    let tells_of_nights = cli.command.is_work_in_a_register();
    let outcome = outcome.and_then(|mut cx| {
        cx.say_where();
        if tells_of_nights {
            commands::nightly::say_missing(&mut cx);
        }
        match cli.command.run(&mut cx) {
            Ok(finish) => cx.finish().map(|()| finish.exit()),
            Err(failure) => {
                // What was answered before the refusal is delivered; the refusal is what is told.
                read = cx.line_read().map(str::to_owned);
                let _ = cx.close();
                Err(failure)
            }
        }
    });
    outcome.unwrap_or_else(|failure| {
        let mut carried = whom::by_code(&tree(), &start.carried, read.as_deref(), &start.db);
        carried.backup =
            failure.wants_backup().and_then(|near| newest_backup(&near)).map(|path| path.display().to_string());
        failure.render(start, &carried, world.talk_width(), &mut world.stderr);
        failure.exit()
    })
}

fn answer_usage(error: &clap::Error, tree: &clap::Command, args: &[OsString], start: &Start, world: &mut World) -> u8 {
    let kind = error.kind();
    let asked_nothing =
        matches!(kind, ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand | ErrorKind::MissingSubcommand);
    if kind == ErrorKind::DisplayHelp {
        let page = usage::page_of(tree, args, start.lang, world.terminal.width);
        print(&page.render(start.colour_out), start, world)
    } else if kind == ErrorKind::DisplayVersion {
        print(concat!("jzz ", env!("CARGO_PKG_VERSION"), "\n"), start, world)
    } else if asked_nothing && !start.json {
        let page = usage::page_of_nothing_asked(tree, args, start.lang, world.terminal.width);
        let _ = world.stderr.write_all(page.render(start.colour_err).as_bytes());
        2
    } else {
        tell(&usage::worded(error, tree, args, start.lang).into(), start, world)
    }
}

fn print(text: &str, start: &Start, world: &mut World) -> u8 {
    let written = world.stdout.write_all(text.as_bytes()).and_then(|()| world.stdout.flush());
    match written {
        Ok(()) => 0,
        Err(error) => tell(&crate::context::write_failure(&error, None), start, world),
    }
}

fn tell(failure: &Failure, start: &Start, world: &mut World) -> u8 {
    failure.render(start, &start.carried, world.talk_width(), &mut world.stderr);
    failure.exit()
}

/// Answers a panic: the terminal restored, what to send, 70.
pub fn fault(panic: &(dyn Any + Send), args: &[OsString], start: &Start, world: &mut World) -> u8 {
    if world.waiting.load(std::sync::atomic::Ordering::SeqCst) {
        crate::prompt::show_cursor();
    }
    let said = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    let cause = said.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_default();
    let place = world.fault.lock().ok().and_then(|mut place| place.take());
    let command = usage::without_values(&tree(), args);
    tell(&Fault { command, place, cause }.into(), start, world)
}
