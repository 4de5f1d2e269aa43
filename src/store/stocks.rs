//! Units of the items that payers choose from: what is for sale, taken and sold; and the changes of payments' states, by which they are taken
//! and given back in the same transaction: because such a statement names the state that it leaves, that happens once.

use std::collections::BTreeMap;

use super::{Error, Settlement, Tx, execute, within};
use crate::domain::clock::Timestamp;
use crate::domain::id::PaymentId;
use crate::domain::payment::{Evidence, PaymentState};
use crate::domain::request::PaymentRequest;
use crate::domain::request::code::RequestCode;
use crate::domain::request::picks::Picks;

/// The stocks of a request `r` in one text, as [`crate::domain::request::picks::Stocks`] reads them. Only a request with items and without
/// an amount has any, so no other one is looked up.
macro_rules! stocks {
    () => {
        "case when r.amount is null and r.items <> '[]' then coalesce((select string_agg(cast(s.position as text) || ':' \
            || coalesce(cast(s.stock as text), '') || ':' || cast(s.taken as text) || ':' || cast(s.sold as text), ',') \
            from item_stocks s where s.request_code = r.code), '') else '' end as stocks"
    };
}
pub(super) use stocks;

/// A payment whose state was changed.
#[derive(sqlx::FromRow)]
struct ChangedPayment {
    request_code: RequestCode,
    state: PaymentState,
    picks: Option<String>,
}

fn place(position: usize) -> Result<i64, Error> {
    i64::try_from(position).map_err(|e| Error::Defect(e.to_string()))
}

impl Tx<'_> {
    /// Stores the stocks of a new request's items.
    pub(super) async fn insert_stocks(&mut self, request: &PaymentRequest) -> Result<(), Error> {
        const SQL: &str = "insert into item_stocks (request_code, position, stock) values ($1, $2, $3)";
        for stock in request.stocks.iter() {
            execute!(self, SQL, &request.code, place(stock.position)?, stock.stock)?;
        }
        Ok(())
    }

    /// Takes what a payer picked, for a payment that begins. Returns the place of the first item of which less is left: the transaction has
    /// to be undone then.
    pub async fn take_units(&mut self, code: &RequestCode, picks: &Picks) -> Result<Option<usize>, Error> {
        const SQL: &str = "update item_stocks set taken = taken + $3 \
            where request_code = $1 and position = $2 and (stock is null or taken + $3 <= stock)";
        // In the order of the items, so that payers who want several don't wait for one another in a circle.
        for (at, units) in picks.iter() {
            if execute!(self, SQL, code, place(at)?, i64::from(units))? == 0 {
                return Ok(Some(at));
            }
        }
        Ok(None)
    }

    /// Adds what was picked to the units that are taken, and to those that are sold, as often as each says. Money that arrived is never
    /// refused, so this may exceed the stock.
    pub(super) async fn move_units(
        &mut self,
        code: &RequestCode,
        picks: &Picks,
        taken: i64,
        sold: i64,
    ) -> Result<(), Error> {
        const SQL: &str =
            "update item_stocks set taken = taken + $3, sold = sold + $4 where request_code = $1 and position = $2";
        for (at, units) in picks.iter() {
            let units = i64::from(units);
            execute!(self, SQL, code, place(at)?, taken * units, sold * units)?;
        }
        Ok(())
    }

    /// Sets the units of an item that can be sold in all, `None` for any number. `false` when more are taken, or there is no such item.
    pub async fn set_stock(&mut self, code: &RequestCode, position: usize, stock: Option<i64>) -> Result<bool, Error> {
        const SQL: &str = "update item_stocks set stock = $3 \
            where request_code = $1 and position = $2 and (cast($3 as bigint) is null or taken <= $3)";
        Ok(execute!(self, SQL, code, place(position)?, stock)? == 1)
    }

    /// Expires the pending payments of one request that hold units and whose time is over, and gives the units back. Returns their number;
    /// `None` when there is no such request. One request at a time, held, so that no two of them wait for one another.
    pub async fn expire_picked(&mut self, now: Timestamp) -> Result<Option<u64>, Error> {
        const FIND: &str = "select x.request_code from payments x \
            where x.state = 'pending' and x.expires_at <= $1 and x.picks is not null order by x.expires_at limit 1";
        const EXPIRE: &str = "update payments set state = 'expired' \
            where request_code = $1 and state = 'pending' and expires_at <= $2 and picks is not null returning picks";
        let code: Option<RequestCode> =
            within!(self, db => sqlx::query_scalar(FIND).bind(now).fetch_optional(db).await)?;
        let Some(code) = code else { return Ok(None) };
        self.hold_request(&code).await?;
        let expired: Vec<String> =
            within!(self, db => sqlx::query_scalar(EXPIRE).bind(&code).bind(now).fetch_all(db).await)?;
        let mut units = BTreeMap::<usize, u32>::new();
        for picks in &expired {
            let picks = Picks::stored(picks).map_err(|e| Error::Defect(format!("picks of a payment: {e}")))?;
            for (at, picked) in picks.iter() {
                *units.entry(at).or_default() += picked;
            }
        }
        self.move_units(&code, &Picks::from_iter(units), -1, 0).await?;
        // Open pages show what is left.
        self.announce(&code).await?;
        Ok(Some(u64::try_from(expired.len()).unwrap_or_default()))
    }
}

