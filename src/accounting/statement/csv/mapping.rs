//! The description of a table's columns.

use serde::{Deserialize, Serialize, Serializer};

use crate::domain::money::currency::Currency;

/// A column: its number from 1, or its heading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Column {
    /// The number, counted from 1.
    Number(usize),
    /// The heading, as it stands in the file; letter case and signs don't matter. The first of several equal ones.
    Heading(String),
}

/// The order of day, month and year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DateOrder {
    /// 31/12/2026.
    Dmy,
    /// 12/31/2026.
    Mdy,
    /// 26-12-31. A year of four digits in front needs no order.
    Ymd,
}

/// The character before the decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum DecimalMark {
    /// 1,234.50
    #[serde(rename = ".")]
    Dot,
    /// 1.234,50
    #[serde(rename = ",")]
    Comma,
}

/// Answers about a table. What is given holds; what isn't, is found in the file if it is beyond doubt, and asked for otherwise. It can be
/// stored as JSON and used for each file with the same headings.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CsvMapping {
    /// The character between cells.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delimiter: Option<char>,
    /// The line that has the headings, counted from 1; 0 if none has.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub header_line: Option<u64>,
    /// The day of booking.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<Column>,
    /// The order of dates that have no year of four digits in front.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date_order: Option<DateOrder>,
    /// The value date.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value_date: Option<Column>,
    /// The amount, with a sign, or with `sign`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<Column>,
    /// The amounts that went out, if they have a column of their own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub debit: Option<Column>,
    /// The amounts that came in, likewise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub credit: Option<Column>,
    /// The column that says the direction of an unsigned `amount`: debit or credit, Af or Bij, S or H.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sign: Option<Column>,
    /// The fee that was kept of an incoming amount; its sign doesn't matter.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fee: Option<Column>,
    /// The amount after the fee, by which each fee is proved.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub net: Option<Column>,
    /// The character before the decimals of amounts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decimal_mark: Option<DecimalMark>,
    /// The column of currencies' codes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub currency_column: Option<Column>,
    /// The currency of all rows, if no column has it.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "code")]
    pub currency: Option<Currency>,
    /// The columns in which references are searched.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub text: Vec<Column>,
    /// The column of structured references.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference: Option<Column>,
    /// The column of the payer's end-to-end id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end_to_end: Option<Column>,
    /// The bank's own id of a row.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<Column>,
    /// The column that tells booked rows from pending and failed ones.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<Column>,
    /// The number of the account that the row belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account: Option<Column>,
}

fn code<S: Serializer>(currency: &Option<Currency>, serializer: S) -> Result<S::Ok, S::Error> {
    match currency {
        Some(currency) => serializer.serialize_str(currency.code()),
        None => serializer.serialize_none(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mapping_is_remembered_as_json() {
        let json = r#"{"delimiter":";","header_line":2,"date":"Tag","date_order":"dmy","amount":3,"decimal_mark":",","currency":"EUR","text":["Zweck",7]}"#;
        let mapping: CsvMapping = serde_json::from_str(json).expect("a mapping");
        assert_eq!(mapping.amount, Some(Column::Number(3)));
        assert_eq!(serde_json::to_string(&mapping).expect("JSON"), json);
        assert_eq!(serde_json::from_str::<CsvMapping>("{}").expect("a mapping"), CsvMapping::default());
        assert!(serde_json::from_str::<CsvMapping>(r#"{"amout":3}"#).is_err(), "a slip is no answer");
    }
}
