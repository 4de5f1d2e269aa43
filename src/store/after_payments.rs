//! Texts and links for payers who have paid. They are sealed when they are stored, and opened for the payee and for those who have paid.

use std::collections::HashMap;

use super::requests::among;
use super::vault::SealedColumn;
use super::{Error, Store, Tx, execute, read};
use crate::domain::request::after_payment::AfterPayment;
use crate::domain::request::code::RequestCode;

/// The stored text or link of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeptAfterPayment {
    /// Opened.
    Open(AfterPayment),
    /// Sealed under a key that was given up: the payee has to write it again.
    Lost,
}

impl Store {
    /// Seals the text or link for the request that it belongs to.
    ///
    /// # Errors
    /// [`Error::Defect`] when the cipher fails.
    pub fn seal_after_payment(&self, code: &RequestCode, after: &AfterPayment) -> Result<String, Error> {
        let text = serde_json::to_string(after).map_err(|e| Error::Defect(e.to_string()))?;
        self.vault.seal(SealedColumn::AfterPayments, code.as_str(), &text)
    }

    /// The text or link of a request, opened. Whoever calls this decides first who may read it.
    pub async fn after_payment(&self, code: &RequestCode) -> Result<Option<KeptAfterPayment>, Error> {
        const SQL: &str = "select sealed from after_payments where id = $1";
        let sealed: Option<String> = read!(self, db => sqlx::query_scalar(SQL).bind(code).fetch_optional(db).await)?;
        sealed.map(|sealed| self.open_after_payment(code, &sealed)).transpose()
    }

    /// The texts or links of some requests, opened, by their codes.
    pub async fn after_payments(&self, codes: &[RequestCode]) -> Result<HashMap<RequestCode, KeptAfterPayment>, Error> {
        if codes.is_empty() {
            return Ok(HashMap::new());
        }
        let rows: Vec<(RequestCode, String)> = read!(self, db => {
            among("select id, sealed from after_payments where id", codes).build_query_as().fetch_all(db).await
        })?;
        rows.into_iter().map(|(code, sealed)| Ok((code.clone(), self.open_after_payment(&code, &sealed)?))).collect()
    }

    fn open_after_payment(&self, code: &RequestCode, sealed: &str) -> Result<KeptAfterPayment, Error> {
        match self.vault.open(SealedColumn::AfterPayments, code.as_str(), sealed) {
            Ok(text) => {
                let read = serde_json::from_str(&text);
                read.map(KeptAfterPayment::Open)
                    .map_err(|_| Error::Defect(format!("the text after payment of {code} is none")))
            }
            Err(Error::Sealed(_)) => Ok(KeptAfterPayment::Lost),
            Err(other) => Err(other),
        }
    }
}

impl Tx<'_> {
    /// Stores the sealed text or link of a request in place of an earlier one, or removes it. The caller holds the request, or has just
    /// stored it.
    pub async fn replace_after_payment(&mut self, code: &RequestCode, sealed: Option<&str>) -> Result<(), Error> {
        const PUT: &str = "insert into after_payments (id, sealed) values ($1, $2) \
            on conflict (id) do update set sealed = excluded.sealed, lost_at = null";
        const REMOVE: &str = "delete from after_payments where id = $1";
        match sealed {
            Some(sealed) => execute!(self, PUT, code, sealed),
            None => execute!(self, REMOVE, code),
        }
        .map(drop)
    }
}
