//! `/app/new`: the form that creates a request.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use chrono::TimeDelta;
use serde::Deserialize;

use super::one_time::{FormId, once};
use crate::actions;
use crate::actions::requests::create::create_request;
use crate::domain::clock::{Timestamp, rfc3339};
use crate::domain::field::FieldError;
use crate::domain::language::Language;
use crate::domain::money::currency::Currency;
use crate::domain::money::notation::Notation;
use crate::domain::request::terms::Draft;
use crate::domain::request::{Origin, PaymentRequest, RequestAmount};
use crate::domain::text::filled;
use crate::rails::registry::Payability;
use crate::web::App;
use crate::web::app::frame::{Frame, Place};
use crate::web::error::{PAYEE_DISABLED, PageError};
use crate::web::http::extract::{Deed, DeedForm, PageQuery, SignedIn};
use crate::web::view::render;
use crate::web::view::{FieldErrorView, LanguageView, errors, languages};

#[derive(Template)]
#[template(path = "app/new.html")]
struct NewPage {
    frame: Frame,
    once: String,
    currency: String,
    amount: String,
    memo: String,
    reference: String,
    due_on: String,
    expires_in: String,
    open: bool,
    min_amount: String,
    max_amount: String,
    max_payments: String,
    preview: String,
    languages: Vec<LanguageView>,
    suggested: [String; 4],
    asks_note: bool,
    errors: Vec<FieldErrorView>,
    has_methods: bool,
    /// Set when none of the payee's methods takes the form's currency.
    currency_unpaid: bool,
}

/// The fields that the form sends.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct NewForm {
    /// The form's one-time id.
    once: String,
    kind: String,
    amount: String,
    currency: String,
    memo: String,
    min_amount: String,
    max_amount: String,
    reference: String,
    due_on: String,
    expires_in: String,
    max_payments: String,
    preview: String,
    language: String,
    suggested_1: String,
    suggested_2: String,
    suggested_3: String,
    suggested_4: String,
    /// Sent only when the box is ticked.
    asks_note: Option<String>,
}

impl Deed for NewForm {
    const NAME: &'static str = "new-request";
}

impl NewForm {
    fn suggested(&self) -> [String; 4] {
        [&self.suggested_1, &self.suggested_2, &self.suggested_3, &self.suggested_4].map(Clone::clone)
    }

    /// Turns the form into a draft. Browsers send the fields of both kinds of amount; those of the other kind are left out.
    fn draft(&self, now: Timestamp) -> Result<Draft, Vec<FieldError>> {
        let open = self.kind == "open";
        let mut wrong = Vec::new();
        if !open && self.amount.trim().is_empty() {
            wrong.push(FieldError::required("amount", "how much you ask for"));
        }
        let days = filled(&self.expires_in).map(|text| text.parse::<u16>().ok().filter(|d| (1..=3650).contains(d)));
        if days == Some(None) {
            wrong.push(FieldError::plain("expires_in", "invalid", "Choose how long the link works."));
        }
        let max_payments = filled(&self.max_payments).map(|text| text.parse::<i64>().ok());
        if max_payments == Some(None) {
            wrong.push(FieldError::plain(
                "max_payments",
                "invalid",
                "Write how many times it can be paid, as a whole number.",
            ));
        }
        if !wrong.is_empty() {
            return Err(wrong);
        }
        let expires_at = days.flatten().map(|days| now + TimeDelta::days(days.into()));
        Ok(Draft {
            notation: Notation::Typed,
            amount: filled(&self.amount).filter(|_| !open),
            currency: filled(&self.currency),
            min_amount: filled(&self.min_amount).filter(|_| open),
            max_amount: filled(&self.max_amount).filter(|_| open),
            memo: filled(&self.memo),
            reference: filled(&self.reference),
            due_on: filled(&self.due_on),
            expires_at: expires_at.map(rfc3339),
            max_payments: max_payments.flatten(),
            preview: filled(&self.preview),
            items: Vec::new(),
            language: filled(&self.language),
            suggested: if open { self.suggested().into() } else { Vec::new() },
            asks_note: self.asks_note.is_some(),
            labels: Vec::new(),
            misread: Vec::new(),
        })
    }

    async fn page(self, app: &App, who: &SignedIn, errors: Vec<FieldErrorView>) -> Result<NewPage, PageError> {
        let (suggested, asks_note) = (self.suggested(), self.asks_note.is_some());
        let Self {
            kind,
            amount,
            currency,
            memo,
            min_amount,
            max_amount,
            reference,
            due_on,
            expires_in,
            max_payments,
            preview,
            language,
            ..
        } = self;
        // A new form gets the payee's defaults; a refused one keeps what was typed.
        let or = |text: String, default: &str| if text.is_empty() { default.to_owned() } else { text };
        let methods = app.ctx.store.offered_methods(&who.payee.id).await?;
        let currency = or(currency, who.payee.currency.code());
        let known = Currency::parse(currency.trim()).ok();
        // Any amount will do here: the warning is about the currency alone.
        let open_in = |currency| RequestAmount::Open { currency, min: None, max: None };
        let payability = known.map(|currency| app.ctx.rails.payability(&methods, &open_in(currency), None));
        Ok(NewPage {
            frame: Frame::of(app, who, Place::New).await?,
            once: FormId::draw(app),
            currency,
            amount,
            memo,
            reference,
            due_on,
            expires_in,
            open: kind == "open",
            min_amount,
            max_amount,
            max_payments,
            preview: or(preview, "generic"),
            languages: languages(Language::parse(&or(language, who.payee.language.tag()))),
            suggested,
            asks_note,
            errors,
            has_methods: !methods.is_empty(),
            currency_unpaid: !matches!(payability, None | Some(Payability::Payable)),
        })
    }
}

/// `GET /app/new`: the form, with the query's values filled in.
pub async fn show(
    State(app): State<App>,
    who: SignedIn,
    PageQuery(form): PageQuery<NewForm>,
) -> Result<Response, PageError> {
    render(StatusCode::OK, &form.page(&app, &who, Vec::new()).await?)
}

/// `POST /app/new`: creates a request.
pub async fn make(
    State(app): State<App>,
    who: SignedIn,
    DeedForm(form): DeedForm<NewForm>,
) -> Result<Response, PageError> {
    let now = app.ctx.clock.now();
    let terms = form.draft(now).and_then(|draft| draft.check(who.payee.currency, who.payee.language, now));
    let checked = terms.and_then(|terms| FormId::received(&form.once, now).map(|id| (terms, id)).map_err(|e| vec![e]));
    match checked {
        Ok((terms, id)) => {
            let (ctx, payee) = (&app.ctx, &who.payee.id);
            let place = |request: &PaymentRequest| format!("/app/requests/{}?made", request.code);
            let make = |answer_key| create_request(ctx, payee, &terms, Origin::Page, Some(answer_key));
            match once(&app, payee, &id, place, make).await {
                Err(actions::Error::PayeeDisabled) => {
                    let disabled =
                        errors(&who.words(), vec![FieldError::plain("form", "payee_disabled", PAYEE_DISABLED)]);
                    render(StatusCode::CONFLICT, &form.page(&app, &who, disabled).await?)
                }
                made => Ok(made?),
            }
        }
        Err(fields) => render(StatusCode::BAD_REQUEST, &form.page(&app, &who, errors(&who.words(), fields)).await?),
    }
}
