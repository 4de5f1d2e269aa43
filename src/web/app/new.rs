//! `/app/new`: the form that makes a link.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use super::new_form::{DaysView, NewForm, PartRow, works_for};
use super::new_items::{self, ItemRow};
use super::one_time::{FormId, KEPT_AFTER_WAITING, once};
use super::pocket::SharedForm;
use super::price_rows::PriceRow;
use crate::actions;
use crate::actions::idempotency::{AnswerKey, ContentKey, find_repeated};
use crate::actions::requests::create::create_request;
use crate::domain::field::FieldError;
use crate::domain::language::Language;
use crate::domain::method::OfferedMethod;
use crate::domain::money::currency::Currency;
use crate::domain::request::code::RequestCode;
use crate::domain::request::terms::Terms;
use crate::domain::request::{Origin, PaymentRequest, RequestAmount, Status};
use crate::domain::text::Memo;
use crate::locale::{Locale, Words};
use crate::rails::registry::Payability;
use crate::share::message::ShareMessage;
use crate::store::RecentTerms;
use crate::web::App;
use crate::web::app::frame::{Frame, NavigationPlace};
use crate::web::error::{Error, PAYEE_DISABLED, PageError};
use crate::web::http::extract::{DeedForm, PageQuery, SignedIn};
use crate::web::pay::payer;
use crate::web::view::render;
use crate::web::view::{AmountView, FieldErrorView, LanguageView, errors, languages};

/// The number of recent requests in which memos and currencies are looked for.
const RECENT: i64 = 100;
/// The number of memos that are offered again.
const MEMOS: usize = 8;
/// The number of currencies that stand before all others.
const CURRENCIES: usize = 3;

#[derive(Template)]
#[template(path = "app/new.html")]
struct NewPage {
    frame: Frame,
    once: String,
    kind: &'static str,
    currency: String,
    amount: String,
    memo: String,
    reference: String,
    due_on: String,
    works_for: Vec<DaysView>,
    min_amount: String,
    max_amount: String,
    max_payments: String,
    preview: String,
    languages: Vec<LanguageView>,
    suggested: [String; 4],
    parts: [PartRow; 4],
    prices: [PriceRow; 3],
    items: Vec<ItemRow>,
    asks_note: bool,
    takes_tips: bool,
    after_text: String,
    after_url: String,
    errors: Vec<FieldErrorView>,
    has_methods: bool,
    /// Set when none of the payee's methods takes the form's currency.
    currency_unpaid: Option<String>,
    /// The memos of the last requests, each once.
    memos: Vec<String>,
    /// The currencies of the last requests, each once, and that of the form.
    recent: Vec<&'static str>,
    /// All currencies in use with their decimals: `EUR:2 JPY:0`.
    currencies: String,
    separator: char,
    placeholder: String,
    /// The form as far as it can be read, as the payer will see it.
    slip: DraftView,
    /// Set when the same link was made a moment ago from another form, and still waits for its money.
    repeated: Option<RepeatedView>,
}

/// A link that was made a moment ago, by another form with the same content.
struct RepeatedView {
    /// The address of its screen.
    href: String,
    /// Set where the form was sent to show the code.
    to_code: bool,
}

/// The slip and the message of a link that isn't made yet, in the link's language.
struct DraftView {
    t: Words,
    amount: Option<AmountView>,
    /// The Fluent key of the amount's bounds.
    bounds: &'static str,
    memo: Option<String>,
    message: String,
}

impl DraftView {
    fn of(app: &App, who: &SignedIn, form: &NewForm, currency: Currency, methods: &[OfferedMethod]) -> Self {
        let language = Language::parse(&form.language).unwrap_or(who.payee.language);
        let (locale, asked) = (Locale::from(language), form.asked(currency));
        let (memo, first) = (Memo::parse(form.memo.trim()).ok(), form.asked_first(currency));
        let test = app.ctx.rails.only_tests(methods, &asked, None);
        let link = format!("{}…", app.ctx.url("r/"));
        Self {
            t: payer::with_bounds(Words::new(locale).with("payee", who.payee.name.as_str()), &asked),
            amount: first.map(|money| AmountView::of(&money, locale)),
            bounds: payer::bounds(&asked),
            message: ShareMessage::draft(memo.as_ref(), first, language, &link, test).text,
            memo: memo.map(|memo| memo.to_string()),
        }
    }
}

