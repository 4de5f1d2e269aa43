//! The command line, a file per subcommand.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a command line talks to its terminal")]

mod audit;
mod backup;
mod bulk;
mod close;
mod demo;
mod export;
mod health;
mod import;
mod key;
mod manual;
mod payee;
mod receipt;
mod rekey;
mod reports;
mod request;
mod restore;
mod serve;
mod split;
mod take_along;
#[cfg(test)]
mod tests;
mod whose;

use std::io::{ErrorKind, Write as _};
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::actions::Context;
use crate::config::{self, BadConfig, Config};
use crate::store::OpenError;
use crate::{app, telemetry};

/// The URL of the database when none is set.
const DATABASE: &str = "sqlite://chit.db";

/// Payment-request links that travel through chats.
#[derive(Debug, Parser)]
#[command(
    version,
    about,
    after_help = "Settings come from the environment (CHIT_…); docs/operating.md lists them.\n\
    Exit codes: 0 done, 1 failed, 2 used or configured wrongly."
)]
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
    /// Ask the service on this machine whether it is ready; exit 1 if it isn't
    Health(health::HealthArguments),
    /// Payees: add one, invite one, switch one off or on, export what is kept of one, close one's account
    #[command(subcommand)]
    Payee(payee::PayeeCommand),
    /// A payee's API keys: list, make, replace or revoke them
    #[command(subcommand)]
    Key(key::KeyCommand),
    /// Make a link on a running server (CHIT_URL, CHIT_KEY)
    Request(request::RequestArguments),
    /// Split an amount into links that share it, on a running server (CHIT_URL, CHIT_KEY)
    Split(split::SplitArguments),
    /// Make a link of each row of a table on a running server (CHIT_URL, CHIT_KEY)
    Bulk(bulk::BulkArguments),
    /// Export a payee's movements
    Export(export::ExportArguments),
    /// Close a payee's books up to and including a day
    Close(close::CloseArguments),
    /// Import a bank statement: book what its references name, and suggest requests for the rest
    Import(import::ImportArguments),
    /// Verify every payee's ledger; exit 1 if one is broken
    Audit(audit::AuditArguments),
    /// Copy the embedded database into a file, while the service runs
    Backup(backup::BackupArguments),
    /// Put a backup where the embedded database was; overwrites nothing
    Restore(restore::RestoreArguments),
    /// Links that buyers have reported; `dismiss` puts a link's reports away
    Reports(reports::ReportsArguments),
    /// Take a link down: it answers as if it did not exist
    Disable(reports::WhichReports),
    /// Put a link that was taken down back up
    Enable(reports::WhichReports),
    /// Seal everything anew under CHIT_SECRET_KEY, so that older keys aren't needed any more; safe while the service runs
    Rekey(rekey::RekeyArguments),
    /// Check a payer's signed receipt, without a server
    #[command(subcommand)]
    Receipt(receipt::ReceiptCommand),
    /// Print the description of the HTTP API by OpenAPI 3.1, as the service serves it at /openapi.json
    Openapi,
    /// Print a script by which a shell completes commands
    Completions(manual::CompletionsArguments),
    /// Write pages for man into a directory, one for each command
    Man(manual::ManArguments),
}

/// Runs the command line. Exit codes: 0 done, 1 failed, 2 used or configured wrongly.
pub fn main() -> ExitCode {
    let arguments = Arguments::parse();
    // Before there is a second thread, so that the environment doesn't change while it is read.
    // These read no settings, so that a broken `.env` is no obstacle.
    let is_bare =
        matches!(arguments.command, Command::Receipt(_) | Command::Openapi | Command::Completions(_) | Command::Man(_));
    if !is_bare && let Err(error) = config::load_env_file() {
        eprintln!("chit: {error}");
        return ExitCode::from(2);
    }
    let runtime = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime,
        Err(e) => {
            eprintln!("chit: {e}");
            return ExitCode::FAILURE;
        }
    };
    let done = runtime.block_on(run(arguments.command));
    // Blocking threads, such as one that waits for a name server, are not waited for.
    runtime.shutdown_background();
    done.unwrap_or_else(|error| {
        eprintln!("chit: {error:#}");
        ExitCode::from(if is_misuse(&error) { 2 } else { 1 })
    })
}

