//! `chit split`: makes links that share an amount, on a running server.

use std::process::ExitCode;

use anyhow::Context as _;
use clap::Args;
use serde_json::{Value, json};

use super::WrongUse;
use super::reports::ascii;
use super::request::{ServerArguments, explain};
use crate::domain::text::characters::escaped;

#[derive(Debug, Args)]
pub(super) struct SplitArguments {
    /// The total in major units, such as 120.00
    amount: String,
    /// Currency code by ISO 4217, such as EUR
    currency: String,
    /// The number of shares
    shares: usize,
    /// Memo for the payers, such as “Dinner”
    memo: Option<String>,
    /// A name of the next share, which only you see
    #[arg(long = "name", value_name = "NAME")]
    names: Vec<String>,
    #[command(flatten)]
    server: ServerArguments,
    /// Print the split as JSON
    #[arg(long)]
    json: bool,
}

pub(super) async fn run(arguments: SplitArguments) -> anyhow::Result<ExitCode> {
    let SplitArguments { amount, currency, shares, memo, names, server, json } = arguments;
    let server = server.find()?;
    if names.len() > shares {
        return Err(WrongUse(format!("{} names are more than {shares} shares", names.len())).into());
    }
    let shares = match names.is_empty() {
        true => json!(shares),
        false => Value::from_iter((0..shares).map(|at| json!({ "name": names.get(at) }))),
    };
    let body = json!({ "amount": amount, "currency": currency, "memo": memo, "shares": shares });
    let answer = server.post("splits", |call| call.json(&body)).await?;
    let made = answer.status().is_success();
    let body = answer.bytes().await.with_context(|| server.broken())?;
    let split: Value = serde_json::from_slice(&body).with_context(|| server.unlike())?;
    if !made {
        return Err(WrongUse(explain(&split)).into());
    }
    if json {
        println!("{}", ascii(&split.to_string()));
        return Ok(ExitCode::SUCCESS);
    }
    let text = |value: &Value| escaped(value.as_str().unwrap_or_default());
    for share in split["shares"].as_array().with_context(|| server.unlike())? {
        let line = [text(&share["url"]), text(&share["amount"]), text(&share["name"])].join(" ");
        println!("{}", line.trim_end());
    }
    Ok(ExitCode::SUCCESS)
}
