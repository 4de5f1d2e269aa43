//! `/app/books/statements/{statement}`: what became of a statement's entries, and the decisions about those that wait.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;

use super::{counted, said, title};
use crate::actions;
use crate::actions::books::import::{RecordedBefore, recorded_before, recorded_for};
use crate::domain::id::StatementId;
use crate::domain::money::Money;
use crate::domain::payee::Payee;
use crate::domain::payment::Payment;
use crate::domain::request::code::RequestCode;
use crate::domain::request::{PaymentRequest, RequestAmount};
use crate::domain::statement::{EntryState, Reason};
use crate::domain::text::filled;
use crate::locale::{Locale, Words};
use crate::store::{EntryMatch, EntryRow, RequestFilter, StatementRow};
use crate::web::App;
use crate::web::app::frame::{Frame, NavigationPlace};
use crate::web::app::paging::cut;
use crate::web::app::payments::way_name;
use crate::web::error::PageError;
use crate::web::http::extract::{PagePath, PageQuery, SignedIn};
use crate::web::view::render;

/// The number of entries a page.
const LENGTH: usize = 25;
/// The number of requests that a search shows.
const FOUND: usize = 8;

/// The queues, in the order in which they are shown, with the keys of their names.
const QUEUES: [(EntryState, &str); 5] = [
    (EntryState::Matched, "books-matched"),
    (EntryState::Suggested, "books-suggested"),
    (EntryState::Unmatched, "books-unmatched"),
    (EntryState::Dismissed, "books-dismissed"),
    (EntryState::Outgoing, "books-outgoing"),
];

/// A link to a queue.
struct QueueView {
    label: String,
    word: &'static str,
    count: String,
    chosen: bool,
}

/// A request that an entry may pay, or has paid.
struct RequestView {
    code: String,
    text: String,
    amount: String,
    state: &'static str,
    /// The reason for a suggestion.
    why: String,
    /// The text with the amount: "Cake, €33.00".
    named: String,
    /// The payments that were recorded for it before and may be the entry's money.
    recorded: Vec<RecordedPaymentView>,
}

/// A payment that was recorded before.
struct RecordedPaymentView {
    id: String,
    /// Its way and day: "By hand · 24 Nov".
    text: String,
}

/// An entry. It has nothing of a payer.
struct EntryView {
    id: String,
    amount: String,
    day: String,
    bank_ref: Option<String>,
    reversal: bool,
    is_open: bool,
    is_dismissed: bool,
    requests: Vec<RequestView>,
    /// The entry that is looked at once this one is decided.
    next: String,
    /// The words of a search for a request, where that is under way.
    query: Option<String>,
    found: Vec<RequestView>,
}

#[derive(Template)]
#[template(path = "app/books_statement.html")]
struct StatementPage {
    frame: Frame,
    id: String,
    title: String,
    undone: bool,
    has_nothing_new: bool,
    counts: String,
    problem: Option<String>,
    warnings: Vec<String>,
    queues: Vec<QueueView>,
    state: &'static str,
    after: i64,
    entries: Vec<EntryView>,
    next: Option<i64>,
}

/// The queue, the place in it, and a search for the request of an entry.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct StatementQuery {
    pub(super) state: String,
    pub(super) after: i64,
    pub(super) entry: String,
    pub(super) q: String,
}

/// The messages above the entries.
#[derive(Debug, Default)]
pub(super) struct Told {
    /// Faults of the file that didn't make it unreadable.
    pub warnings: Vec<String>,
    /// The reason why a decision was not carried out.
    pub problem: Option<String>,
}

/// The queue that is shown where none is chosen: what is quickest to decide.
fn usual(row: &StatementRow) -> EntryState {
    match &row.counts {
        counts if counts.suggested > 0 => EntryState::Suggested,
        counts if counts.unmatched > 0 => EntryState::Unmatched,
        _ => EntryState::Matched,
    }
}

/// A reason in the reader's language.
fn why_text(locale: Locale, reason: Reason) -> String {
    let key = match reason {
        Reason::OtherCurrency => "books-why-currency",
        Reason::SeveralReferences => "books-why-several",
        Reason::PaidAlready => "books-why-paid",
        Reason::BookedFromOtherFile => "books-why-booked",
        Reason::RecordedBefore => "books-why-recorded",
        Reason::BankKept => "books-why-kept",
        Reason::Ambiguous => "books-why-ambiguous",
        Reason::OwnReference => "books-why-own",
        Reason::Claimed => "books-why-claimed",
        Reason::AmountAndTime => "books-why-amount",
        Reason::TakenBack => "books-why-taken-back",
    };
    Words::new(locale).say(key).into_owned()
}

