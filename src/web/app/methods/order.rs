//! `/app/methods/order`: the order in which payers are offered the methods.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use super::{line, name};
use crate::actions::methods::manage::{NewPosition, move_method};
use crate::actions::precondition::Precondition;
use crate::domain::id::MethodId;
use crate::rails::registry::own_name;
use crate::web::App;
use crate::web::app::frame::{Frame, NavigationPlace};
use crate::web::error::PageError;
use crate::web::http::extract::{DeedForm, LowerMethod, MoveMethod, PagePath, SignedIn};
use crate::web::view::render;

/// A method with its buttons.
struct PlaceView {
    id: String,
    way: String,
    /// The payee's own name, or what the list says of it.
    line: String,
    up: String,
    down: String,
}

#[derive(Template)]
#[template(path = "app/methods_order.html")]
struct OrderPage {
    frame: Frame,
    methods: Vec<PlaceView>,
}

/// `GET /app/methods/order`: the methods with buttons that move them.
pub async fn show(State(app): State<App>, who: SignedIn) -> Result<Response, PageError> {
    let methods = app.ctx.store.methods(&who.payee.id).await?;
    let frame = Frame::of(&app, &who, NavigationPlace::Settings).await?;
    let t = who.words();
    let place = |method: &crate::domain::method::Method| {
        let kind = app.ctx.rails.kind(&method.rail);
        let way = name(kind, own_name(method.wallet.as_deref()), &t);
        let line = match (&method.label, kind) {
            (Some(label), _) => label.to_string(),
            (None, Some(kind)) => line(&app.ctx.rails, kind, method.only_currency, &t),
            (None, None) => String::new(),
        };
        let whole = format!("{way}, {line}");
        PlaceView {
            id: method.id.to_string(),
            up: t.say_with("settings-way-up-of", "way", &whole).into_owned(),
            down: t.say_with("settings-way-down-of", "way", &whole).into_owned(),
            way,
            line,
        }
    };
    let methods = methods.iter().map(place).collect();
    render(StatusCode::OK, &OrderPage { frame, methods })
}

async fn moved(app: &App, who: &SignedIn, id: &MethodId, to: NewPosition) -> Result<Response, PageError> {
    move_method(&app.ctx, &who.payee.id, id, to, Precondition::none()).await?;
    Ok(Redirect::to("/app/methods/order").into_response())
}

/// `POST /app/methods/{id}/up`: moves a method up by one.
pub async fn move_up(
    State(app): State<App>,
    who: SignedIn,
    PagePath(id): PagePath<MethodId>,
    DeedForm(MoveMethod {}): DeedForm<MoveMethod>,
) -> Result<Response, PageError> {
    moved(&app, &who, &id, NewPosition::Up).await
}

/// `POST /app/methods/{id}/down`: moves a method down by one.
pub async fn move_down(
    State(app): State<App>,
    who: SignedIn,
    PagePath(id): PagePath<MethodId>,
    DeedForm(LowerMethod {}): DeedForm<LowerMethod>,
) -> Result<Response, PageError> {
    moved(&app, &who, &id, NewPosition::Down).await
}
