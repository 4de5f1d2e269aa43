//! A call of the API, as it is put together from a handler's signature and the words about it.

use std::collections::BTreeSet;

use axum::http::{Method, StatusCode};
use utoipa::openapi::link::LinkBuilder;
use utoipa::openapi::path::{Operation, OperationBuilder, Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::request_body::{RequestBody, RequestBodyBuilder};
use utoipa::openapi::schema::{Ref, Schema};
use utoipa::openapi::security::SecurityRequirement;
use utoipa::openapi::{ContentBuilder, RefOr, Required, Response, ResponseBuilder};
use utoipa::{IntoParams, ToSchema};

use super::answers;
use crate::domain::access::Scope;
use crate::domain::schema;
use crate::web::access::{Need, need};

/// The name of the security scheme.
pub const KEY: &str = "key";

type NamedSchema = (String, RefOr<Schema>);

/// A call.
pub struct DescribedCall {
    /// The HTTP method.
    pub method: Method,
    /// The route below `/api/v1`.
    pub route: &'static str,
    name: &'static str,
    summary: &'static str,
    about: &'static str,
    group: &'static str,
    parameters: Vec<Parameter>,
    body: Option<RequestBody>,
    answers: Vec<(StatusCode, Response)>,
    refusals: BTreeSet<u16>,
    read: Vec<NamedSchema>,
    written: Vec<NamedSchema>,
}

/// The reference to a type's schema, which is added to `schemas` with all that it refers to.
fn named<T: ToSchema>(schemas: &mut Vec<NamedSchema>) -> Ref {
    T::schemas(schemas);
    schemas.push((T::name().into_owned(), T::schema()));
    Ref::from_schema_name(T::name())
}

impl DescribedCall {
    /// A call that nothing is known of yet.
    pub fn new(method: Method, route: &'static str) -> Self {
        let is_post = method == Method::POST;
        let mut call = Self {
            method,
            route,
            name: "",
            summary: "",
            about: "",
            group: "",
            parameters: Vec::new(),
            body: None,
            answers: Vec::new(),
            refusals: BTreeSet::new(),
            read: Vec::new(),
            written: Vec::new(),
        };
        if is_post {
            call.parameter(answers::idempotency_key());
            for status in [StatusCode::BAD_REQUEST, StatusCode::CONFLICT, StatusCode::UNPROCESSABLE_ENTITY] {
                call.refuse(status);
            }
        }
        call
    }

    /// The name by which generated clients call it, and what it does in a few words.
    pub fn named(self, group: &'static str, name: &'static str, summary: &'static str) -> Self {
        Self { group, name, summary, ..self }
    }

    /// Further facts, behind the name.
    pub fn about(self, about: &'static str) -> Self {
        Self { about, ..self }
    }

    /// An answer whose type the signature doesn't tell.
    pub fn answers<T: ToSchema>(mut self, status: StatusCode) -> Self {
        self.answer::<T>(status);
        self
    }

    /// An answer that is a file, in one of several media types.
    pub fn answers_file(mut self, media_types: impl IntoIterator<Item = &'static str>) -> Self {
        let file = schema::finished(schema::text("The file."));
        let mut response = ResponseBuilder::new().description("The file, streamed.");
        for media_type in media_types {
            response = response.content(media_type, ContentBuilder::new().schema(Some(file.clone())).build());
        }
        for name in ["Chit-Final", "Content-Disposition"] {
            response = response.header_ref(name, answers::header(name));
        }
        self.answers.push((StatusCode::OK, answers::with_common_headers(response).build()));
        self
    }

    /// An answer that is a table of its own, whole.
    pub fn answers_table(mut self) -> Self {
        let table = schema::finished(schema::text("The table."));
        let content = ContentBuilder::new().schema(Some(table)).build();
        let response = ResponseBuilder::new().description("The rows as they came, with what became of them.");
        let response = response
            .content("text/csv", content)
            .header_ref("Idempotent-Replayed", answers::header("Idempotent-Replayed"));
        self.answers.push((StatusCode::OK, answers::with_common_headers(response).build()));
        self
    }

    /// Refusals beyond those that the signature tells.
    pub fn refuses<const N: usize>(mut self, statuses: [StatusCode; N]) -> Self {
        statuses.into_iter().for_each(|status| self.refuse(status));
        self
    }

    /// The header of the last answer that says where the resource is.
    pub fn with_location(mut self) -> Self {
        self.header("Location");
        self
    }

    /// Calls that the last answer leads to. Each parameter of theirs has the place in the answer, or in the call, that it is taken from.
    pub fn leads_to<const N: usize, const M: usize>(
        mut self,
        calls: [&'static str; N],
        parameters: [(&'static str, &'static str); M],
    ) -> Self {
        if let Some((_, response)) = self.answers.last_mut() {
            for name in calls {
                let link = LinkBuilder::new().operation_id(name);
                let link = parameters.iter().fold(link, |link, (parameter, from)| link.parameter(*parameter, *from));
                response.links.insert(name.to_owned(), link.build().into());
            }
        }
        self
    }

    /// A header of the last answer.
    pub(super) fn header(&mut self, name: &'static str) {
        if let Some((_, response)) = self.answers.last_mut() {
            response.headers.insert(name.to_owned(), RefOr::Ref(answers::header(name)));
        }
    }

    pub(super) fn parameter(&mut self, parameter: Parameter) {
        self.parameters.push(parameter);
    }

    pub(super) fn refuse(&mut self, status: StatusCode) {
        self.refusals.insert(status.as_u16());
    }

    pub(super) fn segment<T: ToSchema>(&mut self, position: usize) {
        let names = self.route.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'));
        if let Some(name) = names.clone().nth(position) {
            let parameter = ParameterBuilder::new().name(name).parameter_in(ParameterIn::Path).required(Required::True);
            let schema = named::<T>(&mut self.read);
            self.parameters.push(parameter.schema(Some(schema)).build());
        }
    }

    pub(super) fn query<T: IntoParams>(&mut self) {
        self.parameters.extend(T::into_params(|| Some(ParameterIn::Query)));
    }

    pub(super) fn json_body<T: ToSchema>(&mut self) {
        let schema = named::<T>(&mut self.read);
        let content = ContentBuilder::new().schema(Some(schema)).build();
        let body = RequestBodyBuilder::new().content("application/json", content);
        // No body at all counts as `{}`, so it is needed only where a member is.
        let required = matches!(T::schema(), RefOr::T(Schema::Object(object)) if !object.required.is_empty());
        self.body = Some(body.required(Some(if required { Required::True } else { Required::False })).build());
        for status in [StatusCode::BAD_REQUEST, StatusCode::PAYLOAD_TOO_LARGE, StatusCode::UNSUPPORTED_MEDIA_TYPE] {
            self.refuse(status);
        }
    }

    pub(super) fn file_body(&mut self, media_type: &str, about: &str, example: &str) {
        let file = schema::finished(schema::text(about));
        let content = ContentBuilder::new().schema(Some(file)).example(Some(example.into())).build();
        let body = RequestBodyBuilder::new().content(media_type, content);
        self.body = Some(body.required(Some(Required::True)).build());
        for status in [StatusCode::BAD_REQUEST, StatusCode::PAYLOAD_TOO_LARGE] {
            self.refuse(status);
        }
    }

    pub(super) fn answer<T: ToSchema>(&mut self, status: StatusCode) {
        let schema = named::<T>(&mut self.written);
        let content = ContentBuilder::new().schema(Some(schema)).build();
        let mut response =
            ResponseBuilder::new().description(answers::sentence(status)).content("application/json", content);
        if self.method == Method::POST {
            response = response.header_ref("Idempotent-Replayed", answers::header("Idempotent-Replayed"));
        }
        self.answers.push((status, answers::with_common_headers(response).build()));
    }

    pub(super) fn answer_nothing(&mut self, status: StatusCode) {
        let response = ResponseBuilder::new().description(answers::sentence(status));
        self.answers.push((status, answers::with_common_headers(response).build()));
    }

    /// The schemas that callers write.
    pub fn read(&self) -> &[NamedSchema] {
        &self.read
    }

    /// The schemas that callers get.
    pub fn written(&self) -> &[NamedSchema] {
        &self.written
    }

    /// The call as an operation. What it needs of its key is what the table of addresses says.
    pub fn operation(self) -> Operation {
        let need = need(&self.method, &format!("/api/v1{}", self.route));
        let scopes: Vec<_> = match need {
            Some(Need::Scope(scope)) => vec![scope],
            Some(Need::Both(one, other)) => vec![one, other],
            _ => Vec::new(),
        };
        let words: Vec<_> = scopes.iter().map(|scope| format!("`{}`", scope.word())).collect();
        let needs = match words.is_empty() {
            true => "Takes any API key.".to_owned(),
            false => format!("Needs {}.", words.join(" and ")),
        };
        let mut operation = OperationBuilder::new()
            .operation_id(Some(self.name))
            .tag(self.group)
            .summary(Some(self.summary))
            .description(Some(format!("{} {needs}", self.about).trim()))
            .request_body(self.body);
        for parameter in self.parameters {
            operation = operation.parameter(parameter);
        }
        for (status, response) in self.answers {
            operation = operation.response(status.as_str(), response);
        }
        let forbidden = (!scopes.is_empty()).then_some(StatusCode::FORBIDDEN.as_u16());
        for status in self.refusals.into_iter().chain(answers::ALWAYS).chain(forbidden) {
            operation = operation.response(status.to_string(), Ref::from_response_name(answers::name(status)));
        }
        if need.is_some() {
            operation = operation.security(SecurityRequirement::new(KEY, scopes.into_iter().map(Scope::word)));
        }
        operation.build()
    }
}
