//! A caller's identity for rate limits: a keyed hash of its IP address, kept in memory only.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::atomic::{AtomicBool, Ordering};

use axum::extract::ConnectInfo;
use axum::http::request::Parts;

use crate::config::Proxies;
use crate::domain::secret::mac::{Mac, hmac_sha256};

/// The keyed hash of a caller's IP address; the same for an IPv6 /64, which is one customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Client(u64);

#[cfg(test)]
impl Client {
    /// A caller for tests.
    pub const fn of(number: u64) -> Self {
        Self(number)
    }
}

/// Turns a request's peer, or its `X-Forwarded-For`, into a [`Client`].
pub struct AddressHasher {
    key: [u8; 32],
    proxies: Proxies,
    /// Set once the log has the warning about a proxy that sends no usable `X-Forwarded-For`.
    complained: AtomicBool,
}

impl AddressHasher {
    /// `key` is the HMAC's; `proxies` are those to trust.
    pub fn new(key: [u8; 32], proxies: Proxies) -> Self {
        Self { key, proxies, complained: AtomicBool::new(false) }
    }

    /// The caller of a request.
    pub fn client(&self, parts: &Parts) -> Client {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
        let hops = match self.proxies {
            Proxies::Hops(hops) => hops,
            Proxies::Nearby => usize::from(peer.is_some_and(is_nearby)),
        };
        let address = if hops == 0 { peer } else { self.forwarded(parts, hops).or(peer) };
        Client(address.map_or(0, |address| self.hash(address)))
    }

    /// Returns the address that the outermost trusted proxy saw. Entries further left are the caller's own and are ignored; so is
    /// `Forwarded` (RFC 7239), which proxies that write `X-Forwarded-For` pass on as the caller sent it.
    fn forwarded(&self, parts: &Parts, hops: usize) -> Option<IpAddr> {
        let headers = parts.headers.get_all("x-forwarded-for");
        let listed: Vec<&str> = headers.iter().filter_map(|h| h.to_str().ok()).flat_map(|h| h.split(',')).collect();
        let entry = listed.len().checked_sub(hops).and_then(|at| listed.get(at));
        let address = entry.and_then(|entry| forwarded_address(entry));
        if address.is_none() && !self.complained.swap(true, Ordering::Relaxed) {
            tracing::warn!(
                entries = listed.len(),
                hops,
                "a proxy's request named no address in X-Forwarded-For: all that come so share one caller's limits. Let the proxy \
                 send the header, or set CHIT_PROXY_HOPS to the number of proxies in front (0 if there is none)"
            );
        }
        address
    }

    fn hash(&self, address: IpAddr) -> u64 {
        let network = match address.to_canonical() {
            IpAddr::V4(v4) => u128::from(v4.to_bits()),
            IpAddr::V6(v6) => v6.to_bits() >> 64 << 64,
        };
        let tag = hmac_sha256(&self.key).chain_update(network.to_be_bytes()).finalize().into_bytes();
        tag.iter().take(8).fold(0, |hash, byte| hash << 8 | u64::from(*byte))
    }
}

/// An address of this machine, of a private network, of a link, or of a carrier's shared space (RFC 6598): one at which no visitor
/// from the public internet arrives.
fn is_nearby(address: IpAddr) -> bool {
    match address.to_canonical() {
        IpAddr::V4(v4) => v4.is_loopback() || v4.is_private() || v4.is_link_local() || is_shared(v4),
        IpAddr::V6(v6) => v6.is_loopback() || v6.is_unique_local() || v6.is_unicast_link_local(),
    }
}

/// Returns whether an address is of 100.64.0.0/10 (RFC 6598).
fn is_shared(address: Ipv4Addr) -> bool {
    let [first, second, ..] = address.octets();
    first == 100 && second & 0b1100_0000 == 64
}

/// The address in an entry of `X-Forwarded-For`. Proxies write it bare, in quotes, in brackets, with a port or with a zone.
fn forwarded_address(entry: &str) -> Option<IpAddr> {
    let entry = entry.trim().trim_matches('"').trim();
    let is_port = |text: &str| text.parse::<u16>().is_ok();
    let bare = match entry.strip_prefix('[').map(|rest| rest.split_once(']')) {
        Some(Some((inside, ""))) => inside,
        Some(Some((inside, after))) => after.strip_prefix(':').is_some_and(is_port).then_some(inside)?,
        Some(None) => return None,
        None => match entry.split_once(':') {
            Some((v4, port)) if !port.contains(':') => is_port(port).then_some(v4)?,
            _ => entry,
        },
    };
    let bare = bare.split_once('%').map_or(bare, |(address, _zone)| address);
    bare.parse().ok()
}

#[cfg(test)]
mod tests {
    use axum::http::Request;

    use super::*;

    fn client(proxies: Proxies, peer: &str, headers: &[(&str, &str)]) -> Client {
        let mut request = Request::builder();
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let (mut parts, ()) = request.body(()).expect("a request").into_parts();
        let peer: IpAddr = peer.parse().expect("an address");
        parts.extensions.insert(ConnectInfo(SocketAddr::new(peer, 1)));
        AddressHasher::new([1; 32], proxies).client(&parts)
    }

