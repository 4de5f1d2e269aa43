//! What an operator meets: settings, keys, the demo, the command line, starts and stops, a crash, a full disk, a lost database.

mod commands;
mod failures;
mod settings;
mod starts;

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

use libtest_mimic::Trial;
use tempfile::TempDir;

use crate::support::BINARY;

pub fn tests() -> Vec<Trial> {
    [settings::tests(), starts::tests(), failures::tests(), commands::tests()].into_iter().flatten().collect()
}

/// How long anything may take.
const PATIENCE: Duration = Duration::from_secs(60);

pub fn place() -> TempDir {
    tempfile::Builder::new().prefix("chit-it-").tempdir().expect("a directory")
}

/// The binary in a directory, with these settings and no others.
pub fn chit(dir: &Path, settings: &[(&str, &str)], arguments: &[&str]) -> Command {
    let mut command = Command::new(BINARY);
    command.env_clear().envs(settings.iter().copied()).current_dir(dir).stdin(Stdio::null()).args(arguments);
    command
}

pub fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

pub fn files(dir: &Path) -> Vec<String> {
    let names = fs::read_dir(dir).expect("a directory").map(|entry| entry.expect("an entry").file_name());
    let mut names: Vec<_> = names.map(|name| name.into_string().expect("text")).collect();
    names.sort();
    names
}

/// A process that goes on, and the lines that it prints.
pub struct Running {
    child: Child,
    lines: Receiver<String>,
}

impl Running {
    pub fn start(mut command: Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("chit runs");
        let said = BufReader::new(child.stdout.take().expect("piped")).lines().map_while(Result::ok);
        let (tell, lines) = mpsc::channel();
        // The thread ends with the process.
        std::thread::spawn(move || said.for_each(|line| drop(tell.send(line))));
        Self { child, lines }
    }

    /// What it prints up to the line that holds this.
    #[track_caller]
    pub fn until(&self, mark: &str) -> String {
        let mut said = String::new();
        while !said.contains(mark) {
            let line = self.lines.recv_timeout(PATIENCE).unwrap_or_else(|_| panic!("no {mark:?} in:\n{said}"));
            said = format!("{said}{line}\n");
        }
        said
    }

    pub fn stop(mut self) -> Option<i32> {
        let told = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status().expect("kill runs");
        assert!(told.success(), "it was gone already");
        while self.lines.recv_timeout(PATIENCE).is_ok() {}
        self.child.wait().expect("a child").code()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
