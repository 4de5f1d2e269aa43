//! The form on `/app/requests/{code}` that changes a request while nobody has paid it.

use serde::Deserialize;

use crate::actions::requests::change::Change;
use crate::domain::field::{FieldError, Problems};
use crate::domain::language::Language;
use crate::domain::request::after_payment::AfterPayment;
use crate::domain::request::terms;
use crate::domain::request::{PaymentRequest, Preview};
use crate::domain::text::Memo;
use crate::domain::when;
use crate::store::KeptAfterPayment;
use crate::web::http::extract::Deed;
use crate::web::view::{FieldErrorView, LanguageView, languages};

/// The form's contents and errors.
pub struct ChangeView {
    /// The memo, which says what the request is for.
    pub memo: String,
    /// The day by which it should be paid, `2026-11-30`; empty for none. `None` where the parts have days of their own.
    pub due_on: Option<String>,
    /// The options for the language of the link and its message.
    pub languages: Vec<LanguageView>,
    /// The value of the setting for previews in chats.
    pub preview: &'static str,
    /// The text that payers read once they have paid.
    pub after_text: String,
    /// The link that payers get once they have paid.
    pub after_url: String,
    /// Set when the stored text can't be opened: empty fields say nothing about it then.
    pub after_lost: bool,
    /// The errors of the last attempt, by field.
    pub errors: Vec<FieldErrorView>,
}

/// The fields that the form sends.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct ChangeForm {
    memo: String,
    /// Absent in forms that don't offer it: the day stays.
    due_on: Option<String>,
    language: String,
    preview: String,
    /// Absent in forms that don't offer both: what is stored stays.
    after_text: Option<String>,
    after_url: Option<String>,
    /// Sent where what is stored can't be opened: empty fields leave it as it is.
    after_lost: Option<String>,
}

impl Deed for ChangeForm {
    const NAME: &'static str = "change";
}

impl ChangeForm {
    /// The form as it would be sent without any change.
    pub(super) fn of(request: &PaymentRequest, after: Option<&KeptAfterPayment>) -> Self {
        let after_lost = matches!(after, Some(KeptAfterPayment::Lost)).then(|| "1".to_owned());
        let after = after.and_then(|after| match after {
            KeptAfterPayment::Open(after) => Some(after),
            KeptAfterPayment::Lost => None,
        });
        Self {
            after_lost,
            after_text: after.and_then(|after| after.text().map(ToOwned::to_owned)),
            after_url: after.and_then(|after| after.url().map(|url| url.as_str().to_owned())),
            memo: request.memo.as_ref().map(ToString::to_string).unwrap_or_default(),
            due_on: request.parts.is_empty().then(|| request.due_on.map(|day| day.to_string()).unwrap_or_default()),
            language: request.language.tag().to_owned(),
            preview: request.preview.as_str().to_owned(),
        }
    }

    /// The view of the form with its errors.
    pub(super) fn view(self, errors: Vec<FieldErrorView>) -> ChangeView {
        let Self { memo, due_on, language, preview, after_text, after_url, after_lost } = self;
        let preview = Preview::parse(&preview).unwrap_or_default().as_str();
        ChangeView {
            memo,
            due_on,
            languages: languages(Language::parse(&language)),
            preview,
            after_text: after_text.unwrap_or_default(),
            after_url: after_url.unwrap_or_default(),
            after_lost: after_lost.is_some(),
            errors,
        }
    }

    /// Parses the fields into a change.
    pub(super) fn check(&self) -> Result<Change, Vec<FieldError>> {
        let mut problems = Problems::default();
        let memo = match self.memo.trim() {
            "" => None,
            text => problems.check("memo", Memo::parse(text)),
        };
        let due_on = self.due_on.as_deref().map(|text| match text.trim() {
            "" => None,
            text => problems.check("due_on", when::day(text)),
        });
        let language = terms::language(&self.language).map_err(|e| problems.push(e)).ok();
        let preview = terms::preview(&self.preview).map_err(|e| problems.push(e)).ok();
        let is_empty = |typed: &Option<String>| typed.as_deref().is_none_or(|text| text.trim().is_empty());
        let is_kept = self.after_lost.is_some() && is_empty(&self.after_text) && is_empty(&self.after_url);
        let after = (self.after_text.is_some() || self.after_url.is_some()) && !is_kept;
        let after_payment =
            after.then(|| AfterPayment::check(self.after_text.as_deref(), self.after_url.as_deref(), &mut problems));
        problems.finish()?;
        Ok(Change { memo: Some(memo), due_on, language, preview, after_payment, ..Change::default() })
    }
}
