//! Members of payees: rows, roles, and the sessions that act for them.

use super::payees::payee_columns;
use super::{Error, Purpose, Store, Tx, execute, read, within};
use crate::domain::access::Role;
use crate::domain::clock::Timestamp;
use crate::domain::id::{MemberId, PayeeId};
use crate::domain::payee::Payee;
use crate::domain::secret::token::TokenHash;

/// A session that has not expired, of a member who was not removed.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct SessionRecord {
    /// The member that is signed in.
    pub member_id: MemberId,
    /// The member's role.
    pub role: Role,
    /// The moment of the sign-in.
    pub since: Timestamp,
    /// The end of the session.
    pub expires_at: Timestamp,
    /// The payee that the member acts for.
    #[sqlx(flatten)]
    pub payee: Payee,
}

/// A member as the payee's owners see it.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct MemberRecord {
    /// The member's id.
    pub id: MemberId,
    /// The member's role.
    pub role: Role,
    /// The word by which the owner knows the member.
    pub label: String,
    /// The moment at which it joined.
    pub created_at: Timestamp,
}

/// An invitation to become a member.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct JoinRecord {
    /// The role that it gives.
    pub role: Role,
    /// The label that it gives.
    pub label: String,
    /// The payee that it leads to.
    #[sqlx(flatten)]
    pub payee: Payee,
}

/// An invitation that nobody has accepted, as the payee's owners see it.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct OpenInvitation {
    /// The role that it gives.
    pub role: Role,
    /// The label that it gives.
    pub label: String,
    /// The moment at which it was made.
    pub created_at: Timestamp,
    /// The moment from which it can't be accepted.
    pub expires_at: Timestamp,
}

/// A browser that is signed in, as the payee's owners see it.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct OpenSession {
    /// The member that is signed in.
    pub member_id: MemberId,
    /// The moment at which it signed in.
    pub created_at: Timestamp,
    /// The moment at which it ends.
    pub expires_at: Timestamp,
}

impl Tx<'_> {
    /// Stores a member.
    pub async fn insert_member(
        &mut self,
        id: &MemberId,
        payee: &PayeeId,
        role: Role,
        label: &str,
        now: Timestamp,
    ) -> Result<(), Error> {
        const SQL: &str = "insert into members (id, payee_id, role, label, created_at) values ($1, $2, $3, $4, $5)";
        execute!(self, SQL, id, payee, role, label, now).map(drop)
    }

    /// The payee's first owner, as whom sign-in links sign in.
    pub async fn first_owner(&mut self, payee: &PayeeId) -> Result<MemberId, Error> {
        const SQL: &str = "select id from members where payee_id = $1 and removed_at is null and role = $2 \
            order by created_at, id limit 1";
        let found =
            within!(self, db => sqlx::query_scalar(SQL).bind(payee).bind(Role::Owner).fetch_optional(db).await)?;
        found.ok_or_else(|| Error::Defect("a payee has no owner".into()))
    }

    /// The role of a payee's member that was not removed. It stays as long as the caller holds the payee.
    pub async fn member_role(&mut self, payee: &PayeeId, member: &MemberId) -> Result<Option<Role>, Error> {
        const SQL: &str = "select role from members where id = $2 and payee_id = $1 and removed_at is null";
        Ok(within!(self, db => sqlx::query_scalar(SQL).bind(payee).bind(member).fetch_optional(db).await)?)
    }

    /// Holds the payee, and returns the role of its member as [`Self::member_role`] does. What a member does by a page begins so where it
    /// would outlive the member: who was signed in when the page was asked for may have been removed since.
    pub async fn hold_member(&mut self, payee: &PayeeId, member: &MemberId) -> Result<Option<Role>, Error> {
        self.hold_payee(payee).await?;
        self.member_role(payee, member).await
    }

    /// The number of a payee's members that were not removed.
    pub async fn count_members(&mut self, payee: &PayeeId) -> Result<i64, Error> {
        const SQL: &str = "select count(*) from members where payee_id = $1 and removed_at is null";
        Ok(within!(self, db => sqlx::query_scalar(SQL).bind(payee).fetch_one(db).await)?)
    }

    /// Removes a member with all by which it signs in. `false` if there is no such member. The caller holds the payee.
    pub async fn remove_member(&mut self, payee: &PayeeId, member: &MemberId, now: Timestamp) -> Result<bool, Error> {
        const MEMBER: &str =
            "update members set removed_at = $3 where id = $2 and payee_id = $1 and removed_at is null";
        const WAYS: [&str; 6] = [
            "delete from credentials where member_id = $1",
            "delete from ceremonies where member_id = $1",
            "delete from passkeys where member_id = $1",
            "delete from recovery_codes where member_id = $1",
            "delete from sessions where member_id = $1",
            "delete from alert_devices where member_id = $1",
        ];
        if execute!(self, MEMBER, payee, member, now)? == 0 {
            return Ok(false);
        }
        for sql in WAYS {
            execute!(self, sql, member)?;
        }
        Ok(true)
    }

    /// Ends every session of a member.
    pub async fn delete_sessions_of_member(&mut self, member: &MemberId) -> Result<(), Error> {
        const SQL: &str = "delete from sessions where member_id = $1";
        execute!(self, SQL, member).map(drop)
    }

    /// Stores an invitation to become a member, by its token's hash.
    pub async fn insert_join_link(
        &mut self,
        hash: &TokenHash,
        payee: &PayeeId,
        role: Role,
        label: &str,
        now: Timestamp,
        expires_at: Timestamp,
    ) -> Result<(), Error> {
        const SQL: &str = "insert into one_time_links (token_hash, purpose, payee_id, role, label, created_at, expires_at) \
            values ($1, $2, $3, $4, $5, $6, $7)";
        execute!(self, SQL, hash, Purpose::Join, payee, role, label, now, expires_at).map(drop)
    }

    /// Redeems an invitation to become a member. `None` when it doesn't exist, was used or has expired.
    pub async fn use_join_link(&mut self, hash: &TokenHash, now: Timestamp) -> Result<Option<(Role, String)>, Error> {
        const SQL: &str = "update one_time_links set used_at = $3 \
            where token_hash = $1 and purpose = $2 and used_at is null and expires_at > $3 returning role, label";
        Ok(within!(self, db => sqlx::query_as(SQL).bind(hash).bind(Purpose::Join).bind(now).fetch_optional(db).await)?)
    }

    /// Deletes the invitations of a payee to become a member, used or not.
    pub async fn delete_join_links(&mut self, payee: &PayeeId) -> Result<(), Error> {
        const SQL: &str = "delete from one_time_links where payee_id = $1 and purpose = $2";
        execute!(self, SQL, payee, Purpose::Join).map(drop)
    }
}

