//! `/r/{code}`: the pay page, and its QR pictures.

use askama::Template;
use axum::extract::{Path, State as FromState};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::render;
use super::view::{AmountView, ItemView, MethodView, QrView, bounds, day, day_of, moment};
use crate::actions::start_payment::{Choice, Onward, start_payment};
use crate::actions::{self, Context};
use crate::domain::code::RequestCode;
use crate::domain::method::OfferedMethod;
use crate::domain::money::Money;
use crate::domain::public::{PublicRequest, Underway};
use crate::domain::request::{Item, Preview, Status};
use crate::share::qr::Matrix;
use crate::web::State;
use crate::web::client::Client;
use crate::web::error::{Error, PageError};
use crate::web::extract::{PageForm, PageQuery};
use crate::web::live::{self, Since};

/// Where the request stands, for the page.
#[derive(Clone, PartialEq, Eq)]
pub enum Standing {
    /// Can be paid.
    Open,
    /// A provider says money is on its way.
    Processing,
    /// Is paid.
    Paid {
        /// The day.
        on: String,
    },
    /// Its time is over.
    Expired {
        /// The day.
        on: String,
    },
    /// Was taken back.
    Cancelled,
}

/// What a chat shows of the link.
pub struct PreviewView {
    /// The title.
    pub title: String,
    /// The line below.
    pub description: String,
    /// The link.
    pub url: String,
    /// Whether anything is shown.
    pub show: bool,
}

impl PreviewView {
    /// As much as the payee's dial allows; never the memo, never that it was paid.
    pub fn new(dial: Preview, name: &str, amount: Option<Money>, url: String) -> Self {
        let title = match (dial, amount) {
            (Preview::Amount, Some(amount)) => format!("{name} asks for {amount}"),
            _ => "A payment request".to_owned(),
        };
        let description = "Open the link to see who asks, how much and what for.".to_owned();
        Self { title, description, url, show: dial != Preview::None }
    }
}

/// The pay page, of a request or of a personal link.
#[derive(Template)]
#[template(path = "pay/request.html")]
pub struct RequestPage {
    pub preview: PreviewView,
    pub payee: String,
    pub handle: String,
    pub amount: Option<AmountView>,
    pub currency: &'static str,
    pub typed: String,
    pub bounds: Option<String>,
    pub memo: Option<String>,
    pub items: Vec<ItemView>,
    pub partly_paid: Option<String>,
    pub due: Option<String>,
    pub until: Option<String>,
    pub standing: Standing,
    pub claimed: bool,
    pub methods: Vec<MethodView>,
    pub pay_action: String,
    pub error: Option<String>,
    pub qr: Option<QrView>,
    pub live: Option<String>,
}

/// The methods that are offered for an amount, or for any amount while none is known.
pub fn offered(ctx: &Context, methods: &[OfferedMethod], money: Option<&Money>) -> Vec<MethodView> {
    let view = |method: &OfferedMethod| {
        let kind = ctx.rails.offers(method, money)?;
        let action = match money {
            Some(money) => format!("Pay {money} {}", kind.by),
            None => format!("Pay {}", kind.by),
        };
        Some(MethodView { id: method.id.to_string(), label: kind.label, hint: kind.hint, action, test: kind.test })
    };
    methods.iter().filter_map(view).collect()
}

impl RequestPage {
    fn of(ctx: &Context, request: PublicRequest, typed: String, error: Option<String>) -> Self {
        let standing = request.standing();
        let PublicRequest {
            code,
            handle,
            name,
            asked,
            outstanding,
            pays_once,
            partly_paid,
            memo,
            items,
            due_on,
            expires_at,
            status,
            paid_at,
            underway,
            preview,
            methods,
        } = request;
        let money = outstanding.filter(|_| status == Status::Open).or(asked.fixed());
        let url = ctx.qr.link(&code);
        Self {
            preview: PreviewView::new(preview, name.as_str(), asked.fixed(), url),
            methods: if status == Status::Open { offered(ctx, &methods, money.as_ref()) } else { Vec::new() },
            standing: match status {
                Status::Open if underway == Underway::Processing && pays_once => Standing::Processing,
                Status::Open => Standing::Open,
                Status::Paid => Standing::Paid { on: paid_at.map(day_of).unwrap_or_default() },
                Status::Expired => Standing::Expired { on: expires_at.map(day_of).unwrap_or_default() },
                Status::Cancelled => Standing::Cancelled,
            },
            claimed: status == Status::Open && underway == Underway::Claimed && pays_once,
            qr: (status == Status::Open).then(|| QrView::from(&ctx.qr.matrix(&code))),
            live: (status == Status::Open).then(|| format!("/r/{code}/live?since={standing}")),
            pay_action: format!("/r/{code}/pay"),
            payee: name.to_string(),
            handle: handle.to_string(),
            amount: money.map(AmountView::from),
            currency: asked.currency().code(),
            typed,
            bounds: bounds(&asked),
            memo: memo.map(|m| m.to_string()),
            items: items
                .into_iter()
                .map(|Item { name, quantity, amount }| {
                    let shown = Money::parse(&amount, asked.currency()).map_or(amount, |money| money.human());
                    ItemView { name, quantity, amount: shown }
                })
                .collect(),
            partly_paid: match (asked.fixed(), outstanding) {
                (Some(whole), Some(_)) if partly_paid && status == Status::Open => {
                    Some(format!("Part of {whole} has been paid. This is the rest."))
                }
                _ => None,
            },
            due: due_on.map(day),
            until: expires_at.map(moment),
            error,
        }
    }
}

