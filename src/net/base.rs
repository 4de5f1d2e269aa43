//! The base URL of a provider's API.

use url::{Host, Url};

/// The beginning of every URL that a provider is called at: https, or http within this machine or home network.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Base(Url);

/// The error of a text that is no [`Base`]; its message says what is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "an https URL without user, query and fragment, such as https://proxy.example/stripe/; http only in a private network"
)]
pub struct BadBase;

impl std::str::FromStr for Base {
    type Err = BadBase;

    fn from_str(text: &str) -> Result<Self, BadBase> {
        Self::read(text, is_private)
    }
}

impl Base {
    /// Parses a base URL; http is accepted where `in_clear` returns `true`.
    pub(super) fn read(text: &str, in_clear: impl Fn(&Url) -> bool) -> Result<Self, BadBase> {
        let mut url = Url::parse(text).map_err(|_| BadBase)?;
        let bare = url.query().is_none() && url.fragment().is_none() && url.username().is_empty();
        let safe = url.scheme() == "https" || (url.scheme() == "http" && in_clear(&url));
        if !url.has_host() || !bare || url.password().is_some() || !safe {
            return Err(BadBase);
        }
        url.path_segments_mut().map_err(|()| BadBase)?.pop_if_empty();
        Ok(Self(url))
    }

    /// Returns whether the host is on this machine or in a private network; names are not resolved.
    pub fn is_private(&self) -> bool {
        is_private(&self.0)
    }

    /// The origin: scheme, host and port, as a browser writes them.
    pub fn origin(&self) -> String {
        self.0.origin().ascii_serialization()
    }

    /// The URL, whose host tells whether it may be called.
    pub(super) fn url(&self) -> &Url {
        &self.0
    }

    /// The whole URL, by which two bases are told apart.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// A URL below the base. Each part becomes one segment, percent-encoded, so that no part can lead elsewhere.
    pub(super) fn below(&self, path: &[&str], query: &[(&str, &str)]) -> Url {
        let mut url = self.0.clone();
        if let Ok(mut segments) = url.path_segments_mut() {
            segments.extend(path);
        }
        if !query.is_empty() {
            url.query_pairs_mut().extend_pairs(query);
        }
        url
    }
}

/// Returns whether a URL's host is loopback, private, link-local or `localhost`; names are not resolved.
pub fn is_private(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(ip)) => ip.is_loopback() || ip.is_private() || ip.is_link_local(),
        Some(Host::Ipv6(ip)) => ip.is_loopback() || ip.is_unique_local() || ip.is_unicast_link_local(),
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn base(text: &str) -> Base {
        text.parse().expect("good")
    }

    #[test]
    fn only_safe_beginnings_are_taken() {
        for good in
            ["https://api.stripe.com", "https://proxy.example/stripe/", "http://127.0.0.1:9", "http://[::1]:9/x"]
        {
            assert!(good.parse::<Base>().is_ok(), "{good}");
        }
        for bad in [
            "",
            "api.stripe.com",
            "ftp://api.stripe.com",
            "http://api.stripe.com",
            "http://8.8.8.8",
            "http://localhost.evil.example",
            "https://user@api.stripe.com",
            "https://:pw@api.stripe.com",
            "https://api.stripe.com?x=1",
            "https://api.stripe.com#x",
            "data:text/plain,x",
        ] {
            assert_eq!(bad.parse::<Base>(), Err(BadBase), "{bad}");
        }
    }

    #[test]
    fn no_part_leads_out_of_it() {
        for part in
            ["..", ".", "/etc", "//evil.example", "https://evil.example", "a?b#c", "%2e%2e", "\\evil", "@evil", ""]
        {
            for beginning in ["https://api.stripe.com", "https://proxy.example/stripe/"] {
                let url = base(beginning).below(&["v1", part, "x"], &[("q", "a&b=c#d")]);
                let start = format!("{}/v1/", beginning.trim_end_matches('/'));
                assert!(url.as_str().starts_with(&start), "{part}: {url}");
                assert!(url.path().ends_with("/x"), "{part}: {url}");
                assert_eq!((url.query(), url.fragment()), (Some("q=a%26b%3Dc%23d"), None), "{part}");
            }
        }
    }
}
