//! `/app/bulk`: many links by one table. It is checked and shown before anything is made.

use askama::Template;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::list::{RowFacts, RowView, amount_text, csv};
use super::one_time::{FormId, find_kept, once_kept};
use crate::actions;
use crate::actions::requests::bulk::create_requests;
use crate::domain::field::FieldError;
use crate::domain::method::OfferedMethod;
use crate::domain::money::currency::Currency;
use crate::domain::request::code::RequestCode;
use crate::domain::request::sheet::{MAX_BYTES, MAX_ROWS, Sheet, SheetColumn};
use crate::domain::request::terms::Terms;
use crate::domain::request::{Origin, PaymentRequest, RequestAmount};
use crate::rails::registry::Payability;
use crate::store::StoredAnswer;
use crate::web::App;
use crate::web::app::frame::{Frame, NavigationPlace};
use crate::web::error::{PAYEE_DISABLED, PageError};
use crate::web::http::extract::{Deed, PagePath, SheetForm, SignedIn};
use crate::web::sheet::{CheckedSheet, RowOutcome, kept, outcomes, read_kept, told};
use crate::web::view::{FieldErrorView, counted, errors, render};

#[derive(Template)]
#[template(path = "app/bulk.html")]
struct BulkPage {
    frame: Frame,
    once: String,
    /// The table as text, to be corrected.
    sheet: String,
    /// The name of the field that the table came in.
    field: &'static str,
    /// The errors of the table as a whole.
    errors: Vec<FieldErrorView>,
    /// The currency of rows that name none.
    currency: &'static str,
    has_methods: bool,
    /// Remarks on currencies of the table that no way to be paid takes.
    unpaid: Vec<String>,
    /// The names of the columns.
    columns: String,
    max_rows: String,
    checked: Option<CheckedView>,
}

/// A table as it was understood.
struct CheckedView {
    /// The number of links that can be made, as a sentence.
    good: String,
    /// The label of the button; empty where no row is right.
    make: String,
    /// The number of rows to be corrected, as a sentence.
    bad: Option<String>,
    /// The rows that are wrong, and then the others.
    rows: Vec<SheetRowView>,
    /// The currencies of the rows that are right.
    currencies: Vec<Currency>,
}

/// A row of a table.
struct SheetRowView {
    number: String,
    amount: String,
    words: String,
    due: Option<String>,
    errors: Vec<FieldErrorView>,
}

impl SheetRowView {
    fn of(who: &SignedIn, sheet: &Sheet, at: usize, terms: Option<&Terms>, errors: Vec<FieldErrorView>) -> Self {
        let cells = sheet.rows.get(at).map(Vec::as_slice).unwrap_or_default();
        let cell = |column| sheet.cell(cells, column);
        let words = [SheetColumn::Memo, SheetColumn::Reference].map(cell).into_iter().find(|text| !text.is_empty());
        let typed = || [cell(SheetColumn::Amount), cell(SheetColumn::Currency)].join(" ").trim().to_owned();
        Self {
            number: who
                .locale
                .count(sheet.numbers.get(at).and_then(|number| i64::try_from(*number).ok()).unwrap_or(i64::MAX)),
            amount: terms.map_or_else(typed, |terms| amount_text(&terms.asked, who.locale)),
            words: words.unwrap_or_default().to_owned(),
            due: terms.and_then(|terms| terms.due_on).map(|day| who.locale.day(day)),
            errors,
        }
    }
}

impl CheckedView {
    fn of(who: &SignedIn, sheet: &Sheet, checked: CheckedSheet) -> Self {
        let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        let (good, bad) = (count(checked.terms.len()), count(checked.wrong()));
        let currencies = distinct(checked.terms.iter().map(|terms| terms.asked.currency()));
        let mut terms = checked.terms.iter();
        let mut rows = Vec::with_capacity(sheet.rows.len());
        for (at, problems) in checked.errors.into_iter().enumerate() {
            let terms = if problems.is_empty() { terms.next() } else { None };
            rows.push(SheetRowView::of(who, sheet, at, terms, errors(&who.words(), problems)));
        }
        rows.sort_by_key(|row| row.errors.is_empty());
        let make = if bad > 0 { "bulk-make-good" } else { "bulk-make" };
        Self {
            good: counted(who.locale, "bulk-good", good),
            make: if good > 0 { counted(who.locale, make, good) } else { String::new() },
            bad: (bad > 0).then(|| counted(who.locale, "bulk-bad", bad)),
            rows,
            currencies,
        }
    }
}

/// Each currency once, in the order in which they come first.
fn distinct(currencies: impl Iterator<Item = Currency>) -> Vec<Currency> {
    let mut found = Vec::new();
    for currency in currencies {
        if !found.contains(&currency) {
            found.push(currency);
        }
    }
    found
}

