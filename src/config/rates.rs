//! Settings of the source of bitcoin's price.

use secrecy::{ExposeSecret, SecretString};
use url::Url;

use super::SettingsReader;
use crate::net::Base;
use crate::net::servers::Servers;
use crate::rails::by_provider::rates::Rates;

const SERVER: &str = "CHIT_RATES_URL";
const STORE: &str = "CHIT_RATES_STORE";
const KEY: &str = "CHIT_RATES_KEY";

/// The server whose prices of bitcoin are used.
#[derive(Debug, Clone)]
pub struct RatesConfig {
    /// Its address.
    pub server: Base,
    /// The store whose prices are meant, for a BTCPay Server; `None` for an LNbits.
    pub store: Option<RatesStore>,
}

/// A store of a BTCPay Server.
#[derive(Debug, Clone)]
pub struct RatesStore {
    /// The store's id.
    pub id: String,
    /// An API key with the permission `btcpay.store.canviewstoresettings`.
    pub key: SecretString,
}

impl RatesConfig {
    /// The source of prices. Nothing is called.
    pub fn open(&self, servers: &Servers) -> Rates {
        let server = self.server.clone();
        match &self.store {
            None => Rates::lnbits(servers.provider("LNbits’ prices", server)),
            Some(RatesStore { id, key }) => {
                Rates::btcpay(servers.provider("BTCPay’s prices", server), id.clone(), key.expose_secret())
            }
        }
    }
}

/// Reads the server to ask for prices, which may be where payees' servers may be. A store makes it a BTCPay Server, which wants a key.
pub(super) fn rates(
    reader: &mut SettingsReader<'_>,
    public_url: Option<&Url>,
    allowed_servers: &[String],
) -> Option<RatesConfig> {
    let (store, key) = (reader.raw(STORE), reader.raw(KEY));
    let server = server(reader, public_url, allowed_servers);
    if server.is_none() && reader.raw(SERVER).is_none() {
        for (name, value) in [(STORE, &store), (KEY, &key)] {
            if value.is_some() {
                reader.wrong(name, format!("wants {SERVER} beside it, the address of a BTCPay Server"));
            }
        }
        return None;
    }
    let is_word = |text: &str| text.len() <= 255 && text.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let store = match (store, key) {
        (None, None) => None,
        (Some(id), Some(key)) => {
            if !is_word(&id) {
                reader.wrong(STORE, "wants the ID of a store, which BTCPay shows in its settings");
            }
            if !is_word(&key) {
                reader.wrong(KEY, "wants an API key of BTCPay’s, without spaces");
            }
            Some(RatesStore { id, key: key.into() })
        }
        (Some(_), None) => {
            reader.wrong(
                KEY,
                format!("is needed with {STORE}: an API key of BTCPay’s that may view the store’s settings"),
            );
            None
        }
        (None, Some(_)) => {
            reader.wrong(STORE, format!("is needed with {KEY}: the ID of the BTCPay store whose prices are used"));
            None
        }
    };
    server.map(|server| RatesConfig { server, store })
}

fn server(reader: &mut SettingsReader<'_>, public_url: Option<&Url>, allowed_servers: &[String]) -> Option<Base> {
    let text = reader.raw(SERVER)?;
    // Without a public URL the service is on this machine.
    let local = Url::parse("http://127.0.0.1/").ok();
    let servers = Servers::new(public_url.or(local.as_ref())?, allowed_servers.to_vec());
    let wanted = "wants the address of an LNbits or a BTCPay Server, by https unless CHIT_ALLOW_SERVERS has it";
    servers.check(&text).inspect_err(|_| reader.wrong(SERVER, wanted)).ok()
}
