//! `/app/books/month/{month}`: the monthly statement, a page to print or to save as PDF.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use super::{LineView, SumsView, counted};
use crate::accounting::month::Month;
use crate::actions::books::month::{CurrencyMonth, MonthStatement, month_statement};
use crate::web::App;
use crate::web::app::frame::{Frame, Place};
use crate::web::error::PageError;
use crate::web::http::extract::{PagePath, SignedIn};
use crate::web::view::{day, moment, render};

/// The most lines that are listed. A month of more is still summed up whole, and its export has all lines.
const LISTED: usize = 1000;

/// A currency's part of the statement.
struct CurrencyView {
    code: &'static str,
    opening: String,
    closing: String,
    sums: SumsView,
    gross: String,
    methods: Vec<SumsView>,
    lines: Vec<LineView>,
}

#[derive(Template)]
#[template(path = "app/books_month.html")]
struct MonthPage {
    frame: Frame,
    name: String,
    handle: String,
    month: Month,
    first: String,
    last: String,
    zone: &'static str,
    made: String,
    currencies: Vec<CurrencyView>,
    count: String,
    /// The number of lines that are listed, if those aren't all.
    cut: Option<String>,
    is_final: bool,
    is_over: bool,
    seq: i64,
    hash: String,
}

/// `GET /app/books/month/{month}`: the statement of a month.
pub async fn show(
    State(app): State<App>,
    who: SignedIn,
    PagePath(month): PagePath<Month>,
) -> Result<Response, PageError> {
    let (ctx, payee, now) = (&app.ctx, &who.payee, app.ctx.clock.now());
    let today = payee.zone.day_of(now);
    let MonthStatement { currencies, lines, count, head: (seq, hash), is_final } =
        month_statement(ctx, payee, month, LISTED).await?;
    let listed = i64::try_from(lines.len()).unwrap_or(i64::MAX);
    let view = |part: CurrencyMonth| {
        let own = lines.iter().filter(|line| line.currency == part.sums.currency);
        CurrencyView {
            code: part.sums.currency.code(),
            opening: part.sums.money(part.opening).human(),
            closing: part.sums.money(part.closing()).human(),
            gross: part.sums.money(part.sums.gross()).human(),
            lines: own.map(|line| LineView::of(ctx, line, line.accounting_date, today)).collect(),
            methods: part.methods.iter().map(|sums| SumsView::of(ctx, sums)).collect(),
            sums: SumsView::of(ctx, &part.sums),
        }
    };
    let page = MonthPage {
        frame: Frame::of(&app, &who, Place::Books).await?,
        name: payee.name.to_string(),
        handle: payee.handle.to_string(),
        month,
        first: day(month.first()),
        last: day(month.last()),
        zone: payee.zone.name(),
        made: moment(now, payee.zone),
        currencies: currencies.into_iter().map(view).collect(),
        count: counted(count, "line", "lines"),
        cut: (count > listed).then(|| counted(listed, "line", "lines")),
        is_final,
        is_over: month.last() < today,
        seq,
        hash: hash.as_str().to_owned(),
    };
    render(StatusCode::OK, &page)
}
