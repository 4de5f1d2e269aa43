//! Decisions about a statement's entries, and the undoing of an import.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::statement::{StatementQuery, Told, own, page};
use crate::actions;
use crate::actions::books::import::{Confirmation, confirm_entry, dismiss_entry, undo_statement};
use crate::domain::field::FieldError;
use crate::domain::id::{EntryId, StatementId};
use crate::domain::statement::EntryState;
use crate::domain::text::filled;
use crate::web::App;
use crate::web::error::PageError;
use crate::web::http::extract::{Deed, DeedForm, PagePath, SignedIn};
use crate::web::view::errors;

/// The form of a decision: where the payee was, and the request or the payment for a confirmation.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ConfirmForm {
    state: String,
    after: i64,
    next: String,
    request: String,
    payment: String,
}

impl Deed for ConfirmForm {
    const NAME: &'static str = "confirm-entry";
}

/// `POST /app/books/statements/{statement}/entries/{entry}/confirm`: books an entry's money for a request, or says which payment it is.
pub async fn confirm(
    State(app): State<App>,
    who: SignedIn,
    PagePath((id, entry)): PagePath<(StatementId, EntryId)>,
    DeedForm(ConfirmForm { state, after, next, request, payment }): DeedForm<ConfirmForm>,
) -> Result<Response, PageError> {
    let said = Confirmation { request: filled(&request), payment: filled(&payment) };
    let done = confirm_entry(&app.ctx, &who.payee, (&id, &entry), said, None).await.map(drop);
    decided(&app, &who, &id, (StatementQuery { state, after, ..StatementQuery::default() }, &next), done).await
}

/// The form that puts an entry aside.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct DismissForm {
    state: String,
    after: i64,
    next: String,
}

impl Deed for DismissForm {
    const NAME: &'static str = "dismiss-entry";
}

/// `POST /app/books/statements/{statement}/entries/{entry}/dismiss`: puts an entry aside.
pub async fn dismiss(
    State(app): State<App>,
    who: SignedIn,
    PagePath((id, entry)): PagePath<(StatementId, EntryId)>,
    DeedForm(DismissForm { state, after, next }): DeedForm<DismissForm>,
) -> Result<Response, PageError> {
    let done = dismiss_entry(&app.ctx, &who.payee, (&id, &entry), None).await.map(drop);
    decided(&app, &who, &id, (StatementQuery { state, after, ..StatementQuery::default() }, &next), done).await
}

/// The form that undoes an import.
#[derive(Debug, Deserialize)]
pub struct UndoForm {}

impl Deed for UndoForm {
    const NAME: &'static str = "undo-import";
}

/// `POST /app/books/statements/{statement}/undo`: takes back what the import booked.
pub async fn undo(
    State(app): State<App>,
    who: SignedIn,
    PagePath(id): PagePath<StatementId>,
    DeedForm(UndoForm {}): DeedForm<UndoForm>,
) -> Result<Response, PageError> {
    let done = undo_statement(&app.ctx, &who.payee, &id, None).await.map(drop);
    decided(&app, &who, &id, (StatementQuery::default(), ""), done).await
}

/// Leads back to the queue, or shows it with the reason why nothing was done.
async fn decided(
    app: &App,
    who: &SignedIn,
    id: &StatementId,
    (query, next): (StatementQuery, &str),
    done: Result<(), actions::Error>,
) -> Result<Response, PageError> {
    let words = who.words();
    let problem = match done {
        Ok(()) => {
            let state = EntryState::parse(&query.state).map(EntryState::as_str).unwrap_or_default();
            // The entry that follows is where people and their keyboards go on.
            let next = EntryId::parse(next).map(|next| format!("#{next}")).unwrap_or_default();
            let place = format!("/app/books/statements/{id}?state={state}&after={}{next}", query.after);
            return Ok(Redirect::to(&place).into_response());
        }
        Err(actions::Error::Invalid(fields)) => match fields.iter().find_map(about_request) {
            Some(key) => words.say(key).into_owned(),
            None => errors(&words, fields).into_iter().map(|error| error.detail).collect::<Vec<_>>().join(" "),
        },
        Err(actions::Error::Conflict(key)) => words.say(key).into_owned(),
        Err(actions::Error::DayClosed(day)) => {
            words.say_with("books-refused-day-closed", "day", &words.locale().day(day)).into_owned()
        }
        Err(error) => return Err(error.into()),
    };
    let row = own(app, &who.payee, id).await?;
    page(app, who, &row, query, Told { problem: Some(problem), ..Told::default() }).await
}

/// The key of an error of the request that was named.
fn about_request(error: &FieldError) -> Option<&'static str> {
    match (error.field.as_ref(), error.code) {
        ("request", "unknown" | "invalid" | "required") => Some("books-no-such-request"),
        ("request", "wrong_currency") => Some("books-request-currency"),
        ("payment", _) => Some("books-no-such-payment"),
        _ => None,
    }
}
