//! Calls to push services (RFC 8030), by the rules for payees' own endpoints. A message is encrypted for its device (RFC 8291), so that the
//! push service reads nothing of it.

use chrono::TimeDelta;
use http::header;
use web_push_native::Auth;

use super::Failure;
use super::endpoints::{Endpoints, Reply, reply};
use crate::domain::alert::{Subscription, Vapid};
use crate::domain::clock::Timestamp;

/// The media type. Browsers know a declarative message by what it says, and not every push service takes another type.
const ENCRYPTED: &str = "application/octet-stream";

/// The urgency of all messages (RFC 8030, section 5.3): worth waking a device that saves its battery. Were it that of their kind, a push
/// service could count sales.
const URGENCY: &str = "high";

/// A message to a device. Its `Debug` doesn't show the text.
pub struct Push {
    /// The text, JSON.
    pub text: String,
    /// The name under which it replaces an earlier one that wasn't delivered yet: 32 characters at most.
    pub topic: String,
    /// The time for which the push service keeps it for a device that is off.
    pub time_to_live: TimeDelta,
    /// The time of this attempt.
    pub at: Timestamp,
}

impl std::fmt::Debug for Push {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Push").field("time_to_live", &self.time_to_live).finish_non_exhaustive()
    }
}

impl Endpoints {
    /// Sends a message to a device, once.
    ///
    /// # Errors
    /// [`Failure`], if no head of an answer arrived.
    pub async fn push(&self, vapid: &Vapid, to: &Subscription, push: &Push) -> Result<Reply, Failure> {
        let url = self.check(to.endpoint()).map_err(|_| Failure::NotPublic)?;
        let (key, auth) = to.keys().ok_or(Failure::NoClient)?;
        let body = web_push_native::encrypt(push.text.clone().into_bytes(), &key, &Auth::from(auth));
        let body = body.map_err(|_| Failure::NoClient)?;
        let authorization = vapid.authorization(&url, push.at);
        let request = self
            .posting(url)?
            .header(header::AUTHORIZATION, authorization)
            .header(header::CONTENT_TYPE, ENCRYPTED)
            .header(header::CONTENT_ENCODING, "aes128gcm")
            .header("ttl", push.time_to_live.num_seconds().max(0))
            .header("urgency", URGENCY)
            .header("topic", &push.topic)
            .body(body);
        reply(request, push.at).await
    }
}
