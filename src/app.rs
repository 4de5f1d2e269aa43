//! The composition root: settings become a store, rails, a router and a worker. The only place that sees the whole [`Config`].

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use chrono::TimeDelta;
use tokio::net::TcpListener;
use tokio::sync::watch;
use url::Url;

use crate::actions::Context;
use crate::actions::keys::service::{self, FreshKeys, KeysError, Renewed, ServiceKeys, load_keys, recognise};
use crate::actions::keys::vapid::load_vapid_key;
use crate::actions::payees::relying_party::RelyingParty;
use crate::config::{BadConfig, BadSetting, Config, DatabaseConfig, KEY_FILES, Proxies, sqlite_file};
use crate::domain::alert::Vapid;
use crate::domain::chance::Chance;
use crate::domain::clock::Clock;
use crate::domain::secret::Keyring;
use crate::net::endpoints::Endpoints;
use crate::net::servers::Servers;
use crate::rails::RailContext;
use crate::rails::by_provider::providers::Providers;
use crate::rails::registry::Rails;
use crate::share::qr::LinkQr;
use crate::store::{Store, Vault, files};
use crate::supervisor::Supervisor;
use crate::web::Connections;
pub use crate::web::{OPENAPI, TakeAlong, take_along};
use crate::{web, worker};

/// The time limit for requests and tasks in progress after the signal to stop.
const FINISHING: Duration = Duration::from_secs(30);

/// The maximum number of connections to the metrics' address.
const METRICS_READERS: usize = 16;

/// Builds the actions' context from the settings. `public_url` is the default where these name none.
///
/// # Errors
/// When the database can't be opened or migrated; [`BadConfig`] when it is sealed under a key that isn't configured.
pub async fn context(config: &Config, public_url: Option<Url>) -> anyhow::Result<Context> {
    let public_url = match config.public_url.clone().or(public_url) {
        Some(url) => url,
        None => local_url(config.listen)?,
    };
    let (clock, chance) = (Clock::system(), Chance::secure());
    // The database comes first: it decides whether the configured keys are the right ones, before anything is written.
    let (store, keys) = open(config, &chance).await?;
    let taken_up = load_keys(&store, &keys, &chance, clock.now()).await;
    let ServiceKeys { check_words, method_ids, sign_ups, receipts } = taken_up.map_err(|e| keys_problem(e, config))?;
    let vapid = match config.vapid_subject.clone() {
        Some(subject) => Some(Arc::new(Vapid { key: load_vapid_key(&store, &chance, clock.now()).await?, subject })),
        None => None,
    };
    // Fails at the start rather than at the first link: every link is as long as this one.
    let qr = LinkQr::new(public_url.join("r/")?.as_str()).context("the public URL is too long for a QR code")?;
    let providers = Providers::new(config.providers.clone())?;
    let servers = Servers::new(&public_url, config.allowed_servers.clone());
    let endpoints = Endpoints::new(servers.clone());
    let context = RailContext {
        public_url: public_url.clone(),
        chance: chance.clone(),
        clock: clock.clone(),
        providers,
        rates: config.rates.as_ref().map(|rates| rates.open(&servers)),
        servers,
    };
    let rails = Rails::new(context, config.allowed_test_rails.clone());
    let (qr, receipts) = (Arc::new(qr), Arc::new(receipts));
    let passkeys = RelyingParty::of(&public_url);
    Ok(Context {
        store,
        rails,
        endpoints,
        clock,
        chance,
        public_url,
        qr,
        check_words,
        method_ids,
        sign_ups,
        receipts,
        passkeys,
        vapid,
        keep_ledger: config.keep_ledger_days.map(|days| TimeDelta::days(days.get().into())),
    })
}

