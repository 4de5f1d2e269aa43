//! Notices to the payee's programs, and alerts to its devices, of money that arrived or went back, in the transaction that books it.

use crate::actions::Error;
use crate::domain::alert::AlertKind;
use crate::domain::clock::Timestamp;
use crate::domain::notice::NoticeKind;
use crate::domain::payment::{Evidence, Payment, PaymentState};
use crate::domain::request::{PaymentRequest, RequestState};
use crate::store::Tx;

/// Notes that a payment settled and, if the request is paid by it, that it is. `request` is as it was before. Devices are told of money
/// that a provider reports, and not of what the payee itself recorded or imported.
pub(super) async fn note_arrival(
    tx: &mut Tx<'_>,
    request: &PaymentRequest,
    payment: &Payment,
    evidence: Evidence,
    now: Timestamp,
) -> Result<(), Error> {
    let settled = NoticeKind::PaymentSettled;
    tx.note(&payment.request_code, &payment.payee_id, settled, Some(&payment.id), now).await?;
    let is_news = match evidence {
        Evidence::Webhook | Evidence::Poll => true,
        Evidence::Manual | Evidence::Statement => false,
    };
    // Play money would be taken for money.
    if is_news && !payment.test {
        tx.alert(AlertKind::Arrived, &payment.payee_id, payment.id.as_str(), now).await?;
    }
    note_if_paid(tx, request, now).await
}

/// Notes that a request is paid, if it wasn't before. The row decides, because the statement that counts does.
pub(super) async fn note_if_paid(tx: &mut Tx<'_>, before: &PaymentRequest, now: Timestamp) -> Result<(), Error> {
    if before.state == RequestState::Paid {
        return Ok(());
    }
    let after = tx.request(&before.code).await?;
    if after.is_some_and(|after| after.state == RequestState::Paid) {
        tx.note(&before.code, &before.payee_id, NoticeKind::RequestPaid, None, now).await?;
    }
    Ok(())
}

/// Notes what the reversals of a payment changed: `more` minor units went back (or came back, if negative), and it is in `state` now.
pub(super) async fn note_reversals(
    tx: &mut Tx<'_>,
    payment: &Payment,
    state: PaymentState,
    more: i64,
    now: Timestamp,
) -> Result<(), Error> {
    let is_about_dispute = [payment.state, state].contains(&PaymentState::Disputed) && payment.state != state;
    let (code, payee, id) = (&payment.request_code, &payment.payee_id, Some(&payment.id));
    if more != 0 {
        tx.note(code, payee, NoticeKind::PaymentRefunded, id, now).await?;
    }
    // A dispute that is lost has become a reversal, which was just told.
    if is_about_dispute && (more == 0 || state == PaymentState::Disputed) {
        tx.note(code, payee, NoticeKind::PaymentDisputed, id, now).await?;
    }
    if state == PaymentState::Disputed && payment.state != state && !payment.test {
        tx.alert(AlertKind::Disputed, payee, payment.id.as_str(), now).await?;
    }
    Ok(())
}
