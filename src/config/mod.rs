//! Settings from the environment, checked all at once.

mod database;
mod edge;
mod keys;
mod names;
#[cfg(test)]
mod tests;

use std::net::SocketAddr;
use std::num::NonZeroU32;
use std::ops::RangeInclusive;
use std::str::FromStr;
use std::time::Duration;

use url::Url;

pub use self::database::{DATABASE_URL, DatabaseConfig};
pub use self::edge::{EdgeConfig, Proxies};
pub use self::keys::{KEY_FILES, NewKey, sqlite_file};
pub use self::names::{KEY, URL, UnknownSetting};
use crate::domain::secret::Keyring;
use crate::domain::text::filled;
use crate::net::{BadBase, Base, is_private, servers};
use crate::rails::by_provider::providers::ProviderBases;
use crate::rails::registry::TEST_RAILS;

/// Everything that can be set.
#[derive(Debug, Clone)]
pub struct Config {
    /// Where to listen.
    pub listen: SocketAddr,
    /// The address of the metrics; nobody is told of them where it isn't set.
    pub metrics_listen: Option<SocketAddr>,
    /// What links and previews say; the listening address when it isn't set.
    pub public_url: Option<Url>,
    /// Where the data is.
    pub database: DatabaseConfig,
    /// The service's keys.
    pub keys: Keyring,
    /// The secret among them, where it is in no file yet.
    pub new_key: Option<NewKey>,
    /// Who may become a payee.
    pub signup: Signup,
    /// Test rails that work although the public URL is public.
    pub allowed_test_rails: Vec<String>,
    /// Servers within private networks that payees may name, as scheme, host and port.
    pub allowed_servers: Vec<String>,
    /// Where providers are, if not where they usually are.
    pub providers: ProviderBases,
    /// Proxies in front, connections, open pages.
    pub edge: EdgeConfig,
    /// How often an address may do what.
    pub limits: LimitsConfig,
    /// What is logged.
    pub log: LogConfig,
}

/// Who may become a payee.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signup {
    /// Whom the operator adds.
    Closed,
    /// Who has an invitation.
    Invite,
    /// Anybody.
    Open,
}

/// How often per minute, per address; `None` is without limit.
#[derive(Debug, Clone, Copy)]
pub struct LimitsConfig {
    /// Links that lead nowhere. Beyond it, the address is sent away for a minute: this is what makes guessing codes hopeless.
    pub misses: Option<NonZeroU32>,
    /// Payments started or claimed.
    pub payments: Option<NonZeroU32>,
    /// Payments started by one link, per hour.
    pub attempts: Option<NonZeroU32>,
    /// Links reported.
    pub reports: Option<NonZeroU32>,
    /// Attempts to sign in or up.
    pub sign_ins: Option<NonZeroU32>,
    /// API calls, per key.
    pub api: Option<NonZeroU32>,
    /// Providers' messages, and per method.
    pub hooks: Option<NonZeroU32>,
}

impl LimitsConfig {
    /// No limits at all, for tests.
    pub const NONE: Self =
        Self { misses: None, payments: None, attempts: None, reports: None, sign_ins: None, api: None, hooks: None };
}

/// What is logged, and how.
#[derive(Debug, Clone)]
pub struct LogConfig {
    /// A `tracing` filter: `info`, `chit=debug,sqlx=warn`…
    pub filter: String,
    /// JSON lines instead of text.
    pub json: bool,
}

/// One setting that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadSetting {
    /// The variable.
    pub name: &'static str,
    /// What is wrong with it, and what it wants.
    pub problem: String,
}

impl std::fmt::Display for BadSetting {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.name, self.problem)
    }
}

/// Every setting that is wrong.
#[derive(Debug, thiserror::Error)]
#[error("the configuration is wrong:\n{}", .0.iter().map(|b| format!("  {b}")).collect::<Vec<_>>().join("\n"))]
pub struct BadConfig(pub Vec<BadSetting>);

/// Reads variables and gathers what is wrong with them. The values of secrets are never repeated.
struct SettingsReader<'a> {
    variable: &'a dyn Fn(&str) -> Option<String>,
    wrong: Vec<BadSetting>,
}

