//! The lines of a request: fixed ones, and those of which each payer chooses how many.

use serde::{Deserialize, Serialize};

use crate::domain::field::{FieldError, Mention, Problems};
use crate::domain::money::currency::Currency;
use crate::domain::money::{AmountError, Money};
use crate::domain::schema::Decimal;
use crate::domain::text::Memo;

/// The largest number of lines.
const MAX_ITEMS: usize = 50;

/// The most units of an item that a payer may choose.
pub const MAX_QUANTITY: u32 = 999;

/// The most units of an item that can be for sale.
pub const MAX_STOCK: i64 = 1_000_000;

/// One line of a request: goods or a service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(from = "SentItem", deny_unknown_fields)]
pub struct Item {
    /// The line's text; checked like a memo.
    #[schema(value_type = Memo)]
    pub name: String,
    /// The number of units; 1 when absent or `null`. Where the payer chooses, the number that the form begins with, by default the least.
    #[schema(value_type = Option<u32>, default = 1, minimum = 0)]
    pub quantity: u32,
    /// The price of one unit, in major units: `"12.50"`.
    #[schema(value_type = Decimal)]
    pub amount: String,
    /// The least number that a payer may choose, 0 by default: the item is optional then. Only with `max_quantity`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<u32>, minimum = 0, maximum = 999)]
    pub min_quantity: Option<u32>,
    /// The largest number that a payer may choose. Without it, the line is fixed, and part of every sum.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<u32>, minimum = 1, maximum = 999)]
    pub max_quantity: Option<u32>,
    /// The number of units that can be sold in all; no limit by default. Only with `max_quantity`. Kept beside the lines, since it changes.
    #[serde(skip_serializing)]
    #[schema(value_type = Option<i64>, minimum = 0, maximum = 1_000_000)]
    pub stock: Option<i64>,
}

/// An item as sent or stored: what its quantity is by default depends on the other members.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SentItem {
    name: String,
    #[serde(default)]
    quantity: Option<u32>,
    amount: String,
    #[serde(default)]
    min_quantity: Option<u32>,
    #[serde(default)]
    max_quantity: Option<u32>,
    #[serde(default)]
    stock: Option<i64>,
}

impl From<SentItem> for Item {
    fn from(sent: SentItem) -> Self {
        let SentItem { name, quantity, amount, min_quantity, max_quantity, stock } = sent;
        let usual = if max_quantity.is_some() { min_quantity.unwrap_or(0) } else { 1 };
        Self { name, quantity: quantity.unwrap_or(usual), amount, min_quantity, max_quantity, stock }
    }
}

/// The sum of a request's lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ItemsSum {
    /// There are no lines.
    None,
    /// All lines are fixed.
    Fixed(Money),
    /// It depends on what the payer chooses.
    Chosen,
}

impl Item {
    /// A fixed line.
    pub fn fixed(name: impl Into<String>, quantity: u32, amount: impl Into<String>) -> Self {
        let (name, amount) = (name.into(), amount.into());
        Self { name, quantity, amount, min_quantity: None, max_quantity: None, stock: None }
    }

    /// The smallest and the largest number that a payer may choose; `None` for a fixed line.
    pub fn choice(&self) -> Option<(u32, u32)> {
        self.max_quantity.map(|most| (self.min_quantity.unwrap_or(0), most))
    }

    /// Returns whether the payer chooses how many.
    pub fn is_chosen(&self) -> bool {
        self.max_quantity.is_some()
    }

    /// The price of one unit in minor units.
    pub fn price(&self, currency: Currency) -> Option<i64> {
        Money::parse(&self.amount, currency).ok().map(|price| price.minor())
    }
}

/// Checks the lines in `currency` and returns their sum; `None` after an error.
pub(super) fn check(items: &[Item], currency: Currency, problems: &mut Problems) -> Option<ItemsSum> {
    if items.is_empty() {
        return Some(ItemsSum::None);
    }
    if items.len() > MAX_ITEMS {
        problems.push(FieldError::plain("items", "too_many", format!("{MAX_ITEMS} items at most.")));
        return None;
    }
    let (mut total, mut is_chosen, mut is_wrong): (i64, bool, bool) = (0, false, false);
    for (at, item) in items.iter().enumerate() {
        let wrong = choice_errors(at, item);
        is_wrong |= !wrong.is_empty();
        for error in wrong {
            problems.push(error);
        }
        problems.check("items", Memo::parse(&item.name))?;
        let one = problems.check("items", Money::parse(&item.amount, currency))?;
        // With the most that can be chosen, so that every sum is one that can be paid.
        let units = item.max_quantity.unwrap_or(item.quantity);
        let sum = one.minor().checked_mul(units.into()).and_then(|line| total.checked_add(line));
        total = problems.check("items", sum.ok_or(AmountError::TooLarge(currency)))?;
        is_chosen |= item.is_chosen();
    }
    if is_wrong {
        return None;
    }
    let total = problems.check("items", Money::new(total, currency).payable())?;
    Some(if is_chosen { ItemsSum::Chosen } else { ItemsSum::Fixed(total) })
}

