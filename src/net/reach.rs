//! Limits of the servers that a call may reach, against server-side request forgery (SSRF).
//!
//! A server that a payee names must not be one that only this service can reach, such as a database beside it or a cloud's metadata
//! service. Names are resolved once, here, and the connection goes to the address that was checked, so a name that resolves to another
//! address the next moment gains nothing.

use std::future::Future;
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::pin::Pin;
use std::sync::Arc;

use reqwest::ClientBuilder;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use url::{Host, Url};

use super::is_private;

/// The servers that calls may reach.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    /// To a server that the program or the operator names, by https, through the operator's proxy if there is one.
    Proxied,
    /// To a server that the operator trusts, over http as well, directly.
    Trusted,
    /// To servers on the public internet, by https, directly.
    Public,
}

impl Reach {
    /// Returns whether a server may be called, as far as its URL tells without resolving a name.
    pub(super) fn takes(self, url: &Url) -> bool {
        match (self, url.host()) {
            (Self::Proxied | Self::Trusted, _) => true,
            (Self::Public, Some(Host::Ipv4(ip))) => is_public(ip.into()),
            (Self::Public, Some(Host::Ipv6(ip))) => is_public(ip.into()),
            (Self::Public, Some(Host::Domain(_))) => !is_private(url),
            (Self::Public, None) => false,
        }
    }

    /// Restricts an HTTP client to this reach.
    pub(super) fn bound(self, client: ClientBuilder) -> ClientBuilder {
        match self {
            Self::Proxied => client.https_only(true),
            Self::Trusted => client.no_proxy(),
            // No proxy: it would resolve names itself, unchecked.
            Self::Public => client.https_only(true).no_proxy().dns_resolver(Arc::new(PublicNames { look: resolve })),
        }
    }
}

/// A name's resolution to addresses, in progress.
type Resolution = Pin<Box<dyn Future<Output = io::Result<Vec<SocketAddr>>> + Send>>;

fn resolve(name: String) -> Resolution {
    Box::pin(async move { Ok(tokio::net::lookup_host((name, 0)).await?.collect()) })
}

/// Resolves names, and keeps only public addresses.
pub(super) struct PublicNames {
    /// The resolver whose answers are filtered; tests replace it.
    pub(super) look: fn(String) -> Resolution,
}

/// A name has no public address.
#[derive(Debug, thiserror::Error)]
#[error("the name has no public address")]
struct NotPublic;

impl Resolve for PublicNames {
    fn resolve(&self, name: Name) -> Resolving {
        let looked = (self.look)(name.as_str().to_owned());
        Box::pin(async move {
            let mut found = looked.await?;
            found.retain(|address| is_public(address.ip()));
            if found.is_empty() {
                return Err(NotPublic.into());
            }
            Ok::<Addrs, _>(Box::new(found.into_iter()))
        })
    }
}

/// Returns whether a call failed because its name has no public address.
pub(super) fn is_refused(error: &reqwest::Error) -> bool {
    let causes = std::iter::successors(std::error::Error::source(error), |cause| cause.source());
    causes.into_iter().any(|cause| cause.is::<NotPublic>())
}

/// Returns whether an address is on the public internet, by IANA's registries of special-purpose addresses (RFC 6890).
pub(super) fn is_public(ip: IpAddr) -> bool {
    match ip.to_canonical() {
        IpAddr::V4(ip) => is_public_v4(ip),
        IpAddr::V6(ip) => is_public_v6(ip),
    }
}

fn is_public_v4(ip: Ipv4Addr) -> bool {
    let special = match ip.octets() {
        // This network; shared addresses (RFC 6598); protocol assignments; 6to4 relays; benchmarks; multicast and reserved.
        [0, ..] | [100, 64..=127, ..] | [192, 0, 0, _] | [192, 88, 99, _] | [198, 18 | 19, ..] | [224..=255, ..] => {
            true
        }
        _ => false,
    };
    !(special || ip.is_loopback() || ip.is_private() || ip.is_link_local() || ip.is_documentation())
}

fn is_public_v6(ip: Ipv6Addr) -> bool {
    // All public addresses are in 2000::/3; other prefixes with a meaning, such as NAT64's, lead elsewhere.
    match ip.segments() {
        // Protocol assignments with Teredo, and documentation and 6to4. Teredo and 6to4 contain an IPv4 address, which may be private.
        [0x2001, 0..=0x01ff, ..] | [0x2001, 0x0db8, ..] | [0x2002, ..] | [0x3fff, 0..=0x0fff, ..] => false,
        [first, ..] => (0x2000..=0x3fff).contains(&first),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_everybody_reaches_is_public() {
        for public in [
            "1.1.1.1",
            "8.8.8.8",
            "100.63.0.1",
            "172.32.0.1",
            "223.255.255.1",
            "2606:4700::1111",
            "2a00:1450::1",
            "::ffff:8.8.8.8",
        ] {
            assert!(is_public(public.parse().expect("an address")), "{public}");
        }
        for other in [
            "0.0.0.0",
            "0.1.2.3",
            "10.0.0.1",
            "100.64.0.1",
            "100.127.255.255",
            "127.0.0.1",
            "127.1.2.3",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.8",
            "192.0.2.1",
            "192.88.99.1",
            "192.168.1.1",
            "198.18.0.1",
            "198.51.100.1",
            "203.0.113.1",
            "224.0.0.1",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::ffff:127.0.0.1",
            "::ffff:169.254.169.254",
            "::127.0.0.1",
            "64:ff9b::7f00:1",
            "64:ff9b:1::1",
            "100::1",
            "2001::1",
            "2001:db8::1",
            "2002:7f00:1::1",
            "3fff::1",
            "fc00::1",
            "fd00:ec2::254",
            "fe80::1",
            "fec0::1",
            "ff02::1",
        ] {
            assert!(!is_public(other.parse().expect("an address")), "{other}");
        }
    }

    #[tokio::test]
    async fn a_name_means_only_its_public_addresses() {
        let found = |look: fn(String) -> Resolution| async move {
            let answer = PublicNames { look }.resolve("node.example".parse().expect("a name")).await;
            answer.map(|all| all.map(|address| address.to_string()).collect::<Vec<_>>()).map_err(|e| e.to_string())
        };
        let mixed = |_| -> Resolution {
            let all = ["10.0.0.1:0", "8.8.8.8:0", "[::1]:0"].map(|a| a.parse().expect("an address"));
            Box::pin(async move { Ok(all.to_vec()) })
        };
        assert_eq!(found(mixed).await, Ok(vec!["8.8.8.8:0".to_owned()]));
        let inner = |_| -> Resolution { Box::pin(async { Ok(vec![SocketAddr::from(([127, 0, 0, 1], 0))]) }) };
        assert_eq!(found(inner).await, Err("the name has no public address".to_owned()));
        assert!(found(|_| Box::pin(async { Ok(Vec::new()) })).await.is_err());
    }
}
