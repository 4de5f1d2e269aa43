//! Opaque ids of things that have no public code: `pay_…`, `mtd_…`. The prefix says what it is when one turns up in a log.

use serde::Serialize;

use super::chance::Chance;

/// 22 base58 characters: 128 bits, so an id can stand in a URL without being guessed.
const LENGTH: usize = 22;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident = $prefix:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, sqlx::Type)]
        #[sqlx(transparent)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// A new one.
            pub fn draw(chance: &Chance) -> Self {
                Self(format!(concat!($prefix, "_{}"), chance.base58(LENGTH)))
            }

            /// An id out of a URL. It may name nothing, but it has the shape of one.
            pub fn parse(text: &str) -> Option<Self> {
                let rest = text.strip_prefix(concat!($prefix, "_"))?;
                (rest.len() == LENGTH && rest.bytes().all(|b| b.is_ascii_alphanumeric())).then(|| Self(text.into()))
            }

            /// The text of it.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }
    )*};
}

ids! {
    /// A payee, inside the service. The public name of a payee is its handle.
    PayeeId = "pye";
    /// A payment.
    PaymentId = "pay";
    /// A payee's method.
    MethodId = "mtd";
    /// A ledger entry; what an export calls `movement_id`.
    MovementId = "mov";
    /// An API key's public half.
    KeyId = "key";
    /// A count of reports: of one link, for one reason.
    ReportId = "rep";
    /// A refund that a payee asked for; the idempotency key at the provider.
    RefundId = "rfd";
}
