//! `/app/look/arrived`: the question whether all claims have arrived, with their sum, and its answer.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::frame::{Frame, NavigationPlace};
use crate::actions;
use crate::actions::settle::{TransferConfirmation, confirm_payment};
use crate::domain::id::PaymentId;
use crate::domain::money::Money;
use crate::locale::Words;
use crate::web::App;
use crate::web::error::PageError;
use crate::web::http::extract::{Deed, DeedForm, SignedIn};
use crate::web::view::{counted, render};

/// The most claims that are confirmed at once.
const MOST: usize = 50;

/// One claim of the list.
struct ClaimView {
    what: Option<String>,
    amount: String,
    reference: String,
}

#[derive(Template)]
#[template(path = "app/look_all.html")]
struct AllPage {
    frame: Frame,
    title: String,
    sum: String,
    claims: Vec<ClaimView>,
    ids: String,
}

/// `GET /app/look/arrived`: the claims that one press confirms, and their sums.
pub async fn ask(State(app): State<App>, who: SignedIn) -> Result<Response, PageError> {
    let (now, locale) = (app.ctx.clock.now(), who.locale);
    let limit = i64::try_from(MOST).unwrap_or(i64::MAX);
    let claims = app.ctx.store.awaited_claims(&who.payee.id, now, limit).await?;
    if claims.is_empty() {
        return Ok(Redirect::to("/app/look").into_response());
    }
    let mut sums: Vec<Money> = Vec::new();
    for claim in &claims {
        let money = Money::new(claim.amount, claim.currency);
        match sums.iter_mut().find(|sum| sum.currency() == claim.currency) {
            Some(sum) => *sum = Money::new(sum.minor().saturating_add(money.minor()), claim.currency),
            None => sums.push(money),
        }
    }
    let sums: Vec<_> = sums.iter().map(|sum| locale.money(sum)).collect();
    let count = i64::try_from(claims.len()).unwrap_or(i64::MAX);
    let ids: Vec<_> = claims.iter().map(|claim| claim.payment_id.as_str()).collect();
    let page = AllPage {
        frame: Frame::of(&app, &who, NavigationPlace::Home).await?,
        title: counted(locale, "home-look-all-ask", count),
        sum: Words::new(locale).with("sum", sums.join(" · ")).say("home-look-all-sum").into_owned(),
        ids: ids.join(","),
        claims: claims
            .into_iter()
            .map(|claim| ClaimView {
                amount: locale.money(&Money::new(claim.amount, claim.currency)),
                reference: claim.carried.unwrap_or(claim.rf),
                what: claim.memo.or(claim.reference),
            })
            .collect(),
    };
    render(StatusCode::OK, &page)
}

/// The fields of the answer.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ConfirmAllFields {
    /// The ids of the payments that the page listed, separated by commas.
    payments: String,
}

impl Deed for ConfirmAllFields {
    const NAME: &'static str = "confirm-all";
}

/// `POST /app/look/arrived`: confirms each of the listed claims. One whose request has been paid since is left for a look of its own.
pub async fn confirm(
    State(app): State<App>,
    who: SignedIn,
    DeedForm(ConfirmAllFields { payments }): DeedForm<ConfirmAllFields>,
) -> Result<Response, PageError> {
    let mut left = false;
    for id in payments.split(',').filter_map(PaymentId::parse).take(MOST) {
        match confirm_payment(&app.ctx, &who.payee.id, &id, None).await {
            // What was confirmed by another tap needs nothing more.
            Ok(TransferConfirmation::Booked(_)) | Err(actions::Error::Conflict(_) | actions::Error::NotFound) => {}
            Ok(TransferConfirmation::PaidAlready(_)) => left = true,
            Err(error) => return Err(error.into()),
        }
    }
    Ok(Redirect::to(if left { "/app/look?left=1" } else { "/app/look" }).into_response())
}
