//! The bodies of `POST /requests` and `PATCH /requests/{code}`.

use serde::{Deserialize, Serialize};

use super::nullable;
use crate::actions;
use crate::actions::requests::change::Change;
use crate::domain::clock::Timestamp;
use crate::domain::field::{FieldError, Problems};
use crate::domain::language::Language;
use crate::domain::money::notation::Notation;
use crate::domain::request::after_payment::AfterPayment;
use crate::domain::request::terms::{self, Draft};
use crate::domain::request::{Item, Preview, labels};
use crate::domain::text::{Memo, OwnReference};
use crate::store::KeptAfterPayment;

/// The member `after_payment`, of bodies and of answers to the payee.
#[derive(Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct AfterPaymentBody {
    text: Option<String>,
    url: Option<String>,
}

impl AfterPaymentBody {
    /// The member of an answer; `None` where nothing is stored, or nothing can be opened.
    pub(super) fn of(kept: Option<KeptAfterPayment>) -> Option<Self> {
        match kept? {
            KeptAfterPayment::Open(after) => Some(Self {
                text: after.text().map(ToOwned::to_owned),
                url: after.url().map(|url| url.as_str().to_owned()),
            }),
            KeptAfterPayment::Lost => None,
        }
    }

    fn check(self, problems: &mut Problems) -> Option<AfterPayment> {
        AfterPayment::check(self.text.as_deref(), self.url.as_deref(), problems)
    }
}

/// Names nothing of the contents, so that no log has them.
impl std::fmt::Debug for AfterPaymentBody {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("AfterPaymentBody(…)")
    }
}

/// The body of `POST /requests`.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CreateBody {
    amount: Option<String>,
    currency: Option<String>,
    min_amount: Option<String>,
    max_amount: Option<String>,
    memo: Option<String>,
    reference: Option<String>,
    due_on: Option<String>,
    expires_at: Option<String>,
    max_payments: Option<i64>,
    preview: Option<String>,
    items: Option<Vec<Item>>,
    language: Option<String>,
    suggested_amounts: Option<Vec<String>>,
    asks_note: Option<bool>,
    labels: Option<Vec<String>>,
    after_payment: Option<AfterPaymentBody>,
}

impl From<CreateBody> for Draft {
    fn from(body: CreateBody) -> Self {
        let CreateBody {
            amount,
            currency,
            min_amount,
            max_amount,
            memo,
            reference,
            due_on,
            expires_at,
            max_payments,
            preview,
            items,
            language,
            suggested_amounts,
            asks_note,
            labels,
            after_payment,
        } = body;
        let AfterPaymentBody { text: after_text, url: after_url } = after_payment.unwrap_or_default();
        let items = items.unwrap_or_default();
        let notation = Notation::Api;
        Self {
            notation,
            amount,
            currency,
            min_amount,
            max_amount,
            memo,
            reference,
            due_on,
            expires_at,
            max_payments,
            preview,
            items,
            language,
            suggested: suggested_amounts.unwrap_or_default(),
            asks_note: asks_note.unwrap_or_default(),
            labels: labels.unwrap_or_default(),
            after_text,
            after_url,
            misread: Vec::new(),
        }
    }
}

/// The body of `PATCH /requests/{code}`: an absent field stays as it is, `null` clears it.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ChangeBody {
    #[serde(deserialize_with = "nullable")]
    memo: Option<Option<String>>,
    #[serde(deserialize_with = "nullable")]
    reference: Option<Option<String>>,
    #[serde(deserialize_with = "nullable")]
    due_on: Option<Option<String>>,
    #[serde(deserialize_with = "nullable")]
    expires_at: Option<Option<String>>,
    #[serde(deserialize_with = "nullable")]
    preview: Option<Option<String>>,
    #[serde(deserialize_with = "nullable")]
    language: Option<Option<String>>,
    #[serde(deserialize_with = "nullable")]
    suggested_amounts: Option<Option<Vec<String>>>,
    #[serde(deserialize_with = "nullable")]
    asks_note: Option<Option<bool>>,
    #[serde(deserialize_with = "nullable")]
    labels: Option<Option<Vec<String>>>,
    #[serde(deserialize_with = "nullable")]
    after_payment: Option<Option<AfterPaymentBody>>,
}

impl ChangeBody {
    /// Parses the changes. A mandatory field that is cleared gets the value that a new request of the payee would have.
    pub(super) fn check(
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
            after_payment: self.after_payment.map(|after| after.and_then(|body| body.check(&mut problems))),
        };
        problems.finish().map_err(actions::Error::Invalid)?;
        Ok(change)
    }
}
