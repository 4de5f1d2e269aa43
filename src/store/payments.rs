//! Payments: rows, states, and the views of payers.

use chrono::NaiveDate;

use super::vault::SealedColumn;
use super::{Database, Error, Store, Tx, execute, read, within};
use crate::domain::clock::Timestamp;
use crate::domain::id::{MethodId, PayeeId, PaymentId};
use crate::domain::language::Language;
use crate::domain::money::Money;
use crate::domain::payee::accent::Accent;
use crate::domain::payee::handle::Handle;
use crate::domain::payment::{Evidence, Payment, PaymentState};
use crate::domain::request::code::RequestCode;
use crate::domain::secret::token::TokenHash;
use crate::domain::text::{DisplayName, Memo, Note};
use crate::domain::zone::Zone;

/// The columns of [`Payment`], for every statement that reads one.
macro_rules! payment_columns {
    () => {
        concat!(
            "x.id, x.request_code, x.payee_id, x.method_id, x.rail, x.test, x.amount, x.tip, x.currency, x.received, x.refunded, x.state, \
            x.evidence, x.external_id, x.note, x.payer_note, x.created_at, x.expires_at, x.claimed_at, x.settled_at, x.booking_date, \
            x.set_aside_at, x.put_off_until, x.kept_at, x.provider_ref, \
            exists (select 1 from requests q where q.code = x.request_code and q.parts <> '[]' and q.paid_total <= q.amount) \
                as pays_ahead, \
            case when x.picks is null then '' else (select '{\"items\":' || q.items || ',\"picks\":' || x.picks || '}' \
                from requests q where q.code = x.request_code) end as picked, ",
            $crate::store::ledger::fee!("x")
        )
    };
}
pub(super) use payment_columns;

macro_rules! select_payment {
    ($rest:expr) => {
        select_payment!("", $rest)
    };
    // With further columns, which begin with a comma.
    ($more:literal, $rest:expr) => {
        concat!("select ", $crate::store::payments::payment_columns!(), $more, " from payments x ", $rest)
    };
}
pub(super) use select_payment;

/// A payment as its payer may see it, with what its page shows.
#[derive(Debug, Clone)]
pub struct PayerView {
    /// The payment of the page.
    pub payment: Payment,
    /// The payee's handle, without `@`.
    pub handle: Handle,
    /// The payee's display name.
    pub name: DisplayName,
    /// The accent colour of the payee's pages.
    pub accent: Accent,
    /// The zone whose days the page shows.
    pub zone: Zone,
    /// The page's language where the payer's browser asks for none that is available.
    pub language: Language,
    /// The request's memo, if it has one.
    pub memo: Option<Memo>,
    /// The name of the method's wallet, where its rail has several.
    pub wallet: Option<String>,
    /// The rail's instructions for the payer, as JSON, opened.
    pub instructions: Option<String>,
    /// Set when there are instructions that no key opens any more.
    pub instructions_lost: bool,
    /// The amount that the provider is sending back and has not finished, in minor units.
    pub returning: i64,
    /// Set when no money is wanted by the payment any more.
    pub over: bool,
}

impl PayerView {
    /// The state that the payer is shown: a pending payment that is over looks expired, so that nobody goes on with it.
    pub fn state(&self) -> PaymentState {
        match self.payment.state {
            PaymentState::Pending if self.over => PaymentState::Expired,
            state => state,
        }
    }
}

#[derive(sqlx::FromRow)]
struct PayerRow {
    #[sqlx(flatten)]
    payment: Payment,
    handle: Handle,
    name: DisplayName,
    accent: Option<Accent>,
    #[sqlx(try_from = "String")]
    zone: Zone,
    language: Language,
    memo: Option<Memo>,
    wallet: Option<String>,
    instructions: Option<String>,
    on_way_back: i64,
    over_at: Option<Timestamp>,
}

impl Store {
    /// Seals a payer's instructions for the payment they belong to.
    ///
    /// # Errors
    /// [`Error::Defect`] when the cipher fails.
    pub fn seal_instructions(&self, id: &PaymentId, instructions: &str) -> Result<String, Error> {
        self.vault.seal(SealedColumn::Payments, id.as_str(), instructions)
    }

