//! `/requests/{code}/archive` and `/unarchive`: requests out of the seller's list, and back.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use super::once::once;
use super::requests::{NoBody, marks_of, rendered};
use crate::actions::requests::archive::archive_request;
use crate::domain::request::code::RequestCode;
use crate::web::App;
use crate::web::error::ApiError;
use crate::web::http::extract::{ApiCall, ApiPath, ApiPayee};

/// `POST /requests/{code}/archive`: puts a request that isn't open out of the seller's list.
pub async fn archive(app: State<App>, payee: ApiPayee, code: ApiPath<RequestCode>, call: ApiCall<NoBody>) -> Result<Response, ApiError> {
    set_archived(app, payee, code, call, true).await
}

/// `POST /requests/{code}/unarchive`: puts a request back into the seller's list.
pub async fn unarchive(app: State<App>, payee: ApiPayee, code: ApiPath<RequestCode>, call: ApiCall<NoBody>) -> Result<Response, ApiError> {
    set_archived(app, payee, code, call, false).await
}

async fn set_archived(
    State(app): State<App>,
    ApiPayee(payee): ApiPayee,
    ApiPath(code): ApiPath<RequestCode>,
    call: ApiCall<NoBody>,
    archived: bool,
) -> Result<Response, ApiError> {
    let ctx = &app.ctx;
    let marks = marks_of(ctx, &payee, &code).await?;
    once(&app, &payee.id, call.key, rendered(ctx, &payee.handle, marks, StatusCode::OK), |answer_key| {
        archive_request(ctx, &payee.id, &code, archived, answer_key)
    })
    .await
}
