//! Imported statements and their entries.

use chrono::NaiveDate;
use sqlx::QueryBuilder;

use super::entry_counts::EntryCounts;
use super::{Error, Store, Tx, execute, read, within};
use crate::domain::clock::Timestamp;
use crate::domain::id::{EntryId, MovementId, PayeeId, PaymentId, StatementId};
use crate::domain::money::currency::Currency;
use crate::domain::request::code::RequestCode;
use crate::domain::statement::{EntryState, Suggestion};

/// The number of rows that one statement inserts.
const ROWS: usize = 100;

/// An imported statement.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct StatementRow {
    /// The id, `stm_…`.
    pub id: StatementId,
    /// The name of the format.
    pub format: String,
    /// The last four characters of the account's number.
    pub account: Option<String>,
    /// The first booking day.
    pub first_day: Option<NaiveDate>,
    /// The last booking day.
    pub last_day: Option<NaiveDate>,
    /// The number of booked entries in the file.
    pub entries: i64,
    /// The number of those that were known before.
    pub duplicates: i64,
    /// The number of entries that the bank had not booked.
    pub pending: i64,
    /// The numbers of entries by state.
    #[sqlx(flatten)]
    pub counts: EntryCounts,
    /// The time of the import.
    pub created_at: Timestamp,
    /// The time at which it was undone.
    pub undone_at: Option<Timestamp>,
    /// The sums by currency, as JSON.
    pub sums: String,
}

impl StatementRow {
    /// Returns whether all entries of the file were known before.
    pub fn has_nothing_new(&self) -> bool {
        self.entries > 0 && self.duplicates == self.entries
    }
}

/// An entry to be stored.
#[derive(Debug, Clone)]
pub struct NewEntry {
    /// The id, `ent_…`.
    pub id: EntryId,
    /// The place in the file.
    pub position: i64,
    /// The currency of the amount.
    pub currency: Currency,
    /// The amount in minor units, signed.
    pub amount: i64,
    /// The bank's booking day.
    pub booking_date: NaiveDate,
    /// The day from which interest counts.
    pub value_date: Option<NaiveDate>,
    /// The fee that was kept of money that came, in minor units; `None` where it isn't known.
    pub fee: Option<i64>,
    /// The end of the bank's reference.
    pub bank_ref: Option<String>,
    /// True if the bank takes an earlier entry back.
    pub reversal: bool,
    /// The fingerprints, in hexadecimal digits.
    pub prints: Prints,
    /// The number among those with the same weak fingerprint.
    pub ordinal: i64,
    /// The state.
    pub state: EntryState,
    /// The requests that it may pay.
    pub suggestions: Vec<Suggestion>,
}

/// The fingerprints of an entry, in hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prints {
    /// By the bank's reference.
    pub strong: Option<String>,
    /// By day and texts.
    pub weak: String,
    /// The fingerprint of the batch.
    pub parent: Option<String>,
}

/// A stored entry.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct EntryRow {
    /// The id, `ent_…`.
    pub id: EntryId,
    /// Its statement.
    pub statement_id: StatementId,
    /// The place in the file.
    pub position: i64,
    /// The currency of the amount.
    #[sqlx(try_from = "String")]
    pub currency: Currency,
    /// The amount in minor units, signed.
    pub amount: i64,
    /// The bank's booking day.
    pub booking_date: NaiveDate,
    /// The day from which interest counts.
    pub value_date: Option<NaiveDate>,
    /// As [`NewEntry::fee`].
    pub fee: Option<i64>,
    /// The end of the bank's reference.
    pub bank_ref: Option<String>,
    /// True if the bank takes an earlier entry back.
    pub reversal: bool,
    /// The state.
    pub state: EntryState,
    /// The suggestions, as JSON.
    suggestions: String,
}

impl EntryRow {
    /// The requests that it may pay, the likeliest first.
    ///
    /// # Errors
    /// [`Error::Defect`] for rows that were edited by hand.
    pub fn suggestions(&self) -> Result<Vec<Suggestion>, Error> {
        Suggestion::parse_list(&self.suggestions).ok_or_else(|| Error::Defect(format!("suggestions of {}", self.id)))
    }
}

/// The part of an entry's money that belongs to a payment.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct EntryMatch {
    /// The entry.
    pub entry_id: EntryId,
    /// The payment.
    pub payment_id: PaymentId,
    /// The payment's request.
    pub request_code: RequestCode,
    /// The amount in minor units, with the entry's sign.
    pub amount: i64,
    /// The ledger line that booked it; `None` for further evidence.
    pub movement_id: Option<MovementId>,
    /// True if it doesn't count any more.
    pub undone: bool,
}

macro_rules! select_statement {
    ($rest:literal) => {
        concat!(
            "select s.id, s.format, s.account, s.first_day, s.last_day, s.entries, s.duplicates, s.pending, s.matched, s.suggested, \
                s.unmatched, s.dismissed, s.outgoing, s.created_at, s.undone_at, s.sums from statements s ",
            $rest
        )
    };
}

