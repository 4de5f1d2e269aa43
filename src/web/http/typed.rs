//! Deserialization of JSON objects that reports all type errors at once: a value of a wrong type is replaced by a blank one of the right
//! type, and the body is deserialized again to find the next error.

use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};
use serde_path_to_error::Segment;

use crate::actions;
use crate::domain::field::FieldError;
use crate::web::error::Error;

/// The most errors that are reported for one body. Each costs a few deserializations.
const MOST: usize = 50;

/// Rust's names of the integers that bodies have.
const INTEGERS: [&str; 8] = ["i8", "i16", "i32", "i64", "u8", "u16", "u32", "u64"];

/// Deserializes an object, and collects an error for every member that is unknown, missing or of a wrong type. Blank values replace
/// these, only so that the values of the others can be validated.
///
/// # Errors
/// [`actions::Error::Invalid`] after [`MOST`] errors, or for a member that no blank value can replace.
pub fn typed<T: DeserializeOwned>(object: Map<String, Value>) -> Result<(T, Vec<FieldError>), Error> {
    let mut body = Value::Object(object);
    let mut wrong = Vec::new();
    loop {
        let misfit = match read::<T>(&body) {
            Ok(value) => return Ok((value, wrong)),
            Err(misfit) => misfit,
        };
        let goes_on = wrong.len() + 1 < MOST && misfit.mend::<T>(&mut body);
        wrong.push(misfit.told());
        if !goes_on {
            break;
        }
    }
    Err(actions::Error::Invalid(wrong).into())
}

fn read<T: DeserializeOwned>(body: &Value) -> Result<T, Misfit> {
    serde_path_to_error::deserialize(body).map_err(|e| Misfit {
        path: e.path().to_string(),
        place: pointer(e.path()),
        text: e.into_inner().to_string(),
    })
}

/// Converts a path to a JSON pointer (RFC 6901); `None` for paths through enums or unknown segments.
fn pointer(path: &serde_path_to_error::Path) -> Option<String> {
    path.iter().try_fold(String::new(), |place, segment| match segment {
        Segment::Seq { index } => Some(format!("{place}/{index}")),
        Segment::Map { key } => Some(format!("{place}/{}", escaped(key))),
        Segment::Enum { .. } | Segment::Unknown => None,
    })
}

