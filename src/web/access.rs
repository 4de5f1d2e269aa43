//! The table of all addresses of sellers and programs, with what each of them needs: a role's right or a key's scope. The extractors
//! `SignedIn` and `ApiPayee` read it, so an address that is missing here is refused to everybody; a test walks all of them.

use std::collections::HashMap;
use std::sync::LazyLock;

use axum::http::Method;

use crate::domain::access::{Right, Scope};

/// The right or scope that an address requires of its caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// Nothing: signing in, up and out, and the front page.
    Nothing,
    /// A session of any role.
    Session,
    /// A session whose role has a right.
    May(Right),
    /// A session of an operator. To everybody else it is an unknown address.
    Operator,
    /// Any API key.
    Key,
    /// An API key with a scope.
    Scope(Scope),
    /// An API key with both of two scopes.
    Both(Scope, Scope),
}

use Need::{Key, May, Nothing, Operator, Session};
use Right::{BookMoney, KeepBooks, MakeRequests, Manage, SeeBooks, SeeRequests};
use Scope::{AccountingRead, Admin, PaymentsRead, PaymentsWrite, RequestsRead, RequestsWrite};

/// The pages, by method and route.
const PAGES: &[(&str, &str, Need)] = &[
    ("GET", "/", Nothing),
    ("GET", "/app", May(SeeRequests)),
    ("GET", "/app/manifest.webmanifest", Nothing),
    ("GET", "/app/worker.js", Nothing),
    ("GET", "/app/offline", Nothing),
    ("GET", "/app/live", May(SeeRequests)),
    ("GET", "/app/look", May(SeeRequests)),
    ("POST", "/app/look/seen", May(BookMoney)),
    ("GET", "/app/look/arrived", May(BookMoney)),
    ("POST", "/app/look/arrived", May(BookMoney)),
    ("GET", "/app/requests", May(SeeRequests)),
    ("GET", "/app/new", May(MakeRequests)),
    ("POST", "/app/new", May(MakeRequests)),
    ("GET", "/app/bulk", May(MakeRequests)),
    ("POST", "/app/bulk", May(MakeRequests)),
    ("POST", "/app/bulk/make", May(MakeRequests)),
    ("GET", "/app/bulk/{id}", May(MakeRequests)),
    ("GET", "/app/bulk/{id}/file", May(MakeRequests)),
    ("GET", "/app/split", May(MakeRequests)),
    ("POST", "/app/split", May(MakeRequests)),
    ("GET", "/app/splits/{id}", May(MakeRequests)),
    ("GET", "/app/requests/{code}", May(SeeRequests)),
    ("GET", "/app/requests/{code}/live", May(SeeRequests)),
    ("GET", "/app/requests/{code}/share", May(MakeRequests)),
    ("GET", "/app/requests/{code}/show", May(MakeRequests)),
    ("POST", "/app/requests/{code}/change", May(MakeRequests)),
    ("POST", "/app/requests/{code}/cancel", May(MakeRequests)),
    ("POST", "/app/requests/{code}/stock", May(MakeRequests)),
    ("POST", "/app/requests/{code}/erase", May(MakeRequests)),
    ("GET", "/app/requests/{code}/labels", May(MakeRequests)),
    ("POST", "/app/requests/{code}/labels", May(MakeRequests)),
    ("POST", "/app/requests/{code}/archive", May(MakeRequests)),
    ("POST", "/app/requests/{code}/unarchive", May(MakeRequests)),
    ("GET", "/app/selected", May(SeeRequests)),
    ("POST", "/app/selected/cancel", May(MakeRequests)),
    ("POST", "/app/selected/archive", May(MakeRequests)),
    ("POST", "/app/selected/unarchive", May(MakeRequests)),
    ("POST", "/app/selected/label", May(MakeRequests)),
    ("POST", "/app/requests/{code}/mark-paid", May(BookMoney)),
    ("POST", "/app/payments/{id}/confirm", May(BookMoney)),
    ("POST", "/app/payments/{id}/set-aside", May(BookMoney)),
    ("POST", "/app/payments/{id}/not-yet", May(BookMoney)),
    ("POST", "/app/payments/{id}/not-arrived", May(BookMoney)),
    ("POST", "/app/payments/{id}/keep", May(BookMoney)),
    ("POST", "/app/payments/{id}/ask", May(BookMoney)),
    ("GET", "/app/payments/{id}/refund", May(BookMoney)),
    ("POST", "/app/payments/{id}/refund", May(BookMoney)),
    ("POST", "/app/payments/{id}/refunds/{refund}/sent", May(BookMoney)),
    ("POST", "/app/payments/{id}/refunds/{refund}/not-sent", May(BookMoney)),
    ("GET", "/app/methods", May(Manage)),
    ("POST", "/app/methods", May(Manage)),
    ("POST", "/app/methods/{id}/delete", May(Manage)),
    ("POST", "/app/methods/{id}/up", May(Manage)),
    ("POST", "/app/methods/{id}/down", May(Manage)),
    ("POST", "/app/methods/{id}/label", May(Manage)),
    ("GET", "/app/methods/add", May(Manage)),
    ("GET", "/app/methods/add/{rail}", May(Manage)),
    ("POST", "/app/methods/picture", May(Manage)),
    ("GET", "/app/methods/order", May(Manage)),
    ("GET", "/app/charts", May(SeeRequests)),
    ("GET", "/app/books", May(SeeBooks)),
    ("GET", "/app/books/month/{month}", May(SeeBooks)),
    ("GET", "/app/books/deliveries", May(SeeBooks)),
    ("POST", "/app/books/deliveries", May(KeepBooks)),
    ("GET", "/app/books/deliveries/{batch}/file", May(SeeBooks)),
    ("GET", "/app/books/close", May(SeeBooks)),
    ("POST", "/app/books/close", May(KeepBooks)),
    ("POST", "/app/books/closing-day", May(KeepBooks)),
    ("GET", "/app/books/statements", May(SeeBooks)),
    ("POST", "/app/books/statements", May(KeepBooks)),
    ("GET", "/app/books/statements/{statement}", May(SeeBooks)),
    ("POST", "/app/books/statements/{statement}/undo", May(KeepBooks)),
    ("POST", "/app/books/statements/{statement}/entries/{entry}/confirm", May(KeepBooks)),
    ("POST", "/app/books/statements/{statement}/entries/{entry}/dismiss", May(KeepBooks)),
    ("GET", "/app/books/accounts", May(SeeBooks)),
    ("POST", "/app/books/accounts", May(KeepBooks)),
    ("GET", "/app/export", May(SeeBooks)),
    ("GET", "/app/export/movements", May(SeeBooks)),
    ("GET", "/app/export/progress", May(SeeBooks)),
    // The menu of settings is everybody's, since each has devices; what is behind it is not.
    ("GET", "/app/settings", Session),
    ("POST", "/app/settings/owner-key", May(Manage)),
    ("GET", "/app/settings/keys", May(Manage)),
    ("POST", "/app/settings/keys", May(Manage)),
    ("POST", "/app/settings/keys/{id}/rotate", May(Manage)),
    ("POST", "/app/settings/keys/{id}/revoke", May(Manage)),
    ("GET", "/app/settings/webhooks", May(Manage)),
    ("POST", "/app/settings/webhooks", May(Manage)),
    ("GET", "/app/settings/webhooks/{id}", May(Manage)),
    ("POST", "/app/settings/webhooks/{id}", May(Manage)),
    ("POST", "/app/settings/webhooks/{id}/disable", May(Manage)),
    ("POST", "/app/settings/webhooks/{id}/enable", May(Manage)),
    ("POST", "/app/settings/webhooks/{id}/rotate", May(Manage)),
    ("POST", "/app/settings/webhooks/{id}/test", May(Manage)),
    ("POST", "/app/settings/webhooks/{id}/remove", May(Manage)),
    ("POST", "/app/settings/webhooks/{id}/deliveries/{delivery}/retry", May(Manage)),
    ("GET", "/app/settings/profile", May(Manage)),
    ("POST", "/app/settings/profile", May(Manage)),
    ("GET", "/app/settings/language", Session),
    ("POST", "/app/settings/language", May(Manage)),
    ("POST", "/app/settings/pages-language", Session),
    ("GET", "/app/catalogue", May(MakeRequests)),
    ("POST", "/app/catalogue", May(MakeRequests)),
    ("GET", "/app/catalogue/add", May(MakeRequests)),
    ("POST", "/app/catalogue/add", May(MakeRequests)),
    ("GET", "/app/catalogue/{id}", May(MakeRequests)),
    ("POST", "/app/catalogue/{id}", May(MakeRequests)),
    ("POST", "/app/catalogue/{id}/available", May(MakeRequests)),
    ("POST", "/app/catalogue/{id}/up", May(MakeRequests)),
    ("POST", "/app/catalogue/{id}/down", May(MakeRequests)),
    ("POST", "/app/catalogue/{id}/remove", May(MakeRequests)),
    ("POST", "/app/requests/{code}/confirm-order", May(MakeRequests)),
    ("GET", "/app/settings/labels", May(MakeRequests)),
    ("POST", "/app/settings/labels", May(MakeRequests)),
    ("POST", "/app/settings/labels/delete", May(MakeRequests)),
    ("GET", "/app/settings/alerts", Session),
    ("POST", "/app/settings/alerts/devices", Session),
    ("POST", "/app/settings/alerts/devices/replace", Session),
    ("POST", "/app/settings/alerts/devices/{id}/amounts", Session),
    ("POST", "/app/settings/alerts/devices/{id}/test", Session),
    ("POST", "/app/settings/alerts/devices/{id}/remove", Session),
    ("GET", "/app/settings/data", Session),
    ("GET", "/app/settings/data/file", May(Manage)),
    ("GET", "/app/settings/close", May(Manage)),
    ("POST", "/app/settings/close", May(Manage)),
    ("GET", "/app/settings/about", Session),
    ("GET", "/app/settings/devices", Session),
    ("POST", "/app/settings/passkeys/start", Session),
    ("POST", "/app/settings/passkeys", Session),
    ("POST", "/app/settings/passkeys/{id}/rename", Session),
    ("POST", "/app/settings/passkeys/{id}/revoke", Session),
    ("POST", "/app/settings/recovery-codes", Session),
    ("POST", "/app/settings/people", May(Manage)),
    ("POST", "/app/settings/people/{member}/remove", May(Manage)),
    ("GET", "/app/operator", Operator),
    ("POST", "/app/operator/take-down", Operator),
    ("POST", "/app/operator/put-back", Operator),
    ("POST", "/app/operator/dismiss", Operator),
    ("GET", "/app/operator/health", Operator),
    ("GET", "/app/operator/texts/{text}", Operator),
    ("POST", "/app/operator/texts/{text}", Operator),
    ("GET", "/app/sign-up", Nothing),
    ("POST", "/app/sign-up", Nothing),
    ("GET", "/app/sign-in", Nothing),
    ("POST", "/app/sign-in", Nothing),
    ("POST", "/app/sign-in/start", Nothing),
    ("POST", "/app/sign-in/passkey", Nothing),
    ("POST", "/app/sign-in/recovery", Nothing),
    ("GET", "/app/sign-in/{token}", Nothing),
    ("POST", "/app/sign-in/{token}", Nothing),
    ("GET", "/app/invite/{token}", Nothing),
    ("POST", "/app/invite/{token}", Nothing),
    ("POST", "/app/sign-out", Nothing),
    ("POST", "/app/sign-out-everywhere", Nothing),
];

