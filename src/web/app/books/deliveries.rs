//! `/app/books/deliveries`: batches, each with what no earlier one delivered.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;

use super::formats::{FormatView, views};
use super::{counted, currency_codes};
use crate::accounting::export::{FORMATS, FormatKind};
use crate::actions;
use crate::actions::Context;
use crate::actions::books::batches::{BatchDraft, BatchFileDraft, batch_file, find_batch, list_batches, make_batch};
use crate::domain::id::BatchId;
use crate::domain::ledger::{BatchContents, CurrencyTotal};
use crate::domain::money::Money;
use crate::domain::payee::Payee;
use crate::domain::text::filled;
use crate::locale::{Locale, Words};
use crate::store::BatchRecord;
use crate::web::App;
use crate::web::api::exports::attachment;
use crate::web::app::frame::{Frame, NavigationPlace};
use crate::web::app::one_time::{FormId, once};
use crate::web::app::paging::{PlaceQuery, cut, older};
use crate::web::error::PageError;
use crate::web::http::extract::{Deed, DeedForm, PagePath, PageQuery, SignedIn};
use crate::web::view::{FieldErrorView, errors, render};

/// The number of batches a page.
const LENGTH: usize = 25;

/// A batch, for people.
struct BatchView {
    id: String,
    /// "Batch 3", and the labels of its fields.
    name: String,
    format_of: String,
    currency_of: String,
    when: String,
    /// "212 lines", or "212 lines in EUR".
    lines: String,
    /// The sums in the books, per currency.
    totals: Vec<String>,
    format: &'static str,
    sha256: String,
    /// The currencies of its lines, where there are several: a format with one asks for one.
    currencies: Vec<&'static str>,
}

#[derive(Template)]
#[template(path = "app/books_deliveries.html")]
struct DeliveriesPage {
    frame: Frame,
    errors: Vec<FieldErrorView>,
    once: String,
    /// The lines that no batch has, where their number is known.
    fresh: Option<i64>,
    fresh_text: String,
    format: &'static str,
    formats: Vec<FormatView>,
    currency: String,
    currencies: Vec<&'static str>,
    batches: Vec<BatchView>,
    older: Option<String>,
}

/// The number of lines since the last delivery; `None` where some were delivered by currency since.
///
/// # Errors
/// The database's.
pub(in crate::web::app) async fn new_lines(ctx: &Context, payee: &Payee) -> Result<Option<i64>, PageError> {
    let head = ctx.store.ledger_head(&payee.id).await?.ok_or(actions::Error::NotFound)?;
    let last = ctx.store.batches(&payee.id, None, 1).await?;
    Ok(match last.first() {
        None => Some(head.seq),
        Some(BatchRecord { batch, .. }) if batch.currency.is_none() => Some(head.seq - batch.to_seq),
        Some(_) => None,
    })
}

/// "3 lines since your last delivery".
pub(in crate::web::app) fn new_lines_text(locale: Locale, fresh: Option<i64>) -> String {
    match fresh {
        Some(0) => Words::new(locale).say("books-nothing-new").into_owned(),
        Some(count) => counted(locale, "books-new-lines", count),
        None => Words::new(locale).say("books-some-new-lines").into_owned(),
    }
}

impl BatchView {
    fn of(record: &BatchRecord, payee: &Payee, locale: Locale) -> Self {
        let BatchRecord { batch, contents } = record;
        let tally = contents.as_ref().map(|BatchContents { tally, .. }| tally);
        let totals = tally.map(|tally| tally.totals.as_slice()).unwrap_or_default();
        let lines = tally.map_or(0, |tally| tally.lines);
        let words = Words::new(locale).with("number", locale.undivided(batch.number));
        let total_text = |total: &CurrencyTotal| locale.money(&Money::new(total.gross - total.fee, total.currency));
        Self {
            id: batch.id.to_string(),
            name: words.say("books-batch").into_owned(),
            format_of: words.say("books-batch-format").into_owned(),
            currency_of: words.say("books-batch-currency").into_owned(),
            when: locale.moment(batch.created_at, payee.zone),
            lines: match batch.currency {
                None => counted(locale, "books-lines", lines),
                Some(currency) => {
                    let words = Words::new(locale).with_count("count", lines).with("n", locale.count(lines));
                    words.with("currency", currency.code()).say("books-lines-in").into_owned()
                }
            },
            totals: totals.iter().map(total_text).collect(),
            format: FormatKind::named(Some(&batch.format)).map_or(FORMATS[0].name, |kind| kind.name),
            sha256: contents.as_ref().map(|contents| contents.sha256.clone()).unwrap_or_default(),
            currencies: match totals {
                [_, _, ..] => totals.iter().map(|total| total.currency.code()).collect(),
                _ => Vec::new(),
            },
        }
    }
}

