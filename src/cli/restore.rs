//! `chit restore`: puts a backup where the embedded database was.

use std::fs::File;
use std::io::{self, Read, Seek as _};
use std::path::{Path, PathBuf};
use std::process::{ExitCode, Stdio};

use anyhow::Context as _;
use clap::Args;
use serde_json::json;
use tokio::process::Command;

use super::backup::{POSTGRES, age_writes, draft, embedded, refuse_existing, refused, until_stopped};
use super::{DATABASE, WrongUse, start_log};
use crate::app;
use crate::config::{BadConfig, Config};
use crate::store::backup;
use crate::store::files::{self, UnnamedFile};

#[derive(Debug, Args)]
#[command(after_help = POSTGRES)]
pub(super) struct RestoreArguments {
    /// A file that chit backup wrote
    file: PathBuf,
    /// The identity of age that opens an encrypted backup; several are tried. Without one, age asks for a passphrase
    #[arg(long = "identity", value_name = "FILE")]
    identities: Vec<PathBuf>,
    /// Print the outcome as JSON
    #[arg(long)]
    json: bool,
}

/// The beginnings of files in the age format, binary and as text.
const AGE: [&[u8]; 2] = [b"age-encryption.org/", b"-----BEGIN AGE ENCRYPTED FILE-----"];

pub(super) async fn run(arguments: RestoreArguments) -> anyhow::Result<ExitCode> {
    let config = start_log(Config::from_env(DATABASE))?;
    until_stopped(restore(&config, &arguments)).await
}

async fn restore(config: &Config, arguments: &RestoreArguments) -> anyhow::Result<()> {
    let RestoreArguments { file, identities, json } = arguments;
    let database = embedded(config)?;
    let mut source = File::open(file).map_err(|e| WrongUse(format!("can't read {}: {e}", file.display())))?;
    // A service that runs has its files there. So has one that crashed: its log would be taken for the restored database's.
    for taken in std::iter::once(database.clone()).chain(files::beside(&database)) {
        refuse_existing(&taken)
            .map_err(|e| WrongUse(format!("{e}. Stop the service, and move {}* away first", database.display())))?;
    }
    let draft = draft(&database)?;
    if is_encrypted(&mut source)? {
        decrypt(source, identities, &draft).await?;
    } else {
        io::copy(&mut source, &mut draft.file()).with_context(|| format!("{} can't be copied", file.display()))?;
    }
    backup::check(draft.path()).await.map_err(|bad| refused(bad, format!("{} was not restored", file.display())))?;
    draft.finish().with_context(|| format!("can't write {}", database.display()))?;
    let keys = match app::check_keys(config).await {
        Ok(()) => None,
        Err(error) if error.is::<BadConfig>() => Some(error.to_string()),
        Err(error) => return Err(error),
    };
    if *json {
        println!("{}", json!({"file": file, "database": database, "can_be_served": keys.is_none(), "error": keys}));
        return Ok(());
    }
    println!("{} is restored from {}.", database.display(), file.display());
    match keys {
        None => println!("The secret key opens it. Compare its ledgers with what you kept: chit audit --heads FILE."),
        Some(error) => println!("IT CAN'T BE SERVED YET: {error}"),
    }
    Ok(())
}

/// Returns whether a file is in the age format. It is read from its beginning afterwards.
fn is_encrypted(file: &mut File) -> anyhow::Result<bool> {
    let mut head = Vec::new();
    Read::by_ref(file).take(64).read_to_end(&mut head)?;
    file.rewind()?;
    Ok(AGE.iter().any(|beginning| head.starts_with(beginning)))
}

async fn decrypt(encrypted: File, identities: &[PathBuf], plain: &UnnamedFile) -> anyhow::Result<()> {
    let mut age = Command::new("age");
    age.arg("--decrypt").args(identities.iter().flat_map(|file| [Path::new("--identity"), file]));
    age.stdin(Stdio::from(encrypted));
    age_writes(age, plain).await
}
