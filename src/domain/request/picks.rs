//! What a payer picks of the items that it may choose from, and what is left of them.

use serde::Deserialize;

use super::Item;
use crate::domain::field::{FieldError, Mention};
use crate::domain::money::Money;
use crate::domain::money::currency::Currency;

/// The units that a payer picked, by the places of the items. Those of which none was picked are left out.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(transparent)]
pub struct Picks(Vec<(usize, u32)>);

impl Picks {
    /// The picks, in the order of the items.
    pub fn iter(&self) -> impl Iterator<Item = (usize, u32)> + '_ {
        self.0.iter().copied()
    }

    /// The picks as they are stored: `[[0,2],[3,1]]`.
    pub fn to_json(&self) -> String {
        let picks: Vec<_> = self.0.iter().map(|(at, units)| format!("[{at},{units}]")).collect();
        format!("[{}]", picks.join(","))
    }

    /// Reads what [`Self::to_json`] wrote.
    ///
    /// # Errors
    /// It is something else.
    pub fn stored(json: &str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(json)
    }

    fn of(&self, at: usize) -> u32 {
        self.iter().find(|(of, _)| *of == at).map_or(0, |(_, units)| units)
    }
}

impl FromIterator<(usize, u32)> for Picks {
    fn from_iter<T: IntoIterator<Item = (usize, u32)>>(picks: T) -> Self {
        Self(picks.into_iter().collect())
    }
}

/// A payer's choice for a payment that isn't begun yet; nothing where there was no choice.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ChosenItems {
    /// The picks.
    pub picked: Picked,
    /// Set where only so many are left of something that was picked.
    pub is_limited: bool,
}

/// The picks of a payment, and the lines that its amount is the sum of; both empty where the payer had nothing to choose.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Picked {
    /// The units that were picked.
    pub picks: Picks,
    /// The fixed lines of the request and those that were picked; none once its texts are erased.
    pub lines: Vec<Item>,
}

impl Picked {
    /// The picks among a request's items.
    pub fn of(items: &[Item], picks: Picks) -> Self {
        let line = |(at, item): (usize, &Item)| {
            let units = if item.is_chosen() { picks.of(at) } else { item.quantity };
            (units > 0).then(|| Item::fixed(&*item.name, units, &*item.amount))
        };
        Self { lines: items.iter().enumerate().filter_map(line).collect(), picks }
    }

    /// The picks as they are stored; `None` where the payer had nothing to choose.
    pub fn to_store(&self) -> Option<String> {
        (!self.lines.is_empty()).then(|| self.picks.to_json())
    }
}

/// The items of a request and the picks of a payment, as a row has them.
#[derive(Deserialize)]
struct StoredPicked {
    items: Vec<Item>,
    picks: Picks,
}

impl TryFrom<String> for Picked {
    type Error = serde_json::Error;

    fn try_from(stored: String) -> Result<Self, Self::Error> {
        if stored.is_empty() {
            return Ok(Self::default());
        }
        let StoredPicked { items, picks } = serde_json::from_str(&stored)?;
        Ok(Self::of(&items, picks))
    }
}

/// The quantities of a form, by the places of the items, as typed. What isn't there is none.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TypedPicks(pub Vec<(usize, String)>);

impl TypedPicks {
    /// The text for an item; empty where there is none.
    pub fn of(&self, at: usize) -> &str {
        self.0.iter().find(|(of, _)| *of == at).map_or("", |(_, typed)| typed.trim())
    }
}

/// Reads what a payer picked, and returns it with the sum of all lines. `left` has the units that are left of items with a stock.
///
/// # Errors
/// Of `items[n].quantity`: no whole number, outside of the limits, or more than is left. Of `items`: nothing is picked that costs something.
pub fn pick(
    items: &[Item],
    left: &[(usize, i64)],
    typed: &TypedPicks,
    currency: Currency,
) -> Result<(Picks, Money), Vec<FieldError>> {
    let (mut picks, mut wrong, mut total) = (Vec::new(), Vec::new(), 0_i64);
    for (at, item) in items.iter().enumerate() {
        let units = match item.choice() {
            None => item.quantity,
            Some(bounds) => match units(at, bounds, left_of(left, at), typed.of(at)) {
                Ok(units) => units,
                Err(error) => {
                    wrong.push(error);
                    continue;
                }
            },
        };
        if item.is_chosen() && units > 0 {
            picks.push((at, units));
        }
        let line = item.price(currency).and_then(|price| price.checked_mul(units.into()));
        // Checked when the request was made: the dearest choice can be paid.
        total = line.and_then(|line| total.checked_add(line)).unwrap_or(i64::MAX);
    }
    if !wrong.is_empty() {
        return Err(wrong);
    }
    let nothing = || FieldError::plain("items", "required", "Choose how many you want of something first.");
    let sum = Money::new(total, currency).payable().ok();
    sum.map(|sum| (Picks(picks), sum)).ok_or_else(|| vec![nothing()])
}

