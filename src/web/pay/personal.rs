//! `/{handle}` and `/{handle}/25eur`: personal links. Looking stores nothing.

use axum::extract::State as FromState;
use axum::http::StatusCode;
use axum::response::Response;

use super::payer::{self, Wrong, bounds, no_way, offered, with_bounds};
use super::preview::PreviewView;
use super::request::{PayForm, RequestPage, Standing, onward, suggestions};
use crate::actions;
use crate::actions::payments::start::start_personal;
use crate::domain::field::{FieldError, Problem};
use crate::domain::method::OfferedMethod;
use crate::domain::money::{AmountError, Money};
use crate::domain::payee::Payee;
use crate::domain::payee::handle::Handle;
use crate::domain::payee::link;
use crate::domain::report::Link;
use crate::domain::request::{Asked, Preview};
use crate::locale::Words;
use crate::share::avatar::Avatar;
use crate::web::State;
use crate::web::error::{Error, PageError};
use crate::web::http::client::Client;
use crate::web::http::extract::{AmountSegment, PageForm, PagePath, PageQuery};
use crate::web::http::guesses::Sought;
use crate::web::http::live::{self, LiveState, OpenPage, Since};
use crate::web::http::reader::Reader;
use crate::web::view::render;
use crate::web::view::{AmountView, languages};

/// A payee and its ways to be paid.
type Found = (Payee, Vec<OfferedMethod>);

/// Finds the payee of a personal link. A miss is counted against whoever looks.
pub(in crate::web) async fn look(state: &State, client: Client, handle: &Handle) -> Result<Found, Error> {
    state.guesses.look_up(client, Sought::Payee(handle), state.ctx.store.personal_page(handle)).await
}

/// The standing of a personal page: it is there.
const OPEN: &str = "open";

/// What the page shows besides the payee.
#[derive(Default)]
struct Shown<'a> {
    money: Option<Money>,
    /// Whether it answers the form, which has an address of its own.
    posted: bool,
    typed: PayForm,
    fields: &'a [FieldError],
    /// What is wrong with the link itself.
    link: Option<AmountError>,
}

fn page(state: &State, (payee, methods): Found, reader: &Reader, shown: Shown<'_>) -> RequestPage {
    let Shown { money, posted, typed, fields, link } = shown;
    let path = match &money {
        Some(money) => format!("{}/{}", payee.handle, link::segment(money)),
        None => payee.handle.to_string(),
    };
    let locale = reader.locale(payee.language);
    let asked = Asked::Open { currency: money.map_or(payee.currency, |m| m.currency()), min: None, max: None };
    let t = Words::new(locale).with("payee", payee.name.as_str()).with("handle", format!("@{}", payee.handle));
    let t = with_bounds(t, &asked);
    let mut wrong = Wrong::of(fields, &t);
    if let Some(problem) = link {
        // Examples are of the currency of the field below, which may be another than the link's.
        let code = match &problem {
            AmountError::ThousandsOrDecimals(currency) if *currency != asked.currency() => "ambiguous",
            other => other.code(),
        };
        let text = payer::amount(code, problem.found().as_deref(), &t);
        // What was withdrawn was read well, and typing the amount again wouldn't help.
        let unread = code != "withdrawn_currency";
        wrong.amount = Some(if unread { format!("{} {text}", t.say("amount-in-link")) } else { text });
    }
    let suggested = if money.is_none() { payee.suggested.amounts(payee.currency) } else { Vec::new() };
    let card = state.ctx.url(&format!("{}/card.png", payee.handle)).to_string();
    let url = state.ctx.url(&path).to_string();
    let only_tests = state.ctx.rails.only_tests(&methods, &asked, money);
    RequestPage {
        languages: languages(Some(locale.language())),
        preview: PreviewView::new(Preview::Generic, payee.language, payee.name.as_str(), money, url, card, only_tests),
        methods: offered(&state.ctx, &methods, money.as_ref(), asked.currency(), &t),
        no_way: no_way(&state.ctx, &methods, money.as_ref(), &asked),
        pay_action: reader.carry(&format!("/{path}/pay")),
        report: reader.carry(&format!("/{}/report", payee.handle)),
        here: if posted { format!("/{path}") } else { String::new() },
        accent: payee.accent(),
        avatar: Avatar::of(payee.handle.as_str()).path(),
        amount: money.map(|money| AmountView::of(&money, locale)),
        currency: asked.currency().code(),
        bounds: bounds(&asked),
        suggested: suggestions(&suggested, &typed, locale),
        typed,
        wrong,
        asks_note: payee.asks_note,
        memo: None,
        items: Vec::new(),
        partly_paid: false,
        due: None,
        until: None,
        check_words: None,
        standing: Standing::Open,
        claimed: false,
        test: false,
        qr: None,
        live: Some(reader.carry(&format!("/{path}/live?since={OPEN}"))),
        t,
    }
}

