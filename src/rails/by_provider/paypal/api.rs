//! Calls of PayPal's API.

use std::sync::Arc;

use chrono::TimeDelta;
use http::StatusCode;
use secrecy::{ExposeSecret, SecretString};
use serde::Serialize;
use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::json;
use sha2::{Digest, Sha256};

use super::super::tokens::Tokens;
use super::objects::{AccessToken, Capture, Order, PayPalAmount, PayPalRefund, PayPalRefusal, Verification};
use crate::domain::clock::Clock;
use crate::net::{Answer, Call, Credential, Provider};
use crate::rails::RailError;

/// The idempotency key's header.
const ONCE: &str = "PayPal-Request-Id";

/// The time before its expiry from which on a token is no longer used.
const SPARE: TimeDelta = TimeDelta::minutes(5);

/// A call to be sent with a valid access token.
struct PayPalCall<'a> {
    path: &'a [&'a str],
    /// A JSON body to post; `None` for a GET.
    body: Option<Vec<u8>>,
    /// The idempotency key.
    once: Option<&'a str>,
    /// The call may be repeated without an idempotency key.
    harmless: bool,
}

impl PayPalCall<'_> {
    fn call<'a>(&'a self, token: &'a SecretString) -> Call<'a> {
        let credential = Credential::Bearer(token);
        let Some(body) = &self.body else { return Call::get(self.path, credential) };
        let call = Call::post(self.path, credential).header("Prefer", "return=representation").json(body.clone());
        match self.once {
            Some(key) => call.once(ONCE, key),
            None if self.harmless => call.repeatable(),
            None => call,
        }
    }
}

/// A client of PayPal's API for one account.
pub struct PayPalApi {
    pub provider: Arc<Provider>,
    pub tokens: Arc<Tokens>,
    pub clock: Clock,
    pub client_id: String,
    pub client_secret: SecretString,
}

impl PayPalApi {
    pub async fn create_order(&self, body: &impl Serialize, once: &str) -> Result<Order, RailError> {
        accepted(&self.post(&["v2", "checkout", "orders"], body, once).await?)
    }

    /// An order; `None` if the account has none of this id (any more).
    pub async fn order(&self, id: &str) -> Result<Option<Order>, RailError> {
        found(&self.get(&["v2", "checkout", "orders", id]).await?)
    }

    /// Captures an approved order, once. `false` if PayPal refuses; the order's state then says more.
    pub async fn capture(&self, order: &str) -> Result<bool, RailError> {
        let path = ["v2", "checkout", "orders", order, "capture"];
        // No idempotency key: with one, a payer whose card was declined could never pay with another. A second capture is refused anyway.
        let answer =
            self.send(&PayPalCall { path: &path, body: Some(b"{}".to_vec()), once: None, harmless: true }).await?;
        match answer.status {
            // It has been captured already, or the payer has to choose another card, or hasn't approved it.
            StatusCode::UNPROCESSABLE_ENTITY => Ok(false),
            _ => accepted::<IgnoredAny>(&answer).map(|_| true),
        }
    }

    /// The id of the order that a capture belongs to.
    pub async fn order_of(&self, capture: &str) -> Result<Option<String>, RailError> {
        let capture: Option<Capture> = found(&self.get(&["v2", "payments", "captures", capture]).await?)?;
        Ok(capture.and_then(|capture| capture.supplementary_data?.order()))
    }

    /// A refund or a reversal; `None` if the account has none of this id.
    pub async fn refunded(&self, id: &str) -> Result<Option<PayPalRefund>, RailError> {
        found(&self.get(&["v2", "payments", "refunds", id]).await?)
    }

    /// Sends a refund under an idempotency key. `None` if PayPal refused this call, so that no money went back.
    pub async fn refund(
        &self,
        capture: &str,
        amount: &PayPalAmount,
        once: &str,
    ) -> Result<Option<PayPalRefund>, RailError> {
        let path = ["v2", "payments", "captures", capture, "refund"];
        let answer = self.post(&path, &json!({"amount": amount, "custom_id": once}), once).await?;
        let refused = proves_refusal(&answer);
        match accepted(&answer) {
            Err(_) if refused => Ok(None),
            other => other.map(Some),
        }
    }

    /// Asks PayPal to verify a message's signature. `question` contains the message byte by byte.
    pub async fn is_signed(&self, question: Vec<u8>) -> Result<bool, RailError> {
        let path = ["v1", "notifications", "verify-webhook-signature"];
        let task = PayPalCall { path: &path, body: Some(question), once: None, harmless: true };
        let answer = self.send_by(&self.provider.for_strangers(), &task).await?;
        // A malformed signature is answered with an error.
        if matches!(answer.status, StatusCode::BAD_REQUEST | StatusCode::UNPROCESSABLE_ENTITY) {
            return Ok(false);
        }
        accepted(&answer).map(|said: Verification| said.verification_status == "SUCCESS")
    }

