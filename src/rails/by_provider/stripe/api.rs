//! The calls.

use std::sync::Arc;

use http::StatusCode;
use secrecy::SecretString;
use serde::de::DeserializeOwned;

use super::objects::{Dispute, List, Session, StripeRefund, StripeRefusal};
use crate::net::{Answer, Call, Credential, Provider};
use crate::rails::RailError;

/// What our requests and Stripe's answers look like, whatever the account's own version is.
pub const VERSION: &str = "2026-10-28.endive";

/// What comes along with a session: its charge, with what Stripe kept of it.
const WITH_CHARGE: &str = "payment_intent.latest_charge.balance_transaction";

/// Stripe's API, as one account.
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

    /// Whether the account's money is real.
    pub fn is_live(&self) -> bool {
        self.live
    }

    pub async fn create_session(&self, fields: &[(&str, String)], once: &str) -> Result<Session, RailError> {
        let call = Call::post(&["v1", "checkout", "sessions"], self.credential()).once("Idempotency-Key", once);
        self.checked(self.call(call.form(fields)).await?)
    }

    /// A session, with its charge where the key may see it. `None` where the account has no such session.
    pub async fn session(&self, id: &str) -> Result<Option<Session>, RailError> {
        let path = ["v1", "checkout", "sessions", id];
        let whole = [("expand[]", WITH_CHARGE)];
        let call = |query| Call::get(&path, self.credential()).query(query);
        let answer = match self.answer(call(&whole)).await? {
            // A restricted key may read sessions and not what hangs on them: then we know less, and not nothing.
            refused if refused.status == StatusCode::FORBIDDEN => self.answer(call(&[])).await?,
            answer => answer,
        };
        if answer.status == StatusCode::NOT_FOUND {
            return Ok(None);
        }
        self.checked(accepted(&answer)?).map(Some)
    }

    /// Ends a session, so that nobody can pay it any more. `None` where Stripe refuses: it is open no more, or isn't there. Ending it twice
    /// does no harm.
    pub async fn expire(&self, id: &str) -> Result<Option<Session>, RailError> {
        let path = ["v1", "checkout", "sessions", id, "expire"];
        let answer = self.answer(Call::post(&path, self.credential()).form(&[]).repeatable()).await?;
        if matches!(answer.status, StatusCode::BAD_REQUEST | StatusCode::NOT_FOUND) {
            return Ok(None);
        }
        self.checked(accepted(&answer)?).map(Some)
    }

    /// The session behind a payment intent: events of charges don't name it.
    pub async fn session_of(&self, intent: &str) -> Result<Option<Session>, RailError> {
        let query = [("payment_intent", intent), ("limit", "1")];
        let call = Call::get(&["v1", "checkout", "sessions"], self.credential()).query(&query);
        let list: List<Session> = self.call(call).await?;
        list.data.into_iter().next().map(|session| self.checked(session)).transpose()
    }

    /// The disputes of a payment, oldest first; `None` where the key may not read them.
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

    /// Sends money back under an idempotency key. `None` where Stripe refused this very call: nothing went back.
    pub async fn refund(&self, fields: &[(&str, String)], once: &str) -> Result<Option<StripeRefund>, RailError> {
        let call = Call::post(&["v1", "refunds"], self.credential()).once("Idempotency-Key", once).form(fields);
        let answer = self.answer(call).await?;
        let refused = proves_refusal(&answer);
        match accepted(&answer) {
            Err(_) if refused => Ok(None),
            other => other.map(Some),
        }
    }

    /// The refunds of a payment, whoever asked for them.
    /// `None` where the key may not read them.
    pub async fn refunds_of(&self, intent: &str) -> Result<Option<Vec<StripeRefund>>, RailError> {
        let query = [("payment_intent", intent), ("limit", "100")];
        let answer = self.answer(Call::get(&["v1", "refunds"], self.credential()).query(&query)).await?;
        if answer.status == StatusCode::FORBIDDEN {
            return Ok(None);
        }
        accepted(&answer).map(|List { data }| Some(data))
    }

    /// Whether Stripe takes the key: the newest session is read and forgotten.
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

    /// Real money and play money are never taken for each other.
    fn checked(&self, session: Session) -> Result<Session, RailError> {
        if session.livemode == self.live {
            Ok(session)
        } else {
            Err(RailError::Unavailable("Stripe: it answered in the other mode".into()))
        }
    }
}

/// Errors of 400 that say something of the key, the account or an earlier call, and nothing of whether money went back.
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

/// Whether a refund call was refused for what it asks. Stripe answers a repeated call under its key as it answered the first, so such
/// a refusal proves that no call under this key sent anything; a refusal of the key, a missing object and a reused idempotency key
/// don't (<https://docs.stripe.com/api/idempotent_requests>, <https://docs.stripe.com/error-codes>).
fn proves_refusal(answer: &Answer) -> bool {
    if !matches!(answer.status, StatusCode::BAD_REQUEST | StatusCode::PAYMENT_REQUIRED) {
        return false;
    }
    let Ok(StripeRefusal { error }) = answer.read() else { return false };
    let about_the_call = matches!(error.kind.as_deref(), Some("invalid_request_error" | "card_error"));
    about_the_call && !error.code.is_some_and(|code| NO_PROOF.contains(&code.as_str()))
}

/// What was asked for, or why Stripe will not.
fn accepted<T: DeserializeOwned>(answer: &Answer) -> Result<T, RailError> {
    if answer.status.is_success() {
        return Ok(answer.read()?);
    }
    let refusal: Option<StripeRefusal> = answer.read().ok();
    let reason = refusal.and_then(|r| r.error.code.or(r.error.kind)).unwrap_or_default();
    // A word of Stripe's own, never a sentence.
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
