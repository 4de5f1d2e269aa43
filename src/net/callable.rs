//! A whole address that a server named, to be called as it is: below no base, with the path and query that it has.

use url::Url;

use super::servers::{BadServer, Servers};
use super::{Answer, Base, Call, Credential, Error};

/// The longest address, in bytes.
const LONGEST: usize = 2048;

/// An address that may be called, by the rules for servers that payees name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallableUrl {
    base: Base,
    /// The segments of the path, decoded.
    path: Vec<String>,
    /// The parameters of the query, decoded.
    query: Vec<(String, String)>,
}

impl CallableUrl {
    /// Parses an address. Nothing is called, and no name is resolved.
    ///
    /// # Errors
    /// [`BadServer`]: its server may not be called, or it has a user name, a fragment, or more than 2048 bytes.
    pub fn read(text: &str, servers: &Servers) -> Result<Self, BadServer> {
        let url = Some(text).filter(|text| text.len() <= LONGEST).and_then(|text| Url::parse(text).ok());
        let url = url.ok_or(BadServer::Address)?;
        let bare = url.fragment().is_none() && url.username().is_empty() && url.password().is_none();
        let mut root = url.clone();
        root.set_query(None);
        root.set_fragment(None);
        root.set_path("");
        let base =
            servers.check(root.as_str()).and_then(|base| if bare { Ok(base) } else { Err(BadServer::Address) })?;
        let decoded = |part: &str| percent_encoding::percent_decode_str(part).decode_utf8().map(Into::into);
        let path: Result<_, _> = url.path_segments().into_iter().flatten().map(decoded).collect();
        let path = path.map_err(|_| BadServer::Address)?;
        let query = url.query_pairs().map(|(name, value)| (name.into_owned(), value.into_owned())).collect();
        Ok(Self { base, path, query })
    }

    /// The origin: scheme, host and port.
    pub fn origin(&self) -> String {
        self.base.origin()
    }

    /// Asks the address by GET, with further parameters. A parameter of its own of the same name is replaced.
    ///
    /// # Errors
    /// As [`super::Provider::send`].
    pub async fn ask(&self, servers: &Servers, name: &'static str, more: &[(&str, &str)]) -> Result<Answer, Error> {
        let path: Vec<_> = self.path.iter().map(String::as_str).collect();
        let own = self.query.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        let own = own.filter(|(name, _)| !more.iter().any(|(other, _)| other == name));
        let query: Vec<_> = own.chain(more.iter().copied()).collect();
        let provider = servers.provider(name, self.base.clone());
        provider.send(&Call::get(&path, Credential::None).query(&query)).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn servers() -> Servers {
        Servers::new(&"https://chit.example".parse().expect("a URL"), Vec::new())
    }

    #[test]
    fn an_address_is_called_as_it_is() {
        for text in [
            "https://wallet.example/",
            "https://wallet.example/lnurlp/cb/7?k=1&k=2",
            "https://wallet.example:8443/a%2Fb/c%20d/?x=%26%3D",
            "https://wallet.example/v/%C3%BC",
        ] {
            let place = CallableUrl::read(text, &servers()).expect("good");
            let path: Vec<_> = place.path.iter().map(String::as_str).collect();
            let query: Vec<_> = place.query.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            assert_eq!(place.base.below(&path, &query).as_str(), text);
        }
    }

    #[test]
    fn where_nothing_may_be_called_is_no_place() {
        let long = format!("https://wallet.example/{}", "a".repeat(LONGEST));
        for (text, wrong) in [
            ("http://wallet.example/cb", BadServer::Address),
            ("https://u@wallet.example/cb", BadServer::Address),
            ("https://:p@wallet.example/cb", BadServer::Address),
            ("https://wallet.example/cb#x", BadServer::Address),
            ("https://wallet.example/%FF", BadServer::Address),
            ("ftp://wallet.example/cb", BadServer::Address),
            ("/cb", BadServer::Address),
            ("", BadServer::Address),
            (long.as_str(), BadServer::Address),
            ("https://127.0.0.1/cb", BadServer::Private),
            ("https://169.254.169.254/latest/meta-data", BadServer::Private),
            ("https://[::ffff:10.0.0.1]/cb", BadServer::Private),
            ("http://localhost/cb", BadServer::Private),
        ] {
            assert_eq!(CallableUrl::read(text, &servers()), Err(wrong), "{text}");
        }
    }
}
