//! A payee's API keys, as their owner sees them.

use chrono::NaiveDate;

use super::{Error, Store, Tx, execute, read, within};
use crate::domain::access::Scopes;
use crate::domain::clock::Timestamp;
use crate::domain::id::{KeyId, PayeeId};
use crate::domain::secret::token::TokenHash;

/// An API key that isn't revoked, without its secret.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct ApiKey {
    /// The id, which isn't secret.
    pub id: KeyId,
    /// The payee that the key acts for.
    pub payee_id: PayeeId,
    /// The name, which no other key of the payee has.
    pub label: String,
    /// The scopes.
    #[sqlx(try_from = "String")]
    pub scopes: Scopes,
    /// The time at which it was made.
    pub created_at: Timestamp,
    /// The day on which it was last used, in UTC.
    pub used_on: Option<NaiveDate>,
}

macro_rules! select_key {
    ($rest:literal) => {
        concat!(
            "select k.id, k.payee_id, k.label, k.scopes, k.created_at, k.used_on from api_keys k where k.revoked_at is null and ",
            $rest
        )
    };
}

impl Store {
    /// A payee's keys, newest first.
    pub async fn api_key_list(&self, payee: &PayeeId) -> Result<Vec<ApiKey>, Error> {
        const SQL: &str = select_key!("k.payee_id = $1 order by k.created_at desc, k.id desc");
        Ok(read!(self, db => sqlx::query_as(SQL).bind(payee).fetch_all(db).await)?)
    }
}

impl Tx<'_> {
    /// A payee's keys as they stand inside this transaction. The caller holds the payee, so they stand still.
    pub async fn api_keys(&mut self, payee: &PayeeId) -> Result<Vec<ApiKey>, Error> {
        const SQL: &str = select_key!("k.payee_id = $1 order by k.created_at desc, k.id desc");
        Ok(within!(self, db => sqlx::query_as(SQL).bind(payee).fetch_all(db).await)?)
    }

    /// Stores a new key by its hash.
    pub async fn insert_api_key(&mut self, key: &ApiKey, hash: &TokenHash) -> Result<(), Error> {
        const SQL: &str = "insert into api_keys (id, payee_id, secret_hash, label, scopes, created_at) values ($1, $2, $3, $4, $5, $6)";
        let ApiKey { id, payee_id, label, scopes, created_at, used_on: _ } = key;
        execute!(self, SQL, id, payee_id, hash, label, scopes.to_string(), created_at).map(drop)
    }

    /// Gives a key another secret; the one before stops working. `false` when it is revoked, or isn't this payee's.
    pub async fn replace_api_key_hash(&mut self, payee: &PayeeId, id: &KeyId, hash: &TokenHash) -> Result<bool, Error> {
        const SQL: &str = "update api_keys set secret_hash = $3 where id = $1 and payee_id = $2 and revoked_at is null";
        Ok(execute!(self, SQL, id, payee, hash)? == 1)
    }

    /// Revokes a key. `false` when it is revoked already, or isn't this payee's.
    pub async fn revoke_api_key(&mut self, payee: &PayeeId, id: &KeyId, now: Timestamp) -> Result<bool, Error> {
        const SQL: &str = "update api_keys set revoked_at = $3 where id = $1 and payee_id = $2 and revoked_at is null";
        Ok(execute!(self, SQL, id, payee, now)? == 1)
    }

    /// Records the day on which a key is used, if it is a later one.
    pub async fn note_key_use(&mut self, id: &KeyId, day: NaiveDate) -> Result<(), Error> {
        const SQL: &str = "update api_keys set used_on = $2 where id = $1 and (used_on is null or used_on < $2)";
        execute!(self, SQL, id, day).map(drop)
    }
}
