//! Catalogues of payees, and what their orders are counted and cleared by.

use super::upkeep::{STEP, is_whole};
use super::{Error, Store, Tx, execute, read, within};
use crate::domain::catalogue::{Catalogue, Product};
use crate::domain::clock::Timestamp;
use crate::domain::id::{PayeeId, ProductId};
use crate::domain::money::currency::Currency;
use crate::domain::request::code::RequestCode;
use crate::domain::text::{OrderNote, ProductDescription, ProductName};

/// A catalogue's row with one of its products, or with none.
#[derive(sqlx::FromRow)]
struct CatalogueRow {
    #[sqlx(try_from = "String")]
    currency: Currency,
    confirms_first: bool,
    id: Option<ProductId>,
    name: Option<ProductName>,
    description: Option<ProductDescription>,
    price: Option<i64>,
    available: Option<bool>,
}

const CATALOGUE: &str = "select c.currency, c.confirms_first, d.id, d.name, d.description, d.price, d.available \
    from catalogues c left join products d on d.payee_id = c.payee_id where c.payee_id = $1 order by d.position, d.id";

fn catalogue(rows: Vec<CatalogueRow>) -> Option<Catalogue> {
    let first = rows.first()?;
    let (currency, confirms_first) = (first.currency, first.confirms_first);
    let product = |row: CatalogueRow| {
        let (id, name, price, available) = (row.id?, row.name?, row.price?, row.available?);
        Some(Product { id, name, description: row.description, price, available })
    };
    Some(Catalogue { currency, confirms_first, products: rows.into_iter().filter_map(product).collect() })
}

impl Store {
    /// A payee's catalogue; `None` as long as it has none.
    pub async fn catalogue(&self, payee: &PayeeId) -> Result<Option<Catalogue>, Error> {
        let rows = read!(self, db => sqlx::query_as(CATALOGUE).bind(payee).fetch_all(db).await)?;
        Ok(catalogue(rows))
    }

    /// Returns whether a payee has a product that can be ordered.
    pub async fn takes_orders(&self, payee: &PayeeId) -> Result<bool, Error> {
        const SQL: &str = "select 1 from products where payee_id = $1 and available limit 1";
        let found: Option<i32> = read!(self, db => sqlx::query_scalar(SQL).bind(payee).fetch_optional(db).await)?;
        Ok(found.is_some())
    }
}

