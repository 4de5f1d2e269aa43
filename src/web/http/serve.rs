//! The server's connections: accepted up to a bound, and closed when they are idle for too long.
//!
//! Each takes a file descriptor, of which a process has a limited number, and the database and calls to providers need theirs as well.
//! So there is a bounded number of slots. A connection without one waits in the kernel's queue, and no silent client holds one for long.

use std::convert::Infallible;
use std::io::ErrorKind;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::ConnectInfo;
use http::Request;
use http::header::{CONNECTION, HeaderValue};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tokio_io_timeout::TimeoutStream;
use tower_service::Service;

/// The most connections at a time, however many descriptors there are: each takes some fifteen kilobytes. Half of them may be event
/// streams of open pages.
const MOST: u64 = 24_576;
/// The descriptors that are kept for the listener, the runtime, files and calls to providers.
const RESERVED: u64 = 96;
/// The descriptors that a database connection may take: SQLite opens the database, its log and its index.
const EACH_DATABASE_CONNECTION: u64 = 3;
/// The idle time of connections that are accepted while slots are scarce.
const HURRY: Duration = Duration::from_secs(2);
/// The pause after `accept` failed, for example because the process is out of descriptors.
const PAUSE: Duration = Duration::from_secs(1);

/// The bounds on the server's connections.
#[derive(Debug, Clone, Copy)]
pub struct Connections {
    /// The most connections at a time.
    pub most: usize,
    /// The longest time that a connection may take to send a request's head, to stay without a request, or to accept no byte of an answer.
    pub idle_time: Duration,
}

impl Connections {
    /// The bounds for a process with this number of file descriptors and database connections; at least half of the descriptors are used.
    pub fn within(descriptors: u64, database_connections: u32, idle_time: Duration) -> Self {
        // One more for the writer, which isn't counted.
        let database = (u64::from(database_connections) + 1) * EACH_DATABASE_CONNECTION;
        let rest = descriptors.saturating_sub(RESERVED + database).max(descriptors / 2);
        Self { most: usize::try_from(rest.clamp(1, MOST)).unwrap_or(1), idle_time }
    }

    /// The idle time of a connection that is accepted while `free` slots are left. It is short when slots are scarce, or else a client with
    /// many silent connections would keep all others out.
    fn patience(self, free: usize) -> Duration {
        if free < self.most / 4 { self.idle_time.min(HURRY) } else { self.idle_time }
    }
}

/// The shutdown signals, which turn true one after the other or together.
#[derive(Debug, Clone)]
pub struct Ending {
    /// The service still accepts connections, but closes each after an answer.
    pub leaving: watch::Receiver<bool>,
    /// The service accepts no more connections.
    pub stopping: watch::Receiver<bool>,
}

/// Serves until `stopping`, and then until every request that was sent before is answered.
pub async fn serve(listener: TcpListener, router: Router, bounds: Connections, mut ending: Ending) {
    let places = Arc::new(Semaphore::new(bounds.most));
    loop {
        let accepted = async {
            // The slot is taken first: without one, the connection stays in the kernel's queue.
            let place = Arc::clone(&places).acquire_owned().await.ok()?;
            let (stream, peer) = accept(&listener).await;
            Some((place, stream, peer))
        };
        let (place, stream, peer) = tokio::select! {
            Some(accepted) = accepted => accepted,
            _ = ending.stopping.wait_for(|stopping| *stopping) => break,
        };
        let patience = bounds.patience(places.available_permits());
        let (router, ending) = (router.clone(), ending.clone());
        tokio::spawn(async move {
            let _place = place;
            converse(stream, peer, router, patience, ending).await;
        });
    }
    // Closing the listener makes the kernel reset queued connections, and with them requests that were sent already.
    for (stream, peer) in queued(listener, bounds.most) {
        let Ok(place) = Arc::clone(&places).try_acquire_owned() else { break };
        let (router, ending) = (router.clone(), ending.clone());
        tokio::spawn(async move {
            let _place = place;
            converse(stream, peer, router, HURRY, ending).await;
        });
    }
    // All slots can be acquired once the last connection has ended.
    let all = u32::try_from(bounds.most).unwrap_or(u32::MAX);
    let _ = places.acquire_many(all).await;
}

