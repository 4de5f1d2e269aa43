//! `/app/requests`: the list of the payee's requests, its filters and totals, and what is done with several of them.

mod labels;
mod many;
mod pane;
mod query;
mod rows;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

pub use self::labels::{archive, delete, of_request, of_settings, rename, set, unarchive};
pub use self::many::{archive_many, cancel_many, csv, label_many, show as show_many, unarchive_many};
pub use self::pane::ListPane;
pub use self::query::ListQuery;
use self::query::UnreadFilter;
use self::rows::DayView;
pub use self::rows::{RowFacts, RowView, amount_text, arrived_text};
use super::paging::cut;
use super::payments::way_name;
use crate::domain::access::Right;
use crate::domain::request::Status;
use crate::locale::Words;
use crate::store::{MOST_ADDED_UP, RequestFilter, RequestTotals};
use crate::web::App;
use crate::web::app::frame::{Frame, NavigationPlace};
use crate::web::error::PageError;
use crate::web::http::extract::{PageQuery, SignedIn};
use crate::web::view::render;

/// The number of requests a page.
const LENGTH: usize = 25;
/// The number up to which a chip counts.
const COUNTED: i64 = 1000;

/// A chip above the list: a filter that is on or off.
struct ChipView {
    text: String,
    count: Option<String>,
    href: String,
    is_on: bool,
}

/// A label or a way to filter by.
struct FilterOptionView {
    value: String,
    text: String,
    is_chosen: bool,
}

#[derive(Template)]
#[template(path = "app/list.html")]
struct ListPage {
    frame: Frame,
    query: ListQuery,
    chips: Vec<ChipView>,
    /// The filters that the search form passes on: all but the search.
    kept: Vec<(&'static str, String)>,
    /// The filter in one text, for the pages that lead back to the list.
    carried: String,
    days: Vec<DayView>,
    totals: TotalsView,
    labels: Vec<FilterOptionView>,
    ways: Vec<FilterOptionView>,
    unread: Vec<UnreadFilter>,
    told: Vec<String>,
    zone: String,
    older: Option<String>,
    select: String,
    has_methods: bool,
    has_any: bool,
}

/// The totals of the list as text.
pub(super) struct TotalsView {
    /// The number of requests.
    pub count: String,
    /// The sums, a currency each.
    pub sums: Vec<String>,
}

impl TotalsView {
    fn of(totals: &RequestTotals, who: &SignedIn) -> Self {
        let RequestTotals { count, more, sums } = totals;
        let number = i64::try_from(*count).unwrap_or(i64::MAX);
        let t = Words::new(who.locale).with_count("count", number).with("n", who.locale.count(number));
        let count = if *more { t.say("requests-more-than") } else { t.say("requests-count") };
        Self { count: count.into_owned(), sums: sums.iter().map(|money| who.locale.money(money)).collect() }
    }
}

impl ListPage {
    /// Returns whether a role may change requests.
    fn may_change(&self) -> bool {
        self.frame.may(Right::MakeRequests)
    }

