//! `chit completions`, `chit man` and `chit openapi`: what shells, manuals and programs know of Chit, written from the code itself.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context as _;
use clap::{Args, CommandFactory};
use clap_complete::Shell;

use super::{Arguments, print_all};
use crate::app;

#[derive(Debug, Args)]
pub(super) struct CompletionsArguments {
    /// The shell
    shell: Shell,
}

#[derive(Debug, Args)]
pub(super) struct ManArguments {
    /// An existing directory, such as /usr/local/share/man/man1
    dir: PathBuf,
}

pub(super) fn completions(arguments: &CompletionsArguments) -> anyhow::Result<ExitCode> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut Arguments::command(), "chit", &mut script);
    print_all(&String::from_utf8(script).context("the script")?)
}

pub(super) fn openapi() -> anyhow::Result<ExitCode> {
    print_all(&app::OPENAPI)
}

pub(super) fn man(arguments: &ManArguments) -> anyhow::Result<ExitCode> {
    let ManArguments { dir } = arguments;
    clap_mangen::generate_to(Arguments::command(), dir).with_context(|| format!("writing to {}", dir.display()))?;
    Ok(ExitCode::SUCCESS)
}
