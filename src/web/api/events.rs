//! `/events`: the facts that webhooks tell, as a list, for whoever can't be called.

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use serde_json::value::to_raw_value;
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::Schema;
use utoipa::{IntoParams, ToSchema};

use super::paging::{self, Page};
use super::payments::PaymentResource;
use super::requests::RequestResource;
use crate::actions;
use crate::actions::webhooks::message::{ApiResource, Resources, resource_of};
use crate::domain::clock::rfc3339;
use crate::domain::notice::NoticeKind;
use crate::domain::schema::{self, Moment};
use crate::store::NumberedNotice;
use crate::web::App;
use crate::web::error::ApiError;
use crate::web::http::extract::{ApiPayee, ApiQuery};

/// The resources that events are about, as the API writes them; of a payment, without what its payer wrote.
pub const RESOURCES: Resources = Resources {
    request: |ctx, payee, request, marks, now| to_raw_value(&RequestResource::of(ctx, payee, request, marks, now)).ok(),
    payment: |payment| to_raw_value(&PaymentResource::from(payment).without_payers_words()).ok(),
};

/// The types of events, for their schema: of `webhook.test`, too, which is sent by hand.
#[derive(Debug)]
pub enum EventType {}

impl utoipa::PartialSchema for EventType {
    fn schema() -> RefOr<Schema> {
        let known = NoticeKind::CHOICE.into_iter().chain([NoticeKind::Test]).map(NoticeKind::as_str);
        schema::finished(schema::text("The type of an event.").enum_values(Some(known)))
    }
}

impl ToSchema for EventType {}

/// The types of events that a webhook can choose, for their schema.
#[derive(Debug)]
pub enum ChosenEvent {}

impl utoipa::PartialSchema for ChosenEvent {
    fn schema() -> RefOr<Schema> {
        let chosen = NoticeKind::CHOICE.map(NoticeKind::as_str);
        schema::finished(schema::text("The type of an event that a webhook can choose.").enum_values(Some(chosen)))
    }
}

impl ToSchema for ChosenEvent {}

/// The resource that an event is about.
#[derive(Debug, ToSchema)]
#[schema(as = Subject)]
#[serde(untagged)]
pub enum EventSubject {
    /// A request.
    Request(Box<RequestResource>),
    /// A payment.
    Payment(Box<PaymentResource>),
}

/// An event.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Event)]
pub struct EventResource {
    /// The number among the payee's events, without gaps.
    seq: i64,
    /// The id, also the `webhook-id` of its deliveries.
    #[schema(example = "evt_eHjoWFdqKzvU_1")]
    id: String,
    #[schema(value_type = EventType)]
    r#type: &'static str,
    /// The time of the fact.
    #[schema(value_type = Moment)]
    timestamp: String,
    /// The request or the payment as it is now; `null` when it has been forgotten.
    #[schema(value_type = Option<EventSubject>)]
    data: Option<ApiResource>,
}

/// The query of `GET /events`.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default, deny_unknown_fields)]
pub struct EventQuery {
    /// `seq` of the last event that was seen; 0, or nothing, for the beginning.
    #[param(value_type = i64, required = false, minimum = 0)]
    after: Option<String>,
    /// The number of entries a page, 20 by default.
    #[param(value_type = u32, required = false, minimum = 1, maximum = 100)]
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
    if found.is_empty() && after > app.ctx.store.last_notice(&payee.id).await? {
        let detail =
            "There is no event of this number yet: begin anew with 0 if the service was restored from a backup.";
        return Err(actions::Error::field("after", "out_of_range", detail).into());
    }
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
