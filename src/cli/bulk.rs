//! `chit bulk`: makes a link of each row of a table, on a running server.

use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context as _;
use clap::Args;
use serde_json::{Value, json};

use super::WrongUse;
use super::reports::ascii;
use super::request::{ServerArguments, explain};

#[derive(Debug, Args)]
pub(super) struct BulkArguments {
    /// The table: CSV whose first row names fields of requests, such as amount,currency,memo,reference; - reads standard input
    file: PathBuf,
    /// Make the rows that are right although others are wrong
    #[arg(long)]
    partial: bool,
    #[command(flatten)]
    server: ServerArguments,
    /// Print code, URL and error of each row as JSON instead of the table
    #[arg(long)]
    json: bool,
}

pub(super) async fn run(arguments: BulkArguments) -> anyhow::Result<ExitCode> {
    let BulkArguments { file, partial, server, json } = arguments;
    let server = server.find()?;
    let table = read(&file).map_err(|e| WrongUse(format!("can't read {}: {e}", file.display())))?;
    let path = if partial { "requests/bulk?partial=1" } else { "requests/bulk" };
    let answer = server.post(path, |call| call.header("content-type", "text/csv").body(table)).await?;
    let is_table = answer.status().is_success();
    let body = answer.bytes().await.with_context(|| server.broken())?;
    if !is_table {
        let problem: Value = serde_json::from_slice(&body).with_context(|| server.unlike())?;
        return Err(WrongUse(explain(&problem)).into());
    }
    let rows = outcomes(&body).with_context(|| server.unlike())?;
    if json {
        println!("{}", ascii(&Value::from_iter(rows.iter().map(PrintedOutcome::to_json)).to_string()));
    } else {
        io::stdout().write_all(&body)?;
    }
    Ok(conclude(&rows))
}

fn read(file: &Path) -> io::Result<Vec<u8>> {
    if file != Path::new("-") {
        return fs::read(file);
    }
    let mut table = Vec::new();
    io::stdin().read_to_end(&mut table)?;
    Ok(table)
}

/// The last three cells of a row.
struct PrintedOutcome {
    code: String,
    url: String,
    error: String,
}

impl PrintedOutcome {
    fn to_json(&self) -> Value {
        let said = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        json!({ "code": said(&self.code), "url": said(&self.url), "error": said(&self.error) })
    }
}

/// Reads the outcomes of the rows in an answer, which has the delimiter of the table that was sent.
fn outcomes(answer: &[u8]) -> anyhow::Result<Vec<PrintedOutcome>> {
    let header = answer.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let ends = |delimiter: &u8| header.ends_with(&[&[*delimiter], &b"error\r"[..]].concat());
    let delimiter = [b';', b'\t'].into_iter().find(ends).unwrap_or(b',');
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(answer);
    let rows = reader.records().map(|read| {
        let record = read?;
        let from_end = |place: usize| record.len().checked_sub(place).and_then(|at| record.get(at)).map(str::to_owned);
        let cells = (from_end(3), from_end(2), from_end(1));
        let (Some(code), Some(url), Some(error)) = cells else { anyhow::bail!("a row without its outcome") };
        Ok(PrintedOutcome { code, url, error })
    });
    rows.collect()
}

/// Says to standard error how it went, so that a script that reads the table isn't disturbed. Exit code 1 unless every row was made.
fn conclude(rows: &[PrintedOutcome]) -> ExitCode {
    let made = rows.iter().filter(|row| !row.code.is_empty()).count();
    let wrong = rows.iter().filter(|row| !row.error.is_empty()).count();
    match (made, wrong) {
        (made, 0) => eprintln!("{}.", links_made(made)),
        (0, 1) => eprintln!("1 row is wrong, so nothing was made: the last column says why."),
        (0, wrong) => eprintln!("{wrong} rows are wrong, so nothing was made: the last column says why."),
        (made, 1) => eprintln!("{}, and 1 row left out: the last column says why.", links_made(made)),
        (made, wrong) => eprintln!("{}, and {wrong} rows left out: the last column says why.", links_made(made)),
    }
    if made == rows.len() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn links_made(number: usize) -> String {
    if number == 1 { "1 link was made".to_owned() } else { format!("{number} links were made") }
}
