//! The service's outer edge: proxies in front, connections, open pages.

use std::num::{NonZeroU32, NonZeroU64};
use std::time::Duration;

use url::Url;

use super::SettingsReader;

/// Settings of the outer edge.
#[derive(Debug, Clone, Copy)]
pub struct EdgeConfig {
    /// The reverse proxies whose word about a caller's address is believed.
    pub proxies: Proxies,
    /// Whether answers carry `Strict-Transport-Security` (RFC 6797) where the public URL is https.
    pub hsts: bool,
    /// The number of open pages of one address that are told of changes; `None` is without limit.
    pub live_pages: Option<NonZeroU32>,
    /// The time after which an open page has to connect again.
    pub live_time: Duration,
    /// The longest time that a connection may take to send a request's head, and to stay without a request.
    pub idle_time: Duration,
    /// The time for which the service goes on serving after it was told to stop, while its readiness says no, so that a load balancer
    /// sends nobody any more.
    pub drain_time: Duration,
}

const DRAIN: &str = "CHIT_DRAIN_SECONDS";
/// The longest time to drain, in seconds.
const LONGEST_DRAIN: u64 = 3600;

/// The reverse proxies in front of the service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proxies {
    /// So many, each of which adds an entry to `X-Forwarded-For`.
    Hops(usize),
    /// One, if the peer's address is not of the public internet; none otherwise.
    Nearby,
}

pub(super) fn edge(reader: &mut SettingsReader<'_>, public_url: Option<&Url>) -> EdgeConfig {
    let hops = reader.parsed("CHIT_PROXY_HOPS", "the number of reverse proxies in front, such as 1, or 0 for none");
    // The service itself speaks no TLS: who is reached by https stands behind a proxy.
    let unset = if public_url.is_some_and(|url| url.scheme() == "https") { Proxies::Nearby } else { Proxies::Hops(0) };
    let hsts = match reader.raw("CHIT_HSTS").as_deref() {
        None | Some("on") => true,
        Some("proxy") => false,
        Some(other) => {
            reader.wrong("CHIT_HSTS", format!("wants on, or proxy where the proxy in front sends it, not “{other}”"));
            true
        }
    };
    EdgeConfig {
        proxies: hops.map_or(unset, Proxies::Hops),
        hsts,
        live_pages: reader
            .parsed("CHIT_LIMIT_LIVE", "a number of open pages, or 0 for no limit")
            .map_or(NonZeroU32::new(20), NonZeroU32::new),
        live_time: seconds(reader, "CHIT_LIVE_SECONDS", 600),
        idle_time: seconds(reader, "CHIT_IDLE_SECONDS", 30),
        drain_time: reader.seconds(DRAIN, 0..=LONGEST_DRAIN, 0),
    }
}

fn seconds(reader: &mut SettingsReader<'_>, name: &'static str, default: u64) -> Duration {
    let seconds = reader.parsed::<NonZeroU64>(name, "a whole number of seconds from 1");
    Duration::from_secs(seconds.map_or(default, NonZeroU64::get))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(settings: &[(&str, &str)], public_url: Option<&str>) -> (EdgeConfig, Vec<&'static str>) {
        let variable = |name: &str| settings.iter().find(|(n, _)| *n == name).map(|(_, value)| (*value).to_owned());
        let mut reader = SettingsReader { variable: &variable, wrong: Vec::new() };
        let url = public_url.map(|url| url.parse().expect("a URL"));
        let config = edge(&mut reader, url.as_ref());
        (config, reader.wrong.into_iter().map(|wrong| wrong.name).collect())
    }

    #[test]
    fn a_proxy_is_assumed_only_where_there_must_be_one() {
        let proxies = |set: &[(&str, &str)], url| read(set, url).0.proxies;
        assert_eq!(proxies(&[], None), Proxies::Hops(0));
        assert_eq!(proxies(&[], Some("http://pay.example")), Proxies::Hops(0));
        assert_eq!(proxies(&[], Some("https://pay.example")), Proxies::Nearby);
        for hops in [0, 1, 2] {
            let set = [("CHIT_PROXY_HOPS", &*hops.to_string())];
            assert_eq!(proxies(&set, Some("https://pay.example")), Proxies::Hops(hops));
            assert_eq!(proxies(&set, None), Proxies::Hops(hops));
        }
    }

    #[test]
    fn what_is_wrong_is_named() {
        let settings =
            [("CHIT_HSTS", "yes"), ("CHIT_LIMIT_LIVE", "-1"), ("CHIT_LIVE_SECONDS", "0"), ("CHIT_IDLE_SECONDS", "x")];
        let (_, mut wrong) = read(&settings, None);
        wrong.sort_unstable();
        assert_eq!(wrong, ["CHIT_HSTS", "CHIT_IDLE_SECONDS", "CHIT_LIMIT_LIVE", "CHIT_LIVE_SECONDS"]);
    }

    #[test]
    fn nobody_drains_for_ever() {
        let drain = |seconds| read(&[(DRAIN, seconds)], None);
        assert_eq!(read(&[], None).0.drain_time, Duration::ZERO);
        assert_eq!((drain("0").0.drain_time, drain("15").0.drain_time), (Duration::ZERO, Duration::from_secs(15)));
        for wrong in ["-1", "1.5", "3601"] {
            assert_eq!(drain(wrong).1, [DRAIN], "{wrong}");
        }
    }

    #[test]
    fn no_limit_is_zero() {
        assert_eq!(read(&[("CHIT_LIMIT_LIVE", "0")], None).0.live_pages, None);
        assert_eq!(read(&[], None).0.live_pages, NonZeroU32::new(20));
        assert!(!read(&[("CHIT_HSTS", "proxy")], None).0.hsts);
    }
}
