//! Calls of Stripe's API.

use std::sync::Arc;

use http::StatusCode;
use secrecy::SecretString;
use serde::de::DeserializeOwned;

use super::objects::{Dispute, List, Session, StripeRefund, StripeRefusal};
use crate::net::{Answer, Call, Credential, Provider};
use crate::rails::RailError;

/// The API version of requests and answers, independent of the account's default.
pub const VERSION: &str = "2026-10-28.endive";

/// The expansion of a session by its charge, with the balance transaction that has the fee.
const WITH_CHARGE: &str = "payment_intent.latest_charge.balance_transaction";

/// A client of Stripe's API for one account.
pub struct StripeApi {
    provider: Arc<Provider>,
    key: SecretString,
    live: bool,
}

impl StripeApi {
    pub fn new(provider: Arc<Provider>, key: String) -> Self {
        let live = key.starts_with("sk_live_") || key.starts_with("rk_live_");
        Self { provider, key: key.into(), live }
    }

    pub fn provider(&self) -> &Provider {
        &self.provider
    }

    /// Returns whether the key is a live one.
    pub fn is_live(&self) -> bool {
        self.live
    }

    pub async fn create_session(&self, fields: &[(&str, String)], once: &str) -> Result<Session, RailError> {
        let call = Call::post(&["v1", "checkout", "sessions"], self.credential()).once("Idempotency-Key", once);
        self.checked(self.call(call.form(fields)).await?)
    }

    /// A session, with its charge if the key may read it. `None` if the account has none of this id.
    pub async fn session(&self, id: &str) -> Result<Option<Session>, RailError> {
        let path = ["v1", "checkout", "sessions", id];
        let whole = [("expand[]", WITH_CHARGE)];
        let call = |query| Call::get(&path, self.credential()).query(query);
        let answer = match self.answer(call(&whole)).await? {
            // A restricted key may read sessions but not the expanded objects: the session without its fee is better than an error.
            refused if refused.status == StatusCode::FORBIDDEN => self.answer(call(&[])).await?,
            answer => answer,
        };
        if answer.status == StatusCode::NOT_FOUND {
            return Ok(None);
        }
        self.checked(accepted(&answer)?).map(Some)
    }

    /// Expires a session, so that it can't be paid any more. `None` if Stripe refuses because it isn't open any more or doesn't exist.
    /// Idempotent.
    pub async fn expire(&self, id: &str) -> Result<Option<Session>, RailError> {
        let path = ["v1", "checkout", "sessions", id, "expire"];
        let answer = self.answer(Call::post(&path, self.credential()).form(&[]).repeatable()).await?;
        if matches!(answer.status, StatusCode::BAD_REQUEST | StatusCode::NOT_FOUND) {
            return Ok(None);
        }
        self.checked(accepted(&answer)?).map(Some)
    }

    /// The session of a payment intent, which events of charges name instead.
    pub async fn session_of(&self, intent: &str) -> Result<Option<Session>, RailError> {
        let query = [("payment_intent", intent), ("limit", "1")];
        let call = Call::get(&["v1", "checkout", "sessions"], self.credential()).query(&query);
        let list: List<Session> = self.call(call).await?;
        list.data.into_iter().next().map(|session| self.checked(session)).transpose()
    }

    /// The disputes of a payment, oldest first. `None` if the key may not read them.
    pub async fn disputes(&self, intent: &str) -> Result<Option<Vec<Dispute>>, RailError> {
        let query = [("payment_intent", intent), ("limit", "10")];
        let answer = self.answer(Call::get(&["v1", "disputes"], self.credential()).query(&query)).await?;
        if answer.status == StatusCode::FORBIDDEN {
            return Ok(None);
        }
        let List { mut data } = accepted::<List<Dispute>>(&answer)?;
        data.sort_by_key(|dispute| dispute.created);
        Ok(Some(data))
    }

    /// Sends a refund under an idempotency key. `None` if Stripe refused this call, so that no money went back.
    pub async fn refund(&self, fields: &[(&str, String)], once: &str) -> Result<Option<StripeRefund>, RailError> {
        let call = Call::post(&["v1", "refunds"], self.credential()).once("Idempotency-Key", once).form(fields);
        let answer = self.answer(call).await?;
        let refused = proves_refusal(&answer);
        match accepted(&answer) {
            Err(_) if refused => Ok(None),
            other => other.map(Some),
        }
    }

