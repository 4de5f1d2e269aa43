//! The choice of items on a pay page: how many of each, and what is left. Nothing is stored until the payer has seen the sum and pays.

use super::choices::PayForm;
use super::payer::Wrong;
use super::picks::{field_of, typed_picks};
use crate::domain::field::FieldError;
use crate::domain::money::Money;
use crate::domain::money::currency::Currency;
use crate::domain::request::Item;
use crate::domain::request::picks::{TypedPicks, left_of};
use crate::domain::request::public::PublicRequest;
use crate::locale::Locale;
use crate::web::view::{ItemView, counted};

/// The most units that are left of an item for its page to say so.
const FEW: i64 = 10;

/// The form's values for going on to the sum, and back to the choice.
const TO_SUM: &str = "sum";
const TO_CHOICE: &str = "change";

/// An item on offer.
pub struct PickView {
    /// The name of the quantity's field.
    pub field: String,
    /// The payee's name of it.
    pub name: String,
    /// The price of a unit in the reader's notation.
    pub price: String,
    /// The same in minor units.
    pub minor: i64,
    /// The quantity as typed, or that the form begins with.
    pub quantity: String,
    pub least: u32,
    pub most: u32,
    /// Set for an item of which there is one or none: a box to tick.
    pub is_tick: bool,
    /// Set when the box is ticked.
    pub is_ticked: bool,
    /// Set when too few are left to buy it.
    pub sold_out: bool,
    /// The sentence on how many are left, where they are few.
    pub few: Option<String>,
    /// The error in the quantity.
    pub wrong: Option<String>,
}

/// The choice that a pay page offers.
pub struct ItemChoiceView {
    pub items: Vec<PickView>,
    /// The number of decimals of the prices.
    pub decimals: u8,
    /// The sum of the fixed lines in minor units.
    pub base: i64,
    /// Set when something can be bought.
    pub is_open: bool,
    /// The sum of what was picked, with its lines, on the page that asks for it.
    pub sum: Option<PickedSum>,
}

/// What a payer picked, as the page before the payment shows it.
pub struct PickedSum {
    /// The sum.
    pub money: Money,
    /// The lines that add up to it.
    pub lines: Vec<Item>,
}

/// Returns whether a page asks for a choice of items, or asks again.
pub fn is_choosing(choice: &Option<ItemChoiceView>) -> bool {
    choice.as_ref().is_some_and(|choice| choice.sum.is_none())
}

/// Returns whether errors are about the choice of items.
fn is_about_items(error: &FieldError) -> bool {
    error.field.starts_with("items")
}

/// Returns whether something that was picked isn't there any more.
pub fn is_sold_out(fields: &[FieldError]) -> bool {
    fields.iter().any(|error| error.code == "sold_out")
}

/// Returns whether a form goes from the choice to its sum, or back, and begins no payment.
pub fn is_step(form: &PayForm) -> bool {
    matches!(form.then.as_str(), TO_SUM | TO_CHOICE)
}

/// The errors of a form that goes on from the choice to its sum; `None` for one that pays.
pub fn errors_of_step(request: &PublicRequest, form: &PayForm) -> Option<Vec<FieldError>> {
    match form.then.as_str() {
        TO_SUM => Some(request.pick(&typed_picks(&form.picks)).err().unwrap_or_default()),
        TO_CHOICE => Some(Vec::new()),
        _ => None,
    }
}

impl ItemChoiceView {
    /// The choice that a request leaves its payer; `None` where there is none. `wrong` has the errors of the form, which `fields` are.
    pub(super) fn of(
        request: &PublicRequest,
        typed: &PayForm,
        fields: &[FieldError],
        wrong: &Wrong,
        locale: Locale,
    ) -> Option<Self> {
        if !request.items.iter().any(Item::is_chosen) {
            return None;
        }
        let currency = request.asked.currency();
        let picks = typed_picks(&typed.picks);
        let goes_on = typed.is_sent() && typed.then != TO_CHOICE && !fields.iter().any(is_about_items);
        let sum = goes_on.then(|| request.pick(&picks).ok().flatten()).flatten();
        let shown = Shown { typed: typed.is_sent().then_some(&picks), left: &request.left, currency, wrong, locale };
        let items = request.items.iter().enumerate();
        let items: Vec<_> = items.filter_map(|(at, item)| shown.item(at, item)).collect();
        let fixed = request.items.iter().filter(|item| !item.is_chosen());
        let base = fixed.filter_map(|item| item.price(currency)?.checked_mul(item.quantity.into())).sum();
        let is_complete = items.iter().all(|item| item.least == 0 || !item.sold_out);
        Some(Self {
            is_open: is_complete && (base > 0 || items.iter().any(|item| !item.sold_out)),
            items,
            decimals: currency.exponent(),
            base,
            sum: sum.map(|(money, chosen)| PickedSum { money, lines: chosen.picked.lines }),
        })
    }

    /// The lines that the page shows besides the choice: all of the sum where it asks for that, and else the fixed ones.
    pub(super) fn lines(&self, items: &[Item], currency: Currency, locale: Locale) -> Vec<ItemView> {
        let fixed = || items.iter().filter(|item| !item.is_chosen());
        let view = |item: &Item| ItemView::of(item.clone(), currency, locale);
        match &self.sum {
            Some(sum) => sum.lines.iter().map(view).collect(),
            None => fixed().map(view).collect(),
        }
    }
}

/// What the views of items are made of.
struct Shown<'s> {
    /// The quantities that were sent.
    typed: Option<&'s TypedPicks>,
    left: &'s [(usize, i64)],
    currency: Currency,
    wrong: &'s Wrong,
    locale: Locale,
}

impl Shown<'_> {
    fn item(&self, at: usize, item: &Item) -> Option<PickView> {
        let Self { typed, left, currency, wrong, locale } = *self;
        let (least, most) = item.choice()?;
        let left = left_of(left, at);
        let minor = item.price(currency).unwrap_or_default();
        let quantity = typed.map_or_else(
            || if item.quantity == 0 { String::new() } else { item.quantity.to_string() },
            |typed| typed.of(at).to_owned(),
        );
        let few = left.filter(|left| (1..=FEW).contains(left));
        Some(PickView {
            field: field_of(at),
            name: item.name.clone(),
            price: locale.money(&Money::new(minor, currency)),
            minor,
            is_tick: (least, most) == (0, 1),
            is_ticked: quantity == "1",
            quantity,
            least,
            most,
            sold_out: left.is_some_and(|left| left < least.max(1).into()),
            few: few.map(|left| counted(locale, "items-left", left)),
            wrong: wrong.items.iter().find(|(of, _)| *of == at).map(|(_, text)| text.clone()),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::picks::place_of;
    use super::*;

    #[test]
    fn quantities_are_read_by_their_places() {
        let form: PayForm =
            serde_urlencoded::from_str("q-0=2&q-11=+1&q-x=3&method=m&then=sum&other=1").expect("a form");
        let mut picks = typed_picks(&form.picks).0;
        picks.sort_unstable();
        assert_eq!(picks, [(0, "2".to_owned()), (11, " 1".to_owned())]);
        assert_eq!((&*form.method, &*form.then), ("m", "sum"));
        assert_eq!([place_of("items[2].quantity"), place_of("items"), place_of("amount")], [Some(2), None, None]);
    }
}