/// The units that are left of an item; `None` where nothing limits them.
pub fn left_of(left: &[(usize, i64)], at: usize) -> Option<i64> {
    left.iter().find(|(of, _)| *of == at).map(|(_, left)| *left)
}

fn units(at: usize, (least, most): (u32, u32), left: Option<i64>, typed: &str) -> Result<u32, FieldError> {
    let outside = |code| {
        let detail = format!("Choose a whole number from {least} to {most}.");
        let error = FieldError::plain("items", code, detail);
        error.said_by("error-whole-between", vec![Mention::Range(least.into(), most.into())]).of_member(at, "quantity")
    };
    let units = if typed.is_empty() { 0 } else { typed.parse().map_err(|_| outside("invalid"))? };
    let wanted = units.max(least);
    match left {
        Some(left) if wanted > 0 && i64::from(wanted) > left => Err(sold_out(at)),
        _ if (least..=most).contains(&units) => Ok(units),
        _ => Err(outside("out_of_range")),
    }
}

/// The error of picking more of the item at a place than is left.
pub fn sold_out(at: usize) -> FieldError {
    FieldError::plain("items", "sold_out", "Less of this is left than you picked.").of_member(at, "quantity")
}

/// The units of one item that are for sale, taken and sold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ItemStock {
    /// The place of the item among the request's.
    pub position: usize,
    /// The units that can be sold in all; `None` for any number.
    pub stock: Option<i64>,
    /// The units of all payments that were begun and didn't end without money.
    pub taken: i64,
    /// The part of them whose money has arrived.
    pub sold: i64,
}

impl ItemStock {
    /// The units that are left; `None` where nothing limits them.
    pub fn left(&self) -> Option<i64> {
        self.stock.map(|stock| (stock - self.taken).max(0))
    }

    /// The units that were sold beyond the stock, by money that arrived late.
    pub fn excess(&self) -> i64 {
        self.stock.map_or(0, |stock| (self.sold - stock).max(0))
    }
}

/// The stocks of a request's items that payers choose from; empty for every other request.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Stocks(Vec<ItemStock>);

impl Stocks {
    /// The stocks of a new request's items.
    pub fn new(items: &[Item]) -> Self {
        let chosen = items.iter().enumerate().filter(|(_, item)| item.is_chosen());
        Self(chosen.map(|(position, item)| ItemStock { position, stock: item.stock, taken: 0, sold: 0 }).collect())
    }

    /// All of them, in the order of the items.
    pub fn iter(&self) -> impl Iterator<Item = &ItemStock> {
        self.0.iter()
    }

    /// That of the item at a place.
    pub fn of(&self, at: usize) -> Option<&ItemStock> {
        self.iter().find(|stock| stock.position == at)
    }

    /// What is left of each item with a stock.
    pub fn left(&self) -> Vec<(usize, i64)> {
        self.iter().filter_map(|stock| Some((stock.position, stock.left()?))).collect()
    }

    /// Sets the stock of the item at a place.
    pub fn set(&mut self, at: usize, units: Option<i64>) {
        self.0.iter_mut().filter(|stock| stock.position == at).for_each(|stock| stock.stock = units);
    }
}

/// The error of a text that isn't one of stocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("stocks of a request can't be read")]
pub struct StocksError;

/// Reads the rows of a request in one text, as `store/stocks.rs` selects them: `0:12:3:2,1::0:0`.
impl TryFrom<String> for Stocks {
    type Error = StocksError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let row = |row: &str| {
            let mut values = row.split(':');
            let position = values.next()?.parse().ok()?;
            let stock = match values.next()? {
                "" => None,
                stock => Some(stock.parse().ok()?),
            };
            let (taken, sold) = (values.next()?.parse().ok()?, values.next()?.parse().ok()?);
            Some(ItemStock { position, stock, taken, sold })
        };
        let rows: Option<Vec<_>> = text.split(',').filter(|row| !row.is_empty()).map(row).collect();
        let mut rows = rows.ok_or(StocksError)?;
        rows.sort_unstable_by_key(|stock| stock.position);
        Ok(Self(rows))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn items() -> Vec<Item> {
        let chosen = |name: &str, least, most, amount: &str| Item {
            min_quantity: least,
            max_quantity: Some(most),
            ..Item::fixed(name, 0, amount)
        };
        vec![chosen("Rye", None, 5, "4.50"), Item::fixed("Box", 1, "1.00"), chosen("Jam", Some(2), 4, "3.00")]
    }

