//! The text and the link that payers of a request read once they have paid: a ticket, a door code, a download. The file `readable` says
//! who has paid.

use std::fmt;

use serde::{Deserialize, Serialize};
use url::Url;

use crate::domain::field::{Mention, Problem, Problems};
use crate::domain::text::{MultilineText, characters};

/// The name of the text's field, as the API spells it.
pub const TEXT: &str = "after_payment.text";
/// The name of the link's field, as the API spells it.
pub const URL: &str = "after_payment.url";

/// The greatest length of a link, in bytes.
const LONGEST: usize = 2000;

/// The text and the link for payers who have paid; at least one of them. Sealed wherever it is stored, and never logged.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AfterPayment {
    text: Option<MultilineText>,
    url: Option<PayersLink>,
}

impl AfterPayment {
    /// Checks text and link as they were typed or sent. `None` when both are blank, or after an error.
    pub fn check(text: Option<&str>, url: Option<&str>, problems: &mut Problems) -> Option<Self> {
        let text = text.and_then(|text| problems.check(TEXT, MultilineText::optional(text)).flatten());
        let url = url.and_then(|url| problems.check(URL, PayersLink::optional(url)).flatten());
        (text.is_some() || url.is_some()).then_some(Self { text, url })
    }

    /// The text, whose lines end in `\n`.
    pub fn text(&self) -> Option<&str> {
        self.text.as_ref().map(MultilineText::as_str)
    }

    /// The link.
    pub fn url(&self) -> Option<&PayersLink> {
        self.url.as_ref()
    }
}

/// Names nothing of the contents, so that no log has them.
impl fmt::Debug for AfterPayment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AfterPayment(…)")
    }
}

/// Reasons to refuse a link.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LinkError {
    /// Another scheme than https, a user name, a blank, or no address at all.
    #[error("Write a link that begins with https://, without blanks, user name and password.")]
    NotHttps,
    /// More bytes than a link may have.
    #[error("This is too long: {LONGEST} characters at most.")]
    TooLong,
}

impl Problem for LinkError {
    fn code(&self) -> &'static str {
        match self {
            Self::NotHttps => "invalid",
            Self::TooLong => "too_long",
        }
    }

    fn mentions(&self) -> Vec<Mention> {
        match self {
            Self::NotHttps => Vec::new(),
            Self::TooLong => vec![Mention::Max(i64::try_from(LONGEST).unwrap_or(i64::MAX))],
        }
    }
}

/// An https link for payers to open. Its host is written in ASCII, so that no letter of another script can pass for one of it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PayersLink(Url);

impl PayersLink {
    /// Parses a link; `None` if the text is blank.
    ///
    /// # Errors
    /// [`LinkError`].
    pub fn optional(text: &str) -> Result<Option<Self>, LinkError> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(None);
        }
        if text.len() > LONGEST {
            return Err(LinkError::TooLong);
        }
        let url = Url::parse(text).map_err(|_| LinkError::NotHttps)?;
        let is_bare = url.username().is_empty() && url.password().is_none();
        // The parser drops blanks and control characters silently, and encodes what turns the direction.
        let is_clean = text.chars().all(|c| !c.is_whitespace() && !characters::is_hidden(c));
        let fits = url.scheme() == "https" && url.has_host() && is_bare && is_clean && url.as_str().len() <= LONGEST;
        if fits { Ok(Some(Self(url))) } else { Err(LinkError::NotHttps) }
    }

    /// The whole link.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// The host that the link leads to, shown beside it.
    pub fn host(&self) -> &str {
        self.0.host_str().unwrap_or_default()
    }
}

impl fmt::Debug for PayersLink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PayersLink(…)")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(text: &str, url: &str) -> Result<Option<AfterPayment>, Vec<(String, &'static str)>> {
        let mut problems = Problems::default();
        let read = AfterPayment::check(Some(text), Some(url), &mut problems);
        let told = |errors: Vec<crate::domain::field::FieldError>| {
            errors.into_iter().map(|error| (error.field.into_owned(), error.code)).collect()
        };
        problems.finish().map_err(told).map(|()| read)
    }

    #[test]
    fn one_of_both_is_enough() {
        assert_eq!(check(" ", "\n"), Ok(None));
        let only_text = check(" Door 4711\r\nRing twice ", "").expect("good").expect("there");
        assert_eq!((only_text.text(), only_text.url()), (Some("Door 4711\nRing twice"), None));
        let only_link = check("", " https://anna.example/ticket?id=7#top ").expect("good").expect("there");
        assert_eq!(only_link.text(), None);
        assert_eq!(only_link.url().map(PayersLink::as_str), Some("https://anna.example/ticket?id=7#top"));
        assert_eq!(only_link.url().map(PayersLink::host), Some("anna.example"));
    }

    #[test]
    fn what_could_lie_is_refused_by_the_name_of_its_field() {
        for text in ["a\u{202e}b", "a\u{0}b", "zero\u{200b}width", "tab\there", "line\u{2028}end"] {
            assert_eq!(check(text, ""), Err(vec![(TEXT.into(), "unprintable")]), "{text:?}");
        }
        assert_eq!(check(&"x".repeat(1001), ""), Err(vec![(TEXT.into(), "too_long")]));
        for url in [
            "http://anna.example/",
            "javascript:alert(1)",
            "data:text/html,x",
            "//anna.example",
            "anna.example/ticket",
            "https://",
            "https:// anna.example/",
            "https://anna.example/a b",
            "https://anna.example/\u{202e}cod",
            "https://anna.example/a\nb",
            "https://me@anna.example/",
            "https://:word@anna.example/",
        ] {
            assert_eq!(check("", url), Err(vec![(URL.into(), "invalid")]), "{url:?}");
        }
        assert_eq!(check("", &format!("https://a.example/{}", "a".repeat(2000))), Err(vec![(URL.into(), "too_long")]));
        assert_eq!(check("a\u{0}b", "ftp://x"), Err(vec![(TEXT.into(), "unprintable"), (URL.into(), "invalid")]));
    }

    #[test]
    fn a_host_of_another_script_is_written_in_ascii() {
        let read = check("", "https://xn--pple-43d.example/").expect("good").expect("there");
        let same = check("", "https://\u{430}pple.example/").expect("good").expect("there");
        assert_eq!(read, same);
        assert_eq!(same.url().map(PayersLink::host), Some("xn--pple-43d.example"));
    }

    #[test]
    fn nothing_of_it_is_written_to_a_log() {
        let both = check("Zq7 door", "https://zq7.example/").expect("good").expect("there");
        assert_eq!(format!("{both:?} {:?}", both.url()).to_lowercase().find("zq7"), None);
    }

    proptest! {
        #[test]
        fn what_is_stored_reads_back(text in ".{0,80}", path in "[a-zA-Z0-9/?=&%äß-]{0,80}") {
            if let Ok(Some(read)) = check(&text, &format!("https://a.example/{path}")) {
                let stored = serde_json::to_string(&read).expect("JSON");
                prop_assert_eq!(serde_json::from_str::<AfterPayment>(&stored).expect("reads"), read);
            }
        }
    }
}
