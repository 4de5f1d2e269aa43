//! A network between the service and PostgreSQL that fails on demand: it freezes, resets and delays. It runs on a thread of its own, since
//! tests block theirs while they wait for the service to start.

use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::thread::JoinHandle;
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream, UnixStream};
use tokio::sync::watch;

/// The words to the server of the connection that listens for news.
const LISTEN: &[u8] = b"LISTEN \"chit_news\"";

/// The connections that a failure concerns, by the order in which they were opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// Those that are open at that moment.
    Existing,
    /// All, also those that are opened later.
    All,
    /// The one that listens for news, as it is at that moment.
    Listening,
}

#[derive(Debug, Clone, Copy, Default)]
struct State {
    /// The number of connections that were opened.
    opened: u64,
    /// The number of the newest one that listens for news.
    listening: Option<u64>,
    /// Who passes nothing on: connections up to this number,
    frozen_up_to: u64,
    /// or the one of this number.
    frozen: Option<u64>,
    /// Connections up to this number are reset.
    reset_up_to: u64,
    delay: Duration,
    /// The number of packets that were held back since the last thaw.
    held_back: usize,
}

impl State {
    fn is_frozen(&self, connection: u64) -> bool {
        connection <= self.frozen_up_to || self.frozen == Some(connection)
    }
}

/// A proxy. It ends, and every connection with it, when it is dropped.
pub struct Proxy {
    /// The port that leads to PostgreSQL.
    pub port: u16,
    state: watch::Sender<State>,
    end: Option<(tokio::sync::oneshot::Sender<()>, JoinHandle<()>)>,
}

impl Proxy {
    /// Starts one in front of a server that has its socket in a directory.
    pub fn start(server: &Path) -> Self {
        let server = server.join(".s.PGSQL.5432");
        let state = watch::Sender::new(State::default());
        let (tell, told) = mpsc::channel();
        let (end, ended) = tokio::sync::oneshot::channel();
        let shared = state.clone();
        let thread = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
            runtime.block_on(async move {
                let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("a free port");
                tell.send(listener.local_addr().expect("bound").port()).expect("heard");
                tokio::select! {
                    () = accept(listener, server, shared) => {}
                    _ = ended => {}
                }
            });
        });
        let port = told.recv().expect("it listens");
        Self { port, state, end: Some((end, thread)) }
    }

    /// Keeps connections, and passes nothing on any more.
    pub fn freeze(&self, which: Which) {
        self.state.send_modify(|state| match which {
            Which::Existing => state.frozen_up_to = state.opened,
            Which::All => state.frozen_up_to = u64::MAX,
            Which::Listening => state.frozen = Some(state.listening.expect("somebody listens")),
        });
    }

    /// Passes everything on again, also what was held back.
    pub fn thaw(&self) {
        self.state.send_modify(|state| (state.frozen_up_to, state.frozen, state.held_back) = (0, None, 0));
    }

    /// Resets all connections that are open.
    pub fn reset(&self) {
        self.state.send_modify(|state| state.reset_up_to = state.opened);
    }

    /// Holds back each packet for a while.
    pub fn delay(&self, delay: Duration) {
        self.state.send_modify(|state| state.delay = delay);
    }

    /// The newest connection that listens for news, by the order in which they were opened.
    pub fn listener(&self) -> Option<u64> {
        self.state.borrow().listening
    }

    /// The number of packets that were held back since the last thaw.
    pub fn held_back(&self) -> usize {
        self.state.borrow().held_back
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        if let Some((end, thread)) = self.end.take() {
            let _ = end.send(());
            let _ = thread.join();
        }
    }
}

async fn accept(listener: TcpListener, server: PathBuf, state: watch::Sender<State>) {
    loop {
        let (client, _) = listener.accept().await.expect("a connection");
        let mut number = 0;
        state.send_modify(|state| {
            state.opened += 1;
            number = state.opened;
        });
        tokio::spawn(join(client, server.clone(), number, state.clone()));
    }
}

/// Passes on what either side says, as the state allows, until one has ended or the connection is reset.
async fn join(mut client: TcpStream, server: PathBuf, number: u64, state: watch::Sender<State>) {
    let mut resets = state.subscribe();
    let line = Line { number, state };
    let (mut from_client, mut to_client) = client.split();
    let joined = async {
        line.passes().await;
        let Ok(mut server) = UnixStream::connect(server).await else { return };
        let (mut from_server, mut to_server) = server.split();
        tokio::select! {
            () = line.pass(&mut from_client, &mut to_server) => {}
            () = line.pass(&mut from_server, &mut to_client) => {}
        }
    };
    tokio::select! {
        () = joined => {}
        _ = resets.wait_for(|state| number <= state.reset_up_to) => {
            // What is closed without lingering is reset.
            client.set_zero_linger().expect("a socket");
        }
    }
}

/// One connection.
struct Line {
    number: u64,
    state: watch::Sender<State>,
}

impl Line {
    /// Waits until the connection passes on what is said, and answers how much later it does.
    async fn passes(&self) -> Duration {
        let mut state = self.state.subscribe();
        state.wait_for(|state| !state.is_frozen(self.number)).await.expect("the proxy goes on").delay
    }

    async fn pass(&self, from: &mut (impl AsyncRead + Unpin), to: &mut (impl AsyncWrite + Unpin)) {
        let mut said = vec![0; 1 << 16];
        loop {
            let read = from.read(&mut said).await.unwrap_or(0);
            let words = &said[..read];
            self.note(words);
            // A connection that is frozen doesn't end either.
            let delay = self.passes().await;
            if words.is_empty() {
                return;
            }
            if !delay.is_zero() {
                tokio::time::sleep(delay).await;
            }
            if to.write_all(words).await.is_err() {
                return;
            }
        }
    }

    /// Notes what a test may wait for.
    fn note(&self, words: &[u8]) {
        let listens = words.windows(LISTEN.len()).any(|part| part == LISTEN);
        self.state.send_if_modified(|state| {
            let is_held = state.is_frozen(self.number) && !words.is_empty();
            state.held_back += usize::from(is_held);
            if listens {
                state.listening = Some(self.number);
            }
            is_held || listens
        });
    }
}
