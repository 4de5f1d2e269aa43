//! Forms that people send. A form that changes something of its payee's says so in a field of its own: a button that was led to
//! another address, or a page that sends an empty form, does nothing.

use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::{bytes, media_type, unreadable};
use crate::web::App;
use crate::web::error::{Error, PageError};

async fn fields(request: Request, app: &App) -> Result<axum::body::Bytes, PageError> {
    let media_type = media_type(&request);
    let bytes = bytes(request, app).await?;
    if media_type.as_deref() != Some("application/x-www-form-urlencoded") && !bytes.is_empty() {
        let detail = "This address takes a form as a browser sends it.";
        return Err(unreadable(StatusCode::UNSUPPORTED_MEDIA_TYPE, detail).into());
    }
    Ok(bytes)
}

fn form<T: DeserializeOwned>(fields: &[u8]) -> Result<T, PageError> {
    let refused = |e| unreadable(StatusCode::BAD_REQUEST, format!("The form can’t be read: {e}."));
    Ok(serde_urlencoded::from_bytes(fields).map_err(refused)?)
}

/// A form's fields.
#[derive(Debug)]
pub struct PageForm<T>(pub T);

impl<T: DeserializeOwned> FromRequest<App> for PageForm<T> {
    type Rejection = PageError;

    async fn from_request(request: Request, app: &App) -> Result<Self, PageError> {
        Ok(Self(form(&fields(request, app).await?)?))
    }
}

/// The fields of a form that changes something.
pub trait Deed: DeserializeOwned {
    /// The value of its field `do`.
    const NAME: &'static str;
}

/// A form that changes something, and that says so.
#[derive(Debug)]
pub struct DeedForm<T>(pub T);

#[derive(Deserialize)]
struct Said {
    r#do: Option<String>,
}

impl<T: Deed> FromRequest<App> for DeedForm<T> {
    type Rejection = PageError;

    async fn from_request(request: Request, app: &App) -> Result<Self, PageError> {
        let fields = fields(request, app).await?;
        let Said { r#do: said } = form(&fields)?;
        if said.as_deref() != Some(T::NAME) {
            return Err(Error::NotSaid.into());
        }
        Ok(Self(form(&fields)?))
    }
}

/// Declares forms that say what is done and nothing besides.
macro_rules! deeds {
    ($($(#[$doc:meta])* $form:ident = $name:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Deserialize)]
        pub struct $form {}

        impl Deed for $form {
            const NAME: &'static str = $name;
        }
    )*};
}

deeds! {
    /// Withdraws a request.
    Cancel = "cancel";
    /// Erases what was written with a request.
    Erase = "erase";
    /// Says that a refund was sent.
    RefundSent = "refund-sent";
    /// Says that a refund was not sent.
    RefundNotSent = "refund-not-sent";
    /// Takes a method away.
    RemoveMethod = "remove-method";
    /// Puts a method before the one that is before it.
    MoveMethod = "move-method";
    /// Makes a new owner key.
    NewOwnerKey = "new-owner-key";
    /// Signs in by a link.
    SignInByLink = "sign-in-by-link";
    /// Signs this browser out.
    SignOut = "sign-out";
    /// Signs every browser out.
    SignOutEverywhere = "sign-out-everywhere";
    /// Says that a payer sent its money.
    Claim = "claim";
}
