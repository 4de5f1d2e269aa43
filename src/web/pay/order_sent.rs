//! `/r/{code}/send`: an order as a message to the payee. It names nobody, so the buyer chooses the chat in its own messenger.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use super::payer::seller_page;
use super::request::find_request;
use crate::actions;
use crate::domain::payee::accent::Accent;
use crate::domain::request::code::RequestCode;
use crate::domain::request::order::OrderProgress;
use crate::locale::Words;
use crate::share::links::Messenger;
use crate::share::message::ShareMessage;
use crate::web::App;
use crate::web::error::PageError;
use crate::web::http::client::Client;
use crate::web::http::extract::PagePath;
use crate::web::http::feet::Foot;
use crate::web::http::reader::Reader;
use crate::web::view::{LanguageView, languages, render};

/// The messengers that the page names. Any other takes the message that is copied, or the phone's own share sheet.
const MESSENGERS: [Messenger; 4] = [Messenger::WhatsApp, Messenger::Messenger, Messenger::Telegram, Messenger::Viber];

/// A messenger with the link that opens it.
struct ChatView {
    label: &'static str,
    href: String,
    on_phones_only: bool,
}

#[derive(Template)]
#[template(path = "pay/order_sent.html")]
struct OrderSentPage {
    t: Words,
    languages: Vec<LanguageView>,
    foot: Foot,
    accent: Accent,
    seller: String,
    message: ShareMessage,
    /// The BCP 47 tag of the message's language, which is the payee's.
    lang: &'static str,
    chats: Vec<ChatView>,
    /// The path of the order's pay page.
    order: String,
    /// Set when it can be paid before the payee has confirmed it.
    payable: bool,
}

/// `GET /r/{code}/send`: the message of an order. Other requests have no such page.
pub async fn show(
    State(app): State<App>,
    client: Client,
    reader: Reader,
    PagePath(code): PagePath<RequestCode>,
) -> Result<Response, PageError> {
    let request = find_request(&app, client, &code).await?;
    let (ctx, locale) = (&app.ctx, reader.locale(request.language));
    let waits = request.order.as_ref().is_some_and(OrderProgress::is_waiting);
    if request.order.is_none() {
        return Err(actions::Error::NotFound.into());
    }
    let test = ctx.rails.only_tests(&request.methods, &request.asked, request.outstanding);
    let message = ShareMessage::of_order(&request.items, request.language, &ctx.qr.link(&request.code), test);
    let chat = |messenger: Messenger| ChatView {
        label: messenger.label(),
        href: messenger.link(&message),
        on_phones_only: messenger.on_phones_only(),
    };
    let seller = seller_page(ctx, &request.handle);
    let page = OrderSentPage {
        t: Words::new(locale).with("payee", request.name.as_str()).with("address", seller.as_str()),
        languages: languages(Some(locale.language())),
        foot: app.feet.foot(),
        accent: request.accent,
        seller,
        lang: request.language.tag(),
        chats: MESSENGERS.map(chat).into(),
        order: reader.carry(&format!("/r/{}", request.code)),
        payable: !waits,
        message,
    };
    render(StatusCode::OK, &page)
}
