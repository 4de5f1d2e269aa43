//! `/statements/{id}/entries`: entries of bank statements, and the decisions about them.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::once::{json, once};
use super::paging::{self, Page};
use super::requests::NoBody;
use crate::actions;
use crate::actions::books::import::{
    Confirmation, Decided, RecordedBefore, confirm_entry, dismiss_entry, recorded_before,
};
use crate::domain::field::{FieldError, Problems};
use crate::domain::id::{EntryId, PaymentId, StatementId};
use crate::domain::money::Money;
use crate::domain::request::code::RequestCode;
use crate::domain::schema::{CurrencyCode, Cursor, Day, SignedDecimal};
use crate::domain::statement::{EntryState, Reason};
use crate::store::{self, EntryMatch, EntryRow};
use crate::web::App;
use crate::web::error::ApiError;
use crate::web::http::extract::{ApiCall, ApiPath, ApiPayee, ApiQuery};

/// An entry. It has nothing of a payer.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Entry)]
pub struct EntryResource {
    id: EntryId,
    /// The amount; negative where money left the account.
    #[schema(value_type = SignedDecimal)]
    amount: String,
    #[schema(value_type = CurrencyCode)]
    currency: &'static str,
    /// The fee that was kept of money that came; `null` where it isn't known.
    #[schema(value_type = Option<SignedDecimal>)]
    fee: Option<String>,
    /// The day on which the bank booked it.
    #[schema(value_type = Day)]
    booking_date: String,
    /// The day from which it counts for interest.
    #[schema(value_type = Option<Day>)]
    value_date: Option<String>,
    /// The last four characters of the bank's reference.
    bank_ref: Option<String>,
    /// Set when the bank takes an earlier entry back.
    reversal: bool,
    state: EntryState,
    /// The request that its money is for; `null` for none or several.
    request: Option<RequestCode>,
    /// The payments that it paid.
    matches: Vec<MatchResource>,
    /// The requests that it may pay.
    suggestions: Vec<SuggestionResource>,
}

/// The part of an entry's money that belongs to a payment.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Match)]
pub struct MatchResource {
    request: RequestCode,
    payment: PaymentId,
    #[schema(value_type = SignedDecimal)]
    amount: String,
    /// False where the payment was settled by other evidence before.
    booked: bool,
}

/// A request that an entry may pay.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Suggestion)]
pub struct SuggestionResource {
    request: RequestCode,
    why: Reason,
    /// The reason, in a sentence.
    detail: &'static str,
    /// The payments that were recorded before and may be this money, the nearest day first: one of them is confirmed by `payment`.
    payments: Vec<PaymentId>,
}

impl EntryResource {
    /// The resource of an entry, with those of the matches and payments that are its own.
    ///
    /// # Errors
    /// [`store::Error::Defect`] for rows that were edited by hand.
    pub fn of(entry: &EntryRow, matches: &[EntryMatch], recorded: &[RecordedBefore]) -> Result<Self, store::Error> {
        let matches: Vec<MatchResource> = matches
            .iter()
            .filter(|part| part.entry_id == entry.id)
            .map(|EntryMatch { entry_id: _, payment_id, request_code, amount, movement_id, undone: _ }| MatchResource {
                request: request_code.clone(),
                payment: payment_id.clone(),
                amount: Money::new(*amount, entry.currency).to_decimal(),
                booked: movement_id.is_some(),
            })
            .collect();
        let request = matches.first().map(|first| &first.request);
        let request = request.filter(|first| matches.iter().all(|part| part.request == **first)).cloned();
        let payments = |request: &RequestCode| {
            let own = recorded.iter().filter(|found| found.entry == entry.id && found.request == *request);
            own.flat_map(|found| &found.payments).map(|payment| payment.id.clone()).collect()
        };
        let suggestions =
            entry.suggestions()?.into_iter().filter(|_| entry.state.is_open()).map(|suggestion| SuggestionResource {
                payments: payments(&suggestion.request),
                request: suggestion.request,
                why: suggestion.why,
                detail: suggestion.why.sentence(),
            });
        Ok(Self {
            id: entry.id.clone(),
            amount: Money::new(entry.amount, entry.currency).to_decimal(),
            currency: entry.currency.code(),
            fee: entry.fee.map(|fee| Money::new(fee, entry.currency).to_decimal()),
            booking_date: entry.booking_date.to_string(),
            value_date: entry.value_date.map(|day| day.to_string()),
            bank_ref: entry.bank_ref.clone(),
            reversal: entry.reversal,
            state: entry.state,
            request,
            suggestions: suggestions.collect(),
            matches,
        })
    }
}

