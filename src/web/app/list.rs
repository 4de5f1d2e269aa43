//! `/app`: the list of the seller's requests.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use chrono::Datelike;
use serde::Deserialize;

use super::paging::cut;
use crate::actions::requests::test_mark::TestMarks;
use crate::domain::clock::Timestamp;
use crate::domain::request::code::RequestCode;
use crate::domain::request::terms::moment_of;
use crate::domain::request::{PaymentRequest, Status};
use crate::domain::zone::Zone;
use crate::store::{RequestFilter, RequestPosition};
use crate::web::App;
use crate::web::app::frame::{Frame, Place};
use crate::web::error::PageError;
use crate::web::http::extract::{PageQuery, SignedIn};
use crate::web::view::amount_text;
use crate::web::view::render;

/// The number of requests a page.
const LENGTH: usize = 30;

/// One request of the list.
pub struct SlipView {
    pub code: String,
    pub amount: String,
    pub memo: String,
    pub status: &'static str,
    pub disabled: bool,
    pub test: bool,
    pub note: Option<String>,
    pub when: String,
}

#[derive(Template)]
#[template(path = "app/list.html")]
struct ListPage {
    personal_link: String,
    frame: Frame,
    slips: Vec<SlipView>,
    zone: &'static str,
    query: String,
    status: &'static str,
    next: Option<String>,
    has_methods: bool,
    filtered: bool,
}

/// The list's filters and position.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ListQuery {
    q: String,
    status: String,
    before: String,
    before_code: String,
}

/// Formats a timestamp briefly: "22 Nov, 16:30", or "22 Nov 2025" in another year. The page names the time zone.
fn short(at: Timestamp, now: Timestamp, zone: Zone) -> String {
    let (at, now) = (zone.local(at), zone.local(now));
    let format = if at.year() == now.year() { "%-d %b, %H:%M" } else { "%-d %b %Y" };
    at.format(format).to_string()
}

fn slip(request: &PaymentRequest, claimed: &[RequestCode], marks: &TestMarks, now: Timestamp, zone: Zone) -> SlipView {
    let missing = request.outstanding().filter(|_| request.paid_count > 0 && request.status(now) == Status::Open);
    let note = match (missing, request.max_payments) {
        _ if claimed.contains(&request.code) => Some("Said to be sent".to_owned()),
        (Some(missing), Some(1)) => Some(format!("{missing} missing")),
        _ if request.paid_count > 0 && request.max_payments != Some(1) => {
            Some(format!("{} paid, {}", request.paid_count, request.paid_total()))
        }
        _ => None,
    };
    SlipView {
        code: request.code.to_string(),
        amount: amount_text(&request.asked),
        memo: request
            .memo
            .as_ref()
            .map(ToString::to_string)
            .or(request.reference.as_ref().map(ToString::to_string))
            .unwrap_or_default(),
        status: request.status(now).as_str(),
        disabled: request.disabled_at.is_some(),
        test: marks.is_test(request),
        note,
        when: short(request.created_at, now, zone),
    }
}

/// `GET /app`: the seller's requests, newest first.
pub async fn show(
    State(app): State<App>,
    who: SignedIn,
    PageQuery(query): PageQuery<ListQuery>,
) -> Result<Response, PageError> {
    let (ctx, payee, now) = (&app.ctx, &who.payee, app.ctx.clock.now());
    // Invalid positions and states are ignored, as in every page's query.
    let after = query.before.parse().ok().and_then(moment_of).zip(RequestCode::parse(&query.before_code));
    let status = Status::parse(&query.status);
    let chosen = status.map(Status::as_str).unwrap_or_default();
    let filter = RequestFilter {
        status,
        search: Some(query.q.clone()),
        after: after.map(|(created_at, code)| RequestPosition { created_at, code: code.to_string() }),
        ..RequestFilter::default()
    };
    let mut found = ctx.store.requests(&payee.id, &filter, LENGTH + 1, now).await?;
    let next = cut(&mut found, LENGTH).map(|last| {
        let parts = [
            ("q", query.q.clone()),
            ("status", chosen.to_owned()),
            ("before", last.created_at.timestamp_micros().to_string()),
            ("before_code", last.code.to_string()),
        ];
        format!("/app?{}", url::form_urlencoded::Serializer::new(String::new()).extend_pairs(parts).finish())
    });
    // Read for all requests at once, rather than by a query for each.
    let claimed = ctx.store.claimed_requests(&payee.id).await?;
    let marks = TestMarks::of(ctx, &payee.id, &found).await?;
    let page = ListPage {
        personal_link: ctx.url(payee.handle.as_str()).to_string(),
        frame: Frame::of(&app, &who, Place::Requests).await?,
        slips: found.iter().map(|request| slip(request, &claimed, &marks, now, payee.zone)).collect(),
        zone: payee.zone.name(),
        filtered: !query.q.trim().is_empty() || status.is_some(),
        query: query.q,
        status: chosen,
        next,
        has_methods: !ctx.store.offered_methods(&payee.id).await?.is_empty(),
    };
    render(StatusCode::OK, &page)
}
