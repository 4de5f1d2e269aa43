//! The list beside a request's page, on a desk.

use super::query::ListQuery;
use super::rows::{DayView, RowFacts};
use super::{LENGTH, TotalsView};
use crate::store::RequestTotals;
use crate::web::App;
use crate::web::error::PageError;
use crate::web::http::extract::SignedIn;

/// The list that a request was opened from, see `app/list_pane.html`. Phones don't show it.
pub struct ListPane {
    /// The address of the list with its filter.
    pub back: String,
    /// The totals of what is filtered.
    pub count: String,
    /// The first page's requests under their days.
    pub days: Vec<DayView>,
}

impl ListPane {
    /// Reads the list of a filter, as a page's address carries it in `in`. `None` without one.
    ///
    /// # Errors
    /// The database's.
    pub async fn read(app: &App, who: &SignedIn, carried: Option<&str>) -> Result<Option<Self>, PageError> {
        let Some(carried) = carried else { return Ok(None) };
        let (query, now) = (ListQuery::parse(carried), app.ctx.clock.now());
        let (filter, _) = query.filter(&who.payee, now);
        let mut found = app.ctx.store.requests(&who.payee.id, &filter, LENGTH + 1, now).await?;
        let whole = found.len() <= LENGTH;
        found.truncate(LENGTH);
        let totals = if whole {
            RequestTotals::of(&found, &filter, now).map_err(crate::actions::Error::from)?
        } else {
            app.ctx.store.request_totals(&who.payee.id, &filter, now).await?
        };
        let rows = RowFacts::of(app, who, &found, query.carried()).await?;
        Ok(Some(Self {
            back: query.selecting(false),
            count: TotalsView::of(&totals, who).count,
            days: rows.by_day(&found),
        }))
    }
}
