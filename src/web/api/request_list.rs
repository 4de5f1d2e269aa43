//! `GET /requests`: the list of requests and its filters.

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use utoipa::IntoParams;

use super::paging::{self, Page};
use super::requests::RequestResource;
use crate::actions;
use crate::actions::requests::test_mark::TestMarks;
use crate::domain::field::{FieldError, Problems};
use crate::domain::reference::carried::CarriedReference;
use crate::domain::reference::rf::RfReference;
use crate::domain::request::Status;
use crate::domain::schema::{Cursor, Moment, OnlyTrue};
use crate::domain::text::{Label, OwnReference};
use crate::domain::when;
use crate::store::{RequestFilter, RequestPosition};
use crate::web::App;
use crate::web::error::ApiError;
use crate::web::http::extract::{ApiPayee, ApiQuery};

/// The query of `GET /requests`.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default, deny_unknown_fields)]
pub struct RequestListQuery {
    /// The requests in this state.
    #[param(inline, value_type = Status, required = false)]
    status: Option<String>,
    /// Those with exactly this reference of the payee's own.
    #[param(inline, value_type = OwnReference, required = false)]
    reference: Option<String>,
    /// The one with this RF reference, also with blanks in it.
    #[param(required = false, example = "RF18 5390 0754 7034")]
    rf: Option<String>,
    /// The one whose payment a bank or provider carried under this reference.
    #[param(required = false)]
    provider_ref: Option<String>,
    /// Those that were made at this time or later.
    #[param(inline, value_type = Moment, required = false)]
    created_from: Option<String>,
    /// Those that were made before this time.
    #[param(inline, value_type = Moment, required = false)]
    created_to: Option<String>,
    /// Words, amounts and references, as the search on the seller's list finds them.
    #[param(value_type = String, required = false)]
    q: Option<String>,
    /// Those that are open after their `due_on`.
    #[param(inline, value_type = OnlyTrue, required = false)]
    overdue: Option<String>,
    /// Those with exactly this label.
    #[param(inline, value_type = Label, required = false)]
    label: Option<String>,
    /// The number of entries a page, 20 by default.
    #[param(value_type = u32, required = false, minimum = 1, maximum = 100)]
    limit: Option<String>,
    /// `next_cursor` of the page before, unchanged.
    #[param(inline, value_type = Cursor, required = false)]
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
    let mut edge = |field, text: Option<String>| text.and_then(|t| problems.check(field, when::moment(&t)));
    let (created_from, created_to) = (edge("created_from", query.created_from), edge("created_to", query.created_to));
    // `false` is refused rather than taken for all: it could mean what is not overdue.
    let overdue = problems.known(
        query.overdue.as_deref(),
        |text| (text == "true").then_some(()),
        || FieldError::plain("overdue", "invalid", "Write true, or leave it out."),
    );
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
    // One more than is shown tells whether there is a next page.
    let found = ctx.store.requests(&payee.id, &filter, limit + 1, now).await?;
    let marks = TestMarks::of(ctx, &payee.id, &found).await?;
    Ok(Json(paging::page(
        found,
        limit,
        |request| (request.created_at, request.code.as_str()),
        |request| RequestResource::of(ctx, &payee.handle, request, &marks, now),
    )))
}
