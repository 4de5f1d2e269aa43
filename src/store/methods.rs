//! Methods. Their settings are sealed when they are stored, and opened when they are read.

use std::collections::HashMap;
use std::time::Duration;

use super::lookups::{Lookups, PLACES, places};
use super::payees::payee_columns;
use super::vault::SealedColumn;
use super::{Database, Error, Store, Tx, execute, read, read_from, within};
use crate::domain::clock::Timestamp;
use crate::domain::id::{MethodId, PayeeId};
use crate::domain::method::{Method, OfferedMethod, Settings};
use crate::domain::money::currency::Currency;
use crate::domain::payee::Payee;
use crate::domain::payee::handle::Handle;
use crate::domain::payment::event::EventKind;
use crate::domain::text::MethodLabel;

macro_rules! select_sealed {
    ($rest:literal) => {
        concat!(
            "select id, payee_id, rail, test, only_currency, wallet, label, created_at, settings from methods ",
            $rest
        )
    };
}

#[derive(sqlx::FromRow)]
struct SealedMethod {
    #[sqlx(flatten)]
    method: Method,
    settings: String,
}

/// A provider's event about a payment that isn't known here.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct UnknownEvent {
    /// The rail that reported the event.
    pub rail: String,
    /// The kind of the reported fact.
    #[sqlx(try_from = "String")]
    pub kind: EventKind,
    /// The reported amount, in minor units.
    pub amount: Option<i64>,
    /// The currency of the reported amount.
    pub currency: Option<Currency>,
    /// The time at which the event arrived here.
    pub received_at: Timestamp,
}

#[derive(sqlx::FromRow)]
struct OfferRow {
    #[sqlx(flatten)]
    payee: Payee,
    method_id: Option<MethodId>,
    method_rail: Option<String>,
    method_test: Option<bool>,
    method_currency: Option<Currency>,
    method_wallet: Option<String>,
}

/// The method in the columns of an outer join; `None` where they are null.
pub(super) fn offered(
    id: Option<MethodId>,
    rail: Option<String>,
    test: Option<bool>,
    only_currency: Option<Currency>,
    wallet: Option<String>,
) -> Option<OfferedMethod> {
    Some(OfferedMethod { id: id?, rail: rail?, test: test?, only_currency, wallet })
}

/// Look-ups of offered methods, by payee.
pub(super) type Offers = Lookups<PayeeId, Vec<OfferedMethod>>;

/// Starts the look-ups of offered methods.
pub(super) fn start(database: Database, patience: Duration) -> Offers {
    Lookups::start(PLACES, patience, move |payees| read_batch(database.clone(), payees))
}

async fn read_batch(database: Database, payees: Vec<PayeeId>) -> Result<HashMap<PayeeId, Vec<OfferedMethod>>, Error> {
    macro_rules! select_offers {
        ($which:literal) => {
            concat!(
                "select id, payee_id, rail, test, only_currency, wallet, label, created_at from methods \
                where removed_at is null and lost_at is null and payee_id ",
                $which,
                " order by position, created_at, id"
            )
        };
    }
    const ONE: &str = select_offers!("= $1");
    const SEVERAL: &str = select_offers!("in ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)");
    let found: Vec<Method> = read_from!(&database, db => {
        match payees.as_slice() {
            [payee] => sqlx::query_as(ONE).bind(payee).fetch_all(db).await,
            payees => places(payees).fold(sqlx::query_as(SEVERAL), |query, payee| query.bind(payee)).fetch_all(db).await,
        }
    })?;
    let mut offers = HashMap::<_, Vec<OfferedMethod>>::with_capacity(payees.len());
    for method in found {
        offers.entry(method.payee_id.clone()).or_default().push(OfferedMethod::from(&method));
    }
    Ok(offers)
}

/// The methods of a payee in the payee's order.
const IN_ORDER: &str = "select id, payee_id, rail, test, only_currency, wallet, label, created_at from methods \
    where payee_id = $1 and removed_at is null order by position, created_at, id";

impl Store {
    /// Seals settings for the method they belong to, before the transaction that stores them.
    ///
    /// # Errors
    /// [`Error::Defect`] when the cipher fails.
    pub fn seal_settings(&self, id: &MethodId, settings: &Settings) -> Result<String, Error> {
        self.vault.seal(SealedColumn::Methods, id.as_str(), &settings.value().to_string())
    }

