//! `/webhooks/{id}/deliveries`: what was sent to an endpoint, with what came of it.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Serialize;
use utoipa::ToSchema;

use super::events::EventType;
use super::once::{json, once};
use super::paging::{self, Page, PagingQuery};
use super::requests::NoBody;
use crate::actions;
use crate::actions::webhooks::manage::{retry_delivery, send_test};
use crate::domain::clock::rfc3339;
use crate::domain::id::{DeliveryId, EndpointId};
use crate::domain::notice::DeliveryState;
use crate::domain::schema::Moment;
use crate::store::Delivery;
use crate::web::App;
use crate::web::error::ApiError;
use crate::web::http::extract::{ApiCall, ApiPath, ApiPayee, ApiQuery};

/// A delivery of an event to an endpoint.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Delivery)]
pub struct DeliveryResource {
    id: DeliveryId,
    /// The event's id, the `webhook-id` of each attempt.
    event: String,
    /// The event's type.
    #[schema(value_type = EventType)]
    r#type: &'static str,
    state: DeliveryState,
    /// The number of attempts so far.
    attempts: i64,
    /// The HTTP status of the last answer.
    status: Option<i64>,
    /// A word for what was wrong with the last attempt.
    failure: Option<String>,
    /// The milliseconds that the last attempt took.
    duration: Option<i64>,
    /// The time at which it was put in line.
    #[schema(value_type = Moment)]
    created_at: String,
    /// The time of the last attempt.
    #[schema(value_type = Option<Moment>)]
    tried_at: Option<String>,
    /// The time of the next attempt; `null` while an earlier event of the request is on its way.
    #[schema(value_type = Option<Moment>)]
    next_try_at: Option<String>,
    /// The time at which it was delivered or given up.
    #[schema(value_type = Option<Moment>)]
    ended_at: Option<String>,
    /// The message; `null` after a week, and once its request is erased.
    body: Option<String>,
}

impl From<&Delivery> for DeliveryResource {
    fn from(delivery: &Delivery) -> Self {
        // Without `..`, so that a new field is left out on purpose only.
        let Delivery {
            id,
            payee_id: _,
            endpoint_id: _,
            message_id,
            kind,
            request_code: _,
            position: _,
            payment_id: _,
            occurred_at: _,
            state,
            attempts,
            next_try_at,
            created_at,
            tried_at,
            took,
            answer,
            failure,
            ended_at,
            body,
        } = delivery;
        Self {
            id: id.clone(),
            event: message_id.clone(),
            r#type: kind.as_str(),
            state: *state,
            attempts: *attempts,
            status: *answer,
            failure: failure.clone(),
            duration: *took,
            created_at: rfc3339(*created_at),
            tried_at: tried_at.map(rfc3339),
            next_try_at: next_try_at.map(rfc3339),
            ended_at: ended_at.map(rfc3339),
            body: body.clone(),
        }
    }
}

/// `GET /webhooks/{id}/deliveries`: deliveries to an endpoint, newest first.
pub async fn list(
    State(app): State<App>,
    ApiPayee(payee): ApiPayee,
    ApiPath(id): ApiPath<EndpointId>,
    ApiQuery(query): ApiQuery<PagingQuery>,
) -> Result<Json<Page<DeliveryResource>>, ApiError> {
    let store = &app.ctx.store;
    store.endpoint(&payee.id, &id).await?.ok_or(actions::Error::NotFound)?;
    let limit = paging::limit(query.limit.as_deref())?;
    let after = paging::place(query.cursor.as_deref())?;
    let found = store.deliveries(&id, after.as_ref(), i64::try_from(limit + 1).unwrap_or(i64::MAX)).await?;
    Ok(Json(paging::page(
        found,
        limit,
        |delivery| (delivery.created_at, delivery.id.as_str()),
        |delivery| delivery.into(),
    )))
}

/// `POST /webhooks/{id}/test`: sends a test to an endpoint.
pub async fn test(
    State(app): State<App>,
    ApiPayee(payee): ApiPayee,
    ApiPath(id): ApiPath<EndpointId>,
    call: ApiCall<NoBody>,
) -> Result<Response, ApiError> {
    let render = |delivery: &Delivery| json(StatusCode::ACCEPTED, None, &DeliveryResource::from(delivery));
    once(&app, &payee.id, call.key, render, |answer_key| send_test(&app.ctx, &payee.id, &id, answer_key)).await
}

/// `POST /webhooks/{id}/deliveries/{delivery}/retry`: sends a delivery again.
pub async fn retry(
    State(app): State<App>,
    ApiPayee(payee): ApiPayee,
    ApiPath((endpoint, id)): ApiPath<(EndpointId, DeliveryId)>,
    call: ApiCall<NoBody>,
) -> Result<Response, ApiError> {
    let render = |delivery: &Delivery| json(StatusCode::ACCEPTED, None, &DeliveryResource::from(delivery));
    once(&app, &payee.id, call.key, render, |answer_key| {
        retry_delivery(&app.ctx, &payee.id, &endpoint, &id, answer_key)
    })
    .await
}
