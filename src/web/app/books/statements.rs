//! `/app/books/statements`: bank statements. One is imported, and its entries are decided.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use std::collections::BTreeMap;

use super::statement::{self, StatementQuery};
use super::{counted, title};
use crate::actions;
use crate::actions::books::import::{import_statement, read_statement};
use crate::domain::field::FieldError;
use crate::domain::id::StatementId;
use crate::domain::payee::Payee;
use crate::store::StatementRow;
use crate::web::App;
use crate::web::app::frame::{Frame, Place};
use crate::web::app::paging::{PlaceQuery, cut, older};
use crate::web::error::PageError;
use crate::web::http::extract::{Deed, FileForm, PageQuery, SignedIn};
use crate::web::view::{moment, render};

/// The number of statements a page.
const LENGTH: usize = 25;

/// A statement of the list.
struct StatementView {
    id: String,
    title: String,
    when: String,
    /// "38 matched · 4 suggested · 2 unmatched".
    counts: String,
    /// The number of entries that wait for the payee.
    waiting: i64,
    undone: bool,
}

#[derive(Template)]
#[template(path = "app/books_statements.html")]
struct StatementsPage {
    frame: Frame,
    /// The reason why nothing was imported.
    problem: Option<String>,
    questions: Vec<QuestionView>,
    statements: Vec<StatementView>,
    older: Option<String>,
}

impl StatementView {
    fn of(row: &StatementRow, payee: &Payee) -> Self {
        let counts = &row.counts;
        let parts = [(counts.matched, "matched"), (counts.suggested, "suggested"), (counts.unmatched, "unmatched")];
        Self {
            id: row.id.to_string(),
            title: title(row),
            when: moment(row.created_at, payee.zone),
            counts: parts.map(|(count, word)| counted(count, word, word)).join(" · "),
            waiting: counts.suggested + counts.unmatched,
            undone: row.undone_at.is_some(),
        }
    }
}

/// A question about a table's columns.
struct QuestionView {
    member: &'static str,
    sentence: String,
    answer: String,
    is_asked: bool,
}

/// The reasons why nothing was imported.
#[derive(Default)]
struct Refused {
    problem: Option<String>,
    questions: Vec<QuestionView>,
}

impl Refused {
    fn because(problem: impl Into<String>) -> Self {
        Self { problem: Some(problem.into()), questions: Vec::new() }
    }

    /// Errors of the file, or of answers about its columns; earlier answers are kept.
    fn of(errors: Vec<FieldError>, form: &ImportForm) -> Self {
        let asked = |member: &str| errors.iter().find(|error| error.field.strip_prefix("mapping.") == Some(member));
        let question = |member: &'static str| QuestionView {
            member,
            sentence: asked(member).map(|error| error.detail.clone()).unwrap_or_default(),
            answer: form.answer(member).to_owned(),
            is_asked: asked(member).is_some(),
        };
        let questions = MEMBERS.into_iter().map(question).filter(|it| it.is_asked || !it.answer.is_empty()).collect();
        let others =
            errors.iter().filter(|error| !MEMBERS.iter().any(|member| asked(member).is_some_and(|it| it == *error)));
        let mut told: Vec<_> = others.map(|error| error.detail.clone()).collect();
        if told.is_empty() {
            told.push("The columns of this table aren’t clear.".to_owned());
        }
        Self { problem: Some(format!("{} Nothing was imported.", told.join(" "))), questions }
    }
}

async fn page(app: &App, who: &SignedIn, query: &PlaceQuery, refused: Refused) -> Result<Response, PageError> {
    let payee = &who.payee;
    let after = query.after(StatementId::parse);
    let mut found = app.ctx.store.statements(&payee.id, after.as_ref(), LENGTH + 1).await?;
    let last = cut(&mut found, LENGTH);
    let page = StatementsPage {
        frame: Frame::of(app, who, Place::Books).await?,
        older: last.map(|last| older("/app/books/statements", last.created_at, &last.id)),
        statements: found.iter().map(|row| StatementView::of(row, payee)).collect(),
        problem: refused.problem,
        questions: refused.questions,
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

/// The members of a mapping that the form may have, in the order of its questions.
const MEMBERS: [&str; 10] = [
    "date",
    "date_order",
    "value_date",
    "amount",
    "debit",
    "credit",
    "sign",
    "decimal_mark",
    "currency",
    "currency_column",
];

/// The fields before the file: answers about a table, by the members of its mapping.
#[derive(Debug, Default, Deserialize)]
#[serde(transparent)]
pub struct ImportForm(BTreeMap<String, String>);

impl ImportForm {
    /// The answer to a question; empty without one.
    fn answer(&self, member: &str) -> &str {
        self.0.get(member).map_or("", |text| text.trim())
    }

    /// The answers as a mapping; `None` without any. A column may be given by its number.
    fn mapping(&self) -> Option<String> {
        let answers = MEMBERS.into_iter().map(|member| (member, self.answer(member)));
        let value = |text: &str| text.parse::<u32>().map_or_else(|_| text.into(), serde_json::Value::from);
        let given: serde_json::Map<_, _> =
            answers.filter(|(_, text)| !text.is_empty()).map(|(name, text)| (name.to_owned(), value(text))).collect();
        (!given.is_empty()).then(|| serde_json::Value::Object(given).to_string())
    }
}

impl Deed for ImportForm {
    const NAME: &'static str = "import-statement";
}

/// `POST /app/books/statements`: imports the file, and shows what became of its entries.
pub async fn import(
    State(app): State<App>,
    who: SignedIn,
    FileForm { form, file }: FileForm<ImportForm>,
) -> Result<Response, PageError> {
    let none = PlaceQuery::default();
    let Some((source, feed)) = file else {
        return page(&app, &who, &none, Refused::because("Choose a file first.")).await;
    };
    let (found, sent) = tokio::join!(read_statement(&app.ctx, &who.payee, source, form.mapping()), feed.run());
    // A file that wasn't sent whole is told as that, whatever the reader makes of its beginning.
    sent?;
    let found = match found {
        Err(actions::Error::Invalid(errors)) => {
            return page(&app, &who, &none, Refused::of(errors, &form)).await;
        }
        found => found?,
    };
    let imported = import_statement(&app.ctx, &who.payee, found, false, None).await?;
    if imported.warnings.is_empty() {
        return Ok(Redirect::to(&format!("/app/books/statements/{}", imported.row.id)).into_response());
    }
    // Warnings aren't kept, so they are shown at once.
    let warnings = imported.warnings.iter().map(|warning| format!("{}: {}", warning.at, warning.detail)).collect();
    statement::page(&app, &who, &imported.row, StatementQuery::default(), statement::Told { warnings, problem: None })
        .await
}
