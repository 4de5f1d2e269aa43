//! `chit reports`, `chit disable` and `chit enable`: buyers' reports of fraud, and taking links down.
//!
//! Strangers' texts are escaped before they are printed: a control character could move the cursor, and one that changes the direction
//! would make a line read otherwise than it is.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::process::ExitCode;

use chrono::SecondsFormat;
use clap::{Args, Subcommand};
use serde::Serialize;
use serde_json::json;

use super::{WrongUse, open_existing};
use crate::actions::payees::sign_up::disable_payee;
use crate::actions::requests::disable::disable_request;
use crate::actions::requests::report::dismiss;
use crate::actions::{self, Context};
use crate::domain::clock::Timestamp;
use crate::domain::report::{ReportReason, ReportableLink};
use crate::domain::request::{Item, RequestAmount};
use crate::domain::text::characters::escaped;
use crate::store::Reported;

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(super) struct ReportsArguments {
    /// Print JSON instead of text
    #[arg(long)]
    json: bool,
    #[command(subcommand)]
    command: Option<ReportsCommand>,
}

#[derive(Debug, Subcommand)]
enum ReportsCommand {
    /// Put a link's reports away; what is reported later is listed anew
    Dismiss(WhichReports),
}

#[derive(Debug, Args)]
pub(super) struct WhichReports {
    /// A request's code, @HANDLE for a payee with all its links, or the link itself
    link: String,
    /// Print JSON instead of text
    #[arg(long)]
    json: bool,
}

impl WhichReports {
    /// Parses the link.
    fn link(&self, ctx: &Context) -> anyhow::Result<ReportableLink> {
        let wrong = |e| WrongUse(format!("{}: {e}", escaped(self.link.trim())));
        Ok(ReportableLink::named(&self.link, ctx.public_url.as_str()).map_err(wrong)?)
    }
}

pub(super) async fn run(arguments: ReportsArguments) -> anyhow::Result<ExitCode> {
    let ReportsArguments { json, command } = arguments;
    let ctx = open_existing().await?;
    let done = match command {
        None => list(&ctx, json).await,
        Some(ReportsCommand::Dismiss(which)) => put_away(&ctx, &which).await,
    };
    ctx.store.close().await;
    done.map(|()| ExitCode::SUCCESS)
}

/// Runs `chit disable` and `chit enable`.
pub(super) async fn switch(which: &WhichReports, off: bool) -> anyhow::Result<ExitCode> {
    let ctx = open_existing().await?;
    let done = turn(&ctx, which, off).await;
    ctx.store.close().await;
    done.map(|()| ExitCode::SUCCESS)
}

async fn turn(ctx: &Context, which: &WhichReports, off: bool) -> anyhow::Result<()> {
    let link = which.link(ctx)?;
    match &link {
        ReportableLink::Request(code) => disable_request(ctx, code, off).await.map_err(|e| missing(e, &link))?,
        ReportableLink::Page(handle) => {
            let payee = super::payee::find_open(ctx, handle.as_str()).await?;
            disable_payee(ctx, &payee, off).await?;
        }
    }
    if which.json {
        println!("{}", json!({"link": link.to_string(), "disabled": off}));
    } else {
        println!("{link} is {}.", if off { "off" } else { "on" });
    }
    Ok(())
}

async fn put_away(ctx: &Context, which: &WhichReports) -> anyhow::Result<()> {
    let link = which.link(ctx)?;
    if !dismiss(ctx, link.clone()).await? {
        return Err(WrongUse(format!("no reports of {link} wait")).into());
    }
    if which.json {
        println!("{}", json!({"link": link.to_string(), "dismissed": true}));
    } else {
        println!("The reports of {link} are dismissed.");
    }
    Ok(())
}

fn missing(error: actions::Error, link: &ReportableLink) -> anyhow::Error {
    match error {
        actions::Error::NotFound => WrongUse(format!("there is no request {link}")).into(),
        other => other.into(),
    }
}

async fn list(ctx: &Context, json: bool) -> anyhow::Result<()> {
    let reported: Vec<_> =
        ctx.store.reported().await?.into_iter().map(|reported| ReportEntry::of(ctx, reported)).collect();
    if json {
        println!("{}", ascii(&serde_json::to_string(&reported)?));
    } else if reported.is_empty() {
        println!("No reports wait.");
    } else {
        let entries: Vec<_> = reported.iter().map(ReportEntry::text).collect();
        print!("{}", entries.join("\n"));
    }
    Ok(())
}

