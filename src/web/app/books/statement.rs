//! `/app/books/statements/{statement}`: what became of a statement's entries, and the decisions about those that wait.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::{counted, short_day, title};
use crate::actions;
use crate::actions::books::import::{confirm_entry, dismiss_entry, undo_statement};
use crate::domain::id::{EntryId, StatementId};
use crate::domain::money::Money;
use crate::domain::payee::Payee;
use crate::domain::request::PaymentRequest;
use crate::domain::request::code::RequestCode;
use crate::domain::statement::EntryState;
use crate::domain::text::filled;
use crate::store::{EntryMatch, EntryRow, RequestFilter, StatementRow};
use crate::web::App;
use crate::web::app::frame::{Frame, Place};
use crate::web::app::paging::cut;
use crate::web::error::PageError;
use crate::web::http::extract::{Deed, DeedForm, PagePath, PageQuery, SignedIn};
use crate::web::view::{amount_text, errors, moment, render};

/// The number of entries a page.
const LENGTH: usize = 25;
/// The number of requests that a search shows.
const FOUND: usize = 8;

/// The queues, in the order in which they are shown.
const QUEUES: [(EntryState, &str); 5] = [
    (EntryState::Matched, "Matched"),
    (EntryState::Suggested, "Suggested"),
    (EntryState::Unmatched, "Unmatched"),
    (EntryState::Dismissed, "Dismissed"),
    (EntryState::Outgoing, "Went out"),
];

/// A link to a queue.
struct QueueView {
    label: &'static str,
    word: &'static str,
    count: i64,
    chosen: bool,
}

/// A request that an entry may pay, or has paid.
struct RequestView {
    code: String,
    text: String,
    amount: String,
    state: &'static str,
    /// The reason for a suggestion.
    why: &'static str,
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
    when: String,
    undone: bool,
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
    state: String,
    after: i64,
    entry: String,
    q: String,
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

async fn request_view(
    app: &App,
    payee: &Payee,
    code: &RequestCode,
    why: &'static str,
) -> Result<Option<RequestView>, PageError> {
    let found = app.ctx.store.request(&payee.id, code).await?;
    Ok(found.map(|request| view(app, &request, why)))
}

fn view(app: &App, request: &PaymentRequest, why: &'static str) -> RequestView {
    let text = request.memo.as_ref().map(ToString::to_string).or(request.reference.as_ref().map(ToString::to_string));
    RequestView {
        code: request.code.to_string(),
        text: text.unwrap_or_default(),
        amount: amount_text(&request.asked),
        state: request.status(app.ctx.clock.now()).as_str(),
        why,
    }
}

async fn entry_view(
    app: &App,
    payee: &Payee,
    entry: &EntryRow,
    matches: &[EntryMatch],
    query: &StatementQuery,
) -> Result<EntryView, PageError> {
    let mut requests = Vec::new();
    if entry.state.is_open() {
        for suggestion in entry.suggestions()? {
            requests.extend(request_view(app, payee, &suggestion.request, suggestion.why.sentence()).await?);
        }
    }
    for part in matches.iter().filter(|part| part.entry_id == entry.id && !part.undone) {
        let why = if part.movement_id.is_some() { "" } else { "Booked before; this is further evidence." };
        requests.extend(request_view(app, payee, &part.request_code, why).await?);
    }
    let is_searched = entry.state.is_open() && query.entry == entry.id.as_str();
    let found = match filled(&query.q).filter(|_| is_searched) {
        Some(words) => {
            let filter = RequestFilter { search: Some(words), ..RequestFilter::default() };
            app.ctx.store.requests(&payee.id, &filter, FOUND, app.ctx.clock.now()).await?
        }
        None => Vec::new(),
    };
    let today = payee.zone.day_of(app.ctx.clock.now());
    Ok(EntryView {
        id: entry.id.to_string(),
        amount: Money::new(entry.amount, entry.currency).human(),
        day: short_day(entry.booking_date, today),
        bank_ref: entry.bank_ref.clone(),
        reversal: entry.reversal,
        is_open: entry.state.is_open(),
        is_dismissed: entry.state == EntryState::Dismissed,
        requests,
        query: is_searched.then(|| query.q.clone()),
        found: found.iter().map(|request| view(app, request, "")).collect(),
    })
}

/// Renders a statement with a part of one queue.
pub(super) async fn page(
    app: &App,
    who: &SignedIn,
    row: &StatementRow,
    query: StatementQuery,
    told: Told,
) -> Result<Response, PageError> {
    let (store, payee) = (&app.ctx.store, &who.payee);
    let chosen = EntryState::parse(&query.state).filter(|state| QUEUES.iter().any(|(queue, _)| queue == state));
    let state = chosen.unwrap_or_else(|| usual(row));
    let mut found = store.statement_entries(&row.id, Some(state), query.after, LENGTH + 1).await?;
    let next = cut(&mut found, LENGTH).map(|last| last.position);
    let matches = store.matches_of_entries(&found).await?;
    let mut entries = Vec::with_capacity(found.len());
    for entry in &found {
        entries.push(entry_view(app, payee, entry, &matches, &query).await?);
    }
    let offered = |queue| queue == state || is_always_offered(queue) || row.counts.of(queue) > 0;
    let queues = QUEUES.into_iter().filter(|(queue, _)| offered(*queue)).map(|(queue, label)| QueueView {
        label,
        word: queue.as_str(),
        count: row.counts.of(queue),
        chosen: queue == state,
    });
    let status = if told.problem.is_some() { StatusCode::CONFLICT } else { StatusCode::OK };
    let page = StatementPage {
        frame: Frame::of(app, who, Place::Books).await?,
        id: row.id.to_string(),
        title: title(row),
        when: moment(row.created_at, payee.zone),
        undone: row.undone_at.is_some(),
        counts: counts_text(row),
        problem: told.problem,
        warnings: told.warnings,
        queues: queues.collect(),
        state: state.as_str(),
        after: query.after,
        next,
        entries,
    };
    render(status, &page)
}

/// Returns whether a queue is offered even when it is empty.
fn is_always_offered(queue: EntryState) -> bool {
    matches!(queue, EntryState::Matched | EntryState::Suggested | EntryState::Unmatched)
}

/// "44 entries, 2 of them known before, 1 not booked by the bank yet".
fn counts_text(row: &StatementRow) -> String {
    let mut text = counted(row.entries, "entry", "entries");
    if row.duplicates > 0 {
        text.push_str(&format!(", {} known before", counted(row.duplicates, "of them", "of them")));
    }
    if row.pending > 0 {
        text.push_str(&format!("; {} more that the bank hasn’t booked yet", counted(row.pending, "entry", "entries")));
    }
    text
}

async fn own(app: &App, payee: &Payee, id: &StatementId) -> Result<StatementRow, PageError> {
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

/// The form of a decision: where the payee was, and the request for a confirmation.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ConfirmForm {
    state: String,
    after: i64,
    request: String,
}

impl Deed for ConfirmForm {
    const NAME: &'static str = "confirm-entry";
}

/// `POST /app/books/statements/{statement}/entries/{entry}/confirm`: books an entry's money for a request.
pub async fn confirm(
    State(app): State<App>,
    who: SignedIn,
    PagePath((id, entry)): PagePath<(StatementId, EntryId)>,
    DeedForm(ConfirmForm { state, after, request }): DeedForm<ConfirmForm>,
) -> Result<Response, PageError> {
    let done = confirm_entry(&app.ctx, &who.payee, (&id, &entry), filled(&request), None).await.map(drop);
    decided(&app, &who, &id, StatementQuery { state, after, ..StatementQuery::default() }, done).await
}

/// The form that puts an entry aside.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct DismissForm {
    state: String,
    after: i64,
}

