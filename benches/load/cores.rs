//! How generator and servers share the processor: ratios depend on it, so it is said beside them.

use std::fmt;
use std::process::Command;

use anyhow::{Context, ensure};

/// Who runs where.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Cores {
    /// Where the scheduler puts them
    Free,
    /// All on the first core
    One,
    /// The generator on the first core, servers and database on the second
    Apart,
}

impl Cores {
    /// Binds this process, before it has threads or children, which inherit it.
    pub fn take(self) -> anyhow::Result<()> {
        if self == Self::Free {
            return Ok(());
        }
        let pinned = Command::new("taskset").args(["-p", "-c", "0", &std::process::id().to_string()]).output();
        let pinned = pinned.context("taskset, of util-linux, is missing: --cores free does without")?;
        ensure!(pinned.status.success(), "taskset: {}", String::from_utf8_lossy(&pinned.stderr));
        Ok(())
    }

    /// A command that has all cores, whatever this process is bound to.
    pub fn all(program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = Command::new("taskset");
        command.args(["-c", &format!("0-{}", count().saturating_sub(1))]).arg(program);
        command
    }

    /// How a server is started.
    pub fn server(self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        if self != Self::Apart {
            return Command::new(program);
        }
        let mut command = Command::new("taskset");
        command.args(["-c", "1"]).arg(program);
        command
    }
}

impl fmt::Display for Cores {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let cores = count();
        let mode = match self {
            Self::Free => "generator (one thread), servers and database share all of them, placed by the scheduler",
            Self::One => "generator, servers and database share the first of them",
            Self::Apart => "the generator has the first, servers and database share the second",
        };
        write!(f, "Cores: {cores}; {mode}.")
    }
}

fn count() -> usize {
    std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default().matches("processor\t").count()
}
