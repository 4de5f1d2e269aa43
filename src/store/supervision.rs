//! Tasks that serve all callers for as long as the process lives: a panic in one is a defect, and must not end it.

use std::panic::AssertUnwindSafe;
use std::time::Duration;

use futures_util::FutureExt;

/// The pause before a task that has panicked is restarted.
const PAUSE: Duration = Duration::from_secs(1);

/// Runs a task until it returns. After a panic it is logged and, after a pause, started anew by `begin`.
pub(super) async fn supervise<F: Future<Output = ()>>(task: &'static str, begin: impl Fn() -> F) {
    while goes_on(task, begin()).await {}
}

/// Runs a task until it returns or panics. `true` after a panic, once it is logged and the pause is over.
pub(super) async fn goes_on(task: &'static str, run: impl Future<Output = ()>) -> bool {
    let panicked = AssertUnwindSafe(run).catch_unwind().await.is_err();
    if panicked {
        tracing::error!(task, "a task has panicked and begins anew");
        tokio::time::sleep(PAUSE).await;
    }
    panicked
}
