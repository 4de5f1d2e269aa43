//! Extractors of HTML forms. A form that changes something names its action in the field `do`: a form whose address was swapped for
//! another one's, or an empty one, is refused.

use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::{bytes, media_type};
use crate::web::App;
use crate::web::error::{Error, PageError};

async fn fields(request: Request, app: &App) -> Result<axum::body::Bytes, PageError> {
    let media_type = media_type(&request);
    let bytes = bytes(request, app).await?;
    if media_type.as_deref() != Some("application/x-www-form-urlencoded") && !bytes.is_empty() {
        let detail = "This address takes a form as a browser sends it.";
        return Err(Error::unreadable(StatusCode::UNSUPPORTED_MEDIA_TYPE, detail).into());
    }
    Ok(bytes)
}

pub(super) fn form<T: DeserializeOwned>(fields: &[u8]) -> Result<T, PageError> {
    let refused = |e| Error::unreadable(StatusCode::BAD_REQUEST, format!("The form can’t be read: {e}."));
    Ok(serde_urlencoded::from_bytes(fields).map_err(refused)?)
}

/// The fields of a form, without a check of `do`.
#[derive(Debug)]
pub struct PageForm<T>(pub T);

impl<T: DeserializeOwned> FromRequest<App> for PageForm<T> {
    type Rejection = PageError;

    async fn from_request(request: Request, app: &App) -> Result<Self, PageError> {
        Ok(Self(form(&fields(request, app).await?)?))
    }
}

/// The fields of a form that names its action.
pub trait Deed: DeserializeOwned {
    /// The value that the field `do` has to have.
    const NAME: &'static str;
}

/// A form whose `do` is [`Deed::NAME`]; others are refused as [`Error::NotSaid`].
#[derive(Debug)]
pub struct DeedForm<T>(pub T);

#[derive(Deserialize)]
struct Said {
    r#do: Option<String>,
}

/// Returns whether a form's `do` is [`Deed::NAME`].
pub(super) fn names_deed<T: Deed>(fields: &[u8]) -> Result<bool, PageError> {
    let Said { r#do: said } = form(fields)?;
    Ok(said.as_deref() == Some(T::NAME))
}

impl<T: Deed> FromRequest<App> for DeedForm<T> {
    type Rejection = PageError;

    async fn from_request(request: Request, app: &App) -> Result<Self, PageError> {
        let fields = fields(request, app).await?;
        if !names_deed::<T>(&fields)? {
            return Err(Error::NotSaid.into());
        }
        Ok(Self(form(&fields)?))
    }
}

/// Fields of a form or a query of which some may stand there often, such as the boxes of a choice.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(transparent)]
pub struct FieldList(Vec<(String, String)>);

impl FieldList {
    /// The values of a field, in the order in which they were sent.
    pub fn all<'f>(&'f self, name: &str) -> impl Iterator<Item = &'f str> {
        self.0.iter().filter(move |(found, _)| found == name).map(|(_, value)| value.as_str())
    }

    /// The first value of a field; empty where it is missing.
    pub fn first(&self, name: &str) -> &str {
        self.all(name).next().unwrap_or_default()
    }

    /// The fields whose names begin with a prefix, without it, each with its value.
    pub fn under<'f>(&'f self, prefix: &'f str) -> impl Iterator<Item = (&'f str, &'f str)> {
        self.0.iter().filter_map(move |(found, value)| Some((found.strip_prefix(prefix)?, value.as_str())))
    }

    /// Returns whether a field has a value among others.
    pub fn has(&self, name: &str, value: &str) -> bool {
        self.all(name).any(|found| found == value)
    }
}

/// Declares forms that have no field but `do`.
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
    /// Cancels an open request.
    Cancel = "cancel";
    /// Erases the texts of a request.
    Erase = "erase";
    /// Takes back the payee's word that a payment arrived.
    NotArrived = "not-arrived";
    /// Asks a provider for the state of a payment.
    AskProvider = "ask-provider";
    /// Removes a payment method.
    RemoveMethod = "remove-method";
    /// Moves a payment method up by one in the payee's order.
    MoveMethod = "move-method";
    /// Moves a payment method down by one in the payee's order.
    LowerMethod = "lower-method";
    /// Moves a product up by one in the catalogue.
    RaiseProduct = "raise-product";
    /// Moves a product down by one in the catalogue.
    LowerProduct = "lower-product";
    /// Removes a product from the catalogue.
    RemoveProduct = "remove-product";
    /// Gives a key of the payee's programs another secret.
    RotateKey = "rotate-key";
    /// Revokes a key of the payee's programs.
    RevokeKey = "revoke-key";
    /// Stops sending to an endpoint.
    DisableWebhook = "disable-webhook";
    /// Begins again to send to an endpoint.
    EnableWebhook = "enable-webhook";
    /// Gives an endpoint another signing secret.
    RotateSecret = "rotate-secret";
    /// Sends a test to an endpoint.
    TestWebhook = "test-webhook";
    /// Removes an endpoint.
    RemoveWebhook = "remove-webhook";
    /// Sends a delivery again.
    RetryDelivery = "retry-delivery";
    /// Sends a test to a device that is told of money.
    TestDevice = "test-device";
    /// Removes a device that is told of money.
    RemoveDevice = "remove-device";
    /// Replaces the owner key by a new one.
    NewOwnerKey = "new-owner-key";
    /// Starts a ceremony by which somebody signs in.
    StartSignIn = "start-passkey";
    /// Starts a ceremony by which a member adds a passkey.
    StartAdding = "start-new-passkey";
    /// Revokes a passkey.
    RevokePasskey = "revoke-passkey";
    /// Replaces a member's recovery codes.
    NewRecoveryCodes = "new-recovery-codes";
    /// Removes a member.
    RemoveMember = "remove-member";
    /// Makes a member by an invitation.
    Join = "join";
    /// Signs in by a one-time link.
    SignInByLink = "sign-in-by-link";
    /// Ends this browser's session.
    SignOut = "sign-out";
    /// Ends all sessions of the payee.
    SignOutEverywhere = "sign-out-everywhere";
    /// Records a payer's claim that the money is sent.
    Claim = "claim";
}
