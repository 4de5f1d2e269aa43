//! `/app/books`: the export of a period, with its sums and first lines.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use super::deliveries::{new_lines, new_lines_text};
use super::formats::{FormatView, views};
use super::{LineView, SumsView, counted, currency_codes, days_text, said};
use crate::accounting::export::{FORMATS, FormatKind};
use crate::accounting::month::Month;
use crate::actions;
use crate::actions::books::export::ExportDraft;
use crate::actions::books::export::preview::{ExportPreview, preview};
use crate::actions::books::sums::by_currency;
use crate::domain::ledger::ExportLine;
use crate::domain::payee::Payee;
use crate::domain::payment::is_test_rail;
use crate::domain::text::filled;
use crate::domain::when::day;
use crate::domain::zone::Zone;
use crate::locale::{Locale, Words};
use crate::web::App;
use crate::web::api::exports::stream;
use crate::web::app::frame::{Frame, NavigationPlace};
use crate::web::error::PageError;
use crate::web::http::extract::{PageQuery, SignedIn};
use crate::web::view::{FieldErrorView, errors, render};

/// The number of lines that are shown.
const SHOWN: usize = 10;
/// The number of lines above which a file is said to take a while.
const LARGE: i64 = 50_000;

/// A link to a period.
struct PeriodView {
    label: String,
    href: String,
    chosen: bool,
}

#[derive(Template)]
#[template(path = "app/books_export.html")]
struct ExportPage {
    frame: Frame,
    errors: Vec<FieldErrorView>,
    /// The sentence above a form with errors.
    refusal: String,
    periods: Vec<PeriodView>,
    period: String,
    from: String,
    to: String,
    zone: String,
    /// Set where the fields beyond the period are unfolded.
    unfolded: bool,
    currency: String,
    currencies: Vec<&'static str>,
    by: &'static str,
    format: &'static FormatKind,
    formats: Vec<FormatView>,
    sums: Vec<SumsView>,
    lines: Vec<LineView>,
    /// The number of lines, where it is known.
    count: String,
    /// The same as a number, for the script that asks how far the download is; 0 where it is unknown.
    all: i64,
    more: bool,
    large: bool,
    /// Set where test payments are among the lines.
    tests: bool,
    is_final: bool,
    /// The month of the monthly statement, where the period is one month.
    month: Option<Month>,
    /// "Statement of November 2026".
    month_statement: String,
    /// "3 lines since your last delivery".
    new_lines: String,
}

/// The fields of the form, and the state in the page's address. `to` is the last day of the period, as people say it; the API's is the
/// day after.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct ExportForm {
    /// A period by its name, which moves on with the calendar; it goes before `from` and `to`.
    #[serde(skip_serializing_if = "Option::is_none")]
    period: Option<PeriodName>,
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<String>,
    #[serde(skip_serializing_if = "String::is_empty")]
    zone: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    currency: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    by: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    format: String,
    /// The name by which the page asks how far the download is.
    #[serde(skip_serializing)]
    download: String,
}

/// A period that is named by its place in the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum PeriodName {
    /// The month of today.
    ThisMonth,
    /// The month before it.
    LastMonth,
    /// The quarter of today.
    ThisQuarter,
    /// The year of today.
    ThisYear,
    /// Any other word.
    #[serde(other)]
    Unknown,
}

impl PeriodName {
    /// The periods with the keys of their names.
    const ALL: [(Self, &str); 4] = [
        (Self::ThisMonth, "books-this-month"),
        (Self::LastMonth, "books-last-month"),
        (Self::ThisQuarter, "books-this-quarter"),
        (Self::ThisYear, "books-this-year"),
    ];

