//! `/app/splits/{id}`: the shares of a split: how many are paid, and the links of the others.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use super::list::{RowFacts, RowView};
use crate::actions;
use crate::domain::id::SplitId;
use crate::domain::request::Status;
use crate::domain::request::split::Progress;
use crate::store::SplitShare;
use crate::web::App;
use crate::web::app::frame::{Frame, NavigationPlace};
use crate::web::error::PageError;
use crate::web::http::extract::{PagePath, SignedIn};
use crate::web::view::{counted, render};

#[derive(Template)]
#[template(path = "app/split_page.html")]
struct SplitPage {
    frame: Frame,
    /// The number of shares that are paid, as a sentence.
    paid: String,
    /// The sum that arrived, as a sentence.
    sum: String,
    memo: Option<String>,
    /// The number of links, as a sentence; `None` once all are paid.
    links: Option<String>,
    shares: Vec<ShareView>,
}

/// A share, for its payee.
struct ShareView {
    /// The payee's name for it, or else its number.
    name: String,
    url: String,
    /// Set while it can be paid.
    is_open: bool,
    row: RowView,
}

/// `GET /app/splits/{id}`: the shares of a split, those that aren't paid first.
pub async fn show(
    State(app): State<App>,
    who: SignedIn,
    PagePath(id): PagePath<SplitId>,
) -> Result<Response, PageError> {
    let (ctx, now, t) = (&app.ctx, app.ctx.clock.now(), who.words());
    let shares = ctx.store.split_shares(&who.payee.id, &id).await?;
    let requests: Vec<_> = shares.iter().map(|share| share.request.clone()).collect();
    let progress = Progress::of(requests.iter(), now).ok_or(actions::Error::NotFound)?;
    let rows = RowFacts::of(&app, &who, &requests, String::new()).await?;
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let view = |(number, SplitShare { request, name }): (i64, SplitShare)| ShareView {
        name: match name {
            Some(name) => name.to_string(),
            None => t.say_with("split-share", "n", &who.locale.count(number)).into_owned(),
        },
        url: ctx.qr.link(&request.code),
        is_open: request.status(now) == Status::Open,
        row: rows.row(&request),
    };
    let mut views: Vec<_> = (1..).zip(shares).map(view).collect();
    views.sort_by_key(|share| !share.is_open);
    let t = who.words().with("paid", who.locale.count(count(progress.paid)));
    let t = t.with("all", who.locale.count(count(progress.shares)));
    let sums = who.words().with("paid", who.locale.money(&progress.paid_total));
    let page = SplitPage {
        frame: Frame::of(&app, &who, NavigationPlace::Requests).await?,
        paid: t.say("split-paid").into_owned(),
        sum: sums.with("total", who.locale.money(&progress.total)).say("split-sum").into_owned(),
        memo: requests.iter().find_map(|request| request.memo.as_ref()).map(ToString::to_string),
        links: (progress.paid < progress.shares).then(|| counted(who.locale, "split-links", count(progress.shares))),
        shares: views,
    };
    render(StatusCode::OK, &page)
}
