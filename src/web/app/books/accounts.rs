//! `/app/books/accounts`: the accounts that exports for bookkeeping programs book to.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use crate::accounting::accounts::{AccountsDraft, ChartOfAccounts};
use crate::actions::books::settings::{BookSettings, book_settings, set_book_settings};
use crate::web::App;
use crate::web::app::frame::{Frame, NavigationPlace};
use crate::web::error::PageError;
use crate::web::http::extract::{Deed, DeedForm, PageQuery, SignedIn};
use crate::web::view::{FieldErrorView, errors, render};

const SAVED: &str = "/app/books/accounts?saved=1";

#[derive(Template)]
#[template(path = "app/books_accounts.html")]
struct AccountsPage {
    frame: Frame,
    saved: bool,
    errors: Vec<FieldErrorView>,
    draft: AccountsDraft,
    charts: [&'static str; 2],
}

/// The fields of the form.
#[derive(Debug, Default, Deserialize)]
#[serde(transparent)]
pub struct AccountsForm(AccountsDraft);

impl Deed for AccountsForm {
    const NAME: &'static str = "accounts";
}

/// Set in the address after the form was saved.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct AccountsQuery {
    saved: Option<String>,
}

async fn page(
    app: &App,
    who: &SignedIn,
    draft: AccountsDraft,
    saved: bool,
    errors: Vec<FieldErrorView>,
) -> Result<Response, PageError> {
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::BAD_REQUEST };
    let frame = Frame::of(app, who, NavigationPlace::Books).await?;
    render(
        status,
        &AccountsPage { frame, saved, errors, draft, charts: ChartOfAccounts::ALL.map(ChartOfAccounts::name) },
    )
}

/// `GET /app/books/accounts`: the form with the accounts in use.
pub async fn show(
    State(app): State<App>,
    who: SignedIn,
    PageQuery(query): PageQuery<AccountsQuery>,
) -> Result<Response, PageError> {
    let settings = book_settings(&app.ctx, &who.payee.id).await?;
    page(&app, &who, AccountsDraft::of(&settings.accounts), query.saved.is_some(), Vec::new()).await
}

/// `POST /app/books/accounts`: stores the accounts.
pub async fn save(
    State(app): State<App>,
    who: SignedIn,
    DeedForm(AccountsForm(draft)): DeedForm<AccountsForm>,
) -> Result<Response, PageError> {
    match draft.check() {
        Err(fields) => page(&app, &who, draft, false, errors(&who.words(), fields)).await,
        Ok(accounts) => {
            let settings = book_settings(&app.ctx, &who.payee.id).await?;
            set_book_settings(&app.ctx, &who.payee, &BookSettings { accounts, ..settings }).await?;
            Ok(Redirect::to(SAVED).into_response())
        }
    }
}
