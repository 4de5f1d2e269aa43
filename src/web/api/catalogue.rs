//! `/catalogue`: the products of the order page; and the payee's word on an order.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::once::once;
use super::requests::{marks_of, rendered};
use super::version::{self, Versioned};
use crate::actions::catalogue::manage::{CatalogueDraft, read_catalogue, replace_catalogue};
use crate::actions::catalogue::order;
use crate::actions::{self, Context};
use crate::domain::catalogue::{Catalogue, Product, ProductDraft};
use crate::domain::id::ProductId;
use crate::domain::payee::handle::Handle;
use crate::domain::request::code::RequestCode;
use crate::domain::schema::{CurrencyCode, Decimal};
use crate::domain::text::{OrderNote, ProductDescription, ProductName};
use crate::web::App;
use crate::web::error::ApiError;
use crate::web::http::extract::{ApiDraft, ApiPath, ApiPayee, IfMatch};

/// A payee's catalogue.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Catalogue)]
pub struct CatalogueResource {
    /// The order page, which takes orders while a product is available.
    url: String,
    /// The currency of all prices.
    #[schema(value_type = CurrencyCode)]
    currency: &'static str,
    /// Set when the payee confirms each order before it can be paid.
    confirms_first: bool,
    /// The products, in the payee's order.
    products: Vec<ProductResource>,
}

/// A product of a catalogue.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Product)]
pub struct ProductResource {
    id: ProductId,
    name: ProductName,
    description: Option<ProductDescription>,
    /// The price of a unit.
    #[schema(value_type = Decimal)]
    price: String,
    /// Unset while it is sold out.
    available: bool,
}

impl CatalogueResource {
    /// The resource of a payee's catalogue.
    pub fn of(ctx: &Context, payee: &Handle, catalogue: &Catalogue) -> Self {
        let product = |product: &Product| ProductResource {
            id: product.id.clone(),
            name: product.name.clone(),
            description: product.description.clone(),
            price: catalogue.price_of(product).to_decimal(),
            available: product.available,
        };
        Self {
            url: ctx.url(&format!("{payee}/order")).to_string(),
            currency: catalogue.currency.code(),
            confirms_first: catalogue.confirms_first,
            products: catalogue.products.iter().map(product).collect(),
        }
    }
}

/// `GET /catalogue`: the catalogue; an empty one in the payee's currency as long as there is none.
pub async fn show(State(app): State<App>, ApiPayee(payee): ApiPayee) -> Result<Versioned<CatalogueResource>, ApiError> {
    let catalogue = read_catalogue(&app.ctx, &payee).await?;
    Ok(Versioned::of(CatalogueResource::of(&app.ctx, &payee.handle, &catalogue)))
}

/// The body of `PUT /catalogue`.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(
    as = NewCatalogue,
    example = json!({"currency": "EUR", "products": [{"name": "Rye bread", "price": "4.50"}]})
)]
#[serde(deny_unknown_fields)]
pub struct CatalogueBody {
    /// The currency of all prices; as before when absent.
    #[schema(value_type = Option<CurrencyCode>)]
    currency: Option<String>,
    /// Set when the payee confirms each order before it can be paid; as before when absent.
    confirms_first: Option<bool>,
    /// All products, in their order: 50 at most.
    #[schema(required, value_type = Vec<ProductBody>)]
    products: Option<Vec<ProductBody>>,
}

/// A product in the body of `PUT /catalogue`.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = NewProduct)]
#[serde(deny_unknown_fields)]
pub struct ProductBody {
    /// The id of a product of the present catalogue, which is changed; a product without it is added.
    #[schema(value_type = Option<ProductId>)]
    id: Option<String>,
    #[schema(value_type = ProductName)]
    name: String,
    #[schema(value_type = Option<ProductDescription>)]
    description: Option<String>,
    /// The price of a unit.
    #[schema(value_type = Decimal)]
    price: String,
    /// `false` while it is sold out; `true` when absent.
    available: Option<bool>,
}

impl From<ProductBody> for ProductDraft {
    fn from(ProductBody { id, name, description, price, available }: ProductBody) -> Self {
        Self { id, name, description, price, available: available.unwrap_or(true) }
    }
}

/// `PUT /catalogue`: replaces the whole catalogue.
pub async fn replace(
    State(app): State<App>,
    ApiPayee(payee): ApiPayee,
    wanted: IfMatch,
    call: ApiDraft<CatalogueBody>,
) -> Result<Versioned<CatalogueResource>, ApiError> {
    let CatalogueBody { currency, confirms_first, products } = call.body;
    let products = products.map(|products| products.into_iter().map(ProductDraft::from).collect());
    let draft = CatalogueDraft { currency, confirms_first, products, misread: call.misread };
    let (ctx, handle) = (app.ctx.clone(), payee.handle.clone());
    let expected = version::expected(wanted, move |present| CatalogueResource::of(&ctx, &handle, present));
    let catalogue = replace_catalogue(&app.ctx, &payee, draft, expected).await?;
    Ok(Versioned::of(CatalogueResource::of(&app.ctx, &payee.handle, &catalogue)))
}

/// The body of `POST /requests/{code}/confirm`.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = OrderConfirmation, example = json!({"note": "Ready from 5 pm"}))]
#[serde(deny_unknown_fields)]
pub struct ConfirmOrderBody {
    /// A word to the buyer, who reads it at the order's link.
    #[schema(value_type = Option<OrderNote>)]
    note: Option<String>,
}

/// `POST /requests/{code}/confirm`: confirms an order.
pub async fn confirm_order(
    State(app): State<App>,
    ApiPayee(payee): ApiPayee,
    ApiPath(code): ApiPath<RequestCode>,
    call: ApiDraft<ConfirmOrderBody>,
) -> Result<Response, ApiError> {
    let ctx = &app.ctx;
    if !call.misread.is_empty() {
        return Err(actions::Error::Invalid(call.misread).into());
    }
    let note = call.body.note.unwrap_or_default();
    let marks = marks_of(ctx, &payee, &code).await?;
    once(&app, &payee.id, call.key, rendered(ctx, &payee.handle, marks, StatusCode::OK), |answer_key| {
        let (payee, code, note) = (&payee.id, &code, &note);
        async move { order::confirm_order(ctx, payee, code, note, answer_key).await }
    })
    .await
}
