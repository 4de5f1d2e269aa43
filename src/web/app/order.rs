//! `/app/requests/{code}/confirm-order`: the payee's word that it takes an order.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;

use super::own_request::own_request;
use super::request::{RequestPageState, page};
use super::request_deeds::back;
use crate::actions;
use crate::actions::catalogue::order::confirm_order;
use crate::domain::request::code::RequestCode;
use crate::web::App;
use crate::web::error::PageError;
use crate::web::http::extract::{Deed, DeedForm, PagePath, SignedIn};
use crate::web::view::{errors, render};

/// The form that confirms an order.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ConfirmOrderForm {
    note: String,
}

impl Deed for ConfirmOrderForm {
    const NAME: &'static str = "confirm-order";
}

/// `POST /app/requests/{code}/confirm-order`: confirms an order.
pub async fn confirm(
    State(app): State<App>,
    who: SignedIn,
    PagePath(code): PagePath<RequestCode>,
    DeedForm(form): DeedForm<ConfirmOrderForm>,
) -> Result<Response, PageError> {
    let request = own_request(&app, &who, &code).await?;
    match confirm_order(&app.ctx, &who.payee.id, &request.code, &form.note, None).await {
        Err(actions::Error::Invalid(wrong)) => {
            let order = Some((form.note, errors(&who.words(), wrong)));
            let shown = RequestPageState { order, ..RequestPageState::default() };
            render(StatusCode::BAD_REQUEST, &page(&app, &who, &request, shown).await?)
        }
        // It was paid or cancelled meanwhile: the page shows it.
        Err(actions::Error::NotOpen(_)) => Ok(back(&request.code)),
        confirmed => {
            confirmed?;
            Ok(back(&request.code))
        }
    }
}
