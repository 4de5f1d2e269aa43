//! `/{handle}` and `/{handle}/25eur`: personal links. Looking stores nothing.

use axum::extract::{Path, State as FromState};
use axum::http::StatusCode;
use axum::response::Response;

use super::render;
use super::request::{PayForm, PreviewView, RequestPage, Standing, offered, onward};
use super::view::AmountView;
use crate::actions;
use crate::actions::start_payment::{Choice, start_personal};
use crate::domain::handle::Handle;
use crate::domain::link;
use crate::domain::method::OfferedMethod;
use crate::domain::money::Money;
use crate::domain::payee::Payee;
use crate::domain::request::Preview;
use crate::web::State;
use crate::web::client::Client;
use crate::web::error::{Error, PageError};
use crate::web::extract::PageForm;

/// Finds the payee of a personal link. A miss is counted against whoever looks.
async fn look(state: &State, client: Client, handle: &str) -> Result<(Payee, Vec<OfferedMethod>), Error> {
    state.limits.may_look(client)?;
    let found = match Handle::parse(handle) {
        Ok(handle) => state.ctx.store.personal_page(&handle).await?,
        Err(_) => None,
    };
    state.limits.found(client, found)
}

/// What the page shows besides the payee.
#[derive(Default)]
struct Shown {
    money: Option<Money>,
    typed: String,
    error: Option<String>,
}

fn page(state: &State, (payee, methods): (Payee, Vec<OfferedMethod>), shown: Shown) -> RequestPage {
    let Shown { money, typed, error } = shown;
    let path = match &money {
        Some(money) => format!("{}/{}", payee.handle, link::segment(money)),
        None => payee.handle.to_string(),
    };
    RequestPage {
        preview: PreviewView::new(Preview::Generic, payee.name.as_str(), money, state.ctx.url(&path).to_string()),
        methods: offered(&state.ctx, &methods, money.as_ref()),
        pay_action: format!("/{path}/pay"),
        payee: payee.name.to_string(),
        handle: payee.handle.to_string(),
        amount: money.map(AmountView::from),
        currency: money.map_or(payee.currency, |m| m.currency()).code(),
        typed,
        bounds: None,
        memo: None,
        items: Vec::new(),
        partly_paid: None,
        due: None,
        until: None,
        standing: Standing::Open,
        claimed: false,
        error,
        qr: None,
        live: None,
    }
}

/// `GET /{handle}`: the payer types the amount.
pub async fn show(
    FromState(state): FromState<State>,
    client: Client,
    Path(handle): Path<String>,
) -> Result<Response, PageError> {
    let found = look(&state, client, &handle).await?;
    render(StatusCode::OK, &page(&state, found, Shown::default()))
}

/// `GET /{handle}/{amount}`: the link says how much. Nonsense gets the page with what is wrong and a field to mend it in.
pub async fn show_amount(
    FromState(state): FromState<State>,
    client: Client,
    Path((handle, amount)): Path<(String, String)>,
) -> Result<Response, PageError> {
    let found = look(&state, client, &handle).await?;
    match link::amount(&amount, found.0.currency) {
        Ok(money) => render(StatusCode::OK, &page(&state, found, Shown { money: Some(money), ..Shown::default() })),
        Err(e) => {
            let error = Some(format!("The amount in this link can’t be read. {e}"));
            render(StatusCode::NOT_FOUND, &page(&state, found, Shown { error, ..Shown::default() }))
        }
    }
}

/// `POST /{handle}/pay`.
pub async fn pay(
    FromState(state): FromState<State>,
    client: Client,
    Path(handle): Path<String>,
    PageForm(form): PageForm<PayForm>,
) -> Result<Response, PageError> {
    start(&state, client, &handle, None, form).await
}

/// `POST /{handle}/{amount}/pay`.
pub async fn pay_amount(
    FromState(state): FromState<State>,
    client: Client,
    Path((handle, amount)): Path<(String, String)>,
    PageForm(form): PageForm<PayForm>,
) -> Result<Response, PageError> {
    start(&state, client, &handle, Some(&amount), form).await
}

async fn start(
    state: &State,
    client: Client,
    handle: &str,
    amount: Option<&str>,
    form: PayForm,
) -> Result<Response, PageError> {
    state.limits.payments.count(&client)?;
    let found = look(state, client, handle).await?;
    let wrong = |e: String| actions::Error::field("amount", "invalid", e);
    let money =
        amount.map(|text| link::amount(text, found.0.currency)).transpose().map_err(|e| wrong(e.to_string()))?;
    let PayForm { method, amount: typed, note } = form;
    let choice = Choice { method, amount: typed, note };
    match start_personal(&state.ctx, &found.0.handle, money, &choice).await {
        Err(actions::Error::Invalid(fields)) => {
            let error = fields.into_iter().map(|f| f.detail).collect::<Vec<_>>().join(" ");
            let shown = Shown { money, typed: choice.amount, error: Some(error) };
            render(StatusCode::BAD_REQUEST, &page(state, found, shown))
        }
        started => Ok(onward(started?)),
    }
}
