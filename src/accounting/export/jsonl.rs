//! JSON Lines: an object for each movement, whose members are the columns in their order. Amounts are texts in major units as in the API,
//! absent values are null, texts are unchanged. Lines end with LF.
//!
//! No media type is registered; <https://jsonlines.org> names `application/jsonl`, by which OpenAPI's registry lists it.

use serde::{Serialize, Serializer};

use super::table::{Cell, cells};
use super::{COLUMNS, Format, FormatError, FormatKind};
use crate::domain::ledger::ExportLine;
use crate::domain::zone::Zone;

/// The format's entry in the table of formats.
pub(super) const KIND: FormatKind = FormatKind {
    name: "jsonl",
    label: "JSON Lines",
    audience: "For programs: one object per line, every column",
    media_type: "application/jsonl",
    stem: "movements",
    extension: "jsonl",
    one_currency: false,
    iso_only: false,
    may_refuse: false,
    open: |context| Box::new(JsonLines { zone: context.zone }),
};

struct JsonLines {
    zone: Zone,
}

impl Format for JsonLines {
    fn begin(&mut self) -> Vec<u8> {
        Vec::new()
    }

    #[expect(clippy::expect_used, reason = "a line that is missing from a file would be missing from somebody's books")]
    fn lines(&mut self, lines: &[ExportLine]) -> Result<Vec<u8>, FormatError> {
        let mut out = Vec::with_capacity(lines.len() * 1024);
        for line in lines {
            serde_json::to_writer(&mut out, &Object(cells(line, self.zone))).expect("memory takes every object");
            out.push(b'\n');
        }
        Ok(out)
    }
}

struct Object<'a>([Cell<'a>; COLUMNS.len()]);

impl Serialize for Object<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(COLUMNS.iter().zip(&self.0))
    }
}

impl Serialize for Cell<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Absent => serializer.serialize_none(),
            Self::Word(word) => serializer.serialize_str(word),
            Self::Text(text) => serializer.serialize_str(text),
            Self::Amount(money) => serializer.serialize_str(&money.to_decimal()),
            Self::Number(number) => serializer.serialize_i64(*number),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::super::samples::{assert_sums, hostile_text, lines};
    use super::super::{ExportContext, write_whole};
    use super::*;

    fn write(lines: &[ExportLine]) -> String {
        String::from_utf8(write_whole(&KIND, &ExportContext::example(), lines)).expect("UTF-8")
    }

    #[test]
    fn an_object_has_every_column_in_order() {
        let line = ExportLine {
            fee: None,
            memo: Some("=1 \"a\"\n".into()),
            reference: Some(String::new()),
            statement_id: Some("stm_1".into()),
            belongs_to: chrono::NaiveDate::from_ymd_opt(2026, 2, 28),
            ..ExportLine::example(-1250)
        };
        let text = write(&[line]);
        let object: Value = serde_json::from_str(&text).expect("JSON");
        let mut place = 0;
        for column in COLUMNS {
            let key = format!("\"{column}\":");
            place += text[place..].find(&key).unwrap_or_else(|| panic!("{column} is missing, or not in its place"));
        }
        assert_eq!(object.as_object().map(serde_json::Map::len), Some(COLUMNS.len()));
        assert_eq!(object["gross"], "-12.50");
        assert_eq!((&object["fee"], &object["net"], &object["reference"]), (&Value::Null, &Value::Null, &Value::Null));
        assert_eq!((&object["seq"], &object["memo"]), (&json!(7), &json!("=1 \"a\"\n")));
        assert_eq!((&object["evidence_ref"], &object["accounting_date"]), (&json!("=cmd"), &json!("2026-03-29")));
        assert_eq!((&object["statement_id"], &object["belongs_to"]), (&json!("stm_1"), &json!("2026-02-28")));
        assert!(text.ends_with("}\n") && !text.contains('\r') && !text.contains("\"\""), "{text}");
    }

    #[test]
    fn sums_are_the_ledgers() {
        let lines = lines(&["EUR", "JPY", "KWD"]);
        let rows = write(&lines).lines().map(|line| serde_json::from_str(line).expect("JSON")).collect::<Vec<Value>>();
        let text = |row: &Value, name: &str| row[name].as_str().unwrap_or_default().to_owned();
        assert_sums(&lines, rows.iter().map(|row| (text(row, "currency"), text(row, "gross"), text(row, "fee"))));
    }

    proptest! {
        #[test]
        fn texts_are_unchanged_in_one_line(memo in hostile_text()) {
            let text = write(&[ExportLine { memo: Some(memo.clone()), ..ExportLine::example(100) }]);
            prop_assert_eq!(text.matches('\n').count(), 1);
            let object: Value = serde_json::from_str(&text).expect("JSON");
            prop_assert_eq!(object["memo"].as_str(), Some(&*memo));
        }
    }
}
