//! `/r/{code}`: the pay page, and its QR pictures.

use askama::Template;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::choices::{PayForm, SuggestionView, TipsView, suggestions};
use super::order_news::OrderNews;
use super::payer::{
    Wrong, bounds, day_of_for, moment_for, next_response, no_way, offered, offered_prices, seller_page, with_bounds,
};
use super::pick_form::{ItemChoiceView, errors_of_step, is_sold_out, is_step};
use super::preview::PreviewTags;
use super::qr_picture::{PageOrPicture, PictureKind, PictureQuery, png};
use crate::actions;
use crate::actions::payments::start::start_payment;
use crate::domain::field::FieldError;
use crate::domain::money::Money;
use crate::domain::payee::accent::Accent;
use crate::domain::report::ReportableLink;
use crate::domain::request::Status;
use crate::domain::request::code::RequestCode;
use crate::domain::request::public::{PublicRequest, Underway};
use crate::locale::Words;
use crate::share::avatar::Avatar;
use crate::web::App;
use crate::web::error::{Error, PageError};
use crate::web::http::client::Client;
use crate::web::http::extract::{PageForm, PagePath, PageQuery};
use crate::web::http::feet::Foot;
use crate::web::http::guesses::GuessTarget;
use crate::web::http::gzip::{self, TakesGzip};
use crate::web::http::live::{self, LiveState, OpenPage, Since};
use crate::web::http::reader::{Reader, ReaderLanguage};
use crate::web::view::render;
use crate::web::view::{AmountView, ItemView, LanguageView, MethodView, PartView, QrView, languages, parts};

/// A request's state, as the page shows it.
#[derive(Clone, PartialEq, Eq)]
pub enum Standing {
    /// The request can be paid.
    Open,
    /// A provider reports money in transit.
    Processing,
    /// The request is paid, and takes no more payments.
    Paid {
        /// The day of the payment, in the reader's language.
        on: String,
    },
    /// The request's expiry has passed.
    Expired,
    /// The payee has cancelled the request.
    Cancelled,
}

/// The pay page, of a request or of a personal link.
#[derive(Template)]
#[template(path = "pay/request.html")]
pub struct RequestPage {
    /// Texts with the payee, the amount's bounds and the state's date as arguments.
    pub t: Words,
    pub languages: Vec<LanguageView>,
    /// The path of the language switch's links; empty for the page's own address.
    pub here: String,
    pub foot: Foot,
    pub preview: PreviewTags,
    pub accent: Accent,
    pub avatar: String,
    pub amount: Option<AmountView>,
    /// The amounts in other currencies that may be paid instead; `None` where there are none.
    pub instead: Option<String>,
    pub currency: &'static str,
    pub bounds: &'static str,
    pub typed: PayForm,
    pub wrong: Wrong,
    pub suggested: Vec<SuggestionView>,
    /// The tips on offer; `None` where the payer can't add one.
    pub tips: Option<TipsView>,
    pub asks_note: bool,
    pub memo: Option<String>,
    pub items: Vec<ItemView>,
    /// The choice of items; `None` where there is nothing to choose.
    pub choice: Option<ItemChoiceView>,
    /// Set for an open order.
    pub order: Option<OrderNews>,
    /// The path of the payee's order page, on its personal page.
    pub order_page: Option<String>,
    pub partly_paid: bool,
    /// The parts of the amount; empty when it is to be paid at once.
    pub parts: Vec<PartView>,
    pub due: Option<String>,
    pub until: Option<String>,
    pub check_words: Option<String>,
    /// The address of the payee's page, without the scheme.
    pub seller: String,
    pub standing: Standing,
    pub claimed: bool,
    /// Set when money moved, or is moving, on test rails only. Methods on offer have marks of their own.
    pub test: bool,
    pub methods: Vec<MethodView>,
    /// The Fluent key of the reason why no method is offered.
    pub no_way: &'static str,
    pub pay_action: String,
    pub report: String,
    pub qr: Option<QrView>,
    pub live: Option<String>,
}

