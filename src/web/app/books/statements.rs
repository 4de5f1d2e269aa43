//! `/app/books/statements`: bank statements. One is imported, and its entries are decided.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use super::columns::{ImportForm, QuestionView, TableView, questions};
use super::faults::fault_text;
use super::statement::{self, StatementQuery};
use super::{counted, title};
use crate::actions;
use crate::actions::books::import::{Unread, import_statement, read_statement};
use crate::domain::id::StatementId;
use crate::domain::payee::Payee;
use crate::locale::{Locale, Words};
use crate::store::StatementRow;
use crate::web::App;
use crate::web::app::frame::{Frame, NavigationPlace};
use crate::web::app::paging::{PlaceQuery, cut, older};
use crate::web::error::PageError;
use crate::web::http::extract::{FileForm, PageQuery, SignedIn};
use crate::web::view::{errors, render};

/// The number of statements a page.
const LENGTH: usize = 25;

/// A statement of the list.
struct StatementView {
    id: String,
    title: String,
    when: String,
    /// "Matched 38 · Suggested 4 · Unmatched 2", or that nothing was new.
    counts: String,
    /// "6 to decide"; empty if nothing waits for the payee.
    waiting: String,
    /// "40,000 of 212,000 entries so far"; empty once all are decided.
    underway: String,
    undone: bool,
}

#[derive(Template)]
#[template(path = "app/books_statements.html")]
struct StatementsPage {
    frame: Frame,
    /// The reason why nothing was imported.
    problem: Option<String>,
    table: TableView,
    questions: Vec<QuestionView>,
    statements: Vec<StatementView>,
    older: Option<String>,
}

impl StatementView {
    fn of(row: &StatementRow, payee: &Payee, locale: Locale, underway: String) -> Self {
        let (counts, words) = (&row.counts, Words::new(locale));
        let parts = [
            (counts.matched, "books-matched"),
            (counts.suggested, "books-suggested"),
            (counts.unmatched, "books-unmatched"),
        ];
        let matched = || parts.map(|(count, key)| format!("{} {}", words.say(key), locale.count(count))).join(" · ");
        let waiting = counts.suggested + counts.unmatched;
        Self {
            id: row.id.to_string(),
            title: title(locale, row),
            when: locale.moment(row.created_at, payee.zone),
            counts: if row.has_nothing_new() { words.say("books-all-known").into_owned() } else { matched() },
            waiting: if waiting > 0 { counted(locale, "books-waiting", waiting) } else { String::new() },
            underway,
            undone: row.undone_at.is_some(),
        }
    }
}

/// "40,000 of 212,000 entries so far", of an import that isn't at its end; empty for one that is.
async fn underway(app: &App, locale: Locale, row: &StatementRow) -> Result<String, PageError> {
    let counts = &row.counts;
    let counted = counts.matched + counts.suggested + counts.unmatched + counts.dismissed + counts.outgoing;
    if counted + row.duplicates >= row.entries || row.undone_at.is_some() {
        return Ok(String::new());
    }
    // Entries that gave way to others are stored and not counted.
    let done = app.ctx.store.stored_entries(&row.id).await? + row.duplicates;
    if done >= row.entries {
        return Ok(String::new());
    }
    let words = Words::new(locale).with("done", locale.count(done)).with("all", locale.count(row.entries));
    Ok(words.say("books-underway").into_owned())
}

/// The reasons why nothing was imported.
#[derive(Default)]
struct Refused {
    problem: Option<String>,
    table: TableView,
    questions: Vec<QuestionView>,
}

impl Refused {
    fn because(problem: impl Into<String>) -> Self {
        Self { problem: Some(problem.into()), ..Self::default() }
    }

    /// The reason why a file wasn't read; earlier answers about a table are kept.
    fn of(unread: Unread, who: &SignedIn, form: &ImportForm) -> Result<Self, PageError> {
        let (locale, words) = (who.locale, who.words());
        let told = |fault: String| words.say_with("books-nothing-imported", "fault", &fault).into_owned();
        Ok(match unread {
            Unread::Faulty(error) => Self::because(told(fault_text(locale, &error.at, error.fault))),
            Unread::Unclear(preview) => {
                let table = TableView::of(locale, &preview);
                Self {
                    problem: Some(told(words.say("books-fault-unclear").into_owned())),
                    questions: questions(locale, &preview, &table, form),
                    table,
                }
            }
            // An answer that no page offers.
            Unread::Failed(actions::Error::Invalid(fields))
                if fields.iter().any(|e| e.field.starts_with("mapping")) =>
            {
                Self::because(told(words.say("books-fault-unclear").into_owned()))
            }
            Unread::Failed(actions::Error::Invalid(fields)) => {
                let details: Vec<_> = errors(&words, fields).into_iter().map(|error| error.detail).collect();
                Self::because(told(details.join(" ")))
            }
            Unread::Failed(error) => return Err(error.into()),
        })
    }
}

async fn page(app: &App, who: &SignedIn, query: &PlaceQuery, refused: Refused) -> Result<Response, PageError> {
    let payee = &who.payee;
    let after = query.after(StatementId::parse);
    let mut found = app.ctx.store.statements(&payee.id, after.as_ref(), LENGTH + 1).await?;
    let last = cut(&mut found, LENGTH);
    let older = last.map(|last| older("/app/books/statements", last.created_at, &last.id));
    let Refused { problem, table, questions } = refused;
    let mut statements = Vec::with_capacity(found.len());
    for row in &found {
        let underway = underway(app, who.locale, row).await?;
        statements.push(StatementView::of(row, payee, who.locale, underway));
    }
    let page = StatementsPage {
        frame: Frame::of(app, who, NavigationPlace::Books).await?,
        older,
        statements,
        problem,
        table,
        questions,
    };
    let status = if page.problem.is_some() { StatusCode::BAD_REQUEST } else { StatusCode::OK };
    render(status, &page)
}

/// `GET /app/books/statements`: the form for a file, and the statements, newest first.
pub async fn show(
    State(app): State<App>,
    who: SignedIn,
    PageQuery(query): PageQuery<PlaceQuery>,
) -> Result<Response, PageError> {
    page(&app, &who, &query, Refused::default()).await
}

/// `POST /app/books/statements`: imports the file, and shows what became of its entries.
pub async fn import(
    State(app): State<App>,
    who: SignedIn,
    FileForm { form, file }: FileForm<ImportForm>,
) -> Result<Response, PageError> {
    let none = PlaceQuery::default();
    let Some((source, feed)) = file else {
        return page(&app, &who, &none, Refused::because(who.words().say("books-choose-file"))).await;
    };
    let (found, sent) = tokio::join!(read_statement(&app.ctx, &who.payee, source, form.mapping()), feed.run());
    // A file that wasn't sent whole is told as that, whatever the reader makes of its beginning.
    sent?;
    let found = match found {
        Ok(found) => found,
        Err(unread) => return page(&app, &who, &none, Refused::of(unread, &who, &form)?).await,
    };
    let imported = import_statement(&app.ctx, &who.payee, found, false, None).await?;
    if imported.warnings.is_empty() {
        return Ok(Redirect::to(&format!("/app/books/statements/{}", imported.row.id)).into_response());
    }
    // Warnings aren't kept, so they are shown at once.
    let warnings = imported.warnings.iter().map(|warning| fault_text(who.locale, &warning.at, warning.fault)).collect();
    statement::page(&app, &who, &imported.row, StatementQuery::default(), statement::Told { warnings, problem: None })
        .await
}
