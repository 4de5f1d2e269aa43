//! `/app/requests/{code}/live`: a request's page in its payee's browser, which turns when something changes.

use axum::extract::State as FromState;
use axum::response::Response;

use super::seller_request::{PAYMENTS, of, own};
use crate::domain::clock::Instant;
use crate::domain::code::RequestCode;
use crate::domain::language::Language;
use crate::domain::payment::Payment;
use crate::domain::request::PaymentRequest;
use crate::locale::Words;
use crate::web::State;
use crate::web::client::Client;
use crate::web::error::PageError;
use crate::web::extract::{PagePath, PageQuery, SignedIn};
use crate::web::live::{self, OpenPage, Since};

/// The state of a request and its payments, as a word that changes when the page would.
pub(super) fn standing(request: &PaymentRequest, payee_disabled: bool, payments: &[Payment], now: Instant) -> String {
    let state = |payment: &Payment| match payment.refunded {
        0 => payment.state.as_str().to_owned(),
        gone => format!("{}{gone}", payment.state.as_str()),
    };
    let states: Vec<_> = payments.iter().map(state).collect();
    let disabled = match (request.disabled_at.is_some(), payee_disabled) {
        (_, true) => "-payee-disabled",
        (true, false) => "-disabled",
        (false, false) => "",
    };
    format!("{}{disabled}-{}", request.status(now).as_str(), states.join("-"))
}

/// `GET /app/requests/{code}/live`: tells once that the page is out of date.
pub async fn live(
    FromState(state): FromState<State>,
    client: Client,
    who: SignedIn,
    PagePath(code): PagePath<RequestCode>,
    PageQuery(Since { since }): PageQuery<Since>,
) -> Result<Response, PageError> {
    let PaymentRequest { code, .. } = own(&state, &who, &code).await?;
    let (about, payee) = (code.clone(), who.payee.clone());
    let now = move |state: State| {
        let (payee, code) = (payee.clone(), about.clone());
        async move {
            let (store, now) = (&state.ctx.store, state.ctx.clock.now());
            let payments = store.payments(&payee.id, &of(&code), PAYMENTS).await?;
            // The operator may have disabled the payee since it signed in.
            let off = store.payee_by_handle(&payee.handle).await?.is_some_and(|payee| payee.disabled_at.is_some());
            Ok(store.request(&payee.id, &code).await?.map(|request| standing(&request, off, &payments, now)))
        }
    };
    let told = Words::new(Language::En.into()).say("page-changed").into_owned();
    let page = OpenPage { code: Some(code), payee: who.payee.handle, shown: since, told, every: live::LOOK };
    Ok(live::stream(&state, client, page, now).await)
}