/// Opens the database, checks that the configured keys open it, and migrates it. Until that is known nothing is written: neither to the
/// database nor a new key file beside it. Returns the keys in use as well, because a process that started at the same time may have written
/// the new key first.
async fn open(config: &Config, chance: &Chance) -> anyhow::Result<(Store, Keyring)> {
    let mut store = connect(config, chance).await?;
    if let Err(error) = recognise(&store, &config.keys).await {
        let Some(keys) = config.new_key.as_ref().and_then(|new| new.load().ok().flatten()) else {
            return Err(keys_problem(error, config));
        };
        store = store.sealing_with(Vault::new(&keys, chance.clone()));
        recognise(&store, &keys).await.map_err(|e| keys_problem(e, config))?;
    }
    take_over(store, config, chance).await
}

async fn connect(config: &Config, chance: &Chance) -> anyhow::Result<Store> {
    let DatabaseConfig { url, connections, patience } = &config.database;
    if let Some(file) = sqlite_file(url) {
        // A key that other users of the machine can read is no secret.
        for name in KEY_FILES {
            files::narrow(&file.with_file_name(name)).with_context(|| format!("{name} can't be kept from others"))?;
        }
    }
    let vault = Vault::new(&config.keys, chance.clone());
    let store = Store::connect(url, *connections, *patience, vault).await.context("opening the database")?;
    store.refuse_newer().await.context("opening the database")?;
    Ok(store)
}

/// Checks that the configured keys open a database, and changes nothing.
///
/// # Errors
/// When the database can't be opened; [`BadConfig`] when it is sealed under a key that isn't configured.
pub async fn check_keys(config: &Config) -> anyhow::Result<()> {
    let store = connect(config, &Chance::secure()).await?;
    let recognised = recognise(&store, &config.keys).await;
    store.close().await;
    recognised.map_err(|e| keys_problem(e, config))
}

/// Saves a newly generated key in its file, then migrates the database.
async fn take_over(store: Store, config: &Config, chance: &Chance) -> anyhow::Result<(Store, Keyring)> {
    let keys = match &config.new_key {
        None => config.keys.clone(),
        Some(new) => new.save().with_context(|| format!("{} can't be written", new.path.display()))?,
    };
    let store = store.sealing_with(Vault::new(&keys, chance.clone()));
    store.migrate().await.context("opening the database")?;
    Ok((store, keys))
}

/// Makes a service that has lost a key able to start. See [`service::give_up_lost_keys`].
///
/// # Errors
/// When the database can't be opened or written.
pub async fn give_up_lost_keys(config: &Config) -> anyhow::Result<Renewed> {
    let chance = Chance::secure();
    let (store, keys) = take_over(connect(config, &chance).await?, config, &chance).await?;
    let fresh = || service::fresh_key(&chance);
    let fresh = FreshKeys { check_words: fresh()?, ledger: fresh()? };
    let done = service::give_up_lost_keys(&store, &keys, &fresh, Clock::system().now()).await;
    store.close().await;
    Ok(done?)
}

/// Reports keys that don't fit the database as an invalid `CHIT_SECRET_KEY`, with what to do.
fn keys_problem(error: KeysError, config: &Config) -> anyhow::Error {
    let under = match &error {
        KeysError::Other(others) => format!("what lies in the database is sealed under {}", others.join(", ")),
        KeysError::NothingOpens => "it opens nothing of what is sealed in the database".into(),
        KeysError::LedgerKeyGone | KeysError::Store(_) => return error.into(),
    };
    let problem = match &config.new_key {
        Some(new) => format!(
            "is another key than this database's would be: it is not set, {} is missing, and {under}. Put the file back, or set \
             CHIT_SECRET_KEY; if it is lost, see `chit rekey --help`. No key was made, and the database was not changed",
            new.path.display()
        ),
        None => format!(
            "is another key ({}) than this database's: {under}. Set the right one, or add it to CHIT_SECRET_KEY_FALLBACKS; if it is \
             lost, see `chit rekey --help`. The database was not changed",
            config.keys.current().fingerprint()
        ),
    };
    BadConfig(vec![BadSetting { name: "CHIT_SECRET_KEY", problem }]).into()
}

