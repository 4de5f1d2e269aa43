//! Erasure of what people wrote to one another. The ledger has none of it, so the books stay as they are.

use super::{Error, Tx, execute};
use crate::domain::id::PayeeId;
use crate::domain::request::code::RequestCode;

impl Tx<'_> {
    /// Erases the texts of one of a payee's requests: memo, items, labels, the word to the buyer of an order, its name as a share of a split, what its payers read once they
    /// have paid, notes of payers and of the payee on its payments, search words, and all of these in answers that are kept for
    /// idempotency and in messages to endpoints. The books' facts stay: amounts, states, times, and the payee's own reference, which is
    /// part of ledger lines.
    pub async fn erase_request(&mut self, payee: &PayeeId, code: &RequestCode) -> Result<(), Error> {
        const REQUEST: &str = "update requests set memo = null, items = '[]', labels = '[]', order_note = null where code = $1 and payee_id = $2";
        const PAYMENTS: &str =
            "update payments set note = null, payer_note = null where request_code = $1 and payee_id = $2";
        // A code has no wildcard of LIKE. A text inside the JSON can't match these patterns: its quotes are escaped.
        const ANSWERS: &str = "update idempotency_keys set body = $3 \
            where payee_id = $2 and (body like '{\"code\":\"' || $1 || '\",%' or body like '%,\"request\":\"' || $1 || '\",%')";
        const LABELS: &str = "delete from request_labels where code = $1 and payee_id = $2";
        for sql in [REQUEST, PAYMENTS, LABELS] {
            execute!(self, sql, code, payee)?;
        }
        self.replace_after_payment(code, None).await?;
        self.erase_share_name(code).await?;
        let erased = serde_json::json!({ "code": code, "erased": true }).to_string();
        execute!(self, ANSWERS, code, payee, erased)?;
        self.erase_messages(code).await?;
        self.effects.erased = true;
        // The request stays searchable by what is left of it.
        match self.request(code).await? {
            Some(request) => self.replace_words(&request).await,
            None => Ok(()),
        }
    }
}
