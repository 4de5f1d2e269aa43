//! The rules by which push services of others take a message, from their own sources and documents: Mozilla's autopush, and ntfy as a server
//! of UnifiedPush.

use http::StatusCode;
use http::header::HeaderValue;

use super::service::Came;

/// The most bytes of a message (RFC 8030, section 7.2, and UnifiedPush).
const LONGEST: usize = 4096;

/// The headers by which ntfy lets a publisher word its own messages. One of them would make an alert say something.
const WORDS: [&str; 14] = [
    "title", "t", "message", "m", "click", "icon", "attach", "filename", "email", "call", "priority", "tags", "delay",
    "actions",
];

fn is_base64url(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_=".contains(&b))
}

/// The answer of autopush: it wants `TTL`, a topic of 32 letters at most, the keys in the body and nowhere else, and a signature.
pub fn autopush(came: &Came) -> (StatusCode, Vec<(&'static str, HeaderValue)>) {
    let header = |name: &str| came.headers.get(name).map(String::as_str);
    let ttl = header("ttl").and_then(|ttl| ttl.parse::<u64>().ok());
    let topic_fits = header("topic").is_none_or(|topic| topic.len() <= 32 && is_base64url(topic));
    let encoded =
        header("content-encoding") == Some("aes128gcm") && header("crypto-key").or(header("encryption")).is_none();
    let signed = header("authorization").is_some_and(|said| said.starts_with("vapid t="));
    let status = match ttl {
        _ if came.body.len() > LONGEST => StatusCode::PAYLOAD_TOO_LARGE,
        Some(_) if topic_fits && encoded && signed => StatusCode::CREATED,
        Some(_) if topic_fits && encoded => StatusCode::UNAUTHORIZED,
        _ => StatusCode::BAD_REQUEST,
    };
    let ttl = HeaderValue::from(ttl.unwrap_or_default());
    (status, vec![("location", HeaderValue::from_static("https://push.example/m/gAAAAA")), ("ttl", ttl)])
}

/// The answer of ntfy: the address says that the message is of UnifiedPush (`up=1`), so that bytes aren't an attachment. It knows no
/// signature, and takes `Basic` and `Bearer` for its own accounts. What is longer it would cut off, which no device can decrypt.
pub fn ntfy(came: &Came) -> (StatusCode, Vec<(&'static str, HeaderValue)>) {
    let said = came.headers.get("authorization").map(|said| said.to_ascii_lowercase()).unwrap_or_default();
    let status = if !came.path.ends_with("?up=1") || WORDS.iter().any(|word| came.headers.contains_key(*word)) {
        StatusCode::BAD_REQUEST
    } else if said.starts_with("basic ") || said.starts_with("bearer ") {
        StatusCode::UNAUTHORIZED
    } else if came.body.is_empty() || came.body.len() > LONGEST {
        StatusCode::PAYLOAD_TOO_LARGE
    } else {
        StatusCode::OK
    };
    (status, vec![("content-type", HeaderValue::from_static("application/json"))])
}
