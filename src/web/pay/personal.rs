//! `/{handle}` and `/{handle}/25eur`: personal links. Nothing is stored until a payment is started.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use super::choices::{PayForm, TipsView, suggestions};
use super::payer::{self, Wrong, bounds, next_response, no_way, offered, seller_page, with_bounds};
use super::preview::PreviewTags;
use super::request::{RequestPage, Standing};
use crate::actions;
use crate::actions::payments::start::start_personal;
use crate::domain::field::{FieldError, Problem};
use crate::domain::method::OfferedMethod;
use crate::domain::money::{AmountError, Money};
use crate::domain::payee::Payee;
use crate::domain::payee::handle::Handle;
use crate::domain::payee::link;
use crate::domain::report::ReportableLink;
use crate::domain::request::{Preview, RequestAmount};
use crate::locale::Words;
use crate::share::avatar::Avatar;
use crate::web::App;
use crate::web::error::{Error, PageError};
use crate::web::http::client::Client;
use crate::web::http::extract::{AmountSegment, PageForm, PagePath, PageQuery};
use crate::web::http::guesses::GuessTarget;
use crate::web::http::live::{self, LiveState, OpenPage, Since};
use crate::web::http::reader::Reader;
use crate::web::view::render;
use crate::web::view::{AmountView, languages};

/// A payee with its payment methods.
type PayablePayee = (Payee, Vec<OfferedMethod>);

/// Finds the payee of a personal link. A miss counts against the client's address.
pub(in crate::web) async fn find_payee(app: &App, client: Client, handle: &Handle) -> Result<PayablePayee, Error> {
    app.guesses.look_up(client, GuessTarget::Payee(handle), app.ctx.store.personal_page(handle)).await
}

/// The state of a personal page that exists, for its event stream.
const OPEN: &str = "open";

/// The parts of the page that come from the link and the form.
#[derive(Default)]
struct PersonalPageState<'a> {
    money: Option<Money>,
    /// Set for the answer to a form, whose address isn't the link's.
    posted: bool,
    typed: PayForm,
    fields: &'a [FieldError],
    /// The error in the link's amount.
    link: Option<AmountError>,
}

fn page(app: &App, (payee, methods): PayablePayee, reader: &Reader, shown: PersonalPageState<'_>) -> RequestPage {
    let PersonalPageState { money, posted, typed, fields, link } = shown;
    let path = match &money {
        Some(money) => format!("{}/{}", payee.handle, link::segment(money)),
        None => payee.handle.to_string(),
    };
    let locale = reader.locale(payee.language);
    let asked = RequestAmount::Open { currency: money.map_or(payee.currency, |m| m.currency()), min: None, max: None };
    let t = Words::new(locale).with("payee", payee.name.as_str());
    let seller = seller_page(&app.ctx, &payee.handle);
    let t = t.with("address", seller.as_str());
    let t = with_bounds(t, &asked);
    let mut wrong = Wrong::of(fields, &t);
    if let Some(problem) = link {
        // Examples are in the field's currency, so an ambiguous amount in another one gets the general message.
        let code = match &problem {
            AmountError::ThousandsOrDecimals(currency) if *currency != asked.currency() => "ambiguous",
            other => other.code(),
        };
        let text = payer::amount(code, problem.found_text().as_deref(), &t);
        // An amount in a withdrawn currency was parsed: typing it again wouldn't help.
        let unread = code != "withdrawn_currency";
        wrong.amount = Some(if unread { format!("{} {text}", t.say("amount-in-link")) } else { text });
    }
    let suggested = if money.is_none() { payee.suggested.amounts(payee.currency) } else { Vec::new() };
    let tips = money.filter(|_| payee.takes_tips).map(|due| TipsView::of(due, &typed, &t));
    let card = app.ctx.url(&format!("{}/card.png", payee.handle)).to_string();
    let url = app.ctx.url(&path).to_string();
    let only_tests = app.ctx.rails.only_tests(&methods, &asked, money);
    RequestPage {
        languages: languages(Some(locale.language())),
        preview: PreviewTags::new(Preview::Generic, payee.language, payee.name.as_str(), money, url, card, only_tests),
        methods: offered(&app.ctx, &methods, money.as_ref(), asked.currency(), tips.is_some(), &t),
        no_way: no_way(&app.ctx, &methods, money.as_ref(), &asked),
        pay_action: reader.carry(&format!("/{path}/pay")),
        report: reader.carry(&format!("/{}/report", payee.handle)),
        foot: app.feet.foot(),
        here: if posted { format!("/{path}") } else { String::new() },
        accent: payee.accent(),
        avatar: Avatar::of(payee.handle.as_str()).path(),
        amount: money.map(|money| AmountView::of(&money, locale)),
        instead: None,
        currency: asked.currency().code(),
        bounds: bounds(&asked),
        suggested: suggestions(&suggested, &typed, locale),
        typed,
        wrong,
        tips,
        asks_note: payee.asks_note,
        memo: None,
        items: Vec::new(),
        choice: None,
        order: None,
        order_page: None,
        partly_paid: false,
        parts: Vec::new(),
        due: None,
        until: None,
        check_words: None,
        seller,
        standing: Standing::Open,
        claimed: false,
        test: false,
        qr: None,
        live: Some(reader.carry(&format!("/{path}/live?since={OPEN}"))),
        t,
    }
}