macro_rules! select_entry {
    ($rest:literal) => {
        concat!(
            "select t.id, t.statement_id, t.position, t.currency, t.amount, t.booking_date, t.value_date, t.fee, t.bank_ref, t.reversal, \
                t.state, t.suggestions from statement_entries t ",
            $rest
        )
    };
}
pub(super) use select_entry;

const STATEMENT: &str = select_statement!("where s.id = $1 and s.payee_id = $2");
const ENTRY: &str = select_entry!("where t.id = $1 and t.statement_id = $2 and t.payee_id = $3");

impl Store {
    /// A payee's statements, newest first, `limit` at most, after a place in the list.
    pub async fn statements(
        &self,
        payee: &PayeeId,
        after: Option<&(Timestamp, String)>,
        limit: usize,
    ) -> Result<Vec<StatementRow>, Error> {
        const FIRST: &str = select_statement!("where s.payee_id = $1 order by s.created_at desc, s.id desc limit $2");
        const NEXT: &str = select_statement!(
            "where s.payee_id = $1 and (s.created_at, s.id) < ($3, $4) order by s.created_at desc, s.id desc limit $2"
        );
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        Ok(match after {
            None => read!(self, db => sqlx::query_as(FIRST).bind(payee).bind(limit).fetch_all(db).await)?,
            Some((at, id)) => read!(self, db => sqlx::query_as(NEXT)
                .bind(payee)
                .bind(limit)
                .bind(*at)
                .bind(id)
                .fetch_all(db).await)?,
        })
    }

    /// The number of a statement's entries that are stored so far. Those that were known before aren't stored again.
    pub async fn stored_entries(&self, statement: &StatementId) -> Result<i64, Error> {
        const SQL: &str = "select count(*) from statement_entries where statement_id = $1";
        Ok(read!(self, db => sqlx::query_scalar(SQL).bind(statement).fetch_one(db).await)?)
    }

    /// One of a payee's statements.
    pub async fn statement(&self, payee: &PayeeId, id: &StatementId) -> Result<Option<StatementRow>, Error> {
        Ok(read!(self, db => sqlx::query_as(STATEMENT).bind(id).bind(payee).fetch_optional(db).await)?)
    }

    /// The entries of a statement in the file's order after a place, `limit` at most, all or those in one state.
    pub async fn statement_entries(
        &self,
        statement: &StatementId,
        state: Option<EntryState>,
        after: i64,
        limit: usize,
    ) -> Result<Vec<EntryRow>, Error> {
        const ALL: &str = select_entry!("where t.statement_id = $1 and t.position > $2 order by t.position limit $3");
        const SOME: &str = select_entry!(
            "where t.statement_id = $1 and t.state = $4 and t.position > $2 order by t.position limit $3"
        );
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        Ok(match state {
            None => read!(self, db => sqlx::query_as(ALL).bind(statement).bind(after).bind(limit).fetch_all(db).await)?,
            Some(state) => read!(self, db => sqlx::query_as(SOME)
                .bind(statement)
                .bind(after)
                .bind(limit)
                .bind(state)
                .fetch_all(db).await)?,
        })
    }

    /// One entry of a payee's statement.
    pub async fn statement_entry(
        &self,
        payee: &PayeeId,
        statement: &StatementId,
        id: &EntryId,
    ) -> Result<Option<EntryRow>, Error> {
        Ok(read!(self, db => sqlx::query_as(ENTRY).bind(id).bind(statement).bind(payee).fetch_optional(db).await)?)
    }

    /// The payments that entries' money belongs to, of a page of entries.
    pub async fn matches_of_entries(&self, entries: &[EntryRow]) -> Result<Vec<EntryMatch>, Error> {
        if entries.is_empty() {
            return Ok(Vec::new());
        }
        Ok(read!(self, db => {
            let mut query = QueryBuilder::new(
                "select m.entry_id, m.payment_id, m.request_code, m.amount, m.movement_id, m.undone from statement_matches m \
                where m.entry_id in (",
            );
            let mut places = query.separated(", ");
            for entry in entries {
                places.push_bind(&entry.id);
            }
            query.push(") order by m.entry_id, m.payment_id");
            query.build_query_as().fetch_all(db).await
        })?)
    }
}