/// `GET /{handle}`: the payer types the amount.
pub async fn show(
    FromState(state): FromState<State>,
    client: Client,
    reader: Reader,
    PagePath(handle): PagePath<Handle>,
) -> Result<Response, PageError> {
    let found = look(&state, client, &handle).await?;
    let withdrawn = found.0.currency.in_use().err().map(|e| FieldError::new("amount", &e));
    render(StatusCode::OK, &page(&state, found, &reader, Shown { fields: withdrawn.as_slice(), ..Shown::default() }))
}

/// `GET /{handle}/{amount}`: the link says how much. Nonsense gets the page with what is wrong and a field to mend it in.
pub async fn show_amount(
    FromState(state): FromState<State>,
    client: Client,
    reader: Reader,
    PagePath((handle, amount)): PagePath<(Handle, AmountSegment)>,
) -> Result<Response, PageError> {
    let found = look(&state, client, &handle).await?;
    let (status, shown) = match amount.money(found.0.currency) {
        Ok(money) => (StatusCode::OK, Shown { money: Some(money), ..Shown::default() }),
        Err(e) => (StatusCode::NOT_FOUND, Shown { link: Some(e), ..Shown::default() }),
    };
    render(status, &page(&state, found, &reader, shown))
}

/// `GET /{handle}/{amount}/live`. The address of the page itself is what stands before its last part.
pub async fn live_amount(
    state: FromState<State>,
    client: Client,
    reader: Reader,
    PagePath((handle, _)): PagePath<(Handle, AmountSegment)>,
    since: PageQuery<Since>,
) -> Result<Response, PageError> {
    live(state, client, reader, PagePath(handle), since).await
}

/// `GET /{handle}/live`: tells once that the page is gone.
pub async fn live(
    FromState(state): FromState<State>,
    client: Client,
    reader: Reader,
    PagePath(handle): PagePath<Handle>,
    PageQuery(Since { since }): PageQuery<Since>,
) -> Result<Response, PageError> {
    let (payee, _) = look(&state, client, &handle).await?;
    let now = move |state: State| {
        let handle = handle.clone();
        async move {
            let payee = state.ctx.store.payee_by_handle(&handle).await?;
            let open = || LiveState { state: OPEN.to_owned(), changes_at: None };
            Ok(payee.filter(|payee| payee.disabled_at.is_none()).map(|_| open()))
        }
    };
    let told = reader.words(payee.language).say("page-changed").into_owned();
    let page = OpenPage { code: None, payee: payee.handle, shown: since, told, every: live::QUIET };
    Ok(live::stream(&state, client, page, now).await)
}

/// `POST /{handle}/pay`.
pub async fn pay(
    FromState(state): FromState<State>,
    client: Client,
    reader: Reader,
    PagePath(handle): PagePath<Handle>,
    PageForm(form): PageForm<PayForm>,
) -> Result<Response, PageError> {
    start(&state, client, &reader, &handle, None, form).await
}

/// `POST /{handle}/{amount}/pay`.
pub async fn pay_amount(
    FromState(state): FromState<State>,
    client: Client,
    reader: Reader,
    PagePath((handle, amount)): PagePath<(Handle, AmountSegment)>,
    PageForm(form): PageForm<PayForm>,
) -> Result<Response, PageError> {
    start(&state, client, &reader, &handle, Some(&amount), form).await
}

async fn start(
    state: &State,
    client: Client,
    reader: &Reader,
    handle: &Handle,
    amount: Option<&AmountSegment>,
    form: PayForm,
) -> Result<Response, PageError> {
    state.limits.payments.count(&client)?;
    let found = look(state, client, handle).await?;
    state.limits.attempts.count(&(Link::Page(found.0.handle.clone()), client))?;
    let money = match amount.map(|amount| amount.money(found.0.currency)).transpose() {
        Ok(money) => money,
        Err(e) => {
            let shown = Shown { posted: true, typed: form, link: Some(e), ..Shown::default() };
            return render(StatusCode::BAD_REQUEST, &page(state, found, reader, shown));
        }
    };
    match start_personal(&state.ctx, &found.0.handle, money, &form.choice(reader)).await {
        Err(actions::Error::Invalid(fields)) => {
            let shown = Shown { money, posted: true, typed: form, fields: &fields, ..Shown::default() };
            render(StatusCode::BAD_REQUEST, &page(state, found, reader, shown))
        }
        Err(error @ actions::Error::Rail(_)) => {
            let shown = Shown { money, posted: true, typed: form, ..Shown::default() };
            let page = RequestPage { wrong: Wrong::away(), ..page(state, found, reader, shown) };
            Ok(PageError::from(error).on(render(StatusCode::OK, &page)?))
        }
        started => Ok(onward(started?, reader)),
    }
}