/// `GET /{handle}`: the page on which the payer types the amount.
pub async fn show(
    State(app): State<App>,
    client: Client,
    reader: Reader,
    PagePath(handle): PagePath<Handle>,
) -> Result<Response, PageError> {
    let found = find_payee(&app, client, &handle).await?;
    let withdrawn = found.0.currency.in_use().err().map(|e| FieldError::new("amount", &e));
    let takes_orders = app.ctx.store.takes_orders(&found.0.id).await?;
    let order_page = takes_orders.then(|| reader.carry(&format!("/{}/order", found.0.handle)));
    let shown = PersonalPageState { fields: withdrawn.as_slice(), ..PersonalPageState::default() };
    render(StatusCode::OK, &RequestPage { order_page, ..page(&app, found, &reader, shown) })
}

/// `GET /{handle}/{amount}`: the page for a fixed amount. An invalid amount gets 404 with the error and a field to type it in.
pub async fn show_amount(
    State(app): State<App>,
    client: Client,
    reader: Reader,
    PagePath((handle, amount)): PagePath<(Handle, AmountSegment)>,
) -> Result<Response, PageError> {
    let found = find_payee(&app, client, &handle).await?;
    let (status, shown) = match amount.money(found.0.currency) {
        Ok(money) => (StatusCode::OK, PersonalPageState { money: Some(money), ..PersonalPageState::default() }),
        Err(e) => (StatusCode::NOT_FOUND, PersonalPageState { link: Some(e), ..PersonalPageState::default() }),
    };
    render(status, &page(&app, found, &reader, shown))
}

/// `GET /{handle}/{amount}/live`: the event stream of the page with an amount. It is that of the payee's page.
pub async fn live_amount(
    app: State<App>,
    client: Client,
    reader: Reader,
    PagePath((handle, _)): PagePath<(Handle, AmountSegment)>,
    since: PageQuery<Since>,
) -> Result<Response, PageError> {
    live(app, client, reader, PagePath(handle), since).await
}

/// `GET /{handle}/live`: the page's event stream, which reports that the payee was disabled.
pub async fn live(
    State(app): State<App>,
    client: Client,
    reader: Reader,
    PagePath(handle): PagePath<Handle>,
    PageQuery(Since { since }): PageQuery<Since>,
) -> Result<Response, PageError> {
    let (payee, _) = find_payee(&app, client, &handle).await?;
    let now = move |app: App| {
        let handle = handle.clone();
        async move {
            let payee = app.ctx.store.payee_by_handle(&handle).await?;
            let open = || LiveState { state: OPEN.to_owned(), changes_at: None };
            Ok(payee.filter(|payee| payee.disabled_at.is_none()).map(|_| open()))
        }
    };
    let told = reader.words(payee.language).say("page-changed").into_owned();
    let page = OpenPage { code: None, payee: payee.handle, shown: since, told, every: live::QUIET };
    Ok(live::stream(&app, client, page, now).await)
}

/// `POST /{handle}/pay`: starts a payment of the typed amount.
pub async fn pay(
    State(app): State<App>,
    client: Client,
    reader: Reader,
    PagePath(handle): PagePath<Handle>,
    PageForm(form): PageForm<PayForm>,
) -> Result<Response, PageError> {
    start(&app, client, &reader, &handle, None, form).await
}

/// `POST /{handle}/{amount}/pay`: starts a payment of the link's amount.
pub async fn pay_amount(
    State(app): State<App>,
    client: Client,
    reader: Reader,
    PagePath((handle, amount)): PagePath<(Handle, AmountSegment)>,
    PageForm(form): PageForm<PayForm>,
) -> Result<Response, PageError> {
    start(&app, client, &reader, &handle, Some(&amount), form).await
}

async fn start(
    app: &App,
    client: Client,
    reader: &Reader,
    handle: &Handle,
    amount: Option<&AmountSegment>,
    form: PayForm,
) -> Result<Response, PageError> {
    app.limits.payments.count(&client)?;
    let found = find_payee(app, client, handle).await?;
    app.limits.attempts.count(&(ReportableLink::Page(found.0.handle.clone()), client))?;
    let money = match amount.map(|amount| amount.money(found.0.currency)).transpose() {
        Ok(money) => money,
        Err(e) => {
            let shown = PersonalPageState { posted: true, typed: form, link: Some(e), ..PersonalPageState::default() };
            return render(StatusCode::BAD_REQUEST, &page(app, found, reader, shown));
        }
    };
    match start_personal(&app.ctx, &found.0.handle, money, &form.input(reader)).await {
        Err(actions::Error::Invalid(fields)) => {
            let shown =
                PersonalPageState { money, posted: true, typed: form, fields: &fields, ..PersonalPageState::default() };
            render(StatusCode::BAD_REQUEST, &page(app, found, reader, shown))
        }
        Err(error @ actions::Error::Rail(_)) => {
            let shown = PersonalPageState { money, posted: true, typed: form, ..PersonalPageState::default() };
            let page = RequestPage { wrong: Wrong::away(), ..page(app, found, reader, shown) };
            Ok(PageError::from(error).on(render(StatusCode::OK, &page)?))
        }
        started => Ok(next_response(started?, reader)),
    }
}
