//! The files that may be long, as arrays of JSON that are written page by page.

use futures_util::{Stream, StreamExt, TryStreamExt, stream};
use serde::Serialize;
use serde_json::{Map, Value};

use super::{Bytes, File};
use crate::actions::books::batches::list_batches;
use crate::actions::books::import::recorded_before;
use crate::actions::refunds::send::PaymentRefunds;
use crate::actions::requests::test_mark::TestMarks;
use crate::actions::{Context, Error};
use crate::domain::clock::Timestamp;
use crate::domain::id::{SplitId, StatementId};
use crate::domain::payee::Payee;
use crate::domain::text::{Note, ShareName};
use crate::store::{self, PaymentFilter, PaymentPosition, RequestFilter, RequestPosition};
use crate::web::api::batches::BatchResource;
use crate::web::api::closes::CloseResource;
use crate::web::api::entries::EntryResource;
use crate::web::api::payments::PaymentResource;
use crate::web::api::requests::RequestResource;
use crate::web::api::statements::StatementResource;

/// The entries that are read at a time.
const PAGE: usize = 200;

/// The entries of a page, as lines of JSON unless they are something else, and the place after the last one; `None` behind the last page.
type EntriesPage<P, T = String> = (Vec<T>, Option<P>);

/// A place in a list by time and id.
type ListPlace = (Timestamp, String);

/// The files.
pub(super) fn files(ctx: &Context, payee: &Payee) -> [File; 6] {
    let of = || (ctx.clone(), payee.clone());
    let (requests_of, payments_of, statements_of, closes_of, batches_of) = (of(), of(), of(), of(), of());
    [
        File {
            name: "requests.json",
            about: "leave-file-requests",
            bytes: array(pages(move |after| requests(requests_of.clone(), after))),
        },
        File {
            name: "payments.json",
            about: "leave-file-payments",
            bytes: array(pages(move |after| payments(payments_of.clone(), after))),
        },
        File {
            name: "statements.json",
            about: "leave-file-statements",
            bytes: array(pages(move |after| statements(statements_of.clone(), after))),
        },
        File { name: "statement-entries.json", about: "leave-file-entries", bytes: array(all_entries(ctx, payee)) },
        File {
            name: "closes.json",
            about: "leave-file-closes",
            bytes: array(pages(move |after| closes(closes_of.clone(), after))),
        },
        File {
            name: "batches.json",
            about: "leave-file-batches",
            bytes: array(pages(move |after| batches(batches_of.clone(), after))),
        },
    ]
}

/// Reads a list page after page.
fn pages<P, T, F>(read: impl Fn(Option<P>) -> F + Send + 'static) -> impl Stream<Item = Result<Vec<T>, Error>> + Send
where
    P: Send + 'static,
    T: Send + 'static,
    F: Future<Output = Result<EntriesPage<P, T>, Error>> + Send + 'static,
{
    stream::try_unfold(Some(None), move |place| {
        let page = place.map(&read);
        async move {
            let Some(page) = page else { return Ok(None) };
            let (entries, next) = page.await?;
            Ok(Some((entries, next.map(Some))))
        }
    })
}

/// Writes entries as one array, a line each.
fn array(pages: impl Stream<Item = Result<Vec<String>, Error>> + Send + 'static) -> Bytes {
    let mut separator = "\n";
    let entries = pages.map_ok(move |entries| {
        let mut text = String::new();
        for entry in entries {
            text.push_str(separator);
            text.push_str(&entry);
            separator = ",\n";
        }
        text.into_bytes()
    });
    let edge = |text: &'static str| stream::once(async move { Ok(text.as_bytes().to_vec()) });
    edge("[").chain(entries).chain(edge("\n]\n")).boxed()
}

fn line(entry: &impl Serialize) -> Result<String, Error> {
    serde_json::to_string(entry).map_err(|e| store::Error::Defect(e.to_string()).into())
}

/// The place after a page; `None` if the page wasn't full, so that nothing comes after it.
fn place_after<T, P>(page: &[T], place: impl Fn(&T) -> P) -> Option<P> {
    page.last().filter(|_| page.len() >= PAGE).map(place)
}

/// A request with the split that it is a share of.
#[derive(Serialize)]
struct SplitRequest {
    #[serde(flatten)]
    request: RequestResource,
    #[serde(skip_serializing_if = "Option::is_none")]
    split: Option<ShareOfSplit>,
}

/// The place of a request in a split, with the payee's word for who is to pay it.
#[derive(Serialize)]
struct ShareOfSplit {
    id: SplitId,
    name: Option<ShareName>,
}

async fn requests(
    (ctx, payee): (Context, Payee),
    after: Option<RequestPosition>,
) -> Result<EntriesPage<RequestPosition>, Error> {
    let (store, now) = (&ctx.store, ctx.clock.now());
    let found = store.requests(&payee.id, &RequestFilter { after, ..RequestFilter::default() }, PAGE, now).await?;
    let marks = TestMarks::of(&ctx, &payee.id, &found).await?;
    let codes: Vec<_> = found.iter().map(|request| request.code.clone()).collect();
    let mut texts = store.after_payments(&codes).await?;
    let mut shares = store.shares_of(&codes).await?;
    let entries = found.iter().map(|request| {
        let resource = RequestResource::of(&ctx, &payee.handle, request, &marks, now);
        let split = shares.remove(&request.code).map(|(id, name)| ShareOfSplit { id, name });
        line(&SplitRequest { request: resource.revealing(texts.remove(&request.code)), split })
    });
    let entries = entries.collect::<Result<_, _>>()?;
    let next = place_after(&found, |last| RequestPosition {
        created_at: last.created_at,
        code: last.code.as_str().to_owned(),
    });
    Ok((entries, next))
}

/// A payment with the payee's remark on it.
#[derive(Serialize)]
struct RemarkedPayment<'p> {
    #[serde(flatten)]
    payment: Map<String, Value>,
    note: Option<&'p Note>,
}

