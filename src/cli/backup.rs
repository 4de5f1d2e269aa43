//! `chit backup`: a consistent copy of the embedded database, encrypted on request.

use std::fs::File;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::process::{ExitCode, Stdio};

use anyhow::Context as _;
use clap::Args;
use serde_json::json;
use tokio::process::Command;

use super::serve::StopSignals;
use super::{DATABASE, WrongUse, require_database, start_log};
use crate::config::{self, Config};
use crate::store::backup::{self, BadCopy};
use crate::store::files::UnnamedFile;

#[derive(Debug, Args)]
#[command(after_help = POSTGRES)]
pub(super) struct BackupArguments {
    /// The file to write; one that is there already is left as it is. `-` is standard output
    file: PathBuf,
    /// Encrypt it to this recipient of age (age1…, or an SSH public key), by the program age; several are allowed
    #[arg(long = "to", value_name = "RECIPIENT")]
    recipients: Vec<String>,
    /// Print the file and the fingerprints of its keys as JSON; on standard error where the file goes to standard output
    #[arg(long)]
    json: bool,
}

/// The way that PostgreSQL is backed up.
pub(super) const POSTGRES: &str = "\
This is for the embedded database. PostgreSQL has its own tools: pg_dump and pg_restore for a copy of one moment, pg_basebackup and its \
archived log for any moment. See “Backups” in docs/operating.md.";

pub(super) async fn run(arguments: BackupArguments) -> anyhow::Result<ExitCode> {
    let config = start_log(Config::from_env(DATABASE))?;
    until_stopped(back_up(&config, &arguments)).await
}

/// Ends the work at a signal to stop. What it has begun to write is removed.
pub(super) async fn until_stopped(work: impl Future<Output = anyhow::Result<()>>) -> anyhow::Result<ExitCode> {
    let mut stops = StopSignals::watch()?;
    tokio::select! {
        done = work => done.map(|()| ExitCode::SUCCESS),
        () = stops.next() => anyhow::bail!("interrupted; nothing was written"),
    }
}

/// The file of the embedded database.
pub(super) fn embedded(config: &Config) -> Result<PathBuf, WrongUse> {
    config::sqlite_file(&config.database.url).ok_or_else(|| WrongUse(POSTGRES.into()))
}

async fn back_up(config: &Config, arguments: &BackupArguments) -> anyhow::Result<()> {
    let BackupArguments { file, recipients, json } = arguments;
    let database = embedded(config)?;
    require_database(config)?;
    let is_piped = file.as_os_str() == "-";
    if is_piped && std::io::stdout().is_terminal() {
        return Err(WrongUse(
            "a terminal is no place for a backup: lead standard output to a file or a program".into(),
        )
        .into());
    }
    // What is piped is checked beside the database first: nothing of a copy that can't be relied on gets out.
    let place = if is_piped { &database } else { file };
    if !is_piped {
        refuse_existing(file)?;
    }
    let draft = draft(place)?;
    let keys = if recipients.is_empty() {
        copy(config, &database, &draft).await?
    } else {
        // What isn't encrypted yet stays where the database is: the backup's disk may be somebody else's.
        let plain = self::draft(&database)?;
        let keys = copy(config, &database, &plain).await?;
        encrypt(plain.path(), recipients, &draft).await?;
        keys
    };
    let told = if *json {
        json!({"file": file, "database": database, "keys": keys, "encrypted": !recipients.is_empty()}).to_string()
    } else {
        format!(
            "{} is backed up in {}.\nIt is of no use without the secret key {}: keep that as well, and not beside it.",
            database.display(),
            if is_piped { "standard output".into() } else { file.display().to_string() },
            keys.join(" and ")
        )
    };
    if is_piped {
        std::io::copy(&mut File::open(draft.path())?, &mut std::io::stdout().lock())?;
        eprintln!("{told}");
    } else {
        draft.finish().with_context(|| format!("can't write {}", file.display()))?;
        println!("{told}");
    }
    Ok(())
}

/// Copies the database, and checks the copy. Returns the fingerprints of the secrets that it needs.
async fn copy(config: &Config, database: &Path, draft: &UnnamedFile) -> anyhow::Result<Vec<String>> {
    let copied = backup::copy(database, draft.path(), config.database.patience).await;
    copied.with_context(|| format!("{} can't be copied", database.display()))?;
    let checked = backup::check(draft.path()).await;
    checked.map_err(|bad| refused(bad, "the copy can't be relied on, so it was removed".into()))
}

/// The error of a copy that isn't kept. A newer Chit's is the one that the service itself would tell.
pub(super) fn refused(bad: BadCopy, consequence: String) -> anyhow::Error {
    match bad {
        BadCopy::Newer(newer) => newer.into(),
        bad => anyhow::Error::from(bad).context(consequence),
    }
}

async fn encrypt(plain: &Path, recipients: &[String], encrypted: &UnnamedFile) -> anyhow::Result<()> {
    let recipients = recipients.iter().map(|recipient| format!("--recipient={recipient}"));
    let mut age = Command::new("age");
    age.arg("--encrypt").args(recipients).arg(plain);
    age_writes(age, encrypted).await
}

/// Runs the program `age`, whose standard output is the file. It says itself what is wrong.
pub(super) async fn age_writes(mut age: Command, file: &UnnamedFile) -> anyhow::Result<()> {
    age.stdout(Stdio::from(file.file().try_clone()?)).kill_on_drop(true);
    match age.status().await {
        Ok(status) if status.success() => Ok(()),
        Ok(_) => anyhow::bail!("age failed; nothing was written"),
        Err(e) => Err(e).context("the program age is needed, and can't be run"),
    }
}

/// Fails where a file has this name already.
pub(super) fn refuse_existing(file: &Path) -> Result<(), WrongUse> {
    match file.symlink_metadata() {
        Ok(_) => Err(WrongUse(format!("{} is there already, and nothing is overwritten", file.display()))),
        Err(_) => Ok(()),
    }
}

/// A draft of a file that is said where it can't be written.
pub(super) fn draft(file: &Path) -> anyhow::Result<UnnamedFile> {
    UnnamedFile::of(file).with_context(|| format!("can't write {}", file.display()))
}
