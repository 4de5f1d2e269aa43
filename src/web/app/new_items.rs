//! The rows of `/app/new` with the items that payers choose from.

use std::collections::BTreeMap;

use crate::domain::field::{FieldError, Mention};
use crate::domain::money::currency::Currency;
use crate::domain::money::notation::Notation;
use crate::domain::request::item::{MAX_QUANTITY, MAX_STOCK};
use crate::domain::request::picks::Stocks;
use crate::domain::request::{Item, PaymentRequest};
use crate::domain::text::filled;

/// The number of rows. A longer list is made by the API.
const ROWS: usize = 6;

/// The fields of the form that its struct doesn't name.
pub(super) type ItemFields = BTreeMap<String, String>;

/// The fields of a row, without its number, and the member of an item that each is about.
const FIELDS: [(&str, &str); 4] =
    [("item", "name"), ("item_price", "amount"), ("item_most", "max_quantity"), ("item_stock", "stock")];

/// A row as typed.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct ItemRow {
    /// The name.
    pub name: String,
    /// The price of a unit.
    pub price: String,
    /// The most that a payer may choose; empty for a line that is part of every sum.
    pub most: String,
    /// The units for sale; empty for any number.
    pub stock: String,
}

/// The rows as typed.
pub(super) fn rows(fields: &ItemFields) -> Vec<ItemRow> {
    let text = |field: &str, row: usize| fields.get(&format!("{field}_{row}")).cloned().unwrap_or_default();
    let row = |row| ItemRow {
        name: text("item", row),
        price: text("item_price", row),
        most: text("item_most", row),
        stock: text("item_stock", row),
    };
    (1..=ROWS).map(row).collect()
}

/// The rows with something in them, with their numbers from 1.
fn filled_rows(fields: &ItemFields) -> Vec<(usize, ItemRow)> {
    let blank = |text: &String| text.trim().is_empty();
    let is_blank = |row: &ItemRow| [&row.name, &row.price, &row.most, &row.stock].into_iter().all(blank);
    (1..).zip(rows(fields)).filter(|(_, row)| !is_blank(row)).collect()
}

/// Returns whether a row has something in it.
pub(super) fn has_rows(fields: &ItemFields) -> bool {
    !filled_rows(fields).is_empty()
}

/// Reads the rows as items; prices as they are typed, in `currency` if that is known.
pub(super) fn drafts(fields: &ItemFields, currency: Option<Currency>) -> Result<Vec<Item>, Vec<FieldError>> {
    let (mut items, mut wrong) = (Vec::new(), Vec::new());
    for (at, (_, ItemRow { name, price, most, stock })) in filled_rows(fields).into_iter().enumerate() {
        let mut number = |member: &str, text: &str, max: i64| {
            let read = filled(text).map(|text| text.parse::<i64>().ok().filter(|n| (0..=max).contains(n)));
            if read == Some(None) {
                let from = i64::from(member == "max_quantity");
                let detail = format!("Write a whole number from {from} to {max}.");
                let error = FieldError::plain("items", "out_of_range", detail);
                wrong.push(error.said_by("error-whole-between", vec![Mention::Range(from, max)]).of_member(at, member));
            }
            read.flatten()
        };
        let most = number("max_quantity", &most, MAX_QUANTITY.into()).and_then(|most| u32::try_from(most).ok());
        let stock = number("stock", &stock, MAX_STOCK);
        if name.trim().is_empty() {
            wrong.push(FieldError::required("items", "what it is").of_member(at, "name"));
        }
        let price = match filled(&price) {
            None => {
                let error = FieldError::required("items", "how much one costs");
                wrong.push(error.said_by("error-amount-required", Vec::new()).of_member(at, "amount"));
                String::new()
            }
            Some(text) => match currency.map(|currency| Notation::Typed('.').read(&text, currency)) {
                Some(Ok(price)) => price.to_decimal(),
                Some(Err(error)) => {
                    wrong.push(FieldError::new("items", &error).of_member(at, "amount"));
                    String::new()
                }
                // The error of the currency is told.
                None => text,
            },
        };
        let quantity = u32::from(most.is_none());
        items.push(Item { max_quantity: most, stock, ..Item::fixed(name.trim(), quantity, price) });
    }
    if wrong.is_empty() { Ok(items) } else { Err(wrong) }
}

