//! `chit request`: makes a link on a running server.

use std::io::IsTerminal;
use std::process::ExitCode;

use anyhow::Context as _;
use clap::Args;
use serde_json::{Value, json};

use super::WrongUse;
use super::reports::ascii;
use crate::domain::text::characters::escaped;
use crate::share::qr::Matrix;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// In major units, such as 25.00; “open” lets the payer say how much
    amount: String,
    /// ISO 4217
    currency: String,
    /// What for
    memo: Option<String>,
    /// The server
    #[arg(long, env = "CHIT_URL", default_value = "http://127.0.0.1:8080")]
    url: url::Url,
    /// Your API key
    #[arg(long, env = "CHIT_KEY", hide_env_values = true)]
    key: String,
    /// Print the request as JSON
    #[arg(long)]
    json: bool,
}

pub(super) async fn run(arguments: Arguments) -> anyhow::Result<ExitCode> {
    let Arguments { amount, currency, memo, url, key, json } = arguments;
    let amount = (amount != "open").then_some(amount);
    let body = json!({ "amount": amount, "currency": currency, "memo": memo });
    // The TLS library wants its cryptography chosen once per process.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let address = url.join("api/v1/requests").context("CHIT_URL")?;
    let answer = reqwest::Client::new()
        .post(address)
        .bearer_auth(key)
        .header("idempotency-key", nanoid::nanoid!())
        .json(&body)
        .send()
        .await
        .with_context(|| format!("no answer from {url} (CHIT_URL)"))?;
    let made = answer.status().is_success();
    let resource: Value = answer.json().await.with_context(|| format!("{url} (CHIT_URL) does not answer like Chit"))?;
    if !made {
        return Err(WrongUse(explain(&resource)).into());
    }
    if json {
        println!("{}", ascii(&resource.to_string()));
        return Ok(ExitCode::SUCCESS);
    }
    let link = resource["url"].as_str().context("the answer has no url")?;
    if std::io::stdout().is_terminal() {
        println!("{}", Matrix::encode(link)?.terminal(true));
    }
    println!("{}", escaped(link));
    // Beside the link, so that a script that reads the link isn't disturbed.
    for warning in resource["warnings"].as_array().into_iter().flatten() {
        eprintln!("{}", escaped(warning["detail"].as_str().unwrap_or_default()));
    }
    Ok(ExitCode::SUCCESS)
}

/// A problem+json as lines.
fn explain(problem: &Value) -> String {
    let text = |value: &Value| escaped(value.as_str().unwrap_or_default());
    match problem["errors"].as_array() {
        Some(errors) => errors
            .iter()
            .map(|e| format!("{}: {}", text(&e["field"]), text(&e["detail"])))
            .collect::<Vec<_>>()
            .join("\n"),
        None => format!("{}: {}", text(&problem["title"]), text(&problem["detail"])),
    }
}
