//! Lists, filters, searches and pages of one payee, at two sizes of the same database: by index, they take as long at a million as at ten
//! thousand.

use std::time::Duration;

use anyhow::Context;
use chit::domain::clock::Clock;
use chrono::TimeDelta;

use super::client;
use super::figures;
use super::filling::Filled;
use super::processes::Server;

/// The number of times that each is asked for.
const TIMES: usize = 21;

/// The headers by which the payee asks.
pub struct Asking<'a> {
    /// The header of an API client.
    pub key: &'a str,
    /// The header of a browser that is signed in.
    pub cookie: &'a str,
}

/// A page, and the median time of its answers.
pub struct Timed {
    /// The name of the list or page.
    pub name: &'static str,
    /// The median of its times.
    pub took: Duration,
}

/// Asks for each page in turn.
pub fn time(server: &Server, asking: &Asking<'_>, handle: &str, known: &Filled) -> anyhow::Result<Vec<Timed>> {
    let at = |days| (Clock::system().now() - TimeDelta::days(days)).format("%Y-%m-%dT%H:%M:%SZ").to_string();
    let code = known.name();
    let api = format!("/api/v1/requests/{code}");
    let period = format!("/api/v1/requests?created_from={}&created_to={}", at(398), at(397));
    let settled = format!("/api/v1/payments?settled_from={}&settled_to={}", at(398), at(397));
    let of_request = format!("/api/v1/payments?request={code}");
    let (page, by_code) = (format!("/app/requests/{code}"), format!("/app/requests?q={code}"));
    let personal = format!("/{handle}");
    let (key, cookie) = (asking.key, asking.cookie);
    let pages: [(&'static str, &str, &str); 26] = [
        ("API: newest requests", "/api/v1/requests", key),
        ("API: open requests", "/api/v1/requests?status=open", key),
        ("API: paid requests", "/api/v1/requests?status=paid", key),
        ("API: expired requests, of which there are none", "/api/v1/requests?status=expired", key),
        ("API: requests of a reference", "/api/v1/requests?reference=2026-77", key),
        ("API: requests of a day long ago", &period, key),
        ("API: one request", &api, key),
        ("API: newest payments", "/api/v1/payments", key),
        ("API: settled payments", "/api/v1/payments?state=settled", key),
        ("API: failed payments, of which there are none", "/api/v1/payments?state=failed", key),
        ("API: payments of a request", &of_request, key),
        ("API: payments of a day long ago", &settled, key),
        ("seller: home", "/app", cookie),
        ("seller: charts of a year", "/app/charts?by=month", cookie),
        ("seller: requests", "/app/requests", cookie),
        ("seller: open requests", "/app/requests?status=open", cookie),
        ("seller: a request", &page, cookie),
        ("seller: new request", "/app/new", cookie),
        ("seller: export", "/app/books", cookie),
        ("search: a frequent word", "/app/requests?q=window", cookie),
        ("search: a frequent beginning", "/app/requests?q=w", cookie),
        ("search: two words", "/app/requests?q=guitar+less", cookie),
        ("search: a word and a status", "/app/requests?q=window&status=open", cookie),
        ("search: no hit", "/app/requests?q=zzzz", cookie),
        ("search: a code", &by_code, cookie),
        ("personal link", &personal, ""),
    ];
    let mut timed = Vec::with_capacity(pages.len());
    for (name, path, header) in pages {
        let header = if header.is_empty() { "accept: text/html" } else { header };
        let took = client::times(server.address, &client::get(path, header), TIMES).with_context(|| path.to_owned())?;
        timed.push(Timed { name, took: figures::middle(took) });
    }
    Ok(timed)
}