/// The API's calls, by method and route below `/api/v1`.
const CALLS: &[(&str, &str, Need)] = &[
    ("GET", "/me", Key),
    ("GET", "/requests", Need::Scope(RequestsRead)),
    ("POST", "/requests", Need::Scope(RequestsWrite)),
    ("POST", "/requests/bulk", Need::Scope(RequestsWrite)),
    ("POST", "/splits", Need::Scope(RequestsWrite)),
    ("GET", "/splits/{id}", Need::Scope(RequestsRead)),
    ("GET", "/requests/{code}", Need::Scope(RequestsRead)),
    ("PATCH", "/requests/{code}", Need::Scope(RequestsWrite)),
    ("POST", "/requests/{code}/cancel", Need::Scope(RequestsWrite)),
    ("POST", "/requests/{code}/erase", Need::Scope(RequestsWrite)),
    ("POST", "/requests/{code}/confirm", Need::Scope(RequestsWrite)),
    ("GET", "/catalogue", Need::Scope(RequestsRead)),
    ("PUT", "/catalogue", Need::Scope(RequestsWrite)),
    ("POST", "/requests/{code}/archive", Need::Scope(RequestsWrite)),
    ("POST", "/requests/{code}/unarchive", Need::Scope(RequestsWrite)),
    ("POST", "/requests/{code}/payments", Need::Scope(PaymentsWrite)),
    ("GET", "/payments", Need::Scope(PaymentsRead)),
    ("GET", "/payments/{id}", Need::Scope(PaymentsRead)),
    ("POST", "/payments/{id}/set-aside", Need::Scope(PaymentsWrite)),
    ("POST", "/payments/{id}/refund", Need::Scope(PaymentsWrite)),
    ("POST", "/payments/{id}/refunds/{refund}/sent", Need::Scope(PaymentsWrite)),
    ("POST", "/payments/{id}/refunds/{refund}/not-sent", Need::Scope(PaymentsWrite)),
    ("GET", "/methods", Need::Scope(Admin)),
    ("POST", "/methods", Need::Scope(Admin)),
    ("DELETE", "/methods/{id}", Need::Scope(Admin)),
    ("PATCH", "/methods/{id}", Need::Scope(Admin)),
    ("GET", "/exports/movements", Need::Scope(AccountingRead)),
    ("GET", "/batches", Need::Scope(AccountingRead)),
    ("POST", "/batches", Need::Scope(Admin)),
    ("GET", "/batches/{id}", Need::Scope(AccountingRead)),
    ("GET", "/batches/{id}/file", Need::Scope(AccountingRead)),
    ("GET", "/closes", Need::Scope(AccountingRead)),
    ("POST", "/closes", Need::Scope(Admin)),
    ("GET", "/statements", Need::Scope(AccountingRead)),
    ("POST", "/statements", Need::Scope(Admin)),
    ("GET", "/statements/{id}", Need::Scope(AccountingRead)),
    ("POST", "/statements/{id}/undo", Need::Scope(Admin)),
    ("GET", "/statements/{id}/entries", Need::Scope(AccountingRead)),
    ("POST", "/statements/{id}/entries/{entry}/confirm", Need::Scope(Admin)),
    ("POST", "/statements/{id}/entries/{entry}/dismiss", Need::Scope(Admin)),
    ("GET", "/webhooks", Need::Scope(Admin)),
    ("POST", "/webhooks", Need::Scope(Admin)),
    ("GET", "/webhooks/{id}", Need::Scope(Admin)),
    ("PATCH", "/webhooks/{id}", Need::Scope(Admin)),
    ("DELETE", "/webhooks/{id}", Need::Scope(Admin)),
    ("POST", "/webhooks/{id}/rotate", Need::Scope(Admin)),
    ("POST", "/webhooks/{id}/test", Need::Scope(Admin)),
    ("GET", "/webhooks/{id}/deliveries", Need::Scope(Admin)),
    ("POST", "/webhooks/{id}/deliveries/{delivery}/retry", Need::Scope(Admin)),
    ("GET", "/keys", Need::Scope(Admin)),
    ("POST", "/keys", Need::Scope(Admin)),
    ("DELETE", "/keys/{id}", Need::Scope(Admin)),
    ("POST", "/keys/{id}/rotate", Need::Scope(Admin)),
    // Events are about both.
    ("GET", "/events", Need::Both(RequestsRead, PaymentsRead)),
];

