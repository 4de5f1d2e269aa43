//! Payees: accounts, members, sessions and API keys.

pub mod api_key;
pub mod close_account;
pub mod members;
pub mod passkeys;
pub mod recovery;
pub mod relying_party;
pub mod settings;
pub mod sign_in;
pub mod sign_up;

use super::Error;
use crate::domain::id::PayeeId;
use crate::store::Tx;

/// Holds a payee for a caller that gives it something to go on with, such as a key. A call that began before its account was closed would
/// leave that for good.
///
/// # Errors
/// [`Error::Conflict`] if the account is closed.
pub(crate) async fn hold_open_payee(tx: &mut Tx<'_>, payee: &PayeeId) -> Result<(), Error> {
    if tx.hold_payee(payee).await? { Ok(()) } else { Err(Error::Conflict("error-account-closed")) }
}