/// Remarks on the currencies that none of a payee's methods takes, whatever the amount; none where it has no method at all.
fn unpaid(app: &App, who: &SignedIn, methods: &[OfferedMethod], currencies: &[Currency]) -> Vec<String> {
    let is_unpaid = |currency: &Currency| {
        let open = RequestAmount::Open { currency: *currency, min: None, max: None };
        !matches!(app.ctx.rails.payability(methods, &open, None), Payability::Payable)
    };
    let unpaid = currencies.iter().filter(|currency| !methods.is_empty() && is_unpaid(currency));
    unpaid.map(|currency| who.words().with("currency", currency.code()).say("new-currency-unpaid").into()).collect()
}

/// A table as it was sent.
struct SentTable {
    bytes: Bytes,
    /// The name of the field that it came in.
    field: &'static str,
}

impl SentTable {
    /// The table as text, to be corrected. Empty for one that is too long, of which a part would pass for the whole.
    fn text(&self) -> String {
        let bytes = Some(&*self.bytes).filter(|bytes| bytes.len() <= MAX_BYTES).unwrap_or_default();
        std::str::from_utf8(bytes).unwrap_or_default().trim_start_matches('\u{feff}').to_owned()
    }
}

async fn page(
    app: &App,
    who: &SignedIn,
    sent: &SentTable,
    wrong: Vec<FieldError>,
    checked: Option<CheckedView>,
) -> Result<Response, PageError> {
    let is_refused = !wrong.is_empty() || checked.as_ref().is_some_and(|checked| checked.bad.is_some());
    let methods = app.ctx.store.offered_methods(&who.payee.id).await.map_err(actions::Error::from)?;
    let currencies = checked.as_ref().map(|checked| checked.currencies.as_slice()).unwrap_or_default();
    let page = BulkPage {
        frame: Frame::of(app, who, NavigationPlace::New).await?,
        once: FormId::draw(app),
        sheet: sent.text(),
        field: sent.field,
        currency: who.payee.currency.code(),
        has_methods: !methods.is_empty(),
        unpaid: unpaid(app, who, &methods, currencies),
        errors: errors(&who.words(), wrong),
        columns: SheetColumn::names().join(", "),
        max_rows: who.locale.count(i64::try_from(MAX_ROWS).unwrap_or(i64::MAX)),
        checked,
    };
    render(if is_refused { StatusCode::BAD_REQUEST } else { StatusCode::OK }, &page)
}

/// Reads a table, and checks its rows by the notation of the reader's language.
fn check(app: &App, who: &SignedIn, bytes: &[u8]) -> Result<(Sheet, CheckedSheet), Vec<FieldError>> {
    let sheet = Sheet::read(bytes)?;
    let payee = &who.payee;
    let rows = sheet.check(who.locale.notation(), payee.currency, payee.language, app.ctx.clock.now());
    Ok((sheet, CheckedSheet::of(rows)))
}

/// `GET /app/bulk`: the form for a table.
pub async fn show(State(app): State<App>, who: SignedIn) -> Result<Response, PageError> {
    page(&app, &who, &SentTable { bytes: Bytes::new(), field: "file" }, Vec::new(), None).await
}

/// The form that has a table checked.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct CheckForm {}

impl Deed for CheckForm {
    const NAME: &'static str = "check-bulk";
}

/// `POST /app/bulk`: shows what would be made of a table, and what is wrong with it. Nothing is stored.
pub async fn preview(
    State(app): State<App>,
    who: SignedIn,
    SheetForm { form: CheckForm {}, sheet: bytes, field }: SheetForm<CheckForm>,
) -> Result<Response, PageError> {
    let sent = SentTable { bytes, field };
    match check(&app, &who, &sent.bytes) {
        Ok((sheet, checked)) => page(&app, &who, &sent, Vec::new(), Some(CheckedView::of(&who, &sheet, checked))).await,
        Err(wrong) => page(&app, &who, &sent, wrong, None).await,
    }
}

/// The form that makes the links of a checked table.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct MakeForm {
    once: String,
    /// The currency of rows that name none, as the page showed them.
    currency: String,
    /// Sent where the page has said which rows are left out.
    partial: Option<String>,
}

impl Deed for MakeForm {
    const NAME: &'static str = "make-bulk";
}