    /// A payee's methods in the payee's order; in the order of their rails' ranks until the payee has set one.
    pub async fn methods(&self, payee: &PayeeId) -> Result<Vec<Method>, Error> {
        Ok(read!(self, db => sqlx::query_as(IN_ORDER).bind(payee).fetch_all(db).await)?)
    }

    /// A payee's methods as payers are offered them, in the payee's order, without those whose settings were lost with a key.
    pub async fn offered_methods(&self, payee: &PayeeId) -> Result<Vec<OfferedMethod>, Error> {
        Ok(self.offers.find(payee.clone()).await?.unwrap_or_default())
    }

    /// A method that its payee has not removed, with its settings.
    ///
    /// # Errors
    /// The database's, or [`Error::Sealed`] when the settings don't open.
    pub async fn method(&self, id: &MethodId) -> Result<Option<(Method, Settings)>, Error> {
        const SQL: &str = select_sealed!("where id = $1 and removed_at is null and settings is not null");
        self.sealed_method(SQL, id).await
    }

    /// As [`Self::method`], including removed methods: a webhook may concern a payment that began before the removal. `None` as well when the
    /// settings were erased, with their payee's account or after the removal.
    pub async fn known_method(&self, id: &MethodId) -> Result<Option<(Method, Settings)>, Error> {
        const SQL: &str = select_sealed!("where id = $1 and settings is not null");
        self.sealed_method(SQL, id).await
    }

    async fn sealed_method(&self, sql: &'static str, id: &MethodId) -> Result<Option<(Method, Settings)>, Error> {
        let row: Option<SealedMethod> = read!(self, db => sqlx::query_as(sql).bind(id).fetch_optional(db).await)?;
        let Some(SealedMethod { method, settings }) = row else { return Ok(None) };
        let opened = self.vault.open(SealedColumn::Methods, method.id.as_str(), &settings)?;
        let value = serde_json::from_str(&opened).map_err(|e| Error::Defect(format!("{}: {e}", method.id)))?;
        Ok(Some((method, Settings::new(value))))
    }

    /// The name of a method's rail, also of a method that its payee has removed.
    pub async fn method_rail(&self, id: &MethodId) -> Result<Option<String>, Error> {
        const SQL: &str = "select rail from methods where id = $1";
        Ok(read!(self, db => sqlx::query_scalar(SQL).bind(id).fetch_optional(db).await)?)
    }

    /// Returns whether a method's settings are kept. They are erased some time after its removal.
    pub async fn has_settings(&self, id: &MethodId) -> Result<bool, Error> {
        const SQL: &str = "select count(*) from methods where id = $1 and settings is not null";
        let kept: i64 = read!(self, db => sqlx::query_scalar(SQL).bind(id).fetch_one(db).await)?;
        Ok(kept > 0)
    }

    /// Returns whether a method's settings are recorded as lost with their key.
    pub async fn is_method_lost(&self, id: &MethodId) -> Result<bool, Error> {
        const SQL: &str = "select count(*) from methods where id = $1 and lost_at is not null";
        let lost: i64 = read!(self, db => sqlx::query_scalar(SQL).bind(id).fetch_one(db).await)?;
        Ok(lost > 0)
    }

    /// Returns whether a method of this id exists or existed, of any payee.
    pub async fn is_method_id_used(&self, id: &MethodId) -> Result<bool, Error> {
        const SQL: &str = "select count(*) from methods where id = $1";
        let methods: i64 = read!(self, db => sqlx::query_scalar(SQL).bind(id).fetch_one(db).await)?;
        Ok(methods > 0)
    }

    /// The latest events of a payee's providers about payments that aren't known here, newest first, `limit` at most.
    pub async fn unknown_events(&self, payee: &PayeeId, limit: i64) -> Result<Vec<UnknownEvent>, Error> {
        const SQL: &str = "select m.rail, e.kind, e.amount, e.currency, e.received_at \
            from methods m join rail_events e on e.method_id = m.id \
            where m.payee_id = $1 and e.outcome = 'unknown_payment' order by e.received_at desc limit $2";
        Ok(read!(self, db => sqlx::query_as(SQL).bind(payee).bind(limit).fetch_all(db).await)?)
    }

