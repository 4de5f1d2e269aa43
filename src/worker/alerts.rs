//! Alerts to sellers' devices. Each device has turns of its own.

use std::sync::Arc;

use super::lanes::{self, Lanes};
use crate::actions::alerts::send::send_due;
use crate::actions::{Context, Error};
use crate::domain::alert::Vapid;
use crate::domain::clock::Timestamp;
use crate::domain::id::{AlertDeviceId, PayeeId};

/// The lanes of devices, with the identity at push services.
struct Alerts(Arc<Vapid>);

/// Sends alerts as soon as they are due, where the service has an identity at push services.
pub(super) async fn alert(ctx: &Context) {
    if let Some(vapid) = &ctx.vapid {
        lanes::run(ctx, Alerts(Arc::clone(vapid)), "alerts").await;
    }
}

impl Lanes for Alerts {
    type Id = AlertDeviceId;

    async fn due(&self, ctx: &Context, now: Timestamp) -> Result<Vec<(AlertDeviceId, PayeeId)>, Error> {
        Ok(ctx.store.due_alert_devices(now).await?)
    }

    async fn next(&self, ctx: &Context, now: Timestamp) -> Result<Option<Timestamp>, Error> {
        Ok(ctx.store.next_alert(now).await?)
    }

    async fn woken(&self, ctx: &Context) {
        ctx.store.alerts_due().await;
    }

    async fn send(&self, ctx: &Context, to: &AlertDeviceId) -> Result<(), Error> {
        send_due(ctx, &self.0, to).await
    }
}
