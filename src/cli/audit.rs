//! `chit audit`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context as _;
use clap::Args;
use serde::{Deserialize, Serialize};

use super::{WrongUse, open};
use crate::actions::audit::{KeptEnd, Verdict, audit_since};
use crate::domain::handle::Handle;
use crate::domain::ledger::ChainHash;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Print JSON: an object per ledger, a line each, with the number and the hash of its last line
    #[arg(long)]
    json: bool,
    /// Hold the ledgers against an earlier output of --json that you kept elsewhere
    #[arg(long, value_name = "FILE")]
    heads: Option<PathBuf>,
}

/// A ledger's end, as it is printed and read again.
#[derive(Serialize, Deserialize)]
struct End {
    payee: String,
    seq: i64,
    hash: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    broken: Option<String>,
}

pub(super) async fn run(arguments: Arguments) -> anyhow::Result<ExitCode> {
    let Arguments { json, heads } = arguments;
    let kept = heads.as_deref().map(read).transpose()?.unwrap_or_default();
    let ctx = open().await?;
    let verdicts = audit_since(&ctx, &kept).await?;
    ctx.store.close().await;
    let mut code = ExitCode::SUCCESS;
    for end in &kept {
        if !verdicts.iter().any(|verdict| verdict.payee.handle == end.handle) {
            eprintln!("{}: BROKEN: the ledger is gone", end.handle);
            code = ExitCode::FAILURE;
        }
    }
    for Verdict { payee, chain, end } in verdicts {
        let (seq, hash) = end.map_or((0, String::new()), |(seq, hash)| (seq, hash.as_str().to_owned()));
        let broken = chain.err().map(|broken| broken.to_string());
        if broken.is_some() {
            code = ExitCode::FAILURE;
        }
        match &broken {
            _ if json => {
                println!("{}", serde_json::to_string(&End { payee: payee.handle.to_string(), seq, hash, broken })?);
            }
            Some(broken) => println!("{}: BROKEN: {broken}", payee.handle),
            None => println!("{}: {seq} lines, unbroken, the last is {hash}", payee.handle),
        }
    }
    Ok(code)
}

/// Reads what an earlier audit printed.
fn read(path: &Path) -> anyhow::Result<Vec<KeptEnd>> {
    let text = std::fs::read_to_string(path).with_context(|| format!("can't read {}", path.display()))?;
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines
        .map(|(at, line)| {
            let end = serde_json::from_str(line).ok().and_then(|End { payee, seq, hash, broken: _ }| {
                Some(KeptEnd { handle: Handle::parse(&payee).ok()?, seq, hash: ChainHash::parse(&hash)? })
            });
            let wrong = || WrongUse(format!("{}, line {}: not an output of chit audit --json", path.display(), at + 1));
            Ok(end.ok_or_else(wrong)?)
        })
        .collect()
}