/// The URL of a listener for a browser on the same machine: an unspecified address becomes 127.0.0.1.
pub fn local_url(listen: SocketAddr) -> anyhow::Result<Url> {
    let host = if listen.ip().is_unspecified() { "127.0.0.1".to_owned() } else { listen.ip().to_string() };
    let host = if listen.is_ipv6() && !listen.ip().is_unspecified() { format!("[{host}]") } else { host };
    Ok(Url::parse(&format!("http://{host}:{}/", listen.port()))?)
}

/// Serves until `stop` completes, and then for the drain time, which ends early when `stop` completes again. Then finishes requests and
/// tasks in progress, for a limited time, and closes the database.
///
/// # Errors
/// When the limit of file descriptors or the texts at the foot of pages can't be read, older rows can't be filled in, or the metrics' address
/// can't be bound.
pub async fn run(
    config: &Config,
    ctx: Context,
    listener: TcpListener,
    mut stop: impl AsyncFnMut(),
) -> anyhow::Result<()> {
    // Each connection needs a file descriptor, and so does the database: their number is bounded below the limit.
    let descriptors = rlimit::increase_nofile_limit(u64::MAX).context("the limit of open files")?;
    let connections = Connections::within(descriptors, config.database.connections, config.edge.idle_time);
    tracing::info!(descriptors, connections = connections.most, "connections are bounded by the limit of open files");
    if config.edge.proxies == Proxies::Nearby {
        tracing::info!(
            "CHIT_PROXY_HOPS is not set, so one reverse proxy is assumed: a request from a loopback, private, link-local or shared \
             address is the proxy's, and counts for the last address in its X-Forwarded-For; one from the public internet counts for \
             its sender. If it is otherwise, set CHIT_PROXY_HOPS to the number of proxies"
        );
    }
    // Two steps: `leaving` closes each connection after its next answer, `stopping` ends accepting and the background tasks.
    let (leave, leaving) = watch::channel(false);
    let (tell, told) = watch::channel(false);
    let supervisor = Supervisor::new(ctx.clock.clone(), ctx.chance.clone());
    let background = tokio::spawn(worker::run(ctx.clone(), web::RESOURCES, supervisor.clone(), told.clone()));
    let settings = web::WebSettings::of(config, connections.most);
    let ending = web::Ending { leaving, stopping: told };
    let app = web::App::new(ctx.clone(), settings, supervisor, ending.clone());
    // The first page that is served has the links at its foot already.
    app.feet.read(&ctx.store).await.context("the texts at the foot of pages")?;
    if let Some(address) = config.metrics_listen {
        let listener = TcpListener::bind(address).await.with_context(|| format!("CHIT_METRICS_LISTEN: {address}"))?;
        tracing::info!("metrics are at http://{}/metrics", listener.local_addr()?);
        let bounds = Connections { most: METRICS_READERS, ..connections };
        tokio::spawn(web::serve(listener, web::metrics_router(app.clone()), bounds, ending.clone()));
    }
    let serving = web::serve(listener, web::router(app), connections, ending);
    let late = async move {
        stop().await;
        let _ = leave.send(true);
        let drain = config.edge.drain_time;
        if !drain.is_zero() {
            tracing::info!(seconds = drain.as_secs(), "draining: serving on until nobody is sent here any more");
            tokio::select! {
                () = tokio::time::sleep(drain) => {}
                // A second signal ends the drain time: the operator knows that no more requests are sent here.
                () = stop() => {}
            }
        }
        tracing::info!("stopping: finishing what has begun");
        let _ = tell.send(true);
        tokio::time::sleep(FINISHING).await;
    };
    tokio::select! {
        _ = futures_util::future::join(serving, background) => {}
        () = late => tracing::warn!("some of what has begun did not finish in time"),
    }
    ctx.store.close().await;
    tracing::info!("stopped");
    Ok(())
}
