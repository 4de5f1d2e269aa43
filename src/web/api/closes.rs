//! `/closes`: days of the books that don't change any more.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::once::{json, once};
use super::paging::{self, Page, PagingQuery};
use crate::actions::books::close::{Closing, close_books};
use crate::domain::clock::rfc3339;
use crate::domain::id::CloseId;
use crate::domain::ledger::{ChainHash, Close, CloseCause};
use crate::domain::schema::{Day, Moment};
use crate::web::App;
use crate::web::error::ApiError;
use crate::web::http::extract::{ApiDraft, ApiPayee, ApiQuery};

/// A close.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Close)]
pub struct CloseResource {
    id: CloseId,
    /// The last closed day.
    #[schema(value_type = Day)]
    until: String,
    cause: CloseCause,
    /// The time at which the books were closed.
    #[schema(value_type = Moment)]
    closed_at: String,
    /// The number of the ledger's last line then.
    seq: i64,
    /// The hash of that line.
    head: ChainHash,
}

impl From<&Close> for CloseResource {
    fn from(close: &Close) -> Self {
        let Close { id, payee_id: _, until, cause, closed_at, seq, hash } = close;
        Self {
            id: id.clone(),
            until: until.to_string(),
            cause: *cause,
            closed_at: rfc3339(*closed_at),
            seq: *seq,
            head: hash.clone(),
        }
    }
}

/// The body of `POST /closes`.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[schema(as = NewClose, example = json!({"until": "2026-10-31"}))]
#[serde(default, deny_unknown_fields)]
pub struct CloseBody {
    /// The last day that is to be closed: a day before the payee's today.
    #[schema(value_type = Day, required)]
    until: Option<String>,
}

/// `POST /closes`: closes the books up to and including a day. Answers 201, and 200 with the close that covers it where it was closed.
pub async fn close(
    State(app): State<App>,
    ApiPayee(payee): ApiPayee,
    call: ApiDraft<CloseBody>,
) -> Result<Response, ApiError> {
    let render = |closing: &Closing| {
        let status = if closing.is_new { StatusCode::CREATED } else { StatusCode::OK };
        json(status, None, &CloseResource::from(&closing.close))
    };
    let (until, misread) = (call.body.until, call.misread);
    let close = |answer_key| close_books(&app.ctx, &payee, until.as_deref(), misread, answer_key);
    once(&app, &payee.id, call.key, render, close).await
}

/// `GET /closes`: the closes, newest first.
pub async fn list(
    State(app): State<App>,
    ApiPayee(payee): ApiPayee,
    ApiQuery(query): ApiQuery<PagingQuery>,
) -> Result<Json<Page<CloseResource>>, ApiError> {
    let limit = paging::limit(query.limit.as_deref())?;
    let after = paging::place(query.cursor.as_deref())?;
    let found = app.ctx.store.closes(&payee.id, after, limit + 1).await?;
    Ok(Json(paging::page(found, limit, |close| (close.closed_at, close.id.as_str()), |close| close.into())))
}