    /// The enabled payee of a handle, and the methods it offers: all that a personal page shows.
    pub async fn personal_page(&self, handle: &Handle) -> Result<Option<(Payee, Vec<OfferedMethod>)>, Error> {
        const SQL: &str = concat!(
            "select m.id as method_id, m.rail as method_rail, m.test as method_test, \
            m.only_currency as method_currency, m.wallet as method_wallet, ",
            payee_columns!(),
            " from payees p left join methods m on m.payee_id = p.id and m.removed_at is null and m.lost_at is null \
            where p.handle = $1 and p.disabled_at is null order by m.position, m.created_at, m.id"
        );
        let rows: Vec<OfferRow> = read!(self, db => sqlx::query_as(SQL).bind(handle).fetch_all(db).await)?;
        let mut payee = None;
        let mut methods = Vec::with_capacity(rows.len());
        for row in rows {
            let OfferRow { payee: of, method_id, method_rail, method_test, method_currency, method_wallet } = row;
            methods.extend(offered(method_id, method_rail, method_test, method_currency, method_wallet));
            payee = Some(of);
        }
        Ok(payee.map(|payee| (payee, methods)))
    }
}

impl Tx<'_> {
    /// A payee's methods in the payee's order, as they stand inside this transaction.
    pub async fn methods(&mut self, payee: &PayeeId) -> Result<Vec<Method>, Error> {
        Ok(within!(self, db => sqlx::query_as(IN_ORDER).bind(payee).fetch_all(db).await)?)
    }

    /// The number of a payee's methods inside this transaction. A caller that decides by it holds the payee.
    pub async fn count_methods(&mut self, payee: &PayeeId) -> Result<i64, Error> {
        const SQL: &str = "select count(*) from methods where payee_id = $1 and removed_at is null";
        Ok(within!(self, db => sqlx::query_scalar(SQL).bind(payee).fetch_one(db).await)?)
    }

    /// Stores a method: last if the payee has put its methods in order, and until then by its rail's `rank`, which is below 0. `sealed`
    /// comes from [`Store::seal_settings`].
    ///
    /// # Errors
    /// [`Error::Taken`] when there is or was a method of this id.
    pub async fn insert_method(&mut self, method: &Method, sealed: &str, rank: i64) -> Result<(), Error> {
        const SQL: &str = "insert into methods (id, payee_id, rail, settings, position, created_at, test, only_currency, wallet, label) \
            select $1, $2, $3, $4, case when coalesce(max(position), 0) > 0 then max(position) + 1 else $7 end, $5, $6, $8, $9, $10 \
            from methods where payee_id = $2 and removed_at is null";
        execute!(
            self,
            SQL,
            &method.id,
            &method.payee_id,
            &method.rail,
            sealed,
            method.created_at,
            method.test,
            rank,
            method.only_currency.map(|currency| currency.code()),
            method.wallet.as_deref(),
            method.label.as_ref()
        )
        .map(drop)
    }

    /// Removes a method. Its row stays, because payments refer to it. `false` when the payee has no such method.
    pub async fn remove_method(&mut self, payee: &PayeeId, id: &MethodId, now: Timestamp) -> Result<bool, Error> {
        const SQL: &str = "update methods set removed_at = $3 where id = $1 and payee_id = $2 and removed_at is null";
        Ok(execute!(self, SQL, id, payee, now)? == 1)
    }

    /// Stores the payee's own name of a method, or none. `false` when the payee has no such method.
    pub async fn label_method(
        &mut self,
        payee: &PayeeId,
        id: &MethodId,
        label: Option<&MethodLabel>,
    ) -> Result<bool, Error> {
        const SQL: &str = "update methods set label = $3 where id = $1 and payee_id = $2 and removed_at is null";
        Ok(execute!(self, SQL, id, payee, label)? == 1)
    }

    /// Sets the place of one of a payee's methods in the payee's order. A method of another payee isn't changed.
    pub async fn place_method(&mut self, payee: &PayeeId, id: &MethodId, position: i64) -> Result<(), Error> {
        const SQL: &str = "update methods set position = $3 where id = $1 and payee_id = $2";
        execute!(self, SQL, id, payee, position).map(drop)
    }
}
