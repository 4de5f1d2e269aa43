//! `/app/settings`.

use askama::Template;
use axum::extract::State as FromState;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;

use super::render;
use super::view::{FieldErrorView, errors};
use crate::actions::{self, sign_in, sign_up};
use crate::domain::payee::Payee;
use crate::web::State;
use crate::web::error::PageError;
use crate::web::extract::{PageForm, SignedIn};

#[derive(Template)]
#[template(path = "app/settings.html")]
struct SettingsPage {
    name: String,
    currency: String,
    errors: Vec<FieldErrorView>,
    saved: bool,
    sessions: i64,
    key: Option<String>,
    personal_link: String,
}

/// What is shown besides the payee itself.
#[derive(Default)]
struct Shown {
    typed: Option<SettingsForm>,
    errors: Vec<FieldErrorView>,
    saved: bool,
    key: Option<String>,
}

async fn page(state: &State, payee: &Payee, shown: Shown) -> Result<SettingsPage, PageError> {
    let stored = SettingsForm { name: payee.name.to_string(), currency: payee.currency.code().to_owned() };
    let SettingsForm { name, currency } = shown.typed.unwrap_or(stored);
    Ok(SettingsPage {
        name,
        currency,
        errors: shown.errors,
        saved: shown.saved,
        sessions: state.ctx.store.count_sessions(&payee.id, state.ctx.clock.now()).await?,
        key: shown.key,
        personal_link: state.ctx.url(payee.handle.as_str()).to_string(),
    })
}

/// What the form sends.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct SettingsForm {
    name: String,
    currency: String,
}

/// `GET /app/settings`.
pub async fn show(FromState(state): FromState<State>, who: SignedIn) -> Result<Response, PageError> {
    render(StatusCode::OK, &page(&state, &who.payee, Shown::default()).await?)
}

/// `POST /app/settings`.
pub async fn save(
    FromState(state): FromState<State>,
    who: SignedIn,
    PageForm(form): PageForm<SettingsForm>,
) -> Result<Response, PageError> {
    match sign_up::change_payee(&state.ctx, &who.payee, &form.name, &form.currency).await {
        Err(actions::Error::Invalid(fields)) => {
            let shown = Shown { typed: Some(form), errors: errors(fields), ..Shown::default() };
            render(StatusCode::BAD_REQUEST, &page(&state, &who.payee, shown).await?)
        }
        changed => {
            let shown = Shown { saved: true, ..Shown::default() };
            render(StatusCode::OK, &page(&state, &changed?, shown).await?)
        }
    }
}

/// `POST /app/settings/owner-key`: a new key; the old one stops working.
pub async fn new_owner_key(FromState(state): FromState<State>, who: SignedIn) -> Result<Response, PageError> {
    let key = sign_in::new_owner_key(&state.ctx, &who.payee.id).await?;
    let shown = Shown { key: Some(key.reveal().to_owned()), ..Shown::default() };
    render(StatusCode::OK, &page(&state, &who.payee, shown).await?)
}