/// Accepts the connections in the kernel's queue, and closes the listener.
fn queued(listener: TcpListener, most: usize) -> Vec<(TcpStream, SocketAddr)> {
    let accept = |listener: &std::net::TcpListener| {
        let (stream, peer) = listener.accept()?;
        stream.set_nonblocking(true)?;
        Ok::<_, std::io::Error>((TcpStream::from_std(stream)?, peer))
    };
    // The listener is non-blocking: `accept` fails when the queue is empty.
    let listener = listener.into_std().into_iter();
    listener.flat_map(|listener| std::iter::from_fn(move || accept(&listener).ok())).take(most).collect()
}

async fn accept(listener: &TcpListener) -> (TcpStream, SocketAddr) {
    loop {
        match listener.accept().await {
            Ok(accepted) => return accepted,
            // The client has gone; the next one may be waiting.
            Err(e) if matches!(e.kind(), ErrorKind::ConnectionAborted | ErrorKind::ConnectionReset) => {}
            Err(error) => {
                tracing::error!(%error, "connections can't be accepted");
                tokio::time::sleep(PAUSE).await;
            }
        }
    }
}

/// Answers the requests of a connection, one after the other (HTTP/1.1).
async fn converse(stream: TcpStream, peer: SocketAddr, router: Router, patience: Duration, ending: Ending) {
    let Ending { leaving, mut stopping } = ending;
    // Nagle's algorithm would delay an answer's last packet.
    let _ = stream.set_nodelay(true);
    let mut stream = Box::pin(TimeoutStream::new(stream));
    stream.as_mut().set_write_timeout_pinned(Some(patience));
    let service = service_fn(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(ConnectInfo(peer));
        let (mut router, leaving) = (router.clone(), leaving.clone());
        async move {
            let mut answer = router.call(request).await.unwrap_or_else(|never| match never {});
            if *leaving.borrow() {
                answer.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
            }
            Ok::<_, Infallible>(answer)
        }
    });
    // hyper's timeout for a head also runs while a connection is idle.
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(patience)
        .serve_connection(TokioIo::new(stream), service);
    let mut connection = pin!(connection);
    let is_late = *stopping.borrow();
    let stopped = async move {
        if is_late {
            // A graceful shutdown would close this queued connection before hyper reads the request on it.
            std::future::pending::<()>().await;
        }
        drop(stopping.wait_for(|stopping| *stopping).await);
    };
    let ended = tokio::select! {
        // In this order, so that a request that has arrived is read before an idle connection is closed.
        biased;
        ended = connection.as_mut() => ended,
        () = stopped => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    if let Err(error) = ended {
        tracing::trace!(%error, "a connection ended");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PATIENT: Duration = Duration::from_secs(30);

    #[test]
    fn descriptors_are_left_for_everything_else() {
        let most = |descriptors, database| Connections::within(descriptors, database, PATIENT).most;
        assert_eq!(most(1024, 8), 1024 - 96 - 27);
        assert_eq!(most(1024, 100), 1024 - 96 - 303);
        assert_eq!(most(100, 8), 50, "where there are few, half of them");
        assert_eq!(most(u64::MAX, 8), 24_576);
        assert_eq!(most(0, 8), 1);
    }

    #[test]
    fn silence_is_cut_short_when_places_are_few() {
        let bounds = Connections { most: 100, idle_time: PATIENT };
        assert_eq!(bounds.patience(100), PATIENT);
        assert_eq!(bounds.patience(25), PATIENT);
        assert_eq!(bounds.patience(24), HURRY);
        let brief = Connections { most: 100, idle_time: Duration::from_secs(1) };
        assert_eq!(brief.patience(0), brief.idle_time);
    }
}
