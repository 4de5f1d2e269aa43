//! Reports of abusive links: submitting one, and dismissing those of a link.

use crate::actions::{Context, Error};
use crate::domain::id::ReportId;
use crate::domain::report::{ReportReason, ReportableLink};

/// Stores a report. Nothing about the reporter is passed to this function.
///
/// # Errors
/// [`Error::NotFound`] if the link doesn't exist or is disabled.
pub async fn report(ctx: &Context, link: ReportableLink, reason: ReportReason) -> Result<(), Error> {
    let (id, now) = (ReportId::draw(&ctx.chance), ctx.clock.now());
    let counted = ctx.store.write_one(move |mut tx| {
        Box::pin(async move { Ok::<_, Error>(tx.count_report(&id, &link, reason, now).await?) })
    });
    if counted.await? { Ok(()) } else { Err(Error::NotFound) }
}

/// Dismisses a link's reports. `false` if there are none. Later reports are listed again.
///
/// # Errors
/// The database's.
pub async fn dismiss(ctx: &Context, link: ReportableLink) -> Result<bool, Error> {
    let now = ctx.clock.now();
    ctx.store.write_one(move |mut tx| Box::pin(async move { Ok(tx.dismiss_reports(&link, now).await?) })).await
}
