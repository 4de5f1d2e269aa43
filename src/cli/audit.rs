//! `chit audit`: verifies all ledgers.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context as _;
use clap::Args;
use serde::{Deserialize, Serialize};

use super::{WrongUse, open_existing};
use crate::actions::books::audit::{AuditVerdict, KeptEnd, audit_since};
use crate::domain::clock::Clock;
use crate::domain::ledger::{Broken, ChainHash};
use crate::domain::payee::handle::Handle;
use crate::domain::reconciliation::Finding;
use crate::store::KeyPurpose;

#[derive(Debug, Args)]
#[command(after_help = NOT_COVERED)]
pub(super) struct AuditArguments {
    /// Print JSON: an object per ledger, a line each, with the number and the hash of its last line
    #[arg(long)]
    json: bool,
    /// Hold the ledgers against an earlier output of --json that you kept elsewhere
    #[arg(long, value_name = "FILE")]
    heads: Option<PathBuf>,
}

const NOT_COVERED: &str = "\
Lines are chained and their end is sealed, so they are the measure: a change of a row is found where a line can prove it. No line has, \
and so nothing proves: what was asked of a payment, memos, items, notes, texts, languages, settings and due dates; which of several \
methods of one rail took a payment; whether an RF reference or its QR reference travelled; the moments of disputes and refunds; \
polls and retries.";

/// A ledger's head, as it is printed and read again.
#[derive(Serialize, Deserialize)]
struct LedgerEnd {
    payee: String,
    seq: i64,
    hash: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    broken: Option<String>,
    /// The disagreements between the ledger and rows.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    findings: Vec<FindingLine>,
    /// The number of disagreements beyond those that are listed.
    #[serde(default, skip_serializing_if = "is_zero")]
    more: u64,
}

/// A disagreement between a ledger and a row.
#[derive(Serialize, Deserialize)]
struct FindingLine {
    name: String,
    row: String,
    detail: String,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_zero(count: &u64) -> bool {
    *count == 0
}

pub(super) async fn run(arguments: AuditArguments) -> anyhow::Result<ExitCode> {
    let AuditArguments { json, heads } = arguments;
    let kept = heads.as_deref().map(read).transpose()?.unwrap_or_default();
    let started = Clock::system().now();
    let ctx = open_existing().await?;
    let verdicts = audit_since(&ctx, &kept).await?;
    let keys = ctx.store.service_keys().await?;
    ctx.store.close().await;
    let mut code = ExitCode::SUCCESS;
    let sealed_now = keys.iter().any(|key| key.purpose == KeyPurpose::Ledger && key.created_at >= started);
    if sealed_now && verdicts.iter().any(|verdict| verdict.end.is_some()) {
        eprintln!(
            "The ends of ledgers were not sealed until now. That is so once, after the update that brings seals. At any other time \
             somebody has taken the seals away: compare with what you kept of chit audit --json."
        );
        code = ExitCode::FAILURE;
    }
    for end in &kept {
        if !verdicts.iter().any(|verdict| verdict.ledger == end.handle.as_str()) {
            eprintln!("{}: BROKEN: the ledger is gone", end.handle);
            code = ExitCode::FAILURE;
        }
    }
    for verdict in verdicts {
        if !verdict.holds() {
            code = ExitCode::FAILURE;
        }
        if json {
            println!("{}", serde_json::to_string(&LedgerEnd::from(verdict))?);
        } else {
            print(&verdict);
        }
    }
    Ok(code)
}

/// Prints a verdict as text: a line for each thing that is wrong.
fn print(verdict: &AuditVerdict) {
    let AuditVerdict { ledger, chain, findings, more, end } = verdict;
    match chain {
        Ok(seq) if findings.is_empty() => {
            let hash = end.as_ref().map_or("", |(_, hash)| hash.as_str());
            println!("{ledger}: {seq} lines, unbroken, the last is {hash}");
        }
        // A head that isn't sealed says less than the findings: it comes last.
        Ok(_) | Err(Broken::Unsealed { .. }) => {}
        Err(broken) => println!("{ledger}: BROKEN: {broken}"),
    }
    for finding in findings {
        println!("{ledger}: BROKEN: {finding}");
    }
    if *more > 0 {
        println!("{ledger}: BROKEN: {more} more rows or columns disagree");
    }
    if let Err(broken @ Broken::Unsealed { .. }) = chain {
        println!("{ledger}: BROKEN: {broken}");
    }
}

impl From<AuditVerdict> for LedgerEnd {
    fn from(AuditVerdict { ledger, chain, findings, more, end }: AuditVerdict) -> Self {
        let (seq, hash) = end.map_or((0, String::new()), |(seq, hash)| (seq, hash.as_str().to_owned()));
        let broken = chain.err().map(|broken| broken.to_string());
        let found = |finding: &Finding| FindingLine {
            name: finding.name(),
            row: finding.row.clone(),
            detail: finding.to_string(),
        };
        Self { payee: ledger, seq, hash, broken, findings: findings.iter().map(found).collect(), more }
    }
}

/// Parses the output of an earlier `chit audit --json`.
fn read(path: &Path) -> anyhow::Result<Vec<KeptEnd>> {
    let text = std::fs::read_to_string(path).with_context(|| format!("can't read {}", path.display()))?;
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines
        .map(|(at, line)| {
            let end = serde_json::from_str(line).ok().and_then(|LedgerEnd { payee, seq, hash, .. }| {
                Some(KeptEnd { handle: Handle::parse(&payee).ok()?, seq, hash: ChainHash::parse(&hash)? })
            });
            let wrong = || WrongUse(format!("{}, line {}: not an output of chit audit --json", path.display(), at + 1));
            Ok(end.ok_or_else(wrong)?)
        })
        .collect()
}
