//! The messages that the service sends to webhooks, by Standard Webhooks.

use std::collections::BTreeMap;

use utoipa::ToSchema;
use utoipa::openapi::path::{HttpMethod, OperationBuilder, ParameterBuilder, ParameterIn, Paths, PathsBuilder};
use utoipa::openapi::request_body::RequestBodyBuilder;
use utoipa::openapi::schema::{ObjectBuilder, Ref, Schema, Type};
use utoipa::openapi::{ContentBuilder, PathItem, RefOr, Required, ResponseBuilder};

use crate::domain::notice::NoticeKind;
use crate::domain::schema::Moment;
use crate::web::api::events::{EventSubject, EventType};

/// A message to a webhook, for its schema: `actions::webhooks::message` writes it.
#[derive(ToSchema)]
#[schema(as = Message)]
#[expect(dead_code, reason = "it describes what is written elsewhere")]
struct MessageSchema {
    #[schema(value_type = EventType)]
    r#type: String,
    /// The time of the fact.
    #[schema(value_type = Moment)]
    timestamp: String,
    /// The request or the payment as it was when the event was put in line, without what its payer wrote; `null` in a test.
    data: Option<EventSubject>,
}

/// The headers of a message.
const HEADERS: [(&str, &str); 3] = [
    ("webhook-id", "The event's id: the same event may come twice."),
    ("webhook-timestamp", "The time of sending, in seconds since 1970."),
    (
        "webhook-signature",
        "`v1,` and an HMAC-SHA256 in base64; two of them, with a blank between, after the secret was rotated.",
    ),
];

/// A message for each type of event. Their schemas are added to `schemas`.
pub fn webhooks(schemas: &mut BTreeMap<String, RefOr<Schema>>) -> Paths {
    let mut found = vec![(MessageSchema::name().into_owned(), <MessageSchema as utoipa::PartialSchema>::schema())];
    MessageSchema::schemas(&mut found);
    schemas.extend(found);
    let kinds = NoticeKind::CHOICE.into_iter().chain([NoticeKind::Test]).map(NoticeKind::as_str);
    kinds.fold(PathsBuilder::new(), |paths, kind| paths.path(kind, PathItem::new(HttpMethod::Post, message()))).build()
}

fn message() -> OperationBuilder {
    let content = ContentBuilder::new().schema(Some(Ref::from_schema_name(MessageSchema::name()))).build();
    let body = RequestBodyBuilder::new().content("application/json", content).required(Some(Required::True)).build();
    let taken = ResponseBuilder::new()
        .description("It was taken. Everything but 2xx is a failure, and 410 disables the webhook.");
    let operation = OperationBuilder::new().request_body(Some(body)).response("2XX", taken);
    HEADERS.into_iter().fold(operation, |operation, (name, about)| {
        let parameter = ParameterBuilder::new().name(name).parameter_in(ParameterIn::Header).required(Required::True);
        let text = ObjectBuilder::new().schema_type(Type::String);
        operation.parameter(parameter.description(Some(about)).schema(Some(text)))
    })
}
