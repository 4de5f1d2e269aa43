//! Versions of resources: `ETag` on what is read, `If-Match` on what is changed (RFC 9110 §13).

use axum::Json;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::actions::precondition::Precondition;
use crate::web::http::extract::IfMatch;

/// A resource with its version.
pub struct Versioned<T> {
    resource: T,
    tag: String,
}

/// The version of a resource: a hash of its members, so that it changes with any of them.
fn tag(resource: &impl Serialize) -> String {
    // A resource that can't be written has no version, and is a failure when it is written.
    let written = serde_json::to_vec(resource).unwrap_or_default();
    format!("\"{}\"", hex::encode(&Sha256::digest(written)[..16]))
}

impl<T: Serialize> Versioned<T> {
    /// A resource in its present version.
    pub fn of(resource: T) -> Self {
        Self { tag: tag(&resource), resource }
    }

    /// A resource whose version is that of a part of it.
    pub fn by(resource: T, part: &impl Serialize) -> Self {
        Self { tag: tag(part), resource }
    }

    /// The same version in another presentation, such as another language.
    #[must_use]
    pub fn shown(self, show: impl FnOnce(T) -> T) -> Self {
        Self { resource: show(self.resource), tag: self.tag }
    }
}

impl<T: Serialize> IntoResponse for Versioned<T> {
    fn into_response(self) -> Response {
        let mut response = Json(self.resource).into_response();
        if let Ok(tag) = HeaderValue::try_from(self.tag) {
            response.headers_mut().insert(header::ETAG, tag);
        }
        response
    }
}

/// The condition of a call: `render` makes the resource of what is about to be changed.
pub fn expected<T, R: Serialize>(wanted: IfMatch, render: impl Fn(&T) -> R + Send + 'static) -> Precondition<T> {
    match wanted {
        IfMatch::Anything => Precondition::none(),
        IfMatch::OneOf(tags) => Precondition::that(move |present| tags.contains(&tag(&render(present)))),
    }
}