impl Deed for DismissForm {
    const NAME: &'static str = "dismiss-entry";
}

/// `POST /app/books/statements/{statement}/entries/{entry}/dismiss`: puts an entry aside.
pub async fn dismiss(
    State(app): State<App>,
    who: SignedIn,
    PagePath((id, entry)): PagePath<(StatementId, EntryId)>,
    DeedForm(DismissForm { state, after }): DeedForm<DismissForm>,
) -> Result<Response, PageError> {
    let done = dismiss_entry(&app.ctx, &who.payee, (&id, &entry), None).await.map(drop);
    decided(&app, &who, &id, StatementQuery { state, after, ..StatementQuery::default() }, done).await
}

/// The form that undoes an import.
#[derive(Debug, Deserialize)]
pub struct UndoForm {}

impl Deed for UndoForm {
    const NAME: &'static str = "undo-import";
}

/// `POST /app/books/statements/{statement}/undo`: takes back what the import booked.
pub async fn undo(
    State(app): State<App>,
    who: SignedIn,
    PagePath(id): PagePath<StatementId>,
    DeedForm(UndoForm {}): DeedForm<UndoForm>,
) -> Result<Response, PageError> {
    let done = undo_statement(&app.ctx, &who.payee, &id, None).await.map(drop);
    decided(&app, &who, &id, StatementQuery::default(), done).await
}

/// Leads back to the queue, or shows it with the reason why nothing was done.
async fn decided(
    app: &App,
    who: &SignedIn,
    id: &StatementId,
    query: StatementQuery,
    done: Result<(), actions::Error>,
) -> Result<Response, PageError> {
    let problem = match done {
        Ok(()) => {
            let state = EntryState::parse(&query.state).map(EntryState::as_str).unwrap_or_default();
            let place = format!("/app/books/statements/{id}?state={state}&after={}", query.after);
            return Ok(Redirect::to(&place).into_response());
        }
        Err(actions::Error::Invalid(fields)) => {
            errors(&who.words(), fields).into_iter().map(|error| error.detail).collect::<Vec<_>>().join(" ")
        }
        Err(actions::Error::Conflict(key)) => who.words().say(key).into_owned(),
        Err(error) => return Err(error.into()),
    };
    let row = own(app, &who.payee, id).await?;
    page(app, who, &row, query, Told { problem: Some(problem), ..Told::default() }).await
}
