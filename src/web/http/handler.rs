//! Handlers behind one type. Axum's services are generic over their handler, so each of two hundred handlers would be compiled with its own
//! copy of everything between a connection and a page: the compiler took six times as long to find what there is to compile.

use std::pin::Pin;
use std::sync::Arc;

use axum::extract::Request;
use axum::handler::Handler;
use axum::response::Response;
use axum::routing::{self, MethodRouter};

use crate::web::App;

/// The future of axum’s own handlers: they are functions, and it boxes their futures.
type Answering = Pin<Box<dyn Future<Output = Response> + Send>>;

/// Any handler of this service.
#[derive(Clone)]
pub struct AnyHandler(Arc<dyn Fn(Request, App) -> Answering + Send + Sync>);

impl Handler<(), App> for AnyHandler {
    type Future = Answering;

    fn call(self, request: Request, app: App) -> Answering {
        (self.0)(request, app)
    }
}

/// Forgets the type of a handler.
pub fn any<T: 'static>(handler: impl Handler<T, App, Future = Answering>) -> AnyHandler {
    AnyHandler(Arc::new(move |request, app| handler.clone().call(request, app)))
}

/// Routes `GET` and `HEAD` to a handler, as [`routing::get`] does.
pub fn get<T: 'static>(handler: impl Handler<T, App, Future = Answering>) -> MethodRouter<App> {
    routing::get(any(handler))
}

/// Routes `POST` to a handler, as [`routing::post`] does.
pub fn post<T: 'static>(handler: impl Handler<T, App, Future = Answering>) -> MethodRouter<App> {
    routing::post(any(handler))
}

/// Routes `DELETE` to a handler, as [`routing::delete`] does.
pub fn delete<T: 'static>(handler: impl Handler<T, App, Future = Answering>) -> MethodRouter<App> {
    routing::delete(any(handler))
}
