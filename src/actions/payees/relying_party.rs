//! The service as passkeys know it.

use std::sync::Arc;

use url::{Host, Url};
use webauthn_rs::prelude::{Webauthn, WebauthnBuilder};

/// The relying party of WebAuthn: the name and origin to which browsers bind passkeys.
#[derive(Debug, Clone)]
pub struct RelyingParty(Arc<Webauthn>);

impl RelyingParty {
    /// The relying party of a public URL. `None` where browsers allow no passkeys: at an address without a host name, and over http
    /// anywhere but on this machine.
    pub fn of(public_url: &Url) -> Option<Self> {
        let Some(Host::Domain(name)) = public_url.host() else { return None };
        let local = name == "localhost" || name.ends_with(".localhost");
        if public_url.scheme() != "https" && !local {
            return None;
        }
        let built = WebauthnBuilder::new(name, public_url).and_then(|builder| builder.rp_name("Chit").build());
        built
            .inspect_err(|error| tracing::warn!(%error, "no passkeys at this public URL"))
            .ok()
            .map(|w| Self(Arc::new(w)))
    }

    /// The library's side of it.
    pub fn webauthn(&self) -> &Webauthn {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passkeys_need_a_host_name_and_a_secure_context() {
        let party = |url: &str| RelyingParty::of(&Url::parse(url).expect("a URL")).is_some();
        for good in
            ["https://chit.example/", "https://pay.chit.example:8443/", "http://localhost:8080/", "http://a.localhost/"]
        {
            assert!(party(good), "{good}");
        }
        for bad in ["http://chit.example/", "http://127.0.0.1:8080/", "https://192.0.2.1/", "https://[::1]/"] {
            assert!(!party(bad), "{bad}");
        }
    }
}
