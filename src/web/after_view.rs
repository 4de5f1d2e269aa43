//! The view of the text and the link for payers who have paid.

use crate::domain::request::after_payment::{AfterPayment, PayersLink};
use crate::store::KeptAfterPayment;

/// The text and the link.
pub struct AfterView {
    /// The text, if there is one.
    pub text: Option<String>,
    /// The link, if there is one.
    pub link: Option<OutsideLinkView>,
    /// Set when no key opens them any more.
    pub lost: bool,
}

/// A link that leads away.
pub struct OutsideLinkView {
    /// The whole address.
    pub url: String,
    /// The host, which readers see before they follow it.
    pub host: String,
}

impl OutsideLinkView {
    fn of(url: &PayersLink) -> Self {
        Self { url: url.as_str().to_owned(), host: url.host().to_owned() }
    }
}

impl AfterView {
    fn open(after: &AfterPayment) -> Self {
        Self { text: after.text().map(ToOwned::to_owned), link: after.url().map(OutsideLinkView::of), lost: false }
    }

    /// The view of what is stored.
    pub fn of(kept: &KeptAfterPayment) -> Self {
        match kept {
            KeptAfterPayment::Open(after) => Self::open(after),
            KeptAfterPayment::Lost => Self { text: None, link: None, lost: true },
        }
    }
}
