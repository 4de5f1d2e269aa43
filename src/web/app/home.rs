//! `/app`: Home, with what came in, what waits for money, and what needs a look.

use std::cmp::Reverse;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use chrono::NaiveDate;

use super::frame::{Frame, NavigationPlace};
use super::home_figures::{Came, HomeFigures, Owed, SUMMED};
use super::look::{CardView, cards};
use crate::accounting::month::Month;
use crate::actions::books::counted_days::CurrencySums;
use crate::domain::clock::Timestamp;
use crate::domain::money::Money;
use crate::domain::money::currency::Currency;
use crate::domain::payee::Payee;
use crate::domain::request::{PaymentRequest, RequestAmount, Status};
use crate::locale::{Locale, Words};
use crate::web::App;
use crate::web::error::PageError;
use crate::web::http::extract::SignedIn;
use crate::web::view::{AmountView, counted, render};

/// The height of a chart, and the width of a bar with its space.
const HEIGHT: i64 = 48;
const STEP: i64 = 10;
/// The number of cards beside the figures, where there is room.
const BESIDE: i64 = 3;

/// A sum that came in, with the sums of other currencies.
struct CameView {
    main: AmountView,
    others: Vec<String>,
    payments: String,
    back: Option<String>,
}

/// A tile: a number of requests, and their sums.
struct TileView {
    count: String,
    main: Option<String>,
    others: Vec<String>,
}

/// One bar of a chart.
struct BarView {
    x: i64,
    y: i64,
    height: i64,
    past: bool,
}

/// A chart of days.
struct ChartView {
    label: String,
    width: i64,
    bars: Vec<BarView>,
    first: String,
}

/// A day's numbers, as text.
struct DayNumbersView {
    day: String,
    came: String,
    back: String,
}

/// Charts of a week and of thirty days, and the numbers.
struct ChartsView {
    week: ChartView,
    long: ChartView,
    finding: String,
    days: Vec<DayNumbersView>,
}

/// One of the newest requests.
struct NewestRowView {
    code: String,
    memo: Option<String>,
    amount: String,
    /// The mark's class and words, where something happened.
    mark: &'static str,
    says: String,
    over: bool,
    when: String,
}

#[derive(Template)]
#[template(path = "app/home.html")]
struct HomePage {
    frame: Frame,
    live: String,
    seq: i64,
    look: i64,
    arrived: Option<String>,
    only_tests: bool,
    leaves_tests_out: bool,
    today: CameView,
    month: CameView,
    charts: Option<ChartsView>,
    need_look: Option<String>,
    open: TileView,
    overdue: Option<TileView>,
    rows: Vec<NewestRowView>,
    has_way: bool,
    cards: Vec<CardView>,
    zone: String,
}

/// `GET /app`: Home.
pub async fn show(State(app): State<App>, who: SignedIn) -> Result<Response, PageError> {
    let (payee, now, locale) = (&who.payee, app.ctx.clock.now(), who.locale);
    let figures = HomeFigures::read(&app, payee, now).await?;
    let t = who.words();
    let own = payee.currency;
    let overdue = figures.overdue.count() != Some(0);
    let page = HomePage {
        frame: Frame::of(&app, &who, NavigationPlace::Home).await?,
        live: format!("/app/live?since={}", figures.word()),
        seq: figures.seq(),
        look: figures.look,
        arrived: arrived(&figures, locale),
        only_tests: figures.days.only_tests,
        leaves_tests_out: figures.days.leaves_tests_out,
        today: came_view(&figures.came_in(figures.today, own)?, own, locale),
        month: came_view(&figures.came_in(Month::of(figures.today).first(), own)?, own, locale),
        charts: match figures.charted(own)? {
            Some(currency) => charts(&figures.each_day(currency)?, currency, figures.today, locale),
            None => None,
        },
        need_look: (figures.look > 0).then(|| counted(locale, "home-need-look", figures.look)),
        open: tile(&figures.open, own, locale),
        overdue: overdue.then(|| tile(&figures.overdue, own, locale)),
        rows: figures.newest.iter().map(|request| row(request, &figures, payee, &t, now)).collect(),
        has_way: figures.has_way,
        cards: cards(&app, &who, BESIDE, now).await?,
        zone: t.say_with("app-zone", "zone", payee.zone.name()).into_owned(),
    };
    render(StatusCode::OK, &page)
}

/// The sentence about the last arrival.
fn arrived(figures: &HomeFigures, locale: Locale) -> Option<String> {
    let (line, test) = figures.arrival()?;
    let t = Words::new(locale).with("amount", locale.money(&Money::new(line.gross, line.currency)));
    let said = match line.memo.as_ref().or(line.reference.as_ref()) {
        Some(what) => t.say_with("home-arrived-for", "what", what),
        None => t.say("home-arrived"),
    };
    Some(if test { format!("{said} {}", t.say("test-only")) } else { said.into_owned() })
}

fn came_view(sums: &[Came], own: Currency, locale: Locale) -> CameView {
    let money = |minor, currency| Money::new(minor, currency);
    let came: Vec<_> = sums.iter().filter(|came| came.amounts.came_in > 0).collect();
    let main = came.first().map_or(money(0, own), |came| money(came.amounts.came_in, came.currency));
    let back: Vec<_> = sums.iter().filter(|came| came.amounts.went_back < 0).collect();
    let back = back.iter().map(|came| locale.money(&money(came.amounts.went_back.saturating_neg(), came.currency)));
    // A payment that was taken back on a later day takes its number away there.
    let payments: i64 = sums.iter().map(|came| came.amounts.payments).sum();
    let back = back.collect::<Vec<_>>().join(" · ");
    CameView {
        main: AmountView::of(&main, locale),
        others: came.iter().skip(1).map(|came| locale.money(&money(came.amounts.came_in, came.currency))).collect(),
        payments: counted(locale, "home-payments", payments.max(0)),
        back: (!back.is_empty()).then(|| Words::new(locale).with("amount", back).say("home-went-back").into_owned()),
    }
}

