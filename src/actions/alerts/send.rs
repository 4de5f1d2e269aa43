//! Sending of alerts. A call stands between two transactions: the first reserves it for a while, the second records the outcome. A crash in
//! between makes it due again, under the same topic.

use chrono::TimeDelta;
use http::StatusCode;

use crate::actions::{Context, Error};
use crate::domain::alert::{Alert, AlertDevice, AlertKind, AlertOutcome, REFUSALS, Subscription, USEFUL, Vapid};
use crate::domain::id::{AlertDeviceId, PaymentId};
use crate::domain::notice::retries;
use crate::domain::payment::{Payment, PaymentState};
use crate::domain::request::RequestState;
use crate::domain::request::code::RequestCode;
use crate::net::Failure;
use crate::net::endpoints::Reply;
use crate::net::push::Push;
use crate::share::alert::{AlertText, topic};
use crate::store;

/// The number of alerts of a turn. Each may take as long as a call may.
const TURN: i64 = 4;
/// The time for which a call is reserved; more than it may take.
const RESERVED: TimeDelta = TimeDelta::seconds(60);

/// Sends a device's alerts that are due, a few at most.
///
/// # Errors
/// The database's. A call that fails is none.
pub async fn send_due(ctx: &Context, vapid: &Vapid, device: &AlertDeviceId) -> Result<(), Error> {
    let due = ctx.store.due_alerts(device, ctx.clock.now(), TURN).await?;
    let Some((device, sealed)) = ctx.store.sealed_alert_device(device).await? else {
        let device = device.clone();
        return ctx.store.write(move |mut tx| Box::pin(async move { Ok(tx.drop_alerts(&device).await?) })).await;
    };
    let subscription = match ctx.store.open_subscription(&device.id, &sealed) {
        Err(store::Error::Sealed(_)) if device.lost_at.is_some() => return end_device(ctx, device.id).await,
        opened => opened?,
    };
    for alert in due {
        // A device that is gone, or asks for a pause, is left alone.
        if !attempt(ctx, vapid, (&device, &subscription), alert).await? {
            break;
        }
    }
    Ok(())
}

/// Makes the next attempt of an alert, unless another replica does. Returns whether others may follow.
async fn attempt(
    ctx: &Context,
    vapid: &Vapid,
    (device, subscription): (&AlertDevice, &Subscription),
    alert: Alert,
) -> Result<bool, Error> {
    let now = ctx.clock.now();
    let left = alert.created_at + USEFUL - now;
    let Some(text) = text_of(ctx, device, &alert).await?.filter(|_| left > TimeDelta::zero()) else {
        end(ctx, alert, AlertOutcome::GivenUp).await?;
        return Ok(true);
    };
    let (reserving, until) = (alert.clone(), now + RESERVED);
    let reserved = ctx
        .store
        .write_one(move |mut tx| Box::pin(async move { Ok::<_, Error>(tx.reserve_alert(&reserving, until).await?) }));
    if !reserved.await? {
        return Ok(true);
    }
    let push = Push { text: text.to_json(), topic: topic(&alert), time_to_live: left, at: now };
    let answer = ctx.endpoints.push(vapid, subscription, &push).await;
    let verdict = AlertVerdict::of(answer);
    tracing::info!(kind = alert.kind.as_str(), attempts = alert.attempts + 1, ?verdict, "a push service was called");
    match verdict {
        AlertVerdict::Taken => conclude(ctx, alert, device.refusals > 0).await.map(|()| true),
        AlertVerdict::Rejected => end(ctx, alert, AlertOutcome::GivenUp).await.map(|()| true),
        AlertVerdict::Refused => refuse(ctx, alert).await.map(|()| false),
        AlertVerdict::Ended => end_device(ctx, device.id.clone()).await.map(|()| false),
        AlertVerdict::Later(asked) => postpone(ctx, alert, asked).await.map(|()| false),
    }
}

/// The text of an alert; `None` where what it is about has gone, or isn't so any more.
async fn text_of(ctx: &Context, device: &AlertDevice, alert: &Alert) -> Result<Option<AlertText>, Error> {
    if alert.kind == AlertKind::Test {
        return Ok(Some(AlertText::new(alert, device.language, None, ctx.url("app/settings/alerts").to_string())));
    }
    if alert.kind == AlertKind::Ordered {
        return order_text(ctx, device, alert).await;
    }
    let Some(payment) = payment_of(ctx, alert).await? else { return Ok(None) };
    let is_still_so = match alert.kind {
        AlertKind::Arrived => payment.state.has_settled(),
        AlertKind::Claimed => payment.state == PaymentState::Claimed,
        AlertKind::Disputed => payment.state == PaymentState::Disputed,
        AlertKind::Ordered | AlertKind::Test => true,
    };
    let amount = device.amounts.then(|| payment.shown());
    let place = ctx.url(&format!("app/requests/{}", payment.request_code)).to_string();
    Ok(is_still_so.then(|| AlertText::new(alert, device.language, amount, place)))
}

/// The text of an order's alert; `None` once it was answered, paid or cancelled.
async fn order_text(ctx: &Context, device: &AlertDevice, alert: &Alert) -> Result<Option<AlertText>, Error> {
    let Some(code) = RequestCode::parse(&alert.subject) else { return Ok(None) };
    let Some(request) = ctx.store.request(&alert.payee_id, &code).await? else { return Ok(None) };
    let waits = request.order.as_ref().is_some_and(|order| !order.is_confirmed());
    let is_new = waits && request.state == RequestState::Open && request.paid_count == 0;
    let amount = request.asked.fixed().filter(|_| device.amounts);
    let place = ctx.url(&format!("app/requests/{code}")).to_string();
    Ok(is_new.then(|| AlertText::new(alert, device.language, amount, place)))
}

