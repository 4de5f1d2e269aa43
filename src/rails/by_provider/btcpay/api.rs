//! Calls of BTCPay's Greenfield API.

use std::sync::Arc;

use http::StatusCode;
use secrecy::SecretString;
use serde::Serialize;
use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::json;

use super::objects::{Invoice, InvoiceMethod, NewInvoice};
use crate::net::{Answer, Call, Credential, Provider};
use crate::rails::RailError;

/// A client of BTCPay's API for one store.
pub struct BtcPayApi {
    provider: Arc<Provider>,
    /// The header's value, `token …`.
    authorization: SecretString,
    store: String,
}

/// The result of marking an invoice.
pub enum MarkOutcome {
    /// The invoice is marked, or doesn't exist.
    Done,
    /// The key lacks the permission.
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

    /// Creates an invoice. BTCPay has no idempotency keys, so the call isn't repeated; an invoice whose answer was lost expires unpaid.
    pub async fn create(&self, invoice: &NewInvoice) -> Result<Invoice, RailError> {
        accepted(&self.post(invoice).await?)
    }

    /// An invoice; `None` if the store has none of this id.
    pub async fn invoice(&self, id: &str) -> Result<Option<Invoice>, RailError> {
        let answer = self.get(&["invoices", id], &[]).await?;
        if answer.status == StatusCode::NOT_FOUND { Ok(None) } else { accepted(&answer).map(Some) }
    }

    /// The payment methods of an invoice, with the payments received through each, those that were reversed included.
    pub async fn methods(&self, invoice: &str) -> Result<Vec<InvoiceMethod>, RailError> {
        accepted(&self.get(&["invoices", invoice, "payment-methods"], &[("onlyAccountedPayments", "false")]).await?)
    }

    /// Marks an invoice as invalid. Idempotent. The key may lack this permission, since it needs only those to create and view invoices.
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

    /// Checks that BTCPay accepts the key for reading and creating invoices of the store. Nothing is created: the amount is negative,
    /// which BTCPay refuses after it has checked the permission.
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

/// Parses a successful answer, or returns BTCPay's refusal. Its message is not read, because it may repeat what was sent.
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
