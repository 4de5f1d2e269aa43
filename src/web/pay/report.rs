//! `/r/{code}/report` and `/{handle}/report`: telling whoever runs the service that a link is fraud. A reason out of a closed list;
//! there is nowhere to write anything, and nothing about the reporter is kept.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use crate::actions::requests::report::report;
use crate::domain::language::Language;
use crate::domain::payee::accent::Accent;
use crate::domain::payee::handle::Handle;
use crate::domain::report::{Link, Reason};
use crate::domain::request::code::RequestCode;
use crate::domain::request::public::PublicRequest;
use crate::domain::text::DisplayName;
use crate::locale::Words;
use crate::web::App;
use crate::web::error::{Error, PageError};
use crate::web::http::client::Client;
use crate::web::http::extract::{PageForm, PagePath, PageQuery};
use crate::web::http::reader::Reader;
use crate::web::view::render;
use crate::web::view::{LanguageView, languages};

#[derive(Template)]
#[template(path = "pay/report.html")]
struct ReportPage {
    t: Words,
    languages: Vec<LanguageView>,
    here: String,
    accent: Accent,
    payee: String,
    /// The key of the title.
    title: &'static str,
    /// The reported page.
    back: String,
    action: String,
    sent: bool,
    unclear: bool,
    /// The API's word and the reader's.
    reasons: [(&'static str, String); 4],
}

/// The step of a report that its page shows.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    /// The form.
    Form,
    /// The form again: it named no reason.
    Unclear,
    /// The thanks.
    Sent,
}

/// A link that is there, and whose it is.
struct ReportedLink {
    link: Link,
    handle: Handle,
    name: DisplayName,
    accent: Accent,
    language: Language,
}

impl ReportedLink {
    fn page(&self, reader: &Reader, step: Step) -> ReportPage {
        let locale = reader.locale(self.language);
        let t = Words::new(locale).with("payee", self.name.as_str()).with("handle", format!("@{}", self.handle));
        let path = format!("/{}", self.link.path());
        ReportPage {
            languages: languages(Some(locale.language())),
            here: format!("{path}/report"),
            accent: self.accent,
            payee: self.name.to_string(),
            title: match self.link {
                _ if step == Step::Sent => "report-sent-title",
                Link::Request(_) => "report-title",
                Link::Page(_) => "report-page-title",
            },
            back: reader.carry(&path),
            action: reader.carry(&format!("{path}/report")),
            sent: step == Step::Sent,
            unclear: step == Step::Unclear,
            reasons: Reason::ALL.map(|reason| (reason.as_str(), t.say(text(reason)).into_owned())),
            t,
        }
    }
}

/// The key of a reason's text.
fn text(reason: Reason) -> &'static str {
    match reason {
        Reason::Impersonation => "report-impersonation",
        Reason::NeverOrdered => "report-never-ordered",
        Reason::Offensive => "report-offensive",
        Reason::Other => "report-other",
    }
}

async fn request(app: &App, client: Client, code: &RequestCode) -> Result<ReportedLink, Error> {
    let PublicRequest { code, handle, name, accent, language, .. } =
        super::request::find_request(app, client, code).await?;
    Ok(ReportedLink { link: Link::Request(code), handle, name, accent, language })
}

async fn page(app: &App, client: Client, handle: &Handle) -> Result<ReportedLink, Error> {
    let (payee, _) = super::personal::find_payee(app, client, handle).await?;
    let (accent, language) = (payee.accent(), payee.language);
    Ok(ReportedLink {
        link: Link::Page(payee.handle.clone()),
        handle: payee.handle,
        name: payee.name,
        accent,
        language,
    })
}

/// Whether a report was sent a moment ago.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Sent {
    sent: Option<String>,
}

impl Sent {
    fn step(&self) -> Step {
        if self.sent.is_some() { Step::Sent } else { Step::Form }
    }
}

/// `GET /r/{code}/report`.
pub async fn show_request(
    State(app): State<App>,
    client: Client,
    reader: Reader,
    PagePath(code): PagePath<RequestCode>,
    PageQuery(sent): PageQuery<Sent>,
) -> Result<Response, PageError> {
    render(StatusCode::OK, &request(&app, client, &code).await?.page(&reader, sent.step()))
}

/// `GET /{handle}/report`.
pub async fn show_page(
    State(app): State<App>,
    client: Client,
    reader: Reader,
    PagePath(handle): PagePath<Handle>,
    PageQuery(sent): PageQuery<Sent>,
) -> Result<Response, PageError> {
    render(StatusCode::OK, &page(&app, client, &handle).await?.page(&reader, sent.step()))
}

/// What the form sends.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ReportForm {
    reason: String,
}

/// `POST /r/{code}/report`.
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

/// `POST /{handle}/report`.
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

/// Takes the report in and sends the browser on, so that loading the page anew reports nothing again.
async fn record(app: &App, reported: ReportedLink, reader: &Reader, form: &ReportForm) -> Result<Response, PageError> {
    let Some(reason) = Reason::parse(&form.reason) else {
        return render(StatusCode::BAD_REQUEST, &reported.page(reader, Step::Unclear));
    };
    let lang = reader.chosen().map(|language| format!("&lang={}", language.tag())).unwrap_or_default();
    let next = format!("/{}/report?sent=1{lang}", reported.link.path());
    report(&app.ctx, reported.link, reason).await?;
    tracing::info!(reason = reason.as_str(), "a link was reported: `chit reports` lists it");
    Ok(Redirect::to(&next).into_response())
}
