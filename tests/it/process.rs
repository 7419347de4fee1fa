//! The real binary, where a process is the point: pipes, full disks, exit codes; and panics.

use std::io::{self, Write};
use std::process::{Command, Output, Stdio};
use std::sync::Arc;

use jzz::{Instant, World};

fn jzz(words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_jzz"));
    command.args(words).env_clear().stdin(Stdio::null());
    command
}

fn error_of(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn a_closed_pipe_is_no_failure() {
    for words in [&["--help"][..], &["explain", "J203"][..]] {
        let (reader, writer) = io::pipe().expect("a pipe");
        drop(reader);
        let output = jzz(words).stdout(writer).output().expect("it runs");
        assert_eq!((output.status.code(), error_of(&output).as_str()), (Some(0), ""), "{words:?}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_under_standard_output_is_a_failed_file() {
    for words in [&["--help"][..], &["explain", "J203"][..]] {
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full").expect("the full device");
        let output = jzz(words).stdout(full).output().expect("it runs");
        assert_eq!(output.status.code(), Some(6), "{words:?}");
        assert!(error_of(&output).starts_with("error[J712]"), "{output:?}");
    }
}

#[test]
fn a_closed_standard_error_changes_nothing_of_the_exit_status() {
    let (reader, writer) = io::pipe().expect("a pipe");
    drop(reader);
    let output = jzz(&["explain", "J000"]).stderr(writer).output().expect("it runs");
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn an_argument_that_is_no_text_is_told() {
    #[cfg(unix)]
    {
        use std::os::unix::ffi::OsStrExt;
        let output = jzz(&["explain"]).arg(std::ffi::OsStr::from_bytes(b"\xff")).output().expect("it runs");
        assert_eq!(output.status.code(), Some(2));
        assert!(error_of(&output).starts_with("error[J901]"), "{output:?}");
    }
}

#[test]
fn help_takes_less_than_a_tenth_of_a_second() {
    let best = (0..5).map(|_| {
        let start = std::time::Instant::now();
        assert!(jzz(&["--help"]).output().expect("it runs").status.success());
        start.elapsed()
    });
    assert!(best.min().is_some_and(|best| best.as_millis() < 100));
}

/// A stream that breaks the program.
struct Trap;

impl Write for Trap {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        panic!("the register of 52019919900101001X")
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_panic_says_what_to_send_and_nothing_of_anybody() {
    let (mut world, _, stderr) =
        World::captured(Arc::new(|| Instant::parse("2012-08-31T04:00:00Z").expect("an instant")));
    world.stdout = Box::new(Trap);
    let words = ["explain", "J203", "--reveal=李四"].map(Into::into).to_vec();
    assert_eq!(jzz::run(words, &mut world), 70);
    let told = stderr.take_text();
    assert!(told.starts_with("error[J999]") && told.contains("jzz explain --reveal"), "{told}");
    assert!(!told.contains("1990") && !told.contains("李四"), "{told}");
}

#[cfg(target_os = "linux")]
#[test]
fn a_file_that_may_not_grow_is_a_full_disk() {
    let folder = tempfile::tempdir().expect("a folder");
    let (db, out) = (folder.path().join("register.db"), folder.path().join("list.csv"));
    let made = jzz(&["init", "--practice", "--db"]).arg(&db).output().expect("it runs");
    assert_eq!(made.status.code(), Some(0), "{made:?}");
    let line = r#"ulimit -f 2; exec "$0" unit list --format csv --db "$1" --out "$2""#;
    let output = Command::new("bash")
        .args(["-c", line, env!("CARGO_BIN_EXE_jzz")])
        .args([&db, &out])
        .env_clear()
        .env("PATH", "/usr/bin:/bin")
        .output()
        .expect("a shell");
    assert_eq!((output.status.code(), out.exists()), (Some(6), false), "{output:?}");
    assert!(error_of(&output).starts_with("error[J71"), "{output:?}");
    let names = std::fs::read_dir(folder.path()).expect("the folder").flatten().map(|entry| entry.file_name());
    assert!(names.into_iter().all(|name| !name.to_string_lossy().contains("list")), "no part of it is left");
}
