//! Orders as the payee's pages show them.

use crate::domain::request::PaymentRequest;
use crate::domain::request::order::{OrderState, in_words};
use crate::web::view::FieldErrorView;

/// The longest list of an order's lines in a row of the list, in characters.
const LONGEST: usize = 120;

/// The lines of an order in one, where it stands in a list.
pub fn lines(request: &PaymentRequest) -> Option<String> {
    let told = in_words(&request.items, LONGEST);
    request.order.as_ref().map(|_| told).filter(|told| !told.is_empty())
}

/// The Fluent key of an order's mark in a list; empty for any other request.
pub fn mark(request: &PaymentRequest, is_open: bool) -> &'static str {
    match &request.order {
        None => "",
        Some(order) if is_open && !order.is_confirmed() => "requests-order-new",
        Some(_) => "requests-order",
    }
}

/// The part of a request's page about an order.
pub struct SellerOrderView {
    /// The Fluent key of the sentence about it.
    pub text: &'static str,
    pub confirmed: bool,
    /// The payee's word to the buyer.
    pub note: Option<String>,
    pub can_confirm: bool,
    /// The word to the buyer as typed.
    pub typed: String,
    pub errors: Vec<FieldErrorView>,
}

impl SellerOrderView {
    /// The view of an order; `None` for any other request. `may_confirm` is set while it is open, for those who make requests.
    pub fn of(
        request: &PaymentRequest,
        may_confirm: bool,
        typed: Option<(String, Vec<FieldErrorView>)>,
    ) -> Option<Self> {
        let order = request.order.as_ref()?;
        let (typed, errors) = typed.unwrap_or_default();
        Some(Self {
            text: match order.state {
                OrderState::Placed => "request-order-placed",
                OrderState::Waiting => "request-order-waits",
                OrderState::Confirmed => "request-order-confirmed",
            },
            confirmed: order.is_confirmed(),
            note: order.note.as_ref().map(ToString::to_string),
            can_confirm: may_confirm && !order.is_confirmed(),
            typed,
            errors,
        })
    }
}