/// The prefix of the API's routes.
const API: &str = "/api/v1";

/// The routes whose forms may hold secrets, such as a provider's key: what was typed into them is never kept in a page.
const SECRET: [&str; 9] = [
    "/app/methods",
    "/app/sign-",
    "/app/settings/owner-key",
    "/app/settings/keys",
    "/app/settings/webhooks",
    // An endpoint at a push service is one.
    "/app/settings/alerts",
    "/app/settings/passkeys",
    "/app/settings/recovery-codes",
    // No secret, but nothing that anybody could go on with: who isn't signed in any more has closed it.
    "/app/settings/close",
];

type NeedsByRoute = HashMap<(&'static str, &'static str), Need>;

static TABLE: LazyLock<[NeedsByRoute; 2]> = LazyLock::new(|| {
    [PAGES, CALLS].map(|rows| rows.iter().map(|(method, route, need)| ((*method, *route), *need)).collect())
});

/// The requirement of a route; `None` for a route that is not in the table.
pub fn need(method: &Method, route: &str) -> Option<Need> {
    let [pages, calls] = &*TABLE;
    // A HEAD is a GET whose answer is not sent.
    let method = if method == Method::HEAD { "GET" } else { method.as_str() };
    match route.strip_prefix(API) {
        Some(route) => calls.get(&(method, route)).copied(),
        None => pages.get(&(method, route)).copied(),
    }
}

