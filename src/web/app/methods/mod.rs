//! `/app/methods`: the ways in which the payee is paid, as the payee and as payers see them.

pub mod add;
pub mod order;
pub mod picture;
mod preview;
mod wallet;

use std::collections::HashSet;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use crate::actions;
use crate::actions::methods::manage::{label_method, remarks, remove_method, webhook_url};
use crate::actions::methods::needed::NeededMethods;
use crate::actions::payments::lightning_address;
use crate::domain::id::MethodId;
use crate::domain::method::{Method, OfferedMethod};
use crate::domain::money::Money;
use crate::domain::money::currency::Currency;
use crate::locale::Words;
use crate::rails::registry::{ConfirmedBy, Rails, own_name};
use crate::rails::{Group, RailKind};
use crate::store::UnknownEvent;
use crate::web::App;
use crate::web::app::events::unknown_report;
use crate::web::app::frame::{Frame, NavigationPlace};
use crate::web::error::PageError;
use crate::web::http::extract::{Deed, DeedForm, PagePath, PageQuery, RemoveMethod, SignedIn};
use crate::web::pay::payer::offered;
use crate::web::view::{AmountView, FieldErrorView, MethodView, errors, remark, render};

/// The most reports of unknown payments that are shown.
const UNKNOWN: i64 = 5;
/// The most currencies that are named one by one.
const NAMED: usize = 3;
/// The sample amount of the preview, in whole units of its currency.
const SAMPLE: i64 = 25;

/// A payment method of the payee, without its settings, which are write-only.
pub struct MethodRowView {
    pub id: String,
    /// The id of its form's field.
    pub field: String,
    /// The rail's name for payers.
    pub way: String,
    /// The payee's own name of it.
    pub label: String,
    /// Its currencies, and who confirms.
    pub line: String,
    pub added: String,
    pub test: bool,
    pub webhook: Option<String>,
    /// The payee's Lightning address, whose invoices this method writes.
    pub address: Option<String>,
    /// Remarks on the method's settings.
    pub warnings: Vec<String>,
    /// A remark on open requests that could not be paid without the method.
    pub needed: Option<String>,
    /// The errors of its form, which is open then.
    pub errors: Vec<FieldErrorView>,
}

/// A provider's report of a payment that isn't known here.
struct ReportView {
    text: String,
    when: String,
}

/// A currency in which the preview can be seen.
struct PreviewCurrencyView {
    code: &'static str,
    chosen: bool,
}

/// A preview of the methods as payers see them, for a sample amount.
struct PreviewView {
    payee: String,
    amount: AmountView,
    methods: Vec<MethodView>,
    none: String,
    currencies: Vec<PreviewCurrencyView>,
}

#[derive(Template)]
#[template(path = "app/methods.html")]
struct MethodsPage {
    frame: Frame,
    methods: Vec<MethodRowView>,
    preview: PreviewView,
    /// Says that a method was added a moment ago.
    done: Option<String>,
    personal_link: String,
    /// Providers' latest reports of payments that aren't known here.
    unknown: Vec<ReportView>,
}

/// The query of the page.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct MethodsQuery {
    /// The rail of a method that was added a moment ago.
    added: String,
    /// The wallet of that method, if its rail has several.
    wallet: String,
    /// The currency of the preview; the payee's if empty.
    currency: String,
}

/// A label that was refused.
struct WrongLabel {
    id: MethodId,
    typed: String,
    errors: Vec<FieldErrorView>,
}

/// The currencies that a rail takes, as few words.
fn currencies(rails: &Rails, kind: &RailKind, only: Option<Currency>, t: &Words) -> String {
    if let Some(only) = only {
        return only.code().to_owned();
    }
    let taken: Vec<_> = Currency::all().iter().filter(|currency| rails.takes_some(kind, **currency)).collect();
    match taken.len() {
        few if few <= NAMED => taken.iter().map(|currency| currency.code()).collect::<Vec<_>>().join(", "),
        many if many * 10 > Currency::all().len() * 9 => t.say("settings-all-currencies").into_owned(),
        _ => t.say("settings-some-currencies").into_owned(),
    }
}

