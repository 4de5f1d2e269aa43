//! `/statements`: bank statements.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use utoipa::{IntoParams, ToSchema};

use super::flag;
use super::once::{json, once};
use super::paging::{self, Page, PagingQuery};
use super::requests::NoBody;
use crate::accounting::statement::StatementWarning;
use crate::actions;
use crate::actions::books::import::{Imported, ToldSum, import_statement, read_statement, undo_statement};
use crate::domain::clock::rfc3339;
use crate::domain::id::StatementId;
use crate::domain::schema::{Day, Flag, Moment};
use crate::store::StatementRow;
use crate::web::App;
use crate::web::error::ApiError;
use crate::web::http::extract::{ApiCall, ApiPath, ApiPayee, ApiQuery, ApiUpload, IdempotencyKey};

/// An imported statement.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Statement)]
pub struct StatementResource {
    /// `null` after a dry run.
    id: Option<StatementId>,
    /// The name of the file's format.
    format: String,
    /// The last four characters of the account's number.
    account: Option<String>,
    /// The first day of the file.
    #[schema(value_type = Option<Day>)]
    from: Option<String>,
    /// The last day of the file.
    #[schema(value_type = Option<Day>)]
    to: Option<String>,
    /// The number of booked entries in the file, those that were known before included.
    entries: i64,
    /// The number of those that are booked.
    matched: i64,
    /// The number of those that have a suggestion.
    suggested: i64,
    /// The number of those of which nothing is known.
    unmatched: i64,
    /// The number of entries that an earlier import brought.
    duplicates: i64,
    /// The number of those that the payee put aside.
    dismissed: i64,
    /// The number of those by which money left the account.
    outgoing: i64,
    /// The number of entries that the bank had not booked: counted and forgotten.
    pending: i64,
    /// The sums of the booked entries in the file, by currency.
    #[schema(value_type = Vec<ToldSum>)]
    sums: Box<RawValue>,
    /// The time of the import.
    #[schema(value_type = Moment)]
    created_at: String,
    /// The time at which it was undone.
    #[schema(value_type = Option<Moment>)]
    undone_at: Option<String>,
    /// Set after a dry run, which writes nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = bool, required = false)]
    dry_run: Option<bool>,
    /// The faults of the file, where it is imported.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Vec<WarningResource>, required = false)]
    warnings: Option<Vec<WarningResource>>,
}

/// A fault that doesn't make a file unreadable.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = StatementWarning)]
pub struct WarningResource {
    /// The line or element.
    at: String,
    /// The fault, in a sentence.
    detail: String,
}

impl From<&StatementWarning> for WarningResource {
    fn from(StatementWarning { at, fault: _, detail }: &StatementWarning) -> Self {
        Self { at: at.to_string(), detail: detail.clone() }
    }
}

impl From<&StatementRow> for StatementResource {
    fn from(row: &StatementRow) -> Self {
        // Without `..`, so that a new column is left out on purpose only.
        let StatementRow {
            id,
            format,
            account,
            first_day,
            last_day,
            entries,
            duplicates,
            pending,
            counts,
            created_at,
            undone_at,
            sums,
        } = row;
        Self {
            id: Some(id.clone()),
            format: format.clone(),
            account: account.clone(),
            from: first_day.map(|day| day.to_string()),
            to: last_day.map(|day| day.to_string()),
            entries: *entries,
            matched: counts.matched,
            suggested: counts.suggested,
            unmatched: counts.unmatched,
            duplicates: *duplicates,
            dismissed: counts.dismissed,
            outgoing: counts.outgoing,
            pending: *pending,
            sums: RawValue::from_string(sums.clone()).unwrap_or_else(|_| RawValue::NULL.to_owned()),
            created_at: rfc3339(*created_at),
            undone_at: undone_at.map(rfc3339),
            dry_run: None,
            warnings: None,
        }
    }
}

impl From<&Imported> for StatementResource {
    fn from(Imported { row, is_dry, warnings }: &Imported) -> Self {
        let resource = Self::from(row);
        let id = resource.id.filter(|_| !is_dry);
        let warnings = Some(warnings.iter().map(WarningResource::from).collect());
        Self { id, dry_run: is_dry.then_some(true), warnings, ..resource }
    }
}

/// The query of `POST /statements`.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default, deny_unknown_fields)]
pub struct ImportQuery {
    /// Reads the file and says what would become of it, and writes nothing.
    #[param(inline, value_type = Flag, required = false)]
    dry_run: Option<String>,
    /// The columns of a table, as a JSON object: `docs/api.md` lists its members.
    #[param(value_type = String, required = false)]
    mapping: Option<String>,
}

/// `POST /statements`: imports the file in the body.
pub async fn import(
    State(app): State<App>,
    ApiPayee(payee): ApiPayee,
    ApiQuery(query): ApiQuery<ImportQuery>,
    ApiUpload { upload, feed, key }: ApiUpload,
) -> Result<Response, ApiError> {
    let ImportQuery { dry_run, mapping } = query;
    let is_dry = flag("dry_run", dry_run.as_deref())?;
    let call = format!("POST /statements {is_dry} {}", mapping.as_deref().unwrap_or_default());
    let (found, sha256) = tokio::join!(read_statement(&app.ctx, &payee, upload, mapping), feed.run());
    // A file that wasn't sent whole is told as that, whatever the reader makes of its beginning.
    let sha256 = sha256?;
    let found = found.map_err(actions::Error::from)?;
    let key = key.map(|key| IdempotencyKey::of_file(key, &call, &sha256));
    let render = |imported: &Imported| json(StatusCode::OK, None, &StatementResource::from(imported));
    let import = |answer_key| import_statement(&app.ctx, &payee, found, is_dry, answer_key);
    once(&app, &payee.id, key, render, import).await
}

/// `GET /statements`: the payee's statements, newest first.
pub async fn list(
    State(app): State<App>,
    ApiPayee(payee): ApiPayee,
    ApiQuery(query): ApiQuery<PagingQuery>,
) -> Result<Json<Page<StatementResource>>, ApiError> {
    let limit = paging::limit(query.limit.as_deref())?;
    let after = paging::place(query.cursor.as_deref())?;
    let found = app.ctx.store.statements(&payee.id, after.as_ref(), limit + 1).await?;
    Ok(Json(paging::page(found, limit, |row| (row.created_at, row.id.as_str()), |row| StatementResource::from(row))))
}

/// `GET /statements/{id}`: a statement.
pub async fn show(
    State(app): State<App>,
    ApiPayee(payee): ApiPayee,
    ApiPath(id): ApiPath<StatementId>,
) -> Result<Json<StatementResource>, ApiError> {
    let row = app.ctx.store.statement(&payee.id, &id).await?.ok_or(actions::Error::NotFound)?;
    Ok(Json(StatementResource::from(&row)))
}

/// `POST /statements/{id}/undo`: undoes an import as a whole.
pub async fn undo(
    State(app): State<App>,
    ApiPayee(payee): ApiPayee,
    ApiPath(id): ApiPath<StatementId>,
    call: ApiCall<NoBody>,
) -> Result<Response, ApiError> {
    let render = |row: &StatementRow| json(StatusCode::OK, None, &StatementResource::from(row));
    once(&app, &payee.id, call.key, render, |key| undo_statement(&app.ctx, &payee, &id, key)).await
}