impl Tx<'_> {
    /// Waits for other imports and decisions about statements of the payee, and keeps them waiting until this transaction ends. `false`
    /// when the payee has no key yet. Requests are held after it.
    pub async fn hold_statements(&mut self, payee: &PayeeId) -> Result<bool, Error> {
        const SQL: &str = "update statement_keys set turns = turns + 1 where id = $1";
        Ok(execute!(self, SQL, payee)? == 1)
    }

    /// Stores a statement.
    pub async fn insert_statement(&mut self, payee: &PayeeId, row: &StatementRow) -> Result<(), Error> {
        const SQL: &str = "insert into statements (id, payee_id, format, account, first_day, last_day, entries, duplicates, pending, \
                matched, suggested, unmatched, dismissed, outgoing, created_at, sums) \
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, 0, 0, 0, 0, $10, $11)";
        let StatementRow {
            id,
            format,
            account,
            first_day,
            last_day,
            entries,
            duplicates,
            pending,
            created_at,
            sums,
            ..
        } = row;
        execute!(
            self, SQL, id, payee, format, account, first_day, last_day, entries, duplicates, pending, created_at, sums
        )
        .map(drop)
    }

    /// A statement as it stands inside this transaction.
    pub async fn statement(&mut self, payee: &PayeeId, id: &StatementId) -> Result<Option<StatementRow>, Error> {
        Ok(within!(self, db => sqlx::query_as(STATEMENT).bind(id).bind(payee).fetch_optional(db).await)?)
    }

    /// Adds to the numbers of a statement's entries by state, and to its duplicates.
    pub async fn count_entries(
        &mut self,
        statement: &StatementId,
        counts: EntryCounts,
        duplicates: i64,
    ) -> Result<(), Error> {
        const SQL: &str = "update statements set matched = matched + $2, suggested = suggested + $3, unmatched = unmatched + $4, \
                dismissed = dismissed + $5, outgoing = outgoing + $6, duplicates = duplicates + $7 where id = $1";
        let EntryCounts { matched, suggested, unmatched, dismissed, outgoing } = counts;
        execute!(self, SQL, statement, matched, suggested, unmatched, dismissed, outgoing, duplicates).map(drop)
    }

    /// Stores entries of a statement.
    pub async fn insert_entries(
        &mut self,
        payee: &PayeeId,
        statement: &StatementId,
        entries: &[NewEntry],
        now: Timestamp,
    ) -> Result<(), Error> {
        for rows in entries.chunks(ROWS) {
            within!(self, db => {
                let mut query = QueryBuilder::new(
                    "insert into statement_entries (id, statement_id, payee_id, position, currency, amount, booking_date, value_date, \
                        fee, bank_ref, reversal, strong, weak, parent, ordinal, state, decided_at, suggestions) ",
                );
                query.push_values(rows, |mut row, entry| {
                    row.push_bind(&entry.id).push_bind(statement).push_bind(payee).push_bind(entry.position);
                    row.push_bind(entry.currency.code()).push_bind(entry.amount).push_bind(entry.booking_date);
                    row.push_bind(entry.value_date).push_bind(entry.fee).push_bind(&entry.bank_ref).push_bind(entry.reversal);
                    row.push_bind(&entry.prints.strong).push_bind(&entry.prints.weak).push_bind(&entry.prints.parent);
                    row.push_bind(entry.ordinal).push_bind(entry.state);
                    row.push_bind((entry.state == EntryState::Matched).then_some(now));
                    row.push_bind(Suggestion::list_to_json(&entry.suggestions));
                });
                query.build().execute(db).await.map(drop)
            })?;
        }
        Ok(())
    }

    /// Stores the part of an entry's money that belongs to a payment.
    pub async fn insert_match(&mut self, found: &EntryMatch) -> Result<(), Error> {
        const SQL: &str = "insert into statement_matches (entry_id, payment_id, request_code, amount, movement_id, undone) \
            values ($1, $2, $3, $4, $5, false)";
        let EntryMatch { entry_id, payment_id, request_code, amount, movement_id, undone: _ } = found;
        execute!(self, SQL, entry_id, payment_id, request_code, amount, movement_id).map(drop)
    }

    /// An entry of the payee as it stands inside this transaction.
    pub async fn statement_entry(
        &mut self,
        payee: &PayeeId,
        statement: &StatementId,
        id: &EntryId,
    ) -> Result<Option<EntryRow>, Error> {
        Ok(within!(self, db => sqlx::query_as(ENTRY).bind(id).bind(statement).bind(payee).fetch_optional(db).await)?)
    }

    /// Moves an entry from one state to another, and keeps its statement's numbers. `false` when it is no longer in the first.
    pub async fn move_entry(&mut self, entry: &EntryRow, to: EntryState, now: Timestamp) -> Result<bool, Error> {
        const SQL: &str = "update statement_entries set state = $3, decided_at = $4 where id = $1 and state = $2";
        if execute!(self, SQL, &entry.id, entry.state, to, now)? != 1 {
            return Ok(false);
        }
        let mut counts = EntryCounts::default();
        counts.add(entry.state, -1);
        counts.add(to, 1);
        self.count_entries(&entry.statement_id, counts, 0).await?;
        Ok(true)
    }

    /// Marks a match as one that doesn't count any more.
    pub async fn undo_match(&mut self, entry: &EntryId, payment: &PaymentId) -> Result<bool, Error> {
        const SQL: &str =
            "update statement_matches set undone = true where entry_id = $1 and payment_id = $2 and not undone";
        Ok(execute!(self, SQL, entry, payment)? == 1)
    }
}
