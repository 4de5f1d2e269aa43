//! A payee's catalogue: the products from which buyers put orders together on its order page.

use super::field::{FieldError, Problem, Problems};
use super::id::ProductId;
use super::money::currency::Currency;
use super::money::notation::Notation;
use super::money::{AmountError, Money};
use super::request::Item;
use super::text::{ProductDescription, ProductName};

/// The most products of a catalogue. A request has as many lines at most, so that every order fits into one.
pub const MAX_PRODUCTS: usize = 50;

/// The most units of a product in an order.
pub const MAX_QUANTITY: u32 = 99;

/// One product, with the price of a unit in the catalogue's currency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Product {
    /// The id, which stays the same when the product is changed.
    pub id: ProductId,
    /// The name.
    pub name: ProductName,
    /// A line about it.
    pub description: Option<ProductDescription>,
    /// The price of a unit, in minor units.
    pub price: i64,
    /// Unset while it is sold out.
    pub available: bool,
}

/// A payee's products in their order, and how orders are taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Catalogue {
    /// The currency of all prices.
    pub currency: Currency,
    /// Set when the payee confirms each order before it can be paid.
    pub confirms_first: bool,
    /// The products, in the payee's order.
    pub products: Vec<Product>,
}

impl Catalogue {
    /// A catalogue without products.
    pub fn empty(currency: Currency) -> Self {
        Self { currency, confirms_first: false, products: Vec::new() }
    }

    /// Returns whether something can be ordered.
    pub fn is_open(&self) -> bool {
        self.currency.in_use().is_ok() && self.products.iter().any(|product| product.available)
    }

    /// A product by its id.
    pub fn find(&self, id: &ProductId) -> Option<&Product> {
        self.products.iter().find(|product| product.id == *id)
    }

    /// The price of a unit of a product.
    pub fn price_of(&self, product: &Product) -> Money {
        Money::new(product.price, self.currency)
    }

    /// Puts an order together: its lines and their sum, at the catalogue's prices, which have to be those that the buyer has seen.
    ///
    /// # Errors
    /// [`PickError`]; nothing is ever priced otherwise than it was shown.
    pub fn put_together(&self, picks: &[Pick]) -> Result<PickedLines, PickError> {
        if picks.is_empty() {
            return Err(PickError::Nothing);
        }
        let same = |pick: &&Pick| {
            let found = self.find(&pick.product);
            found.is_some_and(|product| product.available && product.price == pick.seen)
        };
        if !picks.iter().all(|pick| same(&pick)) {
            return Err(PickError::Changed);
        }
        // In the catalogue's order, whatever the form's is.
        let mut items = Vec::with_capacity(picks.len());
        let mut total: i64 = 0;
        for product in &self.products {
            let Some(pick) = picks.iter().find(|pick| pick.product == product.id) else { continue };
            let line = product.price.checked_mul(pick.quantity.into());
            total = line.and_then(|line| total.checked_add(line)).ok_or(PickError::TooLarge)?;
            let amount = self.price_of(product).to_decimal();
            items.push(Item::fixed(product.name.to_string(), pick.quantity, amount));
        }
        let total = Money::new(total, self.currency).payable().map_err(|_| PickError::TooLarge)?;
        Ok(PickedLines { items, total })
    }
}

/// Units of one product that a buyer wants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pick {
    /// The product.
    pub product: ProductId,
    /// The number of units, from 1 to [`MAX_QUANTITY`].
    pub quantity: u32,
    /// The price of a unit that the buyer has seen, in minor units.
    pub seen: i64,
}

/// The lines of an order, and their sum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PickedLines {
    /// The lines, in the catalogue's order.
    pub items: Vec<Item>,
    /// The sum.
    pub total: Money,
}

/// Reasons why an order can't be put together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PickError {
    /// No product is picked.
    #[error("nothing is picked")]
    Nothing,
    /// A picked product is sold out, gone, or has another price than the buyer has seen.
    #[error("a product has changed")]
    Changed,
    /// The sum is larger than any amount may be.
    #[error("the sum is too large")]
    TooLarge,
}

/// A product as typed or sent, unchecked.
#[derive(Debug, Clone, Default)]
pub struct ProductDraft {
    /// The id of a product that is changed; a new one has none.
    pub id: Option<String>,
    /// The name.
    pub name: String,
    /// A line about it.
    pub description: Option<String>,
    /// The price of a unit.
    pub price: String,
    /// Unset while it is sold out.
    pub available: bool,
}

/// The checked words and price of a product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProductTerms {
    /// The name.
    pub name: ProductName,
    /// A line about it.
    pub description: Option<ProductDescription>,
    /// The price of a unit, in minor units.
    pub price: i64,
    /// Unset while it is sold out.
    pub available: bool,
}

impl ProductTerms {
    /// The product of an id with these terms.
    pub fn of(self, id: ProductId) -> Product {
        let Self { name, description, price, available } = self;
        Product { id, name, description, price, available }
    }
}

