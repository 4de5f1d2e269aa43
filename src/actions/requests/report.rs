//! Reports of links: taking one in, and putting a link's away.

use crate::actions::{Context, Error};
use crate::domain::id::ReportId;
use crate::domain::report::{Link, Reason};

/// Takes a report in. Nothing of whoever sends it comes this far.
///
/// # Errors
/// [`Error::NotFound`] of a link that is not there or is down.
pub async fn report(ctx: &Context, link: Link, reason: Reason) -> Result<(), Error> {
    let (id, now) = (ReportId::draw(&ctx.chance), ctx.clock.now());
    let counted = ctx.store.write_one(move |mut tx| {
        Box::pin(async move { Ok::<_, Error>(tx.count_report(&id, &link, reason, now).await?) })
    });
    if counted.await? { Ok(()) } else { Err(Error::NotFound) }
}

/// Puts a link's reports away. `false` when none wait. What is reported later is listed anew.
///
/// # Errors
/// The database's.
pub async fn dismiss(ctx: &Context, link: Link) -> Result<bool, Error> {
    let now = ctx.clock.now();
    ctx.store.write_one(move |mut tx| Box::pin(async move { Ok(tx.dismiss_reports(&link, now).await?) })).await
}
