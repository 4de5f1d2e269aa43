//! The one middleware around every handler: refusals, headers, problem pages, compression and the access log, in this order.
//!
//! Each layer of a router is a service that is cloned and boxed for every request, with all the layers inside of it. So the steps are
//! plain functions of the modules that they belong to, and one layer calls them.

use std::panic::AssertUnwindSafe;
use std::time::Duration;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use futures_util::FutureExt;
use tracing::Instrument;

use super::calls_left::CallsLeftSlot;
use super::extract::Asker;
use super::reader::Reader;
use super::trace::Access;
use super::{gzip, links, security};
use crate::web::App;
use crate::web::error::{self, Audience, Error, UnrenderedProblem, UnwrittenProblem};
use crate::web::machines::assets;

/// The largest request body, in bytes. Forms and API calls are small; statements have a limit of their own.
const BODY_LIMIT: usize = 64 * 1024;

/// The time in which a client has to send its body and a handler to begin its answer. A download may run longer, once it has begun.
const PATIENCE: Duration = Duration::from_secs(30);

/// The same for statements, which are large, and are decided entry by entry before the answer begins.
const STATEMENTS: [&str; 2] = ["/api/v1/statements", "/app/books/statements"];
const LONG_PATIENCE: Duration = Duration::from_secs(300);

/// A group of routes with rules of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RouteGroup {
    /// Payers' pages, which redirect to payment pages of providers.
    Payers,
    /// Sellers' pages, the front page and the 404 page.
    Pages,
    /// The API, webhooks, assets and probes.
    Machines,
}

impl RouteGroup {
    /// The group's name in the metrics.
    fn name(self) -> &'static str {
        match self {
            Self::Payers => "payers",
            Self::Pages => "pages",
            Self::Machines => "machines",
        }
    }
}

/// Puts the middleware around the routes of a group, and around its fallbacks.
pub fn wrap(routes: Router<App>, group: RouteGroup, app: &App) -> Router<App> {
    routes.layer(from_fn_with_state((app.clone(), group), answer))
}

/// Runs a request through all steps and its handler.
async fn answer(State((app, group)): State<(App, RouteGroup)>, mut request: Request, next: Next) -> Response {
    let access = Access::of(&request);
    let reader = Reader::of(request.uri(), request.headers());
    let (audience, asker) = (Audience::of(request.uri().path()), Asker::of(request.uri()));
    let takes_gzip = assets::takes(request.headers(), "gzip");
    DefaultBodyLimit::max(BODY_LIMIT).apply(&mut request);
    let calls_left = CallsLeftSlot::default();
    if group == RouteGroup::Machines {
        request.extensions_mut().insert(calls_left.clone());
    }

    let mut response = match refuse_or_mend(group, &request) {
        Some(response) => response,
        None => {
            let mut response = run(next, request, asker).instrument(access.span()).await;
            if group == RouteGroup::Payers {
                security::allow_payment_pages(&app, &mut response);
            }
            response
        }
    };
    security::protect(&app, &mut response);
    // Handlers leave an `UnrenderedProblem` in the extensions; it is rendered here, where the reader's language is known.
    if let Some(problem) = response.extensions_mut().remove::<UnrenderedProblem>() {
        response = problem.page(&reader, audience, app.feet.foot(), response);
    }
    calls_left.tell(response.headers_mut());
    // For programs, where the service's own address is known.
    if let Some(problem) = response.extensions_mut().remove::<UnwrittenProblem>() {
        response = problem.json(&app.ctx, response);
    }
    let response = app.mount.place(response).await;
    let mut response = gzip::compress(response, takes_gzip).await;
    access.log(&mut response, &app.traffic, group.name());
    response
}

/// Answers a request that must not reach a handler.
fn refuse_or_mend(group: RouteGroup, request: &Request) -> Option<Response> {
    let mended = || if group == RouteGroup::Machines { None } else { links::mend(request) };
    let refused = || if group == RouteGroup::Payers { security::refuse_cross_site(request) } else { None };
    security::refuse_path(request).or_else(mended).or_else(refused)
}

/// Runs the handler within [`PATIENCE`]: 408 afterwards, 500 when it panics.
async fn run(next: Next, request: Request, asker: Asker) -> Response {
    let patience = if STATEMENTS.contains(&request.uri().path()) { LONG_PATIENCE } else { PATIENCE };
    let answered = tokio::time::timeout(patience, next.run(request));
    match AssertUnwindSafe(answered).catch_unwind().await {
        Ok(Ok(answered)) => answered,
        Ok(Err(_)) => asker.told(Error::TooSlow),
        Err(panic) => asker.told(error::panicked(panic)),
    }
}