impl SettingsReader<'_> {
    fn raw(&self, name: &str) -> Option<String> {
        filled(&(self.variable)(name)?)
    }

    fn wrong(&mut self, name: &'static str, problem: impl Into<String>) {
        self.wrong.push(BadSetting { name, problem: problem.into() });
    }

    fn parsed<T: FromStr>(&mut self, name: &'static str, wants: &str) -> Option<T> {
        let text = self.raw(name)?;
        let value = text.parse().ok();
        if value.is_none() {
            self.wrong(name, format!("wants {wants}, not “{text}”"));
        }
        value
    }

    /// A whole number of seconds within bounds.
    fn seconds(&mut self, name: &'static str, bounds: RangeInclusive<u64>, default: u64) -> Duration {
        let wants = format!("a whole number of seconds from {} to {}", bounds.start(), bounds.end());
        let seconds = self.parsed(name, &wants).unwrap_or(default);
        if !bounds.contains(&seconds) {
            self.wrong(name, format!("wants {wants}"));
        }
        Duration::from_secs(seconds)
    }

    /// Words between commas or blanks.
    fn list(&self, name: &str) -> Vec<String> {
        let text = self.raw(name).unwrap_or_default();
        text.split([',', ' ']).filter(|word| !word.is_empty()).map(str::to_owned).collect()
    }

    fn limit(&mut self, name: &'static str, default: u32) -> Option<NonZeroU32> {
        let per_minute = self.parsed(name, "a whole number per minute, or 0 for no limit").unwrap_or(default);
        NonZeroU32::new(per_minute)
    }

    fn public_url(&mut self) -> Option<Url> {
        const WANTS: &str = "an http(s) URL without path, such as https://pay.example";
        let mut url: Url = self.parsed("CHIT_PUBLIC_URL", WANTS)?;
        let plain = url.has_host() && url.query().is_none() && url.fragment().is_none() && url.username().is_empty();
        if !matches!(url.scheme(), "http" | "https") || !plain || url.path() != "/" {
            self.wrong("CHIT_PUBLIC_URL", format!("wants {WANTS}, not “{url}”"));
            return None;
        }
        url.set_path("/");
        Some(url)
    }

    /// A provider's address. A service that the world reaches takes none in a private network: its payees' keys would go there.
    fn base(&mut self, name: &'static str, public_url: Option<&Url>) -> Option<Base> {
        let base: Base = self.parsed(name, &BadBase.to_string())?;
        if base.is_private() && public_url.is_some_and(|url| !is_private(url)) {
            self.wrong(name, "is in a private network, and CHIT_PUBLIC_URL is not");
        }
        Some(base)
    }
}

/// Adds `.env` in the working directory, not in one above it, to the process's environment, if it is there. What the environment has already
/// stays.
///
/// # Errors
/// [`BadConfig`] when it can't be read.
pub fn load_env_file() -> Result<(), BadConfig> {
    match dotenvy::from_path(".env") {
        Err(e) if !e.not_found() => {
            let problem = "can't be read: each line is NAME=value".into();
            Err(BadConfig(vec![BadSetting { name: ".env", problem }]))
        }
        _ => Ok(()),
    }
}

/// A variable of the process's environment; `None` as well when it is empty.
pub fn variable(name: &str) -> Option<String> {
    filled(&std::env::var(name).ok()?)
}

/// The variables of the process's environment that look like settings and are none.
pub fn unknown_settings() -> Vec<UnknownSetting> {
    names::unknown(std::env::vars_os().filter_map(|(name, _)| name.into_string().ok()))
}

impl Config {
    /// Reads the process's environment. `database` is the default URL.
    ///
    /// # Errors
    /// [`BadConfig`] with every setting that is wrong.
    pub fn from_env(database: &str) -> Result<Self, BadConfig> {
        Self::read(&variable, database)
    }

    /// Reads the process's environment, except that the database is this one, whatever the environment says.
    ///
    /// # Errors
    /// [`BadConfig`] with every other setting that is wrong.
    pub fn with_database(database: &str) -> Result<Self, BadConfig> {
        Self::read(&|name| variable(name).filter(|_| name != DATABASE_URL), database)
    }