/// The rows of a request's items, prices as `typed` writes them; none if the form has no place for some of them.
pub(super) fn like(request: &PaymentRequest, typed: impl Fn(&str) -> String) -> ItemFields {
    let items = &request.items;
    let fits = |item: &Item| match item.choice() {
        Some((least, _)) => least == 0 && item.quantity == 0,
        None => item.quantity == 1,
    };
    let is_whole = items.len() <= ROWS && items.iter().any(Item::is_chosen) && items.iter().all(fits);
    let mut fields = ItemFields::new();
    for (at, item) in items.iter().enumerate().filter(|_| is_whole) {
        let stock = stock_of(&request.stocks, at);
        let most = item.max_quantity.map(|most| most.to_string()).unwrap_or_default();
        let values = [item.name.clone(), typed(&item.amount), most, stock];
        let named = FIELDS.into_iter().map(|(field, _)| format!("{field}_{}", at + 1));
        fields.extend(named.zip(values));
    }
    fields
}

fn stock_of(stocks: &Stocks, at: usize) -> String {
    stocks.of(at).and_then(|kept| kept.stock).map(|stock| stock.to_string()).unwrap_or_default()
}

/// The form's field that an error of an item is about; `None` for any other error.
pub(super) fn field_of(fields: &ItemFields, named: &str) -> Option<String> {
    let rest = named.strip_prefix("items")?;
    let Some((at, member)) = rest.strip_prefix('[').and_then(|rest| rest.split_once("].")) else {
        return Some("item_1".to_owned());
    };
    let row = at.parse().ok().and_then(|at: usize| filled_rows(fields).get(at).map(|(row, _)| *row)).unwrap_or(1);
    let (field, _) = FIELDS.into_iter().find(|(_, of)| *of == member).unwrap_or(FIELDS[0]);
    Some(format!("{field}_{row}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(texts: &[(&str, &str)]) -> ItemFields {
        texts.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
    }

    #[test]
    fn rows_become_items_and_errors_find_their_rows() {
        let typed = fields(&[
            ("item_2", " Rye "),
            ("item_price_2", "4,50"),
            ("item_most_2", "5"),
            ("item_stock_2", "12"),
            ("item_4", "Box"),
            ("item_price_4", "1"),
            ("do", "new-request"),
        ]);
        let items = drafts(&typed, Some(Currency::EUR)).expect("items");
        let rye = Item { max_quantity: Some(5), stock: Some(12), ..Item::fixed("Rye", 0, "4.50") };
        assert_eq!(items, [rye, Item::fixed("Box", 1, "1.00")]);
        assert_eq!(field_of(&typed, "items[1].amount").as_deref(), Some("item_price_4"));
        assert_eq!(field_of(&typed, "items").as_deref(), Some("item_1"));
        assert_eq!(field_of(&typed, "amount"), None);
        let bad = fields(&[("item_1", ""), ("item_price_1", "x"), ("item_most_1", "many"), ("item_stock_1", "-1")]);
        let wrong = drafts(&bad, Some(Currency::EUR)).expect_err("errors");
        let told: Vec<_> = wrong.iter().map(|error| (&*error.field, error.code)).collect();
        let expected = [
            ("items[0].max_quantity", "out_of_range"),
            ("items[0].stock", "out_of_range"),
            ("items[0].name", "required"),
            ("items[0].amount", "not_a_number"),
        ];
        assert_eq!(told, expected);
        assert!(!has_rows(&fields(&[("item_1", " "), ("once", "1")])));
    }
}
