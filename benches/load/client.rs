//! The generator: a keep-alive HTTP/1.1 client that asks, waits for the whole answer and asks again, on every connection.
//!
//! It runs on one thread, so that it takes as little as possible of the cores that it shares with what it measures. It reads just
//! as much HTTP as the two servers speak.

use std::io::{Error, ErrorKind, Result};
use std::net::SocketAddr;
use std::ops::Range;
use std::time::{Duration, Instant};

use chit::domain::request::code::RequestCode;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::task::JoinSet;

use super::work::{Code, Dice, Work};

/// A GET of somebody who takes nothing compressed.
pub fn plain(path: &str) -> Vec<u8> {
    format!("GET {path} HTTP/1.1\r\nhost: 127.0.0.1\r\naccept: text/html\r\n\r\n").into_bytes()
}

/// A GET, as browsers ask: with a key or a cookie in its header.
pub fn get(path: &str, header: &str) -> Vec<u8> {
    format!("GET {path} HTTP/1.1\r\nhost: 127.0.0.1\r\n{header}\r\naccept-encoding: gzip, deflate, br, zstd\r\n\r\n")
        .into_bytes()
}

/// A POST of the API.
pub fn post(path: &str, key: &str, json: &str) -> Vec<u8> {
    let length = json.len();
    format!(
        "POST {path} HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer {key}\r\ncontent-type: application/json\r\n\
         content-length: {length}\r\n\r\n{json}"
    )
    .into_bytes()
}

/// A load on one server.
#[derive(Debug, Clone, Copy)]
pub struct Load {
    /// The server's address.
    pub address: SocketAddr,
    /// The number of connections.
    pub connections: u16,
    /// The duration of the load.
    pub lasting: Duration,
    /// The rate per second of all connections together; `None` for as many as there can be.
    pub rate: Option<f64>,
}

/// The result of a load.
#[derive(Debug, Default)]
pub struct Tally {
    /// The latencies of all answers in microseconds, unordered.
    pub latencies: Vec<u32>,
    /// The duration of the whole load.
    pub took: Duration,
    /// The processor time that the server used meanwhile.
    pub cpu: Duration,
    /// The codes of acknowledged creates.
    pub made: Vec<Code>,
    /// Why a connection ended before its time.
    pub failure: Option<String>,
}

impl Load {
    /// Does it, and blocks until it is done.
    pub fn run(&self, work: &Work) -> Result<Tally> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        runtime.block_on(self.together(work))
    }

    async fn together(&self, work: &Work) -> Result<Tally> {
        let mut connections = Vec::new();
        for _ in 0..self.connections {
            connections.push(Connection::open(self.address).await?);
        }
        let begun = Instant::now();
        let mut tasks = JoinSet::new();
        for (at, connection) in connections.into_iter().enumerate() {
            tasks.spawn(self.one(at, connection, work.clone(), begun));
        }
        let mut whole = Tally::default();
        while let Some(part) = tasks.join_next().await {
            let part = part.map_err(Error::other)?;
            whole.latencies.extend(part.latencies);
            whole.made.extend(part.made);
            whole.failure = whole.failure.or(part.failure);
        }
        whole.took = begun.elapsed();
        Ok(whole)
    }

    /// The loop of one connection: ask, wait, ask again.
    fn one(
        &self,
        at: usize,
        mut connection: Connection,
        mut work: Work,
        begun: Instant,
    ) -> impl Future<Output = Tally> + use<> {
        let Self { connections, lasting, rate, .. } = *self;
        // At a rate, each connection asks at intervals of its own, one connection after the other.
        let interval = rate.map(|rate| Duration::from_secs_f64(f64::from(connections) / rate));
        let first = interval.map_or(Duration::ZERO, |interval| interval.mul_f64(at as f64 / f64::from(connections)));
        async move {
            let mut tally = Tally::default();
            let mut dice = Dice(at as u64);
            let mut due = begun + first;
            loop {
                if let Some(interval) = interval {
                    tokio::time::sleep_until(due.into()).await;
                    due += interval;
                }
                let asked = Instant::now();
                if asked.duration_since(begun) >= lasting {
                    return tally;
                }
                if !work.turn(&mut dice) {
                    return tally;
                }
                match connection.ask(&work.text).await {
                    Ok(answer) if answer.status == work.wanted => {
                        tally.latencies.push(u32::try_from(asked.elapsed().as_micros()).unwrap_or(u32::MAX));
                        if work.makes() {
                            tally.made.extend(code_of(&connection.buffer[answer.body]));
                        }
                    }
                    Ok(answer) => tally.failure = Some(format!("an answer of status {}", answer.status)),
                    Err(e) => tally.failure = Some(e.to_string()),
                }
                if tally.failure.is_some() {
                    return tally;
                }
            }
        }
    }
}

