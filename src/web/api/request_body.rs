//! The bodies of `POST /requests` and `PATCH /requests/{code}`.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::nullable;
use crate::actions;
use crate::actions::requests::change::{Change, StockChange};
use crate::domain::clock::Timestamp;
use crate::domain::field::{FieldError, Problems};
use crate::domain::language::Language;
use crate::domain::money::notation::Notation;
use crate::domain::request::after_payment::AfterPayment;
use crate::domain::request::parts::PartDraft;
use crate::domain::request::prices::PriceDraft;
use crate::domain::request::terms::{self, RequestDraft};
use crate::domain::request::{Item, Preview, labels};
use crate::domain::schema::{CurrencyCode, Day, Decimal, Moment};
use crate::domain::text::{Label, Memo, OwnReference};
use crate::domain::when;
use crate::store::KeptAfterPayment;

/// A text, a link or both that payers read once they have paid.
#[derive(Default, Deserialize, Serialize, ToSchema)]
#[schema(as = AfterPayment)]
#[serde(default, deny_unknown_fields)]
pub struct AfterPaymentBody {
    /// The text.
    #[schema(max_length = 2000)]
    text: Option<String>,
    /// The link, by https.
    #[schema(max_length = 2000, format = "https")]
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

/// A part of the amount.
#[derive(Debug, Deserialize, Serialize, ToSchema)]
#[schema(as = NewPart)]
#[serde(deny_unknown_fields)]
pub struct PartBody {
    /// The amount; the last part's may be left out.
    #[schema(value_type = Option<Decimal>)]
    amount: Option<String>,
    /// The day by which it is to be paid, after that of the part before.
    #[schema(value_type = Day, required)]
    due_on: Option<String>,
}

impl From<PartBody> for PartDraft {
    fn from(PartBody { amount, due_on }: PartBody) -> Self {
        Self { amount, due_on }
    }
}

/// A further price.
#[derive(Debug, Deserialize, Serialize, ToSchema)]
#[schema(as = NewPrice)]
#[serde(deny_unknown_fields)]
pub struct PriceBody {
    /// The amount.
    #[schema(value_type = Decimal, required)]
    amount: Option<String>,
    /// The currency, which no other price has.
    #[schema(value_type = CurrencyCode, required)]
    currency: Option<String>,
}

impl From<PriceBody> for PriceDraft {
    fn from(PriceBody { amount, currency }: PriceBody) -> Self {
        Self { amount, currency }
    }
}

/// The body of `POST /requests`.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[schema(
    as = NewRequest,
    example = json!({"amount": "25.00", "currency": "EUR", "memo": "Two loaves", "reference": "4711"})
)]
#[serde(default, deny_unknown_fields)]
pub struct CreateBody {
    /// The amount; without one, the payer chooses it.
    #[schema(value_type = Option<Decimal>)]
    amount: Option<String>,
    /// The currency, by default the payee's.
    #[schema(value_type = Option<CurrencyCode>)]
    currency: Option<String>,
    /// Further fixed prices beside `amount`, each in a currency of its own: a payer pays one of them, and nothing is converted.
    #[schema(max_items = 10)]
    prices: Option<Vec<PriceBody>>,
    /// The least amount that the payer may choose.
    #[schema(value_type = Option<Decimal>)]
    min_amount: Option<String>,
    /// The largest amount that the payer may choose.
    #[schema(value_type = Option<Decimal>)]
    max_amount: Option<String>,
    /// The purpose of the payment, which the payer reads.
    #[schema(max_length = 140, format = "line")]
    memo: Option<String>,
    /// The payee's own reference, such as an order's number. Payers don't see it.
    #[schema(max_length = 64, format = "line")]
    reference: Option<String>,
    /// The day by which it should be paid, which is only shown.
    #[schema(value_type = Option<Day>)]
    due_on: Option<String>,
    /// The parts of the amount, each with a day, when it is to be paid at different times. They add up to the amount; the last one takes the
    /// rest where it names none.
    #[schema(min_items = 2, max_items = 12)]
    parts: Option<Vec<PartBody>>,
    /// The time from which it can't be paid; in the future.
    #[schema(value_type = Option<Moment>)]
    expires_at: Option<String>,
    /// The largest number of payments: 1 by default with an amount, no limit without one.
    #[schema(minimum = 1, maximum = 1_000_000)]
    max_payments: Option<i64>,
    #[schema(value_type = Option<Preview>)]
    preview: Option<String>,
    /// Its lines, which add up to the amount; or, where one has a `max_quantity`, from which each payer chooses how many: then what is
    /// picked makes the amount, and neither an amount nor its bounds, parts, suggested amounts and tips go with them.
    #[schema(max_items = 50)]
    items: Option<Vec<Item>>,
    /// The language of its pages, by default the payee's.
    #[schema(value_type = Option<Language>)]
    language: Option<String>,
    /// The amounts that are suggested to a payer who chooses the amount.
    #[schema(value_type = Option<Vec<Decimal>>, max_items = 4)]
    suggested_amounts: Option<Vec<String>>,
    /// Asks payers for a note.
    asks_note: Option<bool>,
    /// Lets payers add a tip to a fixed amount that is paid at once.
    takes_tips: Option<bool>,
    /// The payee's labels, which payers never see.
    #[schema(value_type = Option<Vec<Label>>)]
    labels: Option<Vec<String>>,
    /// A text or link for payers who have paid; sealed until then.
    after_payment: Option<AfterPaymentBody>,
}