async fn run(command: Command) -> anyhow::Result<ExitCode> {
    match command {
        Command::Demo => demo::run().await,
        Command::Serve => serve::run().await,
        Command::Health(arguments) => health::run(arguments).await,
        Command::Payee(command) => payee::run(command).await,
        Command::Key(command) => key::run(command).await,
        Command::Request(arguments) => request::run(arguments).await,
        Command::Split(arguments) => split::run(arguments).await,
        Command::Bulk(arguments) => bulk::run(arguments).await,
        Command::Export(arguments) => export::run(arguments).await,
        Command::Close(arguments) => close::run(arguments).await,
        Command::Import(arguments) => import::run(arguments).await,
        Command::Audit(arguments) => audit::run(arguments).await,
        Command::Backup(arguments) => backup::run(arguments).await,
        Command::Restore(arguments) => restore::run(arguments).await,
        Command::Reports(arguments) => reports::run(arguments).await,
        Command::Disable(which) => reports::switch(&which, true).await,
        Command::Enable(which) => reports::switch(&which, false).await,
        Command::Rekey(arguments) => rekey::run(arguments).await,
        Command::Receipt(command) => receipt::run(command),
        Command::Openapi => manual::openapi(),
        Command::Completions(arguments) => manual::completions(&arguments),
        Command::Man(arguments) => manual::man(&arguments),
    }
}

/// Prints a text that may be long. A reader that has seen enough of it, such as `head`, is no failure.
fn print_all(text: &str) -> anyhow::Result<ExitCode> {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(e) if e.kind() != ErrorKind::BrokenPipe => Err(e.into()),
        _ => Ok(ExitCode::SUCCESS),
    }
}

/// A wrong use of the command line; the message says what is wanted.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct WrongUse(String);

/// Returns whether the command was used or configured wrongly, which includes a Chit that is older than its database.
fn is_misuse(error: &anyhow::Error) -> bool {
    let newer = matches!(error.downcast_ref(), Some(OpenError::Newer { .. }));
    newer || error.is::<BadConfig>() || error.is::<WrongUse>()
}

/// Starts the log, and warns of names in the environment that look like settings and aren't. Where a wrong setting prevents a log, the
/// warnings go to the terminal: a misspelt name may be the reason.
fn start_log(read: Result<Config, BadConfig>) -> Result<Config, BadConfig> {
    let unknown = config::unknown_settings();
    match &read {
        Ok(config) => {
            telemetry::start(&config.log);
            unknown.iter().for_each(|unknown| tracing::warn!("{unknown}"));
        }
        Err(_) => unknown.iter().for_each(|unknown| eprintln!("chit: {unknown}")),
    }
    read
}

/// Opens the database for a command that may create it.
async fn open() -> anyhow::Result<Context> {
    let config = start_log(Config::from_env(DATABASE))?;
    app::context(&config, None).await
}

/// Opens the database for a command that has nothing to do in a new one: in the wrong directory, it would create an empty database and
/// succeed.
async fn open_existing() -> anyhow::Result<Context> {
    let config = start_log(Config::from_env(DATABASE))?;
    require_database(&config)?;
    app::context(&config, None).await
}

/// Fails where an embedded database's file doesn't exist, so that none is created.
fn require_database(config: &Config) -> Result<(), WrongUse> {
    match config::sqlite_file(&config.database.url) {
        Some(file) if !file.exists() => Err(WrongUse(format!(
            "there is no database at {}. Run this where the service runs, or say by {} where its database is",
            file.display(),
            config::DATABASE_URL
        ))),
        _ => Ok(()),
    }
}
