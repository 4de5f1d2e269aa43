//! The lines of requests and payments in answers.

use serde::Serialize;
use utoipa::ToSchema;

use crate::domain::request::picks::{Picked, Stocks};
use crate::domain::request::{Item, PaymentRequest};
use crate::domain::schema::Decimal;
use crate::domain::text::Memo;

/// A line of a request. Its last members are there where payers choose how many.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = RequestItem)]
pub struct ItemResource {
    /// The line's text.
    #[schema(value_type = Memo)]
    name: String,
    /// The number of units; where payers choose, the one that the form begins with.
    quantity: u32,
    /// The price of one unit.
    #[schema(value_type = Decimal)]
    amount: String,
    /// The least number that a payer may choose.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(required = false)]
    min_quantity: Option<u32>,
    /// The largest number that a payer may choose.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(required = false)]
    max_quantity: Option<u32>,
    /// The units that can be sold in all, where that is limited.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(required = false)]
    stock: Option<i64>,
    /// The units that nobody has bought or is paying for, where there is a stock.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(required = false)]
    left: Option<i64>,
    /// The units whose money has arrived, refunded or not. More than `stock` only where money came late.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(required = false)]
    sold: Option<i64>,
}

impl ItemResource {
    /// The lines of a request.
    pub(super) fn of(request: &PaymentRequest) -> Vec<Self> {
        request.items.iter().enumerate().map(|(at, item)| Self::line(at, item, &request.stocks)).collect()
    }

    fn line(at: usize, item: &Item, stocks: &Stocks) -> Self {
        let (choice, kept) = (item.choice(), stocks.of(at));
        Self {
            name: item.name.clone(),
            quantity: item.quantity,
            amount: item.amount.clone(),
            min_quantity: choice.map(|(least, _)| least),
            max_quantity: choice.map(|(_, most)| most),
            stock: kept.and_then(|kept| kept.stock),
            left: kept.and_then(|kept| kept.left()),
            sold: kept.map(|kept| kept.sold),
        }
    }
}

/// A line of what a payer picked.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = PaymentItem)]
pub struct PickedItem {
    /// The line's text.
    #[schema(value_type = Memo)]
    name: String,
    /// The number of units.
    quantity: u32,
    /// The price of one unit.
    #[schema(value_type = Decimal)]
    amount: String,
}

impl PickedItem {
    /// The lines that a payment's amount is the sum of, where its payer had a choice.
    pub(super) fn of(picked: &Picked) -> Vec<Self> {
        let line = |Item { name, quantity, amount, .. }: &Item| Self {
            name: name.clone(),
            quantity: *quantity,
            amount: amount.clone(),
        };
        picked.lines.iter().map(line).collect()
    }
}
