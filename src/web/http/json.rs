//! A strict parser for JSON bodies of API calls, and their canonical fingerprint.
//!
//! A duplicate member is an error, because parsers differ in which one counts. A number is its value: `1.0` and `1e0` are the integer 1,
//! as in JSON Schema.

use std::fmt;

use axum::http::StatusCode;
use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};
use sha2::{Digest, Sha256};

use crate::actions;
use crate::domain::field::FieldError;
use crate::web::error::Error;

/// The largest integer that a double distinguishes from its neighbours: 2^53 − 1.
const LARGEST_SAFE: i64 = 9_007_199_254_740_991;

/// Members that are sealed wherever they are kept. A door code could be guessed from a fingerprint that it is part of.
const SEALED: [&str; 1] = ["after_payment"];
/// Lists of objects with a member that is sealed wherever it is kept, and that member.
const SEALED_WITHIN: [(&str, &str); 1] = [("shares", "name")];

/// The message that marks a duplicate member among serde's errors of the data.
const TWICE: &str = "this member stands there twice";

/// Parses a JSON object.
///
/// # Errors
/// Text that isn't JSON; anything but an object; a duplicate member.
pub fn object(text: &[u8]) -> Result<Map<String, Value>, Error> {
    let mut json = serde_json::Deserializer::from_slice(text);
    let mut track = serde_path_to_error::Track::new();
    let tracked = serde_path_to_error::Deserializer::new(&mut json, &mut track);
    let value = Unique.deserialize(tracked).map_err(|e| {
        let twice = e.is_data() && e.to_string().starts_with(TWICE);
        match twice {
            true => {
                wrong(&track.path().to_string(), "duplicate", "This member stands in the body twice. Send it once.")
            }
            false => invalid(&e),
        }
    })?;
    json.end().map_err(|e| invalid(&e))?;
    match value {
        Value::Object(object) => Ok(object),
        _ => Err(wrong(".", "wrong_type", "Send a JSON object.")),
    }
}

/// Returns the fingerprint of a call: SHA-256, in hex, of its head and of its body in the canonical form of RFC 8785. A member that is
/// `null` counts as absent, and one of [`SEALED`] or [`SEALED_WITHIN`] only as being there.
///
/// # Errors
/// A number that RFC 8785 can't write; JSON has none.
pub fn fingerprint(head: &str, object: &Map<String, Value>) -> Result<String, Error> {
    let mut said = object.clone();
    for name in SEALED {
        conceal(said.get_mut(name));
    }
    for (list, name) in SEALED_WITHIN {
        let entries = said.get_mut(list).and_then(Value::as_array_mut);
        entries.into_iter().flatten().for_each(|entry| conceal(entry.get_mut(name)));
    }
    let body = serde_json_canonicalizer::to_vec(&without_nulls(&said)).map_err(|e| invalid(&e))?;
    Ok(hex::encode(Sha256::new().chain_update(head).chain_update("\n").chain_update(body).finalize()))
}

/// Leaves of a member only that it is there.
fn conceal(member: Option<&mut Value>) {
    if let Some(value) = member.filter(|value| !value.is_null()) {
        *value = Value::Bool(true);
    }
}

fn without_nulls(object: &Map<String, Value>) -> Value {
    let said = object.iter().filter(|(_, value)| !value.is_null());
    Value::Object(said.map(|(name, value)| (name.clone(), without_null_members(value))).collect())
}

fn without_null_members(value: &Value) -> Value {
    match value {
        Value::Object(object) => without_nulls(object),
        Value::Array(values) => values.iter().map(without_null_members).collect(),
        other => other.clone(),
    }
}

fn wrong(path: &str, code: &'static str, detail: &str) -> Error {
    let field = if path == "." { "body".to_owned() } else { path.chars().take(64).collect() };
    actions::Error::Invalid(vec![FieldError::plain(field, code, detail)]).into()
}

fn invalid(error: &serde_json::Error) -> Error {
    Error::unreadable(StatusCode::BAD_REQUEST, format!("The body is not valid JSON: {error}."))
}

/// Deserializes a value, and refuses objects with duplicate members.
#[derive(Clone, Copy)]
struct Unique;

