//! `/app/selected`: what is done with several requests at once.

use askama::Template;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::query::ListQuery;
use super::rows::{RowFacts, RowView};
use super::{TotalsView, labels::problems_of};
use crate::accounting::export::{disarmed, records};
use crate::actions;
use crate::actions::requests::archive::archive_request;
use crate::actions::requests::change::cancel_request;
use crate::actions::requests::labels::add_label;
use crate::domain::access::Right;
use crate::domain::clock::rfc3339;
use crate::domain::request::code::RequestCode;
use crate::domain::request::{PaymentRequest, Status};
use crate::domain::text::Label;
use crate::locale::Words;
use crate::store::{RequestFilter, RequestTotals};
use crate::web::App;
use crate::web::app::frame::{Frame, NavigationPlace};
use crate::web::error::PageError;
use crate::web::http::extract::{Deed, DeedForm, FieldList, PageQuery, SignedIn};
use crate::web::view::{FieldErrorView, render};

/// The most requests at a time.
const MOST: usize = 100;

#[derive(Template)]
#[template(path = "app/selected.html")]
struct SelectedPage {
    frame: Frame,
    /// The deed: `links`, `remind`, `label`, `archive`, `unarchive`, `cancel`; empty if it isn't known.
    what: &'static str,
    back: String,
    carried: String,
    rows: Vec<RowView>,
    /// The links, a line each.
    links: String,
    chosen: String,
    sums: Vec<String>,
    /// The number of requests that are not concerned, as a sentence.
    left: Option<String>,
    labels: Vec<String>,
    label: String,
    errors: Vec<FieldErrorView>,
}

/// The fields of the forms: `code` once for each request.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(transparent)]
pub struct Fields(FieldList);

impl Fields {
    fn list(&self) -> ListQuery {
        ListQuery::parse(self.0.first("in"))
    }

    /// The payee's requests that are chosen, in the order in which they were listed, each once.
    async fn requests(&self, app: &App, who: &SignedIn) -> Result<Vec<PaymentRequest>, PageError> {
        let mut codes: Vec<RequestCode> = Vec::new();
        for value in self.0.all("code") {
            let code = RequestCode::parse(value).filter(|code| !codes.contains(code));
            codes.extend(code.filter(|_| codes.len() < MOST));
        }
        let mut found = Vec::new();
        for code in &codes {
            found.extend(app.ctx.store.request(&who.payee.id, code).await?);
        }
        Ok(found)
    }
}

/// Returns whether a deed concerns a request.
fn concerns(what: &str, request: &PaymentRequest, app: &App) -> bool {
    let is_open = request.status(app.ctx.clock.now()) == Status::Open;
    match what {
        "remind" => is_open,
        "cancel" => matches!(request.status(app.ctx.clock.now()), Status::Open | Status::Expired),
        "archive" => !is_open && request.archived_at.is_none(),
        "unarchive" => request.archived_at.is_some(),
        _ => true,
    }
}

/// `GET /app/selected`: the links of the chosen requests, or the question before something is done with them.
pub async fn show(
    State(app): State<App>,
    who: SignedIn,
    PageQuery(fields): PageQuery<Fields>,
) -> Result<Response, PageError> {
    let requests = fields.requests(&app, &who).await?;
    let known: &[&str] = match who.role.may(Right::MakeRequests) {
        true => &["links", "remind", "label", "archive", "unarchive", "cancel", "export"],
        false => &["links", "export"],
    };
    let what = known.iter().copied().find(|what| *what == fields.0.first("what")).unwrap_or_default();
    match (what, requests.as_slice()) {
        ("export", [_, ..]) => Ok(csv(&app, &requests)),
        ("remind", [one]) if concerns(what, one, &app) => {
            Ok(Redirect::to(&format!("/app/requests/{}/share?remind=1", one.code)).into_response())
        }
        _ => render(StatusCode::OK, &page(&app, &who, &fields, what, requests, Vec::new()).await?),
    }
}

async fn page(
    app: &App,
    who: &SignedIn,
    fields: &Fields,
    what: &'static str,
    requests: Vec<PaymentRequest>,
    errors: Vec<FieldErrorView>,
) -> Result<SelectedPage, PageError> {
    let all = requests.len();
    let concerned: Vec<_> = requests.into_iter().filter(|request| concerns(what, request, app)).collect();
    let say = |key, n: usize| {
        let n = who.locale.count(i64::try_from(n).unwrap_or(i64::MAX));
        Words::new(who.locale).with("n", n).say(key).into_owned()
    };
    let filter = RequestFilter { status: (what == "cancel").then_some(Status::Open), ..RequestFilter::default() };
    let totals = RequestTotals::of(&concerned, &filter, app.ctx.clock.now()).map_err(actions::Error::from)?;
    let list = fields.list();
    let rows = RowFacts::of(app, who, &concerned, list.carried()).await?;
    let links: Vec<_> = concerned.iter().map(|request| app.ctx.qr.link(&request.code)).collect();
    Ok(SelectedPage {
        frame: Frame::of(app, who, NavigationPlace::Requests).await?,
        what,
        back: list.href(),
        carried: list.carried(),
        rows: concerned.iter().map(|request| rows.row(request)).collect(),
        links: links.join("\n"),
        chosen: TotalsView::of(&totals, who).count,
        sums: TotalsView::of(&totals, who).sums,
        left: (concerned.len() < all).then(|| say("requests-left", all - concerned.len())),
        labels: app.ctx.store.labels(&who.payee.id).await?.iter().map(ToString::to_string).collect(),
        label: fields.0.first("label").to_owned(),
        errors,
    })
}

