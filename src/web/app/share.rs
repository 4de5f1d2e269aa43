//! What a seller is about to send: the message, what the chat will show of the link, and the messengers that take it.

use crate::actions::Context;
use crate::actions::requests::test_mark::TestMarks;
use crate::domain::language::Language;
use crate::domain::payee::Payee;
use crate::domain::request::PaymentRequest;
use crate::share::links::Messenger;
use crate::share::message::Message;
use crate::web::pay::preview::PreviewView;
use crate::web::view::{LanguageView, QrView, languages};

/// The message of a request and all the ways it can leave.
pub struct ShareView {
    /// The message, in the language that the seller looks at it in.
    pub message: Message,
    /// That language's tag.
    pub lang: &'static str,
    /// All languages, with that one chosen.
    pub languages: Vec<LanguageView>,
    /// What a messenger shows of the link: the very tags of the pay page.
    pub preview: PreviewView,
    /// The preview's language: the request's own, whatever the message is in.
    pub preview_lang: &'static str,
    /// The preview's picture. Browsers keep one for an hour; a change of what it shows changes its address.
    pub card: String,
    /// The service's host, as messengers show it beneath a preview.
    pub host: String,
    /// Each messenger with its link.
    pub messengers: Vec<MessengerView>,
    /// Who gets the link without the message: "Messenger and Snapchat".
    pub link_only: String,
    /// The link's QR code.
    pub qr: QrView,
}

/// A messenger that takes the message, or the link at least.
pub struct MessengerView {
    /// What people call it.
    pub label: &'static str,
    /// The link that opens it.
    pub href: String,
    /// Whether computers don't have it.
    pub on_phones_only: bool,
}

impl ShareView {
    /// Of a request of this payee; in its own language unless another was chosen.
    pub fn of(
        ctx: &Context,
        payee: &Payee,
        request: &PaymentRequest,
        marks: &TestMarks,
        chosen: Option<Language>,
    ) -> Self {
        let (url, language) = (ctx.qr.link(&request.code), chosen.unwrap_or(request.language));
        let test = marks.is_offered_as_test(request);
        let message = Message::of(request, language, &url, test);
        let look = if test { "test" } else { "plain" };
        let PaymentRequest { code, preview, asked, .. } = request;
        let view = |messenger: Messenger| MessengerView {
            label: messenger.label(),
            href: messenger.link(&message),
            on_phones_only: messenger.on_phones_only(),
        };
        let link_only: Vec<_> =
            Messenger::ALL.into_iter().filter(|m| m.takes_link_only()).map(Messenger::label).collect();
        Self {
            lang: language.tag(),
            languages: languages(Some(language)),
            preview: PreviewView::of_request(*preview, request.language, &payee.name, asked, &url, test),
            preview_lang: request.language.tag(),
            card: format!("/r/{code}/card.png?{}-{}-{look}", preview.as_str(), request.language.tag()),
            host: ctx.public_url.host_str().unwrap_or_default().to_owned(),
            messengers: Messenger::ALL.map(view).into(),
            link_only: link_only.join(" and "),
            qr: QrView::from(&ctx.qr.matrix(&request.code)),
            message,
        }
    }
}
