//! The deliveries on a webhook's page.

use crate::domain::clock::Timestamp;
use crate::domain::id::DeliveryId;
use crate::domain::notice::DeliveryState;
use crate::domain::request::code::RequestCode;
use crate::store::Delivery;
use crate::web::http::extract::SignedIn;

/// A delivery, for the payee: the body isn't shown.
pub(super) struct DeliveryView {
    pub(super) id: DeliveryId,
    /// The event's word in the API.
    pub(super) event: &'static str,
    /// The request that it is about.
    pub(super) request: Option<RequestCode>,
    /// A text's key of the state, and its mark's class.
    pub(super) state: &'static str,
    pub(super) mark: &'static str,
    /// "14:03 · 503 · 120 ms".
    pub(super) outcome: String,
    /// The time of the next call, as a sentence.
    pub(super) next: Option<String>,
    /// It can be sent again: it isn't waiting for its first call.
    pub(super) again: bool,
}

pub(super) fn delivery_view(who: &SignedIn, delivery: &Delivery, now: Timestamp) -> DeliveryView {
    let (state, mark) = match delivery.state {
        DeliveryState::Waiting => ("settings-delivery-waiting", "is-waiting"),
        DeliveryState::Delivered => ("settings-delivery-delivered", "is-paid"),
        DeliveryState::Failed => ("settings-delivery-failed", "is-failed"),
    };
    let brief = |moment| who.locale.brief(moment, now, who.payee.zone);
    let answer = delivery.answer.map(|status| status.to_string()).or_else(|| delivery.failure.clone());
    let took = delivery.took.map(|ms| format!("{} ms", who.locale.undivided(ms)));
    let parts = [Some(brief(delivery.tried_at.unwrap_or(delivery.created_at))), answer, took];
    let next = delivery.next_try_at.filter(|_| delivery.attempts > 0);
    DeliveryView {
        id: delivery.id.clone(),
        event: delivery.kind.as_str(),
        request: delivery.request_code.clone(),
        state,
        mark,
        outcome: parts.into_iter().flatten().collect::<Vec<_>>().join(" · "),
        next: next.map(|at| who.words().with("when", brief(at)).say("settings-delivery-next").into_owned()),
        again: delivery.tried_at.is_some(),
    }
}
