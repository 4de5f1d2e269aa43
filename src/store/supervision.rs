//! Tasks that serve everybody for as long as the process lives: a panic in one is a defect, and must not end it.

use std::panic::AssertUnwindSafe;
use std::time::Duration;

use futures_util::FutureExt;

/// The pause before a task goes on that has panicked.
const PAUSE: Duration = Duration::from_secs(1);

/// Runs a task until it ends. After a panic it is logged and, a moment later, begun anew by `begin`.
pub(super) async fn supervise<F: Future<Output = ()>>(task: &'static str, begin: impl Fn() -> F) {
    while goes_on(task, begin()).await {}
}

/// Runs a task until it ends. `true` when it ended by a panic, a moment ago.
pub(super) async fn goes_on(task: &'static str, run: impl Future<Output = ()>) -> bool {
    let panicked = AssertUnwindSafe(run).catch_unwind().await.is_err();
    if panicked {
        tracing::error!(task, "a task has panicked and begins anew");
        tokio::time::sleep(PAUSE).await;
    }
    panicked
}
