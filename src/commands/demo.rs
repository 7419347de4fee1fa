//! `jzz demo`: the whole work in a practice register, step by step, each step a command line that a person
//! would type, run by the program itself and shown with what it gave.

use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;

use super::demo_steps::{Step, small};
use crate::cli::{help, values};
use crate::context::{Context, Format};
use crate::domain::calendar::Instant;
use crate::failure::{Failure, Finish};
use crate::jobs::city;
use crate::practice::city::{AS_OF_ISO, MOST_PEOPLE};
use crate::practice::demo::demo_files;
use crate::present::words::demo::{Broken, city_line, timing, welcome, what_next};
use crate::present::words::text;

#[derive(Args)]
pub struct Demo {
    #[arg(long, value_name = help!("文件夹", "DIR"), help = help!("放在哪个文件夹：新的或空的（默认新建临时文件夹）", "The folder, new or empty (a fresh temporary one)"))]
    dir: Option<PathBuf>,
    #[arg(long, value_name = help!("人数", "N"), value_parser = values::whole::<u64>(1, MOST_PEOPLE), help = help!("造一座有这么多流动人口的城市；589315 是贵阳 2012 年 8 月的数", "Make a city of so many migrants; 589315 is Guiyang in August 2012"))]
    people: Option<u64>,
    #[arg(long, value_name = help!("种子", "S"), default_value_t = 1, help = help!("换一批虚构的人；同一个种子每次相同", "Other made-up people; the same seed gives the same ones"))]
    seed: u64,
}

/// Nine in the morning in China on the day of the demo.
const OPENING_HOUR: &str = "T01:00:00Z";

impl Demo {
    pub fn run(self, cx: &mut Context<'_>) -> Result<Finish, Failure> {
        cx.answers_in(&[Format::Table, Format::Json])?;
        let named = self.dir.as_deref().map(|dir| cx.resolve(dir));
        let folder = city::folder(named.as_deref(), &cx.temporary_folder(), self.seed)?;
        let stage = Stage { db: folder.join("register.db"), folder };
        Stage::tell(cx, &welcome(cx.lang(), &stage.folder))?;
        if let Some(people) = self.people {
            self.city(cx, &stage, people)?;
        } else {
            for file in demo_files() {
                city::write(&stage.folder.join(file.name), &file.bytes)?;
            }
            for step in small(cx.lang()) {
                stage.play(cx, &step)?;
            }
        }
        let rate = stage.run(cx, &["report", "rate", "--format", "json"])?;
        if cx.format() == Format::Json {
            cx.put_text(&rate)?;
        }
        Stage::tell(cx, &what_next(cx.lang(), &stage.folder, &stage.db))?;
        if self.people.is_some() {
            let line = city_line(cx.lang(), &rate)?;
            Stage::tell(cx, &line)?;
        }
        Ok(Finish::Done)
    }

    /// Guiyang in August 2012, or a city of another size, through the very same import.
    fn city(&self, cx: &mut Context, stage: &Stage, people: u64) -> Result<(), Failure> {
        let lang = cx.lang();
        let (roster, ledger) = (stage.folder.join("people.csv"), stage.folder.join("permits.csv"));
        let began = std::time::Instant::now();
        city::people(&roster, people, self.seed)?;
        city::permits(&ledger, people, self.seed)?;
        let written = text!(lang, "写出 people.csv 和 permits.csv", "people.csv and permits.csv written");
        Stage::tell(cx, &timing(lang, &written, began.elapsed()))?;
        let steps: [&[&str]; 5] = [
            &["init", "--practice"],
            &["roster", "import", "people.csv", "--on", AS_OF_ISO],
            &["roster", "import", "permits.csv", "--on", AS_OF_ISO],
            &["report", "rate"],
            &["report", "rate", "--by", "district"],
        ];
        for words in steps {
            cx.check_interrupted()?;
            let began = std::time::Instant::now();
            stage.play(cx, &Step::new(String::new(), words.iter().map(|word| (*word).to_owned()).collect()))?;
            Stage::tell(cx, &timing(lang, &words.join(" "), began.elapsed()))?;
        }
        Ok(())
    }
}

/// Where the demo plays.
struct Stage {
    folder: PathBuf,
    db: PathBuf,
}

impl Stage {
    /// Says a step, runs it and shows what it gave.
    fn play(&self, cx: &mut Context, step: &Step) -> Result<(), Failure> {
        cx.check_interrupted()?;
        if !step.about.is_empty() {
            Stage::tell(cx, &format!("\n# {}", step.about))?;
        }
        Stage::tell(cx, &format!("$ jzz {}", step.line()))?;
        let words: Vec<&str> = step.words.iter().map(String::as_str).collect();
        let shown = self.run(cx, &words)?;
        Stage::tell(cx, shown.trim_end())
    }

    /// Runs a command line in a world of its own, in the demo's folder, on the demo's day.
    fn run(&self, cx: &Context, words: &[&str]) -> Result<String, Failure> {
        let (mut world, stdout, stderr) = cx.fresh_world();
        let clock = Instant::parse(&format!("{AS_OF_ISO}{OPENING_HOUR}")).unwrap_or_else(|| cx.now());
        world.now = Arc::new(move || clock);
        world.working_dir = Some(self.folder.clone());
        world.env.insert("JZZ_DB".to_owned(), self.db.to_string_lossy().into_owned());
        world.terminal.input = false;
        let args = words.iter().map(std::ffi::OsString::from).collect();
        let exit = crate::run(args, &mut world);
        let (shown, said) = (stdout.take_text(), stderr.take_text());
        // Rosters with bad rows end with 3: that is what the demo shows.
        if exit != 0 && exit != 3 {
            return Err(Broken { command: words.join(" "), exit, said }.into());
        }
        // What is said besides matters where rows were set aside; elsewhere it only repeats.
        let told = words.first() == Some(&"roster") && !said.trim().is_empty();
        Ok(if told { format!("{}\n{said}", shown.trim_end()) } else { shown })
    }

    /// A line of the demo: data, unless the answer is to be JSON.
    fn tell(cx: &mut Context, line: &str) -> Result<(), Failure> {
        if cx.format() == Format::Json {
            cx.say(line);
            return Ok(());
        }
        let outcome = writeln!(cx.out(), "{line}").and_then(|()| cx.out().flush());
        cx.wrote(outcome)
    }
}