fn escaped(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

/// An error of one member.
struct Misfit {
    /// The member's path as shown in errors: `items[0].name`.
    path: String,
    /// The path as a JSON pointer (RFC 6901).
    place: Option<String>,
    /// The error in serde's words.
    text: String,
}

impl Misfit {
    fn is_unknown(&self) -> bool {
        self.text.starts_with("unknown field")
    }

    /// The name of the member that the object at the path lacks.
    fn missing(&self) -> Option<&str> {
        self.text.strip_prefix("missing field `")?.strip_suffix('`')
    }

    fn told(self) -> FieldError {
        let code = if self.is_unknown() { "unknown_field" } else { "wrong_type" };
        let field = if self.path == "." { "body".to_owned() } else { self.path.chars().take(64).collect() };
        FieldError::plain(field, code, format!("{}.", in_words_of_json(&self.text)))
    }

    /// Replaces the member, or else the closest value around it, to read beyond it. `false` when nothing helps.
    fn mend<T: DeserializeOwned>(&self, body: &mut Value) -> bool {
        let Some(place) = &self.place else { return false };
        if self.is_unknown() {
            return remove(body, place);
        }
        let place = match self.missing() {
            None => place.clone(),
            Some(name) => {
                let Some(object) = body.pointer_mut(place).and_then(Value::as_object_mut) else { return false };
                object.insert(name.to_owned(), Value::Null);
                format!("{place}/{}", escaped(name))
            }
        };
        let mut around = Some(place.as_str()).filter(|place| !place.is_empty());
        while let Some(place) = around {
            if blank::<T>(body, place) {
                return true;
            }
            around = place.rsplit_once('/').map(|(parent, _)| parent).filter(|parent| !parent.is_empty());
        }
        false
    }
}

/// Replaces Rust's names of types in serde's words by JSON's: a client knows no `struct` and no `u32`.
fn in_words_of_json(text: &str) -> String {
    let Some((found, wanted)) = text.split_once(", expected ") else { return text.to_owned() };
    let found = match found {
        "invalid type: map" => "invalid type: object",
        "invalid type: sequence" => "invalid type: array",
        "invalid type: unit value" => "invalid type: null",
        other => other,
    };
    let wanted = match wanted {
        "a sequence" => "an array",
        "a map" => "an object",
        _ if wanted.starts_with("struct ") || wanted.starts_with("internally tagged enum ") => "an object",
        _ if INTEGERS.contains(&wanted) => "an integer",
        other => other,
    };
    format!("{found}, expected {wanted}")
}

/// Removes the member of an object at a JSON pointer. `false` if there is none.
fn remove(body: &mut Value, place: &str) -> bool {
    let Some((parent, name)) = place.rsplit_once('/') else { return false };
    let name = name.replace("~1", "/").replace("~0", "~");
    body.pointer_mut(parent).and_then(Value::as_object_mut).is_some_and(|object| object.remove(&name).is_some())
}

/// Puts the first blank value at a JSON pointer that is accepted there. `false` when none is.
fn blank<T: DeserializeOwned>(body: &mut Value, place: &str) -> bool {
    let within = format!("{place}/");
    [Value::Null, json!(""), json!(0), json!(false), json!([]), json!({})].into_iter().any(|blank| {
        let Some(value) = body.pointer_mut(place) else { return false };
        *value = blank;
        let next = read::<T>(body).err().map(|next| next.place);
        next.is_none_or(|next| next.is_some_and(|next| next != place && !next.starts_with(&within)))
    })
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Default, Deserialize)]
    #[serde(default, deny_unknown_fields)]
    struct Body {
        text: Option<String>,
        number: Option<i64>,
        flag: Option<bool>,
        list: Option<Vec<String>>,
        lines: Option<Vec<Line>>,
        settings: Option<Map<String, Value>>,
    }

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "read, and not looked at")]
    struct Line {
        name: String,
        #[serde(default)]
        count: u32,
    }

    fn wrong(body: Value) -> Vec<String> {
        let Value::Object(object) = body else { panic!("an object") };
        match typed::<Body>(object) {
            Ok((_, fields)) | Err(Error::Action(actions::Error::Invalid(fields))) => {
                fields.iter().map(|field| format!("{} {}", field.field, field.code)).collect()
            }
            Err(other) => panic!("{other:?}"),
        }
    }

    #[test]
    fn what_fits_is_read() {
        for body in [json!({}), json!({"text": null, "lines": [{"name": "a"}], "settings": {"x": 5}})] {
            assert_eq!(wrong(body), [""; 0]);
        }
    }

    #[test]
    fn everything_of_a_wrong_type_is_told_once() {
        let all = json!({
            "text": 5, "number": "5", "flag": "yes", "list": "a", "lines": {}, "settings": [], "txt": 1, "a/b~c": 2,
        });
        let mut told = wrong(all);
        told.sort();
        assert_eq!(
            told,
            [
                "a/b~c unknown_field",
                "flag wrong_type",
                "lines wrong_type",
                "list wrong_type",
                "number wrong_type",
                "settings wrong_type",
                "text wrong_type",
                "txt unknown_field",
            ]
        );
    }

    #[test]
    fn types_are_named_as_a_client_knows_them() {
        let body =
            json!({"text": {}, "flag": null, "list": {}, "lines": [{"name": "a", "count": "2"}, 5], "settings": "x"});
        let Value::Object(object) = body else { panic!("an object") };
        let (_, wrong) = typed::<Body>(object).expect("blank values fit");
        let mut told: Vec<_> = wrong.iter().map(|field| field.detail.as_str()).collect();
        told.sort_unstable();
        assert_eq!(
            told,
            [
                "invalid type: integer `5`, expected an object.",
                "invalid type: object, expected a string.",
                "invalid type: object, expected an array.",
                "invalid type: string \"2\", expected an integer.",
                "invalid type: string \"x\", expected an object.",
            ]
        );
    }

    #[test]
    fn what_stands_within_is_told_too() {
        let lines = json!([{"name": 1, "count": "2"}, {"name": "b"}, {"count": 1}, {"name": "d", "cost": 3}]);
        assert_eq!(
            wrong(json!({"lines": lines, "list": ["a", 1, 2], "text": []})),
            [
                "lines[0].count wrong_type",
                "lines[0].name wrong_type",
                "lines[2] wrong_type",
                "lines[3].cost unknown_field",
                "list[1] wrong_type",
                "list[2] wrong_type",
                "text wrong_type",
            ]
        );
        assert_eq!(wrong(json!({"lines": [5], "text": 5})), ["lines[0] wrong_type", "text wrong_type"]);
    }

    #[test]
    fn a_body_of_nothing_but_errors_is_told_in_part() {
        let list: Vec<_> = (0..500).collect();
        assert_eq!(wrong(json!({"list": list})).len(), MOST);
    }
}
