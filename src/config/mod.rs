//! Settings from the environment, whose errors are all reported at once.

mod database;
mod edge;
mod keys;
mod names;
mod rates;
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
pub use self::keys::{GeneratedKey, KEY_FILES, sqlite_file};
pub use self::names::{KEY, URL, UnknownSetting};
pub use self::rates::{RatesConfig, RatesStore};
use crate::domain::alert::{BadSubject, VapidSubject};
use crate::domain::payee::handle::Handle;
use crate::domain::secret::Keyring;
use crate::domain::text::filled;
use crate::net::servers;
use crate::net::{BadBase, Base, is_private};
use crate::rails::by_provider::providers::ProviderBases;
use crate::rails::registry::TEST_RAILS;

/// All settings of the service.
#[derive(Debug, Clone)]
pub struct Config {
    /// The address and port of the listener.
    pub listen: SocketAddr,
    /// The address and port of the metrics' listener; `None` serves no metrics.
    pub metrics_listen: Option<SocketAddr>,
    /// The base URL of links and previews; `None` stands for the listener's address.
    pub public_url: Option<Url>,
    /// The database's URL and limits.
    pub database: DatabaseConfig,
    /// The service's secret key and its fallbacks.
    pub keys: Keyring,
    /// The secret key among them, if it was generated and is in no file yet.
    pub new_key: Option<GeneratedKey>,
    /// The policy for new payees.
    pub signup: Signup,
    /// The days for which the ledger of a closed account is kept; `None` for ever.
    pub keep_ledger_days: Option<NonZeroU32>,
    /// The payees whose owners see the operator's pages.
    pub operators: Vec<Handle>,
    /// Owner keys no longer sign in once a passkey exists.
    pub require_passkey: bool,
    /// The address by which push services reach the operator; `None` sends no alerts to sellers' devices.
    pub vapid_subject: Option<VapidSubject>,
    /// Test rails that are allowed although the public URL is public.
    pub allowed_test_rails: Vec<String>,
    /// Servers within private networks that payees may name, as scheme, host and port.
    pub allowed_servers: Vec<String>,
    /// The server whose prices of bitcoin are used; without one, Lightning addresses are paid in bitcoin only.
    pub rates: Option<RatesConfig>,
    /// Base URLs of providers that replace the usual ones.
    pub providers: ProviderBases,
    /// Settings of proxies, connections and open pages.
    pub edge: EdgeConfig,
    /// Rate limits, by which abuse is slowed down.
    pub limits: LimitsConfig,
    /// The log's filter and format.
    pub log: LogConfig,
}

/// The policy for new payees.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signup {
    /// Only payees that the operator adds.
    Closed,
    /// Anyone who has an invitation.
    Invite,
    /// Anyone, without an invitation.
    Open,
}

/// Rate limits per minute and address, unless a field says otherwise; `None` is without limit.
#[derive(Debug, Clone, Copy)]
pub struct LimitsConfig {
    /// Links that don't exist. Beyond the limit the address is refused for a minute, which makes guessing codes hopeless.
    pub misses: Option<NonZeroU32>,
    /// Payments started or claimed.
    pub payments: Option<NonZeroU32>,
    /// Payments started by one link, per hour instead of minute.
    pub attempts: Option<NonZeroU32>,
    /// Reports of links by buyers.
    pub reports: Option<NonZeroU32>,
    /// Attempts to sign in or up.
    pub sign_ins: Option<NonZeroU32>,
    /// API calls, per key instead of address.
    pub api: Option<NonZeroU32>,
    /// Providers' messages, per address and per method.
    pub hooks: Option<NonZeroU32>,
}

impl LimitsConfig {
    /// The settings without any limit, for tests.
    pub const NONE: Self =
        Self { misses: None, payments: None, attempts: None, reports: None, sign_ins: None, api: None, hooks: None };
}

/// The log's filter and format.
#[derive(Debug, Clone)]
pub struct LogConfig {
    /// A `tracing` filter: `info`, `chit=debug,sqlx=warn`…
    pub filter: String,
    /// JSON lines instead of text.
    pub json: bool,
}

/// A setting that is wrong, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadSetting {
    /// The name of the environment variable.
    pub name: &'static str,
    /// The problem and the values that are allowed, as the rest of a sentence that begins with the name.
    pub problem: String,
}

impl std::fmt::Display for BadSetting {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.name, self.problem)
    }
}

/// All settings that are wrong, reported together.
#[derive(Debug, thiserror::Error)]
#[error("the configuration is wrong:\n{}", .0.iter().map(|b| format!("  {b}")).collect::<Vec<_>>().join("\n"))]
pub struct BadConfig(pub Vec<BadSetting>);