    /// The payment whose page a token opens. While its request or payee is disabled, a pending payment isn't found, because its page says
    /// where to send money; any other one is, because its page is the payer's proof.
    pub async fn payment_by_token(&self, hash: &TokenHash) -> Result<Option<PayerView>, Error> {
        const SQL: &str = concat!(
            "select x.instructions, x.over_at, p.handle, p.name, p.accent, p.zone, r.language, r.memo, m.wallet, \
                coalesce((select cast(sum(f.amount) as bigint) from refunds f \
                    where f.payment_id = x.id and f.state = 'sent'), 0) as on_way_back, ",
            payment_columns!(),
            " from payments x join requests r on r.code = x.request_code join payees p on p.id = x.payee_id \
            left join methods m on m.id = x.method_id \
            where x.token_hash = $1 \
                and (x.state <> 'pending' or (r.disabled_at is null and p.disabled_at is null))"
        );
        let row: Option<PayerRow> = read!(self, db => sqlx::query_as(SQL).bind(hash).fetch_optional(db).await)?;
        let Some(row) = row else { return Ok(None) };
        let PayerRow {
            payment,
            handle,
            name,
            accent,
            zone,
            language,
            memo,
            wallet,
            instructions,
            on_way_back,
            over_at,
        } = row;
        // A payer whose instructions were lost with their key still sees how the payment stands.
        let open = |sealed: String| self.vault.open(SealedColumn::Payments, payment.id.as_str(), &sealed);
        let sealed = instructions.is_some();
        let instructions = match instructions.map(open).transpose() {
            Err(Error::Sealed(_)) => None,
            opened => opened?,
        };
        let instructions_lost = sealed && instructions.is_none();
        let accent = accent.unwrap_or_else(|| Accent::of(handle.as_str()));
        let returning = on_way_back;
        Ok(Some(PayerView {
            payment,
            handle,
            name,
            accent,
            zone,
            language,
            memo,
            wallet,
            instructions,
            instructions_lost,
            returning,
            over: over_at.is_some(),
        }))
    }

    /// One of a payee's payments.
    pub async fn payment(&self, payee: &PayeeId, id: &PaymentId) -> Result<Option<Payment>, Error> {
        const SQL: &str = select_payment!("where x.id = $1 and x.payee_id = $2");
        Ok(read!(self, db => sqlx::query_as(SQL).bind(id).bind(payee).fetch_optional(db).await)?)
    }

    /// The newest payment of a request whose payer says that the money was sent.
    pub async fn newest_claim(&self, code: &RequestCode) -> Result<Option<Payment>, Error> {
        const SQL: &str = select_payment!(
            "where x.request_code = $1 and x.state = 'claimed' order by x.created_at desc, x.id desc limit 1"
        );
        Ok(read!(self, db => sqlx::query_as(SQL).bind(code).fetch_optional(db).await)?)
    }

    /// The requests among these that were paid by test methods only.
    pub async fn paid_in_play_money(&self, codes: &[RequestCode]) -> Result<Vec<RequestCode>, Error> {
        macro_rules! played {
            ($codes:literal) => {
                concat!(
                    "select c.code from (select ",
                    $codes,
                    ") c where exists (select 1 from payments x where x.request_code = c.code and x.test \
                            and x.received is not null) \
                        and not exists (select 1 from payments x where x.request_code = c.code and not x.test \
                            and x.received is not null)"
                )
            };
        }
        let sql = match &self.database {
            Database::Sqlite(_) => played!("value as code from json_each($1)"),
            Database::Postgres(_) => played!("json_array_elements_text(cast($1 as json)) as code"),
        };
        let codes: Vec<_> = codes.iter().map(RequestCode::as_str).collect();
        let codes = serde_json::to_string(&codes).map_err(|e| Error::Defect(e.to_string()))?;
        Ok(read!(self, db => sqlx::query_scalar(sql).bind(&codes).fetch_all(db).await)?)
    }

    /// A payee's requests with a payment that its payer says was sent, at most a thousand.
    pub async fn claimed_requests(&self, payee: &PayeeId) -> Result<Vec<RequestCode>, Error> {
        const SQL: &str =
            "select distinct request_code from payments where payee_id = $1 and state = 'claimed' limit 1000";
        Ok(read!(self, db => sqlx::query_scalar(SQL).bind(payee).fetch_all(db).await)?)
    }
}

/// A payment to be stored.
#[derive(Debug)]
pub struct NewPayment<'a> {
    /// The payment's own columns.
    pub payment: &'a Payment,
    /// The hash of the token that opens the payer's page; `None` for a payment recorded by hand.
    pub token: Option<&'a TokenHash>,
    /// The payer's instructions, sealed by [`Store::seal_instructions`].
    pub instructions: Option<&'a str>,
}

