//! HTTP. The route table is on one screen; a handler extracts, parses, calls one action or one read, and renders.

mod access;
mod after_view;
pub mod api;
mod app;
mod chart;
mod docs;
mod error;
mod home;
mod http;
mod machines;
mod pay;
mod service_text;
mod sheet;
mod state;
mod take_along;
mod view;

use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use tower_http::compression::{CompressionLayer, CompressionLevel};

pub use self::api::description::JSON as OPENAPI;
pub use self::api::events::RESOURCES;
use self::app::catalogue::product;
use self::app::settings::webhooks;
use self::http::edge::{RouteGroup, wrap};
use self::http::handler::{any, delete, get, post};
pub use self::http::serve::{Connections, Ending, serve};
pub use self::state::{App, WebSettings};
pub use self::take_along::{TakeAlong, take_along};

/// The router of an address that only the operator's own network reaches.
pub fn metrics_router(app: App) -> Router {
    Router::new().route("/metrics", get(machines::metrics::show)).with_state(app)
}

/// All routes below the public URL.
pub fn router(app: App) -> Router {
    let payers = Router::new()
        .route("/r/{code}", get(pay::request::show))
        .route("/r/{code}/pay", post(pay::request::pay))
        .route("/r/{code}/live", get(pay::request::live))
        .route("/r/{code}/print", get(pay::sheet::show))
        .route("/r/{code}/send", get(pay::order_sent::show))
        .route("/r/{code}/report", get(pay::report::show_request).post(any(pay::report::report_request)))
        // A QR code may spell the link's path in capitals: see share/qr/link.rs.
        .route("/R/{code}", get(pay::request::show))
        .route("/r/{code}/card.png", get(machines::card_pictures::of_request))
        .route("/p/{token}", get(pay::payment::show))
        .route("/p/{token}/receipt.json", get(pay::receipt::download))
        .route("/p/{token}/qr.png", get(pay::payment_qr::picture))
        .route("/p/{token}/qr-bill", get(pay::qr_bill::show))
        .route("/p/{token}/claim", post(pay::payment::claim))
        .route("/p/{token}/live", get(pay::payment::live))
        .route("/sandbox/{method}/{order}", get(pay::sandbox::show).post(any(pay::sandbox::decide)))
        .route("/{handle}", get(pay::personal::show))
        .route("/{handle}/live", get(pay::personal::live))
        .route("/{handle}/card.png", get(machines::card_pictures::of_payee))
        .route("/{handle}/pay", post(pay::personal::pay))
        .route("/{handle}/order", get(pay::order::show).post(any(pay::order::order)))
        .route("/{handle}/order/print", get(pay::sheet::show_order))
        .route("/{handle}/report", get(pay::report::show_page).post(any(pay::report::report_page)))
        .route("/{handle}/{amount}", get(pay::personal::show_amount))
        .route("/{handle}/{amount}/live", get(pay::personal::live_amount))
        .route("/{handle}/{amount}/pay", post(pay::personal::pay_amount))
        .method_not_allowed_fallback(error::no_route::wrong_method);

    // Downloads are streamed, so they are compressed on the fly.
    let downloads = CompressionLayer::new().gzip(true).quality(CompressionLevel::Fastest);

    let sellers = Router::new()
        .route("/app", get(app::home::show))
        .route("/app/manifest.webmanifest", get(app::pocket::manifest))
        .route("/app/worker.js", get(app::pocket::worker))
        .route("/app/offline", get(app::pocket::offline))
        .route("/app/live", get(app::live::live))
        .route("/app/look", get(app::look::show))
        .route("/app/look/seen", post(app::look::seen))
        .route("/app/look/arrived", get(app::look_all::ask).post(any(app::look_all::confirm)))
        .route("/app/settings/alerts", get(app::alerts::show))
        .route("/app/settings/alerts/devices", post(app::alerts::add))
        .route("/app/settings/alerts/devices/replace", post(app::alerts::replace))
        .route("/app/settings/alerts/devices/{id}/amounts", post(app::alerts::set_amounts))
        .route("/app/settings/alerts/devices/{id}/test", post(app::alerts::test))
        .route("/app/settings/alerts/devices/{id}/remove", post(app::alerts::remove))
        .route("/app/requests", get(app::list::show))
        .route("/app/new", get(app::new::show).post(any(app::new::make)))
        .route("/app/bulk", get(app::bulk::show).post(any(app::bulk::preview)))
        .route("/app/bulk/make", post(app::bulk::make))
        .route("/app/bulk/{id}", get(app::bulk::show_made))
        .route("/app/bulk/{id}/file", get(app::bulk::file))
        .route("/app/split", get(app::split::show).post(any(app::split::make)))
        .route("/app/splits/{id}", get(app::split_page::show))
        .route("/app/catalogue", get(app::catalogue::show).post(any(app::catalogue::save)))
        .route("/app/catalogue/add", get(product::show_new).post(any(product::add)))
        .route("/app/catalogue/{id}", get(product::show).post(any(product::change)))
        .route("/app/catalogue/{id}/available", post(app::catalogue::available))
        .route("/app/catalogue/{id}/up", post(app::catalogue::move_up))
        .route("/app/catalogue/{id}/down", post(app::catalogue::move_down))
        .route("/app/catalogue/{id}/remove", post(app::catalogue::remove))
        .route("/app/selected", get(app::list::show_many))
        .route("/app/selected/cancel", post(app::list::cancel_many))
        .route("/app/selected/archive", post(app::list::archive_many))
        .route("/app/selected/unarchive", post(app::list::unarchive_many))
        .route("/app/selected/label", post(app::list::label_many))
        .route("/app/requests/{code}/labels", get(app::list::of_request).post(any(app::list::set)))
        .route("/app/requests/{code}/archive", post(app::list::archive))
        .route("/app/requests/{code}/unarchive", post(app::list::unarchive))
        .route("/app/settings/labels", get(app::list::of_settings).post(any(app::list::rename)))
        .route("/app/settings/labels/delete", post(app::list::delete))
        .route("/app/requests/{code}", get(app::request::show))
        .route("/app/requests/{code}/live", get(app::request_live::live))
        .route("/app/requests/{code}/share", get(app::share_page::show))
        .route("/app/requests/{code}/show", get(app::show_code::show))
        .route("/app/requests/{code}/change", post(app::request_deeds::change))
        .route("/app/requests/{code}/cancel", post(app::request_deeds::cancel))
        .route("/app/requests/{code}/confirm-order", post(app::order::confirm))
        .route("/app/requests/{code}/stock", post(app::stock::change))
        .route("/app/requests/{code}/erase", post(app::request_deeds::erase))
        .route("/app/requests/{code}/mark-paid", post(app::request_deeds::mark_paid))
        .route("/app/payments/{id}/confirm", post(app::request_deeds::confirm))
        .route("/app/payments/{id}/not-yet", post(app::request_deeds::not_yet))
        .route("/app/payments/{id}/not-arrived", post(app::request_deeds::not_arrived))
        .route("/app/payments/{id}/keep", post(app::request_deeds::keep))
        .route("/app/payments/{id}/ask", post(app::request_deeds::ask_provider))
        .route("/app/payments/{id}/set-aside", post(app::refund::set_aside))
        .route("/app/payments/{id}/refund", get(app::refund::show).post(any(app::refund::refund)))
        .route("/app/payments/{id}/refunds/{refund}/sent", post(app::refund::sent))
        .route("/app/payments/{id}/refunds/{refund}/not-sent", post(app::refund::not_sent))
        .route("/app/methods", get(app::methods::show).post(any(app::methods::add::add)))
        .route("/app/methods/add", get(app::methods::add::show))
        .route("/app/methods/add/{rail}", get(app::methods::add::show_rail))
        .route("/app/methods/picture", post(app::methods::picture::show))
        .route("/app/methods/order", get(app::methods::order::show))
        .route("/app/methods/{id}/label", post(app::methods::label))
        .route("/app/methods/{id}/delete", post(app::methods::remove))
        .route("/app/methods/{id}/up", post(app::methods::order::move_up))
        .route("/app/methods/{id}/down", post(app::methods::order::move_down))
        .route("/app/charts", get(app::charts::show))
        .route("/app/books", get(app::books::export::show))
        .route("/app/books/month/{month}", get(app::books::month::show))
        .route("/app/books/deliveries", get(app::books::deliveries::show).post(any(app::books::deliveries::deliver)))
        .route("/app/books/deliveries/{batch}/file", get(app::books::deliveries::file).layer(downloads.clone()))
        .route("/app/books/close", get(app::books::close::show).post(any(app::books::close::close)))
        .route("/app/books/closing-day", post(app::books::close::set_closing_day))
        .route("/app/books/statements", get(app::books::statements::show).post(any(app::books::statements::import)))
        .route("/app/books/statements/{statement}", get(app::books::statement::show))
        .route("/app/books/statements/{statement}/undo", post(app::books::decisions::undo))
        .route("/app/books/statements/{statement}/entries/{entry}/confirm", post(app::books::decisions::confirm))
        .route("/app/books/statements/{statement}/entries/{entry}/dismiss", post(app::books::decisions::dismiss))
        .route("/app/books/accounts", get(app::books::accounts::show).post(any(app::books::accounts::save)))
        .route("/app/export", get(app::books::export::moved))
        .route("/app/export/progress", get(app::books::progress::show))
        .route("/app/export/movements", get(app::books::export::download).layer(downloads))
        .route("/app/settings", get(app::settings::show))
        .route("/app/settings/profile", get(app::settings::profile::show).post(any(app::settings::profile::save)))
        .route("/app/settings/language", get(app::settings::language::show).post(any(app::settings::language::save)))
        .route("/app/settings/pages-language", post(app::settings::language::keep))
        .route("/app/settings/keys", get(app::settings::keys::show).post(any(app::settings::keys::add)))
        .route("/app/settings/keys/{id}/rotate", post(app::settings::keys::rotate))
        .route("/app/settings/keys/{id}/revoke", post(app::settings::keys::revoke))
        .route("/app/settings/webhooks", get(webhooks::show).post(any(webhooks::add)))
        .route("/app/settings/webhooks/{id}", get(webhooks::show_one).post(any(webhooks::change)))
        .route("/app/settings/webhooks/{id}/disable", post(webhooks::disable))
        .route("/app/settings/webhooks/{id}/enable", post(webhooks::enable))
        .route("/app/settings/webhooks/{id}/rotate", post(webhooks::rotate))
        .route("/app/settings/webhooks/{id}/test", post(webhooks::test))
        .route("/app/settings/webhooks/{id}/remove", post(webhooks::remove))
        .route("/app/settings/webhooks/{id}/deliveries/{delivery}/retry", post(webhooks::retry))
        .route("/app/settings/owner-key", post(app::settings::keys::new_owner_key))
        .route("/app/settings/data", get(app::settings::data::show))
        .route("/app/settings/data/file", get(app::settings::data::file))
        .route("/app/settings/close", get(app::settings::close::show).post(any(app::settings::close::close)))
        .route("/app/settings/about", get(app::settings::show_about))
        .route("/app/operator", get(app::operator::overview::show))
        .route("/app/operator/take-down", post(app::operator::links::take_down))
        .route("/app/operator/put-back", post(app::operator::links::put_back))
        .route("/app/operator/dismiss", post(app::operator::links::dismiss))
        .route("/app/operator/health", get(app::operator::health::show))
        .route("/app/operator/texts/{text}", get(app::operator::texts::show).post(any(app::operator::texts::save)))
        .route("/app/settings/devices", get(app::devices::show))
        .route("/app/settings/passkeys", post(app::devices::add))
        .route("/app/settings/passkeys/start", post(app::devices::start))
        .route("/app/settings/passkeys/{id}/rename", post(app::devices::rename))
        .route("/app/settings/passkeys/{id}/revoke", post(app::devices::revoke))
        .route("/app/settings/recovery-codes", post(app::devices::new_codes))
        .route("/app/settings/people", post(app::devices::invite))
        .route("/app/settings/people/{member}/remove", post(app::devices::remove))
        .route("/app/invite/{token}", get(app::join::show).post(any(app::join::join)))
        .route("/app/sign-up", get(app::sign_up::show).post(any(app::sign_up::sign_up)))
        .route("/app/sign-in", get(app::sign_in::show).post(any(app::sign_in::by_key)))
        .route("/app/sign-in/start", post(app::sign_in::start))
        .route("/app/sign-in/passkey", post(app::sign_in::by_passkey))
        .route("/app/sign-in/recovery", post(app::sign_in::by_recovery_code))
        .route("/app/sign-in/{token}", get(app::sign_in::show_link).post(any(app::sign_in::by_link)))
        .route("/app/sign-out", post(app::sign_in::sign_out))
        .route("/app/sign-out-everywhere", post(app::sign_in::sign_out_everywhere))
        .layer(from_fn_with_state(app.clone(), app::renewal::renew))
        .layer(from_fn_with_state(app.clone(), app::kept::keep))
        // The last layer is the outermost: `sellers_pages` explains a refusal by `same_origin`.
        .layer(http::security::same_origin(&app))
        .layer(from_fn(http::security::sellers_pages));

    let pages = Router::new()
        .route("/", get(home::show))
        .route("/imprint", get(service_text::imprint))
        .route("/contact", get(service_text::contact))
        .route("/accessibility", get(service_text::accessibility))
        .route("/docs/api", get(docs::api))
        .route("/docs/problems/{problem}", get(docs::problem))
        .merge(sellers)
        .fallback(error::no_route::not_found)
        .method_not_allowed_fallback(error::no_route::wrong_method);

    let api = Router::new()
        .route("/me", get(api::me::show))
        .route("/requests/bulk", post(api::bulk::create))
        .route("/splits", post(api::splits::create))
        .route("/splits/{id}", get(api::splits::show))
        .route("/requests", get(api::request_list::list).post(any(api::requests::create)))
        .route("/requests/{code}", get(api::requests::show).patch(any(api::request_change::change)))
        .route("/requests/{code}/cancel", post(api::requests::cancel))
        .route("/requests/{code}/confirm", post(api::catalogue::confirm_order))
        .route("/requests/{code}/erase", post(api::requests::erase))
        .route("/requests/{code}/archive", post(api::archive::archive))
        .route("/requests/{code}/unarchive", post(api::archive::unarchive))
        .route("/requests/{code}/payments", post(api::payments::record))
        .route("/payments", get(api::payments::list))
        .route("/payments/{id}", get(api::payments::show))
        .route("/payments/{id}/set-aside", post(api::payments::set_aside))
        .route("/payments/{id}/refund", post(api::refunds::refund))
        .route("/payments/{id}/refunds/{refund}/sent", post(api::refunds::refund_sent))
        .route("/payments/{id}/refunds/{refund}/not-sent", post(api::refunds::refund_not_sent))
        .route("/catalogue", get(api::catalogue::show).put(any(api::catalogue::replace)))
        .route("/methods", get(api::methods::list).post(any(api::methods::add)))
        .route("/methods/{id}", delete(api::methods::remove).patch(any(api::methods::reorder)))
        .route("/exports/movements", get(api::exports::movements))
        .route("/batches", get(api::batches::list).post(any(api::batches::make)))
        .route("/batches/{id}", get(api::batches::show))
        .route("/batches/{id}/file", get(api::batches::file))
        .route("/closes", get(api::closes::list).post(any(api::closes::close)))
        .route("/statements", get(api::statements::list).post(any(api::statements::import)))
        .route("/statements/{id}", get(api::statements::show))
        .route("/statements/{id}/undo", post(api::statements::undo))
        .route("/statements/{id}/entries", get(api::entries::list))
        .route("/statements/{id}/entries/{entry}/confirm", post(api::entries::confirm))
        .route("/statements/{id}/entries/{entry}/dismiss", post(api::entries::dismiss))
        .route("/keys", get(api::keys::list).post(any(api::keys::add)))
        .route("/keys/{id}", delete(api::keys::revoke))
        .route("/keys/{id}/rotate", post(api::keys::rotate))
        .route("/webhooks", get(api::webhooks::list).post(any(api::webhooks::add)))
        .route(
            "/webhooks/{id}",
            get(api::webhooks::show).patch(any(api::webhooks::change)).delete(any(api::webhooks::remove)),
        )
        .route("/webhooks/{id}/rotate", post(api::webhooks::rotate))
        .route("/webhooks/{id}/test", post(api::deliveries::test))
        .route("/webhooks/{id}/deliveries", get(api::deliveries::list))
        .route("/webhooks/{id}/deliveries/{delivery}/retry", post(api::deliveries::retry))
        .route("/events", get(api::events::list))
        // Clients of the API get problem+json, never a page.
        .fallback(api::not_found)
        .method_not_allowed_fallback(api::wrong_method);

    let machines = Router::new()
        .nest("/api/v1", api)
        .route("/openapi.json", get(docs::openapi))
        .route("/hooks/{rail}/{method}", post(machines::hooks::receive))
        .route("/static/{file}", get(machines::assets::serve))
        .route("/favicon.ico", get(machines::assets::icon))
        .route("/apple-touch-icon.png", get(machines::assets::touch_icon))
        .route("/.well-known/chit-keys.json", get(machines::well_known::keys))
        .route("/.well-known/lnurlp/{handle}", get(machines::lnurl::show))
        .route("/.well-known/lnurlp/{handle}/callback", get(machines::lnurl::invoice))
        .route("/.well-known/lnurlp/{handle}/verify/{token}", get(machines::lnurl::verify))
        .route("/robots.txt", get(machines::ops::robots))
        .route("/healthz", get(machines::ops::healthy))
        .route("/readyz", get(machines::ops::ready));

    // Wrapped before the merge, because policies and checks differ from group to group.
    let mount = app.mount.clone();
    let routes = wrap(payers, RouteGroup::Payers, &app)
        .merge(wrap(pages, RouteGroup::Pages, &app))
        .merge(wrap(machines, RouteGroup::Machines, &app))
        .with_state(app);
    mount.wrap(routes)
}