impl RequestPage {
    fn of(app: &App, request: PublicRequest, reader: ReaderLanguage, typed: PayForm, fields: &[FieldError]) -> Self {
        let ctx = &app.ctx;
        let standing = request.standing();
        let payable = request.is_payable();
        let named = request.named();
        let check_words = ctx.check_words.of_public(&request).to_string();
        let wrong = match fields {
            [] => Wrong::default(),
            wrong => {
                let t = Words::new(reader.locale()).with("payee", request.name.as_str());
                Wrong::of(wrong, &with_bounds(t, &request.asked))
            }
        };
        let choice = ItemChoiceView::of(&request, &typed, fields, &wrong, reader.locale()).filter(|_| payable);
        let PublicRequest {
            code,
            handle,
            name,
            accent,
            language,
            zone,
            asked,
            prices,
            alternatives,
            outstanding,
            suggested,
            asks_note,
            takes_tips,
            pays_once,
            partly_paid,
            parts: part_progress,
            memo,
            items,
            left: _,
            order,
            due_on,
            expires_at,
            status,
            paid_at,
            paid_in_play_money,
            underway,
            preview,
            methods,
        } = request;
        let open = status == Status::Open;
        let processing = open && underway == Underway::Processing && pays_once;
        let locale = reader.locale();
        let t = Words::new(locale).with("payee", name.as_str());
        let seller = seller_page(ctx, &handle);
        let t = t.with("address", seller.as_str());
        let t = t.with("currency", asked.currency().code());
        let t = match expires_at {
            Some(at) if status == Status::Expired => t.with("date", day_of_for(locale, at, zone)),
            _ => t,
        };
        // The texts of a fixed amount need the bounds only for its error messages.
        let t = if asked.fixed().is_some() && fields.is_empty() { t } else { with_bounds(t, &asked) };
        let t = match asked.fixed() {
            Some(whole) if partly_paid || !part_progress.is_empty() => t.with("whole", locale.money(&whole)),
            _ => t,
        };
        // An open request asks for the rest; a closed one shows its whole amount.
        let picked = choice.as_ref().and_then(|choice| choice.sum.as_ref()).map(|sum| sum.money);
        let money = picked.or(outstanding.filter(|_| open)).or(asked.fixed());
        // A price that no method takes isn't offered.
        let is_offered = |money: &Money| methods.iter().any(|method| ctx.rails.offers(method, money).is_some());
        let offers: Vec<Money> = match alternatives.is_empty() || !payable {
            true => Vec::new(),
            false => outstanding.into_iter().chain(alternatives).filter(is_offered).collect(),
        };
        // The main price is named above, unless it can't be paid while another one can.
        let money =
            money.filter(|money| offers.is_empty() || offers.contains(money)).or(offers.first().copied()).or(money);
        let others: Vec<_> =
            offers.iter().filter(|offer| Some(**offer) != money).map(|offer| locale.money(offer)).collect();
        let instead = (!others.is_empty()).then(|| others.join(" · "));
        let t = match &instead {
            Some(others) => t.with("others", others.as_str()),
            None => t,
        };
        let tips = outstanding.filter(|_| open && takes_tips).map(|due| match instead.is_some() {
            true => TipsView::of_any(&typed, &t),
            false => TipsView::of(money.unwrap_or(due), &typed, &t),
        });
        let path = format!("/r/{code}");
        // Judged by the amount that was asked for, so that the preview doesn't reveal a part payment.
        let only_tests = match prices.is_empty() {
            true => ctx.rails.only_tests(&methods, &named, None),
            false => ctx.rails.only_tests_of_any(&methods, prices.iter().map(|price| price.asked)),
        };
        Self {
            languages: languages(Some(locale.language())),
            preview: PreviewTags::of_request(preview, language, &name, &named, &ctx.qr.link(&code), only_tests),
            methods: if !offers.is_empty() {
                offered_prices(ctx, &methods, &offers, tips.is_some(), &t)
            } else if payable {
                offered(ctx, &methods, money.as_ref(), asked.currency(), tips.is_some(), &t)
            } else {
                Vec::new()
            },
            no_way: no_way(ctx, &methods, money.as_ref(), &asked),
            standing: match status {
                Status::Open if processing => Standing::Processing,
                Status::Open => Standing::Open,
                Status::Paid => {
                    Standing::Paid { on: paid_at.map(|at| day_of_for(locale, at, zone)).unwrap_or_default() }
                }
                Status::Expired => Standing::Expired,
                Status::Cancelled => Standing::Cancelled,
            },
            test: paid_in_play_money || (processing && ctx.rails.only_tests(&methods, &asked, outstanding)),
            claimed: open && underway == Underway::Claimed && pays_once,
            qr: open.then(|| QrView::from(&ctx.qr.matrix(&code))),
            live: open.then(|| reader.carry(&format!("{path}/live?since={standing}"))),
            pay_action: reader.carry(&format!("{path}/pay")),
            report: reader.carry(&format!("{path}/report")),
            here: String::new(),
            foot: app.feet.foot(),
            accent,
            avatar: Avatar::of(handle.as_str()).path(),
            amount: money.map(|money| AmountView::of(&money, locale)),
            instead,
            currency: asked.currency().code(),
            bounds: bounds(&asked),
            wrong,
            suggested: suggestions(&suggested, &typed, locale),
            typed,
            tips,
            asks_note: asks_note && open,
            memo: memo.map(|m| m.to_string()),
            items: match &choice {
                Some(choice) => choice.lines(&items, asked.currency(), locale),
                None => items.into_iter().map(|item| ItemView::of(item, asked.currency(), locale)).collect(),
            },
            choice,
            order: order.filter(|_| open).map(|order| OrderNews::of(order, reader.carry(&format!("{path}/send")))),
            order_page: None,
            partly_paid: open && partly_paid && outstanding.is_some() && part_progress.is_empty(),
            parts: parts(part_progress, asked.currency(), locale),
            due: due_on.map(|day| locale.day(day)),
            until: expires_at.map(|at| moment_for(&t, at, zone)),
            check_words: Some(check_words),
            seller,
            t,
        }
    }
}

