//! The names of all settings, and the detection of misspelt ones.

use strsim::damerau_levenshtein;

/// The prefix of all settings' names.
const PREFIX: &str = "CHIT_";

/// All names that are read: the service's settings, and those of `chit request`. A test compares them with what [`super::Config::read`]
/// reads.
pub(super) const NAMES: [&str; 37] = [
    "CHIT_ALLOW_SERVERS",
    "CHIT_ALLOW_TEST_RAILS",
    "CHIT_DATABASE_CONNECTIONS",
    "CHIT_DATABASE_PATIENCE",
    "CHIT_DATABASE_URL",
    "CHIT_DRAIN_SECONDS",
    "CHIT_HSTS",
    "CHIT_IDLE_SECONDS",
    "CHIT_KEEP_LEDGER_DAYS",
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
    "CHIT_METRICS_LISTEN",
    "CHIT_OPERATORS",
    "CHIT_PAYPAL_URL",
    "CHIT_PROXY_HOPS",
    "CHIT_PUBLIC_URL",
    "CHIT_RATES_KEY",
    "CHIT_RATES_STORE",
    "CHIT_RATES_URL",
    "CHIT_REQUIRE_PASSKEY",
    "CHIT_SECRET_KEY",
    "CHIT_SECRET_KEY_FALLBACKS",
    "CHIT_SIGNUP",
    "CHIT_STRIPE_URL",
    URL,
    "CHIT_VAPID_SUBJECT",
];

/// The API key of `chit request`.
pub const KEY: &str = "CHIT_KEY";
/// The server that `chit request` calls.
pub const URL: &str = "CHIT_URL";

/// An environment variable that looks like a setting and isn't.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownSetting {
    /// The name as it was written.
    pub name: String,
    /// The setting with the most similar name, if one is similar enough.
    pub nearest: Option<&'static str>,
}

impl std::fmt::Display for UnknownSetting {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { name, nearest } = self;
        write!(f, "{} is no setting and has no effect", name.escape_debug())?;
        nearest.map_or(Ok(()), |nearest| write!(f, "; the nearest is {nearest}"))
    }
}

/// The names among these that look like a setting's and aren't, sorted.
pub(super) fn unknown(names: impl Iterator<Item = String>) -> Vec<UnknownSetting> {
    let unknown = names.filter(|name| is_unknown(name));
    let mut unknown: Vec<_> = unknown.map(|name| UnknownSetting { nearest: nearest(&name), name }).collect();
    unknown.sort_by(|a, b| a.name.cmp(&b.name));
    unknown
}

/// Returns whether a name is meant for Chit and is no setting.
fn is_unknown(name: &str) -> bool {
    name.to_uppercase().starts_with(PREFIX) && !NAMES.contains(&name)
}

/// The setting with the smallest edit distance to a name; `None` where more than a third of the name would have to change.
fn nearest(name: &str) -> Option<&'static str> {
    let upper = name.to_uppercase();
    let slips = NAMES.into_iter().map(|known| (damerau_levenshtein(known, &upper), known));
    let (slips, known) = slips.min()?;
    let meant = upper.strip_prefix(PREFIX).unwrap_or(&upper).chars().count();
    (slips * 3 <= meant.max(3)).then_some(known)
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
            ("CHIT_DATABASEURL", "CHIT_DATABASE_URL"),
            ("CHIT_LIMIT_SIGNINS", "CHIT_LIMIT_SIGN_INS"),
            ("CHIT_SIGN_UP", "CHIT_SIGNUP"),
        ] {
            assert!(is_unknown(name), "{name}");
            assert_eq!(nearest(name), Some(meant), "{name}");
        }
        for known in ["CHIT_LISTEN", "CHITCHAT", "PATH", "CHIT_KEY", "CHIT_URL", ""] {
            assert!(!is_unknown(known), "{known}");
        }
        for far in ["CHIT_FOO_BAR_BAZ", "CHIT_SMTP_PASSWORD", "CHIT_X"] {
            assert!(is_unknown(far), "{far}");
            assert_eq!(nearest(far), None, "{far}");
        }
    }

    #[test]
    fn what_is_told_stays_on_its_line() {
        let told = unknown(["CHIT_B\n", "HOME", "CHIT_A", "CHIT_LOG"].map(str::to_owned).into_iter());
        assert_eq!(told.iter().map(|unknown| unknown.name.as_str()).collect::<Vec<_>>(), ["CHIT_A", "CHIT_B\n"]);
        assert!(!told[1].to_string().contains('\n'));
    }
}
