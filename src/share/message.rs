//! The text that a seller pastes into a chat, in the language of the link, with the link at its end, where every messenger makes it
//! tappable.

use crate::domain::request::PaymentRequest;
use crate::locale::{Locale, Words};

/// "Coffee beans, €25.00: https://…". Makes sense without a preview, and names nobody.
pub fn text(request: &PaymentRequest, url: &str) -> String {
    let locale = Locale::from(request.language);
    let t = Words::new(locale).with_address("link", url);
    let t = match &request.memo {
        Some(memo) => t.with("memo", memo.as_str()),
        None => t,
    };
    let t = match request.asked.fixed() {
        Some(money) => t.with("amount", locale.money(&money)),
        None => t,
    };
    let key = match (&request.memo, request.asked.fixed()) {
        (Some(_), Some(_)) => "message-memo-amount",
        (Some(_), None) => "message-memo",
        (None, Some(_)) => "message-amount",
        (None, None) => "message-plain",
    };
    t.say(key).into_owned()
}
