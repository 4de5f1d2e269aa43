//! `/app/export`: the export for somebody without an API key.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use chrono::{Datelike, NaiveDate};
use serde::Deserialize;

use crate::accounting::export::{FORMATS, FormatKind};
use crate::actions;
use crate::actions::books::export::ExportDraft;
use crate::domain::request::terms::day;
use crate::domain::text::filled;
use crate::web::App;
use crate::web::api::exports::stream;
use crate::web::error::PageError;
use crate::web::http::extract::{PageQuery, SignedIn};
use crate::web::view::render;
use crate::web::view::{FieldErrorView, errors};

#[derive(Template)]
#[template(path = "app/export.html")]
struct ExportPage {
    disabled: bool,
    from: String,
    to: String,
    zone: String,
    by: String,
    errors: Vec<FieldErrorView>,
    formats: &'static [FormatKind],
}

/// What the form asks for. Unlike the API's, its `to` is the last day of the period: that is how people say it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct ExportForm {
    from: String,
    to: String,
    zone: String,
    by: String,
    format: String,
}

impl ExportForm {
    fn draft(&self) -> ExportDraft {
        let after = |text: String| day(&text).ok().and_then(|d| d.succ_opt()).map_or(text, |d| d.to_string());
        ExportDraft {
            from: filled(&self.from),
            to: filled(&self.to).map(after),
            zone: filled(&self.zone),
            format: filled(&self.format),
            currency: None,
            by: filled(&self.by),
            after: None,
        }
    }
}

/// The period that the form suggests: the month before today's, which is mostly wanted; for somebody who wasn't here then, this month up to
/// today.
fn usual_period(today: NaiveDate, here_since: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
    let this_month = today.with_day(1)?;
    if here_since >= this_month {
        return Some((this_month, today));
    }
    let last = this_month.pred_opt()?;
    Some((last.with_day(1)?, last))
}

/// `GET /app/export`.
pub async fn show(State(app): State<App>, who: SignedIn) -> Result<Response, PageError> {
    let zone = who.payee.zone;
    let period = usual_period(zone.day_of(app.ctx.clock.now()), zone.day_of(who.payee.created_at));
    let (from, to) = period.map(|(from, to)| (from.to_string(), to.to_string())).unwrap_or_default();
    let (zone, by) = (zone.name().to_owned(), String::new());
    let disabled = who.payee.disabled_at.is_some();
    render(StatusCode::OK, &ExportPage { disabled, from, to, zone, by, errors: Vec::new(), formats: &FORMATS })
}

/// `GET /app/export/movements`.
pub async fn download(
    State(app): State<App>,
    who: SignedIn,
    PageQuery(form): PageQuery<ExportForm>,
) -> Result<Response, PageError> {
    match stream(&app.ctx, &who.payee, &form.draft()).await {
        Err(actions::Error::Invalid(fields)) => {
            let ExportForm { from, to, zone, by, format: _ } = form;
            let (disabled, errors) = (who.payee.disabled_at.is_some(), errors(fields));
            let page = ExportPage { disabled, from, to, zone, by, errors, formats: &FORMATS };
            render(StatusCode::BAD_REQUEST, &page)
        }
        file => Ok(file?),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_month_before_is_suggested_to_whoever_was_here_then() {
        let day = |text: &str| text.parse::<NaiveDate>().expect("a day");
        for (today, here_since, from, to) in [
            ("2026-11-25", "2026-10-31", "2026-10-01", "2026-10-31"),
            ("2027-01-01", "2024-02-29", "2026-12-01", "2026-12-31"),
            ("2028-03-31", "2027-01-01", "2028-02-01", "2028-02-29"),
            ("2026-11-25", "2026-11-01", "2026-11-01", "2026-11-25"),
            ("2026-11-25", "2026-11-25", "2026-11-01", "2026-11-25"),
        ] {
            assert_eq!(usual_period(day(today), day(here_since)), Some((day(from), day(to))), "{today} {here_since}");
        }
    }
}
