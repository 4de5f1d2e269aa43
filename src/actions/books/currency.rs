//! The currency of files that have one.

use crate::accounting::export::FormatKind;
use crate::actions::{Context, Error};
use crate::domain::id::PayeeId;
use crate::domain::money::currency::Currency;

/// The currency that a file is narrowed to: the one that was named, or the only one of the ledger, for a format with one.
///
/// # Errors
/// On the field `currency`, where the format has one currency, none is named and the ledger has not exactly one; the database's.
pub(super) async fn file_currency(
    ctx: &Context,
    payee: &PayeeId,
    format: &FormatKind,
    named: Option<Currency>,
) -> Result<Option<Currency>, Error> {
    if !format.one_currency || named.is_some() {
        return Ok(named);
    }
    match ctx.store.ledger_currencies(payee, 2).await?[..] {
        [only] => Ok(Some(only)),
        _ => Err(needed(format)),
    }
}

/// The error of a format with one currency that wasn't named.
pub(super) fn needed(format: &FormatKind) -> Error {
    Error::field("currency", "required", format!("A {} file has one currency: say which.", format.label))
}
