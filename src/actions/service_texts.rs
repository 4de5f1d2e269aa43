//! The operator's texts about the service.

use super::{Context, Error};
use crate::domain::field::Problems;
use crate::domain::service_text::{ServiceText, TextKind};

/// Stores a text as it was typed, or removes it if it is blank. The feet of pages link to it within a moment, on every replica.
///
/// # Errors
/// [`Error::Invalid`] about the field `text`.
pub async fn write_text(ctx: &Context, kind: TextKind, typed: &str) -> Result<(), Error> {
    let mut problems = Problems::default();
    let text = problems.check("text", ServiceText::optional(typed)).flatten();
    problems.finish().map_err(Error::Invalid)?;
    let now = ctx.clock.now();
    ctx.store
        .write(move |mut tx| Box::pin(async move { Ok(tx.replace_service_text(kind, text.as_ref(), now).await?) }))
        .await
}