/// The currencies of a rail, and who confirms: "EUR · you confirm".
pub(super) fn line(rails: &Rails, kind: &RailKind, only: Option<Currency>, t: &Words) -> String {
    let key = match ConfirmedBy::of(kind) {
        ConfirmedBy::Payee => "settings-way-confirm-you",
        ConfirmedBy::Provider => "settings-way-confirm-itself",
        ConfirmedBy::Either => "settings-way-confirm-either",
    };
    t.say_with(key, "currencies", &currencies(rails, kind, only, t)).into_owned()
}

/// The name of a rail, or of its wallet or scheme, as payers read it. Two of them are Bitcoin to payers, which their payee knows by the software that
/// it runs.
pub(super) fn name(kind: Option<&RailKind>, own_name: Option<&str>, t: &Words) -> String {
    match (kind, own_name) {
        (Some(_), Some(name)) => name.to_owned(),
        (Some(kind), None) if kind.group == Group::Bitcoin => kind.label.to_owned(),
        (Some(kind), None) => t.say(kind.payer.name).into_owned(),
        (None, _) => t.say("settings-way-gone").into_owned(),
    }
}

/// One of the payee's methods as a row of the list.
async fn row(
    app: &App,
    who: &SignedIn,
    method: &Method,
    needed: &NeededMethods,
    address: Option<&(MethodId, String)>,
    wrong: Option<&mut WrongLabel>,
) -> Result<MethodRowView, PageError> {
    let kind = app.ctx.rails.kind(&method.rail);
    let warnings = remarks(&app.ctx, method).await?;
    let t = who.words();
    let label = method.label.as_ref().map(ToString::to_string).unwrap_or_default();
    let (label, errors) = match wrong.filter(|wrong| wrong.id == method.id) {
        Some(wrong) => (std::mem::take(&mut wrong.typed), std::mem::take(&mut wrong.errors)),
        None => (label, Vec::new()),
    };
    let added = who.locale.day(who.payee.zone.day_of(method.created_at));
    Ok(MethodRowView {
        field: format!("label-{}", method.id),
        id: method.id.to_string(),
        way: name(kind, own_name(method.wallet.as_deref()), &t),
        label,
        line: kind.map(|kind| line(&app.ctx.rails, kind, method.only_currency, &t)).unwrap_or_default(),
        added: t.say_with("settings-way-added", "date", &added).into_owned(),
        test: method.test,
        webhook: webhook_url(&app.ctx, &method.rail, &method.id)
            .filter(|_| kind.is_some_and(|kind| kind.webhook_by_payee))
            .map(|url| url.to_string()),
        address: address.filter(|(writer, _)| *writer == method.id).map(|(_, address)| address.clone()),
        warnings: warnings.iter().map(|warning| remark(&t, warning)).collect(),
        needed: needed.remark(&method.id).map(|warning| remark(&t, &warning)),
        errors,
    })
}

fn report(event: &UnknownEvent, who: &SignedIn, app: &App) -> ReportView {
    let t = who.words();
    ReportView {
        text: unknown_report(event, &name(app.ctx.rails.kind(&event.rail), None, &t), &t),
        when: who.locale.moment(event.received_at, who.payee.zone),
    }
}

/// A round amount of a currency.
pub(super) fn sample(currency: Currency) -> Money {
    let minor = (0..currency.exponent()).fold(SAMPLE, |minor, _| minor.saturating_mul(10));
    Money::new(minor, currency)
}

