//! The names of all settings, and those that look like one and are none.

use strsim::damerau_levenshtein;

/// What the names of settings begin with.
const PREFIX: &str = "CHIT_";

/// Every name that is read: the service's settings, and those of `chit request`. A test holds it against what [`super::Config::read`] asks for.
pub(super) const NAMES: [&str; 27] = [
    "CHIT_ALLOW_SERVERS",
    "CHIT_ALLOW_TEST_RAILS",
    "CHIT_DATABASE_CONNECTIONS",
    "CHIT_DATABASE_URL",
    "CHIT_HSTS",
    "CHIT_IDLE_SECONDS",
    KEY,
    "CHIT_LIMIT_API",
    "CHIT_LIMIT_ATTEMPTS",
    "CHIT_LIMIT_HOOKS",
    "CHIT_LIMIT_LIVE",
    "CHIT_LIMIT_MISSES",
    "CHIT_LIMIT_PAYMENTS",
    "CHIT_LIMIT_REPORTS",
    "CHIT_LIMIT_SIGN_INS",
    "CHIT_LISTEN",
    "CHIT_LIVE_SECONDS",
    "CHIT_LOG",
    "CHIT_LOG_FORMAT",
    "CHIT_PAYPAL_URL",
    "CHIT_PROXY_HOPS",
    "CHIT_PUBLIC_URL",
    "CHIT_SECRET_KEY",
    "CHIT_SECRET_KEY_FALLBACKS",
    "CHIT_SIGNUP",
    "CHIT_STRIPE_URL",
    URL,
];

/// The API key of `chit request`.
pub const KEY: &str = "CHIT_KEY";
/// The server that `chit request` calls.
pub const URL: &str = "CHIT_URL";

/// A name in the environment that looks like a setting's and is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownSetting {
    /// As it was written.
    pub name: String,
    /// The setting that is spelled most like it.
    pub nearest: &'static str,
}

impl std::fmt::Display for UnknownSetting {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { name, nearest } = self;
        write!(f, "{} is no setting and has no effect; the nearest is {nearest}", name.escape_debug())
    }
}

/// The names among these that look like a setting's and are none, in the order of letters.
pub(super) fn unknown(names: impl Iterator<Item = String>) -> Vec<UnknownSetting> {
    let mut unknown: Vec<_> =
        names.filter_map(|name| nearest(&name).map(|nearest| UnknownSetting { name, nearest })).collect();
    unknown.sort_by(|a, b| a.name.cmp(&b.name));
    unknown
}

/// The setting that is spelled most like a name; `None` where the name is a setting's, or isn't meant for Chit.
fn nearest(name: &str) -> Option<&'static str> {
    let upper = name.to_uppercase();
    if !upper.starts_with(PREFIX) || NAMES.contains(&name) {
        return None;
    }
    NAMES.into_iter().min_by_key(|known| damerau_levenshtein(known, &upper))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_told_with_what_was_meant() {
        for (name, meant) in [
            ("CHIT_PUBLIC_ULR", "CHIT_PUBLIC_URL"),
            ("CHIT_PUBLICURL", "CHIT_PUBLIC_URL"),
            ("chit_listen", "CHIT_LISTEN"),
            ("CHIT_SECRETKEY", "CHIT_SECRET_KEY"),
            ("CHIT_DATABASE", "CHIT_DATABASE_URL"),
            ("CHIT_LIMIT_SIGNINS", "CHIT_LIMIT_SIGN_INS"),
            ("CHIT_SIGN_UP", "CHIT_SIGNUP"),
        ] {
            assert_eq!(nearest(name), Some(meant), "{name}");
        }
        for none in ["CHIT_LISTEN", "CHITCHAT", "PATH", "CHIT_KEY", "CHIT_URL", ""] {
            assert_eq!(nearest(none), None, "{none}");
        }
    }

    #[test]
    fn what_is_told_stays_on_its_line() {
        let told = unknown(["CHIT_B\n", "HOME", "CHIT_A", "CHIT_LOG"].map(str::to_owned).into_iter());
        assert_eq!(told.iter().map(|unknown| unknown.name.as_str()).collect::<Vec<_>>(), ["CHIT_A", "CHIT_B\n"]);
        assert!(!told[1].to_string().contains('\n'));
    }
}
