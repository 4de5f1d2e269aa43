//! Orders: requests that buyers made from a payee's catalogue.

use serde::Serialize;

use super::Item;
use crate::domain::text::OrderNote;

/// The progress of an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, sqlx::Type, strum::IntoStaticStr, utoipa::ToSchema)]
#[sqlx(type_name = "TEXT", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum OrderState {
    /// Made by a buyer, and payable at once.
    Placed,
    /// Made by a buyer of a payee who confirms each order first: it can't be paid yet.
    Waiting,
    /// Confirmed by the payee.
    Confirmed,
}

impl OrderState {
    /// The spelling in the database and in the word of an open page's state.
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}

/// The state of an order, beside the terms of its request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct OrderProgress {
    /// The progress.
    pub state: OrderState,
    /// The payee's word to the buyer, given with the confirmation.
    pub note: Option<OrderNote>,
}

impl OrderProgress {
    /// An order as its row has it; `None` for any other request.
    pub fn stored(state: Option<OrderState>, note: Option<OrderNote>) -> Option<Self> {
        state.map(|state| Self { state, note })
    }

    /// Returns whether the payee has to confirm the order before it can be paid.
    pub fn is_waiting(&self) -> bool {
        self.state == OrderState::Waiting
    }

    /// Returns whether the payee has confirmed it.
    pub fn is_confirmed(&self) -> bool {
        self.state == OrderState::Confirmed
    }
}

/// The lines of an order in one: "2 × rye, 1 × cake". Whole lines, of at most `longest` characters together; "…" stands for the others.
pub fn in_words(items: &[Item], longest: usize) -> String {
    let mut text = String::new();
    for Item { name, quantity, .. } in items {
        let line = format!("{quantity} × {name}");
        let room = longest.saturating_sub(text.chars().count());
        if !text.is_empty() && line.chars().count() + 4 > room {
            text.push_str(", …");
            break;
        }
        if !text.is_empty() {
            text.push_str(", ");
        }
        text.push_str(&line);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_told_whole_or_not_at_all() {
        let item = |name: &str, quantity| Item::fixed(name, quantity, "1.00");
        let items = [item("rye", 2), item("cake", 1), item("a very long one", 12)];
        assert_eq!(in_words(&items, 600), "2 × rye, 1 × cake, 12 × a very long one");
        assert_eq!(in_words(&items, 24), "2 × rye, 1 × cake, …");
        assert_eq!(in_words(&items, 1), "2 × rye, …", "the first one is always told");
        assert_eq!(in_words(&[], 600), "");
    }
}