/// The query of `GET /statements/{id}/entries`.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default, deny_unknown_fields)]
pub struct EntryListQuery {
    /// The entries in this state.
    #[param(inline, value_type = EntryState, required = false)]
    state: Option<String>,
    /// The number of entries a page, 20 by default.
    #[param(value_type = u32, required = false, minimum = 1, maximum = 100)]
    limit: Option<String>,
    /// `next_cursor` of the page before, unchanged.
    #[param(inline, value_type = Cursor, required = false)]
    cursor: Option<String>,
}

/// `GET /statements/{id}/entries`: its entries in the file's order, without those that were known before.
pub async fn list(
    State(app): State<App>,
    ApiPayee(payee): ApiPayee,
    ApiPath(id): ApiPath<StatementId>,
    ApiQuery(query): ApiQuery<EntryListQuery>,
) -> Result<Json<Page<EntryResource>>, ApiError> {
    let EntryListQuery { state, limit, cursor } = query;
    let limit = paging::limit(limit.as_deref())?;
    let after = paging::number(cursor.as_deref())?;
    let mut problems = Problems::default();
    let state = problems.known(state.as_deref(), EntryState::parse, || {
        let known = EntryState::ALL.map(EntryState::as_str).join(", ");
        FieldError::plain("state", "unknown", format!("Choose one of: {known}."))
    });
    problems.finish().map_err(actions::Error::Invalid)?;
    let store = &app.ctx.store;
    store.statement(&payee.id, &id).await?.ok_or(actions::Error::NotFound)?;
    let found = store.statement_entries(&id, state, after, limit + 1).await?;
    let matches = store.matches_of_entries(&found).await?;
    let recorded = recorded_before(&app.ctx, &payee, &found).await?;
    let shown = found.iter().map(|entry| Ok((entry.position, EntryResource::of(entry, &matches, &recorded)?)));
    let shown = shown.collect::<Result<Vec<_>, store::Error>>()?;
    Ok(Json(paging::numbered(shown, limit)))
}

/// The body of `POST /statements/{id}/entries/{entry}/confirm`.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[schema(as = Confirmation, example = json!({"request": "eHjoWFdqKzvU"}))]
#[serde(default, deny_unknown_fields)]
pub struct ConfirmBody {
    /// The request that the money is for; by default the only one that is suggested.
    #[schema(value_type = Option<RequestCode>)]
    request: Option<String>,
    /// A payment of the same amount that was recorded before and is this money: the entry becomes evidence of it, and nothing is booked.
    #[schema(value_type = Option<PaymentId>)]
    payment: Option<String>,
}

/// `POST /statements/{id}/entries/{entry}/confirm`: books an entry's money for a request, or says which payment it is.
pub async fn confirm(
    State(app): State<App>,
    ApiPayee(payee): ApiPayee,
    ApiPath((statement, entry)): ApiPath<(StatementId, EntryId)>,
    call: ApiCall<ConfirmBody>,
) -> Result<Response, ApiError> {
    let ConfirmBody { request, payment } = call.body;
    let said = Confirmation { request, payment };
    let confirm = |key| confirm_entry(&app.ctx, &payee, (&statement, &entry), said, key);
    once(&app, &payee.id, call.key, told, confirm).await
}

/// `POST /statements/{id}/entries/{entry}/dismiss`: puts an entry aside.
pub async fn dismiss(
    State(app): State<App>,
    ApiPayee(payee): ApiPayee,
    ApiPath((statement, entry)): ApiPath<(StatementId, EntryId)>,
    call: ApiCall<NoBody>,
) -> Result<Response, ApiError> {
    let dismiss = |key| dismiss_entry(&app.ctx, &payee, (&statement, &entry), key);
    once(&app, &payee.id, call.key, told, dismiss).await
}

#[expect(clippy::expect_used, reason = "an empty answer would be kept as the call's answer for two days")]
fn told(Decided { entry, matches, recorded }: &Decided) -> store::StoredAnswer {
    let resource = EntryResource::of(entry, matches, recorded).expect("the action has read the suggestions");
    json(StatusCode::OK, None, &resource)
}
