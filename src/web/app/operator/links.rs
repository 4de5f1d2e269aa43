//! The operator's actions on links, as of `chit disable`, `chit enable` and `chit reports dismiss`.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::overview::page;
use crate::actions::payees::sign_up::disable_payee;
use crate::actions::requests::disable::disable_request;
use crate::actions::{Context, Error, requests};
use crate::domain::field::FieldError;
use crate::domain::report::ReportableLink;
use crate::web::App;
use crate::web::error::PageError;
use crate::web::http::extract::{Deed, DeedForm, SignedIn};

/// The link that a form names: a request's code, `@handle`, or a page's URL.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct LinkField {
    link: String,
}

macro_rules! link_forms {
    ($($(#[$doc:meta])* $form:ident = $name:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Default, Deserialize)]
        #[serde(transparent)]
        pub struct $form(LinkField);

        impl Deed for $form {
            const NAME: &'static str = $name;
        }
    )*};
}

link_forms! {
    /// The form that takes a link down.
    TakeDown = "take-down";
    /// The form that puts a link back that was taken down.
    PutBack = "put-back";
    /// The form that dismisses the reports of a link.
    DismissReports = "dismiss-reports";
}

fn unknown() -> Error {
    let error = FieldError::plain("link", "unknown", "There is no such link.");
    Error::Invalid(vec![error.said_by("operator-link-unknown", Vec::new())])
}

fn read(ctx: &Context, typed: &str) -> Result<ReportableLink, Error> {
    ReportableLink::named(typed, ctx.public_url.as_str()).map_err(|_| {
        let detail = "Write a request’s code, @ and a payee’s handle, or the address of a page of this service.";
        let error = FieldError::plain("link", "invalid", detail);
        Error::Invalid(vec![error.said_by("operator-link-invalid", Vec::new())])
    })
}

async fn set_down(ctx: &Context, typed: &str, down: bool) -> Result<(), Error> {
    let done = match read(ctx, typed)? {
        ReportableLink::Request(code) => disable_request(ctx, &code, down).await,
        ReportableLink::Page(handle) => {
            let payee = ctx.store.payee_by_handle(&handle).await?.ok_or_else(unknown)?;
            disable_payee(ctx, &payee, down).await
        }
    };
    match done {
        Err(Error::NotFound) => Err(unknown()),
        Err(Error::Conflict(_)) => {
            let error = FieldError::plain("link", "conflict", "This account is closed for good.");
            Err(Error::Invalid(vec![error.said_by("operator-closed", Vec::new())]))
        }
        done => done,
    }
}

async fn answer(app: &App, who: &SignedIn, typed: String, done: Result<(), Error>) -> Result<Response, PageError> {
    match done {
        Err(Error::Invalid(wrong)) => page(app, who, StatusCode::BAD_REQUEST, (typed, wrong)).await,
        done => {
            done?;
            Ok(Redirect::to("/app/operator").into_response())
        }
    }
}

/// `POST /app/operator/take-down`: takes a request down, or a payee with all its links.
pub async fn take_down(
    State(app): State<App>,
    who: SignedIn,
    DeedForm(TakeDown(LinkField { link })): DeedForm<TakeDown>,
) -> Result<Response, PageError> {
    let done = set_down(&app.ctx, &link, true).await;
    answer(&app, &who, link, done).await
}

/// `POST /app/operator/put-back`: puts a request or payee back that was taken down.
pub async fn put_back(
    State(app): State<App>,
    who: SignedIn,
    DeedForm(PutBack(LinkField { link })): DeedForm<PutBack>,
) -> Result<Response, PageError> {
    let done = set_down(&app.ctx, &link, false).await;
    answer(&app, &who, link, done).await
}

/// `POST /app/operator/dismiss`: dismisses the reports of a link. Where none wait, somebody else has done it.
pub async fn dismiss(
    State(app): State<App>,
    who: SignedIn,
    DeedForm(DismissReports(LinkField { link })): DeedForm<DismissReports>,
) -> Result<Response, PageError> {
    let done = match read(&app.ctx, &link) {
        Ok(link) => requests::report::dismiss(&app.ctx, link).await.map(drop),
        Err(error) => Err(error),
    };
    answer(&app, &who, link, done).await
}