    /// The refunds of a payment, by the service or others. `None` if the key may not read them.
    pub async fn refunds_of(&self, intent: &str) -> Result<Option<Vec<StripeRefund>>, RailError> {
        let query = [("payment_intent", intent), ("limit", "100")];
        let answer = self.answer(Call::get(&["v1", "refunds"], self.credential()).query(&query)).await?;
        if answer.status == StatusCode::FORBIDDEN {
            return Ok(None);
        }
        accepted(&answer).map(|List { data }| Some(data))
    }

    /// Checks that Stripe accepts the key, by reading one session.
    pub async fn probe(&self) -> Result<(), RailError> {
        let query = [("limit", "1")];
        let call = Call::get(&["v1", "checkout", "sessions"], self.credential()).query(&query);
        accepted::<List<serde::de::IgnoredAny>>(&self.answer(call).await?).map(drop)
    }

    fn credential(&self) -> Credential<'_> {
        Credential::Bearer(&self.key)
    }

    async fn answer(&self, call: Call<'_>) -> Result<Answer, RailError> {
        Ok(self.provider.send(&call.header("Stripe-Version", VERSION)).await?)
    }

    async fn call<T: DeserializeOwned>(&self, call: Call<'_>) -> Result<T, RailError> {
        accepted(&self.answer(call).await?)
    }

    /// Checks that a session is of the key's mode, so that live and test payments are never confused.
    fn checked(&self, session: Session) -> Result<Session, RailError> {
        if session.livemode == self.live {
            Ok(session)
        } else {
            Err(RailError::Unavailable("Stripe: it answered in the other mode".into()))
        }
    }
}

/// Error codes with status 400 that concern the key, the account or an earlier call, and prove nothing about a refund.
const NO_PROOF: [&str; 9] = [
    "resource_missing",
    "livemode_mismatch",
    "testmode_charges_only",
    "api_key_expired",
    "platform_api_key_expired",
    "secret_key_required",
    "account_invalid",
    "idempotency_key_in_use",
    "lock_timeout",
];

/// Returns whether a refund call was refused for its content. Stripe repeats its first answer to an idempotency key, so such a refusal
/// proves that no call with this key sent a refund. A refusal of the key, a missing object and a reused idempotency key prove nothing
/// (<https://docs.stripe.com/api/idempotent_requests>, <https://docs.stripe.com/error-codes>).
fn proves_refusal(answer: &Answer) -> bool {
    if !matches!(answer.status, StatusCode::BAD_REQUEST | StatusCode::PAYMENT_REQUIRED) {
        return false;
    }
    let Ok(StripeRefusal { error }) = answer.read() else { return false };
    let about_the_call = matches!(error.kind.as_deref(), Some("invalid_request_error" | "card_error"));
    about_the_call && !error.code.is_some_and(|code| NO_PROOF.contains(&code.as_str()))
}

/// Parses a successful answer, or returns Stripe's refusal.
fn accepted<T: DeserializeOwned>(answer: &Answer) -> Result<T, RailError> {
    if answer.status.is_success() {
        return Ok(answer.read()?);
    }
    let refusal: Option<StripeRefusal> = answer.read().ok();
    let reason = refusal.and_then(|r| r.error.code.or(r.error.kind)).unwrap_or_default();
    // Only an error code is logged, never a message, which may repeat what was sent.
    let word = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    let reason: String = reason.chars().filter(|c| word(*c)).take(60).collect();
    let status = answer.status.as_u16();
    tracing::warn!(provider = "Stripe", status, reason, "a provider refuses");
    Err(match (answer.status, reason.as_str()) {
        (StatusCode::UNAUTHORIZED, _) => RailError::Refused("Stripe does not know this secret key.".into()),
        (StatusCode::FORBIDDEN, _) => {
            RailError::Refused("Stripe does not let this key do it: a permission is missing.".into())
        }
        (_, "amount_too_small" | "amount_too_large") => RailError::Unsupported,
        _ => RailError::Refused(format!("Stripe refuses: {status} {reason}")),
    })
}
