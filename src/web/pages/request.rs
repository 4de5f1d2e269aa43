//! `/r/{code}`: the pay page, and its QR pictures.

use askama::Template;
use axum::extract::{Path, State as FromState};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::payer::{Wrong, bounds, no_way, offered, with_bounds};
use super::preview::PreviewView;
use super::render;
use super::view::{AmountView, ItemView, LanguageView, MethodView, QrView, languages};
use crate::actions::start_payment::{Choice, Onward, start_payment};
use crate::actions::{self, Context};
use crate::domain::accent::Accent;
use crate::domain::clock::Instant;
use crate::domain::code::RequestCode;
use crate::domain::field::FieldError;
use crate::domain::money::Money;
use crate::domain::public::{PublicRequest, Underway};
use crate::domain::request::Status;
use crate::locale::{Locale, Words};
use crate::share::avatar::Avatar;
use crate::share::qr::Matrix;
use crate::web::State;
use crate::web::client::Client;
use crate::web::error::{Error, PageError};
use crate::web::extract::{PageForm, PageQuery};
use crate::web::live::{self, Since};
use crate::web::reader::Reader;

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
    Expired,
    /// Was taken back.
    Cancelled,
}

/// The pay page, of a request or of a personal link.
#[derive(Template)]
#[template(path = "pay/request.html")]
pub struct RequestPage {
    /// Texts that know the payee, the bounds of the amount, and what the standing speaks of.
    pub t: Words,
    pub languages: Vec<LanguageView>,
    /// Where the switch of languages leads; empty for the page's own address.
    pub here: String,
    pub preview: PreviewView,
    pub accent: Accent,
    pub avatar: String,
    pub amount: Option<AmountView>,
    pub currency: &'static str,
    pub bounds: &'static str,
    pub typed: PayForm,
    pub wrong: Wrong,
    pub suggested: Vec<SuggestionView>,
    pub asks_note: bool,
    pub memo: Option<String>,
    pub items: Vec<ItemView>,
    pub partly_paid: bool,
    pub due: Option<String>,
    pub until: Option<String>,
    pub check_words: Option<String>,
    pub standing: Standing,
    pub claimed: bool,
    pub methods: Vec<MethodView>,
    /// The key of what is said where there is no method.
    pub no_way: &'static str,
    pub pay_action: String,
    pub report: String,
    pub qr: Option<QrView>,
    pub live: Option<String>,
}

/// An amount that the payee suggests.
pub struct SuggestionView {
    /// As the form sends it.
    pub value: String,
    /// As the reader writes it.
    pub label: String,
    /// Whether it was chosen.
    pub chosen: bool,
}

/// The payee's suggestions, as the reader writes them.
pub fn suggestions(suggested: &[Money], typed: &PayForm, locale: Locale) -> Vec<SuggestionView> {
    let view = |money: &Money| {
        let value = money.to_decimal();
        SuggestionView { label: locale.money(money), chosen: typed.amount.is_empty() && typed.pick == value, value }
    };
    suggested.iter().map(view).collect()
}

