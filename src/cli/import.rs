//! `chit import`: a bank statement into reconciliation, in the database itself.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use serde_json::json;
use serde_json::value::RawValue;

use super::payee::wrong_use;
use super::whose::Whose;
use super::{WrongUse, open_existing};
use crate::actions::books::import::{Imported, import_statement, read_statement};

#[derive(Debug, Args)]
pub(super) struct ImportArguments {
    /// The statement: CAMT.052/053/054, MT940, MT942, OFX or CSV; - reads standard input
    file: PathBuf,
    /// Say what would become of it, and write nothing
    #[arg(long)]
    dry_run: bool,
    /// Columns of a CSV file, as JSON such as {"date":"Datum","amount":"Betrag"}; remembered for files with the same headings
    #[arg(long, value_name = "JSON")]
    mapping: Option<String>,
    /// Print JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    whose: Whose,
}

pub(super) async fn run(arguments: ImportArguments) -> anyhow::Result<ExitCode> {
    let ImportArguments { file, dry_run, mapping, json, whose } = arguments;
    // Opened before the database, so that a slip in the name is told at once.
    let source = open(&file)?;
    let ctx = open_existing().await?;
    let payee = whose.find(&ctx).await?;
    let found = read_statement(&ctx, &payee, source, mapping).await.map_err(|unread| wrong_use(unread.into()))?;
    let imported = import_statement(&ctx, &payee, found, dry_run, None).await?;
    ctx.store.close().await;
    if json {
        print_json(&imported)?
    } else {
        print(&imported)
    }
    Ok(ExitCode::SUCCESS)
}

fn open(file: &Path) -> Result<Box<dyn Read + Send>, WrongUse> {
    if file == Path::new("-") {
        return Ok(Box::new(io::stdin()));
    }
    match File::open(file) {
        Ok(file) => Ok(Box::new(file)),
        Err(e) => Err(WrongUse(format!("can't read {}: {e}", file.display()))),
    }
}

/// Prints the outcome as text: a line for each sort of entries that there are.
fn print(Imported { row, is_dry, warnings }: &Imported) {
    let counts = row.counts;
    let account = row.account.as_ref().map_or_else(String::new, |end| format!(", account …{end}"));
    println!("{}{account}: {} entries", row.format, row.entries);
    for (number, name, always) in [
        (counts.matched, "matched: booked, or known before from elsewhere", true),
        (counts.suggested, "suggested: to confirm or dismiss", true),
        (counts.unmatched, "unmatched: to assign or dismiss", true),
        (counts.outgoing, "outgoing: money that left the account", false),
        (row.duplicates, "duplicates: imported before", false),
        (row.pending, "pending: not booked by the bank yet, left out", false),
    ] {
        if always || number > 0 {
            println!("{number:>8} {name}");
        }
    }
    if row.has_nothing_new() {
        println!("Nothing new: all of its entries were known before.");
    }
    for warning in warnings {
        eprintln!("{}: {}", warning.at, warning.detail);
    }
    if *is_dry {
        println!("Nothing was written.");
    } else {
        println!("Statement {}", row.id);
    }
}

fn print_json(Imported { row, is_dry, warnings }: &Imported) -> anyhow::Result<()> {
    let warnings: Vec<_> =
        warnings.iter().map(|warning| json!({"at": warning.at.to_string(), "detail": warning.detail})).collect();
    let counts = row.counts;
    let told = json!({
        "id": (!is_dry).then(|| row.id.as_str()),
        "format": row.format,
        "account": row.account,
        "from": row.first_day,
        "to": row.last_day,
        "entries": row.entries,
        "matched": counts.matched,
        "suggested": counts.suggested,
        "unmatched": counts.unmatched,
        "duplicates": row.duplicates,
        "outgoing": counts.outgoing,
        "pending": row.pending,
        "sums": RawValue::from_string(row.sums.clone())?,
        "dry_run": is_dry,
        "warnings": warnings,
    });
    println!("{told}");
    Ok(())
}
