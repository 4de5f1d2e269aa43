//! `chit health`: asks the service on this machine whether it is ready. For containers, which have no other program to ask with.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::process::ExitCode;
use std::time::Duration;

use anyhow::Context as _;
use clap::Args;
use serde_json::json;

use super::DATABASE;
use crate::config::Config;
use crate::domain::text::characters::escaped;

/// The time limit for the answer. It is more than the database is waited for by default.
const PATIENCE: Duration = Duration::from_secs(10);

#[derive(Debug, Args)]
pub(super) struct HealthArguments {
    /// Print JSON instead of text
    #[arg(long)]
    json: bool,
}

pub(super) async fn run(arguments: HealthArguments) -> anyhow::Result<ExitCode> {
    let address = local(Config::from_env(DATABASE)?.listen);
    // The TLS library needs a cryptography provider, chosen once per process.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let client = reqwest::Client::builder().no_proxy().timeout(PATIENCE).build()?;
    let asked = client.get(format!("http://{address}/readyz")).send().await;
    let answer = asked.with_context(|| format!("no answer from {address} (CHIT_LISTEN)"))?;
    let is_ready = answer.status().is_success();
    let said = answer.text().await?;
    let said = escaped(said.trim_end());
    if arguments.json {
        println!("{}", json!({"ready": is_ready, "said": said.to_string()}));
    } else {
        println!("{said}");
    }
    Ok(if is_ready { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The address by which a listener is reached from the same machine: one that listens on all addresses is asked on the loopback.
fn local(listen: SocketAddr) -> SocketAddr {
    let ip = match listen.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    SocketAddr::new(ip, listen.port())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_listener_on_all_addresses_is_asked_on_the_loopback() {
        for (listen, asked) in
            [("0.0.0.0:8080", "127.0.0.1:8080"), ("[::]:8080", "[::1]:8080"), ("10.0.0.7:80", "10.0.0.7:80")]
        {
            assert_eq!(local(listen.parse().expect("an address")), asked.parse().expect("an address"));
        }
    }
}
