//! What a payee may choose about its links (language, accent, suggested amounts, a payer's note), what becomes of a note, and how it
//! is erased.

mod carried;
mod erasing;
mod forms;
mod notes;

use libtest_mimic::Trial;
use serde_json::Value;

use crate::support::{Api, App};

pub fn tests() -> Vec<Trial> {
    [carried::tests(), forms::tests(), notes::tests(), erasing::tests()].into_iter().flatten().collect()
}

const NOTE: &str = "From table seven, with thanks";

async fn made(api: &Api, body: &Value) -> Value {
    api.post("requests", body).await.status(201).json()
}

/// What a resource says of its choices.
fn choices(resource: &Value) -> [&Value; 3] {
    ["language", "suggested_amounts", "asks_note"].map(|field| &resource[field])
}

/// Pays a request by the demo rail with these fields; answers the provider's page.
async fn pay(app: &App, path: &str, fields: &[(&str, &str)]) -> String {
    app.browser().post(&format!("{path}/pay"), fields).await.status(303).location().to_owned()
}

/// The settings form, filled in.
const SETTINGS: [(&str, &str); 8] = [
    ("name", "Café Anna"),
    ("currency", "EUR"),
    ("language", "de"),
    ("accent", "5"),
    ("suggested_1", "2,50"),
    ("suggested_2", ""),
    ("suggested_3", "10"),
    ("asks_note", "on"),
];
