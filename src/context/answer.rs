//! Where an answer goes and in which form. Nothing but data passes here.

use std::io::Write;
use std::path::Path;

use super::output::{Output, write_failure};
use super::world::World;
use super::{Context, Format};
use crate::failure::Failure;
use crate::present::csv;
use crate::present::fold;
use crate::present::json::{self, Serialize};
use crate::present::printable;
use crate::present::table::Table;
use crate::present::words::text;
use crate::present::words::usage::Usage;

impl Context<'_> {
    /// Where data goes. What is written piece by piece counts as whole only after [`Context::finish`].
    pub fn out(&mut self) -> &mut dyn Write {
        match &mut self.output {
            Output::Standard => &mut *self.world.stdout,
            Output::File(file) => {
                file.whole = false;
                &mut file.writer
            }
        }
    }

    /// Turns the outcome of writing to [`Context::out`] into the contract's.
    pub fn wrote<T>(&self, outcome: std::io::Result<T>) -> Result<T, Failure> {
        outcome.map_err(|error| write_failure(&error, self.output.path()))
    }

    /// A text whose commands name the register of the command line, so that each can be pasted.
    pub fn in_the_register(&self, text: &str) -> String {
        self.carried.in_the_register(text)
    }

    /// The width that lines are folded to: that of a terminal, or what `COLUMNS` asks for; a file or a pipe keeps
    /// them whole.
    pub fn folding(&self) -> Option<usize> {
        let asked = self.world.env.contains_key("COLUMNS");
        let width = (self.world.terminal.output || asked).then(|| self.width());
        width.filter(|_| !self.writes_a_file())
    }

    /// Whether the answer goes into a file.
    pub fn writes_a_file(&self) -> bool {
        self.output.path().is_some()
    }

    /// The file of `--out`.
    pub fn out_path(&self) -> Option<&Path> {
        self.output.path()
    }

    /// Whether the answer goes into a file with that ending.
    pub fn out_ends_with(&self, ending: &str) -> bool {
        let extension = self.output.path().and_then(|path| path.extension());
        extension.is_some_and(|extension| extension.eq_ignore_ascii_case(ending))
    }

    /// Says, before anything is written, that the answer is for the public: its file is not its owner's alone.
    pub fn for_the_public(&mut self) -> Result<(), Failure> {
        match &mut self.output {
            Output::Standard => Ok(()),
            Output::File(file) => file.publish().map_err(Failure::from),
        }
    }

    /// Writes a whole answer.
    pub fn put_text(&mut self, text: &str) -> Result<(), Failure> {
        self.put_bytes(text.as_bytes())
    }

    /// Writes a screen: its long lines go on below where their text begins.
    pub fn put_screen(&mut self, text: &str) -> Result<(), Failure> {
        let folded = fold::screen(text, self.folding());
        self.put_text(&folded)
    }

    /// Writes a whole answer that is no text.
    pub fn put_bytes(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        let outcome = self.out().write_all(bytes);
        self.wrote(outcome)?;
        if let Output::File(file) = &mut self.output {
            file.whole = true;
        }
        Ok(())
    }

    /// Writes a whole answer as one line of JSON.
    pub fn put_json(&mut self, answer: &impl Serialize) -> Result<(), Failure> {
        let line = json::line(answer)?;
        self.put_text(&line)
    }

    /// Writes a whole table: as CSV when that was asked for, else for the eye.
    pub fn put_table(&mut self, table: &Table) -> Result<(), Failure> {
        match self.format() {
            Format::Table => {
                let width = self.folding();
                let text = table.fitted(width, self.lang()).render(width);
                self.put_text(&text)
            }
            Format::Csv => self.put_csv(table),
            Format::Json | Format::Html | Format::Xlsx => Err(self.unfit_format()),
        }
    }

    /// The same of a list; where nothing stands in it, a person is told so instead of shown its headings.
    pub fn put_list(&mut self, table: &Table, none: &str) -> Result<(), Failure> {
        if table.rows.is_empty() && self.format() == Format::Table && !self.writes_a_file() {
            self.say(none);
            return Ok(());
        }
        self.put_table(table)
    }

    /// Writes a whole table as CSV with a BOM.
    pub fn put_csv(&mut self, table: &Table) -> Result<(), Failure> {
        let text = csv::render(table, true)?;
        self.put_text(&text)
    }

    /// Refuses a format that cannot hold the answer before anything is done.
    pub fn answers_in(&self, formats: &[Format]) -> Result<(), Failure> {
        if formats.contains(&self.format()) { Ok(()) } else { Err(self.unfit_format()) }
    }

    /// The format asked for cannot hold this answer.
    pub fn unfit_format(&self) -> Failure {
        Usage::Format { format: self.format().as_str().to_owned() }.into()
    }

    /// Ends the output: flushes standard output, or puts `--out`'s file in its place.
    pub fn finish(mut self) -> Result<(), Failure> {
        if let Output::File(file) = &mut self.output {
            file.whole = true;
        }
        let held = std::mem::take(&mut self.held);
        // A person is told; a script knows what it asked for.
        let told = self.out_path().filter(|_| self.world.terminal.error && !self.globals.quiet).map(|path| {
            let path = path.display();
            printable(&text!(self.lang, "已写入 {path}", "written to {path}"))
        });
        let Context { world, output, .. } = self;
        end(world, output)?;
        if let Some(told) = told {
            let _ = writeln!(world.stderr, "{told}");
        }
        for line in held {
            let _ = writeln!(world.stderr, "{line}");
        }
        Ok(())
    }

    /// Ends the output of a refused act: what was put whole is kept, a file cut short is not.
    pub fn close(self) -> Result<(), Failure> {
        let Context { world, output, .. } = self;
        end(world, output)
    }
}

fn end(world: &mut World, output: Output) -> Result<(), Failure> {
    match output {
        Output::Standard => world.stdout.flush().map_err(|error| write_failure(&error, None)),
        Output::File(file) => file.close(),
    }
}