impl Store {
    /// A session that has not expired, with its member and payee.
    pub async fn session(&self, hash: &TokenHash, now: Timestamp) -> Result<Option<SessionRecord>, Error> {
        const SQL: &str = concat!(
            "select m.id as member_id, m.role, s.created_at as since, s.expires_at, ",
            payee_columns!(),
            " from sessions s join members m on m.id = s.member_id join payees p on p.id = s.payee_id \
            where s.token_hash = $1 and s.expires_at > $2 and m.removed_at is null"
        );
        Ok(read!(self, db => sqlx::query_as(SQL).bind(hash).bind(now).fetch_optional(db).await)?)
    }

    /// The members of a payee that were not removed, the first one first.
    pub async fn members(&self, payee: &PayeeId) -> Result<Vec<MemberRecord>, Error> {
        const SQL: &str = "select id, role, label, created_at from members \
            where payee_id = $1 and removed_at is null order by created_at, id";
        Ok(read!(self, db => sqlx::query_as(SQL).bind(payee).fetch_all(db).await)?)
    }

    /// The invitations of a payee that were not used and have not expired, oldest first.
    pub async fn open_invitations(&self, payee: &PayeeId, now: Timestamp) -> Result<Vec<OpenInvitation>, Error> {
        const SQL: &str = "select role, label, created_at, expires_at from one_time_links \
            where payee_id = $1 and purpose = $2 and used_at is null and expires_at > $3 order by created_at, token_hash";
        Ok(read!(self, db => sqlx::query_as(SQL).bind(payee).bind(Purpose::Join).bind(now).fetch_all(db).await)?)
    }

    /// The sessions of a payee that have not expired, oldest first.
    pub async fn sessions(&self, payee: &PayeeId, now: Timestamp) -> Result<Vec<OpenSession>, Error> {
        const SQL: &str = "select member_id, created_at, expires_at from sessions \
            where payee_id = $1 and expires_at > $2 order by created_at, token_hash";
        Ok(read!(self, db => sqlx::query_as(SQL).bind(payee).bind(now).fetch_all(db).await)?)
    }

    /// An invitation to become a member that was not used and has not expired.
    pub async fn join_link(&self, hash: &TokenHash, now: Timestamp) -> Result<Option<JoinRecord>, Error> {
        const SQL: &str = concat!(
            "select l.role, l.label, ",
            payee_columns!(),
            " from one_time_links l join payees p on p.id = l.payee_id \
            where l.token_hash = $1 and l.purpose = $2 and l.used_at is null and l.expires_at > $3"
        );
        Ok(read!(self, db => sqlx::query_as(SQL).bind(hash).bind(Purpose::Join).bind(now).fetch_optional(db).await)?)
    }
}
