//! Pages for people, a file each: its view struct, which is all that its template can see, and its handlers.

pub mod card;
mod change_form;
pub mod export;
pub mod home;
pub mod list;
pub mod methods;
pub mod new;
mod one_time;
mod own_request;
mod payer;
pub mod payment;
pub mod payment_qr;
pub mod personal;
mod preview;
pub mod problem;
pub mod qr_bill;
pub mod receipt;
pub mod refund;
pub mod report;
pub mod request;
pub mod sandbox;
mod seller_events;
pub mod seller_live;
mod seller_payments;
pub mod seller_request;
pub mod settings;
mod share;
pub mod sheet;
pub mod sign_in;
pub mod sign_up;
mod view;

use askama::Template;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};

use super::error::{Error, PageError};

/// Renders a page.
fn render(status: StatusCode, page: &impl Template) -> Result<Response, PageError> {
    let html = page.render().map_err(Error::from)?;
    Ok((status, Html(html)).into_response())
}