impl RequestPage {
    fn of(ctx: &Context, request: PublicRequest, reader: &Reader, typed: PayForm, fields: &[FieldError]) -> Self {
        let standing = request.standing();
        let check_words = ctx.check_words.of_public(&request).to_string();
        let PublicRequest {
            code,
            handle,
            name,
            accent,
            language,
            asked,
            outstanding,
            suggested,
            asks_note,
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
        let open = status == Status::Open;
        let locale = reader.locale(language);
        let t = Words::new(locale).with("payee", name.as_str()).with("handle", format!("@{handle}"));
        let t = t.with("currency", asked.currency().code());
        let t = match expires_at {
            Some(at) if status == Status::Expired => t.with("date", locale.day_of(at)),
            _ => t,
        };
        // A fixed amount has no bounds to speak of, unless something was wrong with it.
        let t = if asked.fixed().is_some() && fields.is_empty() { t } else { with_bounds(t, &asked) };
        let t = match asked.fixed() {
            Some(whole) if partly_paid => t.with("whole", locale.money(&whole)),
            _ => t,
        };
        let money = outstanding.filter(|_| open).or(asked.fixed());
        let path = format!("/r/{code}");
        Self {
            languages: languages(Some(locale.language())),
            preview: PreviewView::of_request(preview, language, &name, &asked, &ctx.qr.link(&code)),
            methods: if open { offered(ctx, &methods, money.as_ref(), asked.currency(), &t) } else { Vec::new() },
            no_way: no_way(ctx, &methods, money.as_ref(), &asked),
            standing: match status {
                Status::Open if underway == Underway::Processing && pays_once => Standing::Processing,
                Status::Open => Standing::Open,
                Status::Paid => Standing::Paid { on: paid_at.map(|at| locale.day_of(at)).unwrap_or_default() },
                Status::Expired => Standing::Expired,
                Status::Cancelled => Standing::Cancelled,
            },
            claimed: open && underway == Underway::Claimed && pays_once,
            qr: open.then(|| QrView::from(&ctx.qr.matrix(&code))),
            live: open.then(|| format!("{path}/live?since={standing}")),
            pay_action: reader.carry(&format!("{path}/pay")),
            report: reader.carry(&format!("{path}/report")),
            here: String::new(),
            accent,
            avatar: Avatar::of(handle.as_str()).path(),
            amount: money.map(|money| AmountView::of(&money, locale)),
            currency: asked.currency().code(),
            bounds: bounds(&asked),
            wrong: Wrong::of(fields, &t),
            suggested: suggestions(&suggested, &typed, locale),
            typed,
            asks_note: asks_note && open,
            memo: memo.map(|m| m.to_string()),
            items: items.into_iter().map(|item| ItemView::of(item, asked.currency(), locale)).collect(),
            partly_paid: asked.fixed().is_some() && outstanding.is_some() && partly_paid && open,
            due: due_on.map(|day| locale.day(day)),
            until: expires_at.map(|at| moment_for(&t, at)),
            check_words: Some(check_words),
            t,
        }
    }
}

/// A moment in the reader's words: "30 November 2026 at 18:00 UTC".
pub fn moment_for(t: &Words, at: Instant) -> String {
    Words::new(t.locale()).with("time", t.locale().moment(at)).say("moment").into_owned()
}

/// Reads a request for anybody with its link. A miss is counted against whoever looks.
pub(super) async fn look(state: &State, client: Client, code: &str) -> Result<PublicRequest, Error> {
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
    reader: Reader,
    Path(code): Path<String>,
    PageQuery(picture): PageQuery<Picture>,
) -> Result<Response, PageError> {
    let (code, kind) = code.split_once('.').map_or((code.as_str(), None), |(code, kind)| (code, Some(kind)));
    let request = look(&state, client, code).await?;
    match kind {
        None => render(StatusCode::OK, &RequestPage::of(&state.ctx, request, &reader, PayForm::default(), &[])),
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
    /// The chosen suggestion. What is typed counts before it.
    pub pick: String,
    /// The payer's words to the payee.
    pub note: String,
}

impl PayForm {
    /// What the payer chose.
    pub fn choice(&self, reader: &Reader) -> Choice {
        let amount = if self.amount.trim().is_empty() { &self.pick } else { &self.amount };
        Choice {
            method: self.method.clone(),
            amount: amount.clone(),
            note: self.note.clone(),
            language: reader.chosen(),
        }
    }
}

/// `POST /r/{code}/pay`.
pub async fn pay(
    FromState(state): FromState<State>,
    client: Client,
    reader: Reader,
    Path(code): Path<String>,
    PageForm(form): PageForm<PayForm>,
) -> Result<Response, PageError> {
    state.limits.payments.count(&client)?;
    let request = look(&state, client, &code).await?;
    match start_payment(&state.ctx, &request.code, &form.choice(&reader)).await {
        Err(actions::Error::Invalid(fields)) => {
            let here = format!("/r/{code}");
            let page = RequestPage::of(&state.ctx, request, &reader, form, &fields);
            render(StatusCode::BAD_REQUEST, &RequestPage { here, ..page })
        }
        // The page itself says best how things stand now.
        Err(actions::Error::NotOpen(_) | actions::Error::Underway) => {
            let request = look(&state, client, &code).await?;
            let here = format!("/r/{code}");
            let page = RequestPage::of(&state.ctx, request, &reader, PayForm::default(), &[]);
            render(StatusCode::CONFLICT, &RequestPage { here, ..page })
        }
        // Nothing was begun. Whatever else there is can be chosen at once.
        Err(error @ actions::Error::Rail(_)) => {
            let here = format!("/r/{code}");
            let page = RequestPage::of(&state.ctx, request, &reader, form, &[]);
            let page = render(StatusCode::OK, &RequestPage { here, wrong: Wrong::away(), ..page })?;
            Ok(PageError::from(error).on(page))
        }
        started => Ok(onward(started?, &reader)),
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
    Ok(live::stream(&state, code, since, live::LOOK, now)?)
}

/// Sends the payer on.
pub fn onward(onward: Onward, reader: &Reader) -> Response {
    match onward {
        Onward::Provider(url) => Redirect::to(url.as_str()).into_response(),
        Onward::OwnPage(token) => Redirect::to(&reader.carry(&format!("/p/{}", token.reveal()))).into_response(),
    }
}
