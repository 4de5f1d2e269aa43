//! A payment's rail, opened from its method's sealed settings.

use crate::actions::{Context, Error};
use crate::domain::id::MethodId;
use crate::domain::method::Method;
use crate::rails::{Rail, RailError};
use crate::store;

/// The meaning of lost settings and the way out, for [`Error::SettingsLost`].
pub const SETTINGS_LOST: &str = "The key that kept the settings of this way to be paid is lost: its provider can’t be asked, and its messages \
    can’t be verified. Nothing was done. Send money back on the provider’s own pages: it is booked here once whoever runs this service has found \
    the key again.";

/// A method, also one that its payee has removed, with its working rail.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::SettingsLost`] where the operator has given up the key of the settings; [`RailError::Settings`] where they
/// don't open otherwise, which a key that is found mends; and as [`crate::rails::registry::Rails::open_method`].
pub async fn open_rail(ctx: &Context, id: &MethodId) -> Result<(Method, Box<dyn Rail>), Error> {
    let (method, settings) = match ctx.store.known_method(id).await {
        Ok(found) => found.ok_or(Error::NotFound)?,
        Err(store::Error::Sealed(_)) if ctx.store.is_method_lost(id).await? => return Err(Error::SettingsLost),
        Err(store::Error::Sealed(what)) => {
            return Err(RailError::Settings(format!("{what} can’t be unsealed: was CHIT_SECRET_KEY changed?")).into());
        }
        Err(other) => return Err(other.into()),
    };
    let rail = ctx.rails.open_method(&method, &settings)?;
    Ok((method, rail))
}
