//! `/app/split`: the form that splits a bill into shares, each with a link of its own.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;

use super::new_form::{DaysView, NewForm, works_for};
use super::one_time::{FormId, once};
use crate::actions;
use crate::actions::requests::split::{MadeSplit, create_split};
use crate::domain::clock::Timestamp;
use crate::domain::field::FieldError;
use crate::domain::request::Origin;
use crate::domain::request::split::{COUNT, ShareDraft, ShareDrafts, Split, SplitDraft};
use crate::web::App;
use crate::web::app::frame::{Frame, NavigationPlace};
use crate::web::error::{PAYEE_DISABLED, PageError};
use crate::web::http::extract::{Deed, DeedForm, SignedIn};
use crate::web::view::{FieldErrorView, errors, render};

/// The number of shares of a new form.
const FEWEST: &str = "2";

#[derive(Template)]
#[template(path = "app/split.html")]
struct SplitFormPage {
    frame: Frame,
    once: String,
    form: SplitForm,
    placeholder: String,
    /// The smallest and the largest number of shares.
    least: usize,
    most: usize,
    works_for: Vec<DaysView>,
    has_methods: bool,
    errors: Vec<FieldErrorView>,
}

/// The fields that the form sends.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct SplitForm {
    /// The form's one-time id.
    once: String,
    amount: String,
    currency: String,
    memo: String,
    /// `named` where shares have names, or else equal ones are counted.
    how: String,
    shares: String,
    /// A name in each line.
    names: String,
    due_on: String,
    expires_in: String,
}

impl Deed for SplitForm {
    const NAME: &'static str = "split";
}

/// Names no payers, so that no log does.
impl std::fmt::Debug for SplitForm {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SplitForm(…)")
    }
}

impl SplitForm {
    fn is_named(&self) -> bool {
        self.how == "named"
    }

    /// The lines with a name, and their numbers.
    fn named_lines(&self) -> impl Iterator<Item = (i64, &str)> {
        (1..).zip(self.names.lines()).filter(|(_, line)| !line.trim().is_empty())
    }

    /// Turns the form into a draft.
    fn draft(&self, now: Timestamp) -> Result<SplitDraft, Vec<FieldError>> {
        let terms = NewForm {
            amount: self.amount.clone(),
            currency: self.currency.clone(),
            memo: self.memo.clone(),
            due_on: self.due_on.clone(),
            expires_in: self.expires_in.clone(),
            ..NewForm::default()
        };
        let share = |(_, name): (i64, &str)| ShareDraft { name: Some(name.to_owned()), amount: None };
        let shares = match self.is_named() {
            true => ShareDrafts::Each(self.named_lines().map(share).collect()),
            // No number is refused as one that is out of the limits.
            false => ShareDrafts::Equal(self.shares.trim().parse().unwrap_or_default()),
        };
        Ok(SplitDraft { terms: terms.draft(now)?, shares: Some(shares) })
    }

    /// The errors under the names of the form's fields. That of a name says its line.
    fn told(&self, who: &SignedIn, wrong: Vec<FieldError>) -> Vec<FieldErrorView> {
        let t = who.words();
        let view = |error: FieldErrorView| {
            let share = error.field.strip_prefix("shares[").and_then(|rest| rest.split(']').next()?.parse().ok());
            let line = share.and_then(|share| self.named_lines().nth(share));
            match line {
                Some((line, _)) => {
                    let place = t.say_with("bulk-row", "n", &who.locale.count(line));
                    FieldErrorView { field: "names".into(), detail: format!("{place}: {}", error.detail) }
                }
                None if self.is_named() && error.field == "shares" => FieldErrorView { field: "names".into(), ..error },
                None => error,
            }
        };
        errors(&t, wrong).into_iter().map(view).collect()
    }
}

async fn page(
    app: &App,
    who: &SignedIn,
    status: StatusCode,
    mut form: SplitForm,
    wrong: Vec<FieldError>,
) -> Result<Response, PageError> {
    let methods = app.ctx.store.offered_methods(&who.payee.id).await?;
    let (least, most) = COUNT.into_inner();
    let errors = form.told(who, wrong);
    if form.currency.is_empty() {
        who.payee.currency.code().clone_into(&mut form.currency);
    }
    if form.shares.is_empty() {
        FEWEST.clone_into(&mut form.shares);
    }
    let page = SplitFormPage {
        frame: Frame::of(app, who, NavigationPlace::New).await?,
        once: FormId::draw(app),
        placeholder: format!("0{}00", who.locale.separator()),
        least,
        most,
        works_for: works_for(who.locale, &form.expires_in),
        form,
        has_methods: !methods.is_empty(),
        errors,
    };
    render(status, &page)
}

/// `GET /app/split`: the form.
pub async fn show(State(app): State<App>, who: SignedIn) -> Result<Response, PageError> {
    page(&app, &who, StatusCode::OK, SplitForm::default(), Vec::new()).await
}

/// `POST /app/split`: makes the links of all shares, and goes on to them.
pub async fn make(
    State(app): State<App>,
    who: SignedIn,
    DeedForm(form): DeedForm<SplitForm>,
) -> Result<Response, PageError> {
    let now = app.ctx.clock.now();
    let split = form.draft(now).and_then(|draft| draft.check(who.payee.currency, who.payee.language, now));
    let checked = split.and_then(|split| FormId::received(&form.once, now).map(|id| (split, id)).map_err(|e| vec![e]));
    let (split, id) = match checked {
        Ok(checked) => checked,
        Err(wrong) => return page(&app, &who, StatusCode::BAD_REQUEST, form, wrong).await,
    };
    match create(&app, &who, &id, &split).await {
        Err(actions::Error::PayeeDisabled) => {
            let disabled = vec![FieldError::plain("form", "payee_disabled", PAYEE_DISABLED)];
            page(&app, &who, StatusCode::CONFLICT, form, disabled).await
        }
        made => Ok(made?),
    }
}

/// Makes the links of a form, once, and returns the redirection to them.
async fn create(app: &App, who: &SignedIn, id: &FormId, split: &Split) -> Result<Response, actions::Error> {
    let (ctx, payee) = (&app.ctx, &who.payee.id);
    let place = |made: &MadeSplit| format!("/app/splits/{}", made.id);
    once(app, payee, id, place, |answer_key| create_split(ctx, payee, split, Origin::Page, Some(answer_key))).await
}