/// The facts of the arrival of a payment's money.
#[derive(Debug, Clone, Copy)]
pub struct Settlement {
    /// The amount that arrived, in minor units.
    pub received: i64,
    /// The provider's fee, in minor units; `None` where it isn't reported.
    pub fee: Option<i64>,
    /// The way in which the arrival is known.
    pub evidence: Evidence,
    /// The moment at which the money moved.
    pub settled_at: Timestamp,
    /// The day that the payee recorded, which takes precedence over the moment.
    pub booking_date: Option<NaiveDate>,
    /// The time of the next poll, for refunds and disputes.
    pub next_poll_at: Option<Timestamp>,
}

impl Tx<'_> {
    /// Stores a payment, its way, and the reference that it carries among the request's search words.
    ///
    /// # Errors
    /// [`Error::Taken`] when the provider's id of it exists.
    pub async fn insert_payment(&mut self, new: NewPayment<'_>) -> Result<(), Error> {
        const SQL: &str = "insert into payments (id, request_code, payee_id, method_id, rail, currency, amount, received, \
                refunded, state, evidence, external_id, token_hash, instructions, note, payer_note, created_at, expires_at, \
                settled_at, test, booking_date, provider_ref, tip, picks) \
            values ($1, $2, $3, $4, $5, $6, $7, $8, 0, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23)";
        let NewPayment { payment, token, instructions } = new;
        execute!(
            self,
            SQL,
            &payment.id,
            &payment.request_code,
            &payment.payee_id,
            &payment.method_id,
            &payment.rail,
            payment.currency.code(),
            payment.amount,
            payment.received,
            payment.state,
            payment.evidence,
            &payment.external_id,
            token,
            instructions,
            &payment.note,
            &payment.payer_note,
            payment.created_at,
            payment.expires_at,
            payment.settled_at,
            payment.test,
            payment.booking_date,
            &payment.provider_ref,
            payment.tip,
            payment.picked.to_store()
        )?;
        self.insert_way(&payment.request_code, &payment.rail).await?;
        match &payment.provider_ref {
            Some(reference) => self.add_carried_word(&payment.request_code, reference).await,
            None => Ok(()),
        }
    }

    /// A payment as it stands inside this transaction.
    pub async fn payment(&mut self, id: &PaymentId) -> Result<Option<Payment>, Error> {
        const SQL: &str = select_payment!("where x.id = $1");
        Ok(within!(self, db => sqlx::query_as(SQL).bind(id).fetch_optional(db).await)?)
    }

    /// The payment that a method's provider knows by this id.
    pub async fn payment_by_external(
        &mut self,
        method: &MethodId,
        external_id: &str,
    ) -> Result<Option<Payment>, Error> {
        const SQL: &str = select_payment!("where x.method_id = $1 and x.external_id = $2");
        Ok(within!(self, db => sqlx::query_as(SQL).bind(method).bind(external_id).fetch_optional(db).await)?)
    }

    /// The newest claimed payment of a request for exactly this amount, with or without its tip, which money recorded by hand most likely
    /// settles.
    pub async fn claimed_payment(&mut self, code: &RequestCode, amount: Money) -> Result<Option<Payment>, Error> {
        const SQL: &str = select_payment!(
            "where x.request_code = $1 and x.state = 'claimed' and $2 in (x.amount, x.amount - x.tip) and x.currency = $3 \
            order by case when x.amount = $2 then 0 else 1 end, x.created_at desc, x.id desc limit 1"
        );
        Ok(within!(self, db => sqlx::query_as(SQL)
            .bind(code)
            .bind(amount.minor())
            .bind(amount.currency().code())
            .fetch_optional(db).await)?)
    }

    /// Stores the payee's note on a payment.
    pub async fn note_payment(&mut self, id: &PaymentId, note: &Note) -> Result<(), Error> {
        const SQL: &str = "update payments set note = $2 where id = $1";
        execute!(self, SQL, id, note).map(drop)
    }

    /// Puts the question of a claimed payment off. `false` when it isn't claimed.
    pub async fn put_off_payment(&mut self, id: &PaymentId, until: Timestamp) -> Result<bool, Error> {
        const SQL: &str = "update payments set put_off_until = $2 where id = $1 and state = 'claimed'";
        Ok(execute!(self, SQL, id, until)? == 1)
    }

    /// Records that what arrived is kept although it isn't the amount. `false` when nothing has arrived.
    pub async fn keep_payment(&mut self, id: &PaymentId, now: Timestamp) -> Result<bool, Error> {
        const SQL: &str = "update payments set kept_at = $2 where id = $1 and received is not null";
        Ok(execute!(self, SQL, id, now)? == 1)
    }
}
