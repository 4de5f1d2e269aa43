//! The outcome of a table of requests, row by row, and the table that tells it.

use serde::{Deserialize, Serialize};

use crate::accounting::export::{disarmed, records};
use crate::actions::Context;
use crate::domain::field::FieldError;
use crate::domain::request::PaymentRequest;
use crate::domain::request::code::RequestCode;
use crate::domain::request::sheet::{ANSWERED, Sheet};
use crate::domain::request::terms::Terms;

/// The outcome of a row. This is all that is kept for a repeated call, which brings the texts along.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowOutcome {
    /// The place of the row below the header, as in [`Sheet::numbers`].
    pub number: usize,
    /// The code of the request that was made of it.
    pub code: Option<String>,
    /// The errors of the row, in English.
    pub error: Option<String>,
}

/// A table whose rows were checked.
#[derive(Debug)]
pub struct CheckedSheet {
    /// The terms of the rows that are right, in their order.
    pub terms: Vec<Terms>,
    /// The errors of each row; empty where it is right.
    pub errors: Vec<Vec<FieldError>>,
}

impl CheckedSheet {
    /// Takes the outcome of [`Sheet::check`] apart.
    pub fn of(rows: Vec<Result<Terms, Vec<FieldError>>>) -> Self {
        let (mut terms, mut errors) = (Vec::new(), Vec::with_capacity(rows.len()));
        for row in rows {
            match row {
                Ok(good) => {
                    terms.push(good);
                    errors.push(Vec::new());
                }
                Err(problems) => errors.push(problems),
            }
        }
        Self { terms, errors }
    }

    /// The number of rows that are wrong.
    pub fn wrong(&self) -> usize {
        self.errors.iter().filter(|errors| !errors.is_empty()).count()
    }

    /// Returns whether requests are to be made: of all rows, or of the right ones where that is wanted.
    pub fn is_to_be_made(&self, partial: bool) -> bool {
        !self.terms.is_empty() && (partial || self.wrong() == 0)
    }
}

/// The outcomes of all rows by their numbers, with the requests that were made of the right ones; none are made where `requests` is empty.
pub fn outcomes(numbers: &[usize], errors: &[Option<String>], requests: &[PaymentRequest]) -> Vec<RowOutcome> {
    let mut made = requests.iter();
    let outcome = |(number, error): (&usize, &Option<String>)| RowOutcome {
        number: *number,
        code: if error.is_none() { made.next().map(|request| request.code.to_string()) } else { None },
        error: error.clone(),
    };
    numbers.iter().zip(errors).map(outcome).collect()
}

/// The errors of a row in one cell: `amount: Write digits. due_on: Write a day.` It begins with a field's name, so no spreadsheet runs it.
pub fn told(errors: &[FieldError]) -> Option<String> {
    let each: Vec<_> = errors.iter().map(|error| format!("{}: {}", error.field, error.detail)).collect();
    (!each.is_empty()).then(|| each.join(" "))
}

/// Writes the outcomes of rows as they are kept.
#[expect(clippy::expect_used, reason = "an empty answer would be kept as the call's answer for two days")]
pub fn kept(outcomes: &[RowOutcome]) -> String {
    serde_json::to_string(outcomes).expect("outcomes are structs of texts")
}

/// Reads the kept outcomes of rows; `None` for an answer of another kind.
pub fn read_kept(body: &str) -> Option<Vec<RowOutcome>> {
    serde_json::from_str(body).ok()
}

/// The table as it came, with the outcome of each row behind it. Text that a spreadsheet would take for a formula is disarmed, as in exports.
pub fn answer(ctx: &Context, sheet: &Sheet, outcomes: &[RowOutcome]) -> Vec<u8> {
    let came = |cells: &[String]| cells.iter().map(|cell| disarmed(cell).into_owned()).collect::<Vec<_>>();
    let header = [came(&sheet.header), ANSWERED.map(str::to_owned).into()].concat();
    let row = |(cells, outcome): (&Vec<String>, &RowOutcome)| {
        let code = outcome.code.as_deref().and_then(RequestCode::parse);
        let url = code.as_ref().map(|code| ctx.qr.link(code)).unwrap_or_default();
        let code = code.map(|code| code.to_string()).unwrap_or_default();
        [came(cells), vec![code, url, outcome.error.clone().unwrap_or_default()]].concat()
    };
    let table = records(sheet.delimiter, std::iter::once(header).chain(sheet.rows.iter().zip(outcomes).map(row)));
    let mark: &[u8] = if sheet.has_mark { "\u{feff}".as_bytes() } else { b"" };
    [mark, &table].concat()
}
