//! `/app/requests/{code}/share`: the screen that sends a link, or a reminder of it.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;

use super::own_request::own_request;
use super::share::ShareMessageView;
use super::slip::{Phase, SlipView};
use crate::actions::requests::test_mark::TestMarks;
use crate::actions::requests::warnings::request_warnings;
use crate::domain::language::Language;
use crate::domain::request::code::RequestCode;
use crate::share::links::Messenger;
use crate::web::App;
use crate::web::app::frame::{Frame, NavigationPlace};
use crate::web::error::PageError;
use crate::web::http::extract::{PagePath, PageQuery, SignedIn};
use crate::web::view::render;

#[derive(Template)]
#[template(path = "app/share.html")]
struct SharePage {
    frame: Frame,
    code: String,
    slip: SlipView,
    share: ShareMessageView,
    /// The message's language, by its own name.
    language: &'static str,
    /// Set when the message is a reminder.
    reminds: bool,
    /// Set while preview and language may change: nothing was paid yet.
    can_change: bool,
    /// Set when no method of the payee can pay the request.
    no_way: bool,
}

/// The query: the message's language, and the mark of a reminder.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ShareQuery {
    message: String,
    remind: Option<String>,
}

/// `GET /app/requests/{code}/share`: the link with all ways to send it.
pub async fn show(
    State(app): State<App>,
    who: SignedIn,
    PagePath(code): PagePath<RequestCode>,
    PageQuery(ShareQuery { message, remind }): PageQuery<ShareQuery>,
) -> Result<Response, PageError> {
    let request = own_request(&app, &who, &code).await?;
    let (ctx, now) = (&app.ctx, app.ctx.clock.now());
    let marks = TestMarks::of(ctx, &request.payee_id, std::slice::from_ref(&request)).await?;
    let slip = SlipView::of(&app, &who, &request, &marks).await?;
    let (reminds, chosen) = (remind.is_some() && slip.phase == Phase::Open, Language::parse(&message));
    let view = if reminds { ShareMessageView::reminding } else { ShareMessageView::of };
    let page = SharePage {
        frame: Frame::of(&app, &who, NavigationPlace::Requests).await?,
        code: request.code.to_string(),
        share: view(ctx, &who.payee, &request, &marks, chosen),
        language: chosen.unwrap_or(request.language).own_name(),
        reminds,
        can_change: slip.phase == Phase::Open && request.paid_count == 0,
        no_way: !request_warnings(&ctx.rails, marks.methods(), &request, now).is_empty(),
        slip,
    };
    render(StatusCode::OK, &page)
}
