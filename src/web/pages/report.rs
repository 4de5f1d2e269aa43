//! `/r/{code}/report` and `/{handle}/report`: telling whoever runs the service that a link is fraud. A reason out of a closed list;
//! there is nowhere to write anything, and nothing about the reporter is kept.

use askama::Template;
use axum::extract::{Path, State as FromState};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::render;
use crate::actions::report::report;
use crate::domain::code::RequestCode;
use crate::domain::handle::Handle;
use crate::domain::report::{Link, Reason};
use crate::domain::text::DisplayName;
use crate::web::State;
use crate::web::client::Client;
use crate::web::error::{Error, PageError};
use crate::web::extract::{PageForm, PageQuery};

#[derive(Template)]
#[template(path = "pay/report.html")]
struct ReportPage {
    payee: String,
    handle: String,
    of_request: bool,
    /// The reported page, by its path.
    back: String,
    sent: bool,
    unclear: bool,
    reasons: [Reason; 4],
}

/// A link that is there, and whose it is.
struct Found {
    link: Link,
    handle: Handle,
    name: DisplayName,
}

impl Found {
    fn page(&self, sent: bool, unclear: bool) -> ReportPage {
        ReportPage {
            payee: self.name.to_string(),
            handle: self.handle.to_string(),
            of_request: matches!(self.link, Link::Request(_)),
            back: format!("/{}", self.link.path()),
            sent,
            unclear,
            reasons: Reason::ALL,
        }
    }
}

/// Finds a request for anybody with its link. A miss is counted against whoever looks.
async fn request(state: &State, client: Client, code: &str) -> Result<Found, Error> {
    state.limits.may_look(client)?;
    let found = match RequestCode::parse(code) {
        Some(code) => state.ctx.store.public_request(&code, state.ctx.clock.now()).await?,
        None => None,
    };
    let request = state.limits.found(client, found)?;
    Ok(Found { link: Link::Request(request.code), handle: request.handle, name: request.name })
}

/// Finds the payee of a personal link. A miss is counted against whoever looks.
async fn page(state: &State, client: Client, handle: &str) -> Result<Found, Error> {
    state.limits.may_look(client)?;
    let found = match Handle::parse(handle) {
        Ok(handle) => state.ctx.store.personal_page(&handle).await?,
        Err(_) => None,
    };
    let (payee, _) = state.limits.found(client, found)?;
    Ok(Found { link: Link::Page(payee.handle.clone()), handle: payee.handle, name: payee.name })
}

/// Whether a report was sent a moment ago.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Sent {
    sent: Option<String>,
}

/// `GET /r/{code}/report`.
pub async fn show_request(
    FromState(state): FromState<State>,
    client: Client,
    Path(code): Path<String>,
    PageQuery(Sent { sent }): PageQuery<Sent>,
) -> Result<Response, PageError> {
    render(StatusCode::OK, &request(&state, client, &code).await?.page(sent.is_some(), false))
}

/// `GET /{handle}/report`.
pub async fn show_page(
    FromState(state): FromState<State>,
    client: Client,
    Path(handle): Path<String>,
    PageQuery(Sent { sent }): PageQuery<Sent>,
) -> Result<Response, PageError> {
    render(StatusCode::OK, &page(&state, client, &handle).await?.page(sent.is_some(), false))
}

/// What the form sends.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ReportForm {
    reason: String,
}

/// `POST /r/{code}/report`.
pub async fn report_request(
    FromState(state): FromState<State>,
    client: Client,
    Path(code): Path<String>,
    PageForm(form): PageForm<ReportForm>,
) -> Result<Response, PageError> {
    state.limits.reports.count(&client)?;
    take(&state, request(&state, client, &code).await?, &form).await
}

/// `POST /{handle}/report`.
pub async fn report_page(
    FromState(state): FromState<State>,
    client: Client,
    Path(handle): Path<String>,
    PageForm(form): PageForm<ReportForm>,
) -> Result<Response, PageError> {
    state.limits.reports.count(&client)?;
    take(&state, page(&state, client, &handle).await?, &form).await
}

/// Takes the report in and sends the browser on, so that loading the page anew reports nothing again.
async fn take(state: &State, found: Found, form: &ReportForm) -> Result<Response, PageError> {
    let Some(reason) = Reason::parse(&form.reason) else {
        return render(StatusCode::BAD_REQUEST, &found.page(false, true));
    };
    let onward = format!("/{}/report?sent=1", found.link.path());
    report(&state.ctx, found.link, reason).await?;
    tracing::info!(reason = reason.as_str(), "a link was reported: `chit reports` lists it");
    Ok(Redirect::to(&onward).into_response())
}
