//! `/requests/bulk`: many requests by one table.

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use utoipa::IntoParams;

use super::flag;
use super::once::{marked, once_kept};
use crate::actions;
use crate::actions::requests::bulk::create_requests;
use crate::domain::money::notation::Notation;
use crate::domain::payee::Payee;
use crate::domain::request::sheet::Sheet;
use crate::domain::request::{Origin, PaymentRequest};
use crate::domain::schema::Flag;
use crate::store::{self, StoredAnswer};
use crate::web::App;
use crate::web::error::ApiError;
use crate::web::http::extract::{ApiPayee, ApiQuery, ApiSheet, IdempotencyKey};
use crate::web::sheet::{CheckedSheet, answer, kept, outcomes, read_kept, told};

/// The query of `POST /requests/bulk`.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default, deny_unknown_fields)]
pub struct BulkQuery {
    /// `1` makes the rows that are right although others are wrong.
    #[param(inline, value_type = Flag, required = false)]
    partial: Option<String>,
}

/// `POST /requests/bulk`: makes a request of each row, and answers with the rows and what became of them. All rows are checked before any
/// is made; with `partial`, those that are right are made although others are wrong.
pub async fn create(
    State(app): State<App>,
    ApiPayee(payee): ApiPayee,
    ApiQuery(query): ApiQuery<BulkQuery>,
    call: ApiSheet,
) -> Result<Response, ApiError> {
    let partial = flag("partial", query.partial.as_deref())?;
    let sheet = Sheet::read(&call.bytes).map_err(actions::Error::Invalid)?;
    let (kept, is_replayed) = make(&app, &payee, &sheet, partial, call).await?;
    let unread = || store::Error::Defect("the kept outcomes of rows are none".into());
    let outcomes = read_kept(&kept.body).ok_or_else(unread).map_err(actions::Error::from)?;
    let content = [(header::CONTENT_TYPE, "text/csv; charset=utf-8; header=present")];
    let response = (StatusCode::OK, content, answer(&app.ctx, &sheet, &outcomes)).into_response();
    Ok(marked(response, is_replayed))
}

/// Makes the requests of a table, once for a key. Returns the outcomes of the rows as they are kept, and whether this is a repetition.
async fn make(
    app: &App,
    payee: &Payee,
    sheet: &Sheet,
    partial: bool,
    call: ApiSheet,
) -> Result<(StoredAnswer, bool), ApiError> {
    let ctx = &app.ctx;
    let checked = CheckedSheet::of(sheet.check(Notation::Api, payee.currency, payee.language, ctx.clock.now()));
    let errors: Vec<_> = checked.errors.iter().map(|errors| told(errors)).collect();
    let head = format!("POST /api/v1/requests/bulk?partial={partial}");
    let key = call.key.map(|key| IdempotencyKey::of_file(key, &head, &call.sha256));
    once_kept(app, &payee.id, key, rendered(sheet.numbers.clone(), errors), async |answer_key| {
        // What makes nothing is not kept, so that the corrected table can come under the same key.
        if !checked.is_to_be_made(partial) {
            return Ok(Vec::new());
        }
        create_requests(ctx, &payee.id, &checked.terms, Origin::Api, answer_key).await
    })
    .await
}

/// The renderer of what is kept for a repetition: codes and errors, and no text of a row, which the repetition brings along.
fn rendered(
    numbers: Vec<usize>,
    errors: Vec<Option<String>>,
) -> impl Fn(&Vec<PaymentRequest>) -> StoredAnswer + Clone + Send + Sync + 'static {
    move |requests| {
        let body = kept(&outcomes(&numbers, &errors, requests));
        StoredAnswer { status: StatusCode::OK.as_u16().into(), location: None, body }
    }
}
