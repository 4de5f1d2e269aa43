//! Labelling requests, and renaming or deleting a label on all of them.

use crate::actions::{Context, Error};
use crate::domain::id::PayeeId;
use crate::domain::request::PaymentRequest;
use crate::domain::request::code::RequestCode;
use crate::domain::request::labels::MOST;
use crate::domain::text::Label;

/// The most requests per transaction, so that other writers don't wait long.
const STEP: i64 = 100;

/// Replaces the labels of a request, whatever its state.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn set_labels(
    ctx: &Context,
    payee: &PayeeId,
    code: &RequestCode,
    labels: Vec<Label>,
) -> Result<PaymentRequest, Error> {
    change_labels(ctx, payee, code, move |_| labels).await
}

/// Adds a label to a request. `false` if it has as many as it may.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn add_label(ctx: &Context, payee: &PayeeId, code: &RequestCode, label: &Label) -> Result<bool, Error> {
    let added = label.clone();
    let add = move |mut labels: Vec<Label>| {
        if labels.len() < MOST && !labels.contains(&added) {
            labels.push(added);
        }
        labels
    };
    Ok(change_labels(ctx, payee, code, add).await?.labels.contains(label))
}

async fn change_labels(
    ctx: &Context,
    payee: &PayeeId,
    code: &RequestCode,
    change: impl FnOnce(Vec<Label>) -> Vec<Label> + Send + 'static,
) -> Result<PaymentRequest, Error> {
    let (payee, code) = (payee.clone(), code.clone());
    ctx.store
        .write(move |mut tx| {
            Box::pin(async move {
                let mut request = tx.hold_own_request(&payee, &code).await?.ok_or(Error::NotFound)?;
                request.labels = change(std::mem::take(&mut request.labels));
                tx.update_labels(&request).await?;
                Ok(request)
            })
        })
        .await
}

/// Renames a label on all requests of a payee, or takes it off them. In steps, each a transaction: an interruption leaves requests with the
/// old label, which a repetition finds. A request that has the new label already keeps it once.
///
/// # Errors
/// The database's.
pub async fn replace_label(ctx: &Context, payee: &PayeeId, old: &Label, new: Option<&Label>) -> Result<(), Error> {
    if new == Some(old) {
        return Ok(());
    }
    loop {
        let (payee, old, new) = (payee.clone(), old.clone(), new.cloned());
        let done = ctx.store.write(move |mut tx| {
            Box::pin(async move {
                let codes = tx.requests_with_label(&payee, &old, STEP).await?;
                for code in &codes {
                    let Some(mut request) = tx.hold_request(code).await? else { continue };
                    let place = request.labels.iter().position(|label| *label == old);
                    request.labels.retain(|label| *label != old && Some(label) != new.as_ref());
                    if let (Some(place), Some(new)) = (place, new.clone()) {
                        request.labels.insert(place.min(request.labels.len()), new);
                    }
                    tx.update_labels(&request).await?;
                }
                Ok::<_, Error>(codes.is_empty())
            })
        });
        if done.await? {
            return Ok(());
        }
    }
}
