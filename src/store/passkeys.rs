//! Passkeys, the ceremonies of WebAuthn under way, and recovery codes.

use chrono::NaiveDate;

use super::{Error, Store, Tx, execute, read, within};
use crate::domain::clock::Timestamp;
use crate::domain::id::{MemberId, PasskeyId, PayeeId};
use crate::domain::secret::token::TokenHash;
use crate::domain::zone::Zone;

/// The purpose of a ceremony.
#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx::Type)]
#[sqlx(type_name = "TEXT", rename_all = "snake_case")]
pub enum CeremonyPurpose {
    /// Somebody signs in.
    SignIn,
    /// A member adds a passkey.
    Add,
}

/// A passkey as its member sees it.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct PasskeyRecord {
    /// The passkey's id.
    pub id: PasskeyId,
    /// The word by which its member knows the device.
    pub label: String,
    /// The moment at which it was added.
    pub created_at: Timestamp,
    /// The day of the last sign-in, in the payee's zone.
    pub last_used_on: Option<NaiveDate>,
    /// The credential's id in base64url.
    pub credential_id: String,
}

/// A passkey with what a sign-in needs.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct KnownPasskey {
    /// The passkey's id.
    pub id: PasskeyId,
    /// The member that it signs in.
    pub member_id: MemberId,
    /// The member's payee.
    pub payee_id: PayeeId,
    /// The payee's zone, whose day is recorded.
    #[sqlx(try_from = "String")]
    pub zone: Zone,
    /// The credential as JSON.
    pub credential: String,
}

/// A passkey to store.
#[derive(Debug, Clone)]
pub struct NewPasskey {
    /// The passkey's id.
    pub id: PasskeyId,
    /// The member that it signs in.
    pub member: MemberId,
    /// The credential's id in base64url.
    pub credential_id: String,
    /// The word by which its member knows the device.
    pub label: String,
    /// The signature counter.
    pub counter: i64,
    /// The credential as JSON.
    pub credential: String,
}

/// A recovery code that a typed one may be.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct RecoveryCandidate {
    /// The code's hash by Argon2id.
    pub hash: String,
    /// The member that it signs in.
    pub member_id: MemberId,
    /// The member's payee.
    pub payee_id: PayeeId,
}

