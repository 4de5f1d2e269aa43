//! The composition root: settings become a store, rails, a router and a worker. The only place that sees the whole [`Config`].

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use tokio::net::TcpListener;
use tokio::sync::watch;
use url::Url;

use crate::actions::Context;
use crate::actions::fill_in::fill_in;
use crate::actions::service_keys::{self, KeysError, ServiceKeys, take_up_keys};
use crate::config::{BadConfig, BadSetting, Config};
use crate::domain::chance::Chance;
use crate::domain::clock::Clock;
use crate::rails::Surroundings;
use crate::rails::http::servers::Servers;
use crate::rails::providers::Providers;
use crate::rails::registry::Rails;
use crate::share::qr::LinkQr;
use crate::store::{Store, Vault};
use crate::{web, worker};

/// How long what has begun may take to finish after the signal to stop.
const FINISHING: Duration = Duration::from_secs(30);

/// What the actions need, from settings. `public_url` is used where the settings name none.
///
/// # Errors
/// When the database can't be opened or brought up to date; [`BadConfig`] when it was sealed under another key.
pub async fn context(config: &Config, public_url: Option<Url>) -> anyhow::Result<Context> {
    let public_url = match config.public_url.clone().or(public_url) {
        Some(url) => url,
        None => local_url(config.listen)?,
    };
    let (clock, chance) = (Clock::system(), Chance::secure());
    let store = open(config, &chance).await?;
    let taken_up = take_up_keys(&store, &config.keys, clock.now()).await;
    let ServiceKeys { check_words, receipts } = taken_up.map_err(|e| keys_problem(e, config))?;
    let qr = LinkQr::new(public_url.join("r/")?.as_str()).context("the public URL is too long for a QR code")?;
    let providers = Providers::new(config.providers.clone())?;
    let servers = Servers::new(&public_url, config.allowed_servers.clone());
    let surroundings = Surroundings {
        public_url: public_url.clone(),
        chance: chance.clone(),
        clock: clock.clone(),
        providers,
        servers,
    };
    let rails = Rails::new(surroundings, config.allowed_test_rails.clone());
    let (qr, receipts) = (Arc::new(qr), Arc::new(receipts));
    Ok(Context { store, rails, clock, chance, public_url, qr, check_words, receipts })
}

/// Opens the database and brings it up to date.
async fn open(config: &Config, chance: &Chance) -> anyhow::Result<Store> {
    let vault = Vault::new(&config.keys, chance.clone());
    Store::open(&config.database.url, config.database.connections, vault).await.context("opening the database")
}

/// Lets the service start although a key is lost; `true` when check words have changed by that. See
/// [`service_keys::give_up_lost_keys`].
///
/// # Errors
/// When the database can't be opened or written.
pub async fn give_up_lost_keys(config: &Config) -> anyhow::Result<bool> {
    let chance = Chance::secure();
    let store = open(config, &chance).await?;
    let fresh = service_keys::fresh_key(&chance)?;
    let done = service_keys::give_up_lost_keys(&store, &config.keys, &fresh, Clock::system().now()).await;
    store.close().await;
    Ok(done?)
}

/// A wrong key is a wrong setting.
fn keys_problem(error: KeysError, config: &Config) -> anyhow::Error {
    let under = match &error {
        KeysError::Other(others) => format!("what lies in the database is sealed under {}", others.join(", ")),
        KeysError::NothingOpens => "it opens nothing of what is sealed in the database".into(),
        KeysError::Store(_) => return error.into(),
    };
    let problem = format!(
        "is another key ({}) than this database's: {under}. Set the right one, or add it to CHIT_SECRET_KEY_FALLBACKS; if it is \
         lost, see `chit rekey --help`. The database was not changed",
        config.keys.current().fingerprint()
    );
    BadConfig(vec![BadSetting { name: "CHIT_SECRET_KEY", problem }]).into()
}

/// The address that a browser on this machine reaches a listener by.
pub fn local_url(listen: SocketAddr) -> anyhow::Result<Url> {
    let host = if listen.ip().is_unspecified() { "127.0.0.1".to_owned() } else { listen.ip().to_string() };
    let host = if listen.is_ipv6() && !listen.ip().is_unspecified() { format!("[{host}]") } else { host };
    Ok(Url::parse(&format!("http://{host}:{}/", listen.port()))?)
}

/// Serves until `stop` completes, then finishes what has begun and closes the database.
///
/// # Errors
/// When the listener fails.
pub async fn run(
    config: &Config,
    ctx: Context,
    listener: TcpListener,
    stop: impl Future<Output = ()> + Send + 'static,
) -> anyhow::Result<()> {
    fill_in(&ctx).await.context("bringing older rows up to date")?;
    let (tell, told) = watch::channel(false);
    let background = tokio::spawn(worker::run(ctx.clone(), told.clone()));
    let router = web::router(web::State::new(ctx.clone(), web::Settings::of(config), told.clone()));
    let mut closing = told.clone();
    let serving = axum::serve(listener, router.into_make_service_with_connect_info::<SocketAddr>())
        .with_graceful_shutdown(async move {
            stop.await;
            tracing::info!("stopping: finishing what has begun");
            let _ = tell.send(true);
        });
    let late = async move {
        let _ = closing.wait_for(|stopping| *stopping).await;
        tokio::time::sleep(FINISHING).await;
    };
    tokio::select! {
        served = serving => served?,
        () = late => tracing::warn!("some requests did not finish in time"),
    }
    let _ = background.await;
    ctx.store.close().await;
    tracing::info!("stopped");
    Ok(())
}
