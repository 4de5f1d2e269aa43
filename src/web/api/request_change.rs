//! `PATCH /requests/{code}`: changes of requests.

use axum::extract::State;

use super::request_body::ChangeRequestBody;
use super::requests::{RequestResource, marks_of};
use super::version::{self, Versioned};
use crate::actions;
use crate::actions::requests::change::change_request;
use crate::actions::requests::test_mark::TestMarks;
use crate::domain::request::code::RequestCode;
use crate::web::App;
use crate::web::error::ApiError;
use crate::web::http::extract::{ApiDraft, ApiPath, ApiPayee, IfMatch};

/// `PATCH /requests/{code}`: changes a request without payments.
pub async fn change(
    State(app): State<App>,
    ApiPayee(payee): ApiPayee,
    ApiPath(code): ApiPath<RequestCode>,
    wanted: IfMatch,
    call: ApiDraft<ChangeRequestBody>,
) -> Result<Versioned<RequestResource>, ApiError> {
    let ctx = &app.ctx;
    let change = call.body.check(call.misread, payee.language, ctx.clock.now())?;
    let expected = {
        let (ctx, handle, marks) = (ctx.clone(), payee.handle.clone(), marks_of(ctx, &payee, &code).await?);
        version::expected(wanted, move |request| RequestResource::of(&ctx, &handle, request, &marks, ctx.clock.now()))
    };
    let request = change_request(ctx, &payee.id, &code, change, expected).await?;
    let marks = TestMarks::of(ctx, &payee.id, std::slice::from_ref(&request)).await?;
    let changed = Versioned::of(RequestResource::of(ctx, &payee.handle, &request, &marks, ctx.clock.now()));
    let after_payment = RequestResource::after_payment(ctx, &code).await.map_err(actions::Error::from)?;
    Ok(changed.shown(|changed| changed.with_after_payment(after_payment)))
}