impl Tx<'_> {
    /// Stores a ceremony by its token's hash.
    pub async fn insert_ceremony(
        &mut self,
        hash: &TokenHash,
        purpose: CeremonyPurpose,
        member: Option<&MemberId>,
        expires_at: Timestamp,
        state: &str,
    ) -> Result<(), Error> {
        const SQL: &str =
            "insert into ceremonies (token_hash, purpose, member_id, expires_at, state) values ($1, $2, $3, $4, $5)";
        execute!(self, SQL, hash, purpose, member, expires_at, state).map(drop)
    }

    /// Ends a ceremony, and returns its member and state. `None` if it was ended before or its time is over.
    pub async fn end_ceremony(
        &mut self,
        hash: &TokenHash,
        purpose: CeremonyPurpose,
        now: Timestamp,
    ) -> Result<Option<(Option<MemberId>, String)>, Error> {
        const SQL: &str = "delete from ceremonies where token_hash = $1 and purpose = $2 and expires_at > $3 \
            returning member_id, state";
        Ok(within!(self, db => sqlx::query_as(SQL).bind(hash).bind(purpose).bind(now).fetch_optional(db).await)?)
    }

    /// Stores a passkey.
    ///
    /// # Errors
    /// [`Error::Taken`] when the credential is known.
    pub async fn insert_passkey(&mut self, passkey: &NewPasskey, now: Timestamp) -> Result<(), Error> {
        const SQL: &str = "insert into passkeys (id, member_id, credential_id, label, counter, created_at, credential) \
            values ($1, $2, $3, $4, $5, $6, $7)";
        let NewPasskey { id, member, credential_id, label, counter, credential } = passkey;
        execute!(self, SQL, id, member, credential_id, label, counter, now, credential).map(drop)
    }

    /// Records a sign-in by a passkey. `false` if it was revoked, or its counter did not go on: a copy of the key may exist.
    pub async fn use_passkey(
        &mut self,
        id: &PasskeyId,
        counter: i64,
        credential: &str,
        day: NaiveDate,
    ) -> Result<bool, Error> {
        const SQL: &str = "update passkeys set counter = $2, credential = $3, last_used_on = $4 \
            where id = $1 and (counter < $2 or (counter = 0 and $2 = 0))";
        Ok(execute!(self, SQL, id, counter, credential, day)? == 1)
    }

    /// Renames a member's passkey. `false` if there is no such passkey.
    pub async fn rename_passkey(&mut self, member: &MemberId, id: &PasskeyId, label: &str) -> Result<bool, Error> {
        const SQL: &str = "update passkeys set label = $3 where id = $1 and member_id = $2";
        Ok(execute!(self, SQL, id, member, label)? == 1)
    }

    /// Deletes a member's passkey. `false` if there is no such passkey.
    pub async fn delete_passkey(&mut self, member: &MemberId, id: &PasskeyId) -> Result<bool, Error> {
        const SQL: &str = "delete from passkeys where id = $1 and member_id = $2";
        Ok(execute!(self, SQL, id, member)? == 1)
    }

    /// The number of a member's passkeys.
    pub async fn count_passkeys(&mut self, member: &MemberId) -> Result<i64, Error> {
        const SQL: &str = "select count(*) from passkeys where member_id = $1";
        Ok(within!(self, db => sqlx::query_scalar(SQL).bind(member).fetch_one(db).await)?)
    }

    /// Replaces a member's recovery codes, each by its locator and hash. The caller holds the payee: two concurrent calls would not see
    /// each other's codes to delete them.
    pub async fn replace_recovery_codes(&mut self, member: &MemberId, codes: &[(String, String)]) -> Result<(), Error> {
        const OLD: &str = "delete from recovery_codes where member_id = $1";
        const NEW: &str = "insert into recovery_codes (hash, member_id, locator) values ($1, $2, $3)";
        execute!(self, OLD, member)?;
        for (locator, hash) in codes {
            execute!(self, NEW, hash, member, locator)?;
        }
        Ok(())
    }

    /// Uses a recovery code up. `false` if it was used or replaced before.
    pub async fn use_recovery_code(&mut self, hash: &str, now: Timestamp) -> Result<bool, Error> {
        const SQL: &str = "update recovery_codes set used_at = $2 where hash = $1 and used_at is null";
        Ok(execute!(self, SQL, hash, now)? == 1)
    }
}

impl Store {
    /// The passkeys of a member, the first one first.
    pub async fn passkeys(&self, member: &MemberId) -> Result<Vec<PasskeyRecord>, Error> {
        const SQL: &str = "select id, label, created_at, last_used_on, credential_id from passkeys \
            where member_id = $1 order by created_at, id";
        Ok(read!(self, db => sqlx::query_as(SQL).bind(member).fetch_all(db).await)?)
    }

    /// The passkey of a credential, by its id in base64url.
    pub async fn passkey_by_credential(&self, credential_id: &str) -> Result<Option<KnownPasskey>, Error> {
        const SQL: &str = "select k.id, k.member_id, m.payee_id, p.zone, k.credential from passkeys k \
            join members m on m.id = k.member_id join payees p on p.id = m.payee_id \
            where k.credential_id = $1 and m.removed_at is null";
        Ok(read!(self, db => sqlx::query_as(SQL).bind(credential_id).fetch_optional(db).await)?)
    }

    /// The unused recovery codes with a locator.
    pub async fn recovery_candidates(&self, locator: &str) -> Result<Vec<RecoveryCandidate>, Error> {
        const SQL: &str = "select c.hash, c.member_id, m.payee_id from recovery_codes c join members m on m.id = c.member_id \
            where c.locator = $1 and c.used_at is null and m.removed_at is null";
        Ok(read!(self, db => sqlx::query_as(SQL).bind(locator).fetch_all(db).await)?)
    }

    /// The number of a member's recovery codes that were not used.
    pub async fn count_recovery_codes(&self, member: &MemberId) -> Result<i64, Error> {
        const SQL: &str = "select count(*) from recovery_codes where member_id = $1 and used_at is null";
        Ok(read!(self, db => sqlx::query_scalar(SQL).bind(member).fetch_one(db).await)?)
    }
}
