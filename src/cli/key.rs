//! `chit key …`: a payee's API keys.

use std::process::ExitCode;

use clap::{Args, Subcommand};
use secrecy::ExposeSecret;

use super::payee::{find, find_open, wrong_use};
use super::{WrongUse, open_existing};
use crate::actions::payees::api_key::{KeyDraft, NewKey, add_api_key, revoke_api_key, rotate_api_key};
use crate::actions::{self, Context};
use crate::domain::id::KeyId;
use crate::store::ApiKey;

#[derive(Debug, Subcommand)]
pub(super) enum KeyCommand {
    /// List a payee's API keys: id, name, scopes, day of the last use
    List {
        /// Handle of the payee
        handle: String,
        /// Print JSON instead of text
        #[arg(long)]
        json: bool,
    },
    /// Make an API key; prints it, once
    Add(AddKey),
    /// Give an API key another secret; the one before stops working. Prints it, once
    Rotate(WhichKey),
    /// Revoke an API key
    Revoke(WhichKey),
}

#[derive(Debug, Args)]
pub(super) struct AddKey {
    /// Handle of the payee
    handle: String,
    /// Name to know the key by
    name: String,
    /// A scope, such as requests:write; several times for several
    #[arg(long = "scope", required = true)]
    scopes: Vec<String>,
    /// Print JSON instead of text
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Args)]
pub(super) struct WhichKey {
    /// Handle of the payee
    handle: String,
    /// Id of the key, key_…
    id: String,
    /// Print JSON instead of text
    #[arg(long)]
    json: bool,
}

impl WhichKey {
    fn id(&self) -> Result<KeyId, WrongUse> {
        KeyId::parse(&self.id)
            .ok_or_else(|| WrongUse(format!("{} is no id of a key, such as `chit key list` prints", self.id)))
    }
}

pub(super) async fn run(command: KeyCommand) -> anyhow::Result<ExitCode> {
    let ctx = open_existing().await?;
    let done = match command {
        KeyCommand::List { handle, json } => list(&ctx, &handle, json).await,
        KeyCommand::Add(wish) => add(&ctx, wish).await,
        KeyCommand::Rotate(which) => rotate(&ctx, which).await,
        KeyCommand::Revoke(which) => revoke(&ctx, which).await,
    };
    ctx.store.close().await;
    done.map(|()| ExitCode::SUCCESS)
}

fn described(key: &ApiKey) -> serde_json::Value {
    let ApiKey { id, payee_id: _, label, scopes, created_at: _, used_on } = key;
    serde_json::json!({ "id": id, "name": label, "scopes": scopes.words().collect::<Vec<_>>(), "last_used_at": used_on })
}

async fn list(ctx: &Context, handle: &str, json: bool) -> anyhow::Result<()> {
    for key in ctx.store.api_key_list(&find(ctx, handle).await?.id).await? {
        if json {
            println!("{}", described(&key));
        } else {
            let used = key.used_on.map_or("never used".to_owned(), |day| format!("used {day}"));
            println!("{}  {}  {}  {used}", key.id, key.label, key.scopes);
        }
    }
    Ok(())
}

fn print(made: &NewKey, json: bool) {
    let secret = made.secret.expose_secret();
    if json {
        let mut described = described(&made.key);
        described["key"] = secret.into();
        println!("{described}");
    } else {
        println!("{}  {}  {}", made.key.id, made.key.label, made.key.scopes);
        println!("API key: {secret}  (shown once)");
    }
}

async fn add(ctx: &Context, wish: AddKey) -> anyhow::Result<()> {
    let AddKey { handle, name, scopes, json } = wish;
    let payee = find_open(ctx, &handle).await?;
    let draft = KeyDraft { name: Some(name), scopes: Some(scopes), misread: Vec::new() };
    let made = add_api_key(ctx, &payee.id, None, draft, None).await.map_err(|error| match error {
        actions::Error::Taken(field) => WrongUse(format!("{}: {}", field.field, field.detail)).into(),
        other => wrong_use(other),
    })?;
    print(&made, json);
    Ok(())
}

fn missing(error: actions::Error, handle: &str) -> anyhow::Error {
    match error {
        actions::Error::NotFound => WrongUse(format!("{handle} has no such key")).into(),
        other => other.into(),
    }
}

async fn rotate(ctx: &Context, which: WhichKey) -> anyhow::Result<()> {
    let payee = find(ctx, &which.handle).await?;
    let made = rotate_api_key(ctx, &payee.id, None, &which.id()?, None).await.map_err(|e| missing(e, &which.handle))?;
    print(&made, which.json);
    Ok(())
}

async fn revoke(ctx: &Context, which: WhichKey) -> anyhow::Result<()> {
    let payee = find(ctx, &which.handle).await?;
    let id = which.id()?;
    revoke_api_key(ctx, &payee.id, &id).await.map_err(|e| missing(e, &which.handle))?;
    if which.json {
        println!("{}", serde_json::json!({ "id": id, "revoked": true }));
    } else {
        println!("{id} is revoked.");
    }
    Ok(())
}
