//! Messages to endpoints: the kind and the time of a fact, and the resource that it is about.

use serde::Serialize;
use serde_json::value::RawValue;

use crate::actions::refunds::send::PaymentRefunds;
use crate::actions::requests::test_mark::TestMarks;
use crate::actions::{Context, Error};
use crate::domain::clock::{Timestamp, rfc3339};
use crate::domain::id::{PayeeId, PaymentId};
use crate::domain::notice::NoticeKind;
use crate::domain::payee::handle::Handle;
use crate::domain::request::PaymentRequest;
use crate::domain::request::code::RequestCode;
use crate::store::{self, Delivery};

/// A resource of the API, as JSON.
pub type ApiResource = Box<RawValue>;

/// Writes a request's resource as it is at a time.
type WriteRequest = fn(&Context, &Handle, &PaymentRequest, &TestMarks, Timestamp) -> Option<ApiResource>;

/// The writers of resources. The format is `web`'s; actions only have it sent.
#[derive(Debug, Clone, Copy)]
pub struct Resources {
    /// Writes a request.
    pub request: WriteRequest,
    /// Writes a payment with its refunds, and nothing of its payer.
    pub payment: fn(&PaymentRefunds) -> Option<ApiResource>,
}

/// A message's body, in the form that Standard Webhooks recommends.
#[derive(Serialize)]
struct Body {
    r#type: &'static str,
    timestamp: String,
    data: Option<ApiResource>,
}

/// The resource that a fact is about, as it is now; `None` where it has been forgotten, and for a test.
///
/// # Errors
/// The database's.
pub async fn resource_of(
    ctx: &Context,
    resources: Resources,
    payee: &PayeeId,
    code: &RequestCode,
    payment: Option<&PaymentId>,
) -> Result<Option<ApiResource>, Error> {
    if let Some(id) = payment {
        let Some(payment) = ctx.store.payment(payee, id).await? else { return Ok(None) };
        let refunds = ctx.store.refunds(payee, id).await?;
        return Ok((resources.payment)(&PaymentRefunds { payment, refunds, latest: None }));
    }
    let Some(handle) = ctx.store.handle_of(payee).await? else { return Ok(None) };
    let Some(request) = ctx.store.request(payee, code).await? else { return Ok(None) };
    let marks = TestMarks::of(ctx, payee, std::slice::from_ref(&request)).await?;
    Ok((resources.request)(ctx, &handle, &request, &marks, ctx.clock.now()))
}

/// Writes a message.
///
/// # Errors
/// [`store::Error::Defect`] if it is no JSON, which texts and resources are.
pub(super) fn message(kind: NoticeKind, occurred_at: Timestamp, data: Option<ApiResource>) -> Result<String, Error> {
    let body = Body { r#type: kind.as_str(), timestamp: rfc3339(occurred_at), data };
    serde_json::to_string(&body).map_err(|e| store::Error::Defect(e.to_string()).into())
}

/// The message of a delivery: as it was written first, or else as it is now.
pub(super) async fn message_of(ctx: &Context, resources: Resources, delivery: &Delivery) -> Result<String, Error> {
    if let Some(body) = &delivery.body {
        return Ok(body.clone());
    }
    let data = match &delivery.request_code {
        Some(code) => resource_of(ctx, resources, &delivery.payee_id, code, delivery.payment_id.as_ref()).await?,
        None => None,
    };
    message(delivery.kind, delivery.occurred_at, data)
}
