//! The currency of files that have one.

use crate::accounting::export::FormatKind;
use crate::actions::{Context, Error};
use crate::domain::id::PayeeId;
use crate::domain::money::currency::Currency;

/// The currency that a file is narrowed to: the one that was named, or the only one of the ledger, for a format with one.
///
/// # Errors
/// On the field `currency`, where the format has one currency, none is named and the ledger has not exactly one, or the format can't hold the
/// currency; the database's.
pub(super) async fn file_currency(
    ctx: &Context,
    payee: &PayeeId,
    format: &FormatKind,
    named: Option<Currency>,
) -> Result<Option<Currency>, Error> {
    let currency = match named {
        None if format.one_currency => match ctx.store.ledger_currencies(payee, 2).await?[..] {
            [only] => Some(only),
            _ => return Err(needed(format)),
        },
        named => named,
    };
    holds(format, currency)?;
    Ok(currency)
}

/// Checks that a format can hold a currency: those with a code of ISO 4217 can't hold bitcoin, whatever their readers would make of it.
///
/// # Errors
/// On the field `currency`.
pub(super) fn holds(format: &FormatKind, currency: Option<Currency>) -> Result<(), Error> {
    match currency.filter(|currency| format.iso_only && !currency.is_iso()) {
        None => Ok(()),
        Some(currency) => {
            let label = format.label;
            let detail = format!(
                "{label} knows the currencies of ISO 4217 only, and {currency} is none. Choose another format, such as csv or xlsx."
            );
            Err(Error::field("currency", "not_iso", detail))
        }
    }
}

/// The error of a format with one currency that wasn't named.
pub(super) fn needed(format: &FormatKind) -> Error {
    Error::field("currency", "required", format!("A {} file has one currency: say which.", format.label))
}
