//! Closing a payee's account: what ends at once, what is erased in pieces, and what stays of it.
//!
//! Of a closed account there stay its row in `payees`, so that nobody else gets the handle, and what the ledger is made of and compared
//! with: lines, days, closes, batches, and the requests and payments that lines name, without words.

use super::payees::select_payee;
use super::{Error, RequestPosition, Store, Tx, execute, read, within};
use crate::domain::clock::Timestamp;
use crate::domain::id::PayeeId;
use crate::domain::ledger::{ChainHash, SealedHead};
use crate::domain::payee::Payee;
use crate::domain::request::code::RequestCode;

/// The rows that one statement deletes.
const PIECE: i64 = 500;

/// Cases that wait for an answer, which nobody can give once the account is closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx::FromRow)]
pub struct Unanswered {
    /// The number of disputes that are open, and of refunds whose outcome isn't known; a hundred of each at most.
    pub cases: i64,
}

/// The condition that a method's provider has nothing to report and nothing to be asked: no money may arrive by it yet, no charge has to be
/// ended, and no refund of its payee waits. Each part is found by an index of its own.
macro_rules! is_done_with {
    () => {
        "not exists (select 1 from payments x where x.method_id = methods.id and x.next_poll_at is not null and x.received is null) \
            and not exists (select 1 from payments x where x.method_id = methods.id and x.end_try_at is not null) \
            and not exists (select 1 from refunds f where f.payee_id = methods.payee_id and f.next_try_at is not null)"
    };
}

/// The condition that money of a payment `x` may arrive yet: its provider is asked about it, or asked to end it.
macro_rules! is_under_way {
    () => {
        "x.received is null and (x.next_poll_at is not null or x.end_try_at is not null)"
    };
}

impl Store {
    /// Counts a payee's open disputes and refunds without an outcome.
    pub async fn unanswered(&self, payee: &PayeeId) -> Result<Unanswered, Error> {
        const SQL: &str = "select cast(sum(c.n) as bigint) as cases from (\
                select count(*) as n from (select 1 from payments x where x.payee_id = $1 and x.state = 'disputed' limit 100) c \
                union all select count(*) from (select 1 from refunds f where f.payee_id = $1 and f.next_try_at is not null limit 100) c \
                union all select count(*) from (select 1 from refunds f where f.payee_id = $1 \
                    and f.state in ('asked', 'sent') and f.next_try_at is null and f.way = 'rail' limit 100) c) c";
        Ok(read!(self, db => sqlx::query_as(SQL).bind(payee).fetch_one(db).await)?)
    }

    /// Closed accounts of which something is to be erased, the longest due first.
    pub async fn accounts_to_erase(&self, now: Timestamp, limit: i64) -> Result<Vec<Payee>, Error> {
        const SQL: &str = select_payee!("where p.next_erase_at <= $1 order by p.next_erase_at limit $2");
        Ok(read!(self, db => sqlx::query_as(SQL).bind(now).bind(limit).fetch_all(db).await)?)
    }

    /// Accounts that were closed, and whose last line was written, before a moment, and whose ledger isn't erased yet.
    pub async fn ledgers_to_erase(&self, before: Timestamp, limit: i64) -> Result<Vec<PayeeId>, Error> {
        const SQL: &str = "select p.id from payees p join ledger_heads h on h.payee_id = p.id \
            where p.closed_at < $1 and p.ledger_erased_at is null and p.next_erase_at is null \
                and (h.not_before is null or h.not_before < $1) order by p.closed_at limit $2";
        Ok(read!(self, db => sqlx::query_scalar(SQL).bind(before).bind(limit).fetch_all(db).await)?)
    }
}