/// A payment's members but for what its payer wrote, which is the payer's, and in no file that leaves the service. `null` there would say that
/// nothing was written.
fn without_payers_words(payment: &PaymentRefunds) -> Result<Map<String, Value>, Error> {
    match serde_json::to_value(PaymentResource::from(payment)) {
        Ok(Value::Object(mut members)) => {
            members.remove("payer_note");
            Ok(members)
        }
        Ok(_) => Err(store::Error::Defect("a payment is no object".into()).into()),
        Err(e) => Err(store::Error::Defect(e.to_string()).into()),
    }
}

async fn payments(
    (ctx, payee): (Context, Payee),
    after: Option<PaymentPosition>,
) -> Result<EntriesPage<PaymentPosition>, Error> {
    let filter = PaymentFilter { after, ..PaymentFilter::default() };
    let found = ctx.store.payments(&payee.id, &filter, PAGE).await?;
    let ids: Vec<_> = found.iter().map(|payment| payment.id.clone()).collect();
    let refunds = ctx.store.refunds_of_payments(&payee.id, &ids).await?;
    let entries = found.iter().map(|payment| {
        let refunds = refunds.iter().filter(|refund| refund.payment_id == payment.id).cloned().collect();
        let told = PaymentRefunds { payment: payment.clone(), refunds, latest: None };
        line(&RemarkedPayment { payment: without_payers_words(&told)?, note: payment.note.as_ref() })
    });
    let entries = entries.collect::<Result<_, _>>()?;
    let next =
        place_after(&found, |last| PaymentPosition { at: filter.moment_of(last), id: last.id.as_str().to_owned() });
    Ok((entries, next))
}

async fn statements((ctx, payee): (Context, Payee), after: Option<ListPlace>) -> Result<EntriesPage<ListPlace>, Error> {
    let found = ctx.store.statements(&payee.id, after.as_ref(), PAGE).await?;
    let entries = found.iter().map(|row| line(&StatementResource::from(row))).collect::<Result<_, _>>()?;
    Ok((entries, place_after(&found, |last| (last.created_at, last.id.as_str().to_owned()))))
}

/// An entry with the statement that it was in.
#[derive(Serialize)]
struct StatedEntry<'s> {
    statement: &'s StatementId,
    #[serde(flatten)]
    entry: EntryResource,
}

async fn entries(
    (ctx, payee, statement): (Context, Payee, StatementId),
    after: Option<i64>,
) -> Result<EntriesPage<i64>, Error> {
    let found = ctx.store.statement_entries(&statement, None, after.unwrap_or_default(), PAGE).await?;
    let matches = ctx.store.matches_of_entries(&found).await?;
    let recorded = recorded_before(&ctx, &payee, &found).await?;
    let entries = found.iter().map(|row| {
        let entry = EntryResource::of(row, &matches, &recorded)?;
        line(&StatedEntry { statement: &statement, entry })
    });
    let entries = entries.collect::<Result<_, _>>()?;
    Ok((entries, place_after(&found, |last| last.position)))
}

/// The entries of all statements, one statement after the other.
fn all_entries(ctx: &Context, payee: &Payee) -> impl Stream<Item = Result<Vec<String>, Error>> + Send + use<> {
    let (of, ctx, payee) = ((ctx.clone(), payee.clone()), ctx.clone(), payee.clone());
    let of_one = move |id: StatementId| {
        let (ctx, payee) = (ctx.clone(), payee.clone());
        pages(move |after| entries((ctx.clone(), payee.clone(), id.clone()), after))
    };
    let statements = pages(move |after| statement_ids(of.clone(), after));
    statements.map_ok(move |ids| stream::iter(ids).map(of_one.clone()).flatten()).try_flatten()
}

async fn statement_ids(
    (ctx, payee): (Context, Payee),
    after: Option<ListPlace>,
) -> Result<EntriesPage<ListPlace, StatementId>, Error> {
    let found = ctx.store.statements(&payee.id, after.as_ref(), PAGE).await?;
    let next = place_after(&found, |last| (last.created_at, last.id.as_str().to_owned()));
    Ok((found.into_iter().map(|row| row.id).collect(), next))
}

async fn closes((ctx, payee): (Context, Payee), after: Option<ListPlace>) -> Result<EntriesPage<ListPlace>, Error> {
    let found = ctx.store.closes(&payee.id, after, PAGE).await?;
    let entries = found.iter().map(|close| line(&CloseResource::from(close))).collect::<Result<_, _>>()?;
    Ok((entries, place_after(&found, |last| (last.closed_at, last.id.as_str().to_owned()))))
}

async fn batches((ctx, payee): (Context, Payee), after: Option<ListPlace>) -> Result<EntriesPage<ListPlace>, Error> {
    let found = list_batches(&ctx, &payee, after, PAGE).await?;
    let entries = found.iter().map(|record| line(&BatchResource::from(record))).collect::<Result<_, _>>()?;
    Ok((entries, place_after(&found, |last| (last.batch.created_at, last.batch.id.as_str().to_owned()))))
}
