//! The calls.

use std::sync::Arc;

use http::StatusCode;
use secrecy::SecretString;
use serde::Serialize;
use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::json;

use super::objects::{Invoice, InvoiceMethod, NewInvoice};
use crate::net::{Answer, Call, Credential, Provider};
use crate::rails::RailError;

/// BTCPay's API, as one store.
pub struct BtcPayApi {
    provider: Arc<Provider>,
    /// `token …`
    authorization: SecretString,
    store: String,
}

/// The outcome of marking an invoice.
pub enum MarkOutcome {
    /// It is marked, or isn't there.
    Done,
    /// The key may not.
    NotAllowed,
}

impl BtcPayApi {
    pub fn new(provider: Arc<Provider>, store: String, key: &str) -> Self {
        Self { provider, authorization: format!("token {key}").into(), store }
    }

    pub fn provider(&self) -> &Provider {
        &self.provider
    }

    pub fn store(&self) -> &str {
        &self.store
    }

    /// Makes an invoice. BTCPay knows no key under which it would do that once, so it is not asked twice; an invoice whose answer got lost
    /// ends unpaid.
    pub async fn create(&self, invoice: &NewInvoice) -> Result<Invoice, RailError> {
        accepted(&self.post(invoice).await?)
    }

    /// An invoice. `None` where the store has no such invoice.
    pub async fn invoice(&self, id: &str) -> Result<Option<Invoice>, RailError> {
        let answer = self.get(&["invoices", id], &[]).await?;
        if answer.status == StatusCode::NOT_FOUND { Ok(None) } else { accepted(&answer).map(Some) }
    }

    /// How an invoice can be paid, and what came each way, also what was taken back.
    pub async fn methods(&self, invoice: &str) -> Result<Vec<InvoiceMethod>, RailError> {
        accepted(&self.get(&["invoices", invoice, "payment-methods"], &[("onlyAccountedPayments", "false")]).await?)
    }

    /// Marks an invoice as invalid. Repeating it does no harm. A key may lack the permission: it only needs to make and view invoices.
    pub async fn invalidate(&self, id: &str) -> Result<MarkOutcome, RailError> {
        let body = serde_json::to_vec(&json!({"status": "Invalid"}))
            .map_err(|_| RailError::Unreadable("what BTCPay is told"))?;
        let path = ["api", "v1", "stores", &self.store, "invoices", id, "status"];
        let answer = self.provider.send(&Call::post(&path, self.credential()).json(body).repeatable()).await?;
        match answer.status {
            StatusCode::FORBIDDEN => Ok(MarkOutcome::NotAllowed),
            StatusCode::NOT_FOUND => Ok(MarkOutcome::Done),
            _ => accepted::<IgnoredAny>(&answer).map(|_| MarkOutcome::Done),
        }
    }

    /// Whether BTCPay takes the key, for this store, to read and to make invoices. Nothing is made: an invoice of less than nothing is
    /// refused, but not before the permission is looked at.
    pub async fn probe(&self) -> Result<(), RailError> {
        let answer = self.get(&["invoices"], &[("take", "1")]).await?;
        let wrong = match answer.status {
            StatusCode::NOT_FOUND => "url",
            StatusCode::FORBIDDEN => "store_id",
            _ => "api_key",
        };
        accepted::<Vec<IgnoredAny>>(&answer).map_err(|error| error.by(wrong))?;
        let none = json!({"amount": "-1", "currency": "EUR", "checkout": {"expirationMinutes": 0}});
        match self.post(&none).await?.status {
            status @ (StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN) => Err(refusal(status).by("api_key")),
            _ => Ok(()),
        }
    }

    fn credential(&self) -> Credential<'_> {
        Credential::Header("authorization", &self.authorization)
    }

    async fn get(&self, path: &[&str], query: &[(&str, &str)]) -> Result<Answer, RailError> {
        let path = [&["api", "v1", "stores", &self.store], path].concat();
        Ok(self.provider.send(&Call::get(&path, self.credential()).query(query)).await?)
    }

    async fn post(&self, invoice: &impl Serialize) -> Result<Answer, RailError> {
        let body = serde_json::to_vec(invoice).map_err(|_| RailError::Unreadable("what BTCPay is told"))?;
        let path = ["api", "v1", "stores", &self.store, "invoices"];
        Ok(self.provider.send(&Call::post(&path, self.credential()).json(body)).await?)
    }
}

/// What was asked for, or that BTCPay will not. What it says of it is not read: it may repeat what was sent.
fn accepted<T: DeserializeOwned>(answer: &Answer) -> Result<T, RailError> {
    if answer.status.is_success() { Ok(answer.read()?) } else { Err(refusal(answer.status)) }
}

fn refusal(status: StatusCode) -> RailError {
    tracing::warn!(provider = "BTCPay", status = status.as_u16(), "a provider refuses");
    RailError::Refused(match status {
        StatusCode::UNAUTHORIZED => "BTCPay does not know this API key.".into(),
        StatusCode::FORBIDDEN => {
            "BTCPay does not let this key do it. Check the store ID, and that the key may view and create invoices of this store."
                .into()
        }
        StatusCode::NOT_FOUND => "There is no BTCPay Server at this address.".into(),
        other => format!("BTCPay refuses: {}", other.as_u16()),
    })
}
