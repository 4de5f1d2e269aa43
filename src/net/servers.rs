//! Servers that payees name, such as a node at home.
//!
//! A payee's settings make this service call a server. So it calls servers on the public internet, by https; a service that is itself in a
//! private network also calls servers there; and servers that the operator names are called wherever they are.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use url::Url;

use super::reach::Reach;
use super::{Base, LazyClient, Patience, Provider, is_private};
use crate::domain::field::Problem;

/// The maximum number of servers that are remembered. Further ones can be called, but the state of their circuit breakers is lost.
const MOST: usize = 1000;

/// The rules for servers that payees name, and those that were called. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Servers(Arc<ServerTable>);

#[derive(Debug)]
struct ServerTable {
    private: bool,
    trusted: Vec<String>,
    known: Mutex<HashMap<(&'static str, String), Arc<Provider>>>,
    /// The client that all servers on the public internet share.
    client: LazyClient,
}

/// The reason why a server is not called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadServer {
    /// The text is no URL, or not a safe one.
    #[error("Write your server’s address, beginning with https://, without user name, question mark and #.")]
    Address,
    /// The server is not on the public internet.
    #[error("This server is in a private network. Whoever runs this service can allow it by CHIT_ALLOW_SERVERS.")]
    Private,
}

impl Problem for BadServer {
    fn code(&self) -> &'static str {
        match self {
            Self::Address => "invalid",
            Self::Private => "private",
        }
    }
}

/// The scheme, host and port of an address that an operator trusts.
///
/// # Errors
/// When it is no http(s) URL without path.
pub fn origin(text: &str) -> Result<String, url::ParseError> {
    let url = Url::parse(text)?;
    let plain = url.path() == "/" && url.query().is_none() && url.fragment().is_none() && url.username().is_empty();
    if matches!(url.scheme(), "http" | "https") && url.has_host() && plain {
        Ok(url.origin().ascii_serialization())
    } else {
        Err(url::ParseError::RelativeUrlWithoutBase)
    }
}

impl Servers {
    /// Builds the rules of a service at a public URL. `trusted` are the [origins](origin) that its operator names.
    pub fn new(public_url: &Url, trusted: Vec<String>) -> Self {
        let (known, client) = (Mutex::default(), LazyClient::default());
        Self(Arc::new(ServerTable { private: is_private(public_url), trusted, known, client }))
    }

    /// Parses a server's address as a payee typed it. Nothing is called, and no name is resolved.
    ///
    /// # Errors
    /// [`BadServer`], whose message is a sentence for the payee.
    pub fn check(&self, text: &str) -> Result<Base, BadServer> {
        let base = Base::read(text.trim(), |url| self.may_be_in_clear(url)).map_err(|_| BadServer::Address)?;
        if self.reach(base.url()).takes(base.url()) { Ok(base) } else { Err(BadServer::Private) }
    }

    /// The provider at an address, the same one for the same name and address. Nothing is called.
    pub fn provider(&self, name: &'static str, base: Base) -> Arc<Provider> {
        let mut known = self.0.known.lock().unwrap_or_else(PoisonError::into_inner);
        let key = (name, base.as_str().to_owned());
        if let Some(provider) = known.get(&key) {
            return Arc::clone(provider);
        }
        let reach = self.reach(base.url());
        let client = if reach == Reach::Public { Arc::clone(&self.0.client) } else { LazyClient::default() };
        let provider = Arc::new(Provider::reached(name, base, reach, Patience::default(), client));
        if known.len() >= MOST {
            known.retain(|_, provider| Arc::strong_count(provider) > 1);
        }
        if known.len() < MOST {
            known.insert(key, Arc::clone(&provider));
        }
        provider
    }

    fn trusts(&self, url: &Url) -> bool {
        let origin = url.origin().ascii_serialization();
        self.0.trusted.contains(&origin)
    }

    /// Returns whether http will do, as far as encryption goes: to a private network, and to what the operator names.
    pub(super) fn may_be_in_clear(&self, url: &Url) -> bool {
        is_private(url) || self.trusts(url)
    }

