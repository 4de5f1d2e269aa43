//! Asking providers about payments that are under way: one provider answers at once, and another one, with many more payments, never does.

#![expect(clippy::disallowed_types, reason = "a double of a provider writes no address")]

use std::collections::HashSet;
use std::net::SocketAddr;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::ensure;
use axum::Json;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::routing::get;

/// The longest time that all payments of the quick provider may take.
const PATIENCE: Duration = Duration::from_secs(240);

/// A provider of the benchmark's own: what a Lightning wallet's server says to a method's probe, and to questions about invoices.
pub struct Provider {
    /// The address that it listens on.
    pub address: SocketAddr,
    asked: Arc<RequestAmount>,
}

/// The invoices that it was asked about.
#[derive(Default)]
struct RequestAmount {
    invoices: Mutex<HashSet<String>>,
    more: Condvar,
}

impl Provider {
    /// Starts it, on a thread of its own that ends with the benchmark. A slow one takes questions about invoices and doesn't answer.
    pub fn start(slow: bool) -> anyhow::Result<Self> {
        let asked = Arc::<RequestAmount>::default();
        let listener = std::net::TcpListener::bind("127.0.0.1:0")?;
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;
        let told = Arc::clone(&asked);
        let invoice = async move |Path(hash): Path<String>| {
            told.invoices.lock().unwrap_or_else(PoisonError::into_inner).insert(hash);
            told.more.notify_all();
            if slow {
                std::future::pending::<()>().await;
            }
            // This wallet has no such invoice.
            StatusCode::NOT_FOUND
        };
        let router = axum::Router::new()
            .route("/api/v1/wallet", get(async || Json(serde_json::json!({"name": "bench", "balance": 0}))))
            .route("/api/v1/payments/{hash}", get(invoice));
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        std::thread::spawn(move || {
            runtime.block_on(async { axum::serve(tokio::net::TcpListener::from_std(listener)?, router).await })
        });
        Ok(Self { address, asked })
    }

    /// Waits until it was asked about so many invoices, and says how long that took.
    pub fn asked_about(&self, invoices: usize) -> anyhow::Result<Duration> {
        let begun = Instant::now();
        let asked = self.asked.invoices.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self.asked.more.wait_timeout_while(asked, PATIENCE, |asked| asked.len() < invoices);
        let (asked, _) = waited.unwrap_or_else(PoisonError::into_inner);
        ensure!(asked.len() >= invoices, "only {} of {invoices} payments were asked about", asked.len());
        Ok(begun.elapsed())
    }

    /// The number of invoices that it was asked about.
    pub fn count(&self) -> usize {
        self.asked.invoices.lock().unwrap_or_else(PoisonError::into_inner).len()
    }

    /// Forgets them.
    pub fn forget(&self) {
        self.asked.invoices.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}
