//! `GET /requests`: the list of requests and its filters.

use axum::Json;
use axum::extract::State;
use serde::Deserialize;

use super::paging::{self, Page};
use super::requests::RequestResource;
use crate::actions;
use crate::actions::requests::test_mark::TestMarks;
use crate::domain::field::{FieldError, Problems};
use crate::domain::reference::carried::CarriedReference;
use crate::domain::reference::rf::RfReference;
use crate::domain::request::Status;
use crate::domain::request::terms;
use crate::domain::text::{Label, OwnReference};
use crate::store::{RequestFilter, RequestPosition};
use crate::web::App;
use crate::web::error::ApiError;
use crate::web::http::extract::{ApiPayee, ApiQuery};

/// The query of `GET /requests`.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RequestListQuery {
    status: Option<String>,
    reference: Option<String>,
    rf: Option<String>,
    provider_ref: Option<String>,
    created_from: Option<String>,
    created_to: Option<String>,
    q: Option<String>,
    overdue: Option<String>,
    label: Option<String>,
    limit: Option<String>,
    cursor: Option<String>,
}

/// `GET /requests`: the payee's requests, newest first.
pub async fn list(
    State(app): State<App>,
    ApiPayee(payee): ApiPayee,
    ApiQuery(query): ApiQuery<RequestListQuery>,
) -> Result<Json<Page<RequestResource>>, ApiError> {
    let (ctx, now) = (&app.ctx, app.ctx.clock.now());
    let limit = paging::limit(query.limit.as_deref())?;
    let after = paging::place(query.cursor.as_deref())?.map(|(created_at, code)| RequestPosition { created_at, code });
    let mut problems = Problems::default();
    let status = problems.known(query.status.as_deref(), Status::parse, || {
        FieldError::plain("status", "unknown", "Choose open, paid, cancelled or expired.")
    });
    let reference = query.reference.and_then(|t| problems.check("reference", OwnReference::parse(&t)));
    let rf = problems.known(query.rf.as_deref(), RfReference::parse, || {
        FieldError::plain("rf", "invalid", "Write an RF reference, such as RF18 5390 0754 7034.")
    });
    let provider_ref = problems.known(query.provider_ref.as_deref(), CarriedReference::parse, || {
        FieldError::plain("provider_ref", "invalid", "Write the reference that the bank or provider carried.")
    });
    let mut edge = |field, text: Option<String>| text.and_then(|t| problems.check(field, terms::moment(&t)));
    let (created_from, created_to) = (edge("created_from", query.created_from), edge("created_to", query.created_to));
    let overdue = problems.known(query.overdue.as_deref(), |text| (text == "true").then_some(()), || {
        FieldError::plain("overdue", "invalid", "Write true, or leave it out.")
    });
    let label = query.label.and_then(|t| problems.check("label", Label::parse(&t)));
    problems.finish().map_err(actions::Error::Invalid)?;
    let filter = RequestFilter {
        status,
        reference,
        rf,
        provider_ref,
        created_from,
        created_to,
        search: query.q,
        overdue: overdue.map(|()| payee.zone.day_of(now)),
        label,
        after,
        ..RequestFilter::default()
    };
    let found = ctx.store.requests(&payee.id, &filter, limit + 1, now).await?;
    let marks = TestMarks::of(ctx, &payee.id, &found).await?;
    Ok(Json(paging::page(
        found,
        limit,
        |request| (request.created_at, request.code.as_str()),
        |request| RequestResource::of(ctx, &payee.handle, request, &marks, now),
    )))
}