/// `POST /app/bulk/make`: makes the links of a table, all in one transaction.
pub async fn make(
    State(app): State<App>,
    who: SignedIn,
    SheetForm { form, sheet: bytes, field }: SheetForm<MakeForm>,
) -> Result<Response, PageError> {
    let sent = SentTable { bytes, field };
    let id = FormId::received(&form.once, app.ctx.clock.now());
    let (sheet, checked, id) = match (check(&app, &who, &sent.bytes), id) {
        (Ok((sheet, checked)), Ok(id)) => (sheet, checked, id),
        (Err(wrong), _) => return page(&app, &who, &sent, wrong, None).await,
        (Ok(_), Err(outdated)) => return page(&app, &who, &sent, vec![outdated], None).await,
    };
    if let Some((place, _)) = find_kept(&app, &who.payee.id, &id).await? {
        return Ok(Redirect::to(&place).into_response());
    }
    // Another member may have changed the currency since the page said what would be made: it is shown again.
    if form.currency != who.payee.currency.code() || !checked.is_to_be_made(form.partial.is_some()) {
        return page(&app, &who, &sent, Vec::new(), Some(CheckedView::of(&who, &sheet, checked))).await;
    }
    match create(&app, &who, &id, (&sheet, &checked)).await {
        Err(actions::Error::PayeeDisabled) => {
            let disabled = vec![FieldError::plain("form", "payee_disabled", PAYEE_DISABLED)];
            page(&app, &who, &sent, disabled, None).await
        }
        made => Ok(made?),
    }
}

/// Makes the links of the rows that are right, once for a form, and returns the redirection to them.
async fn create(
    app: &App,
    who: &SignedIn,
    id: &FormId,
    (sheet, checked): (&Sheet, &CheckedSheet),
) -> Result<Response, actions::Error> {
    let numbers = sheet.numbers.clone();
    let errors: Vec<_> = checked.errors.iter().map(|errors| told(errors)).collect();
    let location = format!("/app/bulk/{}", id.as_str());
    let render = move |made: &Vec<PaymentRequest>| StoredAnswer {
        status: StatusCode::SEE_OTHER.as_u16().into(),
        location: Some(location.clone()),
        body: kept(&outcomes(&numbers, &errors, made)),
    };
    let (ctx, payee) = (&app.ctx, &who.payee.id);
    let make = |answer_key| create_requests(ctx, payee, &checked.terms, Origin::Page, Some(answer_key));
    once_kept(app, payee, id, render, make).await
}

#[derive(Template)]
#[template(path = "app/bulk_made.html")]
struct MadePage {
    frame: Frame,
    /// The address of the table.
    file: String,
    /// The number of links that were made, as a sentence.
    made: String,
    /// Remarks on currencies of the links that no way to be paid takes.
    unpaid: Vec<String>,
    /// The numbers of the rows of which none was made, with their errors.
    left: Vec<LeftView>,
    rows: Vec<RowView>,
}

/// A row of which no link was made.
struct LeftView {
    number: String,
    error: String,
}

/// The requests that a form made, in the order of its rows, and the outcomes of these.
async fn made(app: &App, who: &SignedIn, id: &FormId) -> Result<(Vec<PaymentRequest>, Vec<RowOutcome>), PageError> {
    let kept = find_kept(app, &who.payee.id, id).await?.and_then(|(_, body)| read_kept(&body));
    let outcomes = kept.ok_or(actions::Error::NotFound)?;
    let codes: Vec<_> = outcomes.iter().filter_map(|row| RequestCode::parse(row.code.as_deref()?)).collect();
    let requests = app.ctx.store.requests_of(&who.payee.id, &codes).await.map_err(actions::Error::from)?;
    Ok((requests, outcomes))
}

/// `GET /app/bulk/{id}`: the links that were made of a table, for as long as answers are kept.
pub async fn show_made(
    State(app): State<App>,
    who: SignedIn,
    PagePath(id): PagePath<FormId>,
) -> Result<Response, PageError> {
    let (requests, outcomes) = made(&app, &who, &id).await?;
    let rows = RowFacts::of(&app, &who, &requests, String::new()).await?;
    let number = |row: usize| who.locale.count(i64::try_from(row).unwrap_or(i64::MAX));
    let left = outcomes.into_iter();
    let left = left.filter_map(|row| Some(LeftView { number: number(row.number), error: row.error? })).collect();
    let methods = app.ctx.store.offered_methods(&who.payee.id).await.map_err(actions::Error::from)?;
    let currencies = distinct(requests.iter().map(|request| request.asked.currency()));
    let page = MadePage {
        frame: Frame::of(&app, &who, NavigationPlace::New).await?,
        file: format!("/app/bulk/{}/file", id.as_str()),
        made: counted(who.locale, "bulk-made", i64::try_from(requests.len()).unwrap_or(i64::MAX)),
        unpaid: unpaid(&app, &who, &methods, &currencies),
        left,
        rows: requests.iter().map(|request| rows.row(request)).collect(),
    };
    render(StatusCode::OK, &page)
}

/// `GET /app/bulk/{id}/file`: the same links as a table for a spreadsheet.
pub async fn file(
    State(app): State<App>,
    who: SignedIn,
    PagePath(id): PagePath<FormId>,
) -> Result<Response, PageError> {
    let (requests, _) = made(&app, &who, &id).await?;
    Ok(csv(&app, &requests))
}
