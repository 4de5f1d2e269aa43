//! `/app/books/month/{month}`: the monthly statement, a page to print or to save as PDF.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use super::{LineView, SumsView, days_text, said};
use crate::accounting::month::Month;
use crate::actions::books::month::{CurrencyMonth, MonthStatement, month_statement};
use crate::locale::{Locale, Words};
use crate::web::App;
use crate::web::app::frame::{Frame, NavigationPlace};
use crate::web::error::PageError;
use crate::web::http::extract::{PagePath, SignedIn};
use crate::web::view::render;

/// The most lines that are listed. A month of more is still summed up whole, and its export has all lines.
const LISTED: usize = 1000;

/// A currency's part of the statement.
struct CurrencyView {
    code: &'static str,
    /// The title of the table by way of payment: "EUR by method".
    by_method: String,
    opening: String,
    closing: String,
    sums: SumsView,
    gross: String,
    methods: Vec<SumsView>,
    lines: Vec<LineView>,
    /// Said where some of its lines are listed and others aren't.
    cut: Option<String>,
}

#[derive(Template)]
#[template(path = "app/books_month.html")]
struct MonthPage {
    frame: Frame,
    name: String,
    handle: String,
    month: Month,
    /// "November 2026", of the month, the one before and the one after.
    title: String,
    before: String,
    after: String,
    period: String,
    balance_before: String,
    balance_after: String,
    zone: &'static str,
    made: String,
    currencies: Vec<CurrencyView>,
    /// Said where the lines that are listed aren't all.
    cut: Option<String>,
    is_final: bool,
    is_over: bool,
    /// "Head of the ledger: line 4".
    head: String,
    hash: String,
}

/// "The first 1,000 of 2,300 lines are listed …", unless all are.
fn cut_text(locale: Locale, listed: usize, count: i64) -> Option<String> {
    let listed = i64::try_from(listed).unwrap_or(i64::MAX);
    (count > listed).then(|| {
        let words = Words::new(locale).with_count("count", count).with("n", locale.count(count));
        words.with("listed", locale.count(listed)).say("books-month-cut").into_owned()
    })
}

/// `GET /app/books/month/{month}`: the statement of a month.
pub async fn show(
    State(app): State<App>,
    who: SignedIn,
    PagePath(month): PagePath<Month>,
) -> Result<Response, PageError> {
    let (ctx, payee, now, locale) = (&app.ctx, &who.payee, app.ctx.clock.now(), who.locale);
    let today = payee.zone.day_of(now);
    let MonthStatement { currencies, lines, count, head: (seq, hash), is_final } =
        month_statement(ctx, payee, month, LISTED).await?;
    let several = currencies.len() > 1;
    let view = |part: CurrencyMonth| {
        let own: Vec<_> = lines.iter().filter(|line| line.currency == part.sums.currency).collect();
        CurrencyView {
            // Of the only currency, the end of the page says it.
            cut: cut_text(locale, own.len(), part.sums.lines).filter(|_| several && !own.is_empty()),
            code: part.sums.currency.code(),
            by_method: said(locale, "books-by-method-in", "currency", part.sums.currency.code()),
            opening: locale.money(&part.sums.money(part.opening)),
            closing: locale.money(&part.sums.money(part.closing())),
            gross: locale.money(&part.sums.money(part.sums.gross())),
            lines: own.iter().map(|line| LineView::of(ctx, locale, line, line.accounting_date, today)).collect(),
            methods: part.methods.iter().map(|sums| SumsView::of(ctx, locale, sums)).collect(),
            sums: SumsView::of(ctx, locale, &part.sums),
        }
    };
    let page = MonthPage {
        frame: Frame::of(&app, &who, NavigationPlace::Books).await?,
        name: payee.name.to_string(),
        handle: payee.handle.to_string(),
        month,
        title: locale.month(month.first()),
        before: locale.month(month.previous().first()),
        after: locale.month(month.next().first()),
        period: days_text(locale, month.first(), month.last()),
        balance_before: said(locale, "books-balance-before", "day", locale.day(month.first())),
        balance_after: said(locale, "books-balance-after", "day", locale.day(month.last())),
        zone: payee.zone.name(),
        made: locale.moment(now, payee.zone),
        currencies: currencies.into_iter().map(view).collect(),
        cut: cut_text(locale, lines.len(), count),
        is_final,
        is_over: month.last() < today,
        head: said(locale, "books-head", "line", locale.undivided(seq)),
        hash: hash.as_str().to_owned(),
    };
    render(StatusCode::OK, &page)
}
