//! `/app/settings/close`: closing the account, for good.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

use crate::actions;
use crate::actions::payees::close_account::close_account;
use crate::locale::Words;
use crate::web::App;
use crate::web::app::books::deliveries::{new_lines, new_lines_text};
use crate::web::app::frame::{Frame, NavigationPlace};
use crate::web::app::sign_in_page::no_cookie;
use crate::web::error::PageError;
use crate::web::http::extract::{Deed, DeedForm, SignedIn};
use crate::web::http::feet::Foot;
use crate::web::view::{FieldErrorView, errors, render};

#[derive(Template)]
#[template(path = "app/settings_close.html")]
struct CloseAccountPage {
    frame: Frame,
    /// The texts that mention the handle.
    t: Words,
    /// The sentence about refunds and disputes without an answer; `None` without any.
    cases: Option<String>,
    /// The sentence about lines that no delivery has; `None` without any.
    lines: Option<String>,
    /// The time for which the ledger is kept.
    kept: String,
    typed: String,
    errors: Vec<FieldErrorView>,
}

#[derive(Template)]
#[template(path = "app/account_closed.html")]
struct ClosedPage {
    t: Words,
    foot: Foot,
}

/// The form that closes an account.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct CloseAccountForm {
    /// The handle, typed to confirm.
    handle: String,
}

impl Deed for CloseAccountForm {
    const NAME: &'static str = "close-account";
}

/// The sentence about how long the ledger is kept.
fn kept(app: &App, who: &SignedIn) -> String {
    match app.ctx.keep_ledger.map(|time| time.num_days()) {
        Some(days) => who.words().with("n", who.locale.count(days)).say("leave-stays-days").into_owned(),
        None => who.words().say("leave-stays-forever").into_owned(),
    }
}

async fn page(
    app: &App,
    who: &SignedIn,
    status: StatusCode,
    typed: String,
    errors: Vec<FieldErrorView>,
) -> Result<Response, PageError> {
    let cases = app.ctx.store.unanswered(&who.payee.id).await?.cases;
    let counted = who.words().with_count("count", cases).with("n", who.locale.count(cases));
    let fresh = new_lines(&app.ctx, &who.payee).await?;
    let page = CloseAccountPage {
        frame: Frame::of(app, who, NavigationPlace::Settings).await?,
        t: who.words().with("handle", who.payee.handle.as_str()),
        cases: (cases > 0).then(|| counted.say("leave-warn-cases").into_owned()),
        lines: (fresh != Some(0)).then(|| new_lines_text(who.locale, fresh)),
        kept: kept(app, who),
        typed,
        errors,
    };
    render(status, &page)
}

/// `GET /app/settings/close`: what goes, what stays and why, and the form.
pub async fn show(State(app): State<App>, who: SignedIn) -> Result<Response, PageError> {
    page(&app, &who, StatusCode::OK, String::new(), Vec::new()).await
}

/// `POST /app/settings/close`: closes the account, and signs this browser out with all others.
pub async fn close(
    State(app): State<App>,
    who: SignedIn,
    DeedForm(form): DeedForm<CloseAccountForm>,
) -> Result<Response, PageError> {
    match close_account(&app.ctx, &who.payee, Some(&who.member), &form.handle).await {
        Err(actions::Error::Invalid(fields)) => {
            let wrong = errors(&who.words(), fields);
            page(&app, &who, StatusCode::BAD_REQUEST, form.handle, wrong).await
        }
        closed => {
            closed?;
            let page = ClosedPage { t: who.words(), foot: app.feet.foot() };
            Ok((no_cookie(&app), render(StatusCode::OK, &page)?).into_response())
        }
    }
}
