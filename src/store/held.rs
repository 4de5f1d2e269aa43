//! Rows that only the file which a payee takes along shows whole: with what was removed or revoked, and how its tables are read.

use super::api_keys::ApiKey;
use super::members::MemberRecord;
use super::{Error, Store, read};
use crate::domain::clock::Timestamp;
use crate::domain::id::PayeeId;
use crate::domain::method::Method;

/// A method, whether removed or not.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct HeldMethod {
    /// The method.
    #[sqlx(flatten)]
    pub method: Method,
    /// The moment at which its payee removed it.
    pub removed_at: Option<Timestamp>,
}

/// A member, whether removed or not.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct HeldMember {
    /// The member.
    #[sqlx(flatten)]
    pub member: MemberRecord,
    /// The moment at which an owner removed it.
    pub removed_at: Option<Timestamp>,
}

/// An API key, whether revoked or not, without its secret.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct HeldApiKey {
    /// The key.
    #[sqlx(flatten)]
    pub key: ApiKey,
    /// The moment at which it was revoked.
    pub revoked_at: Option<Timestamp>,
}

/// A mapping of a table's columns that a payee chose.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct HeldMapping {
    /// The moment at which it was chosen.
    pub created_at: Timestamp,
    /// The mapping, as JSON.
    pub mapping: String,
}

impl Store {
    /// All methods of a payee: those that are offered, in the payee's order, and then those that were removed.
    pub async fn held_methods(&self, payee: &PayeeId) -> Result<Vec<HeldMethod>, Error> {
        const SQL: &str = "select id, payee_id, rail, test, only_currency, wallet, label, created_at, removed_at from methods \
            where payee_id = $1 order by case when removed_at is null then 0 else 1 end, position, created_at, id";
        Ok(read!(self, db => sqlx::query_as(SQL).bind(payee).fetch_all(db).await)?)
    }

    /// All members of a payee, the first one first, and then those that were removed.
    pub async fn held_members(&self, payee: &PayeeId) -> Result<Vec<HeldMember>, Error> {
        const SQL: &str = "select id, role, label, created_at, removed_at from members \
            where payee_id = $1 order by case when removed_at is null then 0 else 1 end, created_at, id";
        Ok(read!(self, db => sqlx::query_as(SQL).bind(payee).fetch_all(db).await)?)
    }

    /// All API keys of a payee, newest first, and then those that were revoked.
    pub async fn held_api_keys(&self, payee: &PayeeId) -> Result<Vec<HeldApiKey>, Error> {
        const SQL: &str = "select id, payee_id, label, scopes, created_at, used_on, revoked_at from api_keys \
            where payee_id = $1 order by case when revoked_at is null then 0 else 1 end, created_at desc, id desc";
        Ok(read!(self, db => sqlx::query_as(SQL).bind(payee).fetch_all(db).await)?)
    }

    /// The mappings of tables that a payee chose, oldest first.
    pub async fn held_mappings(&self, payee: &PayeeId) -> Result<Vec<HeldMapping>, Error> {
        const SQL: &str =
            "select created_at, mapping from statement_mappings where payee_id = $1 order by created_at, header";
        Ok(read!(self, db => sqlx::query_as(SQL).bind(payee).fetch_all(db).await)?)
    }
}