/// Returns whether what was typed into the form of a page may be kept while its seller signs in: it needs a session, and holds no secret.
pub fn may_be_kept(route: &str) -> bool {
    let needs_session = matches!(need(&Method::POST, route), Some(Session | May(_)));
    needs_session && !SECRET.iter().any(|prefix| route.starts_with(prefix))
}

/// Returns whether a path is one of a page's forms whose content may be kept.
pub fn is_kept_path(path: &str) -> bool {
    let fits = |route: &str| {
        let (wanted, parts) = (route.split('/'), path.split('/'));
        let plain =
            |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric() || b"_-".contains(&b));
        wanted.clone().count() == parts.clone().count()
            && wanted
                .zip(parts)
                .all(|(wanted, part)| if wanted.starts_with('{') { plain(part) } else { wanted == part })
    };
    PAGES.iter().any(|(method, route, _)| *method == "POST" && may_be_kept(route) && fits(route))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_route_stands_in_the_table_once() {
        let [pages, calls] = &*TABLE;
        assert_eq!((pages.len(), calls.len()), (PAGES.len(), CALLS.len()));
        assert_eq!(need(&Method::HEAD, "/app/methods"), Some(May(Manage)));
        assert_eq!(need(&Method::GET, "/api/v1/me"), Some(Key));
        for (method, route) in [(Method::GET, "/app/nothing"), (Method::DELETE, "/app"), (Method::GET, "/me")] {
            assert_eq!(need(&method, route), None, "{method} {route}");
        }
    }

    #[test]
    fn a_kept_form_goes_to_a_form_of_ours_and_holds_no_secret() {
        for good in ["/app/new", "/app/requests/3ofrqFxy6SKa/change", "/app/settings/profile", "/app/books/accounts"] {
            assert!(is_kept_path(good), "{good}");
        }
        for bad in [
            "",
            "/",
            "/app",
            "//evil.example/app/new",
            "https://evil.example/app/new",
            "/app/new?x",
            "/app/requests/../change",
            "/app/requests//change",
            "/app/methods",
            "/app/sign-in",
            "/app/sign-out",
            "/app/settings/owner-key",
            "/r/3ofrqFxy6SKa/pay",
        ] {
            assert!(!is_kept_path(bad), "{bad}");
        }
    }
}
