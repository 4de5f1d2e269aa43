//! Charts of what was received: all of a currency, and each way of payment.

use std::cmp::Reverse;

use super::{FigureView, NumbersView, SpanNames, direction};
use crate::accounting::span::Span;
use crate::actions::Context;
use crate::actions::books::counted_days::CurrencySums;
use crate::actions::books::received::{CurrencyReceived, Series};
use crate::domain::money::Money;
use crate::domain::money::currency::Currency;
use crate::locale::Words;
use crate::web::app::books::method;
use crate::web::chart::{Bar, Chart, Range};
use crate::web::view::counted;

/// The heights of the bars: of all money, and of one way of payment.
const LARGE: i64 = 140;
const SMALL: i64 = 56;

/// The figures of one currency.
pub(super) struct MoneyView {
    pub(super) all: FigureView,
    /// By way of payment, where there are several; or else the name of the one.
    pub(super) rails: Vec<FigureView>,
    pub(super) only_rail: Option<String>,
}

impl MoneyView {
    pub(super) fn of(ctx: &Context, names: &SpanNames, spans: &[Span], money: &CurrencyReceived) -> Self {
        let chart = Charts { names, spans, currency: money.currency };
        let own_range = Range::of(money.all.each.iter().map(|amounts| amounts.received));
        // The ways of payment can be compared.
        let each = money.rails.iter().flat_map(|(_, series)| &series.each);
        let shared_range = Range::of(each.map(|amounts| amounts.received));
        let named = |rail: &str| method(ctx, names.locale, rail);
        let rails = (0..)
            .zip(&money.rails)
            .map(|(at, (rail, series))| chart.figure(format!("rail-{at}"), named(rail), series, (shared_range, SMALL)));
        let is_one = money.rails.len() == 1;
        Self {
            all: chart.figure("received".into(), names.period(), &money.all, (own_range, LARGE)),
            rails: if is_one { Vec::new() } else { rails.collect() },
            only_rail: money.rails.first().filter(|_| is_one).map(|(rail, _)| named(rail)),
        }
    }
}

/// The common ground of a currency's charts.
struct Charts<'c> {
    names: &'c SpanNames,
    spans: &'c [Span],
    currency: Currency,
}

impl Charts<'_> {
    fn money(&self, minor: i64) -> String {
        self.names.locale.money(&Money::new(minor, self.currency))
    }

    /// The sum that went back or was corrected, with the sign that it has in the sum: a refund that failed after all comes back.
    fn back(&self, amounts: &CurrencySums) -> Option<String> {
        (amounts.went_back != 0).then(|| self.money(amounts.went_back))
    }

    fn figure(&self, id: String, title: String, series: &Series, (range, height): (Range, i64)) -> FigureView {
        let locale = self.names.locale;
        let t = Words::new(locale);
        // The first of equal spans is told.
        let most = self.spans.iter().zip(&series.each).max_by_key(|(span, sum)| (sum.received, Reverse(span.first)));
        let best = most.filter(|(_, amounts)| amounts.received > 0);
        let bars = self.spans.iter().zip(&series.each).map(|(span, amounts)| Bar {
            value: amounts.received,
            is_now: span.has(self.names.today),
            label: best.filter(|(best, _)| *best == span).map(|_| self.money(amounts.received)),
        });
        let back = self.back(&series.total);
        let back = back.map(|amount| Words::new(locale).with("amount", amount).say("charts-back-sum").into_owned());
        let ends = [self.spans.first(), self.spans.last()];
        FigureView {
            id,
            sum: self.money(series.total.received),
            parts: std::iter::once(counted(locale, "home-payments", series.total.payments.max(0)))
                .chain(back)
                .collect(),
            finding: match best {
                Some((span, amounts)) => self.names.best(*span, self.money(amounts.received)),
                None => t.say("charts-nothing-left").into_owned(),
            },
            chart: Chart::new(&bars.collect::<Vec<_>>(), range, height, direction(locale)),
            names: ends.into_iter().flatten().map(|span| self.names.of(*span)).collect(),
            numbers: self.numbers(&title, series),
            title,
        }
    }

    /// The spans in which money moved, the newest first. What came in and what went back has columns where anything went back: else what
    /// came in is what was received.
    fn numbers(&self, title: &str, series: &Series) -> NumbersView {
        let t = Words::new(self.names.locale);
        let goes_back = series.each.iter().any(|amounts| amounts.went_back != 0);
        let mut heads = vec![self.names.head()];
        if goes_back {
            heads.extend([t.say("home-came-in").into_owned(), t.say("charts-back").into_owned()]);
        }
        heads.push(t.say("charts-received").into_owned());
        let moved = self.spans.iter().zip(&series.each).rev().filter(|(_, amounts)| !amounts.is_nothing());
        let rows = moved.map(|(span, amounts)| {
            let parts = goes_back.then(|| [self.money(amounts.came_in), self.back(amounts).unwrap_or_default()]);
            let cells = parts.into_iter().flatten().chain([self.money(amounts.received)]);
            (self.names.of(*span), cells.collect::<Vec<_>>())
        });
        NumbersView::new(format!("{title} ({})", self.currency.code()), heads, rows)
    }
}