/// The payment that an alert is about; of claims, of which one alert tells, the newest.
async fn payment_of(ctx: &Context, alert: &Alert) -> Result<Option<Payment>, Error> {
    if alert.kind == AlertKind::Claimed {
        let Some(code) = RequestCode::parse(&alert.subject) else { return Ok(None) };
        return Ok(ctx.store.newest_claim(&code).await?);
    }
    let Some(id) = PaymentId::parse(&alert.subject) else { return Ok(None) };
    Ok(ctx.store.payment(&alert.payee_id, &id).await?)
}

async fn end(ctx: &Context, alert: Alert, outcome: AlertOutcome) -> Result<(), Error> {
    ctx.store.write(move |mut tx| Box::pin(async move { Ok(tx.end_alert(&alert, outcome).await?) })).await
}

/// Ends an alert that was sent. A device that was refused before isn't any more.
async fn conclude(ctx: &Context, alert: Alert, was_refused: bool) -> Result<(), Error> {
    ctx.store
        .write(move |mut tx| {
            Box::pin(async move {
                if was_refused {
                    tx.forget_refusals(&alert.device_id).await?;
                }
                Ok(tx.end_alert(&alert, AlertOutcome::Sent).await?)
            })
        })
        .await
}

/// Counts a refusal of this service's signature. It is no word about the device, which may be well: this service's clock may be wrong (401), the
/// device may have subscribed to another key, or the push service may let nobody in (403). So it is tried again, a few times, and then
/// the device is stopped and its member told on the page, where a test or another subscription begins anew.
async fn refuse(ctx: &Context, alert: Alert) -> Result<(), Error> {
    let now = ctx.clock.now();
    let next = retries::pause(alert.attempts + 1, None, &ctx.chance).map(|pause| now + pause);
    let next = next.filter(|next| *next < alert.created_at + USEFUL);
    ctx.store
        .write(move |mut tx| {
            Box::pin(async move {
                if tx.count_refusal(&alert.device_id, REFUSALS, now).await? {
                    return Ok(tx.stop_alerts(&alert.device_id).await?);
                }
                match next {
                    Some(next) => tx.postpone_alert(&alert, next, AlertOutcome::Refused).await?,
                    None => tx.end_alert(&alert, AlertOutcome::Refused).await?,
                }
                Ok(())
            })
        })
        .await
}

async fn end_device(ctx: &Context, device: AlertDeviceId) -> Result<(), Error> {
    ctx.store.write(move |mut tx| Box::pin(async move { Ok(tx.end_alert_device(&device).await?) })).await
}

/// Plans the next attempt, unless it would come too late. The device's other alerts keep the pause in any case.
async fn postpone(ctx: &Context, alert: Alert, asked: Option<TimeDelta>) -> Result<(), Error> {
    let now = ctx.clock.now();
    let next = retries::pause(alert.attempts + 1, asked, &ctx.chance).map(|pause| now + pause);
    let Some(next) = next else { return end(ctx, alert, AlertOutcome::GivenUp).await };
    ctx.store
        .write(move |mut tx| {
            Box::pin(async move {
                if next < alert.created_at + USEFUL {
                    return Ok(tx.postpone_alert(&alert, next, AlertOutcome::Postponed).await?);
                }
                tx.end_alert(&alert, AlertOutcome::GivenUp).await?;
                Ok(tx.pause_alerts(&alert.device_id, next).await?)
            })
        })
        .await
}

/// The consequence of a push service's answer, or of none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum AlertVerdict {
    /// It took the message.
    Taken,
    /// It rejects this message for good.
    Rejected,
    /// It refuses this service's signature (RFC 8292).
    Refused,
    /// The subscription has ended.
    Ended,
    /// The message may be sent again, after the pause that was asked for.
    Later(Option<TimeDelta>),
}

impl AlertVerdict {
    fn of(answer: Result<Reply, Failure>) -> Self {
        match answer {
            Ok(Reply { status, .. }) if status.is_success() => Self::Taken,
            Ok(Reply { status: StatusCode::NOT_FOUND | StatusCode::GONE, .. }) => Self::Ended,
            Ok(Reply { status: StatusCode::TOO_MANY_REQUESTS | StatusCode::REQUEST_TIMEOUT, retry_after }) => {
                Self::Later(retry_after)
            }
            Ok(Reply { status, retry_after }) if status.is_server_error() => Self::Later(retry_after),
            Ok(Reply { status: StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN, .. }) => Self::Refused,
            Ok(_) | Err(Failure::NotPublic) => Self::Rejected,
            Err(_) => Self::Later(None),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_device_is_forgotten_only_where_it_is_gone() {
        let pause = Some(TimeDelta::seconds(9));
        let of = |status: u16| {
            let status = StatusCode::from_u16(status).expect("a status");
            AlertVerdict::of(Ok(Reply { status, retry_after: pause }))
        };
        for (statuses, verdict) in [
            (&[200, 201, 202, 204][..], AlertVerdict::Taken),
            (&[404, 410], AlertVerdict::Ended),
            (&[408, 429, 500, 502, 503, 507], AlertVerdict::Later(pause)),
            (&[401, 403], AlertVerdict::Refused),
            (&[301, 307, 400, 413], AlertVerdict::Rejected),
        ] {
            for status in statuses {
                assert_eq!(of(*status), verdict, "{status}");
            }
        }
        assert_eq!(AlertVerdict::of(Err(Failure::Late)), AlertVerdict::Later(None));
        assert_eq!(AlertVerdict::of(Err(Failure::NotPublic)), AlertVerdict::Rejected);
    }
}
