//! `/app/requests/{code}/live`: a request's page in its payee's browser, which turns when something changes.

use axum::extract::State;
use axum::response::Response;

use super::own_request::{PAYMENTS, of, own_request, standing};
use crate::domain::language::Language;
use crate::domain::request::PaymentRequest;
use crate::domain::request::code::RequestCode;
use crate::locale::Words;
use crate::web::App;
use crate::web::error::PageError;
use crate::web::http::client::Client;
use crate::web::http::extract::{PagePath, PageQuery, SignedIn};
use crate::web::http::live::{self, LiveState, OpenPage, Since};

/// `GET /app/requests/{code}/live`: tells once that the page is out of date.
pub async fn live(
    State(app): State<App>,
    client: Client,
    who: SignedIn,
    PagePath(code): PagePath<RequestCode>,
    PageQuery(Since { since }): PageQuery<Since>,
) -> Result<Response, PageError> {
    let PaymentRequest { code, .. } = own_request(&app, &who, &code).await?;
    let (about, payee) = (code.clone(), who.payee.clone());
    let now = move |app: App| {
        let (payee, code) = (payee.clone(), about.clone());
        async move {
            let (store, now) = (&app.ctx.store, app.ctx.clock.now());
            let payments = store.payments(&payee.id, &of(&code), PAYMENTS).await?;
            let refunds = store.refunds_of_request(&payee.id, &code, PAYMENTS).await?;
            // The operator may have disabled the payee since it signed in.
            let off = store.payee_by_handle(&payee.handle).await?.is_some_and(|payee| payee.disabled_at.is_some());
            let request = store.request(&payee.id, &code).await?;
            Ok(request.map(|request| LiveState {
                state: standing(&request, off, &payments, &refunds, now),
                changes_at: request.expires_at.filter(|at| now < *at),
            }))
        }
    };
    let told = Words::new(Language::En.into()).say("page-changed").into_owned();
    let page = OpenPage { code: Some(code), payee: who.payee.handle, shown: since, told, every: live::LOOK };
    Ok(live::stream(&app, client, page, now).await)
}
