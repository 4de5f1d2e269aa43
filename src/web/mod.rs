//! HTTP. The route table is on one screen; a handler extracts, parses, calls one action or one read, and renders.

pub mod api;
pub mod assets;
mod cards;
mod client;
mod edge;
mod error;
mod extract;
mod guesses;
mod gzip;
mod hooks;
mod json;
mod kept_pages;
mod limits;
mod links;
mod live;
mod metrics;
mod ops;
mod pages;
mod places;
mod reader;
mod security;
mod serve;
mod state;
pub mod style;
mod trace;
mod typed;
mod unproved;
mod well_known;

use axum::Router;
use axum::middleware::from_fn;
use axum::routing::{get, post};
use tower_http::compression::{CompressionLayer, CompressionLevel};

use self::edge::{Wing, around};
pub use self::serve::{Connections, Ending, serve};
pub use self::state::{Settings, State};

/// The router of an address that only the operator's own network reaches.
pub fn metrics_router(state: State) -> Router {
    Router::new().route("/metrics", get(metrics::show)).with_state(state)
}

/// Every other route.
pub fn router(state: State) -> Router {
    let payers = Router::new()
        .route("/r/{code}", get(pages::request::show))
        .route("/r/{code}/pay", post(pages::request::pay))
        .route("/r/{code}/live", get(pages::request::live))
        .route("/r/{code}/print", get(pages::sheet::show))
        .route("/r/{code}/report", get(pages::report::show_request).post(pages::report::report_request))
        // A QR code may spell the link's path in capitals: see share/qr/link.rs.
        .route("/R/{code}", get(pages::request::show))
        .route("/r/{code}/card.png", get(pages::card::of_request))
        .route("/p/{token}", get(pages::payment::show))
        .route("/p/{token}/receipt.json", get(pages::receipt::download))
        .route("/p/{token}/qr.png", get(pages::payment_qr::picture))
        .route("/p/{token}/qr-bill", get(pages::qr_bill::show))
        .route("/p/{token}/claim", post(pages::payment::claim))
        .route("/p/{token}/live", get(pages::payment::live))
        .route("/sandbox/{method}/{order}", get(pages::sandbox::show).post(pages::sandbox::decide))
        .route("/{handle}", get(pages::personal::show))
        .route("/{handle}/live", get(pages::personal::live))
        .route("/{handle}/card.png", get(pages::card::of_payee))
        .route("/{handle}/pay", post(pages::personal::pay))
        .route("/{handle}/report", get(pages::report::show_page).post(pages::report::report_page))
        .route("/{handle}/{amount}", get(pages::personal::show_amount))
        .route("/{handle}/{amount}/live", get(pages::personal::live_amount))
        .route("/{handle}/{amount}/pay", post(pages::personal::pay_amount))
        .method_not_allowed_fallback(pages::problem::wrong_method);

    // A download is a stream: it is compressed as it goes.
    let downloads = CompressionLayer::new().gzip(true).quality(CompressionLevel::Fastest);

    let sellers = Router::new()
        .route("/app", get(pages::list::show))
        .route("/app/new", get(pages::new::show).post(pages::new::make))
        .route("/app/requests/{code}", get(pages::seller_request::show))
        .route("/app/requests/{code}/live", get(pages::seller_live::live))
        .route("/app/requests/{code}/change", post(pages::seller_request::change))
        .route("/app/requests/{code}/cancel", post(pages::seller_request::cancel))
        .route("/app/requests/{code}/erase", post(pages::seller_request::erase))
        .route("/app/requests/{code}/mark-paid", post(pages::seller_request::mark_paid))
        .route("/app/payments/{id}/confirm", post(pages::seller_request::confirm))
        .route("/app/payments/{id}/set-aside", post(pages::refund::set_aside))
        .route("/app/payments/{id}/refund", post(pages::refund::refund))
        .route("/app/payments/{id}/refunds/{refund}/sent", post(pages::refund::sent))
        .route("/app/payments/{id}/refunds/{refund}/not-sent", post(pages::refund::not_sent))
        .route("/app/methods", get(pages::methods::show).post(pages::methods::add))
        .route("/app/methods/{id}/delete", post(pages::methods::remove))
        .route("/app/methods/{id}/up", post(pages::methods::move_up))
        .route("/app/export", get(pages::export::show))
        .route("/app/export/movements", get(pages::export::download).layer(downloads))
        .route("/app/settings", get(pages::settings::show).post(pages::settings::save))
        .route("/app/settings/owner-key", post(pages::settings::new_owner_key))
        .route("/app/sign-up", get(pages::sign_up::show).post(pages::sign_up::sign_up))
        .route("/app/sign-in", get(pages::sign_in::show).post(pages::sign_in::by_key))
        .route("/app/sign-in/{token}", get(pages::sign_in::show_link).post(pages::sign_in::by_link))
        .route("/app/sign-out", post(pages::sign_in::sign_out))
        .route("/app/sign-out-everywhere", post(pages::sign_in::sign_out_everywhere))
        .layer(security::same_origin(&state))
        .layer(from_fn(security::sellers_pages));

    let pages = Router::new()
        .route("/", get(pages::home::show))
        .merge(sellers)
        .fallback(pages::problem::not_found)
        .method_not_allowed_fallback(pages::problem::wrong_method);

    let api = Router::new()
        .route("/me", get(api::me::show))
        .route("/requests", get(api::request_list::list).post(api::requests::create))
        .route("/requests/{code}", get(api::requests::show).patch(api::requests::change))
        .route("/requests/{code}/cancel", post(api::requests::cancel))
        .route("/requests/{code}/erase", post(api::requests::erase))
        .route("/requests/{code}/payments", post(api::payments::record))
        .route("/payments", get(api::payments::list))
        .route("/payments/{id}", get(api::payments::show))
        .route("/payments/{id}/set-aside", post(api::payments::set_aside))
        .route("/payments/{id}/refund", post(api::payments::refund))
        .route("/payments/{id}/refunds/{refund}/sent", post(api::payments::refund_sent))
        .route("/payments/{id}/refunds/{refund}/not-sent", post(api::payments::refund_not_sent))
        .route("/methods", get(api::methods::list).post(api::methods::add))
        .route("/methods/{id}", axum::routing::delete(api::methods::remove).patch(api::methods::reorder))
        .route("/exports/movements", get(api::exports::movements))
        .fallback(api::not_found)
        .method_not_allowed_fallback(api::wrong_method);

    let machines = Router::new()
        .nest("/api/v1", api)
        .route("/hooks/{rail}/{method}", post(hooks::receive))
        .route("/static/{file}", get(assets::serve))
        .route("/favicon.ico", get(assets::icon))
        .route("/apple-touch-icon.png", get(assets::no_icon))
        .route("/.well-known/chit-keys.json", get(well_known::keys))
        .route("/robots.txt", get(ops::robots))
        .route("/healthz", get(ops::healthy))
        .route("/readyz", get(ops::ready));

    around(payers, Wing::Payers, &state)
        .merge(around(pages, Wing::Pages, &state))
        .merge(around(machines, Wing::Machines, &state))
        .with_state(state)
}
