//! `/app/requests/{code}/stock`: how many units of items are for sale.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use super::own_request::own_request;
use super::request::{RequestPageState, page};
use super::request_deeds::back;
use super::stock_view::{STOCK, StockForm};
use crate::actions;
use crate::actions::precondition::Precondition;
use crate::actions::requests::change::{Change, StockChange, change_request};
use crate::domain::field::FieldError;
use crate::domain::request::code::RequestCode;
use crate::web::App;
use crate::web::error::PageError;
use crate::web::http::extract::{DeedForm, PagePath, SignedIn};
use crate::web::view::{errors, render};

/// Names an error of a change by the form's field: `stocks[0].stock` by that of the first change.
fn of_form(error: FieldError, changes: &[StockChange]) -> FieldError {
    let at = error.field.strip_prefix("stocks[").and_then(|rest| rest.split(']').next()?.parse::<usize>().ok());
    match at.and_then(|at| changes.get(at)) {
        Some(change) => FieldError { field: format!("{STOCK}{}", change.item).into(), ..error },
        None => error,
    }
}

/// `POST /app/requests/{code}/stock`: says how many units of items are for sale.
pub async fn change(
    State(app): State<App>,
    who: SignedIn,
    PagePath(code): PagePath<RequestCode>,
    DeedForm(form): DeedForm<StockForm>,
) -> Result<Response, PageError> {
    let request = own_request(&app, &who, &code).await?;
    let changed = match form.check(&request) {
        Err(wrong) => Err(wrong),
        Ok(changes) if changes.is_empty() => return Ok(back(&request.code)),
        Ok(changes) => {
            let change = Change { stocks: Some(changes.clone()), ..Change::default() };
            match change_request(&app.ctx, &who.payee.id, &request.code, change, Precondition::none()).await {
                Err(actions::Error::Invalid(wrong)) => Err(wrong.into_iter().map(|e| of_form(e, &changes)).collect()),
                // It was paid or cancelled meanwhile: the page shows it.
                Err(actions::Error::Conflict(_)) => Ok(()),
                changed => {
                    changed?;
                    Ok(())
                }
            }
        }
    };
    match changed {
        Ok(()) => Ok(back(&request.code)),
        Err(wrong) => {
            let stock = Some((form, errors(&who.words(), wrong)));
            let shown = RequestPageState { stock, ..RequestPageState::default() };
            render(StatusCode::BAD_REQUEST, &page(&app, &who, &request, shown).await?)
        }
    }
}