    /// Reads settings from any source.
    ///
    /// # Errors
    /// [`BadConfig`] with every setting that is wrong.
    pub fn read(variable: &dyn Fn(&str) -> Option<String>, database: &str) -> Result<Self, BadConfig> {
        let mut reader = SettingsReader { variable, wrong: Vec::new() };
        let listen = reader.parsed("CHIT_LISTEN", "an address and a port, such as 127.0.0.1:8080");
        let metrics_listen = reader.parsed("CHIT_METRICS_LISTEN", "an address and a port, such as 127.0.0.1:9090");
        let public_url = reader.public_url();
        let database = database::database(&mut reader, database);
        let keys = keys::keyring(&mut reader, &database.url);
        let signup = match reader.raw("CHIT_SIGNUP").as_deref() {
            None | Some("closed") => Signup::Closed,
            Some("invite") => Signup::Invite,
            Some("open") => Signup::Open,
            Some(other) => {
                reader.wrong("CHIT_SIGNUP", format!("wants closed, invite or open, not “{other}”"));
                Signup::Closed
            }
        };
        let allowed_test_rails = reader.list("CHIT_ALLOW_TEST_RAILS");
        if let Some(unknown) = allowed_test_rails.iter().find(|name| !TEST_RAILS.contains(&name.as_str())) {
            let known = TEST_RAILS.join(", ");
            reader.wrong("CHIT_ALLOW_TEST_RAILS", format!("wants names of test rails ({known}), not “{unknown}”"));
        }
        let mut allowed_servers = Vec::new();
        for text in reader.list("CHIT_ALLOW_SERVERS") {
            match servers::origin(&text) {
                Ok(origin) => allowed_servers.push(origin),
                Err(_) => reader.wrong(
                    "CHIT_ALLOW_SERVERS",
                    format!("wants addresses without path, such as http://lnbits:5000, not “{text}”"),
                ),
            }
        }
        let providers = ProviderBases {
            stripe: reader.base("CHIT_STRIPE_URL", public_url.as_ref()),
            paypal: reader.base("CHIT_PAYPAL_URL", public_url.as_ref()),
        };
        let edge = edge::edge(&mut reader, public_url.as_ref());
        let limits = LimitsConfig {
            misses: reader.limit("CHIT_LIMIT_MISSES", 60),
            payments: reader.limit("CHIT_LIMIT_PAYMENTS", 30),
            attempts: reader.limit("CHIT_LIMIT_ATTEMPTS", 60),
            reports: reader.limit("CHIT_LIMIT_REPORTS", 10),
            sign_ins: reader.limit("CHIT_LIMIT_SIGN_INS", 10),
            api: reader.limit("CHIT_LIMIT_API", 1200),
            hooks: reader.limit("CHIT_LIMIT_HOOKS", 600),
        };
        let log = LogConfig {
            filter: reader.raw("CHIT_LOG").unwrap_or_else(|| "info".into()),
            json: match reader.raw("CHIT_LOG_FORMAT").as_deref() {
                None | Some("text") => false,
                Some("json") => true,
                Some(other) => {
                    reader.wrong("CHIT_LOG_FORMAT", format!("wants text or json, not “{other}”"));
                    false
                }
            },
        };
        if log.filter.parse::<tracing_subscriber::filter::Targets>().is_err() {
            reader.wrong(
                "CHIT_LOG",
                "wants a level (error, warn, info, debug, trace) or a filter such as chit=debug,info",
            );
        }
        match keys {
            Some((keys, new_key)) if reader.wrong.is_empty() => Ok(Self {
                listen: listen.unwrap_or_else(|| SocketAddr::from(([127, 0, 0, 1], 8080))),
                metrics_listen,
                public_url,
                database,
                keys,
                new_key,
                signup,
                allowed_test_rails,
                allowed_servers,
                providers,
                edge,
                limits,
                log,
            }),
            _ => Err(BadConfig(reader.wrong)),
        }
    }
}
