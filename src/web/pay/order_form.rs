//! The form of the order page: how many of each product, and the prices that the page showed.

use super::order_news::OrderNews;
use crate::domain::catalogue::{Catalogue, MAX_QUANTITY, Pick, Product};
use crate::domain::field::FieldError;
use crate::domain::id::ProductId;
use crate::domain::money::Money;
use crate::locale::Locale;
use crate::web::http::extract::FieldList;

/// The prefixes of the fields for a product: its quantity, and the price that the page showed, in minor units.
const QUANTITY: &str = "q-";
const SEEN: &str = "p-";

/// Returns whether an order can't be paid before its payee has confirmed it.
pub fn is_waiting(order: &Option<OrderNews>) -> bool {
    order.as_ref().is_some_and(|order| order.waiting)
}

/// A product on the order page.
pub struct ProductView {
    /// The id, by which its fields are named.
    pub id: String,
    /// The payee's name of it.
    pub name: String,
    /// The payee's line about it.
    pub description: Option<String>,
    /// The price of a unit in the reader's notation.
    pub price: String,
    /// The same in minor units, which the form sends back.
    pub minor: i64,
    /// Unset while it is sold out.
    pub available: bool,
    /// The quantity as typed.
    pub quantity: String,
    /// Set when the quantity is no whole number within the limits.
    pub unread: bool,
    /// The price that the buyer has seen, where it has changed since.
    pub before: Option<String>,
    /// Set when the buyer picked it before it was sold out.
    pub missed: bool,
}

/// The fields of the order page as a buyer typed them.
pub struct TypedOrder(FieldList);

impl TypedOrder {
    /// Reads the fields of a form.
    pub fn of(fields: FieldList) -> Self {
        Self(fields)
    }

    /// The empty form.
    pub fn empty() -> Self {
        Self(FieldList::default())
    }

    fn quantity(&self, product: &str) -> &str {
        self.0.first(&format!("{QUANTITY}{product}"))
    }

    fn seen(&self, product: &str) -> Option<i64> {
        self.0.first(&format!("{SEEN}{product}")).parse().ok()
    }

    /// The picks: whatever isn't left at nothing, each product once.
    ///
    /// # Errors
    /// A quantity is no whole number, or too large.
    pub fn picks(&self) -> Result<Vec<Pick>, FieldError> {
        let mut picks: Vec<Pick> = Vec::new();
        for (product, typed) in self.0.under(QUANTITY) {
            let quantity = read(typed).ok_or_else(|| {
                let detail = format!("Write whole numbers from 0 to {MAX_QUANTITY}.");
                FieldError::plain("quantity", "invalid", detail)
            })?;
            let Some(id) = ProductId::parse(product).filter(|_| quantity > 0) else { continue };
            // No price that was shown is one that has changed.
            let seen = self.seen(product).unwrap_or(-1);
            if picks.iter().all(|pick| pick.product != id) {
                picks.push(Pick { product: id, quantity, seen });
            }
        }
        Ok(picks)
    }

    /// The products with what was typed.
    pub fn views(&self, catalogue: &Catalogue, locale: Locale) -> Vec<ProductView> {
        catalogue.products.iter().map(|product| self.view(product, catalogue, locale)).collect()
    }

    fn view(&self, product: &Product, catalogue: &Catalogue, locale: Locale) -> ProductView {
        let id = product.id.as_str();
        let typed = self.quantity(id);
        let picked = read(typed) != Some(0);
        let seen = self.seen(id).filter(|seen| picked && *seen != product.price);
        ProductView {
            name: product.name.to_string(),
            description: product.description.as_ref().map(ToString::to_string),
            price: locale.money(&catalogue.price_of(product)),
            minor: product.price,
            available: product.available,
            quantity: typed.trim().to_owned(),
            unread: read(typed).is_none(),
            before: seen.map(|seen| locale.money(&Money::new(seen, catalogue.currency))),
            missed: picked && !product.available,
            id: id.to_owned(),
        }
    }
}

/// Reads a quantity; `None` when it is no whole number within the limits. Nothing is 0.
fn read(typed: &str) -> Option<u32> {
    match typed.trim() {
        "" => Some(0),
        typed => typed.parse().ok().filter(|quantity| *quantity <= MAX_QUANTITY),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(form: &str) -> TypedOrder {
        TypedOrder::of(serde_urlencoded::from_str(form).expect("a form"))
    }

    #[test]
    fn picks_are_what_is_more_than_nothing_once_each() {
        let [a, b] = ["a", "b"].map(|letter| format!("prd_{}", letter.repeat(22)));
        let form = format!("once=1&q-{a}=+2+&p-{a}=450&q-{b}=0&p-{b}=1&q-{a}=7&q-nonsense=3&then=pay");
        let picks = typed(&form).picks().expect("picks");
        let told: Vec<_> = picks.iter().map(|pick| (pick.product.as_str(), pick.quantity, pick.seen)).collect();
        assert_eq!(told, [(a.as_str(), 2, 450)]);
        let unseen = typed(&format!("q-{a}=1")).picks().expect("picks");
        assert_eq!(unseen.first().map(|pick| pick.seen), Some(-1), "that is no price");
        for bad in ["1.5", "-1", "100", "x", "4294967297", "٣"] {
            assert!(typed(&format!("q-{a}={bad}")).picks().is_err(), "{bad}");
        }
        assert!(typed("").picks().is_ok_and(|picks| picks.is_empty()));
    }
}
