//! Sessions that go on while they are used.

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::sign_in_page::cookie_until;
use crate::actions::payees::sign_in::renew_session;
use crate::web::App;
use crate::web::http::renewal::RenewalSlot;

/// Renews the session of a page that was shown, in the database and in the browser. A POST renews none: it may have ended the session.
pub async fn renew(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let slot = RenewalSlot::default();
    if request.method().is_safe() {
        request.extensions_mut().insert(slot.clone());
    }
    let response = next.run(request).await;
    let Some((session, until)) = slot.get() else { return response };
    if !response.status().is_success() || !renew_session(&app.ctx, session, *until).await {
        return response;
    }
    (cookie_until(&app, session, *until), response).into_response()
}
