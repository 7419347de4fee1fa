//! Pages of help: what a command is for, how it is written, what it needs first, and lines that can be pasted.
//!
//! Made from the command tree alone, so that a new command has its page by being there. clap would break
//! Chinese lines only at blanks; here every line fits the terminal.

use clap::{Arg, Command};

use super::examples;
pub use super::layout::Page;
use super::layout::{Entry, Told};
use crate::commands::migrant::add;
use crate::domain::lang::Lang;
use crate::present::table::display_width;
use crate::present::words::{keywords, text};

/// The page of a command; `path` is what a person types to reach it.
pub fn page(root: &Command, command: &Command, path: &str, lang: Lang, width: usize) -> Page {
    let mut page = Page::new(width);
    page.paragraph(&told(command.get_about()));
    page.blank();
    page.pasteable("", &usage(command, path, lang), "");
    page.entries(&text!(lang, "命令", "Commands"), &verbs(command));
    let is_root = path == root.get_name();
    let args: Vec<&Arg> =
        command.get_arguments().filter(|arg| !is_root && !arg.is_global_set() && !arg.is_hide_set()).collect();
    let section = |wanted: &dyn Fn(&Arg) -> bool| -> Vec<Entry> {
        args.iter().filter(|arg| wanted(arg)).map(|arg| (name(arg), explained(arg, lang))).collect()
    };
    page.entries(&text!(lang, "参数", "Arguments"), &section(&|arg| arg.is_positional()));
    page.entries(&text!(lang, "必须写的", "Needed"), &section(&|arg| is_needed_flag(path, arg)));
    let heading = text!(lang, "选项", "Options");
    page.entries(&heading, &section(&|arg| !arg.is_positional() && !is_needed_flag(path, arg)));
    let globals: Vec<&Arg> = root.get_arguments().collect();
    if is_root {
        let all: Vec<_> = globals.iter().map(|arg| (name(arg), explained(arg, lang))).collect();
        page.entries(&text!(lang, "全局选项", "Global options"), &all);
        page.blank();
        page.paragraph(&told(command.get_after_help()));
    } else {
        let names: Vec<String> = globals
            .iter()
            .filter_map(|arg| arg.get_long())
            .filter(|long| *long != "version")
            .map(|l| format!("--{l}"))
            .collect();
        page.heading(&text!(lang, "处处可用的选项（说明见 jzz --help）", "Options of every command (see jzz --help)"));
        page.indented(&names.join(" "));
    }
    let noun = path.strip_prefix("jzz ").unwrap_or_default();
    let lines: Vec<String> = examples::of(noun, lang).iter().map(|line| format!("jzz {line}")).collect();
    if !lines.is_empty() {
        page.heading(&text!(lang, "例子", "Examples"));
        for line in &lines {
            page.example(line);
        }
    }
    page
}

/// What a clerk does all day, for whoever typed `jzz` alone.
pub fn first_steps(root: &Command, lang: Lang, width: usize) -> Page {
    let who = text!(lang, "姓名或号码", "NAME");
    let steps = [
        (text!(lang, "登记刚搬来的人", "Register somebody who came"), "jzz migrant add".to_owned()),
        (text!(lang, "查一个人，能办什么", "See a person, and what can be done"), format!("jzz migrant show {who}")),
        (text!(lang, "受理居住证申领", "Take an application"), format!("jzz permit apply {who}")),
        (text!(lang, "发证", "Issue the card"), format!("jzz permit issue {who}")),
        (text!(lang, "签注", "Endorse it for another year"), format!("jzz permit endorse {who}")),
    ];
    let mut page = Page::new(width);
    page.paragraph(&told(root.get_about()));
    page.heading(&text!(lang, "窗口上天天办的五件事", "The five things done at a counter every day"));
    let widest = steps.iter().map(|(what, _)| display_width(what)).max().unwrap_or(0);
    for (what, command) in &steps {
        let blanks = " ".repeat(widest - display_width(what) + 2);
        page.indented(&format!("{what}{blanks}{command}"));
    }
    page.blank();
    page.paragraph(&text!(lang, "缺什么会问什么。", "What is missing is asked for."));
    let all = text!(lang, "名册、报表、单位、规则等全部命令：", "Rosters, reports, units, rules and all else: ");
    page.paragraph(&format!("{all}jzz --help"));
    page.paragraph(&text!(lang, "从头看一遍：jzz demo", "See it all once: jzz demo"));
    page
}

