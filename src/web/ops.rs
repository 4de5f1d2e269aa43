//! For operators and their machines.

use axum::extract::State as FromState;
use axum::http::StatusCode;

use super::State;

/// `GET /healthz`: the process answers.
pub async fn healthy() -> &'static str {
    "ok\n"
}

/// `GET /readyz`: pages are served and writes are taken, and will be. Asked by the pages' own way to the database, so that it doesn't say
/// yes where they wait.
pub async fn ready(FromState(state): FromState<State>) -> (StatusCode, &'static str) {
    if *state.leaving.borrow() {
        return (StatusCode::SERVICE_UNAVAILABLE, "the service is about to stop\n");
    }
    match state.ctx.store.ready().await {
        Ok(()) => (StatusCode::OK, "ready\n"),
        Err(error) => {
            tracing::warn!(%error, "not ready");
            (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer, or takes no writes\n")
        }
    }
}

/// `GET /robots.txt` (RFC 9309): fetchers of link previews may read links, cards and static files; everybody else may read nothing, and
/// every answer says `noindex` besides. A crawler obeys one group only, the one that names it. The first group names a trainer of
/// models that would otherwise pass for its firm's preview fetcher. Handles may begin with `app`, `api` and so on, so rules end with
/// a slash or with the end of the path.
pub async fn robots() -> &'static str {
    "User-agent: Applebot-Extended\n\
    Disallow: /\n\
    \n\
    User-agent: facebookexternalhit\n\
    User-agent: Facebot\n\
    User-agent: Meta-ExternalHit\n\
    User-agent: WhatsApp\n\
    User-agent: Twitterbot\n\
    User-agent: LinkedInBot\n\
    User-agent: TelegramBot\n\
    User-agent: Slackbot-LinkExpanding\n\
    User-agent: Slack-ImgProxy\n\
    User-agent: Discordbot\n\
    User-agent: SkypeUriPreview\n\
    User-agent: Viber\n\
    User-agent: Applebot\n\
    User-agent: Iframely\n\
    User-agent: Mastodon\n\
    Disallow: /app$\n\
    Disallow: /app/\n\
    Disallow: /api/\n\
    Disallow: /p/\n\
    Disallow: /hooks/\n\
    Disallow: /sandbox/\n\
    Allow: /\n\
    \n\
    User-agent: *\n\
    Disallow: /\n"
}
