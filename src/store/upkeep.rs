//! Upkeep: rows that expire or are deleted.

use super::{Error, Tx, execute, within};
use crate::domain::clock::Timestamp;
use crate::domain::id::{PayeeId, PaymentId};
use crate::domain::notice::NoticeKind;
use crate::domain::request::code::RequestCode;

/// The maximum number of rows of a step.
pub(super) const STEP: i64 = 500;

/// Returns whether a step had as many rows as it may, so that there may be more.
pub(super) fn is_whole(rows: u64) -> bool {
    i64::try_from(rows).is_ok_and(|rows| rows >= STEP)
}

/// An attempt to be deleted.
#[derive(sqlx::FromRow)]
struct OldAttempt {
    id: PaymentId,
    request_code: RequestCode,
    provider_ref: Option<String>,
}

impl Tx<'_> {
    /// Marks open requests that have expired as lapsed, and notes it for their payees' programs. Returns whether there may be more of them.
    pub async fn note_lapsed(&mut self, now: Timestamp) -> Result<bool, Error> {
        // The statement holds the rows that it marks until the commit. One that somebody else marked meanwhile isn't marked again.
        const SQL: &str = "update requests set lapsed = true where code in (select r.code from requests r \
                where r.state = 'open' and not r.lapsed and r.expires_at <= $1 order by r.expires_at limit $2) \
            and state = 'open' and not lapsed and expires_at <= $1 returning code, payee_id";
        let lapsed: Vec<(RequestCode, PayeeId)> =
            within!(self, db => sqlx::query_as(SQL).bind(now).bind(STEP).fetch_all(db).await)?;
        for (code, payee) in &lapsed {
            self.note(code, payee, NoticeKind::RequestExpired, None, now).await?;
        }
        Ok(is_whole(u64::try_from(lapsed.len()).unwrap_or_default()))
    }

    /// Expires pending payments whose time is over. A claimed one waits for its payee, a processing one for its provider. Returns their
    /// number, and whether there may be more. Those that hold units are expired by [`Self::expire_picked`].
    pub async fn expire_payments(&mut self, now: Timestamp) -> Result<(u64, bool), Error> {
        const SQL: &str = "update payments set state = 'expired' where id in (select x.id from payments x \
                where x.state = 'pending' and x.expires_at <= $1 and x.picks is null order by x.expires_at limit $2) \
            and state = 'pending' and expires_at <= $1";
        let rows = execute!(self, SQL, now, STEP)?;
        Ok((rows, is_whole(rows)))
    }

    /// Deletes attempts from before a moment that ended without money, were never claimed and have no call to a provider planned, with
    /// their events; and a request that a personal link made for one. An attempt with an event that could not be applied stays, with its
    /// events; and one of which the ledger has lines, because its settlement was taken back. Returns their number, and whether there may be more.
    pub async fn forget_attempts(&mut self, before: Timestamp) -> Result<(u64, bool), Error> {
        const FIND: &str = "select x.id, x.request_code, x.provider_ref from payments x \
            where x.received is null and x.claimed_at is null and x.next_poll_at is null and x.state in ('expired', 'failed') \
                and x.created_at < $1 and x.set_aside_at is null and x.end_try_at is null \
                and not exists (select 1 from refunds f where f.payment_id = x.id) \
                and not exists (select 1 from statement_matches m where m.payment_id = x.id) \
                and not exists (select 1 from ledger_entries l where l.payment_id = x.id) \
                and not exists (select 1 from rail_events e where e.payment_id = x.id and e.outcome not in ('applied', 'unchanged')) \
            order by x.created_at limit $2";
        const EVENTS: &str = "delete from rail_events where payment_id = $1";
        const ATTEMPT: &str = "delete from payments where id = $1 and received is null and claimed_at is null \
            and state in ('expired', 'failed')";
        let found: Vec<OldAttempt> =
            within!(self, db => sqlx::query_as(FIND).bind(before).bind(STEP).fetch_all(db).await)?;
        let (mut forgotten, is_whole) = (0, is_whole(u64::try_from(found.len()).unwrap_or_default()));
        for OldAttempt { id, request_code, provider_ref } in found {
            execute!(self, EVENTS, &id)?;
            forgotten += execute!(self, ATTEMPT, &id)?;
            if let Some(reference) = provider_ref {
                self.remove_carried_word(&request_code, &reference).await?;
            }
            self.forget_request_of_link(&request_code).await?;
        }
        // Payers may have written notes.
        self.effects.erased |= forgotten > 0;
        Ok((forgotten, is_whole))
    }

    /// Deletes a request that a personal link made for attempts of which none is left. A reported one stays.
    async fn forget_request_of_link(&mut self, code: &RequestCode) -> Result<(), Error> {
        const LEFT: &str = "select count(*) from requests r where r.code = $1 and r.origin = 'link' and r.paid_count = 0 \
            and not exists (select 1 from payments x where x.request_code = r.code) \
            and not exists (select 1 from reports p where p.request_code = r.code)";
        const WORDS: &str = "delete from request_words where code = $1";
        const WAYS: &str = "delete from request_ways where code = $1";
        const REQUEST: &str = "delete from requests where code = $1";
        let left: i64 = within!(self, db => sqlx::query_scalar(LEFT).bind(code).fetch_one(db).await)?;
        if left == 1 {
            self.forget_notices_of(code).await?;
            execute!(self, WORDS, code)?;
            execute!(self, WAYS, code)?;
            self.replace_after_payment(code, None).await?;
            execute!(self, REQUEST, code)?;
        }
        Ok(())
    }

    /// Deletes notices that are in line, and deliveries, from before a moment; and the messages of deliveries from before a later one.
    /// Returns whether there may be more of any.
    pub async fn forget_notices(&mut self, before: Timestamp, bodies_before: Timestamp) -> Result<bool, Error> {
        const NOTICES: &str = "delete from notices where (request_code, position) in (select n.request_code, n.position from notices n \
            where n.occurred_at < $1 and n.seq is not null order by n.occurred_at limit $2)";
        const DELIVERIES: &str = "delete from deliveries where id in (select d.id from deliveries d \
            where d.created_at < $1 order by d.created_at limit $2)";
        const BODIES: &str = "update deliveries set body = null where id in (select d.id from deliveries d \
            where d.body is not null and d.created_at < $1 order by d.created_at limit $2)";
        let mut more = false;
        for (sql, before) in [(NOTICES, before), (DELIVERIES, before), (BODIES, bodies_before)] {
            let rows = execute!(self, sql, before, STEP)?;
            more |= is_whole(rows);
            // Messages repeat memos.
            self.effects.erased |= rows > 0 && sql != NOTICES;
        }
        Ok(more)
    }

    /// Deletes sessions with their devices, one-time links, ceremonies and answers kept for idempotency that have expired.
    pub async fn forget(&mut self, now: Timestamp) -> Result<(), Error> {
        const SESSIONS: &str = "delete from sessions where expires_at <= $1";
        const LINKS: &str = "delete from one_time_links where expires_at <= $1";
        const CEREMONIES: &str = "delete from ceremonies where expires_at <= $1";
        const ANSWERS: &str = "delete from idempotency_keys where expires_at <= $1";
        self.delete_alert_devices_of_ended_sessions(now).await?;
        execute!(self, SESSIONS, now)?;
        execute!(self, LINKS, now)?;
        execute!(self, CEREMONIES, now)?;
        let answers = execute!(self, ANSWERS, now)?;
        // Answers repeat memos and notes.
        self.effects.erased |= answers > 0;
        Ok(())
    }
}
