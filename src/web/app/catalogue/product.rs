//! `/app/catalogue/add` and `/app/catalogue/{id}`: the form of a product.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use crate::actions;
use crate::actions::catalogue::manage::{add_product, change_product, read_catalogue};
use crate::domain::catalogue::{Catalogue, ProductDraft};
use crate::domain::field::FieldError;
use crate::domain::id::ProductId;
use crate::domain::text::filled;
use crate::web::App;
use crate::web::app::frame::{Frame, NavigationPlace};
use crate::web::app::one_time::{FormId, once};
use crate::web::error::PageError;
use crate::web::http::extract::{Deed, DeedForm, PagePath, SignedIn};
use crate::web::view::{FieldErrorView, errors, render};

/// The fields of a product, as typed.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ProductForm {
    /// The form's one-time id, where it adds a product.
    once: String,
    name: String,
    price: String,
    currency: String,
    description: String,
    available: String,
}

impl ProductForm {
    fn is_available(&self) -> bool {
        self.available == "on"
    }

    fn draft(&self) -> ProductDraft {
        ProductDraft {
            id: None,
            name: self.name.clone(),
            description: filled(&self.description),
            price: self.price.clone(),
            available: self.is_available(),
        }
    }
}

/// [`ProductForm`], where it adds a product.
#[derive(Debug, Deserialize)]
#[serde(transparent)]
pub struct AddProductForm(ProductForm);

impl Deed for AddProductForm {
    const NAME: &'static str = "add-product";
}

/// [`ProductForm`], where it changes one.
#[derive(Debug, Deserialize)]
#[serde(transparent)]
pub struct ChangeProductForm(ProductForm);

impl Deed for ChangeProductForm {
    const NAME: &'static str = "change-product";
}

#[derive(Template)]
#[template(path = "app/catalogue_product.html")]
struct ProductPage {
    frame: Frame,
    /// The product that is changed; none where one is added.
    id: Option<String>,
    once: String,
    form: ProductForm,
    /// The catalogue's currency.
    currency: &'static str,
    /// Set for the first product, which settles the currency.
    is_first: bool,
    placeholder: String,
    errors: Vec<FieldErrorView>,
}

async fn page(
    app: &App,
    who: &SignedIn,
    catalogue: &Catalogue,
    id: Option<&ProductId>,
    mut form: ProductForm,
    wrong: Vec<FieldError>,
) -> Result<Response, PageError> {
    if form.currency.is_empty() {
        catalogue.currency.code().clone_into(&mut form.currency);
    }
    let status = if wrong.is_empty() { StatusCode::OK } else { StatusCode::BAD_REQUEST };
    let told = |error: FieldError| match &*error.field {
        "products" => FieldError { field: "form".into(), ..error },
        _ => error,
    };
    let page = ProductPage {
        errors: errors(&who.words(), wrong.into_iter().map(told).collect()),
        frame: Frame::of(app, who, NavigationPlace::Settings).await?,
        id: id.map(ToString::to_string),
        once: FormId::draw(app),
        currency: catalogue.currency.code(),
        is_first: id.is_none() && catalogue.products.is_empty(),
        placeholder: format!("0{}00", who.locale.separator()),
        form,
    };
    render(status, &page)
}

/// `GET /app/catalogue/add`: the empty form.
pub async fn show_new(State(app): State<App>, who: SignedIn) -> Result<Response, PageError> {
    let catalogue = read_catalogue(&app.ctx, &who.payee).await?;
    let form = ProductForm { available: "on".to_owned(), ..ProductForm::default() };
    page(&app, &who, &catalogue, None, form, Vec::new()).await
}

/// `POST /app/catalogue/add`: adds a product.
pub async fn add(
    State(app): State<App>,
    who: SignedIn,
    DeedForm(AddProductForm(form)): DeedForm<AddProductForm>,
) -> Result<Response, PageError> {
    let (ctx, payee) = (&app.ctx, &who.payee);
    let added = match FormId::received(&form.once, ctx.clock.now()) {
        Ok(id) => {
            let reading = (who.locale.notation(), form.currency.clone());
            let place = |_: &Catalogue| "/app/catalogue".to_owned();
            once(&app, &payee.id, &id, place, |key| add_product(ctx, payee, form.draft(), reading, key)).await
        }
        Err(outdated) => Err(actions::Error::Invalid(vec![outdated])),
    };
    match added {
        Err(actions::Error::Invalid(wrong)) => {
            let catalogue = read_catalogue(ctx, payee).await?;
            page(&app, &who, &catalogue, None, form, wrong).await
        }
        added => Ok(added?),
    }
}

/// `GET /app/catalogue/{id}`: the form of a product.
pub async fn show(
    State(app): State<App>,
    who: SignedIn,
    PagePath(id): PagePath<ProductId>,
) -> Result<Response, PageError> {
    let catalogue = read_catalogue(&app.ctx, &who.payee).await?;
    let product = catalogue.find(&id).ok_or(actions::Error::NotFound)?;
    let form = ProductForm {
        once: String::new(),
        name: product.name.to_string(),
        price: who.locale.to_type(&catalogue.price_of(product)),
        currency: catalogue.currency.code().to_owned(),
        description: product.description.as_ref().map(ToString::to_string).unwrap_or_default(),
        available: if product.available { "on".to_owned() } else { String::new() },
    };
    page(&app, &who, &catalogue, Some(&id), form, Vec::new()).await
}

/// `POST /app/catalogue/{id}`: changes a product.
pub async fn change(
    State(app): State<App>,
    who: SignedIn,
    PagePath(id): PagePath<ProductId>,
    DeedForm(ChangeProductForm(form)): DeedForm<ChangeProductForm>,
) -> Result<Response, PageError> {
    match change_product(&app.ctx, &who.payee, id.clone(), form.draft(), who.locale.notation()).await {
        Err(actions::Error::Invalid(wrong)) => {
            let catalogue = read_catalogue(&app.ctx, &who.payee).await?;
            page(&app, &who, &catalogue, Some(&id), form, wrong).await
        }
        changed => {
            changed?;
            Ok(Redirect::to("/app/catalogue").into_response())
        }
    }
}