/// Reads a request for anybody with its link. A miss is counted against whoever looks.
async fn look(state: &State, client: Client, code: &str) -> Result<PublicRequest, Error> {
    state.limits.may_look(client)?;
    let found = match RequestCode::parse(code) {
        Some(code) => state.ctx.store.public_request(&code, state.ctx.clock.now()).await?,
        None => None,
    };
    state.limits.found(client, found)
}

/// The size of a picture.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Picture {
    size: Option<String>,
}

/// `GET /r/{code}`, and `/r/{code}.svg`, `/r/{code}.png`.
pub async fn show(
    FromState(state): FromState<State>,
    client: Client,
    Path(code): Path<String>,
    PageQuery(picture): PageQuery<Picture>,
) -> Result<Response, PageError> {
    let (code, kind) = code.split_once('.').map_or((code.as_str(), None), |(code, kind)| (code, Some(kind)));
    let request = look(&state, client, code).await?;
    match kind {
        None => render(StatusCode::OK, &RequestPage::of(&state.ctx, request, String::new(), None)),
        Some("svg") => {
            let svg = state.ctx.qr.matrix(&request.code).svg();
            Ok(([(header::CONTENT_TYPE, "image/svg+xml")], svg).into_response())
        }
        Some("png") => Ok(png(&state.ctx.qr.matrix(&request.code), &picture)?),
        Some(_) => Err(actions::Error::NotFound.into()),
    }
}

/// A code as a picture of the size that was asked for.
pub(super) fn png(code: &Matrix, Picture { size }: &Picture) -> Result<Response, Error> {
    const DEFAULT: u32 = 512;
    let wrong = |detail: String| Error::Unreadable { status: StatusCode::BAD_REQUEST, detail };
    let size = match size {
        None => DEFAULT,
        Some(text) => text.parse().map_err(|_| wrong("The size is a number of pixels, such as 512.".into()))?,
    };
    let png = code.png(size).map_err(|e| wrong(format!("{e}.")))?;
    Ok(([(header::CONTENT_TYPE, "image/png")], png).into_response())
}

/// What the pay form sends.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct PayForm {
    /// The chosen method.
    pub method: String,
    /// The typed amount.
    pub amount: String,
}

/// `POST /r/{code}/pay`.
pub async fn pay(
    FromState(state): FromState<State>,
    client: Client,
    Path(code): Path<String>,
    PageForm(form): PageForm<PayForm>,
) -> Result<Response, PageError> {
    state.limits.payments.count(&client)?;
    let request = look(&state, client, &code).await?;
    let PayForm { method, amount } = form;
    let choice = Choice { method, amount };
    match start_payment(&state.ctx, &request.code, &choice).await {
        Err(actions::Error::Invalid(fields)) => {
            let error = fields.into_iter().map(|f| f.detail).collect::<Vec<_>>().join(" ");
            render(StatusCode::BAD_REQUEST, &RequestPage::of(&state.ctx, request, choice.amount, Some(error)))
        }
        // The page itself says best how things stand now.
        Err(actions::Error::NotOpen(_) | actions::Error::Underway) => {
            let request = look(&state, client, &code).await?;
            render(StatusCode::CONFLICT, &RequestPage::of(&state.ctx, request, String::new(), None))
        }
        started => Ok(onward(started?)),
    }
}

/// `GET /r/{code}/live`: tells once that the page is out of date.
pub async fn live(
    FromState(state): FromState<State>,
    client: Client,
    Path(code): Path<String>,
    PageQuery(Since { since }): PageQuery<Since>,
) -> Result<Response, PageError> {
    let code = look(&state, client, &code).await?.code;
    let about = code.clone();
    let now = move |state: State| {
        let code = about.clone();
        async move {
            let ctx = &state.ctx;
            Ok(ctx.store.public_request(&code, ctx.clock.now()).await?.map(|request| request.standing()))
        }
    };
    Ok(live::stream(&state, code, since, now)?)
}

/// Sends the payer on.
pub fn onward(onward: Onward) -> Response {
    match onward {
        Onward::Provider(url) => Redirect::to(url.as_str()).into_response(),
        Onward::OwnPage(token) => Redirect::to(&format!("/p/{}", token.reveal())).into_response(),
    }
}
