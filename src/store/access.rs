//! Credentials: owner keys, one-time links, sessions and API keys, all of them stored as hashes.

use std::collections::HashMap;
use std::time::Duration;

use chrono::NaiveDate;

use super::lookups::{Lookups, PLACES, places};
use super::payees::{payee_columns, select_payee};
use super::{Database, Error, Store, Tx, execute, read, read_from, within};
use crate::domain::chance::Chance;
use crate::domain::clock::Timestamp;
use crate::domain::id::{KeyId, MemberId, PayeeId};
use crate::domain::payee::Payee;
use crate::domain::secret::token::TokenHash;

/// The kind of a credential by which a member signs in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx::Type)]
#[sqlx(type_name = "TEXT", rename_all = "snake_case")]
pub enum CredentialKind {
    /// A long random key that an owner keeps.
    OwnerKey,
}

/// The purpose of a one-time link.
#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx::Type)]
#[sqlx(type_name = "TEXT", rename_all = "snake_case")]
pub enum Purpose {
    /// Signing in as an existing payee.
    SignIn,
    /// Signing up as a new payee.
    Invite,
    /// Becoming a member of a payee.
    Join,
}

/// A valid API key, with its payee and scopes.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct ApiKeyRecord {
    /// The key's id, which isn't secret.
    pub key_id: KeyId,
    /// The key's scopes, separated by spaces.
    pub scopes: String,
    /// The day on which the key was last used, in UTC.
    pub used_on: Option<NaiveDate>,
    /// The payee that the key acts for.
    #[sqlx(flatten)]
    pub payee: Payee,
}

impl Tx<'_> {
    /// Replaces a member's owner key; the older one stops working.
    pub async fn replace_owner_key(
        &mut self,
        member: &MemberId,
        hash: &TokenHash,
        chance: &Chance,
        now: Timestamp,
    ) -> Result<(), Error> {
        const SQL: &str = "insert into credentials (id, member_id, kind, secret_hash, created_at) values ($1, $2, $3, $4, $5) \
            on conflict (member_id, kind) do update set id = excluded.id, secret_hash = excluded.secret_hash, \
                created_at = excluded.created_at";
        execute!(self, SQL, KeyId::draw(chance), member, CredentialKind::OwnerKey, hash, now).map(drop)
    }

    /// The member whose owner key this is, by the key's hash. It stays the member's as long as the caller holds the payee.
    pub async fn member_by_owner_key(&mut self, hash: &TokenHash) -> Result<Option<MemberId>, Error> {
        const SQL: &str = "select m.id from credentials c join members m on m.id = c.member_id \
            where c.secret_hash = $1 and c.kind = $2 and m.removed_at is null";
        let kind = CredentialKind::OwnerKey;
        Ok(within!(self, db => sqlx::query_scalar(SQL).bind(hash).bind(kind).fetch_optional(db).await)?)
    }

    /// Stores a one-time link by its token's hash; an invitation has no payee.
    pub async fn insert_one_time_link(
        &mut self,
        hash: &TokenHash,
        purpose: Purpose,
        payee: Option<&PayeeId>,
        now: Timestamp,
        expires_at: Timestamp,
    ) -> Result<(), Error> {
        const SQL: &str = "insert into one_time_links (token_hash, purpose, payee_id, created_at, expires_at) values ($1, $2, $3, $4, $5)";
        execute!(self, SQL, hash, purpose, payee, now, expires_at).map(drop)
    }

    /// Redeems a one-time link. `None` when it doesn't exist, was used or has expired; otherwise its payee, which an invitation hasn't got.
    pub async fn use_one_time_link(
        &mut self,
        hash: &TokenHash,
        purpose: Purpose,
        now: Timestamp,
    ) -> Result<Option<Option<PayeeId>>, Error> {
        const SQL: &str = "update one_time_links set used_at = $3 \
            where token_hash = $1 and purpose = $2 and used_at is null and expires_at > $3 returning payee_id";
        Ok(within!(self, db => sqlx::query_scalar(SQL).bind(hash).bind(purpose).bind(now).fetch_optional(db).await)?)
    }

    /// Stores a session by its token's hash.
    pub async fn insert_session(
        &mut self,
        hash: &TokenHash,
        payee: &PayeeId,
        member: &MemberId,
        now: Timestamp,
        expires_at: Timestamp,
    ) -> Result<(), Error> {
        const SQL: &str = "insert into sessions (token_hash, payee_id, member_id, created_at, expires_at) values ($1, $2, $3, $4, $5)";
        execute!(self, SQL, hash, payee, member, now, expires_at).map(drop)
    }

    /// Moves the end of a session that has not expired to a later moment. Returns whether there is such a session.
    pub async fn extend_session(&mut self, hash: &TokenHash, until: Timestamp, now: Timestamp) -> Result<bool, Error> {
        const SQL: &str =
            "update sessions set expires_at = $2 where token_hash = $1 and expires_at > $3 and expires_at < $2";
        Ok(execute!(self, SQL, hash, until, now)? == 1)
    }

    /// Ends the session of a token, if there is one.
    pub async fn delete_session(&mut self, hash: &TokenHash) -> Result<(), Error> {
        const SQL: &str = "delete from sessions where token_hash = $1";
        execute!(self, SQL, hash).map(drop)
    }

    /// Ends every session of a payee.
    pub async fn delete_sessions(&mut self, payee: &PayeeId) -> Result<(), Error> {
        const SQL: &str = "delete from sessions where payee_id = $1";
        execute!(self, SQL, payee).map(drop)
    }

    /// Deletes the sign-in links of a payee, used or not.
    pub async fn delete_sign_in_links(&mut self, payee: &PayeeId) -> Result<(), Error> {
        const SQL: &str = "delete from one_time_links where payee_id = $1 and purpose = $2";
        execute!(self, SQL, payee, Purpose::SignIn).map(drop)
    }

    /// Stores an API key; an older one of the same payee and label is revoked. The caller holds the payee: without that, two concurrent
    /// calls would not see each other's key to revoke it.
    pub async fn replace_api_key(
        &mut self,
        id: &KeyId,
        payee: &PayeeId,
        label: &str,
        hash: &TokenHash,
        now: Timestamp,
    ) -> Result<(), Error> {
        const OLD: &str =
            "update api_keys set revoked_at = $3 where payee_id = $1 and label = $2 and revoked_at is null";
        const NEW: &str = "insert into api_keys (id, payee_id, secret_hash, label, scopes, created_at) values ($1, $2, $3, $4, 'admin', $5)";
        execute!(self, OLD, payee, label, now)?;
        execute!(self, NEW, id, payee, hash, label, now).map(drop)
    }
}

