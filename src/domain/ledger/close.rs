//! Closes of the books.

use chrono::NaiveDate;
use serde::Serialize;

use super::ChainHash;
use crate::domain::clock::Timestamp;
use crate::domain::id::{CloseId, PayeeId};

/// The cause of a close.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, sqlx::Type, utoipa::ToSchema)]
#[sqlx(type_name = "TEXT", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum CloseCause {
    /// The payee closed the books.
    Payee,
    /// The closing day came.
    Calendar,
}

/// A close: no further line is booked on a day up to `until`.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Close {
    /// The id, `cls_…`.
    pub id: CloseId,
    /// The payee whose books are closed.
    pub payee_id: PayeeId,
    /// The last closed day.
    pub until: NaiveDate,
    /// The cause.
    pub cause: CloseCause,
    /// The time at which the books were closed.
    pub closed_at: Timestamp,
    /// The number of the ledger's last line then.
    pub seq: i64,
    /// The hash of that line.
    pub hash: ChainHash,
}
