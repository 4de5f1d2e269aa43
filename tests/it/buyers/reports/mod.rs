//! Fraud: a buyer reports a link, the operator looks at it, takes it down, and puts it up again.

mod disabled;
mod reporting;

use libtest_mimic::Trial;
use serde_json::Value;

use crate::support::{Answer, App};

pub fn tests() -> Vec<Trial> {
    [reporting::tests(), disabled::tests()].into_iter().flatten().collect()
}

/// A code of the right shape that nobody has.
const UNKNOWN: &str = "zzzzzzzzzzzz";

/// What the operator sees.
fn reported(app: &App) -> Vec<Value> {
    let printed = app.cli_ok(&["reports", "--json"]);
    let printed: Value = serde_json::from_str(&printed).expect("JSON");
    printed.as_array().expect("a list").clone()
}

async fn report(app: &App, path: &str, reason: &str) -> Answer {
    app.browser().post(&format!("{path}/report"), &[("reason", reason)]).await
}
