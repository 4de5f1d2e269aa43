//! JSON Schemas of texts that have a form of their own, for the description of the API.

use utoipa::openapi::schema::{KnownFormat, ObjectBuilder, Schema, SchemaFormat, Type};

/// A builder of a text's schema. `about` is the source's doc comment; line breaks and blanks around it are dropped.
pub fn text(about: &str) -> ObjectBuilder {
    let about = about.lines().map(str::trim).collect::<Vec<_>>().join(" ");
    ObjectBuilder::new().schema_type(Type::String).description(Some(about.trim()))
}

/// The name of a format that JSON Schema doesn't define. Programs that don't know it ignore it.
pub fn format(name: &str) -> Option<SchemaFormat> {
    Some(SchemaFormat::Custom(name.to_owned()))
}

/// Gives types their schemas: the expression answers a type's, `about` is its doc comment.
macro_rules! schemas {
    ($($name:ident: |$about:ident| $schema:expr, $doc:expr;)*) => {$(
        impl utoipa::PartialSchema for $name {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
                let $about = $doc;
                $crate::domain::schema::finished($schema)
            }
        }

        impl utoipa::ToSchema for $name {}
    )*};
}
pub(crate) use schemas;

/// The schema of a builder.
pub fn finished(schema: ObjectBuilder) -> utoipa::openapi::RefOr<Schema> {
    Schema::Object(schema.build()).into()
}

/// Declares the forms of texts that are parsed later, or were formatted before: each is a schema and nothing else.
macro_rules! forms {
    ($($(#[doc = $doc:literal])* $name:ident: $builder:expr;)*) => {$(
        $(#[doc = $doc])*
        #[derive(Debug)]
        pub enum $name {}

        impl utoipa::PartialSchema for $name {
            fn schema() -> utoipa::openapi::RefOr<Schema> {
                let described: fn(ObjectBuilder) -> ObjectBuilder = $builder;
                finished(described(text(concat!($($doc, "\n"),*))))
            }
        }

        impl utoipa::ToSchema for $name {}
    )*};
}

forms! {
    /// An amount in major units, with no more decimals than the currency has: ASCII digits and one dot, without sign, blank, exponent or
    /// separator.
    Decimal: |text| text.format(format("decimal")).pattern(Some("^[0-9]+(\\.[0-9]+)?$")).max_length(Some(64)).examples(["25.00"]);
    /// An amount in major units that may be negative.
    SignedDecimal: |text| text.pattern(Some("^-?[0-9]+(\\.[0-9]+)?$")).examples(["-5.00"]);
    /// An ISO 4217 code, or `BTC` for bitcoin. Answers have capital letters; in a call the case doesn't matter.
    CurrencyCode: |text| text.format(format("currency")).pattern(Some("^[A-Za-z]{3}$")).examples(["EUR"]);
    /// The secret of an endpoint's signatures: `whsec_` and 24 to 64 bytes in base64.
    EndpointSecret: |text| {
        // Full groups of four letters, then one byte more in two letters or two in three, whose last bits are 0.
        let (group, one, two) = ("[A-Za-z0-9+/]{4}", "[A-Za-z0-9+/][AQgw]==", "[A-Za-z0-9+/]{2}[AEIMQUYcgkosw048]=");
        let pattern = format!("^whsec_(({group}){{8,21}}({one})?|({group}){{8,20}}{two})$");
        text.format(format("whsec")).pattern(Some(pattern)).examples(["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"])
    };
    /// A day, `2026-11-30`.
    Day: |text| text.format(Some(SchemaFormat::KnownFormat(KnownFormat::Date))).examples(["2026-11-30"]);
    /// A time by RFC 3339. Answers are in UTC, with microseconds.
    Moment: |text| {
        text.format(Some(SchemaFormat::KnownFormat(KnownFormat::DateTime))).examples(["2026-11-30T18:00:00.000000Z"])
    };
    /// The word `true`.
    OnlyTrue: |text| text.enum_values(Some(["true"]));
    /// `true` or `false`.
    Flag: |text| text.enum_values(Some(["true", "false", "1", "0", ""]));
    /// The end of a page of a list. Its content is the service's own business.
    Cursor: |text| text.pattern(Some("^[0-9A-Za-z_-]+$"));
    /// A day, or a time by RFC 3339.
    DayOrMoment: |text| text.pattern(Some("^[0-9]{4}-[0-9]{2}-[0-9]{2}(T.+)?$")).examples(["2026-11-01"]);
}
