//! The form on `/app/requests/{code}` that changes a request while nobody has paid it.

use serde::Deserialize;

use crate::actions::requests::change::Change;
use crate::domain::field::{FieldError, Problems};
use crate::domain::language::Language;
use crate::domain::request::terms;
use crate::domain::request::{PaymentRequest, Preview};
use crate::domain::text::Memo;
use crate::web::http::extract::Deed;
use crate::web::view::{FieldErrorView, LanguageView, languages};

/// The form that changes a request, while nobody has paid it.
pub struct ChangeView {
    /// What for.
    pub memo: String,
    /// What the link and its message speak.
    pub languages: Vec<LanguageView>,
    /// What a chat shows of the link.
    pub preview: &'static str,
    /// What is wrong.
    pub errors: Vec<FieldErrorView>,
}

/// What the form of changes sends.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct ChangeForm {
    memo: String,
    language: String,
    preview: String,
}

impl Deed for ChangeForm {
    const NAME: &'static str = "change";
}

impl ChangeForm {
    /// The form as it would have been sent for what is stored.
    pub(super) fn of(request: &PaymentRequest) -> Self {
        Self {
            memo: request.memo.as_ref().map(ToString::to_string).unwrap_or_default(),
            language: request.language.tag().to_owned(),
            preview: request.preview.as_str().to_owned(),
        }
    }

    /// The form with what is wrong in it.
    pub(super) fn view(self, errors: Vec<FieldErrorView>) -> ChangeView {
        let Self { memo, language, preview } = self;
        let preview = Preview::parse(&preview).unwrap_or_default().as_str();
        ChangeView { memo, languages: languages(Language::parse(&language)), preview, errors }
    }

    /// What it asks for.
    pub(super) fn check(&self) -> Result<Change, Vec<FieldError>> {
        let mut problems = Problems::default();
        let memo = match self.memo.trim() {
            "" => None,
            text => problems.check("memo", Memo::parse(text)),
        };
        let language = terms::language(&self.language).map_err(|e| problems.push(e)).ok();
        let preview = terms::preview(&self.preview).map_err(|e| problems.push(e)).ok();
        problems.finish()?;
        Ok(Change { memo: Some(memo), language, preview, ..Change::default() })
    }
}
