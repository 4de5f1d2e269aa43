//! Signed receipts for payers. Nothing is stored: each receipt states the payment's state at the time of the call.

use crate::actions::{Context, Error};
use crate::domain::clock::rfc3339;
use crate::domain::money::Money;
use crate::domain::request::Item;
use crate::receipt::{FORMAT, Receipt, ReceiptItem, ReceiptPayee, SignedReceipt, VERSION, VERSION_WITH_TIP};
use crate::store::{self, PayerView};

/// Issues a receipt to the holder of the payer's page. Money that was refunded or is disputed did arrive: the receipt states both.
///
/// # Errors
/// [`Error::NotArrived`] if no money has arrived.
pub async fn issue_receipt(ctx: &Context, view: PayerView) -> Result<SignedReceipt, Error> {
    // Every field is named: a new one compiles only after a decision whether a receipt contains it.
    let PayerView {
        payment,
        handle,
        name,
        accent: _,
        zone: _,
        language: _,
        memo: _,
        instructions: _,
        instructions_lost: _,
        returning: _,
        over: _,
        wallet: _,
    } = view;
    // A payer's claim isn't enough for a receipt. Amount, time and evidence exist only once the payment has settled.
    let arrived = payment.received().zip(payment.settled_at).zip(payment.evidence);
    let Some(((received, settled_at), evidence)) = arrived.filter(|_| payment.state.has_settled()) else {
        return Err(Error::NotArrived);
    };
    let now = ctx.clock.now();
    let request = ctx.store.request(&payment.payee_id, &payment.request_code).await?.ok_or(Error::NotFound)?;
    let tip = payment.tip_shown();
    let receipt = Receipt {
        format: FORMAT.into(),
        version: if tip.is_some() { VERSION_WITH_TIP } else { VERSION },
        service: ctx.public_url.to_string(),
        payee: ReceiptPayee { handle: handle.to_string(), name: name.to_string() },
        request: request.code.to_string(),
        payment: payment.id.to_string(),
        check_words: ctx.check_words.of_own(&request, &handle).to_string(),
        memo: request.memo.map(|memo| memo.to_string()),
        // What this payer paid for, where the request left it a choice.
        items: if payment.picked.lines.is_empty() { &request.items } else { &payment.picked.lines }
            .iter()
            .filter(|item| !item.is_chosen())
            .map(|Item { name, quantity, amount, .. }| ReceiptItem {
                name: name.clone(),
                quantity: *quantity,
                amount: amount.clone(),
            })
            .collect(),
        currency: payment.currency.code().into(),
        asked: payment.requested().to_decimal(),
        received: received.to_decimal(),
        tip: tip.map(|tip| tip.to_decimal()),
        refunded: Money::new(payment.refunded, payment.currency).to_decimal(),
        state: payment.state.as_str().into(),
        settled_at: rfc3339(settled_at),
        issued_at: rfc3339(now),
        test: payment.test,
        rail: payment.rail,
        evidence: evidence.as_str().into(),
    };
    let signed = ctx.receipts.sign(receipt);
    Ok(signed.map_err(|e| store::Error::Defect(format!("a receipt can't be written: {e}")))?)
}