fn tile(owed: &Owed, own: Currency, locale: Locale) -> TileView {
    let mut sums = owed.sums(own).into_iter().map(|money| locale.money(&money));
    TileView {
        count: match owed.count() {
            Some(count) => locale.count(count),
            None => Words::new(locale).with("n", locale.count(SUMMED)).say("home-more-than").into_owned(),
        },
        main: sums.next(),
        others: sums.collect(),
    }
}

fn charts(
    days: &[(NaiveDate, CurrencySums)],
    currency: Currency,
    today: NaiveDate,
    locale: Locale,
) -> Option<ChartsView> {
    let money = |minor| locale.money(&Money::new(minor, currency));
    // The first of equal days is told.
    let (best, most) = days.iter().max_by_key(|(day, came)| (came.came_in, Reverse(*day)))?;
    let t = Words::new(locale);
    let now = t.say("home-now").into_owned();
    let name = |day| if day == today { now.clone() } else { locale.brief_day(day, today) };
    let chart = |label: &str, count: usize| {
        let shown: Vec<_> = days.iter().skip(days.len().saturating_sub(count)).collect();
        let highest = shown.iter().map(|(_, came)| came.came_in).max().unwrap_or_default();
        let bars = (0..).zip(&shown).map(|(at, (day, came))| {
            let height = bar(came.came_in, highest);
            BarView { x: at * STEP + 1, y: HEIGHT - height, height, past: *day != today }
        });
        ChartView {
            label: label.to_owned(),
            width: STEP * i64::try_from(shown.len()).unwrap_or_default(),
            bars: bars.collect(),
            first: shown.first().map(|(day, _)| name(*day)).unwrap_or_default(),
        }
    };
    let told = days.iter().rev().filter(|(_, came)| came.came_in != 0 || came.went_back != 0);
    Some(ChartsView {
        week: chart(&t.say("home-week"), 7),
        long: chart(&t.say("home-days"), days.len()),
        finding: Words::new(locale)
            .with("day", name(*best))
            .with("amount", money(most.came_in))
            .say(if *best == today { "home-best-today" } else { "home-best" })
            .into_owned(),
        days: told
            .map(|(day, came)| DayNumbersView {
                day: name(*day),
                came: money(came.came_in),
                back: if came.went_back == 0 { String::new() } else { money(came.went_back.saturating_neg()) },
            })
            .collect(),
    })
}

/// The height of a bar. A day with money has a bar that can be seen, and one without has a line.
fn bar(gross: i64, highest: i64) -> i64 {
    if gross <= 0 || highest <= 0 {
        return 1;
    }
    let scaled = i128::from(gross) * i128::from(HEIGHT) / i128::from(highest);
    i64::try_from(scaled).unwrap_or(HEIGHT).clamp(3, HEIGHT)
}

fn row(request: &PaymentRequest, figures: &HomeFigures, payee: &Payee, t: &Words, now: Timestamp) -> NewestRowView {
    let (locale, status) = (t.locale(), request.status(now));
    let due = request.due_on.filter(|due| *due < figures.today && status == Status::Open);
    let say = |key: &str| t.say(key).into_owned();
    let (mark, says) = match (status, due) {
        (Status::Open, _) if figures.claimed.contains(&request.code) => ("state is-waiting", say("app-state-claimed")),
        (Status::Open, Some(due)) => {
            ("state is-due", t.say_with("home-due-on", "day", &locale.brief_day(due, figures.today)).into_owned())
        }
        (Status::Open, None) => ("", say("app-state-open")),
        (Status::Paid, _) => ("state is-paid", say("app-state-paid")),
        (Status::Cancelled, _) => ("", say("app-state-cancelled")),
        (Status::Expired, _) => ("", say("app-state-expired")),
    };
    let changed = request.paid_at.or(request.cancelled_at).unwrap_or(request.created_at);
    let memo = request.memo.as_ref().map(ToString::to_string);
    NewestRowView {
        code: request.code.to_string(),
        memo: memo.or(request.reference.as_ref().map(ToString::to_string)),
        amount: asked(&request.asked, t),
        mark,
        says,
        over: matches!(status, Status::Cancelled | Status::Expired),
        when: locale.brief(changed, now, payee.zone),
    }
}

/// The amount of a request in a list: "€25.00", "€5.00 – €50.00".
fn asked(asked: &RequestAmount, t: &Words) -> String {
    let money = |money: Money| t.locale().money(&money);
    match (asked, asked.min(), asked.max()) {
        (RequestAmount::Fixed(amount), ..) => money(*amount),
        (_, Some(min), Some(max)) => format!("{} – {}", money(min), money(max)),
        (_, Some(min), None) => format!("≥ {}", money(min)),
        (_, None, Some(max)) => format!("≤ {}", money(max)),
        (_, None, None) => t.say_with("home-any-amount", "currency", asked.currency().code()).into_owned(),
    }
}

impl HomePage {
    /// A payee who has made no request yet is shown how to begin.
    fn is_new(&self) -> bool {
        self.rows.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_are_whole_numbers_within_the_chart() {
        assert_eq!(bar(0, 100), 1);
        assert_eq!(bar(1, i64::MAX), 3, "what came in can be seen");
        assert_eq!(bar(50, 100), HEIGHT / 2);
        assert_eq!(bar(i64::MAX, i64::MAX), HEIGHT);
    }
}
