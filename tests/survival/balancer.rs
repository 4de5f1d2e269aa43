//! HAProxy, as Debian packages it, in front of several replicas.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use tokio::net::TcpSocket;

use crate::support::{App, client, until};

/// A load balancer that asks each replica for its readiness. It ends when it is dropped.
pub struct Balancer {
    /// The beginning of links, with a slash at the end.
    pub base: String,
    places: [TcpSocket; 2],
    configuration: tempfile::NamedTempFile,
    process: Option<Child>,
}

/// The program, where it is installed. Debian has it where only root looks.
pub fn installed() -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let dirs = std::env::split_paths(&path).chain(["/usr/sbin".into()]);
    dirs.map(|dir| dir.join("haproxy")).find(|program| program.is_file())
}

/// A port that no other program is given. HAProxy may join it.
fn port() -> TcpSocket {
    let socket = TcpSocket::new_v4().expect("a socket");
    socket.set_reuseaddr(true).expect("it may be joined");
    socket.set_reuseport(true).expect("it may be joined");
    socket.bind(([127, 0, 0, 1], 0).into()).expect("a free port");
    socket
}

fn address(socket: &TcpSocket) -> String {
    socket.local_addr().expect("it is bound").to_string()
}

impl Balancer {
    /// A place for one, so that replicas can be told their public address before it starts.
    pub fn place() -> Self {
        let places = [port(), port()];
        Self {
            base: format!("http://{}/", address(&places[0])),
            places,
            configuration: tempfile::NamedTempFile::new().expect("a file"),
            process: None,
        }
    }

    /// Starts it, and waits until it has found each replica ready. `patience` is that with an answer about readiness, `options` are those of
    /// each server.
    pub async fn start(&mut self, replicas: &[App], patience: &str, options: &str) {
        let [here, statistics] = self.places.each_ref().map(address);
        let mut configuration = format!(
            "global\n  maxconn 1000\n\
             defaults\n  mode http\n  timeout connect 10s\n  timeout client 120s\n  timeout server 120s\n  timeout check {patience}\n  retries 3\n  option redispatch 1\n\
             listen statistics\n  bind {statistics}\n  stats enable\n  stats uri /\n\
             listen chit\n  bind {here}\n  balance roundrobin\n  option forwardfor\n  http-reuse always\n  option httpchk GET /readyz\n  \
             default-server check inter 200ms fall 2 rise 1 {options}\n"
        );
        for (number, replica) in replicas.iter().enumerate() {
            let address = replica.base.trim_start_matches("http://").trim_end_matches('/');
            configuration.push_str(&format!("  server replica{number} {address}\n"));
        }
        self.configuration.write_all(configuration.as_bytes()).expect("written");
        let mut command = Command::new(installed().expect("asked before"));
        command.arg("-db").arg("-f").arg(self.configuration.path()).stdin(Stdio::null());
        self.process = Some(command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("haproxy runs"));
        for number in 0..replicas.len() {
            self.finds(number, "UP").await;
        }
    }

    /// Waits until a replica was found to be `UP` or `DOWN`.
    pub async fn finds(&self, replica: usize, state: &str) {
        let (name, client, url) =
            (format!("replica{replica}"), client(), format!("http://{}/;csv", address(&self.places[1])));
        until(&format!("{name} is {state}"), async || {
            let Ok(answer) = client.get(&url).send().await else { return false };
            let text = answer.text().await.expect("statistics");
            let mut rows = csv::Reader::from_reader(text.as_bytes());
            let mut rows = rows.deserialize::<BTreeMap<String, String>>().map(|row| row.expect("a row"));
            rows.any(|row| {
                // Before it was asked, it counts as ready.
                let was_asked = !row["check_status"].is_empty() && row["check_status"] != "INI";
                row["svname"] == name && row["status"] == state && was_asked
            })
        })
        .await;
    }
}

impl Drop for Balancer {
    fn drop(&mut self) {
        if let Some(mut process) = self.process.take() {
            let _ = process.kill();
            let _ = process.wait();
        }
    }
}
