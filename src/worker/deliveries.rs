//! Deliveries to payees' endpoints. Each endpoint has turns of its own.

use super::lanes::Lanes;
use crate::actions::webhooks::message::Resources;
use crate::actions::webhooks::send::send_due;
use crate::actions::{Context, Error};
use crate::domain::clock::Timestamp;
use crate::domain::id::{EndpointId, PayeeId};

/// The lanes of endpoints. Messages are made of these.
pub(super) struct Deliveries(pub Resources);

impl Lanes for Deliveries {
    type Id = EndpointId;

    async fn due(&self, ctx: &Context, now: Timestamp) -> Result<Vec<(EndpointId, PayeeId)>, Error> {
        Ok(ctx.store.due_endpoints(now).await?)
    }

    async fn next(&self, ctx: &Context, now: Timestamp) -> Result<Option<Timestamp>, Error> {
        Ok(ctx.store.next_delivery(now).await?)
    }

    async fn woken(&self, ctx: &Context) {
        ctx.store.deliveries_due().await;
    }

    async fn send(&self, ctx: &Context, to: &EndpointId) -> Result<(), Error> {
        send_due(ctx, self.0, to).await.map(drop)
    }
}
