//! The composition root: settings become a store, rails, a router and a worker. The only place that sees the whole [`Config`].

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use tokio::net::TcpListener;
use tokio::sync::watch;
use url::Url;

use crate::actions::Context;
use crate::config::Config;
use crate::domain::chance::Chance;
use crate::domain::check_words::CheckWordKey;
use crate::domain::clock::Clock;
use crate::rails::Surroundings;
use crate::rails::http::servers::Servers;
use crate::rails::providers::Providers;
use crate::rails::registry::Rails;
use crate::share::qr::LinkQr;
use crate::share::receipt::keys::ReceiptKey;
use crate::store::{Store, Vault};
use crate::{web, worker};

/// How long what has begun may take to finish after the signal to stop.
const FINISHING: Duration = Duration::from_secs(30);

/// What the actions need, from settings. `public_url` is used where the settings name none.
///
/// # Errors
/// When the database can't be opened or brought up to date.
pub async fn context(config: &Config, public_url: Option<Url>) -> anyhow::Result<Context> {
    let public_url = match config.public_url.clone().or(public_url) {
        Some(url) => url,
        None => local_url(config.listen)?,
    };
    let (clock, chance) = (Clock::system(), Chance::secure());
    let vault = Vault::new(&config.secret_key, chance.clone());
    let store =
        Store::open(&config.database.url, config.database.connections, vault).await.context("opening the database")?;
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
    let check_words = CheckWordKey::new(&config.secret_key);
    let receipts = Arc::new(ReceiptKey::new(&config.secret_key));
    Ok(Context { store, rails, clock, chance, public_url, qr: Arc::new(qr), check_words, receipts })
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
