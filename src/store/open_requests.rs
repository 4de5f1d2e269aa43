//! The terms of a payee's open requests, without their texts.

use super::requests::request_amount;
use super::{Error, Store, read};
use crate::domain::clock::Timestamp;
use crate::domain::id::PayeeId;
use crate::domain::money::Money;
use crate::domain::money::currency::Currency;
use crate::domain::request::parts::Parts;
use crate::domain::request::prices::Prices;
use crate::domain::request::{RequestAmount, outstanding};

/// The terms of an open request.
#[derive(Debug, Clone)]
pub struct OpenTerms {
    /// The amount or range that the request asks for.
    pub asked: RequestAmount,
    /// The amount that the next payer is asked for; `None` where payers choose it.
    pub outstanding: Option<Money>,
    /// The amounts that the next payer may pay instead, in other currencies.
    pub alternatives: Vec<Money>,
}

#[derive(sqlx::FromRow)]
struct TermsRow {
    #[sqlx(try_from = "String")]
    currency: Currency,
    amount: Option<i64>,
    #[sqlx(try_from = "String")]
    prices: Prices,
    min_amount: Option<i64>,
    max_amount: Option<i64>,
    max_payments: Option<i64>,
    paid_total: i64,
    #[sqlx(try_from = "String")]
    parts: Parts,
    expires_at: Option<Timestamp>,
    disabled_at: Option<Timestamp>,
}

impl Store {
    /// The terms of a payee's newest open requests, `limit` at most, without those that have expired or that the operator has taken down;
    /// and whether there may be more.
    pub async fn open_terms(
        &self,
        payee: &PayeeId,
        limit: i64,
        now: Timestamp,
    ) -> Result<(Vec<OpenTerms>, bool), Error> {
        // By the index of open requests: expired ones stay in it until somebody pays or cancels them, so they count for the limit.
        const SQL: &str = "select currency, amount, prices, min_amount, max_amount, max_payments, paid_total, parts, expires_at, disabled_at \
            from requests where payee_id = $1 and state = 'open' order by created_at desc limit $2";
        let rows: Vec<TermsRow> = read!(self, db => sqlx::query_as(SQL).bind(payee).bind(limit).fetch_all(db).await)?;
        let more = i64::try_from(rows.len()).is_ok_and(|rows| rows >= limit);
        let is_open = |row: &TermsRow| row.disabled_at.is_none() && row.expires_at.is_none_or(|at| at > now);
        let open = rows.into_iter().filter(is_open);
        let terms = open.map(|row| {
            let asked = request_amount(row.currency, row.amount, row.min_amount, row.max_amount);
            OpenTerms {
                outstanding: outstanding(&asked, &row.parts, row.max_payments, row.paid_total),
                alternatives: row.prices.alternatives(row.currency, row.max_payments == Some(1)),
                asked,
            }
        });
        Ok((terms.collect(), more))
    }
}
