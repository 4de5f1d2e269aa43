//! Webhooks and events: what a payee's programs are told, by which signature, in which order, and what happens when nobody listens.

mod endpoints;
mod events;
mod failures;
mod messages;
mod texts;

use axum::Router;
use axum::http::StatusCode;
use chit::domain::notice::signing::SigningSecret;
use libtest_mimic::Trial;
use serde_json::{Value, json};

use crate::rails::doubles::line::{Heard, Line};
use crate::support::{Api, until};

pub fn tests() -> Vec<Trial> {
    [endpoints::tests(), events::tests(), failures::tests(), messages::tests(), texts::tests()]
        .into_iter()
        .flatten()
        .collect()
}

/// A moment long ago, as both databases read it.
const LONG_AGO: &str = "'2020-01-01T00:00:00+00:00'";

/// A payee's own server that takes what it is sent, and notes it.
pub struct Receiver {
    line: Line,
    /// The id of its webhook.
    id: String,
    secret: String,
}

impl Receiver {
    /// Adds one that wants these events; all of them, for `null`.
    pub async fn of(api: &Api, events: Value) -> Self {
        let line = Line::open();
        line.serve(Router::new().fallback(async || StatusCode::NO_CONTENT));
        Self::at(api, line, events).await
    }

    async fn at(api: &Api, line: Line, events: Value) -> Self {
        let body = json!({"url": format!("{}/hook?shop=1", line.base), "events": events});
        let made = api.post("webhooks", &body).await.status(201).json();
        let text = |name: &str| made[name].as_str().expect("a text").to_owned();
        Self { line, id: text("id"), secret: text("secret") }
    }

    /// The messages so far, oldest first: their type and the request or payment that they are about.
    fn told(&self) -> Vec<String> {
        self.line.heard().iter().map(|heard| type_of(&heard.body)).collect()
    }

    /// Waits until so many messages came.
    pub async fn hears(&self, count: usize) -> Vec<Heard> {
        until("messages", async || self.told_later().await.len() >= count).await;
        self.line.heard()
    }

    /// As [`Self::told`], after others had a turn: the receiver has a thread of its own, the test's client has not.
    async fn told_later(&self) -> Vec<String> {
        tokio::task::yield_now().await;
        self.told()
    }

    async fn resource(&self, api: &Api) -> Value {
        api.get(&format!("webhooks/{}", self.id)).await.status(200).json()
    }

    /// Its deliveries, newest first.
    async fn deliveries(&self, api: &Api) -> Vec<Value> {
        let list = api.get(&format!("webhooks/{}/deliveries?limit=100", self.id)).await.status(200).json();
        list["data"].as_array().expect("a list").clone()
    }

    /// The delivery of an event, once it is so.
    async fn delivery(&self, api: &Api, kind: &str, so: impl Fn(&Value) -> bool) -> Value {
        let find =
            async || self.deliveries(api).await.into_iter().find(|delivery| delivery["type"] == kind && so(delivery));
        until(&format!("a delivery of {kind}"), async || find().await.is_some()).await;
        find().await.expect("it was there just now")
    }
}

fn type_of(body: &str) -> String {
    let body: Value = serde_json::from_str(body).expect("JSON");
    body["type"].as_str().expect("a type").to_owned()
}

/// The signature of a message as the standard has it, by a secret.
fn signature(secret: &str, heard: &Heard) -> String {
    let at = heard.headers["webhook-timestamp"].parse().expect("seconds");
    let at = chrono::DateTime::from_timestamp(at, 0).expect("a time");
    SigningSecret::parse(secret).expect("a secret").sign(&heard.headers["webhook-id"], at, &heard.body)
}