/// The amount of a request: "€25.00", "Between €5.00 and €50.00."
fn asked_text(locale: Locale, asked: &RequestAmount) -> String {
    if let RequestAmount::Fixed(money) = asked {
        return locale.money(money);
    }
    let bound = |money: Option<Money>| money.map(|money| locale.money(&money));
    let words = Words::new(locale).with("currency", asked.currency().code());
    let text = match (bound(asked.min()), bound(asked.max())) {
        (Some(min), Some(max)) => words.with("min", min).with("max", max).say("bounds-between"),
        (Some(min), None) => words.with("min", min).say("bounds-from"),
        (None, Some(max)) => words.with("max", max).say("bounds-to"),
        (None, None) => words.say("any-amount"),
    };
    text.into_owned()
}

/// Builds the views of a statement's entries.
struct Views<'a> {
    app: &'a App,
    payee: &'a Payee,
    locale: Locale,
    query: &'a StatementQuery,
}

impl Views<'_> {
    fn request(&self, request: &PaymentRequest, why: String) -> RequestView {
        let text =
            request.memo.as_ref().map(ToString::to_string).or(request.reference.as_ref().map(ToString::to_string));
        let text = text.unwrap_or_default();
        let amount = asked_text(self.locale, &request.asked);
        let named = if text.is_empty() { amount.clone() } else { format!("{text}, {amount}") };
        RequestView {
            named,
            code: request.code.to_string(),
            state: request.status(self.app.ctx.clock.now()).as_str(),
            text,
            amount,
            why,
            recorded: Vec::new(),
        }
    }

    fn payment(&self, payment: &Payment) -> RecordedPaymentView {
        let (zone, now) = (self.payee.zone, self.app.ctx.clock.now());
        let way = way_name(&self.app.ctx, &payment.rail, &Words::new(self.locale));
        let day = payment.settled_on(zone).map(|day| self.locale.short_day(day, zone.day_of(now)));
        let text = [Some(way), day].into_iter().flatten().collect::<Vec<_>>().join(" · ");
        RecordedPaymentView { id: payment.id.to_string(), text }
    }

    /// A request that may be the entry's, with the payments that may be its money.
    fn choice(&self, request: &PaymentRequest, why: String, recorded: &[Payment]) -> RequestView {
        let recorded = recorded.iter().map(|payment| self.payment(payment)).collect();
        RequestView { recorded, ..self.request(request, why) }
    }

    fn money(&self, entry: &EntryRow) -> String {
        self.locale.money(&Money::new(entry.amount, entry.currency))
    }

    async fn request_of(&self, code: &RequestCode, why: String) -> Result<Option<RequestView>, PageError> {
        let found = self.app.ctx.store.request(&self.payee.id, code).await?;
        Ok(found.map(|request| self.request(&request, why)))
    }

    async fn entry(
        &self,
        entry: &EntryRow,
        matches: &[EntryMatch],
        recorded: &[RecordedBefore],
        next: String,
    ) -> Result<EntryView, PageError> {
        let words = Words::new(self.locale);
        let mut requests = Vec::new();
        if entry.state.is_open() {
            for suggestion in entry.suggestions()? {
                let why = why_text(self.locale, suggestion.why);
                let own = recorded.iter().find(|own| own.entry == entry.id && own.request == suggestion.request);
                let recorded = own.map(|own| own.payments.iter().map(|payment| self.payment(payment)).collect());
                let request = self.request_of(&suggestion.request, why).await?;
                requests
                    .extend(request.map(|request| RequestView { recorded: recorded.unwrap_or_default(), ..request }));
            }
        }
        for part in matches.iter().filter(|part| part.entry_id == entry.id && !part.undone) {
            let is_booked = part.movement_id.is_some();
            let why = if is_booked { String::new() } else { words.say("books-booked-before").into_owned() };
            requests.extend(self.request_of(&part.request_code, why).await?);
        }
        // The query’s search belongs to one entry; under all others the field is empty.
        let is_searched = entry.state.is_open() && self.query.entry == entry.id.as_str();
        let now = self.app.ctx.clock.now();
        let mut found = Vec::new();
        if let Some(words) = filled(&self.query.q).filter(|_| is_searched) {
            let filter = RequestFilter { search: Some(words), ..RequestFilter::default() };
            for request in self.app.ctx.store.requests(&self.payee.id, &filter, FOUND, now).await? {
                let recorded = recorded_for(&self.app.ctx, self.payee, entry, &request.code).await?;
                found.push(self.choice(&request, String::new(), &recorded));
            }
        }
        let day = self.locale.short_day(entry.booking_date, self.payee.zone.day_of(now));
        Ok(EntryView {
            id: entry.id.to_string(),
            amount: self.money(entry),
            day,
            next,
            bank_ref: entry.bank_ref.clone(),
            reversal: entry.reversal,
            is_open: entry.state.is_open(),
            is_dismissed: entry.state == EntryState::Dismissed,
            requests,
            query: is_searched.then(|| self.query.q.clone()),
            found,
        })
    }
}

