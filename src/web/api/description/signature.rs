//! The facts about a call in its handler's signature: parameters, body, and the refusals of its extractors.

use axum::Json;
use axum::extract::State;
use axum::http::{Method, StatusCode};
use axum::response::Response;
use utoipa::{IntoParams, ToSchema};

use super::answers;
use super::call::DescribedCall;
use crate::web::App;
use crate::web::api::version::Versioned;
use crate::web::error::ApiError;
use crate::web::http::extract::{
    ApiCall, ApiDraft, ApiPath, ApiPayee, ApiQuery, ApiSheet, ApiUpload, IfMatch, Segment,
};

/// A handler of the API, by the types of its arguments and of its answer.
pub trait Handler<Arguments> {
    /// Adds what the signature says to a call.
    fn describe(call: &mut DescribedCall);
}

/// The call that a handler serves, as far as its signature tells it.
pub fn call_of<A, H: Handler<A>>(method: Method, route: &'static str, _handler: H) -> DescribedCall {
    let mut call = DescribedCall::new(method, route);
    H::describe(&mut call);
    call
}

/// A handler's argument.
pub trait Argument {
    /// Adds what the argument says to a call.
    fn describe(call: &mut DescribedCall);
}

/// A handler's answer.
pub trait HandlerAnswer {
    /// Adds what the answer's type says to a call.
    fn describe(call: &mut DescribedCall);
}

macro_rules! handlers {
    ($(($($argument:ident),*))*) => {$(
        impl<F, Answered, $($argument),*> Handler<($($argument,)*)> for F
        where
            F: Fn($($argument),*) -> Answered,
            Answered: Future<Output: HandlerAnswer>,
            $($argument: Argument,)*
        {
            fn describe(call: &mut DescribedCall) {
                $($argument::describe(call);)*
                Answered::Output::describe(call);
            }
        }
    )*};
}

handlers! { (A) (A, B) (A, B, C) (A, B, C, D) (A, B, C, D, E) }

impl Argument for State<App> {
    fn describe(_: &mut DescribedCall) {}
}

impl Argument for ApiPayee {
    fn describe(_: &mut DescribedCall) {}
}

/// The schemas of all parameters of a route, in the path's order.
pub trait Segments {
    /// Adds the parameters to a call.
    fn describe(call: &mut DescribedCall);
}

impl<A: Segment + ToSchema> Segments for A {
    fn describe(call: &mut DescribedCall) {
        call.segment::<A>(0);
    }
}

impl<A: Segment + ToSchema, B: Segment + ToSchema> Segments for (A, B) {
    fn describe(call: &mut DescribedCall) {
        call.segment::<A>(0);
        call.segment::<B>(1);
    }
}

impl Argument for IfMatch {
    fn describe(call: &mut DescribedCall) {
        call.parameter(answers::if_match());
        call.refuse(StatusCode::PRECONDITION_FAILED);
    }
}

impl<T: Segments> Argument for ApiPath<T> {
    fn describe(call: &mut DescribedCall) {
        T::describe(call);
        call.refuse(StatusCode::NOT_FOUND);
    }
}

impl<T: IntoParams> Argument for ApiQuery<T> {
    fn describe(call: &mut DescribedCall) {
        call.query::<T>();
        call.refuse(StatusCode::BAD_REQUEST);
    }
}

impl<T: ToSchema> Argument for ApiCall<T> {
    fn describe(call: &mut DescribedCall) {
        call.json_body::<T>();
    }
}

impl<T: ToSchema> Argument for ApiDraft<T> {
    fn describe(call: &mut DescribedCall) {
        call.json_body::<T>();
    }
}

impl Argument for ApiUpload {
    fn describe(call: &mut DescribedCall) {
        let example = "Booking date;Amount;Currency;Text\n2026-11-26;25.00;EUR;RF18 5390 0754 7034\n";
        call.file_body("application/octet-stream", "The file, 50 MiB at most.", example);
    }
}

impl Argument for ApiSheet {
    fn describe(call: &mut DescribedCall) {
        let example = "amount,currency,memo\n25.00,EUR,Two loaves\n12.00,EUR,Eggs\n";
        call.file_body("text/csv", "The table: a head that names members of a request, and a row for each.", example);
        call.refuse(StatusCode::UNSUPPORTED_MEDIA_TYPE);
    }
}

impl<T: ToSchema> HandlerAnswer for Json<T> {
    fn describe(call: &mut DescribedCall) {
        call.answer::<T>(StatusCode::OK);
    }
}

impl<T: ToSchema> HandlerAnswer for Versioned<T> {
    fn describe(call: &mut DescribedCall) {
        call.answer::<T>(StatusCode::OK);
        call.header("ETag");
    }
}

/// A status alone: what was there is gone.
impl HandlerAnswer for StatusCode {
    fn describe(call: &mut DescribedCall) {
        call.answer_nothing(Self::NO_CONTENT);
    }
}

/// An answer that is kept as bytes, or a file: its call names its type.
impl HandlerAnswer for Response {
    fn describe(_: &mut DescribedCall) {}
}

impl<T: HandlerAnswer> HandlerAnswer for Result<T, ApiError> {
    fn describe(call: &mut DescribedCall) {
        T::describe(call);
    }
}