    /// Checks that PayPal accepts the credentials and knows the webhook.
    pub async fn probe(&self, webhook: &str) -> Result<(), RailError> {
        const CREDENTIAL: &str = "client_secret";
        self.tokens.forget(&self.account());
        let answer = self.get(&["v1", "notifications", "webhooks", webhook]).await.map_err(|e| e.by(CREDENTIAL))?;
        match answer.status {
            StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => {
                accepted::<IgnoredAny>(&answer).map_err(|e| e.by(CREDENTIAL)).map(drop)
            }
            // PayPal answers a malformed id as an unknown one, or as a bad request.
            status if status.is_client_error() && status != StatusCode::TOO_MANY_REQUESTS => Err(RailError::Rejected {
                field: "webhook_id",
                detail: "PayPal knows no webhook of this ID in this account.".into(),
            }),
            _ => accepted::<IgnoredAny>(&answer).map(drop),
        }
    }

    async fn get(&self, path: &[&str]) -> Result<Answer, RailError> {
        self.send(&PayPalCall { path, body: None, once: None, harmless: true }).await
    }

    async fn post(&self, path: &[&str], body: &impl Serialize, once: &str) -> Result<Answer, RailError> {
        let body = serde_json::to_vec(body).map_err(|_| RailError::Unreadable("what PayPal is told"))?;
        self.send(&PayPalCall { path, body: Some(body), once: Some(once), harmless: false }).await
    }

    /// Sends a call with a cached token, and once more with a fresh one if PayPal rejects it before its expiry.
    async fn send(&self, task: &PayPalCall<'_>) -> Result<Answer, RailError> {
        self.send_by(&self.provider, task).await
    }

    async fn send_by(&self, provider: &Provider, task: &PayPalCall<'_>) -> Result<Answer, RailError> {
        let token = self.token(provider).await?;
        let answer = provider.send(&task.call(&token)).await?;
        if answer.status != StatusCode::UNAUTHORIZED {
            return Ok(answer);
        }
        self.tokens.forget(&self.account());
        let token = self.token(provider).await?;
        Ok(provider.send(&task.call(&token)).await?)
    }

    fn account(&self) -> [u8; 32] {
        let mut hash = Sha256::new();
        for part in [&self.provider.base().origin(), &self.client_id, self.client_secret.expose_secret()] {
            hash.update(part.as_bytes());
            hash.update([0]);
        }
        hash.finalize().into()
    }

    async fn token(&self, provider: &Provider) -> Result<Arc<SecretString>, RailError> {
        let (account, now) = (self.account(), self.clock.now());
        if let Some(token) = self.tokens.find(&account, now) {
            return Ok(token);
        }
        let credential = Credential::Basic(&self.client_id, &self.client_secret);
        let form = [("grant_type", "client_credentials".to_owned())];
        let answer =
            provider.send(&Call::post(&["v1", "oauth2", "token"], credential).form(&form).repeatable()).await?;
        let AccessToken { access_token, expires_in } = accepted(&answer)?;
        let token = Arc::new(SecretString::from(access_token));
        let lasts = TimeDelta::try_seconds(expires_in).unwrap_or_default() - SPARE;
        self.tokens.keep(account, &token, now + lasts.min(TimeDelta::days(1)), now);
        Ok(token)
    }
}

/// Parses the answer to a GET; `None` for 404.
fn found<T: DeserializeOwned>(answer: &Answer) -> Result<Option<T>, RailError> {
    if answer.status == StatusCode::NOT_FOUND { Ok(None) } else { accepted(answer).map(Some) }
}

/// Error names that concern the account or an earlier call, and prove nothing about a refund.
const NO_PROOF: [&str; 4] =
    ["PAYPAL_REQUEST_ID_REUSED", "DUPLICATE_REQUEST_ID", "PREVIOUS_REQUEST_IN_PROGRESS", "PERMISSION_DENIED"];

/// Returns whether a refund call was refused for its content. PayPal repeats its first answer to an idempotency key, so such a refusal
/// proves that no call with this key sent a refund.
fn proves_refusal(answer: &Answer) -> bool {
    let about_the_call = matches!(answer.status, StatusCode::BAD_REQUEST | StatusCode::UNPROCESSABLE_ENTITY);
    let Some(PayPalRefusal { name: Some(name), details }) = answer.read().ok().filter(|_| about_the_call) else {
        return false;
    };
    matches!(name.as_str(), "INVALID_REQUEST" | "UNPROCESSABLE_ENTITY")
        && !details.iter().filter_map(|detail| detail.issue.as_deref()).any(|issue| NO_PROOF.contains(&issue))
}

/// Parses a successful answer, or returns PayPal's refusal.
fn accepted<T: DeserializeOwned>(answer: &Answer) -> Result<T, RailError> {
    if answer.status.is_success() {
        return Ok(answer.read()?);
    }
    let refusal: Option<PayPalRefusal> = answer.read().ok();
    let reason = refusal.and_then(|r| r.details.into_iter().find_map(|d| d.issue).or(r.name)).unwrap_or_default();
    // Only an error name is logged, never a message.
    let reason: String = reason.chars().filter(|c| c.is_ascii_uppercase() || *c == '_').take(60).collect();
    let status = answer.status.as_u16();
    tracing::warn!(provider = "PayPal", status, reason, "a provider refuses");
    Err(RailError::Refused(match answer.status {
        StatusCode::UNAUTHORIZED => "PayPal does not know this client ID and secret.".into(),
        StatusCode::FORBIDDEN => "PayPal does not let this account do it: a permission is missing.".into(),
        _ => format!("PayPal refuses: {status} {reason}"),
    }))
}
