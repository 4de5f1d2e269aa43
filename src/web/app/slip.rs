//! The slip of a request on the screens that send its link and show its code.

use super::list::amount_text;
use super::own_request::{PAYMENTS, of, standing};
use crate::actions::requests::test_mark::TestMarks;
use crate::domain::payment::PaymentState;
use crate::domain::request::{PaymentRequest, Status};
use crate::web::App;
use crate::web::error::PageError;
use crate::web::http::extract::SignedIn;
use crate::web::view::AmountView;

/// The phase of a request's link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// It can be paid.
    Open,
    /// It is paid.
    Paid,
    /// It was cancelled, has expired, or was disabled.
    Over,
}

impl Phase {
    /// The phase's word, by which scripts notice that it has changed.
    pub fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Paid => "paid",
            Self::Over => "over",
        }
    }
}

/// A request as a slip, with the state that its page waits for.
pub struct SlipView {
    pub phase: Phase,
    /// The amount for the next payer.
    pub amount: Option<AmountView>,
    /// The amount that is asked for, in words where payers choose it.
    pub asked: String,
    pub memo: Option<String>,
    /// The day on which it was paid.
    pub paid_on: Option<String>,
    /// Set when a payer says that the money was sent.
    pub claimed: bool,
    /// Set when only test methods can pay it, or have paid it.
    pub test: bool,
    pub url: String,
    pub check_words: String,
    /// The address of the event stream.
    pub live: String,
}

impl SlipView {
    /// Reads what the slip shows.
    ///
    /// # Errors
    /// The database's.
    pub async fn of(app: &App, who: &SignedIn, request: &PaymentRequest, marks: &TestMarks) -> Result<Self, PageError> {
        let (ctx, payee, now, locale) = (&app.ctx, &who.payee, app.ctx.clock.now(), who.locale);
        let payments = ctx.store.payments(&request.payee_id, &of(&request.code), PAYMENTS).await?;
        let refunds = ctx.store.refunds_of_request(&request.payee_id, &request.code, PAYMENTS).await?;
        let disabled = payee.disabled_at.is_some();
        let phase = match request.status(now) {
            Status::Paid => Phase::Paid,
            Status::Open if !disabled && request.disabled_at.is_none() => Phase::Open,
            Status::Open | Status::Cancelled | Status::Expired => Phase::Over,
        };
        Ok(Self {
            phase,
            amount: request.outstanding().map(|money| AmountView::of(&money, locale)),
            asked: amount_text(&request.asked, locale),
            memo: request.memo.as_ref().map(ToString::to_string),
            paid_on: request.paid_at.filter(|_| phase == Phase::Paid).map(|at| locale.day(payee.zone.day_of(at))),
            claimed: payments.iter().any(|payment| payment.state == PaymentState::Claimed),
            test: marks.is_test(request),
            url: ctx.qr.link(&request.code),
            check_words: ctx.check_words.of_own(request, &payee.handle).to_string(),
            live: format!(
                "/app/requests/{}/live?since={}",
                request.code,
                standing(request, disabled, &payments, &refunds, now)
            ),
        })
    }

    /// Returns whether the link can be paid.
    pub fn is_open(&self) -> bool {
        self.phase == Phase::Open
    }

    /// Returns whether it is paid.
    pub fn is_paid(&self) -> bool {
        self.phase == Phase::Paid
    }
}
