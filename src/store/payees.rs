//! Payees: rows, settings and locks.

use super::{Connection, Error, Store, Tx, execute, read, within};
use crate::domain::clock::Timestamp;
use crate::domain::id::PayeeId;
use crate::domain::language::Language;
use crate::domain::ledger::{ChainHash, ClosingDay, SealedHead};
use crate::domain::money::currency::Currency;
use crate::domain::payee::Payee;
use crate::domain::payee::accent::Accent;
use crate::domain::payee::handle::Handle;
use crate::domain::request::suggested::Suggested;
use crate::domain::text::DisplayName;
use crate::domain::zone::Zone;

/// The columns of [`Payee`], for every statement that reads one.
macro_rules! payee_columns {
    () => {
        "p.id, p.handle, p.name, p.currency, p.zone, p.language, p.accent, p.suggested, p.asks_note, p.takes_tips, p.created_at, p.disabled_at, p.closed_at"
    };
}
pub(super) use payee_columns;

macro_rules! select_payee {
    ($rest:literal) => {
        concat!("select ", $crate::store::payees::payee_columns!(), " from payees p ", $rest)
    };
}
pub(super) use select_payee;

/// Changes of a payee to itself and its links. Absent fields stay as they are.
#[derive(Debug, Clone)]
pub struct PayeeChange {
    /// The display name.
    pub name: Option<DisplayName>,
    /// The currency that must be stored still, for what was checked in it.
    pub currency_before: Option<Currency>,
    /// The default currency.
    pub currency: Option<Currency>,
    /// The language of links and messages.
    pub language: Option<Language>,
    /// The time zone.
    pub zone: Option<Zone>,
    /// The accent; `None` inside for the handle's.
    pub accent: Option<Option<Accent>>,
    /// The suggested amounts of the personal page.
    pub suggested: Option<Suggested>,
    /// Personal links ask for a note.
    pub asks_note: Option<bool>,
    /// Personal links with an amount let payers add a tip.
    pub takes_tips: Option<bool>,
}

impl Tx<'_> {
    /// Stores a payee and opens its ledger, whose empty head is sealed.
    ///
    /// # Errors
    /// [`Error::Taken`] when the handle, or one that looks like it, exists.
    pub async fn insert_payee(&mut self, payee: &Payee) -> Result<(), Error> {
        const PAYEE: &str = "insert into payees (id, handle, skeleton, name, currency, language, accent, suggested, asks_note, \
                takes_tips, created_at, zone) \
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
        const LEDGER: &str =
            "insert into ledger_heads (payee_id, seq, hash, seal, next_close_at) values ($1, 0, $2, $3, $4)";
        execute!(
            self,
            PAYEE,
            &payee.id,
            &payee.handle,
            payee.handle.skeleton(),
            &payee.name,
            payee.currency.code(),
            payee.language,
            payee.accent,
            payee.suggested.to_json(),
            payee.asks_note,
            payee.takes_tips,
            payee.created_at,
            payee.zone.name()
        )?;
        let start = ChainHash::genesis();
        let seal = self.ledger_key()?.seal(&payee.id, SealedHead { seq: 0, hash: &start, open_from: None });
        let first_close = ClosingDay::default().next(payee.zone.day_of(payee.created_at));
        execute!(self, LEDGER, &payee.id, &start, seal, first_close.map(|day| payee.zone.midnight(day))).map(drop)
    }

    /// Locks a payee's row until this transaction ends. A caller that counts and stores what a payee may have only so many of holds it.
    /// `false` when there is no such payee, or its account is closed.
    pub async fn hold_payee(&mut self, id: &PayeeId) -> Result<bool, Error> {
        const READ: &str = "select closed_at is null from payees where id = $1";
        const HOLD: &str = "select closed_at is null from payees where id = $1 for no key update";
        let is_open: Option<bool> = match &mut self.connection {
            // On SQLite a transaction holds the whole database.
            Connection::Sqlite(db) => sqlx::query_scalar(READ).bind(id).fetch_optional(&mut **db).await?,
            Connection::Postgres(db) => sqlx::query_scalar(HOLD).bind(id).fetch_optional(&mut **db).await?,
        };
        Ok(is_open == Some(true))
    }

    /// Stores what a payee changes about itself and its links. `false` when nothing was stored, because the currency isn't
    /// [`PayeeChange::currency_before`] any more, or the account was closed meanwhile.
    pub async fn change_payee(&mut self, id: &PayeeId, change: &PayeeChange) -> Result<bool, Error> {
        const SQL: &str = "update payees set name = coalesce($2, name), currency = coalesce($3, currency), \
                language = coalesce($4, language), zone = coalesce($5, zone), \
                accent = case when $6 then $7 else accent end, suggested = coalesce($8, suggested), \
                asks_note = coalesce($9, asks_note), takes_tips = coalesce($10, takes_tips) \
            where id = $1 and closed_at is null and currency = coalesce($11, currency)";
        let changed = execute!(
            self,
            SQL,
            id,
            change.name.as_ref(),
            change.currency.map(|currency| currency.code()),
            change.language,
            change.zone.map(|zone| zone.name()),
            change.accent.is_some(),
            change.accent.flatten(),
            change.suggested.as_ref().map(Suggested::to_json),
            change.asks_note,
            change.takes_tips,
            change.currency_before.map(|currency| currency.code())
        );
        Ok(changed? == 1)
    }

    /// The time zone of a payee's books.
    ///
    /// # Errors
    /// [`Error::Defect`] when there is no such payee, or its zone isn't known.
    pub async fn payee_zone(&mut self, id: &PayeeId) -> Result<Zone, Error> {
        const SQL: &str = "select zone from payees where id = $1";
        let name: String = within!(self, db => sqlx::query_scalar(SQL).bind(id).fetch_one(db).await)?;
        Zone::try_from(name).map_err(|e| Error::Defect(format!("the zone of {id}: {e}")))
    }

    /// Disables a payee, or enables it if `since` is `None`. One that is disabled already keeps its time, and one whose account is closed
    /// stays disabled.
    pub async fn disable_payee(&mut self, id: &PayeeId, since: Option<Timestamp>) -> Result<(), Error> {
        const OFF: &str = "update payees set disabled_at = coalesce(disabled_at, $2) where id = $1";
        const ON: &str = "update payees set disabled_at = null where id = $1 and closed_at is null";
        let changed = match since {
            Some(since) => execute!(self, OFF, id, since),
            None => execute!(self, ON, id),
        };
        changed.map(drop)
    }
}

impl Store {
    /// The payee of a handle, enabled or not.
    pub async fn payee_by_handle(&self, handle: &Handle) -> Result<Option<Payee>, Error> {
        const SQL: &str = select_payee!("where p.handle = $1");
        Ok(read!(self, db => sqlx::query_as(SQL).bind(handle).fetch_optional(db).await)?)
    }

    /// The handle of a payee.
    pub async fn handle_of(&self, id: &PayeeId) -> Result<Option<Handle>, Error> {
        const SQL: &str = "select handle from payees where id = $1";
        Ok(read!(self, db => sqlx::query_scalar(SQL).bind(id).fetch_optional(db).await)?)
    }

    /// Every payee, in the order of their handles.
    pub async fn payees(&self) -> Result<Vec<Payee>, Error> {
        const SQL: &str = select_payee!("order by p.handle");
        Ok(read!(self, db => sqlx::query_as(SQL).fetch_all(db).await)?)
    }
}