async fn page(
    app: &App,
    who: &SignedIn,
    query: &PlaceQuery,
    refused: Option<(DeliverForm, Vec<FieldErrorView>)>,
) -> Result<Response, PageError> {
    let (ctx, payee) = (&app.ctx, &who.payee);
    let mut found = list_batches(ctx, payee, query.after(BatchId::parse), LENGTH + 1).await?;
    let last = cut(&mut found, LENGTH);
    let older = last.map(|BatchRecord { batch, .. }| older("/app/books/deliveries", batch.created_at, &batch.id));
    let status = if refused.is_some() { StatusCode::BAD_REQUEST } else { StatusCode::OK };
    let (form, errors) = refused.unwrap_or_default();
    let last_format = found.first().map(|record| record.batch.format.clone());
    let format = filled(&form.format).or(last_format);
    let fresh = new_lines(ctx, payee).await?;
    let page = DeliveriesPage {
        frame: Frame::of(app, who, NavigationPlace::Books).await?,
        errors,
        once: FormId::draw(app),
        fresh,
        fresh_text: new_lines_text(who.locale, fresh),
        format: FormatKind::named(format.as_deref()).map_or(FORMATS[0].name, |kind| kind.name),
        formats: views(who.locale),
        currency: form.currency,
        currencies: currency_codes(ctx, payee).await?,
        batches: found.iter().map(|record| BatchView::of(record, payee, who.locale)).collect(),
        older,
    };
    render(status, &page)
}

/// `GET /app/books/deliveries`: the batches, newest first, and the form for another one.
pub async fn show(
    State(app): State<App>,
    who: SignedIn,
    PageQuery(query): PageQuery<PlaceQuery>,
) -> Result<Response, PageError> {
    page(&app, &who, &query, None).await
}

/// The form that delivers what is new.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct DeliverForm {
    once: String,
    format: String,
    currency: String,
}

impl Deed for DeliverForm {
    const NAME: &'static str = "deliver";
}

/// `POST /app/books/deliveries`: makes a batch of what is new.
pub async fn deliver(
    State(app): State<App>,
    who: SignedIn,
    DeedForm(form): DeedForm<DeliverForm>,
) -> Result<Response, PageError> {
    let made = async {
        let id = FormId::received(&form.once, app.ctx.clock.now()).map_err(|e| actions::Error::Invalid(vec![e]))?;
        let draft = BatchDraft { format: filled(&form.format), currency: filled(&form.currency), misread: Vec::new() };
        let place = |_: &BatchRecord| "/app/books/deliveries".to_owned();
        once(&app, &who.payee.id, &id, place, |key| make_batch(&app.ctx, &who.payee, draft, Some(key))).await
    };
    match made.await {
        Err(actions::Error::Invalid(fields)) => {
            page(&app, &who, &PlaceQuery::default(), Some((form, errors(&who.words(), fields)))).await
        }
        made => Ok(made?),
    }
}

/// The format of a file, from a form with every field.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct FileQuery {
    format: String,
    currency: String,
}

/// `GET /app/books/deliveries/{batch}/file`: the file of a batch.
pub async fn file(
    State(app): State<App>,
    who: SignedIn,
    PagePath(id): PagePath<BatchId>,
    PageQuery(query): PageQuery<FileQuery>,
) -> Result<Response, PageError> {
    let made = find_batch(&app.ctx, &who.payee, &id).await?;
    let draft = BatchFileDraft { format: filled(&query.format), currency: filled(&query.currency) };
    let file = batch_file(&app.ctx, &who.payee, &made, &draft).await?;
    Ok(attachment(file.format, &file.name, true, file.chunks))
}