impl Tx<'_> {
    /// A payee's catalogue as it stands inside this transaction. A caller that decides by it holds the payee.
    pub async fn catalogue(&mut self, payee: &PayeeId) -> Result<Option<Catalogue>, Error> {
        let rows = within!(self, db => sqlx::query_as(CATALOGUE).bind(payee).fetch_all(db).await)?;
        Ok(catalogue(rows))
    }

    /// Stores what differs between a catalogue as it was read inside this transaction and as it is to be. The caller holds the payee.
    pub async fn change_catalogue(
        &mut self,
        payee: &PayeeId,
        before: Option<&Catalogue>,
        after: &Catalogue,
    ) -> Result<(), Error> {
        const HEAD: &str = "insert into catalogues (payee_id, currency, confirms_first) values ($1, $2, $3) \
            on conflict (payee_id) do update set currency = excluded.currency, confirms_first = excluded.confirms_first";
        const PRODUCT: &str = "insert into products (id, payee_id, position, price, available, name, description) \
            values ($1, $2, $3, $4, $5, $6, $7) on conflict (id) do update set position = excluded.position, \
            price = excluded.price, available = excluded.available, name = excluded.name, description = excluded.description \
            where products.payee_id = excluded.payee_id";
        const REMOVE: &str = "delete from products where id = $1 and payee_id = $2";
        execute!(self, HEAD, payee, after.currency.code(), after.confirms_first)?;
        let was = before.map(|before| before.products.as_slice()).unwrap_or_default();
        for product in was.iter().filter(|product| after.find(&product.id).is_none()) {
            execute!(self, REMOVE, &product.id, payee)?;
            self.effects.erased = true;
        }
        for (position, product) in (1_i64..).zip(&after.products) {
            let place = usize::try_from(position - 1).unwrap_or(usize::MAX);
            if was.get(place) == Some(product) {
                continue;
            }
            let Product { id, name, description, price, available } = product;
            execute!(self, PRODUCT, id, payee, position, price, available, name, description.as_ref())?;
        }
        Ok(())
    }

    /// The number of a payee's orders that are neither paid, confirmed nor cancelled. A caller that decides by it holds the payee.
    pub async fn count_unanswered_orders(&mut self, payee: &PayeeId) -> Result<i64, Error> {
        const SQL: &str = "select count(*) from requests where payee_id = $1 and state = 'open' and paid_count = 0 \
            and order_state <> 'confirmed'";
        Ok(within!(self, db => sqlx::query_scalar(SQL).bind(payee).fetch_one(db).await)?)
    }

    /// Confirms one of a payee's open orders, with a word to the buyer. `false` when it is confirmed already, isn't open, or is none.
    pub async fn confirm_order(
        &mut self,
        payee: &PayeeId,
        code: &RequestCode,
        note: Option<&OrderNote>,
    ) -> Result<bool, Error> {
        const SQL: &str = "update requests set order_state = 'confirmed', order_note = $3 \
            where code = $1 and payee_id = $2 and state = 'open' and order_state in ('placed', 'waiting')";
        Ok(execute!(self, SQL, code, payee, note)? == 1)
    }

    /// Deletes orders from before a moment that nobody paid, tried to pay or confirmed, and that nothing else speaks of. Returns whether there
    /// may be more.
    pub async fn forget_orders(&mut self, before: Timestamp) -> Result<bool, Error> {
        const FIND: &str = "select r.code from requests r \
            where r.paid_count = 0 and r.order_state <> 'confirmed' and r.created_at < $1 \
                and not exists (select 1 from payments x where x.request_code = r.code) \
                and not exists (select 1 from reports p where p.request_code = r.code) \
                and not exists (select 1 from rail_events e where e.request_code = r.code) \
                and not exists (select 1 from statement_matches m where m.request_code = r.code) \
                and not exists (select 1 from ledger_entries l where l.request_code = r.code) \
            order by r.created_at limit $2";
        // A payment may have begun since: whoever begins one holds the request.
        const REQUEST: &str = "delete from requests where code = $1 and paid_count = 0 and order_state <> 'confirmed' \
            and not exists (select 1 from payments x where x.request_code = requests.code)";
        const BESIDE: [&str; 3] = [
            "delete from request_words where code = $1",
            "delete from request_labels where code = $1",
            "delete from request_ways where code = $1",
        ];
        let found: Vec<RequestCode> =
            within!(self, db => sqlx::query_scalar(FIND).bind(before).bind(STEP).fetch_all(db).await)?;
        let whole = is_whole(u64::try_from(found.len()).unwrap_or_default());
        for code in found {
            let held = self.hold_request(&code).await?;
            let is_answered = held.and_then(|request| request.order).is_none_or(|order| order.is_confirmed());
            if is_answered || self.has_payments(&code).await? {
                continue;
            }
            self.forget_notices_of(&code).await?;
            self.erase_messages(&code).await?;
            for sql in BESIDE {
                execute!(self, sql, &code)?;
            }
            self.replace_after_payment(&code, None).await?;
            self.announce(&code).await?;
            self.effects.erased |= execute!(self, REQUEST, &code)? > 0;
        }
        Ok(whole)
    }

    async fn has_payments(&mut self, code: &RequestCode) -> Result<bool, Error> {
        const SQL: &str = "select 1 from payments where request_code = $1 limit 1";
        let found: Option<i32> = within!(self, db => sqlx::query_scalar(SQL).bind(code).fetch_optional(db).await)?;
        Ok(found.is_some())
    }
}
