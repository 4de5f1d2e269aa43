//! `/app/charts`: what was received by day, week and month, how long requests take to be paid, and what became of them. Each chart has its
//! numbers in a table behind it.

mod money;
mod requests;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use chrono::NaiveDate;
use serde::Deserialize;

use self::money::MoneyView;
use self::requests::RequestsView;
use super::frame::{Frame, NavigationPlace};
use crate::accounting::span::{Span, Unit};
use crate::actions::books::received::{CurrencyReceived, received};
use crate::actions::requests::outcomes::outcomes;
use crate::domain::access::Right;
use crate::locale::{Locale, Words};
use crate::web::App;
use crate::web::chart::{Chart, Direction};
use crate::web::error::PageError;
use crate::web::http::extract::{PageQuery, SignedIn};
use crate::web::view::render;

/// The page's query. What is no unit or currency counts as none.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ChartsQuery {
    /// The unit of time: day, week or month.
    by: String,
    /// The code of the currency.
    currency: String,
}

/// A link to the same page with another choice.
struct ChoiceView {
    href: String,
    text: String,
    is_on: bool,
}

/// A number behind a chart, with the head of its column, which stands beside it where a table is too wide.
struct CellView {
    head: String,
    text: String,
}

/// A row of the numbers behind a chart.
struct ChartRowView {
    name: String,
    cells: Vec<CellView>,
}

/// The numbers behind a chart.
struct NumbersView {
    caption: String,
    /// The heads of the columns, with that of the rows first.
    heads: Vec<String>,
    rows: Vec<ChartRowView>,
}

impl NumbersView {
    /// A table of rows, each with its name and a number for every further column.
    fn new(caption: String, heads: Vec<String>, rows: impl IntoIterator<Item = (String, Vec<String>)>) -> Self {
        let cells = |texts: Vec<String>| {
            let each = heads.iter().skip(1).zip(texts);
            each.map(|(head, text)| CellView { head: head.clone(), text }).collect()
        };
        let rows = rows.into_iter().map(|(name, texts)| ChartRowView { name, cells: cells(texts) }).collect();
        Self { caption, heads, rows }
    }
}

/// A chart with its words.
struct FigureView {
    /// The beginning of its ids.
    id: String,
    /// The heading.
    title: String,
    /// The figure that sums the chart up.
    sum: String,
    /// The parts of that figure.
    parts: Vec<String>,
    /// The finding.
    finding: String,
    chart: Chart,
    /// The names below the baseline: those of the first and the last bar, or of all.
    names: Vec<String>,
    numbers: NumbersView,
}

#[derive(Template)]
#[template(path = "app/charts.html")]
struct ChartsPage {
    frame: Frame,
    period: String,
    units: Vec<ChoiceView>,
    currencies: Vec<ChoiceView>,
    only_tests: bool,
    leaves_tests_out: bool,
    money: Option<MoneyView>,
    requests: Option<RequestsView>,
    /// Nothing came in ever.
    is_new: bool,
}

/// `GET /app/charts`: the charts.
pub async fn show(
    State(app): State<App>,
    who: SignedIn,
    PageQuery(query): PageQuery<ChartsQuery>,
) -> Result<Response, PageError> {
    let (ctx, payee, now, t) = (&app.ctx, &who.payee, app.ctx.clock.now(), who.words());
    let unit = Unit::parse(&query.by).unwrap_or(Unit::Day);
    let received = received(ctx, payee, unit, now).await?;
    let outcomes = outcomes(ctx, payee, &received.spans, now).await?;
    let names = SpanNames { unit, today: payee.zone.day_of(now), locale: who.locale };
    let shown = chosen(&received.currencies, &query.currency);
    let place = if who.role.may(Right::SeeBooks) { NavigationPlace::Books } else { NavigationPlace::Home };
    let page = ChartsPage {
        frame: Frame::of(&app, &who, place).await?,
        period: names.period(),
        units: units(&t, unit, &query.currency),
        currencies: currencies(&received.currencies, unit, shown),
        only_tests: received.only_tests,
        leaves_tests_out: received.leaves_tests_out,
        money: shown.map(|shown| MoneyView::of(ctx, &names, &received.spans, shown)),
        requests: RequestsView::of(who.locale, &outcomes),
        is_new: shown.is_none() && ctx.store.ledger_currencies(&payee.id, 1).await?.is_empty(),
    };
    render(StatusCode::OK, &page)
}

