//! Changes of a catalogue. Each is made under the payee's lock, on the catalogue that is found there.

use crate::actions::idempotency::{self, AnswerKey};
use crate::actions::payees::hold_open_payee;
use crate::actions::precondition::Precondition;
use crate::actions::{Context, Error};
use crate::domain::catalogue::{Catalogue, MAX_PRODUCTS, Product, ProductDraft, TooManyProducts};
use crate::domain::field::{FieldError, Problems};
use crate::domain::id::{PayeeId, ProductId};
use crate::domain::money::currency::Currency;
use crate::domain::money::notation::Notation;
use crate::domain::payee::Payee;

/// A payee's catalogue; an empty one in its own currency as long as it has none.
///
/// # Errors
/// The database's.
pub async fn read_catalogue(ctx: &Context, payee: &Payee) -> Result<Catalogue, Error> {
    let found = ctx.store.catalogue(&payee.id).await?;
    Ok(found.unwrap_or_else(|| Catalogue::empty(payee.currency)))
}

/// Changes a catalogue as `change` says, and stores the answer of a call that has a key for it.
async fn edit(
    ctx: &Context,
    payee: &Payee,
    answer_key: Option<AnswerKey<Catalogue>>,
    change: impl FnOnce(&mut Catalogue) -> Result<(), Error> + Send + 'static,
) -> Result<Catalogue, Error> {
    let (id, currency, now) = (payee.id.clone(), payee.currency, ctx.clock.now());
    ctx.store
        .write(move |mut tx| {
            Box::pin(async move {
                hold_open_payee(&mut tx, &id).await?;
                let before = tx.catalogue(&id).await?;
                let mut after = before.clone().unwrap_or_else(|| Catalogue::empty(currency));
                change(&mut after)?;
                tx.change_catalogue(&id, before.as_ref(), &after).await?;
                idempotency::record(answer_key.as_ref(), &mut tx, &id, &after, now).await?;
                Ok(after)
            })
        })
        .await
}

fn too_many() -> Error {
    Error::Invalid(vec![FieldError::new("products", &TooManyProducts)])
}

fn find<'c>(catalogue: &'c mut Catalogue, id: &ProductId) -> Result<&'c mut Product, Error> {
    catalogue.products.iter_mut().find(|product| product.id == *id).ok_or(Error::NotFound)
}

/// Adds a product at the end. `currency` is the one of all prices where it is the first product; otherwise that is settled.
///
/// # Errors
/// [`Error::Invalid`] of `name`, `description`, `price`, `currency` or `products`.
pub async fn add_product(
    ctx: &Context,
    payee: &Payee,
    draft: ProductDraft,
    (notation, currency): (Notation, String),
    answer_key: AnswerKey<Catalogue>,
) -> Result<Catalogue, Error> {
    let id = ProductId::draw(&ctx.chance);
    edit(ctx, payee, Some(answer_key), move |catalogue| {
        let mut problems = Problems::default();
        let currency = match catalogue.products.is_empty() && !currency.trim().is_empty() {
            true => problems.check("currency", Currency::parse_in_use(currency.trim())),
            false => Some(catalogue.currency),
        };
        let terms = draft.check(notation, currency.unwrap_or(catalogue.currency), |error| error, &mut problems);
        problems.finish().map_err(Error::Invalid)?;
        if catalogue.products.len() >= MAX_PRODUCTS {
            return Err(too_many());
        }
        catalogue.currency = currency.unwrap_or(catalogue.currency);
        catalogue.products.extend(terms.map(|terms| terms.of(id)));
        Ok(())
    })
    .await
}

/// Changes the words and the price of a product.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Invalid`] of `name`, `description` or `price`.
pub async fn change_product(
    ctx: &Context,
    payee: &Payee,
    id: ProductId,
    draft: ProductDraft,
    notation: Notation,
) -> Result<Catalogue, Error> {
    edit(ctx, payee, None, move |catalogue| {
        let currency = catalogue.currency;
        let product = find(catalogue, &id)?;
        let mut problems = Problems::default();
        let terms = draft.check(notation, currency, |error| error, &mut problems);
        problems.finish().map_err(Error::Invalid)?;
        if let Some(terms) = terms {
            *product = terms.of(id);
        }
        Ok(())
    })
    .await
}

/// Says whether a product can be ordered, or is sold out.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn set_available(ctx: &Context, payee: &Payee, id: ProductId, available: bool) -> Result<Catalogue, Error> {
    edit(ctx, payee, None, move |catalogue| {
        find(catalogue, &id)?.available = available;
        Ok(())
    })
    .await
}