/// Renders a statement with a part of one queue.
pub(super) async fn page(
    app: &App,
    who: &SignedIn,
    row: &StatementRow,
    query: StatementQuery,
    told: Told,
) -> Result<Response, PageError> {
    let (store, payee, locale) = (&app.ctx.store, &who.payee, who.locale);
    let chosen = EntryState::parse(&query.state).filter(|state| QUEUES.iter().any(|(queue, _)| queue == state));
    let state = chosen.unwrap_or_else(|| usual(row));
    // One more than is shown tells whether there is a next part.
    let mut found = store.statement_entries(&row.id, Some(state), query.after, LENGTH + 1).await?;
    let more = cut(&mut found, LENGTH).map(|last| last.position);
    let matches = store.matches_of_entries(&found).await?;
    let recorded = recorded_before(&app.ctx, payee, &found).await?;
    let views = Views { app, payee, locale, query: &query };
    let mut entries = Vec::with_capacity(found.len());
    for (index, entry) in found.iter().enumerate() {
        // A decided entry leaves its queue: the page goes on with the one below, or with the one above where none is left.
        let next = found.get(index + 1).or_else(|| found.get(index.checked_sub(1)?));
        let next = next.map(|next| next.id.to_string()).unwrap_or_default();
        entries.push(views.entry(entry, &matches, &recorded, next).await?);
    }
    let offered = |queue| queue == state || is_always_offered(queue) || row.counts.of(queue) > 0;
    let queues = QUEUES.into_iter().filter(|(queue, _)| offered(*queue)).map(|(queue, key)| QueueView {
        label: Words::new(locale).say(key).into_owned(),
        word: queue.as_str(),
        count: locale.count(row.counts.of(queue)),
        chosen: queue == state,
    });
    let status = if told.problem.is_some() { StatusCode::CONFLICT } else { StatusCode::OK };
    let page = StatementPage {
        frame: Frame::of(app, who, NavigationPlace::Books).await?,
        id: row.id.to_string(),
        title: title(locale, row),
        undone: row.undone_at.is_some(),
        has_nothing_new: row.has_nothing_new(),
        counts: counts_text(locale, payee, row),
        problem: told.problem,
        warnings: told.warnings,
        queues: queues.collect(),
        state: state.as_str(),
        after: query.after,
        next: more,
        entries,
    };
    render(status, &page)
}

/// Returns whether a queue is offered even when it is empty.
fn is_always_offered(queue: EntryState) -> bool {
    matches!(queue, EntryState::Matched | EntryState::Suggested | EntryState::Unmatched)
}

/// "44 entries · 2 of them known before · 1 more that the bank hasn’t booked yet · Imported on 26 November 2026, 14:02".
fn counts_text(locale: Locale, payee: &Payee, row: &StatementRow) -> String {
    let mut parts = vec![counted(locale, "books-entries", row.entries)];
    if row.duplicates > 0 {
        parts.push(counted(locale, "books-known-before", row.duplicates));
    }
    if row.pending > 0 {
        parts.push(counted(locale, "books-not-booked", row.pending));
    }
    parts.push(said(locale, "books-imported-at", "moment", locale.moment(row.created_at, payee.zone)));
    parts.join(" · ")
}

/// The statement, if it is the payee's.
pub(super) async fn own(app: &App, payee: &Payee, id: &StatementId) -> Result<StatementRow, PageError> {
    Ok(app.ctx.store.statement(&payee.id, id).await?.ok_or(actions::Error::NotFound)?)
}

/// `GET /app/books/statements/{statement}`: the statement's queues.
pub async fn show(
    State(app): State<App>,
    who: SignedIn,
    PagePath(id): PagePath<StatementId>,
    PageQuery(query): PageQuery<StatementQuery>,
) -> Result<Response, PageError> {
    let row = own(&app, &who.payee, &id).await?;
    page(&app, &who, &row, query, Told::default()).await
}
