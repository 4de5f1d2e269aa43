//! `chit request`: makes a link on a running server.

use std::io::IsTerminal;
use std::process::ExitCode;

use anyhow::Context as _;
use clap::Args;
use serde_json::{Value, json};

use super::WrongUse;
use super::reports::ascii;
use crate::config::{self, KEY, URL, variable};
use crate::domain::text::characters::escaped;
use crate::share::qr::Matrix;

#[derive(Debug, Args)]
pub(super) struct RequestArguments {
    /// In major units, such as 25.00; “open” lets the payer say how much
    amount: String,
    /// Currency code by ISO 4217, such as EUR
    currency: String,
    /// Memo for the payer, such as “Two loaves of rye”
    memo: Option<String>,
    /// A part of the amount with the day by which it is to be paid, such as 100.00@2026-12-01; @2026-12-24 takes the rest. Once for each
    /// part
    #[arg(long = "part", value_name = "AMOUNT@DAY", value_parser = part)]
    parts: Vec<Value>,
    /// A further price in another currency, such as 27.00USD, of which the payer pays one. Once for each price
    #[arg(long = "or", value_name = "AMOUNTCURRENCY", value_parser = price)]
    prices: Vec<Value>,
    #[command(flatten)]
    server: ServerArguments,
    /// Print the request as JSON
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Args)]
pub(super) struct ServerArguments {
    /// The server; CHIT_URL if left out, and http://127.0.0.1:8080 if that isn't set
    #[arg(long)]
    url: Option<url::Url>,
    /// Your API key; CHIT_KEY if left out
    #[arg(long)]
    key: Option<String>,
    /// A name for this call, which another one is not to have for two days; drawn if left out. A call that is made again by its name, because
    /// the answer to it was lost, makes nothing twice
    #[arg(long, value_name = "NAME")]
    once: Option<String>,
}

/// A running server, and the key by which it is called.
#[derive(Debug)]
pub(super) struct Server {
    url: url::Url,
    key: String,
    /// The idempotency key of the command's one call.
    once: String,
}

impl ServerArguments {
    /// The server and key: as given, or by the environment, whose unknown settings are told.
    pub(super) fn find(self) -> Result<Server, WrongUse> {
        let Self { url, key, once } = self;
        for unknown in config::unknown_settings() {
            eprintln!("chit: {unknown}");
        }
        Ok(Server { url: server(url)?, key: own_key(key)?, once: once.unwrap_or_else(|| nanoid::nanoid!()) })
    }
}

impl Server {
    /// Sends a POST to a path of the API, once: `with` adds its body.
    pub(super) async fn post(
        &self,
        path: &str,
        with: impl FnOnce(reqwest::RequestBuilder) -> reqwest::RequestBuilder,
    ) -> anyhow::Result<reqwest::Response> {
        // The TLS library needs a cryptography provider, chosen once per process.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let address = self.url.join(&format!("api/v1/{path}")).context("CHIT_URL")?;
        let call = reqwest::Client::new().post(address).bearer_auth(&self.key).header("idempotency-key", &self.once);
        with(call).send().await.with_context(|| format!("no answer from {} (CHIT_URL); {}", self.url, self.again()))
    }

    /// The error of an answer that isn't Chit's.
    pub(super) fn unlike(&self) -> String {
        format!("{} (CHIT_URL) does not answer like Chit", self.url)
    }

    /// The error of an answer that broke off.
    pub(super) fn broken(&self) -> String {
        format!("no whole answer from {} (CHIT_URL); {}", self.url, self.again())
    }

    /// The advice for a call whose answer was lost: it may have been carried out.
    fn again(&self) -> String {
        format!("run it again with --once={}, and nothing is made twice", escaped(&self.once))
    }
}

pub(super) async fn run(arguments: RequestArguments) -> anyhow::Result<ExitCode> {
    let RequestArguments { amount, currency, memo, parts, prices, server, json } = arguments;
    let server = server.find()?;
    let amount = (amount != "open").then_some(amount);
    let body = json!({ "amount": amount, "currency": currency, "memo": memo, "parts": parts, "prices": prices });
    let answer = server.post("requests", |call| call.json(&body)).await?;
    let made = answer.status().is_success();
    let body = answer.bytes().await.with_context(|| server.broken())?;
    let resource: Value = serde_json::from_slice(&body).with_context(|| server.unlike())?;
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
    // To standard error, so that a script that reads the link isn't disturbed.
    if resource["test"] == Value::Bool(true) {
        eprintln!("Test: no money moves.");
    }
    for warning in resource["warnings"].as_array().into_iter().flatten() {
        eprintln!("{}", escaped(warning["detail"].as_str().unwrap_or_default()));
    }
    Ok(ExitCode::SUCCESS)
}

/// A part as the API wants it.
fn part(text: &str) -> Result<Value, String> {
    let (amount, day) = text.split_once('@').ok_or("write the amount, @ and the day, such as 100.00@2026-12-01")?;
    Ok(json!({ "amount": Some(amount).filter(|amount| !amount.is_empty()), "due_on": day }))
}

/// A further price as the API wants it.
fn price(text: &str) -> Result<Value, String> {
    let at =
        text.find(|c: char| c.is_ascii_alphabetic()).ok_or("write the amount and the currency, such as 27.00USD")?;
    let (amount, currency) = text.split_at(at);
    Ok(json!({ "amount": amount.trim(), "currency": currency }))
}

/// The server's address: as given, or by the environment.
fn server(given: Option<url::Url>) -> Result<url::Url, WrongUse> {
    let set = || variable(URL).unwrap_or_else(|| "http://127.0.0.1:8080".to_owned());
    let wants = |_| WrongUse(format!("{URL} wants the address of a server, such as https://pay.example"));
    let mut url = given.map_or_else(|| set().parse().map_err(wants), Ok)?;
    // A path of the server's stays in front of what is joined to it only with a slash at its end.
    let path = format!("{}/", url.path().trim_end_matches('/'));
    url.set_path(&path);
    Ok(url)
}

/// The API key: as given, or by the environment.
fn own_key(given: Option<String>) -> Result<String, WrongUse> {
    let wants = || {
        WrongUse(format!(
            "{KEY} is not set: it wants your API key, in the environment or in .env; --key will do as well"
        ))
    };
    given.or_else(|| variable(KEY)).ok_or_else(wants)
}

/// The text of a problem+json (RFC 9457), as lines.
pub(super) fn explain(problem: &Value) -> String {
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