    fn typed(picks: &[(usize, &str)]) -> TypedPicks {
        TypedPicks(picks.iter().map(|(at, text)| (*at, (*text).to_owned())).collect())
    }

    fn picked(picks: &[(usize, &str)], left: &[(usize, i64)]) -> Result<(String, i64), Vec<(String, &'static str)>> {
        let told =
            |errors: Vec<FieldError>| errors.into_iter().map(|e| (e.field.into_owned(), e.code)).collect::<Vec<_>>();
        let read = pick(&items(), left, &typed(picks), Currency::EUR).map_err(told)?;
        Ok((read.0.to_json(), read.1.minor()))
    }

    #[test]
    fn the_sum_is_that_of_the_fixed_lines_and_the_picks() {
        assert_eq!(picked(&[(0, " 3 "), (2, "2")], &[]), Ok(("[[0,3],[2,2]]".into(), 2050)));
        assert_eq!(picked(&[(0, "0"), (2, "4"), (7, "1")], &[(2, 4)]), Ok(("[[2,4]]".into(), 1300)));
        let wrong = |at: usize, code| Err(vec![(format!("items[{at}].quantity"), code)]);
        for bad in ["1.5", "-1", "x", "٣", "4294967296"] {
            assert_eq!(picked(&[(0, bad), (2, "2")], &[]), wrong(0, "invalid"), "{bad}");
        }
        assert_eq!(picked(&[(0, "6"), (2, "2")], &[]), wrong(0, "out_of_range"));
        assert_eq!(picked(&[(2, "1")], &[]), wrong(2, "out_of_range"));
        assert_eq!(picked(&[], &[]), wrong(2, "out_of_range"), "what isn't optional is missing");
        assert_eq!(picked(&[(0, "3"), (2, "2")], &[(0, 2)]), wrong(0, "sold_out"));
        assert_eq!(picked(&[(0, "0"), (2, "2")], &[(0, 0)]).map(|(_, sum)| sum), Ok(700), "none of what is sold out");
        assert_eq!(picked(&[(2, "0")], &[(2, 1)]), wrong(2, "sold_out"), "fewer are left than have to be taken");
        let optional = [Item { max_quantity: Some(1), ..Item::fixed("Rye", 0, "4.50") }];
        let none = pick(&optional, &[], &typed(&[]), Currency::EUR).expect_err("nothing");
        assert_eq!(none.first().map(|error| (&*error.field, error.code)), Some(("items", "required")));
    }

    #[test]
    fn a_payment_has_the_lines_of_its_sum() {
        let stored = r#"{"items":[{"name":"Rye","quantity":0,"amount":"4.50","max_quantity":5},{"name":"Box","quantity":1,
            "amount":"1.00"},{"name":"Jam","quantity":0,"amount":"3.00","max_quantity":5}],"picks":[[0,3]]}"#;
        let picked = Picked::try_from(stored.to_owned()).expect("picks");
        assert_eq!(picked.lines, [Item::fixed("Rye", 3, "4.50"), Item::fixed("Box", 1, "1.00")]);
        assert_eq!(Picks::stored("[[0,3]]").expect("picks"), picked.picks);
        assert_eq!(Picked::try_from(String::new()).expect("none"), Picked::default());
        let erased = Picked::try_from(r#"{"items":[],"picks":[[0,3]]}"#.to_owned()).expect("picks");
        assert!(erased.lines.is_empty() && erased.picks == picked.picks);
    }

    #[test]
    fn stocks_are_read_and_tell_what_is_left() {
        let stocks = Stocks::try_from("2:5:7:6,0::3:1".to_owned()).expect("stocks");
        let told: Vec<_> = stocks.iter().map(|stock| (stock.position, stock.left(), stock.excess())).collect();
        assert_eq!(told, [(0, None, 0), (2, Some(0), 1)]);
        assert_eq!(stocks.left(), [(2, 0)]);
        assert!(Stocks::try_from(String::new()).is_ok_and(|none| none == Stocks::default()));
        assert!(Stocks::try_from("0:x:1:1".to_owned()).is_err());
    }
}