/// The first `most` different values.
fn first<T: PartialEq>(values: impl Iterator<Item = T>, most: usize) -> Vec<T> {
    values.fold(Vec::new(), |mut found, value| {
        if found.len() < most && !found.contains(&value) {
            found.push(value);
        }
        found
    })
}

/// All currencies in use with their decimals.
fn all_currencies() -> String {
    let usable = Currency::all().iter().filter(|currency| currency.in_use().is_ok());
    usable.map(|currency| format!("{}:{}", currency.code(), currency.exponent())).collect::<Vec<_>>().join(" ")
}

async fn page(app: &App, who: &SignedIn, form: NewForm, errors: Vec<FieldErrorView>) -> Result<NewPage, PageError> {
    let store = &app.ctx.store;
    let methods = store.offered_methods(&who.payee.id).await?;
    let terms = store.recent_terms(&who.payee.id, RECENT).await?;
    // What payers of the personal link wrote or chose is no habit of the payee.
    let own = || terms.iter().filter(|terms| !matches!(terms.origin, Origin::Link | Origin::Order));
    let used = own().map(|RecentTerms { currency, .. }| *currency).filter(|currency| currency.in_use().is_ok());
    let mut recent = first(used.chain([who.payee.currency]), CURRENCIES);
    let memos = own().filter_map(|terms| terms.memo.as_ref().map(ToString::to_string));
    let memos = first(memos, MEMOS);
    // A new form gets the payee's habits and defaults; a refused one keeps what was typed.
    let or = |text: &str, default: &str| if text.is_empty() { default.to_owned() } else { text.to_owned() };
    let currency = or(&form.currency, recent.first().map_or(who.payee.currency.code(), |last| last.code()));
    let known = Currency::parse(currency.trim()).ok();
    if let Some(known) = known.filter(|known| !recent.contains(known)) {
        recent.insert(0, known);
        recent.truncate(CURRENCIES);
    }
    // Any amount will do here: the warning is about the currency alone.
    let open_in = |currency| RequestAmount::Open { currency, min: None, max: None };
    let payability = known.map(|currency| app.ctx.rails.payability(&methods, &open_in(currency), None));
    let unpaid = !matches!(payability, None | Some(Payability::Payable));
    let separator = who.locale.separator();
    let shown = known.unwrap_or(who.payee.currency);
    let zeros = "0".repeat(shown.exponent().into());
    Ok(NewPage {
        frame: Frame::of(app, who, NavigationPlace::New).await?,
        once: FormId::draw(app),
        repeated: None,
        kind: form.kind().as_str(),
        slip: DraftView::of(app, who, &form, shown, &methods),
        suggested: form.suggested(),
        parts: form.parts(),
        prices: form.prices(),
        items: new_items::rows(&form.items),
        asks_note: form.asks_note.is_some(),
        takes_tips: form.takes_tips.is_some(),
        after_text: form.after_text,
        after_url: form.after_url,
        preview: or(&form.preview, "generic"),
        languages: languages(Language::parse(&or(&form.language, who.payee.language.tag()))),
        works_for: works_for(who.locale, &form.expires_in),
        currency_unpaid: unpaid
            .then(|| who.words().with("currency", currency.clone()).say("new-currency-unpaid").into()),
        currency,
        amount: form.amount,
        memo: form.memo,
        reference: form.reference,
        due_on: form.due_on,
        min_amount: form.min_amount,
        max_amount: form.max_amount,
        max_payments: form.max_payments,
        errors,
        has_methods: !methods.is_empty(),
        memos,
        recent: recent.iter().map(Currency::code).collect(),
        currencies: all_currencies(),
        separator,
        placeholder: if zeros.is_empty() { "0".to_owned() } else { format!("0{separator}{zeros}") },
    })
}

/// `GET /app/new`: the form, with the query's values filled in, or those of a request that another one is to be like, or what another app
/// shares.
pub async fn show(
    State(app): State<App>,
    who: SignedIn,
    PageQuery(form): PageQuery<NewForm>,
    PageQuery(shared): PageQuery<SharedForm>,
) -> Result<Response, PageError> {
    let like = match RequestCode::parse(&form.like) {
        Some(code) => app.ctx.store.request(&who.payee.id, &code).await?,
        None => None,
    };
    let form = like.map_or(form, |request| NewForm::like(&request, who.locale));
    let form = shared.fill(form, &who.payee, who.locale);
    render(StatusCode::OK, &page(&app, &who, form, Vec::new()).await?)
}

