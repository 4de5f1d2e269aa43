//! `chit payee …`: adds, invites, exports, closes and disables payees.

use std::process::ExitCode;

use clap::{Args, Subcommand};
use serde_json::json;

use super::take_along::{self, TakeAlongArguments};
use super::{WrongUse, open, open_existing};
use crate::actions::payees::api_key::make_api_key;
use crate::actions::payees::close_account::close_account;
use crate::actions::payees::sign_in;
use crate::actions::payees::sign_up::{self, SignUp};
use crate::actions::{self, Context};
use crate::domain::payee::Payee;
use crate::domain::payee::handle::Handle;

#[derive(Debug, Subcommand)]
pub(super) enum PayeeCommand {
    /// Make a payee; prints its API key and a one-time sign-in link
    Add(AddPayee),
    /// Make a new one-time sign-in link for a payee
    SignIn {
        /// Handle of the payee
        handle: String,
        /// Print JSON instead of text
        #[arg(long)]
        json: bool,
    },
    /// Make an invitation for one sign-up (CHIT_SIGNUP=invite)
    Invite {
        /// Print JSON instead of text
        #[arg(long)]
        json: bool,
    },
    /// Write all that is kept of a payee to a ZIP, but for secrets
    Export(TakeAlongArguments),
    /// Close a payee's account for good: links and keys end, what was written is erased, the ledger stays
    Close {
        /// Handle of the payee
        handle: String,
        /// Confirm it
        #[arg(long)]
        yes: bool,
        /// Print JSON instead of text
        #[arg(long)]
        json: bool,
    },
    /// Switch a payee off: its links answer as if they did not exist
    Disable {
        /// Handle of the payee
        handle: String,
        /// Print JSON instead of text
        #[arg(long)]
        json: bool,
    },
    /// Switch a payee on again
    Enable {
        /// Handle of the payee
        handle: String,
        /// Print JSON instead of text
        #[arg(long)]
        json: bool,
    },
}

#[derive(Debug, Args)]
pub(super) struct AddPayee {
    /// 3 to 20 of a–z, 0–9 and hyphens
    handle: String,
    /// Display name; the handle if left out
    #[arg(long, default_value = "")]
    name: String,
    /// The currency of links that name none
    #[arg(long, default_value = "EUR")]
    currency: String,
    /// Language of its links: en, de, fr, es, pt, it, nl, pl, tr, ar, hi, ja or zh
    #[arg(long, default_value = "en")]
    language: String,
    /// The IANA time zone whose days its books and pages go by
    #[arg(long, default_value = "UTC")]
    zone: String,
    /// Print JSON instead of text
    #[arg(long)]
    json: bool,
}

pub(super) async fn run(command: PayeeCommand) -> anyhow::Result<ExitCode> {
    let ctx = match &command {
        PayeeCommand::Add(AddPayee { handle, .. }) => {
            // An invalid handle is refused before a database is created for it.
            parsed(handle)?;
            open().await?
        }
        PayeeCommand::Invite { .. } => open().await?,
        PayeeCommand::SignIn { .. }
        | PayeeCommand::Export(_)
        | PayeeCommand::Close { .. }
        | PayeeCommand::Disable { .. }
        | PayeeCommand::Enable { .. } => open_existing().await?,
    };
    let done = match command {
        PayeeCommand::Add(wish) => add(&ctx, wish).await,
        PayeeCommand::SignIn { handle, json } => link(&ctx, &handle, json).await,
        PayeeCommand::Invite { json } => invite(&ctx, json).await,
        PayeeCommand::Export(arguments) => export(&ctx, &arguments).await,
        PayeeCommand::Close { handle, yes, json } => close(&ctx, &handle, yes, json).await,
        PayeeCommand::Disable { handle, json } => switch(&ctx, &handle, true, json).await,
        PayeeCommand::Enable { handle, json } => switch(&ctx, &handle, false, json).await,
    };
    ctx.store.close().await;
    done.map(|()| ExitCode::SUCCESS)
}