impl Store {
    /// Returns whether a one-time link exists, is unused and has not expired.
    pub async fn is_one_time_link_good(
        &self,
        hash: &TokenHash,
        purpose: Purpose,
        now: Timestamp,
    ) -> Result<bool, Error> {
        const SQL: &str = "select count(*) from one_time_links \
            where token_hash = $1 and purpose = $2 and used_at is null and expires_at > $3";
        let good: i64 =
            read!(self, db => sqlx::query_scalar(SQL).bind(hash).bind(purpose).bind(now).fetch_one(db).await)?;
        Ok(good > 0)
    }

    /// The payee of an owner key, by the key's hash.
    pub async fn payee_by_owner_key(&self, hash: &TokenHash) -> Result<Option<Payee>, Error> {
        const SQL: &str = select_payee!(
            "join members m on m.payee_id = p.id join credentials c on c.member_id = m.id where c.secret_hash = $1 and c.kind = $2"
        );
        Ok(read!(self, db => sqlx::query_as(SQL).bind(hash).bind(CredentialKind::OwnerKey).fetch_optional(db).await)?)
    }

    /// The number of a payee's sessions that have not expired.
    pub async fn count_sessions(&self, payee: &PayeeId, now: Timestamp) -> Result<i64, Error> {
        const SQL: &str = "select count(*) from sessions where payee_id = $1 and expires_at > $2";
        Ok(read!(self, db => sqlx::query_scalar(SQL).bind(payee).bind(now).fetch_one(db).await)?)
    }

    /// An API key with its payee, unless it was revoked.
    pub async fn api_key(&self, hash: &TokenHash) -> Result<Option<ApiKeyRecord>, Error> {
        self.api_keys.find(hash.clone()).await
    }
}

macro_rules! select_api_key {
    ($which:literal) => {
        concat!(
            "select k.secret_hash, k.id as key_id, k.scopes, k.used_on, ",
            payee_columns!(),
            " from api_keys k join payees p on p.id = k.payee_id where k.revoked_at is null and k.secret_hash ",
            $which
        )
    };
}

#[derive(sqlx::FromRow)]
struct ApiKeyRow {
    secret_hash: TokenHash,
    #[sqlx(flatten)]
    record: ApiKeyRecord,
}

/// Look-ups of API keys by hash. Nothing is cached, so a revoked key is refused at once, on every replica; but one query serves all calls
/// that wait at the same time.
pub(super) type ApiKeys = Lookups<TokenHash, ApiKeyRecord>;

/// Starts the look-ups of API keys.
pub(super) fn start(database: Database, patience: Duration) -> ApiKeys {
    Lookups::start(PLACES, patience, move |hashes| read_batch(database.clone(), hashes))
}

async fn read_batch(database: Database, hashes: Vec<TokenHash>) -> Result<HashMap<TokenHash, ApiKeyRecord>, Error> {
    const ONE: &str = select_api_key!("= $1");
    const SEVERAL: &str = select_api_key!("in ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)");
    let found: Vec<ApiKeyRow> = read_from!(&database, db => {
        match hashes.as_slice() {
            [hash] => sqlx::query_as(ONE).bind(hash).fetch_all(db).await,
            hashes => places(hashes).fold(sqlx::query_as(SEVERAL), |query, hash| query.bind(hash)).fetch_all(db).await,
        }
    })?;
    Ok(found.into_iter().map(|ApiKeyRow { secret_hash, record }| (secret_hash, record)).collect())
}
