//! A Lightning address as a payee types it: `name@host`, by LUD-16.

use std::fmt;

use crate::net::Base;
use crate::net::servers::{BadServer, Servers};
use crate::rails::form::Unfit;

/// The longest name and the longest host, in bytes.
const NAME: usize = 64;
const HOST: usize = 255;

/// A Lightning address whose host may be called.
#[derive(Clone, PartialEq, Eq)]
pub struct LightningAddress {
    name: String,
    host: Base,
}

impl fmt::Debug for LightningAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LightningAddress(…)")
    }
}

impl LightningAddress {
    /// Parses an address in either case, with or without `lightning:`. Nothing is called.
    ///
    /// # Errors
    /// It has another shape, or its host may not be called.
    pub fn read(text: &str, servers: &Servers) -> Result<Self, Unfit> {
        let text = text.trim().to_ascii_lowercase();
        let text = text.strip_prefix("lightning:").unwrap_or(&text);
        let (name, host) = text.split_once('@').ok_or_else(other_shape)?;
        let is_name = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'-' | b'_' | b'.' | b'+');
        // A name of dots alone would be a step in a path.
        let has_word = name.bytes().any(|b| b.is_ascii_alphanumeric());
        let is_host = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'-' | b'.' | b':');
        let fits = has_word
            && name.len() <= NAME
            && name.bytes().all(is_name)
            && (1..=HOST).contains(&host.len())
            && host.bytes().all(is_host);
        if !fits {
            return Err(other_shape());
        }
        // In clear only where that is allowed: in a private network, or to a server that the operator names.
        let host = match servers.check(&format!("http://{host}")) {
            Ok(base) => base,
            Err(_) => servers.check(&format!("https://{host}")).map_err(|error| match error {
                BadServer::Address => other_shape(),
                BadServer::Private => Unfit::new(
                    "error-server-private",
                    "This server is in a private network. Whoever runs this service can allow it by CHIT_ALLOW_SERVERS.",
                ),
            })?,
        };
        // A name without a dot is a machine nearby, which only its operator knows.
        if host.origin().starts_with("https:")
            && !host.is_private()
            && !text.rsplit('@').next().is_some_and(|h| h.contains('.'))
        {
            return Err(other_shape());
        }
        Ok(Self { name: name.to_owned(), host })
    }

    /// The name before the `@`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The server after the `@`.
    pub fn host(&self) -> &Base {
        &self.host
    }
}

fn other_shape() -> Unfit {
    Unfit::new("error-lightning-address", "This is not a Lightning address. It looks like anna@wallet.example.")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::field::Problem;

    fn servers(public_url: &str, trusted: &[&str]) -> Servers {
        let trusted = trusted.iter().map(ToString::to_string).collect();
        Servers::new(&public_url.parse().expect("a URL"), trusted)
    }

    #[test]
    fn an_address_is_a_name_at_a_host() {
        let servers = servers("https://chit.example", &[]);
        for (text, name, host) in [
            ("anna@wallet.example", "anna", "https://wallet.example"),
            (" Anna.B+tips@Wallet.Example ", "anna.b+tips", "https://wallet.example"),
            ("lightning:a_b-7@pay.wallet.example:8443", "a_b-7", "https://pay.wallet.example:8443"),
            ("_@wallet.example", "", ""),
            ("..@wallet.example", "", ""),
            ("anna", "", ""),
            ("@wallet.example", "", ""),
            ("anna@", "", ""),
            ("anna@berta@wallet.example", "", ""),
            ("anna@wallet.example/x", "", ""),
            ("anna@wallet.example?x", "", ""),
            ("an/na@wallet.example", "", ""),
            ("änna@wallet.example", "", ""),
            ("anna@wallet", "", ""),
            ("anna@127.0.0.1", "", ""),
            ("anna@169.254.169.254", "", ""),
            ("anna@localhost", "", ""),
            ("https://wallet.example", "", ""),
            ("lnurl1dp68gurn8ghj7", "", ""),
        ] {
            let read = LightningAddress::read(text, &servers).ok();
            let read = read.as_ref().map(|address| (address.name(), address.host().origin()));
            assert_eq!(read, (!name.is_empty()).then(|| (name, host.to_owned())), "{text}");
        }
        let long = format!("{}@wallet.example", "a".repeat(65));
        assert_eq!(LightningAddress::read(&long, &servers).expect_err("long").code(), "invalid");
    }

    #[test]
    fn a_wallet_at_home_is_for_a_service_at_home() {
        let read =
            |servers: &Servers, text: &str| LightningAddress::read(text, servers).map(|a| a.host().origin()).ok();
        let home = servers("http://192.168.1.20:8080", &[]);
        assert_eq!(read(&home, "anna@192.168.1.30:3000").as_deref(), Some("http://192.168.1.30:3000"));
        let named = servers("https://chit.example", &["http://lnbits:5000", "https://10.0.0.7"]);
        assert_eq!(read(&named, "anna@lnbits:5000").as_deref(), Some("http://lnbits:5000"));
        assert_eq!(read(&named, "anna@10.0.0.7").as_deref(), Some("https://10.0.0.7"));
        assert_eq!(read(&named, "anna@10.0.0.8"), None);
    }

    #[test]
    fn nobody_reads_it_in_a_log() {
        let address = LightningAddress::read("anna@wallet.example", &servers("https://chit.example", &[]));
        assert_eq!(format!("{:?}", address.expect("good")), "LightningAddress(…)");
    }
}
