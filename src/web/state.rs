//! What handlers share.

use std::collections::HashSet;
use std::num::NonZeroU32;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::http::HeaderValue;
use tokio::sync::{Semaphore, watch};

use super::http::client::AddressHasher;
use super::http::guesses::Guesses;
use super::http::limits::Limits;
use super::http::page_cache::PageCache;
use super::http::places::Places;
use super::http::security;
use super::http::serve::Ending;
use super::machines::cards::Cards;
use super::machines::unproved::Unproved;
use crate::actions::Context;
use crate::config::{Config, LimitsConfig, Proxies, Signup};
use crate::supervisor::Supervisor;

/// The part of the settings that the web needs.
#[derive(Debug, Clone)]
pub struct WebSettings {
    /// Who may become a payee.
    pub signup: Signup,
    /// The reverse proxies in front.
    pub proxies: Proxies,
    /// Whether answers tell browsers to stay with https.
    pub hsts: bool,
    /// The number of open pages that are told of changes, in all.
    pub live_pages: usize,
    /// The same for one address.
    pub live_pages_each: Option<NonZeroU32>,
    /// The time after which an open page has to connect again.
    pub live_time: Duration,
    /// How often an address may do what.
    pub limits: LimitsConfig,
    /// Under which addresses are hashed.
    pub address_key: [u8; 32],
}

impl WebSettings {
    /// Of the whole, for a service that may have so many connections. Open pages hold theirs; half of all are kept for everything else.
    pub fn of(config: &Config, connections: usize) -> Self {
        let edge = &config.edge;
        Self {
            signup: config.signup,
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

/// How many pages that wait may have a provider asked at a time.
const LOOKING_PAGES: usize = 32;

/// What handlers share; cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Inner>);

/// See [`App`].
pub struct Inner {
    /// For actions and reads.
    pub ctx: Context,
    /// Who may become a payee.
    pub signup: Signup,
    /// Turns a peer into a [`super::http::client::Client`].
    pub addresses: AddressHasher,
    /// How often an address may do what.
    pub limits: Limits,
    /// Look-ups of links, which may be guesses.
    pub guesses: Guesses,
    /// Whether answers carry `Strict-Transport-Security`.
    pub hsts: bool,
    /// Messages of providers whose proof costs a call.
    pub unproved: Unproved,
    /// Draws preview cards.
    pub cards: Cards,
    /// Pay pages of links that are opened again.
    pub page_cache: PageCache,
    /// The background tasks, and which of them are not well.
    pub supervisor: Supervisor,
    /// What browsers may load on payers' pages, and where they may be sent on to.
    pub payers_policy: HeaderValue,
    /// Turns true when the service was told to stop, and before it does.
    pub leaving: watch::Receiver<bool>,
    /// Turns true when the service stops.
    pub stopping: watch::Receiver<bool>,
    /// Places for pages that wait for news.
    pub live_pages: Arc<Places>,
    /// The time after which such a page has to connect again.
    pub live_time: Duration,
    /// Places for those of them that have a provider asked.
    pub looking_pages: Arc<Semaphore>,
    /// Idempotency keys whose calls are under way in this process.
    in_flight: Mutex<HashSet<String>>,
}

impl App {
    /// The state of a service, inside its runtime: a task follows what changes, until the service stops.
    pub fn new(ctx: Context, settings: WebSettings, supervisor: Supervisor, ending: Ending) -> Self {
        let Ending { leaving, stopping } = ending;
        let payers_policy = security::payers_policy(&ctx.rails.payment_pages());
        let is_https = ctx.public_url.scheme() == "https";
        let page_cache = PageCache::new();
        tokio::spawn({
            let (supervisor, store, pages) = (supervisor.clone(), ctx.store.clone(), page_cache.clone());
            let stopping = stopping.clone();
            async move {
                let forgetting = || {
                    let news = store.news();
                    // What changed while nobody heard of it is not known.
                    pages.clear();
                    pages.clone().forget_changed(news, stopping.clone())
                };
                supervisor.run("kept_pages", stopping.clone(), forgetting).await;
            }
        });
        Self(Arc::new(Inner {
            ctx,
            signup: settings.signup,
            addresses: AddressHasher::new(settings.address_key, settings.proxies),
            limits: Limits::new(settings.limits),
            guesses: Guesses::new(settings.limits.misses),
            unproved: Unproved::default(),
            hsts: settings.hsts && is_https,
            cards: Cards::new(),
            page_cache,
            supervisor,
            payers_policy,
            leaving,
            stopping,
            live_pages: Places::new(settings.live_pages, settings.live_pages_each),
            live_time: settings.live_time,
            looking_pages: Arc::new(Semaphore::new(LOOKING_PAGES)),
            in_flight: Mutex::default(),
        }))
    }

    /// Whether the service is reached by https, so that cookies may say so.
    pub fn secure(&self) -> bool {
        self.ctx.public_url.scheme() == "https"
    }

    /// Marks a call as under way until the guard is dropped; `None` when it is already.
    pub fn guard_call(&self, call: String) -> Option<CallGuard> {
        let fresh = self.in_flight.lock().unwrap_or_else(PoisonError::into_inner).insert(call.clone());
        fresh.then(|| CallGuard { app: self.clone(), call })
    }
}

impl std::ops::Deref for App {
    type Target = Inner;

    fn deref(&self) -> &Inner {
        &self.0
    }
}

/// A call that is under way.
pub struct CallGuard {
    app: App,
    call: String,
}

impl Drop for CallGuard {
    fn drop(&mut self) {
        self.app.in_flight.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.call);
    }
}