/// Finds a request by its link's code. A miss counts against the client's address.
pub(in crate::web) async fn find_request(
    app: &App,
    client: Client,
    code: &RequestCode,
) -> Result<PublicRequest, Error> {
    let look = app.ctx.store.public_request(code, app.ctx.clock.now());
    app.guesses.look_up(client, GuessTarget::Request(code), look).await
}

/// `GET /r/{code}`, `/r/{code}.svg` and `/r/{code}.png`.
pub async fn show(
    State(app): State<App>,
    client: Client,
    reader: Reader,
    taken: TakesGzip,
    PagePath(PageOrPicture { code, picture }): PagePath<PageOrPicture>,
    PageQuery(size): PageQuery<PictureQuery>,
) -> Result<Response, PageError> {
    let request = find_request(&app, client, &code).await?;
    match picture {
        None => page(&app, request, &reader, taken),
        Some(PictureKind::Svg) => {
            let svg = app.ctx.qr.matrix(&request.code).svg();
            Ok(([(header::CONTENT_TYPE, "image/svg+xml")], svg).into_response())
        }
        Some(PictureKind::Png) => Ok(png(&app.ctx.qr.matrix(&request.code), &size)?),
    }
}

/// Renders a request's page. Pages for clients that accept gzip come from the page cache.
fn page(app: &App, request: PublicRequest, reader: &Reader, taken: TakesGzip) -> Result<Response, PageError> {
    let language = reader.language(request.language);
    let foot = app.feet.foot();
    let page = |request| RequestPage { foot, ..RequestPage::of(app, request, language, PayForm::default(), &[]) };
    if !taken.0 {
        return render(StatusCode::OK, &page(request));
    }
    let packed = app.page_cache.page(request, language, foot, |request| {
        let html = app.mount.place_page(page(request).render()?);
        Ok::<_, Error>(gzip::pack(html.as_bytes())?.into())
    })?;
    Ok(gzip::answer(packed))
}

