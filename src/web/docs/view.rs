//! The description of the API in the parts that its page shows.

use serde_json::Value;
use utoipa::openapi::path::{Operation, Parameter, ParameterIn};
use utoipa::openapi::schema::{AdditionalProperties, ArrayItems, Object, Schema, SchemaFormat, SchemaType, Type};
use utoipa::openapi::{OpenApi, PathItem, RefOr, Required, Response};

/// A text with pieces of code, which stand between backticks.
pub struct Prose(Vec<(bool, String)>);

impl Prose {
    /// Splits a text into its pieces.
    pub fn of(text: Option<&str>) -> Self {
        let pieces = text.unwrap_or_default().split('`').enumerate();
        let pieces = pieces.map(|(at, piece)| (at % 2 == 1, piece.to_owned()));
        Self(pieces.filter(|(_, piece)| !piece.is_empty()).collect())
    }

    /// The pieces, each with whether it is code.
    pub fn pieces(&self) -> &[(bool, String)] {
        &self.0
    }
}

/// A type in words, with the name of the schema that it refers to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypeView {
    /// The words around the name: `list of`.
    pub words: String,
    /// The name of the schema, which the page has.
    pub name: Option<String>,
}

/// A parameter of a call, or a member of a schema.
pub struct DescriptionRowView {
    /// The name.
    pub name: String,
    /// The place of a parameter: `path`, `query` or `header`.
    pub place: &'static str,
    /// The type.
    pub kind: TypeView,
    /// Set where it is always there.
    pub required: bool,
    /// The meaning.
    pub about: Prose,
}

/// An answer of a call.
pub struct AnswerView {
    /// The status.
    pub status: String,
    /// The type of its body.
    pub kind: Option<TypeView>,
    /// The meaning.
    pub about: Prose,
}

/// A call.
pub struct CallView {
    /// The operation's id.
    pub name: String,
    /// The HTTP method.
    pub method: &'static str,
    /// The path, with the prefix of the API.
    pub path: String,
    /// The effect, in a few words.
    pub summary: String,
    /// Further facts.
    pub about: Prose,
    /// Its parameters.
    pub parameters: Vec<DescriptionRowView>,
    /// The type of its body.
    pub body: Option<TypeView>,
    /// Its answers, in the order of their statuses.
    pub answers: Vec<AnswerView>,
}

/// A group of calls.
pub struct CallGroupView {
    /// The name.
    pub name: String,
    /// A sentence about it.
    pub about: Prose,
    /// Its calls, in the order of their paths.
    pub calls: Vec<CallView>,
}

/// A schema.
pub struct SchemaView {
    /// The name.
    pub name: String,
    /// The meaning.
    pub about: Prose,
    /// The type, of one that isn't an object.
    pub kind: TypeView,
    /// The words that a text can be.
    pub words: Vec<String>,
    /// The members of an object.
    pub members: Vec<DescriptionRowView>,
    /// An example, as JSON.
    pub example: Option<String>,
}

/// The calls, by group.
pub fn groups(description: &OpenApi) -> Vec<CallGroupView> {
    let tags = description.tags.iter().flatten();
    tags.map(|tag| CallGroupView {
        name: tag.name.clone(),
        about: Prose::of(tag.description.as_deref()),
        calls: calls(description).filter(|(group, _)| *group == tag.name).map(|(_, call)| call).collect(),
    })
    .collect()
}

fn calls(description: &OpenApi) -> impl Iterator<Item = (String, CallView)> {
    description.paths.paths.iter().flat_map(move |(path, item)| {
        operations(item).into_iter().filter_map(move |(method, operation)| {
            let group = operation.tags.iter().flatten().next()?.clone();
            Some((group, call(description, method, path, operation)))
        })
    })
}

fn operations(item: &PathItem) -> Vec<(&'static str, &Operation)> {
    let all = [
        ("GET", &item.get),
        ("POST", &item.post),
        ("PUT", &item.put),
        ("PATCH", &item.patch),
        ("DELETE", &item.delete),
    ];
    all.into_iter().filter_map(|(method, operation)| Some((method, operation.as_ref()?))).collect()
}

fn call(description: &OpenApi, method: &'static str, path: &str, operation: &Operation) -> CallView {
    let parameters = operation.parameters.iter().flatten();
    let parameters = parameters.filter_map(|parameter| match parameter {
        RefOr::T(parameter) => Some(row_of(parameter)),
        RefOr::Ref(_) => None,
    });
    let body = match &operation.request_body {
        Some(RefOr::T(body)) => body.content.values().find_map(|content| match content {
            RefOr::T(content) => content.schema.as_ref().map(kind_of),
            RefOr::Ref(_) => None,
        }),
        _ => None,
    };
    let answers = operation.responses.responses.iter();
    CallView {
        name: operation.operation_id.clone().unwrap_or_default(),
        method,
        path: format!("/api/v1{path}"),
        summary: operation.summary.clone().unwrap_or_default(),
        about: Prose::of(operation.description.as_deref()),
        parameters: parameters.collect(),
        body,
        answers: answers.map(|(status, response)| answer(description, status, response)).collect(),
    }
}

fn row_of(parameter: &Parameter) -> DescriptionRowView {
    let place = match parameter.parameter_in {
        ParameterIn::Path => "path",
        ParameterIn::Header => "header",
        _ => "query",
    };
    DescriptionRowView {
        name: parameter.name.clone(),
        place,
        kind: parameter.schema.as_ref().map_or(TypeView { words: "text".into(), name: None }, kind_of),
        required: parameter.required == Required::True,
        about: Prose::of(parameter.description.as_deref()),
    }
}

