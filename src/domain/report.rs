//! Reports of fraudulent or abusive links.

use serde::Serialize;

use super::payee::handle::{Handle, HandleError};
use super::request::code::RequestCode;

/// The reason of a report. A closed list instead of free text, so that no personal data can be entered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, sqlx::Type, strum::IntoStaticStr)]
#[sqlx(type_name = "TEXT", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum ReportReason {
    /// The payee impersonates somebody else.
    Impersonation,
    /// The recipient of the link ordered nothing, or doesn't know the payee.
    NeverOrdered,
    /// The payee's texts are offensive or threatening.
    Offensive,
    /// A reason not listed here.
    Other,
}

impl ReportReason {
    /// Every reason, in the order in which a form offers them.
    pub const ALL: [Self; 4] = [Self::Impersonation, Self::NeverOrdered, Self::Offensive, Self::Other];

    /// The spelling in forms and in the store.
    pub fn as_str(self) -> &'static str {
        self.into()
    }

    /// Reads the spelling of [`ReportReason::as_str`].
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.as_str() == text)
    }
}

/// A link that can be reported: a request's, or a payee's personal page.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum ReportableLink {
    /// A request's page, `/r/{code}`.
    Request(RequestCode),
    /// A personal page, `/{handle}`, with and without an amount.
    Page(Handle),
}

/// Reasons to refuse a link's text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReportableLinkError {
    /// Not a well-formed code.
    #[error("this is no request’s code, and a handle begins with @")]
    Code,
    /// Not a valid handle after the `@`.
    #[error(transparent)]
    Handle(#[from] HandleError),
}

impl ReportableLink {
    /// Reads `CODE` or `@HANDLE`. The `@` is needed: twelve letters can be either.
    ///
    /// # Errors
    /// [`ReportableLinkError`].
    pub fn parse(text: &str) -> Result<Self, ReportableLinkError> {
        match text.strip_prefix('@') {
            Some(handle) => Ok(Self::Page(Handle::parse(handle)?)),
            None => RequestCode::parse(text).map(Self::Request).ok_or(ReportableLinkError::Code),
        }
    }

    /// As [`Self::parse`], but takes the URL of a page of this service as well, since that is what gets passed on. `base` is the public
    /// URL, with a slash at its end.
    ///
    /// # Errors
    /// [`ReportableLinkError`].
    pub fn named(text: &str, base: &str) -> Result<Self, ReportableLinkError> {
        let text = text.trim();
        let Some(path) = text.strip_prefix(base) else { return Self::parse(text) };
        let mut parts = path.split(['/', '?', '#']);
        let (first, second) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
        Self::parse(&if first == "r" { second.to_owned() } else { format!("@{first}") })
    }

    /// The path of the page, without a leading slash.
    pub fn path(&self) -> String {
        match self {
            Self::Request(code) => format!("r/{code}"),
            Self::Page(handle) => handle.to_string(),
        }
    }
}

/// Writes the form that [`ReportableLink::parse`] reads.
impl std::fmt::Display for ReportableLink {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Request(code) => write!(f, "{code}"),
            Self::Page(handle) => write!(f, "@{handle}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_is_one_of_four_words() {
        for reason in ReportReason::ALL {
            assert_eq!(ReportReason::parse(reason.as_str()), Some(reason));
            assert_eq!(serde_json::to_value(reason).ok(), Some(reason.as_str().into()), "one spelling everywhere");
        }
        for text in ["", "Other", " other", "other\n", "other,offensive", "' or 1=1 --", "<script>"] {
            assert_eq!(ReportReason::parse(text), None, "{text:?}");
        }
    }

    #[test]
    fn a_link_is_named_by_code_or_handle() {
        for text in ["@anna", "abcdefghijkm", "@abcdefghijkm"] {
            assert_eq!(ReportableLink::parse(text).map(|link| link.to_string()), Ok(text.into()));
        }
        assert_eq!(ReportableLink::parse("@Anna").map(|link| link.path()), Ok("anna".into()));
        assert_eq!(ReportableLink::parse("abcdefghijkm").map(|link| link.path()), Ok("r/abcdefghijkm".into()));
        assert_eq!(ReportableLink::parse("anna"), Err(ReportableLinkError::Code));
        assert_eq!(ReportableLink::parse("r/abcdefghijkm"), Err(ReportableLinkError::Code));
        assert_eq!(ReportableLink::parse("@admin"), Err(ReportableLinkError::Handle(HandleError::Reserved)));
        assert_eq!(ReportableLink::parse("@"), Err(ReportableLinkError::Handle(HandleError::Length)));
    }

    #[test]
    fn a_page_of_the_service_is_named_by_its_url() {
        let named = |text| ReportableLink::named(text, "https://pay.example/to/").map(|link| link.to_string());
        for url in ["https://pay.example/to/r/abcdefghijkm", " https://pay.example/to/r/abcdefghijkm/print?x#y "] {
            assert_eq!(named(url), Ok("abcdefghijkm".into()));
        }
        assert_eq!(named("https://pay.example/to/Anna/25eur"), Ok("@anna".into()));
        assert_eq!((named(" @anna "), named("abcdefghijkm")), (Ok("@anna".into()), Ok("abcdefghijkm".into())));
        assert_eq!(named("https://evil.example/r/abcdefghijkm"), Err(ReportableLinkError::Code));
    }
}