/// Reads variables and collects what is wrong with them. The values of secrets are never repeated.
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

    /// A list whose items are separated by commas or spaces.
    fn list(&self, name: &str) -> Vec<String> {
        let text = self.raw(name).unwrap_or_default();
        text.split([',', ' ']).filter(|word| !word.is_empty()).map(str::to_owned).collect()
    }

    fn limit(&mut self, name: &'static str, default: u32) -> Option<NonZeroU32> {
        let per_minute = self.parsed(name, "a whole number per minute, or 0 for no limit").unwrap_or(default);
        NonZeroU32::new(per_minute)
    }

    fn public_url(&mut self) -> Option<Url> {
        const WANTS: &str = "an http(s) URL, such as https://pay.example or https://shop.example/pay/";
        let mut url: Url = self.parsed("CHIT_PUBLIC_URL", WANTS)?;
        let plain = url.has_host() && url.query().is_none() && url.fragment().is_none() && url.username().is_empty();
        // Characters that no proxy and no browser writes in another way.
        let path = url.path().trim_matches('/').to_owned();
        let plain_path = path.split('/').all(|part| {
            let letters = part.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b));
            letters && (path.is_empty() || !part.is_empty())
        });
        if !matches!(url.scheme(), "http" | "https") || !plain || !plain_path {
            self.wrong("CHIT_PUBLIC_URL", format!("wants {WANTS}, not “{url}”"));
            return None;
        }
        // With a slash at its end, so that addresses can be joined to it.
        url.set_path(&if path.is_empty() { "/".to_owned() } else { format!("/{path}/") });
        Some(url)
    }

    fn vapid_subject(&mut self) -> Option<VapidSubject> {
        const NAME: &str = "CHIT_VAPID_SUBJECT";
        let text = self.raw(NAME)?;
        text.parse().map_err(|error: BadSubject| self.wrong(NAME, format!("{error}, not “{text}”"))).ok()
    }

    /// The handles of operators, with or without `@`. One that is no handle is told, and so is everything else that is wrong.
    fn operators(&mut self) -> Vec<Handle> {
        const NAME: &str = "CHIT_OPERATORS";
        let mut handles = Vec::new();
        for text in self.list(NAME) {
            match Handle::parse(text.strip_prefix('@').unwrap_or(&text)) {
                Ok(handle) => handles.push(handle),
                Err(error) => {
                    self.wrong(NAME, format!("wants handles of payees, such as anna,berta, not “{text}”: {error}"))
                }
            }
        }
        handles
    }

    /// A provider's base URL. A private address is refused where the public URL is public: payees' keys would be sent there.
    fn base(&mut self, name: &'static str, public_url: Option<&Url>) -> Option<Base> {
        let base: Base = self.parsed(name, &BadBase.to_string())?;
        if base.is_private() && public_url.is_some_and(|url| !is_private(url)) {
            self.wrong(name, "is in a private network, and CHIT_PUBLIC_URL is not");
        }
        Some(base)
    }
}

/// Loads `.env` from the working directory, not from one above it, into the process's environment, if it exists. Variables that are set
/// stay.
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

/// The variables of the process's environment that look like settings and aren't.
pub fn unknown_settings() -> Vec<UnknownSetting> {
    names::unknown(std::env::vars_os().filter_map(|(name, _)| name.into_string().ok()))
}

impl Config {
    /// Reads the settings from the process's environment. `database` is the default URL.
    ///
    /// # Errors
    /// [`BadConfig`] with every setting that is wrong.
    pub fn from_env(database: &str) -> Result<Self, BadConfig> {
        Self::read(&variable, database)
    }

    /// As [`Self::from_env`], but with this database, whatever the environment says.
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
        let require_passkey = match reader.raw("CHIT_REQUIRE_PASSKEY").as_deref() {
            None | Some("off") => false,
            Some("on") => true,
            Some(other) => {
                reader.wrong("CHIT_REQUIRE_PASSKEY", format!("wants on or off, not “{other}”"));
                false
            }
        };
        let operators = reader.operators();
        let vapid_subject = reader.vapid_subject();
        let keep_ledger_days =
            reader.parsed("CHIT_KEEP_LEDGER_DAYS", "a whole number of days from 1, such as 3653 for ten years");
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
        let rates = rates::rates(&mut reader, public_url.as_ref(), &allowed_servers);
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
                operators,
                keep_ledger_days,
                require_passkey,
                vapid_subject,
                allowed_test_rails,
                allowed_servers,
                rates,
                providers,
                edge,
                limits,
                log,
            }),
            _ => Err(BadConfig(reader.wrong)),
        }
    }
}