impl<'de> DeserializeSeed<'de> for Unique {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Unique {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Number::from_f64(value).map_or(Value::Null, |number| whole(&number).map_or(number.into(), Value::from)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(text.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Value, A::Error> {
        let mut values = Vec::new();
        while let Some(value) = elements.next_element_seed(self)? {
            values.push(value);
        }
        Ok(values.into())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let mut object = Map::new();
        while let Some(name) = members.next_key::<String>()? {
            let value = members.next_value_seed(Seen { before: object.contains_key(&name) })?;
            object.insert(name, value);
        }
        Ok(object.into())
    }
}

/// Deserializes a member's value, and refuses a duplicate: here, because only here the path includes the member.
struct Seen {
    before: bool,
}

impl<'de> DeserializeSeed<'de> for Seen {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        let value = Unique.deserialize(deserializer)?;
        if self.before { Err(D::Error::custom(TWICE)) } else { Ok(value) }
    }
}

/// Converts a number without a fraction to the integer. `None` outside of ±[`LARGEST_SAFE`].
fn whole(number: &Number) -> Option<i64> {
    let canonical = serde_json_canonicalizer::to_string(number).ok()?;
    canonical.parse().ok().filter(|whole| (-LARGEST_SAFE..=LARGEST_SAFE).contains(whole))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn print(text: &str) -> String {
        fingerprint("POST /api/v1/requests", &object(text.as_bytes()).expect("an object")).expect("canonical")
    }

    #[test]
    fn what_says_the_same_is_the_same() {
        let first = print(r#"{"amount":"25.00","max_payments":1,"items":[{"name":"A","amount":"1"}]}"#);
        for same in [
            "{ \"amount\" : \"25.00\",\n \"max_payments\": 1, \"items\": [ { \"amount\": \"1\", \"name\": \"A\" } ] }",
            r#"{"max_payments":1,"items":[{"name":"A","amount":"1"}],"amount":"25.00"}"#,
            r#"{"\u0061mount":"25.\u0030\u0030","max_payments":1.0,"items":[{"name":"\u0041","amount":"1"}]}"#,
            r#"{"amount":"25.00","max_payments":1e0,"items":[{"name":"A","amount":"1","quantity":null}],"memo":null}"#,
        ] {
            assert_eq!(print(same), first, "{same}");
        }
        for other in [
            "{}",
            r#"{"amount":"25.0","max_payments":1,"items":[{"name":"A","amount":"1"}]}"#,
            r#"{"amount":"25.00","max_payments":2,"items":[{"name":"A","amount":"1"}]}"#,
            r#"{"amount":"25.00","max_payments":"1","items":[{"name":"A","amount":"1"}]}"#,
            r#"{"amount":"25.00","max_payments":1,"items":[{"name":"a","amount":"1"}]}"#,
            r#"{"amount":"25.00","max_payments":1,"items":[null,{"name":"A","amount":"1"}]}"#,
        ] {
            assert_ne!(print(other), first, "{other}");
        }
        let body = object(b"{}").expect("an object");
        assert_ne!(
            fingerprint("POST /a", &body).expect("canonical"),
            fingerprint("POST /b", &body).expect("canonical")
        );
    }

    #[test]
    fn nothing_that_is_sealed_can_be_guessed_from_a_print() {
        let with = |code: &str| print(&format!(r#"{{"amount":"25","after_payment":{{"text":"{code}"}}}}"#));
        assert_eq!(with("4711"), with("4712"));
        assert_ne!(with("4711"), print(r#"{"amount":"25","after_payment":null}"#));
        let share =
            |name: &str, amount: &str| print(&format!(r#"{{"shares":[{{"name":{name},"amount":"{amount}"}}]}}"#));
        assert_eq!(share("\"Anna\"", "5"), share("\"Ben\"", "5"));
        assert_ne!(share("\"Anna\"", "5"), share("\"Anna\"", "6"));
        assert_ne!(share("\"Anna\"", "5"), share("null", "5"));
        assert_ne!(print(r#"{"shares":2}"#), print(r#"{"shares":3}"#));
    }

    #[test]
    fn a_member_that_stands_twice_is_named() {
        for (text, field) in [
            (r#"{"amount":"1","amount":"1"}"#, "amount"),
            (r#"{"amount":"1","\u0061mount":"2"}"#, "amount"),
            (r#"{"settings":{"iban":"x","iban":"y"}}"#, "settings.iban"),
            (r#"{"items":[{"name":"A","name":"A"}]}"#, "items[0].name"),
        ] {
            match object(text.as_bytes()) {
                Err(Error::Action(actions::Error::Invalid(fields))) => {
                    assert_eq!((&*fields[0].field, fields[0].code), (field, "duplicate"), "{text}");
                }
                other => panic!("{text}: {other:?}"),
            }
        }
    }

    #[test]
    fn numbers_are_their_values_and_none_is_rounded() {
        let read = |text: &str| object(format!("{{\"n\":{text}}}").as_bytes()).expect("an object")["n"].clone();
        for (text, value) in [("1.0", 1), ("1e0", 1), ("10e-1", 1), ("-0.0", 0), ("2E2", 200)] {
            assert_eq!(read(text), Value::from(value), "{text}");
        }
        assert_eq!(read("9007199254740993").as_i64(), Some(9_007_199_254_740_993));
        for text in ["1.5", "9007199254740993.0", "1e300"] {
            assert!(read(text).is_f64(), "{text}");
        }
        assert!(object(br#"{"n":1e999}"#).is_err());
    }

    #[test]
    fn only_an_object_is_a_body() {
        for text in ["", "[]", "null", "1", "{", "{}x", "{} {}", "{\"a\":}", "{'a':1}"] {
            assert!(object(text.as_bytes()).is_err(), "{text}");
        }
    }
}
