//! `/events`: the facts that webhooks tell, as a list, for whoever can't be called.

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use serde_json::value::to_raw_value;

use super::paging::{self, Page};
use super::payments::PaymentResource;
use super::requests::RequestResource;
use crate::actions;
use crate::actions::webhooks::message::{Resource, Resources, resource_of};
use crate::domain::clock::rfc3339;
use crate::store::NumberedNotice;
use crate::web::App;
use crate::web::error::ApiError;
use crate::web::http::extract::{ApiPayee, ApiQuery};

/// The resources that events are about, as the API writes them; of a payment, without what its payer wrote.
pub const RESOURCES: Resources = Resources {
    request: |ctx, payee, request, marks, now| to_raw_value(&RequestResource::of(ctx, payee, request, marks, now)).ok(),
    payment: |payment| to_raw_value(&PaymentResource::from(payment).without_payers_words()).ok(),
};

/// An event.
#[derive(Debug, Serialize)]
pub struct EventResource {
    /// The number among the payee's events, without gaps.
    seq: i64,
    /// The id, also the `webhook-id` of its deliveries.
    id: String,
    r#type: &'static str,
    timestamp: String,
    /// The request or the payment as it is now; `None` when it has been forgotten.
    data: Option<Resource>,
}

/// The query of `GET /events`.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct EventQuery {
    after: Option<String>,
    limit: Option<String>,
}

fn after(text: Option<&str>) -> Result<i64, actions::Error> {
    let Some(text) = text else { return Ok(0) };
    // `parse` alone would accept a plus sign.
    let digits = Some(text).filter(|text| text.bytes().all(|b| b.is_ascii_digit()));
    digits.and_then(|text| text.parse().ok()).ok_or_else(|| {
        actions::Error::field("after", "not_a_number", "Use seq of the last event that you have seen, or 0.")
    })
}

/// `GET /events`: events after a number, oldest first.
pub async fn list(
    State(app): State<App>,
    ApiPayee(payee): ApiPayee,
    ApiQuery(query): ApiQuery<EventQuery>,
) -> Result<Json<Page<EventResource>>, ApiError> {
    let (after, limit) = (after(query.after.as_deref())?, paging::limit(query.limit.as_deref())?);
    let found = app.ctx.store.notices_after(&payee.id, after, i64::try_from(limit + 1).unwrap_or(i64::MAX)).await?;
    let has_more = found.len() > limit;
    let mut events = Vec::with_capacity(limit);
    for NumberedNotice { seq, notice } in found.into_iter().take(limit) {
        let (code, payment) = (&notice.request_code, notice.payment_id.as_ref());
        events.push(EventResource {
            seq,
            id: notice.message_id(),
            r#type: notice.kind.as_str(),
            timestamp: rfc3339(notice.occurred_at),
            data: resource_of(&app.ctx, RESOURCES, &payee.id, code, payment).await?,
        });
    }
    let next = events.last().filter(|_| has_more).map(|last| last.seq.to_string());
    Ok(Json(Page::of(events, next)))
}