async fn add(ctx: &Context, wish: AddPayee) -> anyhow::Result<()> {
    let AddPayee { handle, name, currency, language, zone, json } = wish;
    let made = sign_up::sign_up(ctx, &SignUp { handle, name, currency, language, zone }, None).await;
    let payee = made.map_err(wrong_use)?.payee;
    let key = make_api_key(ctx, &payee.id, "first").await?;
    let link = sign_in_url(ctx, &payee).await?;
    if json {
        let made = json!({ "handle": payee.handle, "api_key": key.reveal(), "sign_in_url": link });
        println!("{made}");
    } else {
        println!("Payee:   {} ({})", payee.handle, payee.name);
        println!("API key: {}  (shown once)", key.reveal());
        println!("Sign in: {link}  (once, within 24 hours)");
    }
    Ok(())
}

async fn sign_in_url(ctx: &Context, payee: &Payee) -> anyhow::Result<String> {
    let token = sign_in::make_link(ctx, &payee.id).await?;
    Ok(ctx.url(&format!("app/sign-in/{}", token.reveal())).to_string())
}

async fn link(ctx: &Context, handle: &str, json: bool) -> anyhow::Result<()> {
    let payee = find_open(ctx, handle).await?;
    let url = sign_in_url(ctx, &payee).await?;
    if json {
        println!("{}", json!({ "handle": payee.handle, "sign_in_url": url }));
    } else {
        println!("{url}");
    }
    Ok(())
}

async fn invite(ctx: &Context, json: bool) -> anyhow::Result<()> {
    let token = sign_up::invite(ctx).await?;
    let url = ctx.url(&format!("app/sign-up?invite={}", token.reveal()));
    if json {
        println!("{}", json!({ "sign_up_url": url }));
    } else {
        println!("{url}");
    }
    Ok(())
}

async fn export(ctx: &Context, arguments: &TakeAlongArguments) -> anyhow::Result<()> {
    take_along::run(ctx, &find(ctx, &arguments.handle).await?, arguments).await
}

async fn close(ctx: &Context, handle: &str, yes: bool, json: bool) -> anyhow::Result<()> {
    let payee = find_open(ctx, handle).await?;
    if !yes {
        let handle = &payee.handle;
        let what = format!(
            "this closes the account of {handle} for good: write what is kept of it to a file first, by `chit payee export {handle} --out FILE`, and then say --yes"
        );
        return Err(WrongUse(what).into());
    }
    close_account(ctx, &payee, None, payee.handle.as_str()).await?;
    if json {
        println!("{}", json!({ "handle": payee.handle, "closed": true }));
    } else {
        println!("The account of {} is closed.", payee.handle);
    }
    Ok(())
}

async fn switch(ctx: &Context, handle: &str, off: bool, json: bool) -> anyhow::Result<()> {
    let payee = find_open(ctx, handle).await?;
    sign_up::disable_payee(ctx, &payee, off).await?;
    if json {
        println!("{}", json!({ "handle": payee.handle, "disabled": off }));
    } else {
        println!("{} is {}.", payee.handle, if off { "off" } else { "on" });
    }
    Ok(())
}

fn parsed(handle: &str) -> Result<Handle, WrongUse> {
    Handle::parse(handle).map_err(|e| WrongUse(format!("{handle}: {e}")))
}

/// The payee of a handle.
pub(super) async fn find(ctx: &Context, handle: &str) -> anyhow::Result<Payee> {
    let parsed = parsed(handle)?;
    let payee = ctx.store.payee_by_handle(&parsed).await?;
    Ok(payee.ok_or_else(|| WrongUse(format!("there is no payee {parsed}")))?)
}

/// The payee of a handle, unless its account is closed.
pub(super) async fn find_open(ctx: &Context, handle: &str) -> anyhow::Result<Payee> {
    let payee = find(ctx, handle).await?;
    match payee.closed_at {
        None => Ok(payee),
        Some(_) => Err(WrongUse(format!("the account of {} is closed", payee.handle)).into()),
    }
}

/// Turns wrong input into [`WrongUse`]; any other error stays a failure.
pub(super) fn wrong_use(error: actions::Error) -> anyhow::Error {
    match error {
        actions::Error::Invalid(fields) => {
            let lines: Vec<_> = fields.iter().map(|f| format!("{}: {}", f.field, f.detail)).collect();
            WrongUse(lines.join("\n")).into()
        }
        other => other.into(),
    }
}
