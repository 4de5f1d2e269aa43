//! Handles: a payee's public name, and the path of its personal link.

use serde::Serialize;

use crate::domain::field::Problem;

/// 3–20 of `a–z 0–9 -`, not reserved, folded to lower case; no hyphen at an end or beside another.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, sqlx::Type)]
#[sqlx(transparent)]
#[serde(transparent)]
pub struct Handle(String);

/// Reasons to refuse a handle.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HandleError {
    /// Fewer than 3 or more than 20 characters.
    #[error("A handle has 3 to 20 characters.")]
    Length,
    /// A character other than `a–z 0–9 -`, or a misplaced hyphen.
    #[error("A handle is made of the letters a to z, digits and hyphens, with a letter or digit at both ends.")]
    Characters,
    /// A name that the service uses itself, or that could be mistaken for the service.
    #[error("This handle is reserved. Choose another.")]
    Reserved,
}

impl Problem for HandleError {
    fn code(&self) -> &'static str {
        match self {
            Self::Length => "length",
            Self::Characters => "characters",
            Self::Reserved => "reserved",
        }
    }
}

/// First path segments of the service, present and likely; names that suggest the service or an authority; and paths that scanners try
/// everywhere, which would otherwise count as guesses at a handle.
const RESERVED: &[&str] = &[
    "about",
    "abuse",
    "accessibility",
    "account",
    "accounts",
    "actuator",
    "admin",
    "administrator",
    "api",
    "app",
    "assets",
    "auth",
    "bank",
    "billing",
    "blog",
    "card",
    "cgi-bin",
    "chit",
    "chit-pay",
    "contact",
    "dashboard",
    "docs",
    "exports",
    "faq",
    "favicon",
    "favicon-ico",
    "healthz",
    "help",
    "hooks",
    "hostmaster",
    "imprint",
    "index",
    "legal",
    "login",
    "logout",
    "mail",
    "metrics",
    "moderator",
    "official",
    "pay",
    "payment",
    "payments",
    "paypal",
    "phpinfo",
    "phpmyadmin",
    "postmaster",
    "privacy",
    "readyz",
    "receipt",
    "refund",
    "register",
    "report",
    "requests",
    "robots",
    "robots-txt",
    "root",
    "sandbox",
    "security",
    "service",
    "settings",
    "sign-in",
    "sign-out",
    "sign-up",
    "signin",
    "signup",
    "sitemap",
    "staff",
    "static",
    "status",
    "stripe",
    "support",
    "system",
    "terms",
    "verify",
    "webhook",
    "webhooks",
    "well-known",
    "wordpress",
    "wp-admin",
    "wp-content",
    "wp-includes",
    "wp-json",
    "wp-login",
    "www",
    "xmlrpc",
];

impl Handle {
    /// Trims, folds to lower case and checks.
    ///
    /// # Errors
    /// [`HandleError`].
    pub fn parse(text: &str) -> Result<Self, HandleError> {
        let text = text.trim().to_ascii_lowercase();
        if !(3..=20).contains(&text.chars().count()) {
            return Err(HandleError::Length);
        }
        let legal = text.bytes().all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'-'));
        if !legal || text.starts_with('-') || text.ends_with('-') || text.contains("--") {
            return Err(HandleError::Characters);
        }
        let handle = Self(text);
        let skeleton = handle.skeleton();
        if RESERVED.iter().any(|reserved| skeleton == skeleton_of(reserved)) {
            return Err(HandleError::Reserved);
        }
        Ok(handle)
    }

    /// The handle in lower case, without `@`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The UTS #39 skeleton without hyphens (`rn` and `m`, `1` and `l`, `0` and `o` are equal): handles with one skeleton could be mistaken
    /// for each other, so only one of them may exist.
    pub fn skeleton(&self) -> String {
        skeleton_of(&self.0)
    }
}

fn skeleton_of(text: &str) -> String {
    let shown = text.replace('-', "");
    unicode_security::skeleton(&shown).collect::<String>().to_lowercase().replace('i', "l")
}

impl std::fmt::Display for Handle {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn folds_case() {
        assert_eq!(Handle::parse("Anna-Shop").map(|h| h.0), Ok("anna-shop".into()));
    }

    #[test]
    fn refuses() {
        for text in ["ab", "", "a-very-long-handle-indeed"] {
            assert_eq!(Handle::parse(text), Err(HandleError::Length), "{text}");
        }
        for text in ["an na", "-anna", "anna-", "an--na", "änna", "anna.", "аnna", "anna/x"] {
            assert_eq!(Handle::parse(text), Err(HandleError::Characters), "{text}");
        }
        for text in ["app", "API", "admin", "adm1n", "paypa1", "pay-pal", "supp0rt", "www", "sign-in"] {
            assert_eq!(Handle::parse(text), Err(HandleError::Reserved), "{text}");
        }
    }

    #[test]
    fn look_alikes_share_a_skeleton() {
        for (one, other) in
            [("marnie", "mamie"), ("bill", "b1ll"), ("bob0", "bobo"), ("anna-shop", "annashop"), ("lily", "iily")]
        {
            let skeleton = |text| Handle::parse(text).map(|h| h.skeleton());
            assert_eq!(skeleton(one), skeleton(other), "{one} {other}");
        }
        assert_ne!(Handle::parse("anna").map(|h| h.skeleton()), Handle::parse("hanna").map(|h| h.skeleton()));
    }

    proptest! {
        #[test]
        fn a_parsed_handle_is_a_safe_path_segment(text in "\\PC{0,30}") {
            if let Ok(handle) = Handle::parse(&text) {
                prop_assert!(handle.as_str().bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'));
                prop_assert_eq!(Handle::parse(handle.as_str()), Ok(handle));
            }
        }
    }
}