/// The page with what was typed, and what is wrong with it.
fn asked_again(
    app: &App,
    request: PublicRequest,
    reader: &Reader,
    form: PayForm,
    fields: &[FieldError],
) -> Result<Response, PageError> {
    let status = match fields {
        [] => StatusCode::OK,
        _ if is_sold_out(fields) => StatusCode::CONFLICT,
        _ => StatusCode::BAD_REQUEST,
    };
    let (here, language) = (format!("/r/{}", request.code), reader.language(request.language));
    let page = RequestPage::of(app, request, language, form, fields);
    render(status, &RequestPage { here, ..page })
}

/// `POST /r/{code}/pay`: starts a payment, or goes on from a choice of items to its sum.
pub async fn pay(
    State(app): State<App>,
    client: Client,
    reader: Reader,
    PagePath(code): PagePath<RequestCode>,
    PageForm(form): PageForm<PayForm>,
) -> Result<Response, PageError> {
    // A sum that is looked at is no payment that is started.
    if !is_step(&form) {
        app.limits.payments.count(&client)?;
    }
    let request = find_request(&app, client, &code).await?;
    if let Some(fields) = errors_of_step(&request, &form) {
        return asked_again(&app, request, &reader, form, &fields);
    }
    app.limits.attempts.count(&(ReportableLink::Request(code.clone()), client))?;
    match start_payment(&app.ctx, &request.code, &form.input(&reader)).await {
        Err(actions::Error::Invalid(fields)) if is_sold_out(&fields) => {
            // Read anew, since others were faster.
            let request = find_request(&app, client, &code).await?;
            asked_again(&app, request, &reader, form, &fields)
        }
        Err(actions::Error::Invalid(fields)) => asked_again(&app, request, &reader, form, &fields),
        // The request was paid or closed in the meantime: its page shows the current state.
        Err(actions::Error::NotOpen(_) | actions::Error::Underway | actions::Error::Conflict(_)) => {
            let request = find_request(&app, client, &code).await?;
            let here = format!("/r/{code}");
            let language = reader.language(request.language);
            let page = RequestPage::of(&app, request, language, PayForm::default(), &[]);
            render(StatusCode::CONFLICT, &RequestPage { here, ..page })
        }
        // No payment was started: the page offers the other methods at once.
        Err(error @ actions::Error::Rail(_)) => {
            let here = format!("/r/{code}");
            let language = reader.language(request.language);
            let page = RequestPage::of(&app, request, language, form, &[]);
            let page = render(StatusCode::OK, &RequestPage { here, wrong: Wrong::away(), ..page })?;
            Ok(PageError::from(error).on(page))
        }
        started => Ok(next_response(started?, &reader)),
    }
}

/// `GET /r/{code}/live`: the page's event stream.
pub async fn live(
    State(app): State<App>,
    client: Client,
    reader: Reader,
    PagePath(code): PagePath<RequestCode>,
    PageQuery(Since { since }): PageQuery<Since>,
) -> Result<Response, PageError> {
    let PublicRequest { code, handle, language, .. } = find_request(&app, client, &code).await?;
    let about = code.clone();
    let now = move |app: App| {
        let code = about.clone();
        async move {
            let ctx = &app.ctx;
            let request = ctx.store.public_request(&code, ctx.clock.now()).await?;
            Ok(request.map(|request| LiveState { state: request.standing(), changes_at: request.lapses_at() }))
        }
    };
    let told = reader.words(language).say("page-changed").into_owned();
    let page = OpenPage { code: Some(code), payee: handle, shown: since, told, every: live::QUIET };
    Ok(live::stream(&app, client, page, now).await)
}
