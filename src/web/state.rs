//! What handlers share.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};

use axum::http::HeaderValue;
use tokio::sync::{Semaphore, watch};

use super::cards::Cards;
use super::client::AddressHasher;
use super::limits::Limits;
use super::security;
use super::unproved::Unproved;
use crate::actions::Context;
use crate::config::{Config, LimitsConfig, Signup};

/// The part of the settings that the web needs.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Who may become a payee.
    pub signup: Signup,
    /// How many reverse proxies of ours are in front.
    pub proxy_hops: usize,
    /// How often an address may do what.
    pub limits: LimitsConfig,
    /// Under which addresses are hashed.
    pub address_key: [u8; 32],
}

impl Settings {
    /// Of the whole.
    pub fn of(config: &Config) -> Self {
        Self {
            signup: config.signup,
            proxy_hops: config.proxy_hops,
            limits: config.limits,
            address_key: *config.keys.current().derive("chit/address/1"),
        }
    }
}

/// How many pages may wait for news at a time. Each holds a connection and little else.
const LIVE_PAGES: usize = 10_000;

/// How many pages that wait may have a provider asked at a time.
const LOOKING_PAGES: usize = 32;

/// What handlers share; cheap to clone.
#[derive(Clone)]
pub struct State(Arc<Inner>);

/// See [`State`].
pub struct Inner {
    /// For actions and reads.
    pub ctx: Context,
    /// Who may become a payee.
    pub signup: Signup,
    /// Turns a peer into a [`super::client::Client`].
    pub addresses: AddressHasher,
    /// How often an address may do what.
    pub limits: Limits,
    /// Messages of providers whose proof costs a call.
    pub unproved: Unproved,
    /// Draws preview cards.
    pub cards: Cards,
    /// What browsers may load on payers' pages, and where they may be sent on to.
    pub payers_policy: HeaderValue,
    /// Turns true when the service stops.
    pub stopping: watch::Receiver<bool>,
    /// Places for pages that wait for news.
    pub live_pages: Arc<Semaphore>,
    /// Places for those of them that have a provider asked.
    pub looking_pages: Arc<Semaphore>,
    /// Idempotency keys whose calls are under way in this process.
    in_flight: Mutex<HashSet<String>>,
}

impl State {
    /// The state of a service.
    pub fn new(ctx: Context, settings: Settings, stopping: watch::Receiver<bool>) -> Self {
        let addresses = AddressHasher::new(settings.address_key, settings.proxy_hops);
        let limits = Limits::new(settings.limits);
        let [live_pages, looking_pages] = [LIVE_PAGES, LOOKING_PAGES].map(|places| Arc::new(Semaphore::new(places)));
        let signup = settings.signup;
        let cards = Cards::new();
        let payers_policy = security::payers_policy(&ctx.rails.payment_pages());
        Self(Arc::new(Inner {
            ctx,
            signup,
            addresses,
            limits,
            unproved: Unproved::default(),
            cards,
            payers_policy,
            stopping,
            live_pages,
            looking_pages,
            in_flight: Mutex::default(),
        }))
    }

    /// Whether the service is reached by https, so that cookies may say so.
    pub fn secure(&self) -> bool {
        self.ctx.public_url.scheme() == "https"
    }

    /// Marks a call as under way until the guard is dropped; `None` when it is already.
    pub fn take_flight(&self, call: String) -> Option<Flight> {
        let fresh = self.in_flight.lock().unwrap_or_else(PoisonError::into_inner).insert(call.clone());
        fresh.then(|| Flight { state: self.clone(), call })
    }
}

impl std::ops::Deref for State {
    type Target = Inner;

    fn deref(&self) -> &Inner {
        &self.0
    }
}

/// A call that is under way.
pub struct Flight {
    state: State,
    call: String,
}

impl Drop for Flight {
    fn drop(&mut self) {
        self.state.in_flight.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.call);
    }
}