impl Tx<'_> {
    /// Takes or gives back the units of a payment that was in the state `from`. `false` when no payment was changed.
    async fn follow_units(&mut self, from: PaymentState, changed: Option<ChangedPayment>) -> Result<bool, Error> {
        let Some(ChangedPayment { request_code, state, picks }) = changed else { return Ok(false) };
        let Some(picks) = picks else { return Ok(true) };
        let picks = Picks::stored(&picks).map_err(|e| Error::Defect(format!("picks of a payment: {e}")))?;
        let change = |before: bool, after: bool| i64::from(after) - i64::from(before);
        let taken = change(from.holds_units(), state.holds_units());
        let sold = change(from.has_settled(), state.has_settled());
        if taken != 0 || sold != 0 {
            self.move_units(&request_code, &picks, taken, sold).await?;
        }
        Ok(true)
    }

    /// Moves a payment from one state to another. `false` when it is no longer in the first, because another transaction moved it.
    pub async fn move_payment(
        &mut self,
        id: &PaymentId,
        from: PaymentState,
        to: PaymentState,
        now: Timestamp,
    ) -> Result<bool, Error> {
        const SQL: &str = "update payments set state = $3, claimed_at = case when $3 = 'claimed' then $4 else claimed_at end, \
                next_poll_at = case when $3 = 'failed' then null else next_poll_at end \
            where id = $1 and state = $2 returning request_code, state, picks";
        let changed =
            within!(self, db => sqlx::query_as(SQL).bind(id).bind(from).bind(to).bind(now).fetch_optional(db).await)?;
        self.follow_units(from, changed).await
    }

    /// Sets aside a payment that is processing, and schedules the next poll of its provider. `false` when it isn't processing or has money.
    pub async fn set_aside_payment(
        &mut self,
        id: &PaymentId,
        now: Timestamp,
        next_poll_at: Option<Timestamp>,
    ) -> Result<bool, Error> {
        const SQL: &str = "update payments set state = 'expired', set_aside_at = $2, next_poll_at = $3 \
            where id = $1 and state = 'processing' and received is null returning request_code, state, picks";
        let changed =
            within!(self, db => sqlx::query_as(SQL).bind(id).bind(now).bind(next_poll_at).fetch_optional(db).await)?;
        self.follow_units(PaymentState::Processing, changed).await
    }

    /// Takes a payment's settlement back, because its evidence was withdrawn: the payment waits for its money again, or has failed if nobody
    /// began it here. `false` when other evidence settled it, something went back of it, or another statement shows it as well.
    pub async fn unsettle_payment(&mut self, id: &PaymentId, withdrawn: Evidence) -> Result<bool, Error> {
        const SQL: &str = "update payments set state = case when claimed_at is not null then 'claimed' when method_id is not null then 'pending' \
                else 'failed' end, received = null, evidence = null, settled_at = null, booking_date = null, fee = 0, fee_unknown = false, \
                kept_at = null \
            where id = $1 and state = 'settled' and evidence = $2 and refunded = 0 \
                and ($2 = 'statement' or not exists (select 1 from statement_matches m where m.payment_id = $1 and not m.undone)) \
            returning request_code, state, picks";
        let changed = within!(self, db => sqlx::query_as(SQL).bind(id).bind(withdrawn).fetch_optional(db).await)?;
        self.follow_units(PaymentState::Settled, changed).await
    }

    /// Settles a payment that is in the state `from`. `false` when it no longer is, or money arrived before.
    pub async fn settle_payment(
        &mut self,
        id: &PaymentId,
        from: PaymentState,
        settlement: Settlement,
    ) -> Result<bool, Error> {
        const SQL: &str = "update payments set state = 'settled', received = $3, evidence = $4, settled_at = $5, fee = $6, \
                next_poll_at = $7, booking_date = $8, fee_unknown = $9 \
            where id = $1 and state = $2 and received is null returning request_code, state, picks";
        let Settlement { received, fee, evidence, settled_at, booking_date, next_poll_at } = settlement;
        let changed = within!(self, db => sqlx::query_as(SQL)
            .bind(id)
            .bind(from)
            .bind(received)
            .bind(evidence)
            .bind(settled_at)
            .bind(fee.unwrap_or_default())
            .bind(next_poll_at)
            .bind(booking_date)
            .bind(fee.is_none())
            .fetch_optional(db).await)?;
        self.follow_units(from, changed).await
    }
}