fn told(text: Option<&clap::builder::StyledStr>) -> String {
    text.map(ToString::to_string).unwrap_or_default()
}

fn verbs(command: &Command) -> Vec<Entry> {
    let entry = |verb: &Command| (verb.get_name().to_owned(), vec![Told::Sentence(told(verb.get_about()))]);
    command.get_subcommands().map(entry).collect()
}

/// `jzz permit end <PERMIT> --because <REASON> [OPTIONS]`: what is needed stands in it.
fn usage(command: &Command, path: &str, lang: Lang) -> Vec<String> {
    let mut words = vec![text!(lang, "用法: {path}", "Usage: {path}")];
    for arg in command.get_positionals() {
        let name = name(arg);
        words.push(if arg.is_required_set() { name } else { format!("[{name}]") });
    }
    if command.has_subcommands() {
        words.push(text!(lang, "<命令>", "<COMMAND>"));
    }
    words.extend(command.get_arguments().filter(|arg| is_needed_flag(path, arg)).map(name));
    words.push(text!(lang, "[选项]", "[OPTIONS]"));
    words
}

pub fn is_needed_flag(path: &str, arg: &Arg) -> bool {
    // What `add` needs it asks for itself, and asks again where the form says no.
    let asked = || path == "jzz migrant add" && arg.get_long().is_some_and(add::needs);
    !arg.is_positional() && (arg.is_required_set() || asked())
}

/// `-q, --quiet`, `--db <FILE>`, `<PERMIT>`.
fn name(arg: &Arg) -> String {
    let value = arg.get_value_names().and_then(<[_]>::first).map(|name| format!("<{name}>"));
    let Some(long) = arg.get_long() else {
        let many = if arg.get_num_args().is_some_and(|count| count.max_values() > 1) { "..." } else { "" };
        return format!("{}{many}", value.unwrap_or_default());
    };
    let short = arg.get_short().map(|short| format!("-{short}, ")).unwrap_or_default();
    let value = value.filter(|_| arg.get_action().takes_values()).map(|value| format!(" {value}"));
    format!("{short}--{long}{}", value.unwrap_or_default())
}

/// What an argument is, what may be written, and what counts when nothing is.
fn explained(arg: &Arg, lang: Lang) -> Vec<Told> {
    let mut told = vec![Told::Sentence(told(arg.get_help()))];
    if !arg.get_action().takes_values() {
        return told;
    }
    let values: Vec<String> = arg
        .get_possible_values()
        .iter()
        .filter(|value| !value.is_hide_set())
        .map(|value| {
            let label = value.get_help().map(ToString::to_string).unwrap_or_default();
            keywords::shown(value.get_name(), &label, lang)
        })
        .collect();
    let defaults: Vec<String> = arg.get_default_values().iter().map(|v| v.to_string_lossy().into_owned()).collect();
    let defaults = defaults.join(&text!(lang, "、", ", "));
    if let Some((first, others)) = values.split_first() {
        let first = text!(lang, "可以写：{first}", "one of: {first}");
        let words = std::iter::once(first).chain(others.iter().cloned()).collect();
        told.push(Told::Words(words, text!(lang, "、", ", ")));
    }
    if !defaults.is_empty() {
        told.push(Told::Sentence(text!(lang, "不写就是：{defaults}", "default: {defaults}")));
    }
    told
}