/// The code in a created request's JSON.
fn code_of(body: &[u8]) -> Option<Code> {
    let before = b"\"code\":\"";
    let at = body.windows(before.len()).position(|window| window == before)? + before.len();
    body.get(at..at + RequestCode::LENGTH)?.try_into().ok()
}

/// One whole answer, copied from its connection.
pub struct Kept {
    /// The HTTP status.
    pub status: u16,
    /// Head and body as they were received.
    pub bytes: Vec<u8>,
    body: Range<usize>,
}

impl Kept {
    /// The bytes of the body.
    pub fn body(&self) -> &[u8] {
        &self.bytes[self.body.clone()]
    }

    /// The body, for people.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(self.body()).into_owned()
    }
}

/// Asks once, on a connection of its own.
pub fn once(address: SocketAddr, request: &[u8]) -> Result<Kept> {
    asking(address, async |connection| {
        let Answer { status, body } = connection.ask(request).await?;
        Ok(Kept { status, bytes: std::mem::take(&mut connection.buffer), body })
    })
}

/// Asks the same so many times, one after the other, and says how long each took, the first one left out.
pub fn times(address: SocketAddr, request: &[u8], times: usize) -> Result<Vec<Duration>> {
    asking(address, async |connection| {
        let mut took = Vec::with_capacity(times);
        for _ in 0..=times {
            let begun = Instant::now();
            let answer = connection.ask(request).await?;
            took.push(begun.elapsed());
            if answer.status != 200 {
                return Err(Error::other(format!("an answer of status {}", answer.status)));
            }
        }
        took.remove(0);
        Ok(took)
    })
}

fn asking<T>(address: SocketAddr, ask: impl AsyncFnOnce(&mut Connection) -> Result<T>) -> Result<T> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async { ask(&mut Connection::open(address).await?).await })
}

/// A connection that is kept open, and the last answer that came over it.
struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
}

/// An answer in its connection's buffer.
struct Answer {
    status: u16,
    body: Range<usize>,
}

/// The framing of a body.
enum Length {
    Known(usize),
    Chunked,
}

impl Connection {
    async fn open(address: SocketAddr) -> Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, buffer: Vec::with_capacity(32 * 1024) })
    }

    async fn ask(&mut self, request: &[u8]) -> Result<Answer> {
        self.stream.write_all(request).await?;
        self.buffer.clear();
        let mut searched = 0;
        let head = loop {
            self.read().await?;
            if let Some(at) = find(&self.buffer[searched..], b"\r\n\r\n") {
                break searched + at + 4;
            }
            searched = self.buffer.len().saturating_sub(3);
        };
        let (status, length) = parse(&self.buffer[..head]).ok_or_else(|| wrong("an answer that isn't HTTP"))?;
        let end = match length {
            Length::Known(length) => head + length,
            Length::Chunked => self.chunks(head).await?,
        };
        while self.buffer.len() < end {
            self.read().await?;
        }
        Ok(Answer { status, body: head..end })
    }

    async fn read(&mut self) -> Result<()> {
        match self.stream.read_buf(&mut self.buffer).await? {
            0 => Err(ErrorKind::UnexpectedEof.into()),
            _ => Ok(()),
        }
    }

    /// Reads chunks until the last, and says where it ends.
    async fn chunks(&mut self, mut at: usize) -> Result<usize> {
        loop {
            let line = loop {
                match find(self.buffer.get(at..).unwrap_or_default(), b"\r\n") {
                    Some(line) => break line,
                    None => self.read().await?,
                }
            };
            let size = std::str::from_utf8(&self.buffer[at..at + line]).ok();
            let size =
                size.and_then(|size| usize::from_str_radix(size, 16).ok()).ok_or_else(|| wrong("a bad chunk"))?;
            at += line + 2 + size + 2;
            if size == 0 {
                return Ok(at);
            }
        }
    }
}

/// The status and the body's length, out of a head as hyper writes it: names in lower case.
fn parse(head: &[u8]) -> Option<(u16, Length)> {
    let status = std::str::from_utf8(head.get(9..12)?).ok()?.parse().ok()?;
    let mut lines = head.split(|byte| *byte == b'\n');
    let length = lines.find_map(|line| {
        if let Some(length) = line.strip_prefix(b"content-length: ") {
            return Some(Length::Known(std::str::from_utf8(length).ok()?.trim_end().parse().ok()?));
        }
        line.starts_with(b"transfer-encoding: chunked").then_some(Length::Chunked)
    });
    // 204: no content (RFC 9110 §15.3.5), so no length.
    Some((status, if status == 204 { Length::Known(0) } else { length? }))
}

fn find(text: &[u8], part: &[u8]) -> Option<usize> {
    text.windows(part.len()).position(|window| window == part)
}

fn wrong(what: &'static str) -> Error {
    Error::new(ErrorKind::InvalidData, what)
}
