//! What clap leaves in English: headings, the usage line, defaults and accepted values.
//!
//! [`dress`] walks the tree once and words all of it, so that a new command needs nothing of this.

use clap::{Arg, Command};

use crate::domain::lang::Lang;
use crate::present::words::{keywords, text};

/// The command with its words around; `path` is what a person types to reach it.
pub fn dress(command: Command, path: &str, lang: Lang) -> Command {
    let usage = usage_line(&command, path, lang);
    let root = path == "jzz";
    let template = text!(
        lang,
        "{{about-with-newline}}\n用法: {{usage}}\n\n{{all-args}}{{after-help}}\n",
        "{{about-with-newline}}\nUsage: {{usage}}\n\n{{all-args}}{{after-help}}\n"
    );
    let command = command
        .disable_help_flag(true)
        .disable_version_flag(true)
        .disable_help_subcommand(true)
        .subcommand_help_heading(text!(lang, "命令", "Commands"))
        .subcommand_value_name(text!(lang, "命令", "COMMAND"))
        .help_template(template)
        .override_usage(usage)
        .mut_args(|arg| dress_argument(arg, lang));
    let names: Vec<String> = command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
    let command = names
        .iter()
        .fold(command, |command, name| command.mut_subcommand(name, |sub| dress(sub, &format!("{path} {name}"), lang)));
    if root { command } else { command.version(None::<&str>) }
}

fn usage_line(command: &Command, path: &str, lang: Lang) -> String {
    let mut line = format!("{path} {}", text!(lang, "[选项]", "[OPTIONS]"));
    for positional in command.get_positionals() {
        let name = positional.get_value_names().and_then(<[_]>::first).map_or("", |name| name.as_str());
        let many = if positional.get_num_args().is_some_and(|n| n.max_values() > 1) { "..." } else { "" };
        let (open, close) = if positional.is_required_set() { ("<", ">") } else { ("[", "]") };
        for part in [" ", open, name, close, many] {
            line.push_str(part);
        }
    }
    if command.has_subcommands() {
        line.push_str(&text!(lang, " <命令>", " <COMMAND>"));
    }
    line
}

fn dress_argument(arg: Arg, lang: Lang) -> Arg {
    let heading = if arg.is_positional() {
        text!(lang, "参数", "Arguments")
    } else if arg.is_global_set() || arg.get_id() == "version" {
        text!(lang, "全局选项", "Global options")
    } else {
        text!(lang, "选项", "Options")
    };
    let help = arg.get_help().map(ToString::to_string).unwrap_or_default();
    let help = format!("{help}{}", limits(&arg, lang));
    let valued = arg.get_action().takes_values();
    arg.help_heading(heading).hide_default_value(valued).hide_possible_values(valued).help(help)
}

/// What may be written, and what counts when nothing is.
fn limits(arg: &Arg, lang: Lang) -> String {
    if !arg.get_action().takes_values() {
        return String::new();
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
    let defaults: Vec<String> =
        arg.get_default_values().iter().map(|value| value.to_string_lossy().into_owned()).collect();
    let values = values.join(&text!(lang, "、", ", "));
    let defaults = defaults.join(&text!(lang, "、", ", "));
    match (values.is_empty(), defaults.is_empty()) {
        (true, true) => String::new(),
        (false, true) => text!(lang, "（取值：{values}）", " (one of: {values})"),
        (true, false) => text!(lang, "（默认：{defaults}）", " (default: {defaults})"),
        (false, false) => {
            text!(lang, "（取值：{values}；默认：{defaults}）", " (one of: {values}; default: {defaults})")
        }
    }
}
