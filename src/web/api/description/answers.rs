//! Answers and headers that many calls share.

use axum::http::StatusCode;
use serde_json::json;
use utoipa::openapi::path::{Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::{Components, ObjectBuilder, Ref, Type};
use utoipa::openapi::{ContentBuilder, Header, Required, ResponseBuilder};
use utoipa::{PartialSchema, ToSchema};

use crate::web::error::ProblemJson;

/// A refusal: its status, the name of its component, and its sentence.
const REFUSALS: [(u16, &str, &str); 15] = [
    (400, "BadRequest", "The body, the query or a field is wrong; `errors` says which."),
    (401, "NoKey", "The API key is missing or unknown."),
    (403, "ScopeMissing", "The API key lacks a scope; `detail` names it."),
    (404, "NotFound", "There is no such thing, or it is somebody else's."),
    (405, "WrongMethod", "The address exists, and not for this method."),
    (408, "TooSlow", "The call took too long, for example because its body didn't arrive."),
    (409, "Conflict", "It isn't in a state in which this can be done, or the first call with this key is under way."),
    (410, "SettingsLost", "The method's settings were lost with their key, so that its provider can't be asked."),
    (412, "Changed", "The resource was changed since it was read: `If-Match` names another version."),
    (413, "TooLarge", "The body is too large."),
    (415, "NoJson", "The body isn't JSON, or doesn't say so."),
    (422, "KeyReused", "The idempotency key was used for another call."),
    (429, "TooMany", "The key's calls for now are used up; wait for `Retry-After` seconds."),
    (500, "Failed", "The service failed. A call with an idempotency key can be sent again."),
    (503, "Unavailable", "The database or the provider can't be reached for now; wait for `Retry-After` seconds."),
];

/// The refusals of every call.
pub const ALWAYS: [u16; 5] = [401, 408, 429, 500, 503];

/// A header: its name, the name of its component where that differs, and its sentence.
const HEADERS: [(&str, &str); 11] = [
    ("Location", "The address of the resource."),
    ("Retry-After", "The seconds after which the call may be sent again."),
    (
        "RateLimit",
        "What is left of the key's calls: `\"minute\";r=1199;t=60`, where `t` is the seconds until all are there again.",
    ),
    (
        "RateLimit-Policy",
        "The number of calls that a key may send, and the window in seconds: `\"minute\";q=1200;w=60`.",
    ),
    ("Idempotent-Replayed", "`true` where an answer is the repetition of an earlier one."),
    ("ETag", "The version of the resource, for `If-Match`."),
    ("Chit-Final", "`true` when the same export will have the same lines for ever."),
    ("Content-Disposition", "The name of the file."),
    ("WWW-Authenticate", "`Bearer`."),
    ("Allow", "The methods of the address."),
    ("X-Request-Id", "The number of the call, which the service's log has, too."),
];

/// The sentence about a success.
pub fn sentence(status: StatusCode) -> &'static str {
    match status {
        StatusCode::CREATED => "It was made.",
        StatusCode::ACCEPTED => "It is under way.",
        StatusCode::NO_CONTENT => "It is gone.",
        _ => "The answer.",
    }
}

/// The name of the component of a refusal.
pub fn name(status: u16) -> &'static str {
    REFUSALS.iter().find(|(known, ..)| *known == status).map_or("Failed", |(_, name, _)| name)
}

/// The reference to a header.
pub fn header(name: &str) -> Ref {
    Ref::new(format!("#/components/headers/{name}"))
}

/// Adds the headers that every answer to a known key has.
pub fn with_common_headers(response: ResponseBuilder) -> ResponseBuilder {
    ["RateLimit", "RateLimit-Policy", "X-Request-Id"]
        .into_iter()
        .fold(response, |r, name| r.header_ref(name, header(name)))
}

/// The header by which a call is done once.
pub fn idempotency_key() -> Parameter {
    let about = "A key of the caller's own: 1 to 255 printable ASCII characters, bare or in quotes. For 48 hours, a repetition of the call \
    with the same key gets the first answer again.";
    let schema = ObjectBuilder::new().schema_type(Type::String).pattern(Some("^[!-~]([ -~]{0,253}[!-~])?$"));
    ParameterBuilder::new()
        .name("Idempotency-Key")
        .parameter_in(ParameterIn::Header)
        .required(Required::False)
        .description(Some(about))
        .schema(Some(schema))
        .build()
}

/// The header by which a change is made of one version only.
pub fn if_match() -> Parameter {
    let about = "The `ETag` of the version that is to be changed, or several of them, or `*` for any. Where the resource is in another \
    version by now, nothing is changed.";
    ParameterBuilder::new()
        .name("If-Match")
        .parameter_in(ParameterIn::Header)
        .required(Required::False)
        .description(Some(about))
        .schema(Some(ObjectBuilder::new().schema_type(Type::String)))
        .build()
}

/// Adds the refusals, the headers, and the schema of problems.
pub fn add_to(components: &mut Components) {
    let mut schemas = Vec::new();
    ProblemJson::schemas(&mut schemas);
    schemas.push((ProblemJson::name().into_owned(), ProblemJson::schema()));
    components.schemas.extend(schemas);
    for (status, name, about) in REFUSALS {
        components.responses.insert(name.to_owned(), refusal(status, about).build().into());
    }
    for (name, about) in HEADERS {
        let mut header = Header::new(ObjectBuilder::new().schema_type(Type::String));
        header.description = Some(about.to_owned());
        components.headers.insert(name.to_owned(), header.into());
    }
}

fn refusal(status: u16, about: &str) -> ResponseBuilder {
    let problem =
        ContentBuilder::new().schema(Some(Ref::from_schema_name(ProblemJson::name()))).example(example(status)).build();
    let mut response = ResponseBuilder::new().description(about).content("application/problem+json", problem);
    let of_its_own: &[&str] = match status {
        401 => &["WWW-Authenticate"],
        405 => &["Allow"],
        429 => &["Retry-After", "RateLimit", "RateLimit-Policy"],
        503 => &["Retry-After"],
        _ => &[],
    };
    for name in of_its_own.iter().chain(&["X-Request-Id"]) {
        response = response.header_ref(*name, header(name));
    }
    response
}

/// The example of a refusal for which its sentence isn't enough.
fn example(status: u16) -> Option<serde_json::Value> {
    let detail = "EUR has 2 decimals, so this amount is too fine.";
    (status == 400).then(|| {
        json!({
            "type": "https://pay.example/docs/problems/invalid",
            "title": "Something needs another look",
            "status": status,
            "detail": format!("amount: {detail}"),
            "errors": [{"field": "amount", "code": "too_many_decimals", "detail": detail}],
        })
    })
}
