//! `PATCH /requests/{code}`: changes of requests.

use axum::extract::State;
use serde::Deserialize;
use utoipa::ToSchema;

use super::nullable;
use super::requests::{RequestResource, marks_of};
use super::version::{self, Versioned};
use crate::actions;
use crate::actions::requests::change::{Change, change_request};
use crate::actions::requests::test_mark::TestMarks;
use crate::domain::clock::Timestamp;
use crate::domain::field::{FieldError, Problems};
use crate::domain::language::Language;
use crate::domain::request::code::RequestCode;
use crate::domain::request::terms;
use crate::domain::request::{Preview, labels};
use crate::domain::schema::{Day, Decimal, Moment};
use crate::domain::text::{Label, Memo, OwnReference};
use crate::web::App;
use crate::web::error::ApiError;
use crate::web::http::extract::{ApiDraft, ApiPath, ApiPayee, IfMatch};

/// The body of `PATCH /requests/{code}`: an absent field stays as it is, `null` clears it.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[schema(as = RequestChange, example = json!({"memo": "Three loaves", "due_on": null}))]
#[serde(default, deny_unknown_fields)]
pub struct ChangeBody {
    /// The purpose of the payment. Another one changes `check_words`.
    #[serde(deserialize_with = "nullable")]
    #[schema(value_type = Option<String>, max_length = 140, format = "line")]
    memo: Option<Option<String>>,
    /// The payee's own reference.
    #[serde(deserialize_with = "nullable")]
    #[schema(value_type = Option<String>, max_length = 64, format = "line")]
    reference: Option<Option<String>>,
    /// The day by which it should be paid.
    #[serde(deserialize_with = "nullable")]
    #[schema(value_type = Option<Day>)]
    due_on: Option<Option<String>>,
    /// The time from which it can't be paid. A later one, or none, opens an expired request again.
    #[serde(deserialize_with = "nullable")]
    #[schema(value_type = Option<Moment>)]
    expires_at: Option<Option<String>>,
    #[serde(deserialize_with = "nullable")]
    #[schema(value_type = Option<Preview>)]
    preview: Option<Option<String>>,
    #[serde(deserialize_with = "nullable")]
    #[schema(value_type = Option<Language>)]
    language: Option<Option<String>>,
    /// The amounts that are suggested to a payer who chooses the amount.
    #[serde(deserialize_with = "nullable")]
    #[schema(value_type = Option<Vec<Decimal>>, max_items = 4)]
    suggested_amounts: Option<Option<Vec<String>>>,
    /// Asks payers for a note.
    #[serde(deserialize_with = "nullable")]
    #[schema(value_type = Option<bool>)]
    asks_note: Option<Option<bool>>,
    /// The payee's labels, which can be changed at any time.
    #[serde(deserialize_with = "nullable")]
    #[schema(value_type = Option<Vec<Label>>)]
    labels: Option<Option<Vec<String>>>,
}

impl ChangeBody {
    /// Parses the changes. A mandatory field that is cleared gets the value that a new request of the payee would have.
    fn check(
        self,
        misread: Vec<FieldError>,
        payees_language: Language,
        now: Timestamp,
    ) -> Result<Change, actions::Error> {
        let mut problems = Problems::after(misread);
        let preview = self.preview.map(|preview| preview.map_or(Ok(Preview::default()), |t| terms::preview(&t)));
        let language = self.language.map(|language| language.map_or(Ok(payees_language), |t| terms::language(&t)));
        let labels = self.labels.map(|labels| labels::parse(&labels.unwrap_or_default()));
        let change = Change {
            memo: self.memo.map(|m| m.and_then(|t| problems.check("memo", Memo::optional(&t)).flatten())),
            reference: self
                .reference
                .map(|r| r.and_then(|t| problems.check("reference", OwnReference::optional(&t)).flatten())),
            due_on: self.due_on.map(|d| d.and_then(|t| problems.check("due_on", terms::day(&t)))),
            expires_at: self.expires_at.map(|e| e.and_then(|t| problems.check("expires_at", terms::future(&t, now)))),
            preview: preview.and_then(|read| read.map_err(|e| problems.push(e)).ok()),
            language: language.and_then(|read| read.map_err(|e| problems.push(e)).ok()),
            suggested: self.suggested_amounts.map(Option::unwrap_or_default),
            asks_note: self.asks_note.map(Option::unwrap_or_default),
            labels: labels.and_then(|read| read.map_err(|e| problems.push(e)).ok()),
        };
        problems.finish().map_err(actions::Error::Invalid)?;
        Ok(change)
    }
}

/// `PATCH /requests/{code}`: changes a request without payments.
pub async fn change(
    State(app): State<App>,
    ApiPayee(payee): ApiPayee,
    ApiPath(code): ApiPath<RequestCode>,
    wanted: IfMatch,
    call: ApiDraft<ChangeBody>,
) -> Result<Versioned<RequestResource>, ApiError> {
    let ctx = &app.ctx;
    let change = call.body.check(call.misread, payee.language, ctx.clock.now())?;
    let expected = {
        let (ctx, handle, marks) = (ctx.clone(), payee.handle.clone(), marks_of(ctx, &payee, &code).await?);
        version::expected(wanted, move |request| RequestResource::of(&ctx, &handle, request, &marks, ctx.clock.now()))
    };
    let request = change_request(ctx, &payee.id, &code, change, expected).await?;
    let marks = TestMarks::of(ctx, &payee.id, std::slice::from_ref(&request)).await?;
    Ok(Versioned::of(RequestResource::of(ctx, &payee.handle, &request, &marks, ctx.clock.now())))
}
