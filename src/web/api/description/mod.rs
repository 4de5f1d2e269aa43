//! The description of the API by OpenAPI 3.1, put together from the code: paths, parameters and bodies follow from the handlers' own
//! signatures (`signature`), schemas from the types that are read and written, and scopes from the table of addresses. Only what a
//! signature doesn't tell stands in `calls`: a call's words, its answers and the refusals of its own.

mod answers;
mod call;
mod calls;
mod events;
mod signature;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use axum::http::Method;
use utoipa::openapi::path::{HttpMethod, PathsBuilder};
use utoipa::openapi::schema::{ComponentsBuilder, Object, Schema, SchemaType, Type};
use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityScheme};
use utoipa::openapi::{InfoBuilder, LicenseBuilder, OpenApi, OpenApiBuilder, PathItem, RefOr, Server, Tag};

use self::call::KEY;
use self::calls::{GROUPS, calls};

/// The text at the head of the description.
const ABOUT: &str = "Payment requests, payments and books of one payee. Money is a decimal string in major units beside an ISO 4217 code, \
times are RFC 3339 in UTC, and errors are problem+json (RFC 9457). `null` in a body is as good as an absent member, unless it says otherwise.";

/// The description.
pub static DESCRIPTION: LazyLock<OpenApi> = LazyLock::new(describe);

/// The description as JSON, as `GET /openapi.json` and `chit openapi` give it.
#[expect(clippy::expect_used, reason = "an empty description would pass for one of an API without calls")]
pub static JSON: LazyLock<String> =
    LazyLock::new(|| DESCRIPTION.to_pretty_json().expect("a description is made of texts and numbers") + "\n");

/// The schemas of the description, by name, with the rules that `utoipa` can't know.
#[derive(Default)]
struct Schemas {
    found: BTreeMap<String, RefOr<Schema>>,
    read: BTreeMap<String, RefOr<Schema>>,
}

fn describe() -> OpenApi {
    let (mut paths, mut schemas) = (PathsBuilder::new(), Schemas::default());
    for call in calls() {
        let (route, method) = (call.route, method_of(&call.method));
        schemas.found.extend(call.written().iter().cloned());
        schemas.read.extend(call.read().iter().cloned());
        paths = paths.path(route, PathItem::new(method, call.operation()));
    }
    let events = events::webhooks(&mut schemas.found);
    let mut components = ComponentsBuilder::new().schemas_from_iter(schemas.finished()).build();
    answers::add_to(&mut components);
    components.add_security_scheme(KEY, SecurityScheme::Http(bearer()));
    let mut described = OpenApiBuilder::new()
        .info(
            InfoBuilder::new()
                .title("Chit")
                .version(env!("CARGO_PKG_VERSION"))
                .description(Some(ABOUT))
                .license(Some(
                    LicenseBuilder::new().name("MIT OR Apache-2.0").identifier(Some("MIT OR Apache-2.0")).build(),
                ))
                .build(),
        )
        // Relative to the description's own address, so that it is the same on every installation, also below a path.
        .servers(Some([Server::new("api/v1")]))
        .paths(paths.build())
        .components(Some(components))
        .tags(Some(GROUPS.iter().map(|(name, about)| {
            let mut tag = Tag::new(name);
            tag.description = Some((*about).to_owned());
            tag
        })))
        .build();
    described.webhooks = Some(events);
    described
}

fn bearer() -> Http {
    let mut scheme = Http::new(HttpAuthScheme::Bearer);
    scheme.description = Some(
        "An API key of the payee. What a call needs of its scopes stands beside it; `admin` allows everything."
            .to_owned(),
    );
    scheme
}

fn method_of(method: &Method) -> HttpMethod {
    match method.as_str() {
        "POST" => HttpMethod::Post,
        "PATCH" => HttpMethod::Patch,
        "PUT" => HttpMethod::Put,
        "DELETE" => HttpMethod::Delete,
        _ => HttpMethod::Get,
    }
}

impl Schemas {
    /// All schemas. Every member of a body has a default, by which serde reads an absent one; that it is `null` says nothing. A member of an
    /// answer that can be `null` is never left out, which is more than `utoipa` takes an `Option` for.
    fn finished(self) -> BTreeMap<String, RefOr<Schema>> {
        let Self { found, read } = self;
        let mut finished = read.clone();
        for schema in finished.values_mut() {
            if let RefOr::T(Schema::Object(object)) = schema {
                object.properties.values_mut().for_each(without_null_default);
            }
        }
        for (name, mut schema) in found {
            if !read.contains_key(&name)
                && let RefOr::T(Schema::Object(object)) = &mut schema
            {
                require_nulls(object);
            }
            finished.insert(name, schema);
        }
        finished
    }
}

fn without_null_default(schema: &mut RefOr<Schema>) {
    let default = match schema {
        RefOr::Ref(reference) => &mut reference.default,
        RefOr::T(Schema::Object(object)) => &mut object.default,
        RefOr::T(Schema::Array(array)) => &mut array.default,
        RefOr::T(Schema::OneOf(choice)) => &mut choice.default,
        RefOr::T(_) => return,
    };
    default.take_if(|default| default.is_null());
}

fn require_nulls(object: &mut Object) {
    let nullable = object.properties.iter().filter(|(_, schema)| takes_null(schema)).map(|(name, _)| name.clone());
    let missing: Vec<_> = nullable.filter(|name| !object.required.contains(name)).collect();
    object.required.extend(missing);
}

fn takes_null(schema: &RefOr<Schema>) -> bool {
    let of_type = |kind: &SchemaType| match kind {
        SchemaType::Type(one) => *one == Type::Null,
        SchemaType::Array(several) => several.contains(&Type::Null),
        SchemaType::AnyValue => false,
    };
    match schema {
        RefOr::T(Schema::Object(object)) => of_type(&object.schema_type),
        RefOr::T(Schema::Array(array)) => of_type(&array.schema_type),
        RefOr::T(Schema::OneOf(choice)) => choice.items.iter().any(takes_null),
        _ => false,
    }
}
