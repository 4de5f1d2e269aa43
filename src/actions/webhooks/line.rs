//! The line of a payee's notices. A notice gets its number here and not when it is stored: numbers that concurrent transactions draw would
//! become visible out of order, and whoever reads on from the last one would miss some.

use std::collections::BTreeMap;

use super::message::{Resources, message, resource_of};
use crate::actions::{Context, Error};
use crate::domain::id::{DeliveryId, PayeeId};
use crate::domain::notice::Notice;
use crate::store::Delivery;

/// The number of notices per query.
const CHUNK: i64 = 200;

/// A notice, with its message if an endpoint wants it.
type WrittenNotice = (Notice, Option<String>);

/// Puts all new notices in line, with their deliveries. Returns their number.
///
/// # Errors
/// The database's.
pub async fn put_in_line(ctx: &Context, resources: Resources) -> Result<usize, Error> {
    let mut done = 0;
    loop {
        let waiting = ctx.store.waiting_notices(CHUNK).await?;
        let is_full = i64::try_from(waiting.len()).is_ok_and(|waiting| waiting >= CHUNK);
        done += waiting.len();
        let mut by_payee = BTreeMap::<String, Vec<Notice>>::new();
        for notice in waiting {
            by_payee.entry(notice.payee_id.to_string()).or_default().push(notice);
        }
        for notices in by_payee.into_values() {
            put_payees(ctx, resources, notices).await?;
        }
        if !is_full {
            return Ok(done);
        }
    }
}

/// Puts new notices of one payee in line, in their order.
async fn put_payees(ctx: &Context, resources: Resources, notices: Vec<Notice>) -> Result<(), Error> {
    let Some(payee) = notices.first().map(|notice| notice.payee_id.clone()) else { return Ok(()) };
    let written = write_messages(ctx, resources, &payee, notices).await?;
    let (chance, now) = (ctx.chance.clone(), ctx.clock.now());
    ctx.store
        .write(move |mut tx| {
            Box::pin(async move {
                let mut last = tx.hold_notices(&payee).await?;
                // Read again under the lock. What an endpoint wants that was added just now is written when it is sent.
                let endpoints = tx.endpoints(&payee).await?;
                for (notice, body) in written {
                    // Another replica may have been faster.
                    if !tx.number_notice(&notice, last + 1).await? {
                        continue;
                    }
                    last += 1;
                    for endpoint in endpoints.iter().filter(|endpoint| endpoint.wants(notice.kind)) {
                        let place = (payee.clone(), endpoint.id.clone());
                        let message = (notice.message_id(), notice.kind);
                        tx.insert_delivery(&Delivery {
                            request_code: Some(notice.request_code.clone()),
                            position: Some(notice.position),
                            payment_id: notice.payment_id.clone(),
                            occurred_at: notice.occurred_at,
                            ..Delivery::new(DeliveryId::draw(&chance), place, message, body.clone(), now)
                        })
                        .await?;
                    }
                }
                tx.set_last_notice(&payee, last).await?;
                Ok(())
            })
        })
        .await
}

/// Writes the messages that endpoints want, before the transaction: a resource takes several reads.
async fn write_messages(
    ctx: &Context,
    resources: Resources,
    payee: &PayeeId,
    notices: Vec<Notice>,
) -> Result<Vec<WrittenNotice>, Error> {
    let endpoints = ctx.store.endpoints(payee).await?;
    let mut written = Vec::with_capacity(notices.len());
    for notice in notices {
        let is_wanted = endpoints.iter().any(|endpoint| endpoint.wants(notice.kind));
        let body = if is_wanted {
            let data = resource_of(ctx, resources, payee, &notice.request_code, notice.payment_id.as_ref()).await?;
            Some(message(notice.kind, notice.occurred_at, data)?)
        } else {
            None
        };
        written.push((notice, body));
    }
    Ok(written)
}