impl ProductDraft {
    /// Checks every field, and notes each problem under the name that `named` gives it.
    pub fn check(
        &self,
        notation: Notation,
        currency: Currency,
        named: impl Fn(FieldError) -> FieldError,
        problems: &mut Problems,
    ) -> Option<ProductTerms> {
        let name = match self.name.trim() {
            "" => Err(FieldError::required("name", "what you sell")),
            name => ProductName::parse(name).map_err(|e| FieldError::new("name", &e)),
        };
        let description = self.description.as_deref().map(ProductDescription::optional).transpose();
        let price = match self.price.trim() {
            "" => Err(FieldError::required("price", "how much one costs").said_by("error-amount-required", Vec::new())),
            price => notation.read(price, currency).map_err(|e: AmountError| FieldError::new("price", &e)),
        };
        let mut noted = |error: FieldError| problems.push(named(error));
        let name = name.map_err(&mut noted).ok();
        let description = description.map_err(|e| noted(FieldError::new("description", &e))).ok();
        let price = price.map_err(&mut noted).ok();
        Some(ProductTerms {
            name: name?,
            description: description?.flatten(),
            price: price?.minor(),
            available: self.available,
        })
    }
}

/// The error of one product too many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("A catalogue has {MAX_PRODUCTS} products at most.")]
pub struct TooManyProducts;

impl Problem for TooManyProducts {
    fn code(&self) -> &'static str {
        "too_many"
    }

    fn mentions(&self) -> Vec<super::field::Mention> {
        vec![super::field::Mention::Max(i64::try_from(MAX_PRODUCTS).unwrap_or(i64::MAX))]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::money::MAX_MINOR;

    fn id(letter: char) -> ProductId {
        ProductId::parse(&format!("prd_{}", letter.to_string().repeat(22))).expect("an id")
    }

    fn product(letter: char, price: i64, available: bool) -> Product {
        let name = ProductName::parse(&format!("product {letter}")).expect("a name");
        Product { id: id(letter), name, description: None, price, available }
    }

    fn shop(products: Vec<Product>) -> Catalogue {
        Catalogue { products, ..Catalogue::empty(Currency::EUR) }
    }

    fn pick(letter: char, quantity: u32, seen: i64) -> Pick {
        Pick { product: id(letter), quantity, seen }
    }

    #[test]
    fn an_order_has_the_catalogues_order_names_and_prices() {
        let shop = shop(vec![product('a', 450, true), product('b', 333, true), product('c', 100, false)]);
        let PickedLines { items, total } =
            shop.put_together(&[pick('b', 1, 333), pick('a', 2, 450)]).expect("an order");
        let lines: Vec<_> =
            items.iter().map(|item| (item.name.as_str(), item.quantity, item.amount.as_str())).collect();
        assert_eq!(lines, [("product a", 2, "4.50"), ("product b", 1, "3.33")]);
        assert_eq!(total, Money::new(1233, Currency::EUR));
    }

    #[test]
    fn what_changed_is_never_priced_otherwise_than_it_was_seen() {
        let shop = shop(vec![product('a', 450, true), product('c', 100, false)]);
        for changed in [pick('a', 1, 449), pick('c', 1, 100), pick('x', 1, 1)] {
            assert_eq!(shop.put_together(&[pick('a', 1, 450), changed]), Err(PickError::Changed));
        }
        assert_eq!(shop.put_together(&[]), Err(PickError::Nothing));
    }

    #[test]
    fn a_sum_that_is_too_large_is_refused() {
        let dear = shop(vec![product('a', MAX_MINOR, true), product('b', 1, true)]);
        assert!(dear.put_together(&[pick('a', 1, MAX_MINOR)]).is_ok());
        assert_eq!(dear.put_together(&[pick('a', 2, MAX_MINOR)]), Err(PickError::TooLarge));
        assert_eq!(dear.put_together(&[pick('a', 1, MAX_MINOR), pick('b', 1, 1)]), Err(PickError::TooLarge));
        let absurd = shop(vec![product('a', i64::MAX, true)]);
        assert_eq!(absurd.put_together(&[pick('a', 2, i64::MAX)]), Err(PickError::TooLarge));
    }

    #[test]
    fn every_wrong_field_of_a_product_is_told() {
        let check = |draft: ProductDraft| {
            let mut problems = Problems::default();
            let terms = draft.check(Notation::Api, Currency::EUR, |error| error, &mut problems);
            assert_eq!(terms.is_none(), problems.finish().inspect_err(|e| assert!(!e.is_empty())).is_err());
            terms
        };
        let good =
            ProductDraft { name: " Rye ".into(), price: "4.50".into(), available: true, ..ProductDraft::default() };
        assert_eq!(check(good.clone()).map(|terms| (terms.name.to_string(), terms.price)), Some(("Rye".into(), 450)));
        for (name, price, description) in [
            ("", "1", ""),
            ("!?", "1", ""),
            ("Rye", "", ""),
            ("Rye", "0", ""),
            ("Rye", "4.505", ""),
            ("Rye", "1", "a\u{202e}b"),
        ] {
            let bad = ProductDraft {
                name: name.into(),
                price: price.into(),
                description: Some(description.into()),
                ..good.clone()
            };
            assert_eq!(check(bad), None, "{name:?} {price:?} {description:?}");
        }
    }
}
