//! The facts about an entry before it is decided: earlier imports of it, and the requests and payments that it may mean. Texts are
//! looked up together, as a JSON array: a chunk of entries has thousands of them.

use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;

use super::payments::select_payment;
use super::requests::{RequestRow, request_columns};
use super::statements::{EntryMatch, EntryRow};
use super::{Connection, Error, Store, Tx, read, within};
use crate::domain::clock::Timestamp;
use crate::domain::id::{PayeeId, PaymentId};
use crate::domain::money::Money;
use crate::domain::payment::Payment;
use crate::domain::request::PaymentRequest;
use crate::domain::request::code::RequestCode;
use crate::domain::search::{amount_word, identifier};

/// A statement whose `$2` is a JSON array of texts.
macro_rules! among {
    ($tx:expr, $before:expr, $after:expr) => {
        match &$tx.connection {
            Connection::Sqlite(_) => concat!($before, "(select value from json_each($2))", $after),
            Connection::Postgres(_) => concat!($before, "(select json_array_elements_text(cast($2 as json)))", $after),
        }
    };
}

fn json(texts: &[&str]) -> Result<String, Error> {
    serde_json::to_string(texts).map_err(|e| Error::Defect(e.to_string()))
}

/// An entry that is stored already, by one of its fingerprints.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct KnownEntry {
    /// The fingerprint.
    pub print: String,
    /// The number of entries that have it.
    pub count: i64,
    /// The booking day of the last of them.
    pub last_day: NaiveDate,
}

/// The fingerprint by which entries are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PrintKind {
    /// The fingerprint of the bank's reference.
    Strong,
    /// The fingerprint of day and texts.
    Weak,
    /// The fingerprint of day and texts, of entries without a bank's reference.
    WeakAlone,
    /// The fingerprint of the batch.
    Parent,
}

/// A payment that its payer said to have sent.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Claim {
    /// The request of the payment.
    pub request_code: RequestCode,
    /// The amount in minor units.
    pub amount: i64,
    /// The code of the currency.
    pub currency: String,
    /// The time at which the payer said so.
    pub claimed_at: Timestamp,
}

/// The matches by which an entry is evidence of a payment: not those that took money back, nor undone ones.
macro_rules! entries_of {
    ($payment:literal) => {
        concat!(
            "select 1 from statement_matches m where m.payment_id = ",
            $payment,
            " and m.amount > 0 and not m.undone"
        )
    };
}

/// The condition of a payment `x` that no entry is evidence of.
macro_rules! without_entry {
    () => {
        concat!("x.evidence <> 'statement' and not exists (", entries_of!("x.id"), ")")
    };
}

/// Those of a period go first: a request that many pay may have any number of others.
const SETTLED_WITHOUT_ENTRY: &str = select_payment!(concat!(
    "where x.request_code = $1 and x.currency = $5 and not x.test and x.received is not null and x.received = $2 and ",
    without_entry!(),
    " order by case when x.settled_at >= $3 and x.settled_at < $4 then 0 when x.evidence = 'manual' then 1 else 2 end, \
        x.created_at, x.id limit 20"
));

impl Store {
    /// The payments of a request that real money of this amount settled, and that no entry of a statement is evidence of yet: those that were
    /// settled in a period first, then those that the payee recorded. At most twenty.
    pub async fn settled_without_entry(
        &self,
        code: &RequestCode,
        amount: Money,
        (from, to): (Timestamp, Timestamp),
    ) -> Result<Vec<Payment>, Error> {
        Ok(read!(self, db => sqlx::query_as(SETTLED_WITHOUT_ENTRY)
            .bind(code)
            .bind(amount.minor())
            .bind(from)
            .bind(to)
            .bind(amount.currency().code())
            .fetch_all(db).await)?)
    }
}

