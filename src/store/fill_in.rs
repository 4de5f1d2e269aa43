//! Columns of older rows that can only be filled in from a sealed column of the same row.

use super::seals::SealedColumn;
use super::{Error, Store, Tx, execute, read, within};
use crate::domain::id::{MethodId, PaymentId};
use crate::domain::money::currency::Currency;
use crate::domain::request::code::RequestCode;

impl Store {
    /// The methods of a rail for which no single currency is stored.
    pub async fn methods_in_any_currency(&self, rail: &str) -> Result<Vec<MethodId>, Error> {
        const SQL: &str =
            "select id from methods where rail = $1 and only_currency is null and removed_at is null order by id";
        Ok(read!(self, db => sqlx::query_scalar(SQL).bind(rail).fetch_all(db).await)?)
    }

    /// Payments of a rail without a stored reference, after one of them by id, with their payers' instructions as JSON; `None` where no key
    /// opens these.
    pub async fn unreferenced_payments(
        &self,
        rail: &str,
        after: &str,
        limit: i64,
    ) -> Result<Vec<(PaymentId, Option<String>)>, Error> {
        const SQL: &str = "select id, instructions from payments \
            where rail = $1 and provider_ref is null and instructions is not null and id > $2 order by id limit $3";
        let sealed: Vec<(PaymentId, String)> =
            read!(self, db => sqlx::query_as(SQL).bind(rail).bind(after).bind(limit).fetch_all(db).await)?;
        let open = |id: &PaymentId, text: &str| self.vault.open(SealedColumn::Payments, id.as_str(), text).ok();
        Ok(sealed.into_iter().map(|(id, text)| (open(&id, &text), id)).map(|(opened, id)| (id, opened)).collect())
    }
}

impl Tx<'_> {
    /// Stores the only currency that a method takes, unless one is stored.
    pub async fn note_only_currency(&mut self, id: &MethodId, currency: Currency) -> Result<(), Error> {
        const SQL: &str = "update methods set only_currency = $2 where id = $1 and only_currency is null";
        execute!(self, SQL, id, currency.code()).map(drop)
    }

    /// Stores the reference that travels with a payment, unless one is stored, and adds it to its request's search words.
    pub async fn note_provider_ref(&mut self, id: &PaymentId, reference: &str) -> Result<(), Error> {
        const SQL: &str = "update payments set provider_ref = $2 where id = $1 and provider_ref is null \
            returning request_code";
        let noted: Option<RequestCode> =
            within!(self, db => sqlx::query_scalar(SQL).bind(id).bind(reference).fetch_optional(db).await)?;
        match noted {
            Some(code) => self.add_carried_word(&code, reference).await,
            None => Ok(()),
        }
    }
}
