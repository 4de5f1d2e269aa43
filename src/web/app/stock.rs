//! The items of a request on its payee's page, what is sold and left of those that payers choose from, and the form that says how many
//! are for sale.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;

use super::own_request::own_request;
use super::request::{RequestPageState, page};
use super::request_deeds::back;
use crate::actions;
use crate::actions::precondition::Precondition;
use crate::actions::requests::change::{Change, StockChange, change_request};
use crate::domain::field::FieldError;
use crate::domain::request::code::RequestCode;
use crate::domain::request::item::check_stock;
use crate::domain::request::{Item, PaymentRequest};
use crate::locale::{Locale, Words};
use crate::web::App;
use crate::web::error::PageError;
use crate::web::http::extract::{Deed, DeedForm, PagePath, SignedIn};
use crate::web::view::{FieldErrorView, ItemView, counted, errors, render};

/// The prefix of the fields; the items' places follow.
const STOCK: &str = "stock-";

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
    fn check(&self, request: &PaymentRequest) -> Result<Vec<StockChange>, Vec<FieldError>> {
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

/// Names an error of a change by the form's field: `stocks[0].stock` by that of the first change.
fn of_form(error: FieldError, changes: &[StockChange]) -> FieldError {
    let at = error.field.strip_prefix("stocks[").and_then(|rest| rest.split(']').next()?.parse::<usize>().ok());
    match at.and_then(|at| changes.get(at)) {
        Some(change) => FieldError { field: format!("{STOCK}{}", change.item).into(), ..error },
        None => error,
    }
}

/// `POST /app/requests/{code}/stock`: says how many units of items are for sale.
pub async fn change(
    State(app): State<App>,
    who: SignedIn,
    PagePath(code): PagePath<RequestCode>,
    DeedForm(form): DeedForm<StockForm>,
) -> Result<Response, PageError> {
    let request = own_request(&app, &who, &code).await?;
    let changed = match form.check(&request) {
        Err(wrong) => Err(wrong),
        Ok(changes) if changes.is_empty() => return Ok(back(&request.code)),
        Ok(changes) => {
            let change = Change { stocks: Some(changes.clone()), ..Change::default() };
            match change_request(&app.ctx, &who.payee.id, &request.code, change, Precondition::none()).await {
                Err(actions::Error::Invalid(wrong)) => Err(wrong.into_iter().map(|e| of_form(e, &changes)).collect()),
                // It was paid or cancelled meanwhile: the page shows it.
                Err(actions::Error::Conflict(_)) => Ok(()),
                changed => {
                    changed?;
                    Ok(())
                }
            }
        }
    };
    match changed {
        Ok(()) => Ok(back(&request.code)),
        Err(wrong) => {
            let stock = Some((form, errors(&who.words(), wrong)));
            let shown = RequestPageState { stock, ..RequestPageState::default() };
            render(StatusCode::BAD_REQUEST, &page(&app, &who, &request, shown).await?)
        }
    }
}
