//! `/p/{token}`: the payer's own page. Instructions, how it stands, and the receipt.

use askama::Template;
use axum::extract::{Path, State as FromState};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use super::render;
use super::view::{AmountView, QrView, day_of};
use crate::actions::claim_payment::claim_payment;
use crate::actions::{self, Context};
use crate::domain::money::Money;
use crate::domain::payment::{Difference, PaymentState};
use crate::domain::token::Token;
use crate::rails::{Instructions, RowKind};
use crate::share::qr::Matrix;
use crate::store::{self, PayerView};
use crate::web::State;
use crate::web::client::Client;
use crate::web::error::{Error, PageError};
use crate::web::extract::PageQuery;
use crate::web::live::{self, Since};

/// Where the payment stands, for the page.
#[derive(Clone, PartialEq, Eq)]
pub enum PaymentStanding {
    /// Begun.
    Pending,
    /// The payer says it was sent.
    Claimed,
    /// On its way.
    Processing,
    /// Arrived.
    Settled {
        /// The day.
        on: String,
    },
    /// Will not arrive.
    Failed,
    /// Nobody went on with it.
    Expired,
    /// Went back.
    Refunded,
    /// Went back in part.
    PartiallyRefunded {
        /// How much.
        amount: String,
    },
    /// Is disputed.
    Disputed,
}

/// A value to copy.
pub struct CopyRow {
    pub label: &'static str,
    pub value: String,
    pub copy: String,
}

#[derive(Template)]
#[template(path = "pay/payment.html")]
struct PaymentPage {
    payee: String,
    handle: String,
    amount: AmountView,
    memo: Option<String>,
    standing: PaymentStanding,
    rail: &'static str,
    test: bool,
    rows: Vec<CopyRow>,
    qr: Option<QrView>,
    qr_caption: Option<&'static str>,
    open_link: Option<(String, &'static str)>,
    resume: Option<String>,
    claim_action: Option<String>,
    request_url: String,
    code: String,
    refresh: Option<u32>,
    difference: Option<String>,
    live: Option<String>,
}

fn label(kind: RowKind) -> &'static str {
    match kind {
        RowKind::Beneficiary => "Account holder",
        RowKind::Iban => "IBAN",
        RowKind::Bic => "BIC",
        RowKind::Amount => "Amount",
        RowKind::Reference => "Reference",
    }
}

/// How what came differs from what was asked, as a sentence.
pub fn difference(difference: Difference) -> Option<String> {
    match difference {
        Difference::None => None,
        Difference::Under(money) => Some(format!("{money} is missing.")),
        Difference::Over(money) => Some(format!("{money} more than was asked.")),
    }
}

impl PaymentPage {
    fn of(ctx: &Context, token: &Token, view: PayerView) -> Result<Self, Error> {
        let PayerView { payment, handle, name, memo, instructions } = view;
        let waiting = matches!(payment.state, PaymentState::Pending | PaymentState::Claimed);
        let shown =
            instructions.filter(|_| waiting).map(|json| serde_json::from_str::<Instructions>(&json)).transpose();
        let shown = shown.map_err(|e| store::Error::Defect(format!("instructions: {e}")))?;
        let qr = shown.as_ref().and_then(|s| s.qr.as_deref()).and_then(|text| Matrix::encode(text).ok());
        let kind = ctx.rails.kind(&payment.rail);
        let by_hand = kind.is_some_and(|kind| kind.by_hand);
        let (rows, link, resume) = shown.map(|s| (s.rows, s.link, s.resume)).unwrap_or_default();
        Ok(Self {
            payee: name.to_string(),
            handle: handle.to_string(),
            amount: payment.shown().into(),
            memo: memo.map(|m| m.to_string()),
            standing: match payment.state {
                PaymentState::Pending => PaymentStanding::Pending,
                PaymentState::Claimed => PaymentStanding::Claimed,
                PaymentState::Processing => PaymentStanding::Processing,
                PaymentState::Settled => {
                    PaymentStanding::Settled { on: payment.settled_at.map(day_of).unwrap_or_default() }
                }
                PaymentState::Failed => PaymentStanding::Failed,
                PaymentState::Expired => PaymentStanding::Expired,
                PaymentState::Refunded => PaymentStanding::Refunded,
                PaymentState::PartiallyRefunded => PaymentStanding::PartiallyRefunded {
                    amount: Money::new(payment.refunded, payment.currency).human(),
                },
                PaymentState::Disputed => PaymentStanding::Disputed,
            },
            rail: kind.map_or("Payment", |kind| kind.label),
            test: kind.is_some_and(|kind| kind.test),
            rows: rows
                .into_iter()
                .map(|row| CopyRow { label: label(row.kind), value: row.shown, copy: row.copied })
                .collect(),
            qr_caption: qr.is_some().then_some("Scan with your bank’s app"),
            qr: qr.as_ref().map(QrView::from),
            open_link: link.map(|href| (href, "Open your bank’s app")),
            resume: resume.filter(|_| payment.state == PaymentState::Pending).map(|url| url.to_string()),
            claim_action: (by_hand && payment.state == PaymentState::Pending)
                .then(|| format!("/p/{}/claim", token.reveal())),
            request_url: ctx.qr.link(&payment.request_code),
            code: payment.request_code.to_string(),
            refresh: matches!(payment.state, PaymentState::Claimed | PaymentState::Processing).then_some(15),
            difference: difference(payment.difference()),
            live: (!payment.state.is_final())
                .then(|| format!("/p/{}/live?since={}", token.reveal(), payment.state.as_str())),
        })
    }
}

/// Finds the payment that a token opens. A miss is counted against whoever looks.
pub(super) async fn look(state: &State, client: Client, token: &Token) -> Result<PayerView, Error> {
    state.limits.may_look(client)?;
    state.limits.found(client, state.ctx.store.payment_by_token(&token.hash()).await?)
}

/// `GET /p/{token}`.
pub async fn show(
    FromState(state): FromState<State>,
    client: Client,
    Path(token): Path<String>,
) -> Result<Response, PageError> {
    let token = Token::received(&token);
    let view = look(&state, client, &token).await?;
    render(StatusCode::OK, &PaymentPage::of(&state.ctx, &token, view)?)
}

/// `GET /p/{token}/live`: tells once that the page is out of date.
pub async fn live(
    FromState(state): FromState<State>,
    client: Client,
    Path(token): Path<String>,
    PageQuery(Since { since }): PageQuery<Since>,
) -> Result<Response, PageError> {
    let token = Token::received(&token);
    let (view, hash) = (look(&state, client, &token).await?, token.hash());
    let now = move |state: State| {
        let hash = hash.clone();
        async move {
            let view = state.ctx.store.payment_by_token(&hash).await?;
            Ok(view.map(|view| view.payment.state.as_str().to_owned()))
        }
    };
    Ok(live::stream(&state, view.payment.request_code, since, now)?)
}

/// `POST /p/{token}/claim`: "I have sent it".
pub async fn claim(
    FromState(state): FromState<State>,
    client: Client,
    Path(token): Path<String>,
) -> Result<Response, PageError> {
    state.limits.may_look(client)?;
    state.limits.payments.count(&client)?;
    let token = Token::received(&token);
    claim_payment(&state.ctx, &token).await.inspect_err(|e| {
        if matches!(e, actions::Error::NotFound) {
            state.limits.missed(client);
        }
    })?;
    Ok(Redirect::to(&format!("/p/{}", token.reveal())).into_response())
}