    /// The first and the last day.
    fn days(self, today: NaiveDate) -> (NaiveDate, NaiveDate) {
        let month = Month::of(today);
        match self {
            Self::ThisMonth | Self::Unknown => (month.first(), month.last()),
            Self::LastMonth => (month.previous().first(), month.previous().last()),
            Self::ThisQuarter => (month.quarter().first(), month.quarter().next().next().last()),
            Self::ThisYear => {
                let january = Month::of(today.with_ordinal(1).unwrap_or(today));
                (january.first(), (0..11).fold(january, |month, _| month.next()).last())
            }
        }
    }

    /// The period that is shown at first: last month; for a payee who signed up this month, this one.
    fn usual(today: NaiveDate, here_since: NaiveDate) -> Self {
        if Month::of(here_since) >= Month::of(today) { Self::ThisMonth } else { Self::LastMonth }
    }
}

impl ExportForm {
    /// The form with the days of its named period; with those of the usual one where it has none at all.
    fn with_days(mut self, app: &App, payee: &Payee) -> Self {
        let today = payee.zone.day_of(app.ctx.clock.now());
        let usual = || PeriodName::usual(today, payee.zone.day_of(payee.created_at));
        let is_blank = self.from.is_none() && self.to.is_none();
        if let Some(name) = self.period.take().or_else(|| is_blank.then(usual)) {
            let (from, to) = name.days(today);
            (self.from, self.to) = (Some(from.to_string()), Some(to.to_string()));
        }
        self
    }

    fn draft(&self, payee: &Payee) -> ExportDraft {
        let after = |text: String| day(&text).ok().and_then(|d| d.succ_opt()).map_or(text, |d| d.to_string());
        let text = |part: &Option<String>| part.as_deref().and_then(filled);
        ExportDraft {
            from: text(&self.from),
            to: text(&self.to).map(after),
            zone: filled(&self.zone),
            format: filled(&self.format),
            currency: filled(&self.currency),
            by: filled(&self.by),
            after: None,
        }
        .or_zone(payee.zone)
    }

    /// The address of the page in this state.
    fn href(&self) -> String {
        match serde_urlencoded::to_string(self) {
            Ok(query) if !query.is_empty() => format!("/app/books?{query}"),
            _ => "/app/books".to_owned(),
        }
    }

    /// Links to the named periods, which keep the other fields.
    fn periods(&self, locale: Locale, today: NaiveDate) -> Vec<PeriodView> {
        let link = |(name, key): (PeriodName, &'static str)| {
            let label = Words::new(locale).say(key).into_owned();
            let (from, to) = name.days(today);
            let is = |part: &Option<String>, day: NaiveDate| part.as_deref() == Some(&*day.to_string());
            let there = Self { period: Some(name), from: None, to: None, ..self.clone() };
            PeriodView { label, href: there.href(), chosen: is(&self.from, from) && is(&self.to, to) }
        };
        PeriodName::ALL.map(link).into()
    }
}