impl Tx<'_> {
    /// Closes an account: its links end, nobody signs in, no key is good, nothing is called and no method is offered any more. What it
    /// was called is forgotten but for the handle, which stays taken. `false` when it is closed already.
    pub async fn close_account(
        &mut self,
        payee: &PayeeId,
        now: Timestamp,
        next_erase_at: Timestamp,
    ) -> Result<bool, Error> {
        const PAYEE: &str = "update payees set closed_at = $2, disabled_at = coalesce(disabled_at, $2), next_erase_at = $3 \
            where id = $1 and closed_at is null";
        if execute!(self, PAYEE, payee, now, next_erase_at)? == 0 {
            return Ok(false);
        }
        self.end_account(payee, now).await?;
        Ok(true)
    }

    /// Ends all by which a closed account could go on. It is repeated once every call has ended that had begun before the closing, since
    /// such a call may have written afterwards.
    pub async fn end_account(&mut self, payee: &PayeeId, now: Timestamp) -> Result<(), Error> {
        const PAYEE: &str = "update payees set name = handle, accent = null, suggested = '[]', asks_note = false, takes_tips = false, accounts = '{}' \
            where id = $1 and closed_at is not null";
        const METHODS: &str =
            "update methods set removed_at = coalesce(removed_at, $2), label = null where payee_id = $1";
        const ENDS: [&str; 14] = [
            "delete from alerts where payee_id = $1",
            "delete from alert_devices where payee_id = $1",
            "delete from sessions where payee_id = $1",
            "delete from one_time_links where payee_id = $1",
            "delete from credentials where member_id in (select id from members where payee_id = $1)",
            "delete from passkeys where member_id in (select id from members where payee_id = $1)",
            "delete from recovery_codes where member_id in (select id from members where payee_id = $1)",
            "delete from ceremonies where member_id in (select id from members where payee_id = $1)",
            "delete from members where payee_id = $1",
            // Those that were revoked, too: their names are words.
            "delete from api_keys where payee_id = $1",
            "delete from endpoints where payee_id = $1",
            "delete from products where payee_id = $1",
            "delete from catalogues where payee_id = $1",
            // Months are closed no more: a line that comes late belongs to its own day.
            "update ledger_heads set next_close_at = null where payee_id = $1",
        ];
        execute!(self, PAYEE, payee)?;
        execute!(self, METHODS, payee, now)?;
        for sql in ENDS {
            execute!(self, sql, payee)?;
        }
        self.effects.erased = true;
        Ok(())
    }

    /// Erases the settings of a closed account's methods, but for those whose provider may yet report money or has to be asked to end a
    /// charge. While a refund waits for its provider, all stay. Returns whether none are left.
    pub async fn erase_settings(&mut self, payee: &PayeeId) -> Result<bool, Error> {
        const ERASE: &str = concat!(
            "update methods set settings = null, lost_at = null where payee_id = $1 and settings is not null and ",
            is_done_with!()
        );
        // Nobody can be asked without settings.
        const POLLS: &str = "update payments set next_poll_at = null where next_poll_at is not null and received is not null \
            and method_id in (select m.id from methods m where m.payee_id = $1 and m.settings is null)";
        const LEFT: &str = "select count(*) from methods where payee_id = $1 and settings is not null";
        self.effects.erased |= execute!(self, ERASE, payee)? > 0;
        execute!(self, POLLS, payee)?;
        let left: i64 = within!(self, db => sqlx::query_scalar(LEFT).bind(payee).fetch_one(db).await)?;
        Ok(left == 0)
    }

    /// Erases the settings of methods that were removed before a moment, by the rule of an account that closes. The payee of an account
    /// that goes on can send money back, and its books have what providers take back: so it waits for payments that arrived, too, as long
    /// as their providers are asked about them, and for disputes. Returns whether there may be more.
    pub async fn erase_removed_settings(&mut self, removed_before: Timestamp) -> Result<bool, Error> {
        const SQL: &str = concat!(
            "update methods set settings = null, lost_at = null where id in (select methods.id from methods \
                where methods.removed_at <= $1 and methods.settings is not null \
                and not exists (select 1 from payments x \
                    where x.method_id = methods.id and x.next_poll_at is not null and x.received is not null) \
                and not exists (select 1 from payments x \
                    where x.payee_id = methods.payee_id and x.state = 'disputed' and x.method_id = methods.id) and ",
            is_done_with!(),
            " order by methods.removed_at limit $2)"
        );
        let rows = execute!(self, SQL, removed_before, PIECE)?;
        self.effects.erased |= rows > 0;
        Ok(rows > 0)
    }

    /// Erases a piece of what was kept beside a closed account's requests: answers to its programs, and its bank's statements. Returns
    /// whether there may be more.
    pub async fn erase_beside_requests(&mut self, payee: &PayeeId) -> Result<bool, Error> {
        const PIECES: [&str; 3] = [
            "delete from idempotency_keys where payee_id = $1 and idempotency_key in \
                (select k.idempotency_key from idempotency_keys k where k.payee_id = $1 limit $2)",
            "delete from statement_matches where entry_id in \
                (select t.id from statement_entries t where t.payee_id = $1 order by t.weak, t.ordinal limit $2)",
            "delete from statement_entries where id in \
                (select t.id from statement_entries t where t.payee_id = $1 order by t.weak, t.ordinal limit $2)",
        ];
        const REST: [&str; 3] = [
            "delete from statements where payee_id = $1",
            "delete from statement_mappings where payee_id = $1",
            "delete from statement_keys where id = $1",
        ];
        let mut erased = 0;
        for sql in PIECES {
            erased += execute!(self, sql, payee, PIECE)?;
        }
        if erased == 0 {
            for sql in REST {
                execute!(self, sql, payee)?;
            }
        }
        self.effects.erased = true;
        Ok(erased > 0)
    }

    /// The codes of a payee's requests after a place, in the order in which they were made, `limit` at most, each with its place.
    pub async fn requests_in_order(
        &mut self,
        payee: &PayeeId,
        after: Option<&RequestPosition>,
        limit: i64,
    ) -> Result<Vec<(RequestCode, Timestamp)>, Error> {
        const FIRST: &str =
            "select code, created_at from requests where payee_id = $1 order by created_at, code limit $2";
        const NEXT: &str = "select code, created_at from requests \
            where payee_id = $1 and (created_at, code) > ($3, $4) order by created_at, code limit $2";
        Ok(within!(self, db => {
            match after {
                None => sqlx::query_as(FIRST).bind(payee).bind(limit).fetch_all(db).await,
                Some(after) => {
                    let query = sqlx::query_as(NEXT).bind(payee).bind(limit);
                    query.bind(after.created_at).bind(&after.code).fetch_all(db).await
                }
            }
        })?)
    }

    /// Erases a request of a closed account: all its words; and the request with its attempts, unless the ledger names it, money may
    /// arrive for it yet, a payer said that it had sent some, or it was reported to the operator. The caller holds the request.
    pub async fn erase_closed_request(&mut self, code: &RequestCode) -> Result<(), Error> {
        const WORDS: [&str; 8] = [
            "delete from request_words where code = $1",
            "delete from request_labels where code = $1",
            "delete from after_payments where id = $1",
            "delete from split_shares where id = $1",
            "delete from statement_matches where request_code = $1",
            "delete from item_stocks where request_code = $1",
            "update payments set note = null, payer_note = null, picks = null, instructions = null, lost_at = null where request_code = $1",
            "update requests set memo = null, items = '[]', labels = '[]', suggested = '[]', order_note = null where code = $1",
        ];
        // No line has its reference, which is a word of the payee's as well.
        const REFERENCE: &str = "update requests set reference = null where code = $1";
        const ALL: [&str; 6] = [
            "delete from rail_events where request_code = $1",
            "delete from rail_events where payment_id in (select x.id from payments x where x.request_code = $1)",
            "delete from refunds where payment_id in (select x.id from payments x where x.request_code = $1)",
            "delete from payments where request_code = $1",
            "delete from request_ways where code = $1",
            "delete from requests where code = $1",
        ];
        for sql in WORDS {
            execute!(self, sql, code)?;
        }
        self.forget_notices_of(code).await?;
        self.erase_messages(code).await?;
        self.effects.erased = true;
        if self.is_booked(code).await? {
            return Ok(());
        }
        execute!(self, REFERENCE, code)?;
        if self.is_needed(code).await? {
            return Ok(());
        }
        for sql in ALL {
            execute!(self, sql, code)?;
        }
        Ok(())
    }

    async fn is_booked(&mut self, code: &RequestCode) -> Result<bool, Error> {
        const SQL: &str = "select count(*) from ledger_entries where request_code = $1";
        let lines: i64 = within!(self, db => sqlx::query_scalar(SQL).bind(code).fetch_one(db).await)?;
        Ok(lines > 0)
    }

    /// Returns whether somebody needs a request that the ledger doesn't name. A payer who said that the money was sent has its own page as the
    /// only proof, above all where the payee took the money and closed its account.
    async fn is_needed(&mut self, code: &RequestCode) -> Result<bool, Error> {
        const SQL: &str = concat!(
            "select (select count(*) from payments x where x.request_code = $1 and (x.claimed_at is not null or ",
            is_under_way!(),
            ")) + (select count(*) from reports p where p.request_code = $1)"
        );
        let reasons: i64 = within!(self, db => sqlx::query_scalar(SQL).bind(code).fetch_one(db).await)?;
        Ok(reasons > 0)
    }

    /// Says when there is more to erase of a closed account; `None` when nothing is.
    pub async fn plan_erasure(&mut self, payee: &PayeeId, at: Option<Timestamp>) -> Result<(), Error> {
        const SQL: &str = "update payees set next_erase_at = $2 where id = $1 and closed_at is not null";
        execute!(self, SQL, payee, at).map(drop)
    }

    /// Erases the ledger of a closed account, with all that is compared with it, in one transaction: an audit sees it whole or not at all.
    /// There stay the payee's row, which keeps the handle, those of its methods without settings, and the sealed head of an empty ledger.
    /// `false` when it is erased already.
    pub async fn erase_ledger(&mut self, payee: &PayeeId, now: Timestamp) -> Result<bool, Error> {
        const MARK: &str = "update payees set ledger_erased_at = $2 \
            where id = $1 and closed_at is not null and ledger_erased_at is null";
        const ROWS: [&str; 11] = [
            "delete from rail_events where method_id in (select m.id from methods m where m.payee_id = $1)",
            "delete from refunds where payment_id in (select x.id from payments x where x.payee_id = $1)",
            "delete from payments where payee_id = $1",
            "delete from notices where request_code in (select r.code from requests r where r.payee_id = $1)",
            "delete from request_ways where payee_id = $1",
            "delete from request_words where payee_id = $1",
            "delete from reports where request_code in (select r.code from requests r where r.payee_id = $1)",
            "delete from requests where payee_id = $1",
            "delete from closes where payee_id = $1",
            "delete from batches where payee_id = $1",
            "delete from ledger_days where payee_id = $1",
        ];
        const LINES: &str = "delete from ledger_entries where payee_id = $1";
        const HEAD: &str = "update ledger_heads set seq = 0, hash = $2, seal = $3, open_from = null, not_before = null, \
            next_close_at = null where payee_id = $1";
        if execute!(self, MARK, payee, now)? == 0 {
            return Ok(false);
        }
        for sql in ROWS {
            execute!(self, sql, payee)?;
        }
        execute!(self, LINES, payee)?;
        let start = ChainHash::genesis();
        let seal = self.ledger_key()?.seal(payee, SealedHead { seq: 0, hash: &start, open_from: None });
        execute!(self, HEAD, payee, &start, seal)?;
        self.effects.erased = true;
        Ok(true)
    }
}
