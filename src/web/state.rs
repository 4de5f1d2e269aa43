//! State that all handlers share.

use std::borrow::Cow;
use std::collections::HashSet;
use std::num::NonZeroU32;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::http::HeaderValue;
use tokio::sync::{Semaphore, watch};

use super::http::client::AddressHasher;
use super::http::downloads::Downloads;
use super::http::feet::Feet;
use super::http::guesses::Guesses;
use super::http::limits::Limits;
use super::http::mount::Mount;
use super::http::page_cache::PageCache;
use super::http::places::Places;
use super::http::policy;
use super::http::serve::Ending;
use super::http::traffic::Traffic;
use super::machines::cards::Cards;
use super::machines::unproved::Unproved;
use crate::actions::Context;
use crate::config::{Config, LimitsConfig, Proxies, Signup};
use crate::domain::access::Role;
use crate::domain::payee::Payee;
use crate::domain::payee::handle::Handle;
use crate::supervisor::Supervisor;

/// The part of the settings that the web needs.
#[derive(Debug, Clone)]
pub struct WebSettings {
    /// The sign-up policy (`CHIT_SIGNUP`).
    pub signup: Signup,
    /// The payees whose owners see the operator's pages (`CHIT_OPERATORS`).
    pub operators: Vec<Handle>,
    /// Set when an owner key no longer signs in once its owner has a passkey (`CHIT_REQUIRE_PASSKEY`).
    pub passkeys_only: bool,
    /// The reverse proxies in front.
    pub proxies: Proxies,
    /// Set when answers carry `Strict-Transport-Security`; needs an https public URL.
    pub hsts: bool,
    /// The most event streams of open pages at a time.
    pub live_pages: usize,
    /// The same for one client address; `None` is without limit.
    pub live_pages_each: Option<NonZeroU32>,
    /// The longest life of an event stream; the browser reconnects afterwards.
    pub live_time: Duration,
    /// Rate limits, per client address or API key.
    pub limits: LimitsConfig,
    /// The HMAC key for hashes of client addresses.
    pub address_key: [u8; 32],
}

impl WebSettings {
    /// Takes the web's part of `config`. Event streams may hold half of the `connections`; the rest are kept for everything else.
    pub fn of(config: &Config, connections: usize) -> Self {
        let edge = &config.edge;
        Self {
            signup: config.signup,
            operators: config.operators.clone(),
            passkeys_only: config.require_passkey,
            proxies: edge.proxies,
            hsts: edge.hsts,
            live_pages: connections / 2,
            live_pages_each: edge.live_pages,
            live_time: edge.live_time,
            limits: config.limits,
            address_key: *config.keys.current().derive("chit/address/1"),
        }
    }
}

/// The most event streams for which a provider is polled at a time.
const LOOKING_PAGES: usize = 32;

/// State that all handlers share; cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Shared>);

/// The fields of [`App`], which dereferences to them.
pub struct Shared {
    /// The context of actions: store, rails, clock and chance.
    pub ctx: Context,
    /// The sign-up policy (`CHIT_SIGNUP`).
    pub signup: Signup,
    /// The payees whose owners see the operator's pages (`CHIT_OPERATORS`).
    pub operators: Vec<Handle>,
    /// Set when an owner key no longer signs in once its owner has a passkey (`CHIT_REQUIRE_PASSKEY`).
    pub passkeys_only: bool,
    /// Turns a peer into a [`super::http::client::Client`].
    pub addresses: AddressHasher,
    /// Rate limits, per client address, link, method or API key.
    pub limits: Limits,
    /// Lock-outs of addresses that guess at links.
    pub guesses: Guesses,
    /// Set when answers carry `Strict-Transport-Security`.
    pub hsts: bool,
    /// Limits on webhooks whose verification costs a call to the provider.
    pub unproved: Unproved,
    /// The renderer of preview cards, with its cache.
    pub cards: Cards,
    /// The links at the foot of pages.
    pub feet: Feet,
    /// Rendered pay pages, compressed.
    pub page_cache: PageCache,
    /// The exports that sellers are downloading.
    pub downloads: Downloads,
    /// The counts of requests, for the metrics.
    pub traffic: Traffic,
    /// The background tasks and their health.
    pub supervisor: Supervisor,
    /// The path before all addresses.
    pub mount: Mount,
    /// The content security policy of payers' pages.
    pub payers_policy: HeaderValue,
    /// Turns true when the service was told to stop; it still accepts connections then.
    pub leaving: watch::Receiver<bool>,
    /// Turns true when the service accepts no more connections.
    pub stopping: watch::Receiver<bool>,
    /// Slots for event streams of open pages.
    pub live_pages: Arc<Places>,
    /// The longest life of an event stream; the browser reconnects afterwards.
    pub live_time: Duration,
    /// Slots for those event streams that may have a provider polled.
    pub looking_pages: Arc<Semaphore>,
    /// Idempotency keys whose calls are under way in this process.
    in_flight: Mutex<HashSet<String>>,
}

