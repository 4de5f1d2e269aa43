//! The payee that a command is about, by its options.

use clap::Args;

use super::WrongUse;
use super::payee::find;
use crate::actions::Context;
use crate::domain::payee::Payee;
use crate::domain::secret::token::Token;

/// Options that name a payee.
#[derive(Debug, Args)]
pub(super) struct Whose {
    /// Handle of the payee; may be left out where there is one payee, or CHIT_KEY is set
    #[arg(long)]
    payee: Option<String>,
    /// API key of the payee, instead of its handle
    #[arg(long, env = "CHIT_KEY", hide_env_values = true)]
    key: Option<String>,
}

impl Whose {
    /// The payee of the handle or of the API key, or else the only payee.
    pub(super) async fn find(&self, ctx: &Context) -> anyhow::Result<Payee> {
        if let Some(handle) = &self.payee {
            return find(ctx, handle).await;
        }
        if let Some(key) = &self.key {
            let record = ctx.store.api_key(&Token::received(key).hash()).await?;
            return Ok(record.ok_or_else(|| WrongUse("CHIT_KEY is nobody's key here".into()))?.payee);
        }
        let mut payees = ctx.store.payees().await?;
        match (payees.pop(), payees.len()) {
            (Some(only), 0) => Ok(only),
            (None, _) => Err(WrongUse("there is no payee yet".into()).into()),
            (Some(_), _) => Err(WrongUse("there are several payees: say whose with --payee HANDLE".into()).into()),
        }
    }
}