impl From<CreateBody> for RequestDraft {
    fn from(body: CreateBody) -> Self {
        // Taken apart without `..`, so that a new member of the body that is not passed on does not compile.
        let CreateBody {
            amount,
            currency,
            prices,
            min_amount,
            max_amount,
            memo,
            reference,
            due_on,
            parts,
            expires_at,
            max_payments,
            preview,
            items,
            language,
            suggested_amounts,
            asks_note,
            takes_tips,
            labels,
            after_payment,
        } = body;
        let AfterPaymentBody { text: after_text, url: after_url } = after_payment.unwrap_or_default();
        let items = items.unwrap_or_default();
        let notation = Notation::Api;
        Self {
            notation,
            amount,
            prices: prices.unwrap_or_default().into_iter().map(Into::into).collect(),
            currency,
            min_amount,
            max_amount,
            memo,
            reference,
            due_on,
            parts: parts.unwrap_or_default().into_iter().map(Into::into).collect(),
            expires_at,
            max_payments,
            preview,
            items,
            language,
            suggested: suggested_amounts.unwrap_or_default(),
            asks_note: asks_note.unwrap_or_default(),
            takes_tips: takes_tips.unwrap_or_default(),
            labels: labels.unwrap_or_default(),
            after_text,
            after_url,
            misread: Vec::new(),
        }
    }
}

/// The body of `PATCH /requests/{code}`: an absent field stays as it is, `null` clears it.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[schema(as = RequestChange, example = json!({"memo": "Three loaves", "due_on": null}))]
#[serde(default, deny_unknown_fields)]
pub struct ChangeRequestBody {
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
    /// Lets payers add a tip to a fixed amount that is paid at once.
    #[serde(deserialize_with = "nullable")]
    #[schema(value_type = Option<bool>)]
    takes_tips: Option<Option<bool>>,
    /// The payee's labels, which can be changed at any time.
    #[serde(deserialize_with = "nullable")]
    #[schema(value_type = Option<Vec<Label>>)]
    labels: Option<Option<Vec<String>>>,
    /// The text or link for payers who have paid.
    #[serde(deserialize_with = "nullable")]
    #[schema(value_type = Option<AfterPaymentBody>)]
    after_payment: Option<Option<AfterPaymentBody>>,
    /// Other numbers of units for sale, which can be changed as long as the request is open, paid or not. Items that aren't named stay as
    /// they are.
    #[schema(max_items = 50)]
    stocks: Option<Vec<StockBody>>,
}

/// Another number of units for sale of an item that payers choose from.
#[derive(Debug, Deserialize, Serialize, ToSchema)]
#[schema(as = StockChange)]
#[serde(deny_unknown_fields)]
pub struct StockBody {
    /// The place of the item among the request's, from 0.
    item: u32,
    /// The units that can be sold in all, not fewer than are taken; `null` for any number.
    #[schema(minimum = 0, maximum = 1_000_000, required)]
    stock: Option<i64>,
}

impl From<StockBody> for StockChange {
    fn from(StockBody { item, stock }: StockBody) -> Self {
        Self { item: usize::try_from(item).unwrap_or(usize::MAX), stock }
    }
}

impl ChangeRequestBody {
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
            due_on: self.due_on.map(|d| d.and_then(|t| problems.check("due_on", when::day(&t)))),
            expires_at: self.expires_at.map(|e| e.and_then(|t| problems.check("expires_at", when::future(&t, now)))),
            preview: preview.and_then(|read| read.map_err(|e| problems.push(e)).ok()),
            language: language.and_then(|read| read.map_err(|e| problems.push(e)).ok()),
            suggested: self.suggested_amounts.map(Option::unwrap_or_default),
            asks_note: self.asks_note.map(Option::unwrap_or_default),
            takes_tips: self.takes_tips.map(Option::unwrap_or_default),
            labels: labels.and_then(|read| read.map_err(|e| problems.push(e)).ok()),
            after_payment: self.after_payment.map(|after| after.and_then(|body| body.check(&mut problems))),
            stocks: self.stocks.map(|stocks| stocks.into_iter().map(Into::into).collect()),
        };
        problems.finish().map_err(actions::Error::Invalid)?;
        Ok(change)
    }
}
