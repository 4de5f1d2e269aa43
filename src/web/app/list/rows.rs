//! Rows of the list: a request each, under the days on which they were made.

use std::collections::HashSet;

use chrono::NaiveDate;

use crate::actions::requests::test_mark::TestMarks;
use crate::domain::clock::Timestamp;
use crate::domain::request::code::RequestCode;
use crate::domain::request::{PaymentRequest, RequestAmount, Status};
use crate::domain::zone::Zone;
use crate::locale::{Locale, Words};
use crate::web::App;
use crate::web::app::order_view;
use crate::web::error::PageError;
use crate::web::http::extract::SignedIn;

/// One request of the list.
pub struct RowView {
    /// The request's code.
    pub code: String,
    /// The address of its page, with the list's filter.
    pub href: String,
    /// The memo, else the reference; `None` without either.
    pub memo: Option<String>,
    /// The amount, or what payers may choose.
    pub amount: String,
    /// The state, where something happened; else empty.
    pub mark: &'static str,
    /// The day by which it should have been paid, as a sentence.
    pub due: Option<String>,
    /// The money that came in so far.
    pub note: Option<String>,
    /// The payee's labels.
    pub labels: Vec<String>,
    /// The Fluent key of the mark of an order; empty for any other request.
    pub order: &'static str,
    /// The time of the last change.
    pub when: String,
    /// Set when it is cancelled or expired.
    pub over: bool,
    /// Set when it is archived.
    pub archived: bool,
    /// Set when no money moves.
    pub test: bool,
    /// Set when the operator took its link down.
    pub disabled: bool,
}

/// The requests of a day.
pub struct DayView {
    /// The day: today, yesterday, or its date.
    pub head: String,
    /// The requests that were made on it, newest first.
    pub rows: Vec<RowView>,
}

/// The facts that all rows need.
pub struct RowFacts {
    locale: Locale,
    zone: Zone,
    now: Timestamp,
    carried: String,
    claimed: HashSet<RequestCode>,
    marks: TestMarks,
}

/// An amount, or the limits of one that payers choose.
pub fn amount_text(asked: &RequestAmount, locale: Locale) -> String {
    if let Some(money) = asked.fixed() {
        return locale.money(&money);
    }
    let money = |bound: Option<_>| bound.map(|money| locale.money(&money));
    match (money(asked.min()), money(asked.max())) {
        (Some(min), Some(max)) => format!("{min} – {max}"),
        (Some(min), None) => format!("≥ {min}"),
        (None, Some(max)) => format!("≤ {max}"),
        (None, None) => format!("{} {}", Words::new(locale).say("requests-any-amount"), asked.currency()),
    }
}

/// The sums that arrived, of several prices one in each currency.
pub fn arrived_text(request: &PaymentRequest, locale: Locale) -> String {
    let sums: Vec<_> = request.paid_totals().iter().map(|money| locale.money(money)).collect();
    sums.join(" · ")
}

impl RowFacts {
    /// Reads what the rows of these requests need, for all of them at once. `carried` is the filter of the list.
    pub async fn of(
        app: &App,
        who: &SignedIn,
        requests: &[PaymentRequest],
        carried: String,
    ) -> Result<Self, PageError> {
        let (ctx, payee) = (&app.ctx, &who.payee);
        Ok(Self {
            locale: who.locale,
            zone: payee.zone,
            now: ctx.clock.now(),
            carried,
            claimed: ctx.store.claimed_requests(&payee.id).await?.into_iter().collect(),
            marks: TestMarks::of(ctx, &payee.id, requests).await?,
        })
    }

    /// The rows under their days.
    pub fn by_day(&self, requests: &[PaymentRequest]) -> Vec<DayView> {
        let mut days: Vec<(NaiveDate, DayView)> = Vec::new();
        for request in requests {
            let day = self.zone.day_of(request.created_at);
            if days.last().is_none_or(|(last, _)| *last != day) {
                days.push((day, DayView { head: self.head(day), rows: Vec::new() }));
            }
            if let Some((_, view)) = days.last_mut() {
                view.rows.push(self.row(request));
            }
        }
        days.into_iter().map(|(_, view)| view).collect()
    }

    fn head(&self, day: NaiveDate) -> String {
        let (t, today) = (Words::new(self.locale), self.zone.day_of(self.now));
        match (today - day).num_days() {
            0 => t.say("requests-today").into_owned(),
            1 => t.say("requests-yesterday").into_owned(),
            _ => self.locale.day(day),
        }
    }

    /// The row of a request.
    pub fn row(&self, request: &PaymentRequest) -> RowView {
        let (locale, status) = (self.locale, request.status(self.now));
        let is_open = status == Status::Open;
        let claimed = self.claimed.contains(&request.code);
        let query: String = url::form_urlencoded::byte_serialize(self.carried.as_bytes()).collect();
        let words = request.memo.as_ref().map(ToString::to_string).or_else(|| order_view::lines(request));
        let last = match status {
            Status::Paid => request.paid_at,
            Status::Cancelled => request.cancelled_at,
            Status::Expired => request.expires_at,
            Status::Open => None,
        };
        RowView {
            code: request.code.to_string(),
            href: format!("/app/requests/{}?in={query}", request.code),
            memo: words.or(request.reference.as_ref().map(ToString::to_string)),
            amount: amount_text(&request.asked, locale),
            mark: match status {
                _ if claimed => "claimed",
                Status::Open => "",
                over => over.as_str(),
            },
            due: request.due_on.filter(|_| is_open && !claimed).and_then(|due| self.due(due)),
            note: self.note(request, is_open),
            labels: request.labels.iter().map(ToString::to_string).collect(),
            order: order_view::mark(request, is_open),
            when: locale.brief(last.unwrap_or(request.created_at), self.now, self.zone),
            over: matches!(status, Status::Cancelled | Status::Expired),
            archived: request.archived_at.is_some(),
            test: self.marks.is_test(request),
            disabled: request.disabled_at.is_some(),
        }
    }

    /// The sentence about a day for paying that is over.
    fn due(&self, due: NaiveDate) -> Option<String> {
        let today = self.zone.day_of(self.now);
        let t = Words::new(self.locale).with("day", self.locale.brief_day(due, today));
        match (today - due).num_days() {
            ..1 => None,
            1 => Some(t.say("requests-due-yesterday").into_owned()),
            _ => Some(t.say("requests-was-due").into_owned()),
        }
    }

    /// The money that came in, of a request that is paid in parts or several times.
    fn note(&self, request: &PaymentRequest, is_open: bool) -> Option<String> {
        if request.paid_count == 0 {
            return None;
        }
        let t = Words::new(self.locale);
        match (request.unpaid(), request.max_payments) {
            (Some(missing), Some(1)) => {
                is_open.then(|| t.with("amount", self.locale.money(&missing)).say("requests-missing").into_owned())
            }
            _ => {
                let t = t.with("n", self.locale.count(request.paid_count));
                Some(t.with("amount", arrived_text(request, self.locale)).say("requests-paid-times").into_owned())
            }
        }
    }
}