/// `POST /app/new`: creates a request, and goes on to share its link or to show its code.
pub async fn make(
    State(app): State<App>,
    who: SignedIn,
    DeedForm(form): DeedForm<NewForm>,
) -> Result<Response, PageError> {
    if !form.payee.is_empty() && form.payee != who.payee.handle.as_str() {
        return waits_on(&app, &who).await;
    }
    let now = app.ctx.clock.now();
    let terms = form.draft(now).and_then(|draft| draft.check(who.payee.currency, who.payee.language, now));
    let checked = terms
        .and_then(|terms| FormId::received_after_waiting(&form.once, now).map(|id| (terms, id)).map_err(|e| vec![e]));
    let (terms, id) = match checked {
        Ok(checked) => checked,
        Err(fields) => {
            let refused = errors(&who.words(), fields).into_iter();
            let refused = refused.map(|e| FieldErrorView { field: form.field_of(e.field), ..e }).collect();
            return render(StatusCode::BAD_REQUEST, &page(&app, &who, form, refused).await?);
        }
    };
    let content = ContentKey::of(&form.content(&terms));
    // Two tickets may differ by nothing but what their payers read, which no key of the content may tell.
    let unless_repeated = Some(&content).filter(|_| form.another.is_none() && terms.after_payment.is_none());
    match create(&app, &who, &form, (&terms, &id), unless_repeated).await {
        Err(actions::Error::Repeated) => match repeated(&app, &who, &form, &content).await? {
            Some(repeated) => {
                let asked = NewPage { repeated: Some(repeated), ..page(&app, &who, form, Vec::new()).await? };
                render(StatusCode::CONFLICT, &asked)
            }
            // The other link was paid or ended meanwhile, so this one is the next customer's.
            None => Ok(create(&app, &who, &form, (&terms, &id), None).await?),
        },
        Err(actions::Error::PayeeDisabled) => {
            let disabled = errors(&who.words(), vec![FieldError::plain("form", "payee_disabled", PAYEE_DISABLED)]);
            render(StatusCode::CONFLICT, &page(&app, &who, form, disabled).await?)
        }
        made => Ok(made?),
    }
}

/// Answers a link that has waited in the browser of another payee's seller: it waits on until that seller is signed in again. The answer is
/// no redirect, which the page's script couldn't tell from a link that was made, and shows nothing of the link.
async fn waits_on(app: &App, who: &SignedIn) -> Result<Response, PageError> {
    let blank = page(app, who, NewForm::default(), Vec::new()).await?;
    Ok(PageError(Error::SignedOut).on(render(StatusCode::OK, &blank)?))
}

/// Creates the request of a form, once, and returns the redirection to the next screen.
async fn create(
    app: &App,
    who: &SignedIn,
    form: &NewForm,
    (terms, id): (&Terms, &FormId),
    unless_repeated: Option<&ContentKey>,
) -> Result<Response, actions::Error> {
    let (ctx, payee, screen) = (&app.ctx, &who.payee.id, form.screen());
    let place = move |request: &PaymentRequest| format!("/app/requests/{}/{screen}", request.code);
    let make = |answer_key: AnswerKey<PaymentRequest>| {
        let answer_key = answer_key.kept_for(KEPT_AFTER_WAITING);
        let answer_key = match unless_repeated {
            Some(content) => answer_key.unless_repeated(content),
            None => answer_key,
        };
        create_request(ctx, payee, terms, Origin::Page, Some(answer_key))
    };
    once(app, payee, id, place, make).await
}

/// The link that was made a moment ago with the same content, if it still waits for its money.
async fn repeated(
    app: &App,
    who: &SignedIn,
    form: &NewForm,
    content: &ContentKey,
) -> Result<Option<RepeatedView>, PageError> {
    let Some(kept) = find_repeated(&app.ctx, &who.payee.id, content).await? else { return Ok(None) };
    let code = kept.answer.location.as_deref().and_then(|place| place.split('/').find_map(RequestCode::parse));
    let request = match code {
        Some(code) => app.ctx.store.request(&who.payee.id, &code).await?,
        None => None,
    };
    let now = app.ctx.clock.now();
    let waits = request.filter(|request| request.status(now) == Status::Open && request.paid_count == 0);
    Ok(waits.map(|request| RepeatedView {
        href: format!("/app/requests/{}/{}", request.code, form.screen()),
        to_code: form.is_to_code(),
    }))
}
