//! Payees: who is owed.

use super::clock::Instant;
use super::currency::Currency;
use super::handle::Handle;
use super::id::PayeeId;
use super::text::DisplayName;

/// Who is owed. There is deliberately no field for an e-mail address, a phone number or a legal name.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Payee {
    /// Inside the service.
    pub id: PayeeId,
    /// Its public name and personal link.
    pub handle: Handle,
    /// What it calls itself; the handle when it chose nothing.
    pub name: DisplayName,
    /// The currency of its links that name none.
    #[sqlx(try_from = "String")]
    pub currency: Currency,
    /// When it came to be.
    pub created_at: Instant,
    /// Set by the operator: its links answer as if they did not exist.
    pub disabled_at: Option<Instant>,
}
