//! `/app/books/close`: closes the books up to a day, and sets the day on which months close by themselves.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::said;
use crate::accounting::month::Month;
use crate::actions;
use crate::actions::books::close::close_books;
use crate::actions::books::settings::{BookSettings, book_settings, set_book_settings};
use crate::domain::field::FieldError;
use crate::domain::ledger::{Close, CloseCause, ClosingDay};
use crate::domain::text::filled;
use crate::locale::Words;
use crate::web::App;
use crate::web::app::frame::{Frame, NavigationPlace};
use crate::web::error::PageError;
use crate::web::http::extract::{Deed, DeedForm, SignedIn};
use crate::web::view::{FieldErrorView, errors, render};

/// The number of closes that are listed. The API lists all.
const LISTED: usize = 25;

const ADDRESS: &str = "/app/books/close";

/// A close, for people.
struct CloseView {
    until: String,
    /// "1 November 2026, 09:00, by you".
    when: String,
    seq: i64,
    hash: String,
}

#[derive(Template)]
#[template(path = "app/books_close.html")]
struct ClosePage {
    frame: Frame,
    errors: Vec<FieldErrorView>,
    /// "Up to 31 October 2026 nothing can change any more".
    heading: String,
    zone_hint: String,
    until: String,
    closing_day: String,
    closes: Vec<CloseView>,
}

/// The values of one of the page's forms, and their errors.
#[derive(Default)]
struct TypedClose {
    until: Option<String>,
    closing_day: Option<String>,
    errors: Vec<FieldError>,
}

async fn page(app: &App, who: &SignedIn, typed: TypedClose) -> Result<Response, PageError> {
    let (ctx, payee, now) = (&app.ctx, &who.payee, app.ctx.clock.now());
    let head = ctx.store.ledger_head(&payee.id).await?.ok_or(actions::Error::NotFound)?;
    let settings = book_settings(ctx, &payee.id).await?;
    let closed = head.open_from.and_then(|open| open.pred_opt());
    let today = payee.zone.day_of(now);
    let last_month = Month::of(today).previous().last();
    // Last month as a rule; yesterday where that is closed.
    let suggested = if closed.is_none_or(|closed| closed < last_month) { Some(last_month) } else { today.pred_opt() };
    let closes = ctx.store.closes(&payee.id, None, LISTED).await?;
    let locale = who.locale;
    let view = |close: Close| {
        let by = match close.cause {
            CloseCause::Payee => "books-closed-by-you",
            CloseCause::Calendar => "books-closed-by-calendar",
        };
        CloseView {
            until: locale.day(close.until),
            when: said(locale, by, "moment", locale.moment(close.closed_at, payee.zone)),
            seq: close.seq,
            hash: close.hash.as_str().to_owned(),
        }
    };
    let status = if typed.errors.is_empty() { StatusCode::OK } else { StatusCode::BAD_REQUEST };
    let page = ClosePage {
        frame: Frame::of(app, who, NavigationPlace::Books).await?,
        heading: match closed {
            Some(day) => said(locale, "books-closed-until", "day", locale.day(day)),
            None => Words::new(locale).say("books-nothing-closed").into_owned(),
        },
        zone_hint: said(locale, "books-close-hint", "zone", payee.zone.name()),
        until: typed.until.or(suggested.map(|day| day.to_string())).unwrap_or_default(),
        closing_day: typed.closing_day.unwrap_or_else(|| settings.closing_day.number().to_string()),
        closes: closes.into_iter().map(view).collect(),
        errors: errors(&who.words(), typed.errors),
    };
    render(status, &page)
}

/// `GET /app/books/close`: the closed days, and the forms.
pub async fn show(State(app): State<App>, who: SignedIn) -> Result<Response, PageError> {
    page(&app, &who, TypedClose::default()).await
}

/// The field of the form that closes the books: the last day to be closed.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct CloseForm {
    until: String,
}

impl Deed for CloseForm {
    const NAME: &'static str = "close-books";
}

/// `POST /app/books/close`: closes the books.
pub async fn close(
    State(app): State<App>,
    who: SignedIn,
    DeedForm(CloseForm { until }): DeedForm<CloseForm>,
) -> Result<Response, PageError> {
    match close_books(&app.ctx, &who.payee, filled(&until).as_deref(), Vec::new(), None).await {
        Err(actions::Error::Invalid(errors)) => {
            page(&app, &who, TypedClose { until: Some(until), errors, ..TypedClose::default() }).await
        }
        closed => {
            closed?;
            Ok(Redirect::to(ADDRESS).into_response())
        }
    }
}

/// The field of the form that sets the closing day.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ClosingDayForm {
    closing_day: String,
}

impl Deed for ClosingDayForm {
    const NAME: &'static str = "closing-day";
}

/// `POST /app/books/closing-day`: sets the day on which the month before closes by itself.
pub async fn set_closing_day(
    State(app): State<App>,
    who: SignedIn,
    DeedForm(ClosingDayForm { closing_day: text }): DeedForm<ClosingDayForm>,
) -> Result<Response, PageError> {
    let closing_day = match ClosingDay::parse(&text) {
        Ok(day) => day,
        Err(error) => {
            let errors = vec![FieldError::new("closing_day", &error)];
            return page(&app, &who, TypedClose { closing_day: Some(text), errors, ..TypedClose::default() }).await;
        }
    };
    let settings = book_settings(&app.ctx, &who.payee.id).await?;
    set_book_settings(&app.ctx, &who.payee, &BookSettings { closing_day, ..settings }).await?;
    Ok(Redirect::to(ADDRESS).into_response())
}
