//! What the pay page of an order says about it.

use crate::domain::request::order::OrderProgress;

/// The progress of an open order, for its pay page.
pub struct OrderNews {
    /// Set until the payee has confirmed an order that can't be paid before.
    pub waiting: bool,
    /// Set once the payee has confirmed it.
    pub confirmed: bool,
    /// The payee's word to the buyer.
    pub note: Option<String>,
    /// The path of the page that sends the order to the payee.
    pub send: String,
}

impl OrderNews {
    /// The view of an order. `send` is the path of the page that sends it.
    pub fn of(order: OrderProgress, send: String) -> Self {
        let (waiting, confirmed) = (order.is_waiting(), order.is_confirmed());
        Self { waiting, confirmed, note: order.note.map(|note| note.to_string()), send }
    }
}