/// Renders the page in the form's state. With errors there are neither sums nor lines.
async fn page(
    app: &App,
    who: &SignedIn,
    form: ExportForm,
    refused: Option<Vec<FieldErrorView>>,
) -> Result<Response, PageError> {
    let (ctx, payee) = (&app.ctx, &who.payee);
    let today = payee.zone.day_of(ctx.clock.now());
    let (locale, words) = (who.locale, who.words());
    let (status, refusal, errors, checked) = match (form.draft(payee).check(), refused) {
        (checked, Some(errors)) => (StatusCode::BAD_REQUEST, "books-nothing-exported", errors, checked.ok()),
        (Ok(export), None) => (StatusCode::OK, "", Vec::new(), Some(export)),
        (Err(actions::Error::Invalid(fields)), None) => {
            (StatusCode::BAD_REQUEST, "books-nothing-shown", errors(&words, fields), None)
        }
        (Err(error), None) => return Err(error.into()),
    };
    // Without a checked export there is nothing to sum: the fields stay as they were typed.
    let shown = match &checked {
        Some(export) => Some(preview(ctx, payee, export, SHOWN).await?),
        None => None,
    };
    let (sums, first, is_final) =
        shown.map(|ExportPreview { first, sums, is_final, head: _ }| (sums, first, is_final)).unwrap_or_default();
    let mut rails = sums.iter().flatten().map(|sum| &sum.rail).chain(first.iter().map(|line| &line.rail));
    let tests = rails.any(|rail| is_test_rail(rail));
    let sums = sums.map(|days| by_currency(&days));
    let count = sums.as_ref().map(|sums| sums.iter().map(|sums| sums.lines).sum::<i64>());
    let zone = checked.as_ref().map_or(payee.zone, |export| export.period.zone);
    let by = match form.by.as_str() {
        "settled" => "settled",
        "created" => "created",
        _ => "accounting",
    };
    let (from, to) = (form.from.clone().unwrap_or_default(), form.to.clone().unwrap_or_default());
    // The monthly statement goes by accounting dates alone.
    let month = one_month(&from, &to).filter(|_| by == "accounting");
    let has_own_zone = form.zone.is_empty() || form.zone == payee.zone.name();
    let page = ExportPage {
        frame: Frame::of(app, who, NavigationPlace::Books).await?,
        // A setting that differs from the default, or is wrong, must not be hidden in a folded part.
        unfolded: by != "accounting"
            || !has_own_zone
            || ["zone", "by"].iter().any(|f| errors.iter().any(|e| e.field == *f)),
        refusal: if refusal.is_empty() { String::new() } else { words.say(refusal).into_owned() },
        periods: form.periods(locale, today),
        period: period_text(locale, &from, &to),
        zone: filled(&form.zone).unwrap_or_else(|| payee.zone.name().to_owned()),
        currency: form.currency.to_ascii_uppercase(),
        currencies: currency_codes(ctx, payee).await?,
        by,
        format: FormatKind::named(filled(&form.format).as_deref()).unwrap_or(&FORMATS[0]),
        formats: views(locale),
        more: count.is_none_or(|count| count > i64::try_from(first.len()).unwrap_or(i64::MAX)),
        large: count.is_some_and(|count| count > LARGE),
        all: count.unwrap_or_default(),
        count: count.map(|count| counted(locale, "books-lines", count)).unwrap_or_default(),
        tests,
        is_final,
        sums: sums.unwrap_or_default().iter().map(|sums| SumsView::of(ctx, locale, sums)).collect(),
        lines: first.iter().map(|line| LineView::of(ctx, locale, line, day_of(line, by, zone), today)).collect(),
        month_statement: month
            .map(|month| said(locale, "books-month-statement", "month", locale.month(month.first())))
            .unwrap_or_default(),
        month,
        new_lines: new_lines_text(locale, new_lines(ctx, payee).await?),
        from,
        to,
        errors,
    };
    render(status, &page)
}

/// The day of a line in the export's order.
fn day_of(line: &ExportLine, by: &str, zone: Zone) -> NaiveDate {
    match by {
        "settled" => zone.day_of(line.settled_in(zone)),
        "created" => zone.day_of(line.created_at),
        _ => line.accounting_date,
    }
}

/// The month that a period is, if it is exactly one.
fn one_month(from: &str, to: &str) -> Option<Month> {
    let month = Month::of(day(from).ok()?);
    (month.first().to_string() == from && month.last().to_string() == to).then_some(month)
}

/// The period in words: "November 2026", "1 October 2026 to 31 December 2026".
fn period_text(locale: Locale, from: &str, to: &str) -> String {
    let text = |part: &str| day(part).map_or_else(|_| part.to_owned(), |day| locale.day(day));
    match (one_month(from, to), from.is_empty(), to.is_empty()) {
        (Some(month), _, _) => locale.month(month.first()),
        (None, true, true) => Words::new(locale).say("books-everything").into_owned(),
        (None, true, false) => said(locale, "books-up-to", "day", text(to)),
        (None, false, true) => said(locale, "books-since", "day", text(from)),
        (None, false, false) => match (day(from), day(to)) {
            (Ok(first), Ok(last)) => days_text(locale, first, last),
            _ => Words::new(locale).with("first", text(from)).with("last", text(to)).say("books-days").into_owned(),
        },
    }
}

