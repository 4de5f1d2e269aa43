//! For operators and their machines.

use axum::extract::State;
use axum::http::StatusCode;

use crate::web::App;

/// `GET /healthz`: the process answers.
pub async fn healthy() -> &'static str {
    "ok\n"
}

/// `GET /readyz`: pages are served, writes are taken and background tasks run, and will go on. The database is asked by the pages' own way,
/// so that it doesn't say yes where they wait.
pub async fn ready(State(app): State<App>) -> (StatusCode, String) {
    if *app.leaving.borrow() {
        return (StatusCode::SERVICE_UNAVAILABLE, "the service is about to stop\n".into());
    }
    let answers = app.ctx.store.ready().await.inspect_err(|error| tracing::warn!(%error, "not ready")).is_ok();
    readiness(answers, &app.supervisor.ailing())
}

/// The answer about a database, and about tasks that are not well.
fn readiness(database_answers: bool, ailing: &[&str]) -> (StatusCode, String) {
    match (database_answers, ailing) {
        (false, _) => (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer, or takes no writes\n".into()),
        (true, []) => (StatusCode::OK, "ready\n".into()),
        (true, tasks) => (StatusCode::SERVICE_UNAVAILABLE, format!("background tasks failed: {}\n", tasks.join(", "))),
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

#[cfg(test)]
mod tests {
    use tokio::sync::watch;

    use super::*;
    use crate::domain::chance::Chance;
    use crate::domain::clock::Clock;
    use crate::supervisor::Supervisor;

    #[tokio::test]
    async fn a_task_that_panicked_is_named_until_it_is_well() {
        let supervisor = Supervisor::new(Clock::system(), Chance::scripted(|length| vec![0; length]));
        assert_eq!(readiness(true, &supervisor.ailing()), (StatusCode::OK, "ready\n".into()));
        // The service stops, so that the task isn't started again.
        let (_tell, told) = watch::channel(true);
        supervisor.run("polls", told.clone(), async || panic!("a defect")).await;
        supervisor.run("ends", told, async || panic!("another")).await;
        let (status, says) = readiness(true, &supervisor.ailing());
        assert_eq!((status.as_u16(), says.as_str()), (503, "background tasks failed: ends, polls\n"));
        assert_eq!(readiness(false, &[]).1, "the database does not answer, or takes no writes\n");
    }
}
