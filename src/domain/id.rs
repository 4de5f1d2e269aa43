//! Opaque ids of things without a public code: `pay_…`, `mtd_…`. The prefix shows an id's type in a log.

use serde::Serialize;

use super::chance::Chance;
use super::schema::{self, schemas};

/// 22 base58 characters: 128 bits, so that an id in a URL can't be guessed.
const LENGTH: usize = 22;

macro_rules! ids {
    ($($(#[doc = $doc:literal])* $name:ident = $prefix:literal;)*) => {$(
        $(#[doc = $doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, sqlx::Type)]
        #[sqlx(transparent)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// Draws a new random id.
            pub fn draw(chance: &Chance) -> Self {
                Self(format!(concat!($prefix, "_{}"), chance.base58(LENGTH)))
            }

            /// Reads an id from a URL. It is well-formed, but may not exist.
            pub fn parse(text: &str) -> Option<Self> {
                let rest = text.strip_prefix(concat!($prefix, "_"))?;
                (rest.len() == LENGTH && rest.bytes().all(|b| b.is_ascii_alphanumeric())).then(|| Self(text.into()))
            }

            /// The id with its prefix.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }

        schemas! {
            $name: |about| schema::text(about)
                .pattern(Some(format!("^{}_[0-9A-Za-z]{{{LENGTH}}}$", $prefix)))
                .examples([format!("{}_2gtagy838ggRpiNfeds6iL", $prefix)]), concat!($($doc, "\n"),*);
        }
    )*};
}

ids! {
    /// A payee's internal id; its public name is the handle.
    PayeeId = "pye";
    /// The id of a member of a payee.
    MemberId = "mbr";
    /// The id of a member's passkey.
    PasskeyId = "psk";
    /// A payment's id, in the API and in exports.
    PaymentId = "pay";
    /// A method's id, part of its webhook's URL.
    MethodId = "mtd";
    /// A ledger line's id; `movement_id` in exports.
    MovementId = "mov";
    /// An API key's public part.
    KeyId = "key";
    /// The id of a count of reports: of one link, for one reason.
    ReportId = "rep";
    /// A refund's id, and its idempotency key at the provider.
    RefundId = "rfd";
    /// A bank statement's id.
    StatementId = "stm";
    /// The id of an entry of a bank statement.
    EntryId = "ent";
    /// A batch's id; `batch_id` in its file.
    BatchId = "bat";
    /// A close's id.
    CloseId = "cls";
    /// The id of an endpoint, which the API calls a webhook.
    EndpointId = "whk";
    /// The id of a delivery to an endpoint.
    DeliveryId = "dlv";
    /// A split's id. Only its payee sees it.
    SplitId = "spl";
    /// The id of a product in a payee's catalogue, which the order page's form sends.
    ProductId = "prd";
    /// The id of a device that is told of a payee's money.
    AlertDeviceId = "dev";
}