fn preview(app: &App, who: &SignedIn, methods: &[Method], wanted: &str) -> PreviewView {
    let payee = &who.payee;
    let t = who.words().with("payee", payee.name.as_str());
    let offers: Vec<_> = methods.iter().map(OfferedMethod::from).collect();
    let takes = |method: &OfferedMethod, currency| app.ctx.rails.offers_some(method, currency).is_some();
    // The payee's own currency, then those of methods that take only few.
    let mut currencies = vec![payee.currency];
    for method in &offers {
        let taken: Vec<_> = Currency::all().iter().copied().filter(|currency| takes(method, *currency)).collect();
        let few = taken.len() <= NAMED;
        currencies.extend(taken.into_iter().filter(|_| few));
    }
    let mut seen = HashSet::new();
    currencies.retain(|currency| seen.insert(*currency));
    let chosen = Currency::parse(wanted).ok().filter(|currency| currencies.contains(currency));
    let chosen = chosen.unwrap_or(payee.currency);
    let money = sample(chosen);
    PreviewView {
        payee: payee.name.to_string(),
        amount: AmountView::of(&money, who.locale),
        methods: offered(&app.ctx, &offers, Some(&money), chosen, false, &t),
        none: t.say_with("settings-preview-none", "currency", chosen.code()).into_owned(),
        currencies: currencies
            .iter()
            .map(|currency| PreviewCurrencyView { code: currency.code(), chosen: *currency == chosen })
            .collect(),
    }
}

async fn page(
    app: &App,
    who: &SignedIn,
    query: &MethodsQuery,
    mut wrong: Option<WrongLabel>,
) -> Result<MethodsPage, PageError> {
    let (ctx, payee) = (&app.ctx, &who.payee);
    let needed = NeededMethods::of(ctx, &payee.id).await?;
    let methods = ctx.store.methods(&payee.id).await?;
    let offers: Vec<_> = methods.iter().map(OfferedMethod::from).collect();
    let writer = ctx.rails.writer_of_addresses(&offers).map(|method| method.id.clone());
    let address = writer.zip(lightning_address::address(ctx, &payee.handle, &offers));
    let mut rows = Vec::with_capacity(methods.len());
    for method in &methods {
        rows.push(row(app, who, method, &needed, address.as_ref(), wrong.as_mut()).await?);
    }
    let unknown = ctx.store.unknown_events(&payee.id, UNKNOWN).await?;
    let frame = Frame::of(app, who, NavigationPlace::Settings).await?;
    let t = who.words();
    let added = methods
        .iter()
        .find(|method| method.rail == query.added && method.wallet.as_deref().unwrap_or_default() == query.wallet);
    let added = added.map(|method| name(ctx.rails.kind(&method.rail), own_name(method.wallet.as_deref()), &t));
    Ok(MethodsPage {
        frame,
        methods: rows,
        preview: preview(app, who, &methods, &query.currency),
        done: added.map(|way| t.say_with("settings-way-done", "way", &way).into_owned()),
        personal_link: ctx.url(payee.handle.as_str()).to_string(),
        unknown: unknown.iter().map(|event| report(event, who, app)).collect(),
    })
}

/// `GET /app/methods`: the methods, and what payers see of them.
pub async fn show(
    State(app): State<App>,
    who: SignedIn,
    PageQuery(query): PageQuery<MethodsQuery>,
) -> Result<Response, PageError> {
    render(StatusCode::OK, &page(&app, &who, &query, None).await?)
}

/// The form of a method's label.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct LabelForm {
    label: String,
}

impl Deed for LabelForm {
    const NAME: &'static str = "label-method";
}

/// `POST /app/methods/{id}/label`: gives a method the payee's own name.
pub async fn label(
    State(app): State<App>,
    who: SignedIn,
    PagePath(id): PagePath<MethodId>,
    DeedForm(form): DeedForm<LabelForm>,
) -> Result<Response, PageError> {
    match label_method(&app.ctx, &who.payee.id, &id, &form.label).await {
        Err(actions::Error::Invalid(fields)) => {
            let wrong = WrongLabel { id, typed: form.label, errors: errors(&who.words(), fields) };
            let shown = page(&app, &who, &MethodsQuery::default(), Some(wrong)).await?;
            render(StatusCode::BAD_REQUEST, &shown)
        }
        labelled => {
            labelled?;
            Ok(Redirect::to("/app/methods").into_response())
        }
    }
}

/// `POST /app/methods/{id}/delete`: removes a method.
pub async fn remove(
    State(app): State<App>,
    who: SignedIn,
    PagePath(id): PagePath<MethodId>,
    DeedForm(RemoveMethod {}): DeedForm<RemoveMethod>,
) -> Result<Response, PageError> {
    remove_method(&app.ctx, &who.payee.id, &id).await?;
    Ok(Redirect::to("/app/methods").into_response())
}