fn answer(description: &OpenApi, status: &str, response: &RefOr<Response>) -> AnswerView {
    let components = description.components.as_ref();
    let response = match response {
        RefOr::T(response) => Some(response),
        RefOr::Ref(reference) => {
            let name = reference.ref_location.rsplit('/').next().unwrap_or_default();
            match components.and_then(|components| components.responses.get(name)) {
                Some(RefOr::T(response)) => Some(response),
                _ => None,
            }
        }
    };
    let content = response.and_then(|response| response.content.iter().find(|(name, _)| *name == "application/json"));
    let kind = content.and_then(|(_, content)| match content {
        RefOr::T(content) => content.schema.as_ref().map(kind_of),
        RefOr::Ref(_) => None,
    });
    let about = response.map(|response| response.description.as_str());
    AnswerView { status: status.to_owned(), kind, about: Prose::of(about) }
}

/// All schemas, in the order of their names.
pub fn schemas(description: &OpenApi) -> Vec<SchemaView> {
    let schemas = description.components.iter().flat_map(|components| &components.schemas);
    schemas.map(|(name, schema)| schema_view(name, schema)).collect()
}

fn schema_view(name: &str, schema: &RefOr<Schema>) -> SchemaView {
    let mut view = SchemaView {
        name: name.to_owned(),
        about: Prose::of(None),
        kind: kind_of(schema),
        words: Vec::new(),
        members: Vec::new(),
        example: None,
    };
    if let RefOr::T(Schema::Object(object)) = schema {
        view.about = Prose::of(object.description.as_deref());
        view.words = object.enum_values.iter().flatten().filter_map(|word| word.as_str().map(str::to_owned)).collect();
        view.members = object.properties.iter().map(|(name, schema)| member(object, name, schema)).collect();
        view.example = object.example.as_ref().or(object.examples.first()).map(|example| match example {
            Value::String(text) => text.clone(),
            other => format!("{other:#}"),
        });
    }
    view
}

fn member(object: &Object, name: &str, schema: &RefOr<Schema>) -> DescriptionRowView {
    let about = match schema {
        RefOr::Ref(reference) => Some(reference.description.as_str()),
        RefOr::T(Schema::Object(object)) => object.description.as_deref(),
        RefOr::T(Schema::Array(array)) => array.description.as_deref(),
        RefOr::T(Schema::OneOf(choice)) => choice.description.as_deref().or_else(|| {
            // A reference that can be `null` has its own words inside of the choice.
            choice.items.iter().find_map(|item| match item {
                RefOr::Ref(reference) => Some(reference.description.as_str()),
                RefOr::T(_) => None,
            })
        }),
        RefOr::T(_) => None,
    };
    DescriptionRowView {
        name: name.to_owned(),
        place: "",
        kind: kind_of(schema),
        required: object.required.iter().any(|required| required == name),
        about: Prose::of(about),
    }
}

fn kind_of(schema: &RefOr<Schema>) -> TypeView {
    let words = |words: String| TypeView { words, name: None };
    match schema {
        RefOr::Ref(reference) => {
            let name = reference.ref_location.rsplit('/').next().unwrap_or_default();
            TypeView { words: String::new(), name: Some(name.to_owned()) }
        }
        RefOr::T(Schema::Array(array)) => match &array.items {
            ArrayItems::RefOrSchema(item) => wrapped(or_null("list of ", &array.schema_type), kind_of(item)),
            ArrayItems::False => words("list".into()),
        },
        RefOr::T(Schema::OneOf(choice)) => {
            let is_null = |item: &&RefOr<Schema>| kind_of(item) == words("null".into());
            let nullable = choice.items.iter().any(|item| is_null(&item));
            let mut others = choice.items.iter().filter(|item| !is_null(item)).map(kind_of);
            match (others.next(), others.next()) {
                (Some(one), None) if nullable => wrapped("null or ".into(), one),
                (Some(one), None) => one,
                _ => words("one of several".into()),
            }
        }
        RefOr::T(Schema::Object(object)) => match object.additional_properties.as_deref() {
            Some(AdditionalProperties::RefOr(value)) => {
                wrapped(or_null("texts by name, each ", &object.schema_type), kind_of(value))
            }
            _ => words(plain(object)),
        },
        RefOr::T(_) => words("value".into()),
    }
}

fn wrapped(before: String, kind: TypeView) -> TypeView {
    TypeView { words: before + &kind.words, name: kind.name }
}

fn or_null(words: &str, kind: &SchemaType) -> String {
    let nullable = matches!(kind, SchemaType::Array(types) if types.contains(&Type::Null));
    if nullable { format!("null or {words}") } else { words.to_owned() }
}

/// The words for a type without a name: what it is, its format, and how long or large it may be.
fn plain(object: &Object) -> String {
    let name = |kind: &Type| match kind {
        Type::String => "text",
        Type::Integer | Type::Number => "number",
        Type::Boolean => "true or false",
        Type::Array => "list",
        Type::Object => "object",
        Type::Null => "null",
    };
    let mut words = match &object.schema_type {
        SchemaType::Type(one) => name(one).to_owned(),
        SchemaType::Array(several) => several.iter().rev().map(name).collect::<Vec<_>>().join(" or "),
        SchemaType::AnyValue => "any value".to_owned(),
    };
    if let Some(SchemaFormat::Custom(format)) = &object.format {
        words += &format!(" ({format})");
    }
    if let Some(most) = object.max_length {
        words += &format!(", {most} characters at most");
    }
    words
}
