//! `/r/{code}/report` and `/{handle}/report`: reports of fraudulent links to the operator. The reason is one of a closed list; there is
//! no free text, and nothing about the reporter is stored.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::payer::seller_page;
use crate::actions::requests::report::report;
use crate::domain::language::Language;
use crate::domain::payee::accent::Accent;
use crate::domain::payee::handle::Handle;
use crate::domain::report::{ReportReason, ReportableLink};
use crate::domain::request::code::RequestCode;
use crate::domain::request::public::PublicRequest;
use crate::domain::text::DisplayName;
use crate::locale::Words;
use crate::web::App;
use crate::web::error::{Error, PageError};
use crate::web::http::client::Client;
use crate::web::http::extract::{PageForm, PagePath, PageQuery};
use crate::web::http::feet::Foot;
use crate::web::http::reader::Reader;
use crate::web::view::render;
use crate::web::view::{LanguageView, languages};

#[derive(Template)]
#[template(path = "pay/report.html")]
struct ReportPage {
    t: Words,
    languages: Vec<LanguageView>,
    here: String,
    foot: Foot,
    accent: Accent,
    payee: String,
    /// The address of the payee's page, without the scheme.
    seller: String,
    /// The Fluent key of the page's title.
    title: &'static str,
    /// The path of the reported page.
    back: String,
    action: String,
    sent: bool,
    unclear: bool,
    /// The form's values with their labels.
    reasons: [(&'static str, String); 4],
}

/// The step of a report that its page shows.
#[derive(Clone, Copy, PartialEq, Eq)]
enum ReportStep {
    /// The form, not yet filled in.
    Form,
    /// The form again, because it was sent without a reason.
    Unclear,
    /// The confirmation, after the redirect.
    Sent,
}

/// A link that exists, with its payee.
struct ReportedLink {
    link: ReportableLink,
    handle: Handle,
    name: DisplayName,
    accent: Accent,
    language: Language,
}

impl ReportedLink {
    fn page(&self, app: &App, reader: &Reader, step: ReportStep) -> ReportPage {
        let locale = reader.locale(self.language);
        let t = Words::new(locale).with("payee", self.name.as_str());
        let path = format!("/{}", self.link.path());
        ReportPage {
            languages: languages(Some(locale.language())),
            here: format!("{path}/report"),
            foot: app.feet.foot(),
            accent: self.accent,
            payee: self.name.to_string(),
            seller: seller_page(&app.ctx, &self.handle),
            title: match self.link {
                _ if step == ReportStep::Sent => "report-sent-title",
                ReportableLink::Request(_) => "report-title",
                ReportableLink::Page(_) => "report-page-title",
            },
            back: reader.carry(&path),
            action: reader.carry(&format!("{path}/report")),
            sent: step == ReportStep::Sent,
            unclear: step == ReportStep::Unclear,
            reasons: ReportReason::ALL.map(|reason| (reason.as_str(), t.say(reason_text(reason)).into_owned())),
            t,
        }
    }
}

/// The Fluent key of a reason's label.
pub fn reason_text(reason: ReportReason) -> &'static str {
    match reason {
        ReportReason::Impersonation => "report-impersonation",
        ReportReason::NeverOrdered => "report-never-ordered",
        ReportReason::Offensive => "report-offensive",
        ReportReason::Other => "report-other",
    }
}

async fn request(app: &App, client: Client, code: &RequestCode) -> Result<ReportedLink, Error> {
    let PublicRequest { code, handle, name, accent, language, .. } =
        super::request::find_request(app, client, code).await?;
    Ok(ReportedLink { link: ReportableLink::Request(code), handle, name, accent, language })
}

async fn page(app: &App, client: Client, handle: &Handle) -> Result<ReportedLink, Error> {
    let (payee, _) = super::personal::find_payee(app, client, handle).await?;
    let (accent, language) = (payee.accent(), payee.language);
    Ok(ReportedLink {
        link: ReportableLink::Page(payee.handle.clone()),
        handle: payee.handle,
        name: payee.name,
        accent,
        language,
    })
}

/// The query `?sent=1`, which asks for the confirmation.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Sent {
    sent: Option<String>,
}

impl Sent {
    fn step(&self) -> ReportStep {
        if self.sent.is_some() { ReportStep::Sent } else { ReportStep::Form }
    }
}

/// `GET /r/{code}/report`: the form about a request.
pub async fn show_request(
    State(app): State<App>,
    client: Client,
    reader: Reader,
    PagePath(code): PagePath<RequestCode>,
    PageQuery(sent): PageQuery<Sent>,
) -> Result<Response, PageError> {
    render(StatusCode::OK, &request(&app, client, &code).await?.page(&app, &reader, sent.step()))
}

/// `GET /{handle}/report`: the form about a personal link.
pub async fn show_page(
    State(app): State<App>,
    client: Client,
    reader: Reader,
    PagePath(handle): PagePath<Handle>,
    PageQuery(sent): PageQuery<Sent>,
) -> Result<Response, PageError> {
    render(StatusCode::OK, &page(&app, client, &handle).await?.page(&app, &reader, sent.step()))
}

/// The report form's fields.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ReportForm {
    reason: String,
}

/// `POST /r/{code}/report`: records a report about a request.
pub async fn report_request(
    State(app): State<App>,
    client: Client,
    reader: Reader,
    PagePath(code): PagePath<RequestCode>,
    PageForm(form): PageForm<ReportForm>,
) -> Result<Response, PageError> {
    app.limits.reports.count(&client)?;
    record(&app, request(&app, client, &code).await?, &reader, &form).await
}

/// `POST /{handle}/report`: records a report about a personal link.
pub async fn report_page(
    State(app): State<App>,
    client: Client,
    reader: Reader,
    PagePath(handle): PagePath<Handle>,
    PageForm(form): PageForm<ReportForm>,
) -> Result<Response, PageError> {
    app.limits.reports.count(&client)?;
    record(&app, page(&app, client, &handle).await?, &reader, &form).await
}

/// Records the report and redirects, so that reloading the page doesn't repeat it.
async fn record(app: &App, reported: ReportedLink, reader: &Reader, form: &ReportForm) -> Result<Response, PageError> {
    let Some(reason) = ReportReason::parse(&form.reason) else {
        return render(StatusCode::BAD_REQUEST, &reported.page(app, reader, ReportStep::Unclear));
    };
    let lang = reader.chosen().map(|language| format!("&lang={}", language.tag())).unwrap_or_default();
    let next = format!("/{}/report?sent=1{lang}", reported.link.path());
    report(&app.ctx, reported.link, reason).await?;
    tracing::info!(reason = reason.as_str(), "a link was reported: `chit reports` lists it");
    Ok(Redirect::to(&next).into_response())
}