/// Moves a product up or down by one in the payee's order.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn move_product(ctx: &Context, payee: &Payee, id: ProductId, up: bool) -> Result<Catalogue, Error> {
    edit(ctx, payee, None, move |catalogue| {
        let products = &mut catalogue.products;
        let from = products.iter().position(|product| product.id == id).ok_or(Error::NotFound)?;
        let to = if up { from.saturating_sub(1) } else { (from + 1).min(products.len() - 1) };
        products.swap(from, to);
        Ok(())
    })
    .await
}

/// Removes a product. Orders that were made keep their lines.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn remove_product(ctx: &Context, payee: &Payee, id: ProductId) -> Result<Catalogue, Error> {
    edit(ctx, payee, None, move |catalogue| {
        find(catalogue, &id)?;
        catalogue.products.retain(|product| product.id != id);
        Ok(())
    })
    .await
}

/// Says whether the payee confirms each order before it can be paid. Orders that were made stay as they are.
///
/// # Errors
/// The database's.
pub async fn set_confirms_first(ctx: &Context, payee: &Payee, confirms_first: bool) -> Result<Catalogue, Error> {
    edit(ctx, payee, None, move |catalogue| {
        catalogue.confirms_first = confirms_first;
        Ok(())
    })
    .await
}

/// A whole catalogue, unchecked.
#[derive(Debug, Default)]
pub struct CatalogueDraft {
    /// ISO 4217; that of the present catalogue when absent.
    pub currency: Option<String>,
    /// Set when the payee confirms each order before it can be paid; as before when absent.
    pub confirms_first: Option<bool>,
    /// All products, in their order.
    pub products: Option<Vec<ProductDraft>>,
    /// Errors about members of a body that could not be read, reported together with all others.
    pub misread: Vec<FieldError>,
}

impl CatalogueDraft {
    /// Checks the whole against the catalogue that it replaces. Ids of new products are drawn by `draw`.
    fn check(self, present: &Catalogue, draw: impl Fn() -> ProductId) -> Result<Catalogue, Error> {
        let mut problems = Problems::after(self.misread);
        let currency = match self.currency.as_deref() {
            _ if problems.is_misread("currency") => None,
            Some(code) => problems.check("currency", Currency::parse_in_use(code)),
            None => problems.check("currency", present.currency.in_use()),
        };
        let drafts = self.products.unwrap_or_else(|| {
            problems.push(FieldError::required("products", "all products, in their order"));
            Vec::new()
        });
        if drafts.len() > MAX_PRODUCTS {
            problems.push(FieldError::new("products", &TooManyProducts));
        }
        let mut products: Vec<Product> = Vec::with_capacity(drafts.len().min(MAX_PRODUCTS));
        for (at, draft) in drafts.iter().take(MAX_PRODUCTS).enumerate() {
            let named =
                |error: FieldError| FieldError { field: format!("products[{at}].{}", error.field).into(), ..error };
            let id = match draft.id.as_deref() {
                None => Some(draw()),
                Some(text) => ProductId::parse(text)
                    .filter(|id| present.find(id).is_some() && products.iter().all(|product| product.id != *id)),
            };
            if id.is_none() {
                let detail = "This names no product of the catalogue, or one that stands in the list already. Leave it out to add a product.";
                problems.push(named(FieldError::plain("id", "unknown", detail)));
            }
            let terms = draft.check(Notation::Api, currency.unwrap_or(present.currency), named, &mut problems);
            products.extend(id.zip(terms).map(|(id, terms)| terms.of(id)));
        }
        problems.finish().map_err(Error::Invalid)?;
        Ok(Catalogue {
            currency: currency.unwrap_or(present.currency),
            confirms_first: self.confirms_first.unwrap_or(present.confirms_first),
            products,
        })
    }
}

/// Replaces a whole catalogue. A product that is named by its id is changed, one without is added, one that is missing is removed.
///
/// # Errors
/// [`Error::Changed`]; [`Error::Invalid`] of `currency`, `products` or a member of one.
pub async fn replace_catalogue(
    ctx: &Context,
    payee: &Payee,
    draft: CatalogueDraft,
    expected: Precondition<Catalogue>,
) -> Result<Catalogue, Error> {
    let chance = ctx.chance.clone();
    edit(ctx, payee, None, move |catalogue| {
        expected.check(catalogue)?;
        *catalogue = draft.check(catalogue, || ProductId::draw(&chance))?;
        Ok(())
    })
    .await
}

/// The number of a payee's orders that may wait for money or its word at a time. With more, the order page takes none.
pub const MAX_UNANSWERED: i64 = 100;

/// Returns whether a payee's order page takes one more order. The caller holds the payee.
pub(super) async fn has_room(tx: &mut crate::store::Tx<'_>, payee: &PayeeId) -> Result<bool, Error> {
    Ok(tx.count_unanswered_orders(payee).await? < MAX_UNANSWERED)
}
