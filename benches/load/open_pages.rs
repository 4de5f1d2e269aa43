//! Pages that are open and wait for news: their memory, and what they cost while nothing happens.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};

use super::client;
use super::filling::Filled;
use super::processes::{self, Server};

/// The pages that are opened, or as many as the limits of open files allow.
pub const PAGES: usize = 10_000;
/// The time that they are at rest.
const REST: Duration = Duration::from_secs(45);

/// The cost of open pages.
pub struct Cost {
    /// The number of pages.
    pub pages: usize,
    /// The server's growth in memory, in MiB.
    pub memory: f64,
    /// The share of a core that the server, and its database, use at rest.
    pub core: f64,
}

/// Opens pay pages and leaves them open.
pub fn rest(server: &Server, requests: &[Filled], cpu: impl Fn() -> Duration) -> anyhow::Result<Cost> {
    let descriptors = rlimit::increase_nofile_limit(u64::MAX)?;
    let most = PAGES.min(usize::try_from(descriptors / 2)?.saturating_sub(300)).min(requests.len());
    let before = processes::resident(server.id()).all;
    let mut open = Vec::with_capacity(most);
    for request in requests.iter().take(most) {
        let page = client::once(server.address, &client::plain(&format!("/r/{}", request.name())))?;
        let page = page.text();
        let path =
            page.split_once("data-live=\"").and_then(|(_, rest)| rest.split_once('"')).context("an open page")?;
        open.push(listen(server.address, &path.0.replace("&amp;", "&"))?);
    }
    for stream in &mut open {
        begun(stream)?;
    }
    let memory = processes::resident(server.id()).all - before;
    let (start, used) = (Instant::now(), cpu());
    std::thread::sleep(REST);
    let core = (cpu().saturating_sub(used)).as_secs_f64() / start.elapsed().as_secs_f64();
    // All of them are still waiting.
    for stream in &mut open {
        ensure!(quiet(stream)?, "an open page was told of a change that there was not");
    }
    Ok(Cost { pages: most, memory, core })
}

fn listen(address: SocketAddr, path: &str) -> anyhow::Result<TcpStream> {
    let mut stream = TcpStream::connect(address)?;
    write!(stream, "GET {path} HTTP/1.1\r\nhost: 127.0.0.1\r\naccept: text/event-stream\r\n\r\n")?;
    Ok(stream)
}

/// Reads the head and the first event.
fn begun(stream: &mut TcpStream) -> anyhow::Result<()> {
    let (mut said, mut buffer) = (String::new(), [0; 2048]);
    stream.set_read_timeout(Some(Duration::from_secs(30)))?;
    while !said.contains("retry:") {
        let length = stream.read(&mut buffer)?;
        ensure!(length > 0, "the page's stream ended: {said}");
        said += &String::from_utf8_lossy(&buffer[..length]);
    }
    ensure!(said.starts_with("HTTP/1.1 200") && !said.contains("full"), "an open page: {said}");
    Ok(())
}

/// Tells whether nothing came but comments.
fn quiet(stream: &mut TcpStream) -> anyhow::Result<bool> {
    stream.set_nonblocking(true)?;
    let (mut said, mut buffer) = (String::new(), [0; 2048]);
    loop {
        match stream.read(&mut buffer) {
            Ok(0) => return Ok(false),
            Ok(length) => said += &String::from_utf8_lossy(&buffer[..length]),
            Err(e) if e.kind() == std::io::ErrorKind::WouldBlock => return Ok(!said.contains("event:")),
            Err(e) => return Err(e.into()),
        }
    }
}