    fn forwarded(proxies: Proxies, peer: &str, lists: &[&str]) -> Client {
        let headers: Vec<_> = lists.iter().map(|list| ("x-forwarded-for", *list)).collect();
        client(proxies, peer, &headers)
    }

    fn direct(peer: &str) -> Client {
        client(Proxies::Hops(0), peer, &[])
    }

    #[test]
    fn a_forwarded_address_is_believed_only_from_our_own_proxies() {
        let real = direct("203.0.113.7");
        let hops = Proxies::Hops;
        assert_eq!(
            forwarded(hops(0), "203.0.113.7", &["198.51.100.1"]),
            real,
            "without a proxy the header is the caller's invention"
        );
        assert_eq!(forwarded(hops(1), "10.0.0.1", &["198.51.100.1, 203.0.113.7"]), real);
        assert_eq!(forwarded(hops(2), "10.0.0.1", &["198.51.100.1, 203.0.113.7", "10.0.0.2"]), real);
        assert_eq!(forwarded(hops(1), "203.0.113.7", &[]), real, "a missing header is no way out");
    }

    #[test]
    fn a_proxy_nearby_is_believed_and_one_of_the_public_internet_is_not() {
        let real = direct("203.0.113.7");
        let nearby = [
            "127.0.0.1",
            "127.8.9.1",
            "10.0.0.1",
            "172.16.0.1",
            "172.31.255.1",
            "192.168.7.1",
            "169.254.1.1",
            "100.64.0.1",
            "100.127.255.1",
            "::1",
            "fd00::1",
            "fc12::1",
            "fe80::1",
            "::ffff:10.0.0.1",
        ];
        for peer in nearby {
            assert_eq!(forwarded(Proxies::Nearby, peer, &["198.51.100.1, 203.0.113.7"]), real, "{peer}");
            assert_eq!(forwarded(Proxies::Nearby, peer, &[]), direct(peer), "{peer}");
        }
        for peer in ["8.8.8.8", "100.63.255.1", "100.128.0.1", "172.32.0.1", "192.169.0.1", "2001:db8::1", "fec0::1"] {
            assert_eq!(forwarded(Proxies::Nearby, peer, &["203.0.113.7"]), direct(peer), "{peer}");
        }
    }

    #[test]
    fn an_entry_may_have_a_port_and_marks() {
        let v4 = direct("198.51.100.2");
        for entry in [
            "198.51.100.2",
            "198.51.100.2:4711",
            " 198.51.100.2 ",
            "\"198.51.100.2:4711\"",
            "[198.51.100.2]",
            "::ffff:198.51.100.2",
        ] {
            assert_eq!(forwarded(Proxies::Hops(1), "10.0.0.1", &[entry]), v4, "{entry}");
        }
        let v6 = direct("2001:db8::1");
        for entry in [
            "2001:db8::1",
            "[2001:db8::1]",
            "[2001:db8::1]:4711",
            "\"[2001:db8::1]:4711\"",
            "\"2001:db8::1\"",
            "2001:DB8::1",
            "2001:db8::1%eth0",
            "[2001:db8::1%25eth0]:4711",
        ] {
            assert_eq!(forwarded(Proxies::Hops(1), "10.0.0.1", &[entry]), v6, "{entry}");
        }
    }

    #[test]
    fn what_is_no_address_is_the_proxy_itself() {
        let junk = [
            "unknown",
            "_hidden",
            "_SEVKISEK",
            "",
            "198.51.100",
            "198.51.100.2:x",
            "198.51.100.2:99999",
            "[2001:db8::1",
            "[2001:db8::1]x",
            "for=198.51.100.2",
            "198.51.100.2/24",
            "203.0.113.7,",
            "\"",
            "[]:1",
        ];
        for entry in junk {
            assert_eq!(forwarded(Proxies::Hops(1), "10.0.0.1", &[entry]), direct("10.0.0.1"), "{entry}");
        }
    }

    #[test]
    fn the_standards_own_header_is_not_believed() {
        let headers =
            [("forwarded", "for=203.0.113.9"), ("x-real-ip", "203.0.113.9"), ("x-forwarded-for", "203.0.113.7")];
        assert_eq!(client(Proxies::Nearby, "127.0.0.1", &headers), direct("203.0.113.7"));
        assert_eq!(client(Proxies::Nearby, "127.0.0.1", &headers[..2]), direct("127.0.0.1"));
    }

    #[test]
    fn a_customers_ipv6_network_is_one_caller() {
        assert_eq!(direct("2001:db8::1"), direct("2001:db8::ffff:1"));
        assert_ne!(direct("2001:db8::1"), direct("2001:db8:0:1::1"));
        assert_eq!(direct("::ffff:203.0.113.7"), direct("203.0.113.7"));
    }
}