/// The currency that is shown: the chosen one if money moved in it, or else the first.
fn chosen<'r>(all: &'r [CurrencyReceived], code: &str) -> Option<&'r CurrencyReceived> {
    all.iter().find(|each| each.currency.code() == code).or_else(|| all.first())
}

fn units(t: &Words, now: Unit, currency: &str) -> Vec<ChoiceView> {
    // The currency stays chosen, also where nothing came in in it.
    let kept = currency.len() == 3 && currency.bytes().all(|letter| letter.is_ascii_uppercase());
    let kept = if kept { format!("&currency={currency}") } else { String::new() };
    let text = |unit| match unit {
        Unit::Day => t.say("charts-days"),
        Unit::Week => t.say("charts-weeks"),
        Unit::Month => t.say("charts-months"),
    };
    Unit::ALL
        .map(|unit| ChoiceView {
            href: format!("/app/charts?by={}{kept}", unit.word()),
            text: text(unit).into_owned(),
            is_on: unit == now,
        })
        .into()
}

/// The currencies to choose from, where there are several.
fn currencies(all: &[CurrencyReceived], unit: Unit, shown: Option<&CurrencyReceived>) -> Vec<ChoiceView> {
    let several = if all.len() > 1 { all } else { &[] };
    let choice = |each: &CurrencyReceived| ChoiceView {
        href: format!("/app/charts?by={}&currency={}", unit.word(), each.currency.code()),
        text: each.currency.code().to_owned(),
        is_on: shown.is_some_and(|shown| shown.currency == each.currency),
    };
    several.iter().map(choice).collect()
}

/// The names of spans, in the language of the page.
struct SpanNames {
    unit: Unit,
    today: NaiveDate,
    locale: Locale,
}

impl SpanNames {
    /// The name of all spans together.
    fn period(&self) -> String {
        let t = Words::new(self.locale);
        match self.unit {
            Unit::Day => t.say("home-days"),
            Unit::Week => t.say("charts-last-weeks"),
            Unit::Month => t.say("charts-last-months"),
        }
        .into_owned()
    }

    /// The name of a span's unit, above a column of them.
    fn head(&self) -> String {
        let t = Words::new(self.locale);
        match self.unit {
            Unit::Day => t.say("home-day"),
            Unit::Week => t.say("charts-week"),
            Unit::Month => t.say("charts-month"),
        }
        .into_owned()
    }

    /// The name of a span: "25 Nov", "Week of 23 Nov", "November 2026"; that of the present one is "Today".
    fn of(&self, span: Span) -> String {
        let t = Words::new(self.locale);
        let day = self.locale.short_day(span.first, self.today);
        match (self.unit, span.has(self.today)) {
            (Unit::Day, true) => t.say("home-now").into_owned(),
            (Unit::Week, true) => t.say("charts-this-week").into_owned(),
            (Unit::Month, true) => t.say("home-month").into_owned(),
            (Unit::Day, false) => day,
            (Unit::Week, false) => t.say_with("charts-week-of", "day", &day).into_owned(),
            (Unit::Month, false) => self.locale.month(span.first),
        }
    }

    /// The sentence about the span in which most was received.
    fn best(&self, span: Span, amount: String) -> String {
        let t = Words::new(self.locale).with("when", self.of(span)).with("amount", amount);
        match self.unit {
            Unit::Day => t.say("charts-best-day"),
            Unit::Week => t.say("charts-best-week"),
            Unit::Month => t.say("charts-best-month"),
        }
        .into_owned()
    }
}

/// The direction of a locale's charts.
fn direction(locale: Locale) -> Direction {
    if locale.language().is_rtl() { Direction::RightToLeft } else { Direction::LeftToRight }
}