impl Tx<'_> {
    /// The entries of the payee that have one of these fingerprints, without those that were undone.
    pub async fn known_entries(
        &mut self,
        payee: &PayeeId,
        kind: PrintKind,
        prints: &[&str],
    ) -> Result<HashMap<String, KnownEntry>, Error> {
        macro_rules! known {
            ($column:literal, $more:literal) => {
                among!(
                    self,
                    concat!(
                        "select t.",
                        $column,
                        " as print, count(*) as count, max(t.booking_date) as last_day from statement_entries t \
                            where t.payee_id = $1 and t.",
                        $column,
                        " in "
                    ),
                    concat!(" and t.state <> 'undone'", $more, " group by t.", $column)
                )
            };
        }
        if prints.is_empty() {
            return Ok(HashMap::new());
        }
        let sql = match kind {
            PrintKind::Strong => known!("strong", ""),
            PrintKind::Weak => known!("weak", ""),
            PrintKind::WeakAlone => known!("weak", " and t.strong is null"),
            PrintKind::Parent => known!("parent", ""),
        };
        let prints = json(prints)?;
        let rows: Vec<KnownEntry> =
            within!(self, db => sqlx::query_as(sql).bind(payee).bind(&prints).fetch_all(db).await)?;
        Ok(rows.into_iter().map(|known| (known.print.clone(), known)).collect())
    }

    /// The largest number among the entries of each weak fingerprint, whatever their state.
    pub async fn last_ordinals(&mut self, payee: &PayeeId, prints: &[&str]) -> Result<HashMap<String, i64>, Error> {
        let sql = among!(
            self,
            "select t.weak, max(t.ordinal) from statement_entries t where t.payee_id = $1 and t.weak in ",
            " group by t.weak"
        );
        let prints = json(prints)?;
        let rows: Vec<(String, i64)> =
            within!(self, db => sqlx::query_as(sql).bind(payee).bind(&prints).fetch_all(db).await)?;
        Ok(rows.into_iter().collect())
    }

    /// The entries with a strong fingerprint, newest first.
    pub async fn entries_by_strong(&mut self, payee: &PayeeId, strong: &str) -> Result<Vec<EntryRow>, Error> {
        const SQL: &str = "select t.id, t.statement_id, t.position, t.currency, t.amount, t.booking_date, t.value_date, t.fee, \
                t.bank_ref, t.reversal, t.state, t.suggestions from statement_entries t \
            where t.payee_id = $1 and t.strong = $2 and t.state <> 'undone' order by t.booking_date desc, t.id limit 10";
        Ok(within!(self, db => sqlx::query_as(SQL).bind(payee).bind(strong).fetch_all(db).await)?)
    }

    /// The requests of the payee with one of these RF references, by reference.
    pub async fn requests_by_rf(&mut self, payee: &PayeeId, rf: &[&str]) -> Result<Vec<(String, RequestCode)>, Error> {
        let sql = among!(self, "select r.rf, r.code from requests r where r.payee_id = $1 and r.rf in ", "");
        self.pairs(payee, sql, rf).await
    }

    /// The requests with a payment that carried one of these references, by reference.
    pub async fn requests_by_carried(
        &mut self,
        payee: &PayeeId,
        references: &[&str],
    ) -> Result<Vec<(String, RequestCode)>, Error> {
        let sql = among!(
            self,
            "select distinct x.provider_ref, x.request_code from payments x where x.payee_id = $1 and x.provider_ref is not null \
                and x.provider_ref in ",
            ""
        );
        self.pairs(payee, sql, references).await
    }

    /// The requests that are found by one of these texts as a code or a reference, in any case and with any marks; by the search word, of
    /// which [`identifier`] makes one of a text. Of each word the newest 65.
    pub async fn requests_by_identifier(
        &mut self,
        payee: &PayeeId,
        texts: &[&str],
    ) -> Result<Vec<(String, RequestCode)>, Error> {
        let words: BTreeSet<String> = texts.iter().filter_map(|text| identifier(text)).collect();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let sql = match &self.connection {
            Connection::Sqlite(_) => {
                "select cast(k.value as text), cast(c.value as text) from json_each($2) k, json_each((select json_group_array(f.code) \
                    from (select w.code from request_words w where w.payee_id = $1 and w.word = cast(k.value as blob) \
                    order by w.created_at desc, w.code desc limit 65) f)) c"
            }
            Connection::Postgres(_) => {
                "select k.word, f.code from json_array_elements_text(cast($2 as json)) k (word) cross join lateral \
                    (select w.code from request_words w where w.payee_id = $1 and w.word = convert_to(k.word, 'UTF8') \
                    order by w.created_at desc, w.code desc limit 65) f"
            }
        };
        self.pairs(payee, sql, &words).await
    }

    async fn pairs(
        &mut self,
        payee: &PayeeId,
        sql: &'static str,
        texts: &[&str],
    ) -> Result<Vec<(String, RequestCode)>, Error> {
        if texts.is_empty() {
            return Ok(Vec::new());
        }
        let texts = json(texts)?;
        Ok(within!(self, db => sqlx::query_as(sql).bind(payee).bind(&texts).fetch_all(db).await)?)
    }

    /// The newest requests of the payee that ask for exactly this amount and were made in a period, at most twenty.
    pub async fn requests_of_amount(
        &mut self,
        payee: &PayeeId,
        amount: Money,
        (from, to): (Timestamp, Timestamp),
    ) -> Result<Vec<PaymentRequest>, Error> {
        const SQL: &str = concat!(
            "select ",
            request_columns!(),
            " from (select w.code from request_words w where w.payee_id = $1 and w.word = $2 and w.created_at >= $3 \
                and w.created_at < $4 order by w.created_at desc, w.code desc limit 20) f cross join requests r where r.code = f.code"
        );
        let word = amount_word(&amount).into_bytes();
        let rows: Vec<RequestRow> = within!(self, db => sqlx::query_as(SQL)
            .bind(payee)
            .bind(&word)
            .bind(from)
            .bind(to)
            .fetch_all(db).await)?;
        rows.into_iter().map(TryInto::try_into).collect()
    }

    /// Part-paid requests that were made in this period and wait for exactly this rest, the newest first.
    pub async fn requests_of_rest(
        &mut self,
        payee: &PayeeId,
        rest: Money,
        (from, to): (Timestamp, Timestamp),
    ) -> Result<Vec<PaymentRequest>, Error> {
        macro_rules! select_rest {
            ($by:literal) => {
                concat!(
                    "select ",
                    request_columns!(),
                    " from requests r",
                    $by,
                    " where r.payee_id = $1 and r.state = 'open' and r.max_payments = 1 and r.paid_count > 0 \
                        and r.created_at >= $2 and r.created_at < $3 and r.amount - r.paid_total = $4 and r.currency = $5 \
                        order by r.created_at desc, r.code desc limit 20"
                )
            };
        }
        let sql = match &self.connection {
            // SQLite would rather walk all requests of the currency in that period, for each entry of a statement.
            Connection::Sqlite(_) => select_rest!(" indexed by requests_by_rest"),
            Connection::Postgres(_) => select_rest!(""),
        };
        let rows: Vec<RequestRow> = within!(self, db => sqlx::query_as(sql)
            .bind(payee)
            .bind(from)
            .bind(to)
            .bind(rest.minor())
            .bind(rest.currency().code())
            .fetch_all(db).await)?;
        rows.into_iter().map(TryInto::try_into).collect()
    }

    /// The payments of the payee that their payers say were sent, the newest thousand.
    pub async fn claims(&mut self, payee: &PayeeId) -> Result<Vec<Claim>, Error> {
        const SQL: &str = "select x.request_code, x.amount, x.currency, x.claimed_at from payments x \
            where x.payee_id = $1 and x.state = 'claimed' and x.claimed_at is not null \
            order by x.created_at desc, x.id desc limit 1000";
        Ok(within!(self, db => sqlx::query_as(SQL).bind(payee).fetch_all(db).await)?)
    }

    /// The payment of a request that real money of this amount settled, that one of these references travelled with, and that no entry of a
    /// statement is evidence of yet.
    pub async fn settled_with_reference(
        &mut self,
        payee: &PayeeId,
        code: &RequestCode,
        references: &[&str],
        amount: Money,
    ) -> Result<Option<PaymentId>, Error> {
        if references.is_empty() {
            return Ok(None);
        }
        macro_rules! select_carrying {
            ($by:literal, $references:literal) => {
                concat!(
                    "select x.id, x.request_code from payments x",
                    $by,
                    " where x.payee_id = $1 and x.provider_ref is not null and x.received = $3 and x.currency = $4 and not x.test and ",
                    without_entry!(),
                    " and x.provider_ref in (",
                    $references,
                    ") order by x.created_at, x.id limit 64"
                )
            };
        }
        let sql = match &self.connection {
            // SQLite would rather walk all payments, because they are in order there.
            Connection::Sqlite(_) => {
                select_carrying!(" indexed by payments_by_provider_ref", "select value from json_each($2)")
            }
            Connection::Postgres(_) => select_carrying!("", "select json_array_elements_text(cast($2 as json))"),
        };
        let references = json(references)?;
        let found: Vec<(PaymentId, RequestCode)> = within!(self, db => sqlx::query_as(sql)
            .bind(payee)
            .bind(&references)
            .bind(amount.minor())
            .bind(amount.currency().code())
            .fetch_all(db).await)?;
        Ok(found.into_iter().find(|(_, request)| request == code).map(|(id, _)| id))
    }

    /// As [`Store::settled_without_entry`], inside this transaction.
    pub async fn settled_without_entry(
        &mut self,
        code: &RequestCode,
        amount: Money,
        (from, to): (Timestamp, Timestamp),
    ) -> Result<Vec<Payment>, Error> {
        Ok(within!(self, db => sqlx::query_as(SETTLED_WITHOUT_ENTRY)
            .bind(code)
            .bind(amount.minor())
            .bind(from)
            .bind(to)
            .bind(amount.currency().code())
            .fetch_all(db).await)?)
    }

    /// Returns whether an entry of a statement is evidence of a payment.
    pub async fn has_entry(&mut self, payment: &PaymentId) -> Result<bool, Error> {
        const SQL: &str = concat!(entries_of!("$1"), " limit 1");
        let found: Option<i32> = within!(self, db => sqlx::query_scalar(SQL).bind(payment).fetch_optional(db).await)?;
        Ok(found.is_some())
    }

    /// The payments of a request of exactly this amount, or of this amount and a tip, that wait for a transfer: those of the whole amount
    /// first, of these those that their payers say were sent, then the newest.
    pub async fn awaited_transfers(&mut self, code: &RequestCode, money: Money) -> Result<Vec<Payment>, Error> {
        const SQL: &str = select_payment!(
            "where x.request_code = $1 and x.state in ('claimed', 'pending') and $2 in (x.amount, x.amount - x.tip) and x.currency = $3 \
                and not x.test and x.received is null order by case when x.amount = $2 then 0 else 1 end, case x.state when 'claimed' then 0 else 1 end, x.created_at desc, x.id desc limit 20"
        );
        Ok(within!(self, db => sqlx::query_as(SQL)
            .bind(code)
            .bind(money.minor())
            .bind(money.currency().code())
            .fetch_all(db).await)?)
    }

    /// The payments that an entry's money belongs to.
    pub async fn matches_of(&mut self, entry: &EntryRow) -> Result<Vec<EntryMatch>, Error> {
        const SQL: &str = "select m.entry_id, m.payment_id, m.request_code, m.amount, m.movement_id, m.undone \
            from statement_matches m where m.entry_id = $1 order by m.payment_id";
        Ok(within!(self, db => sqlx::query_as(SQL).bind(&entry.id).fetch_all(db).await)?)
    }
}
