//! `/batches`: delivered exports.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::{Deserialize, Serialize};
use url::Url;
use utoipa::ToSchema;

use super::exports::attachment;
use super::once::{json, once};
use super::paging::{self, Page, PagingQuery};
use crate::accounting::export::FormatName;
use crate::actions::Context;
use crate::actions::books::batches::{BatchDraft, BatchFileDraft, batch_file, find_batch, list_batches, make_batch};
use crate::domain::clock::rfc3339;
use crate::domain::id::BatchId;
use crate::domain::ledger::{Batch, BatchContents, ChainHash, CurrencyTotal};
use crate::domain::money::Money;
use crate::domain::money::currency::Currency;
use crate::domain::schema::{CurrencyCode, Moment, SignedDecimal};
use crate::store::BatchRecord;
use crate::web::App;
use crate::web::error::ApiError;
use crate::web::http::extract::{ApiDraft, ApiPath, ApiPayee, ApiQuery};

/// A batch. `from_seq` to `to_seq` are the lines among which its own are: those that no earlier batch delivered.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Batch)]
pub struct BatchResource {
    id: BatchId,
    /// The number among the payee's batches, from 1.
    number: i64,
    /// The first line.
    from_seq: i64,
    /// The last line; `from_seq` − 1 where there was nothing new.
    to_seq: i64,
    /// The number of its lines; `null` until they are counted.
    rows: Option<i64>,
    /// The one currency of its lines; `null` for all.
    #[schema(value_type = Option<CurrencyCode>)]
    currency: Option<&'static str>,
    /// The sums, by currency.
    totals: Vec<TotalResource>,
    /// The format whose file has the SHA-256.
    format: String,
    /// The SHA-256 of the file in hexadecimal digits; `null` until it is computed.
    sha256: Option<String>,
    /// The hash of the line `to_seq`.
    head: ChainHash,
    /// The time at which it was made.
    #[schema(value_type = Moment)]
    created_at: String,
}

/// The sums of a batch in one currency.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Total)]
pub struct TotalResource {
    #[schema(value_type = CurrencyCode)]
    currency: Currency,
    /// The sum of the amounts before fees.
    #[schema(value_type = SignedDecimal)]
    gross: String,
    /// The sum of the fees that are known.
    #[schema(value_type = SignedDecimal)]
    fee: String,
    /// `gross` less `fee`.
    #[schema(value_type = SignedDecimal)]
    net: String,
    /// The number of lines whose fee isn't known.
    unknown_fees: i64,
    /// The sum of the tips in `gross`, where there are any.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = SignedDecimal, required = false)]
    tip: Option<String>,
}

impl From<&CurrencyTotal> for TotalResource {
    fn from(total: &CurrencyTotal) -> Self {
        let CurrencyTotal { currency, gross, tip, fee, unknown_fees } = total;
        let decimal = |minor: i64| Money::new(minor, *currency).to_decimal();
        Self {
            currency: *currency,
            gross: decimal(*gross),
            fee: decimal(*fee),
            net: decimal(gross.saturating_sub(*fee)),
            unknown_fees: *unknown_fees,
            tip: (*tip != 0).then(|| decimal(*tip)),
        }
    }
}

impl From<&BatchRecord> for BatchResource {
    fn from(record: &BatchRecord) -> Self {
        let BatchRecord { batch, contents } = record;
        let Batch { id, number, from_seq, to_seq, hash, currency, format, created_at, .. } = batch;
        let tally = contents.as_ref().map(|BatchContents { tally, sha256: _ }| tally);
        Self {
            id: id.clone(),
            number: *number,
            from_seq: *from_seq,
            to_seq: *to_seq,
            rows: tally.map(|tally| tally.lines),
            currency: currency.map(|currency| currency.code()),
            totals: tally.map(|tally| tally.totals.iter().map(TotalResource::from).collect()).unwrap_or_default(),
            format: format.clone(),
            sha256: contents.as_ref().map(|contents| contents.sha256.clone()),
            head: hash.clone(),
            created_at: rfc3339(*created_at),
        }
    }
}

fn address(ctx: &Context, batch: &BatchId) -> Url {
    ctx.url(&format!("api/v1/batches/{batch}"))
}

/// The body of `POST /batches`.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[schema(as = NewBatch, example = json!({"format": "csv"}))]
#[serde(default, deny_unknown_fields)]
pub struct BatchBody {
    /// The name of an export's format, `csv` by default.
    #[schema(value_type = Option<FormatName>)]
    format: Option<String>,
    /// Delivers the lines of this currency alone.
    #[schema(value_type = Option<CurrencyCode>)]
    currency: Option<String>,
}

/// `POST /batches`: a batch of all that no earlier batch delivered.
pub async fn make(
    State(app): State<App>,
    ApiPayee(payee): ApiPayee,
    call: ApiDraft<BatchBody>,
) -> Result<Response, ApiError> {
    let BatchBody { format, currency } = call.body;
    let draft = BatchDraft { format, currency, misread: call.misread };
    let render = {
        let ctx = app.ctx.clone();
        move |made: &BatchRecord| {
            json(StatusCode::CREATED, Some(address(&ctx, &made.batch.id)), &BatchResource::from(made))
        }
    };
    once(&app, &payee.id, call.key, render, |answer_key| make_batch(&app.ctx, &payee, draft, answer_key)).await
}

/// `GET /batches`: the batches, newest first.
pub async fn list(
    State(app): State<App>,
    ApiPayee(payee): ApiPayee,
    ApiQuery(query): ApiQuery<PagingQuery>,
) -> Result<Json<Page<BatchResource>>, ApiError> {
    let limit = paging::limit(query.limit.as_deref())?;
    let after = paging::place(query.cursor.as_deref())?;
    let found = list_batches(&app.ctx, &payee, after, limit + 1).await?;
    Ok(Json(paging::page(found, limit, |made| (made.batch.created_at, made.batch.id.as_str()), |made| made.into())))
}

/// `GET /batches/{id}`: a batch.
pub async fn show(
    State(app): State<App>,
    ApiPayee(payee): ApiPayee,
    ApiPath(id): ApiPath<BatchId>,
) -> Result<Json<BatchResource>, ApiError> {
    Ok(Json(BatchResource::from(&find_batch(&app.ctx, &payee, &id).await?)))
}

/// `GET /batches/{id}/file`: the batch's file, with the same bytes for ever.
pub async fn file(
    State(app): State<App>,
    ApiPayee(payee): ApiPayee,
    ApiPath(id): ApiPath<BatchId>,
    ApiQuery(draft): ApiQuery<BatchFileDraft>,
) -> Result<Response, ApiError> {
    let made = find_batch(&app.ctx, &payee, &id).await?;
    let file = batch_file(&app.ctx, &payee, &made, &draft).await?;
    Ok(attachment(file.format, &file.name, true, file.chunks))
}