/// `GET /app/books`: the period's sums and first lines, and the form for its file.
pub async fn show(
    State(app): State<App>,
    who: SignedIn,
    PageQuery(form): PageQuery<ExportForm>,
) -> Result<Response, PageError> {
    let form = form.with_days(&app, &who.payee);
    page(&app, &who, form, None).await
}

/// `GET /app/export`: sends bookmarks of the export's former address on.
pub async fn moved(_: SignedIn, PageQuery(form): PageQuery<ExportForm>) -> Response {
    Redirect::to(&form.href()).into_response()
}

/// `GET /app/export/movements`: the file, or the page again with the form's errors.
pub async fn download(
    State(app): State<App>,
    who: SignedIn,
    PageQuery(form): PageQuery<ExportForm>,
) -> Result<Response, PageError> {
    let payee = &who.payee;
    let follow = |lines| app.downloads.enter(&payee.id, &form.download, lines);
    match stream(&app.ctx, payee, &form.draft(payee), follow).await {
        Err(actions::Error::Invalid(fields)) => {
            let refused = errors(&who.words(), fields);
            page(&app, &who, form, Some(refused)).await
        }
        file => Ok(file?),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::language::Language;

    #[test]
    fn periods_are_those_of_the_calendar() {
        use PeriodName::{LastMonth, ThisMonth, ThisQuarter, ThisYear};
        let day = |text: &str| text.parse::<NaiveDate>().expect("a day");
        for (today, name, from, to) in [
            ("2026-11-25", ThisMonth, "2026-11-01", "2026-11-30"),
            ("2027-01-01", LastMonth, "2026-12-01", "2026-12-31"),
            ("2028-03-31", LastMonth, "2028-02-01", "2028-02-29"),
            ("2026-11-25", ThisQuarter, "2026-10-01", "2026-12-31"),
            ("2026-01-31", ThisQuarter, "2026-01-01", "2026-03-31"),
            ("2028-02-29", ThisYear, "2028-01-01", "2028-12-31"),
        ] {
            assert_eq!(name.days(day(today)), (day(from), day(to)), "{today} {name:?}");
        }
        assert_eq!(PeriodName::usual(day("2026-11-25"), day("2026-10-31")), LastMonth);
        assert_eq!(PeriodName::usual(day("2026-11-25"), day("2026-11-01")), ThisMonth);
    }

    #[test]
    fn a_state_is_its_address() {
        let form = ExportForm { period: Some(PeriodName::LastMonth), format: "xlsx".into(), ..ExportForm::default() };
        assert_eq!(form.href(), "/app/books?period=last-month&format=xlsx");
        assert_eq!(ExportForm::default().href(), "/app/books");
        let form = ExportForm { from: Some("2026-10-01".into()), to: Some(String::new()), ..form };
        let chosen: Vec<_> =
            form.periods(Language::En.into(), "2026-11-25".parse().expect("a day")).iter().map(|p| p.chosen).collect();
        assert_eq!(chosen, [false; 4]);
    }

    #[test]
    fn a_period_is_said_in_words() {
        for (from, to, text) in [
            ("2026-11-01", "2026-11-30", "November 2026"),
            ("2026-11-01", "2026-11-29", "1 November 2026 to 29 November 2026"),
            ("2026-11-01", "2026-11-01", "1 November 2026"),
            ("", "", "Everything"),
            ("2026-11-01", "", "From 1 November 2026"),
            ("", "2026-11-01", "Up to 1 November 2026"),
        ] {
            assert_eq!(period_text(Language::En.into(), from, to), text);
        }
    }
}
