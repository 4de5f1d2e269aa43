//! Conditions on the version of what is to be changed, as `If-Match` sets them.

use super::Error;

/// A check of the present version.
type Check<T> = dyn Fn(&T) -> bool + Send;

/// A condition that is checked in the transaction that makes the change, so that nothing comes in between.
pub struct Precondition<T>(Option<Box<Check<T>>>);

impl<T> Precondition<T> {
    /// No condition.
    pub fn none() -> Self {
        Self(None)
    }

    /// The condition that the present version satisfies `holds`.
    pub fn that(holds: impl Fn(&T) -> bool + Send + 'static) -> Self {
        Self(Some(Box::new(holds)))
    }

    /// Checks the present version.
    ///
    /// # Errors
    /// [`Error::Changed`] when it is another one than the caller has read.
    pub fn check(&self, present: &T) -> Result<(), Error> {
        match &self.0 {
            Some(holds) if !holds(present) => Err(Error::Changed),
            _ => Ok(()),
        }
    }
}
