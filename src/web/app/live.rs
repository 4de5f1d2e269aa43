//! `/app/live`: the event stream of Home and of what needs a look.

use axum::extract::State;
use axum::response::Response;

use super::home_figures::HomeFigures;
use crate::store::Subject;
use crate::web::App;
use crate::web::error::PageError;
use crate::web::http::client::Client;
use crate::web::http::extract::{PageQuery, SignedIn};
use crate::web::http::live::{self, LiveState, OpenPage, Since};

/// `GET /app/live`: one event once anything of the payee's Home has changed. Money that arrives, claims and new requests are notified;
/// other changes are found at intervals.
pub async fn live(
    State(app): State<App>,
    client: Client,
    who: SignedIn,
    PageQuery(Since { since }): PageQuery<Since>,
) -> Result<Response, PageError> {
    let told = who.words().say("page-changed").into_owned();
    let payee = who.payee;
    let (handle, subject) = (payee.handle.clone(), Subject::Requests(payee.id.clone()));
    let read = move |app: App| {
        let payee = payee.clone();
        async move {
            let now = app.ctx.clock.now();
            let figures = HomeFigures::read(&app, &payee, now).await?;
            let midnight = figures.today.succ_opt().map(|tomorrow| payee.zone.midnight(tomorrow));
            Ok(Some(LiveState { state: figures.word(), changes_at: midnight }))
        }
    };
    let page = OpenPage { code: None, payee: handle, shown: since, told, every: live::LOOK };
    Ok(live::stream_about(&app, client, page, Some(subject), read).await)
}
