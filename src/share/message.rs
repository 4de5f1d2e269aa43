//! The text that a seller pastes into a chat, with the link at its end, where every messenger makes it tappable.

use crate::domain::request::PaymentRequest;

/// "Coffee beans, €25.00: https://…". Makes sense without a preview, and names nobody.
pub fn text(request: &PaymentRequest, url: &str) -> String {
    let amount = request.asked.fixed().map(|money| money.human());
    match (&request.memo, amount) {
        (Some(memo), Some(amount)) => format!("{memo}, {amount}: {url}"),
        (Some(memo), None) => format!("{memo}: {url}"),
        (None, Some(amount)) => format!("Payment request, {amount}: {url}"),
        (None, None) => format!("Payment request: {url}"),
    }
}