    /// The reach of calls to a server that a payee names.
    pub(super) fn reach(&self, url: &Url) -> Reach {
        if self.trusts(url) || (self.0.private && is_private(url)) { Reach::Trusted } else { Reach::Public }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Call, Credential, Error, Failure};
    use super::*;

    fn servers(public_url: &str, trusted: &[&str]) -> Servers {
        let trusted = trusted.iter().map(|text| origin(text).expect("good")).collect();
        Servers::new(&public_url.parse().expect("a URL"), trusted)
    }

    #[test]
    fn a_public_service_calls_what_is_public() {
        let servers = servers("https://chit.example", &[]);
        for good in ["https://lnbits.example", " https://node.example:8443/lnbits/ ", "https://8.8.8.8"] {
            assert!(servers.check(good).is_ok(), "{good}");
        }
        for private in [
            "https://127.0.0.1",
            "https://127.1",
            "https://0x7f.1",
            "https://2130706433",
            "https://169.254.169.254",
            "http://10.0.0.1:5000",
            "https://[::1]",
            "https://[::ffff:127.0.0.1]",
            "https://[64:ff9b::7f00:1]",
            "https://localhost",
            "https://x.localhost",
            "https://0.0.0.0",
            "https://192.168.1.1:5000",
        ] {
            assert_eq!(servers.check(private), Err(BadServer::Private), "{private}");
        }
        for bad in [
            "",
            "node.example",
            "http://node.example",
            "ftp://node.example",
            "https://u@node.example",
            "https://node.example?x",
            "http://8.8.8.8",
        ] {
            assert_eq!(servers.check(bad), Err(BadServer::Address), "{bad}");
        }
    }

    #[test]
    fn a_private_service_calls_its_neighbours_and_an_operator_names_more() {
        let home = servers("http://192.168.1.20:8080", &[]);
        assert!(home.check("http://192.168.1.30:5000").is_ok());
        assert_eq!(home.check("http://lnbits:5000"), Err(BadServer::Address));
        let named = servers("https://chit.example", &["http://lnbits:5000", "https://10.0.0.7"]);
        assert!(named.check("http://lnbits:5000/x").is_ok());
        assert!(named.check("https://10.0.0.7").is_ok());
        assert_eq!(named.check("http://lnbits:5001"), Err(BadServer::Address));
        assert_eq!(named.check("http://10.0.0.7"), Err(BadServer::Private));
    }

    #[test]
    fn one_address_is_one_server() {
        let servers = servers("https://chit.example", &[]);
        let at = |name, text: &str| servers.provider(name, servers.check(text).expect("good"));
        assert!(Arc::ptr_eq(&at("A", "https://node.example"), &at("A", "https://node.example/")));
        assert!(!Arc::ptr_eq(&at("A", "https://node.example"), &at("B", "https://node.example")));
        assert!(!Arc::ptr_eq(&at("A", "https://node.example"), &at("A", "https://node.example/x")));
    }

    #[test]
    fn an_operator_names_origins() {
        assert_eq!(origin("http://LNbits:5000/").as_deref(), Ok("http://lnbits:5000"));
        for bad in ["lnbits", "ftp://x", "https://x/y", "https://u@x", "https://x?y", ""] {
            assert!(origin(bad).is_err(), "{bad}");
        }
    }

    /// A server is not called either when its address was stored while it was allowed.
    #[tokio::test]
    async fn what_is_not_public_is_not_connected_to() {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
        listener.set_nonblocking(true).expect("set");
        let port = listener.local_addr().expect("bound").port();
        let servers = servers("https://chit.example", &[]);
        for address in [
            format!("https://127.0.0.1:{port}"),
            format!("https://localhost:{port}"),
            format!("http://127.0.0.1:{port}"),
        ] {
            let provider = servers.provider("Node", address.parse().expect("a base"));
            let key = secrecy::SecretString::from("key");
            let call = Call::get(&["x"], Credential::Header("x-api-key", &key));
            let answer = provider.send(&call).await;
            assert!(
                matches!(&answer, Err(Error::NoAnswer { failure: Failure::NotPublic, .. })),
                "{address}: {answer:?}"
            );
        }
        assert_eq!(listener.accept().map(drop).map_err(|e| e.kind()), Err(std::io::ErrorKind::WouldBlock));
    }
}