/// A reported link, as `--json` prints it.
#[derive(Debug, Serialize)]
struct ReportEntry {
    /// The argument by which `dismiss`, `disable` and `enable` name the link.
    link: String,
    url: String,
    payee: String,
    name: String,
    amount: Option<String>,
    min_amount: Option<String>,
    max_amount: Option<String>,
    currency: Option<&'static str>,
    memo: Option<String>,
    items: Vec<Item>,
    reports: i64,
    reasons: BTreeMap<ReportReason, i64>,
    first_at: Option<String>,
    last_at: Option<String>,
    disabled_at: Option<String>,
}

impl ReportEntry {
    fn of(ctx: &Context, reported: Reported) -> Self {
        let Reported { link, handle, name, asked, memo, items, disabled_at, reasons } = reported;
        let stamp = |at: Timestamp| at.to_rfc3339_opts(SecondsFormat::Secs, true);
        Self {
            link: link.to_string(),
            url: ctx.url(&link.path()).to_string(),
            payee: handle.to_string(),
            name: name.to_string(),
            amount: asked.and_then(|asked| asked.fixed()).map(|money| money.to_decimal()),
            min_amount: asked.and_then(|asked| asked.min()).map(|money| money.to_decimal()),
            max_amount: asked.and_then(|asked| asked.max()).map(|money| money.to_decimal()),
            currency: asked.map(|asked: RequestAmount| asked.currency().code()),
            memo: memo.map(|memo| memo.to_string()),
            items,
            reports: reasons.iter().map(|counted| counted.times).sum(),
            first_at: reasons.iter().map(|counted| counted.first_at).min().map(stamp),
            last_at: reasons.iter().map(|counted| counted.last_at).max().map(stamp),
            reasons: reasons.iter().map(|counted| (counted.reason, counted.times)).collect(),
            disabled_at: disabled_at.map(stamp),
        }
    }

    /// The entry as a few lines for a terminal.
    fn text(&self) -> String {
        let Self { link, url, payee, name, amount, min_amount, max_amount, currency, memo, items, .. } = self;
        let mut text = format!("{link}  {url}\n  Payee:    @{payee} ({})\n", escaped(name));
        let mut line = |label: &str, value: String| {
            // Writing to a String can't fail.
            let _ = writeln!(text, "  {:9} {value}", format!("{label}:"));
        };
        let any = |edge: &Option<String>| edge.as_deref().unwrap_or("any").to_owned();
        match (currency, amount) {
            (Some(currency), Some(amount)) => line("Amount", format!("{amount} {currency}")),
            (Some(currency), None) => line("Amount", format!("{} to {} {currency}", any(min_amount), any(max_amount))),
            (None, _) => {}
        }
        if let Some(memo) = memo {
            line("Memo", escaped(memo));
        }
        for Item { name, quantity, amount, .. } in items {
            line("Item", format!("{quantity} × {}, {}", escaped(name), escaped(amount)));
        }
        let said: Vec<_> =
            self.reasons.iter().map(|(reason, times)| format!("{times} × {}", reason.as_str())).collect();
        line("Reports", said.join(", "));
        line("First", self.first_at.clone().unwrap_or_default());
        line("Last", self.last_at.clone().unwrap_or_default());
        if let Some(since) = &self.disabled_at {
            line("Disabled", format!("since {since}"));
        }
        text
    }
}

/// Escapes JSON for a terminal without changing its meaning: characters beyond ASCII, and DEL, become `\u202e` and the like. The serializer
/// leaves those as they are, and outside of strings JSON has none.
pub(super) fn ascii(json: &str) -> String {
    let mut units = [0; 2];
    let spell = |c: char| match c {
        ' '..='~' => c.to_string(),
        other => other.encode_utf16(&mut units).iter().map(|unit| format!("\\u{unit:04x}")).collect(),
    };
    json.chars().map(spell).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const NASTY: &str = "a\u{1b}[2Jb\r\u{9b}31mc\u{7f}\u{202e}d\u{2066}\u{200b}\u{e0041}\u{61c}";

    #[test]
    fn a_terminal_gets_nothing_to_play_with() {
        assert_eq!(escaped(NASTY), "a\\u{1b}[2Jb\\r\\u{9b}31mc\\u{7f}\\u{202e}d\\u{2066}\\u{200b}\\u{e0041}\\u{61c}");
        for text in ["Bücher & „Käse“", "👩\u{200d}🌾 Farm", "مقهى", "می\u{200c}خواهم"] {
            assert_eq!(escaped(text), text);
        }
    }

    #[test]
    fn json_stays_the_same_in_ascii() {
        let text = format!("{NASTY} 👩\u{200d}🌾 \"\\ ü");
        let json = ascii(&serde_json::to_string(&text).expect("JSON"));
        assert!(json.bytes().all(|b| (b' '..=b'~').contains(&b)), "{json}");
        assert_eq!(serde_json::from_str::<String>(&json).ok(), Some(text));
    }
}
