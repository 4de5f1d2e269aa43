//! The items of a request on its payee's page: what is sold and left of those that payers choose from, and how many are for sale.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::actions::requests::change::StockChange;
use crate::domain::field::FieldError;
use crate::domain::request::item::check_stock;
use crate::domain::request::{Item, PaymentRequest};
use crate::locale::{Locale, Words};
use crate::web::http::extract::Deed;
use crate::web::view::{FieldErrorView, ItemView, counted};

/// The prefix of the fields; the items' places follow.
pub(super) const STOCK: &str = "stock-";

/// An item with what became of it.
pub struct SellerItemView {
    pub item: ItemView,
    /// The limits of a choice, and what is sold and left; `None` for a fixed line.
    pub about: Option<String>,
    /// The sentence about what was sold beyond the stock.
    pub excess: Option<String>,
}

/// The items of a request.
pub(super) fn items(request: &PaymentRequest, locale: Locale) -> Vec<SellerItemView> {
    let view = |(at, item): (usize, &Item)| {
        let kept = request.stocks.of(at);
        let about = item.choice().map(|(least, most)| {
            let limits =
                Words::new(locale).with("min", locale.count(least.into())).with("max", locale.count(most.into()));
            let sold = kept.map(|kept| counted(locale, "items-sold", kept.sold));
            let left = kept.and_then(|kept| kept.left()).map(|left| counted(locale, "items-left", left));
            let said = [Some(limits.say("items-each").into_owned()), sold, left];
            said.into_iter().flatten().collect::<Vec<_>>().join(" · ")
        });
        let excess = kept.map_or(0, |kept| kept.excess());
        SellerItemView {
            item: ItemView::of(item.clone(), request.asked.currency(), locale),
            about,
            excess: (excess > 0).then(|| counted(locale, "items-excess", excess)),
        }
    };
    request.items.iter().enumerate().map(view).collect()
}

/// The form with the units for sale, and its errors.
pub struct StockView {
    pub rows: Vec<StockRow>,
    pub errors: Vec<FieldErrorView>,
}

/// An item of the form.
pub struct StockRow {
    /// The field's name.
    pub field: String,
    pub name: String,
    /// The units as typed; empty for any number.
    pub value: String,
}

/// The fields that the form sends.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct StockForm {
    #[serde(flatten)]
    fields: BTreeMap<String, String>,
}

impl Deed for StockForm {
    const NAME: &'static str = "change-stock";
}

impl StockView {
    /// The form, as typed or as it is; `None` where nothing can be chosen.
    pub(super) fn of(request: &PaymentRequest, typed: Option<(StockForm, Vec<FieldErrorView>)>) -> Option<Self> {
        let (typed, errors) = typed.map_or((None, Vec::new()), |(form, errors)| (Some(form), errors));
        let row = |kept: &crate::domain::request::picks::ItemStock| {
            let field = format!("{STOCK}{}", kept.position);
            let stored = || kept.stock.map(|stock| stock.to_string()).unwrap_or_default();
            let value = typed.as_ref().and_then(|form| form.fields.get(&field).cloned()).unwrap_or_else(stored);
            Some(StockRow { field, name: request.items.get(kept.position)?.name.clone(), value })
        };
        let rows: Vec<_> = request.stocks.iter().filter_map(row).collect();
        (!rows.is_empty()).then_some(Self { rows, errors })
    }
}

impl StockForm {
    /// The stocks that differ from the request's.
    pub(super) fn check(&self, request: &PaymentRequest) -> Result<Vec<StockChange>, Vec<FieldError>> {
        let (mut changes, mut wrong) = (Vec::new(), Vec::new());
        for kept in request.stocks.iter() {
            let field = format!("{STOCK}{}", kept.position);
            let Some(typed) = self.fields.get(&field).map(|typed| typed.trim()) else { continue };
            let read = if typed.is_empty() { Some(None) } else { typed.parse().ok().map(Some) };
            // What is no number gets the limits told, as any number outside of them.
            let checked = check_stock("stocks", read.unwrap_or(Some(-1)));
            match (checked, read) {
                (Err(error), _) => wrong.push(FieldError { field: field.into(), ..error }),
                (Ok(()), Some(stock)) if stock != kept.stock => {
                    changes.push(StockChange { item: kept.position, stock });
                }
                _ => {}
            }
        }
        if wrong.is_empty() { Ok(changes) } else { Err(wrong) }
    }
}