/// A table of requests, for a spreadsheet.
pub fn csv(app: &App, requests: &[PaymentRequest]) -> Response {
    let now = app.ctx.clock.now();
    let heads = [
        "code",
        "url",
        "amount",
        "currency",
        "status",
        "paid_total",
        "due_on",
        "created_at",
        "reference",
        "memo",
        "labels",
        "paid_elsewhere",
    ];
    let row = |request: &PaymentRequest| {
        let text = |text: Option<String>| text.map(|text| disarmed(&text).into_owned()).unwrap_or_default();
        let labels: Vec<_> = request.labels.iter().map(ToString::to_string).collect();
        // What arrived in other currencies of its prices than the one of its row.
        let elsewhere = request.prices.paid_elsewhere(request.asked.currency());
        let elsewhere: Vec<_> = elsewhere.map(|money| format!("{} {}", money.to_decimal(), money.currency())).collect();
        [
            request.code.to_string(),
            app.ctx.qr.link(&request.code),
            request.asked.fixed().map(|money| money.to_decimal()).unwrap_or_default(),
            request.asked.currency().code().to_owned(),
            request.status(now).as_str().to_owned(),
            request.paid_total().to_decimal(),
            request.due_on.map(|day| day.to_string()).unwrap_or_default(),
            rfc3339(request.created_at),
            text(request.reference.as_ref().map(ToString::to_string)),
            text(request.memo.as_ref().map(ToString::to_string)),
            text(Some(labels.join(", "))),
            elsewhere.join("|"),
        ]
    };
    let bytes = records(b',', [heads.map(str::to_owned)].into_iter().chain(requests.iter().map(row)));
    let heads = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"requests.csv\""),
    ];
    (heads, bytes).into_response()
}

macro_rules! forms {
    ($($(#[$doc:meta])* $form:ident = $name:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Deserialize)]
        #[serde(transparent)]
        pub struct $form(Fields);

        impl Deed for $form {
            const NAME: &'static str = $name;
        }
    )*};
}

forms! {
    /// Cancels the chosen requests.
    CancelMany = "cancel-many";
    /// Archives the chosen requests.
    ArchiveMany = "archive-many";
    /// Takes the chosen requests out of the archive.
    UnarchiveMany = "unarchive-many";
    /// Adds a label to the chosen requests.
    LabelMany = "label-many";
}

/// The action on each of the chosen requests.
enum Many {
    Cancel,
    Archive(bool),
    Label(Label),
}

impl Many {
    /// The word for the list's address afterwards.
    fn done(&self) -> &'static str {
        match self {
            Self::Cancel => "cancelled",
            Self::Archive(true) => "archived",
            Self::Archive(false) => "unarchived",
            Self::Label(_) => "labelled",
        }
    }

    /// Does it with one request. `false` if it stays as it is.
    async fn to(&self, app: &App, request: &PaymentRequest) -> Result<bool, actions::Error> {
        let PaymentRequest { payee_id, code, .. } = request;
        let done = match self {
            Self::Cancel if !concerns("cancel", request, app) => return Ok(false),
            Self::Cancel => cancel_request(&app.ctx, payee_id, code, None).await.map(|_| true),
            Self::Archive(archived) => archive_request(&app.ctx, payee_id, code, *archived, None).await.map(|_| true),
            Self::Label(label) => add_label(&app.ctx, payee_id, code, label).await,
        };
        match done {
            Err(actions::Error::Conflict(_) | actions::Error::NotOpen(_)) => Ok(false),
            done => done,
        }
    }

    /// Does it with each of the chosen requests, each by itself: one with which it can't be done is no reason to leave the others.
    async fn to_all(&self, app: &App, who: &SignedIn, fields: &Fields) -> Result<Response, PageError> {
        let (mut n, mut left) = (0, 0);
        for request in fields.requests(app, who).await? {
            if self.to(app, &request).await? {
                n += 1;
            } else {
                left += 1;
            }
        }
        Ok(Redirect::to(&fields.list().after_deed(self.done(), n, left)).into_response())
    }
}

/// `POST /app/selected/cancel`: cancels the chosen requests that are open.
pub async fn cancel_many(
    State(app): State<App>,
    who: SignedIn,
    DeedForm(CancelMany(fields)): DeedForm<CancelMany>,
) -> Result<Response, PageError> {
    Many::Cancel.to_all(&app, &who, &fields).await
}

/// `POST /app/selected/archive`: archives the chosen requests that are not open.
pub async fn archive_many(
    State(app): State<App>,
    who: SignedIn,
    DeedForm(ArchiveMany(fields)): DeedForm<ArchiveMany>,
) -> Result<Response, PageError> {
    Many::Archive(true).to_all(&app, &who, &fields).await
}

/// `POST /app/selected/unarchive`: takes the chosen requests out of the archive.
pub async fn unarchive_many(
    State(app): State<App>,
    who: SignedIn,
    DeedForm(UnarchiveMany(fields)): DeedForm<UnarchiveMany>,
) -> Result<Response, PageError> {
    Many::Archive(false).to_all(&app, &who, &fields).await
}

/// `POST /app/selected/label`: adds a label to the chosen requests.
pub async fn label_many(
    State(app): State<App>,
    who: SignedIn,
    DeedForm(LabelMany(fields)): DeedForm<LabelMany>,
) -> Result<Response, PageError> {
    match Label::parse(fields.0.first("label")) {
        Ok(label) => Many::Label(label).to_all(&app, &who, &fields).await,
        Err(error) => {
            let requests = fields.requests(&app, &who).await?;
            let errors = problems_of(&who, "label", &error);
            render(StatusCode::BAD_REQUEST, &page(&app, &who, &fields, "label", requests, errors).await?)
        }
    }
}
