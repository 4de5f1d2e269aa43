//! Questions about a table's columns, with its first rows to look at.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::accounting::statement::csv::CsvPreview;
use crate::locale::{Locale, Words};
use crate::web::http::extract::Deed;

/// The members of a mapping that the form may have, in the order of its questions, with the keys of their names.
const MEMBERS: [(&str, &str); 12] = [
    ("date", "books-column-date"),
    ("date_order", "books-date-order"),
    ("value_date", "books-column-value-date"),
    ("amount", "books-column-amount"),
    ("debit", "books-column-debit"),
    ("credit", "books-column-credit"),
    ("sign", "books-column-sign"),
    ("fee", "books-column-fee"),
    ("net", "books-column-net"),
    ("decimal_mark", "books-decimal-mark"),
    ("currency", "books-currency"),
    ("currency_column", "books-column-currency"),
];

/// The answers that may be given beside columns, with the keys of their names.
const ORDERS: [(&str, &str); 3] = [("dmy", "books-order-dmy"), ("mdy", "books-order-mdy"), ("ymd", "books-order-ymd")];
const MARKS: [(&str, &str); 2] = [(".", "books-mark-dot"), (",", "books-mark-comma")];

/// The fields before the file: answers about a table, by the members of its mapping.
#[derive(Debug, Default, Deserialize)]
#[serde(transparent)]
pub struct ImportForm(BTreeMap<String, String>);

impl Deed for ImportForm {
    const NAME: &'static str = "import-statement";
}

impl ImportForm {
    /// The answer to a question; empty without one.
    fn answer(&self, member: &str) -> &str {
        self.0.get(member).map_or("", |text| text.trim())
    }

    /// The answers as a mapping; `None` without any. A column may be given by its number.
    pub(super) fn mapping(&self) -> Option<String> {
        let answers = MEMBERS.into_iter().map(|(member, _)| (member, self.answer(member)));
        let value = |text: &str| text.parse::<u32>().map_or_else(|_| text.into(), serde_json::Value::from);
        let given: serde_json::Map<_, _> =
            answers.filter(|(_, text)| !text.is_empty()).map(|(name, text)| (name.to_owned(), value(text))).collect();
        (!given.is_empty()).then(|| serde_json::Value::Object(given).to_string())
    }
}

/// A question about a table's columns.
pub(super) struct QuestionView {
    pub member: &'static str,
    pub label: String,
    pub answer: String,
    pub is_asked: bool,
    /// The answers to choose from; empty for a line of text.
    pub options: Vec<OptionView>,
}

/// An answer to choose.
pub(super) struct OptionView {
    pub value: String,
    pub label: String,
    pub chosen: bool,
}

/// The first rows of a table. Cells that may name somebody are left out.
#[derive(Default)]
pub(super) struct TableView {
    pub headings: Vec<String>,
    pub rows: Vec<Vec<Option<String>>>,
}

impl TableView {
    /// The table, its columns numbered where it names none.
    pub(super) fn of(locale: Locale, preview: &CsvPreview) -> Self {
        let width = preview.rows.iter().map(Vec::len).chain([preview.headings.len()]).max().unwrap_or(0);
        let heading = |index: usize| {
            let number = locale.undivided(i64::try_from(index + 1).unwrap_or(i64::MAX));
            match preview.headings.get(index).filter(|heading| !heading.is_empty()) {
                Some(heading) => format!("{number}. {heading}"),
                None => number,
            }
        };
        Self { headings: (0..width).map(heading).collect(), rows: preview.rows.clone() }
    }
}

/// The questions that a preview asks, and those that were answered before.
pub(super) fn questions(
    locale: Locale,
    preview: &CsvPreview,
    table: &TableView,
    form: &ImportForm,
) -> Vec<QuestionView> {
    let words = Words::new(locale);
    let asked = |member: &str| preview.questions.iter().any(|question| question.field == member);
    // Money that came and money that went may have a column each, and a provider's table has fees.
    let offered = |member: &str| {
        asked(member)
            || !form.answer(member).is_empty()
            || matches!(member, "debit" | "credit" | "fee" | "net") && asked("amount")
    };
    let named = |list: &[(&str, &str)]| -> Vec<(String, String)> {
        list.iter().map(|(value, key)| ((*value).to_owned(), words.say(key).into_owned())).collect()
    };
    let view = |(member, key): (&'static str, &'static str)| {
        let options = match member {
            "date_order" => named(&ORDERS),
            "decimal_mark" => named(&MARKS),
            "currency" => Vec::new(),
            _ => (1..).zip(&table.headings).map(|(number, label)| (number.to_string(), label.clone())).collect(),
        };
        let answer = form.answer(member);
        QuestionView {
            member,
            label: words.say(key).into_owned(),
            answer: answer.to_owned(),
            is_asked: asked(member),
            options: options
                .into_iter()
                .map(|(value, label): (String, String)| OptionView { chosen: value == answer, value, label })
                .collect(),
        }
    };
    MEMBERS.into_iter().filter(|(member, _)| offered(member)).map(view).collect()
}