impl App {
    /// Makes the state, and spawns the tasks that keep the page cache free of erased texts and the feet of pages up to date. Needs a Tokio
    /// runtime.
    pub fn new(ctx: Context, settings: WebSettings, supervisor: Supervisor, ending: Ending) -> Self {
        let Ending { leaving, stopping } = ending;
        let payers_policy = policy::payers_policy(&ctx.rails.payment_pages());
        let (is_https, mount) = (ctx.public_url.scheme() == "https", Mount::of(&ctx.public_url));
        let page_cache = PageCache::new();
        tokio::spawn({
            let (supervisor, store, pages) = (supervisor.clone(), ctx.store.clone(), page_cache.clone());
            let stopping = stopping.clone();
            async move {
                let forgetting = || {
                    let news = store.news();
                    // The task may have been restarted after a panic: changes in between were missed.
                    pages.clear();
                    pages.clone().forget_changed(news, stopping.clone())
                };
                supervisor.run("kept_pages", stopping.clone(), forgetting).await;
            }
        });
        let feet = Feet::default();
        tokio::spawn({
            let (supervisor, store, feet, stopping) =
                (supervisor.clone(), ctx.store.clone(), feet.clone(), stopping.clone());
            async move {
                let following = || feet.clone().follow(store.clone(), store.news(), stopping.clone());
                supervisor.run("feet", stopping.clone(), following).await;
            }
        });
        Self(Arc::new(Shared {
            ctx,
            signup: settings.signup,
            operators: settings.operators,
            passkeys_only: settings.passkeys_only,
            addresses: AddressHasher::new(settings.address_key, settings.proxies),
            limits: Limits::new(settings.limits),
            guesses: Guesses::new(settings.limits.misses),
            unproved: Unproved::default(),
            hsts: settings.hsts && is_https,
            cards: Cards::new(),
            feet,
            page_cache,
            downloads: Downloads::default(),
            traffic: Traffic::new(),
            supervisor,
            mount,
            payers_policy,
            leaving,
            stopping,
            live_pages: Places::new(settings.live_pages, settings.live_pages_each),
            live_time: settings.live_time,
            looking_pages: Arc::new(Semaphore::new(LOOKING_PAGES)),
            in_flight: Mutex::default(),
        }))
    }

    /// Returns whether the public URL is https, so that cookies can be `Secure`.
    pub fn secure(&self) -> bool {
        self.ctx.public_url.scheme() == "https"
    }

    /// Returns whether somebody is the operator: an owner of a payee that `CHIT_OPERATORS` names.
    pub fn is_operator(&self, payee: &Payee, role: Role) -> bool {
        role == Role::Owner && self.operators.contains(&payee.handle)
    }

    /// The name of the session's cookie.
    pub fn session_cookie(&self) -> Cow<'static, str> {
        self.mount.cookie("chit", self.secure())
    }

    /// Marks a call as in flight until the guard is dropped. `None` when it is in flight already.
    pub fn guard_call(&self, call: String) -> Option<CallGuard> {
        let fresh = self.in_flight.lock().unwrap_or_else(PoisonError::into_inner).insert(call.clone());
        fresh.then(|| CallGuard { app: self.clone(), call })
    }
}

impl std::ops::Deref for App {
    type Target = Shared;

    fn deref(&self) -> &Shared {
        &self.0
    }
}

/// The mark of a call in flight, removed by dropping it.
pub struct CallGuard {
    app: App,
    call: String,
}

impl Drop for CallGuard {
    fn drop(&mut self) {
        self.app.in_flight.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.call);
    }
}
