//! The calls.

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

/// The header under whose key PayPal does a thing once.
const ONCE: &str = "PayPal-Request-Id";

/// The time before its end from which on a token is no longer used.
const SPARE: TimeDelta = TimeDelta::minutes(5);

/// A call that is sent with whatever token is good.
struct PayPalCall<'a> {
    path: &'a [&'a str],
    /// JSON to post; without it, it is read.
    body: Option<Vec<u8>>,
    /// A key under which PayPal does it once.
    once: Option<&'a str>,
    /// May be repeated without a key.
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

/// PayPal's API, as one account.
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

    /// An order. `None` where the account has no such order (any more).
    pub async fn order(&self, id: &str) -> Result<Option<Order>, RailError> {
        found(&self.get(&["v2", "checkout", "orders", id]).await?)
    }

    /// Takes the money that the payer agreed to, once. `false` when PayPal doesn't give it, which the order will tell more of.
    pub async fn capture(&self, order: &str) -> Result<bool, RailError> {
        let path = ["v2", "checkout", "orders", order, "capture"];
        // No key: under one, a payer whose card was declined could never pay by another. A second capture is refused anyway.
        let answer =
            self.send(&PayPalCall { path: &path, body: Some(b"{}".to_vec()), once: None, harmless: true }).await?;
        match answer.status {
            // It was taken before, or the payer has to choose another card, or didn't agree after all.
            StatusCode::UNPROCESSABLE_ENTITY => Ok(false),
            _ => accepted::<IgnoredAny>(&answer).map(|_| true),
        }
    }

    /// The order that a capture belongs to.
    pub async fn order_of(&self, capture: &str) -> Result<Option<String>, RailError> {
        let capture: Option<Capture> = found(&self.get(&["v2", "payments", "captures", capture]).await?)?;
        Ok(capture.and_then(|capture| capture.supplementary_data?.order()))
    }

    /// A refund or a reversal. `None` where the account has none of this name.
    pub async fn refunded(&self, id: &str) -> Result<Option<PayPalRefund>, RailError> {
        found(&self.get(&["v2", "payments", "refunds", id]).await?)
    }

    /// Sends money back under a request's id. `None` where PayPal refused this very call: nothing went back.
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

    /// Asks PayPal whether it signed a message. `question` has the message in it as it came, byte by byte.
    pub async fn is_signed(&self, question: Vec<u8>) -> Result<bool, RailError> {
        let path = ["v1", "notifications", "verify-webhook-signature"];
        let task = PayPalCall { path: &path, body: Some(question), once: None, harmless: true };
        let answer = self.send_by(&self.provider.for_strangers(), &task).await?;
        // What can't even be a signature is refused.
        if matches!(answer.status, StatusCode::BAD_REQUEST | StatusCode::UNPROCESSABLE_ENTITY) {
            return Ok(false);
        }
        accepted(&answer).map(|said: Verification| said.verification_status == "SUCCESS")
    }

    /// Checks that PayPal takes the credentials and knows the webhook.
    pub async fn probe(&self, webhook: &str) -> Result<(), RailError> {
        const CREDENTIAL: &str = "client_secret";
        self.tokens.forget(&self.account());
        let answer = self.get(&["v1", "notifications", "webhooks", webhook]).await.map_err(|e| e.by(CREDENTIAL))?;
        match answer.status {
            StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => {
                accepted::<IgnoredAny>(&answer).map_err(|e| e.by(CREDENTIAL)).map(drop)
            }
            // PayPal takes what is no ID at all for one that it doesn't know, or for a mistake.
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

    /// Calls with a token; with a fresh one, if PayPal has forgotten it before its time.
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

/// The thing that was asked for; `None` where it isn't there.
fn found<T: DeserializeOwned>(answer: &Answer) -> Result<Option<T>, RailError> {
    if answer.status == StatusCode::NOT_FOUND { Ok(None) } else { accepted(answer).map(Some) }
}

/// Refusals that speak of the account or of an earlier call, and prove nothing about money.
const NO_PROOF: [&str; 4] =
    ["PAYPAL_REQUEST_ID_REUSED", "DUPLICATE_REQUEST_ID", "PREVIOUS_REQUEST_IN_PROGRESS", "PERMISSION_DENIED"];

/// Tells a refund call that was refused for what it asks. PayPal answers a repeated call under its request's id as it answered the first,
/// so such a refusal proves that no call under this id sent anything.
fn proves_refusal(answer: &Answer) -> bool {
    let about_the_call = matches!(answer.status, StatusCode::BAD_REQUEST | StatusCode::UNPROCESSABLE_ENTITY);
    let Some(PayPalRefusal { name: Some(name), details }) = answer.read().ok().filter(|_| about_the_call) else {
        return false;
    };
    matches!(name.as_str(), "INVALID_REQUEST" | "UNPROCESSABLE_ENTITY")
        && !details.iter().filter_map(|detail| detail.issue.as_deref()).any(|issue| NO_PROOF.contains(&issue))
}

/// The thing that was asked for, or PayPal's refusal.
fn accepted<T: DeserializeOwned>(answer: &Answer) -> Result<T, RailError> {
    if answer.status.is_success() {
        return Ok(answer.read()?);
    }
    let refusal: Option<PayPalRefusal> = answer.read().ok();
    let reason = refusal.and_then(|r| r.details.into_iter().find_map(|d| d.issue).or(r.name)).unwrap_or_default();
    // A word of PayPal's own, never a sentence.
    let reason: String = reason.chars().filter(|c| c.is_ascii_uppercase() || *c == '_').take(60).collect();
    let status = answer.status.as_u16();
    tracing::warn!(provider = "PayPal", status, reason, "a provider refuses");
    Err(RailError::Refused(match answer.status {
        StatusCode::UNAUTHORIZED => "PayPal does not know this client ID and secret.".into(),
        StatusCode::FORBIDDEN => "PayPal does not let this account do it: a permission is missing.".into(),
        _ => format!("PayPal refuses: {status} {reason}"),
    }))
}
