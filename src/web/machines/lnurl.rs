//! Payees' Lightning addresses, as wallets ask for them: LUD-16, LUD-06, LUD-09 and LUD-21. Wallets in browsers ask from pages of other sites, so
//! these answers, which have nothing but what everybody may see, are readable there.

use axum::Json;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};

use crate::actions;
use crate::actions::payments::lightning_address::{
    AddressInvoice, AddressProof, AddressTerms, proof, start_by_address, terms,
};
use crate::actions::payments::poll::poll_briefly;
use crate::actions::payments::start::own_page;
use crate::domain::payee::handle::Handle;
use crate::domain::report::ReportableLink;
use crate::domain::secret::token::Token;
use crate::store::PayerView;
use crate::web::App;
use crate::web::error::{Error, LnurlError};
use crate::web::http::client::Client;
use crate::web::http::extract::{LnurlPath, PageQuery};
use crate::web::http::guesses::GuessTarget;

/// An answer that pages of other sites may read.
fn open_to_all(body: impl Serialize) -> Response {
    ([(header::ACCESS_CONTROL_ALLOW_ORIGIN, "*")], Json(body)).into_response()
}

/// The terms of LUD-06.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PayRequest {
    tag: &'static str,
    callback: String,
    min_sendable: i64,
    max_sendable: i64,
    metadata: String,
}

/// `GET /.well-known/lnurlp/{handle}`: the terms on which the payee's Lightning address takes money.
pub async fn show(
    State(app): State<App>,
    client: Client,
    LnurlPath(handle): LnurlPath<Handle>,
) -> Result<Response, LnurlError> {
    let (handle, AddressTerms { metadata, min_msat, max_msat }) = find_terms(&app, client, &handle).await?;
    Ok(open_to_all(PayRequest {
        tag: "payRequest",
        callback: app.ctx.url(&format!(".well-known/lnurlp/{handle}/callback")).into(),
        min_sendable: min_msat,
        max_sendable: max_msat,
        metadata,
    }))
}

/// The handle and terms of a payee with a Lightning address. A payee without one is answered like one that doesn't exist, and counts as a miss.
async fn find_terms(app: &App, client: Client, handle: &Handle) -> Result<(Handle, AddressTerms), Error> {
    let find = async {
        let found = app.ctx.store.personal_page(handle).await?;
        Ok::<_, Error>(found.and_then(|(payee, methods)| Some((terms(&app.ctx, &payee, &methods)?, payee.handle))))
    };
    let (terms, handle) = app.guesses.look_up(client, GuessTarget::Payee(handle), find).await?;
    Ok((handle, terms))
}

/// The query of the callback. Other parameters of LNURL (a comment, data of the payer's, a nonce) are not read.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct InvoiceQuery {
    /// In millisatoshis.
    amount: String,
}

/// What a wallet does once it has paid, by LUD-09: it offers the payer's own page, with the receipt.
#[derive(Serialize)]
struct SuccessAction {
    tag: &'static str,
    description: &'static str,
    url: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct AddressInvoiceAnswer {
    status: &'static str,
    pr: String,
    routes: [&'static str; 0],
    verify: String,
    success_action: SuccessAction,
}

/// `GET /.well-known/lnurlp/{handle}/callback?amount=`: starts a payment and answers its invoice. A GET that writes is what LUD-06 asks for; it
/// is limited as payers' forms are.
pub async fn invoice(
    State(app): State<App>,
    client: Client,
    LnurlPath(handle): LnurlPath<Handle>,
    PageQuery(InvoiceQuery { amount }): PageQuery<InvoiceQuery>,
) -> Result<Response, LnurlError> {
    app.limits.payments.count(&client)?;
    let (handle, _) = find_terms(&app, client, &handle).await?;
    app.limits.attempts.count(&(ReportableLink::Page(handle.clone()), client))?;
    let digits = !amount.is_empty() && amount.bytes().all(|byte| byte.is_ascii_digit());
    let msat = amount.parse().ok().filter(|_| digits);
    let AddressInvoice { bolt11, token } = start_by_address(&app.ctx, &handle, msat).await?;
    let verify = app.ctx.url(&format!(".well-known/lnurlp/{handle}/verify/{}", token.reveal()));
    Ok(open_to_all(AddressInvoiceAnswer {
        status: "OK",
        pr: bolt11,
        routes: [],
        verify: verify.into(),
        success_action: SuccessAction {
            tag: "url",
            description: "Your receipt",
            url: own_page(&app.ctx, &token, None).into(),
        },
    }))
}

#[derive(Serialize)]
struct VerifyAnswer {
    status: &'static str,
    settled: bool,
    preimage: Option<String>,
    pr: Option<String>,
}

/// `GET /.well-known/lnurlp/{handle}/verify/{token}`: whether the payment arrived, and its preimage (LUD-21). The payer's token opens it, so that
/// nobody else learns of the payment by its hash.
pub async fn verify(
    State(app): State<App>,
    client: Client,
    LnurlPath((handle, token)): LnurlPath<(Handle, Token)>,
) -> Result<Response, LnurlError> {
    let mut view = find_payment(&app, client, &handle, &token).await?;
    // A wallet may ask before the payee's own has reported.
    if !view.payment.state.has_settled() && poll_briefly(&app.ctx, &view.payment.id).await? {
        view = find_payment(&app, client, &handle, &token).await?;
    }
    // From here on each question is one to the payee's wallet.
    if view.payment.state.has_settled() {
        app.limits.payments.count(&client)?;
    }
    let AddressProof { settled, preimage, bolt11 } = proof(&app.ctx, view).await?;
    Ok(open_to_all(VerifyAnswer { status: "OK", settled, preimage, pr: bolt11 }))
}

/// The payment that a token opens, if it is one of this payee's.
async fn find_payment(app: &App, client: Client, handle: &Handle, token: &Token) -> Result<PayerView, Error> {
    let hash = token.hash();
    let view = app.guesses.look_up(client, GuessTarget::Payment(&hash), app.ctx.store.payment_by_token(&hash)).await?;
    if view.handle == *handle { Ok(view) } else { Err(actions::Error::NotFound.into()) }
}
