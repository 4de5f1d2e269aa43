//! Who is calling, as a number that says nothing: a keyed hash of the address, kept in memory only.

use std::convert::Infallible;
use std::net::{IpAddr, SocketAddr};

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::request::Parts;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use super::State;

/// A caller's address, hashed. The same for all of an IPv6 /64, which is one customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Client(u64);

/// Hashes addresses.
pub struct AddressHasher {
    key: [u8; 32],
    proxy_hops: usize,
}

impl AddressHasher {
    /// Under a key; behind so many proxies of our own.
    pub fn new(key: [u8; 32], proxy_hops: usize) -> Self {
        Self { key, proxy_hops }
    }

    fn client(&self, parts: &Parts) -> Client {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
        let address = if self.proxy_hops == 0 { peer } else { self.forwarded(parts).or(peer) };
        Client(address.map_or(0, |address| self.hash(address)))
    }

    /// What our outermost proxy saw. Everything further left was written by the caller, and is not believed.
    fn forwarded(&self, parts: &Parts) -> Option<IpAddr> {
        let headers = parts.headers.get_all("x-forwarded-for");
        let listed: Vec<&str> = headers.iter().filter_map(|h| h.to_str().ok()).flat_map(|h| h.split(',')).collect();
        listed.get(listed.len().checked_sub(self.proxy_hops)?)?.trim().parse().ok()
    }

    fn hash(&self, address: IpAddr) -> u64 {
        let network = match address.to_canonical() {
            IpAddr::V4(v4) => u128::from(v4.to_bits()),
            IpAddr::V6(v6) => v6.to_bits() >> 64 << 64,
        };
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&self.key) else { return 0 };
        mac.update(&network.to_be_bytes());
        let tag = mac.finalize().into_bytes();
        tag.iter().take(8).fold(0, |hash, byte| hash << 8 | u64::from(*byte))
    }
}

impl FromRequestParts<State> for Client {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &State) -> Result<Self, Infallible> {
        Ok(state.addresses.client(parts))
    }
}

#[cfg(test)]
mod tests {
    use axum::http::Request;

    use super::*;

    fn client(hops: usize, peer: &str, forwarded: &[&str]) -> Client {
        let mut request = Request::builder();
        for header in forwarded {
            request = request.header("x-forwarded-for", *header);
        }
        let (mut parts, ()) = request.body(()).expect("a request").into_parts();
        let peer: IpAddr = peer.parse().expect("an address");
        parts.extensions.insert(ConnectInfo(SocketAddr::new(peer, 1)));
        AddressHasher::new([1; 32], hops).client(&parts)
    }

    #[test]
    fn a_forwarded_address_is_believed_only_from_our_own_proxies() {
        let real = client(0, "203.0.113.7", &[]);
        assert_eq!(
            client(0, "203.0.113.7", &["198.51.100.1"]),
            real,
            "without a proxy the header is the caller's invention"
        );
        assert_eq!(client(1, "10.0.0.1", &["198.51.100.1, 203.0.113.7"]), real);
        assert_eq!(client(2, "10.0.0.1", &["198.51.100.1, 203.0.113.7", "10.0.0.2"]), real);
        assert_eq!(client(1, "203.0.113.7", &[]), real, "a missing header is no way out");
    }

    #[test]
    fn a_customers_ipv6_network_is_one_caller() {
        assert_eq!(client(0, "2001:db8::1", &[]), client(0, "2001:db8::ffff:1", &[]));
        assert_ne!(client(0, "2001:db8::1", &[]), client(0, "2001:db8:0:1::1", &[]));
        assert_eq!(client(0, "::ffff:203.0.113.7", &[]), client(0, "203.0.113.7", &[]));
    }
}
