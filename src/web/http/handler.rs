//! Handlers behind one type. Axum's services are generic over their handler, so each of two hundred handlers would be compiled with its own
//! copy of everything between a connection and a page: more than half of the time of a build, and a quarter of the program.

use std::pin::Pin;
use std::sync::Arc;

use axum::extract::Request;
use axum::handler::Handler;
use axum::response::Response;
use axum::routing::{self, MethodRouter};

use crate::web::App;

/// What the handlers of axum return: its own are functions, whose futures it boxes.
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