    /// Returns whether a field of the filter can't be read.
    fn is_unread(&self, field: &str) -> bool {
        self.unread.iter().any(|unread| unread.field == field)
    }
}

async fn chips(app: &App, who: &SignedIn, query: &ListQuery, look: i64) -> Result<Vec<ChipView>, PageError> {
    let (store, now, t) = (&app.ctx.store, app.ctx.clock.now(), who.words());
    let open = RequestFilter { status: Some(Status::Open), ..RequestFilter::default() };
    let overdue = RequestFilter { overdue: Some(who.payee.zone.day_of(now)), ..RequestFilter::default() };
    let mut counts = Vec::new();
    for filter in [open, overdue] {
        let count = store.count_requests(&who.payee.id, &filter, COUNTED, now).await?;
        counts.push((count > 0).then(|| match count {
            COUNTED => format!("{}+", who.locale.count(COUNTED - 1)),
            few => who.locale.count(few),
        }));
    }
    let mut counts = counts.into_iter();
    let mut counted = || counts.next().flatten();
    let chip = |text: &str, count, (name, value): (&'static str, &str), is_on| ChipView {
        text: text.to_owned(),
        count,
        href: query.turned(name, value),
        is_on,
    };
    let is_all = query.status.is_empty() && !query.is_look() && !query.is_overdue() && !query.is_archived();
    let all = chip(&t.say("requests-all"), None, ("status", ""), is_all);
    let open = chip(&t.say("app-state-open"), counted(), ("status", "open"), query.status == "open");
    // The cards of what needs a look are a page of their own, and the number is that of the app's bar.
    let look = ChipView {
        text: t.say("requests-look").into_owned(),
        count: (look > 0).then(|| who.locale.count(look)),
        href: "/app/look".to_owned(),
        is_on: query.is_look(),
    };
    let overdue = chip(&t.say("requests-overdue"), counted(), ("overdue", "1"), query.is_overdue());
    let paid = chip(&t.say("app-state-paid"), None, ("status", "paid"), query.status == "paid");
    Ok(vec![all, open, look, overdue, paid])
}

/// The labels that the payee uses.
async fn labels(app: &App, who: &SignedIn, query: &ListQuery) -> Result<Vec<FilterOptionView>, PageError> {
    let labels = app.ctx.store.labels(&who.payee.id).await?;
    let option =
        |label: String| FilterOptionView { is_chosen: label == query.label, value: label.clone(), text: label };
    Ok(labels.iter().map(|label| option(label.to_string())).collect())
}

/// The ways by which the payee's requests were paid, or were to be.
async fn ways(app: &App, who: &SignedIn, query: &ListQuery) -> Result<Vec<FilterOptionView>, PageError> {
    let (ways, t) = (app.ctx.store.ways(&who.payee.id).await?, who.words());
    let option =
        |way: String| FilterOptionView { is_chosen: way == query.way, text: way_name(&app.ctx, &way, &t), value: way };
    let mut options: Vec<_> = ways.into_iter().map(option).collect();
    options.sort_by(|one, other| one.text.cmp(&other.text));
    Ok(options)
}

/// `GET /app/requests`: the payee's requests, newest first.
pub async fn show(
    State(app): State<App>,
    who: SignedIn,
    PageQuery(query): PageQuery<ListQuery>,
) -> Result<Response, PageError> {
    let (ctx, payee, now) = (&app.ctx, &who.payee, app.ctx.clock.now());
    let (filter, unread) = query.filter(payee, now);
    let mut found = ctx.store.requests(&payee.id, &filter, LENGTH + 1, now).await?;
    let older = cut(&mut found, LENGTH).map(|last| query.older(last));
    let totals = match (&filter.after, &older) {
        // A list of one page is added up as it is.
        (None, None) => RequestTotals::of(&found, &filter, now).map_err(crate::actions::Error::from)?,
        _ => ctx.store.request_totals(&payee.id, &filter, now).await?,
    };
    debug_assert!(totals.count <= MOST_ADDED_UP);
    let rows = RowFacts::of(&app, &who, &found, query.carried()).await?;
    let has_any = !found.is_empty() || query.is_filtered() || query.is_placed();
    let frame = Frame::of(&app, &who, NavigationPlace::Requests).await?;
    let page = ListPage {
        chips: chips(&app, &who, &query, frame.look).await?,
        frame,
        kept: query.kept(),
        carried: query.carried(),
        days: rows.by_day(&found),
        totals: TotalsView::of(&totals, &who),
        labels: labels(&app, &who, &query).await?,
        ways: ways(&app, &who, &query).await?,
        unread,
        told: query.told(&who),
        zone: Words::new(who.locale).with("zone", payee.zone.name()).say("app-zone").into_owned(),
        older,
        select: query.selecting(!query.is_selecting()),
        has_methods: !ctx.store.offered_methods(&payee.id).await?.is_empty(),
        has_any,
        query,
    };
    render(StatusCode::OK, &page)
}
