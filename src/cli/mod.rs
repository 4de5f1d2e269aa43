//! The command line, a file per subcommand.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a command line talks to its terminal")]

mod audit;
mod demo;
mod export;
mod payee;
mod receipt;
mod rekey;
mod reports;
mod request;
mod serve;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::actions::Context;
use crate::config::{BadConfig, Config};
use crate::{app, telemetry};

/// Where the data is when nothing is said.
const DATABASE: &str = "sqlite://chit.db";

/// Payment-request links that travel through chats.
#[derive(Debug, Parser)]
#[command(version, about, after_help = "Settings come from the environment (CHIT_…); README.md lists them.")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Try it: an embedded database, a payee, a sample request; prints the links and serves
    Demo,
    /// Serve; brings the database up to date first
    Serve,
    /// Payees: add one, invite one, switch one off or on
    #[command(subcommand)]
    Payee(payee::Command),
    /// Make a link on a running server (CHIT_URL, CHIT_KEY)
    Request(request::Arguments),
    /// Export a payee's movements
    Export(export::Arguments),
    /// Verify every payee's ledger; exit 1 if one is broken
    Audit(audit::Arguments),
    /// Links that buyers have reported; `dismiss` puts a link's reports away
    Reports(reports::Arguments),
    /// Take a link down: it answers as if it did not exist
    Disable(reports::Which),
    /// Put a link that was taken down back up
    Enable(reports::Which),
    /// Seal everything anew under CHIT_SECRET_KEY, so that older keys aren't needed any more; safe while the service runs
    Rekey(rekey::Arguments),
    /// Check a payer's signed receipt, without a server
    #[command(subcommand)]
    Receipt(receipt::Command),
}

/// Runs the command line. Exit codes: 0 done, 1 failed, 2 used or configured wrongly.
pub fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let runtime = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime,
        Err(e) => {
            eprintln!("chit: {e}");
            return ExitCode::FAILURE;
        }
    };
    match runtime.block_on(run(arguments.command)) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("chit: {error:#}");
            ExitCode::from(if error.is::<BadConfig>() || error.is::<WrongUse>() { 2 } else { 1 })
        }
    }
}

async fn run(command: Command) -> anyhow::Result<ExitCode> {
    match command {
        Command::Demo => demo::run().await,
        Command::Serve => serve::run().await,
        Command::Payee(command) => payee::run(command).await,
        Command::Request(arguments) => request::run(arguments).await,
        Command::Export(arguments) => export::run(arguments).await,
        Command::Audit(arguments) => audit::run(arguments).await,
        Command::Reports(arguments) => reports::run(arguments).await,
        Command::Disable(which) => reports::switch(&which, true).await,
        Command::Enable(which) => reports::switch(&which, false).await,
        Command::Rekey(arguments) => rekey::run(arguments).await,
        Command::Receipt(command) => receipt::run(command),
    }
}

/// Used wrongly: the message says how it is done.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct WrongUse(String);

/// What commands that work on the database need.
async fn open() -> anyhow::Result<Context> {
    let config = Config::from_env(DATABASE)?;
    telemetry::start(&config.log);
    app::context(&config, None).await
}