/// The errors in what the payer may choose of an item.
fn choice_errors(at: usize, item: &Item) -> Vec<FieldError> {
    let Some((least, most)) = item.choice() else {
        let member = match (item.min_quantity, item.stock) {
            (None, None) => return Vec::new(),
            (Some(_), _) => "min_quantity",
            (None, Some(_)) => "stock",
        };
        let detail = format!("{member} goes with max_quantity only, which lets the payer choose how many.");
        return vec![FieldError::plain("items", "conflict", detail).of_member(at, member)];
    };
    let outside = |member: &str, (from, to): (i64, i64)| {
        let detail = format!("{member} is a whole number from {from} to {to}.");
        let error = FieldError::plain("items", "out_of_range", detail);
        error.said_by("error-whole-between", vec![Mention::Range(from, to)]).of_member(at, member)
    };
    let mut wrong = Vec::new();
    if !(1..=MAX_QUANTITY).contains(&most) {
        wrong.push(outside("max_quantity", (1, MAX_QUANTITY.into())));
    } else if least > most {
        wrong.push(outside("min_quantity", (0, most.into())));
    } else if !(least..=most).contains(&item.quantity) {
        wrong.push(outside("quantity", (least.into(), most.into())));
    }
    if let Err(error) = check_stock("items", item.stock) {
        wrong.push(error.of_member(at, "stock"));
    }
    wrong
}

/// Checks a number of units for sale, of a member of `field`.
///
/// # Errors
/// It is outside of 0…[`MAX_STOCK`].
pub fn check_stock(field: &'static str, stock: Option<i64>) -> Result<(), FieldError> {
    if stock.is_none_or(|stock| (0..=MAX_STOCK).contains(&stock)) {
        return Ok(());
    }
    let detail = format!("stock is a whole number from 0 to {MAX_STOCK}.");
    let error = FieldError::plain(field, "out_of_range", detail);
    Err(error.said_by("error-whole-between", vec![Mention::Range(0, MAX_STOCK)]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Item {
        serde_json::from_str(json).expect("an item")
    }

    fn checked(items: &[Item]) -> Result<ItemsSum, Vec<(String, &'static str)>> {
        let mut problems = Problems::default();
        let sum = check(items, Currency::EUR, &mut problems);
        let told =
            |errors: Vec<FieldError>| errors.into_iter().map(|e| (e.field.into_owned(), e.code)).collect::<Vec<_>>();
        problems.finish().map_err(told)?;
        Ok(sum.expect("no error, so a sum"))
    }

    #[test]
    fn the_quantity_by_default_depends_on_who_chooses() {
        for (json, quantity) in [
            (r#"{"name": "a", "amount": "1"}"#, 1),
            (r#"{"name": "a", "amount": "1", "quantity": null}"#, 1),
            (r#"{"name": "a", "amount": "1", "max_quantity": 5}"#, 0),
            (r#"{"name": "a", "amount": "1", "max_quantity": 5, "min_quantity": 2}"#, 2),
            (r#"{"name": "a", "amount": "1", "max_quantity": 5, "quantity": 3}"#, 3),
        ] {
            assert_eq!(read(json).quantity, quantity, "{json}");
        }
        let kept = serde_json::to_string(&read(r#"{"name": "a", "amount": "1", "max_quantity": 5, "stock": 9}"#));
        // What is for sale changes, so it isn't kept with the line.
        assert_eq!(kept.expect("JSON"), r#"{"name":"a","quantity":0,"amount":"1","max_quantity":5}"#);
        assert!(serde_json::from_str::<Item>(r#"{"name": "a", "amount": "1", "most": 1}"#).is_err());
    }

    #[test]
    fn lines_are_fixed_or_the_payers_choice() {
        let fixed = Item::fixed("a", 2, "1.50");
        let chosen = Item { max_quantity: Some(3), quantity: 0, stock: Some(5), ..Item::fixed("b", 0, "2") };
        assert_eq!(checked(&[]), Ok(ItemsSum::None));
        assert_eq!(checked(&[fixed.clone(), fixed.clone()]), Ok(ItemsSum::Fixed(Money::new(600, Currency::EUR))));
        assert_eq!(checked(&[fixed, chosen.clone()]), Ok(ItemsSum::Chosen));
        let errors = |item: Item| checked(&[Item::fixed("a", 1, "1"), item]).expect_err("an error");
        for (item, member, code) in [
            (Item { max_quantity: Some(0), ..chosen.clone() }, "max_quantity", "out_of_range"),
            (Item { max_quantity: Some(1000), ..chosen.clone() }, "max_quantity", "out_of_range"),
            (Item { min_quantity: Some(4), quantity: 4, ..chosen.clone() }, "min_quantity", "out_of_range"),
            (Item { quantity: 4, ..chosen.clone() }, "quantity", "out_of_range"),
            (Item { min_quantity: Some(1), ..chosen.clone() }, "quantity", "out_of_range"),
            (Item { stock: Some(-1), ..chosen.clone() }, "stock", "out_of_range"),
            (Item { stock: Some(MAX_STOCK + 1), ..chosen.clone() }, "stock", "out_of_range"),
            (Item { min_quantity: Some(1), ..Item::fixed("c", 1, "1") }, "min_quantity", "conflict"),
            (Item { stock: Some(1), ..Item::fixed("c", 1, "1") }, "stock", "conflict"),
        ] {
            assert_eq!(errors(item), [(format!("items[1].{member}"), code)]);
        }
        let dear = Item { max_quantity: Some(2), ..Item::fixed("d", 0, "9999999999.99") };
        assert_eq!(errors(dear), [("items".to_owned(), "too_large")], "what can be chosen can be paid");
        let free = Item { max_quantity: Some(2), ..Item::fixed("d", 0, "0") };
        assert_eq!(checked(&[free]), Err(vec![("items".to_owned(), "not_positive")]));
    }
}
